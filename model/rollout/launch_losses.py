"""What a company's best plan loses when it must hold a column: the dynamic programme of
:mod:`model.rollout.launches` from both ends, compiled. The compiled copy does not see a change there: delete its cache
after one.
"""

from __future__ import annotations

from typing import Any

import numba as nb
import numpy as np

from model.rollout.launches import END, NEVER, best_size, best_sizes, pin_values, stages_of, terms, then, to_go


@nb.njit(cache=True, nogil=True)
def losses(col: Any, own: Any, prices: Any, lost: Any) -> None:
    """What a company's best plan loses when it must hold a column, at its best size; in the years without a demand
    limit, what the column lacks to be worth while alone."""
    years, size, quarters = own.demand.shape[1], col.filled.shape[1], len(col.year)
    best, which = np.zeros((years, size)), np.zeros((years, size), dtype=np.int64)
    useful = np.zeros((years, size + 1), dtype=np.int64)
    for c in range(len(own.start) - 1):
        best_sizes(col, own, prices, c, best, which, useful)
        stages = stages_of(col, own, c)
        go = to_go(col, own, prices, c, stages, best, useful)
        around = _around(col, own, prices, c, stages, best, useful, go)
        for i in range(own.start[c], own.start[c + 1]):
            a = own.pairs[i]
            for q in range(quarters):
                if own.pinned[a] == 1 or col.most[a, q] < col.least[a]:
                    continue
                y = col.year[q]
                if y >= own.limited[c]:
                    if own.openings[c, y] > 0:
                        lost[a, q] = max(0.0, -best_size(col, prices, a, q, col.least[a])[0])
                    continue
                worth, seat, opening = terms(col, prices, a, q)
                top = NEVER
                for s in range(col.least[a], min(col.most[a, q], own.demand[c, y]) + 1):
                    top = max(top, worth * col.filled[a, s] - seat * s - opening + around[y, s])
                if top > NEVER / 2:
                    lost[a, q] = max(0.0, go[0, 0] - top)
    for pin in range(len(own.pins)):
        lost[own.pins[pin, 0], own.pins[pin, 1]] = 0.0


@nb.njit(cache=True, nogil=True)
def _reach(after: Any, value: Any, late: Any, stand: Any, s: Any) -> None:
    """Keeps the best way to have stand + s seats; see then."""
    beyond = max(0, stand + s - (len(after) - 1))
    place = stand + s - beyond
    after[place] = max(after[place], value - late * beyond)


@nb.njit(cache=True, nogil=True)
def _around(col: Any, own: Any, prices: Any, c: Any, stages: Any, best: Any, useful: Any, go: Any) -> Any:
    """(Y, size) best value of all the rest of a plan that holds an opening of s seats in the year: the opening takes
    the first free stage of its year, since the order within a year does not matter."""
    width = go.shape[1]
    around = np.full(best.shape, NEVER)
    before, after = np.full(width, NEVER), np.empty(width)
    values = np.empty(best.shape[1])
    before[0] = 0.0
    for stage in range(len(stages)):
        y = stages[stage]
        if 0 <= y < END and (stage == 0 or stages[stage - 1] != y):
            for s in range(1, min(best.shape[1] - 1, own.demand[c, y]) + 1):
                for stand in range(min(own.demand[c, y] - s, own.top[c]) + 1):
                    around[y, s] = max(around[y, s], then(before[stand], go[stage + 1], own.late[c, y], stand, s))
        if y < 0:
            y = pin_values(col, own, prices, -1 - y, values)
            after[:] = NEVER
            for stand in range(width):
                for s in range(1, min(len(values) - 1, own.demand[c, y] - stand) + 1):
                    _reach(after, before[stand] + values[s], own.late[c, y], stand, s)
        elif y >= END:
            for stand in range(width):
                after[stand] = before[stand] - col.above * max(0.0, stand - own.ramp[c, y - END])
        else:
            after[:] = before
            for stand in range(width):
                if before[stand] <= NEVER / 2:
                    continue
                for k in range(1, useful[y, 0] + 1):
                    s = useful[y, k]
                    if stand + s > own.demand[c, y]:
                        break
                    _reach(after, before[stand] + best[y, s], own.late[c, y], stand, s)
        before[:] = after
    return around
