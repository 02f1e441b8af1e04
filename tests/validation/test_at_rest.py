"""What a workshop settles at: the engines and the closed form beside an independent simulation by events."""

from __future__ import annotations

import pytest

from tests.validation.cases import CASES, Case, by_engine, by_events, by_form, on_means

pytestmark = pytest.mark.slow
EACH_CASE = pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c.seats}-{c.ratio}-{c.policy.replace(' ', '-')}")


@EACH_CASE
def test_mean_fill(case: Case) -> None:
    """The stochastic engine within 2 points of the simulation, the closed form within 3.5; errors of the two
    simulations are far below."""
    events, engine = by_events(case), by_engine(case)
    assert events.error < 0.006
    assert engine.error < 0.004
    assert abs(engine.mean - events.mean) < 0.02
    assert abs(by_form(case).mean - events.mean) < 0.035


@EACH_CASE
def test_the_spread_of_the_closed_form(case: Case) -> None:
    """Deviation of a month, chance of a low month, months and years in which 80 % fall."""
    events, form = by_events(case), by_form(case)
    assert form.deviation == pytest.approx(events.deviation, abs=0.03)
    assert form.low_month == pytest.approx(events.low, abs=0.10)
    assert form.year_deviation == pytest.approx(events.year_deviation, abs=0.035)
    for found, seen in zip(form.month, events.month, strict=True):
        assert abs(found - seen) <= 1
    for end, seen_end in zip(form.year, events.year, strict=True):
        assert end == pytest.approx(seen_end, abs=0.07)


@EACH_CASE
def test_the_spread_of_the_engine(case: Case) -> None:
    """The engine's years spread as the simulation's do."""
    assert by_engine(case).year_deviation == pytest.approx(by_events(case).year_deviation, abs=0.02)


@EACH_CASE
def test_means_say_too_much(case: Case) -> None:
    """The expected engine never says much less than the simulation, and up to 12 points more."""
    bias = on_means(case) - by_events(case).mean
    assert -0.015 < bias < 0.125


def test_the_tighter_and_smaller_the_greater_the_bias_of_means() -> None:
    """At the pool that just suffices, means overstate 6 seats more than 12, and 12 more than 24."""
    for beside in (False, True):
        bias = [on_means(c) - by_engine(c).mean for c in CASES if c.ratio == 1.0 and c.beside is beside]
        assert bias[0] > bias[1] > bias[2] > 0.015
