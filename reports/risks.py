"""What a company that comes risks, with the figures of its own case and the law of its months."""

from __future__ import annotations

from language import formats
from language.terms import known_terms, term
from model.partnership import Partnership, Span
from model.schema.quantity import Quantity
from model.suitability import NEEDS
from reports.duties import held
from reports.interval import Interval, bare, written
from reports.partnership import market
from reports.wording import amount, ends, labelled

SAMPLE_YEARS = 2.0
"""Years after which a departure is told as an example."""


def risks(found: Partnership, lang: str) -> list[tuple[str, str]]:
    """(title, sentence) of each risk, with the figures of the best prison where one is needed.

    What was drawn has its 90 % interval, an input its own; euros are those of the opening's year.
    """
    programme, company, month = found.programme, found.company, found.programme.scenario.start
    common, activity = programme.defaults.programme, programme.activities[company.activity]
    needs = ", ".join(term("need", need, lang) for need in NEEDS if getattr(activity.needs, need))
    fields: dict[str, str] = {
        "leaving": _spread((company.leaving or common.leaving).at(month), lang),
        "holidays": _spread(common.unpaid_holidays.at(month), lang),
        "absence": _spread((company.absence or common.absence).at(month), lang),
        "needs": needs or "–",
        "notice": amount((company.notice_months or common.notice_months).at(month).value, "months", lang),
        "article": " (R412-62)" if any(not rule.later for rule in held(found, "public_holidays_unpaid")) else "",
    }
    best = _of_best(found, lang)
    codes = [code for code in known_terms("risk") if best or code not in ("turnover", "reputation", "closure")]
    if activity.group != "calls":
        codes = [code for code in codes if code != "data"]
    told = {code: "reputation_unknown" if code == "reputation" and not best["market"] else code for code in codes}
    words = {code: term("risk_told", told[code], lang).format(**fields, **best) for code in codes if code != "term"}
    for code, more in _of_law(found, lang).items():
        words[code] = f"{words[code]} {more}" if code in words else more
    return [(term("risk", code, lang), words[code]) for code in codes]


def _of_law(found: Partnership, lang: str) -> dict[str, str]:
    """What the law of the scenario's months adds to a risk, after the day from which it holds where that is later."""
    told = {}
    agreement = list(held(found, "implantation_contract_max_years"))
    terms = [
        one.told(term("risk_told", "term", lang).format(years=amount(one.value.value, "years", lang)), lang)
        for one in agreement
    ]
    if not any(not one.later for one in agreement):
        terms.insert(0, term("risk_told", "term_unknown", lang))
    told["term"] = " ".join(terms)
    if agreement:
        told["notice"] = agreement[0].told(term("risk_told", "ending", lang), lang)
    if ban := next((one for one in held(found, "cold_calling_ban") if one.value.value), None):
        sentence = term("risk_told", "ban_later" if ban.later else "ban", lang)
        told["regulation"] = sentence.format(
            ban=formats.date(ban.value.start, lang), reference=ban.value.reference or "–"
        )
    return told


def _of_best(found: Partnership, lang: str) -> dict[str, str]:
    """Turnover, cost of the hour and equipment in the prison that fills most; nothing where none does."""
    if not found.places:
        return {}
    place, month = found.places[0], found.programme.scenario.start
    left = max(0.0, 1 - SAMPLE_YEARS / max(found.years, 1e-9))
    price = market(found.company, found.programme, month).get("onshore")
    return {
        "exit": ranged(place.turnover, 1.0, "share", lang),
        "hires": bare(Interval(place.hires.value, place.hires.low, place.hires.high), lang),
        "seats": formats.number(place.seats, lang),
        "cost": ranged(place.hiring_cost, 1.0, "EUR", lang),
        "hour": ranged(place.cost, 1.0, "EUR/hour", lang),
        "market": "" if price is None else _spread(price, lang),
        "equipment": ranged(place.equipment, 1.0, "EUR", lang),
        "stranded": ranged(place.equipment, left, "EUR", lang),
    }


def ranged(span: Span, times: float, unit: str, lang: str) -> str:
    """Some part of what was drawn, with its 90 % interval."""
    return written(Interval(span.value * times, span.low * times, span.high * times), unit, lang)


def _spread(quantity: Quantity, lang: str) -> str:
    """A figure with its interval, and how sure that is: ``10 % par an [80 % : 6 à 20 %]``."""
    unit = "share" if quantity.unit == "probability/year" else quantity.unit or ""
    known = None if quantity.low is None or quantity.high is None else (quantity.low, quantity.high)
    text = amount(quantity.value, unit, lang, known)
    if quantity.unit == "probability/year":
        text += " par an" if lang == "fr" else " a year"
    if known is None:
        return text
    told = ends(*known, unit, lang, quantity.value)
    return f"{text} [{labelled(formats.percent(quantity.interval, lang), told, lang) if quantity.interval else told}]"
