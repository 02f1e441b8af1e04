"""Figures for the screen, as plain Plotly data: one function per figure, frame in, drawing out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

import language
from language import formats
from model.schema.programme import Programme
from reports.interval import Interval, bare, spread_of, written
from reports.look import Drawing, Look, axis, euros_axis, faint, frame, leg_colour, look
from reports.precision import decimals
from reports.wording import labelled, said

PATTERNS = ("", "/", "\\", ".", "x", "-", "|")
"""A fill of its own for each layer, so that layers differ without colour."""


def _soft(colours: Look) -> Drawing:
    """A pattern that shows on a solid fill without shouting."""
    return {"size": 8, "solidity": 0.14, "fillmode": "overlay", "fgcolor": colours.paper, "fgopacity": 0.6}


def activity_names(programme: Programme, table: pd.DataFrame, lang: str) -> dict[str, str]:
    """Names of the activities of a table, "other" included."""
    _, known = language.text(lang), programme.activities
    return {
        a: said(known[a].label, lang) if a in known else _("Other activities") for a in dict.fromkeys(table["activity"])
    }


def months_of_work(table: pd.DataFrame, lang: str, dark: bool) -> Drawing:
    """People at work with their 90 % band, under the line of the seats open (see ``activity.drawn_months``)."""
    _, colours = language.text(lang), look(dark)
    colour, when = colours.categories[0], table["month"].tolist()
    months = [formats.month(m, lang) for m in when]
    between = ", 90 % : " if lang == "fr" else ", 90%: "
    drawn = bool(table["at_work_low"].notna().any())

    def line(name: str, says: str, hover: str, **look_: object) -> Drawing:
        known = [
            Interval(*row) for row in table[[name, *((f"{name}_low", f"{name}_high") if drawn else ())]].to_numpy()
        ]
        digits = [decimals("people", *one) for one in known]
        more = [
            f"{m}<br>{formats.number(one.value, lang, n)} {hover}{spread and between}{spread}"
            for m, one, n in zip(months, known, digits, strict=True)
            for spread in (spread_of(one, lang, n),)
        ]
        return {
            "type": "scatter",
            "mode": "lines",
            "name": says,
            "x": when,
            "y": table[name].round(2).tolist(),
            "line": look_,
            "customdata": more,
            "hovertemplate": "%{customdata}<extra></extra>",
        }

    traces = []
    for side, fill in (("low", "none"), ("high", "tonexty")) if drawn else ():
        traces.append(
            {
                "type": "scatter",
                "mode": "lines",
                "name": _("People at work: 90% of draws"),
                "showlegend": side == "high",
                "x": when,
                "y": table[f"at_work_{side}"].round(2).tolist(),
                "line": {"width": 0.8, "color": colour},
                "fill": fill,
                "fillcolor": faint(colour),
                "hoverinfo": "skip",
            }
        )
    traces.append(line("at_work", _("People at work: mean"), _("at work"), width=2.5, color=colour))
    traces.append(
        line("seats_open", _("Seats open: mean"), _("seats open"), width=2, color=colours.strong, dash="dash")
    )
    return {
        "data": traces,
        "layout": frame(
            colours,
            lang,
            430,
            xaxis=axis(colours, type="date", tickformat="%Y", dtick="M12" if len(when) > 24 else "M6"),
            yaxis=axis(colours, rangemode="tozero", says=_("people, seats")),
        ),
    }


def workshop_months(table: pd.DataFrame, names: Mapping[str, str], lang: str, dark: bool) -> Drawing:
    """Seats and people of each workshop of one prison, with 90 % bands where they are drawn (see
    ``activity.of_prison``)."""
    _, colours = language.text(lang), look(dark)
    traces: list[Drawing] = []
    for position, (company, rows) in enumerate(table.groupby("company", sort=False)):
        colour, name = colours.kind(position), names[str(company)]
        for side, fill in (("low", "none"), ("high", "tonexty")) if "at_work_low" in rows else ():
            traces.append({
                "type": "scatter", "mode": "lines", "showlegend": False, "hoverinfo": "skip", "fill": fill,
                "x": rows["month"].tolist(), "y": rows[f"at_work_{side}"].round(2).tolist(),
                "line": {"width": 0.8, "color": colour, "shape": "hv"}, "fillcolor": faint(colour),
            })  # fmt: skip
        for column, dash, says in (("seats_open", "dash", _("seats open")), ("at_work", "solid", _("at work"))):
            told = (column, f"{column}_low", f"{column}_high")
            traces.append(
                {
                    "type": "scatter",
                    "mode": "lines",
                    "name": labelled(name, says, lang),
                    "x": rows["month"].tolist(),
                    "y": rows[column].round(2).tolist(),
                    "line": {"width": 2.5, "color": colour, "dash": dash, "shape": "hv"},
                    "customdata": [
                        [formats.month(str(month), lang), bare(Interval(*ends), lang)]
                        for month, *ends in rows[["month", *(c for c in told if c in rows)]].itertuples(index=False)
                    ],
                    "hovertemplate": "%{customdata[0]}<br>%{customdata[1]} " + says + f"<extra>{name}</extra>",
                }
            )
    across = axis(colours, type="date", tickformat="%Y", dtick="M12")
    upright = axis(colours, rangemode="tozero", says=_("people, seats"))
    layout = frame(colours, lang, 320, xaxis=across, yaxis=upright)
    layout["legend"]["traceorder"] = "normal"  # as in the tables; bands between lines would turn it round
    return {"data": traces, "layout": layout}


def pay_waterfall(legs: Mapping[str, float], names: Mapping[str, str], lang: str, dark: bool) -> Drawing:
    """From gross to what she keeps: floating bars, each leg in its colour, its amount written beside it."""
    colours = look(dark)
    running, rows = legs["gross"], []
    rows.append(("gross", 0.0, legs["gross"]))
    for leg in ("employee_contributions", "net", "victims", "release_savings", "available"):
        if leg in ("net", "available"):
            rows.append((leg, 0.0, running))
        else:
            running -= legs[leg]
            rows.append((leg, running, legs[leg]))
    taken = {"employee_contributions", "victims", "release_savings"}
    says = [("−" if leg in taken else "") + formats.money(width, lang) for leg, _, width in rows]
    return {
        "data": [
            {
                "type": "bar",
                "orientation": "h",
                "y": [names[leg] for leg, _, _ in rows],
                "x": [w for _, _, w in rows],
                "base": [b for _, b, _ in rows],
                "text": says,
                "textposition": "outside",
                "cliponaxis": False,
                "textfont": {"color": colours.strong, "size": 13},
                "hovertemplate": "%{y}<br>%{text}<extra></extra>",
                "marker": {
                    "color": [leg_colour(leg, colours) for leg, _, _ in rows],
                    "pattern": {"shape": ["/" if leg in taken else "" for leg, _, _ in rows], **_soft(colours)},
                },
            }
        ],
        "layout": frame(
            colours,
            lang,
            300,
            showlegend=False,
            bargap=0.35,
            xaxis=euros_axis(colours, lang, showgrid=False, range=[0, max(legs["gross"], 1.0) * 1.22]),
            yaxis=axis(colours, autorange="reversed", showgrid=False, tickfont={"color": colours.strong, "size": 13}),
        ),
    }


def candidates_funnel(steps: Sequence[tuple[str, Interval, str]], lang: str, dark: bool) -> Drawing:
    """People left after each step: (name of the step, people with their interval, the share written out)."""
    colours = look(dark)
    return {
        "data": [
            {
                "type": "bar",
                "orientation": "h",
                "y": [name for name, _, _ in steps],
                "x": [round(p.value, 2) for _, p, _ in steps],
                "text": [written(p, "people", lang) + (f" ({share})" if share else "") for _, p, share in steps],
                "textposition": "outside",
                "cliponaxis": False,
                "textfont": {"color": colours.strong, "size": 12},
                "marker": {"color": [colours.categories[0]] * len(steps)},
                "hovertemplate": "%{y}<br>%{text}<extra></extra>",
            }
        ],
        "layout": frame(
            colours,
            lang,
            60 + 44 * len(steps),
            showlegend=False,
            bargap=0.35,
            xaxis=axis(
                colours, showgrid=False, separatethousands=True, range=[0, max(p.value for _, p, _ in steps) * 2.1]
            ),
            yaxis=axis(colours, autorange="reversed", showgrid=False, tickfont={"color": colours.strong, "size": 13}),
        ),
    }


def pay_by_year(table: pd.DataFrame, names: Mapping[str, str], lang: str, dark: bool) -> Drawing:
    """What net pay becomes, year by year: available, saved, withheld for victims (``pay_slips.totals_with_ends``)."""
    colours = look(dark)
    scale, unit = (1e6, "M€") if table["available_pay"].max() >= 1e6 else (1e3, "k€")
    shapes = {"available_pay": "", "release_savings": ".", "victims_withheld": "/"}
    return {
        "data": [
            {
                "type": "bar",
                "name": names[leg],
                "x": table.index.tolist(),
                "y": (table[leg] / scale).round(4).tolist(),
                "marker": {"color": leg_colour(leg, colours), "pattern": {"shape": shapes[leg], **_soft(colours)}},
                "customdata": [
                    written(Interval(*row), "EUR", lang)
                    for row in table[[f"{leg}{end}" for end in ("", "_low", "_high")]].itertuples(index=False)
                ],
                "hovertemplate": "%{x}<br>%{customdata}<extra>" + names[leg] + "</extra>",
            }
            for leg in shapes
        ],
        "layout": frame(
            colours,
            lang,
            320,
            barmode="stack",
            bargap=0.3,
            xaxis=axis(colours, type="category", tickangle=0),
            yaxis=axis(colours, says=unit if lang == "fr" else unit[::-1]),
        ),
    }


def shares(counts: Mapping[str, int], names: Mapping[str, str], lang: str, dark: bool) -> Drawing:
    """How many figures of each kind: one bar each, its count and share written beside it."""
    colours, whole = look(dark), max(1, sum(counts.values()))
    kinds = [k for k, n in counts.items() if n]
    return {
        "data": [
            {
                "type": "bar",
                "orientation": "h",
                "y": [names[k] for k in kinds],
                "x": [counts[k] for k in kinds],
                "text": [
                    f"{formats.number(counts[k], lang)} ({formats.percent(counts[k] / whole, lang)})" for k in kinds
                ],
                "textposition": "outside",
                "cliponaxis": False,
                "textfont": {"color": colours.strong, "size": 12},
                "marker": {"color": colours.categories[0]},
                "hovertemplate": "%{y}<br>%{text}<extra></extra>",
            }
        ],
        "layout": frame(
            colours,
            lang,
            60 + 34 * max(1, len(kinds)),
            showlegend=False,
            bargap=0.35,
            xaxis=axis(colours, showgrid=False, range=[0, max((counts[k] for k in kinds), default=1) * 1.3]),
            yaxis=axis(colours, autorange="reversed", showgrid=False, tickfont={"color": colours.strong, "size": 13}),
        ),
    }
