"""What victims get: how debts clear, and two rules side by side."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

import language
from language import formats
from model.projection import Projection
from reports.look import Drawing, axis, faint, frame, look

DASHES = ("solid", "dash", "dot", "dashdot")
"""Of the lines: by the levy, then with voluntary payments."""


def clearing_figure(table: pd.DataFrame, names: Mapping[str, str], lang: str, dark: bool) -> Drawing:
    """A cohort of debtors, month by month since it was hired: shares 0 to 1 by column of ``names``, with 90 % bands."""
    _, colours = language.text(lang), look(dark)
    bands: list[Drawing] = [
        {
            "type": "scatter", "mode": "lines", "showlegend": False, "hoverinfo": "skip", "fill": fill,
            "x": table["month"].tolist(), "y": (100 * table[f"{name}_{side}"]).round(2).tolist(),
            "line": {"width": 0.8, "color": colours.categories[colour]}, "fillcolor": faint(colours.categories[colour]),
        }
        for name, colour in zip(names, (0, 1), strict=False)
        for side, fill in (("low", "none"), ("high", "tonexty"))
    ]  # fmt: skip
    traces: list[Drawing] = [
        {
            "type": "scatter",
            "mode": "lines",
            "name": label,
            "x": table["month"].tolist(),
            "y": (100 * table[name]).round(2).tolist(),
            "line": {"color": colours.categories[colour], "width": 2.5, "dash": dash},
            "customdata": [formats.percent(v, lang) for v in table[name]],
            "hovertemplate": "%{x}<br>%{customdata}<extra>" + label + "</extra>",
        }
        for (name, label), colour, dash in zip(names.items(), (0, 1, 0, 1), DASHES, strict=False)
    ]
    return {
        "data": [*bands, *traces],
        "layout": frame(
            colours,
            lang,
            320,
            legend={"orientation": "h", "y": 1.0, "yanchor": "bottom", "x": 0, "font": {"color": colours.strong}},
            xaxis=axis(colours, says=_("months since hired")),
            yaxis=axis(colours, range=[0, 100], ticksuffix="\u00a0%" if lang == "fr" else "%"),
        ),
    }


def two_rules(law: Projection, flat: Projection) -> pd.DataFrame:
    """What victims get under two rules, the same people at work: year, then EUR withheld, paid and kept under each,
    and people who pay a creditor under the law, and those of them who add to the levy, the year's mean.

    Raises ValueError when the people differ.
    """
    if not np.array_equal(law.outcomes["at_work"], flat.outcomes["at_work"]):
        raise ValueError("not the same people")
    years = np.array([m[:4] for m in law.programme.months])
    found = {"year": list(dict.fromkeys(years))}
    for rule, projection in (("law", law), ("flat", flat)):
        for name in ("victims", "victims_paid", "voluntary_paid", "release_savings", "available"):
            by_month = projection.outcomes[name].sum(axis=0)
            found[f"{name}_{rule}"] = [float(by_month[years == y].sum()) for y in found["year"]]
    for name in ("people_paying", "people_adding"):
        people = law.outcomes[name].sum(axis=0)
        found[name] = [float(people[years == y].mean()) for y in found["year"]]
    return pd.DataFrame(found)
