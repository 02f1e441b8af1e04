"""Which company could open in which prison, and why the others cannot: all that is decided before the solver."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np

from model.candidates import Candidates, candidates
from model.law import Law, forbidden
from model.rollout.calendar import Calendar
from model.rollout.problem import Flags
from model.schema.activity import Activity
from model.schema.company import Company
from model.schema.fault import Fault, Scalar
from model.schema.prison import Prison
from model.schema.programme import Programme
from model.space import free_area
from model.suitability import closed, lasting

Reason = tuple[str, dict[str, Scalar]]


@dataclass(frozen=True)
class Pair:
    """A company that could open in a prison."""

    prison: Prison
    company: Company
    activity: Activity
    pool: Candidates
    """Who could hold a seat there, in the first month in which it could open."""
    opens: Flags
    """(Q,) quarters in which work could begin."""
    area_per_seat: float
    """m2."""
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


@dataclass(frozen=True)
class Refusal:
    """A company that cannot open in a prison, with all the reasons."""

    prison: str
    company: str
    reasons: tuple[Fault, ...]


def pairs(programme: Programme, calendar: Calendar) -> tuple[list[Pair], list[Refusal]]:
    """Every pair of a prison and a company in play: feasible, or refused."""
    law, scenario = Law(programme.law, programme.outlook), programme.scenario
    banned = {(f.prison, f.company) for f in scenario.forbid}
    pinned = {(p.prison, p.company): p for p in scenario.pin}
    lead = int(np.ceil(programme.defaults.programme.lead_time.at(scenario.start).value - 1e-9))
    prepared = calendar.first >= lead
    lawful = {c.id: _lawful(programme, law, calendar, c) for c in programme.companies.values()}
    share = pool_share(programme)

    @cache
    def pool(prison: str, activity: str, month: str, company: str | None) -> Candidates:
        known = None if company is None else programme.companies[company]
        return candidates(programme, programme.prisons[prison], programme.activities[activity], month, company=known)

    found: list[Pair] = []
    refused: list[Refusal] = []
    for prison in programme.prisons.values():
        space = free_area(prison, programme.defaults, scenario.start).value
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
                since = None if pin.opens is None else max(pin.opens, scenario.start)
                ready = np.arange(len(prepared)) == _stands_from(calendar, since, pin.quarter)
            opens = ready & then & open_then
            if not then.any():
                reasons += why
            elif not opens.any():
                reasons += _never(programme, prison, calendar, ready & then)
            month = calendar.opens(int(np.argmax(opens)))
            seen = prison.opening_observed
            observed = company.id if seen is not None and seen.company == company.id else None
            suitable = pool(prison.id, activity.id, month, observed)
            reasons += _people(suitable, least, share, prison.id)
            shared = company.people_per_station
            area = activity.area_per_seat.at(month).value / (1.0 if shared is None else max(shared.latest.value, 1e-9))
            if space + 1e-9 < least * area:
                needed = round(least * area, 1)
                reasons.append(("space_too_small", {"prison": prison.id, "found": round(space, 1), "bound": needed}))
            if reasons:
                told = tuple(Fault(code, fields=fields) for code, fields in reasons)
                refused.append(Refusal(prison.id, company.id, told))
            else:
                found.append(Pair(prison, company, activity, suitable, opens, area, standing, since))
    return found, refused


def _stands_from(calendar: Calendar, month: str | None, quarter: str | None) -> int:
    """The quarter in which what stands already is first at work: the first where nothing else is said."""
    if month is not None:
        return calendar.within(month)[0]
    return calendar.quarters.index(quarter) if quarter in calendar.quarters else 0


def pool_share(programme: Programme) -> float:
    """Share of the suitable people for whom there may be seats."""
    chosen = programme.scenario.limits.pool_share
    return programme.defaults.planning.pool_share.latest.value if chosen is None else chosen


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


def _people(pool: Candidates, least: int, share: float, prison: str) -> Iterator[Reason]:
    """Whether enough people are left for the fewest seats; else the step that leaves too few."""
    if pool.suitable * share + 1e-9 >= least:
        return
    step = next((s for s in pool.steps if s.people * share + 1e-9 < least), pool.steps[-1])
    needed, people = round(least / share, 1) if share > 0 else float("inf"), round(step.people, 1)
    match step.factor:
        case "staying":
            yield "stay_too_short", {"prison": prison, "found": people, "bound": needed}
        case "french_for_calls" | "bac_or_more" | "cap_or_more":
            yield "education_too_rare", {"prison": prison, "found": people, "bound": needed}
        case "clearance" | "health_fit" | "selection":
            yield "too_few_suitable", {"prison": prison, "found": people, "bound": needed}
        case _:
            yield "too_few_detained", {"prison": prison, "found": people, "bound": needed}
