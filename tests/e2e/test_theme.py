"""The reader's system turns dark: the page follows as it stands, cards and figures in colours that can be read."""

from __future__ import annotations

import re
from typing import Any, Literal

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.test_pages_open import IDLE

TEXT, MARK = 4.5, 3.0
"""Least contrast of WCAG AA: of text, of what is drawn."""
COLOURS = """() => {
  const each = places => [...document.querySelectorAll(places)];
  const seen = (places, colour) => [...new Set(each(places).map(p => getComputedStyle(p)[colour]))];
  const chart = '[data-testid=stPlotlyChart] ';
  return {
    ground: seen('[data-testid=stApp]', 'backgroundColor'),
    cards: seen('.es-card .value', 'color'),
    words: seen(chart + '.xtick text, ' + chart + '.ytick text', 'fill'),
    lines: seen('.st-key-months .scatterlayer .js-line', 'stroke').filter(c => c.startsWith('rgb(')),
  };
}"""
"""Colours on the page by what bears them; lines are those of the months' figure, which only the server gives (the coast
of the map says nothing, and may be fainter)."""


@pytest.mark.e2e
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_page_follows_the_theme_as_it_stands(page: Page, address: str, lang: str) -> None:
    page.emulate_media(color_scheme="light")
    page.goto(f"{address}/?scenario=rennes-2009&lang={lang}")
    all_draws = page.get_by_text(re.compile(r"1\W?024 (tirages|draws),"))
    expect(all_draws.first).to_be_visible(timeout=60_000)  # no more draws will make the page anew
    page.wait_for_function(IDLE, timeout=60_000)
    page.evaluate("() => { window.stands = true }")
    light = colours(page)
    dark = turned(page, "dark", light)
    assert luminance(dark["ground"][0]) < 0.1 < luminance(light["ground"][0])
    for bearer in ("cards", "words", "lines"):
        assert set(light[bearer]).isdisjoint(dark[bearer]), bearer
    again = turned(page, "light", dark)
    assert again == light
    assert page.evaluate("() => window.stands"), "the page was loaded again"
    for theme in (light, dark):
        for bearer, least in (("cards", TEXT), ("words", TEXT), ("lines", MARK)):
            for colour in theme[bearer]:
                assert contrast(colour, theme["ground"][0]) >= least, (bearer, colour, theme["ground"])


def colours(page: Page) -> dict[str, list[str]]:
    """Colours on the page; something bears each."""
    found: dict[str, list[str]] = page.evaluate(COLOURS)
    assert all(found.values()), found
    return found


def turned(page: Page, theme: Literal["light", "dark"], before: dict[str, Any]) -> dict[str, list[str]]:
    """Colours once the system has this theme and the figures have left their former colours."""
    page.emulate_media(color_scheme=theme)
    changed = f"was => {{ const now = ({COLOURS})().lines; return now.length && !now.some(c => was.includes(c)); }}"
    page.wait_for_function(changed, arg=before["lines"], timeout=20_000)
    page.wait_for_function(IDLE, timeout=60_000)
    page.wait_for_timeout(600)  # colours change in a transition
    return colours(page)


def luminance(colour: str) -> float:
    """Relative luminance of ``rgb(r, g, b)`` (WCAG 2.2)."""
    parts = [int(p) / 255 for p in re.findall(r"\d+", colour)[:3]]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)
