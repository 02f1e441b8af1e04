"""Candidates: who could hold a seat (section 2 of the method)."""

from __future__ import annotations

from dataclasses import dataclass

from model.schema.activity import Activity
from model.schema.base import Side, month_index
from model.schema.company import Company
from model.schema.prison import PopulationFigures, Prison
from model.schema.programme import Programme
from model.schema.quantity import Figure, Quantity
from model.sides import of_side, side_of


@dataclass(frozen=True)
class Step:
    """One factor of the pool: its name, its quantity, how many people remain after it."""

    factor: str
    quantity: Quantity
    people: float


@dataclass(frozen=True)
class Candidates:
    """The pool that a workshop can recruit from, step by step."""

    side: Side
    steps: tuple[Step, ...]
    """From the detained to the suitable."""
    suitable: float
    """People who could hold the seat and whom selection would take: E0."""
    willing: float
    """Share of them who want it."""
    from_shares: float
    """What the product of shares gives, when an observed opening replaced it; else the same as suitable."""
    applicants: float | None
    """People who applied, where an opening was observed."""
    recruited: float | None
    """People taken on, where an opening was observed."""

    @property
    def observed(self) -> bool:
        """True when an observed opening replaced the product of shares."""
        return self.recruited is not None


def candidates(
    programme: Programme,
    prison: Prison,
    activity: Activity,
    month: str,
    *,
    side: Side | None = None,
    company: Company | None = None,
) -> Candidates:
    """The pool of a prison for an activity in a month; with its company, an opening seen that year replaces
    the product of shares (E0 = recruited / willing share)."""
    chosen = side_of(prison, month, side)
    figures = _figures(of_side(prison, programme.defaults, chosen), month)
    women = figures["women_share"]
    years = (month_index(month) - month_index(programme.scenario.start)) / 12
    growth = (1 + programme.scenario.policy.population_growth) ** years
    people = figures["detained"].value * growth
    steps = [Step("detained", figures["detained"], people)]
    part = women.value if chosen == "women" else 1 - women.value
    if part < 1:
        people *= part
        steps.append(Step(f"side_{chosen}", women, people))

    def factor(name: str, quantity: Quantity, share: float | None = None) -> None:
        nonlocal people
        people *= quantity.value if share is None else share
        steps.append(Step(name, quantity, people))

    factor("convicted_share", figures["convicted_share"])
    stay = figures["staying_12_months"]
    factor("staying", stay, stay.value ** (activity.minimum_stay.at(month).value / 12))
    education = activity.education
    if education.by == "test":
        factor("french_for_calls", figures["french_for_calls"])
    elif education.by == "diploma":
        name = "bac_or_more" if education.diploma == "bac" else "cap_or_more"
        factor(name, figures[name])
    if programme.scenario.policy.candidates_mode == "decomposed" and activity.selection_if_decomposed is not None:
        if activity.group == "calls":
            factor("clearance", figures["clearance"])
        factor("health_fit", figures["health_fit"])
        factor("selection", activity.selection_if_decomposed.at(month))
    else:
        factor("selection", activity.selection.at(month))
    willing = figures["willing"].value
    seen = prison.opening_observed
    if (
        seen is not None
        and company is not None
        and (seen.company, seen.month[:4]) == (company.id, month[:4])
        and side_of(prison, month, seen.side) == chosen
    ):
        recruited = seen.recruited.latest.value
        return Candidates(
            chosen,
            tuple(steps),
            recruited / willing if willing else recruited,
            willing,
            people,
            seen.applicants.latest.value,
            recruited,
        )
    return Candidates(chosen, tuple(steps), people, willing, people, None, None)


def _figures(prison: Prison, month: str) -> dict[str, Quantity]:
    """The figures of a prison's population in a month."""
    found = {}
    for name in ("detained", "women_share", *PopulationFigures.model_fields):
        figure: Figure | None = getattr(prison.population, name)
        if figure is not None:
            found[name] = figure.at(month)
    return found
