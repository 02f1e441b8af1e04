"""The partnership file: what a company takes away, on paper, as a workbook, as a page, as data."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Final

import language
from language import formats
from model.partnership import Partnership, Span
from model.staffing import Calls, usual
from reports import document, market, partner_tables, partner_workbook, partnership, web_page
from reports.duties import duties
from reports.paper import Fact, FirstPage, Paper, card
from reports.partnership_data import document as data
from reports.parts import Figure, Part, Section, Table, Words, typeset
from reports.risks import risks
from reports.wording import said, titled

FORMATS: Final = ("pdf", "xlsx", "html", "json")
"""In the order offered."""
CLEARED_UP: Final = 4
"""Prisons whose doubts stand on the first page."""


@dataclass(frozen=True)
class PartnerFile:
    """A company against every prison, and what the file says beside it."""

    found: Partnership
    seed: int
    today: str
    """YYYY-MM-DD."""
    calls: Calls | None = None
    """The volume that its staffing is told for; None where it answers no calls."""

    @classmethod
    def of(cls, found: Partnership, seed: int, today: str, calls: Calls | None = None) -> PartnerFile:
        """With the example's volume of calls where none is asked for."""
        programme = found.programme
        if programme.activities[found.company.activity].group != "calls":
            return cls(found, seed, today)
        return cls(found, seed, today, calls or usual(programme, programme.scenario.start))

    def fingerprint(self, lang: str) -> str:
        """What the figures were made from, in one line."""
        return document.made_from(self.found.programme, self.found.draws, self.seed, self.today, lang)


def made(file: PartnerFile, form: str, lang: str) -> bytes:
    """The partnership file in one form. Raises ValueError for a form that is none of FORMATS."""
    match form:
        case "pdf":
            return document.printed(paper(file, lang), lang)
        case "html":
            return web_page.page(paper(file, lang), lang)
        case "xlsx":
            return partner_workbook.workbook(
                file.found, file.calls, file.fingerprint(lang), file.today, first_page(file.found, lang), lang
            )
        case "json":
            told = data(file.found, lang, file.calls)
            return (json.dumps(told, ensure_ascii=False, indent=2, allow_nan=False) + "\n").encode()
    raise ValueError(form)


def paper(file: PartnerFile, lang: str) -> Paper:
    """The file in words, tables and figures."""
    told = (_prisons, _market, _staffing, _duties, _risks, _elsewhere)
    built = [section for build in told if (section := build(file, lang)) is not None]
    return Paper(
        first_page(file.found, lang), tuple(typeset(one, lang) for one in built), file.fingerprint(lang), "file"
    )


def first_page(found: Partnership, lang: str) -> FirstPage:
    """Where it fits, six figures of the best prison, what is to be cleared up."""
    _, programme = language.text(lang), found.programme
    lacking = [
        f"{partnership.name_of(place, lang)} – {partnership.listed(told, lang)}"
        for place in found.places[:CLEARED_UP]
        if (told := partnership.doubts(place, lang))
    ]
    notes = [
        _("Scenario “{name}”: its law, prisons and prices; its plan, limits and targets play no part.").format(
            name=titled(programme, lang)
        ),
        partner_tables.method(found, lang),
    ]
    if found.company.archetype:
        notes.append(_("An archetype: a kind of company, with figures that stand for it; none is named."))
    facts = _facts(found, lang)
    return typeset(
        FirstPage(
            _("Partnership file: {company}").format(company=said(found.company.name, lang)),
            " · ".join(partner_tables.need(programme, found.company, lang)),
            (partner_tables.answer(found, lang),),
            tuple(card(one, lang) for one in facts),
            _("To be cleared up first"),
            tuple(lacking) or (_("Nothing that the profiles tell of."),),
            tuple(notes),
            facts,
        ),
        lang,
    )  # fmt: skip


def _facts(found: Partnership, lang: str) -> tuple[Fact, ...]:
    """The best prison in six figures."""
    if not found.places:
        return ()
    _, place = language.text(lang), found.places[0]
    where = partnership.name_of(place, lang)
    price = partnership.market(found.company, found.programme, found.programme.scenario.start).get("onshore")
    seats = _("{seats} seats tried").format(seats=formats.number(place.seats, lang))
    known, elsewhere = found.programme.indicators, _("The same hour elsewhere in France")

    def drawn(name: str, span: Span, unit: str, *more: str) -> Fact:
        return Fact(name, unit, span.value, span.low, span.high, (where, *more))

    return (
        drawn(_("People at work"), place.people, "people", seats),
        drawn(_("Cost of a productive hour"), place.cost, "EUR/hour"),
        Fact(elsewhere, "EUR/hour", None) if price is None else
        Fact(elsewhere, "EUR/hour", price.value, price.low, price.high, (language.term("mark", price.mark, lang),),
             price.interval),
        Fact(_("Ramp-up"), "months", place.ramp_up, more=(_("from the opening until nine tenths are at work"),)),
        drawn(said(known["kept_per_worker"].label, lang), place.kept, "EUR/month"),
        drawn(said(known["victims_per_worker"].label, lang), place.victims, "EUR/month"),
    )  # fmt: skip


def _prisons(file: PartnerFile, lang: str) -> Section | None:
    _, found = language.text(lang), file.found
    if not found.places:
        return None
    method = partner_tables.method(found, lang)
    parts: list[Part] = [partner_tables.ranked(found, lang), Words(method)]
    if (more := len(found.places) - partner_tables.SHOWN) > 0:
        told = language.plural(lang)(
            "{n} more prison suits: the workbook has it.", "{n} more prisons suit: the workbook has them.", more
        )
        parts.append(Words(told.format(n=more)))
    return Section("prisons", _("Prisons that suit"), tuple(parts))


def _market(file: PartnerFile, lang: str) -> Section | None:
    _, found = language.text(lang), file.found
    if not found.places:
        return None
    table, prices = partnership.by_place(found, lang), partner_tables.prices(found, lang)
    known = partnership.market(found.company, found.programme, found.programme.scenario.start)
    names, shown = partner_tables.price_names(lang), min(market.SHOWN, len(table))
    alt = partner_tables.market_told(found, prices.rows, shown, lang)
    caption = _("Cost of a productive hour in the best prisons, against the market")
    screen = market.drawing(table, known, names, lang, False)
    drawn = Figure(caption, alt, market.paper(table, known, names, lang), screen)
    parts: tuple[Part, ...] = (drawn, *((prices, Words(partner_tables.euros(lang))) if prices.rows else ()))
    return Section("market", _("A productive hour against the market"), parts)


def _staffing(file: PartnerFile, lang: str) -> Section | None:
    if file.calls is None or not file.found.places:
        return None
    _ = language.text(lang)
    parts = (
        Words(partner_tables.staffed(file.calls, lang)),
        partner_tables.teams(file.found, file.calls, lang),
        Words(partner_tables.erlang_told(lang), caveat=True),
    )
    return Section("staffing", _("Staffing for a call volume"), parts)


def _duties(file: PartnerFile, lang: str) -> Section:
    told = tuple(
        Words(text if code in ("scope", "missing") else f"– {text}") for code, text in duties(file.found, lang)
    )
    return Section("duties", language.text(lang)("What the law asks"), told)


def _risks(file: PartnerFile, lang: str) -> Section:
    _ = language.text(lang)
    rows = tuple(risks(file.found, lang))
    return Section("risks", _("Risks"), (Table(_("What can go wrong, with this company's own figures"),
                                               (_("Risk"), _("What is known of it")), rows, words=1),))  # fmt: skip


def _elsewhere(file: PartnerFile, lang: str) -> Section | None:
    if not file.found.refused:
        return None
    return Section("elsewhere", language.text(lang)("Why not elsewhere"), (partner_tables.elsewhere(file.found, lang),))
