"""Numbers as people write them, and files as their spreadsheets read them."""

from __future__ import annotations

import pandas as pd
import pytest

from tests.app.test_pages import fine, opened
from ui.widgets import column_name, csv, read_number


@pytest.mark.parametrize(
    ("text", "lang", "value"),
    [
        ("12,75", "fr", 12.75),
        ("12.75", "fr", 12.75),
        ("1\u202f234,5", "fr", 1234.5),
        ("1 234,5", "en", 1234.5),
        ("1.234,5", "fr", 1234.5),
        ("1,234.5", "en", 1234.5),
        ("1,234", "en", 1234.0),
        ("1,234", "fr", 1.234),
        ("-3", "fr", -3.0),
        ("−3", "fr", -3.0),
    ],
)
def test_read_number(text: str, lang: str, value: float) -> None:
    assert read_number(text, lang) == value


@pytest.mark.parametrize("text", ["", "abc", "1,2,3", "--1", "1e5", "nan"])
def test_what_is_not_a_number(text: str) -> None:
    with pytest.raises(ValueError):
        read_number(text, "fr")


@pytest.mark.parametrize(
    ("column", "french", "english"),
    [
        ("people_low", "Au travail, bas", "At work, low"),
        ("cost_per_productive_hour_high", "Coût de l'heure productive (€), haut", "Cost per productive hour (€), high"),
        ("still_paying", "Débiteurs qui doivent encore", "Debtors who still owe"),
        ("low", "Bas", "Low"),
    ],
)
def test_a_column_of_data_has_a_name(column: str, french: str, english: str) -> None:
    """Data under a figure were headed by ids of English words; their files keep the ids."""
    assert [column_name(column, lang) for lang in ("fr", "en")] == [french, english]


def test_csv_in_the_readers_locale() -> None:
    table = pd.DataFrame({"a": [1.5], "b": ["é"]})
    assert csv(table, "fr").startswith(b"\xef\xbb\xbfa;b\n1,5;")
    assert csv(table, "en") == "a,b\n1.5,é\n".encode()


@pytest.mark.parametrize(("lang", "label"), [("fr", "Heures par semaine"), ("en", "Weekly hours")])
def test_a_unit_stands_once(lang: str, label: str) -> None:
    """Behind the label, unless the label has it."""
    page = fine(opened("ui/views/pay.py", lang, scenario="rennes-2009"))
    assert page.text_input(key="hours").label == label
    assert page.text_input(key="flat").label.endswith("(%)")
