"""What a target that cannot be met would take: some limits made elastic, with slacks in their own units.

The problem is that of a programme in which a family of limits is lifted (so pairs and bounds are those of the lifted
limit), with the family's limits put back as rows that may be exceeded at a cost. The least excess that meets the
target is the answer. A family is only made elastic once a plan is known that meets the target without it: a search
that then says there is none is an error of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import highspy
import numpy as np

from model.money import Array
from model.rollout.columns import Columns, columns
from model.rollout.constraints import EUROS
from model.rollout.constraints import FAMILIES as LIMITS
from model.rollout.limits import Family, is_another
from model.rollout.linear import Linear, begin_with, highs
from model.rollout.problem import Plan, Problem
from model.rollout.reach import Effort
from model.rollout.rows import Index, Rows


class ElasticInfeasible(RuntimeError):
    """An elastic problem came back without a plan although one is known to exist."""


@dataclass(frozen=True)
class Excess:
    """How far the rows of one limit are exceeded."""

    limit: str
    """partners, area, workshops, pool, budget, openings, region_share, women_share."""
    amount: Array
    """In the limit's own unit, one for each of its rows as the problem counts them: prisons, prisons x rings, years,
    quarters, regions; of partners yet to be found, the agreements."""


def least_excess(
    problem: Problem, families: Sequence[Family], effort: Effort, known: Plan | None = None
) -> tuple[list[Excess], bool] | None:
    """The least excess over the limits of some families with which the problem's targets are met.

    problem: bounds as wide as without these families, their limits in its arrays. Relative cost: every limit weighs
    one over its own mean, so that m2, euros and openings compare; among plans of equal excess, the fewest openings;
    partners yet to be found count one each. known: a plan that meets the targets, to begin with. With whether it is
    proven to be the least, within the gap of the effort; None where no plan was found in time. Raises
    ElasticInfeasible.
    """
    own = columns(problem)
    rows = Rows(len(own.pair))
    for limit in LIMITS:
        limit(problem, own, rows)
    stretched = [one for family in families for one in _stretch(problem, rows, family)]
    value = np.zeros(rows.columns)
    value[: len(own.pair)] = -1 / (100.0 * max(1, len(problem.prison)))
    if "partners" in families:
        value[: len(own.pair)] -= _others(problem, own)
    for one in stretched:
        value[one.column] = -one.weight
    solved = _solved(Linear(problem, own, rows, value), effort, known)
    if solved is None:
        return None
    chosen, proven = solved
    found = [Excess(one.limit, one.read(chosen)) for one in stretched]
    if "partners" in families:
        found.append(Excess("partners", np.atleast_1d(np.round(chosen[: len(own.pair)] @ _others(problem, own)))))
    return found, proven


def _solved(made: Linear, effort: Effort, known: Plan | None) -> tuple[Array, bool] | None:
    """The columns of the best solution, and whether the gap is closed; None where none was found in time."""
    solver = highs(made)
    solver.setOptionValue("mip_rel_gap", effort.gap)
    solver.setOptionValue("time_limit", effort.time_limit)
    solver.setOptionValue("random_seed", effort.seed)
    if known is not None:
        begin_with(solver, made, known)
    stop = effort.stop

    def ask(event: Any) -> None:
        if stop is not None and stop():
            event.interrupt()

    solver.cbMipInterrupt.subscribe(ask)
    solver.run()
    status = solver.getModelStatus()
    if status == highspy.HighsModelStatus.kInfeasible:
        raise ElasticInfeasible("an elastic problem without a plan, where one is known to exist")
    if solver.getInfo().primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
        return None
    return np.asarray(solver.getSolution().col_value), status == highspy.HighsModelStatus.kOptimal


@dataclass(frozen=True)
class _Stretched:
    """Columns by which the rows of one limit may be exceeded."""

    limit: str
    column: Index
    weight: float
    """Relative cost of a unit of the rows."""
    scale: float = 1.0
    """Units of the limit in a unit of the rows."""

    def read(self, chosen: Array) -> Array:
        amounts = chosen[self.column] * self.scale
        return np.where(amounts > 1e-6 * self.scale, amounts, 0.0)


def _stretch(problem: Problem, rows: Rows, family: Family) -> Iterator[_Stretched]:
    """Columns of excess for every row of a family."""
    match family:
        case "space":
            for one in _rows(rows, "area", problem.area):
                if "room_hours" in rows.blocks:  # the same floor
                    rows.add(rows.blocks["room_hours"], np.arange(len(problem.area)), one.column, -1.0)
                yield one
            yield from _rows(rows, "workshops", problem.rooms.astype(float))
        case "candidates":
            yield _rings(problem, rows)
        case "budget":
            yield from _rows(rows, "budget_sum" if problem.carry_over else "budget", EUROS * problem.budget, 1 / EUROS)
        case "staff":
            yield from _rows(rows, "openings", problem.openings)
        case "balance":
            yield from _rows(rows, "region_share", np.ones(len(problem.region_share)), upward=1.0)
            yield from _rows(rows, "women_share", np.ones(1), upward=1.0)


def _rows(rows: Rows, block: str, limit: Array, scale: float = 1.0, upward: float = -1.0) -> Iterator[_Stretched]:
    """One column for each row of a block, where it stands."""
    if block in rows.blocks:
        column = rows.running(0.0, np.full(len(limit), np.inf))
        rows.add(rows.blocks[block], np.arange(len(limit)), column, upward)
        yield _Stretched(block.removesuffix("_sum"), column, _weight(limit), scale)


def _rings(problem: Problem, rows: Rows) -> _Stretched:
    """One column for each ring of a prison: people who suit it suit every wider one."""
    prisons, count = problem.pool.shape
    column = rows.running(0.0, np.full(prisons * count, np.inf)).reshape(prisons, count)
    for narrow in range(count):
        for wide in range(narrow, count):
            rows.add(rows.blocks["pool"], np.arange(prisons) * count + wide, column[:, narrow], -1.0)
    return _Stretched("pool", column.ravel(), _weight(problem.pool))


def _weight(limit: Array) -> float:
    """One over the mean of the limits that are set."""
    known = limit[np.isfinite(limit)]
    return 1.0 / max(float(known.mean()) if len(known) else 1.0, 1e-6)


def _others(problem: Problem, own: Columns) -> Array:
    """(N,) 1 where a column is a workshop of a partner yet to be found."""
    other = np.array([is_another(company) for company in problem.companies])
    return np.where(other[problem.company[own.pair]], 1.0, 0.0)
