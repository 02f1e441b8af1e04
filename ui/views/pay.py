"""Pay and victims: levers, from gross to what is kept, the 2009 puzzle, two laws, totals by year."""

from __future__ import annotations

import streamlit as st

from model.schema.fault import InputFaults
from reports import pay_slips
from ui import draws, explained, pay_levers, pay_pieces, state, victims, widgets


def page() -> None:
    """The page: the levers and what follows from them react alone; the rest is the scenario's."""
    _ = state.words()
    st.title(_("Pay and victims"))
    shown = state.result()
    st.markdown(
        _(
            "One month of one person, under the law of that month; then what the scenario pays to everyone. "
            "Change a lever: the page follows."
        )
    )
    _one_slip()
    st.header(_("Totals of the scenario, by year"))
    gathered, known = draws.of_scenario()
    draws.status(gathered, [known])
    pay_pieces.totals(shown, known)
    st.header(_("Victims: debts, time, and two rules"))
    victims.section(shown, gathered[0])
    explained.of_table(shown.reference, ("victims_withheld", "victims_paid", "victims_per_worker"), "total", "victims")
    st.header(_("The puzzle of 2009: 150 out of 600"))
    pay_pieces.puzzle()


@st.fragment
def _one_slip() -> None:
    """Levers, waterfall, comparisons, contributions, another date: reruns without the rest of the page."""
    try:
        shown = state.result()
        law = pay_levers.law()
        asked, other_month = pay_levers.levers(shown)
        slip = pay_slips.slip(law, asked)
    except InputFaults as found:
        widgets.faults(found.faults)
        return
    _ = state.words()
    pair = widgets.side_by_side()
    with pair.container():
        st.header(_("From gross to what is kept"))
        pay_pieces.waterfall(slip)
        pay_pieces.assumed_smic(law, slip)
        pay_pieces.contributions(law, slip, shown.programme.sources)
    with pair.container():
        st.header(_("Against what?"))
        pay_pieces.against(shown, law, asked)
        st.header(_("Two laws side by side, and December"))
        pay_pieces.two_laws(law, asked, other_month)


widgets.run(page)
