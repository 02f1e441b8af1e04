"""A page on paper: nothing runs over the sheet's edge, and no heading lies on the words before it."""

from __future__ import annotations

from io import BytesIO

import pytest
from playwright.sync_api import Page
from pypdf import PdfReader

from tests.e2e.visit import Visit


@pytest.mark.e2e
@pytest.mark.parametrize(
    ("lang", "amount", "axis", "heading"),
    [("fr", "910,00", "1 000 €", "Totaux du scénario"), ("en", "910.00", "€1,000", "Totals of the scenario")],
)
def test_a_page_prints_as_it_stands(page: Page, address: str, lang: str, amount: str, axis: str, heading: str) -> None:
    visit = Visit(page, address, lang, "paper")
    page.set_viewport_size({"width": 1440, "height": 1000})
    visit.open("/pay?scenario=rennes-2009")
    visit.at_rest()
    sheets = PdfReader(BytesIO(page.pdf(format="A4"))).pages
    wide = float(sheets[0].mediabox.width)
    found: list[tuple[int, str, float, float]] = []
    for number, sheet in enumerate(sheets):
        sheet.extract_text(
            visitor_text=lambda text, at, placed, _font, _size, on=number: (
                found.append((on, text, *_where(at, placed))) if text.strip() else None
            )
        )
    rightmost = {text.strip(): right for _on, text, right, _down in found}
    assert max(rightmost.values()) < wide, "words beyond the sheet"
    assert any(amount in text for text in rightmost)
    assert any(axis in text.replace("\u202f", " ").replace("\u00a0", " ") for text in rightmost), "the axis is cut"
    on, down = next((on, down) for on, text, _right, down in found if heading in text)
    others = [d for n, text, _right, d in found if n == on and heading not in text]
    assert all(abs(d - down) > 4 for d in others), "words on the heading"


def _where(at: list[float], placed: list[float]) -> tuple[float, float]:
    """Where a text begins on the sheet, in points from the left and from below."""
    return (placed[4] * at[0] + placed[5] * at[2] + at[4], placed[4] * at[1] + placed[5] * at[3] + at[5])
