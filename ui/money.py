"""Piece of the roll-out page: what the plan commits the State to, year by year."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from language import formats
from model.schema.programme import Programme
from reports.wording import amount, titled
from ui import state, widgets


def invested(table: pd.DataFrame, year: str) -> None:
    """The State's investment in all, up to a year and with it."""
    _, lang = state.words(), state.lang()
    mine = table[(table["scope"] == "programme") & (table["year"] <= int(year))]
    told = _("State investment in all up to the end of {year}, whole programme: {euros}.")
    st.markdown(widgets.plain(told.format(year=year, euros=amount(float(mine["capital"].sum()), "EUR", lang))))


def commitments(table: pd.DataFrame, programme: Programme) -> None:
    """Commitments, payments and posts of the programme, or of a direction, year by year."""
    _, lang = state.words(), state.lang()
    options = ["programme:", *(f"disp:{name}" for name in dict.fromkeys(table.loc[table["scope"] == "disp", "id"]))]
    where = widgets.choice(
        "money-place", options, "programme:", _("Direction"), _("The whole programme, or an interregional direction."),
        lambda option: option.partition(":")[2] or titled(programme, lang),
    )  # fmt: skip
    scope, _colon, name = where.partition(":")
    mine = table[(table["scope"] == scope) & ((table["id"] == name) | (scope == "programme"))]
    rows = [
        (str(row["year"]), *(amount(row[column], "EUR", lang) for column in ("commitments", "payments", "capital")),
         formats.number(row["posts"], lang, 1))
        for row in mine.to_dict("records")
    ]  # fmt: skip
    heads = (_("Year"), _("Commitments"), _("Payments"), _("of which investment"), _("Officer posts"))
    widgets.html_table(rows, heads, caption=_("What the plan commits the State to, year by year"))
    st.caption(
        _(
            "Equipment and refit are committed when the agreement is signed, the rest as it is paid. Posts: prison "
            "officers in full-time equivalents, the year's average."
        )
    )
    widgets.download(table, f"{programme.id.replace('@', '-')}-commitments", "commitments-csv")
