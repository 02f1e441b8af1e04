"""The answer of a scenario in two sentences, and its six indicators: the same words on the page and in the reports."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import language
from language import formats
from model.schema.programme import Programme
from model.without_effect import without_effect
from reports.answer import Answer
from reports.interval import Interval, bare, counted, written
from reports.wording import share_of_draws

Value = Callable[[str], Interval]
"""An indicator of the programme in the period looked at."""


@dataclass(frozen=True)
class Card:
    """One of the six indicators."""

    indicator: str
    """The indicator whose formula is told."""
    value: Interval
    against: Interval | None = None
    """The difference from the reference scenario."""
    more: tuple[str, ...] = ()
    """Further lines, already in words."""


def sentences(found: Answer, value: Value, month: Value | None, chance: float | None, lang: str) -> tuple[str, str]:
    """The answer, then what stands between the plan and the people.

    month: outcomes of the answer's month, drawn (None: expected values alone); chance: share of draws in which the
    target is reached then.
    """
    _ = language.text(lang)

    def many(number: float) -> str:
        return formats.number(number, lang, 0 if number >= 20 or round(number, 2).is_integer() else 1)

    def within(number: float, outcome: str, turned: bool = False) -> str:
        """A number of people or seats in that month, with its interval."""
        if month is None:
            return many(number)
        drawn = month(outcome)
        low, high = (found.planned - drawn.high, found.planned - drawn.low) if turned else (drawn.low, drawn.high)
        return bare(Interval(number, low, high), lang)

    told = _("In {month}, {people} people are at work for {planned} seats planned in {workshops}.")
    if found.target is not None:
        told += " " + (
            _("The target of {target} is missed by {short} people on average.")
            if found.short_of_target
            else _("The target of {target} is reached on average.")
        )
        if chance is not None:
            told += " " + _("The target is reached in {chance} of the draws.")
    first = told.format(
        month=formats.month(found.month, lang),
        people=within(found.at_work, "at_work"),
        planned=many(found.planned),
        workshops=language.plural(lang)("{n} workshop", "{n} workshops", found.workshops).format(n=found.workshops),
        target=many(found.target or 0.0),
        short=formats.number(found.short_of_target or 0.0, lang),
        chance=share_of_draws(chance or 0.0, lang),
    )
    more = _(
        "Of these seats, a company's leaving is expected to cost {gone}; the lack of suitable people, or the wait for "
        "one who replaces another, leaves {empty} empty. An ordinary month of work, December apart, leaves {kept} to a "
        "person who has a creditor and {victims} for the victims, at {share} of the minimum wage."
    ).format(
        gone=within(found.lost_to_departures, "seats_open", turned=True),
        empty=within(found.vacant, "vacant"),
        kept=written(value("kept_per_worker"), "EUR", lang),
        victims=written(value("victims_per_worker"), "EUR", lang),
        share=written(value("smic_share"), "share", lang),
    )
    return first, more


def six(programme: Programme, value: Value, against: Callable[[str], Interval | None], lang: str) -> list[Card]:
    """The six indicators with their further lines."""
    _ = language.text(lang)

    def say(indicator: str) -> str:
        return written(value(indicator), programme.indicators[indicator].unit, lang)

    def zero(indicator: str) -> str:
        found = without_effect(programme, indicator, value, Interval)
        return "–" if found is None else written(found, programme.indicators[indicator].unit, lang)

    def card(indicator: str, *more: str) -> Card:
        return Card(indicator, value(indicator), against(indicator), more)

    return [
        card("at_work", _("{seats} seats open, {rate} filled").format(
            seats=counted(value("seats_open"), lang), rate=say("fill_rate"))),
        card("victims_withheld", _("of which {paid} reaches a victim").format(paid=say("victims_paid"))),
        card("kept_per_worker", _("gross pay an hour at {share} of the minimum wage").format(share=say("smic_share"))),
        card("employed_12m_gain", _("if work has no effect: {zero}").format(zero=zero("employed_12m_gain")),
             _("{avoided} reconvictions avoided, zero likewise").format(
                 avoided=bare(value("reconvictions_avoided"), lang))),
        card("state_cost", say("cost_per_seat")),
        card("cost_per_productive_hour", _("companies pay {cost} in all").format(cost=say("company_cost"))),
    ]  # fmt: skip
