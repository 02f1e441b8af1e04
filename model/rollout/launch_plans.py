"""The linear programme over the launch plans of companies that the decomposition has met: it proposes prices."""

from __future__ import annotations

import highspy
import numpy as np
import scipy.sparse as sp

from model.money import Array
from model.rollout.pricing import Answer, Companies
from model.rollout.problem import Flags, Plan, Whole, seats_above
from model.rollout.shared_limits import PairRows, SharedLimits

MISSING = -1e6
"""What the column costs that stands for all that is missing, where the best company plan brings 100: it leaves as soon
as it can."""


class Master:
    """At most one plan a company, shared rows kept. Rows: companies, then the shared rows."""

    def __init__(self, limits: SharedLimits, own: Companies, scale: float) -> None:
        self.limits, self.scale = limits, scale
        self.companies = len(own.start) - 1
        self.count = 0
        self._plans: list[tuple[Plan, Whole]] = []
        self._seen: set[bytes] = set()
        self._solver = highspy.Highs()  # type: ignore[no-untyped-call]
        # primal simplex: columns come in, the last solution stays feasible
        for option, value in (("output_flag", False), ("threads", 1), ("simplex_strategy", 4)):
            self._solver.setOptionValue(option, value)
        self._start(np.diff(own.pin_start) > 0)

    def _start(self, must: Flags) -> None:
        """The rows, and one column that stands for all that is missing."""
        most = self.limits.most
        model = highspy.HighsLp()
        model.num_row_, model.num_col_ = self.companies + len(most), 0
        none = np.full(len(most), -highspy.kHighsInf)
        model.row_lower_ = np.concatenate([np.where(must, 1.0, -highspy.kHighsInf), none])
        model.row_upper_ = np.concatenate([np.ones(self.companies), np.where(np.isinf(most), highspy.kHighsInf, most)])
        model.sense_ = highspy.ObjSense.kMaximize
        model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
        model.a_matrix_.start_ = np.zeros(1, np.int32)
        self._solver.passModel(model)
        missing = np.concatenate([must.astype(float), np.minimum(most, 0.0)])
        place = np.flatnonzero(missing).astype(np.int32)
        self._solver.addCol(MISSING, 0.0, 1.0, len(place), place, missing[place])

    def learn(self, answer: Answer) -> int:
        """Adds the plans that are new, and says how many were."""
        plan, fresh = answer.plan, []
        edge = np.searchsorted(answer.company, np.arange(self.companies + 1))
        for c in range(self.companies):
            part = slice(edge[c], edge[c + 1])
            key = b"%d:" % c + plan.pair[part].tobytes() + plan.quarter[part].tobytes() + plan.seats[part].tobytes()
            if edge[c] < edge[c + 1] and key not in self._seen:
                self._seen.add(key)
                fresh.append(c)
        if fresh:
            keep = np.isin(answer.company, fresh)
            owner = np.searchsorted(fresh, answer.company[keep])
            self._add(Plan(plan.pair[keep], plan.quarter[keep], plan.seats[keep]), owner, np.array(fresh))
        return len(fresh)

    def _add(self, plan: Plan, owner: Whole, companies: Whole) -> None:
        problem, count = self.limits.problem, len(companies)
        still = problem.still(plan.pair, plan.quarter, owner, count)
        brings = problem.objective.of(problem, plan.pair, plan.quarter, plan.seats, still)
        years = len(problem.years)
        opened = np.bincount(owner * years + problem.year[plan.quarter], plan.seats, minlength=count * years)
        above = seats_above(problem.ramps[companies], opened.reshape(count, years).astype(np.float64))
        worth = (np.bincount(owner, brings, minlength=count) - problem.objective.above * above) / self.scale
        one = sp.csc_array((np.ones(count), (companies, np.arange(count))), shape=(self.companies, count))
        uses = sp.csc_array(sp.vstack([one, self.limits.uses(plan, owner, count)]))
        self._solver.addCols(
            count, worth, np.zeros(count), np.full(count, highspy.kHighsInf), uses.nnz,
            uses.indptr[:-1].astype(np.int32), uses.indices.astype(np.int32), uses.data,
        )  # fmt: skip
        self._plans.append((plan, owner + self.count))
        self.count += count

    def solve(self) -> tuple[float, Array]:
        """Value, and price of every shared row, in the unit of the objective."""
        self._solver.run()
        dual = np.asarray(self._solver.getSolution().row_dual)[self.companies :] * self.scale
        return self._solver.getObjectiveValue() * self.scale, np.maximum(dual, 0.0)

    def mix(self) -> tuple[Array, Array]:
        """(A,) openings and seats of each pair in the best mix of plans, over all quarters."""
        share = np.asarray(self._solver.getSolution().col_value)[1:]
        plan, owner = self._all()
        weight, pairs = share[owner], len(self.limits.problem.prison)
        openings, seats = (np.bincount(plan.pair, each, minlength=pairs) for each in (weight, weight * plan.seats))
        return openings.astype(np.float64), seats.astype(np.float64)

    def tighten(self, more: PairRows) -> None:
        """Appends rows, for the plans met so far and those to come."""
        self.limits = SharedLimits(self.limits.problem, self.limits.rows.with_more(more))
        plan, owner = self._all()
        alone = SharedLimits(self.limits.problem, more).uses(plan, owner, self.count)
        uses = sp.csr_array(alone)[-len(more) :]
        self._solver.addRows(
            len(more), np.full(len(more), -highspy.kHighsInf), more.most, uses.nnz,
            uses.indptr[:-1].astype(np.int32), uses.indices.astype(np.int32) + 1, uses.data,
        )  # fmt: skip

    def _all(self) -> tuple[Plan, Whole]:
        """The openings of all plans met so far, and the plan of each."""
        if not self._plans:
            none = np.zeros(0, dtype=np.int64)
            return Plan(none, none, none), none
        parts = [(plan.pair, plan.quarter, plan.seats, owner) for plan, owner in self._plans]
        pair, quarter, seats, owner = (np.concatenate(column) for column in zip(*parts, strict=True))
        return Plan(pair, quarter, seats), owner
