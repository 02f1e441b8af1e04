"""The workbook's sheet on money: costs, what it is worth, what turns the sign, the ledger by year."""

from __future__ import annotations

import math

from xlsxwriter.utility import xl_col_to_name

import language
from language import formats
from language.terms import term
from model.after_release import ITEMS
from model.ledger import PARTIES
from reports import appraisal, turning
from reports.material import Material
from reports.sections.result import worth
from reports.sheet import Book, Cell
from reports.workbook_sheets import by_year, headed


def _worth(book: Book, material: Material, top: int) -> int:
    """Present values and ratio, each beside what remains if work has no effect; the row after."""
    _, lang, found = language.text(book.lang), book.lang, material.worth
    rate = formats.percent(found.rate, lang, 1)
    told = _("Whole horizon, at {rate} a year, in euros of {year}").format(rate=rate, year=found.price_base)
    heads = (told, _("Value"), _("low (5%)"), _("high (95%)"), _("If work has no effect"))
    row = book.table(heads, (None, "", "", "", ""), (), top=top)
    for one in worth(material, lang):
        book.put(row, 0, headed(one.name, one.unit, lang))
        beside = () if one.if_no_effect is None else (one.if_no_effect.value,)
        for column, value in enumerate((*one.value, *beside), start=1):
            book.put(row, column, value, one.unit)
        row += 1
    return row + 1


def _benefits(book: Book, material: Material, top: int) -> int:
    """Chance of a gain and payback by perspective, at each discount rate; the row after."""
    _, lang, found = language.text(book.lang), book.lang, material.worth
    names, table = appraisal.rates(found.programme, lang), appraisal.table(found)
    units = {"value": "EUR", "low": "EUR", "high": "EUR", "chance": "share", "if_no_effect": "EUR",
             "chance_if_no_effect": "share", "payback": "years", "payback_low": "years", "payback_high": "years",
             "payback_chance": "share"}  # fmt: skip
    heads = (_("Discount rate and perspective"), _("Net present value"), _("low (5%)"), _("high (95%)"),
             _("Chance of a gain"), _("If work has no effect"), _("Chance then"), _("Paid back after (years)"),
             _("low (5%)"), _("high (95%)"), _("Share of draws paid back"))  # fmt: skip
    rows = [
        (f"{formats.percent(one['rate'], lang, 1)} ({names[one['rate']]}) – "
         + term("perspective", one["perspective"], lang), *(one[name] for name in units))
        for one in table.to_dict("records")
    ]  # fmt: skip
    row = book.table(heads, (None, *units.values()), rows, top=top)
    book.text(row, appraisal.reading(lang))
    return row + 2


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
    top = _turning(book, material, _benefits(book, material, _worth(book, material, top)))
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
    book.wide(0, 66)
