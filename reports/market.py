"""Figure: what a productive hour costs in each prison, against the same hour elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

import pandas as pd

from model.schema.quantity import Quantity
from reports.interval import Interval, written
from reports.look import LIGHT, Drawing, axis, euros_axis, faint, frame, look
from reports.partnership import listed
from reports.parts import Spec
from reports.print_figures import spec

SHOWN = 12
"""Prisons drawn."""


def alike(prices: Mapping[str, Quantity], names: Mapping[str, str], lang: str) -> list[tuple[str, list[Quantity]]]:
    """Prices that are drawn as one line, as they are the same to the cent: the names of all of them, and each."""
    found: dict[float, tuple[list[str], list[Quantity]]] = {}
    for name, price in prices.items():
        told, same = found.setdefault(round(price.value, 2), ([], []))
        told.append(names[name])
        same.append(price)
    return [(listed(told, lang), same) for told, same in found.values()]


def drawing(table: pd.DataFrame, prices: Mapping[str, Quantity], names: Mapping[str, str], lang: str,
            dark: bool) -> Drawing:  # fmt: skip
    """Costs with their 90 % intervals, best prison first (see ``partnership.places``); prices elsewhere as lines.

    prices: EUR an hour by name; names: words for them.
    """
    colours, rows = look(dark), table.head(SHOWN)
    cost, low, high = (rows[f"cost_per_productive_hour{end}"] for end in ("", "_low", "_high"))
    told = [
        written(Interval(value, first, last), "EUR/hour", lang)
        for value, first, last in zip(cost, low, high, strict=True)
    ]
    points: Drawing = {
        "type": "scatter", "mode": "markers", "x": cost.round(2).tolist(),
        "y": [escape(name, quote=False) for name in rows["name"]],
        "marker": {"color": colours.categories[0], "size": 9},
        "error_x": {"type": "data", "symmetric": False, "array": (high - cost).round(2).tolist(),
                    "arrayminus": (cost - low).round(2).tolist(), "color": colours.categories[0], "thickness": 1.6,
                    "width": 4},
        "customdata": told, "hovertemplate": "%{y}<br>%{customdata}<extra></extra>", "showlegend": False,
    }  # fmt: skip
    shapes, notes = [], []
    lines = alike(prices, names, lang)
    for place, (name, same) in enumerate(lines, start=1):
        colour, value = colours.categories[place], same[0].value
        shapes += [
            {"type": "rect", "xref": "x", "yref": "paper", "x0": price.low, "x1": price.high, "y0": 0, "y1": 1,
             "fillcolor": faint(colour), "line": {"width": 0}, "layer": "below"}
            for price in same if price.low is not None and price.high is not None
        ]  # fmt: skip
        shapes.append({"type": "line", "xref": "x", "yref": "paper", "x0": value, "x1": value, "y0": 0,
                       "y1": 1, "line": {"color": colour, "width": 2, "dash": "dash"}})  # fmt: skip
        notes.append({"x": value, "y": 1, "yshift": 18 * (place - 1), "xref": "x", "yref": "paper", "showarrow": False,
                      "yanchor": "bottom", "text": name, "font": {"color": colours.strong, "size": 12}})  # fmt: skip
    across = euros_axis(colours, lang, rangemode="tozero")
    upright = axis(colours, autorange="reversed", showgrid=False, tickfont={"color": colours.strong, "size": 12})
    layout = frame(colours, lang, 150 + 26 * max(1, len(rows)), xaxis=across, yaxis=upright, shapes=shapes,
                   annotations=notes)  # fmt: skip
    layout["margin"] = {"l": 8, "r": 8, "t": 26 + 20 * len(lines), "b": 8}
    return {"data": [points], "layout": layout}


def paper(table: pd.DataFrame, prices: Mapping[str, Quantity], names: Mapping[str, str], lang: str) -> Spec:
    """The same for paper."""
    shown = table.head(SHOWN)
    rows = [
        {"name": r["name"], "cost": round(r["cost_per_productive_hour"], 4),
         "low": round(r["cost_per_productive_hour_low"], 4), "high": round(r["cost_per_productive_hour_high"], 4)}
        for r in shown.to_dict("records") if r["cost_per_productive_hour"] == r["cost_per_productive_hour"]
    ]  # fmt: skip
    lines = alike(prices, names, lang)
    elsewhere = [{"price": same[0].value, "name": name} for name, same in lines]
    bands: list[Spec] = [
        {"data": {"values": [{"low": q.low, "high": q.high}]},
         "mark": {"type": "rect", "opacity": 0.14, "color": LIGHT.categories[place]},
         "encoding": {"x": {"field": "low", "type": "quantitative"}, "x2": {"field": "high"}}}
        for place, (_name, same) in enumerate(lines, start=1)
        for q in same if q.low is not None and q.high is not None
    ]  # fmt: skip
    y = {"field": "name", "type": "nominal", "sort": None, "axis": {"title": None, "ticks": False}}
    unit = "€ par heure productive" if lang == "fr" else "€ a productive hour"
    x = {"type": "quantitative", "scale": {"zero": True}, "axis": {"title": unit}}
    shade = {"domain": [name for name, _same in lines],
             "range": [LIGHT.categories[i] for i in range(1, 1 + len(lines))]}  # fmt: skip
    colour = {"field": "name", "type": "nominal", "scale": shade}
    return spec(
        max(70, 18 * len(rows)),
        [
            *bands,
            {"data": {"values": elsewhere}, "mark": {"type": "rule", "strokeDash": [5, 3], "strokeWidth": 1.6},
             "encoding": {"x": {"field": "price", **x}, "color": colour}},
            {"data": {"values": rows}, "mark": {"type": "rule", "color": LIGHT.categories[0], "strokeWidth": 1.4},
             "encoding": {"x": {"field": "low", **x}, "x2": {"field": "high"}, "y": y}},
            {"data": {"values": rows}, "mark": {"type": "point", "filled": True, "size": 55, "opacity": 1,
                                                "color": LIGHT.categories[0]},
             "encoding": {"x": {"field": "cost", **x}, "y": y}},
        ],
    )  # fmt: skip
