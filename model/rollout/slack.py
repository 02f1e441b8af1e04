"""How much of each limit a plan uses, and which limits leave nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from model.money import Array
from model.rollout.problem import Plan, Problem, Whole


@dataclass(frozen=True)
class Slack:
    """One limit and what a plan uses of it, in its own unit."""

    limit: str
    """Family: workshops, area, pool, demand, ramp (which a plan may pass, at a penalty), company_openings, budget,
    openings, region_share, women_share, target, ceiling."""
    id: str
    """Prison, people of a side and ring, company, region, year or quarter; several joined by a colon; "" where there is
    one only."""
    unit: str
    used: float
    bound: float
    least: bool = False
    """True where the bound is a least (a share, a target), else a most."""
    step: float = 1.0
    """The smallest more that could be used."""

    @property
    def left(self) -> float:
        """What could still be used, or is above the least."""
        return self.used - self.bound if self.least else self.bound - self.used

    @property
    def binding(self) -> bool:
        """Whether not even the smallest step is left."""
        return bool(self.left < self.step - 1e-6)


def slacks(problem: Problem, plan: Plan, regions: tuple[str, ...]) -> list[Slack]:
    """Every finite limit that the plan touches, family by family; what it does not use at all is left out."""
    return [s for s in _all(problem, plan, regions) if np.isfinite(s.bound) and (s.least or s.used > 0)]


def _all(problem: Problem, plan: Plan, regions: tuple[str, ...]) -> Iterator[Slack]:
    pair, quarter, seats = plan.pair, plan.quarter, plan.seats.astype(float)
    prison, company, year = problem.prison[pair], problem.company[pair], problem.year[quarter]
    count_p, count_c, count_y = len(problem.prisons), len(problem.companies), len(problem.years)
    floor = problem.floor[pair] * seats
    workshops, area = _sum(prison, np.ones(len(pair)), count_p), _sum(prison, floor, count_p)
    smallest = np.full(count_p, np.inf)
    np.minimum.at(smallest, problem.prison, problem.floor)
    for p, name in enumerate(problem.prisons):
        yield Slack("workshops", name, "workshops", workshops[p], float(problem.rooms[p]))
        yield Slack("area", name, "m2", area[p], problem.area[p], step=smallest[p])
    for side, name in enumerate(problem.sides):
        for ring in range(problem.pool.shape[1]):
            if ring == 0 or problem.pool[side, ring] > problem.pool[side, ring - 1]:
                inside = (problem.side[pair] == side) & (problem.ring[pair] <= ring)
                yield Slack("pool", f"{name}:{ring}", "people", float(seats[inside].sum()), problem.pool[side, ring])
    standing = np.cumsum(_sum(company * count_y + year, seats, count_c * count_y).reshape(count_c, count_y), axis=1)
    opened = _sum(company * count_y + year, np.ones(len(pair)), count_c * count_y).reshape(count_c, count_y)
    for c, name in enumerate(problem.companies):
        for y, when in enumerate(problem.years):
            yield Slack("demand", f"{name}:{when}", "seats", standing[c, y], problem.demand[c, y])
            yield Slack("ramp", f"{name}:{when}", "seats", standing[c, y], problem.ramps[c, y])
            most = problem.company_openings[c, y]
            yield Slack("company_openings", f"{name}:{when}", "workshops", opened[c, y], most)
    spent = _sum(year, problem.budget_opening[pair, quarter] + problem.budget_seat[pair, quarter] * seats, count_y)
    budget = problem.budget
    if problem.carry_over:
        spent, budget = np.cumsum(spent), np.cumsum(budget)
    costs = problem.budget_seat[problem.budget_seat > 0]
    cheapest = float(costs.min()) if costs.size else 1.0
    for y, when in enumerate(problem.years):
        yield Slack("budget", str(when), "EUR", spent[y], budget[y], step=cheapest)
    begun = _sum(quarter, np.ones(len(pair)), len(problem.quarters))
    for q, text in enumerate(problem.quarters):
        yield Slack("openings", text, "workshops", begun[q], problem.openings[q])
    total = max(seats.sum(), 1e-9)
    of_region = _sum(problem.region[prison], seats, len(problem.region_share)) / total
    for g, share in enumerate(problem.region_share):
        if share > 0:
            yield Slack("region_share", regions[g], "share", of_region[g], share, least=True, step=1 / total)
    if problem.women_share > 0:
        women = float(seats[problem.women[pair]].sum() / total)
        yield Slack("women_share", "", "share", women, problem.women_share, least=True, step=1 / total)
    for y, least in problem.target:
        yield Slack("target", str(problem.years[y]), "people", float(plan.people(problem, y).sum()), least, least=True)
    for y, most in problem.ceiling:
        yield Slack("ceiling", str(problem.years[y]), "people", float(plan.people(problem, y).sum()), most)


def _sum(place: Whole, values: Array, count: int) -> Array:
    return np.bincount(place, weights=values, minlength=count).astype(np.float64)
