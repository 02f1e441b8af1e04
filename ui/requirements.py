"""Pieces of the overview below its figures: what the plan requires, its variants, what was seen at an opening."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd
import streamlit as st

import language
from language import formats
from reports import activity, candidates
from reports import requirements as needed
from reports.wording import amount, said
from ui import cached, draws, explained, state, widgets
from ui.futures import Futures, Gathering


def needs(shown: cached.Result, known: Futures | None) -> None:
    """What expansion requires, year by year, against the limits that the scenario sets."""
    _, lang, programme = state.words(), state.lang(), shown.programme
    years = [p for p in shown.whole.columns if p != "total"]
    rows = []
    for name in activity.NEEDS:
        unit = programme.indicators[name].unit
        label = said(programme.indicators[name].label, lang)
        if unit in ("m2", "posts"):
            label += f" ({language.term('unit', unit, lang)})"
        rows.append([label, *(needed.amounts(draws.interval(shown, known, name, y), unit, lang) for y in years)])
        limits = programme.scenario.limits.state_capex
        if name == "capex_state" and limits:
            rows.append(
                [
                    _("Limit on State investment"),
                    *(amount(limits[int(y)], "EUR", lang) if int(y) in limits else "–" for y in years),
                ]
            )
    caption = _(
        "Agreements, seats, floor area and supervisors at the end of the year; candidates and euros over the year."
    )
    widgets.html_table(rows, (_("Need"), *years), caption=caption)
    table = pd.DataFrame(
        [(n, y, *draws.interval(shown, known, n, y)) for n in activity.NEEDS for y in years],
        columns=["indicator", "year", "value", "low", "high"],
    )
    if known is None:
        draws.expected_only()
    explained.of_table(shown.reference, activity.NEEDS, "total", "needs")
    widgets.download(table, f"{shown.reference.replace('@', '-')}-needs", "needs-csv")


def compared() -> list[str]:
    """The scenario and its variants."""
    name = state.reference().partition("@")[0]
    return [r for r in cached.written(state.settings()) if r.partition("@")[0] == name]


COMPARED = (
    "candidates", "at_work", "fill_rate", "net_pay", "victims_per_worker", "savings_per_worker", "kept_per_worker",
    "smic_share", "victims_withheld", "state_cost", "company_cost", "cost_per_productive_hour",
)  # fmt: skip
"""Indicators of the table of variants."""


def variants(over: str, gathered: Sequence[Gathering]) -> None:
    """The scenario and its variants, indicator by indicator; drawn once every one of them is."""
    _, lang = state.words(), state.lang()
    references = compared()
    known = [one.shown for one in gathered]
    if not all(known):
        known = [None] * len(known)
    results = [cached.result(r, state.settings()) for r in references]
    scenario = results[0].programme.scenario
    rows = []
    for indicator in COMPARED:
        meant = results[0].programme.indicators[indicator]
        found = [draws.interval(r, k, indicator, over) for r, k in zip(results, known, strict=True)]
        rows.append([said(meant.label, lang), *(draws.stacked(one, meant.unit, lang) for one in found)])
    names = {scenario.id: scenario.title} | {f"{scenario.id}@{v}": one.title for v, one in scenario.variants.items()}
    heads = [said(names[one], lang) for one in references]
    span = _("the whole horizon") if over == "total" else over
    caption = _("Over {period}") if known[0] else _("Over {period}: expected values")
    widgets.html_table(rows, (_("Indicator"), *heads), caption=caption.format(period=span))
    if not known[0]:
        draws.expected_only(results[0], gathered[0].shown, "at_work", over)
    if refused := [said(names[one], lang) for one in cached.unfit(state.settings()) if one in names]:
        told = _("The changes do not fit these, which are left out: {names}.").format(names=" · ".join(refused))
        st.caption(widgets.plain(told))
    explained.of_table(results[0].reference, COMPARED, over, "variants")
    observed(results[0])


def observed(shown: cached.Result) -> None:
    """Where an opening was observed: what was seen, beside what the defaults alone would have foretold."""
    _, lang = state.words(), state.lang()
    for workshop in shown.projection.workshops.list:
        pool = workshop.pool
        if pool.applicants is None or pool.recruited is None:
            continue
        month = workshop.opening.opens
        stay, willing = workshop.activity.minimum_stay.at(month).value, workshop.prison.population.willing
        assert willing is not None, "filled by loading"
        alone = candidates.pool(replace(pool, suitable=pool.from_shares, recruited=None), stay, willing.at(month))
        st.markdown(
            _(
                "At the opening ({prison}), {applicants} people applied and {recruited} were taken on, for {seats} "
                "seats: those "
                "who could hold one may have been more. The default shares alone would have foretold {suitable} "
                "suitable "
                "people, {willing} of them willing."
            ).format(
                prison=widgets.plain(workshop.prison.name),
                applicants=formats.number(pool.applicants, lang),
                recruited=formats.number(pool.recruited, lang),
                seats=workshop.opening.seats,
                suitable=draws.bare(alone.suitable, lang),
                willing=draws.bare(alone.willing, lang),
            )
        )
