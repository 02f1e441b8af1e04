"""The map of France: outlines and prisons as plain points on plain axes, so that nothing is fetched from outside."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import Any

from model.schema.programme import Programme
from reports.interval import Interval, written
from reports.look import Drawing, frame, look
from reports.prisons import STANDINGS, Place, Standing
from reports.standing import standings, under_pointer
from reports.wording import labelled

OUTLINES = Path(__file__).resolve().parents[1] / "config" / "geo" / "regions.geojson"
RATIO = 1.4554
"""1 / cos 46.6°: a degree of latitude over a degree of longitude, in the middle of France."""
SYMBOLS: Mapping[Standing, str] = {
    "open": "circle",
    "planned": "diamond",
    "possible": "circle-open",
    "impossible": "x-thin-open",
}
SIZES: Mapping[Standing, int] = {"open": 13, "planned": 12, "possible": 7, "impossible": 6}


MEASURES = ("at_work", "victims_withheld", "releases_with_experience", "state_cost", "capex_state", "company_cost")
"""Indicators that add up over prisons, which the map may show."""
LEAST, MOST = 6.0, 34.0
"""Width of a mark sized by an indicator: of next to nothing, of the largest value."""


@dataclass(frozen=True)
class Measured:
    """An indicator told of each prison, in an area that grows with it."""

    label: str
    unit: str
    values: Mapping[str, Interval]
    """By the prison's id; a prison that is not in it has none."""

    def width(self, place: Place, usual: float) -> float:
        """Width of a prison's mark."""
        found, most = self.values.get(place.prison.id), max((abs(v.value) for v in self.values.values()), default=0.0)
        return usual if found is None or not most else LEAST + (MOST - LEAST) * math.sqrt(abs(found.value) / most)

    def told(self, place: Place, lang: str) -> str:
        """The value under the pointer."""
        found = self.values.get(place.prison.id)
        return "" if found is None else f"<br>{escape(labelled(self.label, written(found, self.unit, lang), lang))}"


def map_of_prisons(
    programme: Programme, places: Sequence[Place], lang: str, dark: bool, measured: Measured | None = None
) -> Drawing:
    """Prisons by where they stand in the plan: a symbol and a colour each; the larger, the more of an indicator."""
    colours, names = look(dark), standings(lang)
    paint = {
        "open": colours.categories[0],
        "planned": colours.categories[1],
        "possible": colours.text,
        "impossible": colours.categories[3],
    }
    xs, ys, labels = outlines()
    traces: list[Drawing] = [
        {
            "type": "scatter",
            "mode": "lines",
            "x": xs,
            "y": ys,
            "fill": "toself",
            "fillcolor": colours.land,
            "line": {"color": colours.coast, "width": 0.7},
            "hoverinfo": "skip",
            "showlegend": False,
        }
    ]
    traces.append(
        {
            "type": "scatter",
            "mode": "text",
            "textposition": "bottom center",
            "x": [x for x, _, _ in labels],
            "y": [y for _, y, _ in labels],
            "text": [name for _, _, name in labels],
            "textfont": {"size": 9, "color": colours.text},
            "hoverinfo": "skip",
            "showlegend": False,
        }
    )
    for standing in reversed(STANDINGS):
        mine = [p for p in places if p.standing == standing]
        spots = [spot(p) for p in mine]
        width = 1.6 if standing in ("possible", "impossible") else 1
        traces.append(
            {
                "type": "scatter",
                "mode": "markers",
                "name": f"{names[standing]} ({len(mine)})",
                "x": [x for x, _ in spots],
                "y": [y for _, y in spots],
                "customdata": [
                    under_pointer(programme, p, lang) + (measured.told(p, lang) if measured else "") for p in mine
                ],
                "hovertemplate": "%{customdata}<extra></extra>",
                "legendrank": STANDINGS.index(standing),
                "marker": {
                    "symbol": SYMBOLS[standing],
                    "size": [measured.width(p, SIZES[standing]) for p in mine] if measured else SIZES[standing],
                    "opacity": 0.75 if measured and standing == "open" else 1,
                    "color": paint[standing],
                    "line": {"width": width, "color": paint[standing] if width > 1 else colours.paper},
                },
            }
        )
    bare = {"visible": False, "fixedrange": True}
    layout = frame(
        colours,
        lang,
        490,
        xaxis={**bare, "range": [-8.4, 9.9]},
        yaxis={**bare, "range": [40.0, 51.4], "scaleanchor": "x", "scaleratio": RATIO},
    )
    return {"data": traces, "layout": layout | {"legend": {**layout["legend"], "y": -0.02}}}


@lru_cache(maxsize=1)
def _features() -> list[dict[str, Any]]:
    with OUTLINES.open(encoding="utf-8") as source:
        features: list[dict[str, Any]] = json.load(source)["features"]
    return features


@lru_cache(maxsize=1)
def outlines() -> tuple[list[float | None], list[float | None], list[tuple[float, float, str]]]:
    """All outlines as one line, a gap between two rings; labels of the insets."""
    xs: list[float | None] = []
    ys: list[float | None] = []
    labels = []
    for feature in _features():
        inset, shape = feature["properties"]["inset"], feature["geometry"]
        polygons = shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]]
        for ring in (ring for polygon in polygons for ring in polygon):
            for longitude, latitude in ring:
                x, y = _moved(longitude, latitude, inset)
                xs.append(round(x, 3))
                ys.append(round(y, 3))
            xs.append(None)
            ys.append(None)
        if inset is not None:
            name = (
                feature["properties"]["name"]
                .replace("-et-", "<br>et-", 1)
                .replace(" f", "<br>f")
                .replace("-C", "-<br>C")
            )
            labels.append((inset["at"][0], inset["at"][1] - 0.55, name))
    return xs, ys, labels


def spot(place: Place) -> tuple[float, float]:
    """Where a prison is drawn: overseas, in its region's inset."""
    where = place.prison.place
    insets = {f["properties"]["name"]: f["properties"]["inset"] for f in _features()}
    return _moved(where.longitude, where.latitude, insets.get(where.region))


def _moved(longitude: float, latitude: float, inset: dict[str, Any] | None) -> tuple[float, float]:
    if inset is None:
        return longitude, latitude
    x = inset["at"][0] + (longitude - inset["centre"][0]) * inset["scale"][0]
    return x, inset["at"][1] + (latitude - inset["centre"][1]) * inset["scale"][1]
