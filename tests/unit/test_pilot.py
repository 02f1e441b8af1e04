"""What a pilot measured, with what chance alone leaves open."""

from __future__ import annotations

import pytest
from scipy.stats import binom

from model.loading.assembly import programme
from model.pilot import left_open
from model.schema.evidence import Evidence
from reports import pilot as report
from tests.examples import shipped


@pytest.mark.parametrize(("seen", "people"), [(0, 12), (2, 12), (12, 12), (3, 10), (25, 100), (400, 1000)])
def test_ends_leave_a_twentieth_to_chance(seen: int, people: int) -> None:
    """At either end, as many or more (as few or fewer) are seen once in twenty: between the two counts of the tail,
    with and without what was seen itself."""
    low, high = left_open(seen, people)
    assert 0 < low < high < 1
    if seen:
        assert binom.sf(seen, people, low) < 0.05 < binom.sf(seen - 1, people, low)
    if seen < people:
        assert binom.cdf(seen - 1, people, high) < 0.05 < binom.cdf(seen, people, high)


def test_more_people_leave_less_open() -> None:
    ends = [left_open(people // 4, people) for people in (12, 100, 1000, 100_000)]
    assert [high - low for low, high in ends] == sorted((high - low for low, high in ends), reverse=True)


@pytest.mark.parametrize("reconvicted", [0, 1, 2, 12])
def test_what_was_measured_stands_inside_its_interval(reconvicted: int) -> None:
    chosen, files = programme(shipped(), "rennes-2009", ()), shipped().one(Evidence, "evidence", "prison_work")
    found = report.Pilot(chosen, "prison_work", "women", 12, reconvicted, files)
    low, high = found.left_open
    assert low < found.shrunk.measured < high
    assert "[" in report.rows(found, "en")[1][1]
    assert "[" in report.rows(found, "en")[1][2]


def test_what_is_expected_is_told_with_decimals_that_show_the_move() -> None:
    """At three decimals, 0.964 would go to 0.964."""
    chosen, files = programme(shipped(), "rennes-2009", ()), shipped().one(Evidence, "evidence", "prison_work")
    told = report.sentence(report.Pilot(chosen, "prison_work", "women", 12, 2, files), "en")
    first, last = told.split("goes from ")[1].split(". ")[0].split(" to ")
    assert first != last
