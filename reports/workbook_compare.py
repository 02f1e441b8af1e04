"""The sheet Compare: the reference scenario beside this one, in the report's years and over every period."""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd

import language
from language.terms import term
from model.comparison import VALUE
from reports.comparison import if_no_effect
from reports.material import Material
from reports.sections.trust import COMPARED
from reports.sheet import HEAD, Book, Cell
from reports.wording import said

DIFFERENCE: Final = ("difference", "difference_low", "difference_high")
UNITS: Final = (None, None, *[""] * 18, None, None)
"""Units of the columns of both tables: each row has its own."""


def compare(book: Book, material: Material) -> None:
    """The reference scenario beside this one, and their difference in the same draws."""
    _, lang, other = language.text(book.lang), book.lang, material.other
    if other is None:
        book.text(HEAD, _("This scenario has no reference scenario."))
        return
    row = book.table(_heads(book, material.programme.id, other.programme.id), UNITS, (), widths=(66, 40))
    period = material.period
    if material.other_period != period:
        period = _("{year} against {other}").format(year=period, other=material.other_period)
    for name in (n for n in COMPARED if n in material.programme.indicators):
        known, gap = material.programme.indicators[name], material.against(name)
        here, there = material.value(name), other.of(name, material.other_period)
        words = (said(known.label, lang), term("unit", known.unit, lang))
        for column, value in enumerate((*words, *here, *there)):
            book.put(row, column, value, known.unit)
        beside = (material.drawn.without_effect(name, material.period),
                  other.without_effect(name, material.other_period), material.against_without_effect(name))  # fmt: skip
        zero = (end for one in beside for end in (one or (None,) * 3))
        for column, value in enumerate((*(gap or (None,) * 3), *zero), start=8):
            book.put(row, column, value, known.unit)
        book.put(row, 20, period)
        book.put(row, 21, name)
        row += 1
    row = _every_period(book, material, row + 2)
    book.text(row + 1, _("Euros are those of each scenario's own years; prices are not brought to one year."))


def _every_period(book: Book, material: Material, top: int) -> int:
    """Every indicator of both programmes by period, the difference as a formula; the row after. The figures are those
    that the page Compare shows of the two, the reference first."""
    _, lang, table, other = language.text(book.lang), book.lang, material.beside, material.other
    if table is None or other is None:
        return top
    here, there, known = material.programme.id, other.programme.id, material.programme.indicators
    measures = [*((one, part) for one in (here, there) for part in VALUE), *((here, part) for part in DIFFERENCE)]
    zeros = np.column_stack([if_no_effect(table, material.programme, *one) for one in measures])
    row = book.table(_heads(book, here, there), UNITS, (), top=top)
    for ((name, _scope, _id, period), values), beside in zip(table.iterrows(), zeros, strict=True):
        words: tuple[Cell, ...] = (said(known[name].label, lang), term("unit", known[name].unit, lang))
        ends = [*(values[here, part] for part in VALUE), *(values[there, part] for part in VALUE)]
        gap = [values[here, part] for part in DIFFERENCE]
        for column, value in enumerate((*words, *ends)):
            book.put(row, column, _told(value), known[name].unit)
        if pd.notna(gap[0]):
            look = book.form(valign="top", num_format=book.number(known[name].unit))
            book.sheet.write_formula(row, 8, f"=C{row + 1}-F{row + 1}", look, float(gap[0]))
        for column, value in enumerate((*gap[1:], *beside), start=9):
            book.put(row, column, _told(value), known[name].unit)
        book.put(row, 20, _("Whole horizon") if period == "total" else str(period))
        book.put(row, 21, str(name))
        row += 1
    return row


def _heads(book: Book, here: str, there: str) -> tuple[str, ...]:
    """Heads of both tables: the two scenarios, their difference, what is left of the three if work has no effect."""
    _ = language.text(book.lang)
    ends = (_("low (5%)"), _("high (95%)"))
    sides = (here, there, _("Difference"))
    zero = (head for of in sides for head in (f"{_('If work has no effect')} ({of})", *ends))
    told = (head for side in sides for head in (side, *ends))
    return (_("Indicator"), _("Unit"), *told, *zero, _("Period"), _("Id"))


def _told(value: object) -> Cell:
    return value if isinstance(value, str) else None if pd.isna(value) else float(str(value))
