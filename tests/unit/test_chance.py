"""Keyed random numbers: even, independent across keys, the same for ever; whole people are true quantiles."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binom, chi2, poisson

from model.chance import (
    FEW,
    LEVELS,
    NEAR,
    Count,
    Event,
    binomial,
    binomials,
    entity,
    grid,
    level,
    poisson_count,
    poissons,
    stream,
    uniform,
)
from model.money import Array

DRAWS = np.arange(2000, dtype=np.int64)
NAMES = np.array([entity(f"prison-{k}:company") for k in range(50)], dtype=np.uint64)


def numbers(seed: int = 1, month: int = 24_000, event: int = 0) -> Array:
    """(2000, 50) numbers."""
    return uniform(stream(seed, DRAWS, NAMES), month, event)


def surprise(observed: Array) -> float:
    """Chance of cells at least as uneven as these, if all were equally likely."""
    expected = observed.sum() / observed.size
    return float(chi2.sf(((observed - expected) ** 2 / expected).sum(), observed.size - 1))


@pytest.mark.parametrize("event", list(Event))
def test_numbers_are_even(event: Event) -> None:
    """In [0, 1), and spread over 200 equal slices as chance would (chi-square)."""
    u = numbers(event=event)
    assert u.min() >= 0
    assert u.max() < 1
    assert surprise(np.histogram(u, 200, (0, 1))[0].astype(np.float64)) > 1e-4


@pytest.mark.parametrize("other", [
    {"seed": 2}, {"month": 24_001}, {"month": 24_012}, {"event": 1}, {"event": 8}, {"month": 24_001, "event": 31},
])  # fmt: skip
def test_keys_are_independent(other: dict[str, int]) -> None:
    """Numbers of two keys fall evenly over the square, and are not correlated."""
    u, v = numbers().ravel(), numbers(**other).ravel()
    assert surprise(np.histogram2d(u, v, 20, [[0, 1], [0, 1]])[0]) > 1e-4
    assert abs(np.corrcoef(u, v)[0, 1]) < 4 / np.sqrt(u.size)


def test_draws_and_entities_are_independent() -> None:
    """Neighbouring draws, neighbouring entities, and months in a row."""
    u = numbers()
    months = np.stack([numbers(month=m)[:, 0] for m in range(24_000, 24_050)])
    for a, b in ((u[1:], u[:-1]), (u[:, 1:], u[:, :-1]), (months[1:], months[:-1])):
        assert surprise(np.histogram2d(a.ravel(), b.ravel(), 20, [[0, 1], [0, 1]])[0]) > 1e-4


def test_numbers_never_change() -> None:
    """A seed published with a result gives that result for ever: names, streams and numbers are fixed."""
    assert entity("rennes-femmes:webhelp") == 12377068532392474222
    found = uniform(
        stream(2009, np.array([0, 1, 10_000]), np.array([entity("rennes-femmes")], dtype=np.uint64)), 24_110, 16
    )
    np.testing.assert_array_equal(found.ravel(), [0.7929933747283853, 0.9284524611104363, 0.03488653822050747])


def test_a_number_depends_on_nothing_else() -> None:
    """Not on which other draws and entities are asked for, nor on how many months at once."""
    whole = numbers()
    part = uniform(stream(1, DRAWS[500:510], NAMES[::-1]), 24_000, 0)
    np.testing.assert_array_equal(part[:, ::-1], whole[500:510])
    months = uniform(stream(1, DRAWS[:5], NAMES[:1]), np.arange(24_000, 24_003), 0)
    np.testing.assert_array_equal(months[:, 2], numbers(month=24_002)[:5, 0])


def test_the_grid_of_probabilities() -> None:
    """0 and 1 are on it; between them a probability is off by less than 1 % of p or of 1 - p."""
    assert level(np.array([0.0, 1.0])).tolist() == [0, LEVELS - 1]
    p = np.linspace(0.0002, 0.9998, 5001)
    off = np.abs(grid()[level(p)] - p)
    assert (off / np.minimum(p, 1 - p)).max() < 0.01
    np.testing.assert_array_equal(level(grid()), np.arange(LEVELS))


def test_a_place_on_the_grid_can_be_taken_as_it_is() -> None:
    """Tables hold true modes and chances of laws whose probability lies on the grid."""
    tables, places = binomials(64), np.array([0, 1, 100, 511, 700, 1022, LEVELS - 1])
    for place in places:
        for n in (0, 1, 7, 64):
            mode, at_mode, to_mode = tables.laws[place, n]
            law = binom(n, grid()[place])
            assert law.pmf(mode) == pytest.approx(law.pmf(np.arange(n + 1)).max(), abs=1e-12)
            assert at_mode == pytest.approx(law.pmf(mode), abs=1e-12)
            assert to_mode == pytest.approx(law.cdf(mode), abs=1e-12)


def test_a_smaller_table_is_part_of_a_larger_one() -> None:
    """A chunk with few people uses the laws that were built for one with many, and finds the same."""
    small = binomials(16)
    large = binomials(256)
    np.testing.assert_array_equal(small.laws[:, :17], large.laws[:, :17])
    again = binomials(16)
    assert again.size == 16
    assert again.laws is large.laws


@settings(max_examples=60, deadline=None, derandomize=True, database=None)
@given(
    st.lists(
        st.tuples(st.integers(0, 128), st.integers(0, LEVELS - 1), st.floats(0, 1, exclude_max=True)),
        min_size=1,
        max_size=40,
    )
)
def test_binomials_are_quantiles(asked: list[tuple[int, int, float]]) -> None:
    """The smallest k with P(K <= k) >= u, as scipy has it; ties within rounding may fall either way."""
    n, places = np.array([a[0] for a in asked]), np.array([a[1] for a in asked])
    u, p = np.array([a[2] for a in asked]), grid()[places]
    found = binomial(binomials(128), n, places, u)
    assert ((found >= 0) & (found <= n)).all()
    assert (binom.cdf(found, n, p) >= u - 1e-11).all()
    assert (binom.cdf(found - 1, n, p) <= u + 1e-11).all()
    clear = np.abs(binom.cdf(found, n, p) - u) > 1e-11
    clear &= np.abs(binom.cdf(found - 1, n, p) - u) > 1e-11
    clear &= u > 0  # scipy gives -1 at 0
    np.testing.assert_array_equal(found[clear], binom.ppf(u, n, p)[clear])


@settings(max_examples=60, deadline=None, derandomize=True, database=None)
@given(st.lists(st.tuples(st.floats(0, 150), st.floats(0, 1, exclude_max=True)), min_size=1, max_size=40))
def test_poissons_are_quantiles(asked: list[tuple[float, float]]) -> None:
    """The same of arrivals."""
    mean, u = (np.array(column) for column in zip(*asked, strict=True))
    found = poisson_count(poissons(mean), u)
    assert (found >= 0).all()
    assert (poisson.cdf(found, mean) >= u - 1e-11).all()
    assert (np.where(found > 0, poisson.cdf(found - 1, mean), 0) <= u + 1e-11).all()


def _counted(near: Array, u: Array) -> tuple[Count, npt.NDArray[np.bool_]]:
    """Quantiles as the compiled engine counts them, and whether they are among the numbers about the mode."""
    under = (near[..., :NEAR] < u[..., None]).sum(axis=-1)
    return near[..., NEAR].astype(np.int64) + under, (under > 0) & (under < NEAR)


@pytest.mark.parametrize("aside", [-1, 0, 1])
def test_a_number_counted_about_its_mode_is_the_one_searched_for(aside: int) -> None:
    """Also where u is one of the chances, or its neighbour among the numbers of the machine: not a person apart."""
    rng = np.random.default_rng(11)
    n, places = rng.integers(1, FEW + 1, 4000), rng.integers(1, LEVELS - 1, 4000)
    near = binomials(FEW).near[places, n]
    mean = rng.exponential(6, 4000)
    law, counted = poissons(mean), 0
    for at in range(NEAR):
        for chances, search in (
            (near, lambda u: binomial(binomials(FEW), n, places, u)),
            (law.near, lambda u: poisson_count(law, u)),
        ):
            u = np.clip(np.nextafter(chances[:, at], aside) if aside else chances[:, at], 0, 1 - 2**-53)
            found, among = _counted(chances, u)
            np.testing.assert_array_equal(found[among], search(u)[among])
            counted += int(among.sum())
    assert counted > 40_000, "of 56,000: most numbers are near their mode"


def test_many_draws_have_the_law() -> None:
    """Frequencies of 100,000 draws against the law (chi-square)."""
    u = numbers(seed=5).ravel()
    for n, p in ((12, 0.07), (30, 0.8), (1, 0.5)):
        place = level(np.array([p]))
        found = binomial(binomials(64), np.full(u.size, n), np.repeat(place, u.size), u)
        law = binom.pmf(np.arange(n + 1), n, grid()[place][0]) * u.size
        seen = np.bincount(found, minlength=n + 1)
        likely = law > 5
        statistic = ((seen[likely] - law[likely]) ** 2 / law[likely]).sum()
        assert chi2.sf(statistic, likely.sum() - 1) > 1e-4
