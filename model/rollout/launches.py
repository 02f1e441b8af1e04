"""The dynamic programme of :mod:`model.rollout.pricing`, compiled: one company after the other, no fast arithmetic.

Stages run through the years in which demand is limited or a ramp counts: first the pinned openings of a year, then one
stage for each further opening that the limit permits, then the year's end, where seats above the ramp are paid for.
``go[stage, S]`` is the best that can still come with S seats standing.
"""

from __future__ import annotations

from typing import Any

import numba as nb
import numpy as np

NEVER = -1e300
MANY = 10**9
END = 10**6
"""The stage of a year's end is END + year."""


@nb.njit(cache=True, nogil=True)
def terms(col: Any, prices: Any, a: Any, q: Any) -> Any:
    """Worth of a filled seat, price of a seat and price of the opening of a column."""
    y = col.year[q]
    worth = col.worth[a, q]
    for target in range(len(prices.bonus)):
        worth += prices.bonus[target] * col.counts[target, a, q]
    seat = col.seat[a, q] + prices.seat[a] + prices.budget[y] * col.budget_seat[a, q]
    opening = col.opening[a, q] + prices.opening[a] + prices.quarter[q] + prices.budget[y] * col.budget_opening[a, q]
    return worth, seat, opening


@nb.njit(cache=True, nogil=True)
def best_size(col: Any, prices: Any, a: Any, q: Any, least: Any) -> Any:
    """Best value of a column, and its size."""
    worth, seat, opening = terms(col, prices, a, q)
    value, size = NEVER, 0
    for s in range(least, col.most[a, q] + 1):
        v = worth * col.filled[a, s] - seat * s - opening
        if v > value:
            value, size = v, s
    return value, size


@nb.njit(cache=True, nogil=True)
def best_sizes(col: Any, own: Any, prices: Any, c: Any, best: Any, which: Any, useful: Any) -> None:
    """Best column of a company for every year and size, its place (pair x Q + quarter), and the sizes worth a look:
    ``useful[y, 0]`` of them, those that bring more than any smaller one."""
    quarters = len(col.year)
    best[:] = 0.0
    for i in range(own.start[c], own.start[c + 1]):
        a = own.pairs[i]
        if own.pinned[a] == 1:
            continue
        for q in range(quarters):
            y = col.year[q]
            if y >= own.limited[c]:
                continue
            top = min(col.most[a, q], own.demand[c, y])
            if top < col.least[a]:
                continue
            worth, seat, opening = terms(col, prices, a, q)
            for s in range(col.least[a], top + 1):
                v = worth * col.filled[a, s] - seat * s - opening
                if v > best[y, s]:
                    best[y, s] = v
                    which[y, s] = a * quarters + q
    useful[:, 0] = 0
    for y in range(own.limited[c]):
        least_value = 0.0
        for s in range(1, best.shape[1]):
            if best[y, s] > least_value:
                least_value = best[y, s]
                useful[y, 0] += 1
                useful[y, useful[y, 0]] = s


@nb.njit(cache=True, nogil=True)
def stages_of(col: Any, own: Any, c: Any) -> Any:
    """The year of each stage, or -1 - place of a pin, or END + year."""
    pin = own.pin_start[c]
    count = own.pin_start[c + 1] - pin + own.limited[c] + own.passes[c].sum()
    stages, n = np.empty(count, dtype=np.int64), 0
    for y in range(own.limited[c]):
        while pin < own.pin_start[c + 1] and col.year[own.pins[pin, 1]] == y:
            stages[n] = -1 - pin
            n, pin = n + 1, pin + 1
        for _ in range(own.passes[c, y]):
            stages[n] = y
            n += 1
        if own.ramp[c, y] < np.inf:
            stages[n] = END + y
            n += 1
    return stages[:n]


@nb.njit(cache=True, nogil=True)
def pin_values(col: Any, own: Any, prices: Any, pin: Any, values: Any) -> Any:
    """Value of a pinned opening for every size it may have."""
    a, q = own.pins[pin, 0], own.pins[pin, 1]
    values[:] = NEVER
    worth, seat, opening = terms(col, prices, a, q)
    for s in range(max(own.pins[pin, 2], col.least[a]), col.most[a, q] + 1):
        values[s] = worth * col.filled[a, s] - seat * s - opening
    return col.year[q]


@nb.njit(cache=True, nogil=True)
def then(gain: Any, after: Any, late: Any, stand: Any, s: Any) -> Any:
    """What an opening brings with all that comes after it; seats beyond the last that are told apart pay at once."""
    beyond = max(0, stand + s - (len(after) - 1))
    return gain + after[stand + s - beyond] - late * beyond


@nb.njit(cache=True, nogil=True)
def to_go(col: Any, own: Any, prices: Any, c: Any, stages: Any, best: Any, useful: Any) -> Any:
    """(stages + 1, width) the best that can still come."""
    width = own.top[c] + 1
    go = np.zeros((len(stages) + 1, width))
    values = np.empty(best.shape[1])
    for stage in range(len(stages) - 1, -1, -1):
        after, here, y = go[stage + 1], go[stage], stages[stage]
        if y < 0:
            y = pin_values(col, own, prices, -1 - y, values)
            for stand in range(width):
                here[stand] = NEVER
                for s in range(1, min(len(values) - 1, own.demand[c, y] - stand) + 1):
                    here[stand] = max(here[stand], then(values[s], after, own.late[c, y], stand, s))
        elif y >= END:
            for stand in range(width):
                here[stand] = after[stand] - col.above * max(0.0, stand - own.ramp[c, y - END])
        else:
            cap = own.demand[c, y]
            for stand in range(width):
                v = after[stand]
                for k in range(1, useful[y, 0] + 1):
                    s = useful[y, k]
                    if stand + s > cap:
                        break
                    v = max(v, then(best[y, s], after, own.late[c, y], stand, s))
                here[stand] = v
    return go


@nb.njit(cache=True, nogil=True)
def _walk(col: Any, own: Any, prices: Any, c: Any, stages: Any, best: Any, which: Any, useful: Any, go: Any,
          entries: Any, n: Any) -> Any:  # fmt: skip
    """Writes the openings of the best path, and returns how many the answer now has."""
    quarters, stand = len(col.year), 0
    values = np.empty(best.shape[1])
    for stage in range(len(stages)):
        after, goal, y = go[stage + 1], go[stage, stand], stages[stage]
        if y < 0:
            pin = -1 - y
            y = pin_values(col, own, prices, pin, values)
            for s in range(1, min(len(values) - 1, own.demand[c, y] - stand) + 1):
                if then(values[s], after, own.late[c, y], stand, s) == goal:
                    entries[n] = own.pins[pin, 0], own.pins[pin, 1], s
                    n, stand = n + 1, min(stand + s, own.top[c])
                    break
        elif y < END and goal != after[stand]:
            for k in range(1, useful[y, 0] + 1):
                s = useful[y, k]
                if stand + s > own.demand[c, y]:
                    break
                if then(best[y, s], after, own.late[c, y], stand, s) == goal:
                    entries[n] = which[y, s] // quarters, which[y, s] % quarters, s
                    n, stand = n + 1, min(stand + s, own.top[c])
                    break
    return n


@nb.njit(cache=True, nogil=True)
def _later(col: Any, own: Any, prices: Any, c: Any, entries: Any, n: Any) -> Any:
    """The years without demand limit or ramp, each alone: their pins, then the best columns of as many pairs as the
    year permits; the years without any limit of openings together, each pair in its best quarter. Returns the value
    and how many openings the answer now has."""
    total, years = 0.0, own.demand.shape[1]
    for pin in range(own.pin_start[c], own.pin_start[c + 1]):
        a, q = own.pins[pin, 0], own.pins[pin, 1]
        if col.year[q] >= own.limited[c]:
            v, s = best_size(col, prices, a, q, max(own.pins[pin, 2], col.least[a]))
            total += v
            entries[n] = a, q, s
            n += 1
    first, pairs = own.start[c], own.start[c + 1] - own.start[c]
    done_endless = False
    for y in range(own.limited[c], years):
        endless = own.openings[c, y] >= MANY // 2
        if (endless and done_endless) or own.openings[c, y] <= 0:
            continue
        done_endless = done_endless or endless
        value = np.zeros(pairs)
        place = np.zeros((pairs, 2), dtype=np.int64)
        for i in range(pairs):
            a = own.pairs[first + i]
            if own.pinned[a] == 1:
                continue
            for q in range(len(col.year)):
                z = col.year[q]
                same = z == y or (endless and z >= own.limited[c] and own.openings[c, z] >= MANY // 2)
                if same and col.most[a, q] >= col.least[a]:
                    v, s = best_size(col, prices, a, q, col.least[a])
                    if v > value[i]:
                        value[i], place[i, 0], place[i, 1] = v, q, s
        order = np.argsort(-value, kind="mergesort")
        for k in range(min(own.openings[c, y], pairs)):
            i = order[k]
            if value[i] <= 0.0:
                break
            total += value[i]
            entries[n] = own.pairs[first + i], place[i, 0], place[i, 1]
            n += 1
    return total, n


@nb.njit(cache=True, nogil=True)
def best_plans(col: Any, own: Any, prices: Any, value: Any, found: Any, entries: Any) -> None:
    """Value, number of openings and openings of every company's best plan."""
    years, size = own.demand.shape[1], col.filled.shape[1]
    best, which = np.zeros((years, size)), np.zeros((years, size), dtype=np.int64)
    useful = np.zeros((years, size + 1), dtype=np.int64)
    for c in range(len(own.start) - 1):
        best_sizes(col, own, prices, c, best, which, useful)
        stages = stages_of(col, own, c)
        go = to_go(col, own, prices, c, stages, best, useful)
        n = _walk(col, own, prices, c, stages, best, which, useful, go, entries, own.room[c])
        later, n = _later(col, own, prices, c, entries, n)
        value[c] = go[0, 0] + later
        found[c] = n - own.room[c]
