"""Roll-out: the plan on a time line, what it requires, what is lacking, and the ways out."""

from __future__ import annotations

import streamlit as st

import language
from model.schema.programme import Programme
from reports import activity, answer
from reports.commitments import commitments, drawn
from reports.wording import said, titled
from ui import cached, deciding, draws, explained, lacking, money, rollout, state, widgets
from ui.solving import Found, Solving

ASKED = (*activity.NEEDS, "at_work", "state_cost", "capex_state", "state_net_cost")
"""Indicators of the plan whose origin can be asked."""


def page() -> None:
    """The page: the search first, then what it has found so far."""
    _, lang = state.words(), state.lang()
    st.title(_("Roll-out"))
    programme = cached.programme(state.reference(), state.settings())
    solving = cached.solving(state.reference(), state.settings())
    found = solving.found
    st.header(titled(programme, lang))
    st.markdown(f"*{widgets.plain(said(programme.question, lang))}*")
    written = programme.scenario.plan != "optimise"
    if written and found.verdict is None:
        count = len(programme.scenario.openings)
        told = language.plural(lang)(
            "This scenario has a plan written by hand, of {count} opening: what it requires stands below. The "
            "planner can also search for the best plan under the same limits, and say what is lacking.",
            "This scenario has a plan written by hand, of {count} openings: what it requires stands below. The "
            "planner can also search for the best plan under the same limits, and say what is lacking.",
            count,
        )
        st.info(told.format(count=count))
    elif found.verdict is None:
        st.info(_("The plan of this scenario is to be chosen, and nothing was searched yet."))
    deciding.fields()
    rollout.search(solving)

    if found.verdict is not None:
        _lacking(found, programme)
    if found.programme is not None:
        _optimised(solving, found, found.programme)
    if found.verdict is not None and found.verdict.here is not None:
        st.header(_("Pairs that cannot open"))
        rollout.refusals(found.verdict.here.assembly)
    if written and found.verdict is None and found.programme is None:
        _written()


def _lacking(found: Found, programme: Programme) -> None:
    """The answer, the limits, and the ways out where the target is out of reach."""
    _ = state.words()
    assert found.verdict is not None
    if found.partial:
        lacking.partial(found.verdict)
    else:
        lacking.answer(found.verdict)
    if found.verdict.ways:
        st.subheader(_("Ways out"))
        lacking.ways_out(found.verdict)
    pair = widgets.side_by_side()
    with pair.container():
        st.subheader(_("Which limit binds"))
        lacking.limits(found.verdict)
    with pair.container():
        if found.worths:
            st.subheader(_("One more of each"))
            lacking.one_more(found.worths, found.programme or programme)


def _optimised(solving: Solving, found: Found, programme: Programme) -> None:
    """The plan that was found."""
    _ = state.words()
    assert found.verdict is not None
    if found.verdict.ways and not found.verdict.met:
        heading = _("The plan of the cheapest way out found")
    elif found.partial:
        heading = _("The plan found until the stop")
    elif found.verdict.torn:
        heading = _("The plan found without the pinned openings")
    else:
        heading = _("The plan found")
    st.header(heading)
    rollout.proof(found)
    rollout.closed_form_and_draws(found)
    rollout.openings(programme, found)
    rollout.perturbed(solving, found)
    if found.requirements is not None and found.money is not None:
        known = None if found.futures is None else found.futures.shown
        owed = found.money
        if known is not None and found.projection is not None:
            owed = drawn(owed, found.projection, known.owed)
        st.header(_("What the plan requires"))
        rollout.needs(found.requirements, programme, str(found.verdict.year), owed, known)
        st.header(_("What the plan commits the State to"))
        money.commitments(owed, programme)
        if (
            solving.planned is not None
            and cached.programme(state.reference(), state.settings()).scenario.plan == "optimise"
        ):
            explained.of_table(state.reference(), ASKED, "total", "found")  # the plan found is the scenario's now
    if found.verdict.met and (found.alternatives or found.partner_exit):
        st.header(_("Other plans"))
        lacking.others(found.alternatives, found.partner_exit, programme)


def _written() -> None:
    """The plan written by hand."""
    _, shown = state.words(), state.result()
    st.header(_("The plan written by hand"))
    rollout.openings(shown.programme, None)
    st.header(_("What the plan requires"))
    table = cached.requirements(shown.reference, state.settings())
    gathered, known = draws.of_scenario()
    owed = commitments(shown.projection)
    if known is not None:
        owed = drawn(owed, shown.projection, known.owed)
    rollout.needs(table, shown.programme, answer.first_period(shown.programme), owed, known)
    draws.status(gathered, [known])
    st.header(_("What the plan commits the State to"))
    money.commitments(owed, shown.programme)
    explained.of_table(shown.reference, ASKED, "total", "written")


widgets.run(page)
