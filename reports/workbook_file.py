"""A workbook as a file: its sheets, its title, its language."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Mapping
from datetime import datetime
from io import BytesIO
from typing import Final

import xlsxwriter

from language import formats
from language.terms import term
from reports.sheet import SETTINGS, Book

CORE: Final = "docProps/core.xml"
"""Where a workbook says what it is; its writer has no word for the language."""
_AFTER: Final = b"</cp:coreProperties>"


def written(sheets: Mapping[str, Callable[[Book], None]], title: str, fingerprint: str, today: str, lang: str) -> bytes:
    """Some sheets, by their English names; the same material gives the same bytes. Text is never a formula, a number
    never a text."""
    file = BytesIO()
    with xlsxwriter.Workbook(file, SETTINGS) as made:
        made.set_properties({"title": title, "comments": fingerprint, "created": datetime.fromisoformat(today)})
        book = Book(made, lang)
        for sheet in sheets:
            book.sheets[sheet] = made.add_worksheet(term("sheet", sheet, lang))
        for sheet, build in sheets.items():
            book.begin(sheet, fingerprint)
            build(book)
            book.printed()
    return _in_language(file, lang)


def _in_language(made: BytesIO, lang: str) -> bytes:
    """The same file, which says its language."""
    told = f"<dc:language>{str(formats.locale(lang)).replace('_', '-')}</dc:language>".encode()
    file = BytesIO()
    with zipfile.ZipFile(made) as source, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as target:
        for part in source.infolist():
            content = source.read(part)
            target.writestr(part, content.replace(_AFTER, told + _AFTER) if part.filename == CORE else content)
    return file.getvalue()
