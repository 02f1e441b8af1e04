"""Figures for paper, as Vega-Lite: one function per figure, the same tables as on the screen. No browser draws them."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

import pandas as pd
import vl_convert

import language
from model.schema.base import first_day, month_index, month_text
from model.schema.programme import Programme
from reports.look import LIGHT, leg_colour, on
from reports.map import RATIO, outlines, spot
from reports.parts import Spec
from reports.prisons import STANDINGS, Place
from reports.standing import standings
from reports.time_line import labels, texts
from reports.tornado import widest
from reports.wording import said

FONT = "Source Sans Pro"
BAND = "#CADBDC"
"""The accent as it shows through a band, for a legend that tells band from line."""
_CONFIG = {
    "font": FONT, "view": {"stroke": None}, "padding": 2,
    "axis": {"labelColor": LIGHT.text, "titleColor": LIGHT.text, "gridColor": LIGHT.grid, "labelFontSize": 10,
             "titleFontSize": 10, "titleFontWeight": "normal", "domainColor": LIGHT.coast, "tickColor": LIGHT.coast,
             "labelLimit": 260},
    "legend": {"labelColor": LIGHT.strong, "labelFontSize": 10, "title": None, "orient": "bottom", "labelLimit": 0,
               "columns": 3, "symbolStrokeWidth": 2},
}  # fmt: skip


@lru_cache(maxsize=64)
def _svg(drawn: str, lang: str) -> bytes:
    locale = "fr-FR" if lang == "fr" else "en-GB"
    return str(vl_convert.vegalite_to_svg(drawn, format_locale=locale, time_format_locale=locale)).encode()


def svg(drawn: Spec, lang: str) -> bytes:
    """A figure as vectors, its numbers and dates in the reader's language."""
    return _svg(json.dumps(drawn, ensure_ascii=False, sort_keys=True), lang)


def width(svg: str) -> float:
    """How wide a figure came out, in pixels: names at its side and its legend counted."""
    return float(re.findall(r'^<svg[^>]* width="([\d.]+)"', svg)[0])


def spec(height: int, layers: Sequence[Spec], **more: object) -> Spec:
    """Layers of a figure of the width of a page, in the house's look."""
    return {"width": 560, "height": height, "background": None, "config": _CONFIG, "layer": list(layers)} | more


def _time(**more: object) -> Spec:
    axis = {"format": "%Y", "tickCount": "year", "title": None, "grid": False}
    return {"field": "when", "type": "temporal", "axis": axis} | more


def months_of_work(table: pd.DataFrame, lang: str) -> Spec:
    """People at work with their 90 % band, under the line of the seats open (see ``activity.drawn_months``)."""
    _ = language.text(lang)
    names = [_("People at work: 90% of draws"), _("People at work: mean"), _("Seats open: mean")]
    rows = [
        {"when": f"{r['month']}-01T00:00:00", "people": round(r["at_work"], 3), "low": round(r["at_work_low"], 3),
         "high": round(r["at_work_high"], 3), "seats": round(r["seats_open"], 3)}
        for r in table.to_dict("records")
    ]  # fmt: skip
    colours = {"domain": names, "range": [BAND, LIGHT.categories[0], LIGHT.strong]}
    axis = {"title": _("people, seats"), "format": ",d"}

    def told(name: str) -> Spec:
        return {"datum": name, "scale": colours}

    return spec(
        190,
        [
            {"mark": {"type": "area", "opacity": 1}, "encoding": {
                "x": _time(), "y": {"field": "low", "type": "quantitative", "axis": axis}, "y2": {"field": "high"},
                "color": told(names[0])}},
            {"mark": {"type": "line", "strokeWidth": 2}, "encoding": {
                "x": _time(), "y": {"field": "people", "type": "quantitative"}, "color": told(names[1])}},
            {"mark": {"type": "line", "strokeWidth": 1.6, "strokeDash": [5, 3]}, "encoding": {
                "x": _time(), "y": {"field": "seats", "type": "quantitative"}, "color": told(names[2])}},
        ],
        data={"values": rows},
    )  # fmt: skip


def time_line(table: pd.DataFrame, programme: Programme, lang: str) -> Spec:
    """Openings on a time line, a bar for each workshop (see ``time_line.openings``)."""
    end = first_day(month_text(month_index(programme.months[-1]) + 1)).isoformat()
    names, inside, start = labels(table, lang), texts(table, programme, lang), first_day(programme.scenario.start)
    rows = [
        {"name": names[i], "when": f"{max(first_day(str(r['opens'])), start).isoformat()}T00:00:00",
         "end": f"{end}T00:00:00", "text": inside[i],
         "activity": said(programme.activities[str(r["activity"])].label, lang)}
        for i, r in enumerate(table.to_dict("records"))
    ]  # fmt: skip
    order = list(dict.fromkeys(r["activity"] for r in rows))
    shade = [LIGHT.kind(i) for i in range(len(order))]
    for row in rows:
        row["ink"] = on(shade[order.index(row["activity"])])
    y = {
        "field": "name",
        "type": "nominal",
        "sort": None,
        "axis": {"title": None, "labelFontSize": 9, "labelLimit": 260, "ticks": False},
    }
    height = round(max(60, 11.5 * len(rows)))
    legend = {
        "columns": 2,
        "labelFontSize": 9,
        "symbolType": "square",
        "orient": "none",
        "legendX": -150,
        "legendY": height + 28,
    }
    return spec(
        height,
        [
            {"mark": {"type": "bar", "height": {"band": 0.8}}, "encoding": {
                "x": _time(scale={"domain": [f"{start.isoformat()}T00:00:00", f"{end}T00:00:00"]}),
                "x2": {"field": "end"}, "y": y,
                "color": {"field": "activity", "type": "nominal", "legend": legend,
                          "scale": {"domain": order, "range": shade}}}},
            {"mark": {"type": "text", "align": "left", "dx": 3, "fontSize": 8.5, "clip": True},
             "encoding": {"x": _time(), "y": y, "text": {"field": "text"},
                          "color": {"field": "ink", "type": "nominal", "scale": None}}},
        ],
        data={"values": rows},
    ) | {"width": 440}  # fmt: skip


def pay_by_year(table: pd.DataFrame, names: Mapping[str, str], lang: str) -> Spec:
    """What net pay becomes, year by year: available, saved for release, withheld for victims."""
    scale, unit = (1e6, "M€") if table["available_pay"].max() >= 1e6 else (1e3, "k€")
    legs = ("victims_withheld", "release_savings", "available_pay")
    rows = [
        {"year": str(year), "leg": names[leg], "euros": round(float(table.at[year, leg]) / scale, 6), "order": i}
        for year in table.index
        for i, leg in enumerate(legs)
    ]
    shade = {"domain": [names[leg] for leg in legs], "range": [leg_colour(leg, LIGHT) for leg in legs]}
    title = unit if lang == "fr" else unit[::-1]
    return spec(
        170,
        [{"mark": {"type": "bar", "width": {"band": 0.7}}, "encoding": {
            "x": {"field": "year", "type": "ordinal", "axis": {"title": None, "labelAngle": 0}},
            "y": {"field": "euros", "type": "quantitative", "axis": {"title": title}},
            "color": {"field": "leg", "type": "nominal", "scale": shade}, "order": {"field": "order"}}}],
        data={"values": rows},
    )  # fmt: skip


def tornado(swings: pd.DataFrame, unit: str, lang: str) -> Spec:
    """A bar for each input, from the indicator at its 10 % quantile to that at its 90 % quantile."""
    _, rows = language.text(lang), widest(swings)
    sides = {"low": _("Input low (10%)"), "high": _("Input high (90%)")}
    values = [
        {"input": language.term("inputs", str(r["input"]), lang), "side": says, "from": float(r["base"]),
         "to": float(r[f"at_{side}"])}
        for r in rows.to_dict("records")
        for side, says in sides.items()
    ]  # fmt: skip
    shade = {"domain": list(sides.values()), "range": [LIGHT.categories[1], LIGHT.categories[0]]}
    title = language.term("unit", unit, lang)
    return spec(
        max(60, 20 * len(rows)),
        [{"mark": {"type": "bar", "height": {"band": 0.7}}, "encoding": {
            "y": {"field": "input", "type": "nominal", "sort": None, "axis": {"title": None}},
            "x": {"field": "from", "type": "quantitative", "scale": {"zero": False}, "axis": {"title": title}},
            "x2": {"field": "to"}, "color": {"field": "side", "type": "nominal", "scale": shade}}}],
        data={"values": values},
    ) | {"width": 420}  # fmt: skip


def map_of_prisons(places: Sequence[Place], lang: str) -> Spec:
    """Prisons by where they stand in the plan, on plain axes: a symbol and a colour each."""
    names = standings(lang)
    xs, ys, _labels = outlines()
    rings, ring = [], 0
    for order, (x, y) in enumerate(zip(xs, ys, strict=True)):
        if x is None:
            ring += 1
        else:
            rings.append({"x": x, "y": y, "ring": ring, "order": order})
    points = [{"x": spot(p)[0], "y": spot(p)[1], "standing": names[p.standing]} for p in places]
    shade = {"domain": [names[s] for s in STANDINGS],
             "range": [LIGHT.categories[0], LIGHT.categories[1], LIGHT.text, LIGHT.categories[3]]}  # fmt: skip
    shapes = {"domain": shade["domain"], "range": ["circle", "diamond", "triangle", "cross"]}
    sizes = {"domain": shade["domain"], "range": [70, 70, 16, 12]}
    x = {"field": "x", "type": "quantitative", "axis": None, "scale": {"domain": [-8.4, 9.9], "zero": False}}
    y = {"field": "y", "type": "quantitative", "axis": None, "scale": {"domain": [40.0, 51.4], "zero": False}}
    line = {"type": "line", "strokeWidth": 0.6, "color": LIGHT.coast, "fill": LIGHT.land}
    told = {"type": "nominal", "field": "standing"}
    legend = {"columns": 4}
    return spec(
        330,
        [
            {"data": {"values": rings}, "mark": line,
             "encoding": {"x": x, "y": y, "order": {"field": "order"}, "detail": {"field": "ring"}}},
            {"data": {"values": points}, "mark": {"type": "point", "filled": True, "opacity": 0.95},
             "encoding": {"x": x, "y": y, "color": told | {"scale": shade, "legend": legend},
                          "shape": told | {"scale": shapes, "legend": legend},
                          "size": told | {"scale": sizes, "legend": legend}}},
        ],
    ) | {"width": round(330 * 18.3 / 11.4 / RATIO)}  # fmt: skip
