"""An indicator's card: value with unit, difference from the reference, and where the number comes from."""

from __future__ import annotations

import math
from collections.abc import Hashable, Mapping
from html import escape

import streamlit as st

import language
from model.schema.programme import Programme
from model.schema.reference import Indicator
from reports import origin
from reports.headline import Card
from reports.wording import amount, bare, difference, ends, said
from ui import state, widgets


def cards(programme: Programme, shown: list[Card]) -> None:
    """All cards in a grid that folds on narrow screens."""
    grid = st.grid(3, min_column_width=200, gap="small")
    for card in shown:
        with grid.container(border=True, height="stretch", key=f"card-{card.indicator}"):
            _card(programme, card)


def _card(programme: Programme, card: Card) -> None:
    _, lang = state.words(), state.lang()
    known = programme.indicators[card.indicator]
    lines = list(card.more)
    if card.against is not None and not math.isnan(card.against.value):
        told_ = difference(card.against.value, known.unit, lang)
        if card.against.wide:
            told_ += f" [{ends(card.against.low, card.against.high, known.unit, lang)}]"
        lines.append(_("{difference} against the reference").format(difference=told_))
    found, told = card.value, [escape(line) for line in lines]
    spread = ends(found.low, found.high, known.unit, lang) if found.wide else ""
    if spread:
        told.insert(0, f'<span class="ends">{escape(_("90%: {ends}").format(ends=spread))}</span>')
    st.html(
        f'<div class="es-card"><div class="label">{escape(said(known.label, lang))}</div>'
        f'<div class="value">{escape(amount(found.value, known.unit, lang))}</div>'
        f'<div class="more">{"<br>".join(told)}</div></div>'
    )
    with st.popover(_("Where is it from?"), type="tertiary", key=f"from-{card.indicator}"):
        _told(programme, known)


def _told(programme: Programme, known: Indicator) -> None:
    """Formula in words, whom it concerns, which way is better, and the inputs that weigh most."""
    _, lang = state.words(), state.lang()
    st.markdown(f"**{widgets.plain(said(known.label, lang))}**")
    st.markdown(widgets.plain(said(known.formula, lang)))
    ways = {"up": _("more is better"), "down": _("less is better"), "neutral": _("neither more nor less is better")}
    years = {
        "sum": _("sum of the months"),
        "mean": _("mean of the months"),
        "last": _("last month"),
        "max": _("highest month"),
    }
    st.caption(
        _("Concerns: {party}. Unit: {unit}. Over a year: {year}. {way}.").format(
            party=language.term("party", known.party, lang),
            unit=language.term("unit", known.unit, lang),
            year=years[known.of_year],
            way=ways[known.direction].capitalize(),
        )
    )
    table = origin.inputs(programme, known.id)
    if table.empty:
        return
    rows = [
        (
            input_name(row["input"], lang),
            _value(row, lang),
            language.term("provenance", row["provenance"], lang),
            "–" if _missing(row["source"]) else row["source"],
        )
        for row in table.to_dict("records")
    ]
    head = (_("Input"), _("Value"), _("How it is known"), _("Source"))
    widgets.html_table(rows, head, caption=_("Main inputs"), words=3)


def _value(row: Mapping[Hashable, object], lang: str) -> str:
    """A value with its interval, or the span over the plan's members."""
    unit = str(row["unit"] or "")
    low, high, value = (None if _missing(row[k]) else float(str(row[k])) for k in ("low", "high", "value"))
    if value is None:
        _ = language.text(lang)
        return _("{low} to {high} ({count} cases)").format(
            low=bare(low, unit, lang), high=amount(high, unit, lang), count=row["count"]
        )
    ends = "" if low is None or high is None else f" ({amount(low, unit, lang)} – {amount(high, unit, lang)})"
    return amount(value, unit, lang) + ends


def _missing(value: object) -> bool:
    return value is None or (isinstance(value, float) and math.isnan(value))


def input_name(path: str, lang: str) -> str:
    """The name of an input, by the last part of its dotted path; the path itself when it has none."""
    name = path.rpartition(".")[2]
    known = language.term("figure", name, lang)
    return known if known != name else path
