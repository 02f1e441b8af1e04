"""A whole programme in one draw of its uncertain inputs: every figure at its input's probability."""

from __future__ import annotations

from typing import Final, TypeVar

import numpy as np

from model.distributions import draw, uncertain
from model.money import Array
from model.schema.base import Frozen
from model.schema.programme import Programme
from model.schema.quantity import Figure, Quantity
from model.uncertainty.inputs import INPUTS

Section = TypeVar("Section", bound=Frozen)

NAMES: Final = {name: name for name in INPUTS} | {
    "bac_or_more": "level", "cap_or_more": "level", "french_for_calls": "level", "clearance": "selection",
    "health_fit": "selection", "selection_if_decomposed": "selection", "median": "debt_median",
    "area_per_seat": "area", "equipment_per_seat": "equipment", "platform_per_seat": "platform",
    "supervisors_per_seat": "supervisors", "officers_per_workshop": "officers", "fitout_per_m2": "fitout",
    "worked_weekly_hours": "worked_hours", "escort_posts": "escort", "project_posts_per_opening": "project_posts",
    "harm_per_reconviction": "harm", "market_hour": "client_price", "output_hour": "client_price",
}  # fmt: skip
"""Which input a field answers to."""
_APART: Final = ("area", "density")
"""Fields whose name is an input's but that are none: the area of a room is not that of a seat."""


def drawn(programme: Programme, point: Array) -> Programme:
    """The programme at one point (inputs,) of :func:`model.uncertainty.inputs.points`: figures without an interval, law
    and evidence as they are."""
    known: dict[Quantity, Quantity] = {}

    def at(section: Section) -> Section:
        changed: dict[str, object] = {}
        for name in type(section).model_fields:
            value = getattr(section, name)
            if isinstance(value, Figure) and name in NAMES and name not in _APART:
                changed[name] = _figure(value, float(point[INPUTS.index(NAMES[name])]), known)
            elif isinstance(value, Frozen) and not isinstance(value, Figure):
                changed[name] = at(value)
        return section.model_copy(update=changed)

    return programme.model_copy(
        update={
            "prisons": {name: at(prison) for name, prison in programme.prisons.items()},
            "companies": {name: at(company) for name, company in programme.companies.items()},
            "activities": {name: at(activity) for name, activity in programme.activities.items()},
            "defaults": programme.defaults.model_copy(
                update={
                    "programme": at(programme.defaults.programme),
                    "money": at(programme.defaults.money),
                    "by_type": {name: at(figures) for name, figures in programme.defaults.by_type.items()},
                }
            ),
        }
    )


def _figure(figure: Figure, probability: float, known: dict[Quantity, Quantity]) -> Figure:
    """The figure at a probability; the same object where it is certain."""
    if not any(uncertain(q) for q in figure.entries):
        return figure
    found = []
    for quantity in figure.entries:
        if quantity not in known:
            value = float(draw(quantity, np.array([probability]))[0])
            known[quantity] = quantity.model_copy(update={"value": value, "low": None, "high": None, "interval": None})
        found.append(known[quantity])
    return Figure.model_construct(entries=tuple(found))
