"""Piece of the roll-out page: what the plan commits the State to, year by year."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from model.schema.programme import Programme
from reports import commitments as report
from reports.interval import written
from reports.wording import titled
from ui import draws, state, widgets


def invested(table: pd.DataFrame, year: str) -> None:
    """The State's investment in all, up to a year and with it."""
    _, lang = state.words(), state.lang()
    told = _("State investment in all up to the end of {year}, whole programme: {euros}.")
    st.markdown(widgets.plain(told.format(year=year, euros=written(report.invested(table, int(year)), "EUR", lang))))


def commitments(table: pd.DataFrame, programme: Programme) -> None:
    """Commitments, payments and posts of the programme, or of a direction, year by year, with their intervals."""
    _, lang = state.words(), state.lang()
    options = ["programme:", *(f"disp:{name}" for name in dict.fromkeys(table.loc[table["scope"] == "disp", "id"]))]
    where = widgets.choice(
        "money-place", options, "programme:", _("Direction"), _("The whole programme, or an interregional direction."),
        lambda option: option.partition(":")[2] or titled(programme, lang),
    )  # fmt: skip
    scope, _colon, name = where.partition(":")
    mine = table[(table["scope"] == scope) & ((table["id"] == name) | (scope == "programme"))]
    widgets.html_table(report.rows(mine, lang), report.heads(lang),
                       caption=_("What the plan commits the State to, year by year"))  # fmt: skip
    st.caption(
        _(
            "Equipment and refit are committed when the agreement is signed, the rest as it is paid. Posts: prison "
            "officers in full-time equivalents, the year's average, partners that leave counted. "
            "The project team is in the line of the whole programme alone."
        )
    )
    if report.ENDS[0] not in table:
        draws.expected_only()
    widgets.download(table, f"{programme.id.replace('@', '-')}-commitments", "commitments-csv")
