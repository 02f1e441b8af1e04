"""Pieces of the overview."""

from __future__ import annotations

from dataclasses import dataclass, replace

import streamlit as st

from language import formats
from reports import answer, headline
from reports.answer import Answer
from reports.interval import Interval
from reports.map import MEASURES, Measured
from reports.wording import said, titled
from ui import cached, draws, state, widgets
from ui.cards import cards
from ui.futures import Futures, Gathering


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
    lang = state.lang()

    chance = None
    if known is not None and known.reached is not None:
        chance = float(known.reached[list(shown.programme.months).index(found.month)])
    first, more = headline.sentences(
        found,
        lambda indicator: draws.interval(shown, known, indicator, over),
        None if known is None else lambda outcome: known.month(outcome, found.month),
        chance,
        lang,
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

    cards(shown, over, headline.six(programme, value, against, lang))
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


def on_map(shown: cached.Result, futures: Futures | None, period: str) -> Measured | None:
    """The indicator that sizes the marks of the map, kept in the link; None for the plan alone."""
    _, lang, known = state.words(), state.lang(), shown.programme.indicators
    options = ["", *(name for name in MEASURES if name in known)]
    asked = widgets.choice(
        "on-map", options, "", _("Shown on the map"),
        _("The plan alone, or an indicator of the period: the larger the mark, the more of it."),
        lambda name: said(known[name].label, lang) if name else _("where they stand in the plan"),
    )  # fmt: skip
    if not asked:
        return None
    if futures is not None:
        values = futures.of_prisons(asked, period)
    else:
        rows = shown.indicators
        rows = rows[(rows["scope"] == "prison") & (rows["indicator"] == asked) & (rows["period"] == period)]
        values = {prison: Interval(float(value)) for prison, value in zip(rows["id"], rows["value"], strict=True)}
    label = f"{said(known[asked].label, lang)}, {_('whole horizon') if period == 'total' else period}"
    return Measured(label, known[asked].unit, {name: one for name, one in values.items() if one.value})


def notice(known: Futures | None) -> None:
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
