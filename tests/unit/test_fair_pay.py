"""Pay against floor, SMIC and price: each on the hours that it is about."""

from __future__ import annotations

import numpy as np
import pytest

from model.loading.assembly import programme
from model.loading.catalogue import Catalogue
from model.projection import project
from model.uncertainty.ensemble import ensemble
from reports.benefits import companies
from reports.fair_pay import of_companies


@pytest.mark.parametrize("scenario", ["rennes-2009", "expansion-2009"])
def test_the_floor_stands_beside_the_smic_of_its_own_hours(catalogue: Catalogue, scenario: str) -> None:
    """45 % of the SMIC as the law says, from 2011 on: not over the years without a floor."""
    table = companies(project(programme(catalogue, scenario)))
    assert table["floor"].between(4.0, 4.3).all()
    assert table["floor_of_smic"].to_numpy() == pytest.approx(0.45, abs=1e-4)
    assert set(table["floor_since"].dropna()) == {"2011-01"}, "empty where the first opens later"
    assert table["floor_since"].iloc[0] == "2011-01"


def test_a_floor_that_holds_all_along_has_no_since(catalogue: Catalogue) -> None:
    assert companies(project(programme(catalogue, "france-2030")))["floor_since"].isna().all()


def test_pay_and_price_are_of_the_same_hour(catalogue: Catalogue) -> None:
    """What clients pay over the hours that are paid: the productive part of an hour's price."""
    built = project(programme(catalogue, "rennes-2009"))
    out = built.outcomes
    gross = float((built.slips.hourly_gross * out["hours"]).sum() / out["hours"].sum())
    (row,) = companies(built).to_dict("records")
    assert row["gross"] / row["price"] == pytest.approx(gross * out["hours"].sum() / out["client_price"].sum())
    sold = out["client_price"].sum() / out["productive_hours"].sum()
    assert row["price"] == pytest.approx(sold * out["productive_hours"].sum() / out["hours"].sum())
    assert row["price"] < 0.8 * sold


@pytest.mark.parametrize("scenario", ["rennes-2009", "france-2030"])
def test_pay_of_each_draw_is_of_its_own_hours(catalogue: Catalogue, scenario: str) -> None:
    """The law's share of the SMIC in every draw; near the expected values; net of a month from the hours of one."""
    built = programme(catalogue, scenario)
    drawn = of_companies(ensemble(built, 256, 1), 1)
    for row in companies(project(built)).to_dict("records"):
        mine = {name: of[row["company"]] for name, of in drawn.items()}
        some = np.isfinite(mine["gross"])
        assert some.mean() > 0.9
        assert mine["gross"][some] == pytest.approx((mine["smic"] * mine["smic_share"])[some], rel=1e-5)
        assert np.nanmean(mine["gross"]) == pytest.approx(row["gross"], rel=0.05)
        assert np.nanmean(mine["smic"]) == pytest.approx(row["smic"], rel=0.05)
        assert np.nanmean(mine["net"]) * row["hours_month"] == pytest.approx(row["net"], rel=0.05)
        assert np.nanmean(mine["floor"]) == pytest.approx(row["floor"], rel=0.05)
        assert np.nanmean(mine["price"]) == pytest.approx(row["price"], rel=0.1)
        assert np.nanmean(mine["job_today"]) == pytest.approx(row["job_today"], rel=0.1)
        assert mine["price_share"][some] == pytest.approx((mine["gross"] / mine["price"])[some], rel=1e-5)
        if row["floor_since"] is None:
            assert (mine["gross"] >= mine["floor"] * (1 - 1e-4))[some].all()
            assert mine["floor"][some] == pytest.approx(0.45 * mine["smic"][some], rel=1e-4)
