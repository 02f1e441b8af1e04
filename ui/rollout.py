"""Pieces of the roll-out page: the search, the time line, the two figures of the plan, what it requires."""

from __future__ import annotations

import math

import pandas as pd
import streamlit as st

from language import formats
from language.terms import term
from model.robustness import PERTURBED
from model.rollout.assemble import Assembly
from model.rollout.quick import TURNS
from model.schema.programme import Programme
from reports import refused, time_line
from reports import requirements as report
from reports.naming import named, names_of
from reports.precision import decimals
from reports.rollout import BEYOND_SHARES, proven, unsettled
from reports.wording import titled
from ui import cached, decisions, draws, state, widgets
from ui.futures import Futures
from ui.lacking import people
from ui.money import invested
from ui.solving import Found, Solving


def search(solving: Solving) -> None:
    """Start and stop, and how far the search is; in a line that makes the page anew when there is more to show."""
    if solving.running:
        solving.waiting.join(state.visitor())
    waits = _waits(solving)
    st.fragment(_search, run_every=0.7 if solving.running else None)(solving, solving.version, waits)


def _waits(solving: Solving) -> bool:
    return solving.running and not solving.waiting.left(state.visitor())


def _search(solving: Solving, version: int, waits: bool) -> None:
    if (solving.version, _waits(solving)) != (version, waits):
        st.rerun()
    _, lang, visitor = state.words(), state.lang(), state.visitor()
    with st.container(horizontal=True, vertical_alignment="center"):
        if waits:
            st.button(_("Stop"), on_click=solving.stop, args=(visitor, state.present), key="stop",
                      icon=":material/stop:")  # fmt: skip
        elif not (solving.running and solving.stopped):
            again = _("Search for the best plan")
            if solving.running:
                again = _("Wait for it again")
            elif solving.over:
                again = _("Search again")
            st.button(again, on_click=solving.start, args=(visitor,), key="search", type="primary",
                      icon=":material/play_arrow:")  # fmt: skip
        st.markdown(_said(solving, waits, lang), width="stretch")
    told = decisions.contradicted(state.reference(), state.settings()) if solving.faults else ()
    if others := [fault for fault in solving.faults if fault not in told]:
        names = names_of(cached.programme(state.reference(), state.settings()), lang)
        widgets.faults(named(fault, names, lang) for fault in others)


def _said(solving: Solving, waits: bool, lang: str) -> str:
    """How far the search is: what is searched, incumbent, bound, gap."""
    _ = state.words()
    if solving.running and solving.stopped:
        return _("Stopping: the step under way ends first.")
    if solving.running and not waits:
        return _("You no longer wait: another reader still does, so the search goes on without you.")
    if not solving.running:
        if solving.over and solving.stopped:
            return _("Stopped: what was found until then is shown.")
        if solving.over:
            return "" if solving.faults else _("The search is over: the same inputs give the same plan.")
        told = _("The search takes from some seconds to some minutes; the page stays alive and it can be stopped.")
        return told
    steps = [term("search", step, lang) for step in solving.step.split("+")]
    told = _("Searching: {what}.").format(what=" + ".join(steps))
    if solving.done:
        return told + " " + _("Programmes done: {done} of {all}.").format(done=solving.done, all=PERTURBED)
    now = solving.progress
    if now is None:
        return told
    best, bound = (
        formats.number(v, lang, 0 if abs(v) >= 1000 else 1) if abs(v) < 1e30 else "–"
        for v in (now.objective, now.bound)
    )
    gap = formats.percent(now.gap, lang, 1) if now.gap <= BEYOND_SHARES else "–"
    more = _("Best plan so far {best}, proven bound {bound} ({of}), gap {gap}.")
    return f"{told} {more.format(best=best, bound=bound, of=_counted(solving, lang), gap=gap)}"


def _counted(solving: Solving, lang: str) -> str:
    """What the figures of a search count: its aim; before the plan is searched, always people (see ``reach``)."""
    aim = None if solving.progress is None else solving.progress.aim
    if aim is None and solving.step not in ("plan", "alternatives"):
        return state.words()("people at work")
    return term("aim", aim or "weighted", lang)


def proof(found: Found) -> None:
    """How good the plan is proven to be."""
    lang, known = state.lang(), found.progress
    target = found.solved is not None and bool(found.solved.assembly.problem.target)
    if known is not None and (told := proven(known.seconds, known.gap, target, lang)):
        st.caption(told)
    if found.solved is not None and (told := unsettled(found.solved, lang)):
        st.caption(told)


def openings(programme: Programme, found: Found | None) -> None:
    """Openings on a time line."""
    _, lang = state.words(), state.lang()
    kept = None if found is None else found.kept
    table = time_line.openings(programme, None if found is None else found.best, kept)
    drawing = time_line.time_line(table, programme, lang, state.dark())
    one = _("One opening, {first}; the data below give its prison, month and seats.")
    many = _("{count} openings from {first} to {last}; the data below list each with its prison, month and seats.")
    alt = (one if len(table) == 1 else many).format(
        count=formats.number(len(table), lang),
        first=formats.month(table["opens"].min(), lang),
        last=formats.month(table["opens"].max(), lang),
    )
    words = {"": "", **{side: term("step", f"side_{side}", lang) for side in ("men", "women")}}
    table = table.assign(side=table["side"].map(words))
    widgets.figure(drawing, alt, table, "openings", {c: term("column", c, lang) for c in table.columns})


def closed_form_and_draws(found: Found) -> None:
    """The people at work that the plan was optimised for, beside those drawn, and the difference."""
    _, lang = state.words(), state.lang()
    if found.best is None or found.futures is None or found.verdict is None:
        return
    found.futures.start(1)
    found.futures.wait(draws.WAIT)
    known = found.futures.shown
    closed = found.best.people
    month = max(m for m in found.futures.programme.months if m.startswith(str(found.verdict.year)))
    if known is None:
        told = _("Counted by the plan in {month}: {people} people at work. Draws on their way…")
        st.markdown(told.format(month=formats.month(month, lang), people=people(closed, lang)))
    else:
        drawn = known.month("at_work", month)
        digits = decimals("people", *drawn)
        closed = math.floor(closed * 10**digits + 1e-6) / 10**digits  # as everywhere: nobody who is not there is told
        told = _(
            "Counted by the plan in {month}: {closed} people at work, as far as workshops have filled and partners are "
            "still there. Drawn: {drawn}. Difference: {difference}: the closed form's approximations, and chance."
        )
        if not found.verdict.met and found.verdict.ways:
            told = _(
                "Counted by the plan in {month}: {closed} people at work, with what this way out adds. Drawn: {drawn}, "
                "with the candidates of today, to whom the draws add none. Difference: {difference}."
            )
        st.markdown(
            told.format(
                closed=formats.number(closed, lang, digits),
                month=formats.month(month, lang),
                drawn=draws.written(drawn, "people", lang),
                difference=_signed(round(drawn.value, digits) - closed, lang, digits),
            )
        )
    draws.status([found.futures], [known])


def perturbed(solving: Solving, found: Found) -> None:
    """How often each opening is chosen again in perturbed programmes: what was run, or a button that runs it."""
    _, lang = state.words(), state.lang()
    if found.kept is not None:
        told = _(
            "The share in each bar says how often the opening is chosen again: in {count} programmes with every "
            "uncertain figure drawn anew, a search of {turns} turns without a proof begins with this plan, as far as "
            "its openings still fit, and looks for a better one. "
            "Beginning with the plan favours its openings: an opening seldom kept is fragile, one often kept is "
            "not proven to be needed."
        )
        count = int(found.kept["programmes"].max()) if len(found.kept) else 0
        st.caption(told.format(count=formats.number(count, lang), turns=formats.number(TURNS, lang)))
    elif not solving.running and found.best is not None and found.verdict is not None and found.verdict.met:
        st.button(
            _("Test the openings in {count} perturbed programmes").format(count=PERTURBED), key="perturb",
            on_click=solving.perturb, args=(state.visitor(),), icon=":material/casino:",
            help=_(
                "Up to ten minutes for a whole country; it can be stopped, and says then how many programmes were run."
            ),
        )  # fmt: skip


def needs(table: pd.DataFrame, programme: Programme, first: str, money: pd.DataFrame, known: Futures | None) -> None:
    """What the plan requires against what is there, for a year and a place; what the State has invested by then."""
    if known is not None:
        table = known.required
    _, lang = state.words(), state.lang()
    years = list(dict.fromkeys(table["year"]))
    places = table[["scope", "id"]].drop_duplicates().itertuples(index=False, name=None)
    options = {f"{scope}:{name}": (scope, name) for scope, name in places}
    left, right = st.columns(2)
    with left:
        year = widgets.choice("needs-year", years, first if first in years else years[-1], _("Year"),
                              _("Stocks at the end of the year, euros and candidates over it."), str)  # fmt: skip
    with right:
        where = widgets.choice("needs-place", list(options), "programme:", _("Place"),
                               _("The whole programme, a region or a prison."),
                               lambda option: _place(programme, option))  # fmt: skip
    found = report.of_year(table, year, *options[where]).to_dict("records")
    rows = [(*report.written(row, lang), report.engine(row, lang)) for row in found]
    heads = (_("What is required"), _("Need"), _("There"), _("Lacking"), _("Known by"), _("Figure from"))
    widgets.html_table(rows, heads, caption=_("Requirements in {year}").format(year=year), words=2)
    st.caption(report.gaps(lang) + " " + _("Naming a company is no agreement with it. A dash: not known."))
    st.caption(report.engines(lang))
    widgets.download(table, f"{programme.id.replace('@', '-')}-requirements", "requirements-csv")
    invested(money, str(year))


def _place(programme: Programme, option: str) -> str:
    scope, _, name = option.partition(":")
    if scope == "prison":
        return programme.prisons[name].name
    return name or titled(programme, state.lang())


def _signed(value: float, lang: str, digits: int) -> str:
    return ("+" if value >= 0 else "−") + formats.number(abs(value), lang, digits)


def refusals(assembly: Assembly) -> None:
    """Pairs that cannot open: how many for each reason, and each with its own."""
    _, lang = state.words(), state.lang()
    table = refused.refused(assembly, lang)
    if table.empty:
        return
    rows = [(name, *(formats.number(n, lang) for n in counts)) for name, *counts in refused.reasons(table, lang)]
    heads = (_("Reason"), _("Pairs refused"), _("Of which on an assumed floor"))
    widgets.html_table(rows, heads, caption=_("Why a prison and a company cannot be paired"))
    st.caption(
        _(
            "A pair may have several reasons. An assumed floor is the country's free floor, spread by places: a survey "
            "of the prison may lift the refusal."
        )
    )
    columns = {"prison": _("Prison"), "company": _("Company"), "reason": _("Reason")}
    widgets.data(table, "refused", columns, _("Every pair that cannot open, with its reason"))
