"""Small roll-out problems of every kind, an independent reading of the limits, and the best plan by trying them all."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import numpy as np
from hypothesis import strategies as st

from model.rollout.problem import Plan, Problem, Worth

SLACK = 1e-6


def broken_limits(problem: Problem, plan: Plan) -> list[str]:
    """What a plan breaks, limit by limit, in plain sums: shares no code with the optimiser."""
    openings = [(int(a), int(q), int(s)) for a, q, s in zip(plan.pair, plan.quarter, plan.seats, strict=True)]
    broken: list[str] = []

    def check(name: str, uses: float, most: float) -> None:
        if uses > most + SLACK * max(1.0, abs(most)):
            broken.append(f"{name}: {uses} > {most}")

    for a, q, s in openings:
        check(f"least of pair {a}", int(problem.least[a]), s)
        check(f"most of pair {a} in {q}", s, int(problem.most[a, q]))
        workshop = (problem.prison[a], problem.company[a])
        opened = sum(1 for b, _, _ in openings if (problem.prison[b], problem.company[b]) == workshop)
        check(f"workshop of pair {a} once", opened, 1)
    for p in range(len(problem.prisons)):
        here = [(a, s) for a, _, s in openings if problem.prison[a] == p]
        check(f"rooms of {p}", len(here), int(problem.rooms[p]))
        if problem.area_for_hours.size > 1:
            taken = sum(s * max(float(problem.area_per_seat[a]), float(problem.area_for_hours[a])) for a, s in here)
            check(f"room hours of {p}", taken, float(problem.area[p]))
        check(f"area of {p}", sum(s * float(problem.area_per_seat[a]) for a, s in here), float(problem.area[p]))
    for h, r in product(range(len(problem.sides)), range(problem.pool.shape[1])):
        suited = sum(s for a, _, s in openings if problem.side[a] == h and problem.ring[a] <= r)
        check(f"ring {r} of side {h}", suited, float(problem.pool[h, r]))
    for c, y in product(range(len(problem.companies)), range(len(problem.years))):
        own = [(a, q, s) for a, q, s in openings if problem.company[a] == c]
        stand = sum(s for _, q, s in own if problem.year[q] <= y)
        check(f"demand of {c} in {y}", stand, float(problem.demand[c, y]))
        opened = sum(1 for _, q, _ in own if problem.year[q] == y)
        check(f"openings of {c} in {y}", opened, float(problem.company_openings[c, y]))
    spent = [0.0] * len(problem.years)
    for a, q, s in openings:
        spent[int(problem.year[q])] += float(problem.budget_opening[a, q] + s * problem.budget_seat[a, q])
    for y in range(len(problem.years)):
        if problem.carry_over:
            check(f"budget to {y}", sum(spent[: y + 1]), float(sum(problem.budget[: y + 1])))
        else:
            check(f"budget of {y}", spent[y], float(problem.budget[y]))
    for q in range(len(problem.quarters)):
        check(f"openings in {q}", sum(1 for _, t, _ in openings if t == q), float(problem.openings[q]))
    total = sum(s for _, _, s in openings)
    for g, share in enumerate(problem.region_share):
        seats = sum(s for a, _, s in openings if problem.region[problem.prison[a]] == g)
        check(f"share of region {g}", float(share) * total, seats)
    employed = sum(s for a, _, s in openings if problem.women[a])
    check("share of women", problem.women_share * total, employed)
    for y, least in problem.target:
        reached = 0.0
        for a, q, s in openings:
            if problem.year[q] <= y:
                reached += float(problem.filled[a, s]) * share_that_counts(problem, a, q, y)
        check(f"target of {y}", least, reached)
    for y, most in problem.ceiling:
        there = sum(
            float(problem.filled[a, s]) * share_that_counts(problem, a, q, y)
            for a, q, s in openings
            if problem.year[q] <= y
        )
        check(f"ceiling of {y}", there, most)
    for a, q, least in problem.pinned:
        held = [s for b, t, s in openings if (b, t) == (a, q)]
        check(f"pin of {a} in {q}", least, held[0] if held else -1)
    return broken


def share_that_counts(problem: Problem, a: int, q: int, y: int) -> float:
    """Of a column's people at rest, at the end of a year after its opening: 1 where the problem says nothing."""
    return float(problem.counts[a, q, y]) if problem.counts.size > 1 else 1.0


def plans(problem: Problem) -> Iterator[Plan]:
    """Every plan of a problem that breaks no limit."""
    pairs, quarters = problem.most.shape
    choices = [
        [(0, 0, 0)]
        + [(a, q, s) for q in range(quarters) for s in range(int(problem.least[a]), int(problem.most[a, q]) + 1)]
        for a in range(pairs)
    ]
    for chosen in product(*choices):
        opened = np.array([one for one in chosen if one[2] > 0], dtype=np.int64).reshape(-1, 3)
        plan = Plan(opened[:, 0], opened[:, 1], opened[:, 2])
        if not broken_limits(problem, plan):
            yield plan


def best_by_trying(problem: Problem) -> float:
    """What the best plan brings, every plan tried; -inf where none keeps all limits."""
    return max((brought(problem, plan) for plan in plans(problem)), default=-np.inf)


def brought(problem: Problem, plan: Plan) -> float:
    """What a plan brings, opening by opening, less what its companies' seats above their ramps cost year by year."""
    of = problem.objective
    openings = [(int(a), int(q), int(s)) for a, q, s in zip(plan.pair, plan.quarter, plan.seats, strict=True)]
    total = sum(float(of.worth[a, q] * problem.filled[a, s] - of.seat[a, q] * s - of.opening[a, q])
                for a, q, s in openings)  # fmt: skip
    for c, y in product(range(len(problem.companies)), range(len(problem.years))):
        stand = sum(s for a, q, s in openings if problem.company[a] == c and problem.year[q] <= y)
        total -= of.above * max(0.0, stand - float(problem.ramps[c, y]))
    return total


@st.composite
def problems(draw: st.DrawFn, pairs: int = 3, quarters: int = 3, seats: int = 3, decided: bool = True) -> Problem:
    """Any problem of up to two prisons of two sides, two companies and two years, small enough to try every plan; any
    limit may be absent."""
    count = draw(st.integers(1, pairs))
    places = draw(st.permutations(list(product(range(2), range(2), range(2)))))[:count]
    prison, company, women = (np.array(column, dtype=np.int64) for column in zip(*places, strict=True))

    def amounts(low: float, high: float, *shape: int) -> np.ndarray:
        size = int(np.prod(shape))
        whole = draw(st.lists(st.integers(int(low * 4), int(high * 4)), min_size=size, max_size=size))
        return np.array(whole, dtype=np.float64).reshape(shape) / 4

    def limits(low: int, high: int, *shape: int) -> np.ndarray:
        size = int(np.prod(shape))
        drawn = st.one_of(st.just(np.inf), st.integers(low, high).map(float))
        return np.array(draw(st.lists(drawn, min_size=size, max_size=size))).reshape(shape)

    gains = np.sort(amounts(0, 1, count, seats), axis=1)[:, ::-1]
    filled = np.concatenate([np.zeros((count, 1)), np.cumsum(gains, axis=1)], axis=1)
    least = np.array([draw(st.integers(1, 2)) for _ in range(count)], dtype=np.int64)
    most = np.array([[draw(st.integers(0, seats)) for _ in range(quarters)] for _ in range(count)], dtype=np.int64)
    allowed = [(a, q) for a in range(count) for q in range(quarters) if most[a, q] >= least[a]]
    pinned: tuple[tuple[int, int, int], ...] = ()
    if decided and allowed and draw(st.booleans()):
        a, q = draw(st.sampled_from(allowed))
        pinned = ((a, q, draw(st.integers(1, int(most[a, q])))),)
    target = ((1, draw(st.integers(1, 4)) / 2),) if decided and draw(st.booleans()) else ()
    ceiling = ((draw(st.integers(0, 1)), draw(st.integers(1, 8)) / 4),) if decided and draw(st.booleans()) else ()
    return Problem(
        prisons=("p", "q"),
        companies=("c", "d"),
        quarters=tuple(f"2028-Q{q + 1}" for q in range(quarters)),
        years=(2028, 2029),
        year=np.array([0] + [1] * (quarters - 1), dtype=np.int64),
        prison=prison,
        company=company,
        least=least,
        most=most,
        filled=filled,
        objective=Worth(
            amounts(0, 20, count, quarters),
            amounts(-1, 4, count, quarters),
            amounts(-2, 8, count, quarters),
            above=draw(st.sampled_from([0.0, 1.0, 5.5])),
        ),
        rooms=np.array([draw(st.integers(0, 3)) for _ in range(2)], dtype=np.int64),
        area=limits(0, 30, 2),
        area_per_seat=amounts(1, 8, count),
        sides=("p", "p/women", "q", "q/women"),
        side=2 * prison + women,
        pool=np.sort(limits(0, 6, 4, 2), axis=1),
        ring=np.array([draw(st.integers(0, 1)) for _ in range(count)], dtype=np.int64),
        demand=np.sort(limits(0, 6, 2, 2), axis=1),
        ramp=np.sort(limits(0, 5, 2, 2), axis=1) / draw(st.sampled_from([1, 2])),
        company_openings=limits(0, 2, 2, 2),
        budget=limits(0, 30, 2),
        carry_over=draw(st.booleans()),
        budget_seat=amounts(0, 4, count, quarters),
        budget_opening=amounts(0, 6, count, quarters),
        openings=limits(0, 2, quarters),
        region=np.array([0, 1], dtype=np.int64),
        region_share=np.array(draw(st.sampled_from([(0.0, 0.0), (0.5, 0.0), (0.3, 0.4)]))),
        women=np.array([draw(st.booleans()) for _ in range(count)]),
        women_share=draw(st.sampled_from([0.0, 0.25])),
        target=target,
        ceiling=ceiling,
        counts=1 - amounts(0, 1, count, quarters, 2) / 2 if draw(st.booleans()) else np.ones((1, 1, 1)),
        pinned=pinned,
    )
