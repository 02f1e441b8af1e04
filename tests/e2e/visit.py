"""What a visitor does in the browser, by the names that she reads: pages, choices, fields, buttons, files."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Locator, Page, expect

import language
from tests.e2e.test_pages_open import IDLE, PICTURES

PATIENCE = 60_000
"""Milliseconds for the slowest answer of a page on a busy machine."""
COMING = "Draws on their way… Meanwhile, expected values, without intervals."
"""What a page says before its first draws."""


class Visit:
    """One visitor with her language; every name is given in English and read in hers."""

    def __init__(self, page: Page, address: str, lang: str, who: str) -> None:
        self.page, self.address, self.lang, self.who = page, address, lang, who
        self.word = language.text(lang)
        self.steps = 0

    def open(self, link: str) -> None:
        """Open a link of the planner."""
        self.page.goto(f"{self.address}{link}{'&' if '?' in link else '?'}lang={self.lang}")
        self.settled()

    def turn_to(self, title: str) -> None:
        """Another page, by the menu."""
        self.page.get_by_test_id("stSidebarNav").get_by_role("link", name=self.word(title), exact=True).click()
        expect(self.page.get_by_test_id("stSidebarNav").get_by_role("link", name=self.word(title))).to_have_attribute(
            "aria-current", "page"
        )
        self.settled()

    def settled(self) -> None:
        """Wait until the page is drawn and at rest, and holds no fault."""
        self.page.wait_for_function(IDLE, timeout=PATIENCE)
        self.page.wait_for_timeout(250)
        self.page.wait_for_function(IDLE, timeout=PATIENCE)
        expect(self.page.get_by_test_id("stException")).to_have_count(0)

    def unfold(self, title: str) -> None:
        """Open what is folded away."""
        self.page.get_by_test_id("stExpander").get_by_text(self.word(title), exact=True).click()
        self.settled()

    def at_rest(self) -> None:
        """Wait until no more draws are on their way, which move what stands below them."""
        self.settled()
        coming = (self.word("{count} draws, more on their way…").split("}")[1], self.word(COMING).split("…")[0])
        for text in coming:
            expect(self.page.get_by_text(text.strip())).to_have_count(0, timeout=PATIENCE)
        self.settled()

    def choose(self, label: str, option: str, within: Locator | None = None) -> None:
        """Type part of an option's name in a list, and take it.

        The list is brought into view first: one that is scrolled closes, in every browser.
        """
        self.at_rest()
        box = (within or self.page.get_by_test_id("stMain")).get_by_role("combobox", name=self.word(label), exact=True)
        box.first.scroll_into_view_if_needed()
        self.page.wait_for_timeout(250)
        box.first.click()
        box.first.fill(option)
        self.page.get_by_role("option", name=option).first.click(timeout=PATIENCE)
        self.settled()

    def fill(self, label: str, text: str) -> None:
        """Write into a field; the label is the field's, or its beginning."""
        field = self.page.get_by_role("textbox", name=self.word(label))
        field.first.fill(text)
        field.first.press("Tab")
        self.settled()

    def press(self, name: str) -> None:
        """Press a button."""
        self.page.get_by_role("button", name=self.word(name)).first.click()
        self.settled()

    def take(self, name: str, within: Locator | None = None) -> tuple[str, str]:
        """Press a button that gives a file, on a page at rest: its name and its text."""
        self.at_rest()
        with self.page.expect_download(timeout=PATIENCE) as coming:
            (within or self.page.get_by_test_id("stMain")).get_by_role("button", name=self.word(name)).first.click()
        return coming.value.suggested_filename, Path(coming.value.path()).read_text("utf-8-sig")

    def see(self, text: str) -> None:
        """Something in her language stands on the page."""
        expect(self.page.get_by_text(self.word(text)).first).to_be_visible(timeout=PATIENCE)

    def picture(self) -> None:
        """Keep what she sees."""
        self.steps += 1
        PICTURES.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=PICTURES / f"visit-{self.who}-{self.steps}-{self.lang}.png")
