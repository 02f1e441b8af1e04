"""A button that gives a file gives it at every click, though the page is being made anew, here and elsewhere."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Download, Page

from tests.e2e.visit import PATIENCE, Visit

CLICKS, BURST = 12, 8
"""Clicks in all, and in a row: of more than ten within a second Chromium itself drops the rest, whatever the page."""


@pytest.mark.e2e
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_click_gives_the_file(page: Page, context: BrowserContext, address: str, lang: str) -> None:
    came: list[Download] = []
    page.on("download", lambda one: came.append(one))
    visit = Visit(page, address, lang, "files")
    floor = {"fr": 0.571, "en": 0.573}[lang]  # nobody has drawn it: the page is refined while she clicks
    page.goto(f"{address}/?lang={lang}&set=law.floor_production%3D{floor}")
    elsewhere = context.new_page()
    elsewhere.goto(f"{address}/?lang={lang}&set=law.floor_production%3D{floor + 0.01}")
    months = page.locator(".st-key-months-open")
    months.get_by_text(visit.word("Data of this figure")).click(timeout=PATIENCE)
    button = months.get_by_role("button", name=visit.word("Download (CSV)"))
    button.wait_for(timeout=PATIENCE)
    for click in range(1, CLICKS + 1):
        button.click(timeout=PATIENCE)
        page.keyboard.press("r")  # the page is made anew at once
        if click % 4 == 0:
            page.wait_for_timeout(300 if click % BURST else 1100)
    for _ in range(300):
        if len(came) == CLICKS:
            break
        page.wait_for_timeout(100)
    assert len(came) == CLICKS
    for one in came:
        assert len(Path(one.path()).read_text("utf-8-sig").splitlines()) == 121, "a head and ten years of months"
