"""The map of the overview: the plan, or an indicator in the size of the marks."""

from __future__ import annotations

import json

import pytest

from reports.interval import Interval
from reports.map import LEAST, MEASURES, MOST, Measured, map_of_prisons
from reports.prisons import places
from tests.app.test_pages import fine, opened
from ui import cached


def test_the_more_of_an_indicator_the_larger_the_mark() -> None:
    """In area, so that the double is half as wide again and no more; where nothing is known the mark stays as it is."""
    pilot = cached.programme("rennes-2009")
    known = places(pilot, pilot.scenario.start)
    wide = Measured("Prélevé", "EUR", {"a": Interval(400.0), known[0].prison.id: Interval(100.0, 60.0, 150.0)})
    assert wide.width(known[0], 7) == LEAST + (MOST - LEAST) / 2
    assert Measured("Prélevé", "EUR", {}).width(known[0], 7) == 7
    drawn = str(map_of_prisons(pilot, known, "fr", False, wide))
    assert "Prélevé" in drawn
    assert "100\\xa0€ [60 à 150\\xa0€]" in drawn
    assert "Prélevé" not in str(map_of_prisons(pilot, known, "fr", False))


def test_the_indicator_is_chosen_told_and_kept_in_the_link() -> None:
    page = fine(opened("ui/views/overview.py", "fr", scenario="rennes-2009"))
    assert "on-map" not in page.query_params
    page = fine(page.selectbox(key="on-map").set_value("victims_withheld").run())
    assert page.query_params["on-map"] == "victims_withheld"
    assert not any("sans intervalle" in caption.value for caption in page.caption), "drawn"
    page = fine(opened("ui/views/overview.py", "en", scenario="rennes-2009", **{"on-map": "nothing"}))
    assert page.selectbox(key="on-map").value == "", json.dumps(page.query_params)


def test_prisons_on_the_map_are_drawn() -> None:
    """The pilot's one prison has the programme's mean and interval, in every period."""
    gathered = cached.futures("rennes-2009", ())
    gathered.wait(60)
    assert gathered.shown is not None
    for indicator in MEASURES[:3]:
        for period in ("2010", "total"):
            found = gathered.shown.of_prisons(indicator, period)
            assert list(found) == ["rennes-femmes"]
            assert tuple(found["rennes-femmes"]) == pytest.approx(tuple(gathered.shown.of(indicator, period)), rel=1e-5)
