"""A plan against what happened, as tables and sentences: the same on the page and at the terminal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import pandas as pd

import language
from language import formats
from language.terms import term
from model.follow_up import FollowUp
from model.rollout.moved import CHANGES
from model.schema.programme import Programme
from model.schema.scenario import Opening
from reports.look import Drawing, axis, faint, frame, look, months_axis
from reports.parts import Table
from reports.tables import unit_of
from reports.wording import difference, said

POINTED: Final = 5
"""Inputs that are told."""


def errors(found: FollowUp, lang: str) -> Table:
    """Error of the forecast by prison and indicator; those furthest off first."""
    _, names = language.text(lang), {p.id: p.name for p in found.programme.prisons.values()}
    table = found.accuracy.sort_values(["share_inside", "prison", "indicator"], kind="stable")
    rows = tuple(
        (f"{names[one['prison']]} – {term('column', one['indicator'], lang)}", formats.number(one["months"], lang),
         difference(round(one["mean_error"], 2), unit_of(one["indicator"]), lang),
         "–" if one["weighted_absolute_percentage"] != one["weighted_absolute_percentage"]
         else formats.percent(one["weighted_absolute_percentage"], lang, 1),
         formats.percent(one["share_inside"], lang))
        for one in table.to_dict("records")
    )  # fmt: skip
    head = (_("Prison and indicator"), _("Months"), _("Mean error"), _("Error in %"), _("Inside the interval"))
    return Table(_("Forecast less actual"), head, rows)


def sentence(found: FollowUp, lang: str) -> str:
    """How often what happened lay inside the interval, in one sentence."""
    _, inside = language.text(lang), found.drift["inside"]
    told = _("Of {all} figures told, {inside} lie inside the 90% interval of the plan ({share}).")
    return told.format(
        all=formats.number(len(inside), lang), inside=formats.number(int(inside.sum()), lang),
        share=formats.percent(float(inside.mean()) if len(inside) else 0.0, lang),
    )  # fmt: skip


def nothing_left(months: bool, lang: str) -> str:
    """Why there is no plan from today; months: whether any is left in which one could be sought."""
    _ = language.text(lang)
    if months:
        return _("No workshop of the plan is left: from today, another plan has to be sought.")
    return _("No month is left: there is no plan from today.")


def few_people(lang: str) -> str:
    """What whoever keeps or sends the tables should know."""
    return language.text(lang)(
        "These tables tell of workshops of a few people: releases, pay and money for victims may be those of someone "
        "who can be recognised. Keep them and send them as you would a file of names."
    )


def pointed(found: FollowUp, lang: str) -> list[str]:
    """Which assumption the drift points to, a sentence each; none for one whose gain is too small to be written."""
    _ = language.text(lang)
    lower = _("Nearer to what happened with a lower value: {input} (distance {before} to {after}).")
    higher = _("Nearer to what happened with a higher value: {input} (distance {before} to {after}).")
    told = []
    for one in found.pointing.head(POINTED).to_dict("records"):
        before, after = (formats.number(one[name], lang, 2) for name in ("distance", "distance_moved"))
        if before != after:
            line = lower if one["toward"] == "low" else higher
            told.append(line.format(input=term("inputs", str(one["input"]), lang), before=before, after=after))
    return told


def told(found: FollowUp) -> list[tuple[str, str]]:
    """(prison, indicator) that were told, in their order."""
    return list(dict.fromkeys(zip(found.drift["prison"], found.drift["indicator"], strict=True)))


def drawing(found: FollowUp, prison: str, indicator: str, lang: str, dark: bool) -> Drawing:
    """What happened, on the forecast and its 90 % band, month by month."""
    _, colours = language.text(lang), look(dark)
    rows = found.drift[(found.drift["prison"] == prison) & (found.drift["indicator"] == indicator)]
    when, colour = rows["month"].tolist(), colours.categories[0]
    line: Drawing = {"type": "scatter", "x": when, "mode": "lines"}
    band = [
        {**line, "y": rows[side].round(2).tolist(), "line": {"width": 0}, "fillcolor": faint(colour), "fill": fill,
         "showlegend": side == "high", "name": _("90% of draws"), "hoverinfo": "skip"}
        for side, fill in (("low", "none"), ("high", "tonexty"))
    ]  # fmt: skip
    forecast = {**line, "y": rows["forecast"].round(2).tolist(), "name": _("Forecast: mean"), "mode": "lines+markers",
                "line": {"width": 2, "dash": "dash", "color": colour}}  # fmt: skip
    actual = {**line, "y": rows["actual"].round(2).tolist(), "name": _("What happened"), "mode": "lines+markers",
              "line": {"width": 2.5, "color": colours.categories[1]},
              "marker": {"size": 8, "symbol": "diamond"}}  # fmt: skip
    upright = axis(colours, rangemode="tozero", says=term("column", indicator, lang))
    across = months_axis(colours, when, lang, hoverformat="%m/%Y")
    above = {"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom", "font": {"color": colours.strong, "size": 12}}
    return {"data": [*band, forecast, actual],
            "layout": frame(colours, lang, 360, xaxis=across, yaxis=upright, legend=above)}  # fmt: skip


def changes(programme: Programme, moved: pd.DataFrame, lang: str) -> Table:
    """What the plan from today changes: every opening that moves, comes or goes."""
    _ = language.text(lang)
    prisons = {p.id: p.name for p in programme.prisons.values()}
    companies = {c.id: said(c.name, lang) for c in programme.companies.values()}
    rows = tuple(
        (prisons.get(one["prison"], one["prison"]), *_of(one["opens_before"], one["seats_before"], lang),
         *_of(one["opens_after"], one["seats_after"], lang), companies.get(one["company"], one["company"]),
         term("moved", one["change"], lang))
        for one in moved[~moved["change"].isin(["stands", "kept"])].to_dict("records")
    )  # fmt: skip
    head = (_("Prison"), _("Planned"), _("Seats"), _("From today"), _("Seats"), _("Company"), _("Change"))
    return Table(_("What the plan from today changes"), head, rows, words=2)


def changed(moved: pd.DataFrame, lang: str) -> str:
    """The same in one sentence: how many of each."""
    counts = moved["change"].value_counts()
    told = [f"{term('moved', one, lang)} {int(counts[one])}" for one in CHANGES if one in counts.index]
    return language.text(lang)("Openings: {counts}.").format(counts=", ".join(told))


def seats(before: Sequence[Opening], after: Sequence[Opening], people: tuple[float, float], lang: str) -> str:
    """Seats of both plans, and people at work in the last month of each, in one sentence."""
    told = language.text(lang)(
        "Seats: {before} as planned, {after} planned anew. People at work in the last month, expected: {was} and "
        "{then}."
    )
    count = [formats.number(sum(one.seats for one in plan), lang) for plan in (before, after)]
    was, then = (formats.number(one, lang, 1) for one in people)
    return told.format(before=count[0], after=count[1], was=was, then=then)


def _of(month: str | None, seats: int, lang: str) -> tuple[str, str]:
    return ("–", "–") if not isinstance(month, str) else (formats.month(month, lang), formats.number(seats, lang))
