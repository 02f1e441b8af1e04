"""Both languages for all doors: sentences for faults, formats, terms, the words of the screens.

_ = language.text(lang)           _("Overview") -> "Vue d'ensemble"
language.line(fault, lang)        file:line: path: what is wrong, what was found, what to do
language.formats.money(x, lang)   1 234,50 €
language.term("party", "victim", lang)
language.note(figure.note, lang)  what its author noted, in the reader's language
"""

from __future__ import annotations

from language import formats
from language.catalogue import plural, text, typeset
from language.faults import line, quoted, sentence
from language.notes import note
from language.terms import LANGUAGES, term

__all__ = [
    "LANGUAGES",
    "default_language",
    "formats",
    "line",
    "note",
    "plural",
    "quoted",
    "sentence",
    "term",
    "text",
    "typeset",
]


def default_language(locale_text: str | None) -> str:
    """The language of a locale's name (``fr_FR.UTF-8``, ``en-GB``): French unless it is English."""
    head = (locale_text or "").strip().lower().replace("-", "_").split("_")[0].split(".")[0]
    return head if head in LANGUAGES else "fr"
