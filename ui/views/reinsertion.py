"""Reinsertion: who leaves with experience, what it may change, beside no effect at all; the studies behind it."""

from __future__ import annotations

import streamlit as st

from reports.wording import said, titled
from ui import draws, pilot, reinsertion, state, widgets


def page() -> None:
    """The page, top to bottom."""
    _, lang = state.words(), state.lang()
    st.title(_("Reinsertion"))
    shown = state.result()
    programme = shown.programme
    st.header(titled(programme, lang))
    for evidence in programme.evidence.values():
        st.warning(widgets.plain(said(evidence.caveat, lang)))
    reinsertion.levers(programme)
    gathered, known = draws.of_scenario()
    draws.status(gathered, [known])
    if reinsertion.nobody(shown):
        st.info(_("Nobody leaves this scenario with enough work for an effect to be counted: nothing is to be shown."))
    else:
        st.header(_("Over the whole horizon"))
        reinsertion.totals(shown, known)
        st.header(_("Year by year"))
        reinsertion.years(shown, known)
    st.header(_("What the studies say"))
    reinsertion.studies(programme)
    st.header(_("A pilot's result"))
    pilot.section(programme)


widgets.run(page)
