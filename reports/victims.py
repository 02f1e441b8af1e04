"""What victims get: how debts clear, and two rules side by side."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

import language
from model.comparison import ENDS, VALUE, Comparison
from model.projection import Projection
from reports.interval import Interval, written
from reports.look import Drawing, axis, faint, frame, look

LEGS = {
    "victims_withheld": "victims", "victims_paid": "victims_paid", "voluntary_paid": "voluntary_paid",
    "release_savings": "release_savings", "available_pay": "available",
}  # fmt: skip
"""What two rules are compared by: indicators, and the outcomes that they sum."""
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
            "customdata": [
                written(Interval(*row), "share", lang)
                for row in table[[name, f"{name}_low", f"{name}_high"]].itertuples(index=False)
            ],
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
    """What victims get under two rules, the same people at work, as expected: one row a period, years and then the
    total; ``people_paying`` is the mean number of people who pay a creditor under the law, all else EUR under each rule
    and the difference, flat less law.

    Raises ValueError when the people differ.
    """
    if not np.array_equal(law.outcomes["at_work"], flat.outcomes["at_work"]):
        raise ValueError("not the same people")
    months = law.programme.months
    periods = {year: np.array([m[:4] == year for m in months]) for year in dict.fromkeys(m[:4] for m in months)}
    periods["total"] = np.ones(len(months), dtype=bool)
    paying = law.outcomes["people_paying"].sum(axis=0)
    found = {"period": list(periods), "people_paying": [float(paying[then].mean()) for then in periods.values()]}
    for leg, outcome in LEGS.items():
        by_month = {"law": law.outcomes[outcome].sum(axis=0), "flat": flat.outcomes[outcome].sum(axis=0)}
        by_month["difference"] = by_month["flat"] - by_month["law"]
        found |= {f"{leg}_{of}": [float(e[then].sum()) for then in periods.values()] for of, e in by_month.items()}
    return pd.DataFrame(found)


def two_rules_drawn(found: Comparison) -> pd.DataFrame:
    """The same from draws of both rules, the law first: means, and the 90 % interval of each in columns that end in
    ``_low`` and ``_high``; that of a difference is draw by draw."""
    whole = found.table.xs(("programme", ""), level=("scope", "id"))
    law, flat = (one.id for one in found.programmes)
    told = {"people_paying": ("people_paying", law, VALUE)}
    for leg in LEGS:
        told |= {f"{leg}_law": (leg, law, VALUE), f"{leg}_flat": (leg, flat, VALUE)}
        told[f"{leg}_difference"] = (leg, flat, tuple(f"difference{end}" for end in ("", *ENDS)))
    columns = {
        f"{column}{end}": whole.xs(indicator)[of, measure]
        for column, (indicator, of, measures) in told.items()
        for end, measure in zip(("", *ENDS), measures, strict=True)
    }
    return pd.DataFrame(columns).reset_index()
