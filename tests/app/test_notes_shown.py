"""What an author noted, as pages show it to a reader of the other language."""

from __future__ import annotations

import pytest

import language
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


@pytest.mark.parametrize("lang", language.LANGUAGES)
def test_the_law_is_named_and_answered_in_words(lang: str) -> None:
    """Its parameters have labels, and a rule that holds or not is no number."""
    page = fine(opened("ui/views/sources.py", lang, scenario="rennes-2009"))
    _ = language.text(lang)
    table = next(one.value for one in page.dataframe if _("In force from") in one.value.columns)
    law = table[table[_("Path")].str.startswith("law.")]
    assert len(law) > 40
    assert not law[_("Figure")].str.contains("law.", regex=False).any()
    ban = law[law[_("Path")] == "law.cold_calling_ban"][_("Value")]
    assert list(ban) == [_("no"), _("yes")]
    capped = law[law[_("Path")] == "law.employee_old_age_capped"][_("Value")]
    assert any("6,65" in told or "6.65" in told for told in capped)
