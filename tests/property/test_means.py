"""The compiled expected engine is the expected engine: the same people at every point of the inputs."""

from __future__ import annotations

from dataclasses import fields, replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.futures.means import means
from model.loading.assembly import programme
from model.money import Array
from model.person_months import COUNTED, Monthly, Series, Staying, Sum
from model.stretches import alike, each_month
from model.tenure import DEBT_QUANTILES
from model.uncertainty.chunk import ready
from model.uncertainty.expectation import expected_on
from model.uncertainty.inputs import points
from model.workforce import Flows, best, expected
from model.workshops import Workshops
from tests.examples import shipped
from tests.property.test_workforce import plans


def drawn(plan: Workshops, draws: int, spread: float) -> Flows:
    """Flows of some points around those of a plan, (D, W); what a prison has one of stays one."""
    at = best(plan)
    scale = np.linspace(1 - spread, 1, draws)[:, None]
    return Flows(**{f.name: np.asarray(getattr(at, f.name) * scale) for f in fields(Flows)})


def monthly(plan: Workshops, flows: Flows) -> dict[str, Array]:
    """(D, W, M) people of each kind, every month by itself."""
    return means(plan, flows, each_month(plan.seats.shape[1]))


@settings(max_examples=150, deadline=None)
@given(plans(), st.integers(1, 19), st.floats(0, 0.9))
def test_the_compiled_engine_counts_the_same(plan: Workshops, draws: int, spread: float) -> None:
    """Every kind of people, in every month, at any number of points."""
    flows = drawn(plan, draws, spread)
    found, same = monthly(plan, flows), expected(plan, flows)
    assert tuple(found) == COUNTED
    for kind, people in found.items():
        np.testing.assert_allclose(people, getattr(same, kind), rtol=1e-9, atol=1e-9, err_msg=kind)


@settings(max_examples=60, deadline=None)
@given(plans(), st.integers(1, 70), st.data())
def test_months_are_added_up_as_they_would_be_by_hand(plan: Workshops, draws: int, data: st.DataObject) -> None:
    """Sums of people, of those paid, of companies that stay and go, over stretches of any lengths, with any weights and
    debts: what the compiled engine adds up as it goes is what the months give."""
    flows, (rows, months) = drawn(plan, draws, 0.5), plan.seats.shape
    time = alike(data.draw(st.lists(st.integers(0, 3), min_size=months, max_size=months)))
    rng = np.random.default_rng(data.draw(st.integers(0, 99)))
    exposed = np.cumsum(rng.integers(0, 4, (rows, months)) / 12, axis=1)  # years, by steps that differ
    company = Staying(rng.random((draws, rows)), exposed)
    debt, begun = rng.random(draws), np.arange(months) >= (plan.opens - plan.trial_months)[:, None]
    weighed: list[Series] = ["releases", "paid", "there", "gone"]
    sums = {f"of_{name}": Sum(name, rng.random((rows, months)) * begun) for name in weighed}
    sums["of_debtors"] = Sum("paid", rng.random((1 + len(DEBT_QUANTILES), rows, months)))
    force, there = expected(plan, flows), company.monthly
    by_hand = Monthly(sums, {kind: getattr(force, kind) * there for kind in COUNTED}, there, flows.exit, time, debt)
    for name, told in means(plan, flows, time, company, sums, debt).items():
        np.testing.assert_allclose(told, by_hand.of(name), rtol=1e-9, atol=1e-9, err_msg=name)


@settings(max_examples=30, deadline=None)
@given(plans(), st.integers(2, 19))
def test_a_point_does_not_depend_on_its_neighbours(plan: Workshops, draws: int) -> None:
    """Points are worked on side by side, and none sees another."""
    flows = drawn(plan, draws, 0.5)
    together = monthly(plan, flows)
    for place in (0, draws - 1):
        one: dict[str, Array] = {f.name: getattr(flows, f.name)[place : place + 1] for f in fields(Flows)}
        for kind, people in monthly(plan, replace(flows, **one)).items():
            np.testing.assert_array_equal(people[0], together[kind][place])


def test_the_compiler_can_be_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without numba the recursion of the means counts, with the same results."""
    known = ready(programme(shipped(), "expansion-2009"))
    at = points(1, 0, 3)
    compiled = expected_on(known, at)
    monkeypatch.setitem(__import__("sys").modules, "model.futures.means", None)
    for name, values in expected_on(known, at).items():
        np.testing.assert_allclose(values, compiled[name], rtol=1e-9, atol=1e-9, err_msg=name)
