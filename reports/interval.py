"""A value with its 90 % interval, and how it is written: alone where both ends read alike."""

from __future__ import annotations

from typing import NamedTuple

from language import formats
from reports.precision import decimals
from reports.wording import amount, apart, ends


class Interval(NamedTuple):
    """A value with its 90 % interval; the ends are NaN where only the expected value is known."""

    value: float
    low: float = float("nan")
    high: float = float("nan")

    @property
    def wide(self) -> bool:
        """Whether there is an interval, and it is more than a point."""
        return bool(self.high - self.low > 1e-9 * max(1.0, abs(self.high)))

    @property
    def ends(self) -> tuple[float, float]:
        """The two ends."""
        return self.low, self.high


def written(found: Interval, unit: str, lang: str) -> str:
    """A value and its interval: ``447 personnes [212 à 593]``."""
    return value_of(found, unit, lang) + _bracketed(spread(found, unit, lang))


def bare(found: Interval, lang: str) -> str:
    """The same of people, without their name."""
    digits = decimals("people", *found)
    return formats.number(found.value, lang, digits) + _bracketed(spread_of(found, lang, digits))


def counted(found: Interval, lang: str) -> str:
    """The same for what is counted in whole numbers."""
    return formats.number(found.value, lang) + _bracketed(spread_of(found, lang, 0))


def stacked(found: Interval, unit: str, lang: str) -> str:
    """The same on two lines, for a narrow cell."""
    return f"{value_of(found, unit, lang)}\n{spread(found, unit, lang)}".rstrip()


def value_of(found: Interval, unit: str, lang: str) -> str:
    """The value with its unit, as finely as the ends that stand beside it."""
    return amount(found.value, unit, lang, found.ends if spread(found, unit, lang) else None)


def spread(found: Interval, unit: str, lang: str) -> str:
    """The two ends with their unit; nothing where there is no interval, or both ends read alike."""
    return apart(ends(found.low, found.high, unit, lang, found.value), lang) if found.wide else ""


def spread_of(found: Interval, lang: str, digits: int) -> str:
    """The same without a unit, with so many decimals."""
    return apart(formats.interval(found.low, found.high, lang, digits), lang) if found.wide else ""


def _bracketed(told: str) -> str:
    return f" [{told}]" if told else ""
