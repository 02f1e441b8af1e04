"""How months are told: one by one, or in stretches of months that pay alike.

Most of what follows from people is in proportion to them, and what it is multiplied by changes with the law or the
year, not with the month. Over many futures it is therefore multiplied once for a stretch. Axes: M months, T stretches.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from model.money import Array

Whole = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Stretches:
    """Months in their order, told together where they are alike."""

    begin: Whole
    """(T,) first month of each stretch."""
    months: int
    """M."""

    @cached_property
    def end(self) -> Whole:
        """(T,) last month of each stretch."""
        return np.append(self.begin[1:], self.months) - 1

    @cached_property
    def of(self) -> Whole:
        """(M,) stretch of each month."""
        return np.asarray(np.searchsorted(self.begin, np.arange(self.months), side="right") - 1)

    @cached_property
    def _inside(self) -> Array:
        """(M, T) 1 where the month belongs to the stretch."""
        return np.asarray(self.of[:, None] == np.arange(len(self.begin)), dtype=np.float64)

    def sums(self, monthly: Array) -> Array:
        """(..., T) sums over the months of each stretch, from (..., M)."""
        return monthly if len(self.begin) == self.months else np.asarray(monthly @ self._inside)


def each_month(months: int) -> Stretches:
    """Every month by itself."""
    return Stretches(np.arange(months), months)


def alike(keys: Sequence[object]) -> Stretches:
    """Neighbouring months with equal keys together; keys: one a month."""
    begin = [month for month, key in enumerate(keys) if month == 0 or key != keys[month - 1]]
    return Stretches(np.array(begin, dtype=np.int64), len(keys))
