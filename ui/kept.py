"""In what share of futures the plan keeps its promises: budget, targets, workshops that stay full."""

from __future__ import annotations

import streamlit as st

import language
from language import formats
from model.robustness import FULL_ENOUGH
from reports import promises
from reports.wording import drawn_times
from ui import cached, state, widgets
from ui.futures import Futures

OFTEN = 0.8
"""A workshop is full often enough when its yearly fill is in this share of futures."""


def section(shown: cached.Result, known: Futures | None, period: str) -> None:
    """One row a promise; nothing while there are no draws."""
    _, lang = state.words(), state.lang()
    if known is None or known.kept.empty:
        return
    st.header(_("In how many futures does the plan hold?"))
    rows = promises.rows(shown.programme, known.kept, lang)
    if rows:
        head = (_("Promise"), _("Period"), _("Level"), _("Share of draws"))
        caption = _("Budget and targets, over {draws}").format(draws=drawn_times(known.draws, lang))
        widgets.html_table(rows, head, caption=caption)
    full = known.kept[(known.kept["test"] == "fill") & (known.kept["period"] == period)]
    if len(full):
        held = int((full["chance"] >= OFTEN).sum())
        told = language.plural(lang)(
            "In {period}, {held} of {all} workshops is open and at least {level} full in {often} of the draws "
            "or more: a workshop whose company has left counts as empty.",
            "In {period}, {held} of {all} workshops are open and at least {level} full in {often} of the draws "
            "or more: a workshop whose company has left counts as empty.",
            held,
        )
        st.markdown(
            told.format(
                period=period, held=held, all=len(full), level=formats.percent(FULL_ENOUGH, lang),
                often=formats.percent(OFTEN, lang),
            )
        )  # fmt: skip
    widgets.data(
        promises.every(shown.programme, known.kept, lang), "kept", {}, _("Every promise, workshop by workshop")
    )
