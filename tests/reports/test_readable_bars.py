"""Figures can be read: AA, 4.5 to 1, of text on each colour of both themes; euros as the reader writes them."""

from __future__ import annotations

import pytest

from reports.figures import pay_waterfall
from reports.look import look, on


def luminance(colour: str) -> float:
    """Of WCAG 2."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("dark", [False, True])
def test_text_on_every_colour_reaches_aa(dark: bool) -> None:
    colours = look(dark)
    for colour in (*colours.categories, *colours.further):
        low, high = sorted((luminance(on(colour)), luminance(colour)))
        assert (high + 0.05) / (low + 0.05) >= 4.5, colour


@pytest.mark.parametrize(("lang", "before", "after"), [("fr", None, "\u00a0€"), ("en", "€", None)])
def test_an_axis_of_euros_parts_its_thousands(lang: str, before: str | None, after: str | None) -> None:
    """``1000 €`` under bars that say ``1 142,33 €``."""
    legs = dict.fromkeys(("gross", "employee_contributions", "net", "victims", "release_savings", "available"), 1100.0)
    drawn = pay_waterfall(legs, {leg: leg for leg in legs}, lang, False)["layout"]
    axis = drawn["xaxis"]
    assert (axis.get("tickprefix"), axis.get("ticksuffix"), axis["separatethousands"]) == (before, after, True)
    assert drawn["separators"][1] == {"fr": "\u202f", "en": ","}[lang]
