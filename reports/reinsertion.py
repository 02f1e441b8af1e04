"""Re-entry on paper and on screen: studies side by side with the priors, effects by year beside no effect."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product
from typing import Final

import numpy as np
import pandas as pd

import language
from language import formats
from model.reinsertion import AVOIDED, in_force
from model.schema.evidence import Study, StudyEffect
from model.schema.prior import Prior
from model.schema.programme import Programme
from model.schema.quantity import Quantity
from model.studies import points, relative_risk
from reports.interval import Interval, bare
from reports.look import Drawing, axis, frame, look
from reports.wording import amount, said

EFFECTS = (*AVOIDED, "employed_12m_gain")
"""Indicators that count people: none of them is left where work has no effect."""
USES = ("prior", "context", "claim")
SYMBOLS = {"law": "diamond", "prior": "circle", "context": "circle-open", "claim": "x"}
FOREST = ("study", "year", "n", "design", "outcome", "use", "value", "low", "high", "interval_from", "source", "note")


def studies(programme: Programme, about: str, lang: str) -> pd.DataFrame:
    """Every result about return (as a relative risk) or employment (in points), on one scale where it has one.

    Columns: FOREST, and ``told``, the result as its study tells it. value is empty where there is no comparison.
    """
    level = base(programme, about).value
    used, rows = _used(programme, about), []
    for study in programme.studies.values():
        for found in study.effects:
            if found.about != about:
                continue
            line = relative_risk(found, level) if about == "return" else points(found, level)
            value, low, high = line or (None, None, None)
            rows.append(
                (
                    study.label,
                    found.year or study.year or "",
                    found.n or study.n,
                    language.term("study_design", study.design, lang),
                    _outcome(study, found, lang),
                    "context" if study.use == "prior" and study.id not in used else study.use,
                    value,
                    low,
                    high,
                    language.term("study_interval", found.interval_from, lang),
                    found.source or study.source,
                    said(study.reading, lang),
                    _told(found.metric, found.value, lang),
                )
            )
    table = pd.DataFrame(rows, columns=[*FOREST, "told"])
    table["use"] = pd.Categorical(table["use"], USES, ordered=True)
    table = table.sort_values(["use", "value"], kind="stable", ignore_index=True)
    return table.assign(use=table["use"].astype(str), value=table["value"].astype(float),
                        low=table["low"].astype(float), high=table["high"].astype(float))  # fmt: skip


def _outcome(study: Study, found: StudyEffect, lang: str) -> str:
    """What was counted, and after how long where the study counts it at several times."""
    name = language.term("study_outcome", found.outcome, lang)
    times = {one.horizon for one in study.effects if (one.about, one.outcome) == (found.about, found.outcome)}
    return name if found.horizon is None or len(times) < 2 else f"{name}, {amount(found.horizon, 'months', lang)}"


def base(programme: Programme, about: str) -> Quantity:
    """The share without the programme, of those who return or are at work, where a study gives none of its own."""
    evidence = next(iter(programme.evidence.values()))
    return (evidence.men.baseline_reconviction_12m if about == "return" else evidence.employment_level).latest


def _used(programme: Programme, about: str) -> set[str]:
    """Ids of the studies that the priors about return or employment are built from."""
    sides = [side for evidence in programme.evidence.values() for side in (evidence.men, evidence.women)]
    figures = [side.relative_risk_12m if about == "return" else side.employment_gain for side in sides]
    return {study for figure in figures for q in figure.entries if isinstance(q, Prior) for study in q.studies}


def _told(metric: str, value: float, lang: str) -> str:
    """A result as its study tells it."""
    _ = language.text(lang)
    match metric:
        case "rate":
            return formats.percent(value, lang, 1)
        case "points":
            return _("{value} points").format(value=formats.number(value, lang, 1))
        case "relative":
            return formats.percent(value, lang, 0)
        case "odds_ratio":
            return _("odds ratio {value}").format(value=formats.number(value, lang, 2))
        case "risk_ratio":
            return _("risk ratio {value}").format(value=formats.number(value, lang, 2))
        case "effect_size":
            return f"d = {formats.number(value, lang, 3)}"
        case "days":
            return _("{value} days").format(value=formats.number(value, lang))
    return formats.number(value, lang)


def laws(programme: Programme, about: str, lang: str) -> list[tuple[str, float, float, float]]:
    """What is in force of the priors, as the evidence is read and further discounted: name, mean, 5 % and 95 %
    quantiles; points of employment in percentage points."""
    _, month = language.text(lang), programme.scenario.start
    prior: Final = "relative_risk_12m" if about == "return" else "employment_gain"
    scale = 1.0 if about == "return" else 100.0
    names = {"men": _("In force: men and mixed sites"), "women": _("In force: women's sites")}
    found = []
    for evidence in programme.evidence.values():
        for side, name in names.items():
            mean, low, high = in_force(evidence, side, prior, month)
            found.append((name, scale * mean, scale * low, scale * high))
    return found


def forest(table: pd.DataFrame, priors: Sequence[tuple[str, float, float, float]], about: str, lang: str,
           dark: bool) -> Drawing:  # fmt: skip
    """Studies and priors, one line each, against no effect; what has no comparison is written, not placed."""
    _, colours = language.text(lang), look(dark)
    none = 1.0 if about == "return" else 0.0
    digits = 2 if about == "return" else 1
    results = zip(table["study"], table["year"], table["outcome"], strict=True)
    names = [name for name, *_rest in priors] + [f"{s}{f' ({y})' if y else ''} – {o}" for s, y, o in results]
    heights = [len(names) - 1 - row for row in range(len(names))]
    groups = {"law": (_("Effect in force"), 0), **{u: (language.term("study_use", u, lang), i) for u, i in
                                                 (("prior", 0), ("context", 9), ("claim", 3))}}  # fmt: skip
    kinds = ["law"] * len(priors) + table["use"].tolist()
    ends = [line[1:] for line in priors] + list(zip(table["value"], table["low"], table["high"], strict=True))
    rows = [(kind, height, *line) for kind, height, line in zip(kinds, heights, ends, strict=True)]
    traces: list[Drawing] = []
    for (use, (label, colour)), bounded in product(groups.items(), (True, False)):
        some = [r for r in rows if r[0] == use and np.isfinite(r[2]) and (np.isfinite(r[3:]).any() == bounded)]
        if not some:
            continue
        bars: Drawing = {"error_x": {
            "type": "data", "symmetric": False, "thickness": 1.6, "color": colours.categories[colour],
            "array": [r[4] - r[2] if np.isfinite(r[4]) else 0.0 for r in some],
            "arrayminus": [r[2] - r[3] if np.isfinite(r[3]) else 0.0 for r in some],
        }}  # fmt: skip
        says = [
            formats.number(r[2], lang, digits)
            + (f" [{formats.interval(r[3], r[4], lang, digits)}]" if np.isfinite(r[3]) else "")
            for r in some
        ]
        traces.append({
            "type": "scatter", "mode": "markers", "name": label, "legendgroup": use,
            "showlegend": all(trace["legendgroup"] != use for trace in traces),
            "x": [r[2] for r in some], "y": [r[1] for r in some],
            **(bars if bounded else {}),  # a bar of no length would still draw its ends
            "marker": {"symbol": SYMBOLS[use], "size": 11, "color": colours.categories[colour]},
            "customdata": says, "text": [names[len(names) - 1 - r[1]] for r in some],
            "hovertemplate": "%{text}<br>%{customdata}<extra></extra>",
        })  # fmt: skip
    told = zip(heights[len(priors) :], table["told"], table["use"], table["value"], strict=True)
    unplaced = [
        {
            "x": 0.01 if about == "return" else 0.99,
            "xref": "paper",
            "y": height,
            "text": ("✕ " if use == "claim" else "") + f"{result}, " + _("no comparison, or another scale"),
            "showarrow": False,
            "xanchor": "left" if about == "return" else "right",
            "bgcolor": colours.paper,
            "borderpad": 0,
            "font": {"size": 11, "color": colours.categories[3] if use == "claim" else colours.text},
        }
        for height, result, use, value in told
        if not np.isfinite(value)
    ]
    title = _("Relative risk of return (1: no effect)") if about == "return" else _("Points of employment (0: none)")
    return {
        "data": traces,
        "layout": frame(
            colours, lang, 120 + 26 * len(names),
            shapes=[{"type": "line", "x0": none, "x1": none, "y0": 0, "y1": 1, "yref": "paper",
                     "line": {"color": colours.strong, "width": 1.5, "dash": "dash"}}],
            annotations=unplaced,  # on paper of their own, so that the line does not run through the words
            legend={"orientation": "h", "y": 1.0, "yanchor": "bottom", "x": 0, "font": {"color": colours.strong}},
            xaxis=axis(colours, says=title),
            yaxis=axis(colours, tickmode="array", tickvals=heights, ticktext=names,
                       range=[-0.7, len(names) - 0.3], showgrid=False,
                       tickfont={"color": colours.strong, "size": 12}),
        ),
    }  # fmt: skip


def by_year(table: pd.DataFrame, names: Mapping[str, str], lang: str, dark: bool) -> Drawing:
    """Effects year by year with their 90 % interval, and the line of no effect.

    table: indicator, period, value, low, high (empty without draws); names: of indicators, those drawn.
    """
    _, colours = language.text(lang), look(dark)
    traces: list[Drawing] = []
    for position, (name, label) in enumerate(names.items()):
        rows = table[table["indicator"] == name]
        drawn = rows["low"].notna().all()
        bars = (
            {"error_y": {"type": "data", "symmetric": False, "array": (rows["high"] - rows["value"]).tolist(),
                         "arrayminus": (rows["value"] - rows["low"]).tolist(), "thickness": 1.4,
                         "color": colours.strong}}
            if drawn else {}
        )  # fmt: skip
        traces.append({
            "type": "bar", "name": label, "x": rows["period"].tolist(), "y": rows["value"].tolist(),
            "marker": {"color": colours.categories[position], "pattern": {"shape": ("", "/")[position % 2], "size": 8,
                       "solidity": 0.14, "fillmode": "overlay", "fgcolor": colours.paper, "fgopacity": 0.6}},
            "customdata": [
                bare(Interval(*row), lang) for row in rows[[*Interval._fields]].itertuples(index=False)
            ],
            "hovertemplate": "%{x}<br>%{customdata}<extra>" + label + "</extra>",
            **bars,
        })  # fmt: skip
    zero = {"x": 1, "xref": "paper", "xanchor": "right", "y": 0, "yanchor": "top", "showarrow": False,
            "text": _("no effect: 0"), "font": {"color": colours.strong, "size": 12}}  # fmt: skip
    return {
        "data": traces,
        "layout": frame(
            colours, lang, 340, barmode="group", bargap=0.3, annotations=[zero],
            shapes=[{"type": "line", "x0": 0, "x1": 1, "xref": "paper", "y0": 0, "y1": 0,
                     "line": {"color": colours.strong, "width": 2}}],
            xaxis=axis(colours, type="category", tickangle=0),
            yaxis=axis(colours, says=_("people")),
        ),
    }  # fmt: skip
