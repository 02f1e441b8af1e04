"""A roll-out plan on a time line: its openings as a table and as a figure."""

from __future__ import annotations

from html import escape

import numpy as np
import pandas as pd

import language
from language import formats
from model.rollout.reach import Reach
from model.schema.base import first_day, month_index, month_text
from model.schema.programme import Programme
from model.schema.scenario import Opening
from model.sides import mixed, side_of
from reports.look import Drawing, axis, frame, look
from reports.wording import on_side, said

COLUMNS = ("prison", "name", "region", "company", "activity", "opens", "seats", "people", "side")


def openings(programme: Programme, found: Reach | None, kept: pd.DataFrame | None = None) -> pd.DataFrame:
    """One row an opening, the earliest first: ids and names, month, seats, people at work at rest (closed form; empty
    for a written plan), side (men or women, in a prison of both), and the shares of drawn programmes in which it and
    its prison are chosen again (if known)."""
    people: dict[str, float] = {}
    if found is not None:
        people = {found.assembly.pairs[a].id: float(v) for a, v in zip(found.plan.pair, found.at_rest, strict=True)}
    rows = [
        (o.prison, programme.prisons[o.prison].name, programme.prisons[o.prison].place.region, o.company,
         programme.companies[o.company].activity, o.opens, o.seats, people.get(o.workshop, np.nan), _side(programme, o))
        for o in sorted(programme.scenario.openings, key=lambda o: (o.opens, o.prison, o.company))
    ]  # fmt: skip
    table = pd.DataFrame(rows, columns=list(COLUMNS))
    if kept is not None:
        table = table.merge(kept.drop(columns="programmes"), on=["prison", "company"], how="left")
    return table


def time_line(table: pd.DataFrame, programme: Programme, lang: str, dark: bool) -> Drawing:
    """Openings on a time line, from the month of opening to the end: a bar for each workshop, a colour for each
    activity, the seats written in it (see :func:`openings`)."""
    _, colours = language.text(lang), look(dark)
    end = first_day(month_text(month_index(programme.months[-1]) + 1))
    activities = list(dict.fromkeys(table["activity"]))
    named = {row: escape(name) for row, name in labels(table, lang).items()}
    traces = []
    for position, activity in enumerate(activities):
        rows = table[table["activity"] == activity]
        begins = [max(first_day(month), first_day(programme.scenario.start)) for month in rows["opens"]]
        hover = [
            f"{escape(on_side(row.name_, row.side or None, lang))}<br>"
            f"{escape(said(programme.companies[row.company].name, lang))}<br>{formats.month(row.opens, lang)}<br>"
            + language.plural(lang)("{n} seat", "{n} seats", row.seats).format(n=row.seats)
            for row in rows.rename(columns={"name": "name_"}).itertuples()
        ]
        traces.append(
            {
                "type": "bar",
                "orientation": "h",
                "name": said(programme.activities[activity].label, lang),
                "y": [named[i] for i in rows.index],
                "base": [day.isoformat() for day in begins],
                "x": [(end - day).days * 86_400_000 for day in begins],
                "text": [
                    f"{seats} · {escape(said(programme.companies[company].name, lang))}"
                    for seats, company in zip(rows["seats"], rows["company"], strict=True)
                ],
                "textposition": "inside",
                "insidetextanchor": "start",
                "textangle": 0,
                "constraintext": "none",
                "marker": {"color": colours.categories[position % 10]},
                "customdata": hover,
                "hovertemplate": "%{customdata}<extra></extra>",
            }
        )
    height = 90 + 24 * len(table)
    return {
        "data": traces,
        "layout": frame(
            colours,
            lang,
            height,
            barmode="overlay",
            bargap=0.25,
            xaxis=axis(colours, type="date", tickformat="%Y", dtick="M12", side="top"),
            yaxis=axis(
                colours,
                type="category",
                categoryorder="array",
                categoryarray=list(named.values())[::-1],
                showgrid=False,
            ),
        )
        | {
            "legend": {
                "orientation": "h",
                "y": -20 / height,
                "x": 0,
                "yanchor": "top",
                "font": {"color": colours.strong},
            }
        },
    }


def _side(programme: Programme, opening: Opening) -> str:
    """The side of an opening, where its prison holds men and women."""
    prison = programme.prisons[opening.prison]
    return side_of(prison, opening.opens, opening.side) if mixed(prison, opening.opens) else ""


def labels(table: pd.DataFrame, lang: str) -> dict[int, str]:
    """A name for each bar: the prison's, with the women's side of a mixed one, numbered where it has several."""
    seen: dict[str, int] = {}
    found: dict[int, str] = {}
    for index, name, side in table[["name", "side"]].itertuples(name=None):
        short = on_side(short_name(str(name)), "women" if side == "women" else None, lang)
        seen[short] = seen.get(short, 0) + 1
        found[int(str(index))] = short if seen[short] == 1 else f"{short} ({seen[short]})"
    return found


def short_name(name: str) -> str:
    """The name of a prison without what kind it is, where that leaves a name."""
    for kind in ("Centre pénitentiaire", "Centre de détention", "Maison d'arrêt", "Maison centrale"):
        for link in (" d'", " de ", " du ", " des "):
            if name.startswith(kind + link):
                rest = name.removeprefix(kind + link)
                return rest[:1].upper() + rest[1:]
    return name
