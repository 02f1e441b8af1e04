"""Compare: two to four scenarios on the same draws, and what makes them differ."""

from __future__ import annotations

import streamlit as st

from ui import cached, compare, draws, explained, sensitivity, state, widgets
from ui.comparing import comparing


def page() -> None:
    """The page, top to bottom."""
    _ = state.words()
    settings = state.settings()
    st.title(_("Compare scenarios"))
    cached.programme(state.reference(), settings)  # changes that do not fit it are told as such
    if state.reference() not in cached.written(settings):
        widgets.to_be_planned()
    references = compare.choose()
    compare.left_out(cached.unfit(settings))
    if len(references) < 2:
        st.info(_("Choose at least one scenario to set beside the reference."))
        return
    period = compare.period(references)
    gathered = [cached.futures(one, settings) for one in references]
    job = comparing(references, settings)
    job.start()
    job.wait(draws.WAIT)
    compare.status(job)
    if job.shown is not None:
        compare.answer(job.shown, period)
        compare.table(job.shown, period)
        names = {one: compare.name(one) for one in references}
        explained.of_table(references[0], compare.SHOWN, period, "compared", others=names)
        compare.split(job.shown, period)
    known = [one.shown for one in gathered]
    compare.months(references, known)
    draws.status(gathered, known)
    st.header(_("What moves each answer"))
    chosen = widgets.choice(
        "moved-in", references, references[-1], _("Scenario"),
        _("The scenario whose inputs are moved one after the other."), compare.namer(),
    )  # fmt: skip
    sensitivity.section(cached.result(chosen, settings), compare.own_period(chosen, period))


widgets.run(page)
