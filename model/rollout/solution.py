"""A plan and how good it is proven to be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from model.rollout.problem import Plan

Status = Literal["optimal", "feasible", "infeasible", "unknown", "stopped"]
"""optimal: proven within the gap asked for; feasible: a plan, with a wider gap; infeasible: proven that there is none;
unknown: none found; stopped: whoever asked has stopped it."""


@dataclass(frozen=True)
class Solution:
    """The best plan found and how good it is proven to be."""

    plan: Plan
    objective: float
    """Of the plan, by its own closed form; -inf where there is no plan."""
    bound: float
    """No plan is better."""
    gap: float
    """(bound - objective) / |objective|; inf where there is no plan."""
    status: Status
    seconds: float


def gap_between(objective: float, bound: float) -> float:
    """Share by which a better plan could exceed the objective; never negative."""
    if not np.isfinite(objective):
        return float("inf")
    if bound <= objective:
        return 0.0
    return float("inf") if objective == 0 else (bound - objective) / abs(objective)
