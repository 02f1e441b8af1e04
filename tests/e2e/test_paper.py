"""A page on paper: nothing runs over the sheet's edge, and no heading lies on the words before it."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from playwright.sync_api import Page
from pypdf import PageObject, PdfReader

from tests.e2e.visit import Visit


@pytest.mark.e2e
@pytest.mark.parametrize(
    ("lang", "axis", "heading"), [("fr", "1000€", "Totaux du sc"), ("en", "€1,000", "Totals of the scenario")]
)
def test_a_page_prints_as_it_stands(page: Page, address: str, lang: str, axis: str, heading: str) -> None:
    visit = Visit(page, address, lang, "paper")
    page.set_viewport_size({"width": 1440, "height": 1000})
    visit.open("/pay?scenario=rennes-2009")
    visit.at_rest()
    sheets = PdfReader(BytesIO(page.pdf(format="A4"))).pages
    assert axis in re.sub(r"\s", "", sheets[0].extract_text()), "the end of the axis is cut"
    heights = [lines(sheet) for sheet in sheets]
    here, at = next((known, down) for known in heights for text, down in known if heading in text)
    assert not [text for text, down in here if 0.5 < abs(down - at) < 5], "words on the heading"


def lines(sheet: PageObject) -> list[tuple[str, float]]:
    """Pieces of text of a sheet, with their height above its foot in points."""
    found: list[tuple[str, float]] = []

    def keep(text: str, at: list[float], placed: list[float], _font: object, _size: float) -> None:
        if text.strip():
            found.append((text, placed[5] * at[3] + at[5]))

    sheet.extract_text(visitor_text=keep)
    return found
