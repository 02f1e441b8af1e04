"""The last sheet: totals of the workbook against the values of the planner, and what the checks of the data say."""

from __future__ import annotations

import math

import language
from reports.material import Material
from reports.sheet import BESIDE, Book
from reports.wording import said

CENT = 0.005
"""Two totals are the same to the cent."""


def checks(book: Book, material: Material) -> None:
    """One row a check, each a formula; then the warnings."""
    _, lang = language.text(book.lang), book.lang
    heads = (_("Check"), _("In the workbook"), _("Of the planner"), _("Difference"), _("Result"))
    row = book.table(heads, (None, "EUR", "EUR", "EUR", None), (), widths=(70, 20, 20, 14, 16))
    known, plain = material.programme.indicators, book.form(num_format="#,##0.00")
    told = _("{indicator}: sum of the years")
    wanted = [(told.format(indicator=said(known[name].label, lang)), place, material.drawn.of(name, "total").value)
              for name, place in book.places.items() if name in known]  # fmt: skip
    wanted.append((_("All parties together receive and pay nothing"), book.places["ledger"], 0.0))
    seats = float(sum(o.seats for o in material.programme.scenario.openings))
    wanted.append((_("Seats of every opening"), book.places["plan-seats"], seats))
    months = {n: f"{book.places[f'monthly-{n}']}" for n in ("net", "victims", "release_savings", "available")}
    summed = {n: math.fsum(float(v) for v in material.monthly[n]) for n in months}
    parts = "+".join(months[n] for n in ("victims", "release_savings", "available"))
    rest = math.fsum(summed[n] for n in ("victims", "release_savings", "available"))
    for name, place, value in wanted:
        _check(book, row, (name, f"={place}", value, value), plain)
        row += 1
    _check(book, row, (_("Net pay is what it becomes, month by month"), f"={months['net']}-({parts})",
                       summed["net"] - rest, 0.0), plain)  # fmt: skip
    row += 2
    book.text(row, _("What the checks of the data say"), True)
    for line, fault in enumerate(material.warnings, start=row + 1):
        book.text(line, language.line(fault, lang), wide=4)
    if not material.warnings:
        book.text(row + 1, _("Every check passes: no warning for this scenario."))


def _check(book: Book, row: int, told: tuple[str, str, float, float], plain: object) -> None:
    name, formula, found, value = told
    good, bad = (language.term("agreement", word, book.lang) for word in ("agrees", "differs"))
    book.put(row, 0, name)
    book.sheet.write_formula(row, 1, formula, plain, found)
    book.sheet.write_number(row, 2, value, plain)
    book.sheet.write_formula(row, 3, f"=B{row + 1}-C{row + 1}", plain, found - value)
    result = f'=IF(ABS(D{row + 1})<{CENT},"{good}","{bad}")'
    book.sheet.write_formula(row, 4, result, book.form(bold=True, **BESIDE), good if abs(found - value) < CENT else bad)
