"""What one more unit of a limit is worth, in people at work by a year: solved again, and as the relaxation prices it.

The price of a linear relaxation is a rate at the margin of a plan in fractions of workshops: it says where to look. The
answer is the search done again with the limit one unit wider.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from model.money import Array
from model.rollout.assemble import assemble
from model.rollout.constraints import EUROS
from model.rollout.lacking import NOTICED, Verdict
from model.rollout.limits import Family, one_more_partner
from model.rollout.linear import highs, linear
from model.rollout.problem import Problem
from model.rollout.reach import Effort, by_years, reach, until
from model.rollout.ways import put_back

FIRST: Final = 5
"""Limits that are solved again."""
_UNITS: Final[dict[str, tuple[Family, str, float]]] = {
    "area": ("space", "m2", 100.0),
    "workshops": ("space", "workshops", 1.0),
    "pool": ("candidates", "people", 10.0),
    "budget": ("budget", "EUR", 100_000.0),
    "openings": ("staff", "openings", 1.0),
}
"""Rows of each limit: family, unit, and how much of it is one more: a unit that can be seen in whole seats."""
_SCALE: Final = {"budget": EUROS}
"""Units of the rows in a unit of the limit."""


@dataclass(frozen=True)
class UnitWorth:
    """What one more unit of a limit is worth."""

    limit: str
    """partners, area, workshops, pool, budget, openings."""
    unit: str
    where: str
    """Company, prison or year."""
    step: float
    """How much of the unit is one more."""
    price: float | None
    """People at work for the step, by the linear relaxation; None where it has no row."""
    people: float
    """People at work that the step brings, solved again."""


def worths(verdict: Verdict, effort: Effort, tell: Callable[[str], None] = lambda step: None) -> list[UnitWorth]:
    """One more agreement of the best kind, and the five limits with the highest prices, those worth most first.

    A limit whose family brings nobody more when it is lifted altogether is worth nothing, and left out.
    """
    if verdict.here is None:
        return []
    found = list(_partners(verdict, effort, tell))
    for limit, row, price in _prices(verdict)[:FIRST]:
        tell("worth")
        found.append(_again(verdict, limit, row, price, effort))
    return sorted(found, key=lambda one: (-round(one.people, 6), one.limit, one.where))


def _prices(verdict: Verdict) -> list[tuple[str, int, float]]:
    """Rows by their price, the highest first: limit, row, people for the step."""
    found: list[tuple[str, int, float]] = []
    for family in dict.fromkeys(family for family, _, _ in _UNITS.values()):
        if not _matters(verdict, family):
            continue
        problem, year = _limited(verdict, family)
        made = linear(by_years(until(problem, year), year))
        solver = highs(made, relaxed=True)
        solver.run()
        duals = np.abs(np.asarray(solver.getSolution().row_dual))
        for limit, (of, _, step) in _UNITS.items():
            block = made.rows.blocks.get(f"{limit}_sum" if limit not in made.rows.blocks else limit)
            if of == family and block is not None:
                prices = duals[block.rows] * step * _SCALE.get(limit, 1.0)
                found += [(limit, row, float(price)) for row, price in enumerate(prices) if price > 1e-6]
    return sorted(found, key=lambda one: (-one[2], one[0], one[1]))


def _limited(verdict: Verdict, family: Family) -> tuple[Problem, int]:
    """The problem as things are, with bounds that the family does not tighten; and the index of the year."""
    assert verdict.here is not None
    here, lifted = verdict.here.assembly, verdict.lifted[family].assembly
    problem = put_back(verdict.programme, here, lifted.problem, [family])
    return problem, problem.years.index(verdict.year)


def _again(verdict: Verdict, limit: str, row: int, price: float, effort: Effort) -> UnitWorth:
    """The search again with one row wider."""
    family, unit, step = _UNITS[limit]
    problem, year = _limited(verdict, family)
    wider, where = _wider(problem, limit, row, step)
    found = reach(replace(verdict.lifted[family].assembly, problem=wider), year, effort, known=verdict.here)
    return UnitWorth(limit, unit, where, step, price, max(0.0, found.people - verdict.people))


def _wider(problem: Problem, limit: str, row: int, step: float) -> tuple[Problem, str]:
    """A limit one step wider, and what it is of; rows are those of the problem put by years."""
    if limit == "budget":
        return replace(problem, budget=_plus(problem.budget, row, step)), str(problem.years[row])
    if limit == "openings":
        quarter = int(np.flatnonzero(problem.year == row)[-1])
        return replace(problem, openings=_plus(problem.openings, quarter, step)), str(problem.years[row])
    place = row // problem.pool.shape[1] if limit == "pool" else row
    prison = problem.prisons[place]
    if limit == "area":
        return replace(problem, area=_plus(problem.area, place, step)), prison
    if limit == "workshops":
        rooms = problem.rooms.copy()
        rooms[place] += int(step)
        return replace(problem, rooms=rooms), prison
    pool = problem.pool.copy()
    pool[place] += step
    return replace(problem, pool=pool), prison


def _partners(verdict: Verdict, effort: Effort, tell: Callable[[str], None]) -> Iterator[UnitWorth]:
    """One more agreement, of the kind that brings most; none where no number of partners would bring anybody."""
    if not _matters(verdict, "partners") or verdict.here is None:
        return
    best = ("", 0.0)
    for company in sorted(verdict.programme.companies):
        tell("worth")
        assembly = assemble(one_more_partner(verdict.programme, company))
        found = reach(assembly, verdict.here.assembly.problem.years.index(verdict.year), effort, known=verdict.here)
        if found.people - verdict.people > best[1]:
            best = (company, found.people - verdict.people)
    if best[0]:
        yield UnitWorth("partners", "agreements", best[0], 1.0, None, best[1])


def _matters(verdict: Verdict, family: Family) -> bool:
    lifted = verdict.lifted.get(family)
    return lifted is not None and lifted.people - verdict.people >= NOTICED


def _plus(limit: Array, row: int, step: float) -> Array:
    wider = limit.copy()
    wider[row] += step
    return wider
