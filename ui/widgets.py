"""Widgets of the house: a number field, an indicator's card, a figure with its text and its data, tables, faults."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from html import escape
from typing import TypeVar

import pandas as pd
import plotly.graph_objects as go  # type: ignore[import-untyped]
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

import language
from language import formats
from model.schema.fault import Fault, InputFaults
from reports.look import Drawing
from reports.markup import inline, unbroken
from reports.wording import labelled
from ui import files, state

Option = TypeVar("Option")
_SPACES = re.compile(r"[\s\u00a0\u202f]")
NUMBER = r"^\s*-?\d{1,3}([\s\u00a0\u202f.,]?\d{3})*([.,]\d+)?\s*$|^\s*-?\d+([.,]\d+)?\s*$"


KINDS = {
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "html": "text/html",
    "csv": "text/csv",
    "parquet": "application/vnd.apache.parquet",
    "json": "application/json",
    "yaml": "application/yaml",
}
"""Types of files, by their ending."""


def read_number(text: str, lang: str) -> float:
    """``1 234,5``, ``1234.5``, ``1.234,5`` and ``1,234.5`` are one number. Raises ValueError.

    A lone comma is a decimal one, save before exactly three digits in English: ``1,234``.
    """
    plain = _SPACES.sub("", text).replace(formats.MINUS, "-")
    if "," in plain and "." in plain:
        decimal = max(plain.rfind(","), plain.rfind("."))
        plain = re.sub(r"[.,]", "", plain[:decimal]) + "." + plain[decimal + 1 :]
    elif lang == "en" and re.fullmatch(r"-?\d{1,3}(,\d{3})+", plain):
        plain = plain.replace(",", "")
    if not re.fullmatch(r"-?\d+([.,]\d+)?", plain):
        raise ValueError(text)
    return float(plain.replace(",", "."))


def number_field(
    label: str, key: str, default: float, unit: str, low: float, high: float, *, help: str, disabled: bool = False
) -> float:
    """A number that may be written the French or the English way; outside its bounds the default stands in.

    Its value is in the link under ``key``, with a point. The unit stands behind the label, unless the label has it.
    """
    _, lang = state.words(), state.lang()
    shown = formats.short_number(default, lang)
    state.linked(key, shown, lambda text: formats.short_number(float(text), lang))
    wrong = _("A number is expected, such as {example}.").format(example=formats.short_number(1234.5, lang))
    named = label if unit in label.lower().split() else f"{label} ({unit})"
    text = st.text_input(
        named, key=key, help=help, validate=(NUMBER, wrong), disabled=disabled, persist_state="session"
    )
    try:
        value = read_number(text or "", lang)
    except ValueError:
        st.error(wrong)
        return default
    if not low <= value <= high:
        told = _("Between {low} and {high} {unit}: the value is not used.")
        st.error(told.format(low=formats.short_number(low, lang), high=formats.short_number(high, lang), unit=unit))
        return default
    if value != default:
        if st.query_params.get(key) != f"{value:g}":
            st.query_params[key] = f"{value:g}"
    elif key in st.query_params:
        del st.query_params[key]
    return value


def choice(
    key: str, options: Sequence[Option], default: Option, label: str, help: str, names: Callable[[Option], str]
) -> Option:
    """A select box whose value is in the link."""
    state.linked_choice(key, options, default)
    st.selectbox(label, options, format_func=names, key=key, help=help, persist_state="session")
    state.keep(key, default)
    chosen: Option = st.session_state[key]
    return chosen


def choices(key: str, options: Sequence[str], label: str, help: str, names: Callable[[str], str]) -> list[str]:
    """A filter of several values, all of them in the link; empty lets everything through."""
    _ = state.words()
    none: list[str] = []
    state.linked(key, none, lambda _text: st.query_params.get_all(key))
    st.session_state[key] = [v for v in st.session_state[key] if v in options]
    st.multiselect(
        label, options, format_func=names, key=key, help=help, placeholder=_("All"), select_all=False,
        persist_state="session",
    )  # fmt: skip
    state.keep(key, none)
    chosen: list[str] = st.session_state[key]
    return chosen


def faults(found: Iterable[Fault]) -> None:
    """Faults of the inputs as sentences, with file and line; never a stack trace."""
    _, told = state.words(), list(found)
    linked = all(fault.file == "--set" for fault in told)  # changed here, in no file
    head = (
        _("What this page's link changes does not suit the scenario, so nothing is computed:")
        if linked
        else _("The inputs are not right, so nothing is computed:")
    )
    wrong(head, [replace(fault, file="") if fault.file == "--set" else fault for fault in told])


LISTED = 50
"""Faults that a page lists, of files that may hold one in every line: thousands hold the browser for minutes."""


def wrong(says: str, found: Sequence[Fault]) -> None:
    """What is not done, and the faults that are why: the first of many, and how many more there are."""
    _, lang = state.words(), state.lang()
    lines = [f"- {plain(language.line(fault, lang))}" for fault in found[:LISTED]]
    if len(found) > LISTED:
        lines.append("- " + _("and {count} more").format(count=formats.number(len(found) - LISTED, lang)))
    st.error(says + "\n\n" + "\n".join(lines))


def run(page: Callable[[], None]) -> None:
    """Run a page; faults of its inputs are told as sentences."""
    try:
        page()
    except InputFaults as found:
        if any(fault.code == "plan_not_optimised" for fault in found.faults):
            to_be_planned()
        else:
            faults(found.faults)


def to_be_planned() -> None:
    """What a page shows of a scenario whose plan is still to be found, and where to find it."""
    _ = state.words()
    st.info(_("The plan of this scenario is left to the optimiser, and no search has found one yet."))
    st.page_link("ui/views/rollout.py", label=_("Search for the best plan"), icon=":material/play_arrow:")


def plain(text: str) -> str:
    """Text of a profile, safe inside Markdown."""
    return re.sub(r"([\\`*_{}\[\]<>()#+!|$~:])", r"\\\1", unbroken(text))


LONG = 32
"""Signs in a cell of numbers from which it is a sentence, and is broken into lines."""


def html_table(
    rows: Iterable[Iterable[str]], head: Iterable[str], *, caption: str, words: int = 0, strong: int = 0, below: int = 0
) -> None:
    """A small table of words and formatted numbers: the first column names the row.

    words: how many columns at the end hold words, not numbers; strong: how many rows at the end are totals;
    below: how many columns at the end stand under their row, over its whole width, each after its head.
    """
    body, listed, heads = [], [list(r) for r in rows], list(head)
    across = len(heads) - below
    heads, under = heads[:across], heads[across:]
    numbers = across - words
    few = " few" if numbers <= 8 else ""  # their intervals have room on one line

    def kind(column: int, text: str = "") -> str:
        long = " long" if any(len(line) > LONG for line in text.split("\n")) else ""
        long = long or (" words" if len(text) > LONG // 2 and not any(c.isdigit() for c in text) else "")
        return f' class="number{long}"' if 0 < column < numbers else ""

    for position, (name, *cells) in enumerate(listed):
        weight = ' class="total"' if position >= len(listed) - strong else ""
        inner = "".join(f"<td{kind(i, c)}>{_cell(c)}</td>" for i, c in enumerate(cells[: across - 1], start=1))
        body.append(f'<tr{weight}><th scope="row">{_cell(name)}</th>{inner}</tr>')
        more = zip(under, cells[across - 1 :], strict=True)
        if told := [labelled(escape(said), inline(text), state.lang()) for said, text in more if text]:
            body.append(f'<tr class="below"><td colspan="{across}">{"<br>".join(told)}</td></tr>')
    top = "".join(f'<th scope="col"{kind(i)}>{escape(h)}</th>' for i, h in enumerate(heads))
    st.html(
        f'<div class="es-scroll" tabindex="0" role="region" aria-label="{escape(caption)}">'
        f'<table class="es-table{few}">'
        f"<caption>{escape(caption)}</caption><thead><tr>{top}</tr></thead><tbody>{''.join(body)}</tbody></table></div>"
    )


def _cell(text: str) -> str:
    """A cell; what follows a line break is the interval of what stands before, and what else is said of it."""
    value, *more = text.split("\n")
    return inline(value) + "".join(f'<br><span class="ends">{escape(line)}</span>' for line in more if line)


def csv(table: pd.DataFrame, lang: str) -> bytes:
    """A table as a file that the reader's spreadsheet opens right: ``;`` and decimal comma in French."""
    if lang == "fr":
        return table.to_csv(index=False, sep=";", decimal=",").encode("utf-8-sig")
    return table.to_csv(index=False).encode("utf-8")


def download(table: pd.DataFrame, name: str, key: str, label: str | None = None) -> None:
    """A button that gives a table as CSV in the reader's locale. label: what it says, if not just "Download"."""
    _, lang = state.words(), state.lang()
    help = _("One row a line, for a spreadsheet in your language.")
    files.offer(label or _("Download (CSV)"), csv(table, lang), f"{name}.csv", "text/csv", key, help)


def figure(
    drawing: Drawing | go.Figure, alt: str, table: pd.DataFrame, key: str, columns: Mapping[str, str] | None = None
) -> None:
    """A figure, its text for those who do not see it, and its data below.

    columns: names shown of the table's columns, beside those of the terms; the file keeps the ids.
    """
    st.plotly_chart(drawing, key=key, alt=alt, config={"displayModeBar": False, "displaylogo": False})
    data(table, key, dict(columns or {}))


@st.fragment
def data(table: pd.DataFrame, key: str, columns: dict[str, str], title: str | None = None) -> None:
    """Data, of a figure if nothing else is said: sent only when the reader opens them."""
    _ = state.words()
    with st.expander(title or _("Data of this figure"), key=f"{key}-open", on_change="rerun") as opened:
        if opened.open:
            heads = {name: columns.get(name) or column_name(name, state.lang()) for name in map(str, table.columns)}
            st.dataframe(table.rename(columns=heads), hide_index=True, key=f"{key}-table", height=260)
            download(table, key, f"{key}-csv")


def column_name(name: str, lang: str) -> str:
    """A column's name in words, that of an end after its figure's (``people_low``: "Au travail, bas"); its id where the
    terms have none."""
    _ = language.text(lang)
    for end, told in (("_low", _("{leg}, low")), ("_high", _("{leg}, high"))):
        if name.endswith(end):
            return told.format(leg=column_name(name.removesuffix(end), lang))
    return language.term("column", name, lang)


def take_away(title: str, name: str, forms: Sequence[str], make: Callable[[str, str], bytes], key: str) -> None:
    """A document to take away: a button for each form, made when it is pressed, in the reader's language."""
    _, lang = state.words(), state.lang()
    st.header(title)
    with st.container(horizontal=True):
        for form in forms:
            files.offer(
                form.upper(), partial(make, form, lang), f"{name}-{lang}.{form}", KINDS[form], f"{key}-{form}",
                _("{title} as {form}").format(title=title, form=language.term("report_form", form, lang)), files.ARROW,
            )  # fmt: skip


def side_by_side(count: int = 2) -> DeltaGenerator:
    """Columns that stand under each other where the window is narrow; fill it container by container."""
    return st.grid(count, min_column_width=420 if count == 2 else 340, gap=("small", "medium"))
