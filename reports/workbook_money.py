"""The workbook's sheet on money: costs, what it is worth, what turns the sign, the ledger by year."""

from __future__ import annotations

import math

from xlsxwriter.utility import xl_col_to_name

import language
from language.terms import term
from model.after_release import ITEMS
from model.ledger import PARTIES
from reports import turning
from reports.material import Material
from reports.sections.result import WORTH
from reports.sheet import Book, Cell
from reports.workbook_sheets import by_year, cells, headed, label


def _worth(book: Book, material: Material, top: int) -> int:
    """Present values, ratio and net cost, each beside what remains if work has no effect; the row after."""
    _, lang = language.text(book.lang), book.lang
    heads = (_("Whole horizon"), _("Value"), _("low (5%)"), _("high (95%)"), _("If work has no effect"))
    row = book.table(heads, (None, "", "", "", ""), (), top=top)
    for name in WORTH:
        unit = material.programme.indicators[name].unit
        book.put(row, 0, label(material, name, lang))
        for column, value in enumerate(cells(material, name, "total"), start=1):
            book.put(row, column, value, unit)
        row += 1
    return row + 1


def _turning(book: Book, material: Material, top: int) -> int:
    """Where effects, cost and displacement turn the sign of society's balance; the row after."""
    _, names = language.text(book.lang), turning.names(book.lang)
    heads = (_("Values that turn the sign"), _("Median"), _("low (5%)"), _("high (95%)"), _("Reading"))
    row = book.table(heads, (None, "", "", "", None), (), top=top)
    for one in turning.turns(material.worth):
        told = (names[one.lever], one.value, one.low, one.high, turning.sentence(one, book.lang))
        for column, value in enumerate(told):
            book.put(row, column, value, one.unit)
        row += 1
    return row + 1


def money(book: Book, material: Material) -> None:
    """Costs by year, then the ledger: who receives and who pays, year by year."""
    _, lang = language.text(book.lang), book.lang
    names = ("state_cost", "state_net_cost", "capex_state", "company_cost", "capex_company", "cost_per_productive_hour")
    top = by_year(book, material, names, names[:5]) + 1
    top = _turning(book, material, _worth(book, material, top))
    table = material.ledger.assign(year=material.ledger["month"].str[:4])
    sums = table.groupby(["party", "item", "year"])["amount"].sum().round(2).unstack(fill_value=0.0)
    years = [str(y) for y in sums.columns]
    rows: list[list[Cell]] = [
        [f"{term('party', party, lang)} – {term('item', item, lang)}", *(float(v) for v in sums.loc[(party, item)])]
        for party in PARTIES
        for item in dict.fromkeys(i for p, i in sums.index if p == party)
    ]
    heads = (_("Party and item"), *(headed(y, "EUR", lang) for y in years), headed(_("Whole horizon"), "EUR", lang),
             _("If work has no effect"))  # fmt: skip
    end = book.table(heads, (None, *["EUR"] * (len(years) + 2)), rows, top=top)
    after = [item in ITEMS for party in PARTIES for item in dict.fromkeys(i for p, i in sums.index if p == party)]
    bold, last = book.form(num_format=book.number("EUR"), bold=True), xl_col_to_name(len(years))
    for row, values in enumerate(rows, start=top + 1):
        total = math.fsum(v for v in values[1:] if isinstance(v, float))
        book.sheet.write_formula(row, 1 + len(years), f"=SUM(B{row + 1}:{last}{row + 1})", bold, total)
        book.put(row, 2 + len(years), 0.0 if after[row - top - 1] else total, "EUR")
    whole = [round(math.fsum(float(str(r[c])) for r in rows), 2) + 0.0 for c in range(1, len(years) + 1)]
    book.total(end, _("All parties together"), range(1, len(years) + 2), [*whole, 0.0], top + 1)
    book.remember("ledger", end, 1 + len(years))
    book.wide(0, 60)
