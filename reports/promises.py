"""In what share of futures a plan keeps its budget and its targets, in words."""

from __future__ import annotations

import pandas as pd

import language
from language import formats
from model.schema.programme import Programme
from reports.wording import amount, said


def rows(programme: Programme, kept: pd.DataFrame, lang: str) -> list[tuple[str, str, str, str]]:
    """Promise, period, level, share of draws: one row each, workshops apart, with what it would be
    if work had no effect (see ``robustness.robustness``)."""
    _, found = language.text(lang), []
    for row in kept[kept["test"] != "fill"].to_dict("records"):
        meant = programme.indicators[row["indicator"]]
        where = "" if row["scope"] == "programme" else f" ({row['id']})"
        level = "–" if row["level"] != row["level"] else amount(row["level"], meant.unit, lang)
        side = _("at least {level}") if row["side"] == "at_least" else _("at most {level}")
        at_end = row["indicator"] == "at_work" and len(row["period"]) == 7
        found.append(
            (
                (_("People at work") if at_end else said(meant.label, lang)) + where,
                _("all years together") if row["period"] == "all" else period(row["period"], lang),
                _("every limit") if row["period"] == "all" else side.format(level=level),
                formats.percent(row["chance"], lang),
            )
        )
        if row["chance_if_no_effect"] == row["chance_if_no_effect"]:
            found.append((_("If work has no effect"), "", "", formats.percent(row["chance_if_no_effect"], lang)))
    return found


def period(text: str, lang: str) -> str:
    """A year, a month, or the whole horizon."""
    if text == "total":
        return language.text(lang)("whole horizon")
    return formats.month(text, lang) if len(text) == 7 else text
