"""An address that is none of ours: what was asked for, in the reader's language, and every page to go on to."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

import language
from tests.e2e.test_pages_open import IDLE, PAGES
from tests.e2e.visit import PATIENCE


@pytest.mark.e2e
@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize(("asked", "told"), [("nowhere", "nowhere"), ("%C3%A9t%C3%A9", "été"), ("a/b/", "a-b")])
def test_an_unknown_address_is_told_and_leads_on(page: Page, address: str, asked: str, told: str, lang: str) -> None:
    _ = language.text(lang)
    page.goto(f"{address}/{asked}?lang={lang}")
    expect(page.get_by_role("heading", name=_("Page not found"), level=1)).to_be_visible(timeout=PATIENCE)
    page.wait_for_function(IDLE, timeout=PATIENCE)
    main = page.get_by_test_id("stMain")
    expect(main.get_by_text(f"/{told}")).to_be_visible()
    expect(main.get_by_test_id("stPageLink")).to_have_count(len(PAGES))
    expect(page.get_by_role("dialog")).to_have_count(0)
    main.get_by_role("link", name=_("Partners")).click()
    expect(page.get_by_role("heading", name=_("Partner companies"), level=1)).to_be_visible(timeout=PATIENCE)


@pytest.mark.e2e
@pytest.mark.parametrize(("asked", "title"), [("overview", "Rennes 2009, le pilote"), ("money/", "Argent")])
def test_an_address_that_is_nearly_ours_is_understood(page: Page, address: str, asked: str, title: str) -> None:
    page.goto(f"{address}/{asked}?scenario=rennes-2009&lang=fr")
    expect(page.get_by_role("heading", name=title, level=1)).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_role("dialog")).to_have_count(0)


@pytest.mark.e2e
def test_a_step_back_is_a_page_back(page: Page, address: str) -> None:
    """Whatever has been written into the link since: to the page before, as it was."""
    page.goto(f"{address}/?scenario=rennes-2009&lang=fr")
    first = page.get_by_role("heading", name="Rennes 2009, le pilote", level=1)
    expect(first).to_be_visible(timeout=PATIENCE)
    page.wait_for_function(IDLE, timeout=PATIENCE)
    page.get_by_text("English", exact=True).first.click()
    expect(page.get_by_role("heading", name="Rennes 2009, the pilot", level=1)).to_be_visible(timeout=PATIENCE)
    page.get_by_role("link", name="Prisons", exact=True).first.click()
    expect(page.get_by_role("heading", name="Prisons", level=1)).to_be_visible(timeout=PATIENCE)
    expect(page).to_have_url(re.compile("/prisons.*scenario=rennes-2009"), timeout=PATIENCE)
    page.go_back()
    expect(page.get_by_role("heading", name="Rennes 2009, the pilot", level=1)).to_be_visible(timeout=PATIENCE)
    expect(page).to_have_url(re.compile("/[?].*lang=en"))
