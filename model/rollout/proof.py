"""What no plan truly brings: the decomposition by company, each exposed to leaving from its first opening."""

from __future__ import annotations

from model.rollout.clock import Clock
from model.rollout.decomposition import Bound, bound
from model.rollout.pricing import columns, companies
from model.rollout.problem import Problem
from model.rollout.shared_limits import shared_limits


def proven(problem: Problem, timer: Clock, rounds: int = 1000) -> Bound:
    """The lowest value found that no plan passes, every first opening of every company tried (``by_first_opening``).
    problem: with ``since``; rounds: most rounds of prices."""
    return bound(columns(problem), companies(problem), shared_limits(problem), rounds=rounds, told=lambda _: timer.over)
