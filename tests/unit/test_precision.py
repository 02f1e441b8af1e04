"""A value and the ends of its interval are written at one precision."""

from __future__ import annotations

import re

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports import requirements
from reports.bias import bias
from reports.interval import Interval, bare, spread, value_of, written
from reports.side_by_side import months
from reports.wording import as_given, difference_ranged
from terminal.writing import ranged

UNITS = ("people", "seats", "posts", "EUR", "EUR/month", "EUR/hour", "share", "ratio", "m2", "months", "share points",
         "probability/month", "rate/year")  # fmt: skip
FIGURE = re.compile(r"\d[\d,]*(?:\.(\d+))?")
"""A number as English writes it, and its decimals."""


@pytest.mark.parametrize(
    ("found", "unit", "told"),
    [
        (Interval(0.0075, 0.0, 0.041), "people", "0.01\u00a0people [0.00 to 0.04]"),
        (Interval(0.0033, 0.0, 0.021), "people", "0.0033\u00a0people [0.0000 to 0.0210]"),
        (Interval(6.03, 0.0, 20.6), "people", "6\u00a0people [0 to 21]"),
        (Interval(14.2, 1.9, 48.3), "people", "14\u00a0people [2 to 48]"),
        (Interval(77.04, 34.4, 107.9), "people", "77\u00a0people [34 to 108]"),
        (Interval(12.0, 12.0, 15.0), "seats", "12\u00a0seats [12 to 15]"),
        (Interval(12.0, 9.5, 15.0), "seats", "12.0\u00a0seats [9.5 to 15.0]"),
        (Interval(68.4e6, 35.2e6, 113.8e6), "EUR", "€68M [€35M to €114M]"),
        (Interval(591.02, 589.98, 592.08), "EUR", "€591.02 [€589.98 to €592.08]"),
        (Interval(977.53, 0.0, 3309.0), "EUR", "€978 [€0 to €3,309]"),
        (Interval(581_000, 104_000, 1_553_000), "EUR", "€581k [€104k to €1,553k]"),
        (Interval(120.0, -2.1e6, 1.9e6), "EUR", "€0.0M [−\u2060€2.1M to €1.9M]"),
        (Interval(-683.2, -5738.0, -65.59), "ratio", "−683 [−5,738 to −66]"),
        (Interval(0.53, 0.148, 0.712), "share", "53.0% [14.8% to 71.2%]"),
        (Interval(0.02, 0.01, 0.04), "probability/month", "2.0% a month [1.0% to 4.0%]"),
        (Interval(0.02, -0.001, 0.04), "rate/year", "2.0% a year [−0.1% to 4.0%]"),
    ],
)
def test_a_value_is_as_fine_as_its_interval(found: Interval, unit: str, told: str) -> None:
    """A mean of 0.0075 stood beside 0.00 to 0.04, one of 68.4 millions beside 35 to 114."""
    assert written(found, unit, "en") == told


def test_people_are_told_alike_without_their_name() -> None:
    assert bare(Interval(16.2, 4.1, 37.2), "fr") == "16 [4 à 37]"
    assert bare(Interval(9.4, 6.3, 12.9), "en") == "9.4 [6.3 to 12.9]"
    assert bare(Interval(9.4), "en") == "9.4"


def test_a_difference_has_the_thousands_of_its_ends() -> None:
    """``+551 k€ [0,2 à 1,2 M€]`` was told in two."""
    told = difference_ranged(551e3, 204e3, 1.21e6, "EUR", "fr")
    assert told == "+551\u00a0k€ [204 à 1\u202f210\u00a0k€]"
    assert difference_ranged(307.91, 64.2, 697.1, "EUR", "en", "{}\n{}") == "+\u2060€307.91\n€64.20 to €697.10"
    assert difference_ranged(0.3, -31.0, 28.0, "people", "en") == "±0\u00a0people [−31 to 28]"


@given(st.sampled_from(UNITS), st.lists(st.floats(-1e8, 1e8), min_size=3, max_size=3).map(sorted))
def test_any_value_and_its_ends_have_as_many_decimals(unit: str, drawn: list[float]) -> None:
    low, value, high = drawn
    found = Interval(value, low, high)
    if told := spread(found, unit, "en"):
        figures = [next(FIGURE.finditer(value_of(found, unit, "en"))), *FIGURE.finditer(told)]
        assert len({len(figure[1] or "") for figure in figures}) == 1, (value_of(found, unit, "en"), told)


def test_the_reference_comes_first_in_the_legend() -> None:
    """Bands between lines turned the order round."""
    table = pd.DataFrame({"month": ["2027-01", "2027-02"], "at_work": [1.0, 14.24],
                          "at_work_low": [1.0, 2.2], "at_work_high": [1.0, 48.7]})  # fmt: skip
    drawing = months({"reference": table, "other": table}, False, "en", False)
    assert [line["name"] for line in drawing["data"] if "name" in line] == ["reference", "other"]
    assert drawing["layout"]["legend"]["traceorder"] == "normal"
    assert [told[1] for told in drawing["data"][2]["customdata"]] == ["1", "14 [2 to 49]"]


@pytest.mark.parametrize(
    ("need", "low", "high", "told"),
    [(93.5, 45.8, 166.8, "94 [46 to 167]"), (2.0, 1.2, 3.5, "2.0 [1.2 to 3.5]"), (48.0, 48.0, 48.0, "48")],
)
def test_posts_of_a_plan_are_written_by_the_same_rule(need: float, low: float, high: float, told: str) -> None:
    """No tenth of a post beside dozens of them."""
    row: dict[str, object] = {"item": "supervisors", "unit": "posts", "need": need, "have": 1.5, "gap": need - 1.0}
    row |= {"low": low, "high": high, "basis": "chosen"}
    _, need_told, have, gap, _ = requirements.written(row, "en", "{} [{}]")
    assert (need_told, have) == (told, "1.5")
    assert gap == {93.5: "92", 2.0: "1.0", 48.0: "47"}[need]
    assert requirements.written(row | {"have": 0.0}, "en")[2] == "0"
    assert requirements.amounts(Interval(need, low, high), "posts", "en", "{} [{}]") == told, "by year, as in one year"


def test_two_totals_that_read_alike_are_told_apart_in_thousands() -> None:
    """Not to the euro, where the interval is of millions."""
    told = bias("Paid to victims", "EUR", 1_714_771.0, Interval(1_650_475.0, 6e5, 3.3e6), "en")
    assert "€1,715,000 against €1,650,000" in told
    assert "€24.5k against €21.7k" in bias("Paid", "EUR", 24_500.0, Interval(21_700.0), "en")


@pytest.mark.parametrize(
    ("value", "low", "high", "unit", "told"),
    [
        (314_377.0, 244e3, 343e3, "EUR", "€314k [€244k to €343k]"),
        (314_377.0, 314_377.0, 314_377.0, "EUR", "€314,377"),
        (150.51, 149.99, 151.04, "EUR/month", "€150.51 [€149.99 to €151.04]"),
        (12.0, 12.0, 12.0, "seats", "12"),
        (447.3, 206.1, 588.2, "people", "447 [206 to 588]"),
        (0.86, 0.641, 0.968, "share", "86.0% [64.1% to 96.8%]"),
    ],
)
def test_the_terminal_writes_a_value_as_finely_as_its_interval(
    value: float, low: float, high: float, unit: str, told: str
) -> None:
    """As the pages do: the unit stands in the row's name."""
    assert ranged(value, low, high, unit, "en").replace("\u2060", "") == told


def test_a_rate_of_law_is_told_as_the_law_has_it() -> None:
    """6.65 % of pay is a contribution, 6.7 % is none."""
    assert (as_given(0.0665, "share", "fr"), as_given(0.0665, "share", "en")) == ("6,65\u202f%", "6.65%")
    assert (as_given(0.1, "share", "en"), as_given(0.11, "share", "en"), as_given(0.45, "share of SMIC", "en")) == (
        "10.0%", "11.0%", "45.0%",
    )  # fmt: skip
    assert (as_given(1.0, "flag", "fr"), as_given(0.0, "flag", "en")) == ("oui", "no")
    assert as_given(9.0, "people", "en") == "9\u00a0people"
