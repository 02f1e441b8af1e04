"""What a filled seat, an equipped seat and an opening bring to each aim, by pair and quarter.

Axes: K kinds of pairs (same company, same people, same rooms), A pairs, Q quarters, M months. Everything is read from
the model that the pages show: pay slips, tenure, victims, re-entry, prices. A workshop is taken at rest from the
quarter in which work begins; its people are then followed by their months since that opening.

    a worker at rest brings L hc / p people on trial, hc / p recruits and hc x (share of releases) releases a month
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from model import workshops as plan
from model.closed_form import Site, sites
from model.costs import company_share, fitted
from model.money import Array
from model.rates import Rates, Setting, prepare, rates
from model.reading import Central
from model.rollout.calendar import Calendar, discount
from model.rollout.pairs import Pair
from model.rollout.problem import Whole, Worth
from model.schema.programme import Programme
from model.schema.rollout import Aim
from model.schema.scenario import Opening
from model.slips import room_hours
from model.workshops import Workshop, Workshops


@dataclass(frozen=True)
class Value:
    """Worth of every aim, what an opening costs the State, and the site that the closed form fills."""

    aims: dict[Aim, Worth]
    investment: Array
    """(A, Q) EUR that the State invests for a seat, in euros of the year."""
    sites: tuple[Site, ...]
    """(A,)"""


def value(programme: Programme, calendar: Calendar, found: Sequence[Pair]) -> Value:
    """The worth of pairs. Raises InputFaults when pay or law of a month cannot be told."""
    kind, setting = _kinds(programme, found)
    read = rates(setting, Central())
    workshops = setting.workshops
    per_month = _Monthly(programme, setting, read)
    first, weight = calendar.first, discount(programme)
    stays, open_then = workshops.stays, workshops.seats

    def since(of_month: Array, of_age: Array) -> Array:
        """(A, Q) sums from each quarter on: what depends on the month times what depends on months since opening."""
        months = of_month.shape[1]
        sums = [(of_month[:, m:] * of_age[:, : months - m]).sum(axis=1) for m in first]
        return np.stack(sums, axis=1)[kind]

    seat_cost = np.stack([per_month.investment[:, m] for m in first], axis=1)[kind]
    seat_now = seat_cost * weight[first]
    standing = np.array([pair.existing for pair in found])
    seat_cost[standing], seat_now[standing] = 0.0, 0.0
    nothing = np.zeros(seat_cost.shape)
    penalty = _penalty(programme, (len(calendar.months) - int(first[0])) / 12)
    aims: dict[Aim, Worth] = {
        "seat_months": Worth(since(open_then, stays), nothing, nothing),
        "victims": Worth(since(open_then * weight * per_month.victims_part, stays * per_month.paid), nothing, nothing),
        "reconvictions": Worth(since(open_then * per_month.releases, stays * per_month.avoided), nothing, nothing),
        "public_cost": Worth(
            since(open_then * weight * per_month.public_receipts, stays),
            seat_now + since(open_then * weight * per_month.room, stays),
            since(open_then * weight * per_month.officers, stays),
        ),
    }
    own = sites(workshops)
    return Value(
        {aim: replace(worth, above=penalty * max(0.0, float(worth.worth[:, 0].mean()))) for aim, worth in aims.items()},
        seat_cost,
        tuple(replace(own[k], suitable=pair.pool.suitable) for k, pair in zip(kind, found, strict=True)),
    )


def _penalty(programme: Programme, years: float) -> float:
    """What a seat above a company's ramp loses at a year's end, for a filled seat that brings 1 from the first quarter
    to the end, so many years later: a share of what it brings in a year; 0 where such seats are not penalised."""
    if programme.scenario.limits.company_ramp != "penalised":
        return 0.0
    return programme.defaults.planning.ramp_penalty.latest.value / years


class _Monthly:
    """What one worker at rest, one seat and one opening bring or cost in a month, (K, M)."""

    def __init__(self, programme: Programme, setting: Setting, read: Rates) -> None:
        workshops, years = setting.workshops, setting.stock.year
        leave = -np.log1p(-np.clip(workshops.exit, 1e-9, 1 - 1e-12))
        recruits = leave / workshops.pass_rate
        paid = (1 + workshops.trial_months * recruits)[:, None]

        def slip(name: str) -> Array:
            return np.take(read.slips[name][0], setting.period, axis=1)

        def price(euros: Array) -> Array:
            return np.take(euros[0], years, axis=1)

        self.victims_part = paid * slip("victims")
        """EUR withheld a month for victims, as if all had a creditor."""
        self.paid = read.creditor_share[0][:, None] * setting.profile.paid_debtor[0]
        """Share of it that reaches one, by months since the opening."""
        self.releases = np.broadcast_to((leave * workshops.release_of_exits)[:, None], paid.shape[:1] + years.shape)
        """Releases of a worker a month."""
        self.avoided = setting.profile.dose * read.avoided[0][:, None]
        """Reconvictions that a release avoids, by months since the opening."""
        borne_by_company = programme.scenario.policy.contributions_borne_by == "company"
        received = slip("employee_contributions") + (slip("employer_contributions") if borne_by_company else 0.0)
        self.public_receipts = paid * received - recruits[:, None] * price(read.prices.preparation)
        """EUR of contributions that do not come from the State itself, less what it spends on recruits."""
        self.officers = price(read.prices.officers) + price(read.prices.escort)
        """EUR of a workshop's officers, movements among them."""
        stations = np.array([w.stations_per_seat for w in workshops.list])
        self.room = stations[:, None] * price(read.prices.room)
        """EUR of the upkeep of a seat's floor."""
        of_state = 1 - np.array([company_share(programme, w) for w in workshops.list])
        unfitted = np.array([0.0 if fitted(w) else 1.0 for w in workshops.list])
        equipment, floor = price(read.prices.equipment), price(read.prices.fit_out)
        self.investment = stations[:, None] * (equipment * of_state[:, None] + floor * unfitted[:, None])
        """EUR that the State invests for a seat equipped in that month."""


def _kinds(programme: Programme, found: Sequence[Pair]) -> tuple[Whole, Setting]:
    """Which kind each pair is of, (A,), and one workshop of one seat for each kind, ready to be read."""
    start = programme.scenario.start
    known: dict[object, int] = {}
    kind = np.array([known.setdefault(_alike(programme, pair), len(known)) for pair in found], dtype=np.int64)
    _, first = np.unique(kind, return_index=True)
    chosen = [found[row] for row in first]
    openings = tuple(Opening(prison=p.prison.id, company=p.company.id, opens=start, seats=1) for p in chosen)
    scenario = programme.scenario.model_copy(update={"plan": openings})
    workshops = plan.of(programme.model_copy(update={"scenario": scenario}))
    place = {w.id: row for row, w in enumerate(workshops.list)}
    row_of = np.array([place[pair.id] for pair in chosen], dtype=np.int64)
    apart: Workshops = replace(workshops, prison=np.arange(len(workshops.list)))
    return row_of[kind], prepare(programme, apart)


def _alike(programme: Programme, pair: Pair) -> object:
    """What two pairs must share to bring the same: company, side, flows, debts, rooms, closures."""
    start, prison = programme.scenario.start, pair.prison
    figures = [*vars(prison.flows).values(), *vars(prison.debts).values()]
    opening = Opening(prison=prison.id, company=pair.company.id, opens=start, seats=1)
    workshop = Workshop(opening, prison, pair.company, pair.activity, pair.pool)
    hours = tuple(room_hours(programme, workshop, month) for month in programme.months[::12])
    return (
        pair.company.id,
        pair.pool.side,
        pair.pool.observed,
        tuple(f.at(start).value for f in figures),
        hours,
        fitted(workshop),
        tuple((c.start, c.until) for c in prison.closures),
    )
