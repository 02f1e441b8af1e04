"""Whatever the problem: no plan breaks a limit, and no plan is better than the bound."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.rollout import by_first_opening
from model.rollout.large import solve_large
from model.rollout.pricing import Prices, best_plans, columns, companies, losses
from model.rollout.prison_hull import prison_rows
from model.rollout.problem import Plan, Problem
from model.rollout.shared_limits import shared_limits
from tests.rollout_problems import best_by_trying, broken_limits, brought, plans, problems, share_that_counts


@given(problems())
def test_no_plan_breaks_a_limit_and_none_beats_the_bound(problem: Problem) -> None:
    found = solve_large(problem, gap=0.0, time_limit=30, turns=200, rounds=60)
    best = best_by_trying(problem)
    assert best == -np.inf or best <= found.bound + 1e-6
    if found.status == "infeasible":
        assert best == -np.inf
    if len(found.plan.pair) or np.isfinite(found.objective):
        assert broken_limits(problem, found.plan) == []
        assert found.objective == pytest.approx(found.plan.value(problem))
        assert found.objective == pytest.approx(brought(problem, found.plan))
        assert found.objective <= best + 1e-6


@given(problems(), st.integers(0, 2**32 - 1))
def test_any_prices_prove_a_bound(problem: Problem, seed: int) -> None:
    """The bound holds at any prices, not only at those that the rounds happen to ask."""
    limits = shared_limits(problem)
    rng = np.random.default_rng(seed)
    dual = np.where(np.isfinite(limits.most), rng.uniform(0, 5, len(limits.most)), 0.0)
    answer = best_plans(columns(problem), companies(problem), limits.prices(dual))
    priced = dual > 0
    bound = dual[priced] @ limits.most[priced] + answer.value.sum()
    best = best_by_trying(problem)
    assert best == -np.inf or best <= bound + 1e-6


def leaving(problem: Problem, stays: float) -> Problem:
    """The problem whose companies stay a quarter with some chance, from their first opening on."""
    quarter = np.arange(len(problem.quarters))
    since = stays ** np.maximum(0, quarter[None, :] - quarter[:, None])
    return replace(problem, since=np.tile(since, (len(problem.companies), 1, 1)))


@settings(max_examples=50)
@given(problems(), st.floats(0.3, 0.99), st.integers(0, 2**32 - 1), st.integers(1, 3))
def test_any_prices_prove_a_bound_of_companies_that_leave(problem: Problem, stays: float, seed: int, step: int) -> None:
    """Plans tried one by one, each company leaving from its own first opening: none brings more, however many first
    openings are tried at once."""
    problem = leaving(problem, stays)
    limits = shared_limits(problem)
    rng = np.random.default_rng(seed)
    dual = np.where(np.isfinite(limits.most), rng.uniform(0, 5, len(limits.most)), 0.0)
    prices = limits.prices(dual)
    priced = dual > 0
    answer = by_first_opening.best_plans(problem, columns(problem), companies(problem), prices, step)
    bound = dual[priced] @ limits.most[priced] + answer.value.sum()
    best = max((true_value(problem, plan) for plan in plans(problem) if meets(problem, plan)), default=-np.inf)
    assert best == -np.inf or best <= bound + 1e-6


@settings(max_examples=50)
@given(problems(), st.floats(0.3, 0.99))
def test_companies_that_leave_together_are_searched_as_they_do(problem: Problem, stays: float) -> None:
    """What the search says a plan brings is what it brings, its companies leaving, under the bound of the same run."""
    problem = leaving(problem, stays)
    found = solve_large(problem, gap=0.0, time_limit=30, turns=100, rounds=60)
    if np.isfinite(found.objective):
        assert meets(problem, found.plan)
        assert found.objective == pytest.approx(true_value(problem, found.plan), abs=1e-6)
        assert found.objective <= found.bound + 1e-6


def first_of(problem: Problem, plan: Plan, c: int) -> int:
    return min(int(q) for a, q in zip(plan.pair, plan.quarter, strict=True) if problem.company[a] == c)


def true_value(problem: Problem, plan: Plan) -> float:
    """What a plan brings, opening by opening, seats above ramps paid for."""
    of, total = problem.objective, -problem.objective.above * plan.above(problem)
    for a, q, s in zip(plan.pair, plan.quarter, plan.seats, strict=True):
        c = problem.company[a]
        still = problem.since[c, first_of(problem, plan, c), q]
        total += of.worth[a, q] * still * problem.filled[a, s] - of.seat[a, q] * s - of.opening[a, q]
    return float(total)


def meets(problem: Problem, plan: Plan) -> bool:
    """Whether a plan that keeps every other limit meets its targets, its companies leaving."""
    free = replace(problem, target=())
    for y, least in problem.target:
        there = 0.0
        for a, q, s in zip(plan.pair, plan.quarter, plan.seats, strict=True):
            if problem.year[q] > y:
                continue
            c = problem.company[a]
            there += (
                share_that_counts(problem, a, q, y)
                * problem.since[c, first_of(problem, plan, c), q]
                * (problem.filled[a, s])
            )
        if there < least - 1e-6:
            return False
    return broken_limits(free, plan) == []


@given(problems())
def test_a_company_alone_is_priced_exactly(problem: Problem) -> None:
    """What the dynamic programme says a plan brings is what it brings at these prices."""
    pairs, quarters, years = len(problem.prison), len(problem.quarters), len(problem.years)
    prices = Prices(
        np.full(pairs, 0.5),
        np.full(pairs, 0.25),
        np.full(quarters, 1.0),
        np.full(years, 0.5),
        np.zeros(len(problem.target)),
    )
    answer = best_plans(columns(problem), companies(problem), prices)
    plan, at = answer.plan, (answer.plan.pair, answer.plan.quarter)
    paid = 0.5 + 0.25 * plan.seats + 1.0 + 0.5 * (problem.budget_opening[at] + problem.budget_seat[at] * plan.seats)
    brings = problem.objective.of(problem, plan.pair, plan.quarter, plan.seats) - paid
    per_company = np.bincount(answer.company, brings, minlength=len(problem.companies))
    for company in range(len(problem.companies)):
        mine = answer.company == company
        per_company[company] -= problem.objective.above * Plan(*(a[mine] for a in vars(plan).values())).above(problem)
    possible = np.isfinite(answer.value)
    assert answer.value[possible] == pytest.approx(per_company[possible])


@given(problems())
def test_a_best_plan_loses_nothing_by_its_own_columns(problem: Problem) -> None:
    """What a company loses when it must hold a column is counted from both ends of its years, penalties included."""
    pairs, quarters, years = len(problem.prison), len(problem.quarters), len(problem.years)
    prices = Prices(
        np.full(pairs, 0.5),
        np.full(pairs, 0.25),
        np.full(quarters, 1.0),
        np.full(years, 0.5),
        np.zeros(len(problem.target)),
    )
    col, own = columns(problem), companies(problem)
    answer, lost = best_plans(col, own, prices), losses(col, own, prices)
    possible = np.isfinite(answer.value)[answer.company]
    assert lost[answer.plan.pair, answer.plan.quarter][possible] == pytest.approx(0, abs=1e-9)
    assert (lost >= 0).all()


@settings(max_examples=30)
@given(problems())
def test_the_same_seed_gives_the_same_plan(problem: Problem) -> None:
    first, second = (solve_large(problem, time_limit=30, seed=7, turns=100, rounds=60) for _ in range(2))
    assert first.bound == second.bound
    for one, other in zip(vars(first.plan).values(), vars(second.plan).values(), strict=True):
        np.testing.assert_array_equal(one, other)


@given(problems(decided=False), st.integers(0, 2**32 - 1))
def test_no_row_that_cuts_loses_a_plan(problem: Problem, seed: int) -> None:
    """Rows that a random mix breaks hold for every plan."""
    problem = replace(problem, rooms=np.maximum(problem.rooms, 2))
    rng = np.random.default_rng(seed)
    pairs = len(problem.prison)
    openings = rng.uniform(0.3, 1.0, pairs)
    seats = openings * rng.uniform(problem.least, np.maximum(problem.most.max(axis=1), problem.least))
    rows = prison_rows(problem, openings, seats)
    for plan in plans(problem) if len(rows) else ():
        opened = np.bincount(plan.pair, minlength=pairs)
        seated = np.bincount(plan.pair, plan.seats, minlength=pairs)
        assert (rows.opening @ opened + rows.seat @ seated <= rows.most + 1e-9).all()
