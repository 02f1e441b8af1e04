"""What the law asks of a company that comes: each duty while it is in force in the scenario's months."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import language
from language import formats
from language.terms import known_terms, term
from model.law import Law
from model.partnership import Partnership
from model.schema.law import DatedValue
from reports.interval import Interval, written
from reports.pay_slips import smic
from reports.wording import amount

RULES: Final = {
    "engagement": "prison_work_contract",
    "contract": "prison_work_contract",
    "repaid": "prison_work_contract",
    "steps": "listing_then_posting",
    "guide": "indicative_minimum_hourly",
    "trial": "trial_days_per_contract_week",
    "hours": "weekly_hours_max",
    "holidays": "public_holidays_unpaid",
    "implantation": "implantation_contract_max_years",
}
"""The dated parameter that a duty rests on; that of ``pay`` is the floor of the company's regime."""
WITHOUT: Final = ("engagement",)
"""Duties that hold where their parameter says no."""
INSTEAD: Final = {"contract": "engagement", "pay": "guide"}
"""What stands in the place of a duty that does not exist yet: the law of the time is known."""


@dataclass(frozen=True)
class Held:
    """A rule that is in force in some of the scenario's months."""

    value: DatedValue
    month: str
    """First month of the scenario in which it is."""
    later: bool
    """Whether it is not yet in the first one."""

    def told(self, text: str, lang: str) -> str:
        """A sentence, after the day from which it holds where that is still to come."""
        if not self.later:
            return text
        return language.text(lang)("From {day}: {text}").format(
            day=formats.date(self.value.start, lang), text=text[0].lower() + text[1:]
        )


def held(found: Partnership, parameter: str) -> Iterator[Held]:
    """The values of a parameter in force in the scenario's months, oldest first; nothing where no law is known."""
    programme = found.programme
    first, last = programme.scenario.start, programme.months[-1]
    now = Law(programme.law, programme.outlook).in_force(parameter, first)
    if now is not None and now.value is not None:
        yield Held(now, first, False)
    for value in programme.law[parameter].values:
        if value is not now and first < value.start[:7] <= last and value.value is not None:
            yield Held(value, value.start[:7], True)


def duties(found: Partnership, lang: str) -> list[tuple[str, str]]:
    """(code, sentence): which months, what is in force or comes into force in them, what no law was found for."""
    _, programme, company = language.text(lang), found.programme, found.company
    law, start = Law(programme.law, programme.outlook), programme.scenario.start
    rules = {**RULES, "pay": f"floor_{company.regime}"}
    scope = _("In force in {first}; what comes into force by {last} is told with its date.")
    told = [("scope", scope.format(first=formats.month(start, lang), last=formats.month(programme.months[-1], lang)))]
    known = set()
    for code in (code for code in known_terms("duty") if code != "pay_assumed"):
        if code == "calls":
            if programme.activities[company.activity].group == "calls":
                told.append((code, term("duty", code, lang)))
            continue
        if code == "guide" and company.regime != "production":
            continue
        for rule in held(found, rules[code]):
            if bool(rule.value.value) == (code in WITHOUT):
                continue
            if not rule.later:
                known.add(code)
            told.append((code, rule.told(_duty(code, rule, found, law, lang), lang)))
    missing = [
        term("duty_about", code, lang)
        for code in known_terms("duty_about")
        if code not in known and INSTEAD.get(code) not in known
    ]
    if missing:
        none = _("No text in force in {month} was found on: {matters}.")
        told.append(("missing", none.format(month=formats.month(start, lang), matters=", ".join(missing))))
    return told


def _duty(code: str, rule: Held, found: Partnership, law: Law, lang: str) -> str:
    """The sentence of a duty, with the figures of the month from which it holds."""
    month, value = rule.month, rule.value.value or 0.0
    floor = Interval(*(value * one for one in smic(law, month)))
    assumed = code == "pay" and law.beyond_known("smic_hourly_gross", month)
    return term("duty", "pay_assumed" if assumed else code, lang).format(
        guide=amount(value, "EUR/hour", lang),
        floor=written(floor, "EUR/hour", lang),
        share=formats.percent(value, lang),
        reference=(rule.value.reference or "–").replace("Art.", "art."),
        least=formats.number(law.value("part_time_minimum_weekly_hours", month) or 0.0, lang),
        most=formats.number(value, lang),
        weekly=formats.short_number(found.company.weekly_hours.at(month).value, lang),
        years=amount(value, "years", lang),
    )
