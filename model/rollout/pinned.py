"""Pins that no plan could hold: what is decided, held against every limit by itself (section 11).

A row of a limit only grows with further openings. So the pins alone, each at its fewest seats, use the least that any
plan uses: where that exceeds a limit, no plan has them all. A least share is held against the most seats that could
still be opened on its side. Together these are every limit but the people to
be reached, one function a family.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from model.money import Array
from model.rollout.problem import Flags, Problem, Whole
from model.schema.fault import Path, Scalar

Told = tuple[Path, str, dict[str, Scalar]]
"""Where in the scenario, which fault, and its numbers."""
NEAR = 1e-6
"""Share of a limit that rounding may exceed it by."""


@dataclass(frozen=True)
class Pins:
    """The openings that are pinned, one for each pair and quarter, at their fewest seats: (N,) each."""

    problem: Problem
    position: Whole
    """Of each in the scenario's list."""
    pair: Whole
    quarter: Whole
    seats: Whole

    @property
    def prison(self) -> Whole:
        """Index of the prison of each."""
        return np.asarray(self.problem.prison[self.pair])

    @property
    def company(self) -> Whole:
        """Index of the company of each."""
        return np.asarray(self.problem.company[self.pair])

    @property
    def year(self) -> Whole:
        """Index of the year in which each opens."""
        return np.asarray(self.problem.year[self.quarter])

    def named(self, which: Flags) -> str:
        """Some of them as they are typed: ``melun:archetype-coding:2028-Q3``; of what stands, the workshop alone."""
        stands = np.broadcast_to(self.problem.stands, self.problem.prison.shape)
        told = (
            f"{self.problem.prisons[self.prison[k]]}:{self.problem.companies[self.company[k]]}"
            + ("" if stands[self.pair[k]] else f":{self.problem.quarters[self.quarter[k]]}")
            for k in np.flatnonzero(which)
        )
        return ", ".join(dict.fromkeys(told))

    def at(self, which: Flags) -> tuple[str, str]:
        """The prison and the company of the first of some pins."""
        first = int(np.flatnonzero(which)[0])
        return self.problem.prisons[self.prison[first]], self.problem.companies[self.company[first]]

    def refused(self, code: str, which: Flags, found: float, bound: float, **fields: Scalar) -> Told:
        """Some of them that ask for more than a limit holds, told at the first."""
        place = ("pin", int(self.position[np.flatnonzero(which)[0]]))
        return place, code, {**fields, "found": _short(found), "bound": _short(bound)}


def contradictions(problem: Problem) -> Iterator[Told]:
    """Every limit that the pins exceed, with the pins concerned, what they ask for and what it holds; then those of
    more seats than their company takes in a prison."""
    if not problem.pinned:
        return
    pins = _pins(problem)
    explained = np.zeros(len(pins.pair), dtype=np.bool_)
    for family in FAMILIES:
        for which, told in family(pins):
            explained |= which
            yield told
    most = problem.most[pins.pair, pins.quarter]
    for k in np.flatnonzero((pins.seats > most) & ~explained):
        which = np.arange(len(pins.pair)) == k
        prison, company = pins.at(which)
        place, code, fields = pins.refused(
            "pin_above_most", which, found=int(pins.seats[k]), bound=int(most[k]), pins=pins.named(which),
            prison=prison, company=company,
        )  # fmt: skip
        yield (*place, "seats"), code, fields


Found = Iterator[tuple[Flags, Told]]


def _once(pins: Pins) -> Found:
    """A company opens once in a prison."""
    workshop = pins.problem.workshop[pins.pair]
    for one in np.unique(workshop):
        which = workshop == one
        if which.sum() > 1:
            prison, company = pins.at(which)
            yield which, pins.refused("pinned_twice", which, found=int(which.sum()), bound=1, prison=prison,
                                      company=company, pins=pins.named(which))  # fmt: skip


def _workshops(pins: Pins) -> Found:
    """Workshops at once in a prison; where the floor holds no more, the floor is told instead."""
    problem, workshop = pins.problem, pins.problem.workshop[pins.pair]
    for prison in np.unique(pins.prison):
        which = pins.prison == prison
        found, bound = len(np.unique(workshop[which])), int(problem.rooms[prison])
        if found > bound and not _exceeds(_area(pins)[prison], problem.area[prison]):
            yield which, pins.refused("pins_above_rooms", which, found=found, bound=bound,
                                      prison=problem.prisons[prison], pins=pins.named(which))  # fmt: skip


def _floor(pins: Pins) -> Found:
    """m2 of a prison."""
    used, limit = _area(pins), pins.problem.area
    for prison in np.flatnonzero(_exceeds(used, limit)):
        which = pins.prison == prison
        yield which, pins.refused("pins_above_area", which, found=used[prison], bound=limit[prison],
                                  prison=pins.problem.prisons[prison], pins=pins.named(which))  # fmt: skip


def _pool(pins: Pins) -> Found:
    """People of a side of a prison, in its narrowest ring that is exceeded."""
    problem = pins.problem
    side, ring = problem.side[pins.pair], problem.ring[pins.pair]
    for row in np.unique(side):
        for wide, limit in enumerate(problem.pool[row]):
            which = (side == row) & (ring <= wide)
            found = float(pins.seats[which].sum())
            if _exceeds(found, limit):
                yield which, pins.refused("pins_above_pool", which, found=found, bound=float(limit),
                                          prison=pins.at(which)[0], pins=pins.named(which))  # fmt: skip
                break


def _demand(pins: Pins) -> Found:
    """Seats of a company by the end of a year, the first that is exceeded."""
    problem = pins.problem
    for company in np.unique(pins.company):
        for year, limit in enumerate(problem.demand[company]):
            which = (pins.company == company) & (pins.year <= year)
            found = float(pins.seats[which].sum())
            if _exceeds(found, limit):
                yield which, pins.refused("pins_above_demand", which, found=found, bound=float(limit),
                                          year=problem.years[year], company=problem.companies[company],
                                          pins=pins.named(which))  # fmt: skip
                break


def _company_openings(pins: Pins) -> Found:
    """Openings of a company in a year."""
    problem = pins.problem
    for company, year in sorted(set(zip(pins.company.tolist(), pins.year.tolist(), strict=True))):
        which, bound = (pins.company == company) & (pins.year == year), problem.company_openings[company, year]
        if which.sum() > bound:
            yield which, pins.refused("pins_above_company_openings", which, found=int(which.sum()), bound=bound,
                                      company=problem.companies[company], year=problem.years[year],
                                      pins=pins.named(which))  # fmt: skip


def _budget(pins: Pins) -> Found:
    """EUR of a year; with carry-over, of the years so far."""
    problem, at = pins.problem, (pins.pair, pins.quarter)
    cost = problem.budget_opening[at] + problem.budget_seat[at] * pins.seats
    for year, budget in enumerate(problem.budget):
        which = (pins.year <= year if problem.carry_over else pins.year == year) & (cost > 0)
        limit = float(problem.budget[: year + 1].sum()) if problem.carry_over else float(budget)
        found, when, named = float(cost[which].sum()), problem.years[year], pins.named(which)
        if not _exceeds(found, limit):
            continue
        least, most = np.ceil(found), np.floor(limit)
        if problem.carry_over:
            yield which, pins.refused("pins_above_budget_so_far", which, found=least, bound=most, year=when, pins=named)
            break
        yield which, pins.refused("pins_above_budget", which, found=least, bound=most, year=when, pins=named)


def _openings(pins: Pins) -> Found:
    """Openings in a quarter."""
    problem = pins.problem
    for quarter in np.unique(pins.quarter):
        which, bound = pins.quarter == quarter, problem.openings[quarter]
        if which.sum() > bound:
            yield which, pins.refused("pins_above_openings", which, found=int(which.sum()), bound=bound,
                                      quarter=problem.quarters[quarter], pins=pins.named(which))  # fmt: skip


def _regions(pins: Pins) -> Found:
    """A region's share: with all the seats that it could have, it must reach its share of them and of the pins in other
    regions. share x others <= (1 - share) x most"""
    problem = pins.problem
    region = problem.region[problem.prison]
    for row in np.flatnonzero(problem.region_share > 0):
        which, share = region[pins.pair] != row, float(problem.region_share[row])
        others, most = float(pins.seats[which].sum()), _most_seats(problem, region == row)
        if _exceeds(share * others, (1 - share) * most):
            inside = problem.prisons[int(np.flatnonzero(problem.region == row)[0])]
            yield which, pins.refused("pins_against_region", which, found=others, bound=(1 - share) * most / share,
                                      prison=inside, most=_short(most), share=round(share, 3), held=_held(most, others),
                                      pins=pins.named(which))  # fmt: skip


def _women(pins: Pins) -> Found:
    """The same for women. Where nobody employs any, that is told by itself."""
    problem, share = pins.problem, pins.problem.women_share
    which, most = ~problem.women[pins.pair], _most_seats(problem, problem.women)
    others = float(pins.seats[which].sum())
    if share > 0 and most > 0 and _exceeds(share * others, (1 - share) * most):
        yield which, pins.refused("pins_against_women", which, found=others, bound=(1 - share) * most / share,
                                  most=_short(most), share=round(share, 3), held=_held(most, others),
                                  pins=pins.named(which))  # fmt: skip


def _people(pins: Pins) -> Found:
    """People at work at the end of a year, where a target sets a most: a pin's fewest seats have the fewest."""
    problem = pins.problem
    filled = problem.filled[pins.pair, np.minimum(pins.seats, problem.people)]
    for year, most in problem.ceiling:
        there = filled * problem.counted(year)[pins.pair, pins.quarter]
        if _exceeds(there.sum(), most):
            which, found = there > 0, float(np.ceil(there.sum()))
            _, code, told = pins.refused("pins_above_people", which, found=found, bound=most, year=problem.years[year],
                                         pins=pins.named(which))  # fmt: skip
            yield which, (("targets", "seats", "at_most"), code, told)


Family = Callable[[Pins], Found]
FAMILIES: tuple[Family, ...] = (
    _once, _workshops, _floor, _pool, _demand, _company_openings, _budget, _openings, _regions, _women, _people,
)  # fmt: skip
"""Every limit, in the order told."""


def _pins(problem: Problem) -> Pins:
    """What is pinned, each at its fewest seats."""
    places = problem.pin_places or range(len(problem.pinned))
    rows = [
        (position, pair, quarter, max(fewest, int(problem.least[pair])))
        for position, (pair, quarter, fewest) in zip(places, problem.pinned, strict=True)
    ]
    return Pins(problem, *np.array(rows, dtype=np.int64).T)


def _area(pins: Pins) -> Array:
    """(P,) m2 used."""
    used = pins.problem.area_per_seat[pins.pair] * pins.seats
    return np.bincount(pins.prison, used, len(pins.problem.prisons)).astype(np.float64)


def _most_seats(problem: Problem, which: Flags) -> float:
    """Seats that no plan exceeds in some pairs: each prison's rooms at their largest, within its people."""
    most = np.where(problem.allowed, problem.most, 0).max(axis=1, initial=0)
    total = 0.0
    for prison in np.unique(problem.prison[which]):
        mine = np.flatnonzero(which & (problem.prison == prison))
        largest = np.sort(most[mine])[::-1][: int(problem.rooms[prison])]
        people = problem.pool[np.unique(problem.side[mine]), -1].sum()
        total += min(float(largest.sum()), float(people))
    return total


def _held(most: float, others: float) -> float:
    """The share that could be held beside the pins, rounded down."""
    return float(np.floor(1000 * most / max(most + others, 1.0)) / 1000)


def _exceeds(used: Array | float, limit: Array | float) -> Flags:
    return np.asarray(used > np.asarray(limit) * (1 + NEAR) + NEAR)


def _short(number: float) -> float | int:
    """To one decimal; whole where it is."""
    rounded = round(float(number), 1)
    return int(rounded) if rounded == int(rounded) else rounded
