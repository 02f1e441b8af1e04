"""What the law asks of a company that comes, and what it risks, with the figures of its own case."""

from __future__ import annotations

from language import formats
from language.terms import known_terms, term
from model.costs import yearly
from model.law import Law
from model.partnership import Partnership, Span
from model.reading import Central
from model.schema.quantity import Quantity
from model.suitability import NEEDS
from reports.partnership import market
from reports.wording import amount, bare, ends

SAMPLE_YEARS = 2.0
"""Years after which a departure is told as an example."""


def duties(found: Partnership, lang: str) -> list[tuple[str, str]]:
    """(code, sentence) of what the law asks, in the scenario's first month."""
    programme, company, month = found.programme, found.company, found.programme.scenario.start
    law = Law(programme.law, programme.outlook)
    floor, smic = law.value(f"floor_{company.regime}", month), law.value("smic_hourly_gross", month)
    least, most = law.value("part_time_minimum_weekly_hours", month), law.value("weekly_hours_max", month)
    told = []
    for code in known_terms("duty"):
        if code == "pay" and (floor is None or smic is None):
            continue
        if code == "hours" and (least is None or most is None):
            continue
        if code == "calls" and programme.activities[company.activity].group != "calls":
            continue
        sentence = term("duty", code, lang).format(
            floor=amount((floor or 0) * (smic or 0), "EUR/hour", lang),
            share=formats.percent(floor or 0, lang),
            least=formats.number(least or 0, lang),
            most=formats.number(most or 0, lang),
            weekly=formats.short_number(company.weekly_hours.at(month).value, lang),
            years=_years(found.years, lang),
        )
        told.append((code, sentence))
    return told


def risks(found: Partnership, lang: str) -> list[tuple[str, str]]:
    """(title, sentence) of each risk, with the figures of the best prison where one is needed.

    What was drawn has its 90 % interval; turnover and hiring are at best values, euros those of the opening's year.
    """
    programme, company, month = found.programme, found.company, found.programme.scenario.start
    common, activity = programme.defaults.programme, programme.activities[company.activity]
    ban = next((v for v in programme.law["cold_calling_ban"].values if v.value), None)
    needs = ", ".join(term("need", need, lang) for need in NEEDS if getattr(activity.needs, need))
    fields: dict[str, str] = {
        "leaving": _spread((company.leaving or common.leaving).at(month), lang),
        "ban": formats.date(ban.start, lang) if ban is not None else "–",
        "reference": (ban.reference or "–") if ban is not None else "–",
        "holidays": formats.percent(common.unpaid_holidays.at(month).value, lang, 1),
        "absence": formats.percent((company.absence or common.absence).at(month).value, lang),
        "needs": needs or "–",
        "notice": amount((company.notice_months or common.notice_months).at(month).value, "months", lang),
        "years": _years(found.years, lang),
    }
    best = _of_best(found, lang)
    codes = [code for code in known_terms("risk") if best or code not in ("turnover", "reputation", "closure")]
    if activity.group != "calls":
        codes = [code for code in codes if code != "data"]
    told = {code: "reputation_unknown" if code == "reputation" and not best["market"] else code for code in codes}
    return [(term("risk", code, lang), term("risk_told", told[code], lang).format(**fields, **best)) for code in codes]


def _of_best(found: Partnership, lang: str) -> dict[str, str]:
    """Turnover, cost of the hour and equipment in the prison that fills most; nothing where none does."""
    if not found.places:
        return {}
    place, month = found.places[0], found.programme.scenario.start
    flows, activity = place.pair.prison.flows, place.pair.activity
    kept = 1.0
    for figure in (flows.release_of_recruits, flows.transfer, flows.dismissal, flows.quit):
        kept *= 1 - (figure.at(place.opens).value if figure is not None else 0.0)
    passed = (found.company.pass_rate or activity.pass_rate).at(place.opens).value
    year = int(place.opens[:4]) - int(found.programme.months[0][:4])
    hiring = float(yearly(found.programme, Central(), activity.hiring_cost, "hiring_cost")[0, year])
    left = max(0.0, 1 - SAMPLE_YEARS / max(found.years, 1e-9))
    price = market(found.company, found.programme, month).get("onshore")
    return {
        "exit": formats.percent(1 - kept, lang, 1),
        "hires": formats.number(12 * (1 - kept) * place.people.value / max(passed, 1e-9), lang),
        "seats": formats.number(place.seats, lang),
        "cost": amount(hiring, "EUR", lang),
        "hour": ranged(place.cost, 1.0, "EUR/hour", lang),
        "market": "" if price is None else _spread(price, lang),
        "equipment": ranged(place.equipment, 1.0, "EUR", lang),
        "stranded": ranged(place.equipment, left, "EUR", lang),
    }


def ranged(span: Span, times: float, unit: str, lang: str) -> str:
    """Some part of what was drawn, with its 90 % interval."""
    text = amount(span.value * times, unit, lang)
    return f"{text} [{ends(span.low * times, span.high * times, unit, lang)}]" if span.high > span.low else text


def _spread(quantity: Quantity, lang: str) -> str:
    """A figure with its interval: ``10 % par an [6 à 20 %]``."""
    unit = "share" if quantity.unit == "probability/year" else quantity.unit or ""
    text = bare(quantity.value, unit, lang) if unit == "share" else amount(quantity.value, unit, lang)
    if quantity.unit == "probability/year":
        text += " par an" if lang == "fr" else " a year"
    if quantity.low is None or quantity.high is None:
        return text
    return f"{text} [{ends(quantity.low, quantity.high, unit, lang)}]"


def _years(years: float, lang: str) -> str:
    return amount(years, "years", lang)
