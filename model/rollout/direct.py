"""The whole problem given to HiGHS: proven plans of small programmes."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any

import highspy
import numpy as np

from model.rollout.linear import Kept, begin_with, highs, linear
from model.rollout.problem import Flags, Plan, Problem
from model.rollout.solution import NO_PLAN, Progress, Report, Solution, Status, Stop, gap_of


def solve_direct(
    problem: Problem,
    gap: float,
    time_limit: float,
    seed: int,
    progress: Report | None = None,
    stop: Stop | None = None,
    start: Plan | None = None,
    kept: Sequence[Kept] = (),
    which: Flags | None = None,
) -> Solution:
    """The best plan of a problem, or of some of its pairs and quarters (A, Q), whose bound then holds for these alone.

    kept: earlier objectives and how much of each must stay. See :func:`model.rollout.solve.solve` for the rest.
    """
    begun = time.perf_counter()
    made = linear(problem, kept, which)
    solver = highs(made)
    solver.setOptionValue("mip_rel_gap", gap)
    solver.setOptionValue("random_seed", seed)
    solver.setOptionValue("time_limit", max(0.1, time_limit - (time.perf_counter() - begun)))
    if start is not None:
        begin_with(solver, made, start)
    _listen(solver, begun, progress, stop)
    solver.run()
    seconds = time.perf_counter() - begun
    ended, info, solution = solver.getModelStatus(), solver.getInfo(), solver.getSolution()
    states = highspy.HighsModelStatus
    if ended in (states.kInfeasible, states.kUnboundedOrInfeasible):
        return Solution(NO_PLAN, -np.inf, -np.inf, np.inf, "infeasible", seconds)
    has_plan = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
    plan = made.columns.plan(np.asarray(solution.col_value)[: len(made.columns.pair)]) if has_plan else NO_PLAN
    objective = plan.value(problem) if has_plan else -np.inf
    bound = max(float(info.mip_dual_bound), objective) if np.isfinite(info.mip_dual_bound) else np.inf
    proven = gap_of(objective, bound)
    status: Status = "optimal" if has_plan and proven <= gap + 1e-9 else "feasible" if has_plan else "unknown"
    if ended == states.kInterrupt and status != "optimal":
        status = "stopped"
    return Solution(plan, objective, bound, proven, status, seconds)


def _listen(solver: highspy.Highs, begun: float, progress: Report | None, stop: Stop | None) -> None:
    """Tell of the search while it runs, and let it be stopped."""

    def tell(event: Any) -> None:
        if progress is not None:
            said = event.data_out
            best = said.mip_primal_bound if abs(said.mip_primal_bound) < 1e30 else -np.inf
            bound = said.mip_dual_bound if abs(said.mip_dual_bound) < 1e30 else np.inf
            progress(Progress(time.perf_counter() - begun, float(best), float(bound)))

    def ask(event: Any) -> None:
        if stop is not None and stop():
            event.interrupt()

    if progress is not None:
        solver.cbMipLogging.subscribe(tell)
        solver.cbMipImprovingSolution.subscribe(tell)
    if stop is not None:
        solver.cbMipInterrupt.subscribe(ask)
        solver.cbSimplexInterrupt.subscribe(ask)
