"""Every limit of the roll-out: it has rows, it holds the plan back, and the plan found is the best of all plans."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from model.rollout import linear as linear_programme
from model.rollout.constraints import FAMILIES
from model.rollout.linear import linear, write_mps
from model.rollout.problem import Worth
from model.rollout.solve import solve
from tests.problems import LIMITS, best_by_trying, broken, brought, every_plan, toy

NAMES = [family.__name__ for family in FAMILIES]
PENALTIES = ["ramp"]
"""Families that a plan may go beyond, and then pays for it."""
GOLDEN = Path(__file__).parents[1] / "golden" / "rollout-toy.lp"
EVERYTHING = {
    "rooms": np.array([2, 1]),
    "area_for_hours": np.array([12.0, 15.0, 14.0, 15.0]),
    "demand": np.array([[4.0, 6.0], [3.0, 5.0]]),
    "company_openings": np.ones((2, 2)),
    "budget": np.array([60_000.0, 50_000.0]),
    "carry_over": True,
    "openings": np.array([1.0, 1.0, 2.0]),
    "region_share": np.array([0.3, 0.2]),
    "women_share": 0.25,
    "target": ((1, 4.0),),
    "ceiling": ((0, 3.0),),
    "pinned": ((1, 2, 2),),
}
"""A toy with every limit at once."""


def test_every_family_has_a_case_and_a_formula() -> None:
    """Whoever adds a limit adds the toy that it holds back, and writes its formula."""
    assert set(LIMITS) == set(NAMES)
    assert [f.__name__ for f in FAMILIES if not any(sign in (f.__doc__ or "") for sign in ("<=", ">="))] == []


def test_every_family_has_named_rows() -> None:
    rows = linear(toy(**EVERYTHING, ramp=LIMITS["ramp"]["ramp"])).rows
    names = {name: sum(block.count for block in rows.blocks.values() if block.name.startswith(name)) for name in NAMES}
    assert [name for name, count in names.items() if not count] == []
    assert len(set(rows.named())) == rows.count


@pytest.mark.parametrize("name", NAMES)
def test_the_plan_is_the_best_of_all_plans(name: str) -> None:
    problem = toy(**LIMITS[name])
    found = solve(problem, gap=0.0)
    assert broken(problem, found.plan) == []
    assert found.status == "optimal"
    assert found.objective == pytest.approx(best_by_trying(problem), abs=1e-6)
    assert found.bound == pytest.approx(found.objective, rel=1e-6)


@pytest.mark.parametrize("name", [name for name in NAMES if name not in PENALTIES])
def test_a_limit_holds_the_plan_back(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without its rows the same toy would break it."""
    problem = toy(**LIMITS[name])
    others = tuple(family for family in FAMILIES if family.__name__ != name)
    monkeypatch.setattr(linear_programme, "FAMILIES", others)
    assert name in broken(problem, solve(problem, gap=0.0).plan)


@pytest.mark.parametrize("penalty", [0.0, 1.0, 4.0, 9.0, 40.0])
def test_a_seat_above_the_ramp_costs_its_penalty_every_year(penalty: float) -> None:
    """The dearer, the fewer seats above; the figure is the plan's own, penalty included."""
    problem = toy(**LIMITS["ramp"])
    problem = replace(problem, objective=replace(problem.objective, above=penalty))
    found = solve(problem, gap=0.0)
    assert found.objective == pytest.approx(best_by_trying(problem), abs=1e-6)
    assert found.objective == pytest.approx(found.plan.value(problem), abs=1e-6)
    assert found.objective == pytest.approx(brought(problem, found.plan), abs=1e-6)
    assert (found.plan.above(problem) > 0) == (penalty <= 4)


def test_without_its_rows_the_penalty_would_not_be_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    problem = toy(**LIMITS["ramp"])
    monkeypatch.setattr(linear_programme, "FAMILIES", tuple(f for f in FAMILIES if f.__name__ != "ramp"))
    assert solve(problem, gap=0.0).plan.value(problem) < best_by_trying(problem) - 1


def test_an_earlier_aim_is_kept_with_its_penalty() -> None:
    """Nothing is worth while to the later aim; the earlier one, penalty included, stays within what may be given up."""
    problem = toy(**LIMITS["ramp"])
    earlier, none = problem.objective, np.zeros((4, 3))
    least = 0.9 * best_by_trying(problem)
    later = replace(problem, objective=Worth(none, none + 1.0, none, above=0.5))
    found = solve(later, gap=0.0, kept=((earlier, least),))
    kept = [p for p in every_plan(problem) if not broken(problem, p) and brought(problem, p, earlier) >= least - 1e-6]
    assert found.plan.value(problem, earlier) >= least - 1e-6
    assert found.objective == pytest.approx(max(brought(later, plan) for plan in kept), abs=1e-6)


def test_all_limits_together() -> None:
    problem = toy(**EVERYTHING)
    found = solve(problem, gap=0.0)
    assert broken(problem, found.plan) == []
    assert found.objective == pytest.approx(best_by_trying(problem), abs=1e-6)


def test_what_cannot_be_met_is_proven_so() -> None:
    found = solve(toy(target=((0, 40.0),)), gap=0.0)
    assert found.status == "infeasible"
    assert not found.found
    assert best_by_trying(toy(target=((0, 40.0),))) == -np.inf


def test_where_nothing_can_open_nothing_opens() -> None:
    """The plan without openings is one, unless something must be reached."""
    closed = {"most": np.zeros((4, 3), dtype=np.int64)}
    found = solve(toy(**closed))
    assert (found.status, found.objective, len(found.plan.pair)) == ("optimal", 0.0, 0)
    assert solve(toy(**closed, target=((1, 1.0),))).status == "infeasible"
    assert solve(toy(**closed, pinned=((0, 0, 2),))).status == "infeasible"


def test_the_toy_as_a_file(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    """The rows and columns of the toy, name by name; ``--refresh-golden`` writes them anew."""
    written = tmp_path / "toy.lp"
    write_mps(linear(toy(**EVERYTHING)), str(written))
    if request.config.getoption("--refresh-golden"):
        GOLDEN.write_bytes(written.read_bytes())
    assert written.read_text() == GOLDEN.read_text()


def test_rows_are_named_after_what_they_are_of(tmp_path: Path) -> None:
    file = tmp_path / "toy.lp"
    write_mps(linear(toy(**EVERYTHING)), str(file))
    text = file.read_text()
    for name in ("area.north", "room_hours.south", "pool.south.1", "openings.2030_Q4", "demand_sum.calls.2031"):
        assert f" {name}:" in text
