"""How full the workshops of one prison are: year by year from the draws, at rest from the closed form."""

from __future__ import annotations

import math

import streamlit as st

from language import formats
from model.closed_form import Fill, sites
from model.closed_form import fill as fill_at_rest
from model.uncertainty.followed import Rest
from reports.interval import Interval
from reports.wording import ends, said
from ui import cached, draws, explained, state, widgets
from ui.futures import Futures


def fill(shown: cached.Result, prison: str, known: Futures | None) -> None:
    """The mean fill of each year with its interval, where there are draws."""
    _, lang = state.words(), state.lang()
    if known is not None:
        years = [p for p in shown.whole.columns if p != "total"]
        here = [w for w in shown.projection.workshops.list if w.prison.id == prison]
        rows = [(year, *(draws.written(known.fill(w.id, year), "share", lang) for w in here)) for year in years]
        caption = _("Share of open seats at work, mean and 90% interval of a year, while the workshop is there")
        widgets.html_table(rows, (_("Year"), *(said(w.company.name, lang) for w in here)), caption=caption)
    told = dict.fromkeys(("fill_rate", *shown.programme.indicators))
    explained.of_table(shown.reference, list(told), "total", "prison", prison)


def at_rest(shown: cached.Result, prison: str, known: Futures | None) -> None:
    """What each workshop settles at: over the draws, else in closed form; and what part of it is chance alone."""
    _, lang, workshops = state.words(), state.lang(), shown.projection.workshops
    mine = [row for row, w in enumerate(workshops.list) if w.prison.id == prison]
    rows, alone = [], []
    for row in mine:
        workshop, site = workshops.list[row], sites(workshops)[row]
        name, drawn = said(workshop.company.name, lang), known.rest.get(workshop.id) if known is not None else None
        form = fill_at_rest(site)
        engine = _("closed form") if drawn is None else _("draws")
        rows.append((f"{name} ({engine})", *_told(form if drawn is None else drawn, site.seats, lang)))
        if drawn is not None:
            alone.append((name, drawn, form))
    head = (_("Company"), _("Mean fill [90%]"), _("People, 80% of months"), _("80% of years"), _("Months under 75%"))
    widgets.html_table(rows, head, caption=_("At rest, once the start is past and while the company is there"))
    for name, drawn, form in alone:
        told = _(
            "{name}: {drawn} of months under 75% in the draws, for chance and for what is not known of the inputs (how "
            "many apply, how long people stay). Were every input at its best value, chance alone would make it {alone} "
            "and the mean fill {mean} (closed form, at any moment of the month)."
        )
        st.caption(widgets.plain(told.format(name=name, drawn=formats.percent(drawn.low_month, lang),
                                             alone=formats.percent(form.low_month, lang),
                                             mean=formats.percent(form.mean, lang))))  # fmt: skip
    if len(alone) < len(mine):
        st.caption(_("Closed form: every input at its best value, chance alone; months vary more where inputs do."))
    if len(mine) > 1:
        st.caption(
            _("Closed form: each workshop as if it had the candidates of the prison to itself, the most it could have.")
        )


def _told(of: Rest | Fill, seats: int, lang: str) -> tuple[str, str, str, str]:
    """Mean, month, year and low months, in words."""
    mean = Interval(of.mean, *of.span) if isinstance(of, Rest) else Interval(of.mean)
    return (
        draws.written(mean, "share", lang),
        formats.interval(*of.month, lang) + f" / {seats}",
        "–" if math.isnan(of.year[0]) else ends(*of.year, "share", lang),
        formats.percent(of.low_month, lang),
    )
