"""A prison against every company in play: who could come, how full and at what pay, and why not the others."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from model.partnership import Place, partnership
from model.rollout.pairs import Refusal
from model.schema.company import Company
from model.schema.prison import Prison
from model.schema.programme import Programme


@dataclass(frozen=True)
class Host:
    """A prison and all companies of a scenario."""

    programme: Programme
    """The scenario, with all its prisons."""
    prison: Prison
    places: tuple[Place, ...]
    """Each company that could open here (a side of a mixed prison counts apart): most people at work first."""
    refused: tuple[tuple[Company, Refusal], ...]
    """Each that could not, with the reasons."""
    years: float
    """Years that each is tried for (see ``model.partnership.term``)."""
    draws: int


def host(
    programme: Programme,
    prison: str,
    draws: int,
    seed: int,
    progress: Callable[[int, int], None] | None = None,
    stop: Callable[[], bool] | None = None,
) -> Host:
    """Every company in play tried in a prison, each alone, in the futures of its partnership file.

    progress(done, all) counts draws of all companies; ``stop()`` ends early, with the companies tried so far. Raises
    KeyError for a prison that is not in play, InputFaults when pay or law of a month cannot be told.
    """
    here = programme.prisons[prison]
    only = programme.model_copy(update={"prisons": {prison: here}})
    places: list[Place] = []
    refused: list[tuple[Company, Refusal]] = []
    years = 0.0
    companies = list(programme.companies.values())

    def told(tried: int, done: int, whole: int) -> None:
        if progress is not None:
            progress(tried * draws + done * draws // max(1, whole), len(companies) * draws)

    for tried, company in enumerate(companies):
        if stop is not None and stop():
            break
        found = partnership(only, company, draws, seed, partial(told, tried), stop)
        places += found.places
        refused += [(company, one) for one in found.refused]
        years = found.years
    places.sort(key=lambda place: (-round(place.people.value, 1), place.cost.value, place.pair.id))
    return Host(programme, here, tuple(places), tuple(refused), years, draws)
