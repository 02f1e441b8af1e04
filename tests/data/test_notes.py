"""Every note that is shipped can be read in both languages, and says the same in both."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

import language
from language.notes import pairs
from language.terms import LANGUAGES
from model.loading.assembly import programme
from model.loading.catalogue import Catalogue
from reports.assumptions import assumptions, notes

KEYS = {"note", "notes", "trades", "reason"}
NAMED = {"workshops", "jobs_today"}
"""Lists whose members have a name that says what they are."""
TERMS = "licence"
"""A licence has a name; what stands after a semicolon is said beside it."""


def line(text: str) -> str:
    """On one line, as folded YAML is read."""
    return " ".join(text.split())


def spaceless(text: str | None) -> str:
    """Whatever print does to spaces."""
    return "".join((text or "").split())


def noted(thing: Any, key: str = "", within: str = "") -> Iterator[str]:
    """What an author wrote for readers in one language, anywhere in a document."""
    if isinstance(thing, dict):
        for name, inner in thing.items():
            if not (isinstance(inner, dict) and set(inner) == set(LANGUAGES)):
                yield from noted(inner, str(name), key)
    elif isinstance(thing, list | tuple):
        for inner in thing:
            yield from noted(inner, key, within)
    elif isinstance(thing, str) and (
        key in KEYS or (key == "name" and within in NAMED) or (key == TERMS and ";" in thing)
    ):
        yield line(thing)


def numbers(text: str) -> Counter[str]:
    """Runs of digits, whatever parts thousands and decimals."""
    return Counter(re.findall(r"\d+", re.sub(r"(?<=\d)[ \u00a0\u202f,.](?=\d)", "", text)))


@pytest.fixture(scope="module")
def shipped(catalogue: Catalogue) -> set[str]:
    """Every note of sites/ and config/."""
    return {text for document in catalogue.documents.values() for text in noted(document.data)}


def test_every_note_has_its_pair(shipped: set[str]) -> None:
    """Whoever adds a note adds its translation to language/catalogues/notes/."""
    sides = {line(side) for pair in pairs() for side in pair.values()}
    assert len(shipped) > 600
    assert shipped - sides == set()


def test_no_pair_is_left_over(shipped: set[str]) -> None:
    """One side of each stands in a file."""
    assert [pair for pair in pairs() if not {line(side) for side in pair.values()} & shipped] == []


def test_no_side_is_written_twice() -> None:
    """Else a note could be read in two ways."""
    sides = Counter(line(side) for pair in pairs() for side in pair.values())
    assert [side for side, count in sides.items() if count > 1] == []


def test_the_sides_are_two_languages() -> None:
    """Both are there, and they differ."""
    assert [pair for pair in pairs() if set(pair) != set(LANGUAGES) or not all(s.strip() for s in pair.values())] == []
    assert [pair for pair in pairs() if pair["fr"] == pair["en"]] == []


def test_both_sides_have_the_same_numbers() -> None:
    """A translation neither adds, loses nor changes one."""
    assert [pair for pair in pairs() if numbers(pair["fr"]) != numbers(pair["en"])] == []


def test_a_note_reads_in_the_language_of_its_reader() -> None:
    """From either side, however its YAML is folded; a user's own as it is written."""
    for text in ("Copie ;  chiffres\n  du ministère.", "Copy; figures of the ministry."):
        assert language.note(text, "en") == "Copy; figures of the ministry."
        assert language.note(text, "fr") == "Copie\u202f; chiffres du ministère."
    assert language.note("9 % à un peu moins de 10 % dans plusieurs sources.", "en").startswith("9% to under 10%")
    for lang in LANGUAGES:
        assert language.note("compté sur  place", lang) == "compté sur  place"


def test_figures_in_play_are_noted_in_both_languages(catalogue: Catalogue) -> None:
    """Row by row beside the table of assumptions, which keeps what its author wrote."""
    built = programme(catalogue, "france-2030")
    table = [text if isinstance(text, str) else None for text in assumptions(built, date(2026, 11, 26))["note"]]
    french, english = (notes(built, lang) for lang in LANGUAGES)
    rows = [row for row in zip(table, french, english, strict=True) if row != (None, None, None)]
    assert [row for row in rows if None in row] == []
    assert len([row for row in rows if row[1] != row[2]]) > 300
    assert [row for row in rows if spaceless(row[0]) not in map(spaceless, row[1:])] == []
