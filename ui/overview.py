"""Pieces of the overview."""

from __future__ import annotations

import streamlit as st

import language
from language import formats
from reports import activity, answer
from reports.answer import Answer
from reports.wording import amount, said
from ui import cached, state, widgets
from ui.cards import Card, cards


def title(shown: cached.Result) -> str:
    """The scenario's title, its variant after a colon."""
    lang, programme = state.lang(), shown.programme
    name = said(programme.scenario.title, lang)
    if programme.variant_title is None:
        return name
    return f"{name} – {said(programme.variant_title, lang)}"


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


def sentence(shown: cached.Result, found: Answer, over: str) -> None:
    """The answer in one sentence, then what stands between the plan and the people."""
    _, lang = state.words(), state.lang()

    def many(value: float) -> str:
        return formats.number(value, lang, 0 if value >= 20 or round(value, 2).is_integer() else 1)

    said_ = _("In {month}, {people} people are at work for {planned} seats planned in {workshops}.")
    if found.target is not None:
        said_ += " " + (
            _("The target of {target} is missed by {short} people.")
            if found.short_of_target
            else _("The target of {target} is reached.")
        )
    first = said_.format(
        month=formats.month(found.month, lang),
        people=many(found.at_work),
        planned=many(found.planned),
        workshops=language.plural(lang)("{n} workshop", "{n} workshops", found.workshops).format(n=found.workshops),
        target=many(found.target or 0.0),
        short=formats.number(found.short_of_target or 0.0, lang),
    )
    kept, victims, share = (shown.value(i, over) for i in ("kept_per_worker", "victims_per_worker", "smic_share"))
    more = _(
        "Of these seats, {gone} are expected to be lost because a company has left, and {empty} stand empty, for lack "
        "of suitable people or while one replaces another. A month of work leaves {kept} to each person and {victims} "
        "for victims, at {share} of the minimum wage."
    ).format(
        gone=many(found.lost_to_departures),
        empty=many(found.vacant),
        kept=amount(kept, "EUR", lang),
        victims=amount(victims, "EUR", lang),
        share=amount(share, "share", lang),
    )
    st.html(f'<p class="es-answer">{first}</p><p class="es-more">{more}</p>')


def indicators(shown: cached.Result, over: str) -> None:
    """The six indicators, with the reference scenario's beside them where there is one."""
    _, lang = state.words(), state.lang()
    programme = shown.programme
    other = _reference(shown)

    def value(indicator: str) -> float:
        return shown.value(indicator, over)

    def before(indicator: str) -> float | None:
        return other[0].value(indicator, other[1]) if other else None

    def say(indicator: str) -> str:
        return amount(value(indicator), programme.indicators[indicator].unit, lang)

    shown_ = [
        Card(
            "at_work",
            value("at_work"),
            before("at_work"),
            (
                _("{seats} seats open, {rate} filled").format(
                    seats=formats.number(value("seats_open"), lang), rate=say("fill_rate")
                ),
            ),
        ),
        Card(
            "victims_withheld",
            value("victims_withheld"),
            before("victims_withheld"),
            (_("of which {paid} reaches a victim").format(paid=say("victims_paid")),),
        ),
        Card(
            "kept_per_worker",
            value("kept_per_worker"),
            before("kept_per_worker"),
            (_("gross pay an hour at {share} of the minimum wage").format(share=say("smic_share")),),
        ),
        Card(
            "employed_12m_gain",
            value("employed_12m_gain"),
            before("employed_12m_gain"),
            (
                _("if work has no effect: {zero}").format(zero=amount(0, "people", lang)),
                _("{avoided} reconvictions avoided, zero likewise").format(
                    avoided=formats.number(value("reconvictions_avoided"), lang, 1)
                ),
            ),
        ),
        Card(
            "state_cost",
            value("state_cost"),
            before("state_cost"),
            (
                _("{seat} a seat open").format(
                    seat=amount(value("state_cost") / max(value("seats_open"), 1e-9), "EUR", lang)
                ),
            ),
        ),
        Card(
            "cost_per_productive_hour",
            value("cost_per_productive_hour"),
            before("cost_per_productive_hour"),
            (_("companies pay {cost} in all").format(cost=say("company_cost")),),
        ),
    ]
    cards(programme, shown_)
    if other is not None:
        st.caption(_("Reference: {name}, in euros of its own years.").format(name=other[2]))


def _reference(shown: cached.Result) -> tuple[cached.Result, str, str] | None:
    """The reference scenario, the period that answers its own question, and its name with that period."""
    scenario, lang = shown.programme.scenario, state.lang()
    base = scenario.id if shown.programme.variant else scenario.reference
    if base is None:
        return None
    other = cached.result(base)
    over = st.session_state.get("period")
    if over not in answer.periods(other.programme):
        over = answer.first_period(other.programme)
    _ = state.words()
    where = over if over != "total" else _("whole horizon")
    return (
        other,
        str(over),
        f"« {said(other.programme.scenario.title, lang)} » ({where})"
        if lang == "fr"
        else (f"“{said(other.programme.scenario.title, lang)}” ({where})"),
    )


def engine_notice() -> None:
    """What these figures are not yet."""
    _ = state.words()
    st.info(
        _(
            "Expected values, without intervals: the 90 % intervals come with the engine of random draws. Means "
            "overstate "
            "a small workshop with few candidates by 4 to 16 points of its seats."
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
        "seats_open": _("Seats open"),
    }


def needs(shown: cached.Result) -> None:
    """What expansion requires, year by year, against the limits that the scenario sets."""
    _, lang, programme = state.words(), state.lang(), shown.programme
    table = activity.needs_by_year(shown.whole)
    rows = []
    for name, values in table.iterrows():
        known = programme.indicators[str(name)]
        label = said(known.label, lang)
        if known.unit in ("m2", "posts"):
            label += f" ({language.term('unit', known.unit, lang)})"
        digits = 1 if known.unit == "posts" else 0
        rows.append(
            [
                label,
                *(amount(v, "EUR", lang) if known.unit == "EUR" else formats.number(v, lang, digits) for v in values),
            ]
        )
        limits = programme.scenario.limits.state_capex
        if name == "capex_state" and limits:
            rows.append(
                [
                    _("Limit on State investment"),
                    *(amount(limits[int(y)], "EUR", lang) if int(y) in limits else "–" for y in table.columns),
                ]
            )
    caption = _(
        "Agreements, seats, floor area and supervisors at the end of the year; candidates and euros over the year."
    )
    widgets.html_table(rows, (_("Need"), *(str(y) for y in table.columns)), caption=caption)
    widgets.download(table.reset_index(), f"{shown.reference.replace('@', '-')}-needs", "needs-csv")


def variants(over: str) -> None:
    """The scenario and its variants, indicator by indicator."""
    _, lang = state.words(), state.lang()
    name = state.reference().partition("@")[0]
    references = [r for r in cached.references() if r.partition("@")[0] == name]
    results = [cached.result(r, state.settings()) for r in references]
    scenario = results[0].programme.scenario
    rows = []
    for indicator in (
        "candidates",
        "at_work",
        "fill_rate",
        "net_pay",
        "victims_per_worker",
        "savings_per_worker",
        "kept_per_worker",
        "smic_share",
        "victims_withheld",
        "state_cost",
        "company_cost",
        "cost_per_productive_hour",
    ):
        known = results[0].programme.indicators[indicator]
        rows.append([said(known.label, lang), *(amount(r.value(indicator, over), known.unit, lang) for r in results)])
    heads = [said(scenario.title, lang), *(said(v.title, lang) for v in scenario.variants.values())]
    span = _("whole horizon") if over == "total" else over
    widgets.html_table(rows, (_("Indicator"), *heads), caption=_("Over {period}").format(period=span))
    observed(results[0])


def observed(shown: cached.Result) -> None:
    """Where an opening was observed: what was seen, beside what the defaults alone would have foretold."""
    _, lang = state.words(), state.lang()
    for workshop in shown.projection.workshops.list:
        pool = workshop.pool
        if pool.applicants is None or pool.recruited is None:
            continue
        st.markdown(
            _(
                "At the opening ({prison}), {applicants} people applied and {recruited} were taken on, for {seats} "
                "seats: those "
                "who could hold one may have been more. The default shares alone would have foretold {suitable} "
                "suitable "
                "people, {willing} of them willing."
            ).format(
                prison=widgets.plain(workshop.prison.name),
                applicants=formats.number(pool.applicants, lang),
                recruited=formats.number(pool.recruited, lang),
                seats=workshop.opening.seats,
                suitable=formats.number(pool.from_shares, lang, 1),
                willing=formats.number(pool.from_shares * pool.willing, lang, 1),
            )
        )
