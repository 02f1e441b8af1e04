"""The pictures of the users' guides: what a page shows first, small enough for a repository."""

from __future__ import annotations

import io

from PIL import Image
from playwright.sync_api import Locator, Page

from tests.e2e.conftest import ROOT

FOLDER = ROOT / "docs" / "pictures"
WIDTH, HEIGHT, COLOURS = 1280, 860, 64
LARGEST, ALL = 150_000, 2_000_000
"""Bytes of one picture, and of all."""

DRAWN = "() => !/affinage en cours|more on their way|sur plus de tirages|on more draws/.test(document.body.innerText)"
"""Pictures show all draws, so that they are the same each time."""


def write(page: Page, name: str, begin: Locator | None = None) -> None:
    """The page as it stands, from its top or where something begins, as a PNG of few colours."""
    page.wait_for_function(DRAWN, timeout=60_000)
    page.set_viewport_size({"width": WIDTH, "height": HEIGHT})
    page.wait_for_timeout(1200)  # figures are drawn anew at this width
    if begin is not None:
        begin.evaluate("one => one.scrollIntoView({block: 'start'})")
        page.wait_for_timeout(300)
    shot = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    FOLDER.mkdir(parents=True, exist_ok=True)
    few = shot.quantize(COLOURS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    few.save(FOLDER / f"{name}.png", optimize=True)
