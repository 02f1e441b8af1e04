"""Pieces of the page of sources."""

from __future__ import annotations

from datetime import date
from functools import partial

import pandas as pd
import streamlit as st

import language
from language import formats
from model.provenance import PROVENANCES
from model.schema.programme import Programme
from reports.assumptions import FAMILIES, notes
from reports.wording import as_given, said
from ui import cached, changed, state, widgets
from ui.cards import input_name


def checks(shown: cached.Result) -> None:
    """What the checks say of this scenario, in words."""
    _, lang = state.words(), state.lang()
    found = cached.warnings(shown.reference, state.settings())
    if not found:
        st.markdown(_("Every check passes: no warning for this scenario."))
        return
    told = language.plural(lang)(
        "{count} warning: nothing is wrong, but a reader should know.",
        "{count} warnings: nothing is wrong, but a reader should know.",
        len(found),
    )
    st.markdown(told.format(count=len(found)))
    lines = [f"- {widgets.plain(language.line(fault, lang))}" for fault in found]
    with st.container(height=220 if len(lines) > 4 else "content", border=len(lines) > 4):
        st.markdown("\n".join(lines))


def changes(programme: Programme) -> None:
    """Every override applied: ``key: old -> new``, and whose it is."""
    _, lang = state.words(), state.lang()
    if not programme.changes:
        st.markdown(_("No input is changed: everything is as in its file."))
        return
    whose = {"overrides": _("the scenario"), "variants": _("the variant"), "--set": _("you, here")}
    rows = [
        (f"{changed.name(programme, c.path, lang)}\n{c.path}".strip(),
         *(changed.word(programme, c.path, text, lang) for text in (c.old, c.new)), whose[c.by.partition(".")[0]])
        for c in programme.changes
    ]  # fmt: skip
    head = (_("Input"), _("Before"), _("After"), _("By"))
    widgets.html_table(rows, head, caption=_("Overrides, in order"), words=3)


def table(whole: pd.DataFrame, shown: cached.Result, today: date) -> None:
    """The assumptions behind filters kept in the link."""
    _, lang = state.words(), state.lang()
    families = partial(language.term, "families", lang=lang)
    first, second, third = st.columns(3)
    with first:
        widgets.choices("family", FAMILIES, _("Family"), _("Which part of the inputs."), families)
    with second:
        names = partial(language.term, "provenance", lang=lang)
        widgets.choices("known", PROVENANCES, _("How it is known"), _("Published, old, derived, assumed..."), names)
    state.linked("search", "", str)
    text = third.text_input(
        _("Search"), key="search", help=_("Part of a path, of a source or of a note."), persist_state="session"
    )
    state.keep("search", "")
    rows, read = whole, worded(shown, state.settings(), today, lang)
    if st.session_state["family"]:
        rows = rows[rows["family"].isin(st.session_state["family"])]
    if st.session_state["known"]:
        rows = rows[rows["provenance"].isin(st.session_state["known"])]
    if text:
        joined = rows["path"] + " " + rows["source"].fillna("") + " " + read[_("Note")].loc[rows.index]
        rows = rows[joined.map(_plain).str.contains(_plain(text), case=False, regex=False)]
    if rows.empty:
        st.info(_("No assumption passes these filters: take one away."))
        return
    st.caption(
        _("{count} figures of {all}").format(
            count=formats.number(len(rows), lang), all=formats.number(len(whole), lang)
        )
    )
    text = st.column_config.TextColumn
    st.dataframe(
        read.loc[rows.index],
        hide_index=True,
        key="assumptions",
        height=460,
        alt=_("Table of assumptions."),
        column_config={
            _("Figure"): text(pinned=True, width=230),
            **{_(end): text(width=130) for end in ("Value", "Low", "High")},
            _("Interval"): text(width=80, help=_("How sure it is that the figure lies between low and high.")),
            _("In force from"): text(width=130),
            _("Date"): text(width=130),
            _("Source"): text(width=200, help=_("Id of the source: its title and address stand in the list below.")),
            _("Note"): text(width=420),
        },
    )
    widgets.download(whole, f"{shown.reference.replace('@', '-')}-assumptions", "assumptions-csv")


def _plain(text: str) -> str:
    """Every space an ordinary one: no one types those of print."""
    return " ".join(text.split())


def worded(shown: cached.Result, settings: cached.Settings, today: date, lang: str) -> pd.DataFrame:
    """Every assumption in words, in the order and with the index of their table."""
    at = cached.now(shown.reference, settings)
    return _worded(at, shown.reference, settings, today, lang, shown.programme)


@st.cache_resource(show_spinner=False, max_entries=32)
def _worded(
    at: cached.At, reference: str, settings: cached.Settings, today: date, lang: str, _of: Programme
) -> pd.DataFrame:
    _, rows = language.text(lang), cached.assumptions_table(reference, settings, today)
    units = rows["unit"].fillna("").astype(str)

    def written(column: str) -> list[str]:
        return [_value(v, u, lang) for v, u in zip(rows[column], units, strict=True)]

    return pd.DataFrame(
        {
            _("Family"): [language.term("families", f, lang) for f in rows["family"]],
            _("Figure"): [_name(_of, p, lang) for p in rows["path"]],
            _("Value"): written("value"),
            _("Low"): written("low"),
            _("High"): written("high"),
            _("Interval"): ["" if pd.isna(chance) else formats.percent(chance, lang) for chance in rows["interval"]],
            _("In force from"): [formats.date(d, lang) if isinstance(d, str) else "" for d in rows["from"]],
            _("Date"): [formats.date(d, lang) if isinstance(d, str) else "" for d in rows["as_of"]],
            _("Age (years)"): [_value(a, "", lang) for a in rows["age"]],
            _("How it is known"): [language.term("provenance", p, lang) for p in rows["provenance"]],
            _("Mark"): [language.term("mark", m, lang) for m in rows["mark"]],
            _("Source"): rows["source"].fillna(""),
            _("Note"): [told or "" for told in notes(_of, lang)],
            _("Path"): rows["path"],
        }
    )


def _name(programme: Programme, path: str, lang: str) -> str:
    """A parameter of the law by its label, any other figure by its own name."""
    family, _dot, member = path.partition(".")
    return (
        said(programme.law[member].label, lang)
        if family == "law" and member in programme.law
        else input_name(path, lang)
    )


def _value(value: object, unit: str, lang: str) -> str:
    if value is None or pd.isna(value):  # type: ignore[call-overload]
        return ""
    return as_given(float(str(value)), unit, lang) if unit else formats.short_number(float(str(value)), lang)


def sources(whole: pd.DataFrame, programme: Programme) -> None:
    """The sources that the assumptions cite, with address and licence."""
    _, lang = state.words(), state.lang()
    cited = whole["source"].value_counts()
    rows = [
        {
            "id": name,
            "title": s.title,
            "publisher": s.publisher or "",
            "date": formats.date(s.date, lang) if s.date else "",
            "figures": int(cited[name]),
            "address": s.address or "",
            "licence": language.note(s.licence, lang) if s.licence else "",
            "note": language.note(s.note, lang) if s.note else "",
        }
        for name, s in programme.sources.items()
        if name in cited.index
    ]
    listed = pd.DataFrame(rows)
    if listed.empty:
        st.info(_("No source is cited."))
        return
    names = {
        "id": _("Id"),
        "title": _("Title"),
        "publisher": _("Publisher"),
        "date": _("Date"),
        "figures": _("Figures"),
        "address": _("Address"),
        "licence": _("Licence"),
        "note": _("Note"),
    }
    st.dataframe(listed.rename(columns=names), hide_index=True, key="sources", height=420, alt=_("Table of sources."))
    widgets.download(listed, "sources", "sources-csv")
