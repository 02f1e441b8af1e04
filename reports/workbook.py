"""A report as a workbook: one sheet a subject, native charts, totals as formulas that carry their values."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from typing import Final

import xlsxwriter

import language
from reports import document, workbook_checks, workbook_compare, workbook_money, workbook_sheets
from reports.material import Material
from reports.sheet import SETTINGS, Book

SHEETS: Final[dict[str, Callable[[Book, Material], None]]] = {
    "Summary": workbook_sheets.summary,
    "Indicators": workbook_sheets.indicators,
    "Monthly": workbook_sheets.monthly,
    "Plan": workbook_sheets.plan,
    "Requirements": workbook_sheets.requirements,
    "Pay": workbook_sheets.pay,
    "Victims": workbook_sheets.victims,
    "Reinsertion": workbook_sheets.reinsertion,
    "Money": workbook_money.money,
    "Compare": workbook_compare.compare,
    "Assumptions": workbook_sheets.assumptions,
    "Checks": workbook_checks.checks,
}
"""Sheets in their order, by their English names."""


def workbook(material: Material, lang: str) -> bytes:
    """The workbook; the same material gives the same bytes. Text is never a formula, a number never a text."""
    file = BytesIO()
    with xlsxwriter.Workbook(file, SETTINGS) as written:
        day = datetime.fromisoformat(material.today)
        title = document.fingerprint(material, lang)
        written.set_properties({"title": material.programme.id, "comments": title, "created": day})
        book = Book(written, lang)
        names = {sheet: language.term("sheet", sheet, lang) for sheet in SHEETS}
        for sheet in SHEETS:
            book.sheets[sheet] = written.add_worksheet(names[sheet])
        for sheet, build in SHEETS.items():
            book.begin(sheet, title)
            build(book, material)
    return file.getvalue()
