"""The search of :mod:`model.rollout.improvement`, compiled: take some openings out, put better ones in, keep or undo.

Every constant of the random numbers is a 64-bit unsigned word; the same seed and the same number of turns give the
same plan on any machine.
"""

from __future__ import annotations

from typing import Any

import numba as nb
import numpy as np

from model.futures.kernel import _uniform
from model.rollout.exposure import STARTS, begin, starts_at, still
from model.rollout.ramp_toll import next_seat, paid, toll
from model.rollout.shortfall import lacking, steer

_ONE = np.uint64(1)
SLACK = 1e-9
MOST = 1e9
"""Seats of a limit that sets none."""
LARGEST = 14
"""Most openings that one turn means to take out."""
NOISE = 0.3
"""Share by which luck may lower what a candidate seems to bring."""
COOLING = 5.0
"""The temperature falls to exp(-COOLING) of the first."""


@nb.njit(cache=True, nogil=True)
def uniform(clock: Any) -> Any:
    """The next number of the stream, in [0, 1)."""
    clock[1] += _ONE
    return _uniform(clock[0], clock[1])


@nb.njit(cache=True, nogil=True)
def more_seats(can: Any, left: Any, k: Any, first: Any) -> Any:
    """Seats that the limits still leave to a column after paying ``first``."""
    p, y = can[k].prison, can[k].year
    top = min(MOST, left.standing[can[k].company, y], left.people[can[k].side, can[k].ring])
    money = left.money[y] - first
    if top < 1.0 or money < 0.0:
        return 0
    if can[k].budget_seat * top > money:
        top = money / can[k].budget_seat
    if can[k].area * top > left.area[p]:
        top = left.area[p] / can[k].area
    return np.int64(top + SLACK)


@nb.njit(cache=True, nogil=True)
def use(can: Any, left: Any, k: Any, openings: Any, seats: Any) -> None:
    """Takes openings (0, 1 or -1) and seats of a candidate from what is left, and keeps the smallest of what later
    years and wider rings leave: what an opening may count on."""
    q, p, h, c, y = can[k].quarter, can[k].prison, can[k].side, can[k].company, can[k].year
    years, rings = len(left.budget), left.pool.shape[1]
    left.openings[q] -= openings
    left.rooms[p] -= openings
    left.used[can[k].workshop] += openings
    left.company[c, y] -= openings
    left.area[p] -= can[k].area * seats
    for r in range(can[k].ring, rings):
        left.pool[h, r] -= seats
    least = np.inf
    for r in range(rings - 1, -1, -1):
        least = min(least, left.pool[h, r])
        left.people[h, r] = least
    for z in range(y, years):
        left.demand[c, z] -= seats
        left.ramp[c, z] -= seats
    least = np.inf
    for z in range(years - 1, -1, -1):
        least = min(least, left.demand[c, z])
        left.standing[c, z] = least
    spent = can[k].budget_opening * openings + can[k].budget_seat * seats
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
    if openings > 0:
        left.begun[c] = min(left.begun[c], q)
    left.seats[can[k].region] += seats
    if can[k].women == 1:
        left.seats[len(left.seats) - 1] += seats


@nb.njit(cache=True, nogil=True)
def total_value(can: Any, filled: Any, left: Any, plan: Any, size: Any, count: Any) -> Any:
    """What the plan brings, whose openings are taken from what is left."""
    total = 0.0
    for i in range(count):
        k, s = plan[i], size[i]
        total += can[k].worth * still(can, left, k) * filled[can[k].pair, s] - can[k].seat * s - can[k].opening
    return total - paid(left)


@nb.njit(cache=True, nogil=True)
def terms(can: Any, left: Any, k: Any, weight: Any) -> Any:
    """Price of a seat and worth of a filled one: its own, a part of the prices, and the pull of what lacks."""
    seat = can[k].seat + weight * can[k].price_seat + left.push[can[k].region, can[k].women]
    worth = can[k].worth + weight * can[k].bonus
    for t in range(len(left.pull)):
        worth += left.pull[t] * left.counts[t, k]
    return seat, worth * still(can, left, k)


@nb.njit(cache=True, nogil=True)
def insertion(can: Any, filled: Any, left: Any, k: Any, weight: Any) -> Any:
    """Best size of a candidate in what is left, and what it brings after paying a part of the prices; 0 where it does
    not fit or is not worth while."""
    p, a, c, y = can[k].prison, can[k].pair, can[k].company, can[k].year
    if left.rooms[p] < 1 or left.openings[can[k].quarter] < 1 or left.used[can[k].workshop] == 1:
        return 0, 0.0
    if left.company[c, y] < 1 or can[k].quarter < left.soonest[c]:
        return 0, 0.0
    s = min(can[k].most, more_seats(can, left, k, can[k].budget_opening))
    if s < can[k].least:
        return 0, 0.0
    seat, w = terms(can, left, k, weight)
    while s > can[k].least and w * (filled[a, s] - filled[a, s - 1]) < seat + next_seat(left, c, y, s):
        s -= 1
    return s, w * filled[a, s] - seat * s - can[k].opening - weight * can[k].price_opening - toll(left, c, y, s)


@nb.njit(cache=True, nogil=True)
def sink(heap: Any, i: Any, count: Any) -> None:
    """Restores the heap below place i: the best score is at place 0."""
    found, score, luck = heap
    while True:
        top = i
        for child in (2 * i + 1, 2 * i + 2):
            if child < count and score[child] > score[top]:
                top = child
        if top == i:
            return
        for part in (score, luck):
            part[i], part[top] = part[top], part[i]
        found[i], found[top] = found[top], found[i]
        i = top


@nb.njit(cache=True, nogil=True)
def insert(can: Any, filled: Any, start: Any, left: Any, clock: Any, plan: Any, size: Any, count: Any, weight: Any,
           noise: Any, heap: Any) -> Any:  # fmt: skip
    """Puts in the candidate that brings most, again and again, until nothing fits; returns how many there are. What a
    candidate brings only falls as others come in, so it is counted anew when its turn comes."""
    found, score, luck = heap
    many = 0
    for q in range(len(left.openings)):
        if left.openings[q] < 1:
            continue
        for k in range(start[q], start[q + 1]):
            v = insertion(can, filled, left, k, weight)[1]
            if v > 0.0:
                found[many], luck[many] = k, 1.0 - noise * uniform(clock)
                score[many] = v * luck[many]
                many += 1
    for i in range(many // 2 - 1, -1, -1):
        sink(heap, i, many)
    while many > 0 and count < len(plan):
        k = found[0]
        s, v = insertion(can, filled, left, k, weight)
        if v > 0.0 and v * luck[0] < score[0]:
            score[0] = v * luck[0]
        else:
            if v > 0.0:
                use(can, left, k, 1, s)
                plan[count], size[count] = k, s
                count += 1
            many -= 1
            score[0], found[0], luck[0] = score[many], found[many], luck[many]
        sink(heap, 0, many)
    return count


@nb.njit(cache=True, nogil=True)
def grow(can: Any, filled: Any, left: Any, clock: Any, plan: Any, size: Any, count: Any, weight: Any) -> None:
    """Gives more seats where they bring something, from a random place on."""
    if count == 0:
        return
    begin = np.int64(uniform(clock) * count)
    for j in range(count):
        i = (begin + j) % count
        k = plan[i]
        if size[i] >= can[k].most:
            continue
        top = min(can[k].most - size[i], more_seats(can, left, k, 0.0))
        a, c, y, more = can[k].pair, can[k].company, can[k].year, 0
        seat, w = terms(can, left, k, weight)
        while more < top:
            if w * (filled[a, size[i] + more + 1] - filled[a, size[i] + more]) <= seat + next_seat(
                left, c, y, more + 1
            ):
                break
            more += 1
        if more > 0:
            use(can, left, k, 0, more)
            size[i] += more


@nb.njit(cache=True, nogil=True)
def alike(can: Any, k: Any, j: Any, kind: Any, reach: Any) -> Any:
    """Whether two candidates compete: for a company, a year, some quarters, or a prison."""
    if kind == 0:
        return can[k].company == can[j].company
    if kind == 1:
        return abs(can[k].quarter - can[j].quarter) <= reach
    if kind == 2:
        return can[k].year == can[j].year or can[k].prison == can[j].prison
    if kind == 3:
        return can[k].prison == can[j].prison or can[k].company == can[j].company
    return True


@nb.njit(cache=True, nogil=True)
def ruin(can: Any, left: Any, clock: Any, plan: Any, size: Any, count: Any, company: Any, start_at: Any) -> Any:
    """Takes out some openings that compete with one drawn at random, and those of a company sooner than it is to start
    (-1: of none), shrinks some others; returns how many remain."""
    if count == 0:
        return 0
    k = plan[np.int64(uniform(clock) * count)]
    kind = np.int64(uniform(clock) * 5)
    reach = np.int64(uniform(clock) * 4)
    out = 1 + np.int64(uniform(clock) * LARGEST)
    shrink = uniform(clock) * 0.5 if uniform(clock) < 0.5 else 0.0
    matching = 0
    for i in range(count):
        if alike(can, k, plan[i], kind, reach):
            matching += 1
    chance = min(1.0, out / max(matching, 1))
    i = 0
    while i < count:
        j = plan[i]
        late = can[j].company == company and can[j].quarter < start_at
        if can[j].pinned == 0 and (late or (alike(can, k, j, kind, reach) and uniform(clock) < chance)):
            use(can, left, j, -1, -size[i])
            count -= 1
            plan[i], size[i] = plan[count], size[count]
            continue
        if shrink > 0.0 and size[i] > can[j].least and uniform(clock) < shrink and alike(can, k, j, 3, reach):
            less = 1 + np.int64(uniform(clock) * (size[i] - can[j].least))
            use(can, left, j, 0, -less)
            size[i] -= less
        i += 1
    return count


@nb.njit(cache=True, nogil=True)
def recreate(can: Any, filled: Any, start: Any, left: Any, clock: Any, plan: Any, size: Any, count: Any, weights: Any,
             noise: Any, heap: Any) -> Any:  # fmt: skip
    """Puts in what brings most until nothing fits, at falling weights of the prices; returns how many there are."""
    for weight in weights:
        count = insert(can, filled, start, left, clock, plan, size, count, weight, noise, heap)
        grow(can, filled, left, clock, plan, size, count, weight)
    return count


@nb.njit(cache=True, nogil=True)
def search(can: Any, filled: Any, start: Any, left: Any, asked: Any, clock: Any, now: Any, best: Any, turns: Any,
           first: Any, last: Any, heat: Any, penalty: Any) -> None:  # fmt: skip
    """Some turns of ruin and recreate: a worse plan is kept with a chance that falls with the temperature. ``now`` and
    ``best`` are (plan, size, [count], [value, seats lacking]); the best lacks nothing."""
    plan, size, count, worth = now
    old_plan, old_size = np.empty_like(plan), np.empty_like(size)
    heap, weights = (np.empty(len(can), dtype=np.int64), np.empty(len(can)), np.empty(len(can))), np.zeros(2)
    for turn in range(first, last):
        n = count[0]
        old_plan[:n], old_size[:n] = plan[:n], size[:n]
        company, start_at = np.int64(-1), np.int64(0)
        if left.since.shape[1] > 1 and uniform(clock) < STARTS:
            company = np.int64(uniform(clock) * len(left.begun))
            start_at = starts_at(left, company, uniform(clock))
        m = ruin(can, left, clock, plan, size, n, company, start_at)
        begin(can, left, plan, m, company, start_at)
        steer(can, filled, left, asked, plan, size, m, penalty * uniform(clock))
        weights[0] = 1.0 - uniform(clock) * uniform(clock)
        m = recreate(can, filled, start, left, clock, plan, size, m, weights, NOISE * uniform(clock), heap)
        value = total_value(can, filled, left, plan, size, m)
        missing = lacking(can, filled, left, asked, plan, size, m)
        change = value - penalty * missing - worth[0] + penalty * worth[1]
        if change >= heat * np.exp(-COOLING * turn / turns) * np.log(uniform(clock) + 1e-300):
            count[0], worth[0], worth[1] = m, value, missing
            if missing <= 0.0 and value > best[3][0]:
                best[0][:m], best[1][:m] = plan[:m], size[:m]
                best[2][0], best[3][0], best[3][1] = m, value, 0.0
        else:
            for i in range(m):
                use(can, left, plan[i], -1, -size[i])
            plan[:n], size[:n] = old_plan[:n], old_size[:n]
            for i in range(n):
                use(can, left, plan[i], 1, size[i])
            begin(can, left, plan, n, -1, 0)
