"""Sensitivity: indices of functions whose answer is known, and the expected engine on many points at once."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from model.indicators import indicators
from model.loading.assembly import programme
from model.projection import project
from model.schema.fault import InputFaults
from model.uncertainty.chunk import ready
from model.uncertainty.expectation import expected_on, points_of, uncertain_inputs
from model.uncertainty.inputs import INPUTS, best, central, points
from model.uncertainty.sensitivity import (
    Asked,
    Question,
    asked,
    elementary_effects,
    indices,
    morris,
    moving,
    sobol,
    tornado,
)
from tests.examples import shipped


@cache
def pilot(indicator: str = "at_work") -> Asked:
    return asked(programme(shipped(), "rennes-2009"), Question(indicator))


def ishigami(u: np.ndarray) -> np.ndarray:
    x = np.pi * (2 * u - 1)
    return np.asarray(np.sin(x[:, 0]) + 7 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0]))


def test_sobol_indices_of_ishigami() -> None:
    found = indices(ishigami, 3, 1024, 1)
    assert found[:, 0] == pytest.approx([0.3139, 0.4424, 0.0], abs=0.05)
    assert found[:, 3] == pytest.approx([0.5576, 0.4424, 0.2437], abs=0.05)
    assert (found[:, 1] <= found[:, 0]).all()
    assert (found[:, 3] <= found[:, 5]).all()


def test_sobol_indices_of_a_single_input() -> None:
    """It makes the whole spread, whatever the function; so does the only input that moves the pilot's slip."""
    assert indices(lambda u: u[:, 0] ** 2, 1, 64, 1).tolist() == [[1.0] * 6]
    ask = pilot("victims_per_worker")
    table = sobol(ask, 1, 16, moving(ask, morris(ask, 1))).set_index("input")
    assert table.index[0] == "csg_base"
    assert table.iloc[0].tolist() == [1.0] * 6
    assert (table.iloc[1:] == 0).all().all()


def test_elementary_effects_of_a_line_are_its_slopes() -> None:
    slopes = np.array([3.0, -1.0, 0.0, 0.5])
    effects = elementary_effects(lambda u: u @ slopes, 4, 9, np.random.default_rng(5))
    assert effects == pytest.approx(np.broadcast_to(slopes, (9, 4)))


def test_elementary_effects_stay_inside_and_see_interplay() -> None:
    seen = []

    def product(u: np.ndarray) -> np.ndarray:
        seen.append(u)
        return np.asarray(u[:, 0] * u[:, 1])

    effects = elementary_effects(product, 2, 50, np.random.default_rng(5))
    assert seen[0].min() > 0
    assert seen[0].max() < 1
    assert effects.std(axis=0).min() > 0.1


@pytest.mark.parametrize("reference", ["rennes-2009", "expansion-2009"])
def test_at_best_values_it_is_the_projection(reference: str) -> None:
    chosen = programme(shipped(), reference)
    known = ready(chosen)
    found, table = expected_on(known, best(2)), indicators(project(chosen))
    for row in table.itertuples():
        place = known.where.members.index((row.scope, row.id)), known.where.periods.index(row.period)
        # A projection rounds every amount of every month to the cent, a point those of a stretch of months: half a cent
        # for each, and the costliest indicator, the present value, adds twenty-two.
        cells = known.where.whose[place[0]].sum() * known.where.span[:, place[1]].sum()
        most = {
            "EUR": 22 * 0.005 * cells, "EUR/seat/year": 12 * 6 * 0.005, "ratio": 1e-4,
        }.get(row.unit, 1e-4 if "EUR" in row.unit else 1e-9)  # fmt: skip
        same = pytest.approx(row.value, rel=1e-9, abs=most)
        assert found[row.indicator][1][place] == same, row


def test_many_points_are_each_point_alone() -> None:
    known = ready(programme(shipped(), "expansion-2009"), ("programme",))
    at = points(7, 0, 5)
    together = expected_on(known, at)
    for row in range(5):
        alone = expected_on(known, at[row : row + 1])
        for name, values in together.items():
            assert values[row] == pytest.approx(alone[name][0], rel=1e-12, nan_ok=True), name


def test_only_what_has_an_interval_is_an_input() -> None:
    inputs = uncertain_inputs(pilot().known)
    assert {one.name for one in inputs} <= set(INPUTS)
    for one in inputs:
        assert one.value(0.1) < one.value(0.9), one.name
    place = points_of(inputs[:2], np.array([[0.2, 0.7]]))
    assert np.isnan(place).sum() == len(INPUTS) - 2


def test_the_middle_is_not_the_best_value() -> None:
    known = pilot().known
    assert expected_on(known, central(1), ("hours",))["hours"] != pytest.approx(
        expected_on(known, best(1), ("hours",))["hours"], rel=1e-9
    )


def test_tornado_and_morris_agree_on_what_moves() -> None:
    ask = pilot()
    swings, screened = tornado(ask), morris(ask, 1, 6)
    beside = [f"{name}_if_no_effect" for name in ("at_low", "at_high", "base")]
    assert list(swings.columns) == ["input", "low_value", "high_value", "at_low", "at_high", "base", "unit", *beside]
    width = (swings["at_high"] - swings["at_low"]).abs()
    assert width.is_monotonic_decreasing
    still = set(screened.loc[screened["mu_star"] == 0, "input"])
    assert {"equipment", "officer_cost", "baseline"} & {one.name for one in ask.inputs} <= still
    assert set(swings.loc[width > 1e-9, "input"]) & still == set()
    assert swings["base"].unique() == pytest.approx([ask.best])
    for row in swings.head(3).itertuples():
        ends = np.full((2, len(ask.inputs)), np.nan)
        place = [one.name for one in ask.inputs].index(row.input)
        ends[:, place] = 0.1, 0.9
        assert (row.at_low, row.at_high) == pytest.approx(tuple(ask.on(ends))), row.input
        assert (row.low_value, row.high_value) == tuple(ask.inputs[place].value(end) for end in (0.1, 0.9))


def test_what_people_owe_is_an_input_of_what_victims_get() -> None:
    """The median debt is no figure that a world reads; it is asked of all the same, and more of it brings more."""
    ask = asked(programme(shipped(), "rennes-2009"), Question("victims_paid"))
    row = tornado(ask).set_index("input").loc["debt_median"]
    assert row["low_value"] < row["high_value"]
    assert row["at_low"] < row["at_high"]


def test_what_does_not_move_has_no_index() -> None:
    ask = pilot()
    table = sobol(ask, 1, 16, moving=("quit", "pass_rate")).set_index("input")
    assert set(table.index) == {one.name for one in ask.inputs}
    assert (table.drop(index=["quit", "pass_rate"]) == 0).all().all()
    assert table.loc["quit", "total"] > 0


@pytest.mark.parametrize(
    ("question", "option"),
    [
        (Question("happiness"), "--indicator"),
        (Question("at_work", "prison", "mars"), "--id"),
        (Question("at_work", period="1789"), "--period"),
    ],
)
def test_an_unknown_question_is_refused(question: Question, option: str) -> None:
    with pytest.raises(InputFaults) as refused:
        asked(programme(shipped(), "rennes-2009"), question)
    assert [fault.path for fault in refused.value.faults] == [option]
