"""Lists show what is chosen: said anew at each making of the page, in the reader's language, within their bounds."""

from __future__ import annotations

import pandas as pd
import pytest

from tests.app.test_pages import fine, opened
from ui.prison_list import _written


@pytest.mark.parametrize("key", ["scenario", "period"])
def test_a_page_made_anew_says_the_choice_again(key: str) -> None:
    """A page that is made anew before its first making was sent would show the first option of the list."""
    page = fine(opened("dashboard.py", "fr", scenario="rennes-2009", period="2011"))
    chosen = page.selectbox(key=key).value
    page = fine(page.run())
    assert page.selectbox(key=key).proto.set_value
    assert page.selectbox(key=key).value == chosen
    assert page.selectbox(key=key).index > 0


def test_the_prisons_are_written_in_the_language_of_the_page() -> None:
    """Whatever the browser's language: 1 245, not 1,245."""
    row = dict.fromkeys(("capacity", "detained", "candidates", "candidates_low", "candidates_high"), 1245.0)
    row |= {"free_room": float("nan"), "workers_today": 3.0, "seats_planned": 2.0, "read": 45.0, "derived": 5.0}
    table = pd.DataFrame([row | {"default": 50.0}])
    shown = _written(table, "fr").to_html()
    for text in ("1\u202f245", "1\u202f245,0", "–", "45\u202f%"):
        assert f">{text}</td>" in shown


def test_a_fifth_scenario_is_refused_in_words() -> None:
    page = fine(opened("ui/views/compare.py", "fr", scenario="france-2030"))
    options = page.multiselect(key="with").options
    assert len(options) > 3
    page = fine(page.multiselect(key="with").set_value(page.session_state["with"]).run())
    names = list(dict.fromkeys([*page.session_state["with"], "rennes-2009", "rennes-2009@defaults-alone"]))
    page.session_state["with"] = [*names, "france-2030@contributions-on-state", "expansion-2009"]
    page = fine(page.run())
    assert len(page.session_state["with"]) == 3
    assert any("Quatre scénarios au plus" in warning.value for warning in page.warning)


def test_what_a_link_names_beside_the_reference_is_not_dropped_without_a_word() -> None:
    """A plan that is still to be searched for, a scenario that is none; what is there is compared."""
    asked = ["rennes-2009", "expansion-2009@ministers-wish", "<b>nowhere</b>"]
    page = fine(opened("ui/views/compare.py", "en", scenario="expansion-2009", **{"with": asked}))
    assert page.session_state["with"] == ["rennes-2009"]
    told = next(one.value for one in page.warning if "Not compared" in one.value).replace("\\", "")
    assert "expansion-2009@ministers-wish · <b>nowhere</b>" in told
    assert any("Not compared" in one.value for one in fine(page.run()).warning), "as long as it cannot"
