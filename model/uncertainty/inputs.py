"""Draws of the uncertain inputs: one scrambled Sobol point per draw, one coordinate per input.

An input is one question about the world ("how many apply?"), asked once for the country: its answer is the same
probability in every prison, so that prisons of one draw are high or low together, each within its own interval.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from scipy.stats import qmc

from model.chance import Count
from model.distributions import draw
from model.money import Array
from model.schema.prior import Prior
from model.schema.quantity import Quantity

INPUTS: Final = (
    "detained", "convicted_share", "staying_12_months", "level", "selection", "willing", "apply_share", "release",
    "release_of_recruits", "transfer", "dismissal", "quit", "pass_rate", "leaving", "absence", "worked_hours",
    "productivity", "accidents", "csg_base", "smic_growth", "inflation", "equipment", "fitout", "area", "officers",
    "officer_cost", "supervisors", "supervisor_cost", "platform", "hiring_cost", "creditor_share", "debt_median",
    "baseline", "relative_risk", "employment_gain", "displacement",
    "client_price", "room_upkeep", "escort", "preparation", "closure", "job_today", "project_posts",
    "project_post_cost", "prison_day", "marginal_share", "days_per_reconviction", "harm", "job_months",
    "working_time", "employee_rate", "employer_rate", "benefit", "benefit_share",
)  # fmt: skip
"""Coordinates of a Sobol point. Add at the end: an input's place is part of the seed."""


def points(seed: int, first: int, last: int) -> Array:
    """(D, inputs) probabilities of draws first..last-1; the same for a draw whatever the chunk."""
    sobol = qmc.Sobol(len(INPUTS), scramble=True, rng=np.random.default_rng([seed, 0x50B01]))
    if first:
        sobol.fast_forward(first)
        return np.asarray(sobol.random(last - first), dtype=np.float64)
    whole = 1 << max(0, last - 1).bit_length()  # scipy warns when a sequence begins with any other number
    return np.asarray(sobol.random(whole)[:last], dtype=np.float64)


def central(draws: int) -> Array:
    """(D, inputs) the middle of every input: chance alone is left."""
    return np.full((draws, len(INPUTS)), 0.5)


def best(draws: int) -> Array:
    """(D, inputs) no probability: every input at its best value."""
    return np.full((draws, len(INPUTS)), np.nan)


def column(values: Array, name: str) -> Array:
    """(D,) one input of some points."""
    return values[:, INPUTS.index(name)]


def draw_numbers(first: int, last: int) -> Count:
    """(D,) the numbers of draws, which key their chance."""
    return np.arange(first, last, dtype=np.int64)


class Drawn:
    """Figures read at the points of some draws (see :class:`model.reading.Reading`)."""

    def __init__(self, at: Array) -> None:
        self.at = at
        self.draws = len(at)
        self.figures: dict[str, dict[tuple[object, ...], Quantity]] = {}
        """The distinct figures read, by input."""
        self._known: dict[tuple[object, ...], Array] = {}

    def of(self, quantity: Quantity, name: str) -> Array:
        """(D,) values of a figure at its input's probabilities; figures that are alike are drawn once."""
        key = (name, quantity.unit, quantity.value, quantity.low, quantity.high, quantity.interval,
               quantity.law if isinstance(quantity, Prior) else None)  # fmt: skip
        if key not in self._known:
            self._known[key] = draw(quantity, column(self.at, name))
            self.figures.setdefault(name, {})[key] = quantity
        return self._known[key]

    def debt(self) -> Array | None:
        """(D,) probabilities of the debt; its best value is its median."""
        return np.nan_to_num(column(self.at, "debt_median"), nan=0.5)
