"""The workbook's sheets on money: costs, the ledger by year, what the plan is worth and what turns the sign."""

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
from reports.sheet import HEAD, Book, Cell
from reports.workbook_sheets import by_year, headed


def worth(book: Book, material: Material) -> None:
    """Present value by perspective at each discount rate, with the chance of a gain, what remains if work has no
    effect, society's ratio and payback; then what turns the sign."""
    _, lang, found = language.text(book.lang), book.lang, material.worth
    names, table = appraisal.rates(found.programme, lang), appraisal.table(found)
    units = {"value": "EUR", "low": "EUR", "high": "EUR", "chance": "share", "if_no_effect": "EUR",
             "chance_if_no_effect": "share", "ratio": "", "ratio_low": "", "ratio_high": "",
             "ratio_if_no_effect": "", "payback": "years", "payback_low": "years", "payback_high": "years",
             "payback_chance": "share"}  # fmt: skip
    ends = (_("low (5%)"), _("high (95%)"))
    heads = (_("Discount rate and perspective"), headed(_("Net present value"), "EUR", lang), *ends,
             _("Chance of a gain"), headed(_("If work has no effect"), "EUR", lang), _("Chance then"),
             _("Benefits over cost"), *ends, _("Benefits over cost then"), _("Paid back after (years)"), *ends,
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
    """Who receives and who pays, year by year, mean of the draws."""
    _, lang = language.text(book.lang), book.lang
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
    end = book.table(heads, (None, *["EUR"] * (len(years) + 2)), rows, widths=(66,))
    after = [item in ITEMS for party in PARTIES for item in dict.fromkeys(i for p, i in sums.index if p == party)]
    bold, last = book.form(num_format=book.number("EUR"), bold=True), xl_col_to_name(len(years))
    for row, values in enumerate(rows, start=HEAD + 1):
        total = math.fsum(v for v in values[1:] if isinstance(v, float))
        book.sheet.write_formula(row, 1 + len(years), f"=SUM(B{row + 1}:{last}{row + 1})", bold, total)
        book.put(row, 2 + len(years), 0.0 if after[row - HEAD - 1] else total, "EUR")
    whole = [round(math.fsum(float(str(r[c])) for r in rows), 2) + 0.0 for c in range(1, len(years) + 1)]
    book.total(end, _("All parties together"), range(1, len(years) + 2), [*whole, 0.0], HEAD + 1)
    book.remember("ledger", end, 1 + len(years))
