"""The workshops of a plan as arrays: what the months of work are computed from.

Axes: W workshops (in the order of opening month, then company, then prison), M months of the scenario.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from model.candidates import Candidates, candidates
from model.money import Array
from model.schema.activity import Activity
from model.schema.base import month_index
from model.schema.company import Company
from model.schema.fault import Fault, InputFaults
from model.schema.prison import Prison
from model.schema.programme import Programme
from model.schema.quantity import Figure
from model.schema.scenario import Opening
from model.sides import of_side, people_of

Whole = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Workshop:
    """One workshop of the plan with everything it refers to."""

    opening: Opening
    prison: Prison
    """As the side on which it stands knows it."""
    company: Company
    activity: Activity
    pool: Candidates

    @property
    def id(self) -> str:
        """PRISON:COMPANY."""
        return self.opening.workshop

    @property
    def stations_per_seat(self) -> float:
        """Work stations per post: people may share one."""
        shared = self.company.people_per_station
        return 1.0 if shared is None else 1.0 / max(shared.latest.value, 1e-9)


@dataclass(frozen=True)
class Workshops:
    """All workshops of a plan, as arrays (W,) or (W, M)."""

    list: tuple[Workshop, ...]
    side: Whole
    """(W,) index of the side of a prison, men's or women's: workshops of one side share its people."""
    opens: Whole
    """(W,) month of opening, counted from the scenario's first month."""
    seats: Array
    """(W, M) seats that stand ready."""
    suitable: Array
    """(W,) people who could be recruited, E0."""
    willing: Array
    """(W,) share of them who want the post."""
    observed: Flags
    """(W,) whether its first recruits are known to have passed the trial: seen, or already at work."""
    apply_share: Array
    """(W,) share of the suitable who apply in a month."""
    pass_rate: Array
    """(W,) share who pass the trial."""
    trial_months: Whole
    """(W,) months of trial, at least 1."""
    train_beside: Flags
    """(W,) whether trainees work beside the posts."""
    release: Array
    """(W,) monthly chance of release of a worker."""
    transfer: Array
    """(W,)"""
    dismissal: Array
    """(W,)"""
    quit: Array
    """(W,)"""
    pool_turnover: Array
    """(W,) monthly chance that someone of the pool leaves the prison, mu."""
    leaving: Array
    """(W,) yearly chance that the company leaves, once it can."""
    exposed: Array
    """(W, M) years in which it could have left."""

    @property
    def stays(self) -> Array:
        """(W, M) chance that the company has not left."""
        return np.asarray((1 - self.leaving)[:, None] ** self.exposed)

    @property
    def exit(self) -> Array:
        """(W,) monthly chance that a worker leaves, h."""
        kept = (1 - self.release) * (1 - self.transfer) * (1 - self.dismissal) * (1 - self.quit)
        return np.asarray(1 - kept)

    @property
    def release_of_exits(self) -> Array:
        """(W,) share of exits that are releases, in proportion to the four hazards."""
        with np.errstate(divide="ignore", invalid="ignore"):
            share = np.log1p(-np.minimum(self.release, 1 - 1e-12)) / np.log1p(-np.minimum(self.exit, 1 - 1e-12))
        return np.nan_to_num(share, nan=0.0)


def of(programme: Programme) -> Workshops:
    """The workshops of a programme's plan. Raises InputFaults while the plan is still to be optimised."""
    scenario = programme.scenario
    if scenario.plan == "optimise":
        raise InputFaults([Fault("plan_not_optimised", fields={"found": programme.id})])
    first, months = month_index(scenario.start), programme.months
    found = []
    for opening in sorted(scenario.openings, key=lambda o: (o.opens, o.company, o.prison)):
        prison, company = programme.prisons[opening.prison], programme.companies[opening.company]
        activity = programme.activities[company.activity]
        pool = candidates(programme, prison, activity, opening.opens, side=opening.side, company=company)
        known = of_side(prison, programme.defaults, pool.side)
        found.append(Workshop(opening, known, company, activity, pool))
    people = [people_of(w.prison, w.pool.side, scenario.start) for w in found]
    sides = {name: row for row, name in enumerate(dict.fromkeys(people))}

    def each(read: Callable[[Workshop], float]) -> Array:
        return np.array([float(read(w)) for w in found], dtype=np.float64)

    def at(figure: Figure | None, workshop: Workshop) -> float:
        assert figure is not None, "filled by loading"
        return figure.at(workshop.opening.opens).value

    opens = np.array([month_index(w.opening.opens) - first for w in found], dtype=np.int64)
    common = programme.defaults.programme
    return Workshops(
        list=tuple(found),
        side=np.array([sides[name] for name in people], dtype=np.int64),
        opens=opens,
        seats=np.array([_seats(w, first, len(months)) for w in found], dtype=np.float64).reshape(len(found), -1),
        suitable=each(lambda w: w.pool.suitable),
        willing=each(lambda w: w.pool.willing),
        observed=np.array([w.pool.observed or w.opening.existing for w in found], dtype=np.bool_),
        apply_share=each(lambda w: at(w.prison.flows.apply_share, w)),
        pass_rate=each(lambda w: at(w.company.pass_rate or w.activity.pass_rate, w)),
        trial_months=np.maximum(
            1, np.round(each(lambda w: at(w.company.trial_months or w.activity.trial_months, w)))
        ).astype(np.int64),
        train_beside=np.array([w.activity.train_beside for w in found], dtype=np.bool_),
        release=each(lambda w: at(w.prison.flows.release_of_recruits, w)),
        transfer=each(lambda w: at(w.prison.flows.transfer, w)),
        dismissal=each(lambda w: at(w.prison.flows.dismissal, w)),
        quit=each(lambda w: at(w.prison.flows.quit, w)),
        pool_turnover=1
        - (1 - each(lambda w: at(w.prison.flows.release, w))) * (1 - each(lambda w: at(w.prison.flows.transfer, w))),
        leaving=each(lambda w: (w.company.leaving or common.leaving).at(w.opening.opens).value),
        exposed=_exposed(programme, found, opens, len(months)),
    )


def _seats(workshop: Workshop, first: int, months: int) -> Array:
    """Seats in each month: the ramp from the opening on, then all, none after the closing or while the prison is
    closed."""
    opening, seats = workshop.opening, np.zeros(months)
    begin = month_index(opening.opens) - first
    for month in range(max(0, begin), months):
        step = month - begin
        seats[month] = opening.ramp[step] if step < len(opening.ramp) else opening.seats
    if opening.closes is not None:
        seats[max(0, month_index(opening.closes) - first) :] = 0.0
    for closure in workshop.prison.closures:
        until = months if closure.until is None else month_index(closure.until) - first + 1
        seats[max(0, month_index(closure.start) - first) : max(0, until)] = 0.0
    return seats


def _exposed(programme: Programme, found: Sequence[Workshop], opens: Whole, months: int) -> Array:
    """(W, M) years in which each company could have left: it can decide to from its first opening on, and goes
    after its notice, all its workshops at once."""
    years = np.zeros((len(found), months))
    first_opening: dict[str, int] = {}
    for workshop, begin in zip(found, opens, strict=True):
        first_opening[workshop.company.id] = min(first_opening.get(workshop.company.id, months), int(begin))
    for row, workshop in enumerate(found):
        company, when = workshop.company, workshop.opening.opens
        notice = (company.notice_months or programme.defaults.programme.notice_months).at(when).value
        years[row] = np.maximum(0.0, np.arange(months) - first_opening[company.id] - notice) / 12
    return years
