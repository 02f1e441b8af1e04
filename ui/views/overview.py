"""Overview: the question and its answer, six indicators, the map, the months, what expansion requires."""

from __future__ import annotations

import streamlit as st

import language
from reports import answer, figures, standing
from reports.interval import Interval
from reports.map import map_of_prisons
from reports.wording import labelled, named, said
from ui import cached, draws, explained, kept, overview, requirements, sensitivity, state, widgets
from ui.futures import Futures


def page() -> None:
    """The page, top to bottom."""
    _, lang = state.words(), state.lang()
    name, _at, variant = state.reference().partition("@")
    written = cached.scenarios()[name]
    # Before any change is applied: a page keeps its title where one does not fit.
    st.title(named(written, written.variants[variant].title if variant else None, lang))
    programme = cached.programme(state.reference(), state.settings())
    scenario = programme.scenario
    st.markdown(f"*{widgets.plain(said(programme.question, lang))}*")
    shown = state.result()
    period = overview.period(shown)
    other = overview.reference(shown, period)
    alike = [cached.futures(r, state.settings()) for r in requirements.compared()] if scenario.variants else []
    gathered = [cached.futures(shown.reference, state.settings()), *([other.gathering] if other else []), *alike]
    known, *rest = draws.gather(gathered)
    found = overview.drawn(answer.answer(shown.projection, period), known)
    overview.sentence(shown, known, found, period)
    draws.status(gathered, [known, *rest])
    overview.indicators(shown, known, other, period)
    overview.notice(known)
    sensitivity.section(shown, period)

    pair = widgets.side_by_side()
    with pair.container():
        _map(shown, known, found.month, period)
    with pair.container():
        _months(shown, known)

    kept.section(shown, known, period)
    st.header(_("What the plan requires, by year"))
    requirements.needs(shown, known)
    if scenario.variants:
        st.header(_("Variants side by side"))
        requirements.variants(period, alike)
    if scenario.notes:
        st.header(_("What a reader should know"))
        st.markdown("\n".join(f"- {widgets.plain(said(note, lang))}" for note in scenario.notes))


def _map(shown: cached.Result, known: Futures | None, month: str, period: str) -> None:
    _, lang = state.words(), state.lang()
    here = (shown.reference, state.settings(), month)
    st.header(overview.in_month(_("Prisons in {month}"), month))
    measured, places = overview.on_map(shown, known, period), cached.places(*here)
    table = standing.table(shown.programme, places, lang)
    alt = _("Map of France. {counts}. The data below list every prison.").format(
        counts=", ".join(labelled(str(name), str(n), lang) for name, n in table["standing"].value_counts().items())
    )
    columns, drawing = overview.columns(), None
    if measured is not None:
        drawing = map_of_prisons(shown.programme, places, lang, state.dark(), measured)
        for name, head in zip(Interval._fields, ("", _("low (5%)"), _("high (95%)")), strict=True):
            table[name] = table["id"].map({prison: getattr(one, name) for prison, one in measured.values.items()})
            columns[name] = head or labelled(measured.label, language.term("unit", measured.unit, lang), lang)
        alt += " " + _("The larger a mark, the more: {label}.").format(label=measured.label)
    drawing = drawing or cached.map_of_france(*here, lang, state.dark())
    widgets.figure(drawing, alt, table.drop(columns="standing_id"), "map", columns)
    if measured is not None and known is None:
        draws.expected_only()


def _months(shown: cached.Result, known: Futures | None) -> None:
    _, lang = state.words(), state.lang()
    st.header(_("Seats and people at work, month by month"))
    here = (shown.reference, state.settings())
    table = cached.months(*here, known)
    last = table.iloc[-1]
    alt = _(
        "People at work with their 90% band, under the line of seats open; {people} people and {seats} seats at the "
        "end."
    )
    alt = alt.format(people=round(last["at_work"]), seats=round(last["seats_open"]))
    drawing = cached.months_figure(*here, known, lang, state.dark())
    widgets.figure(drawing, alt, table, "months", overview.columns())
    explained.of_table(shown.reference, ("at_work", "seats_open", "fill_rate", "hours"), "total", "months")
    split = cached.months_of_work(*here, known)
    names = figures.activity_names(shown.programme, split, lang)
    title = _("By activity (expected values, without intervals)") if known is None else _("By activity")
    widgets.data(split.assign(activity=split["activity"].map(names)), "activities", overview.columns(), title)


widgets.run(page)
