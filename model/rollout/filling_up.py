"""How far a workshop has filled, by months since its opening: the expected engine from the campaign to rest."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import numpy as np

from model.money import Array
from model.rollout.problem import Flags, Whole
from model.workforce import expected
from model.workshops import Workshops

REST: Final = 600
"""Months after which a workshop is taken to be at rest: within 0.1 % of it with the slowest pools of the sites."""
_OF_KIND: Final = (
    "willing", "apply_share", "pass_rate", "trial_months", "train_beside", "release", "transfer", "dismissal", "quit",
    "pool_turnover",
)  # fmt: skip


def filling_up(workshops: Workshops, kind: Whole, seats: Array, suitable: Array, observed: Flags, months: int) -> Array:
    """(A, months) people at work by months since the opening, as a share of those at rest, 1 at most.

    workshops: (K,) one of each kind; kind, seats, suitable, observed: (A,) of each pair, at its largest size, which
    fills slowest; its prison's people to itself. What a workshop has beyond rest while it recruits from people on whom
    nobody has drawn yet is left out: it passes.
    """
    count, length = len(kind), max(months, REST)
    one = replace(
        workshops,
        list=tuple(workshops.list[k] for k in kind),
        side=np.arange(count),
        opens=np.zeros(count, dtype=np.int64),
        seats=np.repeat(seats[:, None], length, axis=1),
        suitable=suitable,
        observed=observed,
        leaving=np.zeros(count),
        exposed=np.zeros((count, length)),
        **{name: getattr(workshops, name)[kind] for name in _OF_KIND},
    )
    people = expected(one).at_work
    return np.asarray(np.minimum(1.0, people[:, :months] / np.maximum(people[:, -1:], 1e-9)))
