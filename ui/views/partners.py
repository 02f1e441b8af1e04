"""Partners: one company, where it fits and why, at what cost, with how many people, under which duties and risks."""

from __future__ import annotations

import streamlit as st

from ui import cached, companies, partners, state, widgets


def page() -> None:
    """The page, top to bottom."""
    _ = state.words()
    st.title(_("Partner companies"))
    programme = cached.programme(state.reference(), state.settings())
    pair = widgets.side_by_side()
    with pair.container():
        company = companies.choose(programme)
    companies.form(programme)
    companies.table(programme)
    partners.need(programme, company)
    with st.spinner(_("Trying every prison…")):
        found = companies.tried(state.reference(), state.settings(), company)
    partners.answer(found)
    partners.ranked(found)
    partners.against_market(found)
    calls = partners.calls(found) if programme.activities[company.activity].group == "calls" else None
    partners.elsewhere(found)
    partners.law_and_risks(found)
    partners.take_away(found, calls)


widgets.run(page)
