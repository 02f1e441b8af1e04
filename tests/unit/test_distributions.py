"""Distributions of uncertain figures keep what was said of them: middle, interval, bounds."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import beta

from model.distributions import POINTS, draw, levels, quantile, quantiles, uncertain
from model.schema.prior import Prior
from model.schema.quantity import Quantity
from model.uncertainty.inputs import INPUTS, Drawn, central, points
from tests.examples import shipped

EVENLY = (np.arange(200_000) + 0.5) / 200_000


def figure(value: float, low: float, high: float, unit: str, chance: float = 0.80) -> Quantity:
    """An uncertain figure."""
    return Quantity(value=value, low=low, high=high, unit=unit, interval=chance, mark="assumed")


SHARES = [(0.8, 0.65, 0.92), (0.07, 0.03, 0.15), (0.57, 0.45, 0.70), (0.24, 0.15, 0.40), (0.008, 0.003, 0.02)]


@pytest.mark.parametrize("chance", [0.80, 0.90, 0.95])
@pytest.mark.parametrize("ends", SHARES)
def test_shares(ends: tuple[float, float, float], chance: float) -> None:
    """A share keeps its mean, its interval has its chance, and it stays between 0 and 1."""
    value, low, high = ends
    drawn = draw(figure(value, low, high, "share", chance), EVENLY)
    assert drawn.mean() == pytest.approx(value, rel=0.01)
    assert np.mean((drawn >= low) & (drawn <= high)) == pytest.approx(chance, abs=0.01)
    assert drawn.min() >= 0
    assert drawn.max() <= 1


def test_a_share_close_to_one_has_no_spike() -> None:
    """An interval up to 1 itself would need a law that piles up there: the law kept is narrower, with the same mean."""
    drawn = draw(figure(0.99, 0.97, 1.0, "share"), EVENLY)
    assert drawn.mean() == pytest.approx(0.99, abs=1e-4)
    assert np.mean(drawn >= 0.97) > 0.80
    assert np.mean(drawn > 0.9999) < 0.01


@pytest.mark.parametrize(("value", "low", "high", "unit"), [
    (3500, 800, 15000, "EUR"), (4500, 2500, 9000, "EUR/seat"), (11, 8, 15, "m2/seat"),
    (0.92, 0.7, 1.3, "relative risk"), (1.6, 1.2, 1.9, "log units"),
])  # fmt: skip
def test_costs_and_other_positive_figures(value: float, low: float, high: float, unit: str) -> None:
    """The value is the median, the interval has its chance, nothing is negative."""
    drawn = draw(figure(value, low, high, unit), EVENLY)
    assert np.median(drawn) == pytest.approx(value, rel=1e-3)
    assert np.mean((drawn >= low) & (drawn <= high)) == pytest.approx(0.80, abs=0.01)
    assert drawn.min() > 0


@pytest.mark.parametrize(
    ("value", "low", "high", "unit"), [(0.02, 0.0, 0.04, "rate/year"), (0.06, -0.02, 0.12, "share points")]
)
def test_rates_and_points(value: float, low: float, high: float, unit: str) -> None:
    """Normal around the value; either sign."""
    drawn = draw(figure(value, low, high, unit), EVENLY)
    assert drawn.mean() == pytest.approx(value, abs=1e-6)
    assert np.mean((drawn >= low) & (drawn <= high)) == pytest.approx(0.80, abs=0.01)


def test_certain_figures_stay_put() -> None:
    """Without an interval, or with an empty one, every draw is the value."""
    for sure in (
        Quantity(value=12.0, mark="chosen"),
        figure(0.5, 0.5, 0.5, "share"),
        Quantity(value=0.3, low=0.3, high=0.3, interval=0.8, mark="assumed"),
    ):
        assert not uncertain(sure)
        np.testing.assert_array_equal(draw(sure, EVENLY[:100]), sure.value)
        assert quantile(sure, 0.9) == sure.value


def test_a_beta_is_kept_to_a_thousandth() -> None:
    """Between the points that are kept, the straight line lies close to the law itself."""
    a, b = 12.0, 3.0
    law = beta(a, b)
    kept = draw(figure(law.mean(), law.ppf(0.1), law.ppf(0.9), "share"), EVENLY)
    assert np.abs(kept - law.ppf(EVENLY))[1000:-1000].max() < 1e-3


QUANTITIES = st.builds(
    lambda unit, value, below, above, chance: figure(
        value, value * below, min(value + (1 - value) * above, 1.0), unit, chance
    ),
    st.sampled_from(
        ["share", "probability/month", "probability/year", "EUR", "rate/year", "share points", "people", None]
    ),
    st.floats(0.001, 0.999),
    st.one_of(st.just(0.0), st.floats(0.01, 1)),
    st.floats(0, 1),
    st.sampled_from([0.80, 0.90, 0.95]),
)


@settings(max_examples=150, deadline=None, derandomize=True, database=None)
@given(QUANTITIES)
def test_quantiles_never_fall(quantity: Quantity) -> None:
    """Whatever the interval, even with the value at its end: quantiles rise, and shares stay shares."""
    found = quantiles(quantity)
    assert found.shape == (POINTS,)
    assert np.isfinite(found).all()
    assert (np.diff(found) >= 0).all()
    if quantity.unit in ("share", "probability/month", "probability/year"):
        assert found[0] >= 0
        assert found[-1] <= 1
    assert quantile(quantity, 0.1) <= quantile(quantity, 0.9)


def test_every_shipped_figure_can_be_drawn() -> None:
    """Defaults and activities: what an interval says is what is drawn, where its value lies inside it."""
    seen = 0
    for figures in _figures(shipped().models):
        for q in figures:
            if not uncertain(q) or (isinstance(q, Prior) and q.no_effect is not None):
                continue  # an interval that ends on an atom holds more than its chance
            found = quantiles(q)
            assert np.isfinite(found).all()
            low, high = q.value if q.low is None else q.low, q.value if q.high is None else q.high
            if (
                low < q.value < high
                and (q.unit != "share" or high < 1)
                and q.value - low > 0.05 * (high - low) < high - q.value
            ):
                inside = np.mean((found >= low) & (found <= high))
                assert inside == pytest.approx(q.interval, abs=0.03), q
                seen += 1
    assert seen > 50


def _figures(thing: object) -> list[tuple[Quantity, ...]]:
    """All figures inside something, in any depth."""
    entries = getattr(thing, "entries", None)
    if isinstance(entries, tuple) and entries and isinstance(entries[0], Quantity):
        return [entries]
    inner: list[object] = []
    if isinstance(thing, dict):
        inner = list(thing.values())
    elif isinstance(thing, (list, tuple)):
        inner = list(thing)
    elif hasattr(type(thing), "model_fields"):
        inner = [getattr(thing, name) for name in type(thing).model_fields]
    return [found for one in inner for found in _figures(one)]


def test_points_of_draws_do_not_depend_on_chunks() -> None:
    """Scrambled Sobol points: the same for a draw however draws are cut; another seed gives others."""
    whole = points(1, 0, 64)
    assert whole.shape == (64, len(INPUTS))
    assert ((whole >= 0) & (whole < 1)).all()
    for cut in (1, 20, 33):
        np.testing.assert_array_equal(np.concatenate([points(1, 0, cut), points(1, cut, 64)]), whole)
    assert not np.array_equal(points(2, 0, 64), whole)


def test_points_fill_every_input_evenly() -> None:
    """A power of two of Sobol points puts the same number into each slice of every input."""
    found = points(3, 0, 256)
    for column in found.T:
        assert (np.histogram(column, 16, (0, 1))[0] == 16).all()


def test_the_middle_is_the_middle() -> None:
    """Inputs held at the middle: medians of all figures; levels are symmetric around it."""
    assert levels()[POINTS // 2] == 0.5
    reading = Drawn(central(3))
    np.testing.assert_allclose(reading.of(figure(3500, 800, 15000, "EUR"), "debt_median"), 3500)
    np.testing.assert_array_equal(reading.of(Quantity(value=7.0, mark="chosen"), "area"), 7.0)
