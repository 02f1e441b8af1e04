"""The optimiser for large problems: what it proves, what it says when there is no plan, and who may stop it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import scipy.sparse as sp
from scipy.optimize import Bounds, LinearConstraint, milp

from bench.problems import synthetic
from model.money import Array
from model.rollout import decomposition
from model.rollout.decomposition import bound
from model.rollout.large import solve_large
from model.rollout.pricing import columns, companies
from model.rollout.prison_hull import Holding, _cut
from model.rollout.problem import Problem, Worth
from model.rollout.shared_limits import once, shared_limits
from model.rollout.solution import Progress, gap_of
from model.rollout.solve import solve
from tests.rollout_problems import broken_limits, brought

NONE = np.inf


def one_company(prisons: int = 5, demand: float = NONE, openings: float = NONE) -> Problem:
    """One company, one year of one quarter, prisons that hold 3 or 4 seats each: nothing is shared."""
    ones = np.ones((prisons, 1))
    return Problem(
        prisons=tuple("p" * (p + 1) for p in range(prisons)),
        companies=("c",),
        quarters=("2028-Q1",),
        years=(2028,),
        year=np.array([0]),
        prison=np.arange(prisons),
        company=np.zeros(prisons, dtype=np.int64),
        least=np.full(prisons, 3),
        most=np.full((prisons, 1), 4),
        filled=np.tile(np.arange(5.0), (prisons, 1)),
        objective=Worth(ones, 0 * ones, 0 * ones),
        rooms=np.ones(prisons, dtype=np.int64),
        area=np.full(prisons, NONE),
        area_per_seat=np.ones(prisons),
        sides=tuple("p" * (p + 1) for p in range(prisons)),
        side=np.arange(prisons),
        pool=np.full((prisons, 1), NONE),
        ring=np.zeros(prisons, dtype=np.int64),
        demand=np.array([[demand]]),
        company_openings=np.array([[openings]]),
        budget=np.array([NONE]),
        carry_over=False,
        budget_seat=0 * ones,
        budget_opening=0 * ones,
        openings=np.array([NONE]),
        region=np.zeros(prisons, dtype=np.int64),
        region_share=np.zeros(1),
        women=np.zeros(prisons, dtype=bool),
        women_share=0.0,
    )


@pytest.mark.parametrize(
    ("demand", "openings", "best"),
    [(NONE, NONE, 20.0), (15.0, NONE, 15.0), (14.0, 3.0, 12.0), (NONE, 2.0, 8.0), (17.0, 4.0, 16.0)],
)
def test_as_many_openings_in_a_year_as_the_limit_permits(demand: float, openings: float, best: float) -> None:
    """A programme that tried fewer openings a year than the company may have would prove a bound that is too low."""
    found = solve_large(one_company(demand=demand, openings=openings), gap=0.0, time_limit=60, turns=50)
    assert (found.objective, found.bound) == (pytest.approx(best), pytest.approx(best))
    assert found.status == "optimal"


def optimum(problem: Problem) -> float:
    """The best plan by HiGHS on one column for each pair, quarter and size; rows written anew, in plain sums."""
    pair, quarter = np.nonzero(problem.allowed)
    count = problem.most[pair, quarter] - problem.least[pair] + 1
    pair, quarter = np.repeat(pair, count), np.repeat(quarter, count)
    seats = problem.least[pair] + np.concatenate([np.arange(n) for n in count])
    year, prison, company = problem.year[quarter], problem.prison[pair], problem.company[pair]
    rows: list[Array] = []
    most: list[float] = []

    def row(weight: Array, limit: float) -> None:
        rows.append(weight)
        most.append(limit)

    for workshop in set(zip(problem.prison.tolist(), problem.company.tolist(), strict=True)):
        row(1.0 * ((prison == workshop[0]) & (company == workshop[1])), 1)
    for p in range(len(problem.prisons)):
        row(1.0 * (prison == p), problem.rooms[p])
        row((prison == p) * problem.area_per_seat[pair] * seats, problem.area[p])
    for h in range(len(problem.sides)):
        for r in range(problem.pool.shape[1]):
            row(1.0 * ((problem.side[pair] == h) & (problem.ring[pair] <= r)) * seats, problem.pool[h, r])
    for c in range(len(problem.companies)):
        for y in range(len(problem.years)):
            row(1.0 * ((company == c) & (year <= y)) * seats, problem.demand[c, y])
            row(1.0 * ((company == c) & (year == y)), problem.company_openings[c, y])
    spent = problem.budget_opening[pair, quarter] + problem.budget_seat[pair, quarter] * seats
    for y in range(len(problem.years)):
        row((year == y) * spent, problem.budget[y])
    for q in range(len(problem.quarters)):
        row(1.0 * (quarter == q), problem.openings[q])
    for g, share in enumerate(problem.region_share):
        row((share - (problem.region[prison] == g)) * seats, 0.0)
    value = problem.objective.of(problem, pair, quarter, seats)
    limits = LinearConstraint(sp.csr_array(np.array(rows)), -np.inf, np.array(most))
    found = milp(-value, integrality=np.ones(len(value)), bounds=Bounds(0, 1), constraints=limits)
    return float(-found.fun)


@pytest.mark.parametrize("seed", [0, 1, 2, 3])
def test_the_optimum_lies_between_the_plan_and_the_bound(seed: int) -> None:
    problem = synthetic("tiny", seed)
    found = solve_large(problem, gap=0.0, time_limit=60, turns=2000)
    best = optimum(problem)
    assert found.objective <= best * (1 + 1e-6)
    assert best <= found.bound * (1 + 1e-6)
    assert broken_limits(problem, found.plan) == []


@pytest.mark.parametrize("total", [NONE, 60.0])
@pytest.mark.parametrize("share", [0.3, 1.0])
def test_a_penalised_ramp_in_a_large_problem(total: float, share: float) -> None:
    """As the direct optimiser has it, with and without a limit on a company's seats in all."""
    tiny = synthetic("tiny", 0)
    yearly = 8.0 * np.arange(1, len(tiny.years) + 1)
    above = share * float(tiny.objective.worth[:, 0].mean()) / len(tiny.years)
    problem = replace(
        tiny, ramp=np.tile(yearly, (len(tiny.companies), 1)), demand=np.full(tiny.demand.shape, total),
        objective=replace(tiny.objective, above=above),
    )  # fmt: skip
    found = solve_large(problem, gap=0.0, time_limit=60, turns=2000)
    direct = solve(problem, gap=0.0, time_limit=60)
    assert direct.status == "optimal"
    assert found.objective <= direct.objective * (1 + 1e-6)
    assert direct.objective <= found.bound * (1 + 1e-6)
    assert found.gap < 0.05
    assert found.objective == pytest.approx(brought(problem, found.plan), rel=1e-9)
    assert (found.plan.above(problem) > 0) == (share < 1)
    assert broken_limits(problem, found.plan) == []


def test_rows_that_cut_lower_the_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whole workshops and one opening a pair: without these rows the bound of this problem is two fifths higher."""
    problem = synthetic("small", 0)
    col, own, limits = columns(problem), companies(problem), shared_limits(problem)
    tight = bound(col, own, limits).value
    none = np.zeros(0, dtype=np.int64)
    monkeypatch.setattr(decomposition, "once", lambda asked, pairs: once(asked, none))
    monkeypatch.setattr(decomposition, "prison_rows", lambda asked, openings, seats: once(asked, none))
    assert 1.4 * tight < bound(col, own, limits).value


def test_half_a_workshop_of_each_of_four_is_cut_off() -> None:
    """Two rooms, 20 seats; each of three companies wants 12 to 14: only one fits, and the mix holds 1.5."""
    none = np.zeros(3, dtype=np.int64)
    held = Holding(
        2, 20.0, np.array([[50.0]]), np.full(3, 12), np.full(3, 14), np.ones(3), np.arange(3), none, none
    )  # fmt: skip
    cut = _cut(held, np.full(3, 0.5), np.full(3, 0.5 * 12))
    assert cut is not None
    opening, seat, most = cut
    assert opening.sum() * 0.5 + seat.sum() * 6 > most
    for size in (12, 13, 14):
        assert (opening + seat * size <= most + 1e-9).all()


def test_a_target_beyond_all_reach_has_no_plan() -> None:
    problem = replace(one_company(), target=((0, 30.0),))
    assert solve_large(problem, time_limit=60, turns=50).status == "infeasible"


def test_what_is_decided_stays_in_the_plan_even_at_a_loss() -> None:
    problem = one_company()
    cost = np.array([[50.0], [0], [0], [0], [0]])
    decided = replace(problem, objective=replace(problem.objective, opening=cost), pinned=((0, 0, 4),))
    found = solve_large(decided, gap=0.0, time_limit=60, turns=50)
    assert found.objective == pytest.approx(16 + 4 - 50)
    assert broken_limits(decided, found.plan) == []
    full = replace(decided, rooms=np.zeros(5, dtype=np.int64))
    assert solve_large(full, time_limit=60, turns=50).status == "infeasible"


def test_whoever_asked_may_follow_and_stop() -> None:
    told: list[Progress] = []
    problem = synthetic("small", 0)
    found = solve_large(problem, gap=0.0, time_limit=60, progress=told.append, stop=lambda: len(told) >= 5)
    assert found.status == "stopped"
    assert len(told) < 10
    bounds = [now.bound for now in told]
    assert bounds == sorted(bounds, reverse=True)
    assert broken_limits(problem, found.plan) == []


def test_the_gap_is_a_share_of_the_plan() -> None:
    assert gap_of(100, 103) == pytest.approx(0.03)
    assert gap_of(-100, -97) == pytest.approx(0.03)
    assert gap_of(-np.inf, 5) == np.inf
    assert gap_of(5, 5 - 1e-12) == 0


def test_a_company_opens_on_one_side_of_a_prison() -> None:
    """Three prisons of two sides and three rooms, one company: three workshops, whatever the sides would bring."""
    prison = np.repeat(np.arange(3), 2)
    both = one_company(prisons=6)
    problem = replace(
        both, prisons=("p", "q", "r"), sides=("p", "p/women", "q", "q/women", "r", "r/women"), prison=prison,
        rooms=np.full(3, 3), area=np.full(3, NONE), region=np.zeros(3, dtype=np.int64),
    )  # fmt: skip
    found = solve_large(problem, gap=0.0, time_limit=60, turns=200)
    assert (found.objective, found.bound) == (pytest.approx(12.0), pytest.approx(12.0))
    assert broken_limits(problem, found.plan) == []
    decided = replace(problem, pinned=((1, 0, 3), (0, 0, 3)))
    assert not solve_large(decided, time_limit=60, turns=50).found
    pinned = solve_large(replace(problem, pinned=((1, 0, 3),)), gap=0.0, time_limit=60, turns=200)
    assert 1 in pinned.plan.pair
    assert broken_limits(replace(problem, pinned=((1, 0, 3),)), pinned.plan) == []
    assert pinned.bound == pytest.approx(12.0)
