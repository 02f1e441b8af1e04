"""A value with its 90 % interval, and how it is written: alone where both ends read alike."""

from __future__ import annotations

from typing import NamedTuple

from language import formats
from reports.wording import amount, apart, ends, small_digits


class Interval(NamedTuple):
    """A value with its 90 % interval; the ends are NaN where only the expected value is known."""

    value: float
    low: float = float("nan")
    high: float = float("nan")

    @property
    def wide(self) -> bool:
        """Whether there is an interval, and it is more than a point."""
        return bool(self.high - self.low > 1e-9 * max(1.0, abs(self.high)))


def written(found: Interval, unit: str, lang: str) -> str:
    """A value and its interval: ``447 personnes [212 à 593]``."""
    return amount(found.value, unit, lang) + _bracketed(spread(found, unit, lang))


def bare(found: Interval, lang: str) -> str:
    """The same without a unit, with one decimal, or two and more when it is small."""
    far = max(found.value, found.high if found.wide else 0.0)
    digits = 1 if far >= 0.95 else small_digits(far)
    return formats.number(found.value, lang, digits) + _bracketed(spread_of(found, lang, digits))


def counted(found: Interval, lang: str) -> str:
    """The same for what is counted in whole numbers."""
    return formats.number(found.value, lang) + _bracketed(spread_of(found, lang, 0))


def stacked(found: Interval, unit: str, lang: str) -> str:
    """The same on two lines, for a narrow cell."""
    return f"{amount(found.value, unit, lang)}\n{spread(found, unit, lang)}".rstrip()


def spread(found: Interval, unit: str, lang: str) -> str:
    """The two ends with their unit; nothing where there is no interval, or both ends read alike."""
    return apart(ends(found.low, found.high, unit, lang, found.value), lang) if found.wide else ""


def spread_of(found: Interval, lang: str, digits: int) -> str:
    """The same without a unit, with so many decimals."""
    return apart(formats.interval(found.low, found.high, lang, digits), lang) if found.wide else ""


def _bracketed(told: str) -> str:
    return f" [{told}]" if told else ""
