"""What the pins cost: how many people could be at work without them, and which of them costs most.

Row by row, pins have been held against every limit before (``pinned``). What is left is that they cannot all be opened
beside the least shares asked for, or that they take the place of openings that would employ more.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from model.rollout.clock import clock
from model.rollout.problem import Problem, Worth
from model.rollout.reach import Effort, Reach, possible, reach
from model.rollout.solve import solve
from model.schema.programme import Programme
from model.schema.rollout import Pin

A_PERSON = 0.5
"""People at work under which a difference counts as none."""


@dataclass(frozen=True)
class Freed:
    """The most people at work without the pins; what stands already stays."""

    torn: bool
    """Whether it is proven that no plan has all of them."""
    without: Reach
    costliest: Pin | None
    """The one without which most people could be at work; None where leaving out any one alone brings nobody more, or
    where there was no time to ask."""
    alone: Reach | None
    """Without that one alone."""


def decided(programme: Programme) -> tuple[Pin, ...]:
    """The pins that could be given up: those of workshops that do not stand yet."""
    return tuple(pin for pin in programme.scenario.pin if not pin.existing)


def without(programme: Programme, some: Sequence[Pin]) -> Programme:
    """The programme without some of its pins."""
    kept = tuple(pin for pin in programme.scenario.pin if pin not in some)
    return programme.model_copy(update={"scenario": programme.scenario.model_copy(update={"pin": kept})})


def torn(problem: Problem, year: int, effort: Effort, target: bool = False) -> bool:
    """Whether it is proven that the pins cannot all be opened, beside the target too if asked. Only least shares and
    targets can make it so: every other limit allows some openings where it allows each sum that they make.

    year: index of the target's; of pins up to then, ``reach`` tells by itself what they leave.
    """
    shares = (problem.region_share > 0).any() or problem.women_share > 0
    later = any(problem.year[quarter] > year for _, quarter, _ in problem.pinned)
    if not problem.pinned or not (later if target else shares):
        return False
    none = np.zeros(problem.most.shape)
    fewest = replace(problem, target=problem.target if target else (), objective=Worth(none, none, none + 1.0))
    found = solve(fewest, gap=1.0, time_limit=effort.time_limit, seed=effort.seed, stop=effort.stop)
    return found.status == "infeasible"


def freed(
    programme: Programme, year: int, effort: Effort, here: float, contradict: bool, target: bool = False
) -> Freed | None:
    """What the pins cost, against so many people at work with them; None where they cost nobody. year: its index; the
    pins share the time of one search. contradict: whether they are torn, target: beside the target."""
    pins = decided(programme)
    bare = possible(without(programme, pins)) if pins else None
    if bare is None:
        return None
    most = reach(bare, year, effort)
    if not contradict and most.people <= here + A_PERSON:
        return None
    timer, best = clock(effort.time_limit), None
    for position, pin in enumerate(pins):
        if timer.over or (effort.stop is not None and effort.stop()):
            break
        one = possible(without(programme, [pin]))
        left = replace(effort, time_limit=timer.left / (len(pins) - position))
        if one is None or (contradict and torn(one.problem, year, left, target)):
            continue
        found = reach(one, year, left)
        if found.people > (here if best is None else best[1].people) + A_PERSON:
            best = (pin, found)
    return Freed(contradict, most, *(best or (None, None)))
