"""The partners' page: a company of the scenario, and one that the visitor describes herself."""

from __future__ import annotations

import pytest

from tests.app.test_pages import fine, opened
from tests.app.test_rollout import texts


@pytest.mark.parametrize(("lang", "answer"), [("fr", "prisons conviennent"), ("en", "prisons suit")])
def test_a_company_of_the_scenario(lang: str, answer: str) -> None:
    """Ranked prisons, market, staffing and refusals; no id of a company is shown."""
    page = fine(opened("ui/views/partners.py", lang, scenario="france-2030", company="archetype-surveys"))
    shown = texts(page)
    assert answer in shown
    assert "archetype-" not in shown
    assert "R412-78" in shown


def test_staffing_is_for_those_who_call() -> None:
    """Sewing has no calls to staff."""
    page = fine(opened("ui/views/partners.py", "fr", scenario="france-2030", company="archetype-sewing"))
    assert not any("Effectif" in header.value for header in page.header)


def test_a_company_described_on_the_page() -> None:
    """What is typed becomes a profile, is chosen at once, and can be taken away; markup in its name stays text."""
    page = fine(opened("ui/views/partners.py", "fr", scenario="france-2030"))
    page.text_input(key="own-name").set_value("Allô <b>Prison</b>")
    fine(page.button[0].click().run())
    assert page.selectbox(key="company").value == "described-here"
    assert "Allô <b>Prison</b>" in page.session_state["brought"][0].raw.decode()
    page.number_input(key="own-least").set_value(20)
    page.number_input(key="own-most").set_value(10)
    page.button[0].click().run()
    assert not page.exception
    assert page.error, "fewest above most is told"
    assert "per_site_min: 6" in page.session_state["brought"][0].raw.decode(), "what was there stays"
