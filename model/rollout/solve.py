"""From a problem to a plan with a proof of how good it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from model.rollout.direct import solve_direct
from model.rollout.large import solve_large
from model.rollout.linear import Kept
from model.rollout.problem import Plan, Problem
from model.rollout.solution import Report, Solution, Status, Stop

LARGE = 60_000
"""Columns (pair, quarter, size) from which the large solver takes over: the direct one no longer proves anything."""


def solve(
    problem: Problem,
    *,
    gap: float = 0.01,
    time_limit: float = 60.0,
    seed: int = 1,
    progress: Report | None = None,
    stop: Stop | None = None,
    start: Plan | None = None,
    kept: Sequence[Kept] = (),
    rounds: int = 1000,
) -> Solution:
    """The best plan of a problem.

    gap: share within which the plan must be proven best; time_limit: seconds; seed: the same one gives the same
    plan, unless time runs out; progress: told of incumbent and bound; stop: asked often whether to end;
    start: a plan to begin with; kept: objectives maximised before, each with the least of it to be kept;
    rounds: most rounds of a large problem's bound.
    """
    if not large(problem):
        return solve_direct(problem, gap, time_limit, seed, progress, stop, start, kept)
    if kept and start is not None:
        return _among_the_chosen(problem, gap, time_limit, seed, progress, stop, start, kept)
    return solve_large(problem, gap=gap, time_limit=time_limit, seed=seed, progress=progress, stop=stop, rounds=rounds)


def _among_the_chosen(
    problem: Problem,
    gap: float,
    time_limit: float,
    seed: int,
    progress: Report | None,
    stop: Stop | None,
    start: Plan,
    kept: Sequence[Kept],
) -> Solution:
    """A later aim of a large problem: the pairs that the earlier plan opens, in any quarter and size. What the other
    pairs could bring is not searched, so nothing is proven."""
    which = np.zeros(problem.allowed.shape, dtype=np.bool_)
    which[start.pair] = True
    found = solve_direct(problem, gap, time_limit, seed, progress, stop, start, kept, which)
    status: Status = "feasible" if found.found and found.status != "stopped" else found.status
    return replace(found, bound=np.inf, gap=np.inf, status="unknown" if status == "infeasible" else status)


def large(problem: Problem) -> bool:
    """Whether the large solver takes over."""
    return size(problem) > LARGE


def size(problem: Problem) -> int:
    """How many columns the direct programme has."""
    sizes = problem.most - problem.least[:, None] + 1
    return int(np.where(problem.allowed, sizes, 0).sum())
