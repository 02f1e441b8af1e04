"""Which company could open in which prison, and why the others cannot: all that is decided before the solver."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from model.candidates import Candidates, candidates
from model.law import Law, forbidden
from model.rollout.calendar import Calendar
from model.rollout.problem import Flags
from model.schema.activity import Activity
from model.schema.base import Side
from model.schema.company import Company
from model.schema.fault import Fault, InputFaults, Scalar
from model.schema.prison import Prison
from model.schema.programme import Programme
from model.sides import mixed, of_side, people_of, side_of, sides_of
from model.slips import open_hours
from model.space import free_area
from model.suitability import closed, lasting

Reason = tuple[str, dict[str, Scalar]]


@dataclass(frozen=True)
class Pair:
    """A company that could open in a prison, on one of its sides."""

    prison: Prison
    """As that side knows it."""
    company: Company
    activity: Activity
    pool: Candidates
    """Who could hold a seat there, in the first month in which it could open."""
    opens: Flags
    """(Q,) quarters in which work could begin."""
    area_per_seat: float
    """m2, by how many people share a station."""
    area_for_hours: float
    """m2 of the stations that hold a seat's weekly hours while the room is open."""
    people: str
    """Name of the people of that side (``model.sides.people_of``)."""
    side: Side | None = None
    """Which side of a mixed prison; None where the prison holds men alone, or women alone."""
    standing: int = 0
    """Seats that stand before the scenario begins, no more and no fewer; 0 where the workshop is yet to open."""

    since: str | None = None
    """First month of work of what stands already; None where it is that of its quarter."""

    @property
    def existing(self) -> bool:
        """Whether it stands before the scenario begins."""
        return self.standing > 0

    @property
    def least(self) -> int:
        """Fewest seats."""
        return self.standing or self.company.seats.per_site_min

    @property
    def id(self) -> str:
        """PRISON:COMPANY."""
        return f"{self.prison.id}:{self.company.id}"

    @property
    def key(self) -> tuple[str, Side]:
        """What tells it from all others: two sides of a prison have one id for a company."""
        return self.id, self.pool.side


@dataclass(frozen=True)
class Refusal:
    """A company that cannot open in a prison, with all the reasons."""

    prison: str
    company: str
    reasons: tuple[Fault, ...]
    side: Side | None = None
    """On which side of a mixed prison; None where it cannot on any, for a reason of the whole prison."""


def ready_by(programme: Programme, calendar: Calendar) -> Flags:
    """(Q,) whether a workshop decided when the scenario starts can be ready by the quarter's first month."""
    lead = int(np.ceil(programme.defaults.programme.lead_time.at(programme.scenario.start).value - 1e-9))
    return np.asarray(calendar.first >= lead)


def pairs(programme: Programme, calendar: Calendar) -> tuple[list[Pair], list[Refusal]]:
    """Every pair of a prison and a company in play: feasible, or refused.

    A mixed prison makes a pair for each of its sides, one alone where a pin says which. Raises InputFaults when no
    quarter begins in the scenario.
    """
    if not calendar.quarters:
        span: dict[str, Scalar] = {"low": calendar.months[0], "high": calendar.months[-1]}
        raise InputFaults([Fault("no_quarter_begins", fields=span)])
    law, scenario = Law(programme.law, programme.outlook), programme.scenario
    banned = {(f.prison, f.company) for f in scenario.forbid}
    pinned = {(p.prison, p.company): p for p in scenario.pin}
    share, start = pool_share(programme), scenario.start
    prepared = ready_by(programme, calendar)
    lawful = {c.id: _lawful(programme, law, calendar, c) for c in programme.companies.values()}

    @cache
    def known(prison: str, side: Side) -> Prison:
        return of_side(programme.prisons[prison], programme.defaults, side)

    @cache
    def pool(prison: str, side: Side, activity: str, month: str, company: str | None) -> Candidates:
        seen = None if company is None else programme.companies[company]
        place, work = programme.prisons[prison], programme.activities[activity]
        return candidates(programme, place, work, month, side=side, company=seen)

    found: list[Pair] = []
    refused: list[Refusal] = []
    for prison in programme.prisons.values():
        space = free_area(prison, programme.defaults, start).value
        both = mixed(prison, start)
        open_then = np.array(
            [not any(closed(c, calendar.opens(q)) for c in prison.closures) for q in range(len(prepared))]
        )
        for company in programme.companies.values():
            activity = programme.activities[company.activity]
            reasons = list(lasting(programme, prison, company))
            if (prison.id, company.id) in banned:
                reasons.append(("forbidden_by_the_planner", {"prison": prison.id, "company": company.id}))
            then, why = lawful[company.id]
            pin = pinned.get((prison.id, company.id))
            least, standing, since, ready = company.seats.per_site_min, 0, None, prepared
            if pin is not None and pin.existing:
                least = standing = pin.seats or least
                since = None if pin.opens is None else max(pin.opens, start)
                ready = np.arange(len(prepared)) == _stands_from(calendar, since, pin.quarter)
            opens = ready & then & open_then
            if not then.any():
                reasons += why
            elif not opens.any():
                reasons += _never(programme, prison, calendar, ready & then)
            month = calendar.opens(int(np.argmax(opens)))
            seen = prison.opening_observed
            observed = company.id if seen is not None and seen.company == company.id else None
            sides = sides_of(prison, start) if pin is None else (side_of(prison, start, pin.side),)
            pools = {side: pool(prison.id, side, activity.id, month, observed) for side in sides}
            short = {
                side: [] if standing else list(_people(pools[side], least, share, prison.id, both)) for side in sides
            }
            whole: list[Reason] = []
            shared = company.people_per_station
            station = activity.area_per_seat.at(month).value
            area = station / (1.0 if shared is None else max(shared.latest.value, 1e-9))
            for_hours = station * _hours_of_room(programme, prison, company, month)
            if not standing and space + 1e-9 < least * max(area, for_hours):
                needed = round(least * max(area, for_hours), 1)
                whole.append(("space_too_small", {"prison": prison.id, "found": round(space, 1), "bound": needed}))
            if reasons or whole:
                refused.append(Refusal(prison.id, company.id, _told([*reasons, *short[sides[0]], *whole])))
                continue
            for side in sides:
                name = side if both else None
                if short[side]:
                    refused.append(Refusal(prison.id, company.id, _told(short[side]), name))
                    continue
                own, people = known(prison.id, side), people_of(prison, side, start)
                found.append(
                    Pair(own, company, activity, pools[side], opens, area, for_hours, people, name, standing, since)
                )
    return found, refused


def _told(reasons: Sequence[Reason]) -> tuple[Fault, ...]:
    return tuple(Fault(code, fields=fields) for code, fields in reasons)


def _stands_from(calendar: Calendar, month: str | None, quarter: str | None) -> int:
    """The quarter in which what stands already is first at work: the first where nothing else is said."""
    if month is not None:
        return calendar.within(month)[0]
    return calendar.quarters.index(quarter) if quarter in calendar.quarters else 0


def pool_share(programme: Programme) -> float:
    """Share of the suitable people for whom there may be seats."""
    chosen = programme.scenario.limits.pool_share
    return programme.defaults.planning.pool_share.latest.value if chosen is None else chosen


def _hours_of_room(programme: Programme, prison: Prison, company: Company, month: str) -> float:
    """Stations that the hours a seat really works in a week keep busy while the room is open: 1 at most."""
    worked = company.worked_weekly_hours or company.weekly_hours
    return min(1.0, worked.at(month).value / max(open_hours(programme, prison, month), 1e-9))


def _lawful(programme: Programme, law: Law, calendar: Calendar, company: Company) -> tuple[Flags, list[Reason]]:
    """(Q,) quarters from which the law lets a company work to the end and its pay can be told; why not the others."""
    last, then = calendar.months[-1], np.ones(len(calendar.quarters), dtype=np.bool_)
    why: list[Reason] = []
    for quarter in range(len(then)):
        broken = list(forbidden(programme, law, company, calendar.opens(quarter), last))
        if broken:
            then[quarter], why = False, why or broken
    if company.offer.floor and programme.scenario.policy.floor == "legal":
        untold = next((m for m in calendar.months if law.value(f"floor_{company.regime}", m) is None), None)
        if untold is not None:
            then[:] = False
            why.append(("pay_floor_missing", {"company": company.id, "month": untold}))
    return then, why


def _never(programme: Programme, prison: Prison, calendar: Calendar, ready: Flags) -> Iterator[Reason]:
    """Why no quarter is left."""
    if not ready.any():
        lead = programme.defaults.programme.lead_time.at(programme.scenario.start).value
        yield "lead_time_too_long", {"found": lead, "bound": len(calendar.months)}
        return
    for closure in prison.closures:
        yield (
            "prison_closed",
            {"found": prison.id, "reason": closure.reason, "start": closure.start, "until": closure.until or ""},
        )


def _people(pool: Candidates, least: int, share: float, prison: str, both: bool) -> Iterator[Reason]:
    """Whether enough people are left for the fewest seats; else the step that leaves too few, and in a prison of both
    sides the side."""
    if pool.suitable * share + 1e-9 >= least:
        return
    step = next((s for s in pool.steps if s.people * share + 1e-9 < least), pool.steps[-1])
    needed = round(least / share, 1) if share > 0 else float("inf")
    people = round(step.people, 1)
    side: dict[str, Scalar] = {"side": pool.side} if both else {}
    match step.factor:
        case "staying":
            yield "stay_too_short", {"prison": prison, "found": people, "bound": needed, **side}
        case "french_for_calls" | "bac_or_more" | "cap_or_more":
            yield "education_too_rare", {"prison": prison, "found": people, "bound": needed, **side}
        case "clearance" | "health_fit" | "selection":
            yield "too_few_suitable", {"prison": prison, "found": people, "bound": needed, **side}
        case _:
            yield "too_few_detained", {"prison": prison, "found": people, "bound": needed, **side}
