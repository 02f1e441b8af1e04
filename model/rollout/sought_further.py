"""A plan sought further: from as many people as can be at work, for a target; and until its figures settle."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from model.rollout.aims_in_order import Asked, as_near_as_can_be, in_order, lead_aim
from model.rollout.assemble import Assembly
from model.rollout.clock import FIRST, Clock
from model.rollout.look import look, many
from model.rollout.nearest import Stage
from model.rollout.problem import Plan, Problem
from model.rollout.reach import Effort, Reach, reach
from model.rollout.seen import ROUNDS, SETTLED, Seen, narrowed, only_sized, plans_of
from model.rollout.solution import Solution
from model.rollout.true_figures import as_planned

AGAIN = 80
"""Rounds of the bound when a large plan is sought again: for prices alone."""

Sought = tuple[Assembly, Problem, tuple[Stage, ...]]
"""What plans were chosen on, and the stages that found them."""


def within_reach(assembly: Assembly, asked: Asked, timer: Clock) -> Reach:
    """Whether a target is within reach: a plan for people alone that meets it, a bound under it, or the most people
    found; where columns are many, at a look, then in a part of the time."""
    year, level = assembly.problem.target[0]
    effort = Effort(asked.gap, timer.part(FIRST).left, asked.seed, asked.stop)
    found = look(assembly, year, level, effort)
    if found.people >= level or found.bound < level or asked.stopped or not many(assembly, year):
        return found
    again = reach(assembly, year, replace(effort, time_limit=timer.part(FIRST).left), level, found)
    best = max(found, again, key=lambda one: one.people)
    return replace(best, bound=max(best.people, min(found.bound, again.bound)))


def meeting(
    assembly: Assembly, base: Problem, known: Reach, asked: Asked, timer: Clock, number: int
) -> list[Seen]:  # fmt: skip
    """Plans that have as many people at work for a target as a plan for people alone: its openings, and by the aims
    what may open later; then, where it meets the target, by the aims among these workshops, in any quarter and of any
    size, what one lacks for the target asked for on top by the next. base: what is sought in; number: of the round."""
    year, level = base.target[0]
    problem = later_on(replace(base, filled=as_planned(assembly, known.plan).problem.filled), year, known.plan)
    stages = in_order(assembly, problem, asked, timer.part(FIRST), AGAIN)
    if not stages[0].solution.found and holds_pins(base, known.plan):
        alone = Solution(known.plan, known.plan.value(problem), np.inf, np.inf, "feasible", timer.spent)
        stages = (Stage(lead_aim(assembly), alone),)
    found = plans_of(assembly, assembly, problem, stages, number)
    if not found or not known.meets(base.target):
        return found
    short = 0.0

    def sized(last: Seen) -> Sought:
        nonlocal short
        short += last.missed
        problem = only_sized(replace(base, filled=last.own.problem.filled), last.plan)
        problem = replace(problem, target=((year, level + short),))
        return assembly, problem, in_order(assembly, problem, asked, timer.part(FIRST), AGAIN)

    return found + _again(assembly, found[-1], sized, lambda one: one.missed == 0, asked, timer)


def settling(assembly: Assembly, best: Seen, lead: Solution, asked: Asked, timer: Clock) -> list[Seen]:
    """The openings of a plan sought again, each of any size or left out, with the shares and the leaving that the plan
    itself gives rise to, until its figures move little."""

    def resized(last: Seen) -> Sought:
        problem = narrowed(last.own.problem, last.plan)
        if last.missed:
            return last.own, problem, (as_near_as_can_be(last.own, problem, lead, asked, timer.part(FIRST)),)
        return last.own, problem, in_order(last.own, problem, asked, timer.part(FIRST), AGAIN)

    return _again(assembly, best, resized, lambda one: one.moved <= SETTLED, asked, timer)


def later_on(problem: Problem, year: int, plan: Plan) -> Problem:
    """The problem of what may open after a year (its index) beside a plan, in prisons whose people it leaves alone: so
    as many are at work at the year's end as in the plan alone."""
    free = ~np.isin(problem.side, problem.side[plan.pair]) & ~np.isin(problem.workshop, problem.workshop[plan.pair])
    most = np.where(free[:, None] & (problem.year > year)[None, :], problem.most, 0)
    kept = {(pair, quarter): seats for pair, quarter, seats in problem.pinned}
    for pair, quarter in kept:
        most[pair, quarter] = problem.most[pair, quarter]
    for pair, quarter, seats in zip(plan.pair.tolist(), plan.quarter.tolist(), plan.seats.tolist(), strict=True):
        most[pair, quarter] = kept[pair, quarter] = seats
    pinned = tuple((*opening, seats) for opening, seats in kept.items())
    return replace(problem, most=most, pinned=pinned, pin_places=(), target=())


def holds_pins(problem: Problem, plan: Plan) -> bool:
    """Whether a plan has every opening that is pinned."""
    opened = set(zip(plan.pair.tolist(), plan.quarter.tolist(), strict=True))
    return {pin[:2] for pin in problem.pinned} <= opened


def _again(
    assembly: Assembly, first: Seen, seek: Callable[[Seen], Sought], enough: Callable[[Seen], bool], asked: Asked,
    timer: Clock,
) -> list[Seen]:  # fmt: skip
    """Plans sought one from the other, until one is enough."""
    found: list[Seen] = []
    last = first
    for _ in range(ROUNDS):
        new = plans_of(assembly, *seek(last), first.round)
        if not new:
            break
        found += new
        last = new[-1]
        if enough(last) or timer.over or asked.stopped:
            break
    return found
