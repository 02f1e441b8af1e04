"""Overview: the question and its answer, six indicators, the map, the months, what expansion requires."""

from __future__ import annotations

import streamlit as st

from reports import answer, figures, standing
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

    pair = widgets.side_by_side()
    with pair.container():
        _map(shown, found.month)
    with pair.container():
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
    here = (shown.reference, state.settings(), month)
    st.subheader(overview.in_month(_("Prisons in {month}"), month))
    table = standing.table(shown.programme, cached.places(*here), lang)
    alt = _("Map of France. {counts}. The data below list every prison.").format(
        counts=", ".join(f"{name} : {n}" for name, n in table["standing"].value_counts().items())
    )
    drawing = cached.map_of_france(*here, lang, state.dark())
    widgets.figure(drawing, alt, table.drop(columns="standing_id"), "map", overview.columns())


def _months(shown: cached.Result) -> None:
    _, lang = state.words(), state.lang()
    st.subheader(_("Seats and people at work, month by month"))
    table = cached.months_of_work(shown.reference, state.settings())
    names = figures.activity_names(shown.programme, table, lang)
    last = table[table["month"] == table["month"].iloc[-1]]
    alt = _(
        "Stacked areas of people at work by activity, under the line of seats open; {people} people and {seats} seats "
        "at the end."
    )
    alt = alt.format(people=round(last["at_work"].sum()), seats=round(last["seats_open"].sum()))
    drawing = cached.months_figure(shown.reference, state.settings(), lang, state.dark())
    widgets.figure(drawing, alt, table.assign(activity=table["activity"].map(names)), "months", overview.columns())


widgets.run(page)
