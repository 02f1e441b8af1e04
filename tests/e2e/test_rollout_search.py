"""The search of the roll-out page in a real browser: it begins, tells how far it is, can be stopped, and answers."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import ROOT

PICTURES = ROOT / "out" / "pictures"


@pytest.mark.e2e
@pytest.mark.slow
def test_a_search_answers_in_both_languages(page: Page, address: str) -> None:
    link = f"{address}/rollout?scenario=rennes-2009&set=targets.seats%3D9"
    page.goto(f"{link}&lang=fr")
    page.get_by_role("button", name="Chercher le meilleur plan").click()
    expect(page.locator(".es-answer")).to_contain_text("Les partenaires en vue suffisent", timeout=90_000)
    expect(page.get_by_role("heading", name="Le plan trouvé")).to_be_visible(timeout=90_000)
    page.goto(f"{link}&lang=en")
    expect(page.locator(".es-answer")).to_contain_text("The partners at hand are enough", timeout=30_000)
    expect(page.get_by_text("Counted by the plan in")).to_be_visible()
    expect(page.get_by_test_id("stException")).to_have_count(0)
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=PICTURES / "rollout-found-en.png")


@pytest.mark.e2e
@pytest.mark.slow
def test_a_search_is_stopped(page: Page, address: str) -> None:
    page.goto(f"{address}/rollout?scenario=expansion-2009&lang=fr&set=targets.seats.at_least%3D250")
    page.get_by_role("button", name="Chercher le meilleur plan").click()
    expect(page.get_by_text("Recherche en cours").first).to_be_visible(timeout=30_000)
    page.get_by_role("button", name="Arrêter").click()
    expect(
        page.get_by_text("Arrêté : ce qui a été trouvé jusque-là est affiché.".replace(" :", "\u202f:"))
    ).to_be_visible(timeout=60_000)
    expect(page.get_by_role("button", name="Relancer la recherche")).to_be_visible()
    expect(page.get_by_test_id("stException")).to_have_count(0)
