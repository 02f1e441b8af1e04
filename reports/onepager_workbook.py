"""The one-pager of a prison as a workbook: every company, every candidate, every figure of the profile."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

import language
from language.terms import term
from model.host import Host
from reports import host_tables, partner_workbook, partnership, prisons
from reports.paper import FirstPage
from reports.sheet import HEAD, Book, Cell
from reports.wording import said
from reports.workbook_file import written
from reports.workbook_sheets import headed
from reports.workbook_sources import listed


def workbook(found: Host, fingerprint: str, today: str, first: FirstPage, lang: str) -> bytes:
    """The workbook; the same page gives the same bytes."""
    sheets: dict[str, Callable[[Book], None]] = {
        "Summary": lambda book: partner_workbook.summary(book, first),
        "Companies": lambda book: _companies(book, found),
        "Candidates": lambda book: _candidates(book, found),
        "Elsewhere": lambda book: _refused(book, found),
        "Profile": lambda book: _profile(book, found),
        "Sources": lambda book: _sources(book, found),
    }
    return written(sheets, first.title, fingerprint, today, lang)


def _companies(book: Book, found: Host) -> None:
    """Every company that could come."""
    _, lang = language.text(book.lang), book.lang
    low, high = _("low (5%)"), _("high (95%)")
    spans = (
        (_("People at work"), "people"), (headed(_("Available pay per worker"), "EUR/month", lang), "EUR/month"),
        (headed(_("Victims' part per worker"), "EUR/month", lang), "EUR/month"),
        (headed(_("Withheld for victims"), "EUR/year", lang), "EUR/year"),
        (headed(_("Cost of a productive hour"), "EUR/hour", lang), "EUR/hour"),
    )  # fmt: skip
    heads = [_("Company"), _("Id"), _("Side"), _("Opens"), _("Seats")]
    units: list[str | None] = [None, None, None, None, "count"]
    for name, unit in spans:
        heads += [name, low, high]
        units += [unit] * 3
    heads += [headed(_("Ramp-up"), "months", lang), _("For"), _("Against, or to be cleared up")]
    units += ["count", None, None]
    rows: list[list[Cell]] = []
    for place in found.places:
        row: list[Cell] = [said(place.pair.company.name, lang), place.pair.company.id,
                           term("side", place.pair.pool.side, lang), place.opens, place.seats]  # fmt: skip
        for span in (place.people, place.kept, place.victims, place.victims_yearly, place.cost):
            row += [span.value, span.low, span.high]
        ramp = None if place.ramp_up is None else place.ramp_up
        row += [ramp, partnership.listed(partnership.suits(place, lang), lang),
                partnership.listed(partnership.doubts(place, lang), lang)]  # fmt: skip
        rows.append(row)
    widths = (44, 28, 12, 10, 8, *(12, 9, 9) * 5, 11, 60, 60)
    book.table(heads, units, rows, freeze=1, widths=widths, wrap=(21, 22))


def _candidates(book: Book, found: Host) -> None:
    """Who could work, by activity; those who want it as a formula."""
    _, lang = language.text(book.lang), book.lang
    ends = (_("low (5%)"), _("high (95%)"))
    heads = (_("Activity"), _("Suitable people"), *ends, _("Share who want it"), *ends, _("of whom want it"), *ends)
    rows = list(host_tables.pools(found))
    cells = [
        (said(found.programme.activities[a].label, lang), *pool.suitable, *pool.share, None, *pool.willing.ends)
        for a, _known, pool in rows
    ]
    units = (None, *["people"] * 3, *["share"] * 3, *["people"] * 3)
    book.table(heads, units, cells, widths=(60, *(16, 11, 11) * 3))
    look = book.form(valign="top", num_format=book.number("people"))
    for row, (_name, _known, pool) in enumerate(rows, start=HEAD + 1):
        book.sheet.write_formula(row, 7, f"=B{row + 1}*E{row + 1}", look, pool.willing.value)


def _refused(book: Book, found: Host) -> None:
    """Every company that could not come, with each reason."""
    _, lang = language.text(book.lang), book.lang
    names = {company.id: said(company.name, lang) for company, _refusal in found.refused}
    table = host_tables.reasons(found, lang)
    rows = [(names[r["company"]], r["company"], r["reason"]) for r in table.to_dict("records")]
    book.table((_("Company"), _("Id"), _("Reason")), (None,) * 3, rows, widths=(44, 30, 110), wrap=(2,))


def _profile(book: Book, found: Host) -> None:
    """Every figure of the profile with where it comes from."""
    _, lang = language.text(book.lang), book.lang
    month = prisons.month_of(found.programme, found.prison.id)
    heads = (_("Section"), _("Figure"), _("Value"), _("Unit"), _("Low"), _("High"), _("Date"), _("Source"), _("Mark"),
             _("How it is known"), _("Note"))  # fmt: skip
    rows: list[list[Cell]] = []
    for r in prisons.figures(found.programme, found.prison, month).to_dict("records"):
        blank = {k: None if isinstance(v, float) and pd.isna(v) else v for k, v in r.items()}
        rows.append([
            blank["section"], blank["field"], blank["value"], term("unit", str(blank["unit"] or ""), lang),
            blank["low"], blank["high"], None if blank["as_of"] is None else str(blank["as_of"]), blank["source"],
            term("mark", str(blank["mark"]), lang), term("provenance", str(blank["provenance"]), lang),
            language.note(blank["note"], lang) if blank["note"] else None,
        ])  # fmt: skip
    units = (None, None, "", None, "", "", None, None, None, None, None)
    book.table(heads, units, rows, freeze=2, widths=(16, 28, 12, 20, 10, 10, 12, 28, 20, 22, 52), wrap=(10,))


def _sources(book: Book, found: Host) -> None:
    """Every source that the profile names."""
    month = prisons.month_of(found.programme, found.prison.id)
    listed(book, found.programme, set(prisons.figures(found.programme, found.prison, month)["source"].dropna()))
