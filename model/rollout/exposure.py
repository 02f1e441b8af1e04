"""From when each company of a plan of the search may leave; compiled into :mod:`model.rollout.ruin`, whose compiled
copy does not see a change here: delete its cache after one.
"""

from __future__ import annotations

from typing import Any

import numba as nb
import numpy as np

STARTS = 0.3
"""Share of the turns that let a company start at another time."""
REACH = 10
"""Most quarters by which a company's start is moved at once."""


@nb.njit(cache=True, nogil=True)
def still(can: Any, left: Any, k: Any) -> Any:
    """Chance that a candidate's company is there when it opens, from its first opening on."""
    if left.since.shape[1] == 1:
        return 1.0
    c, q = can[k].company, can[k].quarter
    return left.since[c, min(left.begun[c], q), q]


@nb.njit(cache=True, nogil=True)
def begin(can: Any, left: Any, plan: Any, count: Any, company: Any, start: Any) -> None:
    """Reads the first openings of companies from the plan. Nothing of them opens sooner until the next turn, but for
    one company that is to start in another quarter; -1: none."""
    if left.since.shape[1] == 1:
        return
    quarters = len(left.openings)
    left.begun[:] = quarters
    for i in range(count):
        c = can[plan[i]].company
        left.begun[c] = min(left.begun[c], can[plan[i]].quarter)
    for c in range(len(left.begun)):
        left.soonest[c] = left.begun[c] if left.begun[c] < quarters else 0
    if company >= 0:
        left.soonest[company] = start


@nb.njit(cache=True, nogil=True)
def starts_at(left: Any, company: Any, draw: Any) -> Any:
    """Another quarter for a company to start in, near its own; any where it has none."""
    quarters = len(left.openings)
    if left.begun[company] >= quarters:
        return np.int64(draw * quarters)
    return np.int64(max(0, min(quarters - 1, left.begun[company] - REACH + np.int64(draw * (2 * REACH + 1)))))
