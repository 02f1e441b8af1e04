"""The partnership file as a workbook: every prison, every price, gaps as formulas."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import language
from language.terms import term
from model.costs import base_year
from model.partnership import Partnership
from model.staffing import Calls, carried, staffing
from reports import partner_tables, partnership
from reports.duties import duties
from reports.paper import FirstPage
from reports.risks import risks
from reports.sheet import HEAD, Book, Cell
from reports.workbook_file import written
from reports.workbook_sheets import headed


def workbook(
    found: Partnership, calls: Calls | None, fingerprint: str, today: str, first: FirstPage, lang: str
) -> bytes:
    """The workbook; the same file gives the same bytes."""
    sheets: dict[str, Callable[[Book], None]] = {
        "Summary": lambda book: summary(book, first),
        "Market": lambda book: _market(book, found),
        "Prisons": lambda book: _prisons(book, found),
        **({} if calls is None else {"Staffing": lambda book: _staffing(book, found, calls)}),
        "Duties": lambda book: _told(book, [("", text) for _code, text in duties(found, lang)]),
        "Risks": lambda book: _told(book, risks(found, lang)),
        "Elsewhere": lambda book: _elsewhere(book, found),
    }
    return written(sheets, first.title, fingerprint, today, lang)


def summary(book: Book, first: FirstPage) -> None:
    """The first page in words."""
    _ = language.text(book.lang)
    row = HEAD
    for words, bold in ((first.title, True), (first.question, False), *((told, True) for told in first.answer)):
        book.text(row, words, bold)
        row += 1
    heads = (_("Figure"), _("Value"), _("low (5%)"), _("high (95%)"), _("Unit"), _("Of what"))
    row = book.table(heads, (None, "", "", "", None, None), (), top=row + 1)
    for column, width in enumerate((44, 16, 16, 16, 26, 70)):
        book.wide(column, width)
    for fact in first.facts:
        told = (fact.name, fact.value, fact.low, fact.high, term("unit", fact.unit, book.lang), " · ".join(fact.more))
        for column, value in enumerate(told):
            book.put(row, column, value, fact.unit)
        row += 1
    book.text(row + 1, first.lacking_title, True)
    for line, words in enumerate((*first.lacking, *first.notes), start=row + 2):
        book.text(line, words)


ENDS: Final = ("", "_low", "_high")
"""A value, then the ends of its interval: names of columns end so."""
GAP: Final = "EUR/hour"


def _market(book: Book, found: Partnership) -> None:
    """Prices of the same hour elsewhere, the weak mark beside each."""
    _, lang, names = language.text(book.lang), book.lang, partner_tables.price_names(book.lang)
    heads = (_("The same hour"), headed(_("Price"), GAP, lang), headed(_("Low"), GAP, lang),
             headed(_("High"), GAP, lang), _("Euros of"), _("Mark"), _("Source"))  # fmt: skip
    rows: list[list[Cell]] = []
    for row, (name, q) in enumerate(
        partnership.market(found.company, found.programme, found.programme.scenario.start).items(), start=HEAD + 1
    ):
        rows.append([names[name], q.value, q.low, q.high, str(base_year(found.programme, q)),
                     term("mark", q.mark, lang), partner_tables.source(found.programme, q)])  # fmt: skip
        book.remember(name, row, 1)
    end = book.table(heads, (None, GAP, GAP, GAP, None, None, None), rows, widths=(28, 18, 18, 18, 10, 30, 80))
    book.text(end + 1, _("Market prices: weak sources, to be replaced by the company's own"), wide=6)
    book.text(end + 2, partner_tables.euros(lang), wide=6)


def _prisons(book: Book, found: Partnership) -> None:
    """Every prison that suits, with what it costs less than the market as a formula."""
    _, lang = language.text(book.lang), book.lang
    low, high = _("low (5%)"), _("high (95%)")
    cost, apart = (headed(name, GAP, lang) for name in (_("Cost of a productive hour"), _("Against the market")))
    heads = (_("Rank"), _("Prison"), _("Id"), _("Region"), _("Opens"), _("Seats"), _("People at work"), low, high,
             _("Fit"), low, high, headed(_("Ramp-up"), "months", lang), cost, low, high, apart, low, high,
             headed(_("Available pay per worker"), "EUR/month", lang), low, high,
             headed(_("Victims' part per worker"), "EUR/month", lang), low, high,
             headed(_("Suitable people"), "", lang), low, high, headed(_("Free floor"), "m2", lang), _("For"),
             _("Against, or to be cleared up"))  # fmt: skip
    units = ("count", None, None, None, None, "count", "people", "people", "people", *["share"] * 3, "count",
             *[GAP] * 6, *["EUR/month"] * 6, *["people"] * 3, "count", None, None)  # fmt: skip
    widths = (6, 38, 24, 26, 10, 8, 11, 9, 9, 8, 8, 8, 11, *[13, 9, 9] * 5, 11, 60, 60)
    rows: list[list[Cell]] = []
    for place, r in zip(found.places, partnership.places(found, lang).to_dict("records"), strict=True):
        rows.append([
            r["rank"], partnership.name_of(place, lang), r["prison"], r["region"], r["opens"], r["seats"],
            *(r[f"{name}{end}"] for name in ("people", "fit") for end in ENDS),
            place.ramp_up, *(r[f"cost_per_productive_hour{end}"] for end in ENDS), *[None] * 3,
            *(r[f"{name}{end}"] for name in ("kept_per_worker", "victims_per_worker", "suitable") for end in ENDS),
            r["area"], r["why"], r["why_not"],
        ])  # fmt: skip
    end = book.table(heads, units, rows, freeze=2, widths=widths, wrap=(29, 30))
    price = partnership.market(found.company, found.programme, found.programme.scenario.start).get("onshore")
    for row, place in enumerate(found.places, start=HEAD + 1):
        if price is not None and place.cost.value == place.cost.value:
            look = book.form(valign="top", num_format=book.number(GAP))
            # What is drawn is the cost: the price is at its best value, and has ends of its own on its sheet.
            costs = zip("NOP", (place.cost.value, place.cost.low, place.cost.high), strict=True)
            for column, (letter, cost_) in enumerate(costs, start=16):
                formula = f"={letter}{row + 1}-{book.places['onshore']}"
                book.sheet.write_formula(row, column, formula, look, cost_ - price.value)
    if rows:
        book.sheet.autofilter(HEAD, 0, end - 1, len(heads) - 1)
    book.text(end + 1, partner_tables.method(found, lang), wide=14)


def _staffing(book: Book, found: Partnership, calls: Calls) -> None:
    """What the volume takes, then what each team carries."""
    _, lang, told = language.text(book.lang), book.lang, staffing(calls)
    rows: list[list[Cell]] = [
        [_("Calls of a half hour"), calls.calls], [headed(_("Time of a call"), "s", lang), calls.handling],
        [headed(_("Time aimed at"), "s", lang), calls.within], [_("Answered in time"), calls.service_level],
        [_("Busy at most"), calls.most_busy], [_("Away from the line"), calls.shrinkage],
        [_("Agents on line"), told.agents], [_("Posts"), told.posts], [_("Answered in time, reached"), told.reached],
        [_("Busy, reached"), told.busy], [_("Agents in a large team"), told.large],
    ]  # fmt: skip
    end = book.table((_("Staffing for a call volume"), _("Value")), (None, ""), rows, widths=(46, *[16] * 6))
    heads = (_("Prison"), _("People at work"), _("low (5%)"), _("high (95%)"), _("Calls of a half hour"),
             _("low (5%)"), _("high (95%)"))  # fmt: skip
    teams: list[list[Cell]] = []
    for place in found.places:
        span = (place.people.value, place.people.low, place.people.high)
        teams.append([partnership.name_of(place, lang), *span, *(carried(people, calls) for people in span)])
    end = book.table(heads, (None, *["people"] * 6), teams, top=end + 1)
    book.text(end + 1, partner_tables.erlang_told(lang))


def _told(book: Book, rows: list[tuple[str, str]]) -> None:
    """Sentences, each with its title where it has one."""
    _ = language.text(book.lang)
    if any(title for title, _text in rows):
        book.table((_("Risk"), _("What is known of it")), (None, None), rows, widths=(40, 120), wrap=(1,))
    else:
        book.table((_("What the law asks"),), (None,), [(text,) for _title, text in rows], widths=(140,), wrap=(0,))


def _elsewhere(book: Book, found: Partnership) -> None:
    """Every prison that does not suit, with each reason."""
    _, table = language.text(book.lang), partnership.refused(found, book.lang)
    heads = (_("Prison"), _("Id"), _("Reason"), _("On an assumed floor"))
    yes, no = _("yes"), _("no")
    rows = [(r["name"], r["prison"], r["reason"], yes if r["assumed"] else no) for r in table.to_dict("records")]
    end = book.table(heads, (None,) * 4, rows, widths=(46, 28, 120, 20), wrap=(2,))
    if rows:
        book.sheet.autofilter(HEAD, 0, end - 1, len(heads) - 1)
    else:
        book.text(end + 1, _("None: every prison of the scenario suits."), wide=3)
