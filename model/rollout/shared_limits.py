"""What companies share, as rows ``uses <= limit``: the rows that get a price in the decomposition by company.

A row weighs openings, seats or filled seats. Rows that no plan could break are left out: the fewer, the faster.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np
import scipy.sparse as sp

from model.money import Array
from model.rollout.pricing import Prices, widest
from model.rollout.problem import Flags, Plan, Problem, Whole


@dataclass(frozen=True)
class PairRows:
    """Rows that do not look at the quarter: ``opening @ openings + seat @ seats <= most``."""

    opening: sp.csr_array
    """(N, A) weight of an opening of each pair."""
    seat: sp.csr_array
    """(N, A) weight of a seat of each pair."""
    most: Array
    """(N,)"""

    def __len__(self) -> int:
        return len(self.most)

    def with_more(self, more: PairRows) -> PairRows:
        """These rows, then some more."""
        return PairRows(
            sp.csr_array(sp.vstack([self.opening, more.opening])),
            sp.csr_array(sp.vstack([self.seat, more.seat])),
            np.concatenate([self.most, more.most]),
        )


def rooms(problem: Problem) -> PairRows:
    """One room, one workshop: sum over companies and quarters of z[p, c, q] <= rooms[p]."""
    ones = np.ones(len(problem.prison))
    return _by_place(problem, problem.prison, ones, None, problem.rooms.astype(float), "opening")


def area(problem: Problem) -> PairRows:
    """The m2 of a prison: sum of floor[a] * s[a] <= area[p]."""
    return _by_place(problem, problem.prison, problem.floor, None, problem.area, "seat")


def pools(problem: Problem) -> PairRows:
    """The people of each ring of a side: sum over its pairs with ring[a] <= r of s[a] <= pool[h, r]."""
    ones = np.ones(len(problem.prison))
    found = [
        _by_place(problem, problem.side, ones, problem.ring <= ring, problem.pool[:, ring], "seat")
        for ring in range(problem.pool.shape[1])
    ]
    return _stack(problem, found)


def regions(problem: Problem) -> PairRows:
    """Regional balance: share[g] * (all seats) - (seats of region g) <= 0."""
    at = problem.region[problem.prison]
    asked = np.flatnonzero(problem.region_share > 0)
    weight = np.asarray(problem.region_share[asked, None] - (at == asked[:, None]), dtype=np.float64)
    return _seats(problem, weight, np.zeros(len(asked)))


def women(problem: Problem) -> PairRows:
    """Women's share: share * (all seats) - (seats that employ women) <= 0."""
    asked = problem.women_share > 0
    weight = np.asarray(problem.women_share - problem.women, dtype=np.float64)[None, :][: int(asked)]
    return _seats(problem, weight, np.zeros(int(asked)))


PAIR_ROWS: Final[tuple[Callable[[Problem], PairRows], ...]] = (rooms, area, pools, regions, women)


def once(problem: Problem, workshops: Whole) -> PairRows:
    """A workshop opens once, on one side: sum over its pairs and quarters of z[a, q] <= 1, for some workshops (implied
    where a prison has one room)."""
    place = np.full(int(problem.workshop.max(initial=-1)) + 1, -1)
    place[workshops] = np.arange(len(workshops))
    row = place[problem.workshop]
    pairs = np.flatnonzero(row >= 0)
    shape = (len(workshops), len(row))
    ones = sp.csr_array((np.ones(len(pairs)), (row[pairs], pairs)), shape=shape)
    return PairRows(ones, sp.csr_array(shape), np.ones(len(workshops)))


@dataclass(frozen=True)
class SharedLimits:
    """All shared rows of a problem, in this order: openings of a quarter, budget, targets, ceilings, pair rows."""

    problem: Problem
    rows: PairRows

    @property
    def most(self) -> Array:
        """Right-hand sides, inf where there is no limit."""
        problem = self.problem
        budget = np.cumsum(problem.budget) if problem.carry_over else problem.budget
        targets = np.array([-sign * level for _, level, sign in problem.promised])
        return np.concatenate([problem.openings, budget, targets, self.rows.most])

    def prices(self, dual: Array) -> Prices:
        """What each column pays when every row has a price."""
        problem = self.problem
        cut = np.cumsum([len(problem.quarters), len(problem.years), len(problem.promised)])
        quarter, budget, target, pair = np.split(dual, cut)
        if problem.carry_over:
            budget = np.cumsum(budget[::-1])[::-1]
        return Prices(
            self.rows.opening.T @ pair,
            self.rows.seat.T @ pair,
            np.ascontiguousarray(quarter),
            np.ascontiguousarray(budget),
            np.ascontiguousarray(target),
        )

    def uses(self, plan: Plan, owner: Whole, count: int) -> sp.csc_array:
        """(rows, count) what each of some plans uses of every row; ``owner`` says to which plan an opening belongs."""
        problem, ones = self.problem, np.ones(len(plan.pair))

        def spread(rows: Whole, weight: Array, height: int) -> sp.csc_array:
            return sp.csc_array((weight, (rows, owner)), shape=(height, count))

        pairs = len(problem.prison)
        pair = self.rows.opening @ spread(plan.pair, ones, pairs)
        pair = pair + self.rows.seat @ spread(plan.pair, plan.seats.astype(float), pairs)
        quarter = spread(plan.quarter, ones, len(problem.quarters))
        spent = problem.budget_seat[plan.pair, plan.quarter] * plan.seats
        spent = spent + problem.budget_opening[plan.pair, plan.quarter]
        year = problem.year[plan.quarter]
        budget = spread(year, spent, len(problem.years))
        if problem.carry_over:
            budget = sp.csc_array(np.cumsum(budget.toarray(), axis=0))
        still, none = problem.still(plan.pair, plan.quarter, owner, count), np.zeros(len(year), dtype=np.int64)
        at, filled = (plan.pair, plan.quarter), problem.filled[plan.pair, plan.seats] * still
        targets = [spread(none, -sign * filled * problem.counted(until)[at], 1) for until, _, sign in problem.promised]
        return sp.csc_array(sp.vstack([quarter, budget, *targets, pair]))


def shared_limits(problem: Problem) -> SharedLimits:
    """Every shared row of a problem that some plan could break."""
    return SharedLimits(problem, _stack(problem, [family(problem) for family in PAIR_ROWS]))


def _by_place(
    problem: Problem, at: Whole, weight: Array, which: Flags | None, most: Array, of: str
) -> PairRows:  # fmt: skip
    """One row for each place (prison, or side of one; ``at`` says that of each pair) where openings or seats of some
    pairs could use more than there is."""
    places, pairs = len(most), len(problem.prison)
    top = widest(problem)
    one = np.where(top > 0, weight * (top if of == "seat" else 1), 0.0)
    if which is not None:
        one = np.where(which, one, 0.0)
    order = np.lexsort((-one, at))
    first = np.searchsorted(at[order], np.arange(places))
    rank = np.arange(pairs) - first[at[order]]
    counted = rank < problem.rooms[problem.prison[order]] if of == "seat" else np.ones(pairs, dtype=bool)
    could = np.bincount(at[order][counted], one[order][counted], minlength=places)
    binds = could > most
    place = np.cumsum(binds) - 1
    inside = binds[at] & (one > 0)
    found = sp.csr_array((weight[inside], (place[at[inside]], np.flatnonzero(inside))), shape=(int(binds.sum()), pairs))
    none = sp.csr_array(found.shape)
    return PairRows(none, found, most[binds]) if of == "seat" else PairRows(found, none, most[binds])


def _seats(problem: Problem, weight: Array, most: Array) -> PairRows:
    return PairRows(sp.csr_array(weight.shape), sp.csr_array(weight), most)


def _stack(problem: Problem, parts: list[PairRows]) -> PairRows:
    none = sp.csr_array((0, len(problem.prison)))
    found = PairRows(none, none, np.zeros(0))
    for part in parts:
        found = found.with_more(part)
    return found
