"""The table of prisons: filters, columns, the row that opens a page."""

from __future__ import annotations

from functools import partial

import pandas as pd
import streamlit as st
from pandas.io.formats.style import Styler

import language
from language import formats
from reports.candidates import between
from reports.interval import counted
from reports.wording import labelled
from ui import state, widgets

TALL = 13
"""Rows from which the table scrolls."""
FILTERS = ("region", "type", "disp", "detained_provenance")


def filtered(table: pd.DataFrame) -> pd.DataFrame:
    """The rows that pass the filters, which stand in the link."""
    _, lang = state.words(), state.lang()
    labels = {
        "region": (_("Region"), _("Administrative region.")),
        "type": (_("Type"), _("Type of establishment.")),
        "disp": (_("Interregional direction"), _("Direction of the prison service (DISP).")),
        "detained_provenance": (
            _("How the number detained is known"),
            _("Published, old, or standing in for an unknown."),
        ),
    }
    shown = table
    kinds = {"type": "prison_type", "detained_provenance": "provenance"}
    for place, name in zip(st.columns(len(FILTERS)), FILTERS, strict=True):
        label, help_ = labels[name]
        names = partial(language.term, kinds[name], lang=lang) if name in kinds else str
        with place:
            chosen = widgets.choices(name, sorted(table[name].unique()), label, help_, names)
        if chosen:
            shown = shown[shown[name].isin(chosen)]
    return shown


def summary(table: pd.DataFrame, drawn: pd.DataFrame, month: str) -> None:
    """The rows in one sentence; drawn: their candidates in every draw."""
    _, lang = state.words(), state.lang()
    st.markdown(
        language.plural(lang)(
            "**{count} prison**: {detained} people detained for {places} places; for the activity chosen, "
            "{candidates} possible candidates in {month}.",
            "**{count} prisons**: {detained} people detained for {places} places; for the activity chosen, "
            "{candidates} possible candidates in {month}.",
            len(table),
        ).format(
            count=formats.number(len(table), lang),
            detained=formats.number(table["detained"].sum(), lang),
            places=formats.number(table["capacity"].sum(), lang),
            candidates=counted(between(table["candidates"].sum(), drawn.loc[table["id"]].sum().to_numpy()), lang),
            month=formats.month(month, lang),
        )
    )


def table(rows: pd.DataFrame) -> None:
    """The table; a click on a row opens the prison's page."""
    _, lang = state.words(), state.lang()
    known = rows["published"] + rows["old"]
    shown = pd.DataFrame(
        {
            "name": rows["name"],
            "type": rows["type"],
            "region": rows["region"],
            "capacity": rows["capacity"],
            "detained": rows["detained"].round(),
            "detained_provenance": [language.term("provenance", p, lang) for p in rows["detained_provenance"]],
            "candidates": rows["candidates"].round(1),
            "candidates_low": rows["candidates_low"].round(1),
            "candidates_high": rows["candidates_high"].round(1),
            "free_room": rows["free_room"].astype(float),
            "workers_today": rows["workers_today"].astype(float),
            "seats_planned": rows["seats_planned"],
            "read": (known * 100).round(),
            "derived": ((rows["inferred"] + rows["imputed"] + rows["assumed"] + rows["memory"]) * 100).round(),
            "default": (rows["default"] * 100).round(),
        }
    )
    ends = _("Candidates: end of the 90% interval.")
    number, text = st.column_config.NumberColumn, st.column_config.TextColumn
    st.dataframe(
        _written(shown, lang),
        hide_index=True,
        key="prison-table",
        height="auto" if len(shown) < TALL else 460,
        on_select=_open_row(list(rows["id"])),
        selection_mode="single-row",
        alt=_("Table of prisons; select a row to open its page."),
        column_config={
            "name": text(_("Name"), pinned=True, width=260),
            "type": text(_("Type"), width="small", help=_types(lang)),
            "region": text(_("Region")),
            "capacity": number(_("Places"), help=_("Operational capacity, in places.")),
            "detained": number(_("Detained"), help=_("People detained.")),
            "detained_provenance": text(_("Detained: how known"), width="medium"),
            "candidates": number(_("Candidates"), help=_("People who could be recruited for the activity chosen.")),
            "candidates_low": number(_("low (5%)"), help=ends),
            "candidates_high": number(_("high (95%)"), help=ends),
            "free_room": number(
                _("Free room (m²)"), help=_("Rooms that a new partner could use; empty when not known.")
            ),
            "workers_today": number(_("At work today"), help=_("People at work in workshops, where a source says so.")),
            "seats_planned": number(_("Seats in the plan")),
            "read": number(
                _("Figures read"), help=_("Share of the profile's figures read in a source, old ones included.")
            ),
            "derived": number(
                _("Derived, assumed"), help=_("Share derived, imputed or assumed in the profile itself.")
            ),
            "default": number(_("By default"), help=_("Share that stands in for an unknown.")),
        },
    )
    told = _("Candidates: shares at their best values; 90% intervals, every share as uncertain as its figure says.")
    st.caption(told)
    st.caption(_("Select a row (box on its left) to open the page of a prison."))
    widgets.download(rows, "prisons", "prisons-csv")


def _written(shown: pd.DataFrame, lang: str) -> Styler:
    """The numbers as the page's language writes them, whatever the browser's; they are sorted as numbers."""
    whole, tenth = (partial(formats.number, lang=lang, decimals=digits) for digits in (0, 1))
    ways = {
        **dict.fromkeys(("capacity", "detained", "free_room", "workers_today", "seats_planned"), whole),
        **dict.fromkeys(("candidates", "candidates_low", "candidates_high"), tenth),
        **dict.fromkeys(("read", "derived", "default"), lambda share: formats.percent(share / 100, lang)),
    }
    return shown.style.format(ways, na_rep="–")


def _types(lang: str) -> str:
    return ", ".join(
        labelled(t, language.term("prison_type", t, lang), lang)
        for t in ("MA", "CD", "CP", "MC", "CSL", "EPM", "EPSNF")
    )


def _open_row(ids: list[str]):  # type: ignore[no-untyped-def]
    def opened() -> None:
        rows = st.session_state["prison-table"]["selection"]["rows"]
        if rows and rows[0] < len(ids):
            st.session_state["prison"] = ids[rows[0]]

    return opened
