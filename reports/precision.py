"""How finely a value and the two ends of its interval are written: all three alike, as fine as the farthest allows."""

from __future__ import annotations

import math
from typing import NamedTuple

PEOPLE = ("people", "seats", "posts")
SHARES = ("share", "share of SMIC")
CHANCES = ("probability", "rate/")
"""How units begin that are written in per cent of a period."""
POINTS = "share points"
"""A share added to another: written in points, a hundred to the whole."""
WHOLE = {"m2", "agreements", "hours", "places", "EUR/year", "EUR/seat/year"}
"""Units of which no part is written."""
MOST = 4
"""Most decimals of a number of no particular unit."""


class Step(NamedTuple):
    """Euros as they are written: so many to one, the letter that says so, decimals."""

    scale: float
    letter: str
    digits: int


def decimals(unit: str, *values: float) -> int:
    """Decimals of a value and its ends in a unit other than EUR, or of two ends alone."""
    known = [abs(value) for value in values if not math.isnan(value)]
    far, whole = max(known, default=0.0), all(value.is_integer() for value in map(float, known))
    if unit in SHARES:
        return 0 if far >= 10 else 1
    if unit.startswith(CHANCES):
        return 1
    if unit == POINTS:
        return 2
    if unit in WHOLE or (whole and unit in PEOPLE):
        return 0
    if unit in PEOPLE:
        return _people(far, known[0])
    if unit.startswith("EUR/"):
        return 0 if far >= 1000 else 2
    if whole or far >= 100:
        return 0
    return 2 if unit == "ratio" else max(map(needed, known))


def _people(far: float, value: float) -> int:
    """Of people: none from twenty on, one from one on, else two; more where a value that is something said nothing."""
    digits = 0 if far >= 20 else 1 if far >= 0.95 else small_digits(far)
    return small_digits(value) if digits and value and not round(value, digits) else digits


def needed(value: float) -> int:
    """Decimals that a number has, up to the most that are written."""
    return len(f"{value:.{MOST}f}".rstrip("0").partition(".")[2])


def small_digits(value: float) -> int:
    """Decimals of a number of people under one: two, or what two significant figures take where two would say none."""
    size = abs(value)
    return 2 if size >= 0.0095 or size < 1e-6 else 1 - math.floor(math.log10(size))


def euros(value: float, *ends: float) -> Step:
    """How euros are written: in the thousands or millions of the value, or of the ends where it is nothing to them."""
    known = [abs(one) for one in (value, *ends) if not math.isnan(one)]
    far, whole = max(known, default=0.0), all(one.is_integer() for one in map(float, known))
    size = far if math.isnan(value) or abs(value) < far / 1000 else abs(value)
    for limit, scale, letter in ((1e6, 1e6, "M"), (1e4, 1e3, "k")):
        if size >= limit:
            return Step(scale, letter, 1 if far < 1e2 * scale else 0)
    return Step(1.0, "", 0 if far >= 1000 or whole else 2)
