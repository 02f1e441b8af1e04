"""A roll-out plan on a time line: its openings as a table and as a figure."""

from __future__ import annotations

import re
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
from reports.look import Drawing, axis, frame, look, on
from reports.wording import on_side, said

COLUMNS = ("prison", "name", "region", "company", "activity", "opens", "seats", "people", "side")
KINDS = {
    "Centre pénitentiaire": "CP", "Centre de détention": "CD", "Centre détention": "CD", "Maison d'arrêt": "MA",
    "Maison centrale": "MC", "Centre de semi-liberté": "CSL",
}  # fmt: skip
"""The administration's letters for a kind of prison."""
TOLD = ("CSL", "CP pour femmes")
"""Kinds that a name keeps: there may be another prison at the place."""
NAMED = re.compile(rf"(?P<kind>{'|'.join(KINDS)})(?P<whom> pour femmes)?(?P<link> d'| de | du | des | )(?P<place>.+)")
"""How the administration names a prison."""
ACROSS = 80
"""Signs that the narrowest figure has room for, from its first month to its last."""


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
    activity, what it is written in it (see :func:`openings`)."""
    colours, inside = look(dark), texts(table, programme, lang)
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
                "text": [escape(inside[i]) for i in rows.index],
                "textposition": "inside",
                "insidetextanchor": "start",
                "insidetextfont": {"color": on(colours.kind(position))},
                "textangle": 0,
                "constraintext": "none",
                "marker": {"color": colours.kind(position)},
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


def texts(table: pd.DataFrame, programme: Programme, lang: str) -> dict[int, str]:
    """What stands in each bar: the seats, the share of drawn programmes that choose the opening again where it is
    known, and the company, as far as the bar has room."""
    begins = [max(month_index(month), month_index(programme.scenario.start)) for month in table["opens"]]
    last, found = month_index(programme.months[-1]) + 1, dict[int, str]()
    for begin, row in zip(begins, table.to_dict("index").items(), strict=True):
        index, one = row
        kept = one.get("kept", np.nan)
        head = formats.number(one["seats"], lang) + (f" · {formats.percent(kept, lang)}" if kept == kept else "")
        name = said(programme.companies[one["company"]].name, lang)
        room = int(ACROSS * (last - begin) / max(1, last - min(begins))) - len(head) - 3
        if len(name) > room:
            name = name[: max(0, room - 1)].rstrip(" ,·'") + "…"
        found[int(str(index))] = f"{head} · {name}" if len(name) > 3 else head
    return found


def _side(programme: Programme, opening: Opening) -> str:
    """The side of an opening, where its prison holds men and women."""
    prison = programme.prisons[opening.prison]
    return side_of(prison, opening.opens, opening.side) if mixed(prison, opening.opens) else ""


def labels(table: pd.DataFrame, lang: str) -> dict[int, str]:
    """A name for each bar: the prison's place, with what kind it is where two prisons of the table share a place, with
    the women's side of a mixed one; numbered where it has several workshops."""
    prisons = table[["prison", "name"]].drop_duplicates()
    places = prisons["name"].map(short_name).value_counts()
    seen: dict[str, int] = {}
    found: dict[int, str] = {}
    for index, name, side in table[["name", "side"]].itertuples(name=None):
        place = short_name(str(name))
        short = on_side(
            place if places[place] == 1 else place_first(str(name)), "women" if side == "women" else None, lang
        )
        seen[short] = seen.get(short, 0) + 1
        found[int(str(index))] = short if seen[short] == 1 else f"{short} ({seen[short]})"
    return found


def short_name(name: str) -> str:
    """The place of a prison, with the letters of its kind where the place does not tell it: ``Rennes (CP pour
    femmes)``."""
    read = NAMED.match(name)
    return _place(read) if read and _kind(read) not in TOLD else place_first(name)


def place_first(name: str) -> str:
    """A prison by its place, then the letters of its kind: ``Nanterre (MA)``; as it is where no kind is read."""
    read = NAMED.match(name)
    return f"{_place(read)} ({_kind(read)})" if read else name


def _kind(read: re.Match[str]) -> str:
    return KINDS[read["kind"]] + (read["whom"] or "")


def _place(read: re.Match[str]) -> str:
    """The place with the article that French draws into ``du`` and ``des``."""
    article = {"du": "Le ", "des": "Les "}.get(read["link"].strip(), "")
    return f"{article}{read['place'] if article else read['place'][:1].upper() + read['place'][1:]}"
