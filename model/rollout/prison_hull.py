"""Rows that cut: what a prison with two or three rooms can hold in whole workshops, tighter than room, area and pool.

A mix of plans may hold half a workshop of each of four companies where only two fit. For such a mix (z, s), summed over
quarters, a small linear programme looks for weights so that

    opening . z + seat . s <= most        holds for every way of filling the prison, and not for the mix.

Ways of filling are met one by one; ``most`` is taken last, as the largest over all of them, so the row is valid
whatever the weights.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import highspy
import numba as nb
import numpy as np
import scipy.sparse as sp

from model.money import Array
from model.rollout.pricing import widest
from model.rollout.problem import Problem, Whole
from model.rollout.shared_limits import PairRows

LOOKED_AT = 10
"""Pairs of a prison that get a weight, those that the mix uses most; others weigh nothing, and the row stays valid."""
BEYOND = 1e-3
"""Share by which the mix must pass a row for the row to be worth having."""
FEW = 1e-3
"""What the other pairs count as in the mix, so that they get weights as well."""
ROUNDS = 80


@dataclass(frozen=True)
class Holding:
    """What limits the pairs looked at in one prison."""

    rooms: int
    area: float
    pool: Array
    """(H, R) of its sides."""
    least: Whole
    most: Whole
    area_per_seat: Array
    company: Whole
    side: Whole
    """Row of ``pool``."""
    ring: Whole


def prison_rows(problem: Problem, z: Array, s: Array) -> PairRows:
    """Rows that a mix breaks: (A,) openings and seats of each pair, over all quarters."""
    top = widest(problem)
    order = np.lexsort((-z, problem.prison))
    edge = np.searchsorted(problem.prison[order], np.arange(len(problem.prisons) + 1))
    found: list[tuple[Whole, Array, Array, float]] = []
    for p in np.flatnonzero((problem.rooms == 2) | (problem.rooms == 3)):
        pairs = order[edge[p] : edge[p + 1]]
        pairs = pairs[top[pairs] >= problem.least[pairs]][:LOOKED_AT]
        if (z[pairs] > 1e-6).sum() < 2 or (np.abs(z[pairs] - np.round(z[pairs])) < 1e-6).all():
            continue
        sides, side = np.unique(problem.side[pairs], return_inverse=True)
        held = Holding(
            int(problem.rooms[p]), float(problem.area[p]), problem.pool[sides].astype(float), problem.least[pairs],
            top[pairs], problem.floor[pairs], problem.company[pairs], side.astype(np.int64),
            problem.ring[pairs],
        )  # fmt: skip
        cut = _cut(held, z[pairs], s[pairs])
        if cut is not None:
            found.append((pairs, *cut))
    return _rows(found, len(problem.prison))


def _rows(found: list[tuple[Whole, Array, Array, float]], pairs: int) -> PairRows:
    place = np.repeat(np.arange(len(found)), [len(f[0]) for f in found])
    at = (place, np.concatenate([np.zeros(0, dtype=np.int64)] + [f[0] for f in found]))
    shape = (len(found), pairs)
    opening, seat = (np.concatenate([np.zeros(0)] + [f[k] for f in found]) for k in (1, 2))
    most = np.array([f[3] for f in found])
    return PairRows(sp.csr_array((opening, at), shape=shape), sp.csr_array((seat, at), shape=shape), most)


def _cut(held: Holding, z: Array, s: Array) -> tuple[Array, Array, float] | None:
    """Weights and right-hand side of the row that the mix passes most, or None."""
    count = len(z)
    middle = (held.least + held.most) / 2
    few = np.where(z > 1e-6, 0.0, FEW)
    aim = np.concatenate([z + few, (s + few * middle) / held.most])
    solver = highspy.Highs()  # type: ignore[no-untyped-call]
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", 1)
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = 2 * count, 0
    model.col_cost_, model.col_lower_, model.col_upper_ = aim, np.full(2 * count, -20.0), np.full(2 * count, 20.0)
    model.sense_ = highspy.ObjSense.kMaximize
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.start_ = np.zeros(1, np.int32)
    solver.passModel(model)
    for size in (held.least, held.most):
        for i in range(count):
            solver.addRow(
                -highspy.kHighsInf, 1.0, 2, np.array([i, count + i], np.int32), np.array([1.0, size[i] / held.most[i]])
            )
    args = (
        held.rooms, held.area, held.pool, held.least, held.most, held.area_per_seat, held.company, held.side, held.ring,
    )  # fmt: skip
    chosen, sizes = np.empty(3, dtype=np.int64), np.empty(3, dtype=np.int64)
    weight = np.zeros(2 * count)
    for _ in range(ROUNDS):
        solver.run()
        if solver.getObjectiveValue() <= 1 + BEYOND:
            return None
        weight = np.asarray(solver.getSolution().col_value)
        top, n = fullest(*args, weight[:count], weight[count:] / held.most, chosen, sizes)
        if top <= 1 + 1e-6:
            break
        pick = chosen[:n]
        at = np.concatenate([pick, count + pick]).astype(np.int32)
        solver.addRow(-highspy.kHighsInf, 1.0, 2 * n, at, np.concatenate([np.ones(n), sizes[:n] / held.most[pick]]))
    opening, seat = weight[:count], weight[count:] / held.most
    top, _ = fullest(*args, opening, seat, chosen, sizes)
    if opening @ z + seat @ s <= top * (1 + BEYOND):
        return None
    return opening, seat, float(top)


@nb.njit(cache=True, nogil=True)
def _most_seats(area: Any, pool: Any, area_per_seat: Any, side: Any, ring: Any, most: Any, i: Any, chosen: Any,
                sizes: Any, n: Any) -> Any:  # fmt: skip
    """Most seats of pair i beside n others."""
    left = area
    for k in range(n):
        left -= area_per_seat[chosen[k]] * sizes[k]
    if left < -1e-9:
        return -1
    top = np.int64(most[i])
    if area_per_seat[i] * top > left:
        top = np.int64(left / area_per_seat[i] + 1e-9)
    for h in range(pool.shape[0]):
        for r in range(pool.shape[1]):
            people = pool[h, r]
            for k in range(n):
                if side[chosen[k]] == h and ring[chosen[k]] <= r:
                    people -= sizes[k]
            if people < -1e-9:
                return -1
            if side[i] == h and ring[i] <= r and people < top:
                top = np.int64(people + 1e-9)
    return top


@nb.njit(cache=True, nogil=True)
def fullest(rooms: Any, area: Any, pool: Any, least: Any, most: Any, area_per_seat: Any, company: Any, side: Any,
            ring: Any, opening: Any, seat: Any, chosen: Any, sizes: Any) -> Any:  # fmt: skip
    """The way of filling a prison that weighs most: every choice of up to three pairs of different companies, every
    size of all but the last, the last as large or as small as its weight wants. Returns the weight and how many pairs;
    ``chosen`` and ``sizes`` say which."""
    count, best, found = len(least), 0.0, 0
    pick, size = np.empty(3, dtype=np.int64), np.empty(3, dtype=np.int64)
    for i in range(count):
        for j in range(-1, i):
            if j >= 0 and company[j] == company[i]:
                continue
            for h in range(-1, j if rooms >= 3 and j >= 0 else 0):
                if h >= 0 and (company[h] == company[i] or company[h] == company[j]):
                    continue
                n = 1
                pick[0] = i
                if j >= 0:
                    pick[1] = j
                    n = 2
                if h >= 0:
                    pick[2] = h
                    n = 3
                last = pick[n - 1]
                first = pick[0] if n > 1 else -1
                second = pick[1] if n > 2 else -1
                for a in range(least[first] if first >= 0 else 0, (most[first] if first >= 0 else 0) + 1):
                    for b in range(least[second] if second >= 0 else 0, (most[second] if second >= 0 else 0) + 1):
                        size[0], size[1] = a, b
                        top = _most_seats(area, pool, area_per_seat, side, ring, most, last, pick, size, n - 1)
                        if top < least[last]:
                            continue
                        size[n - 1] = top if seat[last] > 0.0 else least[last]
                        weight = 0.0
                        for k in range(n):
                            weight += opening[pick[k]] + seat[pick[k]] * size[k]
                        if weight > best:
                            best, found = weight, n
                            chosen[:] = pick
                            sizes[:] = size
    return best, found
