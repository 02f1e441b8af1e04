"""In what share of futures a plan keeps its budget and its targets, in words."""

from __future__ import annotations

import pandas as pd

import language
from language import formats
from model.schema.programme import Programme
from reports.amounts import place
from reports.other_plans import workshop
from reports.wording import amount, said, share_of_draws


def rows(programme: Programme, kept: pd.DataFrame, lang: str) -> list[tuple[str, str, str, str]]:
    """Promise, period, level, share of draws: one row each, workshops apart, with what it would be
    if work had no effect (see ``robustness.robustness``)."""
    _, found = language.text(lang), []
    for row in kept[kept["test"] != "fill"].to_dict("records"):
        meant = programme.indicators[row["indicator"]]
        where = "" if row["scope"] == "programme" else f" ({row['id']})"
        level = "–" if row["level"] != row["level"] else amount(row["level"], meant.unit, lang)
        at_end = row["indicator"] == "at_work" and len(row["period"]) == 7
        found.append(
            (
                (_("People at work") if at_end else said(meant.label, lang)) + where,
                period(row["period"], lang),
                _("every limit") if row["period"] == "all" else _side(row["side"], level, lang),
                share_of_draws(row["chance"], lang),
            )
        )
        if row["chance_if_no_effect"] == row["chance_if_no_effect"]:
            found.append((_("If work has no effect"), "", "", share_of_draws(row["chance_if_no_effect"], lang)))
    return found


def every(programme: Programme, kept: pd.DataFrame, lang: str) -> pd.DataFrame:
    """The same with the workshops, a row for each promise: its words are the reader's, its shares are numbers."""
    _ = language.text(lang)
    found = [
        (
            said(programme.indicators[row["indicator"]].label, lang),
            _where(programme, row["scope"], row["id"], lang),
            period(row["period"], lang),
            _("every limit")
            if row["level"] != row["level"]
            else _side(row["side"], amount(row["level"], programme.indicators[row["indicator"]].unit, lang), lang),
            row["chance"],
            row["chance_if_no_effect"],
        )
        for row in kept.to_dict("records")
    ]
    head = (_("Promise"), _("Where"), _("Period"), _("Level"), _("Share of draws"), _("If work has no effect"))
    return pd.DataFrame(found, columns=list(head))


def _where(programme: Programme, scope: str, member: str, lang: str) -> str:
    if scope == "workshop":
        return workshop(programme, member, lang)
    return language.term("scope", scope, lang) if scope == "programme" else place(programme, member, lang)


def _side(side: str, level: str, lang: str) -> str:
    _ = language.text(lang)
    return (_("at least {level}") if side == "at_least" else _("at most {level}")).format(level=level)


def period(text: str, lang: str) -> str:
    """A year, a month, all years, or the whole horizon."""
    if text == "total":
        return language.text(lang)("whole horizon")
    if text == "all":
        return language.text(lang)("all years together")
    return formats.month(text, lang) if len(text) == 7 else text
