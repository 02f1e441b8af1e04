"""A page on paper: nothing runs over the sheet's edge, and no heading lies on the words before it."""

from __future__ import annotations

import re
from io import BytesIO

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Page
from pypdf import PageObject, PdfReader

from tests.e2e.test_theme import contrast
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


@pytest.mark.e2e
@pytest.mark.parametrize("page_", ["money", "prisons"])
def test_a_dark_page_prints_dark_on_white(page: Page, address: str, page_: str) -> None:
    """Words stay words: the file of a printed page is read, and copied from, as on the screen."""
    page.emulate_media(color_scheme="dark")
    visit = Visit(page, address, "fr", "paper-dark")
    visit.open(f"/{page_}?scenario=rennes-2009")
    visit.at_rest()
    assert brightness(page) < 0.25, "the screen is dark"
    page.emulate_media(media="print", color_scheme="dark")
    page.wait_for_timeout(600)
    assert brightness(page) > 0.8
    colours = page.evaluate(WORDS)
    assert len(colours) == 1, colours
    assert contrast(colours[0], "rgb(255, 255, 255)") > 7
    page.emulate_media(media="screen", color_scheme="dark")
    words = "".join(sheet.extract_text() for sheet in PdfReader(BytesIO(page.pdf(format="A4"))).pages)
    title = page.get_by_role("heading", level=1).inner_text()
    assert re.sub(r"\s", "", title) in re.sub(r"\s", "", words)


WORDS = """() => [...new Set([...document.querySelectorAll(
  '[data-testid=stMain] :is(h1, h2, p, td, th, caption, .value)')].filter(e => !e.closest('[data-testid=stCheckbox]'))
  .map(e => getComputedStyle(e).color))]"""
"""Colours of what is read on the page."""


def brightness(page: Page) -> float:
    """Mean of what is seen, 0 black to 1 white."""
    seen = Image.open(BytesIO(page.screenshot())).convert("L")
    return float(np.asarray(seen).mean()) / 255


def lines(sheet: PageObject) -> list[tuple[str, float]]:
    """Pieces of text of a sheet, with their height above its foot in points."""
    found: list[tuple[str, float]] = []

    def keep(text: str, at: list[float], placed: list[float], _font: object, _size: float) -> None:
        if text.strip():
            found.append((text, placed[5] * at[3] + at[5]))

    sheet.extract_text(visitor_text=keep)
    return found
