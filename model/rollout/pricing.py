"""The best plan of each company alone, at given prices of what companies share: an exact dynamic programme, compiled.

A company's plan is a path over (year, seats that stand): in a year it opens at most ``company_openings`` workshops,
each of any whole size, never has more seats than ``demand``, and pays at the year's end for those above its ``ramp``.
Where nothing but a ramp holds its seats, those beyond the whole ramp are no part of the state: each then costs as much
as any other, and pays for all the ends of years to come when it opens. Years from the first without demand limit or
ramp on do not depend on each other. The value found is never below that of the company's best plan: the programme tries
as many openings a year as the limit permits, and leaves only ``once`` (a workshop opens once, on one side) to the
prices. No fast arithmetic: a proof rests on these sums.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from model.money import Array
from model.rollout import launch_losses, launches
from model.rollout.launches import MANY, NEVER
from model.rollout.problem import Plan, Problem, Whole


class Prices(NamedTuple):
    """What a column pays for what is shared, in the unit of the objective."""

    opening: Array
    """(A,) of an opening."""
    seat: Array
    """(A,) of a seat."""
    quarter: Array
    """(Q,) of an opening in that quarter."""
    budget: Array
    """(Y,) of a euro of State investment."""
    bonus: Array
    """(T,) of a person who counts for a target, or against a ceiling."""


class Columns(NamedTuple):
    """The arrays of a problem that the kernels read: worth, seat, opening, what they cost the State, sizes, filled, and
    the penalty of a seat above a ramp."""

    worth: Array
    seat: Array
    opening: Array
    budget_seat: Array
    budget_opening: Array
    least: Whole
    most: Whole
    filled: Array
    year: Whole
    above: float
    counts: Array
    """(T, A, Q) see :func:`counts_of`."""


class Companies(NamedTuple):
    """The limits of each company, ready for the dynamic programme."""

    start: Whole
    """(C + 1,) first place of each company in ``pairs``."""
    pairs: Whole
    """(A,) pairs by company."""
    limited: Whole
    """(C,) years, from the first, in which demand is limited or a ramp counts."""
    demand: Whole
    """(C, Y) most seats, cut at what its openings and pairs permit."""
    openings: Whole
    """(C, Y) most openings in the year beside the pinned ones; MANY where there is no limit."""
    passes: Whole
    """(C, Y) openings that the dynamic programme tries in a limited year beside the pinned ones: as many as the
    company could have."""
    ramp: Array
    """(C, Y) seats that stand at no penalty by the end of the year; inf where none is penalised."""
    top: Whole
    """(C,) most seats that the dynamic programme tells apart."""
    late: Array
    """(C, Y) penalty of a seat beyond these, opened in the year, for all ends of years from then on."""
    pin_start: Whole
    """(C + 1,) first place of each company in ``pins``."""
    pins: Whole
    """(N, 3) pair, quarter, least seats, by company and quarter."""
    pinned: Whole
    """(A,) 1 for the pairs of pinned workshops: what is pinned opens when it must, and no workshop again."""
    room: Whole
    """(C + 1,) first place of each company in the answer: room for all the openings it could have."""


@dataclass(frozen=True)
class Answer:
    """The best plan of every company at some prices."""

    value: Array
    """(C,) what it brings at these prices; ``-inf`` where pins break the company's own limits."""
    plan: Plan
    """The openings of all companies, by company."""
    company: Whole
    """(N,) company of each opening."""


def columns(problem: Problem) -> Columns:
    """The arrays of a problem as the kernels want them (no copy where they already are so)."""
    o = problem.objective
    amounts = (o.worth, o.seat, o.opening, problem.budget_seat, problem.budget_opening)
    worth, seat, opening, budget_seat, budget_opening = (np.ascontiguousarray(a, dtype=np.float64) for a in amounts)
    return Columns(
        worth, seat, opening, budget_seat, budget_opening,
        np.ascontiguousarray(problem.least, dtype=np.int64), np.ascontiguousarray(problem.most, dtype=np.int64),
        np.ascontiguousarray(problem.filled, dtype=np.float64), np.ascontiguousarray(problem.year, dtype=np.int64),
        float(o.above), counts_of(problem),
    )  # fmt: skip


def companies(problem: Problem) -> Companies:
    """The limits of each company of a problem (inf becomes what pairs, sizes and openings permit at most)."""
    count, years = len(problem.companies), len(problem.years)
    pairs = np.argsort(problem.company, kind="stable").astype(np.int64)
    start = np.searchsorted(problem.company[pairs], np.arange(count + 1)).astype(np.int64)
    pins = sorted(problem.pinned, key=lambda pin: (problem.company[pin[0]], pin[1], pin[0]))
    pin = np.array(pins, dtype=np.int64).reshape(-1, 3)
    owner = problem.company[pin[:, 0]]
    pinned = np.zeros(len(problem.prison), dtype=np.int64)
    pinned[np.isin(problem.workshop, problem.workshop[pin[:, 0]])] = 1

    top = widest(problem)
    own = of_companies(problem, top).astype(np.int64)
    pairs_of = np.bincount(problem.company, minlength=count)
    largest = np.zeros(count, dtype=np.int64)
    np.maximum.at(largest, problem.company, top)
    smallest = np.full(count, MANY, dtype=np.int64)
    np.minimum.at(smallest, problem.company, np.maximum(problem.least, 1))

    openings = np.where(np.isfinite(problem.company_openings), np.floor(problem.company_openings + 1e-9), MANY)
    demand = np.where(np.isfinite(problem.demand), np.floor(problem.demand + 1e-9), MANY)
    ramp = np.where(problem.objective.above > 0, problem.ramps, np.inf)
    held = np.isfinite(problem.demand) | np.isfinite(ramp)
    limited = held.cumprod(axis=1).sum(axis=1).astype(np.int64)
    reach = np.cumsum(np.minimum(openings, pairs_of[:, None]) * largest[:, None], axis=1)
    demand = np.minimum(np.minimum(demand, own[:, None]), reach).astype(np.int64)
    for pair, quarter, _ in pins:
        openings[problem.company[pair], problem.year[quarter]] -= 1
    openings = openings.astype(np.int64)
    inside = np.arange(years) < limited[:, None]
    most = np.minimum(demand // smallest[:, None], pairs_of[:, None])
    passes = np.where(inside, np.maximum(np.minimum(openings, most), 0), 0).astype(np.int64)
    tail = np.where(np.arange(years) >= limited[:, None], np.minimum(openings, pairs_of[:, None]), 0)
    entries = passes.sum(axis=1) + np.maximum(tail, 0).sum(axis=1)
    entries += np.bincount(owner, minlength=count).astype(np.int64)
    top = np.where(limited > 0, demand[np.arange(count), np.maximum(limited - 1, 0)], 0)
    alone = np.isinf(problem.demand).all(axis=1) & (limited > 0)
    whole = np.ceil(np.where(np.isfinite(ramp), ramp, 0.0).max(axis=1)).astype(np.int64)
    ends = np.cumsum(np.isfinite(ramp)[:, ::-1], axis=1)[:, ::-1]
    return Companies(
        start, pairs, limited, demand, openings, passes, ramp,
        np.where(alone, np.minimum(top, whole), top), ends * problem.objective.above,
        np.searchsorted(owner, np.arange(count + 1)).astype(np.int64), pin, pinned,
        np.concatenate([[0], np.cumsum(entries)]).astype(np.int64),
    )  # fmt: skip


def counts_of(problem: Problem) -> Array:
    """(T, A, Q) share of a column's filled seats that counts for each target, or, negative, against each ceiling."""
    found = np.array([sign * problem.counted(year) for year, _, sign in problem.promised], dtype=np.float64)
    return found.reshape(len(problem.promised), *problem.most.shape)


def of_companies(problem: Problem, each: Array | Whole) -> Array:
    """(C,) sums over the workshops of each company of what the better of its sides has, (A,) for every pair."""
    best = np.zeros(int(problem.workshop.max(initial=-1)) + 1)
    np.maximum.at(best, problem.workshop, each)
    company = np.zeros(len(best), dtype=np.int64)
    company[problem.workshop] = problem.company
    return np.bincount(company, best, minlength=len(problem.companies)).astype(np.float64)


def widest(problem: Problem) -> Whole:
    """(A,) most seats of each pair in any quarter; 0 where it may never open."""
    return np.asarray(np.where(problem.allowed, problem.most, 0).max(axis=1, initial=0), dtype=np.int64)


def best_plans(col: Columns, own: Companies, prices: Prices) -> Answer:
    """Every company's best plan at some prices."""
    count = len(own.start) - 1
    value = np.empty(count)
    found = np.zeros(count, dtype=np.int64)
    entries = np.empty((int(own.room[-1]), 3), dtype=np.int64)
    launches.best_plans(col, own, prices, value, found, entries)
    value[value < NEVER / 2] = -np.inf
    keep = np.arange(len(entries)) - np.repeat(own.room[:-1], np.diff(own.room)) < np.repeat(found, np.diff(own.room))
    rows = entries[keep]
    return Answer(value, Plan(rows[:, 0], rows[:, 1], rows[:, 2]), np.repeat(np.arange(count), found))


def losses(col: Columns, own: Companies, prices: Prices) -> Array:
    """(A, Q) what a company's best plan loses at these prices when it must hold that pair in that quarter, at its best
    size; inf where the pair may not open, 0 for the columns of a best plan."""
    lost = np.full(col.most.shape, np.inf)
    launch_losses.losses(col, own, prices, lost)
    return lost
