"""The Report page in a real browser, and the HTML report opened on its own."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from reports import web_page
from reports.material import Material


@pytest.mark.e2e
def test_a_report_is_made_and_downloaded(page: Page, address: str) -> None:
    page.goto(f"{address}/report?lang=en&scenario=rennes-2009")
    page.get_by_role("button", name="Make the report").click(timeout=60_000)
    button = page.get_by_role("button", name="Download the report (PDF)")
    expect(button).to_be_visible(timeout=120_000)
    expect(page.get_by_role("img").last).to_be_visible()
    with page.expect_download() as waiting:
        button.click()
    assert waiting.value.suggested_filename == "rennes-2009-en.pdf"
    assert Path(waiting.value.path()).read_bytes().startswith(b"%PDF")
    expect(page.get_by_test_id("stException")).to_have_count(0)


@pytest.mark.e2e
def test_the_html_report_asks_for_nothing(page: Page, material: Material, tmp_path: Path) -> None:
    file, asked, wrong = tmp_path / "report.html", [], []
    file.write_bytes(web_page.html(material, "fr"))
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    page.goto(file.as_uri())
    expect(page.locator(".js-plotly-plot .main-svg").first).to_be_visible()
    assert page.locator(".js-plotly-plot").count() == web_page.html(material, "fr").count(b'role="img"')
    assert asked == [file.as_uri()]
    assert wrong == []
    assert page.evaluate("window.run") is None, "the name of a prison was run"
    expect(page.get_by_text("<script>window.run=1</script>").first).to_be_visible()
