"""The PERT law, with a weight that may stand exactly on one point: what an expert's low, likely and high say.

PERT(low, mode, high) is a beta law stretched from low to high, with mean (low + 4 mode + high) / 6 and shape
1 + 4 (mode - low) / (high - low), 1 + 4 (high - mode) / (high - low). With a weight w on a point c, the law is w the
point itself and 1 - w the PERT: an atom, not a narrow bump.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import betainc, betaincinv

from model.money import Array


@dataclass(frozen=True)
class Pert:
    """A PERT law and the weight that stands on one point beside it."""

    low: float
    mode: float
    high: float
    weight: float = 0.0
    """Chance of the point, 0 to 1."""
    point: float = 0.0

    @property
    def mean(self) -> float:
        """The mean, the point counted."""
        return (1 - self.weight) * (self.low + 4 * self.mode + self.high) / 6 + self.weight * self.point

    @property
    def _shape(self) -> tuple[float, float]:
        span = self.high - self.low
        return 1 + 4 * (self.mode - self.low) / span, 1 + 4 * (self.high - self.mode) / span

    def quantile(self, at: Array) -> Array:
        """Values at probabilities, any shape; straight from the law, so the atom is exact."""
        if self.high <= self.low:
            smooth = np.full(np.shape(at), self.mode)
            below = float(self.point >= self.mode)
            inside = np.clip(at, 0.0, 1.0)
        else:
            place = np.clip((self.point - self.low) / (self.high - self.low), 0.0, 1.0)
            below = float(betainc(*self._shape, place))
            inside = None
        begin = (1 - self.weight) * below
        if self.weight >= 1:
            return np.full(np.shape(at), self.point)
        rest = np.where(at < begin, at, np.maximum(begin, at - self.weight)) / (1 - self.weight)
        if inside is None:
            smooth = self.low + (self.high - self.low) * betaincinv(*self._shape, np.clip(rest, 0.0, 1.0))
        on_point = (at >= begin) & (at < begin + self.weight)
        return np.asarray(np.where(on_point, self.point, smooth))
