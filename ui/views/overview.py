"""Overview: the question and its answer, six indicators, the map, the months, what expansion requires."""

from __future__ import annotations

import streamlit as st

from reports import answer, figures
from reports.map import map_of_prisons
from reports.wording import said
from ui import cached, overview, state, widgets


def page() -> None:
    """The page, top to bottom."""
    _, lang, shown = state.words(), state.lang(), state.result()
    scenario = shown.programme.scenario
    st.title(overview.title(shown))
    st.markdown(f"*{widgets.plain(said(scenario.question, lang))}*")
    period = overview.period(shown)
    found = answer.answer(shown.projection, period)
    overview.sentence(shown, found, period)
    overview.indicators(shown, period)
    overview.engine_notice()

    left, right = st.columns([0.46, 0.54], gap="medium")
    with left:
        _map(shown, found.month)
    with right:
        _months(shown)

    st.header(_("What the plan requires, by year"))
    overview.needs(shown)
    if scenario.variants:
        st.header(_("Variants side by side"))
        overview.variants(period)
    if scenario.notes:
        st.header(_("What a reader should know"))
        st.markdown("\n".join(f"- {widgets.plain(said(note, lang))}" for note in scenario.notes))


def _map(shown: cached.Result, month: str) -> None:
    _, lang = state.words(), state.lang()
    places = cached.places(shown.reference, state.settings(), month)
    st.subheader(overview.in_month(_("Prisons in {month}"), month))
    names = overview.standings()
    drawing = map_of_prisons(places, names, overview.hover(shown.programme, lang), lang, state.dark())
    table = overview.places_table(shown.programme, places)
    alt = _("Map of France. {counts}. The table below lists every prison.").format(
        counts=", ".join(f"{names[s]} : {n}" for s, n in table["standing_id"].value_counts().items())
    )
    widgets.figure(drawing, alt, table.drop(columns="standing_id"), "map", overview.columns())


def _months(shown: cached.Result) -> None:
    _, lang = state.words(), state.lang()
    st.subheader(_("Seats and people at work, month by month"))
    table = cached.months_of_work(shown.reference, state.settings())
    activities = shown.programme.activities
    names = {a: said(activities[a].label, lang) if a in activities else _("Other activities") for a in table["activity"]}
    drawing = figures.months_of_work(table, names, lang, state.dark())
    last = table[table["month"] == table["month"].iloc[-1]]
    alt = _("Stacked areas of people at work by activity, under the line of seats open; {people} people and {seats} seats at the end.")
    alt = alt.format(people=round(last["at_work"].sum()), seats=round(last["seats_open"].sum()))
    widgets.figure(drawing, alt, table.assign(activity=table["activity"].map(names)), "months", overview.columns())


widgets.run(page)
