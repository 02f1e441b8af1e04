"""From a programme to the optimiser's problem: feasible pairs, what they bring, every limit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from model.closed_form import Site
from model.money import Array
from model.pools import rings
from model.rollout import held
from model.rollout.calendar import Calendar, calendar
from model.rollout.first_openings import standing
from model.rollout.pairs import Pair, Refusal, pairs, pool_share
from model.rollout.problem import Problem, Whole, Worth
from model.rollout.worth import Value, value
from model.schema.fault import Fault, InputFaults, Scalar
from model.schema.programme import Programme
from model.schema.rollout import Aim, Objective
from model.schema.scenario import Target
from model.sides import side_of
from model.sizes import at_rest
from model.space import free_area, most_rooms


@dataclass(frozen=True)
class Assembly:
    """The problem of a programme, and how to read it."""

    programme: Programme
    calendar: Calendar
    pairs: tuple[Pair, ...]
    """(A,)"""
    problem: Problem
    aims: dict[Aim, Worth]
    """What each pair brings to every aim, whether it is maximised now or not."""
    objective: Objective
    """The scenario's, or the default: either an order or weights."""
    tolerance: float
    """Share of an aim that may be given up for the next one."""
    sites: tuple[Site, ...]
    """(A,) each pair with the people of its side to itself, for the closed form."""
    refused: tuple[Refusal, ...]
    """Pairs that no plan can hold, with the reasons."""
    brought: Value
    """What the pairs bring month by month, for the first openings of any plan."""


def assemble(programme: Programme) -> Assembly:
    """The problem of a programme (engine.md 1.1).

    Raises InputFaults when no quarter begins in the scenario, when no pair is left, when a pinned workshop is refused,
    and when pay cannot be told.
    """
    when = calendar(programme)
    if not when.quarters:
        raise InputFaults([Fault("no_quarter_begins", fields={"low": when.months[0], "high": when.months[-1]})])
    found, refused = pairs(programme, when)
    faults = [fault for refusal in refused for fault in _pinned_but_refused(programme, refusal)]
    if not found and not faults:
        faults = [Fault("no_pair_left", fields={"found": len(refused)})]
    if faults:
        raise InputFaults(faults)
    worth, begun = value(programme, when, found), standing(when, found)
    aims = worth.aims(begun)
    planning, chosen = programme.defaults.planning, programme.scenario.objective
    objective = chosen or Objective(order=planning.order)
    tolerance = planning.tolerance.latest.value if objective.tolerance is None else objective.tolerance
    problem = replace(_problem(programme, when, found, worth, first_of(objective, aims)), counts=worth.counts(begun))
    return Assembly(
        programme, when, tuple(found), problem, aims, objective, tolerance, worth.sites, tuple(refused), worth
    )


def weighted(aims: dict[Aim, Worth], weights: dict[Aim, float]) -> Worth:
    """The weighted sum of some aims."""
    parts = [(aims[name], weight) for name, weight in weights.items()]
    return Worth(
        np.asarray(sum(weight * worth.worth for worth, weight in parts)),
        np.asarray(sum(weight * worth.seat for worth, weight in parts)),
        np.asarray(sum(weight * worth.opening for worth, weight in parts)),
        sum(weight * worth.above for worth, weight in parts),
    )


def first_of(objective: Objective, aims: dict[Aim, Worth]) -> Worth:
    """What is maximised first: the weighted sum, or the first aim in order."""
    return weighted(aims, objective.weights) if objective.weights else aims[objective.order[0]]


def _pinned_but_refused(programme: Programme, refusal: Refusal) -> Sequence[Fault]:
    asked = any((p.prison, p.company) == (refusal.prison, refusal.company) for p in programme.scenario.pin)
    return refusal.reasons if asked else ()


def _problem(programme: Programme, when: Calendar, found: Sequence[Pair], worth: Value, objective: Worth) -> Problem:
    limits, start = programme.scenario.limits, programme.scenario.start
    prisons = tuple(dict.fromkeys(pair.prison.id for pair in found))
    companies = tuple(dict.fromkeys(pair.company.id for pair in found))
    prison = _each(found, lambda pair: prisons.index(pair.prison.id))
    company = _each(found, lambda pair: companies.index(pair.company.id))
    least = _each(found, lambda pair: pair.least)
    area_per_seat = np.array([pair.area_per_seat for pair in found])
    for_hours = np.array([pair.area_for_hours for pair in found])
    floor = np.maximum(area_per_seat, for_hours)
    free = np.array([free_area(programme.prisons[p], programme.defaults, start).value for p in prisons])
    area = held.floor(found, prison, floor, free)
    sides = tuple(dict.fromkeys(pair.people for pair in found))
    side = _each(found, lambda pair: sides.index(pair.people))
    suitable, ring = _pool(programme, found, side)
    pool = held.people(found, side, ring, suitable)
    pinned, places = _pinned(programme, when, found)
    demand, ramp = _demand(programme, when, companies, _standing(when, found, pinned, company, len(companies)))
    budget = np.array([limits.state_capex.get(year, np.inf) for year in when.years], dtype=np.float64)
    openings = np.full(
        len(when.quarters), np.inf if limits.openings_per_quarter is None else limits.openings_per_quarter
    )
    yearly = np.full(
        demand.shape, np.inf if limits.company_openings_per_year is None else limits.company_openings_per_year
    )
    for a, quarter, _ in pinned:
        openings[quarter] += found[a].existing
        yearly[company[a], when.year[quarter]] += found[a].existing
    largest = _each(found, lambda pair: pair.standing or pair.company.seats.per_site_max)
    bound = np.minimum(largest, np.minimum(area[prison] / floor, pool[side, ring]))
    most = np.minimum(bound[:, None], demand[company][:, when.year])
    most = np.minimum(most, affordable(worth.investment, budget, limits.carry_over, when.year))
    allowed = np.stack([pair.opens for pair in found])
    whole = np.where(allowed & (openings >= 1), np.floor(most + 1e-9), 0).astype(np.int64)
    regions = tuple(dict.fromkeys(programme.prisons[p].place.region for p in prisons))
    region = np.array([regions.index(programme.prisons[p].place.region) for p in prisons], dtype=np.int64)
    women = np.array([pair.pool.side == "women" for pair in found])
    return Problem(
        prisons=prisons,
        companies=companies,
        quarters=when.quarters,
        years=when.years,
        year=when.year,
        prison=prison,
        company=company,
        least=least,
        most=whole,
        fits=bound,
        filled=at_rest(worth.sites, int(max(whole.max(initial=1), 1))),
        objective=objective,
        rooms=held.rooms(found, prison, _rooms(programme, prisons, prison, company, least * floor, area)),
        area=area,
        area_per_seat=area_per_seat,
        area_for_hours=for_hours,
        sides=sides,
        side=side,
        pool=pool,
        ring=ring,
        demand=demand,
        ramp=ramp,
        company_openings=yearly,
        budget=budget,
        carry_over=limits.carry_over,
        budget_seat=worth.investment,
        budget_opening=np.zeros(worth.investment.shape),
        openings=openings,
        region=region,
        region_share=_region_share(programme, prisons, region, len(regions)),
        women=women,
        women_share=limits.women_share,
        target=_target(programme, when, "at_least"),
        ceiling=_target(programme, when, "at_most"),
        pinned=pinned,
        pin_places=places,
        stands=np.array([pair.existing for pair in found]),
    )


def _each(found: Sequence[Pair], read: Callable[[Pair], int]) -> Whole:
    return np.array([read(pair) for pair in found], dtype=np.int64)


def _limit(most: int | None) -> float:
    return np.inf if most is None else float(most)


def _pool(programme: Programme, found: Sequence[Pair], side: Whole) -> tuple[Array, Whole]:
    """(H, R) people for whom there may be seats, in rings 0..r together, and the ring of each pair (A,)."""
    suitable = np.array([pair.pool.suitable for pair in found]) * pool_share(programme)
    nested = rings(suitable, side)
    sizes = nested.sizes(suitable, side)
    return np.asarray(np.cumsum(sizes, axis=1)), nested.widest


def _standing(
    when: Calendar, found: Sequence[Pair], pinned: Sequence[tuple[int, int, int]], company: Whole, count: int
) -> Array:
    """(C, Y) seats by the end of a year that stood before the scenario."""
    seats = np.zeros((count, len(when.years)))
    for pair, quarter, _ in pinned:
        seats[company[pair], when.year[quarter] :] += found[pair].standing or 0
    return seats


def _demand(programme: Programme, when: Calendar, companies: Sequence[str], stood: Array) -> tuple[Array, Array]:
    """(C, Y) most seats that stand by the end of a year, and those that stand at no penalty. A company's seats a year
    are a ramp, where what was not opened in a year may be opened later: part of the first, the second, or neither.
    What stood before was opened in none of these years: it is no part of the ramp, only of the seats in all, and stands
    where it alone is more than the company wants."""
    mode, count = programme.scenario.limits.company_ramp, len(when.years)
    demand, ramp = (np.full((len(companies), count), np.inf) for _ in range(2))
    for row, name in enumerate(companies):
        seats = programme.companies[name].seats
        if seats.per_year_max is not None and mode != "free":
            (demand if mode == "hard" else ramp)[row] = seats.per_year_max * np.arange(1, count + 1) + stood[row]
        if seats.total_max is not None:
            demand[row] = np.minimum(demand[row], np.maximum(seats.total_max, stood[row]))
    return demand, ramp


def affordable(investment: Array, budget: Array, carry_over: bool, year: Whole) -> Array:
    """(A, Q) most seats that the State could pay for if it opened nothing else."""
    at_hand = (np.cumsum(budget) if carry_over else budget)[year]
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(investment > 0, at_hand / investment, np.inf)


def _rooms(
    programme: Programme, prisons: Sequence[str], prison: Whole, company: Whole, fewest: Array, area: Array
) -> Whole:
    """(P,) most workshops at once: the limit, else the default or the free rooms known, where the floor holds them, one
    of each company."""
    rooms = np.zeros(len(prisons), dtype=np.int64)
    for row, name in enumerate(prisons):
        most = most_rooms(programme, programme.prisons[name])
        here = np.flatnonzero(prison == row)
        each = fewest[here[np.unique(company[here], return_index=True)[1]]]
        held = np.searchsorted(np.cumsum(np.sort(each)), area[row] + 1e-9, side="right")
        rooms[row] = min(most, int(held))
    return rooms


def _region_share(programme: Programme, prisons: Sequence[str], region: Whole, count: int) -> Array:
    """(G,) least share of the seats: the balance asked for times the region's share of the people detained."""
    start = programme.scenario.start
    people = np.zeros(len(prisons))
    for row, name in enumerate(prisons):
        detained = programme.prisons[name].population.detained
        people[row] = 0.0 if detained is None else detained.at(start).value
    of_region = np.bincount(region, weights=people, minlength=count)
    return np.asarray(programme.scenario.limits.region_balance * of_region / max(of_region.sum(), 1e-9))


def _target(
    programme: Programme, when: Calendar, which: Literal["at_least", "at_most"]
) -> tuple[tuple[int, float], ...]:  # fmt: skip
    """The people to be at work, at least or at most: by a year, or by the end. Raises InputFaults where the year is not
    the scenario's."""
    asked = programme.scenario.targets.seats
    if asked is None:
        return ()
    known = asked if isinstance(asked, Target) else Target(at_least=asked)
    level, by = known.at_least if which == "at_least" else known.at_most, known.by
    if level is None:
        return ()
    first, last = when.years[0], when.years[-1]
    if by is not None and not first <= by <= last:
        told: dict[str, Scalar] = {"found": by, "first": first, "last": last}
        raise InputFaults([Fault("target_outside", path="targets.seats.by", fields=told)])
    return ((when.years.index(last if by is None else by), float(level)),)


def _pinned(
    programme: Programme, when: Calendar, found: Sequence[Pair]
) -> tuple[tuple[tuple[int, int, int], ...], tuple[int, ...]]:
    """(pair, quarter, least seats) of what is decided beforehand, and where each stands in the scenario's list; the
    same opening pinned again is one, of the larger size. Raises InputFaults where a quarter cannot be."""
    place = {pair.id: row for row, pair in enumerate(found)}
    pinned, faults = dict[tuple[int, int], tuple[int, int]](), []
    for position, pin in enumerate(programme.scenario.pin):
        row = place.get(f"{pin.prison}:{pin.company}")
        if row is None:
            faults.append(Fault("pin_not_in_play", fields={"prison": pin.prison, "company": pin.company}))
            continue
        if side_of(found[row].prison, when.months[0], pin.side) != found[row].pool.side:
            faults.append(Fault("pin_on_both_sides", fields={"prison": pin.prison, "company": pin.company}))
            continue
        quarter = -1
        if pin.quarter is None:
            quarter = int(np.argmax(found[row].opens))
        elif pin.quarter in when.quarters:
            quarter = when.quarters.index(pin.quarter)
        if quarter < 0 or not found[row].opens[quarter]:
            allowed = [when.quarters[q] for q in np.flatnonzero(found[row].opens)]
            first, last, workshop = allowed[0], allowed[-1], found[row].id
            told = {"found": pin.quarter, "workshop": workshop, "first": first, "last": last}
            faults.append(Fault("pin_outside", fields=told))
            continue
        earlier, seats = pinned.get((row, quarter), (position, 0))
        pinned[row, quarter] = (earlier, max(seats, pin.seats or found[row].least))
    if faults:
        raise InputFaults(faults)
    openings = tuple((*opening, seats) for opening, (_, seats) in pinned.items())
    return openings, tuple(position for position, _ in pinned.values())
