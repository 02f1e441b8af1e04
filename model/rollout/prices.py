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
from model.rollout.assemble import Assembly, assemble
from model.rollout.constraints import EUROS
from model.rollout.freed import A_PERSON
from model.rollout.lacking import Verdict
from model.rollout.limits import Family, one_more_partner, with_people
from model.rollout.linear import highs, linear
from model.rollout.pairs import pool_share
from model.rollout.problem import Problem
from model.rollout.reach import Effort, Reach, by_years, reach, until
from model.rollout.ways import put_back
from model.schema.programme import Programme
from model.sizes import at_rest

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
    """Company, prison, people of a side, or year."""
    step: float
    """How much of the unit is one more."""
    price: float | None
    """People at work for the step, by the linear relaxation; None where it has no row."""
    people: float
    """People at work that the step brings, solved again: may be under 0 where it is within the gap."""
    within_gap: bool
    """Whether it is less than the gap within which either plan is proven best: it may be nothing."""


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
                scale = pool_share(verdict.programme) if limit == "pool" else _SCALE.get(limit, 1.0)
                prices = duals[block.rows] * step * scale
                found += [(limit, row, float(price)) for row, price in enumerate(prices) if price > 1e-6]
    return sorted(found, key=lambda one: (-one[2], one[0], one[1]))


def _limited(verdict: Verdict, family: Family) -> tuple[Problem, int]:
    """The problem as things are, with bounds that the family does not tighten; and the index of the year."""
    assert verdict.here is not None
    here, lifted = verdict.here.assembly, verdict.lifted[family].assembly
    if family == "candidates":
        problem = _own_people(here, lifted)
    else:
        problem = put_back(verdict.programme, here, lifted.problem, [family])
    return problem, problem.years.index(verdict.year)


def _own_people(here: Assembly, lifted: Assembly) -> Problem:
    """The pairs and pools as they are, filled by the people there are, of sizes that the pools would not allow."""
    place = {pair.key: row for row, pair in enumerate(lifted.pairs)}
    most = lifted.problem.most[[place[pair.key] for pair in here.pairs]]
    return replace(here.problem, most=most, filled=at_rest(here.sites, int(most.max(initial=1))))


def _again(verdict: Verdict, limit: str, row: int, price: float, effort: Effort) -> UnitWorth:
    """The search again with one row wider."""
    family, unit, step = _UNITS[limit]
    problem, year = _limited(verdict, family)
    if limit == "pool":
        assembly, where = _more_people(verdict.programme, problem, row, step)
    else:
        wider, where = _wider(problem, limit, row, step)
        assembly = replace(verdict.lifted[family].assembly, problem=wider)
    found = reach(assembly, year, effort, known=verdict.here)
    return _told(verdict, found, effort, limit, unit, where, step, price)


def _told(
    verdict: Verdict, found: Reach, effort: Effort, limit: str, unit: str, where: str, step: float, price: float | None
) -> UnitWorth:
    people = found.people - verdict.people
    return UnitWorth(limit, unit, where, step, price, people, abs(people) < effort.gap * max(found.people, 1.0))


def _more_people(programme: Programme, problem: Problem, row: int, step: float) -> tuple[Assembly, str]:
    """The programme assembled anew where the people of a side are as many more as make one step of those who suit a
    ring: seats are filled from them, pairs that had too few come back."""
    place, ring = divmod(row, problem.pool.shape[1])
    people, suitable = problem.sides[place], problem.pool[place, ring] / pool_share(programme)
    return assemble(with_people(programme, {people: 1 + step / max(suitable, 1e-9)})), people


def _wider(problem: Problem, limit: str, row: int, step: float) -> tuple[Problem, str]:
    """A limit one step wider, and what it is of; rows are those of the problem put by years."""
    if limit == "budget":
        return replace(problem, budget=_plus(problem.budget, row, step)), str(problem.years[row])
    if limit == "openings":
        quarter = int(np.flatnonzero(problem.year == row)[-1])
        return replace(problem, openings=_plus(problem.openings, quarter, step)), str(problem.years[row])
    if limit == "area":
        return replace(problem, area=_plus(problem.area, row, step)), problem.prisons[row]
    rooms = problem.rooms.copy()
    rooms[row] += int(step)
    return replace(problem, rooms=rooms), problem.prisons[row]


def _partners(verdict: Verdict, effort: Effort, tell: Callable[[str], None]) -> Iterator[UnitWorth]:
    """One more agreement, of the kind that brings most; none where no number of partners would bring anybody."""
    if not _matters(verdict, "partners") or verdict.here is None:
        return
    best: tuple[str, Reach] | None = None
    for company in sorted(verdict.programme.companies):
        tell("worth")
        assembly = assemble(one_more_partner(verdict.programme, company))
        found = reach(assembly, verdict.here.assembly.problem.years.index(verdict.year), effort, known=verdict.here)
        if found.people > (verdict if best is None else best[1]).people:
            best = (company, found)
    if best is not None:
        yield _told(verdict, best[1], effort, "partners", "agreements", best[0], 1.0, None)


def _matters(verdict: Verdict, family: Family) -> bool:
    lifted = verdict.lifted.get(family)
    return lifted is not None and lifted.people - verdict.people >= A_PERSON


def _plus(limit: Array, row: int, step: float) -> Array:
    wider = limit.copy()
    wider[row] += step
    return wider
