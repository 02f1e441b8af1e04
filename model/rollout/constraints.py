"""Every limit of a plan, one function a family (engine.md 1.1). Each adds named rows over the same columns.

In the formulas z is a column: 1 where pair a = (prison p, company c) opens in quarter q of year y with s seats, and v
people at work; sums run over the columns that the indices leave.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from model.money import Array
from model.rollout.columns import Columns
from model.rollout.problem import Problem, Whole
from model.rollout.rows import Rows

EUROS = 1e-4
"""Euros are counted in tens of thousands, so that all coefficients are of one size."""
ABOVE = "above"
"""Name of the columns O that count seats above a company's ramp."""

Family = Callable[[Problem, Columns, Rows], None]


def once(problem: Problem, columns: Columns, rows: Rows) -> None:
    """A company opens once in a prison, on one of its sides: sum over the pairs of (p, c) and over q of z <= 1 (implied
    where the prison holds one workshop)."""
    several = np.unique(problem.workshop[problem.rooms[problem.prison] >= 2])
    if len(several):
        place = np.full(int(problem.workshop.max()) + 1, -1)
        place[several] = np.arange(len(several))
        row = place[problem.workshop[columns.pair]]
        own = np.flatnonzero(row >= 0)
        rows.add(rows.block("once", -np.inf, np.ones(len(several))), row[own], own, 1.0)


def workshops(problem: Problem, columns: Columns, rows: Rows) -> None:
    """A room is used once: sum_(c, q) z <= rooms[p]."""
    block = rows.block("workshops", -np.inf, problem.rooms.astype(float))
    rows.add(block, problem.prison[columns.pair], np.arange(len(columns.pair)), 1.0)


def area(problem: Problem, columns: Columns, rows: Rows) -> None:
    """Seats fit on the free floor: sum_(c, q) m2[a] s z <= area[p]."""
    block = rows.block("area", -np.inf, problem.area)
    used = problem.area_per_seat[columns.pair] * columns.seats
    rows.add(block, problem.prison[columns.pair], np.arange(len(used)), used)


def room_hours(problem: Problem, columns: Columns, rows: Rows) -> None:
    """Stations are open long enough for the hours of those who share them. A pair's n stations of m2 each are open H[p]
    hours a week and its seats work h[a]: n H[p] >= h[a] s, so sum_(c, q) max(1 / people_per_station[a], h[a] / H[p])
    m2[a] s z <= area[p] (implied where nobody shares a station for longer than the room is open)."""
    if (problem.area_for_hours > problem.area_per_seat + 1e-9).any():
        block = rows.block("room_hours", -np.inf, problem.area)
        used = problem.floor[columns.pair] * columns.seats
        rows.add(block, problem.prison[columns.pair], np.arange(len(used)), used)


def pool(problem: Problem, columns: Columns, rows: Rows) -> None:
    """Seats find people, who are shared: sum over pairs of side h within ring r of s z <= pool[h, r], every ring r."""
    count = problem.pool.shape[1]
    block = rows.block("pool", -np.inf, problem.pool.ravel())
    side, ring = problem.side[columns.pair], problem.ring[columns.pair]
    for wide in range(count):
        inside = np.flatnonzero(ring <= wide)
        rows.add(block, side[inside] * count + wide, inside, columns.seats[inside])


def demand(problem: Problem, columns: Columns, rows: Rows) -> None:
    """A company's seats stay within what it wants, by a chain and two cuts that bring the relaxation nearer.

    S[c, y] = S[c, y-1] + sum_(q in y) s z,  0 <= S[c, y] <= D[c, y]
    N[c, y] = N[c, y-1] + sum_(q in y) z,  0 <= N[c, y] <= floor(D[c, y] / least)
    S[c, y] - r N[c, y] <= D[c, y] - r k,  k = ceil(D / u), r = D - u (k - 1), u the largest workshop by then
    """
    bound = np.flatnonzero(np.isfinite(problem.demand).any(axis=1))
    if not len(bound):
        return
    years = len(problem.years)
    place = np.full(len(problem.companies), -1)
    place[bound] = np.arange(len(bound))
    inside = np.flatnonzero(place[problem.company[columns.pair]] >= 0)
    pair = columns.pair[inside]
    chain = place[problem.company[pair]] * years + problem.year[columns.quarter[inside]]
    limit = problem.demand[bound].ravel()
    seats = _chain(rows, "demand", chain, inside, columns.seats[inside].astype(float), limit, years)
    least = np.full(len(bound), np.inf)
    np.minimum.at(least, place[problem.company[pair]], problem.least[pair].astype(float))
    fewest = np.repeat(np.where(np.isfinite(least), least, 1.0), years)
    count = _chain(rows, "count", chain, inside, np.ones(len(inside)), np.floor(limit / fewest + 1e-9), years)
    each = np.zeros(len(limit))
    np.maximum.at(each, chain, columns.seats[inside].astype(float))
    largest = np.maximum.accumulate(each.reshape(-1, years), axis=1).ravel()
    cut = np.flatnonzero(np.isfinite(limit) & (largest > 0))
    whole = np.ceil(limit[cut] / largest[cut] - 1e-9)
    rest = limit[cut] - largest[cut] * (whole - 1)
    block = rows.block("rounding", -np.inf, limit[cut] - rest * whole)
    rows.add(block, np.arange(len(cut)), seats[cut], 1.0)
    rows.add(block, np.arange(len(cut)), count[cut], -rest)


def ramp(problem: Problem, columns: Columns, rows: Rows) -> None:
    """What stands of a company above its ramp R is counted, at the end of every year; the objective pays for it.

    S[c, y] = S[c, y-1] + sum_(q in y) s z,  S[c, y] - O[c, y] <= R[c, y],  O[c, y] >= 0
    """
    soft = np.flatnonzero(np.isfinite(problem.ramps).any(axis=1))
    if not len(soft):
        return
    years = len(problem.years)
    place = np.full(len(problem.companies), -1)
    place[soft] = np.arange(len(soft))
    inside = np.flatnonzero(place[problem.company[columns.pair]] >= 0)
    chain = place[problem.company[columns.pair[inside]]] * years + problem.year[columns.quarter[inside]]
    free = np.full(len(soft) * years, np.inf)
    seats = _chain(rows, "ramp", chain, inside, columns.seats[inside].astype(float), free, years)
    most = problem.ramps[soft].ravel()
    told = np.flatnonzero(np.isfinite(most))
    above = rows.running(0.0, free[told], ABOVE)
    block = rows.block("ramp", -np.inf, most[told])
    rows.add(block, np.arange(len(told)), seats[told], 1.0)
    rows.add(block, np.arange(len(told)), above, -1.0)


def company_openings(problem: Problem, columns: Columns, rows: Rows) -> None:
    """A company opens so many workshops a year: sum_(p, q in y) z <= openings[c, y]."""
    limit = problem.company_openings.ravel()
    if np.isfinite(limit).any():
        place = problem.company[columns.pair] * len(problem.years) + problem.year[columns.quarter]
        rows.add(rows.block("company_openings", -np.inf, limit), place, np.arange(len(place)), 1.0)


def budget(problem: Problem, columns: Columns, rows: Rows) -> None:
    """The State invests within its budget: sum_(q in y) (f + g s) z <= B[y]; with what is left carried over,
    C[y] = C[y-1] + sum_(q in y) (f + g s) z <= B[1] + ... + B[y]."""
    if not np.isfinite(problem.budget).any():
        return
    at = (columns.pair, columns.quarter)
    spent = EUROS * (problem.budget_opening[at] + problem.budget_seat[at] * columns.seats)
    year, every = problem.year[columns.quarter], np.arange(len(spent))
    if problem.carry_over:
        _chain(rows, "budget", year, every, spent, EUROS * np.cumsum(problem.budget), len(problem.years))
    else:
        rows.add(rows.block("budget", -np.inf, EUROS * problem.budget), year, every, spent)


def openings(problem: Problem, columns: Columns, rows: Rows) -> None:
    """So many workshops open in a quarter: sum_a z[a, q] <= openings[q]."""
    if np.isfinite(problem.openings).any():
        every = np.arange(len(columns.quarter))
        rows.add(rows.block("openings", -np.inf, problem.openings), columns.quarter, every, 1.0)


def region_share(problem: Problem, columns: Columns, rows: Rows) -> None:
    """Every region has its share: G[r] = sum_(p in r) s z,  G[r] >= share[r] sum G."""
    share = problem.region_share
    if not (share > 0).any():
        return
    every = np.arange(len(columns.pair))
    total = rows.running(0.0, np.full(len(share), np.inf))
    block = rows.block("region_total", np.zeros(len(share)), 0.0)
    rows.add(block, problem.region[problem.prison[columns.pair]], every, columns.seats)
    rows.add(block, np.arange(len(share)), total, -1.0)
    least = rows.block("region_share", np.zeros(len(share)), np.inf)
    own, other = np.meshgrid(np.arange(len(share)), np.arange(len(share)), indexing="ij")
    rows.add(least, own, total[other], (own == other) - share[own])


def women_share(problem: Problem, columns: Columns, rows: Rows) -> None:
    """Women have their share: sum over pairs that employ women of s z >= share x sum s z."""
    if problem.women_share > 0:
        block = rows.block("women_share", 0.0, np.inf)
        weight = problem.women[columns.pair].astype(float) - problem.women_share
        rows.add(block, 0, np.arange(len(weight)), weight * columns.seats)


def target(problem: Problem, columns: Columns, rows: Rows) -> None:
    """Enough people are at work at the end of a year: sum_(q up to y) k[a, q, y] v z >= target[y], k the share of v
    that counts then."""
    if problem.target:
        block = rows.block("target", np.array([least for _, least in problem.target]), np.inf)
        for row, (year, _) in enumerate(problem.target):
            share = problem.counted(year)[columns.pair, columns.quarter]
            by = np.flatnonzero(share > 0)
            rows.add(block, row, by, share[by] * columns.filled[by])


def ceiling(problem: Problem, columns: Columns, rows: Rows) -> None:
    """No more people are at work at the end of a year than may be: sum_(q up to y) k[a, q, y] v z <= ceiling[y], k as
    for a target. What is shared or leaves sooner only takes people away, so a plan keeps it by its true figures too."""
    if problem.ceiling:
        block = rows.block("ceiling", -np.inf, np.array([most for _, most in problem.ceiling]))
        for row, (year, _) in enumerate(problem.ceiling):
            share = problem.counted(year)[columns.pair, columns.quarter]
            by = np.flatnonzero(share > 0)
            rows.add(block, row, by, share[by] * columns.filled[by])


def pinned(problem: Problem, columns: Columns, rows: Rows) -> None:
    """What is decided opens, then and large enough: sum over the columns of (a, q) of z >= 1, of s z >= seats."""
    if problem.pinned:
        opened = rows.block("pinned", np.ones(len(problem.pinned)), np.inf)
        seated = rows.block("pinned_seats", np.array([float(seats) for _, _, seats in problem.pinned]), np.inf)
        for row, (pair, quarter, _) in enumerate(problem.pinned):
            own = np.flatnonzero((columns.pair == pair) & (columns.quarter == quarter))
            rows.add(opened, row, own, 1.0)
            rows.add(seated, row, own, columns.seats[own])


FAMILIES: tuple[Family, ...] = (
    once, workshops, area, room_hours, pool, demand, ramp, company_openings, budget, openings, region_share,
    women_share, target, ceiling, pinned,
)  # fmt: skip
"""Every limit, in the order of its rows."""


def _chain(rows: Rows, name: str, place: Whole, column: Whole, value: Array, limit: Array, years: int) -> Whole:
    """Running sums over years, one coefficient for each column; (chains x years) positions of the sums.

    place: which chain and year each column adds to; limit: upper bounds of the sums.
    """
    total = rows.running(0.0, limit)
    block = rows.block(f"{name}_sum", np.zeros(len(limit)), 0.0)
    every = np.arange(len(limit))
    later = every[every % years > 0]
    rows.add(block, place, column, value)
    rows.add(block, every, total, -1.0)
    rows.add(block, later, total[later - 1], 1.0)
    return total
