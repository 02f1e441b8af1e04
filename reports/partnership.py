"""A company against every prison, as tables and words: the one source of the page and of the partnership file."""

from __future__ import annotations

import pandas as pd

import language
from language import formats
from language.terms import term
from model.partnership import Partnership, Place, Span
from model.schema.company import Company
from model.schema.programme import Programme
from model.schema.quantity import Quantity, StandIn
from model.sides import mixed
from reports.interval import Interval, counted
from reports.refused import refusals
from reports.time_line import place_first
from reports.wording import on_side, said


def places(found: Partnership, lang: str) -> pd.DataFrame:
    """Prisons in which the company could open, best first.

    Columns: rank, prison, name, type, region, side, opens, seats_asked, seats, people, fit, ramp_up_months,
    cost_per_productive_hour, kept_per_worker, victims_per_worker, victims_yearly, suitable, area, area_assumed, why
    (for), why_not (against, or to be cleared up); what is drawn with the ends of its interval (_low, _high) after it.
    """
    rows = []
    for rank, place in enumerate(found.places, start=1):
        pair = place.pair
        rows.append({
            "rank": rank, "prison": pair.prison.id, "name": name_of(place, lang), "type": pair.prison.type,
            "region": pair.prison.place.region, "side": pair.pool.side, "opens": place.opens,
            "seats_asked": pair.company.seats.per_site_max, "seats": place.seats,
            **with_ends("people", place.people), **with_ends("fit", place.fit), "ramp_up_months": place.ramp_up,
            **with_ends("cost_per_productive_hour", place.cost), **with_ends("kept_per_worker", place.kept),
            **with_ends("victims_per_worker", place.victims), **with_ends("victims_yearly", place.victims_yearly),
            **with_ends("suitable", place.suitable), "area": place.area.value,
            "area_assumed": isinstance(place.area, StandIn),
            "why": listed(suits(place, lang), lang), "why_not": listed(doubts(place, lang), lang),
        })  # fmt: skip
    columns = list(rows[0]) if rows else ["rank", "prison", "name", "why", "why_not"]
    return pd.DataFrame(rows, columns=columns)


def with_ends(name: str, span: Span) -> dict[str, float]:
    """A column, then those of the ends of its interval."""
    return {name: span.value, f"{name}_low": span.low, f"{name}_high": span.high}


def by_place(found: Partnership, lang: str) -> pd.DataFrame:
    """The same for a figure: prisons by their place, as an axis has little room."""
    return places(found, lang).assign(name=[name_of(place, lang, short=True) for place in found.places])


def refused(found: Partnership, lang: str) -> pd.DataFrame:
    """Prisons in which it cannot, one row a reason: prison, name, code, reason, assumed."""
    table = refusals(found.programme, found.refused, lang)
    names = {prison.id: prison.name for prison in found.programme.prisons.values()}
    table.insert(1, "name", table["prison"].map(names))
    return table.drop(columns="company")


def name_of(place: Place, lang: str, short: bool = False) -> str:
    """A prison, with its side where it has two; short: by its place, where there is little room."""
    prison = place.pair.prison
    name = place_first(prison.name) if short else prison.name
    return on_side(name, place.pair.pool.side if mixed(prison, place.opens) else None, lang)


def suits(place: Place, lang: str) -> list[str]:
    """What speaks for a prison."""
    pair, stay = place.pair, place.pair.prison.population.staying_12_months
    suitable = Interval(place.suitable.value, place.suitable.low, place.suitable.high)
    told = [_filled("suits", "pool", lang, suitable=counted(suitable, lang), seats=place.seats)]
    if stay is not None:
        share = formats.percent(stay.at(place.opens).value, lang)
        told.append(_filled("suits", "stay", lang, staying=share))
    if not isinstance(place.area, StandIn):
        told.append(_filled("suits", "room", lang, area=formats.number(place.area.value, lang)))
    if any(room.free and room.ready for room in pair.prison.workshops):
        told.append(term("suits", "ready", lang))
    return told


def of_the_company(place: Place, lang: str) -> list[str]:
    """Of the doubts, those that are this company's own, whatever is known of the prison."""
    told, asked = [], place.pair.company.seats.per_site_max
    if place.seats < asked:
        told.append(_filled("doubt", "smaller", lang, asked=asked))
    if place.few:
        told.append(term("doubt", "few", lang))
    return told


def doubts(place: Place, lang: str) -> list[str]:
    """What speaks against it, or is to be cleared up first."""
    told = of_the_company(place, lang)
    if isinstance(place.area, StandIn):
        told.append(_filled("doubt", "area", lang, area=formats.number(place.area.value, lang)))
    if place.unknown:
        needs = ", ".join(term("need", need, lang) for need in place.unknown)
        told.append(_filled("doubt", "unknown", lang, needs=needs))
    if place.neighbours:
        names = ", ".join(said(company.name, lang) for company in place.neighbours)
        told.append(_filled("doubt", "neighbours", lang, companies=names))
    if place.pair.pool.side == "women":
        told.append(term("doubt", "women", lang))
    return told


def listed(parts: list[str], lang: str) -> str:
    """Some reasons as one sentence."""
    return ("\u202f; " if lang == "fr" else "; ").join(parts)


def market(company: Company, programme: Programme, month: str) -> dict[str, Quantity]:
    """EUR of the same hour elsewhere, by name: onshore, offshore, client (what the client pays), where it is known."""
    activity = programme.activities[company.activity]
    known = {
        "onshore": company.price_onshore or activity.market_hour,
        "offshore": company.price_offshore,
        "client": company.client_price,
    }
    return {name: figure.at(month) for name, figure in known.items() if figure is not None}


def _filled(kind: str, key: str, lang: str, **fields: object) -> str:
    return language.term(kind, key, lang).format(**fields)
