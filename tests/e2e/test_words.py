"""What Streamlit says in English alone is said in the reader's language, aloud and on the page."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.test_pages_open import IDLE
from tests.e2e.visit import PATIENCE
from ui.streamlit_words import WORDS

SAID = """() => [...document.querySelectorAll('[aria-label], [title], [placeholder]')].flatMap(
  one => ['aria-label', 'title', 'placeholder'].map(mark => one.getAttribute(mark))).filter(text => text)"""
"""What is said aloud, or under the pointer."""
PLACES = ["sources", "partners", "compare", "rollout", "prisons?prison=rennes-femmes"]
"""Pages with every kind of field, table and button."""


def said(page: Page, language: str) -> list[str]:
    """What the page says in Streamlit's own words, in a language."""
    spoken = WORDS if language == "en" else {french: english for english, french in WORDS.items()}
    forms = [re.escape(words) for words, other in spoken.items() if words != other]
    theirs = re.compile("|".join(form.replace(r"\{\}", ".+").replace(r"\{n\}", r"[\d.,]+") for form in forms))
    return [text for text in page.evaluate(SAID) if theirs.fullmatch(text)]


@pytest.mark.e2e
@pytest.mark.parametrize("place", PLACES)
def test_a_page_speaks_one_language(page: Page, address: str, place: str) -> None:
    page.goto(f"{address}/{place}{'&' if '?' in place else '?'}lang=fr")
    page.locator("h1").first.wait_for(timeout=PATIENCE)
    page.wait_for_function(IDLE, timeout=PATIENCE)
    page.wait_for_timeout(300)
    assert said(page, "en") == []
    assert len(said(page, "fr")) > 5
    page.get_by_test_id("stSidebar").get_by_text("English", exact=True).click()
    expect(page.locator("html")).to_have_attribute("lang", "en", timeout=PATIENCE)
    page.wait_for_function(IDLE, timeout=PATIENCE)
    page.wait_for_timeout(800)
    assert said(page, "fr") == []
    assert len(said(page, "en")) > 5


@pytest.mark.e2e
def test_fields_lists_files_and_the_menu_speak_french(page: Page, address: str) -> None:
    page.goto(f"{address}/sources?lang=fr")
    field = page.get_by_role("textbox", name="Rechercher")
    field.wait_for(timeout=PATIENCE)
    page.wait_for_function(IDLE, timeout=PATIENCE)
    page.get_by_role("button", name="Menu", exact=True).click()
    expect(page.get_by_test_id("stMainMenuPopover")).to_contain_text("Imprimer")
    expect(page.get_by_test_id("stMainMenuPopover")).to_contain_text("Sombre")
    page.keyboard.press("Escape")
    field.press_sequentially("x")
    expect(page.get_by_test_id("InputInstructions")).to_have_text("Entrée pour appliquer")
    page.get_by_role("combobox", name="Famille").fill("zzz")
    expect(page.get_by_text("Aucun résultat").first).to_be_visible()
    files = page.get_by_test_id("stFileUploader")
    expect(files).to_contain_text("Parcourir")
    expect(files).to_contain_text("1\u202fMo au plus par fichier")


@pytest.mark.e2e
def test_files_that_are_not_taken_are_told_in_french(page: Page, address: str) -> None:
    page.goto(f"{address}/sources?lang=fr")
    files = page.get_by_test_id("stFileUploader")
    files.wait_for(timeout=PATIENCE)
    note = {"name": "note.txt", "mimeType": "text/plain", "buffer": b"x" * 1500}
    heavy = {"name": "heavy.yaml", "mimeType": "application/yaml", "buffer": b"x" * 1_500_000}
    files.locator("input[type=file]").set_input_files([note, heavy])  # type: ignore[list-item]
    expect(files).to_contain_text("Ce fichier n'est pas d'une forme attendue (text/plain).")
    expect(files).to_contain_text("Un fichier pèse 1,0\u202fMo au plus.")
    expect(files).to_contain_text("1,5\u202fko")
    expect(files.get_by_role("button", name="Retirer note.txt")).to_be_visible()


NAMED = """() => {
  const put = (inside) => document.querySelector('[data-testid=stMain]').insertAdjacentHTML('beforeend', inside);
  put(`<div id="named"><p>Stop</p><input value="Light"><div role="listbox"><p role="option">Stop</p><p role="option">
    <span title="Open">Light</span></p></div><i data-tag aria-label="Open"><b title="Open">Open</b></i></div>`);
  put(`<div id="none"><div role="listbox" data-empty="true"><p role="option">No results</p></div>
    <div role="listbox"><p role="option">Select all</p></div><i data-tag><b aria-label="Remove Open">x</b></i></div>`);
}"""
"""Companies whose names are words of Streamlit, typed, listed and chosen; and such words where Streamlit says them."""


@pytest.mark.e2e
def test_a_name_that_looks_like_such_a_word_is_left_as_it_is(page: Page, address: str) -> None:
    page.goto(f"{address}/sources?lang=fr")
    page.locator("h1").first.wait_for(timeout=PATIENCE)
    page.wait_for_function(IDLE, timeout=PATIENCE)
    before = page.evaluate(f"({NAMED})(), document.getElementById('named').outerHTML")
    expect(page.locator("#none [data-empty]")).to_have_text("Aucun résultat")
    expect(page.locator("#none")).to_contain_text("Tout choisir")
    expect(page.locator("#none b")).to_have_attribute("aria-label", "Retirer Open")
    assert page.evaluate("document.getElementById('named').outerHTML") == before
