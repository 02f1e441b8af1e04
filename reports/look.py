"""Colours and frame of every figure on the screen, light and dark: one colour per party and per leg of pay."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from language import formats
from language.terms import term
from reports.precision import SHARES, Step, euros

Drawing = dict[str, Any]
"""A Plotly figure as plain data: quicker to make than graph objects, and drawn the same."""
TICKS: Final = 6
"""Marks on an axis of a unit, about."""


@dataclass(frozen=True)
class Look:
    """The colours of one theme; the categories are those of .streamlit/config.toml."""

    text: str
    """Text of axes, readable on the page."""
    strong: str
    paper: str
    """The page."""
    grid: str
    land: str
    coast: str
    categories: tuple[str, ...]
    further: tuple[str, ...]
    """For what has more kinds than there are categories."""

    def kind(self, position: int) -> str:
        """The colour of the kind at a position, from 0: no two of the first fourteen alike."""
        every = self.categories + self.further
        return every[position % len(every)]


LIGHT = Look(
    "#4A5659",
    "#1B2426",
    "#FFFFFF",
    "#DCE4E4",
    "#EEF2F2",
    "#A9B7B9",
    ("#0B5D63", "#C7801A", "#5F41CC", "#C53B4A", "#1098D7", "#42104A", "#5D5F0E", "#642215", "#02826F", "#848F95"),
    ("#B0418F", "#2F4A9E", "#6E8B1F", "#D0603F"),
)
DARK = Look(
    "#B7C3C7",
    "#E8EEEE",
    "#11181B",
    "#2C383D",
    "#1E282C",
    "#5A6A70",
    ("#4DB6BC", "#F5C480", "#7D83F7", "#F2848F", "#B8DCF5", "#9451A1", "#ADAC23", "#AB7123", "#2A9161", "#757A7D"),
    ("#E58CC8", "#5B7BD6", "#D3E27A", "#E8734F"),
)

LEGS = {
    "gross": 0,
    "net": 0,
    "available": 0,
    "victims": 1,
    "release_savings": 8,
    "employee_contributions": 9,
    "employer_contributions": 9,
    "victims_withheld": 1,
    "available_pay": 0,
}
"""Position of a leg of pay in the categories: what she keeps is the accent, what victims get is amber."""


FEW = 6
"""Months that are all named on an axis."""


def look(dark: bool) -> Look:
    """The colours of the reader's theme."""
    return DARK if dark else LIGHT


def leg_colour(leg: str, colours: Look) -> str:
    """The colour of a leg of pay, the same everywhere."""
    return colours.categories[LEGS.get(leg, 9)]


def on(colour: str) -> str:
    """Black or white, whichever is easier to read on a colour: never under 4.5 to 1."""
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    light = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    luminance = 0.2126 * light[0] + 0.7152 * light[1] + 0.0722 * light[2]
    return "#000000" if luminance > 0.179 else "#FFFFFF"


def faint(colour: str) -> str:
    """A colour that lets what is under it show."""
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return f"rgba({red},{green},{blue},0.22)"


def axis(colours: Look, **more: Any) -> Drawing:
    """An axis whose labels can be read in both themes."""
    return (
        {
            "tickfont": {"color": colours.text, "size": 12},
            "gridcolor": colours.grid,
            "zeroline": False,
            "automargin": True,
            "fixedrange": True,
        }
        | ({"title": {"text": more.pop("says"), "font": {"color": colours.text, "size": 12}}} if "says" in more else {})
        | more
    )


def euros_axis(colours: Look, lang: str, **more: Any) -> Drawing:
    """An axis of euros as the reader writes them: ``1 000 €``, ``€1,000``."""
    sign = {"ticksuffix": "\u00a0€"} if lang == "fr" else {"tickprefix": "€"}
    return axis(colours, separatethousands=True, **sign, **more)


def unit_axis(colours: Look, low: float, high: float, unit: str, lang: str, **more: Any) -> Drawing:
    """An axis from one value to another with round values of a unit: shares in per cent, euros with their sign, or in
    thousands or millions, said beside it, where they are many."""
    if low == high:
        low, high = low - 1.0, high + 1.0
    rough = (high - low) / TICKS
    size = 10.0 ** math.floor(math.log10(rough))
    step = size * min((1, 2, 2.5, 5, 10), key=lambda times: abs(math.log(times * size / rough)))
    at = [step * place for place in range(math.ceil(low / step), math.floor(high / step) + 1)]
    share, many = unit in SHARES, euros(max(abs(low), abs(high))) if unit == "EUR" else Step(1.0, "", 0)
    signed = unit.startswith("EUR") and not many.letter
    told_in = 100 if share else 1 / many.scale
    digits = max(0, -math.floor(math.log10(step * told_in) + 1e-9))
    told = formats.percent if share else formats.money if signed else formats.number
    if signed:
        digits = 2 if digits else 0
    elif step / size == 2.5 and size * told_in <= 1:
        digits += 1
    texts = [told(value / many.scale + 0.0, lang, digits) for value in at]
    if many.letter:
        more["says"] = f"{many.letter}€" if lang == "fr" else f"€{many.letter}"
    elif unit != "EUR":  # euros have their sign at each mark
        more["says"] = term("unit", unit, lang)
    return axis(colours, range=[low, high], tickmode="array", tickvals=at, ticktext=texts, **more)


def months_axis(colours: Look, months: Sequence[str], lang: str, **more: Any) -> Drawing:
    """An axis of months in the reader's language: years where there are many, else a month in three, each where
    there are few."""
    known = sorted(set(months))
    shown = [m for m in known if m.endswith("-01")] if len(known) > 24 else known[:: 1 if len(known) <= FEW else 3]
    says = [m[:4] if len(known) > 24 else formats.month(m, lang) for m in shown]
    return axis(colours, type="date", tickmode="array", tickvals=shown, ticktext=says, **more)


def frame(colours: Look, lang: str, height: int = 340, **more: Any) -> Drawing:
    """Layout shared by all figures."""
    return {
        "height": height,
        "margin": {"l": 8, "r": 8, "t": 8, "b": 8},
        "hovermode": "closest",
        "separators": ",\u202f" if lang == "fr" else ".,",
        "font": {"color": colours.text, "size": 12},
        "legend": {"orientation": "h", "y": -0.14, "x": 0, "font": {"color": colours.strong, "size": 12}},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "dragmode": False,
    } | more
