"""What moves the answer: an indicator at the ends of each uncertain input, and where it crosses its target."""

from __future__ import annotations

import math
from collections.abc import Sequence

import streamlit as st

import language
from language import formats
from reports import tornado
from reports.wording import amount, ends, said
from ui import cached, moved, state, widgets

INDICATORS = (
    "at_work",
    "victims_withheld",
    "victims_paid",
    "kept_per_worker",
    "state_cost",
    "cost_per_productive_hour",
    "employed_12m_gain",
    "reconvictions_avoided",
)
"""Indicators offered, in this order."""


@st.fragment
def section(
    shown: cached.Result, period: str, indicators: Sequence[str] = INDICATORS, rate: float | None = None
) -> None:
    """Computed once the reader opens it: figure, switching values, then on demand the shares of the spread.

    rate: yearly discount rate, None for the scenario's.
    """
    _, lang, known = state.words(), state.lang(), shown.programme.indicators
    with st.expander(_("What moves the answer?"), key="sensitivity-open", on_change="rerun") as opened:
        if not opened.open:
            return
        indicator = st.selectbox(
            _("Indicator"),
            [i for i in indicators if i in known],
            format_func=lambda i: said(known[i].label, lang),
            key="moved",
            help=_("Each uncertain input is moved alone, from its 10% to its 90% quantile."),
        )
        unit = known[indicator].unit
        rate = shown.programme.scenario.policy.discount_rate if rate is None else rate
        found = moved.one_by_one(shown.reference, state.settings(), indicator, period, rate)
        rows = tornado.widest(found.swings)
        if not len(rows):
            st.info(_("No uncertain input moves this indicator over this period."))
            return
        told = _("{indicator}, at best values {value}. What moves it most: {first}, then {second}.")
        if len(rows) == 1:
            told = _("{indicator}, at best values {value}. One input moves it: {first}.")
        first, second = (
            language.term("inputs", rows["input"].iloc[place], lang) for place in (0, min(1, len(rows) - 1))
        )
        alt = told.format(
            indicator=said(known[indicator].label, lang),
            value=amount(float(rows["base"].iloc[0]), unit, lang),
            first=first,
            second=second,
        )
        zero = found.swings["base_if_no_effect"].iloc[0]
        if not math.isnan(zero):
            beside = _("If work has no effect after release, with every input at its best value: {value}.")
            alt += " " + beside.format(value=amount(float(zero), unit, lang))
        st.markdown(widgets.plain(alt))
        _crossings(found, unit)
        widgets.figure(
            tornado.drawing(found.swings, unit, lang, state.dark()), alt, found.swings, "tornado", _columns()
        )
        _shares(shown, indicator, period, rate)
        st.caption(
            _(
                "Expected engine, chance left out: small workshops with few candidates are shown up to 11 points too "
                "full, and costs too low, as every price stands at its middle value."
            )
        )
        about = moved.asked_about(shown.programme, indicator, period)
        if len(about) == 7:
            st.caption(_("People at work in {month}, when the target is due.").format(month=formats.month(about, lang)))


def _crossings(found: moved.Moved, unit: str) -> None:
    """Where the indicator crosses the level that the scenario asks of it."""
    _, lang = state.words(), state.lang()
    if found.level is None or math.isnan(found.level):
        return
    level, crossed = amount(found.level, unit, lang), found.crossing[found.crossing["crosses"].astype(bool)]
    lines = [
        language.term("switching", row["sentence"], lang).format(
            input=language.term("inputs", row["input"], lang),
            value=amount(row["value_at_crossing"], row["unit"], lang) if row["unit"] else "–",
            level=level,
        )
        for row in crossed.to_dict("records")
    ]
    if not lines and len(found.crossing):
        lines.append(language.term("switching", found.crossing["sentence"].iloc[0], lang).format(level=level))
    st.markdown("\n".join(f"- {widgets.plain(line)}" for line in lines))


def _shares(shown: cached.Result, indicator: str, period: str, rate: float) -> None:
    """Share of the spread that each input explains, alone and with what it does together with others."""
    _, lang = state.words(), state.lang()
    asked = st.button(
        _("Share of the spread (some seconds)"),
        key="sobol",
        help=_("First-order and total Sobol indices: all inputs are moved at once, thousands of times."),
    )
    if not asked:
        return
    with st.spinner(_("Moving all inputs at once...")):
        table = moved.together(shown.reference, state.settings(), indicator, period, rate)
    names = [language.term("inputs", name, lang) for name in table["input"].head(tornado.SHOWN)]
    shares = table[["first", "total", "total_low", "total_high"]].head(tornado.SHOWN).clip(lower=0).itertuples()
    rows = [
        (name, formats.percent(of.first, lang, 1), formats.percent(of.total, lang, 1),
         ends(of.total_low, of.total_high, "share", lang))
        for name, of in zip(names, shares, strict=True)
    ]  # fmt: skip
    head = (_("Input"), _("Alone"), _("With the others"), _("90% interval of the estimate"))
    widgets.html_table(rows, head, caption=_("Share of the spread of the indicator"))
    widgets.download(table, f"{indicator}-sobol", "sobol-csv")


def _columns() -> dict[str, str]:
    _ = state.words()
    return {
        "input": _("Input"),
        "low_value": _("Input low (10%)"),
        "high_value": _("Input high (90%)"),
        "at_low": _("Indicator there, low"),
        "at_high": _("Indicator there, high"),
        "base": _("At best values"),
        "at_low_if_no_effect": _("Indicator there if work has no effect, low"),
        "at_high_if_no_effect": _("Indicator there if work has no effect, high"),
        "base_if_no_effect": _("At best values, if work has no effect"),
        "unit": _("Unit of the input"),
    }
