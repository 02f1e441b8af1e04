"""Ways out of a target that cannot be met: what there would have to be more of, in which plan, at what cost.

Each way is a plan that was found by solving, under the limits as they are but for what the way asks for; its amounts
are what that plan uses beyond them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

import numpy as np

from model.candidates import candidates
from model.rollout.assemble import Assembly, assemble
from model.rollout.elastic import Excess, least_excess
from model.rollout.limits import AMPLE, Family, is_another, unlimited, with_people, without_education
from model.rollout.linear import Kept
from model.rollout.look import WHOLE, look, many
from model.rollout.overshoot import More, overshoot
from model.rollout.pairs import pool_share
from model.rollout.problem import Plan, Problem, Worth
from model.rollout.reach import AN_OPENING, Effort, Reach, by_years, counted, into_quarters, possible, until
from model.rollout.seen import ROUNDS, narrowed
from model.rollout.solution import Solution
from model.rollout.solve import size, solve
from model.schema.programme import Programme
from model.space import free_area, most_rooms

Way = Literal["partners", "space", "candidates", "budget", "staff", "balance", "education", "later"]
"""A family of limits; or no level of education for an activity; or a later year."""
SHARED: Final = 1.01
"""Companies that share a prison fill fewer seats than were asked for: this much more than their part is asked again."""
MORE_PEOPLE: Final = (1.0, 1.1, 1.25, 1.5, 2.0, 3.0, 5.0)
"""Times the people of a pool that is only just large enough: it fills fewer seats than an ample one, so more are put
in until the plan holds."""


@dataclass(frozen=True)
class WayOut:
    """A plan that meets the target, and what it takes beyond what is there."""

    ways: tuple[Way, ...]
    more: tuple[More, ...]
    found: Reach
    """The plan, in the assembly that it is counted in."""
    least: bool
    """Whether no plan of this way asks for less (within the gap of the search)."""


def by_limits(
    programme: Programme, here: Assembly | None, lifted: Reach, families: Sequence[Family],
    target: tuple[int, float], effort: Effort,
) -> WayOut | None:  # fmt: skip
    """The way out that exceeds some families of limits alone, the least that meets the target, then the cheapest.

    here: the programme as it is (None where nothing can open); lifted: a plan without these limits that meets the
    target: index of the year, people at work. None where people are what is lacking, and no number of them is enough.
    """
    year, level = target
    limited = put_back(programme, here, lifted.assembly.problem, families)
    few = not many(replace(lifted.assembly, problem=limited), year)
    least = few and not limited.ceiling  # else among the openings of that plan alone
    asked = limited if few else narrowed(limited, lifted.plan)
    known = float(lifted.plan.people(limited, year).sum())
    found = lifted
    for _ in range(ROUNDS):
        sought = _least(asked, families, (year, level), effort, lifted.plan) if level <= known else None
        if sought is None:
            least = False
            break
        plan, proven = sought
        least = least and proven
        now = counted(lifted.assembly, year, plan, lifted.bound)
        if now.people >= target[1] - 1e-6:
            found = now
            break
        level *= SHARED * target[1] / now.people
    more = overshoot(lifted.assembly, limited, found.plan, families)
    if "candidates" in families:
        return _with_people(programme, here, found, more, families, target, effort)
    return WayOut(tuple(families), tuple(more), found, least)


def _least(
    limited: Problem, families: Sequence[Family], target: tuple[int, float], effort: Effort, known: Plan
) -> tuple[Plan, bool] | None:
    """The plan of least excess that meets a target, then the cheapest of them, and whether the excess is proven to be
    the least; None where none was found in time.

    Sought by years, or, where openings are in question, by the quarters that limit them, as far as that is not too
    large: a year may have room for openings that one of its quarters has not.
    """
    asked = replace(until(limited, target[0]), target=(target,))
    if "staff" in families and size(asked) <= WHOLE:
        widened = _leanest(asked, families, effort, known)
        return None if widened is None else (widened[1].plan, widened[2])
    yearly = by_years(asked, target[0])
    found = _leanest(yearly, families, effort, Plan(known.pair, asked.year[known.quarter], known.seats))
    if found is None:
        return None
    plan = into_quarters(_widened_quarters(asked, yearly, found[0]), found[1].plan)
    return None if plan is None else (plan, found[2])


def _leanest(
    problem: Problem, families: Sequence[Family], effort: Effort, known: Plan
) -> tuple[list[Excess], Solution, bool] | None:
    """The least excess of some limits, the cheapest plan within it, and whether no less is needed; None where none was
    found in time."""
    least = least_excess(problem, families, effort, known)
    if least is None:
        return None
    excess, proven = least
    widened = _cheapest(_widened(problem, excess))
    cheapest = solve(
        widened, gap=effort.gap, time_limit=effort.time_limit, seed=effort.seed, stop=effort.stop,
        kept=_partners(widened, excess),
    )  # fmt: skip
    return (excess, cheapest, proven) if cheapest.found else None


def by_education(programme: Programme, activity: str, target: tuple[int, float], effort: Effort) -> WayOut | None:
    """The way out that asks for no level of education in an activity; None where it does not meet the target."""
    changed = without_education(programme, activity)
    assembly = possible(changed)
    found = None if assembly is None else look(assembly, *target, effort)
    if found is None or found.people < target[1]:
        return None
    kind, start = programme.activities[activity], programme.scenario.start
    of_kind = [pair for pair in found.assembly.pairs if pair.activity.id == activity]
    sides = dict.fromkeys((pair.prison.id, pair.pool.side) for pair in of_kind)
    added = sum(
        candidates(changed, programme.prisons[prison], changed.activities[activity], start, side=side).suitable
        - candidates(programme, programme.prisons[prison], kind, start, side=side).suitable
        for prison, side in sides
    )
    return WayOut(("education",), (More("education", "people", activity, added),), found, False)


def by_time(here: Assembly, target: tuple[int, float], effort: Effort) -> WayOut | None:
    """The way out that waits: the first later year by which the limits as they are let so many people be at work."""
    first, last = target[0] + 1, len(here.problem.years) - 1
    best: Reach | None = None
    while first <= last:
        middle = last if best is None else (first + last) // 2
        found = look(_asked_by(here, middle), middle, target[1], effort)
        if found.people >= target[1]:
            best, last = found, middle - 1
        elif best is None:
            return None
        else:
            first = middle + 1
    if best is None:
        return None
    waits = best.year - here.problem.years[target[0]]
    return WayOut(("later",), (More("later", "years", str(best.year), float(waits)),), best, True)


def _asked_by(here: Assembly, year: int) -> Assembly:
    """The assembly whose target, and so its most too, is of another year (its index)."""
    moved = tuple((year, most) for _, most in here.problem.ceiling)
    return replace(here, problem=replace(here.problem, ceiling=moved))


def put_back(programme: Programme, here: Assembly | None, lifted: Problem, families: Sequence[Family]) -> Problem:
    """The lifted problem with the limits of some families again, and its bounds as wide as without them."""
    problem, own = lifted, None if here is None else here.problem
    for family in families:
        if family == "space":
            prisons = [programme.prisons[p] for p in problem.prisons]
            start = programme.scenario.start
            area = np.array([free_area(prison, programme.defaults, start).value for prison in prisons])
            rooms = np.array([most_rooms(programme, prison) for prison in prisons])
            problem = replace(problem, area=area, rooms=rooms)
        elif family == "candidates":
            problem = replace(problem, pool=problem.pool / AMPLE)
        elif own is None:
            continue
        elif family == "partners":
            limit = {company: own.company_openings[row] for row, company in enumerate(own.companies)}
            none = np.full(len(problem.years), np.inf)
            problem = replace(problem, company_openings=np.array([limit.get(c, none) for c in problem.companies]))
        elif family == "budget":
            problem = replace(problem, budget=own.budget)
        elif family == "staff":
            problem = replace(problem, openings=own.openings)
        elif len(own.region_share) == len(problem.region_share):
            problem = replace(problem, region_share=own.region_share, women_share=own.women_share)
    return problem


def _widened(problem: Problem, excess: Sequence[Excess]) -> Problem:
    """The problem with its limits raised by what exceeds them, rounded up."""
    for one in excess:
        more = np.ceil(one.amount - 1e-6)
        match one.limit:
            case "area":
                problem = replace(problem, area=problem.area + more)
            case "workshops":
                problem = replace(problem, rooms=problem.rooms + more.astype(np.int64))
            case "pool":
                wider = np.cumsum(one.amount.reshape(problem.pool.shape), axis=1)
                problem = replace(problem, pool=problem.pool + np.ceil(wider - 1e-6))
            case "budget":
                problem = replace(problem, budget=problem.budget + more)
            case "openings":
                problem = replace(problem, openings=problem.openings + more)
            case "region_share" | "women_share":
                if more.any():
                    problem = replace(problem, region_share=np.zeros(len(problem.region_share)), women_share=0.0)
    return problem


def _widened_quarters(asked: Problem, yearly: Problem, excess: Sequence[Excess]) -> Problem:
    """The quarters of the problem, each open to as many workshops as its year."""
    raised = _widened(yearly, excess).openings - yearly.openings
    return replace(asked, openings=asked.openings + np.concatenate([raised, np.zeros(len(asked.years))])[asked.year])


def _partners(problem: Problem, excess: Sequence[Excess]) -> list[Kept]:
    """No more agreements with partners yet to be found than the least."""
    none = np.zeros(problem.most.shape)
    other = np.array([is_another(company) for company in problem.companies])[problem.company]
    counted = Worth(none, none, none + other[:, None])
    return [(counted, -float(one.amount.sum())) for one in excess if one.limit == "partners"]


def _cheapest(problem: Problem) -> Problem:
    """The problem of meeting the targets for the least State investment, then with the fewest openings."""
    none = np.zeros(problem.most.shape)
    scale = 1.0 / max(float(problem.budget_seat.max(initial=1.0)), 1.0)
    cost = Worth(none, scale * problem.budget_seat, scale * problem.budget_opening + AN_OPENING)
    return replace(problem, objective=cost)


def _with_people(
    programme: Programme, here: Assembly | None, lifted: Reach, more: Sequence[More], families: Sequence[Family],
    target: tuple[int, float], effort: Effort,
) -> WayOut | None:  # fmt: skip
    """The same with the people put in: their pools are then only just large enough, so more are put in until the seats
    are filled."""
    problem = put_back(programme, here, lifted.assembly.problem, ["candidates"])
    share = pool_share(programme)
    there = {people: problem.pool[row].max() / share for row, people in enumerate(problem.sides)}
    lacking = {problem.sides[side]: 0.0 for side in np.unique(problem.side[lifted.plan.pair])}
    lacking |= {one.where: one.amount for one in more if one.what == "people"}
    others = [family for family in families if family != "candidates"]
    steps = MORE_PEOPLE[2::2] if many(lifted.assembly, target[0]) else MORE_PEOPLE
    for times in steps:
        factors = {p: times * (1 + amount / max(there[p], 1e-9)) for p, amount in lacking.items()}
        assembly = assemble(with_people(unlimited(programme, others), factors))
        found = look(assembly, *target, effort)
        if found.people >= target[1] - 1e-6:
            people = [
                More("people", "people", p, float(there[p] * (times - 1))) for p, times in factors.items() if times > 1
            ]
            limited = put_back(programme, here, assembly.problem, others)
            beyond = overshoot(assembly, limited, found.plan, others)
            return WayOut(tuple(families), (*people, *beyond), found, False)
    return None
