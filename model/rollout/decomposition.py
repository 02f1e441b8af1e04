"""The proven bound: decomposition by company (Dantzig and Wolfe), a price for everything that companies share.

At any prices y >= 0 of the shared rows, no plan brings more than

    y . limit + sum over companies of (the best plan of the company at these prices)

so every round gives a bound, and the lowest is kept. A linear programme over the company plans met so far proposes the
next prices; what is asked lies between them and the best prices known, which keeps prices from jumping.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import highspy
import numpy as np
import scipy.sparse as sp

from model.money import Array
from model.rollout.pricing import Answer, Columns, Companies, Prices, best_plans
from model.rollout.prison_hull import prison_rows
from model.rollout.problem import Plan, Whole
from model.rollout.shared_limits import PairRows, SharedLimits

INSIDE = 0.6
"""Weight of the best prices known in what is asked next."""


@dataclass(frozen=True)
class Bound:
    """A value that no plan passes, and the prices that prove it."""

    value: float
    dual: Array
    prices: Prices
    limits: SharedLimits
    rounds: int
    relaxed: float
    """Value of the last linear programme over company plans: the bound cannot fall below it."""


class Master:
    """The linear programme over company plans: at most one plan a company, shared rows kept."""

    def __init__(self, limits: SharedLimits, own: Companies, scale: float) -> None:
        self.limits, self.own, self.scale = limits, own, scale
        self.companies = len(own.start) - 1
        self.plans: list[tuple[Plan, Whole]] = []
        self.seen: set[bytes] = set()
        self.count = 0
        self.solver = highspy.Highs()
        for option, value in (("output_flag", False), ("threads", 1), ("simplex_strategy", 4)):
            self.solver.setOptionValue(option, value)
        self._start()

    def _start(self) -> None:
        """Rows alone, and one column that stands for all that is missing, at a price that drives it out."""
        most = self.limits.most
        must = np.diff(self.own.pin_start) > 0
        rows = len(most)
        model = highspy.HighsLp()
        model.num_row_, model.num_col_ = rows + self.companies, 0
        model.row_lower_ = np.concatenate([np.where(must, 1.0, -highspy.kHighsInf), np.full(rows, -highspy.kHighsInf)])
        model.row_upper_ = np.concatenate([np.ones(self.companies), np.where(np.isinf(most), highspy.kHighsInf, most)])
        model.sense_ = highspy.ObjSense.kMaximize
        model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
        model.a_matrix_.start_ = np.zeros(1, np.int32)
        self.solver.passModel(model)
        missing = np.concatenate([must.astype(float), np.minimum(most, 0.0)])
        place = np.flatnonzero(missing).astype(np.int32)
        self.solver.addCol(-1e6, 0.0, 1.0, len(place), place, missing[place])

    def learn(self, answer: Answer) -> int:
        """Adds the plans that are new, and says how many were."""
        plan, fresh = answer.plan, []
        edge = np.searchsorted(answer.company, np.arange(self.companies + 1))
        for c in range(self.companies):
            part = slice(edge[c], edge[c + 1])
            key = b"%d" % c + plan.pair[part].tobytes() + plan.quarter[part].tobytes() + plan.seats[part].tobytes()
            if edge[c] < edge[c + 1] and key not in self.seen:
                self.seen.add(key)
                fresh.append(c)
        if not fresh:
            return 0
        keep = np.isin(answer.company, fresh)
        owner = np.searchsorted(fresh, answer.company[keep])
        some = Plan(plan.pair[keep], plan.quarter[keep], plan.seats[keep])
        self._add(some, owner, np.array(fresh))
        return len(fresh)

    def _add(self, plan: Plan, owner: Whole, companies: Whole) -> None:
        problem, count = self.limits.problem, len(companies)
        brings = problem.objective.of(problem, plan.pair, plan.quarter, plan.seats)
        worth = np.bincount(owner, brings, minlength=count) / self.scale
        one = sp.csc_array((np.ones(count), (companies, np.arange(count))), shape=(self.companies, count))
        rows = self.limits.uses(plan, owner, count)
        uses = sp.csc_array(sp.vstack([one, rows]))
        self.solver.addCols(
            count, worth, np.zeros(count), np.full(count, highspy.kHighsInf), uses.nnz,
            uses.indptr[:-1].astype(np.int32), uses.indices.astype(np.int32), uses.data,
        )  # fmt: skip
        self.plans.append((plan, owner + self.count))
        self.count += count

    def solve(self) -> tuple[float, Array]:
        """Value and prices of the shared rows."""
        self.solver.run()
        dual = np.asarray(self.solver.getSolution().row_dual)[self.companies :] * self.scale
        return self.solver.getObjectiveValue() * self.scale, np.maximum(dual, 0.0)

    def mix(self) -> tuple[Array, Array]:
        """(A,) openings and seats of each pair in the mix of plans that is best now, over all quarters."""
        share = np.asarray(self.solver.getSolution().col_value)[1:]
        plan, owner = self.all_plans()
        pairs = len(self.limits.problem.prison)
        weight = share[owner]
        return np.bincount(plan.pair, weight, minlength=pairs), np.bincount(plan.pair, weight * plan.seats, minlength=pairs)

    def all_plans(self) -> tuple[Plan, Whole]:
        """The openings of all plans met so far, and the plan of each."""
        parts = [(p.pair, p.quarter, p.seats, owner) for p, owner in self.plans]
        pair, quarter, seats, owner = (np.concatenate(column) for column in zip(*parts, strict=True))
        return Plan(pair, quarter, seats), owner

    def tighten(self, more: PairRows) -> None:
        """Appends rows, for the plans met so far and those to come."""
        self.limits = SharedLimits(self.limits.problem, self.limits.rows.with_more(more))
        plan, owner = self.all_plans()
        uses = sp.csr_array(SharedLimits(self.limits.problem, more).uses(plan, owner, self.count))[-len(more) :]
        self.solver.addRows(
            len(more), np.full(len(more), -highspy.kHighsInf), more.most, uses.nnz,
            uses.indptr[:-1].astype(np.int32), uses.indices.astype(np.int32) + 1, uses.data,
        )  # fmt: skip


def bound(
    col: Columns,
    own: Companies,
    limits: SharedLimits,
    *,
    rounds: int = 200,
    close: float = 2e-4,
    dual: Array | None = None,
    told: Callable[[float], bool] | None = None,
    verbose: bool = False, cuts=0,
) -> Bound:
    import time
    t0 = time.time(); tp = 0.; tm = 0.
    most = limits.most
    center = np.zeros(len(most)) if dual is None else dual
    ask, lowest, relaxed = center, np.inf, -np.inf
    master = None
    for turn in range(1, rounds + 1):
        prices = limits.prices(ask)
        t = time.time()
        answer = best_plans(col, own, prices)
        tp += time.time() - t
        priced = ask > 0
        value = float(ask[priced] @ most[priced] + answer.value.sum())
        if value < lowest:
            lowest, center = value, ask
        if master is None:
            master = Master(limits, own, max(float(np.abs(answer.value).max()), 1.0) / 100)
        new = master.learn(answer)
        t = time.time()
        relaxed, proposed = master.solve()
        tm += time.time() - t
        if verbose and turn % 10 == 1: print(turn, f"{time.time()-t0:.1f} price {tp:.1f} master {tm:.1f} relaxed {relaxed:.0f} bound {lowest:.0f} cols {master.count}")
        if lowest - relaxed <= close * abs(lowest) or (told is not None and told(lowest)):
            t = time.time()
            z, w = master.mix()
            more = prison_rows(limits.problem, z, w) if cuts > 0 else ()
            if verbose: print('cuts', len(more), time.time()-t, f"{time.time()-t0:.1f} {lowest:.0f}", 'once viol', (z>1.001).sum())
            cuts -= 1
            if len(more) == 0:
                break
            master.tighten(more)
            limits = master.limits
            most = limits.most
            center = np.append(center, np.zeros(len(more)))
            relaxed, proposed = master.solve()
            ask = INSIDE * center + (1 - INSIDE) * proposed
            continue
        ask = proposed if new == 0 else INSIDE * center + (1 - INSIDE) * proposed
    if verbose: print(turn, f"{time.time()-t0:.1f} price {tp:.1f} master {tm:.1f} relaxed {relaxed:.0f} bound {lowest:.0f} cols {master.count}")
    b= Bound(lowest, center, limits.prices(center), limits, turn, relaxed)
    object.__setattr__(b,'master',master)
    return b
