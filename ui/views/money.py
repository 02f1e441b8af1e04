"""Money: who pays and who gains, present value, the hour against the market, fairness, what turns the sign."""

from __future__ import annotations

import streamlit as st

from ui import benefits, draws, fairness, sensitivity, state, widgets

MOVED = ("present_value", "benefit_cost_ratio", "state_net_cost", "cost_per_productive_hour", "cost_per_seat")
"""Indicators whose inputs can be moved here."""


def page() -> None:
    """The page, top to bottom."""
    _ = state.words()
    st.title(_("Money"))
    shown = state.result()
    st.markdown(
        _(
            "What the workshops cost and bring, to whom, over the whole horizon. Present values follow the discount "
            "rate and the price base; both are in the link."
        )
    )
    gathered, known = draws.of_scenario()
    found = benefits.appraisal(shown, known)
    benefits.sentence(shown, found)
    draws.status(gathered, [known])
    benefits.indicators(shown, known, found)

    st.header(_("Present value, party by party"))
    benefits.by_perspective(shown, found)
    st.header(_("What turns the sign"))
    fairness.turning(found)
    sensitivity.section(shown, "total", MOVED, found.rate)
    st.header(_("Ledger by party"))
    benefits.ledger(shown, found.books)
    st.header(_("The hour against the market"))
    fairness.hours(shown, known, found.start)
    st.header(_("Is the pay fair?"))
    fairness.pay(shown, known)
    fairness.caption()


widgets.run(page)
