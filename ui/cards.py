"""An indicator's card: value with unit, difference from the reference, and where the number comes from."""

from __future__ import annotations

import math
from html import escape

import streamlit as st

import language
from reports.headline import Card
from reports.interval import spread, value_of
from reports.wording import difference_ranged, said
from ui import cached, explained, state


def cards(shown: cached.Result, period: str, listed: list[Card], rate: float | None = None) -> None:
    """All cards in a grid that folds on narrow screens; each tells where its number comes from. rate: the discount rate
    of their present values, None for the scenario's."""
    grid = st.grid(3, min_column_width=200, gap="small")
    for card in listed:
        with grid.container(border=True, height="stretch", key=f"card-{card.indicator}"):
            _card(shown, period, card, rate)


def _card(shown: cached.Result, period: str, card: Card, rate: float | None) -> None:
    _, lang = state.words(), state.lang()
    known = shown.programme.indicators[card.indicator]
    lines = list(card.more)
    if card.against is not None and not math.isnan(card.against.value):
        differs = difference_ranged(*card.against, known.unit, lang)
        lines.append(_("{difference} against the reference").format(difference=differs))
    found, told = card.value, [escape(line) for line in lines]
    if between := spread(found, known.unit, lang):
        told.insert(0, f'<span class="ends">{escape(_("90%: {ends}").format(ends=between))}</span>')
    st.html(
        f'<div class="es-card"><div class="label">{escape(said(known.label, lang))}</div>'
        f'<div class="value">{escape(value_of(found, known.unit, lang))}</div>'
        f'<div class="more">{"<br>".join(told)}</div></div>'
    )
    explained.button(shown.reference, explained.About(card.indicator, period, rate=rate), card.indicator)


def input_name(path: str, lang: str) -> str:
    """The name of an input, by the last part of its dotted path; the path itself when it has none."""
    name = path.rpartition(".")[2]
    known = language.term("figure", name, lang)
    return known if known != name else path
