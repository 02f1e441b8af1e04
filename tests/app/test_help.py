"""Every field of every page says what it is for; every button that gives a file of the pages' own, too."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from streamlit.testing.v1 import AppTest

import language
from tests.app.test_pages import VIEWS, fine, opened

FIELDS = (
    "selectbox", "multiselect", "text_input", "text_area", "number_input", "slider", "select_slider", "checkbox",
    "toggle", "radio", "date_input", "file_uploader", "button_group", "segmented_control",
)  # fmt: skip
FOLDED = {
    "prisons": ["profile-new-open"], "sources": ["change-open"], "overview": ["sensitivity-open"],
    "prisons?rennes-femmes": ["change-rennes-femmes-open", "profile-rennes-femmes-open"],
}  # fmt: skip
"""What is folded away on a page, and opened here."""


def fields(page: AppTest) -> Iterator[tuple[str, str, str]]:
    """Kind, label and help of every field of a page."""
    for kind in FIELDS:
        for one in page.get(kind):
            yield kind, one.proto.label, one.proto.help


@pytest.mark.parametrize("lang", language.LANGUAGES)
@pytest.mark.parametrize("name", [*VIEWS, "prisons?rennes-femmes"])
def test_every_field_has_help(name: str, lang: str) -> None:
    view, _, prison = name.partition("?")
    page = fine(opened("dashboard.py", lang, scenario="france-2030", **({"prison": prison} if prison else {})))
    page = page if view == "overview" else fine(page.switch_page(f"ui/views/{view}.py").run())
    if prison:
        page = fine(page.selectbox(key="prison").set_value(prison).run())
    for key in FOLDED.get(name, []):
        page.session_state[key] = True
    found = list(fields(fine(page.run())))
    assert len(found) >= 2, "language and scenario at least"
    assert [(kind, label) for kind, label, help in found if not help.strip()] == []
