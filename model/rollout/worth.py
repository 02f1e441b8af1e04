"""What a filled seat, an equipped seat and an opening bring to each aim, by pair and quarter.

Axes: K kinds of pairs (same company, same people, same rooms), A pairs, Q quarters, Y years, M months. Everything is
read from the model that the pages show: pay slips, tenure, victims, re-entry, prices. What workers at rest bring counts
as far as the workshop has filled (``filling_up``); its people are followed by their months since that opening.

    a worker at rest brings L hc / p people on trial, hc / p recruits and hc x (share of releases) releases a month

All workshops of a company leave at once, so the chance that it is still there runs from its first opening, which only a
plan knows. Until there is one, it is counted from each workshop's own opening: never less.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from model import workshops as plan
from model.closed_form import Site, sites
from model.money import Array
from model.rates import Rates, Setting, prepare, rates
from model.reading import Central
from model.rollout.calendar import Calendar, discount
from model.rollout.filling_up import filling_up
from model.rollout.pairs import Pair, pool_share
from model.rollout.problem import Whole, Worth
from model.schema.programme import Programme
from model.schema.rollout import Aim
from model.schema.scenario import Opening
from model.slips import room_hours
from model.stations import company_share, fitted
from model.workshops import Workshop, Workshops

OWN = -1
"""In place of the month from which a company may leave: each workshop's own opening."""


@dataclass(frozen=True)
class Value:
    """What pairs bring month by month, the pay slips and prices read once: summed for any first openings."""

    calendar: Calendar
    kind: Whole
    """(A,)"""
    begins: Array
    """(A,) share of its quarter that is over when work begins: what stands already has its own month."""
    stays: Array
    """(K, M) chance that the company is still there, by months since its first opening."""
    open: Array
    """(K, M) 1 where a seat is open, 0 while its prison is closed."""
    filling: Array
    """(A, M) people at work as a share of those at rest, by months since the opening."""
    brings: dict[Aim, list[tuple[Array, Array]]]
    """For each aim what a worker brings, added up: (K, M) by month, times (K, M) by months since the opening."""
    officers: Array
    """(K, M) EUR of a workshop's officers, discounted."""
    room: Array
    """(K, M) EUR of the floor of a seat, discounted."""
    equipment: Array
    """(A, Q) EUR that the State invests for a seat, discounted."""
    investment: Array
    """(A, Q) EUR that the State invests for a seat, in euros of the year."""
    earliest: Whole
    """(A,) month in which the pair's company could first open anywhere."""
    penalty: float
    """Share of what a seat at rest brings from the first quarter on, lost for each seat above a ramp, each year."""
    sites: tuple[Site, ...]
    """(A,)"""

    def aims(self, begun: Whole) -> dict[Aim, Worth]:
        """The worth of every aim. begun: (A,) month of the first opening of each pair's company, OWN where no plan has
        said it: people are then taken to be there no less, officers no more, than in any plan."""
        nothing, there = np.zeros(self.investment.shape), self._there(begun)
        officers = self._there(np.where(begun == OWN, self.earliest, begun))
        ever, full = np.ones(self.stays.shape), np.ones(self.filling.shape)
        cost = self._sums(self.officers, ever, officers, full)
        seat = self.equipment + self._sums(self.room, ever, officers, full)
        found: dict[Aim, Worth] = {}
        for aim, products in self.brings.items():
            first, *more = (self._sums(of_month, of_age, there, self.filling) for of_month, of_age in products)
            worth = sum(more, first)
            public = aim == "public_cost"
            above = self.penalty * max(0.0, float(worth[:, 0].mean()))
            found[aim] = Worth(worth, seat if public else nothing, cost if public else nothing, above)
        return found

    def counts(self, begun: Whole) -> Array:
        """(A, Q, Y) share of a column's people at rest who are at work in the last month of a year; begun: see aims."""
        first, ends = self.calendar.first, self.calendar.ends
        found = np.zeros((len(self.kind), len(first), len(ends)))
        for q, there in enumerate(self._there(begun)):
            after = ends >= first[q]
            age = ends[after] - first[q]
            found[:, q, after] = there[:, age] * self.filling[:, age] * self.open[self.kind][:, ends[after]]
        return self._later(found)

    def since(self, company: Whole, begun: Whole) -> Array:
        """(C, Q, Q) see Problem.since; company: (A,) that of each pair; begun: see aims, which then counts it already.
        After its notice a company leaves with the same chance in every month, so what it brings later falls by that
        share, or more: a later workshop has no notice of its own, which is left to it here. Never less than is true."""
        _, lead = np.unique(company, return_index=True)
        later = np.maximum(0, self.calendar.first[None, :] - self.calendar.first[:, None])
        known = (begun[lead] != OWN)[:, None, None]
        return np.asarray(np.where(known, 1.0, self.stays[self.kind[lead]][:, later]))

    def _there(self, begun: Whole) -> list[Array]:
        """For each quarter (A, months from it on): the chance that the company is still there."""
        own, months = self.stays[self.kind], self.stays.shape[1]
        since = np.maximum(0, np.arange(months)[None, :] - np.maximum(0, begun)[:, None])
        known = np.take_along_axis(own, since, axis=1)
        return [np.where(begun[:, None] == OWN, own[:, : months - m], known[:, m:]) for m in self.calendar.first]

    def _sums(self, of_month: Array, of_age: Array, there: list[Array], filling: Array) -> Array:
        """(A, Q) sums from each quarter on: by month, by months since opening, where the company is still there."""
        months, by_month, by_age = of_month.shape[1], of_month[self.kind], of_age[self.kind] * filling
        sums = [
            (by_month[:, m:] * by_age[:, : months - m] * stay).sum(axis=1)
            for m, stay in zip(self.calendar.first, there, strict=True)
        ]
        return self._later(np.stack(sums, axis=1))

    def _later(self, of: Array) -> Array:
        """The same (A, Q, ...) where what stands already is at work from its own month on: in proportion."""
        part = self.begins.reshape(-1, *[1] * (of.ndim - 1))
        following = np.concatenate([of[:, 1:], np.zeros_like(of[:, :1])], axis=1)
        return np.asarray(of + part * (following - of))


def value(programme: Programme, calendar: Calendar, found: Sequence[Pair]) -> Value:
    """The worth of pairs. Raises InputFaults when pay or law of a month cannot be told."""
    kind, setting = _kinds(programme, found)
    read = rates(setting, Central())
    workshops = setting.workshops
    per_month = _Monthly(programme, setting, read)
    first, weight, open_then = calendar.first, discount(programme), workshops.seats
    seat_cost = np.stack([per_month.investment[:, m] for m in first], axis=1)[kind]
    seat_cost[np.array([pair.existing for pair in found])] = 0.0
    always, own = np.ones(workshops.seats.shape), sites(workshops)
    suitable = np.array([pair.pool.suitable for pair in found])
    most = np.minimum(suitable * pool_share(programme), [p.company.seats.per_site_max for p in found])
    seats = np.maximum(np.floor(most + 1e-9), [pair.least for pair in found])
    known = np.array([pair.pool.observed or pair.existing for pair in found])
    opens, company = np.stack([pair.opens for pair in found]), [pair.company.id for pair in found]
    soonest = {one: int(first[np.argmax(opens[[c == one for c in company]].any(axis=0))]) for one in set(company)}
    return Value(
        calendar,
        kind,
        np.array([0.0 if pair.since is None else calendar.within(pair.since)[1] for pair in found]),
        workshops.stays,
        open_then,
        filling_up(workshops, kind, seats, suitable, known, len(calendar.months)),
        {
            "seat_months": [(open_then, always)],
            "victims": [(open_then * weight * part, paid) for part, paid in per_month.victims],
            "reconvictions": [(open_then * per_month.releases, per_month.avoided)],
            "public_cost": [(open_then * weight * per_month.public_receipts, always)],
        },
        open_then * weight * per_month.officers,
        open_then * weight * per_month.room,
        seat_cost * weight[first],
        seat_cost,
        np.array([soonest[one] for one in company], dtype=np.int64),
        _penalty(programme, (len(calendar.months) - int(first[0])) / 12),
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
            return np.asarray(setting.in_months(read.slips[name], np.arange(len(years)))[0])

        def price(euros: Array) -> Array:
            return np.take(euros[0], years, axis=1)

        tenure, debtors, more = setting.profile, read.creditor_share[0][:, None], read.payers
        levied = (
            tenure.paid_debtor[0] if more is None else (1 - more) * tenure.paid_debtor[0] + more * tenure.paid_payer[0]
        )
        self.victims = [(paid * slip("victims"), debtors * levied)]
        """EUR a month for victims as if all had a creditor, and the share that reaches one, by months since the
        opening: of the levy, then of what debtors add where some do."""
        if more is not None:
            self.victims.append((paid * slip("voluntary"), debtors * more * tenure.voluntary_payer[0]))
        self.releases = np.broadcast_to((leave * workshops.release_of_exits)[:, None], paid.shape[:1] + years.shape)
        """Releases of a worker a month."""
        self.avoided = setting.profile.dose * read.avoided[0][0][:, None]
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
    openings = tuple(
        Opening(prison=p.prison.id, company=p.company.id, opens=start, seats=1, side=p.side) for p in chosen
    )
    scenario = programme.scenario.model_copy(update={"plan": openings})
    workshops = plan.of(programme.model_copy(update={"scenario": scenario}))
    place = {(w.id, w.pool.side): row for row, w in enumerate(workshops.list)}
    row_of = np.array([place[pair.key] for pair in chosen], dtype=np.int64)
    apart: Workshops = replace(workshops, side=np.arange(len(workshops.list)))
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
