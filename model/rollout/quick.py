"""A good plan without a proof, in a number of turns: the search of the large solver alone, so that the same problem,
seed and counts give the same plan whatever the clock says."""

from __future__ import annotations

import numpy as np

from model.money import Array
from model.rollout import ruin
from model.rollout.decomposition import bound
from model.rollout.improvement import Candidates, Left, Search, first_plan
from model.rollout.large import CANDIDATES, PER_PRISON
from model.rollout.pricing import columns, companies, losses
from model.rollout.problem import Flags, Plan, Problem
from model.rollout.shared_limits import shared_limits
from model.rollout.shortfall import lacking

ROUNDS = 40
"""Of the bound, for the prices that the search builds at."""
TURNS = 600
"""Of ruin and recreate."""


def quick(problem: Problem, seed: int, begin: Plan | None = None, *, turns: int = TURNS) -> Plan | None:
    """The best plan that some turns find; None where they find none that meets the targets.

    begin: openings to begin with, as far as the limits let them in, before anything else is put in; without them the
    first plan is built at the prices of the bound.
    """
    col, own = columns(problem), companies(problem)
    proof = bound(col, own, shared_limits(problem), rounds=ROUNDS)
    if proof.value == -np.inf:
        return None
    lost = losses(col, own, proof.prices)
    chosen = _least_lost(lost, max(CANDIDATES * len(problem.quarters), PER_PRISON * len(problem.prisons)))
    if begin is not None:
        chosen[begin.pair, begin.quarter] = problem.most[begin.pair, begin.quarter] >= problem.least[begin.pair]
    pair, quarter = np.nonzero(chosen)
    search = first_plan(problem, pair, quarter, proof.prices, seed)
    if search is None:
        return None
    if begin is not None:
        _begin_with(search, begin)
    for _ in search.turns(turns):
        pass
    return search.plan() if np.isfinite(search.objective) else None


def _least_lost(lost: Array, count: int) -> Flags:
    """(A, Q) the columns that lose least."""
    flat = lost.ravel()
    limit = np.partition(flat, count)[count] if count < flat.size else np.inf
    return np.asarray((lost <= limit) & np.isfinite(lost))


def _begin_with(search: Search, begin: Plan) -> None:
    """Puts the plan of the search away but for what is pinned, then the openings given in, then what still fits."""
    can, left, now, filled = search.candidates, search.left, search.now, search.problem.filled
    plan, size, count, worth = now
    kept = 0
    for i in range(int(count[0])):
        ruin.use(can, left, plan[i], -1, -size[i])
    for k in np.flatnonzero(can["pinned"] == 1):
        ruin.use(can, left, k, 1, can["least"][k])
        plan[kept], size[kept], kept = k, can["least"][k], kept + 1
    place = {(int(k["pair"]), int(k["quarter"])): row for row, k in enumerate(can)}
    for pair, quarter, seats in zip(begin.pair, begin.quarter, begin.seats, strict=True):
        row = place.get((int(pair), int(quarter)), -1)
        if row < 0 or can[row]["pinned"] == 1 or kept == len(plan) or not _open(can, left, row):
            continue
        most = int(min(seats, can[row]["most"], ruin.more_seats(can, left, row, can[row]["budget_opening"])))
        if most >= can[row]["least"]:
            ruin.use(can, left, row, 1, most)
            plan[kept], size[kept], kept = row, most, kept + 1
    heap = np.empty(len(can), dtype=np.int64), np.empty(len(can)), np.empty(len(can))
    filled = np.ascontiguousarray(filled)
    count[0] = ruin.recreate(
        can, filled, search.start, left, search.clock, plan, size, kept, np.array([1.0, 0.0]), 0.0, heap
    )
    worth[0] = ruin.total_value(can, filled, left, plan, size, count[0])
    worth[1] = lacking(can, filled, left, search.asked, plan, size, count[0])
    if worth[1] <= 0 and worth[0] > search.best.worth[0]:
        for best, found in zip(search.best, now, strict=True):
            best[:] = found


def _open(can: Candidates, left: Left, row: int) -> bool:
    """Whether one more opening fits its quarter, prison, company and pair."""
    return bool(
        left.rooms[can[row]["prison"]] >= 1
        and left.openings[can[row]["quarter"]] >= 1
        and left.used[can[row]["workshop"]] == 0
        and left.company[can[row]["company"], can[row]["year"]] >= 1
    )
