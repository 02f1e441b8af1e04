"""Prisons: the table and its filters; with a prison in the link, its page."""

from __future__ import annotations

import streamlit as st

import language
from reports import standing
from reports.map import map_of_prisons
from reports.prisons import month_of
from reports.wording import said
from ui import cached, one_prison, overview, prison_form, prison_list, state, widgets

EVERY = "–"


def page() -> None:
    """The list, or one prison."""
    _, lang = state.words(), state.lang()
    st.title(_("Prisons"))
    shown = state.result()
    programme = shown.programme
    known = {i: p.name for i, p in sorted(programme.prisons.items(), key=lambda item: item[1].name)}
    options = [EVERY, *known]
    if (new := st.session_state.pop("described-prison", None)) in known:  # set before the widget is drawn, or never
        st.session_state["prison"] = new
    state.linked_choice("prison", options, EVERY)
    left, right = st.columns(2)
    left.selectbox(
        _("Prison"),
        options,
        format_func=lambda i: known.get(i, _("All prisons: table and map")),
        key="prison",
        persist_state="session",
        help=_("Type a few letters of its name; its page opens."),
    )
    state.keep("prison", EVERY)
    chosen = st.session_state["prison"]
    used = dict.fromkeys(
        [programme.companies[o.company].activity for o in programme.scenario.openings if chosen in (EVERY, o.prison)]
    )
    activities = list(dict.fromkeys([*used, *programme.activities]))
    state.linked_choice("activity", activities, activities[0])
    right.selectbox(
        _("Activity"),
        activities,
        format_func=lambda a: said(programme.activities[a].label, lang),
        key="activity",
        persist_state="session",
        help=_("The kind of work for which candidates are counted."),
    )
    state.keep("activity", activities[0])
    if chosen == EVERY:
        _all(shown, str(st.session_state["activity"]))
    else:
        one_prison.show(shown, str(chosen), str(st.session_state["activity"]), month_of(programme, str(chosen)))


def _all(shown: cached.Result, activity: str) -> None:
    """Every prison that the filters let through: table, then map."""
    _, lang, programme = state.words(), state.lang(), shown.programme
    month = max(programme.scenario.start, min(o.opens for o in programme.scenario.openings))
    table = cached.prison_table(shown.reference, state.settings(), activity, month)
    table = prison_list.filtered(table)
    if table.empty:
        st.info(_("No prison passes these filters: take one away."))
        return
    prison_list.summary(table, cached.candidates_of(shown.reference, state.settings(), activity, month), month)
    prison_list.table(table)
    prison_form.form(programme)
    here = (shown.reference, state.settings(), programme.months[-1])
    ids = set(table["id"])
    places = [p for p in cached.places(*here) if p.prison.id in ids]
    st.header(overview.in_month(_("Where they are, and where they stand in the plan in {month}"), programme.months[-1]))
    if len(places) == len(programme.prisons):
        drawing = cached.map_of_france(*here, lang, state.dark())
    else:
        drawing = map_of_prisons(programme, places, lang, state.dark())
    listed = standing.table(programme, places, lang)
    alt = language.plural(lang)(
        "Map of France with {count} prison; the table above names it.",
        "Map of France with {count} prisons; the table above lists them.",
        len(places),
    ).format(count=len(places))
    widgets.figure(drawing, alt, listed.drop(columns="standing_id"), "prisons-map", overview.columns())


widgets.run(page)
