"""Every figure of a programme, where it stands.

Nothing is listed by hand: whatever the types of :mod:`model.schema` hold as a figure, a law or a number of the policy
or of the plan is an input, named by its place without the member (``prisons.flows.apply_share``).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from model.schema.base import Frozen
from model.schema.law import DatedValue
from model.schema.programme import Programme
from model.schema.quantity import SOURCED, Figure

Place = tuple[str | int, ...]
"""The way to a figure: attributes, ids of members, positions in lists."""
SEATS = "scenario.plan.seats"
"""The input that the seats of the plan are."""
_ELSEWHERE = ("profiles", "sources", "indicators")
"""Collections of a programme that nothing is computed from."""
_STAND_INS = (("defaults", "national"), ("defaults", "by_type"))
_DEFAULT = ("type_default", "national_default")


@dataclass(frozen=True)
class Stand:
    """A figure where it stands in a programme."""

    name: str
    """The input it answers."""
    place: Place
    figure: Figure | DatedValue | float
    """A bare number is a choice of the scenario."""
    member: str = ""
    """Id of the prison, company, activity, law or group of studies; "" for the rest."""
    part: str = ""
    """Of a scale of brackets, what is meant: rate or above."""

    @property
    def default(self) -> bool:
        """Whether it stands in for what a prison does not know."""
        return self.place[:2] in _STAND_INS or (
            isinstance(self.figure, Figure) and self.figure.latest.origin in _DEFAULT
        )

    @property
    def read_as(self) -> str:
        """The input that is read to know it: both parts of a scale are read at once."""
        return self.name.removesuffix(f".{self.part}") if self.part else self.name

    @property
    def sourced(self) -> bool:
        """Whether every value was found in a source, and stands in for nothing."""
        if self.default:
            return False
        if isinstance(self.figure, Figure):
            return all(q.sourced for q in self.figure.entries)
        return isinstance(self.figure, DatedValue) and self.figure.mark in SOURCED


def stands(programme: Programme) -> list[Stand]:
    """Every figure that could matter to the plan: its prisons, companies and activities, the law, studies, defaults,
    and what the scenario chooses."""
    scenario, companies = programme.scenario, {o.company for o in programme.scenario.openings}
    activities = {programme.companies[c].activity for c in companies}
    played = {"prisons": {o.prison for o in scenario.openings}, "companies": companies, "activities": activities}
    found: list[Stand] = []
    for family in type(programme).model_fields:
        thing = getattr(programme, family)
        if isinstance(thing, dict) and family not in _ELSEWHERE:
            for member, one in thing.items():
                if member in played.get(family, {member}):
                    found += [replace(stand, member=member) for stand in _walk(one, (family, member), family)]
        elif isinstance(thing, Frozen) and family != "scenario":
            found += _walk(thing, (family,), family)
    for choice in type(scenario.policy).model_fields:
        value = getattr(scenario.policy, choice)
        if isinstance(value, str) and ":" in value:  # flat:0.25, euros:60
            value = float(value.partition(":")[2])
        if isinstance(value, float):
            found.append(Stand(f"scenario.policy.{choice}", ("scenario", "policy", choice), float(value)))
    found += [
        Stand(SEATS, ("scenario", "plan", row), opening.seats, opening.workshop)
        for row, opening in enumerate(scenario.openings)
    ]
    return found


def _walk(thing: Any, place: Place, name: str) -> Iterator[Stand]:
    """Figures inside a model, a list or a collection."""
    if isinstance(thing, Figure):
        yield Stand(name, place, thing)
    elif isinstance(thing, DatedValue):
        if thing.value is not None:
            yield Stand(name, place, thing)
        for part in ("rate", "above") if thing.brackets else ():
            yield Stand(f"{name}.{part}", place, thing, part)
    elif isinstance(thing, Frozen):
        for field in type(thing).model_fields:
            yield from _walk(getattr(thing, field), (*place, field), _named(name, place, field))
    elif isinstance(thing, dict):
        for key, inner in thing.items():
            yield from _walk(inner, (*place, key), name)
    elif isinstance(thing, tuple):
        for position, inner in enumerate(thing):
            yield from _walk(inner, (*place, position), name)


def _named(name: str, place: Place, field: str) -> str:
    """A default that stands in for what prisons do not know has the name of what it stands for."""
    if place[0] == "law":
        return f"law.{place[1]}"
    if place == ("defaults",) and field in ("national", "by_type"):
        return "prisons"
    return "prisons.workshops" if (name, field) == ("prisons", "room") else f"{name}.{field}"
