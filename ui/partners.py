"""Pieces of the partners' page: need, ranked prisons, cost against the market, staffing, duties, risks."""

from __future__ import annotations

import json
import math
from html import escape

import streamlit as st

import language
from language import formats
from model.partnership import Partnership
from model.schema.company import Company
from model.schema.programme import Programme
from model.staffing import Calls, carried, staffing
from reports import market, partnership, refused, risks
from reports.partnership_data import document
from reports.wording import amount, ends, said
from ui import state, widgets

SHOWN = 12
"""Prisons in the table; the file has all."""


def need(programme: Programme, company: Company) -> None:
    """What the company asks for, in one line."""
    _, lang = state.words(), state.lang()
    activity, month = programme.activities[company.activity], programme.scenario.start
    level = {"none": _("no level required"), "test": _("functional French, tested")}.get(activity.education.by)
    offer = company.offer
    paid = _("at the legal floor")
    if offer.hourly_gross is not None:
        paid = _("{pay} gross").format(pay=amount(offer.hourly_gross.at(month).value, "EUR/hour", lang))
    elif offer.monthly_net is not None:
        paid = _("{pay} net").format(pay=amount(offer.monthly_net.at(month).value, "EUR/month", lang))
    regions = _("all regions") if company.regions == "all" else ", ".join(company.regions)
    parts = (
        said(activity.label, lang),
        _("{least} to {most} seats a prison").format(least=company.seats.per_site_min, most=company.seats.per_site_max),
        level or language.term("level", activity.education.diploma or "", lang),
        amount(company.weekly_hours.at(month).value, "hours/week", lang), paid, regions,
    )  # fmt: skip
    st.markdown(" · ".join(widgets.plain(part) for part in parts))
    if company.archetype:
        st.caption(_("An archetype: a kind of company, with figures that stand for it; none is named."))


def answer(found: Partnership) -> None:
    """Where it fits, in one sentence."""
    _, lang = state.words(), state.lang()
    if not found.places:
        st.markdown("**" + _("No prison in play suits this company: the reasons are below.") + "**")
        return
    best, plural = found.places[0], language.plural(lang)
    people, cost = best.people, best.cost
    told = _("{count}; first {prison}: {people} of {asked} seats filled, {cost} a productive hour, {months} to open.")
    lead = found.programme.defaults.programme.lead_time.at(found.programme.scenario.start).value
    text = told.format(
        count=plural("{n} prison suits", "{n} prisons suit", len(found.places)).format(n=len(found.places)),
        prison=best.pair.prison.name,
        people=f"{formats.number(people.value, lang, 1)} [{ends(people.low, people.high, 'people', lang)}]",
        asked=best.pair.company.seats.per_site_max,
        cost=f"{amount(cost.value, 'EUR/hour', lang)} [{ends(cost.low, cost.high, 'EUR/hour', lang)}]",
        months=amount(lead, "months", lang),
    )
    st.html(f'<p class="es-answer">{escape(text)}</p>')


def ranked(found: Partnership) -> None:
    """The best prisons with what speaks for and against them, then all in a file."""
    _, lang = state.words(), state.lang()
    if not found.places:
        return
    rows = []
    for rank, place in enumerate(found.places[:SHOWN], start=1):
        people, cost = place.people, place.cost
        where = f"{rank}. {place.pair.prison.name}"
        if place.pair.pool.side == "women":
            where += " ({})".format(_("women's side"))
        rows.append((
            where,
            formats.percent(place.fit, lang),
f"{formats.number(people.value, lang, 1)} / {place.seats}\n" + ends(people.low, people.high, "people", lang),
            f"{amount(cost.value, 'EUR/hour', lang)}\n{ends(cost.low, cost.high, 'EUR/hour', lang)}"
            if not math.isnan(cost.value) else "–",
            "–" if place.ramp_up is None else amount(place.ramp_up, "months", lang),
            partnership.listed(partnership.suits(place, lang), lang),
            partnership.listed(partnership.doubts(place, lang), lang),
        ))  # fmt: skip
    head = (_("Prison"), _("Fit"), _("People at work / seats"), _("Cost of a productive hour"), _("Ramp-up"),
            _("For"), _("Against, or to be cleared up"))  # fmt: skip
    widgets.html_table(rows, head, caption=_("Prisons by people at work once the start is past"), words=2)
    st.caption(
        _(
            "Fit: people at work over the seats asked for. Each prison is tried alone, over one agreement of {years}, "
            "by a company that stays: {draws} draws, 90% intervals. Ramp-up: months from the opening until nine "
            "tenths are at work; people are recruited and tried before it."
        ).format(years=amount(found.years, "years", lang), draws=formats.number(found.draws, lang))
    )
    widgets.data(partnership.places(found, lang), "ranked", {}, _("Every prison that suits"))


def against_market(found: Partnership) -> None:
    """What a productive hour costs, beside the same hour elsewhere."""
    _, lang = state.words(), state.lang()
    if not found.places:
        return
    st.header(_("A productive hour against the market"))
    prices = partnership.market(found.company, found.programme, found.programme.scenario.start)
    names = {"onshore": _("elsewhere in France"), "offshore": _("abroad"), "client": _("paid by the client")}
    table = partnership.places(found, lang)
    rows = [
        (
            names[name], amount(q.value, "EUR/hour", lang),
            "–" if q.low is None or q.high is None else ends(q.low, q.high, "EUR/hour", lang),
            language.term("mark", q.mark, lang),
            found.programme.sources[q.source].title if q.source in found.programme.sources else "–",
        )
        for name, q in prices.items()
    ]  # fmt: skip
    alt = _("Cost of a productive hour in the {n} best prisons with 90% intervals; elsewhere: {prices}.").format(
        n=min(market.SHOWN, len(table)), prices="; ".join(f"{row[0]} {row[1]}" for row in rows) or "–"
    )
    widgets.figure(market.drawing(table, prices, names, lang, state.dark()), alt, table, "market")
    if rows:
        head = (_("The same hour"), _("Price"), _("Interval"), _("Mark"), _("Source"))
        widgets.html_table(
            rows, head, caption=_("Market prices: weak sources, to be replaced by the company's own"), words=2
        )
    if found.company.client_price is None:
        st.caption(_("What its own client pays is not known: describe the company to set it."))


def calls(found: Partnership) -> None:
    """How many agents a call volume takes, and what the teams of the best prisons carry."""
    _, lang, common = state.words(), state.lang(), found.programme.defaults.calls
    month = found.programme.scenario.start
    st.header(_("Staffing for a call volume"))
    pair = widgets.side_by_side(3)

    def share(label: str, key: str, default: float, low: float, high: float, help: str) -> float:
        return widgets.number_field(label, key, 100 * default, "%", low, high, help=help) / 100

    with pair.container():
        volume = widgets.number_field(
            _("Calls of a half hour"), "calls", 60, _("calls"), 0, 20_000, help=_("At the hour to be staffed.")
        )
        handling = widgets.number_field(
            _("Time of a call"), "handling", common.handling.at(month).value, "s", 10, 7200,
            help=_("Talking and finishing, on average."),
        )  # fmt: skip
    with pair.container():
        level = share(_("Answered in time"), "level", common.service_level.at(month).value, 1, 99.9,
                      _("Share of calls to answer within the time aimed at."))  # fmt: skip
        within = widgets.number_field(
            _("Time aimed at"), "within", common.answer_within.at(month).value, "s", 0, 3600,
            help=_("Wait within which calls should be answered."),
        )  # fmt: skip
    with pair.container():
        busy = share(_("Busy at most"), "busy", common.most_busy.at(month).value, 10, 100,
                     _("Share of their time on line that agents may be busy."))  # fmt: skip
        away = share(_("Away from the line"), "away", common.shrinkage.at(month).value, 0, 90,
                     _("Movements, visits, appointments, breaks: no prison has published its own."))  # fmt: skip
    asked = Calls(volume, handling, within, level, busy, away)
    told = staffing(asked)
    text = _(
        "{calls} calls a half hour, {handling} s each, {level} within {within} s: {agents} agents on line, hence "
        "{posts} posts ({away} away). They answer {reached} in time and are busy {busy} of it; in a large team "
        "{large} would do."
    ).format(
        calls=formats.short_number(volume, lang), handling=formats.short_number(handling, lang),
        level=formats.percent(level, lang), within=formats.short_number(within, lang), agents=told.agents,
        posts=told.posts, away=formats.percent(away, lang), reached=formats.percent(told.reached, lang),
        busy=formats.percent(told.busy, lang), large=formats.number(told.large, lang, 1),
    )  # fmt: skip
    st.markdown("**" + widgets.plain(text) + "**")
    if found.places:
        rows = [
            (
                place.pair.prison.name, formats.number(place.people.value, lang, 1),
                formats.number(carried(place.people.value, asked), lang),
                formats.interval(carried(place.people.low, asked), carried(place.people.high, asked), lang),
            )
            for place in found.places[:6]
        ]  # fmt: skip
        head = (_("Prison"), _("People at work"), _("Calls of a half hour"), _("90% interval"))
        widgets.html_table(rows, head, caption=_("What the team of each prison answers in time, on its own"))
    st.caption(
        _("Erlang C: callers wait as long as it takes. Times and shares by default come from the trade press, weakly.")
    )


def elsewhere(found: Partnership) -> None:
    """Why not in the other prisons."""
    _, lang = state.words(), state.lang()
    if not found.refused:
        return
    st.header(_("Why not elsewhere"))
    table = partnership.refused(found, lang)
    told = [
        (name, str(count), "–" if not assumed else formats.number(assumed, lang))
        for name, count, assumed in refused.reasons(table, lang)
    ]
    head = (_("Reason"), _("Prisons"), _("of which on an assumed floor"))
    count = _("{n} prisons do not suit; one may have several reasons").format(n=len(found.refused))
    widgets.html_table(told, head, caption=count)
    widgets.data(table, "not-suited", {}, _("Every prison that does not suit, with its reasons"))


def law_and_risks(found: Partnership) -> None:
    """What the law asks of the company, what it risks, and the file to take away."""
    _, lang = state.words(), state.lang()
    pair = widgets.side_by_side()
    with pair.container():
        st.header(_("What the law asks"))
        st.markdown("\n".join(f"- {widgets.plain(text)}" for _code, text in risks.duties(found, lang)))
    with pair.container():
        st.header(_("Risks"))
        told = risks.risks(found, lang)
        st.markdown("\n".join(f"- **{widgets.plain(title)}.** {widgets.plain(text)}" for title, text in told))
    st.download_button(
        _("Partnership file (JSON)"),
        lambda: json.dumps(document(found, lang), ensure_ascii=False, indent=2),
        f"{found.company.id}-{found.programme.id.replace('@', '-')}.json", "application/json", key="partnership-json",
        on_click="ignore",
    )  # fmt: skip
