"""A value with its 90 % interval, and how it is written."""

from __future__ import annotations

from typing import NamedTuple

from language import formats
from reports.wording import amount, ends


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
    return amount(found.value, unit, lang) + (f" [{ends(found.low, found.high, unit, lang)}]" if found.wide else "")


def bare(found: Interval, lang: str) -> str:
    """The same without a unit, with one decimal, or two when it is small."""
    digits = 1 if max(found.value, found.high if found.wide else 0.0) >= 0.95 else 2
    value = formats.number(found.value, lang, digits)
    return value + (f" [{formats.interval(found.low, found.high, lang, digits)}]" if found.wide else "")


def counted(found: Interval, lang: str) -> str:
    """The same for what is counted in whole numbers."""
    spread = f" [{formats.interval(found.low, found.high, lang, 0)}]" if found.wide else ""
    return formats.number(found.value, lang) + spread


def stacked(found: Interval, unit: str, lang: str) -> str:
    """The same on two lines, for a narrow cell."""
    return amount(found.value, unit, lang) + (f"\n{ends(found.low, found.high, unit, lang)}" if found.wide else "")
