"""The victims' part under the law and at a flat rate: the same people, in the same draws."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import streamlit as st

from language import formats
from reports import victims
from reports.interval import Interval
from reports.wording import difference_ranged
from ui import cached, draws, state, widgets
from ui.comparing import Comparing, of_rules
from ui.futures import ALL, Gathering


def section(shown: cached.Result, gathered: Gathering) -> None:
    """Both rules year by year: expected values until the scenario's own draws are all there, and then theirs."""
    _ = state.words()
    st.subheader(_("The law, and a flat rate: the same people under both rules"))
    rate = widgets.number_field(
        _("Flat rate"), "flat", 25, "%", 0, 100, help=_("Taken from the first euro; the press of 2009 printed 25%.")
    )
    rules = ("statutory", f"flat:{rate / 100:g}")
    job = of_rules(shown.reference, state.settings(), rules)
    if gathered.over:
        job.start()
        job.wait(draws.WAIT)
    if job.shown is None:
        table = victims.two_rules(*(cached.under(shown.reference, state.settings(), rule) for rule in rules))
    else:
        table = victims.two_rules_drawn(job.shown)
    _table(table.to_dict("records"))
    _status(job)
    widgets.download(table, "two-rules", "two-rules-csv")


def _table(lines: list[Any]) -> None:
    """One row a period."""
    _ = state.words()
    shown = {
        "people_paying": _("Debtors who pay, on average"),
        "victims_withheld_law": _("Withheld, law"),
        "victims_withheld_flat": _("Withheld, flat rate"),
        "victims_withheld_difference": _("Difference"),
        "victims_paid_law": _("Paid to victims, law"),
        "victims_paid_flat": _("Paid to victims, flat rate"),
        "victims_paid_difference": _("Difference"),
    }
    if any(line["voluntary_paid_law"] for line in lines):
        shown["voluntary_paid_law"] = _("Of which voluntary, law")
    rows = [
        (_("Whole horizon") if line["period"] == "total" else line["period"], *(_cell(line, name) for name in shown))
        for line in lines
    ]
    caption = _("What is taken for victims and what reaches one")
    widgets.html_table(rows, (_("Year"), *shown.values()), caption=caption, strong=1)


def _cell(line: Mapping[str, float], name: str) -> str:
    """A value over its interval."""
    lang, ends = state.lang(), ("", "_low", "_high")
    found = Interval(*(line.get(f"{name}{end}", math.nan) for end in ends))
    if name.endswith("_difference"):
        return difference_ranged(*found, "EUR", lang, "{}\n{}")
    return draws.stacked(found, "people" if name == "people_paying" else "EUR", lang)


def _status(job: Comparing) -> None:
    """Which draws these are, in a line that makes the page anew when there are more."""
    seen = 0 if job.shown is None else job.shown.draws
    st.fragment(_told, run_every=None if job.over else 0.7)(job, seen, job.over)


def _told(job: Comparing, seen: int, over: bool) -> None:
    if not over and (job.over or (job.shown is not None and job.shown.draws != seen)):
        st.rerun()
    _, lang = state.words(), state.lang()
    count = formats.number(seen, lang)
    if not seen:
        told = _("Draws on their way… Meanwhile, expected values, without intervals.")
        st.caption(_("No draws could be made: expected values, without intervals.") if over else told)
    elif seen < ALL and not over:
        st.caption(_("{count} draws, more on their way…").format(count=count))
    else:
        told = _(
            "Means of {count} draws that both rules share, with 90% intervals; those of the differences, flat rate "
            "less law, are draw by draw: what chance does to both takes no part in them."
        )
        st.caption(told.format(count=count))
