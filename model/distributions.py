"""A distribution for every uncertain figure, fitted to its value and its interval (section 10 of the method).

Shares and probabilities: beta with the value as its mean. Rates of growth and points: normal around the value. All
else (costs, rates, debts, areas): log-normal with the value as its median. The spread is the one that gives the
interval its stated chance. A prior of the evidence states its law (:mod:`model.pert`), and is read from it.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import numpy as np
from scipy.optimize import brentq
from scipy.stats import beta, norm

from model.money import Array
from model.schema.prior import Prior
from model.schema.quantity import Quantity

POINTS: Final = 513
"""Quantiles kept of every distribution; between them the quantile function is taken as straight."""
_BETA = ("share", "probability/month", "probability/year")
_NORMAL = ("rate/year", "share points")


def uncertain(quantity: Quantity) -> bool:
    """Whether a figure has an interval that is one."""
    low, high = _ends(quantity)
    return quantity.interval is not None and high > low


def _ends(quantity: Quantity) -> tuple[float, float]:
    low = quantity.value if quantity.low is None else quantity.low
    return low, quantity.value if quantity.high is None else quantity.high


@lru_cache(maxsize=1)
def levels() -> Array:
    """(POINTS,) probabilities at which quantiles are kept: the middles of equal slices."""
    return np.asarray((np.arange(POINTS) + 0.5) / POINTS)


@lru_cache(maxsize=8192)
def _quantiles(unit: str | None, value: float, low: float, high: float, chance: float) -> Array:
    if unit in _BETA and 0 < value < 1:
        found = beta.ppf(levels(), *_beta(value, low, high, chance))
    elif unit in _NORMAL:
        found = norm.ppf(levels(), value, _spread(low - value, high - value, chance))
    elif value > 0 and low > 0:
        found = value * np.exp(norm.ppf(levels()) * _spread(np.log(low / value), np.log(high / value), chance))
    else:
        found = np.clip(norm.ppf(levels(), value, _spread(low - value, high - value, chance)), 0.0, None)
    kept = np.asarray(found, dtype=np.float64)
    kept.flags.writeable = False
    return kept


def quantiles(quantity: Quantity) -> Array:
    """(POINTS,) quantiles of a figure; all equal to its value when it is certain."""
    if not uncertain(quantity):
        return np.full(POINTS, quantity.value)
    if isinstance(quantity, Prior):
        return quantity.law.quantile(levels())
    low, high = _ends(quantity)
    return _quantiles(quantity.unit, quantity.value, low, high, float(quantity.interval or 0.0))


def draw(quantity: Quantity, u: Array) -> Array:
    """Values of a figure at probabilities u, any shape; where u is NaN, its best value."""
    if not uncertain(quantity):
        return np.full(np.shape(u), quantity.value)
    if isinstance(quantity, Prior):  # from the law itself: its atom is exact
        return np.where(np.isnan(u), quantity.value, quantity.law.quantile(np.nan_to_num(u, nan=0.5)))
    return np.where(np.isnan(u), quantity.value, np.interp(u, levels(), quantiles(quantity)))


def _beta(mean: float, low: float, high: float, chance: float) -> tuple[float, float]:
    """Parameters of the beta law with this mean whose interval has this chance."""

    def missing(log_weight: float) -> float:
        weight = float(np.exp(log_weight))
        a, b = mean * weight, (1 - mean) * weight
        return float(beta.cdf(high, a, b) - beta.cdf(low, a, b)) - chance

    # never a law that piles up at 0 or at 1: both parameters are at least 1
    low_end, high_end = np.log(1.0 / min(mean, 1 - mean)), np.log(1e9)
    if missing(low_end) > 0:
        weight = float(np.exp(low_end))
    elif missing(high_end) < 0:  # the value lies on the edge of its interval: no beta law gives that chance
        weight = mean * (1 - mean) / ((high - low) / (2 * norm.ppf((1 + chance) / 2))) ** 2
    else:
        weight = float(np.exp(brentq(missing, low_end, high_end, xtol=1e-9)))
    return mean * weight, (1 - mean) * weight


def _spread(below: float, above: float, chance: float) -> float:
    """Standard deviation of a normal law around 0 that gives (below, above) this chance."""

    def missing(spread: float) -> float:
        return float(norm.cdf(above / spread) - norm.cdf(below / spread)) - chance

    widest, narrowest = 1e4 * max(above, -below), 1e-6 * max(above, -below)
    if missing(narrowest) < 0:  # the value lies on an end: half of the law is outside whatever its spread
        return float((above - below) / (2 * norm.ppf((1 + chance) / 2)))
    return float(brentq(missing, narrowest, widest, xtol=1e-12))


def quantile(quantity: Quantity, level: float) -> float:
    """One quantile of a figure."""
    if isinstance(quantity, Prior):
        return float(quantity.law.quantile(np.array(level)))
    return float(np.interp(level, levels(), quantiles(quantity)))
