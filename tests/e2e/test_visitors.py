"""The first ten minutes of five visitors, in French and in English: what each came for is there, and can be taken."""

from __future__ import annotations

import json
import re
from urllib.parse import quote

import pytest
import yaml
from playwright.sync_api import Page, expect

import language
from tests.e2e.visit import PATIENCE, Visit

pytestmark = [pytest.mark.e2e, pytest.mark.parametrize("lang", ["fr", "en"])]
SLIP = '[data-testid="stPlotlyChart"]'


def test_the_planner(page: Page, address: str, lang: str) -> None:
    """Opens, takes a scenario, reads the answer, asks for more, compares, and leaves with the table."""
    visit = Visit(page, address, lang, "planner")
    visit.open("/")
    expect(page.locator(".es-answer")).to_contain_text("2030")
    visit.choose("Scenario", "Rennes", page.get_by_test_id("stSidebar"))
    expect(page).to_have_url(re.compile("scenario=rennes-2009"))
    expect(page.locator(".es-answer")).not_to_contain_text("2030")
    visit.picture()

    visit.turn_to("Roll-out")
    visit.unfold("Target, limits and openings decided beforehand")
    page.get_by_role("spinbutton", name=visit.word("Target (people at work)")).fill("9")
    page.get_by_role("spinbutton", name=visit.word("Target (people at work)")).press("Tab")
    visit.press("Apply and re-plan")
    expect(page.get_by_role("heading", name=visit.word("The plan found"), exact=True)).to_be_visible(timeout=120_000)
    visit.see("What differs from the scenario as filed")
    visit.picture()

    visit.turn_to("Compare")
    visit.see("What the difference comes from")
    table = page.locator(".es-table").first
    expect(table).to_contain_text("%", timeout=PATIENCE)
    visit.picture()
    name, text = visit.take("Download (CSV)")
    assert name.endswith(".csv")
    assert "rennes-2009" in text
    assert (";" in text.splitlines()[0]) is (lang == "fr")


def test_the_budget_analyst(page: Page, address: str, lang: str) -> None:
    """Raises the pay floor to 60 % of the SMIC, sees pay move, asks where it comes from, takes the figures."""
    visit = Visit(page, address, lang, "analyst")
    visit.open("/")
    visit.at_rest()
    card = page.locator(".st-key-card-kept_per_worker")
    before = card.locator(".value").inner_text()
    visit.turn_to("Sources")
    visit.unfold("Change a figure")
    visit.choose("Belongs to", {"fr": "le droit", "en": "the law"}[lang])
    floor = {"fr": "Minimum de rémunération, production", "en": "Pay floor, production"}[lang]
    visit.choose("Which", floor)
    visit.fill("New value", {"fr": "0,60", "en": "0.60"}[lang])
    visit.press("Check and apply")
    changes = page.locator(".st-key-changes")
    expect(changes).to_contain_text("law.floor_production", timeout=PATIENCE)
    expect(changes).to_contain_text({"fr": "0,45 → 0,6", "en": "0.45 → 0.6"}[lang])
    visit.picture()

    visit.turn_to("Overview")
    expect(card.locator(".value")).not_to_have_text(before, timeout=PATIENCE)
    expect(page.get_by_text({"fr": "qui sont laissés de côté", "en": "which are left out"}[lang])).to_be_attached()
    card.get_by_text(visit.word("Where does this number come from?")).click()
    answer = page.get_by_test_id("stPopoverBody")
    expect(answer.get_by_text(visit.word("What moves it, the heaviest first"))).to_be_visible(timeout=PATIENCE)
    expect(answer).to_contain_text(floor)
    visit.picture()
    page.keyboard.press("Escape")

    months = page.locator(".st-key-months-open")
    months.get_by_text(visit.word("Data of this figure")).click()
    name, text = visit.take("Download (CSV)", months)
    assert name == "months.csv"
    assert len(text.splitlines()) == 121, "a head and ten years of months"
    assert visit.take("Download the scenario (YAML)", changes)[1].count("floor_production") >= 1
    visit.press("Undo")
    expect(changes).to_have_count(0)
    expect(card.locator(".value")).to_have_text(before, timeout=PATIENCE)


def test_the_company(page: Page, address: str, lang: str) -> None:
    """Describes itself, reads where it would fit and why, staffs its calls, leaves with its profile and its file."""
    visit = Visit(page, address, lang, "company")
    visit.open("/partners")
    visit.unfold("Describe a new company")
    visit.fill("Name", "Voix claire")
    calls = {"fr": "Réception d'appels", "en": "Inbound calls"}[lang]
    form = page.get_by_test_id("stForm")
    visit.choose("Activity", calls, form)
    visit.press("See where it fits")
    expect(page.get_by_role("combobox", name=visit.word("Company"), exact=True).first).to_have_value("Voix claire")
    expect(page.locator(".es-answer")).to_be_visible(timeout=PATIENCE)
    ranked = page.get_by_role("table", name=visit.word("Prisons by people at work once the start is past"))
    expect(ranked.get_by_role("row")).to_have_count(25)
    visit.picture()

    said = page.get_by_text(re.compile({"fr": "agents en ligne, donc", "en": "agents on line, hence"}[lang]))
    before = said.first.inner_text()
    visit.fill("Calls of a half hour", "120")
    expect(said.first).not_to_have_text(before)
    expect(said.first).to_contain_text("120")
    visit.see("What the law asks")
    visit.picture()

    visit.unfold("Describe a new company")
    profile = yaml.safe_load(visit.take("Download its profile (YAML)")[1])
    assert profile["name"]["fr"] == "Voix claire"
    name, text = visit.take("JSON")
    assert name == f"described-here-france-2030-{lang}.json"
    assert "Voix claire" in json.dumps(json.loads(text), ensure_ascii=False)


def test_the_prison_director(page: Page, address: str, lang: str) -> None:
    """Finds her prison by its name, corrects a figure, sees it change, takes the profile away."""
    visit = Visit(page, address, lang, "director")
    visit.open("/prisons")
    visit.choose("Prison", "femmes de Rennes")
    expect(page.get_by_role("heading", name="Centre pénitentiaire pour femmes de Rennes")).to_be_visible()
    expect(page.get_by_role("heading", name=visit.word("Candidates: {activity}").partition("{")[0])).to_be_visible()
    funnel = page.locator(f".st-key-funnel {SLIP}, .st-key-funnel{SLIP}").first
    before = funnel.get_attribute("aria-label")
    visit.picture()
    visit.unfold("Change a figure")
    visit.choose("Figure", language.term("figure", "detained", lang))
    visit.fill("New value", "300")
    visit.press("Check and apply")
    expect(page.locator(".st-key-changes")).to_contain_text("300", timeout=PATIENCE)
    visit.settled()
    assert funnel.get_attribute("aria-label") != before
    assert "300" in (funnel.get_attribute("aria-label") or "")
    visit.picture()
    name, text = visit.take("Download the profile (YAML)")
    assert name == "rennes-femmes.yaml"
    assert yaml.safe_load(text)["id"] == "rennes-femmes"
    assert "300" in text


def test_the_levers_of_pay(page: Page, address: str, lang: str) -> None:
    """Hours and the rule for victims move the slip, and stand in the link that can be sent."""
    visit = Visit(page, address, lang, "pay")
    visit.open("/pay")
    slip = page.locator(SLIP).first
    before = slip.get_attribute("aria-label") or ""
    visit.fill("Weekly hours", {"fr": "17,5", "en": "17.5"}[lang])
    expect(slip).not_to_have_attribute("aria-label", before)
    halved = slip.get_attribute("aria-label") or ""
    visit.choose("Victims' part", visit.word("none"))
    expect(slip).not_to_have_attribute("aria-label", halved)
    expect(page).to_have_url(re.compile(f"hours={quote('17.5')}.*rule=none|rule=none.*hours={quote('17.5')}"))
    visit.picture()
    visit.fill("Weekly hours", "90")
    expect(page.get_by_test_id("stAlert").first).to_be_visible()
