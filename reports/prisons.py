"""Prisons as tables: where each stands in a plan, what is known of it, who could work there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from model.candidates import Candidates, candidates
from model.interval import HIGH, LOW
from model.provenance import PROVENANCES, counts, provenance
from model.schema.activity import Activity
from model.schema.base import Frozen, first_day, month_index
from model.schema.prison import Prison
from model.schema.programme import Programme
from model.schema.quantity import Figure, Quantity

Standing = Literal["open", "planned", "possible", "impossible"]
STANDINGS: tuple[Standing, ...] = ("open", "planned", "possible", "impossible")


@dataclass(frozen=True)
class Place:
    """Where a prison stands in a plan in a month, and why it could not be in it."""

    prison: Prison
    standing: Standing
    seats: int
    """Seats of the plan, all workshops."""
    why: tuple[str, ...] = ()
    """Why not: a code (type, wage, closed, candidates, security) and the words or number that go with it."""


def places(programme: Programme, month: str) -> list[Place]:
    """Every prison in play, by where it stands in the plan in a month."""
    planned: dict[str, list[tuple[str, int]]] = {}
    for opening in programme.scenario.openings:
        planned.setdefault(opening.prison, []).append((opening.opens, opening.seats))
    found = []
    for prison in programme.prisons.values():
        if prison.id in planned:
            openings = planned[prison.id]
            standing: Standing = "open" if min(o for o, _ in openings) <= month else "planned"
            found.append(Place(prison, standing, sum(s for _, s in openings)))
            continue
        why = why_not(programme, prison, month)
        found.append(Place(prison, "impossible" if why else "possible", 0, why))
    return found


def why_not(programme: Programme, prison: Prison, month: str) -> tuple[str, ...]:
    """Why no workshop of the companies in play could open: empty when one could."""
    if prison.type in programme.defaults.without_workshops and not prison.workshops:
        return ("type", prison.type)
    if prison.place.region in programme.defaults.without_local_minimum_wage:
        return ("wage", prison.place.region)
    for closure in prison.closures:
        after = closure.until is None or first_day(month) <= first_day(closure.until)
        if first_day(closure.start) <= first_day(month) and after:
            return ("closed", closure.reason)
    best, allowed = 0.0, False
    for activity, least in _smallest(programme).items():
        if _refused(prison, programme.activities[activity]):
            continue
        allowed = True
        pool = candidates(programme, prison, programme.activities[activity], month)
        if pool.suitable * pool.willing >= least:
            return ()
        best = max(best, pool.suitable * pool.willing)
    return ("candidates", f"{best:.4f}") if allowed else ("security",)


def _smallest(programme: Programme) -> dict[str, int]:
    """The fewest seats that a company in play opens, by activity, easiest to fill first."""
    least: dict[str, int] = {}
    for company in programme.companies.values():
        if programme.activities[company.activity].needs.cold_calling:
            continue
        least[company.activity] = min(least.get(company.activity, 10_000), company.seats.per_site_min)
    return dict(sorted(least.items(), key=lambda item: item[1]))


def _refused(prison: Prison, activity: Activity) -> bool:
    """True when the prison says no to something that the activity needs; what is not known is not a no."""
    needs, allows = activity.needs, prison.security
    return any(
        getattr(needs, n) and getattr(allows, n) is False
        for n in ("dial_out", "recorded_calls", "internet", "personal_data")
    )


def table(programme: Programme, month: str, standing: list[Place]) -> pd.DataFrame:
    """One row per prison in play: identity, people, room, work today, data quality.

    Columns: id, name, type, region, disp, capacity, detained, detained_provenance, free_room (m2,
    empty when not known), workers_today, seats_planned, standing, figures, then one share per provenance.
    """
    old = programme.defaults.published_before_is_old
    rows = []
    for place in standing:
        prison = place.prison
        known = [q for _, _, q in figures_of(prison, month)]
        found = counts(known, old)
        detained = _at(prison.population.detained, month)
        free = [r.area.at(month).value for r in prison.workshops if r.free]
        workers = _at(prison.work_today.workers, month)
        shares: dict[str, float] = {p: found[p] / max(1, len(known)) for p in PROVENANCES}
        rows.append(
            {
                "id": prison.id,
                "name": prison.name,
                "type": prison.type,
                "region": prison.place.region,
                "disp": prison.place.disp,
                "capacity": prison.population.capacity.at(month).value,
                "detained": None if detained is None else detained.value,
                "detained_provenance": "default" if detained is None else provenance(detained, old),
                "free_room": sum(free) if free else None,
                "workers_today": None if workers is None else workers.value,
                "seats_planned": place.seats,
                "standing": place.standing,
                "figures": len(known),
                **shares,
            }
        )
    return pd.DataFrame(rows)


def with_candidates(base: pd.DataFrame, programme: Programme, activity: Activity, month: str,
                    drawn: pd.DataFrame) -> pd.DataFrame:  # fmt: skip
    """The same table with three columns more: people who could be recruited for an activity, and their 90 % interval.

    drawn: see ``reports.candidates.of_prisons``.
    """
    found = [candidates(programme, programme.prisons[i], activity, month).suitable for i in base["id"]]
    low, high = np.quantile(drawn.loc[list(base["id"])], (LOW, HIGH), axis=1)
    whole = base.copy()
    place = list(base.columns).index("free_room")
    for name, values in (("candidates_high", high), ("candidates_low", low), ("candidates", found)):
        whole.insert(place, name, values)
    return whole


def figures_of(prison: Prison, month: str) -> Iterator[tuple[str, str, Quantity]]:
    """Every figure of a filled profile in a month: section, field, quantity."""
    for section in ("population", "flows", "debts", "work_today"):
        found = list(_of(getattr(prison, section), month))
        found.sort(key=lambda item: item[0] not in ("capacity", "detained"))
        yield from ((section, name, q) for name, q in found)
    for position, room in enumerate(prison.workshops, start=1):
        for name, quantity in _of(room, month):
            yield f"workshops[{position}]", name, quantity
    for position, job in enumerate(prison.jobs_today, start=1):
        for name, quantity in _of(job, month):
            yield f"jobs_today[{position}]", name, quantity


def _of(section: Frozen, month: str) -> Iterator[tuple[str, Quantity]]:
    for name in type(section).model_fields:
        figure = getattr(section, name)
        if isinstance(figure, Figure):
            yield name, figure.at(month)


def _at(figure: Figure | None, month: str) -> Quantity | None:
    return None if figure is None else figure.at(month)


def figures(programme: Programme, prison: Prison, month: str) -> pd.DataFrame:
    """Every figure of a prison with where it comes from."""
    old = programme.defaults.published_before_is_old
    rows = [
        {
            "section": section,
            "field": name,
            "value": q.value,
            "unit": q.unit,
            "low": q.low,
            "high": q.high,
            "interval": q.interval,
            "as_of": q.as_of or q.start,
            "source": q.source,
            "mark": q.mark,
            "provenance": provenance(q, old),
            "note": q.note,
        }
        for section, name, q in figures_of(prison, month)
    ]
    return pd.DataFrame(rows)


def month_of(programme: Programme, prison: str) -> str:
    """The month in which a prison is looked at: its opening in the plan, else the scenario's first month."""
    opens = [o.opens for o in programme.scenario.openings if o.prison == prison]
    return min(opens, default=programme.scenario.start)


def pool(programme: Programme, prison: Prison, activity: Activity, month: str) -> Candidates:
    """Candidates for an activity; as at the opening, when the plan has one there for that activity."""
    for opening in programme.scenario.openings:
        company = programme.companies[opening.company]
        same = company.activity == activity.id and month_index(opening.opens) == month_index(month)
        if opening.prison == prison.id and same:
            return candidates(programme, prison, activity, month, side=opening.side, company=company)
    return candidates(programme, prison, activity, month)
