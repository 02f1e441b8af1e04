"""How full the workshops of one prison are: year by year from the draws, at rest from the closed form."""

from __future__ import annotations

import streamlit as st

from language import formats
from model.closed_form import fill as fill_at_rest
from model.closed_form import sites
from reports.wording import ends, said
from ui import cached, draws, state, widgets


def fill(shown: cached.Result, prison: str) -> None:
    """The mean fill of each year with its interval, then what the workshop settles at."""
    _, lang, workshops = state.words(), state.lang(), shown.projection.workshops
    gathered, known = draws.of_scenario()
    mine = [row for row, w in enumerate(workshops.list) if w.prison.id == prison]
    if known is not None:
        years = [p for p in shown.whole.columns if p != "total"]
        here = [workshops.list[row] for row in mine]
        rows = [(year, *(draws.written(known.fill(w.id, year), "share", lang) for w in here)) for year in years]
        caption = _("Share of open seats at work, mean and 90% interval of a year, while the workshop is there")
        widgets.html_table(rows, (_("Year"), *(said(w.company.name, lang) for w in here)), caption=caption)
    draws.status(gathered, [known])
    _at_rest(shown, mine)


def _at_rest(shown: cached.Result, mine: list[int]) -> None:
    """What each workshop settles at, in closed form."""
    _, lang, workshops = state.words(), state.lang(), shown.projection.workshops
    known = sites(workshops)
    rows = []
    for row in mine:
        law = fill_at_rest(known[row])
        rows.append(
            (
                said(workshops.list[row].company.name, lang),
                formats.percent(law.mean, lang),
                formats.interval(*law.month, lang) + f" / {known[row].seats}",
                ends(*law.year, "share", lang),
                formats.percent(law.low_month, lang),
            )
        )
    head = (_("Company"), _("Mean fill"), _("People at work, 80% of months"), _("Fill, 80% of years"),
            _("Months under 75% full"))  # fmt: skip
    widgets.html_table(rows, head, caption=_("At rest, once the start is past (closed form, inputs at their value)"))
    if len(mine) > 1:
        st.caption(_("Each workshop as if it had the candidates of the prison to itself: the most that it could have."))
