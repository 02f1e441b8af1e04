"""Sources: every assumption in play, how well it is known, the sources, the checks, the changes; all downloads."""

from __future__ import annotations

from datetime import UTC, datetime

import streamlit as st

import language
from language import formats
from model.provenance import PROVENANCES
from reports import figures
from reports.wording import labelled
from ui import assumption_list, bringing, cached, catalogues, change, explained, files, state, widgets
from ui.futures import ALL, SEED


def page() -> None:
    """The page, top to bottom."""
    _, lang = state.words(), state.lang()
    st.title(_("Sources and assumptions"))
    shown = state.result()
    programme = shown.programme
    today = datetime.now(UTC).date()
    table = cached.assumptions_table(shown.reference, state.settings(), today)
    st.markdown(
        _(
            "Every figure that this scenario rests on, as written in its profile: a prison's unknown figures, which "
            "the defaults stand in for, are not repeated prison by prison."
        )
    )
    st.markdown(
        _(
            "Means and 90% intervals come from {draws} draws with seed {seed}: the same inputs give the same figures. "
            "Where a figure is an expected value, without an interval, the page says so."
        ).format(draws=formats.number(ALL, lang), seed=SEED)
    )
    pair = widgets.side_by_side()
    with pair.container():
        st.header(_("How the figures are known"))
        counts: dict[str, int] = {p: int((table["provenance"] == p).sum()) for p in PROVENANCES}
        names: dict[str, str] = {p: language.term("provenance", p, lang) for p in PROVENANCES}
        listed = table.groupby(["family", "provenance"], sort=False).size().rename("count").reset_index()
        alt = "; ".join(labelled(names[p], str(n), lang) for p, n in counts.items() if n)
        listed["provenance"] = listed["provenance"].map(names)
        listed["family"] = [language.term("families", f, lang) for f in listed["family"]]
        widgets.figure(figures.shares(counts, names, lang, state.dark()), alt, listed, "shares")
    with pair.container():
        st.header(_("Checks of the data"))
        assumption_list.checks(shown)
        st.header(_("Changes applied to the inputs"))
        assumption_list.changes(programme)
    change.form(programme)
    bringing.section()
    st.header(_("Assumptions"))
    assumption_list.table(table, shown, today)
    st.header(_("What rests on guesses"))
    explained.guesses(shown)
    st.header(_("Sources cited"))
    assumption_list.sources(table, programme)
    name, text = catalogues.text_of("scenarios", programme.scenario.id)
    files.offer(
        _("Download the scenario (YAML)"), text, name, "application/yaml", "scenario-yaml",
        _("As filed, without changes: to be kept, sent, or brought back above."),
    )  # fmt: skip


widgets.run(page)
