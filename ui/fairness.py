"""Pieces of the money page: the hour against the market, pay against floors, what turns the sign."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pandas as pd
import streamlit as st

import language
from language import formats
from model.benefit_cost import Appraisal, interval
from reports import benefits, hour_against_market
from reports import turning as turned
from reports.interval import Interval, bare, spread
from reports.precision import decimals
from reports.wording import said, share_of_draws
from ui import cached, draws, explained, state, widgets
from ui.futures import Futures


def hours(shown: cached.Result, known: Futures | None, year: int) -> None:
    """One row a company: its productive hour against its price, onshore and offshore, in euros of one year; what is too
    cheap in most draws is flagged."""
    _, lang, programme = state.words(), state.lang(), shown.programme
    level = programme.defaults.money.cheap_below.latest.value
    inflation = np.array([programme.outlook.inflation.value or 0.0]) if known is None else known.inflation
    drawn = {} if known is None else known.of_companies["cost_per_productive_hour"]
    rows, flagged = [], []
    for one in hour_against_market.hours(shown.projection, drawn, inflation, year, level):
        name = said(programme.companies[one.company].name, lang)
        cheap = one.under >= 0.5
        if cheap:
            flagged.append(_("{name} ({chance} of the draws)").format(
                name=name, chance=share_of_draws(one.under, lang)) if known else name)  # fmt: skip
        mark = "–" if one.mark is None else language.term("mark", one.mark, lang)
        rows.append(
            (name, _three(one.cost, "EUR/hour", lang), _three(one.price, "EUR/hour", lang),
             _three(one.onshore, "EUR/hour", lang), _three(one.offshore, "EUR/hour", lang), mark,
             _three(one.share, "share", lang) + ("\u00a0⚠" if cheap else ""))
        )  # fmt: skip
    head = (
        _("Company"), _("Cost per productive hour"), _("Price of the hour"), _("Onshore"), _("Offshore"),
        _("Prices outside are"), _("Cost against onshore"),
    )  # fmt: skip
    caption = _("A productive hour inside, and the same hour outside, in euros of {year} [90%]").format(year=year)
    widgets.html_table(rows, head, caption=caption)
    st.caption(
        _(
            "Means of the draws with their 90% intervals; the draws take the uncertain costs and inflation, the prices "
            "outside stand at their best value and come from weak sources. Each draw weighs alike here; the cost "
            "above divides the costs of all draws by their hours, and is lower where hours are few in dear draws."
        )
        if known
        else _("Expected values, without chance and without intervals.")
    )
    explained.of_table(shown.reference, ("cost_per_productive_hour", "company_cost", "hours"), "total", "market")
    if flagged:
        st.warning(
            _(
                "⚠ Under {level} of the onshore price: {names}. So cheap an hour can take orders from workplaces "
                "outside; whether it does is not known."
            ).format(level=formats.percent(level, lang), names=widgets.plain(", ".join(flagged)))
        )
    _outside(shown, known)


def _three(told: hour_against_market.Three, unit: str, lang: str) -> str:
    """A mean over its interval, where there is one; shares and euros alone, as the heads say of what."""
    value, low, high = told
    if math.isnan(value):
        return "–"
    found = Interval(value, low, high)
    if between := spread(found, unit, lang):
        digits = decimals(unit, *found)
        text = formats.percent(value, lang, digits) if unit == "share" else _euros(value, lang, digits)
        return f"{text}\n{between}"
    return formats.percent(value, lang, decimals(unit, value)) if unit == "share" else _euros(value, lang)


def _euros(value: float, lang: str, digits: int = 2) -> str:
    """Euros alone: the caption says of what."""
    return "–" if math.isnan(value) else formats.money(value, lang, digits)


def _outside(shown: cached.Result, known: Futures | None) -> None:
    """How many full-time jobs outside do the same work: the most that could be displaced."""
    _, lang, programme = state.words(), state.lang(), shown.programme
    years = len(programme.months) / 12
    full = programme.defaults.money.full_time_year.latest.value
    jobs = np.array([shown.projection.outcomes["productive_hours"].sum() / years / full])
    if known is not None:
        with np.errstate(invalid="ignore", divide="ignore"):
            drawn = known.drawn["company_cost"][:, -1] / known.drawn["cost_per_productive_hour"][:, -1]
        jobs = np.nan_to_num(drawn) / years / full
    st.markdown(
        _(
            "The workshops do the work of **{jobs}** full-time jobs outside on average over the horizon: the most that "
            "they could displace, if all of it would otherwise be done in France."
        ).format(jobs=bare(Interval(*interval(jobs)), lang))
    )


def pay(shown: cached.Result, known: Futures | None) -> None:
    """One row a company: what an hour pays against the floor, the SMIC and the prison's own jobs."""
    _, lang, programme = state.words(), state.lang(), shown.programme
    rows = []
    for row in _prices(cached.now(shown.reference, state.settings()), shown.reference, state.settings()).to_dict(
        "records"
    ):
        mine = {} if known is None else {name: of.get(row["company"]) for name, of in known.of_companies.items()}

        def told(name: str, value: float, unit: str, drawn: dict[str, Any] = mine) -> str:
            found = drawn.get(name)
            return _three((value,) * 3 if found is None else interval(found), unit, lang)

        month = {} if known is None else {"net": mine["net"] * row["hours_month"]}
        rows.append(
            (said(programme.companies[row["company"]].name, lang),
             told("gross", row["gross"], "EUR/hour"), _floor(row, told("floor", row["floor"], "EUR/hour"), lang),
             told("smic", row["smic"], "EUR/hour"),
             told("smic_share", row["gross"] / row["smic"], "share"),
             told("net", row["net"], "EUR/month", month), told("job_today", row["job_today"], "EUR/month"),
             told("price_share", row["gross"] / row["price"], "share"))
        )  # fmt: skip
    head = (
        _("Company"), _("Gross an hour"), _("Floor"), _("SMIC"), _("Of the SMIC"), _("Net a month"),
        _("Prison's own job, a month"), _("Of the price of the same hour"),
    )  # fmt: skip
    widgets.html_table(rows, head, caption=_("What the work pays, against what else it could"))
    explained.of_table(shown.reference, ("smic_share", "gross_pay", "net_pay", "kept_per_worker"), "total", "fair")
    told_ = _(
        "Over the horizon, in euros of the time; {means}. Prison's own job: that of the prison's profile, else the "
        "default, in euros of the opening. The floor holds from 2011 on, before there is none: it is told over the "
        "hours that have one, beside its share of the SMIC of the same hours. Price: what clients pay for a paid hour, "
        "of which only the productive part is sold."
    ).format(
        means=_("expected values, without intervals") if known is None else _("means of the draws and 90% intervals")
    )
    st.caption(told_)


def _floor(row: dict[Any, Any], euros: str, lang: str) -> str:
    """The floor and its ends, what it is of the SMIC of the same hours, since when it holds if not all along."""
    _ = language.text(lang)
    if math.isnan(row["floor"]):
        return "–"
    told = _("{share} of the SMIC").format(share=formats.percent(row["floor_of_smic"], lang))
    if isinstance(row["floor_since"], str):
        told += ", " + formats.since(row["floor_since"], lang)
    return f"{euros}\n{told}"


def turning(found: Appraisal) -> None:
    """Where effects, cost and displacement turn the sign of society's present value, in words."""
    _, lang = state.words(), state.lang()
    turns, names = turned.turns(found), turned.names(lang)
    rows = [(names[one.lever], turned.told(one, lang), turned.sentence(one, lang)) for one in turns]
    after = interval(found.value("society") - found.value("society", effects=False))
    rows.append((_("Society's gain that comes after release"), draws.stacked(Interval(*after), "EUR", lang),
                 _("What is lost if work has no effect: a mean, and its 90% interval")))  # fmt: skip
    head = (_("What"), _("Turns at (median, 90% of draws)"), _("Reading"))
    widgets.html_table(rows, head, caption=_("Values that turn the sign of society's present value"), words=1)
    st.caption(_(
        "To try a multiple of the effects between 0 and 1: on Reinsertion, a further discount of 60% leaves 0.4 times "
        "what the evidence says. No lever makes them larger than the evidence, or turns them round: no study would "
        "bear it out."
    ))  # fmt: skip
    widgets.download(turned.table(turns, lang), "turning", "turning-csv")


def caption() -> None:
    """What the page does not count."""
    _ = state.words()
    st.caption(
        _(
            "Not counted: harm spared to victims of offences avoided (no French figure), rights that contributions "
            "open, other costs of justice and police, and the opportunity cost of public money unless the scenario "
            "asks for it. Work of the prison's own that a seat replaces is counted as a loss of its pay."
        )
    )


@st.cache_resource(show_spinner=False, max_entries=32)
def _prices(at: cached.At, reference: str, settings: cached.Settings) -> pd.DataFrame:
    """What an hour costs and pays, one row a company; ``at`` is a part of the key."""
    return benefits.companies(cached.result(reference, settings).projection)
