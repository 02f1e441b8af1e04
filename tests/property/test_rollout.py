"""No plan breaks a limit, none is better than its bound, and its figure is its own: on problems drawn at random."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.rollout import direct
from model.rollout.problem import Plan, Problem, Worth
from model.rollout.solution import Solution
from model.rollout.solve import solve
from tests.problems import broken, brought


@st.composite
def problems(draw: st.DrawFn) -> Problem:
    """Up to four prisons of one or two sides and four companies, eight quarters over two years, any mix of limits."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    prisons, companies, quarters, years = draw(st.integers(1, 4)), draw(st.integers(1, 4)), 8, 2
    kept = np.flatnonzero(rng.random((prisons, companies, 2)) < np.array([0.8, 0.3]))
    kept = kept if len(kept) else np.array([0])
    prison, company, side = kept // 2 // companies, kept // 2 % companies, kept % 2
    pairs, largest = len(kept), 9
    gains = np.sort(rng.uniform(0.05, 1.0, (pairs, largest)), axis=1)[:, ::-1]
    filled = np.concatenate([np.zeros((pairs, 1)), np.cumsum(gains, axis=1)], axis=1)
    least = rng.integers(1, 5, companies)[company]
    most = np.where(rng.random((pairs, quarters)) < 0.8, least[:, None] + rng.integers(0, 5, (pairs, quarters)), 0)
    left = np.linspace(10, 3, quarters)
    some = draw(st.fixed_dictionaries({name: st.booleans() for name in
        ("demand", "ramp", "company", "budget", "carry", "openings", "regions", "women", "target", "pin")
    }))  # fmt: skip
    pool = np.cumsum(rng.uniform(5, 15, (2 * prisons, 2)), axis=1)
    cheap = np.full((companies, years), np.inf)
    chosen = int(rng.integers(pairs))
    may = np.flatnonzero(most[chosen] >= least[chosen])
    pinned = ((chosen, int(may[0]), int(least[chosen])),) if some["pin"] and len(may) else ()
    return Problem(
        prisons=tuple(f"p{k}" for k in range(prisons)),
        companies=tuple(f"c{k}" for k in range(companies)),
        quarters=tuple(f"q{k}" for k in range(quarters)),
        years=(2030, 2031),
        year=np.arange(quarters) // 4,
        prison=prison,
        company=company,
        least=least,
        most=most,
        filled=filled,
        objective=Worth(
            rng.uniform(0.5, 2, (pairs, 1)) * left,
            rng.uniform(0, 2, (pairs, 1)) * np.ones(quarters),
            rng.uniform(0, 5, (pairs, 1)) * np.ones(quarters),
            above=float(rng.uniform(0, 6)) if some["ramp"] else 0.0,
        ),
        rooms=rng.integers(1, 4, prisons),
        area=rng.uniform(60, 300, prisons),
        area_per_seat=rng.uniform(5, 15, companies)[company],
        sides=tuple(f"p{k}{women}" for k in range(prisons) for women in ("", "/women")),
        side=2 * prison + side,
        pool=pool,
        ring=rng.integers(0, 2, pairs),
        demand=np.sort(rng.integers(4, 25, (companies, years)), axis=1).astype(float) if some["demand"] else cheap,
        ramp=np.sort(rng.integers(0, 12, (companies, years)), axis=1).astype(float) if some["ramp"] else cheap,
        company_openings=rng.integers(0, 3, (companies, years)).astype(float) if some["company"] else cheap,
        budget=rng.uniform(1e5, 6e5, years) if some["budget"] else np.full(years, np.inf),
        carry_over=some["carry"],
        budget_seat=rng.uniform(0, 2e4, (pairs, 1)) * np.ones(quarters),
        budget_opening=rng.uniform(0, 5e4, (pairs, 1)) * np.ones(quarters),
        openings=rng.integers(0, 3, quarters).astype(float) if some["openings"] else np.full(quarters, np.inf),
        region=rng.integers(0, 2, prisons),
        region_share=np.array([0.3, 0.1]) if some["regions"] else np.zeros(2),
        women=rng.random(pairs) < 0.5,
        women_share=0.2 if some["women"] else 0.0,
        target=((1, float(rng.uniform(0, 10))),) if some["target"] else (),
        pinned=pinned,
    )


def tried(problem: Problem, rng: np.random.Generator) -> Plan | None:
    """A plan made by opening at random whatever keeps all limits; None where it does not."""
    rows: list[tuple[int, int, int]] = list(problem.pinned)
    for _ in range(30):
        pair, quarter = int(rng.integers(len(problem.prison))), int(rng.integers(len(problem.quarters)))
        low, high = int(problem.least[pair]), int(problem.most[pair, quarter])
        if low <= high:
            more = [*rows, (pair, quarter, int(rng.integers(low, high + 1)))]
            if not set(broken(problem, _plan(more))) - {"region_share", "women_share", "target"}:
                rows = more
    plan = _plan(rows)
    return None if broken(problem, plan) else plan


def _plan(rows: list[tuple[int, int, int]]) -> Plan:
    return Plan(*(np.array([row[k] for row in rows], dtype=np.int64) for k in range(3)))


def searched(problem: Problem, gap: float, sifted: bool) -> Solution:
    """The best plan; sifted: with so few columns first that even these small problems are sifted."""
    with pytest.MonkeyPatch.context() as patch:
        if sifted:
            patch.setattr(direct, "FEW", 4)
            patch.setattr(direct, "MANY", 12)
        return solve(problem, gap=gap, time_limit=30)


@given(problems(), st.integers(0, 2**32 - 1), st.booleans())
@settings(max_examples=120)
def test_a_plan_keeps_every_limit_and_its_bound_is_a_bound(problem: Problem, seed: int, sifted: bool) -> None:
    found = searched(problem, 0.0, sifted)
    known = tried(problem, np.random.default_rng(seed))
    if found.status == "infeasible":
        assert known is None
        return
    assert found.status == "optimal"
    assert broken(problem, found.plan) == []
    assert found.objective == pytest.approx(found.plan.value(problem), abs=1e-6)
    assert found.objective == pytest.approx(brought(problem, found.plan), abs=1e-6)
    assert found.bound >= found.objective - 1e-6
    if known is not None:
        assert found.bound >= brought(problem, known) - 1e-6


@given(problems())
@settings(max_examples=60)
def test_a_wide_gap_is_still_a_proof(problem: Problem) -> None:
    """The bound of a rough search among few columns is never under the best plan of an exact one among all."""
    rough, exact = searched(problem, 0.2, True), searched(problem, 0.0, False)
    assert (rough.status == "infeasible") == (exact.status == "infeasible")
    if exact.found:
        assert rough.bound >= exact.objective - 1e-6
        assert rough.gap <= 0.2 + 1e-9


@given(problems())
@settings(max_examples=15)
def test_the_same_search_gives_the_same_plan(problem: Problem) -> None:
    one, other = (solve(problem, gap=0.0, time_limit=30) for _ in range(2))
    assert [a.tolist() for a in vars(one.plan).values()] == [a.tolist() for a in vars(other.plan).values()]
