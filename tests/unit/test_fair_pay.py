"""Pay against floor, SMIC and price: each on the hours that it is about."""

from __future__ import annotations

import pytest

from model.loading.assembly import programme
from model.loading.catalogue import Catalogue
from model.projection import project
from reports.benefits import companies


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
