"""What stands in for an unknown figure: women's prisons first, then type, then national; always marked."""

from __future__ import annotations

from typing import Any

import pytest

from model.loading.catalogue import Catalogue
from model.loading.filling import fill
from model.schema.prison import Prison
from model.schema.quantity import Figure
from model.schema.reference import Defaults


def figure(value: float) -> dict[str, Any]:
    """An assumed quantity."""
    return {"value": value, "mark": "assumed"}


@pytest.fixture
def defaults(catalogue: Catalogue) -> Defaults:
    """Small made-up defaults: 0.1 national, 0.2 for a CD, 0.3 for women."""
    shipped = catalogue.one(Defaults, "defaults")
    return shipped.model_copy(
        update={
            "national": Defaults.model_fields["national"].annotation.model_validate(
                {  # type: ignore[union-attr]
                    "density": figure(1.5),
                    "population": {
                        "women_share": figure(0),
                        "willing": figure(0.1),
                        "health_fit": figure(0.1),
                        "bac_or_more": figure(0.1),
                    },
                    "flows": {"quit": figure(0.1)},
                    "debts": {"sigma": figure(1)},
                    "room": {"hours_a_day": figure(6), "days_a_week": figure(5)},
                }
            ),
            "by_type": {
                "CD": type(shipped.national).model_validate(
                    {"density": figure(0.9), "population": {"willing": figure(0.2), "health_fit": figure(0.2)}}
                ),
                "women": type(shipped.national).model_validate({"population": {"willing": figure(0.3)}}),
            },
        }
    )


def prison(**population: Any) -> Prison:
    """A CD of 100 places, with more of its population."""
    return Prison.model_validate(
        {
            "id": "essai",
            "name": "Essai",
            "type": "CD",
            "population": {"capacity": 100} | population,
            "place": {"department": "35", "region": "Bretagne", "disp": "Rennes", "latitude": 48.0, "longitude": -1.6},
            "workshops": ({"area": 50, "hours_a_day": 7},),
        }
    )


def values(filled: Prison, *names: str) -> list[tuple[float, str]]:
    """Value and origin of figures of the population."""
    found: list[Figure] = [getattr(filled.population, name) for name in names]
    return [(f.latest.value, f.latest.origin) for f in found]


NAMES = ("willing", "health_fit", "bac_or_more")


def test_type_before_national(defaults: Defaults) -> None:
    """A men's CD."""
    assert values(fill(prison(), defaults), *NAMES) == [
        (0.2, "type_default"),
        (0.2, "type_default"),
        (0.1, "national_default"),
    ]


def test_women_before_type(defaults: Defaults) -> None:
    """A women's prison takes what is known of women's prisons, then its type, then the nation."""
    filled = fill(prison(women_share=1), defaults)
    assert values(filled, *NAMES) == [(0.3, "type_default"), (0.2, "type_default"), (0.1, "national_default")]


def test_the_profile_before_all(defaults: Defaults) -> None:
    """What a profile says stays, with its mark."""
    filled = fill(prison(women_share=1, willing={"value": 0.7, "source": "oip-2019", "mark": "found"}), defaults)
    assert values(filled, "willing") == [(0.7, "profile")]
    assert filled.population.willing is not None
    assert filled.population.willing.latest.sourced


def test_a_stand_in_is_never_sourced(defaults: Defaults) -> None:
    """Not even when the default itself was found in a source."""
    found = {"value": 0.4, "mark": "found", "source": "oip-2019"}
    national = type(defaults.national).model_validate({"density": figure(1), "population": {"clearance": found}})
    filled = fill(prison(), defaults.model_copy(update={"national": national}))
    assert filled.population.clearance is not None
    assert filled.population.clearance.latest.mark == "found"
    assert not filled.population.clearance.latest.sourced


@pytest.mark.parametrize(("share", "women"), [(0.98, False), (0.99, True), (1.0, True)])
def test_from_which_share_a_prison_is_a_womens(defaults: Defaults, share: float, women: bool) -> None:
    """99 %."""
    assert values(fill(prison(women_share=share), defaults), "willing")[0][0] == (0.3 if women else 0.2)


def test_womens_share_from_their_places(defaults: Defaults) -> None:
    """Places for women over capacity, inferred; at most 1."""
    filled = fill(prison(women_places=25), defaults)
    assert filled.population.women_share is not None
    assert (filled.population.women_share.latest.value, filled.population.women_share.latest.mark) == (0.25, "inferred")
    assert values(fill(prison(women_places=120), defaults), "women_share", "willing")[0][0] == 1.0
    assert values(fill(prison(women_places=0, capacity=0), defaults), "women_share")[0] == (0.0, "national_default")


def test_detained_from_capacity(defaults: Defaults) -> None:
    """Capacity times the type's density, one figure per date of the capacity."""
    dated = [{"from": "2009", **figure(100)}, {"from": "2018", **figure(200)}]
    filled = fill(prison(capacity=dated), defaults).population.detained
    assert filled is not None
    assert [(q.start, q.value, q.origin) for q in filled.entries] == [
        ("2009", 90, "type_default"),
        ("2018", 180, "type_default"),
    ]
    assert fill(prison(detained=70), defaults).population.detained == prison(detained=70).population.detained


def test_detained_from_the_national_density_says_so(defaults: Defaults) -> None:
    """No density for the type: 100 x 1.5, a national default."""
    of_type = {"CD": type(defaults.national).model_validate({})}
    filled = fill(prison(), defaults.model_copy(update={"by_type": of_type})).population.detained
    assert filled is not None
    assert (filled.latest.value, filled.latest.origin) == (150, "national_default")


def test_other_parts(defaults: Defaults) -> None:
    """Flows, debts and rooms are filled alike."""
    filled = fill(prison(), defaults)
    assert filled.flows.quit is not None
    assert filled.debts.sigma is not None
    assert (filled.flows.quit.latest.value, filled.debts.sigma.latest.value) == (0.1, 1.0)
    (room,) = filled.workshops
    assert room.hours_a_day is not None
    assert room.days_a_week is not None
    assert [(f.latest.value, f.latest.origin) for f in (room.hours_a_day, room.days_a_week)] == [
        (7, "profile"),
        (5, "national_default"),
    ]


def test_nothing_that_the_computation_needs_is_missing(catalogue: Catalogue) -> None:
    """Every shipped prison, filled with the shipped defaults, has every figure but the places for women."""
    shipped = catalogue.one(Defaults, "defaults")
    for one in catalogue.all(Prison, "prisons").values():
        filled = fill(one, shipped)
        for part in (filled.population, filled.flows, filled.debts, *filled.workshops):
            absent = {n for n in type(part).model_fields if getattr(part, n) is None} - {"women_places", "name"}
            assert not absent, f"{one.id}: {absent}"
