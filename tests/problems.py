"""Roll-out problems small enough for every plan to be tried, and a checker of plans that shares nothing with the
optimiser: plain loops over openings, limit by limit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from typing import Any

import numpy as np

from model.rollout.problem import Plan, Problem, Worth

EXACT = 1e-6


def toy(**changed: Any) -> Problem:
    """Two prisons, two companies, three quarters over two years, two to four seats; limits that leave room."""
    pairs, quarters = 4, 3
    filled = np.array([[0.0, 0.9, 1.7, 2.4, 2.9], [0.0, 0.8, 1.5, 1.9, 2.0]])[[0, 1, 0, 1]]
    left = np.array([20.0, 17.0, 14.0])
    worth = Worth(
        np.outer([1.0, 1.1, 0.9, 1.2], left), np.outer([1.0, 2.0, 1.0, 2.0], [1.0, 1.0, 0.9]), np.full((4, 3), 6.0)
    )
    base = Problem(
        prisons=("north", "south"),
        companies=("calls", "sewing"),
        quarters=("2030-Q3", "2030-Q4", "2031-Q1"),
        years=(2030, 2031),
        year=np.array([0, 0, 1]),
        prison=np.array([0, 0, 1, 1]),
        company=np.array([0, 1, 0, 1]),
        least=np.full(pairs, 2),
        most=np.full((pairs, quarters), 4),
        filled=filled,
        objective=worth,
        rooms=np.array([2, 2]),
        area=np.array([60.0, 80.0]),
        area_per_seat=np.array([10.0, 15.0, 10.0, 15.0]),
        sides=("north", "south"),
        side=np.array([0, 0, 1, 1]),
        pool=np.array([[5.0, 9.0], [5.0, 9.0]]),
        ring=np.array([0, 1, 0, 1]),
        demand=np.full((2, 2), np.inf),
        company_openings=np.full((2, 2), np.inf),
        budget=np.full(2, np.inf),
        carry_over=False,
        budget_seat=np.outer([10_000.0, 4_000.0, 10_000.0, 4_000.0], [1.0, 1.0, 1.1]),
        budget_opening=np.full((pairs, quarters), 5_000.0),
        openings=np.full(quarters, np.inf),
        region=np.array([0, 1]),
        region_share=np.zeros(2),
        women=np.array([False, False, True, True]),
        women_share=0.0,
    )
    return replace(base, **changed)


def broken(problem: Problem, plan: Plan) -> list[str]:
    """Every limit that a plan breaks, by name."""
    rows = list(zip(plan.pair.tolist(), plan.quarter.tolist(), plan.seats.tolist(), strict=True))
    p = problem
    said = []
    for a, q, s in rows:
        if not p.least[a] <= s <= p.most[a, q]:
            said.append("size")
    if len({(int(p.prison[a]), int(p.company[a])) for a, _, _ in rows}) < len(rows):
        said.append("once")
    for prison in range(len(p.prisons)):
        here = [(a, q, s) for a, q, s in rows if p.prison[a] == prison]
        if len(here) > p.rooms[prison]:
            said.append("workshops")
        if sum(float(p.area_per_seat[a]) * s for a, _, s in here) > p.area[prison] + EXACT:
            said.append("area")
        if p.area_for_hours.size > 1:
            taken = sum(max(float(p.area_per_seat[a]), float(p.area_for_hours[a])) * s for a, _, s in here)
            if taken > p.area[prison] + EXACT:
                said.append("room_hours")
    for side in range(len(p.sides)):
        mine = [(a, s) for a, _, s in rows if p.side[a] == side]
        within = [sum(s for a, s in mine if p.ring[a] <= ring) for ring in range(p.pool.shape[1])]
        if any(used > people + EXACT for used, people in zip(within, p.pool[side], strict=True)):
            said.append("pool")
    spent = 0.0
    allowed = 0.0
    for year in range(len(p.years)):
        for company in range(len(p.companies)):
            own = [(a, q, s) for a, q, s in rows if p.company[a] == company]
            if sum(s for _, q, s in own if p.year[q] <= year) > p.demand[company, year] + EXACT:
                said.append("demand")
            if sum(1 for _, q, _ in own if p.year[q] == year) > p.company_openings[company, year] + EXACT:
                said.append("company_openings")
        of_year = [(a, q, s) for a, q, s in rows if p.year[q] == year]
        costs = sum(float(p.budget_opening[a, q] + p.budget_seat[a, q] * s) for a, q, s in of_year)
        spent, allowed = (spent + costs, allowed + p.budget[year]) if p.carry_over else (costs, p.budget[year])
        if spent > allowed + 0.1:
            said.append("budget")
    begun = [sum(1 for _, q, _ in rows if q == quarter) for quarter in range(len(p.quarters))]
    if any(used > most + EXACT for used, most in zip(begun, p.openings, strict=True)):
        said.append("openings")
    seats = sum(s for _, _, s in rows)
    for region, share in enumerate(p.region_share):
        if sum(s for a, _, s in rows if p.region[p.prison[a]] == region) < share * seats - EXACT:
            said.append("region_share")
    if sum(s for a, _, s in rows if p.women[a]) < p.women_share * seats - EXACT:
        said.append("women_share")
    for year, least in p.target:
        reached = 0.0
        for a, q, s in rows:
            share = float(p.counts[a, q, year]) if p.counts.size > 1 else 1.0
            reached += share * float(p.filled[a, s]) if p.year[q] <= year else 0.0
        if reached < least - EXACT:
            said.append("target")
    for year, most in p.ceiling:
        there = 0.0
        for a, q, s in rows:
            share = float(p.counts[a, q, year]) if p.counts.size > 1 else 1.0
            there += share * float(p.filled[a, s]) if p.year[q] <= year else 0.0
        if there > most + EXACT:
            said.append("ceiling")
    for pair, quarter, least in p.pinned:
        if not any(a == pair and q == quarter and s >= least for a, q, s in rows):
            said.append("pinned")
    return said


def every_plan(problem: Problem) -> Iterator[Plan]:
    """All plans in which every pair opens once at most, whether they keep the limits or not."""
    choices: list[list[tuple[int, int] | None]] = []
    for pair in range(len(problem.prison)):
        own: list[tuple[int, int] | None] = [None]
        for quarter in range(len(problem.quarters)):
            own += [(quarter, s) for s in range(int(problem.least[pair]), int(problem.most[pair, quarter]) + 1)]
        choices.append(own)
    for chosen in product(*choices):
        rows = [(a, *one) for a, one in enumerate(chosen) if one is not None]
        yield Plan(*(np.array([row[k] for row in rows], dtype=np.int64) for k in range(3)))


def best_by_trying(problem: Problem) -> float:
    """The best value of all plans that keep every limit; -inf where none does."""
    return max((brought(problem, plan) for plan in every_plan(problem) if not broken(problem, plan)), default=-np.inf)


def brought(problem: Problem, plan: Plan, worth: Worth | None = None) -> float:
    """What a plan brings to an objective, opening by opening and year by year in plain sums."""
    of = worth or problem.objective
    rows = list(zip(plan.pair.tolist(), plan.quarter.tolist(), plan.seats.tolist(), strict=True))
    total = 0.0
    for a, q, s in rows:
        total += float(of.worth[a, q] * problem.filled[a, s] - of.seat[a, q] * s - of.opening[a, q])
    for year in range(len(problem.years)):
        for company in range(len(problem.companies)):
            stand = sum(s for a, q, s in rows if problem.company[a] == company and problem.year[q] <= year)
            total -= of.above * max(0.0, stand - float(problem.ramps[company, year]))
    return total


LIMITS: dict[str, dict[str, Any]] = {
    "once": {"most": np.where(np.arange(3)[None, :] < 2, 4, 0) * np.array([[1], [0], [1], [0]])},
    "workshops": {"rooms": np.array([1, 1])},
    "area": {"area": np.array([45.0, 50.0])},
    "room_hours": {"area_for_hours": np.array([18.0, 15.0, 25.0, 15.0]), "area": np.array([75.0, 80.0])},
    "pool": {"pool": np.array([[3.0, 5.0], [2.0, 4.0]])},
    "demand": {"demand": np.array([[4.0, 6.0], [3.0, 5.0]])},
    "ramp": {
        "ramp": np.array([[2.0, 4.0], [3.0, 5.0]]),
        "objective": replace(toy().objective, above=4.0),
        "demand": np.array([[8.0, 8.0], [7.0, np.inf]]),
    },
    "company_openings": {"company_openings": np.array([[1.0, 1.0], [0.0, 1.0]])},
    "budget": {"budget": np.array([50_000.0, 30_000.0])},
    "openings": {"openings": np.array([1.0, 1.0, 1.0])},
    "region_share": {"region_share": np.array([0.6, 0.2]), "rooms": np.array([1, 2])},
    "women_share": {"women_share": 0.7},
    "target": {
        "target": ((0, 3.0), (1, 4.0)),
        "counts": np.array([[[0.9, 0.8], [0.6, 0.9], [0.0, 0.7]]] * 2 + [[[1.0, 0.7], [0.8, 0.9], [0.0, 1.0]]] * 2),
        "objective": Worth(np.zeros((4, 3)), np.ones((4, 3)), np.ones((4, 3))),
    },
    "ceiling": {
        "ceiling": ((0, 2.0), (1, 3.5)),
        "counts": np.array([[[0.9, 0.8], [0.6, 0.9], [0.0, 0.7]]] * 2 + [[[1.0, 0.7], [0.8, 0.9], [0.0, 1.0]]] * 2),
    },
    "pinned": {"pinned": ((1, 2, 3),)},
}
"""For each family of limits, a toy that it holds back; for a penalty, one that pays it."""
