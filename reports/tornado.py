"""Which uncertain inputs move an indicator, as bars: the widest first."""

from __future__ import annotations

from typing import Final

import pandas as pd

import language
from language import formats
from model.uncertainty.sensitivity import NOISE
from reports.look import Drawing, axis, frame, look, unit_axis
from reports.wording import amount

SHOWN: Final = 12
"""Bars at most."""


SEEN: Final = 0.002
"""Share of the widest bar under which a bar cannot be seen, and its labels lie on each other."""


def moving(swings: pd.DataFrame) -> pd.DataFrame:
    """The inputs that move the indicator at all (see ``sensitivity.tornado``)."""
    return swings[(swings["at_high"] - swings["at_low"]).abs() > NOISE * swings["base"].abs()]


def widest(swings: pd.DataFrame) -> pd.DataFrame:
    """The inputs that are drawn: those that move the indicator so that it can be seen, the widest of them."""
    rows = moving(swings)
    width = (rows["at_high"] - rows["at_low"]).abs()
    return rows[width >= SEEN * width.max()].head(SHOWN)


def drawing(swings: pd.DataFrame, unit: str, lang: str, dark: bool) -> Drawing:
    """A bar for each input, from the indicator at its 10 % quantile to that at its 90 % quantile, all others at their
    best value; beside each end, what the input is there; a broken line at the indicator if work has no effect. unit: of
    the indicator."""
    _, colours, rows = language.text(lang), look(dark), widest(swings)
    names = [language.term("inputs", name, lang) for name in rows["input"]]
    traces: list[Drawing] = []
    for side, says, colour, pattern in (
        ("low", _("Input low (10%)"), colours.categories[1], "/"),
        ("high", _("Input high (90%)"), colours.categories[0], ""),
    ):
        at = rows[f"at_{side}"]
        inputs = [_value(v, u, lang) for v, u in zip(rows[f"{side}_value"], rows["unit"], strict=True)]
        hover = [
            f"{amount(v, unit, lang)} ({i})" if i else amount(v, unit, lang) for v, i in zip(at, inputs, strict=True)
        ]
        traces.append({
            "type": "bar",
            "orientation": "h",
            "name": says,
            "y": names,
            "x": (at - rows["base"]).tolist(),
            "base": rows["base"].tolist(),
            "text": inputs,
            "textposition": "outside",
            "cliponaxis": False,
            "textfont": {"color": colours.text, "size": 11},
            "customdata": hover,
            "hovertemplate": "%{y}<br>%{customdata}<extra>" + says + "</extra>",
            "marker": {"color": colour, "pattern": {"shape": pattern, "size": 8, "solidity": 0.14,
                       "fillmode": "overlay", "fgcolor": colours.paper, "fgopacity": 0.6}},
        })  # fmt: skip
    zero = rows["base_if_no_effect"].dropna().head(1).tolist()
    traces += [
        {
            "type": "scatter", "mode": "lines", "name": _("if work has no effect"), "x": [one], "y": names[:1],
            "line": {"color": colours.strong, "width": 1.5, "dash": "dash"}, "hoverinfo": "skip",
        }
        for one in zero
    ]  # fmt: skip
    ends = pd.concat([rows["at_low"], rows["at_high"], pd.Series(zero, dtype=float)])
    room = 0.22 * float(ends.max() - ends.min()) if len(rows) else 1.0
    best = float(rows["base"].iloc[0]) if len(rows) else 0.0
    reach = (float(ends.min()) - room, float(ends.max()) + room) if len(rows) else (0.0, 1.0)
    seen = {} if len(rows) else {"visible": False}
    nothing = {
        "text": _("No uncertain input moves this indicator over this period."),
        "showarrow": False,
        "xref": "paper",
        "yref": "paper",
        "x": 0,
        "y": 0.5,
        "font": {"color": colours.strong, "size": 14},
    }
    return {
        "data": traces,
        "layout": frame(
            colours,
            lang,
            110 + 34 * max(1, len(rows)),
            barmode="overlay",
            bargap=0.35,
            shapes=[] if seen else [{"type": "line", "x0": x, "x1": x, "y0": 0, "y1": 1, "yref": "paper",
                     "line": {"color": colours.strong, "width": 1.5, "dash": dash}}
                    for x, dash in ((best, "solid"), *((one, "dash") for one in zero))],
            legend={"orientation": "h", "y": 1.0, "yanchor": "bottom", "x": 0, "font": {"color": colours.strong}},
            annotations=[] if len(rows) else [nothing],
            xaxis=unit_axis(colours, *reach, unit, lang, **seen),
            yaxis=axis(colours, autorange="reversed", showgrid=False, tickfont={"color": colours.strong, "size": 13},
                       **seen),
        ),
    }  # fmt: skip


def _value(value: float, unit: str, lang: str) -> str:
    """An input's value; nothing where its figures have several units."""
    if not unit:
        return ""
    if unit.startswith("rate"):
        return formats.percent(value, lang, 1)
    if not unit.startswith("EUR") and abs(value) < 100:  # a quantile, not a figure that stands somewhere
        value = float(f"{value:.3g}")
    return amount(value, unit, lang)
