"""Figures: the forms they may take in YAML, what they refuse, what is in force when."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from model.schema.base import Frozen
from model.schema.law import DatedValue, LawParameter
from model.schema.quantity import SOURCED, Figure, People, Quantity, Share, StandIn


class Holder(Frozen):
    """Two figures with bounds."""

    share: Share = Figure(entries=(Quantity(value=0.5, unit="share", mark="chosen"),))
    people: People | None = None


def refused(**data: Any) -> set[str]:
    """Codes of what is wrong."""
    with pytest.raises(ValidationError) as caught:
        Holder.model_validate(data)
    return {error["type"] for error in caught.value.errors()}


def test_a_bare_number_is_an_exact_choice() -> None:
    """Whole or not, it gets its field's unit and the mark of a choice."""
    figure = Holder.model_validate({"people": 12}).people
    assert figure is not None
    assert (figure.latest.value, figure.latest.unit, figure.latest.mark) == (12.0, "people", "chosen")
    assert not figure.latest.sourced


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ({"value": 0.5, "mark": "assumed", "unit": "percent"}, "wrong_unit"),
        ({"value": 1.5, "mark": "assumed"}, "too_high"),
        ({"value": -0.1, "mark": "assumed"}, "too_low"),
        ({"value": 0.5, "low": 0.2, "high": 1.1, "interval": 0.8, "mark": "assumed"}, "too_high"),
        ({"value": 0.5, "low": 0.6, "high": 0.9, "interval": 0.8, "mark": "assumed"}, "interval_disordered"),
        ({"value": 0.5, "low": 0.0, "high": 0.4, "interval": 0.8, "mark": "assumed"}, "interval_disordered"),
        ({"value": 0.5, "low": 0.4, "mark": "assumed"}, "interval_unnamed"),
        ({"value": 0.5, "mark": "found"}, "source_missing"),
        ({"value": 0.5, "mark": "found_weak"}, "source_missing"),
        ({"value": 0.5}, "missing"),
        ({"value": 0.5, "mark": "assumed", "as_of": "2009-02-30"}, "not_a_date"),
        ({"value": 0.5, "mark": "assumed", "as_of": "2009-13"}, "not_a_date"),
        ({"value": 0.5, "mark": "assumed", "colour": "red"}, "extra_forbidden"),
        ([{"value": 0.5, "mark": "assumed"}], "from_missing"),
        (
            [{"from": "2010", "value": 0.5, "mark": "assumed"}, {"from": "2009-05", "value": 0.4, "mark": "assumed"}],
            "dates_disordered",
        ),
        ([], "empty_list"),
        ("0,5", "not_a_figure"),
        (True, "not_a_figure"),
    ],
)
def test_what_a_figure_refuses(data: Any, code: str) -> None:
    """Each with its own code."""
    assert code in refused(share=data)


def test_the_one_in_force() -> None:
    """The last one begun by the month; before the first date, the first one."""
    figure = Holder.model_validate(
        {
            "people": [
                {"from": "2009", "value": 208, "mark": "assumed"},
                {"from": "2018-08", "value": 210, "mark": "assumed"},
                {"from": "2021-11-15", "value": 230, "mark": "assumed"},
            ]
        }
    ).people
    assert figure is not None
    found = [figure.at(month).value for month in ("2004-01", "2009-01", "2018-07", "2018-08", "2021-10", "2021-12")]
    assert found == [208, 208, 208, 210, 210, 230]
    assert figure.latest.value == 230


def test_only_found_marks_are_sourced() -> None:
    """found and found_secondary, and never once a figure stands in for another."""
    marks = ["found", "found_secondary", "found_weak", "inferred", "memory", "assumed", "imputed", "chosen"]
    sourced = {m for m in marks if Quantity(value=1.0, mark=m, source="x").sourced}  # type: ignore[arg-type]
    assert sourced == set(SOURCED) == {"found", "found_secondary"}
    stands_in = StandIn(value=1.0, mark="found", source="x", stands_for="type_default")
    assert not stands_in.sourced
    assert stands_in.origin == "type_default"


def test_standing_in_keeps_the_figure() -> None:
    """Value, interval and dates stay; only the origin changes."""
    figure = Figure.model_validate(
        [{"from": "2009", "value": 0.2, "low": 0.1, "high": 0.4, "interval": 0.8, "mark": "inferred"}]
    )
    other = figure.standing_in("national_default")
    assert [q.origin for q in other.entries] == ["national_default"]
    assert other.model_dump(mode="json") == figure.model_dump(mode="json")


@pytest.mark.parametrize(
    ("low", "value", "high"),
    [(0.6, 0.5, 0.9), (0.1, 0.5, 0.4), (0.1, 0.5, 0.0), (0.0, -0.5, 0.5)],
)
def test_a_law_refuses_a_disordered_interval(low: float, value: float, high: float) -> None:
    """Zero is a bound like any other."""
    with pytest.raises(ValidationError, match="interval_disordered"):
        DatedValue.model_validate(
            {"from": "2009", "value": value, "low": low, "high": high, "interval": 0.8, "mark": "assumed"}
        )


def test_a_law_lists_its_values_oldest_first() -> None:
    """Two values of one day, or a later one before, are refused."""
    label = {"fr": "loi", "en": "law"}
    for second in ("2009-01-01", "2008-06"):
        with pytest.raises(ValidationError, match="dates_disordered"):
            LawParameter.model_validate(
                {
                    "id": "x",
                    "label": label,
                    "unit": "EUR",
                    "values": [
                        {"from": "2009", "value": 1.0, "mark": "assumed"},
                        {"from": second, "value": 2.0, "mark": "assumed"},
                    ],
                },
                strict=False,
            )
