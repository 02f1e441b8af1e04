"""What axe-core finds on a page, in light and in dark, less what Streamlit itself does and we cannot change."""

from __future__ import annotations

from typing import Any, Literal

from playwright.sync_api import Page

from tests.axe import find

THEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
STREAMLIT = {
    "presentation-role-conflict": "the frame of its file uploader has a role of its own and can be focused by a script",
}
"""Rules broken by the widgets of Streamlit 1.67: id of axe-core, why. None is serious or critical."""
RUN = """rules => axe.run(document, {runOnly: {type: 'tag', values: rules}, resultTypes: ['violations']})
  .then(found => found.violations)"""


def faults(page: Page) -> dict[str, list[str]]:
    """Faults of the page as it stands, by theme: rule, gravity, place and what is wrong; the page ends in the dark."""
    page.evaluate(find().read_text("utf-8"))
    found = {}
    for theme in THEMES:
        page.emulate_media(color_scheme=theme)
        page.wait_for_timeout(600)  # colours change in a transition
        found[theme] = [told(one) for one in page.evaluate(RUN, RULES) if excuse(one) is None]
    return found


def excuse(fault: dict[str, Any]) -> str | None:
    """Why a fault is not ours; a serious one never has an excuse."""
    return None if fault["impact"] in ("serious", "critical") else STREAMLIT.get(fault["id"])


def told(fault: dict[str, Any]) -> str:
    places = "; ".join(f"{node['html'][:160]} — {node['failureSummary'][:240]}" for node in fault["nodes"][:4])
    return f"{fault['id']} ({fault['impact']}, {len(fault['nodes'])}): {places}"
