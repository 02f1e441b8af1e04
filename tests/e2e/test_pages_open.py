"""Each page in both languages in a real browser: no error, no outside request, nothing that axe-core finds in light
or in dark, a text for each figure; a picture of each is kept."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import ConsoleMessage, Page, Request, expect

import language
from tests.e2e import guide
from tests.e2e.accessible import faults
from tests.e2e.conftest import ROOT

PICTURES = ROOT / "out" / "pictures"
PAGES = {
    "overview": "/",
    **{page: f"/{page}" for page in re.findall(r'url_path="([\w-]+)"', (ROOT / "dashboard.py").read_text("utf-8"))},
}
"""Every page that the dashboard declares; the guides show them."""
CHOSEN = {
    "overview-rennes": "/?scenario=rennes-2009",
    "prison-rennes": "/prisons?prison=rennes-femmes",
    "rollout-2009": "/rollout?scenario=expansion-2009",
}
"""Pages again with something chosen."""
FORMS = {
    "prison-form": ("/prisons?prison=rennes-femmes", "Correct the whole profile"),
    "company-form": ("/partners", "Describe a new company"),
    "figure-form": ("/sources", "Change a figure"),
}
"""Forms, each with its page and its title; the guides show them."""
IDLE = """() => { const a = document.querySelector('[data-testid=stApp]');
  return a && a.getAttribute('data-test-script-state') === 'notRunning'
    && a.getAttribute('data-test-connection-state') === 'CONNECTED'
    && !document.querySelector('[data-testid=stSkeleton], [data-testid=stAppSkeleton]'); }"""


@pytest.mark.e2e
@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("name", [*PAGES, *CHOSEN])
def test_page_opens(page: Page, address: str, name: str, lang: str, request: pytest.FixtureRequest) -> None:
    wrong: list[str] = []

    def console(message: ConsoleMessage) -> None:
        if message.type == "error":
            wrong.append(f"console: {message.text}")

    def outside(asked: Request) -> None:
        if not asked.url.startswith((address, address.replace("http", "ws"), "data:", "blob:")):
            wrong.append(f"outside: {asked.url}")

    page.on("console", console)
    page.on("pageerror", lambda error: wrong.append(f"page: {error}"))
    page.on("request", outside)
    link = (PAGES | CHOSEN)[name]
    page.goto(f"{address}{link}{'&' if '?' in link else '?'}lang={lang}")
    page.get_by_test_id("stApp").wait_for()
    page.wait_for_function(IDLE, timeout=60_000)
    page.wait_for_timeout(1000)
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=PICTURES / f"{name}-{lang}.png")
    expect(page.locator("html")).to_have_attribute("lang", lang)
    expect(page.locator("h1").first).to_be_visible()
    expect(page.get_by_test_id("stException")).to_have_count(0)
    charts = page.get_by_test_id("stPlotlyChart")
    for position in range(charts.count()):
        expect(charts.nth(position).locator(".main-svg").first).to_be_visible()
        expect(charts.nth(position)).to_have_attribute("aria-label", re.compile(".{20}"))
    if request.config.getoption("--refresh-pictures") and name in PAGES:
        guide.write(page, f"{name}-{lang}")
    assert faults(page) == {"light": [], "dark": []}
    assert wrong == []


@pytest.mark.e2e
@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("name", list(FORMS))
def test_a_form_opens(page: Page, address: str, name: str, lang: str, request: pytest.FixtureRequest) -> None:
    """Its fields can be reached, axe-core finds nothing in light or in dark, and the guides show it."""
    link, title = FORMS[name]
    page.goto(f"{address}{link}{'&' if '?' in link else '?'}lang={lang}")
    page.wait_for_function(guide.DRAWN, timeout=60_000)
    page.wait_for_function(IDLE, timeout=60_000)
    form = page.get_by_test_id("stExpander").filter(has_text=language.text(lang)(title)).first
    form.locator("summary").click()
    expect(form.get_by_role("textbox").first).to_be_visible(timeout=60_000)
    page.wait_for_function(IDLE, timeout=60_000)
    expect(page.get_by_test_id("stException")).to_have_count(0)
    if request.config.getoption("--refresh-pictures"):
        guide.write(page, f"{name}-{lang}", form)
    page.mouse.move(0, 0)  # what is under the pointer changes its colour more slowly
    assert faults(page) == {"light": [], "dark": []}


@pytest.mark.e2e
@pytest.mark.parametrize(
    ("lang", "title", "shares", "head"),
    [
        ("fr", "Qu'est-ce qui fait bouger la réponse", "Part de la dispersion", "Avec les autres"),
        ("en", "What moves the answer?", "Share of the spread", "With the others"),
    ],
)
def test_what_moves_the_answer(page: Page, address: str, lang: str, title: str, shares: str, head: str) -> None:
    page.goto(f"{address}/?scenario=rennes-2009&lang={lang}")
    section = page.locator(".st-key-sensitivity-open")
    section.get_by_text(title).click(timeout=60_000)
    expect(section.get_by_test_id("stPlotlyChart").locator(".main-svg").first).to_be_visible(timeout=60_000)
    section.get_by_role("button", name=shares).click()
    expect(section.locator("table").get_by_text(head)).to_be_visible(timeout=120_000)
    expect(page.get_by_test_id("stException")).to_have_count(0)


@pytest.mark.e2e
@pytest.mark.parametrize(
    ("lang", "asked", "table"),
    [
        ("fr", "D'où vient ce chiffre ?", "Ce qui le fait bouger"),
        ("en", "Where does this number come from?", "What moves it"),
    ],
)
def test_where_a_number_comes_from(page: Page, address: str, lang: str, asked: str, table: str) -> None:
    page.goto(f"{address}/?scenario=rennes-2009&lang={lang}")
    page.locator(".st-key-card-kept_per_worker").get_by_text(asked).click()
    answer = page.get_by_test_id("stPopoverBody")
    expect(answer.get_by_text(table)).to_be_visible(timeout=60_000)
    expect(answer.get_by_text("config/legislation/account_exempt_monthly.yaml")).to_be_visible()
    expect(answer.get_by_text("juriblio.fr", exact=False).first).to_be_attached()
