"""Pieces of the overview."""

from __future__ import annotations

from dataclasses import dataclass, replace

import streamlit as st

import language
from language import formats
from reports import answer
from reports.answer import Answer
from reports.wording import amount, ends, titled
from ui import cached, draws, state
from ui.cards import Card, cards
from ui.futures import Futures, Gathering, Interval


def title(shown: cached.Result) -> str:
    """The scenario's title, its variant after a colon."""
    return titled(shown.programme, state.lang())


def period(shown: cached.Result) -> str:
    """The year looked at, kept in the link."""
    _, programme = state.words(), shown.programme
    options, default = answer.periods(programme), answer.first_period(programme)
    state.linked_choice("period", options, default)
    chosen = st.selectbox(
        _("Period"),
        options,
        format_func=lambda p: _("Whole horizon") if p == "total" else p,
        key="period",
        width=240,
        persist_state="session",
        help=_("The year, or the whole horizon, that the answer, the indicators and the map speak of."),
    )
    state.keep("period", default)
    return str(chosen or default)


def in_month(text: str, month: str) -> str:
    """A sentence with a month in it."""
    return text.format(month=formats.month(month, state.lang()))


def drawn(found: Answer, known: Futures | None) -> Answer:
    """The answer with the means of the draws in place of the expected values."""
    if known is None:
        return found
    seats, people = (known.month(name, found.month).value for name in ("seats_open", "at_work"))
    return replace(found, seats=seats, at_work=people)


def sentence(shown: cached.Result, known: Futures | None, found: Answer, over: str) -> None:
    """The answer in one sentence, then what stands between the plan and the people."""
    _, lang = state.words(), state.lang()

    def many(value: float) -> str:
        return formats.number(value, lang, 0 if value >= 20 or round(value, 2).is_integer() else 1)

    def within(value: float, outcome: str, turned: bool = False) -> str:
        """A number of people or seats in that month, with its interval."""
        if known is None:
            return many(value)
        drawn_ = known.month(outcome, found.month)
        low, high = (found.planned - drawn_.high, found.planned - drawn_.low) if turned else (drawn_.low, drawn_.high)
        spread = ends(low, high, "people", lang)
        return f"{many(value)} [{spread}]" if high > low else many(value)

    said_ = _("In {month}, {people} people are at work for {planned} seats planned in {workshops}.")
    if found.target is not None:
        said_ += " " + (
            _("The target of {target} is missed by {short} people.")
            if found.short_of_target
            else _("The target of {target} is reached.")
        )
        if known is not None and known.reached is not None:
            said_ += " " + _("The target is reached in {chance} of the draws.")
    chance = 0.0
    if known is not None and known.reached is not None:
        chance = float(known.reached[list(shown.programme.months).index(found.month)])
    first = said_.format(
        month=formats.month(found.month, lang),
        people=within(found.at_work, "at_work"),
        planned=many(found.planned),
        workshops=language.plural(lang)("{n} workshop", "{n} workshops", found.workshops).format(n=found.workshops),
        target=many(found.target or 0.0),
        short=formats.number(found.short_of_target or 0.0, lang),
        chance=formats.percent(chance, lang),
    )

    def per_worker(indicator: str) -> str:
        unit = {"smic_share": "share"}.get(indicator, "EUR")
        return draws.written(draws.interval(shown, known, indicator, over), unit, lang)

    more = _(
        "Of these seats, {gone} are expected to be lost because a company has left, and {empty} stand empty, for lack "
        "of suitable people or while one replaces another. A month of work leaves {kept} to each person and {victims} "
        "for victims, at {share} of the minimum wage."
    ).format(
        gone=within(found.lost_to_departures, "seats_open", turned=True),
        empty=within(found.vacant, "vacant"),
        kept=per_worker("kept_per_worker"),
        victims=per_worker("victims_per_worker"),
        share=per_worker("smic_share"),
    )
    st.html(f'<p class="es-answer">{first}</p><p class="es-more">{more}</p>')


def indicators(shown: cached.Result, known: Futures | None, other: Reference | None, over: str) -> None:
    """The six indicators, with the reference scenario's beside them where there is one."""
    _, lang = state.words(), state.lang()
    programme = shown.programme
    before_known = other.gathering.shown if other else None
    comparable = other is not None and (known is None) == (before_known is None)

    def value(indicator: str) -> Interval:
        return draws.interval(shown, known, indicator, over)

    def against(indicator: str) -> Interval | None:
        if other is None or not comparable:
            return None
        if known is not None and before_known is not None:
            return known.less(indicator, over, before_known, other.period)
        return Interval(value(indicator).value - draws.interval(other.result, None, indicator, other.period).value)

    def say(indicator: str) -> str:
        return draws.written(value(indicator), programme.indicators[indicator].unit, lang)

    seat = Interval(value("state_cost").value / max(value("seats_open").value, 1e-9))
    if known is not None:
        seat = known.of("state_cost_per_seat", over)
    shown_ = [
        Card(
            "at_work",
            value("at_work"),
            against("at_work"),
            (
                _("{seats} seats open, {rate} filled").format(
                    seats=draws.counted(value("seats_open"), lang), rate=say("fill_rate")
                ),
            ),
        ),
        Card(
            "victims_withheld",
            value("victims_withheld"),
            against("victims_withheld"),
            (_("of which {paid} reaches a victim").format(paid=say("victims_paid")),),
        ),
        Card(
            "kept_per_worker",
            value("kept_per_worker"),
            against("kept_per_worker"),
            (_("gross pay an hour at {share} of the minimum wage").format(share=say("smic_share")),),
        ),
        Card(
            "employed_12m_gain",
            value("employed_12m_gain"),
            against("employed_12m_gain"),
            (
                _("if work has no effect: {zero}").format(zero=amount(0, "people", lang)),
                _("{avoided} reconvictions avoided, zero likewise").format(
                    avoided=draws.bare(value("reconvictions_avoided"), lang)
                ),
            ),
        ),
        Card(
            "state_cost",
            value("state_cost"),
            against("state_cost"),
            (_("{seat} a seat open").format(seat=draws.written(seat, "EUR", lang)),),
        ),
        Card(
            "cost_per_productive_hour",
            value("cost_per_productive_hour"),
            against("cost_per_productive_hour"),
            (_("companies pay {cost} in all").format(cost=say("company_cost")),),
        ),
    ]
    cards(shown, over, shown_)
    if other is not None:
        st.caption(_("Reference: {name}, in euros of its own years.").format(name=other.name))


@dataclass(frozen=True)
class Reference:
    """The scenario that this one is compared with."""

    result: cached.Result
    gathering: Gathering
    period: str
    """The period that answers its own question, when it lacks the one looked at."""
    name: str
    """Its title with that period."""


def reference(shown: cached.Result, over: str) -> Reference | None:
    """The reference scenario, where there is one."""
    scenario, lang = shown.programme.scenario, state.lang()
    base = scenario.id if shown.programme.variant else scenario.reference
    if base is None:
        return None
    other = cached.result(base)
    if over not in answer.periods(other.programme):
        over = answer.first_period(other.programme)
    _ = state.words()
    where, title_ = over if over != "total" else _("whole horizon"), titled(other.programme, lang)
    name = f"« {title_} » ({where})" if lang == "fr" else f"“{title_}” ({where})"
    return Reference(other, cached.futures(base), over, name)


FEW = 10
"""Workshops under which the lottery of who owes what does not even out (docs/validation.md)."""


def notice(known: Futures | None, workshops: int) -> None:
    """What the intervals are, and what they are not."""
    _, lang = state.words(), state.lang()
    if known is None:
        st.info(
            _(
                "Expected values, until the draws are there. Means overstate a small workshop with few candidates by "
                "up to 11 points of its seats, and costs are understated, as every price stands at its middle value."
            )
        )
        return
    st.caption(
        _(
            "In brackets, 90% intervals: what uncertain inputs and chance make of the plan, over {draws} draws. What "
            "is not modelled is not in them. One small workshop in one month varies much more than the programme."
        ).format(draws=formats.number(known.draws, lang))
    )
    if workshops < FEW:
        st.caption(
            _(
                "With so few workshops, the intervals of victims' money are too narrow, up to five times for one: who "
                "owes how much is averaged over the workers, not drawn person by person. Means are not touched."
            )
        )


def columns() -> dict[str, str]:
    """Names of columns of the overview's tables."""
    _ = state.words()
    return {
        "id": _("Id"),
        "name": _("Name"),
        "region": _("Region"),
        "standing": _("In the plan"),
        "seats": _("Seats"),
        "why": _("Why not"),
        "month": _("Month"),
        "activity": _("Activity"),
        "at_work": _("At work"),
        "at_work_low": _("At work, low"),
        "at_work_high": _("At work, high"),
        "seats_open": _("Seats open"),
        "seats_open_low": _("Seats open, low"),
        "seats_open_high": _("Seats open, high"),
    }
