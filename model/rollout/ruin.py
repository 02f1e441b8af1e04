"""The search of :mod:`model.rollout.improvement`, compiled: take some openings out, put better ones in, keep or undo.

Every constant of the random numbers is a 64-bit unsigned word; the same seed and the same number of turns give the
same plan on any machine.
"""

from __future__ import annotations

from typing import Any

import numba as nb
import numpy as np

from model.chance import GOLDEN, UNIT

_A, _B = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
_S30, _S27, _S31, _S11 = np.uint64(30), np.uint64(27), np.uint64(31), np.uint64(11)
_ONE, _GOLDEN, _UNIT = np.uint64(1), GOLDEN, UNIT
SLACK = 1e-9


@nb.njit(cache=True, nogil=True)
def uniform(clock: Any) -> Any:
    """The next number of the stream, in [0, 1)."""
    clock[1] += _ONE
    z = clock[0] + clock[1] * _GOLDEN
    z = (z ^ (z >> _S30)) * _A
    z = (z ^ (z >> _S27)) * _B
    z = z ^ (z >> _S31)
    return np.float64(z >> _S11) * _UNIT


@nb.njit(cache=True, nogil=True)
def whole(clock: Any, count: Any) -> Any:
    """A whole number from 0 to count - 1."""
    return np.int64(uniform(clock) * count)


@nb.njit(cache=True, nogil=True)
def more_seats(can: Any, left: Any, k: Any, first: Any) -> Any:
    """Seats that the limits still leave to a column after paying ``first``."""
    p, y = can.prison[k], can.year[k]
    top = min(left.seats_of[can.company[k], y], left.people[p, can.ring[k]])
    money = left.money[y] - first
    if top < 1.0 or money < 0.0:
        return 0
    if can.budget_seat[k] * top > money:
        top = money / can.budget_seat[k]
    if can.area[k] * top > left.area[p]:
        top = left.area[p] / can.area[k]
    return np.int64(top + SLACK)


@nb.njit(cache=True, nogil=True)
def use(can: Any, left: Any, k: Any, openings: Any, seats: Any) -> None:
    """Takes openings (0, 1 or -1) and seats of a candidate from what is left, and keeps the smallest of what later
    years and wider rings leave: what an opening may count on."""
    q, p, c, a, y = can.quarter[k], can.prison[k], can.company[k], can.pair[k], can.year[k]
    years, rings = len(left.budget), left.pool.shape[1]
    left.openings[q] -= openings
    left.rooms[p] -= openings
    left.used[a] += openings
    left.company[c, y] -= openings
    left.area[p] -= can.area[k] * seats
    for r in range(can.ring[k], rings):
        left.pool[p, r] -= seats
    least = np.inf
    for r in range(rings - 1, -1, -1):
        least = min(least, left.pool[p, r])
        left.people[p, r] = least
    for z in range(y, years):
        left.demand[c, z] -= seats
    least = np.inf
    for z in range(years - 1, -1, -1):
        least = min(least, left.demand[c, z])
        left.seats_of[c, z] = least
    spent = can.budget_opening[k] * openings + can.budget_seat[k] * seats
    if left.carry[0] == 0:
        left.budget[y] -= spent
        left.money[y] = left.budget[y]
    else:
        least = np.inf
        for z in range(years - 1, -1, -1):
            if z >= y:
                left.budget[z] -= spent
            least = min(least, left.budget[z])
            left.money[z] = least
    left.seats[can.region[k]] += seats
    if can.women[k] == 1:
        left.seats[len(left.seats) - 1] += seats


@nb.njit(cache=True, nogil=True)
def value_of(can: Any, k: Any, s: Any) -> Any:
    """What a candidate brings with s seats."""
    return can.worth[k] * can.filled[can.pair[k], s] - can.seat[k] * s - can.opening[k]


@nb.njit(cache=True, nogil=True)
def lacking(can: Any, left: Any, asked: Any, plan: Any, size: Any, count: Any) -> Any:
    """Seats that are missing for the shares of regions and women and for the targets, together."""
    groups = len(left.seats) - 1
    total = np.int64(0)
    for g in range(groups):
        total += left.seats[g]
    missing = 0.0
    for g in range(groups + 1):
        missing += max(0.0, asked.share[g] * total - left.seats[g] - SLACK * total)
    for t in range(len(asked.until)):
        filled = 0.0
        for i in range(count):
            if can.year[plan[i]] <= asked.until[t]:
                filled += can.filled[can.pair[plan[i]], size[i]]
        missing += max(0.0, asked.target[t] - filled)
    return missing


@nb.njit(cache=True, nogil=True)
def total_value(can: Any, plan: Any, size: Any, count: Any) -> Any:
    """What the plan brings."""
    total = 0.0
    for i in range(count):
        total += value_of(can, plan[i], size[i])
    return total


@nb.njit(cache=True, nogil=True)
def best_insertion(can: Any, left: Any, clock: Any, weight: Any, noise: Any) -> Any:
    """The candidate that brings most, after paying a part of the prices: its place, size and score."""
    best, place, seats = 0.0, -1, 0
    for q in range(len(left.openings)):
        if left.openings[q] < 1:
            continue
        for k in range(can.start[q], can.start[q + 1]):
            p, c, y = can.prison[k], can.company[k], can.year[k]
            if left.rooms[p] < 1 or left.company[c, y] < 1 or left.used[can.pair[k]] == 1:
                continue
            top = min(can.most[k], more_seats(can, left, k, can.budget_opening[k]))
            if top < can.least[k]:
                continue
            seat = can.seat[k] + weight * can.price_seat[k]
            w, a = can.worth[k] + weight * can.bonus[k], can.pair[k]
            s = top
            while s > can.least[k] and w * (can.filled[a, s] - can.filled[a, s - 1]) < seat:
                s -= 1
            v = w * can.filled[a, s] - seat * s - can.opening[k] - weight * can.price_opening[k]
            if v <= 0.0:
                continue
            v *= 1.0 - noise * uniform(clock)
            if v > best:
                best, place, seats = v, k, s
    return place, seats


@nb.njit(cache=True, nogil=True)
def grow(can: Any, left: Any, clock: Any, plan: Any, size: Any, count: Any, weight: Any) -> None:
    """Gives more seats where they bring something, from a random place on."""
    if count == 0:
        return
    begin = whole(clock, count)
    for j in range(count):
        i = (begin + j) % count
        k = plan[i]
        if size[i] >= can.most[k]:
            continue
        top = min(can.most[k] - size[i], more_seats(can, left, k, 0.0))
        seat = can.seat[k] + weight * can.price_seat[k]
        w, a, more = can.worth[k] + weight * can.bonus[k], can.pair[k], 0
        while more < top and w * (can.filled[a, size[i] + more + 1] - can.filled[a, size[i] + more]) > seat:
            more += 1
        if more > 0:
            use(can, left, k, 0, more)
            size[i] += more


@nb.njit(cache=True, nogil=True)
def alike(can: Any, k: Any, j: Any, kind: Any, reach: Any) -> Any:
    """Whether two candidates compete: for a company, a year, some quarters, or a prison."""
    if kind == 0:
        return can.company[k] == can.company[j]
    if kind == 1:
        return abs(can.quarter[k] - can.quarter[j]) <= reach
    if kind == 2:
        return can.year[k] == can.year[j] or can.prison[k] == can.prison[j]
    if kind == 3:
        return can.prison[k] == can.prison[j] or can.company[k] == can.company[j]
    return True


@nb.njit(cache=True, nogil=True)
def ruin(can: Any, left: Any, clock: Any, plan: Any, size: Any, count: Any, largest: Any) -> Any:
    """Takes out some openings that compete with one drawn at random, shrinks some others; returns how many remain."""
    if count == 0:
        return 0
    k = plan[whole(clock, count)]
    kind = whole(clock, 5)
    reach = whole(clock, 4)
    out = 1 + whole(clock, largest)
    shrink = uniform(clock) * 0.5 if uniform(clock) < 0.5 else 0.0
    matching = 0
    for i in range(count):
        if alike(can, k, plan[i], kind, reach):
            matching += 1
    chance = min(1.0, out / max(matching, 1))
    i = 0
    while i < count:
        j = plan[i]
        if can.pinned[j] == 0 and alike(can, k, j, kind, reach) and uniform(clock) < chance:
            use(can, left, j, -1, -size[i])
            count -= 1
            plan[i], size[i] = plan[count], size[count]
            continue
        if shrink > 0.0 and size[i] > can.least[j] and uniform(clock) < shrink and alike(can, k, j, 3, reach):
            less = 1 + whole(clock, size[i] - can.least[j])
            use(can, left, j, 0, -less)
            size[i] -= less
        i += 1
    return count


@nb.njit(cache=True, nogil=True)
def recreate(can: Any, left: Any, clock: Any, plan: Any, size: Any, count: Any, weights: Any, noise: Any) -> Any:
    """Puts in what brings most until nothing fits, at falling weights of the prices; returns how many there are."""
    for weight in weights:
        while count < len(plan):
            k, s = best_insertion(can, left, clock, weight, noise)
            if k < 0:
                break
            use(can, left, k, 1, s)
            plan[count], size[count] = k, s
            count += 1
        grow(can, left, clock, plan, size, count, weight)
    return count


@nb.njit(cache=True, nogil=True)
def search(can: Any, left: Any, asked: Any, clock: Any, now: Any, best: Any, turns: Any, first: Any, last: Any,
           temperature: Any, cooling: Any, penalty: Any, largest: Any) -> Any:  # fmt: skip
    """Turns of ruin and recreate under falling temperature. ``now`` and ``best`` are (plan, size, [count], [energy])."""
    plan, size, count, energy = now
    old_plan, old_size = np.empty_like(plan), np.empty_like(size)
    weights = np.zeros(2)
    for turn in range(first, last):
        n = count[0]
        old_plan[:n], old_size[:n] = plan[:n], size[:n]
        left_n = ruin(can, left, clock, plan, size, n, largest)
        weights[0] = 1.0 - uniform(clock) * uniform(clock)
        m = recreate(can, left, clock, plan, size, left_n, weights, 0.3 * uniform(clock))
        found = total_value(can, plan, size, m) - penalty * lacking(can, left, asked, plan, size, m)
        heat = temperature * np.exp(-cooling * turn / turns)
        if found >= energy[0] + heat * np.log(uniform(clock) + 1e-300):
            count[0], energy[0] = m, found
            if found > best[3][0] + 1e-9:
                best[0][:m], best[1][:m] = plan[:m], size[:m]
                best[2][0], best[3][0] = m, found
        else:
            for i in range(m):
                use(can, left, plan[i], -1, -size[i])
            plan[:n], size[:n] = old_plan[:n], old_size[:n]
            for i in range(n):
                use(can, left, plan[i], 1, size[i])
    return 0
