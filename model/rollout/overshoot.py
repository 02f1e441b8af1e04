"""By how much a plan exceeds each limit: computed from the plan, in the limit's own unit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from model.rollout.assemble import Assembly
from model.rollout.limits import Family, is_another, partner_of
from model.rollout.pairs import pool_share
from model.rollout.problem import Plan, Problem


@dataclass(frozen=True)
class More:
    """Something that a plan takes beyond what is there."""

    what: str
    """agreements, area, workshops, people, euros, openings, seats; education, later for other ways."""
    unit: str
    where: str
    """Company of whose kind another is needed, prison, people of a side, year, region, activity; "" for the
    programme."""
    amount: float


def overshoot(assembly: Assembly, problem: Problem, plan: Plan, families: Sequence[Family]) -> list[More]:
    """What a plan uses beyond the limits of some families. problem: the limits; assembly: whose pairs they are."""
    found = [one for family in families for one in _of(assembly, problem, plan, family)]
    return [one for one in found if one.amount > 1e-6]


def _of(assembly: Assembly, problem: Problem, plan: Plan, family: Family) -> Iterator[More]:
    match family:
        case "partners":
            yield from _partners(problem, plan)
        case "space":
            yield from _space(problem, plan)
        case "candidates":
            yield from _people(assembly, problem, plan)
        case "budget":
            yield from _euros(problem, plan)
        case "staff":
            yield from _openings(problem, plan)
        case "balance":
            yield from _balance(assembly, problem, plan)


def _partners(problem: Problem, plan: Plan) -> Iterator[More]:
    """Agreements with partners yet to be found, by the company whose like they are."""
    count: dict[str, int] = {}
    for pair in plan.pair:
        company = problem.companies[problem.company[pair]]
        if is_another(company):
            count[partner_of(company)] = count.get(partner_of(company), 0) + 1
    yield from (More("agreements", "agreements", like, float(many)) for like, many in sorted(count.items()))


def _space(problem: Problem, plan: Plan) -> Iterator[More]:
    """m2 and rooms, by prison."""
    prison = problem.prison[plan.pair]
    used = np.bincount(prison, problem.floor[plan.pair] * plan.seats, len(problem.prisons))
    rooms = np.bincount(prison, minlength=len(problem.prisons))
    for row, name in enumerate(problem.prisons):
        yield More("area", "m2", name, float(used[row] - problem.area[row]))
        yield More("workshops", "workshops", name, float(rooms[row] - problem.rooms[row]))


def _people(assembly: Assembly, problem: Problem, plan: Plan) -> Iterator[More]:
    """Suitable people, by side: the ring that lacks most, over the share of them for whom there may be seats."""
    side, ring = problem.side[plan.pair], problem.ring[plan.pair]
    share = max(pool_share(assembly.programme), 1e-9)
    for row, name in enumerate(problem.sides):
        mine = side == row
        lacking = [
            plan.seats[mine & (ring <= wide)].sum() - problem.pool[row, wide] for wide in range(problem.pool.shape[1])
        ]
        yield More("people", "people", name, float(max(lacking)) / share)


def _euros(problem: Problem, plan: Plan) -> Iterator[More]:
    """EUR of State investment, by year; with carry-over, what the years so far do not leave."""
    at = (plan.pair, plan.quarter)
    spent = np.bincount(
        problem.year[plan.quarter], problem.budget_opening[at] + problem.budget_seat[at] * plan.seats,
        len(problem.years),
    )  # fmt: skip
    left = 0.0
    for row, year in enumerate(problem.years):
        lacking = float(spent[row] - problem.budget[row]) - left
        yield More("euros", "EUR", str(year), lacking)
        left = max(0.0, -lacking) if problem.carry_over else 0.0


def _openings(problem: Problem, plan: Plan) -> Iterator[More]:
    """Openings, by year: those of its quarters beyond what each allows."""
    opened = np.bincount(plan.quarter, minlength=len(problem.quarters))
    beyond = np.maximum(0.0, opened - problem.openings)
    for row, year in enumerate(problem.years):
        yield More("openings", "openings", str(year), float(beyond[problem.year == row].sum()))


def _balance(assembly: Assembly, problem: Problem, plan: Plan) -> Iterator[More]:
    """Seats that a region, or women, lack of their share."""
    region, total = problem.region[problem.prison[plan.pair]], float(plan.seats.sum())
    held = np.bincount(region, plan.seats, len(problem.region_share))
    names = {
        int(problem.region[row]): assembly.programme.prisons[p].place.region for row, p in enumerate(problem.prisons)
    }
    for row, share in enumerate(problem.region_share):
        yield More("seats", "seats", names.get(row, ""), float(share * total - held[row]))
    women = float(plan.seats[problem.women[plan.pair]].sum())
    yield More("seats", "seats", "", problem.women_share * total - women)
