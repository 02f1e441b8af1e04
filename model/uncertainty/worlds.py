"""Worlds: what the uncertain inputs are in each draw, ready for the engine. Axes: D draws, W workshops, P prisons."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from model.candidates import Candidates
from model.chance import Count, Event, binomials, entity, level, poissons, stream, uniform
from model.futures.people import People
from model.money import Array
from model.pools import Whole, rings
from model.schema.base import month_index
from model.schema.programme import Programme
from model.schema.quantity import Figure, Quantity
from model.sides import people_of
from model.uncertainty.inputs import Drawn, draw_numbers
from model.workforce import Flows
from model.workshops import Workshop, Workshops

_LEVELS = ("french_for_calls", "bac_or_more", "cap_or_more")
_SELECTED = ("selection", "clearance", "health_fit")


@dataclass(frozen=True)
class World(Flows):
    """The uncertain inputs of a chunk of draws, (D, W) each."""

    leaving: Array
    """Chance in a year that the company leaves."""

    def of(self, draws: slice) -> World:
        """Some of the draws."""
        return World(**{name: values[draws] for name, values in vars(self).items()})


def world(programme: Programme, workshops: Workshops, reading: Drawn) -> World:
    """Values of the people's inputs at a reading."""

    def each(read: Callable[[Workshop], Quantity], name: str) -> Array:
        return np.stack([reading.of(read(workshop), name) for workshop in workshops.list], axis=1)

    def at(figure: Figure | None, workshop: Workshop) -> Quantity:
        assert figure is not None, "filled by loading"
        return figure.at(workshop.opening.opens)

    common = programme.defaults.programme
    transfer = each(lambda w: at(w.prison.flows.transfer, w), "transfer")
    release = each(lambda w: at(w.prison.flows.release_of_recruits, w), "release_of_recruits")
    kept = (1 - release) * (1 - transfer)
    kept = kept * (1 - each(lambda w: at(w.prison.flows.dismissal, w), "dismissal"))
    kept = kept * (1 - each(lambda w: at(w.prison.flows.quit, w), "quit"))
    willing = each(lambda w: _willing(programme, w), "willing")
    suitable = np.stack([product_of_shares(w.pool, _stay(w), reading) for w in workshops.list], axis=1)
    recruited = np.array([w.pool.recruited if w.pool.recruited is not None else np.nan for w in workshops.list])
    with np.errstate(divide="ignore", invalid="ignore"):
        of_exits = np.nan_to_num(np.log1p(-release) / np.log(kept))
        seen = recruited[None, :] / willing
    whole = each(lambda w: at(w.prison.flows.release, w), "release")
    return World(
        suitable=np.where(np.isnan(recruited)[None, :], suitable, seen),
        willing=willing,
        apply_share=each(lambda w: at(w.prison.flows.apply_share, w), "apply_share"),
        pass_rate=each(lambda w: at(w.company.pass_rate or w.activity.pass_rate, w), "pass_rate"),
        exit=1 - kept,
        release_of_exits=of_exits,
        turnover=1 - (1 - whole) * (1 - transfer),
        leaving=each(lambda w: at(w.company.leaving or common.leaving, w), "leaving"),
    )


def _stay(workshop: Workshop) -> float:
    """Months that a recruit should have left."""
    return workshop.activity.minimum_stay.at(workshop.opening.opens).value


def product_of_shares(pool: Candidates, minimum_stay: float, reading: Drawn) -> Array:
    """(D,) people of a pool, each of its shares drawn; certain steps keep their ratio. minimum_stay: months."""
    return steps_of_shares(pool, minimum_stay, reading)[-1] if pool.steps else np.ones(reading.draws)


def steps_of_shares(pool: Candidates, minimum_stay: float, reading: Drawn) -> list[Array]:
    """(D,) people left after each step of a pool (see ``product_of_shares``)."""
    people, before, found = np.ones(reading.draws), None, list[Array]()
    for step in pool.steps:
        name = "level" if step.factor in _LEVELS else "selection" if step.factor in _SELECTED else step.factor
        if name == "detained":
            growth = step.people / step.quantity.value if step.quantity.value else 0.0
            people = reading.of(step.quantity, name) * growth
        elif name == "staying":
            people = people * reading.of(step.quantity, "staying_12_months") ** (minimum_stay / 12)
        elif name.startswith("side_"):
            people = people * (step.people / before if before else 0.0)
        else:
            people = people * reading.of(step.quantity, name)
        before = step.people
        found.append(people)
    return found


def _willing(programme: Programme, workshop: Workshop) -> Quantity:
    figure = workshop.prison.population.willing
    assert figure is not None, "filled by loading"
    return figure.at(workshop.opening.opens)


def people(programme: Programme, workshops: Workshops, reading: Drawn, seed: int, first: int) -> tuple[People, World]:
    """A chunk of futures ready for the engine, and the world they are in: draws first, first + 1, ... of a reading."""
    now = world(programme, workshops, reading)
    draws = draw_numbers(first, first + reading.draws)
    start, months = month_index(programme.scenario.start), workshops.seats.shape[1]
    begins = programme.scenario.start
    names = list(dict.fromkeys(people_of(w.prison, w.pool.side, begins) for w in workshops.list))
    nested = rings(workshops.suitable, workshops.side)
    pool = nested.sizes(now.suitable, workshops.side)
    of_prison = stream(seed, draws, np.array([entity(n) for n in names], dtype=np.uint64))
    begin = np.stack(
        [np.floor(pool[:, :, r] + uniform(of_prison, start, Event.BEGIN + r)) for r in range(pool.shape[2])], axis=2
    ).astype(np.int64)
    depart = np.zeros((reading.draws, len(names)))
    depart[:, workshops.side] = now.turnover
    size = 64
    while size < _most(begin, workshops):
        size *= 2
    recruited = [-1 if w.pool.recruited is None else round(w.pool.recruited) for w in workshops.list]
    chance = People(
        first_month=start,
        tables=binomials(size),
        workshop_stream=stream(seed, draws, np.array([entity(w.id) for w in workshops.list], dtype=np.uint64)),
        prison_stream=of_prison,
        prison=workshops.side,
        widest=nested.widest,
        rings=nested.rings,
        opens=workshops.opens,
        seats=np.round(workshops.seats).astype(np.int64),
        trial_months=workshops.trial_months,
        train_beside=workshops.train_beside,
        recruited=np.array(recruited, dtype=np.int64),
        all_pass=workshops.observed,
        beyond_pass=np.maximum(now.pass_rate, 1e-9),
        exit_level=level(now.exit),
        release_level=level(now.release_of_exits),
        pass_level=level(now.pass_rate),
        apply_level=level(now.apply_share),
        willing_level=level(now.willing),
        depart_level=level(depart),
        begin=begin,
        arrivals=poissons(pool * depart[:, :, None]),
        gone=_gone(programme, workshops, now.leaving, seed, draws, months),
    )
    return chance, now


def _most(begin: Count, workshops: Workshops) -> int:
    """More people than a ring ever holds: eight deviations above its start, and all that workshops may give back.
    A ring cut at the size of the tables would depend on the chunk that the tables were made for."""
    inside = np.bincount(workshops.side, workshops.seats.max(axis=1, initial=0.0))
    people = int(begin.max(initial=0))
    return int(people + 8 * np.sqrt(people + 1) + 2 * inside.max(initial=0)) + 64


def _gone(programme: Programme, workshops: Workshops, leaving: Array, seed: int, draws: Count, months: int) -> Whole:
    """(D, W) first month in which each workshop's company has left: decided from its first opening on, gone
    after its notice, all its workshops at once."""
    start = month_index(programme.scenario.start)
    gone = np.full(leaving.shape, months + 10**6, dtype=np.int64)
    companies: dict[str, list[int]] = {}
    for row, workshop in enumerate(workshops.list):
        companies.setdefault(workshop.company.id, []).append(row)
    of_company = stream(seed, draws, np.array([entity(c) for c in companies], dtype=np.uint64))
    for place, rows in enumerate(companies.values()):
        workshop = workshops.list[rows[0]]
        notice = (workshop.company.notice_months or programme.defaults.programme.notice_months).at(
            workshop.opening.opens
        )
        monthly = 1 - (1 - leaving[:, rows[0]]) ** (1 / 12)
        first = int(workshops.opens[rows].min())
        asked = np.arange(max(first, 0), months)
        if not asked.size:
            continue
        leaves = uniform(of_company[:, place, None], start + asked, Event.LEAVE) < monthly[:, None]
        when = asked[np.argmax(leaves, axis=1)] + 1 + round(notice.value)
        gone[:, rows] = np.where(leaves.any(axis=1), when, gone[:, rows[0]])[:, None]
    return gone
