"""The page on re-entry: zero beside every effect, levers that change the scenario, an empty state."""

from __future__ import annotations

import re

import pytest

from tests.app.test_intervals import tables
from tests.app.test_pages import fine, opened

VIEW = "ui/views/reinsertion.py"
EVIDENCE = "prison_work-read_as"


@pytest.mark.parametrize(("lang", "head"), [("fr", "Sans aucun effet"), ("en", "Without any effect")])
def test_zero_stands_beside_the_effects(lang: str, head: str) -> None:
    page = fine(opened(VIEW, lang, scenario="rennes-2009"))
    assert any(head in str(block.proto) for block in page.main.children.values()) or head in str(page.main)
    assert len(page.warning) == 1
    pay = {"fr": r"\d,\d\u202f% \[\d,\d à \d,\d\u202f%\]", "en": r"\d\.\d% \[\d\.\d% to \d\.\d%\]"}[lang]
    cells = [cell for _caption, rows, _after in tables(page) for row in rows for cell in row]
    assert any(re.fullmatch(pay, cell) for cell in cells), "an interval of shares is written as everywhere"


def test_evidence_is_chosen_and_stays_in_the_changes() -> None:
    """No effect: a change on top of the scenario, as any other."""
    page = fine(opened(VIEW, "fr", scenario="rennes-2009"))
    page = fine(page.selectbox(key=EVIDENCE).set_value("zero").run())
    assert page.session_state["settings"]["rennes-2009"] == ("evidence.prison_work.read_as=zero",)
    assert page.selectbox(key=EVIDENCE).value == "zero"
    assert page.button(key="pilot-apply-prison_work").disabled, "no prior is read: a pilot would change nothing"
    page = fine(page.slider(key="prison_work-displacement").set_value(30).run())
    assert "evidence.prison_work.displacement=0.3" in page.session_state["settings"]["rennes-2009"]
    assert page.selectbox(key=EVIDENCE).value == "zero"


def test_a_scenario_without_releases_says_so() -> None:
    """Nothing is drawn of nobody."""
    never = [f"evidence.prison_work.{bound}=500" for bound in ("no_effect_under", "full_effect_at")]
    page = fine(opened(VIEW, "fr", scenario="rennes-2009", set=never))
    assert any("Personne ne sort" in block.value for block in page.info)


def test_a_pilot_is_held_against_the_studies_and_counted_if_asked() -> None:
    """Its weight is told; the button puts the figure in the place of the prior, and takes it away again; what it is
    compared with stays the studies' own."""
    page = fine(opened(VIEW, "fr", scenario="rennes-2009", **{"pilot-releases": "200", "pilot-reconvicted": "40"}))
    before = next(m.value for m in page.markdown if "le pilote pèse" in m.value)
    page = fine(page.button(key="pilot-apply-prison_work").click().run())
    (setting,) = page.session_state["settings"]["rennes-2009"]
    assert setting.startswith("evidence.prison_work.women.relative_risk_12m={value: ")
    assert next(m.value for m in page.markdown if "le pilote pèse" in m.value) == before
    page = fine(page.button(key="pilot-undo-prison_work").click().run())
    assert page.session_state["settings"]["rennes-2009"] == ()
    page = page.text_input(key="pilot-reconvicted").set_value("201").run()
    assert not page.exception
    assert any("Plus de personnes" in block.value for block in page.error)
