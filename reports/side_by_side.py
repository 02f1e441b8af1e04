"""Figures of a comparison: scenarios month by month, and what a difference is made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

import language
from language import formats
from model.comparison import ENDS, PARTS
from reports.interval import Interval, bare
from reports.look import Drawing, axis, faint, frame, look, months_axis, unit_axis
from reports.wording import difference_ranged

DASHES = ("solid", "dash", "dot", "dashdot")
"""A line of its own for each scenario, so that they differ without colour."""
SHAPES = {"law": "/", "profiles": ".", "choices": ""}
"""A fill of its own for each part."""


def months(tables: Mapping[str, pd.DataFrame], since_start: bool, lang: str, dark: bool) -> Drawing:
    """People at work of each scenario, by its name, with 90 % bands where they are drawn (see ``cached.months``).

    since_start: whether months are counted from each scenario's own first month.
    """
    _, colours, traces = language.text(lang), look(dark), list[Drawing]()
    for place, (name, table) in enumerate(tables.items()):
        colour = colours.categories[place]
        when = list(range(1, len(table) + 1)) if since_start else table["month"].tolist()
        drawn = "at_work_low" in table and bool(table["at_work_low"].notna().any())
        for side, fill in (("low", "none"), ("high", "tonexty")) if drawn else ():
            traces.append({
                "type": "scatter", "mode": "lines", "showlegend": False, "hoverinfo": "skip", "fill": fill, "x": when,
                "y": table[f"at_work_{side}"].round(2).tolist(), "line": {"width": 0.6, "color": colour},
                "fillcolor": faint(colour),
            })  # fmt: skip
        known = table[["at_work", "at_work_low", "at_work_high"]] if drawn else table[["at_work"]]
        people = [bare(Interval(*row), lang) for row in known.itertuples(index=False)]
        traces.append({
            "type": "scatter", "mode": "lines", "name": name, "x": when, "y": table["at_work"].round(2).tolist(),
            "line": {"width": 2.5, "color": colour, "dash": DASHES[place]},
            "customdata": [
                [formats.month(month, lang), text] for month, text in zip(table["month"], people, strict=True)
            ],
            "hovertemplate": "%{customdata[0]}<br>%{customdata[1]} " + _("at work") + f"<extra>{name}</extra>",
        })  # fmt: skip
    whole = [month for table in tables.values() for month in table["month"]]
    across = axis(colours, says=_("months since the start")) if since_start else months_axis(colours, whole, lang)
    upright = axis(colours, rangemode="tozero", says=_("people at work"))
    layout = frame(colours, lang, 400, xaxis=across, yaxis=upright)
    layout["legend"]["traceorder"] = "normal"  # bands between lines would turn it round: the reference comes first
    return {"data": traces, "layout": layout}


def parts(split: pd.DataFrame, unit: str, names: Mapping[str, str], lang: str, dark: bool) -> Drawing:
    """What the difference of each scenario is made of: one bar a scenario, law, profiles and choices end to end.

    split: columns scenario, of_law, of_profiles, of_choices; names: of the parts.
    """
    colours = look(dark)
    traces: list[Drawing] = [
        {
            "type": "bar", "orientation": "h", "name": names[part],
            "y": split["scenario"].tolist(), "x": split[f"of_{part}"].tolist(),
            "marker": {
                "color": colours.categories[place],
                "pattern": {"shape": SHAPES[part], "size": 8, "solidity": 0.14, "fillmode": "overlay",
                            "fgcolor": colours.paper, "fgopacity": 0.6},
            },
            "customdata": [
                difference_ranged(*row, unit, lang)
                for row in split[[f"of_{part}{end}" for end in ("", *ENDS)]].itertuples(index=False)
            ],
            "hovertemplate": "%{y}<br>%{customdata}<extra>" + names[part] + "</extra>",
        }
        for place, part in enumerate(PARTS)
    ]  # fmt: skip
    upright = axis(colours, autorange="reversed", showgrid=False, tickfont={"color": colours.strong, "size": 13})
    each = split[[f"of_{part}" for part in PARTS]]
    low, high = float(each.clip(upper=0).sum(axis=1).min()), float(each.clip(lower=0).sum(axis=1).max())
    room = 0.04 * (high - low)
    across = unit_axis(colours, low - room * (low < 0), high + room * (high > 0), unit, lang,
                       zeroline=True, zerolinecolor=colours.strong, zerolinewidth=1)  # fmt: skip
    height = 160 + 52 * max(1, len(split))
    layout = frame(colours, lang, height, barmode="relative", xaxis=across, yaxis=upright)
    layout["legend"] |= {"y": 1.02, "yanchor": "bottom"}  # above: below stands the unit, at any height
    return {"data": traces, "layout": layout}


def overlap(programmes: Sequence[tuple[str, ...]]) -> bool:
    """Whether the months of some scenarios have one in common."""
    return bool(set.intersection(*(set(months) for months in programmes)))
