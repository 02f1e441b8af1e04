"""Figures of money: present value by perspective, what each party receives and pays."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from reports.interval import Interval, written
from reports.look import Drawing, Look, axis, frame, look

PARTY_COLOURS = {
    "detainee": 0, "victim": 1, "State": 2, "company": 4, "social_insurance": 8, "public": 5, "public_funds": 9,
    "society": 6,
}  # fmt: skip
"""Position of a party in the categories, the same in every figure."""
GROUP_COLOURS = {
    "pay": 0, "victims": 1, "contributions": 8, "investment": 5, "running": 2, "hours": 4, "replaced": 9, "after": 3,
}  # fmt: skip
_SHAPES = {
    "pay": "", "victims": "/", "contributions": ".", "investment": "x", "running": "\\", "hours": "", "replaced": "-",
    "after": "|",
}  # fmt: skip


def _scale(largest: float) -> tuple[float, str]:
    return (1e6, "M") if largest >= 1e6 else (1e3, "k")


def _axis(colours: Look, lang: str, letter: str) -> Drawing:
    says = f"{letter}€" if lang == "fr" else f"€{letter}"
    return axis(
        colours, says=says, separatethousands=True, zeroline=True, zerolinecolor=colours.text, zerolinewidth=1.5
    )


def present_values(
    table: pd.DataFrame, names: Mapping[str, str], zero_effect: str, counted: str, lang: str, dark: bool
) -> Drawing:
    """One bar a perspective with its 90 % interval, and a diamond where it stands if effects are zero."""
    colours = look(dark)
    told = table[["value", "low", "high", "value_zero_effect"]].abs().max().max()
    scale, letter = _scale(float(told))
    names_ = [names[who] for who in table["perspective"]]
    wide = bool((table["high"] - table["low"]).max() > 0)
    says = [
        written(Interval(row["value"], row["low"], row["high"]) if wide else Interval(row["value"]), "EUR", lang)
        for row in table.to_dict("records")
    ]
    bars: Drawing = {
        "type": "bar",
        "orientation": "h",
        "name": counted,
        "y": names_,
        "x": (table["value"] / scale).tolist(),
        "customdata": says,
        "hovertemplate": "%{y}<br>%{customdata}<extra></extra>",
        "marker": {"color": [colours.categories[PARTY_COLOURS[who]] for who in table["perspective"]]},
    }
    if wide:
        bars["error_x"] = {
            "type": "data",
            "symmetric": False,
            "array": ((table["high"] - table["value"]) / scale).tolist(),
            "arrayminus": ((table["value"] - table["low"]) / scale).tolist(),
            "color": colours.strong,
            "thickness": 1.5,
            "width": 5,
        }
    dots = {
        "type": "scatter",
        "mode": "markers",
        "name": zero_effect,
        "y": names_,
        "x": (table["value_zero_effect"] / scale).tolist(),
        "customdata": [
            written(Interval(*row), "EUR", lang)
            for row in table[[f"{c}_zero_effect" for c in ("value", "low", "high")]].itertuples(index=False)
        ],
        "hovertemplate": "%{y}<br>%{customdata}<extra>" + zero_effect + "</extra>",
        "marker": {
            "symbol": "diamond",
            "size": 10,
            "color": colours.paper,
            "line": {"color": colours.strong, "width": 2},
        },
    }
    return {
        "data": [bars, dots],
        "layout": frame(
            colours,
            lang,
            380,
            bargap=0.4,
            xaxis=_axis(colours, lang, letter),
            yaxis=axis(colours, autorange="reversed", showgrid=False, tickfont={"color": colours.strong, "size": 13}),
        ),
    }


def parties(
    table: pd.DataFrame, parties_: Mapping[str, str], groups: Mapping[str, str], lang: str, dark: bool
) -> Drawing:
    """What each party receives, to the right, and pays, to the left, by kind (see ``benefits.groups``)."""
    colours = look(dark)
    scale, letter = _scale(float(table.groupby(["party", "side"])["value"].sum().abs().max()))
    order = list(dict.fromkeys(table["party"]))
    traces = []
    for group, name in groups.items():
        mine = table[table["group"] == group]
        if mine.empty:
            continue
        traces.append(
            {
                "type": "bar",
                "orientation": "h",
                "name": name,
                "y": [parties_[p] for p in mine["party"]],
                "x": (mine["value"] / scale).tolist(),
                "customdata": [
                    written(Interval(*row), "EUR", lang) for row in mine[[*Interval._fields]].itertuples(index=False)
                ],
                "hovertemplate": "%{y}<br>" + name + "<br>%{customdata}<extra></extra>",
                "marker": {
                    "color": colours.categories[GROUP_COLOURS[group]],
                    "pattern": {
                        "shape": _SHAPES[group],
                        "size": 8,
                        "solidity": 0.14,
                        "fillmode": "overlay",
                        "fgcolor": colours.paper,
                        "fgopacity": 0.6,
                    },
                },
            }
        )
    return {
        "data": traces,
        "layout": frame(
            colours,
            lang,
            430,
            barmode="relative",
            bargap=0.35,
            xaxis=_axis(colours, lang, letter),
            yaxis=axis(
                colours,
                categoryorder="array",
                categoryarray=[parties_[p] for p in reversed(order)],
                showgrid=False,
                tickfont={"color": colours.strong, "size": 13},
            ),
        ),
    }
