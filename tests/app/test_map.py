"""The map of the overview: the plan, or an indicator in the size of the marks."""

from __future__ import annotations

import json

from reports.map import LEAST, MOST, Measured, map_of_prisons
from reports.prisons import places
from tests.app.test_pages import fine, opened
from ui import cached


def test_the_more_of_an_indicator_the_larger_the_mark() -> None:
    """In area, so that the double is half as wide again and no more; where nothing is known the mark stays as it is."""
    pilot = cached.programme("rennes-2009")
    known = places(pilot, pilot.scenario.start)
    wide = Measured("Prélevé", "EUR", {"a": 400.0, known[0].prison.id: 100.0})
    assert wide.width(known[0], 7) == LEAST + (MOST - LEAST) / 2
    assert Measured("Prélevé", "EUR", {}).width(known[0], 7) == 7
    drawn = str(map_of_prisons(pilot, known, "fr", False, wide))
    assert "Prélevé" in drawn
    assert "100\\xa0€" in drawn
    assert "Prélevé" not in str(map_of_prisons(pilot, known, "fr", False))


def test_the_indicator_is_chosen_told_and_kept_in_the_link() -> None:
    page = fine(opened("ui/views/overview.py", "fr", scenario="rennes-2009"))
    assert "on-map" not in page.query_params
    page = fine(page.selectbox(key="on-map").set_value("victims_withheld").run())
    assert page.query_params["on-map"] == "victims_withheld"
    assert any("sans intervalle" in caption.value for caption in page.caption), "expected values are said to be so"
    page = fine(opened("ui/views/overview.py", "en", scenario="rennes-2009", **{"on-map": "nothing"}))
    assert page.selectbox(key="on-map").value == "", json.dumps(page.query_params)
