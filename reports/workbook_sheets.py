"""The sheets of the workbook, one function each, from the tables that the pages show."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import pandas as pd

import language
from language import formats
from language.terms import term
from model.interval import HIGH, LOW
from model.uncertainty.chunk import MONTHLY as DRAWN
from model.without_effect import rest_on_effects
from reports import activity, time_line
from reports import requirements as needs
from reports.assumptions import COLUMNS, notes
from reports.material import Material
from reports.reinsertion import EFFECTS
from reports.sections.first_page import first_page
from reports.sheet import HEAD, Book, Cell
from reports.tables import MONTHLY, unit_of
from reports.wording import said
from reports.workbook_charts import band, columns, stacked


def headed(name: str, unit: str, lang: str) -> str:
    """A name with its unit: ``Coût pour l'État (€)``."""
    told = term("unit", unit, lang)
    return f"{name} ({told})" if unit else name


def label(material: Material, indicator: str, lang: str) -> str:
    """An indicator's name with its unit."""
    known = material.programme.indicators[indicator]
    return headed(said(known.label, lang), known.unit, lang)


def by_year(book: Book, material: Material, names: Sequence[str], sums: Sequence[str]) -> int:
    """Indicators by year with their intervals, then the total: a formula for what adds up; the row after."""
    _, lang = language.text(book.lang), book.lang
    shown, rest = [n for n in names if n in material.programme.indicators], rest_on_effects(material.programme)
    years = [p for p in material.drawn.gathered.known.where.periods if p != "total"]
    heads, units = [_("Year")], [None]
    places = {}
    for name in shown:
        places[name] = len(heads)
        heads += [label(material, name, lang), _("low (5%)"), _("high (95%)")]
        units += [material.programme.indicators[name].unit] * 3
        if name in rest:
            beside = [
                _("If work has no effect"),
                *([_("low (5%)"), _("high (95%)")] if _counts(material, name) else []),
            ]
            heads += beside
            units += [material.programme.indicators[name].unit] * len(beside)
    rows = [[year, *(cell for n in shown for cell in cells(material, n, year))] for year in years]
    end = book.table(heads, units, rows)
    book.put(end, 0, _("Whole horizon"), bold=True)
    for name, column in places.items():
        unit = material.programme.indicators[name].unit
        for offset, value in enumerate(cells(material, name, "total")):
            book.put(end, column + offset, value, unit, bold=True)
        if name in sums:
            values = [material.drawn.of(name, year).value for year in years]
            total = math.fsum(v for v in values if math.isfinite(v))
            book.total(end, _("Whole horizon"), [column], [total], HEAD + 1, unit)
            book.remember(name, end, column)
    return end + 1


def cells(material: Material, indicator: str, period: str) -> list[float]:
    """Value, both ends; then what it is if work has no effect, where it rests on one."""
    beside = material.drawn.without_effect(indicator, period)
    told = () if beside is None else tuple(beside) if _counts(material, indicator) else (beside.value,)
    return [*material.drawn.of(indicator, period), *told]


def _counts(material: Material, indicator: str) -> bool:
    """Whether something is left of an indicator if work has no effect: then it has an interval too."""
    beside = material.drawn.without_effect(indicator, "total")
    return beside is not None and beside.value != 0


def summary(book: Book, material: Material) -> None:
    """Question, answer, the six indicators, what is lacking."""
    _, lang = language.text(book.lang), book.lang
    page = first_page(material, lang)
    row = HEAD
    for words, bold in ((page.title, True), (page.question, False), (page.answer[0], True), (page.answer[1], False)):
        book.text(row, words, bold)
        row += 1
    heads = (_("Indicator"), _("Value"), _("low (5%)"), _("high (95%)"), _("Unit"), _("Period"),
             _("If work has no effect"))  # fmt: skip
    if material.other is not None:
        heads += (_("Difference"), _("low (5%)"), _("high (95%)"))
    six = ("at_work", "victims_withheld", "kept_per_worker", "employed_12m_gain", "state_cost",
           "cost_per_productive_hour")  # fmt: skip
    row = book.table(heads, (None, "", "", "", None, None, *[""] * 4)[: len(heads)], (), top=row + 1)
    for column, width in enumerate((44, *[16] * (len(heads) - 1))):
        book.wide(column, width)
    for name in six:
        known = material.programme.indicators[name]
        book.put(row, 0, said(known.label, lang))
        for column, value in enumerate(material.value(name), start=1):
            book.put(row, column, value, known.unit)
        book.put(row, 4, term("unit", known.unit, lang))
        book.put(row, 5, material.period)
        if (beside := material.drawn.without_effect(name, material.period)) is not None:
            book.put(row, 6, beside.value, known.unit)
        for column, value in enumerate(material.against(name) or (), start=7):
            book.put(row, column, value, known.unit)
        row += 1
    book.text(row + 1, _("What is lacking in {year}").format(year=material.period), True)
    for line, words in enumerate((*page.lacking, *page.notes), start=row + 2):
        book.text(line, words)


def indicators(book: Book, material: Material) -> None:
    """Every indicator of the programme, of regions, directions, prisons and companies, by period."""
    _, lang = language.text(book.lang), book.lang
    known, table = material.programme.indicators, material.drawn.indicators
    ends = (_("low (5%)"), _("high (95%)"))
    heads = (_("Indicator"), _("Id"), _("Scope"), _("Member"), _("Period"), _("Unit"), _("Value"), *ends,
             _("If work has no effect"), *ends)  # fmt: skip
    units = (*[None] * 6, *[""] * 6)
    end = book.table(heads, units, (), freeze=2, widths=(60, 36, 18, 24, 9, 18, *[13] * 6))
    for row in table[table["scope"] != "workshop"].itertuples(index=False):
        words = (said(known[row.indicator].label, lang), row.indicator, term("scope", row.scope, lang), row.id,
                 row.period, term("unit", row.unit, lang))  # fmt: skip
        beside = (None if math.isnan(value) else value
                  for value in (row.if_no_effect, row.if_no_effect_low, row.if_no_effect_high))  # fmt: skip
        for column, value in enumerate((*words, row.value, row.low, row.high, *beside)):
            book.put(end, column, value, row.unit)
        end += 1
    book.sheet.autofilter(HEAD, 0, end - 1, len(heads) - 1)


def monthly(book: Book, material: Material) -> None:
    """The programme month by month: means of the draws with their intervals, those of people and seats as on the
    pages, the others of the first draws (see ``Detail``)."""
    _, lang = language.text(book.lang), book.lang
    summed = material.monthly.groupby("month", sort=True)[list(MONTHLY)].sum()
    bands = activity.drawn_months(material.drawn.months).set_index("month")
    units, ends = {name: unit_of(name) for name in MONTHLY}, (_("low (5%)"), _("high (95%)"))
    heads, told = [_("Month")], [list[Cell](summed.index)]
    for name in MONTHLY:
        heads += [headed(term("column", name, lang), units[name], lang), *ends]
        drawn = material.detail.whole[name]
        known = ((bands[f"{name}_low"], bands[f"{name}_high"]) if name in DRAWN
                 else np.nanquantile(drawn, (LOW, HIGH), axis=0))  # fmt: skip
        told += [[float(v) for v in one] for one in (summed[name], *known)]
    rows = list(zip(*told, strict=True))
    end = book.table(heads, [None, *(unit for unit in units.values() for _end in range(3))], rows)
    for position, name in enumerate(MONTHLY):
        if name not in ("seats_open", "trainees", "at_work", "at_work_end"):
            total, column = math.fsum(float(v) for v in summed[name]), 1 + 3 * position
            book.total(end, _("Whole horizon"), [column], [total], HEAD + 1, units[name])
            whole = material.detail.whole[name].sum(axis=1)
            for beside, value in enumerate(np.nanquantile(whole, (LOW, HIGH)), start=column + 1):
                book.put(end, beside, float(value), units[name])
            book.remember(f"monthly-{name}", end, column)
    at_work, seats = (1 + 3 * MONTHLY.index(name) for name in ("at_work", "seats_open"))
    band(book, rows, at_work, seats, len(heads), end + 2)


def plan(book: Book, material: Material) -> None:
    """Every opening."""
    _, lang, programme = language.text(book.lang), book.lang, material.programme
    table = time_line.openings(programme, None)
    heads = (_("Prison"), _("Id"), _("Side"), _("Region"), _("Company"), _("Activity"), _("Opens"), _("Seats"))
    rows = [
        (r["name"], r["prison"], term("step", f"side_{r['side']}", lang) if r["side"] else "–", r["region"],
         said(programme.companies[r["company"]].name, lang),
         said(programme.activities[r["activity"]].label, lang), r["opens"], int(r["seats"]))
        for r in table.to_dict("records")
    ]  # fmt: skip
    end = book.table(heads, (*[None] * 7, "count"), rows, widths=(46, 24, 16, 26, 44, 44))
    book.total(end, _("Whole horizon"), [7], [float(table["seats"].sum())], HEAD + 1, "count")
    book.remember("plan-seats", end, 7)


def requirements(book: Book, material: Material) -> None:
    """What the plan requires against what is there, every year, programme and regions."""
    _, lang = language.text(book.lang), book.lang
    table = material.requirements[material.requirements["scope"] != "prison"]
    ends = (_("low (5%)"), _("high (95%)"))
    heads = (_("Year"), _("Scope"), _("Member"), _("Item"), _("Unit"), _("Needed"), *ends, _("There"), *ends,
             _("Lacking"), *ends, _("Known by"), _("Figure from"))  # fmt: skip
    end = book.table(heads, (*(None,) * 5, *("",) * 9, None, None), (), widths=(9, 26, 28, 34))
    for r in table.to_dict("records"):
        basis = term("provenance", str(r["basis"]), lang) if r["basis"] else ""
        words = (str(r["year"]), term("scope", r["scope"], lang), r["id"], term("requirement", r["item"], lang),
                 term("unit", r["unit"], lang))  # fmt: skip
        need = (r["need"], None, None) if r["item"] == "people" else (r["need"], r["low"], r["high"])
        there, lacking = ((r[name], r[f"{name}_low"], r[f"{name}_high"]) for name in ("have", "gap"))
        for column, value in enumerate((*words, *need, *there, *lacking, basis, term("told_by", r["engine"], lang))):
            book.put(end, column, value, r["unit"])
        end += 1
    book.sheet.autofilter(HEAD, 0, end - 1, len(heads) - 1)
    for line, words in enumerate((needs.gaps(lang), needs.engines(lang)), start=end + 1):
        book.text(line, words, wide=6)


def pay(book: Book, material: Material) -> None:
    """Hours and pay of all, then of one worker, in one table."""
    names = ("hours", "gross_pay", "net_pay", "available_pay", "release_savings", "victims_withheld")
    one = ("kept_per_worker", "victims_per_worker", "savings_per_worker", "smic_share")
    end = by_year(book, material, (*names, *one), names)
    years = len(material.drawn.gathered.known.where.periods) - 1
    stacked(book, years, [(16, "victims_withheld"), (13, "release_savings"), (10, "available_pay")], end + 1)


def victims(book: Book, material: Material) -> None:
    """Withheld, and what reaches a victim."""
    names = ("victims_withheld", "victims_paid", "victims_per_worker")
    end = by_year(book, material, names, names[:2])
    years = len(material.drawn.gathered.known.where.periods) - 1
    columns(book, years, [(1, "victims_withheld"), (4, "victims_paid")], end + 1)


def reinsertion(book: Book, material: Material) -> None:
    """Work after release, with the caveat that goes with it."""
    _ = language.text(book.lang)
    names = ("releases_with_experience", *EFFECTS)
    end = by_year(book, material, names, names)
    told = _("Effects are carried over from studies of other programmes, and no effect at all is not ruled out: "
             "the columns beside say so.")  # fmt: skip
    book.text(end + 1, told)


def assumptions(book: Book, material: Material) -> None:
    """Every figure that the scenario rests on: value, interval, unit, source, mark."""
    _, lang = language.text(book.lang), book.lang
    heads = {"family": _("Family"), "path": _("Path"), "from": _("In force from"), "value": _("Value"),
             "unit": _("Unit"), "low": _("Low"), "high": _("High"), "interval": _("Interval"), "as_of": _("Date"),
             "age": _("Age (years)"), "source": _("Source"), "mark": _("Mark"), "provenance": _("How it is known"),
             "note": _("Note")}  # fmt: skip
    numbers = ("value", "low", "high", "age")
    units = ["" if c in numbers else None for c in COLUMNS]
    told = material.assumptions.assign(note=notes(material.programme, lang))
    rows = [[_cell(c, r[c], lang) for c in COLUMNS] for r in told.to_dict("records")]
    widths = (13, 40, 14, 11, 14, 10, 10, 10, 14, 7, 26, 17, 20, 38)
    end = book.table([heads[c] for c in COLUMNS], units, rows, freeze=2, widths=widths, wrap=(1, 4, 10, 11, 12, 13))
    book.sheet.autofilter(HEAD, 0, end - 1, len(COLUMNS) - 1)


def _cell(column: str, value: object, lang: str) -> Cell:
    if value is None or (isinstance(value, float) and pd.isna(value)):
        return None
    if column in ("mark", "provenance", "unit"):
        return term(column, str(value), lang)
    if column == "family":
        return term("families", str(value), lang)
    if column in ("from", "as_of"):
        return formats.date(str(value), lang)
    return value if isinstance(value, (int, float)) and not isinstance(value, bool) else str(value)
