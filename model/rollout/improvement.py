"""The search for a good plan: ruin and recreate, under a temperature that falls.

A turn takes some openings out that compete with each other (for a company, a year, some quarters, a prison), shrinks
some others, and puts in, one by one, the candidates that bring most after paying a part of the prices of the bound.
Sizes stay exact at every step, and every limit is kept; shares and targets may be missed on the way, at a penalty.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from model.money import Array
from model.rollout import ruin
from model.rollout.pricing import Prices, counts_of
from model.rollout.problem import Plan, Problem, Whole
from model.rollout.shortfall import lacking

WEIGHTS: Final = np.array([1.0, 0.9, 0.5, 0.0])
"""Of the prices, while the first plan is built."""
WARMTH: Final = 0.13
"""First temperature, as a share of what an opening of the first plan brings on average."""
PENALTY: Final = 1.0
"""Of a seat that a share or target lacks, as a multiple of the most that a candidate brings with its fewest seats, by
the seat."""
RAISED: Final = 1.2
LOWERED: Final = 0.9
"""What becomes of the penalty after a part of the search that ends with something lacking, or with nothing."""
PARTS: Final = 100
"""Pieces that a search is cut into: between two of them one may look, and stop."""
WHOLE: Final = (
    "pair", "quarter", "prison", "workshop", "company", "year", "region", "women", "side", "ring", "least", "most",
    "pinned",
)  # fmt: skip
REAL: Final = (
    "area", "worth", "seat", "opening", "budget_seat", "budget_opening", "price_seat", "price_opening", "bonus",
)  # fmt: skip
FIELDS: Final = np.dtype([(name, np.int64) for name in WHOLE] + [(name, np.float64) for name in REAL])

Clock = npt.NDArray[np.uint64]
"""(2,) seed and number of the next draw."""
Candidates = npt.NDArray[np.void]
"""(N,) of FIELDS, by quarter: columns that the search may open."""


class Left(NamedTuple):
    """What the limits still leave, while a plan grows and shrinks."""

    openings: Array
    """(Q,)"""
    rooms: Array
    """(P,)"""
    used: Whole
    """(workshops,) 1 where the workshop is open, on either side."""
    company: Array
    """(C, Y) openings."""
    area: Array
    """(P,)"""
    pool: Array
    """(H, R)"""
    people: Array
    """(H, R) smallest of the pool in this and wider rings."""
    demand: Array
    """(C, Y)"""
    standing: Array
    """(C, Y) smallest of the demand in this and later years."""
    ramp: Array
    """(C, Y) seats before a ramp is passed; negative above it, inf where there is none."""
    above: Array
    """(1,) penalty of a seat above a ramp at a year's end."""
    budget: Array
    """(Y,)"""
    money: Array
    """(Y,) smallest of the budget in this and later years, where it carries over; else the budget."""
    carry: Whole
    """(1,)"""
    seats: Whole
    """(G + 1,) seats of each region, and of women: counted, not limited."""
    push: Array
    """(G, 2) what a seat in a region, for men or women, costs while shares lack seats; negative where it helps."""
    pull: Array
    """(T,) what a person who counts for a target brings while it lacks some."""
    counts: Array
    """(T, N) share of each candidate's filled seats that counts for each target."""
    since: Array
    """(C, Q, Q) see Problem.since."""
    begun: Whole
    """(C,) quarter of each company's first opening; Q while it has none."""
    soonest: Whole
    """(C,) quarter before which nothing of the company opens in this turn."""


class Asked(NamedTuple):
    """Shares and targets."""

    share: Array
    """(G + 1,) of each region, and of women."""
    target: Array
    """(T,) people at work; of a ceiling, negative."""


class State(NamedTuple):
    """A plan within the search."""

    plan: Whole
    """Places of its candidates, ``openings[0]`` of them."""
    size: Whole
    openings: Whole
    worth: Array
    """(2,) what it brings, seats that shares and targets lack."""


@dataclass(frozen=True)
class Search:
    """A search that has built its first plan."""

    problem: Problem
    candidates: Candidates
    start: Whole
    """(Q + 1,) first candidate of each quarter."""
    left: Left
    asked: Asked
    clock: Clock
    now: State
    best: State

    @property
    def objective(self) -> float:
        """What the best plan brings; -inf while none lacks nothing."""
        return float(self.best.worth[0])

    def plan(self) -> Plan:
        """The best plan, by quarter and pair."""
        return plan_of(self.candidates, self.best)

    def turns(self, count: int) -> Iterator[float]:
        """Searches for some turns, and says after each part what the best plan brings."""
        can, filled = self.candidates, self.problem.filled
        openings = max(int(self.now.openings[0]), 1)
        heat = WARMTH * abs(float(self.now.worth[0])) / openings
        least = penalty = PENALTY * _dearest(can, filled)
        edges = [round(part * count / PARTS) for part in range(PARTS + 1)]
        for first, last in pairwise(edges):
            ruin.search(
                can, filled, self.start, self.left, self.asked, self.clock, self.now, self.best, count, first, last,
                heat, penalty,
            )  # fmt: skip
            penalty = max(penalty * (RAISED if self.now.worth[1] > 0 else LOWERED), least)
            yield self.objective


def first_plan(problem: Problem, pair: Whole, quarter: Whole, prices: Prices, seed: int) -> Search | None:
    """A search over some columns, its first plan built; None where even the pinned openings alone break a limit."""
    order = np.lexsort((pair, quarter))
    can = _candidates(problem, pair[order], quarter[order], prices)
    start = np.searchsorted(can["quarter"], np.arange(len(problem.quarters) + 1)).astype(np.int64)
    target = np.array([sign * level for _, level, sign in problem.promised], dtype=np.float64)
    asked = Asked(np.append(problem.region_share, problem.women_share), target)
    room = int(min(len(can), problem.rooms.sum()))
    now, best = _empty(room), _empty(room)
    best.worth[:] = -np.inf, 0.0
    clock = np.array([seed, 0], dtype=np.uint64)
    pins = can[can["pinned"] == 1]
    if len(pins) > room or (pins["least"] > pins["most"]).any() or len(pins) != len(problem.pinned):
        return None
    left = left_of(problem, counts_of(problem)[:, can["pair"], can["quarter"]])
    filled = np.ascontiguousarray(problem.filled)
    _build(can, filled, start, left, asked, clock, now)
    if any((part < -1e-6).any() for part in (left.openings, left.rooms, left.company, left.area, left.pool)):
        return None
    if (left.used > 1).any():
        return None
    if (left.demand < -1e-6).any() or (left.budget < -1e-6 * np.maximum(problem.budget.max(), 1)).any():
        return None
    if not problem.pinned and not (target > 0).any():
        best.worth[0] = 0.0
    if now.worth[1] <= 0 and now.worth[0] > best.worth[0]:
        for kept, found in zip(best, now, strict=True):
            kept[:] = found
    return Search(problem, can, start, left, asked, clock, now, best)


def _build(can: Candidates, filled: Array, start: Whole, left: Left, asked: Asked, clock: Clock, now: State) -> None:
    """The pinned openings at their fewest seats, then what brings most at falling weights of the prices."""
    plan, size, count, worth = now
    pins = np.flatnonzero(can["pinned"] == 1)
    plan[: len(pins)], size[: len(pins)] = pins, can["least"][pins]
    for k in pins:
        ruin.use(can, left, k, 1, can["least"][k])
    heap = np.empty(len(can), dtype=np.int64), np.empty(len(can)), np.empty(len(can))
    count[0] = ruin.recreate(can, filled, start, left, clock, plan, size, len(pins), WEIGHTS, 0.0, heap)
    worth[0] = ruin.total_value(can, filled, left, plan, size, count[0])
    worth[1] = lacking(can, filled, left, asked, plan, size, count[0])


def plan_of(candidates: Candidates, state: State) -> Plan:
    """The plan of a state, by quarter and pair."""
    count = int(state.openings[0])
    order = np.argsort(state.plan[:count])
    chosen = candidates[state.plan[:count][order]]
    return Plan(chosen["pair"].copy(), chosen["quarter"].copy(), state.size[:count][order].copy())


def left_of(problem: Problem, counts: Array) -> Left:
    """What the limits leave when nothing is open; counts: see Left."""

    def own(values: Array | Whole) -> Array:
        return np.array(values, dtype=np.float64)

    budget = np.cumsum(problem.budget) if problem.carry_over else problem.budget
    money = np.minimum.accumulate(budget[::-1])[::-1] if problem.carry_over else budget
    people = np.minimum.accumulate(problem.pool[:, ::-1], axis=1)[:, ::-1]
    standing = np.minimum.accumulate(problem.demand[:, ::-1], axis=1)[:, ::-1]
    return Left(
        own(problem.openings), own(problem.rooms), np.zeros(int(problem.workshop.max(initial=-1)) + 1, dtype=np.int64),
        own(problem.company_openings), own(problem.area), own(problem.pool), own(people), own(problem.demand),
        own(standing), own(problem.ramps), own(np.array([problem.objective.above])), own(budget), own(money),
        np.array([int(problem.carry_over)]), np.zeros(len(problem.region_share) + 1, dtype=np.int64),
        np.zeros((len(problem.region_share), 2)), np.zeros(len(problem.promised)),
        np.ascontiguousarray(counts), np.ascontiguousarray(problem.since),
        np.full(len(problem.companies), len(problem.quarters)), np.zeros(len(problem.companies), dtype=np.int64),
    )  # fmt: skip


def _candidates(problem: Problem, pair: Whole, quarter: Whole, prices: Prices) -> Candidates:
    at, year, of = (pair, quarter), problem.year[quarter], problem.objective
    budget = prices.budget[year]
    found = np.zeros(len(pair), dtype=FIELDS)
    values = {
        "pair": pair, "quarter": quarter, "prison": problem.prison[pair], "company": problem.company[pair],
        "year": year, "region": problem.region[problem.prison[pair]], "women": problem.women[pair],
        "workshop": problem.workshop[pair], "side": problem.side[pair], "ring": problem.ring[pair],
        "least": problem.least[pair], "most": problem.most[at],
        "area": problem.floor[pair], "worth": of.worth[at], "seat": of.seat[at], "opening": of.opening[at],
        "budget_seat": problem.budget_seat[at], "budget_opening": problem.budget_opening[at],
        "price_seat": prices.seat[pair] + budget * problem.budget_seat[at],
        "price_opening": prices.opening[pair] + prices.quarter[quarter] + budget * problem.budget_opening[at],
        "bonus": np.tensordot(prices.bonus, counts_of(problem)[:, pair, quarter], axes=1),
    }  # fmt: skip
    for name, value in values.items():
        found[name] = value
    for own, when, seats in problem.pinned:
        here = (pair == own) & (quarter == when)
        found["pinned"][here] = 1
        found["least"][here] = np.maximum(found["least"][here], seats)
    return found


def _empty(room: int) -> State:
    return State(
        np.zeros(room, dtype=np.int64), np.zeros(room, dtype=np.int64), np.zeros(1, dtype=np.int64), np.zeros(2)
    )


def _dearest(can: Candidates, filled: Array) -> float:
    """Most that a candidate brings with its fewest seats, by the seat."""
    if len(can) == 0:
        return 1.0
    brings = can["worth"] * filled[can["pair"], can["least"]] - can["seat"] * can["least"] - can["opening"]
    return max(float(np.abs(brings / np.maximum(can["least"], 1)).max()), 1e-9)
