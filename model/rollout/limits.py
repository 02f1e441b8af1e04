"""The negotiable limits of a roll-out, by family, and a programme without some of them.

A family is lifted in the programme, not in the problem, and the problem is assembled anew: pairs that the limit had
refused come back, and every bound that it had tightened is computed again. The law is in no family.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, Final, Literal, get_args

from model.schema.activity import Education
from model.schema.base import Side
from model.schema.company import Company
from model.schema.prison import Prison, Workshop
from model.schema.programme import Programme
from model.schema.quantity import Figure, Quantity
from model.sides import mixed, people_of, prison_of, side_of
from model.slips import usual_hours
from model.space import most_rooms

Family = Literal["partners", "space", "candidates", "budget", "staff", "balance"]
"""partners: how many companies, how many seats each wants; space: rooms and floor; candidates: people who could hold a
seat; budget: what the State may invest; staff: openings that can be prepared in a quarter; balance: least shares of
regions and of women."""
FAMILIES: Final[tuple[Family, ...]] = get_args(Family)
AMPLE: Final = 1000.0
"""Times as many people as there are: more than any workshop could take."""
_HALL: Final = 1e6
"""m2: more than any workshop could take."""
_AGAIN: Final = "-again-"
"""Between a company's id and the number of another of its kind."""


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
                prisons = {i: _crowded(p, AMPLE) for i, p in prisons.items()}
            case "partners":
                limits["company_openings_per_year"] = None
                copies = max(most_rooms(programme, p) for p in prisons.values())
                companies |= _others(companies, copies)
    scenario = programme.scenario.model_copy(update={"limits": programme.scenario.limits.model_copy(update=limits)})
    return programme.model_copy(update={"scenario": scenario, "prisons": prisons, "companies": companies})


def without_archetypes(programme: Programme) -> Programme:
    """The programme with the companies that exist alone, and those whose workshops are decided."""
    decided = {pin.company for pin in programme.scenario.pin}
    named = {i: c for i, c in programme.companies.items() if not c.archetype or i in decided}
    return programme.model_copy(update={"companies": named})


def one_more_partner(programme: Programme, like: str) -> Programme:
    """The programme with one more company of a kind, for one agreement."""
    company = programme.companies[like]
    alone = company.seats.model_copy(update={"total_max": company.seats.per_site_max, "per_year_max": None})
    other = company.model_copy(update={"id": f"{like}{_AGAIN}1", "seats": alone, "regions": "all", "archetype": True})
    return programme.model_copy(update={"companies": programme.companies | {other.id: other}})


def with_people(programme: Programme, times: Mapping[str, float]) -> Programme:
    """The programme with so many times as many people on some sides of prisons, by their names (``model.sides``)."""
    start, prisons = programme.scenario.start, dict(programme.prisons)
    for people, factor in times.items():
        prison = prisons[prison_of(people)]
        both = mixed(prison, start)
        prisons[prison.id] = _one_side(prison, people, factor, start) if both else _crowded(prison, factor)
    return programme.model_copy(update={"prisons": prisons})


def without_education(programme: Programme, activity: str) -> Programme:
    """The programme in which an activity asks for no level of education."""
    open_to_all = programme.activities[activity].model_copy(update={"education": Education(by="none")})
    return programme.model_copy(update={"activities": programme.activities | {activity: open_to_all}})


def is_another(company: str) -> bool:
    """Whether a company stands for a partner yet to be found."""
    return _AGAIN in company


def partner_of(company: str) -> str:
    """The company whose like a partner yet to be found is; itself when it is none."""
    return company.partition(_AGAIN)[0]


def _others(companies: dict[str, Company], copies: int) -> dict[str, Company]:
    """As many others of each kind as a prison has rooms: they take any number of seats in all, anywhere."""
    found = {}
    for name, company in companies.items():
        seats = company.seats.model_copy(update={"total_max": None, "per_year_max": None})
        for copy in range(1, copies + 1):
            other = f"{name}{_AGAIN}{copy}"
            found[other] = company.model_copy(update={"id": other, "seats": seats, "regions": "all", "archetype": True})
    return found


def _roomy(programme: Programme, prison: Prison) -> Prison:
    """The prison with a hall to fit out beside its rooms, open as long as they are."""
    hours = next((r for r in prison.workshops if r.free), usual_hours(programme, prison))
    area = Figure(entries=(Quantity(value=_HALL, unit="m2", mark="chosen"),))
    hall = Workshop(area=area, hours_a_day=hours.hours_a_day, days_a_week=hours.days_a_week)
    return prison.model_copy(update={"workshops": (*prison.workshops, hall)})


def _crowded(prison: Prison, times: float) -> Prison:
    """The prison with so many times as many people, and as many more at an opening that was seen."""
    known, seen = prison.population.detained, prison.opening_observed
    assert known is not None, "filled by loading"
    population = prison.population.model_copy(update={"detained": _times(known, times)})
    if seen is not None:
        many = {"applicants": _times(seen.applicants, times), "recruited": _times(seen.recruited, times)}
        seen = seen.model_copy(update=many)
    return prison.model_copy(update={"population": population, "opening_observed": seen})


def _one_side(prison: Prison, people: str, times: float, month: str) -> Prison:
    """A mixed prison with so many times as many people on one side, and as many more at an opening seen there."""
    population, seen = prison.population, prison.opening_observed
    assert population.detained is not None, "filled by loading"
    assert population.women_share is not None, "filled by loading"
    side: Side = "women" if people == people_of(prison, "women", month) else "men"
    women = population.women_share.at(month).value
    more = 1 + (times - 1) * (women if side == "women" else 1 - women)
    changed = {
        "detained": _times(population.detained, more),
        "women_share": _times(population.women_share, (times if side == "women" else 1.0) / more),
    }
    if seen is not None and side_of(prison, month, seen.side) == side:
        many = {"applicants": _times(seen.applicants, times), "recruited": _times(seen.recruited, times)}
        seen = seen.model_copy(update=many)
    return prison.model_copy(update={"population": population.model_copy(update=changed), "opening_observed": seen})


def _times(figure: Figure, times: float) -> Figure:
    changed = {"low": None, "high": None, "interval": None}
    return Figure(entries=tuple(q.model_copy(update={"value": times * q.value, **changed}) for q in figure.entries))
