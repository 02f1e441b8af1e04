"""How far an expected value lies from the mean of the draws: said wherever the expected engine is shown."""

from __future__ import annotations

import language
from language import formats
from reports.interval import Interval
from reports.wording import amount

ALIKE = 0.005
"""Relative difference under which the two are called the same."""


def bias(name: str, unit: str, expected: float, drawn: Interval, lang: str) -> str:
    """How much an expected value overstates or understates the drawn mean of the same indicator, in a sentence."""
    _ = language.text(lang)
    if not drawn.value or drawn.value != drawn.value:
        return _("Expected values, without chance and without intervals.")
    gap = expected / drawn.value - 1
    told = _("Expected values, without chance: as large as the draws' mean for “{name}” ({expected}).")
    if abs(gap) >= ALIKE:
        above = _(
            "Expected values, without chance: for “{name}” {share} above the draws' mean ({expected} against {drawn})."
        )
        below = _(
            "Expected values, without chance: for “{name}” {share} below the draws' mean ({expected} against {drawn})."
        )
        told = above if gap > 0 else below
    both = (expected, drawn.value)
    written = [amount(value, unit, lang) for value in both]
    if unit == "EUR" and written[0] == written[1] and abs(gap) >= ALIKE:
        whole = -3 if abs(expected) >= 1e6 else 0
        written = [formats.money(round(value, whole), lang, 0) for value in both]
    return told.format(
        name=name,
        share=formats.percent(abs(gap), lang, 0 if abs(gap) >= 0.095 else 1),
        expected=written[0],
        drawn=written[1],
    )
