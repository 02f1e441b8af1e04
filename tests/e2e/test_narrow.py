"""A narrow window: what belongs together stays on one line, and no table is wider than the page."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.e2e.visit import Visit

BROKEN = """() => [...document.querySelectorAll('.es-table.few td.number:not(.long, .words) .ends')]
  .filter(e => e.getClientRects().length > 1).map(e => e.textContent)"""
"""Intervals that are broken into lines, in tables of few columns."""
WIDER = """() => [...document.querySelectorAll('.es-scroll:has(.es-table.few)')]
  .filter(e => e.scrollWidth > e.clientWidth + 1).map(e => e.getAttribute('aria-label'))"""
"""Such tables that are wider than the page."""


@pytest.mark.e2e
@pytest.mark.parametrize(
    ("link", "lang"),
    [
        ("rollout?scenario=expansion-2009", "fr"),
        ("money?scenario=rennes-2009", "en"),
        ("money?scenario=france-2030", "en"),
        ("pay?scenario=france-2030", "en"),
    ],
)
def test_an_interval_stands_on_one_line(page: Page, address: str, link: str, lang: str) -> None:
    """They were broken after their first end while another column had room to spare."""
    page.set_viewport_size({"width": 1024, "height": 900})
    visit = Visit(page, address, lang, "narrow")
    visit.open(f"/{link}")
    visit.at_rest()
    assert page.locator(".es-table.few .ends").count() > 2
    assert page.evaluate(BROKEN) == []
    assert page.evaluate(WIDER) == []
