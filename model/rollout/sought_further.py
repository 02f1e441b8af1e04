"""A plan sought further: for a target that the search by aims missed, and until its figures settle."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from model.rollout.aims_in_order import Asked, as_near_as_can_be, in_order, lead_aim
from model.rollout.assemble import Assembly
from model.rollout.clock import FIRST, Clock
from model.rollout.nearest import Stage
from model.rollout.reach import Effort, reach
from model.rollout.seen import ROUNDS, SETTLED, Seen, narrowed, only_sized, plans_of
from model.rollout.solution import Solution
from model.rollout.true_figures import as_planned

AGAIN = 80
"""Rounds of the bound when a large plan is sought again: for prices alone."""


def meeting(assembly: Assembly, asked: Asked, timer: Clock, number: int) -> list[Seen]:
    """Plans of the workshops that reach a target, where the search by aims missed it: sought for people alone, by true
    figures, then by the aims among these workshops, in any quarter and of any size; what one lacks for the target, the
    next asks for on top. number: of the last round."""
    base = assembly.problem
    year, level = base.target[0]
    effort = Effort(asked.gap, timer.part(FIRST).left, asked.seed, asked.stop)
    known, short = reach(assembly, year, effort, level).plan, 0.0
    problem = only_sized(replace(base, filled=as_planned(assembly, known).problem.filled), known)
    alone = Solution(known, known.value(base), np.inf, np.inf, "feasible", timer.spent)
    held = {pin[:2] for pin in base.pinned} <= set(zip(known.pair.tolist(), known.quarter.tolist(), strict=True))
    found = plans_of(assembly, assembly, problem, (Stage(lead_aim(assembly), alone),), number) if held else []
    for _ in range(ROUNDS):
        again = replace(problem, target=((year, level + short),))
        stages = in_order(assembly, again, asked, timer.part(FIRST), AGAIN)
        last = plans_of(assembly, assembly, again, stages, number)
        found += last
        if not last or not last[-1].missed or timer.over or asked.stopped:
            break
        short += last[-1].missed
    return found


def settling(assembly: Assembly, best: Seen, lead: Solution, asked: Asked, timer: Clock) -> list[Seen]:
    """The openings of a plan sought again, each of any size or left out, with the shares and the leaving that the plan
    itself gives rise to, until its figures move little."""
    found: list[Seen] = []
    last = best
    for _ in range(ROUNDS):
        problem = narrowed(last.own.problem, last.plan)
        if last.missed:
            stages: tuple[Stage, ...] = (as_near_as_can_be(last.own, problem, lead, asked, timer.part(FIRST)),)
        else:
            stages = in_order(last.own, problem, asked, timer.part(FIRST), AGAIN)
        if not (again := plans_of(assembly, last.own, problem, stages, best.round)):
            break
        found += again
        last = again[-1]
        if last.moved <= SETTLED or timer.over or asked.stopped:
            break
    return found
