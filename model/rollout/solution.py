"""What a search finds, and what it says while it runs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np

from model.rollout.problem import Plan
from model.schema.rollout import Aim

Status = Literal["optimal", "feasible", "infeasible", "unknown", "stopped"]
"""optimal: proven within the gap asked for; feasible: a plan, with a wider gap; infeasible: proven that there is none;
unknown: none found in the time; stopped: by whoever asked, with or without a plan."""


@dataclass(frozen=True)
class Progress:
    """How far a search is."""

    seconds: float
    objective: float
    """Of the best plan so far; -inf while there is none."""
    bound: float
    """No plan is better; inf while nothing is proven."""
    aim: Aim | None = None
    """What is maximised now; None for a weighted sum, and where the search does not know."""

    @property
    def gap(self) -> float:
        """See :func:`gap_of`."""
        return gap_of(self.objective, self.bound)


@dataclass(frozen=True)
class Solution:
    """The best plan found, and how good it is proven to be."""

    plan: Plan
    """Empty where there is none."""
    objective: float
    """What the plan brings, by its own closed form; -inf where there is none."""
    bound: float
    """No plan is better; inf while nothing is proven."""
    gap: float
    """See :func:`gap_of`."""
    status: Status
    seconds: float

    @property
    def found(self) -> bool:
        """Whether there is a plan (one without openings is a plan)."""
        return bool(np.isfinite(self.objective))


Report = Callable[[Progress], None]
Stop = Callable[[], bool]

NO_PLAN = Plan(*(np.zeros(0, dtype=np.int64) for _ in range(3)))
"""A plan without openings."""


def gap_of(objective: float, bound: float) -> float:
    """Share by which another plan could still be better: (bound - objective) / |objective|; inf where none is known."""
    if not (np.isfinite(objective) and np.isfinite(bound)):
        return float("inf")
    return max(0.0, bound - objective) / max(abs(objective), 1e-9) if bound - objective > 1e-9 else 0.0
