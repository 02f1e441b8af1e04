"""The workbook's sheet of sources: what the ids of the other sheets stand for, and where it can be read."""

from __future__ import annotations

from collections.abc import Collection

import language
from language import formats
from model.schema.programme import Programme
from reports.material import Material
from reports.sheet import HEAD, Book, Cell


def sources(book: Book, material: Material) -> None:
    """Every source that an assumption names."""
    listed(book, material.programme, set(material.assumptions["source"].dropna()))


def listed(book: Book, programme: Programme, cited: Collection[str]) -> None:
    """Sources by id: title, publisher, date, address, terms, what is weak about it."""
    _, lang = language.text(book.lang), book.lang
    heads = (_("Id"), _("Title"), _("Publisher"), _("Date"), _("Address"), _("Licence"), _("Note"))
    rows: list[list[Cell]] = [
        [name, known.title, known.publisher, formats.date(known.date, lang) if known.date else None, known.address,
         language.note(known.licence or "", lang) or None, language.note(known.note, lang) if known.note else None]
        for name, known in programme.sources.items()
        if name in cited
    ]  # fmt: skip
    end = book.table(heads, (None,) * 7, rows, widths=(26, 54, 26, 13, 48, 18, 52), wrap=(0, 1, 2, 4, 5, 6))
    if rows:
        book.sheet.autofilter(HEAD, 0, end - 1, len(heads) - 1)
