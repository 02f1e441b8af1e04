"""The plan from today, chosen anew: what stands is pinned, the rest is searched for, and set beside the old plan."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from model.projection import project
from model.rollout.assemble import assemble
from model.rollout.moved import moved
from model.rollout.planned import planned
from model.rollout.solution import Progress
from model.rollout.stages import Rollout, best_plan
from model.schema.programme import Programme
from model.schema.scenario import Opening


@dataclass(frozen=True)
class Replan:
    """A plan chosen anew, beside the one that stood."""

    rollout: Rollout
    before: tuple[Opening, ...]
    after: tuple[Opening, ...]
    moved: pd.DataFrame
    """See ``rollout.moved.moved``."""
    people: tuple[float, float]
    """People at work in the last month by the expected engine: as planned, planned anew."""


def replan(
    asked: Programme,
    as_planned: Programme | None,
    time_limit: float,
    progress: Callable[[Progress], None] | None = None,
    stop: Callable[[], bool] | None = None,
) -> Replan | None:
    """The best plan of a programme that is to be planned (its pins kept); None where none was found in the time.

    as_planned: the same months with what was planned before; None where nothing of it is left. ``stop()`` ends the
    search with the best plan so far. Raises InputFaults for what cannot be asked.
    """
    found = best_plan(
        assemble(asked), time_limit=time_limit, seed=asked.scenario.search.seed, progress=progress, stop=stop
    )
    if not found.solution.found or not found.openings:
        return None
    anew = planned(asked, found.assembly, found.plan)
    before = () if as_planned is None else as_planned.scenario.openings
    people = (0.0 if as_planned is None else _at_work(as_planned), _at_work(anew))
    return Replan(found, before, found.openings, moved(before, found.openings), people)


def _at_work(programme: Programme) -> float:
    """People at work in the last month, expected."""
    return float(project(programme).outcomes["at_work_end"][:, -1].sum())
