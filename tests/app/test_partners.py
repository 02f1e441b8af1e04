"""The partners' page: a company of the scenario, and one that the visitor describes herself."""

from __future__ import annotations

import pytest
import yaml

from tests.app.test_pages import fine, opened
from tests.app.test_rollout import texts


@pytest.mark.parametrize(("lang", "answer"), [("fr", "prisons conviennent"), ("en", "prisons suit")])
def test_a_company_of_the_scenario(lang: str, answer: str) -> None:
    """Ranked prisons, market, staffing and refusals; no id of a company is shown."""
    page = fine(opened("ui/views/partners.py", lang, scenario="france-2030", company="archetype-surveys"))
    shown = texts(page)
    assert answer in shown
    assert "archetype-" not in shown
    assert "R412\u201178" in shown, "an article is held together"
    assert {"fr": "Ce que chaque entreprise demande", "en": "What each company asks for"}[lang] in shown


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
    assert "weekly_hours: 35\n" in page.session_state["brought"][0].raw.decode()
    page.text_input(key="own-per_site_min").set_value("20")
    page.text_input(key="own-per_site_max").set_value("10")
    page.button[0].click().run()
    assert not page.exception
    told = page.error[0].value.replace("\\", "")
    assert "Postes au moins par prison" in told, "fewest above most is told, by the names of the fields"
    assert "per_site" not in told
    assert "per_site_min: 6" in page.session_state["brought"][0].raw.decode(), "what was there stays"


@pytest.mark.parametrize(("typed", "told"), [("vingt", "Nombre attendu"), ("", "Cette valeur manque")])
def test_a_number_that_is_not_one_is_told_once(typed: str, told: str) -> None:
    """By its field, not as a key that is missing from a file."""
    page = fine(opened("ui/views/partners.py", "fr", scenario="france-2030"))
    page.text_input(key="own-per_site_min").set_value(typed)
    page.button[0].click().run()
    said = page.error[0].value
    assert said.count("Postes au moins par prison") == 1
    assert told in said
    assert "clé" not in said


@pytest.mark.parametrize(("lang", "hours", "price"), [("fr", "31,5", "1 000"), ("en", "31.5", "1,000")])
def test_a_company_is_described_in_the_reader_s_numbers(lang: str, hours: str, price: str) -> None:
    """Decimals and thousands as she writes them; with mark and source where she gives them."""
    page = fine(opened("ui/views/partners.py", lang, scenario="france-2030"))
    page.text_input(key="own-weekly_hours").set_value(hours)
    page.text_input(key="own-price_onshore").set_value(price)
    page.text_input(key="own-client_price").set_value(price)
    page.selectbox(key="own-mark").set_value("assumed")
    fine(page.button[0].click().run())
    profile = yaml.safe_load(page.session_state["brought"][0].raw)
    assert profile["weekly_hours"] == {"value": 31.5, "mark": "assumed"}
    assert profile["price_onshore"] == {"value": 1000, "mark": "assumed"}
    assert profile["client_price"] == {"value": 1000, "mark": "assumed"}
    assert profile["offer"] == {"floor": True}


@pytest.mark.parametrize(
    ("field", "text", "told"),
    [
        ("own-weekly_hours", "beaucoup", "Nombre attendu"),
        ("own-weekly_hours", "", "manque"),
        ("own-price_offshore", "-2", "trop bas"),
    ],
)
def test_a_faulty_company_is_told_by_field(field: str, text: str, told: str) -> None:
    page = fine(opened("ui/views/partners.py", "fr", scenario="france-2030"))
    page.text_input(key=field).set_value(text)
    page.button[0].click().run()
    assert not page.exception
    assert told in page.error[0].value
    assert "**\u202f: " in page.error[0].value
    assert page.error[0].value.count("\n- ") == 1, "each fault is told once"
    assert "brought" not in page.session_state
