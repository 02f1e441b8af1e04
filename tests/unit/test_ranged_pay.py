"""A pay slip of a month whose SMIC is not known yet: what it is at the two ends of the SMIC assumed."""

from __future__ import annotations

import pytest

from model.law import Law
from model.loading.assembly import programme
from model.loading.catalogue import Catalogue
from reports.pay_slips import Asked, legs, ranged_legs, slip, smic


@pytest.fixture(scope="module")
def law(catalogue: Catalogue) -> Law:
    """The law of the shipped scenario of France."""
    found = programme(catalogue, "france-2030")
    return Law(found.law, found.outlook)


def test_an_offer_in_euros_is_a_share_of_the_smic_that_is_not_known(law: Law) -> None:
    """The higher the SMIC, the smaller the share; the euros offered do not move."""
    asked = Asked("2027-01", 35, "hourly_gross", 6.5)
    found, known = ranged_legs(law, asked), smic(law, "2027-01")
    assert known.low < known.value < known.high
    assert found["smic_share"] == pytest.approx((6.5 / known.value, 6.5 / known.high, 6.5 / known.low))
    assert not found["gross"].wide


def test_the_floor_is_euros_that_are_not_known(law: Law) -> None:
    """Its share of the SMIC is the law's; what is paid and kept follows the SMIC."""
    found, known = ranged_legs(law, Asked("2027-01", 35, "floor", 0.0)), smic(law, "2027-01")
    assert not found["smic_share"].wide
    assert found["hourly_gross"] == pytest.approx(tuple(found["smic_share"].value * one for one in known))
    for leg in ("gross", "net", "victims", "available", "company_cost"):
        assert found[leg].low < found[leg].value < found[leg].high, leg


def test_an_offer_between_the_two_floors_follows_the_higher(law: Law) -> None:
    """Above the floor of the low SMIC, under that of the high one."""
    at = smic(law, "2027-01")
    share = ranged_legs(law, Asked("2027-01", 35, "floor", 0.0))["smic_share"].value
    found = ranged_legs(law, Asked("2027-01", 35, "hourly_gross", share * (at.low + at.value) / 2))
    assert found["hourly_gross"].high == pytest.approx(share * at.high)
    assert found["smic_share"].low == pytest.approx(share)
    assert found["smic_share"].high > share


def test_a_month_whose_smic_is_known_has_no_ends(law: Law) -> None:
    """The law of today: no leg has an interval."""
    asked = Asked("2026-06", 35, "hourly_gross", 6.5)
    found = ranged_legs(law, asked)
    assert not any(one.wide for one in found.values())
    assert {leg: one.value for leg, one in found.items()} == legs(slip(law, asked))
