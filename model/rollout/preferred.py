"""Of a plan and the others found beside it, the one that its own aims prefer."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from model.rollout.aims_in_order import Asked
from model.rollout.alternatives import DIFFER, LOSE, Alternative, alternatives, compared
from model.rollout.clock import clock
from model.rollout.nearest import Stage
from model.rollout.problem import Plan
from model.rollout.reach import Effort
from model.rollout.seen import SETTLED, Seen, chosen, plans_of, settled
from model.rollout.solution import Solution, gap_of
from model.rollout.sought_further import settling
from model.rollout.stages import Rollout


def preferred(
    found: Rollout, effort: Effort, differ: int = DIFFER, lose: float = LOSE
) -> tuple[Rollout, list[Alternative]]:
    """A plan, or one of its alternatives where that is better by the targets, then the aims in order or their weighted
    sum, by true figures; and the alternatives to it, of which the other is one, where it still differs enough."""
    assert found.whole is not None
    whole, timer = found.whole, clock(effort.time_limit)
    others = alternatives(found.assembly, found.plan, effort, differ, lose, whole=whole)
    mine, *rest = [_seen(found, plan) for plan in (found.plan, *(one.plan for one in others))]
    best = chosen([mine, *rest], whole.tolerance)
    if best is mine:
        return found, others
    if best.moved > SETTLED:
        asked = Asked(effort.gap, effort.seed, effort.report, effort.stop)
        again = settling(whole, best, found.stages[0].solution, asked, timer)
        best = settled([best, *again], chosen([best, *again], whole.tolerance), whole.tolerance)
    plans = [one.plan for one in (mine, *rest)]
    return _instead(found, best), list(compared(whole, best.plan, plans, differ, lose))


def _seen(found: Rollout, plan: Plan) -> Seen:
    """A plan as one that was found on the first's own figures."""
    assert found.whole is not None
    problem = found.assembly.problem
    stage = Stage(found.stages[0].aim, Solution(plan, plan.value(problem), np.inf, np.inf, "feasible", 0.0))
    (one,) = plans_of(found.whole, found.assembly, problem, (stage,), found.rounds + 1)
    return one


def _instead(found: Rollout, best: Seen) -> Rollout:
    """The same search with another plan at its end: the bound is one of every plan."""
    value, bound = best.figures[0], found.solution.bound
    gap, status = gap_of(value, bound), found.solution.status
    if status in ("optimal", "feasible"):
        status = "optimal" if gap <= best.own.programme.scenario.search.gap + 1e-9 else "feasible"
    solution = replace(found.solution, plan=best.plan, objective=value, gap=gap, status=status)
    return replace(
        found, assembly=best.own, solution=solution, rounds=best.round, round=best.round, last=best.stages,
        settled=best.settled, moved=best.moved,
    )  # fmt: skip
