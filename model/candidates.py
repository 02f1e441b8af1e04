"""Candidates: who could hold a seat (section 2 of the method)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from model.schema.activity import Activity
from model.schema.base import month_index
from model.schema.company import Company
from model.schema.prison import PopulationFigures, Prison
from model.schema.programme import Programme
from model.schema.quantity import Figure, Quantity, StandIn

Side = Literal["men", "women"]


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


def side_of(prison: Prison, month: str, asked: Side | None = None) -> Side:
    """The side of a prison: the one asked for, else the larger."""
    if asked is not None:
        return asked
    return "women" if _value(prison.population.women_share, month) >= 0.5 else "men"


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
    figures = _figures(programme, prison, chosen, month)
    women = figures["women_share"]
    years = (month_index(month) - month_index(programme.scenario.start)) / 12
    growth = (1 + programme.scenario.policy.population_growth) ** years
    people = figures["detained"].value * growth
    steps = [Step("detained", figures["detained"], people)]
    of_side = women.value if chosen == "women" else 1 - women.value
    if of_side < 1:
        people *= of_side
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
    if seen is not None and company is not None and seen.company == company.id and seen.month[:4] == month[:4]:
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


def _figures(programme: Programme, prison: Prison, side: Side, month: str) -> dict[str, Quantity]:
    """The figures of one side in a month; on the women's side of a mixed prison, women's defaults."""
    women = programme.defaults.by_type.get("women")
    found = {}
    for name in ("detained", "women_share", *PopulationFigures.model_fields):
        figure: Figure | None = getattr(prison.population, name)
        if figure is None:
            continue
        if side == "women" and women is not None and isinstance(figure.latest, StandIn) and name != "women_share":
            known: Figure | None = getattr(women.population, name, None)
            figure = figure if known is None else known.standing_in("type_default")
        found[name] = figure.at(month)
    return found


def _value(figure: Figure | None, month: str) -> float:
    return 0.0 if figure is None else figure.at(month).value
