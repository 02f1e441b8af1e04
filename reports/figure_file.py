"""A figure as a file of its own: opens in any browser, without a network."""

from __future__ import annotations

from html import escape

import plotly.graph_objects as go  # type: ignore[import-untyped]

from reports.look import Drawing


def page(drawing: Drawing, title: str, lang: str) -> bytes:
    """A drawing as an HTML page that carries all it needs."""
    layout = drawing["layout"] | {
        "title": {"text": escape(title), "font": {"size": 18}},
        "margin": {"l": 24, "r": 24, "t": 90, "b": 40},
        "height": drawing["layout"]["height"] + 110,
        "paper_bgcolor": "white",
    }
    text = go.Figure({"data": drawing["data"], "layout": layout}).to_html(
        include_plotlyjs=True, div_id="figure", config={"displaylogo": False, "responsive": True}
    )
    head = f'<html lang="{lang}"><head><title>{escape(title)}</title>'
    return str(text).replace("<html>\n<head>", head, 1).encode()
