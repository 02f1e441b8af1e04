"""A report as a workbook: one sheet a subject, native charts, totals as formulas that carry their values."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from reports import document, workbook_checks, workbook_compare, workbook_money, workbook_sheets, workbook_sources
from reports.material import Material
from reports.sheet import Book
from reports.wording import titled
from reports.workbook_file import written

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
    "Ledger": workbook_money.ledger,
    "Present value": workbook_money.worth,
    "Compare": workbook_compare.compare,
    "Assumptions": workbook_sheets.assumptions,
    "Sources": workbook_sources.sources,
    "Checks": workbook_checks.checks,
}
"""Sheets in their order, by their English names."""


def workbook(material: Material, lang: str) -> bytes:
    """The workbook of a report."""
    sheets = {name: partial(build, material=material) for name, build in SHEETS.items()}
    title, fingerprint = titled(material.programme, lang), document.fingerprint(material, lang)
    return written(sheets, title, fingerprint, material.today, lang)
