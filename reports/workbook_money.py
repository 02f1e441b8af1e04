"""The workbook's sheets on money: costs, the ledger by year, what the plan is worth and what turns the sign."""

from __future__ import annotations

import math

from xlsxwriter.utility import xl_col_to_name

import language
from language import formats
from language.terms import term
from model.after_release import ITEMS
from model.benefit_cost import interval
from reports import appraisal, benefits, turning
from reports.material import Material
from reports.sheet import HEAD, Book, Cell
from reports.workbook_sheets import by_year, headed


def worth(book: Book, material: Material) -> None:
    """Present value by perspective at each discount rate, with the chance of a gain, what remains if work has no
    effect, society's ratio and payback; then what turns the sign."""
    _, lang, found = language.text(book.lang), book.lang, material.worth
    names, table = appraisal.rates(found.programme, lang), appraisal.table(found)
    units = {"value": "EUR", "low": "EUR", "high": "EUR", "chance": "share", "if_no_effect": "EUR",
             "if_no_effect_low": "EUR", "if_no_effect_high": "EUR", "chance_if_no_effect": "share",
             "ratio": "", "ratio_low": "", "ratio_high": "",
             "ratio_if_no_effect": "", "ratio_if_no_effect_low": "", "ratio_if_no_effect_high": "",
             "payback": "years", "payback_low": "years", "payback_high": "years",
             "payback_chance": "share"}  # fmt: skip
    ends = (_("low (5%)"), _("high (95%)"))
    heads = (_("Discount rate and perspective"), headed(_("Net present value"), "EUR", lang), *ends,
             _("Chance of a gain"), headed(_("If work has no effect"), "EUR", lang), *ends, _("Chance then"),
             _("Benefits over cost"), *ends, _("Benefits over cost then"), *ends, _("Paid back after (years)"), *ends,
             _("Share of draws paid back"))  # fmt: skip
    rows = [
        (f"{formats.percent(one['rate'], lang, 1)} ({names[one['rate']]}) – "
         + term("perspective", one["perspective"], lang), *(one[name] for name in units))
        for one in table.to_dict("records")
    ]  # fmt: skip
    row = book.table(heads, (None, *units.values()), rows, widths=(66,))
    told = _("Whole horizon, discounted, in euros of {year}.").format(year=found.price_base)
    book.text(row + 1, f"{told} {appraisal.reading(lang)}")
    _turning(book, material, row + 3)


def _turning(book: Book, material: Material, top: int) -> None:
    """Where effects, cost and displacement turn the sign of society's balance, a sentence under each."""
    _, names = language.text(book.lang), turning.names(book.lang)
    heads = (_("Values that turn the sign"), _("Median"), _("low (5%)"), _("high (95%)"))
    row = book.table(heads, (None, "", "", ""), (), top=top)
    for one in turning.turns(material.worth):
        for column, value in enumerate((names[one.lever], one.value, one.low, one.high)):
            book.put(row, column, value, one.unit)
        book.text(row + 1, turning.sentence(one, book.lang))
        row += 2


def money(book: Book, material: Material) -> None:
    """What it costs, and to whom, by year: euros of the time, not discounted."""
    names = ("state_cost", "state_net_cost", "capex_state", "company_cost", "capex_company", "cost_per_productive_hour")
    end = by_year(book, material, names, names[:5])
    book.text(end + 1, language.text(book.lang)("What it costs, and to whom: euros of the time, not discounted"))


def ledger(book: Book, material: Material) -> None:
    """Who receives and who pays, year by year, means of the draws and their intervals; the whole horizon adds the
    years' means up."""
    _, lang, books = language.text(book.lang), book.lang, material.drawn.gathered.books
    assert books is not None, "the ledger of each draw is kept"
    years = [p for p in material.drawn.gathered.known.where.periods if p != "total"]
    rows, after = list[list[Cell]](), list[bool]()
    for (party, item), euros in benefits.net(books).items():
        told = [interval(euros[:, period]) for period in range(len(years) + 1)]
        rows.append(
            [f"{term('party', party, lang)} – {term('item', item, lang)}", *(end for one in told for end in one)]
        )
        after.append(item in ITEMS)
    ends, units = (_("low (5%)"), _("high (95%)")), ["EUR"] * (3 * (len(years) + 1) + 1)
    heads = [_("Party and item")]
    for period in (*years, _("Whole horizon")):
        heads += [headed(period, "EUR", lang), *ends]
    heads += [_("If work has no effect"), *ends]
    end = book.table(heads, (None, *units, *["EUR"] * 2), rows, widths=(66,))
    columns = range(1, 3 * len(years) + 1, 3)
    whole, bold = 3 * len(years) + 1, book.form(num_format=book.number("EUR"), bold=True)
    for row, values in enumerate(rows, start=HEAD + 1):
        total = math.fsum(float(str(values[column])) for column in columns)
        summed = ",".join(f"{xl_col_to_name(column)}{row + 1}" for column in columns)
        book.sheet.write_formula(row, whole, f"=SUM({summed})", bold, total)
        of_all = (total, *values[whole + 1 :])
        for column, value in enumerate(of_all, start=whole + 3):
            book.put(row, column, 0.0 if after[row - HEAD - 1] else value, "EUR")
    sums = [round(math.fsum(float(str(r[c])) for r in rows), 2) + 0.0 for c in (*columns, whole)]
    book.total(end, _("All parties together"), (*columns, whole), sums, HEAD + 1)
    book.remember("ledger", end, whole)
