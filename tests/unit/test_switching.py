"""Switching values: found where they are, said to be absent where they are not."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pytest

from model.loading.assembly import programme
from model.projection import project
from model.uncertainty.expectation import Input
from model.uncertainty.sensitivity import Question, asked
from model.uncertainty.switching import HIGH, LOW, crossings, level_of, moved, switching
from tests.examples import shipped


@dataclass
class Line:
    """An answer that is 10 + slope x probability of each input, the best value being a half."""

    slopes: tuple[float, ...]
    inputs: tuple[Input, ...] = field(init=False)

    def __post_init__(self) -> None:
        self.inputs = tuple(Input(f"i{n}", ()) for n in range(len(self.slopes)))

    def on(self, probabilities: np.ndarray) -> np.ndarray:
        return np.asarray(10 + np.nan_to_num(probabilities - 0.5) @ np.array(self.slopes))


def found(line: Line, level: float) -> np.ndarray:
    count = len(line.slopes)
    low, high = moved(line, np.full(count, LOW)), moved(line, np.full(count, HIGH))  # type: ignore[arg-type]
    return crossings(line, level, low, high)  # type: ignore[arg-type]


def test_crossings_of_lines() -> None:
    assert found(Line((4.0, -4.0, 0.1, 0.0)), 11.0) == pytest.approx(
        [0.75, 0.25, np.nan, np.nan], abs=1e-5, nan_ok=True
    )


def test_what_does_not_move_crosses_nothing() -> None:
    """Neither at its own level, nor by the rounding of sums."""
    assert np.isnan(found(Line((0.0, 1e-12)), 10.0)).all()


def test_a_level_outside_is_not_crossed() -> None:
    assert np.isnan(found(Line((1.0,)), 20.0)).all()


def test_at_the_value_found_the_indicator_is_the_level() -> None:
    ask = asked(programme(shipped(), "rennes-2009"), Question("at_work"))
    level = ask.best * 0.985
    table = switching(ask, level)
    crossed = table[table["crosses"]]
    assert len(crossed) > 0
    for row in crossed.to_dict("records"):
        place = np.full((1, len(ask.inputs)), np.nan)
        place[0, [one.name for one in ask.inputs].index(row["input"])] = row["probability"]
        assert ask.on(place)[0] == pytest.approx(level, rel=1e-4), row
        assert min(row["from"], row["to"]) <= row["value_at_crossing"] <= max(row["from"], row["to"])
        assert row["sentence"] in ("reached_above", "reached_below")
    assert set(table.loc[~table["crosses"], "sentence"]) <= {"always_reached", "never_reached"}
    by_input = table.set_index("input")["sentence"]
    assert by_input["quit"] in ("reached_below", "always_reached")


def test_the_level_asked_of_an_indicator() -> None:
    france = programme(shipped(), "france-2030")
    assert level_of(france, Question("at_work", period="2030-12")) == 500
    assert level_of(france, Question("at_work", period="2030")) is None, "a target by 2030 is met in its last month"
    assert level_of(france, Question("at_work", period="2031-12")) is None
    assert level_of(france, Question("present_value")) == 0
    assert level_of(france, Question("hours")) is None


def test_a_month_is_the_projection_s_own() -> None:
    """People at work in a month, as sensitivity sees them, are those of the expected projection in that month."""
    france = programme(shipped(), "france-2030")
    projected = project(france).monthly["at_work"]
    for month in ("2030-12", "2031-05"):
        best = asked(france, Question("at_work", period=month)).best
        assert best == pytest.approx(float(projected.sel(month=month).sum()), rel=1e-6)
