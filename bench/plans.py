"""The plans that are timed: small, France as planned, a world of workshops."""

from __future__ import annotations

from itertools import islice, product
from typing import Final

from model.loading.assembly import programme
from model.loading.catalogue import load
from model.schema.base import month_index, month_text
from model.schema.programme import Programme
from model.schema.scenario import Opening

SIZES: Final = {"small": 12, "france": 0, "world": 2000}
"""Workshops of each size; 0 is the plan of france-2030 as it stands."""
SEATS: Final = (6, 12, 18, 24)


def plan_of(size: str) -> Programme:
    """The programme of a size. ``world`` opens every company in every prison until there are enough: it says
    nothing about any prison, it is only large."""
    france = programme(load(), "france-2030")
    return with_workshops(france, SIZES[size])


def with_workshops(france: Programme, count: int) -> Programme:
    """The programme with its first workshops alone, or with many more than it plans."""
    plan = france.scenario.openings
    if count <= 0 or count == len(plan):
        return france
    if count < len(plan):
        return _planned(france, plan[:count])
    first = month_index(france.scenario.start)
    pairs = islice(product(france.companies, {opening.prison: 0 for opening in plan} | france.prisons), count)
    return _planned(
        france,
        tuple(
            Opening(prison=prison, company=company, opens=month_text(first + place % 48), seats=SEATS[place % 4])
            for place, (company, prison) in enumerate(pairs)
        ),
    )


def _planned(france: Programme, plan: tuple[Opening, ...]) -> Programme:
    scenario = france.scenario.model_copy(update={"plan": plan})
    return france.model_copy(update={"scenario": scenario, "fingerprint": ""})
