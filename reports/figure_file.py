"""A figure as a file of its own: opens in any browser, without a network."""

from __future__ import annotations

from html import escape
from textwrap import wrap

import plotly.graph_objects as go  # type: ignore[import-untyped]

from reports.look import Drawing

WIDE = 150
"""Letters of a line of the note."""


def page(drawing: Drawing, title: str, note: str, lang: str) -> bytes:
    """A drawing as an HTML page that carries all it needs; note: how to read it, under the title."""
    lines = [f'<span style="font-size:13px">{escape(line)}</span>' for line in wrap(note, WIDE)]
    layout = drawing["layout"] | {
        "title": {"text": "<br>".join([escape(title), *lines]), "font": {"size": 18}, "y": 1, "yref": "container",
                  "yanchor": "top", "pad": {"t": 16}},
        "margin": {"l": 24, "r": 24, "t": 80 + 20 * len(lines), "b": 40},
        "height": drawing["layout"]["height"] + 100 + 20 * len(lines),
        "paper_bgcolor": "white",
    }  # fmt: skip
    text = go.Figure({"data": drawing["data"], "layout": layout}).to_html(
        include_plotlyjs=True, div_id="figure", config={"displaylogo": False, "responsive": True}
    )
    head = f'<html lang="{lang}"><head><title>{escape(title)}</title>'
    return str(text).replace("<html>\n<head>", head, 1).encode()
