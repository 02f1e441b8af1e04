"""Unknown figures of a prison, filled from the defaults: women's prisons, then type, then national."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal, TypeVar

from model.schema.base import Frozen
from model.schema.prison import Debts, Flows, Population, PopulationFigures, Prison, RoomHours
from model.schema.quantity import Figure, Quantity, StandIn
from model.schema.reference import Defaults, PrisonDefaults

Section = TypeVar("Section", bound=Frozen)

WOMEN_ONLY = 0.99
"""Share of women from which a prison counts as a women's prison: a definition, not a figure."""


def fill(prison: Prison, defaults: Defaults) -> Prison:
    """The prison with every unknown figure filled in and marked as a default."""
    share = prison.population.women_share or _women_share(prison)
    women = share is not None and share.latest.value >= WOMEN_ONLY
    known = {"women_share": share} if share is not None else {}
    population = prison.population.model_copy(update=known)
    national = _stand_ins(defaults.national, "national_default")
    levels = [
        _stand_ins(defaults.by_type[name], "type_default")
        for name in (*(("women",) if women else ()), prison.type)
        if name in defaults.by_type
    ]
    levels.append(national)
    population = _complete(population, [level.population for level in levels])
    if population.detained is None:
        dense = next(level for level in levels if level.density is not None)
        origin: Literal["type_default", "national_default"] = (
            "national_default" if dense is national else "type_default"
        )
        population = population.model_copy(update={"detained": _detained(population, dense.density, origin)})
    return prison.model_copy(
        update={
            "population": population,
            "flows": _complete(prison.flows, [level.flows for level in levels]),
            "debts": _complete(prison.debts, [level.debts for level in levels]),
            "workshops": tuple(_complete(w, [level.room for level in levels]) for w in prison.workshops),
        }
    )


@lru_cache(maxsize=256)
def _marked(figure: Figure, origin: str) -> Figure:
    return figure.standing_in("type_default" if origin == "type_default" else "national_default")


def _stand_ins(defaults: PrisonDefaults, origin: str) -> PrisonDefaults:
    def marked(section: Section) -> Section:
        return section.model_copy(
            update={
                name: _marked(figure, origin)
                for name in type(section).model_fields
                if isinstance(figure := getattr(section, name), Figure)
            }
        )

    return PrisonDefaults(
        density=defaults.density,
        population=marked(defaults.population),
        flows=marked(defaults.flows),
        debts=marked(defaults.debts),
        room=marked(defaults.room),
    )


def _complete(
    section: Section, levels: list[PopulationFigures] | list[Flows] | list[Debts] | list[RoomHours]
) -> Section:
    """A section with what it lacks taken from the first level that has it."""
    found = {}
    for name in type(levels[0]).model_fields if levels else ():
        if getattr(section, name) is None:
            figure = next((f for level in levels if (f := getattr(level, name)) is not None), None)
            if figure is not None:
                found[name] = figure
    return section.model_copy(update=found) if found else section


def _women_share(prison: Prison) -> Figure | None:
    """Women's places over capacity, when women's places are known."""
    places, capacity = prison.population.women_places, prison.population.capacity.latest
    if places is None or capacity.value <= 0:
        return None
    share = min(1.0, places.latest.value / capacity.value)
    return Figure(
        entries=(
            Quantity(
                value=share,
                unit="share",
                mark="inferred",
                as_of=places.latest.as_of,
                note="places for women / capacity",
            ),
        )
    )


def _detained(
    population: Population, density: Figure | None, origin: Literal["type_default", "national_default"]
) -> Figure:
    """Capacity times the density of prisons of the same type, or of the country."""
    assert density is not None, "the national default is there"
    d = density.latest
    return Figure(
        entries=tuple(
            StandIn(
                **{"from": c.start},
                value=c.value * d.value,
                unit="people",
                mark="inferred",
                stands_for=origin,
                low=None if d.low is None else c.value * d.low,
                high=None if d.high is None else c.value * d.high,
                interval=d.interval,
                note="capacity x density",
            )
            for c in population.capacity.entries
        )
    )
