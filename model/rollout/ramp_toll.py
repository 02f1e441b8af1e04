"""What seats above the ramps of companies cost a plan of the search; compiled into :mod:`model.rollout.ruin`, whose
compiled copy does not see a change here: delete its cache after one.
"""

from __future__ import annotations

from typing import Any

import numba as nb


@nb.njit(cache=True, nogil=True)
def toll(left: Any, c: Any, y: Any, seats: Any) -> Any:
    """What some more seats of a company cost that stand from a year on: only those above its ramp do."""
    total = 0.0
    if left.above[0] > 0.0:
        for z in range(y, left.ramp.shape[1]):
            total += max(0.0, seats - left.ramp[c, z]) - max(0.0, -left.ramp[c, z])
    return left.above[0] * total


@nb.njit(cache=True, nogil=True)
def next_seat(left: Any, c: Any, y: Any, seats: Any) -> Any:
    """What the last of some more seats costs."""
    if left.above[0] == 0.0:
        return 0.0
    return toll(left, c, y, seats) - toll(left, c, y, seats - 1)


@nb.njit(cache=True, nogil=True)
def paid(left: Any) -> Any:
    """What the seats of the plan cost."""
    total = 0.0
    if left.above[0] > 0.0:
        for c in range(left.ramp.shape[0]):
            for z in range(left.ramp.shape[1]):
                total += max(0.0, -left.ramp[c, z])
    return left.above[0] * total
