"""Figure: what a productive hour costs in each prison, against the same hour elsewhere."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from model.schema.quantity import Quantity
from reports.look import Drawing, axis, faint, frame, look
from reports.wording import GAP, amount, ends

SHOWN = 12
"""Prisons drawn."""


def drawing(table: pd.DataFrame, prices: Mapping[str, Quantity], names: Mapping[str, str], lang: str,
            dark: bool) -> Drawing:  # fmt: skip
    """Costs with their 90 % intervals, best prison first (see ``partnership.places``); prices elsewhere as lines.

    prices: EUR an hour by name; names: words for them.
    """
    colours, rows = look(dark), table.head(SHOWN)
    cost, low, high = (rows[f"cost_per_productive_hour{end}"] for end in ("", "_low", "_high"))
    told = [
        f"{amount(value, 'EUR/hour', lang)} [{ends(first, last, 'EUR/hour', lang)}]"
        for value, first, last in zip(cost, low, high, strict=True)
    ]
    points: Drawing = {
        "type": "scatter", "mode": "markers", "x": cost.round(2).tolist(), "y": rows["name"].tolist(),
        "marker": {"color": colours.categories[0], "size": 9},
        "error_x": {"type": "data", "symmetric": False, "array": (high - cost).round(2).tolist(),
                    "arrayminus": (cost - low).round(2).tolist(), "color": colours.categories[0], "thickness": 1.6,
                    "width": 4},
        "customdata": told, "hovertemplate": "%{y}<br>%{customdata}<extra></extra>", "showlegend": False,
    }  # fmt: skip
    shapes, notes = [], []
    for place, (name, price) in enumerate(prices.items(), start=1):
        colour = colours.categories[place]
        if price.low is not None and price.high is not None:
            shapes.append({"type": "rect", "xref": "x", "yref": "paper", "x0": price.low, "x1": price.high, "y0": 0,
                           "y1": 1, "fillcolor": faint(colour), "line": {"width": 0}, "layer": "below"})  # fmt: skip
        shapes.append({"type": "line", "xref": "x", "yref": "paper", "x0": price.value, "x1": price.value, "y0": 0,
                       "y1": 1, "line": {"color": colour, "width": 2, "dash": "dash"}})  # fmt: skip
        notes.append({"x": price.value, "y": 1 + 0.055 * place, "xref": "x", "yref": "paper", "showarrow": False,
                      "text": names[name], "font": {"color": colours.strong, "size": 12}})  # fmt: skip
    across = axis(
        colours,
        rangemode="tozero",
        ticksuffix=f"{GAP}€" if lang == "fr" else "",
        tickprefix="€" if lang == "en" else "",
    )
    upright = axis(colours, autorange="reversed", showgrid=False, tickfont={"color": colours.strong, "size": 12})
    layout = frame(colours, lang, 150 + 26 * max(1, len(rows)), xaxis=across, yaxis=upright, shapes=shapes,
                   annotations=notes)  # fmt: skip
    layout["margin"] = {"l": 8, "r": 8, "t": 26 + 20 * len(prices), "b": 8}
    return {"data": [points], "layout": layout}
