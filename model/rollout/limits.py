"""The negotiable limits of a roll-out, by family, and a programme without some of them.

A family is lifted in the programme, not in the problem, and the problem is assembled anew: pairs that the limit had
refused come back, and every bound that it had tightened is computed again. The law is in no family.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Final, Literal, get_args

from model.schema.activity import Education
from model.schema.company import Company
from model.schema.prison import Prison, Workshop
from model.schema.programme import Programme
from model.schema.quantity import Figure, Quantity
from model.slips import usual_hours

Family = Literal["partners", "space", "candidates", "budget", "staff", "balance"]
"""partners: how many companies, how many seats each wants; space: rooms and floor; candidates: people who could hold a
seat; budget: what the State may invest; staff: openings that can be prepared in a quarter; balance: least shares of
regions and of women."""
FAMILIES: Final[tuple[Family, ...]] = get_args(Family)
_AMPLE: Final = 1000.0
"""Times as many people as there are: more than any workshop could take."""
_HALL: Final = 1e6
"""m2: more than any workshop could take."""


def unlimited(programme: Programme, families: Collection[Family]) -> Programme:
    """The programme without the limits of some families, everything else as it is."""
    limits: dict[str, Any] = {}
    prisons, companies = dict(programme.prisons), dict(programme.companies)
    for family in FAMILIES:
        if family not in families:
            continue
        match family:
            case "budget":
                limits["state_capex"] = {}
            case "staff":
                limits["openings_per_quarter"] = None
            case "balance":
                limits |= {"region_balance": 0.0, "women_share": 0.0}
            case "space":
                limits["workshops_per_prison"] = max(1, len(companies))
                kept = programme.defaults.without_workshops
                prisons = {
                    i: p if p.type in kept and not p.workshops else _roomy(programme, p) for i, p in prisons.items()
                }
            case "candidates":
                prisons = {i: _crowded(p) for i, p in prisons.items()}
            case "partners":
                limits["company_openings_per_year"] = None
                companies = _many(companies, rooms(programme))
    scenario = programme.scenario.model_copy(update={"limits": programme.scenario.limits.model_copy(update=limits)})
    return programme.model_copy(update={"scenario": scenario, "prisons": prisons, "companies": companies})


def without_archetypes(programme: Programme) -> Programme:
    """The programme with the companies that exist alone."""
    named = {i: c for i, c in programme.companies.items() if not c.archetype}
    return programme.model_copy(update={"companies": named})


def without_education(programme: Programme, activity: str) -> Programme:
    """The programme in which an activity asks for no level of education."""
    open_to_all = programme.activities[activity].model_copy(update={"education": Education(by="none")})
    return programme.model_copy(update={"activities": programme.activities | {activity: open_to_all}})


def rooms(programme: Programme) -> int:
    """Most workshops that any prison may hold."""
    known = programme.scenario.limits.workshops_per_prison
    return round(programme.defaults.planning.workshops_per_prison.latest.value) if known is None else known


def partner_of(company: str) -> str:
    """The company that another of its kind was made from; itself when it is none."""
    return company.partition("#")[0]


def _many(companies: dict[str, Company], copies: int) -> dict[str, Company]:
    """Each company without a limit on its seats, and as many others of its kind as a prison has rooms."""
    found = {}
    for name, company in companies.items():
        seats = company.seats.model_copy(update={"total_max": None, "per_year_max": None})
        for copy in range(max(1, copies)):
            own = f"{name}#{copy + 1}" if copy else name
            found[own] = company.model_copy(update={"id": own, "seats": seats, "regions": "all"})
    return found


def _roomy(programme: Programme, prison: Prison) -> Prison:
    """The prison with a hall to fit out beside its rooms, open as long as they are."""
    hours = next((r for r in prison.workshops if r.free), usual_hours(programme, prison))
    area = Figure(entries=(Quantity(value=_HALL, unit="m2", mark="chosen"),))
    hall = Workshop(area=area, hours_a_day=hours.hours_a_day, days_a_week=hours.days_a_week)
    return prison.model_copy(update={"workshops": (*prison.workshops, hall)})


def _crowded(prison: Prison) -> Prison:
    """The prison with far more people than its workshops could take."""
    known = prison.population.detained
    assert known is not None, "filled by loading"
    many = Figure(entries=tuple(
        q.model_copy(update={"value": _AMPLE * q.value, "low": None, "high": None, "interval": None})
        for q in known.entries
    ))  # fmt: skip
    population = prison.population.model_copy(update={"detained": many})
    return prison.model_copy(update={"population": population, "opening_observed": None})
