"""Agents and calls: published tables, a simulation, and what must grow when something grows."""

from __future__ import annotations

import heapq
import random
from math import exp, log, sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import poisson

from model import erlang

STEADY = settings(max_examples=40, deadline=None, derandomize=True, database=None)
LOADS = st.floats(0.05, 60)


def test_the_published_case() -> None:
    """100 calls in half an hour, 180 s each, 80 % within 20 s: the figures of the R package ErlangC."""
    a = erlang.load(100, 1800, 180)
    assert a == 10
    assert erlang.agents_needed(a, 180, 20, 0.8) == 14
    assert erlang.service_level(14, a, 180, 20) == pytest.approx(0.888, abs=5e-4)
    assert erlang.erlang_c([11, 14], a) == pytest.approx([0.68212, 0.17413], abs=5e-6)
    assert erlang.average_wait(14, a, 180) == pytest.approx(7.84, abs=5e-3)
    assert erlang.occupancy(14, a) == pytest.approx(0.714, abs=5e-4)
    assert erlang.posts_needed(14, 0.30) == 20


@pytest.mark.parametrize(("agents", "offered", "blocked"), [
    (1, 0.5, 1 / 3), (2, 1.0, 0.2), (5, 5.0, 0.28487), (10, 5.0, 0.018385), (10, 10.0, 0.21458), (20, 12.0, 0.0098),
])  # fmt: skip
def test_erlang_b_tables(agents: int, offered: float, blocked: float) -> None:
    """Printed tables of Erlang's first formula."""
    assert erlang.erlang_b(agents, offered) == pytest.approx(blocked, rel=5e-3)


@pytest.mark.parametrize(
    ("calls", "handling", "cap", "raw"), [(60, 240, 0.85, 11), (100, 180, 1.0, 14), (100, 180, 0.65, 16)]
)
def test_posts_of_a_prison(calls: float, handling: float, cap: float, raw: int) -> None:
    """A cap on occupancy can ask for more agents; movements, visits and closures for more posts."""
    assert erlang.agents_needed(erlang.load(calls, 1800, handling), handling, 20, 0.8, cap) == raw
    assert erlang.posts_needed(11, [0.2, 0.35, 0.45]).tolist() == [14, 17, 20]
    assert erlang.on_line(12, 0.83, 0.35) == pytest.approx(6.474)


def test_no_agents_no_calls() -> None:
    """The edges: nobody on line, nothing to answer, more calls than agents."""
    assert erlang.agents_needed(0.0, 180, 20, 0.8) == 0
    assert erlang.erlang_b(0, 5.0) == 1
    assert erlang.erlang_c([0, 5, 5], [5.0, 5.0, 7.0]).tolist() == [1, 1, 1]
    assert erlang.service_level(5, 7.0, 180, 20) == 0
    assert np.isinf(erlang.average_wait(5, 7.0, 180))
    assert erlang.occupancy([0, 5], [5.0, 7.0]).tolist() == [1, 1]
    assert erlang.capacity(0, 180, 20, 0.8) == 0
    assert erlang.pooled(np.zeros(3), 180, 20, 0.8).tolist() == [0, 0, 0]
    with pytest.raises(ValueError):
        erlang.agents_needed(5.0, 180, 20, 1.0)
    with pytest.raises(ValueError):
        erlang.posts_needed(5, 1.0)


@STEADY
@given(st.integers(0, 80), LOADS)
def test_erlang_b_is_a_ratio_of_poissons(n: int, a: float) -> None:
    """B(n, a) = P(K = n) / P(K <= n)."""
    assert erlang.erlang_b(n, a) == pytest.approx(poisson.pmf(n, a) / poisson.cdf(n, a), rel=1e-8)


@STEADY
@given(
    st.lists(
        st.tuples(LOADS, st.floats(30, 900), st.floats(1, 120), st.floats(0.05, 0.98), st.floats(0.3, 1)),
        min_size=1,
        max_size=10,
    )
)
def test_the_fewest_agents(cases: list[tuple[float, float, float, float, float]]) -> None:
    """They keep service level and cap, one agent less would not; arrays give what single calls give."""
    a, b, t, goal, cap = (np.array(column) for column in zip(*cases, strict=True))
    n = erlang.agents_needed(a, b, t, goal, cap)
    assert (erlang.service_level(n, a, b, t) >= goal).all()
    assert (a / n <= cap + 1e-9).all()
    fewer = (erlang.service_level(n - 1, a, b, t) >= goal) & (n - 1 >= a / cap - 1e-9) & (n - 1 > a)
    assert not fewer.any()
    assert n.tolist() == [int(erlang.agents_needed(*case)) for case in cases]


@STEADY
@given(LOADS, st.floats(1.01, 1.5), st.integers(1, 80), st.floats(1, 60))
def test_more_agents_better_more_calls_worse(a: float, more: float, n: int, t: float) -> None:
    """Service rises with agents and time, falls with load; waits do the opposite."""
    level = erlang.service_level([n, n + 1, n, n], [a, a, a * more, a], 180, [t, t, t, t + 5])
    assert level[1] >= level[0] - 1e-12
    assert level[2] <= level[0] + 1e-12
    assert level[3] >= level[0] - 1e-12
    waits = erlang.erlang_c([n, n + 1, n], [a, a, a * more])
    assert waits[1] <= waits[0] + 1e-12
    assert waits[2] >= waits[0] - 1e-12
    assert ((waits >= 0) & (waits <= 1 + 1e-12)).all()


@STEADY
@given(st.integers(1, 40), st.floats(0.1, 0.95), st.floats(0.5, 1.0))
def test_capacity_is_the_other_way_round(n: int, goal: float, cap: float) -> None:
    """What agents carry needs those agents; a little more needs another one; fractions lie between."""
    most = float(erlang.capacity(n, 240, 20, goal, cap))
    assert erlang.agents_needed(most * (1 - 1e-9), 240, 20, goal, cap) <= n
    assert erlang.agents_needed(most * (1 + 1e-6) + 1e-9, 240, 20, goal, cap) == n + 1
    low, middle, high = erlang.capacity([n, n + 0.5, n + 1], 240, 20, goal, cap)
    assert middle == pytest.approx((low + high) / 2)


def test_pooling_pays() -> None:
    """Ten sites of 6.5 agents carry about a quarter to a third more calls on one queue, as far as the cap allows."""
    alone = float(erlang.capacity(6.5, 240, 20, 0.8, 0.85))
    together = erlang.pooled(np.full(10, 6.5), 240, 20, 0.8, 0.85)
    assert 28 < alone * 1800 / 240 < 35
    assert 1.25 < together[0] / alone < 1.35
    assert (together / 6.5 <= 0.85 + 1e-9).all()


@STEADY
@given(st.lists(st.integers(0, 15), min_size=2, max_size=6), st.floats(0.5, 0.95))
def test_one_queue_is_never_worse(agents: list[int], goal: float) -> None:
    """The whole carries at least the sum of its parts, shared by agents."""
    shares = erlang.pooled(np.array(agents), 240, 20, goal, 0.85)
    assert shares.sum() >= erlang.capacity(np.array(agents), 240, 20, goal, 0.85).sum() - 1e-6


def chain(n: int, a: float, patience: float, handling: float) -> tuple[float, float]:
    """P(wait) and P(abandon) of M/M/n+M from its birth-death chain, state by state."""
    lam, mu, theta = a / handling, 1 / handling, 1 / patience
    states = n + int(10 * lam / theta + 50 * sqrt(lam / theta) + 200)
    logs = [0.0]
    for k in range(1, states + 1):
        logs.append(logs[-1] + log(lam) - log(min(k, n) * mu + max(0, k - n) * theta))
    weight = [exp(x - max(logs)) for x in logs]
    whole = sum(weight)
    left = sum(max(0, k - n) * theta * w for k, w in enumerate(weight))
    return sum(weight[n:]) / whole, left / whole / lam


@STEADY
@given(st.integers(1, 60), LOADS, st.floats(10, 900))
def test_erlang_a_is_its_chain(n: int, a: float, patience: float) -> None:
    """The formulas against the states summed one by one."""
    waits, left = chain(n, a, patience, 180.0)
    assert erlang.wait_with_patience(n, a, 180.0, patience) == pytest.approx(waits, rel=1e-6, abs=1e-12)
    assert erlang.abandoned(n, a, 180.0, patience) == pytest.approx(left, rel=1e-6, abs=1e-9)


def test_erlang_a_published_case() -> None:
    """Patience of 120 s: 14 agents leave 12.7 % waiting and lose 2.3 %, 12 agents lose 6.2 %; endless patience is
    Erlang C; nobody on line loses all."""
    assert erlang.wait_with_patience(14, 10.0, 180, 120) == pytest.approx(0.127, abs=5e-4)
    assert erlang.abandoned([14, 12], 10.0, 180, 120) == pytest.approx([0.023, 0.062], abs=5e-4)
    assert erlang.wait_with_patience(14, 10.0, 180, 1e7) == pytest.approx(float(erlang.erlang_c(14, 10.0)), rel=1e-3)
    assert erlang.abandoned([0, 5], [3.0, 0.0], 180, 120).tolist() == [1, 0]


@STEADY
@given(st.integers(1, 40), LOADS, st.floats(20, 600))
def test_impatience_shortens_waits(n: int, a: float, patience: float) -> None:
    """Fewer wait than Erlang C says; more agents lose fewer; an overloaded team loses at least what it cannot carry."""
    assert erlang.wait_with_patience(n, a, 180, patience) <= erlang.erlang_c(n, a) + 1e-9
    lost = erlang.abandoned([n, n + 1], a, 180, patience)
    assert lost[1] <= lost[0] + 1e-9
    assert lost[0] >= max(0.0, 1 - n / a) - 1e-9


def simulated(agents: int, calls: int, gap: float, handling: float, within: float) -> tuple[float, float, float]:
    """Share within, share that waits, mean wait of calls served in their order."""
    chance = random.Random(2009)
    free, now, answered, waited, total = [0.0] * agents, 0.0, 0, 0, 0.0
    heapq.heapify(free)
    for _ in range(calls):
        now += chance.expovariate(1 / gap)
        start = max(now, heapq.heappop(free))
        heapq.heappush(free, start + chance.expovariate(1 / handling))
        answered += start - now <= within
        waited += start > now
        total += start - now
    return answered / calls, waited / calls, total / calls


def test_a_simulation_agrees() -> None:
    """300,000 calls, one by one."""
    level, waits, asa = simulated(14, 300_000, 18.0, 180.0, 20.0)
    assert level == pytest.approx(float(erlang.service_level(14, 10.0, 180, 20)), abs=0.01)
    assert waits == pytest.approx(float(erlang.erlang_c(14, 10.0)), abs=0.012)
    assert asa == pytest.approx(float(erlang.average_wait(14, 10.0, 180)), abs=0.8)
