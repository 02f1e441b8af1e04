"""A productive hour against the market: one euro year on both sides, draw by draw."""

from __future__ import annotations

import numpy as np
import pytest

from model.costs import base_year
from model.loading.assembly import programme
from model.loading.catalogue import Catalogue
from model.projection import Projection, project
from reports.hour_against_market import hours
from reports.pay_slips import market


@pytest.fixture(scope="module")
def pilot(catalogue: Catalogue) -> Projection:
    """The pilot, prices of 2009 in force."""
    return project(programme(catalogue, "rennes-2009"))


def test_by_hand_without_inflation(pilot: Projection) -> None:
    """No index: what the company pays over its productive hours, against 24 EUR."""
    out = pilot.outcomes
    (found,) = hours(pilot, {}, np.array([0.0]), 2026, 0.7)
    assert found.cost[0] == pytest.approx(out["company_cost"].sum() / out["productive_hours"].sum())
    assert found.onshore[0] == pytest.approx(24.0)
    assert found.share[0] == pytest.approx(found.cost[0] / 24)
    assert (found.under, found.mark) == (1.0, "found_weak")


def test_cost_and_price_are_of_one_year(pilot: Projection) -> None:
    """The years of the hours, weighted: cost over the mean index; the price of 2009 moved from 2009. Told in another
    year, both move alike and the share stays."""
    rate = 0.02
    worked = pilot.outcomes["productive_hours"].sum(axis=0)
    years = np.array([int(m[:4]) for m in pilot.programme.months])
    index = (worked * (1 + rate) ** (years - 2009)).sum() / worked.sum()
    nominal = pilot.outcomes["company_cost"].sum() / worked.sum()
    (at_start,), (later,) = (hours(pilot, {}, np.array([rate]), year, 0.7) for year in (2009, 2026))
    assert at_start.cost[0] == pytest.approx(nominal / index)
    assert at_start.onshore[0] == pytest.approx(24.0)
    assert later.cost[0] == pytest.approx(at_start.cost[0] * 1.02**17)
    assert later.share[0] == pytest.approx(at_start.share[0])


def test_the_flag_is_a_share_of_draws_and_the_share_a_mean_of_them(pilot: Projection) -> None:
    """Ten draws around the level; a price that is not known gives no share and no flag."""
    drawn = np.linspace(12.0, 21.0, 10)
    (found,) = hours(pilot, {"webhelp": drawn}, np.zeros(10), 2009, 0.7)
    assert found.cost[0] == pytest.approx(drawn.mean())
    assert found.share[0] == pytest.approx((drawn / 24).mean())
    assert found.share[1] < found.share[0] < found.share[2]
    assert found.under == np.mean(drawn / 24 < 0.7) == 0.5


def test_a_price_elsewhere_has_its_own_interval_and_that_of_inflation(catalogue: Catalogue) -> None:
    """In the year of its source the price's own; later wider, as inflation is not known."""
    price = "{value: 30, unit: EUR/hour, low: 24, high: 38, interval: 0.9, mark: assumed}"
    asked = project(programme(catalogue, "rennes-2009", [f"companies.webhelp.price_onshore={price}"]))
    figure = asked.workshops.list[0].company.price_onshore
    assert figure is not None
    own = base_year(asked.programme, figure.at("2009-09"))
    now, later = (market(asked, "2009-09", year).set_index("name").loc["price_onshore"] for year in (own, own + 20))
    assert (now["low"], now["value"], now["high"]) == pytest.approx((24, 30, 38), rel=0.01)
    assert later["high"] / later["low"] > now["high"] / now["low"] * 1.05
    assert later["value"] == pytest.approx(
        30 * (1 + asked.programme.outlook.inflation.quantity("rate/year").value) ** 20
    )
