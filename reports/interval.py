"""A value with its 90 % interval, and how it is written."""

from __future__ import annotations

from typing import NamedTuple

from language import formats
from reports.wording import amount, ends, small_digits


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
    spread = _spread(found, unit, lang)
    return amount(found.value, unit, lang) + (f" [{spread}]" if spread else "")


def bare(found: Interval, lang: str) -> str:
    """The same without a unit, with one decimal, or two and more when it is small."""
    far = max(found.value, found.high if found.wide else 0.0)
    digits = 1 if far >= 0.95 else small_digits(far)
    value = formats.number(found.value, lang, digits)
    return value + (f" [{formats.interval(found.low, found.high, lang, digits)}]" if found.wide else "")


def counted(found: Interval, lang: str) -> str:
    """The same for what is counted in whole numbers."""
    spread = f" [{formats.interval(found.low, found.high, lang, 0)}]" if found.wide else ""
    return formats.number(found.value, lang) + spread


def stacked(found: Interval, unit: str, lang: str) -> str:
    """The same on two lines, for a narrow cell."""
    return f"{amount(found.value, unit, lang)}\n{_spread(found, unit, lang)}".rstrip()


def _spread(found: Interval, unit: str, lang: str) -> str:
    return ends(found.low, found.high, unit, lang, found.value) if found.wide else ""
