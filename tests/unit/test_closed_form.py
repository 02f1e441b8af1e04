"""The fill of a small workshop in closed form: known limits, laws that add up, what must grow when something grows."""

from __future__ import annotations

import time
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model import workshops as plan
from model.closed_form import Site, ample, balance, blocking, cycle, fill, fill_of, network, sites
from model.erlang import erlang_b
from model.loading.assembly import programme
from tests.examples import shipped

STEADY = settings(max_examples=150, deadline=None, derandomize=True, database=None)
BASE = Site(seats=12, suitable=40, apply_share=0.12, pass_rate=0.75, trial_months=2, exit=0.076, turnover=0.06)
SITES = st.builds(
    Site,
    seats=st.integers(1, 60),
    suitable=st.floats(0.5, 500),
    apply_share=st.floats(0.005, 1),
    pass_rate=st.floats(0.1, 1),
    trial_months=st.integers(1, 6),
    exit=st.floats(0.005, 0.5),
    turnover=st.floats(0.005, 0.5),
    train_beside=st.booleans(),
)


def test_an_ample_pool() -> None:
    """Volunteers without end: every seat is in its cycle, the fill is its worked part, the spread binomial."""
    for site in (replace(BASE, suitable=1e6), replace(BASE, suitable=1e6, train_beside=True)):
        found, share = fill(site), ample(site)
        assert found.mean == pytest.approx(share, abs=1e-3)
        assert found.deviation == pytest.approx((share * (1 - share) / 12) ** 0.5, rel=0.01)
    # stay 12.65 months, hence 12.65 / (2 + 1/2 + 12.65)
    assert ample(replace(BASE, train_beside=True)) == pytest.approx(0.835, abs=1e-3)


def test_a_scarce_pool() -> None:
    """Seats without end: nobody is turned away, the people at work are arrivals x pass rate x stay (Little)."""
    site = replace(BASE, seats=400, suitable=10)
    found, rest = fill(site), balance(site)
    assert found.mean * 400 == pytest.approx(rest.recruits * 0.75 / site.exit_rate, rel=1e-6)
    assert site.turnover * rest.pool + (1 - site.turnover) * rest.recruits == pytest.approx(
        site.turnover * 10, rel=1e-6
    )


def test_blocking_is_erlang_b() -> None:
    """The scalar used here and the vectorised one of the call centres."""
    for seats, load in ((1, 0.5), (12, 9.0), (60, 80.0)):
        assert blocking(seats, load) == pytest.approx(float(erlang_b(seats, load)), rel=1e-12)
    assert blocking(0, 0.0) == 1
    assert blocking(3, 0.0) == 0


def test_nothing_to_fill_or_nobody_to_fill_it() -> None:
    """The edges."""
    for site in (replace(BASE, seats=0), replace(BASE, suitable=0), replace(BASE, apply_share=0)):
        found = fill(site)
        assert (found.mean, found.deviation, found.month, found.year) == (0, 0, (0, 0), (0, 0))
        assert found.low_month == 1
        assert found.law.sum() == 1
    for site in (
        replace(BASE, exit=0.0),
        replace(BASE, exit=1.0),
        replace(BASE, pass_rate=1.0),
        replace(BASE, turnover=1.0),
        replace(BASE, turnover=0.0),
    ):
        found = fill(site)
        assert np.isfinite([found.mean, found.deviation, *found.law, *found.year]).all()
        assert 0 <= found.mean <= 1


@STEADY
@given(SITES)
def test_laws_add_up(site: Site) -> None:
    """The law is one, its mean and deviation are those said, intervals hold their chance."""
    found, people = fill(site), np.arange(site.seats + 1)
    assert found.law.sum() == pytest.approx(1)
    assert (found.law >= 0).all()
    assert people @ found.law / site.seats == pytest.approx(found.mean, rel=1e-9, abs=1e-12)
    variance = (people - found.mean * site.seats) ** 2 @ found.law
    assert variance**0.5 / site.seats == pytest.approx(found.deviation, rel=1e-9, abs=1e-9)
    low, high = found.month
    assert found.law[low : high + 1].sum() >= 0.80 - 1e-9
    assert found.law[:low].sum() <= 0.10 + 1e-9
    assert found.low_month == pytest.approx(found.law[people < 0.75 * site.seats - 1e-9].sum())
    assert found.year_deviation <= found.deviation + 1e-12
    assert 0 <= found.year[0] <= found.mean + 1e-12
    assert found.mean - 1e-12 <= found.year[1] <= 1
    assert found.mean <= cycle(site).active + 1e-12
    turn, rest = cycle(site), balance(site)
    assert found.mean == pytest.approx(
        turn.active * rest.load * (1 - blocking(site.seats, rest.load)) / site.seats, rel=1e-9
    )


@STEADY
@given(SITES, st.floats(1.05, 2))
def test_what_helps_helps(site: Site, more: float) -> None:
    """More people, or more who apply, fill more; shorter stays and longer trials fill less; more seats employ more
    people at a lower fill."""
    base = fill(site).mean
    assert fill(replace(site, suitable=site.suitable * more)).mean >= base - 1e-9
    assert fill(replace(site, apply_share=min(1.0, site.apply_share * more))).mean >= base - 1e-9
    assert fill(replace(site, pass_rate=min(1.0, site.pass_rate * more))).mean >= base - 1e-9
    assert fill(replace(site, exit=min(0.9, site.exit * more))).mean <= base + 1e-9
    assert fill(replace(site, trial_months=site.trial_months + 1)).mean <= base + 1e-9
    larger = fill(replace(site, seats=site.seats + 1)).mean
    assert larger <= base + 1e-9
    assert larger * (site.seats + 1) >= base * site.seats - 1e-9


@STEADY
@given(SITES)
def test_the_next_seat_fills_less_than_the_last(site: Site) -> None:
    """People at work are concave in seats: the optimiser may rely on it."""
    people = np.array([fill(replace(site, seats=s)).mean * s for s in range(1, 16)])
    assert (np.diff(people, 2) <= 1e-6).all()


def test_a_plan() -> None:
    """Every workshop of a plan gets its fill, as if alone."""
    workshops = plan.of(programme(shipped(), "france-2030"))
    found = fill_of(workshops)
    assert found.shape == (len(workshops.list),)
    assert ((found > 0) & (found < 1)).all()
    one = sites(workshops)[0]
    assert fill(one).mean == found[0]
    assert one.seats == workshops.seats[0].max()


def test_noise_of_sites_adds_in_squares() -> None:
    """A hundred sites vary ten times as much as one, in people."""
    assert network(np.full(100, 1.3)) == pytest.approx(13)


def test_fast_enough_for_a_form() -> None:
    """Under a millisecond each on the machine of docs/performance.md; ten times that is allowed here."""
    fill(BASE)
    best = min(_seconds() for _ in range(5))
    assert best < 0.01


def _seconds() -> float:
    begin = time.perf_counter()
    for seats in (6, 12, 24, 48):
        fill(replace(BASE, seats=seats))
    return (time.perf_counter() - begin) / 4
