"""Without a mouse: from the top of the overview to the origin of its first number, in both languages."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.test_pages_open import IDLE

FOCUSED = "() => document.activeElement.innerText || document.activeElement.getAttribute('aria-label') || ''"
OUTLINED = """() => { const s = getComputedStyle(document.activeElement);
  return s.boxShadow !== 'none' || (s.outlineStyle !== 'none' && s.outlineWidth !== '0px'); }"""


@pytest.mark.e2e
@pytest.mark.parametrize(
    ("lang", "asked", "answered"),
    [
        ("fr", "D'où vient ce chiffre", "Ce qui le fait bouger"),
        ("en", "Where does this number come from", "What moves it"),
    ],
)
def test_the_keyboard_reaches_the_origin_of_a_number(
    page: Page, address: str, lang: str, asked: str, answered: str
) -> None:
    page.goto(f"{address}/?scenario=rennes-2009&lang={lang}")
    page.wait_for_function(IDLE, timeout=60_000)
    passed: list[str] = []
    while len(passed) < 40 and not (passed and passed[-1].startswith(asked)):
        page.keyboard.press("Tab")
        passed.append(page.evaluate(FOCUSED))
    assert passed[-1].startswith(asked), passed
    assert any("Sources" in one for one in passed), passed
    assert page.evaluate(OUTLINED)
    page.keyboard.press("Enter")
    answer = page.get_by_test_id("stPopoverBody")
    expect(answer.get_by_text(answered)).to_be_visible(timeout=60_000)
    page.keyboard.press("Escape")
    expect(answer).to_have_count(0)
