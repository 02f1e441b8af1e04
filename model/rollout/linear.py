"""A problem as a mixed-integer programme in HiGHS, row by named row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import highspy
import numpy as np

from model.money import Array
from model.rollout.columns import Columns, columns
from model.rollout.constraints import ABOVE, FAMILIES
from model.rollout.problem import Plan, Problem, Worth
from model.rollout.rows import Rows

Kept = tuple[Worth, float]
"""An objective that was maximised before, and the least of it that must be kept."""


@dataclass(frozen=True)
class Linear:
    """maximise value x,  low <= A x <= high,  x of the own columns 0 or 1, running sums within their bounds."""

    problem: Problem
    columns: Columns
    rows: Rows
    value: Array
    """What every column brings, running sums (0) and seats above a ramp (their penalty) included."""


def linear(problem: Problem, kept: Sequence[Kept] = (), some: Columns | None = None) -> Linear:
    """The programme of a problem, of all its columns or of some.

    kept: earlier objectives, each with a row of its own: sum of what columns bring >= the least to be kept.
    """
    own = columns(problem) if some is None else some
    rows = Rows(len(own.pair))
    for family in FAMILIES:
        family(problem, own, rows)
    above = rows.sums.get(ABOVE, np.zeros(0, dtype=np.int64))
    for worth, least in kept:
        brought = own.value(worth)
        unit = _unit(brought)
        block = rows.block(f"kept_{len(rows.blocks)}", np.array([least * unit]), np.inf)
        rows.add(block, np.zeros(len(brought), dtype=np.int64), np.arange(len(brought)), brought * unit)
        rows.add(block, 0, above, -worth.above * unit)
    value = np.zeros(rows.columns)
    value[: len(own.pair)] = own.value(problem.objective)
    value[above] = -problem.objective.above
    return Linear(problem, own, rows, value)


def highs(made: Linear, relaxed: bool = False, named: bool = False) -> highspy.Highs:
    """The programme in HiGHS; one thread, nothing printed.

    relaxed: columns between 0 and 1; named: rows and columns carry their names, which a search does without.
    """
    lp, matrix = highspy.HighsLp(), made.rows.matrix()
    count = len(made.columns.pair)
    new_low, new_high = made.rows.bounds_of_new
    lp.num_col_, lp.num_row_ = made.rows.columns, made.rows.count
    lp.col_cost_ = made.value
    lp.col_lower_ = np.concatenate([np.zeros(count), new_low])
    lp.col_upper_ = np.concatenate([np.ones(count), new_high])
    lp.row_lower_, lp.row_upper_ = made.rows.bounds()
    lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    lp.a_matrix_.start_, lp.a_matrix_.index_, lp.a_matrix_.value_ = matrix.indptr, matrix.indices, matrix.data
    lp.sense_ = highspy.ObjSense.kMaximize
    if not relaxed:
        kinds = highspy.HighsVarType
        lp.integrality_ = [kinds.kInteger] * count + [kinds.kContinuous] * (made.rows.columns - count)
    if named:
        lp.row_names_, lp.col_names_ = _row_names(made), _names(made)
    solver: highspy.Highs = highspy.Highs()  # type: ignore[no-untyped-call]
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", 1)
    solver.passModel(lp)
    return solver


def write_mps(made: Linear, file: str) -> None:
    """The programme as a file (.mps or .lp) that another solver can read: MPS minimises, so its values are negated.

    Raises OSError when the file cannot be written.
    """
    solver = highs(made, named=True)
    if file.endswith(".mps"):
        solver.changeColsCost(len(made.value), np.arange(len(made.value), dtype=np.int32), -made.value)
        solver.changeObjectiveSense(highspy.ObjSense.kMinimize)
    if solver.writeModel(file) == highspy.HighsStatus.kError:
        raise OSError(f"{file} cannot be written")


def begin_with(solver: highspy.Highs, made: Linear, plan: Plan) -> None:
    """Start the search from a plan."""
    chosen = made.columns.of(plan)
    solver.setSolution(len(chosen), np.arange(len(chosen), dtype=np.int32), chosen)


_PLAIN: Final = str.maketrans("-/", "__")
"""Signs of names that some solvers do not read."""


def _names(made: Linear) -> list[str]:
    """``open.PRISON.COMPANY.QUARTER.SEATS`` (``PRISON_women`` on the women's side of a mixed prison), and a number for
    each running sum, in signs that every solver reads."""
    p, c = made.problem, made.columns
    own = [
        f"open.{p.sides[p.side[a]]}.{p.companies[p.company[a]]}.{p.quarters[q]}.{int(s)}".translate(_PLAIN)
        for a, q, s in zip(c.pair, c.quarter, c.seats, strict=True)
    ]
    return own + [f"sum_{k}" for k in range(made.rows.columns - len(own))]


def _row_names(made: Linear) -> list[str]:
    """``area.PRISON``, ``openings.QUARTER``, ``pool.SIDE.RING``, ``demand_sum.COMPANY.YEAR``, in signs that every
    solver reads; a number where the rows of a limit are of nothing that has a name."""
    p = made.problem
    years = [str(year) for year in p.years]
    of: dict[str, list[str]] = {"openings": list(p.quarters), "budget": years, "budget_sum": years}
    of["ceiling"] = [str(p.years[year]) for year, _ in p.ceiling]
    of["workshops"] = of["area"] = of["room_hours"] = list(p.prisons)
    of["pool"] = [f"{side}.{ring}" for side in p.sides for ring in range(p.pool.shape[1])]
    of["company_openings"] = [f"{company}.{year}" for company in p.companies for year in years]
    bound = [c for c, limit in zip(p.companies, p.demand, strict=True) if np.isfinite(limit).any()]
    of["demand_sum"] = of["count_sum"] = [f"{company}.{year}" for company in bound for year in years]
    numbered, found = made.rows.named(), []
    for block in made.rows.blocks.values():
        names = of.get(block.name, [])
        if len(names) == block.count:
            found += [f"{block.name}.{name}".translate(_PLAIN) for name in names]
        else:
            found += numbered[block.start : block.start + block.count]
    return found


def _unit(brought: Array) -> float:
    """A factor that brings coefficients near 1."""
    return 1.0 / max(float(np.abs(brought).max(initial=0.0)), 1e-9)
