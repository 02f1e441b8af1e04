"""What a plan of the search lacks for shares and targets, and which way to steer it; compiled into
:mod:`model.rollout.ruin`, whose compiled copy does not see a change here: delete its cache after one.
"""

from __future__ import annotations

from typing import Any

import numba as nb

from model.rollout.exposure import still

SLACK = 1e-9


@nb.njit(cache=True, nogil=True)
def reached(can: Any, filled: Any, left: Any, t: Any, plan: Any, size: Any, count: Any) -> Any:
    """People who count for a target."""
    total = 0.0
    for i in range(count):
        k = plan[i]
        total += left.counts[t, k] * still(can, left, k) * filled[can[k].pair, size[i]]
    return total


@nb.njit(cache=True, nogil=True)
def lacking(can: Any, filled: Any, left: Any, asked: Any, plan: Any, size: Any, count: Any) -> Any:
    """Seats that are missing for the shares of regions and women, and people for the targets, together."""
    total, missing = left.seats[:-1].sum(), 0.0
    for g in range(len(left.seats)):
        missing += max(0.0, asked.share[g] * total - left.seats[g] - SLACK * total)
    for t in range(len(asked.target)):
        missing += max(0.0, asked.target[t] - reached(can, filled, left, t, plan, size, count))
    return missing


@nb.njit(cache=True, nogil=True)
def steer(can: Any, filled: Any, left: Any, asked: Any, plan: Any, size: Any, count: Any, strength: Any) -> None:
    """What one more seat, or one more filled seat, changes in what shares and targets lack, times a strength."""
    groups = len(left.seats) - 1
    total = left.seats[:groups].sum()
    push, pull = left.push, left.pull
    push[:] = 0.0
    pull[:] = 0.0
    for g in range(groups + 1):
        if asked.share[g] * total > left.seats[g]:
            push += strength * asked.share[g]
            if g < groups:
                push[g] -= strength
            else:
                push[:, 1] -= strength
    for t in range(len(asked.target)):
        if reached(can, filled, left, t, plan, size, count) < asked.target[t]:
            pull[t] += strength
