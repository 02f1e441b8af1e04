"""One page for the director of a prison: who, what room, who could come, what it would pay, what is lacking."""

from __future__ import annotations

import json
import math
from dataclasses import asdict, dataclass
from typing import Any, Final

import language
from language import formats
from language.terms import term
from model.candidates import Candidates
from model.host import Host
from model.partnership import Place, Span, longest_term
from model.provenance import provenance
from model.schema.quantity import Quantity, StandIn
from model.space import free_area
from reports import candidates, document, host_tables, onepager_workbook, partner_tables, partnership, prisons, web_page
from reports.candidates import Pool
from reports.interval import bare, written
from reports.paper import Fact, FirstPage, Paper, card
from reports.parts import Section, typeset
from reports.wording import said, titled

FORMATS: Final = ("pdf", "xlsx", "html", "json")
"""In the order offered."""


@dataclass(frozen=True)
class OnePager:
    """A prison against every company, and when the page was made."""

    found: Host
    seed: int
    today: str
    """YYYY-MM-DD."""

    def fingerprint(self, lang: str) -> str:
        """What the figures were made from, in one line."""
        return document.made_from(self.found.programme, self.found.draws, self.seed, self.today, lang)


def made(asked: OnePager, form: str, lang: str) -> bytes:
    """The one-pager in one form. Raises ValueError for a form that is none of FORMATS."""
    match form:
        case "pdf":
            return document.printed(paper(asked, lang), lang)
        case "html":
            return web_page.page(paper(asked, lang), lang)
        case "xlsx":
            first, told = first_page(asked.found, lang), asked.fingerprint(lang)
            return onepager_workbook.workbook(asked.found, told, asked.today, first, lang)
        case "json":
            return (json.dumps(data(asked.found, lang), ensure_ascii=False, indent=2, allow_nan=False) + "\n").encode()
    raise ValueError(form)


def paper(asked: OnePager, lang: str) -> Paper:
    """The page in words and tables."""
    _, found = language.text(lang), asked.found
    built = []
    if found.places:
        built.append(
            Section("companies", _("Who could come, and what it would pay"), (host_tables.companies(found, lang),))
        )
    built.append(Section("people", _("Who could work"), (host_tables.people(found, lang),)))
    if found.refused:
        built.append(Section("refused", _("Why not the others"), (host_tables.refused(found, lang),)))
    sections = tuple(typeset(one, lang) for one in built)
    return Paper(first_page(found, lang), sections, asked.fingerprint(lang), "page")


def first_page(found: Host, lang: str) -> FirstPage:
    """Identity, answer, six figures, what is lacking."""
    _, prison, programme = language.text(lang), found.prison, found.programme
    place, month = prison.place, prisons.month_of(programme, prison.id)
    identity = (
        f"{prison.type}, {term('prison_type', prison.type, lang).lower()}",
        f"{place.commune or '–'} ({place.department})", place.region, _("DISP of {place}").format(place=place.disp),
        _("figures {of_month}").format(of_month=formats.of_month(month, lang)),
    )  # fmt: skip
    notes = (
        _("Companies in play in “{name}”; each is tried alone here, its plan, limits and targets play no part.").format(
            name=titled(programme, lang)
        ),
        partner_tables.method(found, lang),
    )
    facts = _facts(found, month, lang)
    return typeset(
        FirstPage(
            prison.name, " · ".join(identity), (_answer(found, lang), host_tables.in_plan(found, lang)),
            tuple(card(one, lang) for one in facts), _("What is lacking"), tuple(host_tables.lacking(found, lang)),
            notes, facts,
        ),
        lang,
    )  # fmt: skip


def _answer(found: Host, lang: str) -> str:
    _, plural = language.text(lang), language.plural(lang)
    if not found.places:
        return _("No company in play could open here: the reasons are below.")
    best = found.places[0]
    count = len({place.pair.company.id for place in found.places})
    every = len(found.programme.companies)
    told = _("{count}; the fullest workshop would be {company}: {people} of {seats} seats filled; a worker who has "
             "a creditor would keep {kept}.")  # fmt: skip
    could = plural(
        "{n} of {all} company in play could come", "{n} of the {all} companies in play could come", count
    ).format(n=count, all=every)
    return told.format(
        count=could if every > 1 else _("The one company in play could come"),
        company=said(best.pair.company.name, lang),
        people=bare(partner_tables.drawn(best.people), lang),
        seats=best.seats, kept=written(partner_tables.drawn(best.kept), "EUR/month", lang),
    )  # fmt: skip


def _facts(found: Host, month: str, lang: str) -> tuple[Fact, ...]:
    _, prison, programme = language.text(lang), found.prison, found.programme
    old, indicators = programme.defaults.published_before_is_old, programme.indicators
    floor = free_area(prison, programme.defaults, month)
    inside = None if prison.population.detained is None else prison.population.detained.at(month)

    def known_by(name: str, unit: str, figure: Quantity, how: str) -> Fact:
        return Fact(name, unit, figure.value, figure.low, figure.high, (how,), figure.interval)

    of_floor = _("the country's free floor, spread by places")
    if not isinstance(floor, StandIn):
        of_floor = term("provenance", provenance(floor, old), lang)
    facts = [
        Fact(_("People detained"), "people", None) if inside is None
        else known_by(_("People detained"), "people", inside, term("provenance", provenance(inside, old), lang)),
        known_by(_("Free floor"), "m2", floor, of_floor),
    ]  # fmt: skip
    if not found.places:
        return tuple(facts)
    best = found.places[0]
    who = said(best.pair.company.name, lang)
    suitable = candidates.of_prison(programme, prison, best.pair.activity, best.pair.pool, month).suitable

    def drawn(name: str, span: Span, unit: str, *more: str) -> Fact:
        return Fact(name, unit, span.value, span.low, span.high, more)

    return (
        *facts,
        Fact(_("Suitable people"), "people", *suitable, (said(best.pair.activity.label, lang),)),
        drawn(_("People at work"), best.people, "people", who),
        drawn(said(indicators["kept_per_worker"].label, lang), best.kept, "EUR/month"),
        drawn(_("Withheld for victims"), best.victims_yearly, "EUR/year"),
    )


def data(found: Host, lang: str) -> dict[str, Any]:
    """Everything as one JSON document."""
    prison, programme = found.prison, found.programme
    month = prisons.month_of(programme, prison.id)
    floor = free_area(prison, programme.defaults, month)
    inside = prison.population.detained
    return {
        "prison": prison.id, "name": prison.name, "type": prison.type, "region": prison.place.region, "month": month,
        "scenario": programme.id, "fingerprint": programme.fingerprint, "draws": found.draws,
        "agreement_years": longest_term(programme), "years_tried": found.years,
        "detained": None if inside is None else _figure(inside.at(month)),
        "free_floor": {**_figure(floor), "assumed": isinstance(floor, StandIn)},
        "companies": [_place(place, lang) for place in found.places],
        "people": [_pool(*one) for one in host_tables.pools(found)],
        "refused": host_tables.reasons(found, lang).drop(columns=["prison", "assumed"]).to_dict("records"),
        "openings": [one.model_dump(mode="json", exclude_defaults=True) for one in programme.scenario.openings
                     if one.prison == prison.id],
        "lacking": host_tables.lacking(found, lang),
    }  # fmt: skip


def _figure(q: Quantity) -> dict[str, Any]:
    return {"value": q.value, "low": q.low, "high": q.high, "unit": q.unit, "source": q.source, "mark": q.mark}


def _pool(activity: str, known: Candidates, pool: Pool) -> dict[str, Any]:
    return {"activity": activity, "side": known.side, "willing_share": pool.share._asdict(),
            "suitable": pool.suitable._asdict(), "willing": pool.willing._asdict()}  # fmt: skip


def _place(place: Place, lang: str) -> dict[str, Any]:
    def told(span: Span) -> dict[str, float | None]:
        return {name: None if math.isnan(end) else end for name, end in asdict(span).items()}

    return {
        "company": place.pair.company.id, "name": said(place.pair.company.name, lang), "side": place.pair.pool.side,
        "opens": place.opens, "seats_asked": place.pair.company.seats.per_site_max, "seats": place.seats,
        "fit": told(place.fit), "people": told(place.people), "ramp_up_months": place.ramp_up,
        "cost_per_productive_hour": told(place.cost), "kept_per_worker": told(place.kept),
        "victims_per_worker": told(place.victims), "victims_yearly": told(place.victims_yearly),
        "why": partnership.suits(place, lang), "why_not": partnership.doubts(place, lang),
    }  # fmt: skip
