"""Page one stays one page, whatever a search or a card has to tell; an interval is told where there is one."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from reports import document
from reports.interval import Interval, stacked, written
from reports.material import Material
from reports.wording import difference_ranged


def test_page_one_holds_a_long_answer_of_a_search(material: Material, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the smaller setting, what the six figures mean would stand on a page of its own."""
    long = "At most 612 people can be at work under these limits; first comes the State's investment of 2029. " * 18
    monkeypatch.setattr("reports.sections.first_page.answered", lambda verdict, lang: long)
    searched: Any = replace(material, verdict=object())  # type: ignore[arg-type]
    pages = [page.extract_text() for page in PdfReader(BytesIO(document.pdf(searched, "en", ("pay",)))).pages]
    assert long.split(";")[0] in " ".join(pages[0].split())
    assert "the same hour outside" in " ".join(pages[0].split())
    assert pages[1].strip().startswith(("Contents", "1"))
    assert document.preview(searched, "en").startswith(b"\x89PNG")


def test_a_preview_is_of_page_one_where_even_that_does_not_fit(
    material: Material, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reports.sections.first_page.answered", lambda verdict, lang: "Far too much to say. " * 400)
    searched: Any = replace(material, verdict=object())  # type: ignore[arg-type]
    assert document.preview(searched, "en").startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("found", "unit", "lang", "told"),
    [
        (Interval(0.685, 0.6848, 0.6852), "share", "fr", "68,5\u202f%"),
        (Interval(0.685, 0.6848, 0.6852), "share", "en", "68.5%"),
        (Interval(0.685, 0.680, 0.690), "share", "en", "68.5% [68.0% to 69.0%]"),
        (Interval(0.0, -5.0, 5.0), "EUR", "en", "€0 [−\u2060€5 to €5]"),
        (Interval(3e6, 2.96e6, 3.04e6), "EUR", "en", "€3.0M"),
    ],
)
def test_an_interval_whose_ends_read_alike_is_not_written(found: Interval, unit: str, lang: str, told: str) -> None:
    assert written(found, unit, lang) == told
    assert ("\n" in stacked(found, unit, lang)) == ("[" in told)


def test_nor_is_one_of_a_difference() -> None:
    assert difference_ranged(0.02, 0.01999, 0.02001, "share", "en") == "+2.0\u00a0pts"
    assert difference_ranged(0.02, 0.01, 0.03, "share", "en") == "+2.0\u00a0pts [1.0 to 3.0\u00a0pts]"
