"""A plan that misses its targets by as few people as can be, where none that meets them was found."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from model.rollout.clock import Clock
from model.rollout.problem import Plan, Problem
from model.rollout.solution import Solution, Stop, gap_of
from model.rollout.solve import solve
from model.schema.rollout import Aim

ROUNDS: Final = 80
"""Of the bound, for prices alone."""
BEFORE_ALL: Final = 20.0
"""Worth of a person who counts for a target, as a multiple of the most that a filled seat brings: a rule of choice."""


@dataclass(frozen=True)
class Stage:
    """One aim, or the weighted sum of several, maximised while what came before is kept."""

    aim: Aim | None
    """None for a weighted sum."""
    solution: Solution


def missing(problem: Problem, plan: Plan) -> float:
    """People that a plan lacks for its targets, or has beyond its ceilings, together; 0 where it keeps them all."""
    lacks = (sign * (level - float(plan.people(problem, by).sum())) for by, level, sign in problem.promised)
    return sum(lack for lack in lacks if lack > 1e-6)


def nearest(problem: Problem, lead: Solution, gap: float, seed: int, timer: Clock, stop: Stop | None) -> Stage:
    """The plan that counts most people for the targets, then brings most; lead: the search that found none to meet
    them, whose bound holds for plans that do."""
    of = problem.objective
    person = BEFORE_ALL * float(np.abs(of.worth).max(initial=0.0))
    counted = np.sum([problem.counted(year) for year, _ in problem.target], axis=0)
    most = replace(problem, objective=replace(of, worth=of.worth + person * counted), target=())
    found = solve(most, gap=gap, time_limit=timer.left, seed=seed, stop=stop, rounds=ROUNDS)
    value = found.plan.value(problem) if found.found else -np.inf
    own = replace(found, objective=value, bound=lead.bound, gap=gap_of(value, lead.bound), status=lead.status)
    return Stage(None, own)
