"""What an author noted, as pages show it to a reader of the other language."""

from __future__ import annotations

import pytest

from tests.app.test_pages import fine, opened


@pytest.mark.parametrize(
    ("lang", "reason", "note"),
    [
        ("fr", "Vidée pour travaux pendant toute l'année 2026.", "44 détenus en mai 2023, 43 places annoncées."),
        ("en", "Emptied for works throughout the year 2026.", "44 detained in May 2023, 43 places announced."),
    ],
)
def test_the_page_of_a_prison(lang: str, reason: str, note: str) -> None:
    page = fine(opened("ui/views/prisons.py", lang, prison="belfort"))
    assert any(reason in warning.value for warning in page.warning)
    assert any(note in text.value for text in page.markdown)


@pytest.mark.parametrize(
    ("lang", "typed"), [("fr", "Non trouvé ; les contrats prennent fin"), ("en", "Not found; agreements end")]
)
def test_notes_are_searched_as_they_are_read(lang: str, typed: str) -> None:
    page = fine(opened("ui/views/sources.py", lang, search=typed))
    table = page.dataframe[0].value
    assert table.iloc[:, -1].tolist() == ["defaults.programme.notice_months"]
