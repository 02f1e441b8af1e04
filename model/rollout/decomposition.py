"""The proven bound: decomposition by company (Dantzig and Wolfe), a price for everything that companies share.

At any prices y >= 0 of the shared rows, no plan brings more than

    y . limit + sum over companies of (the best plan of the company at these prices)

so every round gives a bound, and the lowest is kept. A linear programme over the company plans met so far proposes the
next prices; what is asked lies between them and the best prices known, which keeps prices from jumping. Once both
agree, rows that cut are added (a workshop opens once, what a prison holds in whole workshops) and the rounds go on.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np

from model.money import Array
from model.rollout.by_first_opening import best_plans
from model.rollout.launch_plans import Master
from model.rollout.pricing import Columns, Companies, Prices
from model.rollout.prison_hull import prison_rows
from model.rollout.shared_limits import SharedLimits, once

INSIDE: Final = 0.6
"""Weight of the best prices known in what is asked next."""
CLOSE: Final = 2e-4
"""Distance of the bound from the value of the linear programme, as a share, at which rows are added."""
AT_ONCE: Final = 8
"""Quarters of first openings that are tried at once while the prices are still far."""
NEAR: Final = 0.1
"""Distance, as a share, from which every quarter is tried alone."""
WORTH_WHILE: Final = 2e-3
"""Least share by which three rounds of rows must lower the bound for more to be sought."""

Told = Callable[[float], bool]
"""Is told every bound, and says whether to stop."""


@dataclass(frozen=True)
class Bound:
    """A value that no plan passes, and the prices that prove it."""

    value: float
    """``-inf`` where the companies' own limits and pins contradict each other: there is no plan."""
    prices: Prices
    dual: Array
    """Price of every shared row."""
    limits: SharedLimits
    """The rows, with those that cut."""
    rounds: int


def bound(col: Columns, own: Companies, limits: SharedLimits, *, rounds: int = 1000, told: Told | None = None) -> Bound:
    """The lowest bound that some rounds find.

    col, own: the columns and companies of the problem (``pricing``); limits: its shared rows; rounds: most rounds, so
    that the result does not depend on a clock; told: see Told.
    """
    center = np.zeros(len(limits.most))
    ask, lowest, marks = center, np.inf, []
    step = 1 if limits.problem.since.size == 1 else AT_ONCE
    answer = best_plans(limits.problem, col, own, limits.prices(ask), step)
    master = Master(limits, own, max(float(np.abs(answer.value).max(initial=0.0)), 1e-6) / 100)
    turn = 0
    while turn < rounds:
        turn += 1
        value = _value(limits, ask, float(answer.value.sum()))
        if value < lowest:
            lowest, center = value, ask
        if lowest == -np.inf or (told is not None and told(lowest)):
            break
        new = master.learn(answer)
        relaxed, proposed = master.solve()
        if step > 1 and (new == 0 or lowest - relaxed <= NEAR * abs(lowest)):
            step, new = 1, 1
        elif lowest - relaxed <= CLOSE * abs(lowest):
            marks.append(lowest)
            if len(marks) > 3 and marks[-4] - lowest < WORTH_WHILE * abs(lowest):
                break
            openings, seats = master.mix()
            twice = np.flatnonzero(np.bincount(limits.problem.workshop, openings) > 1 + 1e-4)
            more = once(limits.problem, twice).with_more(prison_rows(limits.problem, openings, seats))
            if len(more) == 0:
                break
            master.tighten(more)
            limits, center, new = master.limits, np.append(center, np.zeros(len(more))), 1
            relaxed, proposed = master.solve()
        ask = proposed if new == 0 else INSIDE * center + (1 - INSIDE) * proposed
        answer = best_plans(limits.problem, col, own, limits.prices(ask), step)
    return Bound(lowest, limits.prices(center), center, limits, turn)


def _value(limits: SharedLimits, dual: Array, companies: float) -> float:
    """The bound that some prices prove."""
    priced = dual > 0
    return float(dual[priced] @ limits.most[priced] + companies)
