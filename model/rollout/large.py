"""The optimiser for problems that are too large for one mixed-integer programme: a proven bound, then a search.

    prices and bound      decomposition by company, each company's best plan exact (``decomposition``)
    candidates            the columns that lose least at these prices (``pricing.losses``)
    plan                  built at these prices, then improved by ruin and recreate (``improvement``)

Same problem, seed and limits: same plan, unless the clock cuts the work short. The work is counted in rounds and turns;
``turns`` fixes it whatever the machine.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from model.money import Array
from model.rollout.clock import Clock, clock
from model.rollout.decomposition import bound
from model.rollout.improvement import first_plan
from model.rollout.pricing import columns, companies, losses, widest
from model.rollout.problem import Problem, Whole
from model.rollout.shared_limits import shared_limits
from model.rollout.solution import NO_PLAN, Progress, Report, Solution, Status, Stop, gap_of

CANDIDATES: Final = 250
"""Columns of a quarter that the search may open, on average."""
PER_PRISON: Final = 50
"""Or columns of a prison, where that is more."""
TURNS: Final = 600
"""Turns for each second of the time limit, for a plan of OPENINGS openings: about half of the time on the machine of
docs/performance.md. A turn of a small plan is as short as the plan, down to a point; one of a large plan looks at a
part of it, and grows as its root."""
OPENINGS: Final = 150
SHORTER: Final = 5.0
"""How many times as short a turn of a small plan is at most."""
BOUND_SHARE: Final = 0.5
"""Share of the time limit that the bound may take."""


@dataclass
class _Watch:
    """The clock, whoever wants to stop, and the best values so far."""

    gap: float
    time: Clock
    bounding: Clock
    """For the bound."""
    progress: Report | None
    stop: Stop | None
    floor: float
    """No plan brings less."""
    incumbent: float = -np.inf
    bound: float = np.inf
    stopped: bool = False

    @property
    def reached(self) -> float:
        return gap_of(self.incumbent, self.bound)

    def over(self, time: Clock) -> bool:
        """Tells how far it is, and says whether to end here."""
        if self.progress is not None:
            self.progress(Progress(self.time.spent, self.incumbent, self.bound))
        self.stopped = self.stopped or (self.stop is not None and self.stop())
        return self.stopped or time.over or self.reached <= self.gap

    def bounded(self, value: float) -> bool:
        """Takes a bound, and says whether to stop: no plan can bring as little as the bound says, or time is over."""
        self.bound = value
        return value < self.floor or self.over(self.bounding)


def solve_large(
    problem: Problem,
    gap: float = 0.03,
    time_limit: float = 60.0,
    seed: int = 1,
    progress: Report | None = None,
    stop: Stop | None = None,
    *,
    turns: int | None = None,
    rounds: int = 1000,
) -> Solution:
    """The best plan found and a proven bound.

    gap: (bound - objective) / |objective| at which to stop; time_limit: seconds (the first run on a machine compiles,
    some 30 of them); turns, rounds: most turns of the search and rounds of the bound, which fix the result where the
    clock does not cut in (turns: in proportion to the time limit where none are given); progress, stop: see Report and
    Stop.
    """
    whole = clock(time_limit)
    watch = _Watch(gap, whole, whole.part(BOUND_SHARE), progress, stop, _floor(problem))
    col, own = columns(problem), companies(problem)
    proof = bound(col, own, shared_limits(problem), rounds=rounds, told=watch.bounded)
    watch.bound = proof.value
    if proof.value < watch.floor:
        return _no_plan(watch, "infeasible")
    count = max(CANDIDATES * len(problem.quarters), PER_PRISON * len(problem.prisons))
    pair, quarter = _least_lost(losses(col, own, proof.prices), count)
    search = first_plan(problem, pair, quarter, proof.prices, seed)
    if search is None:
        return _no_plan(watch, "infeasible")
    watch.incumbent = search.objective
    if turns is None:
        ratio = OPENINGS / max(1, int(search.now.openings[0]))
        turns = int(TURNS * time_limit * min(max(ratio, ratio**0.5), SHORTER))
    for objective in search.turns(turns) if watch.reached > gap else ():
        watch.incumbent = objective
        if watch.over(watch.time):
            break
    if not np.isfinite(search.objective):
        return _no_plan(watch, "stopped" if watch.stopped else "unknown")
    plan = search.plan()
    objective = plan.value(problem)
    reached = gap_of(objective, watch.bound)
    status: Status = "optimal" if reached <= gap else "stopped" if watch.stopped else "feasible"
    return Solution(plan, objective, watch.bound, reached, status, watch.time.spent)


def _no_plan(watch: _Watch, status: Status) -> Solution:
    limit = -np.inf if status == "infeasible" else watch.bound
    return Solution(NO_PLAN, -np.inf, limit, np.inf, status, watch.time.spent)


def _least_lost(lost: Array, count: int) -> tuple[Whole, Whole]:
    """Pairs and quarters of the columns that lose least."""
    flat = lost.ravel()
    limit = np.partition(flat, count)[count] if count < flat.size else np.inf
    pair, quarter = np.nonzero((lost <= limit) & np.isfinite(lost))
    return pair, quarter


def _floor(problem: Problem) -> float:
    """A value that every plan reaches: the sum of the worst that each pair could bring."""
    if not problem.pinned and not problem.target:
        return -np.inf
    of, most = problem.objective, widest(problem)
    dearest = np.maximum(of.seat, 0.0) * most[:, None] + np.maximum(of.opening, 0.0)
    worth = np.minimum(of.worth, 0.0) * problem.filled.max(axis=1)[:, None]
    seats = np.bincount(problem.company, most, minlength=len(problem.companies))
    above = np.maximum(0.0, seats[:, None] - problem.ramps).sum()
    return float((worth - dearest).min(axis=1).sum() - of.above * above)
