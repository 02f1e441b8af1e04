"""What is written on a colour can be read: AA, 4.5 to 1, on each colour of both themes."""

from __future__ import annotations

import pytest

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
