"""Pieces of the money page: the hour against the market, pay against floors, what turns the sign."""

from __future__ import annotations

import math

import numpy as np
import streamlit as st

from language import formats
from model.benefit_cost import Appraisal, interval
from reports import benefits
from reports import turning as turned
from reports.wording import ends, said
from ui import cached, explained, state, widgets
from ui.futures import Futures


def hours(shown: cached.Result, known: Futures | None) -> None:
    """One row a company: its productive hour against its price, onshore and offshore; what is too cheap is flagged."""
    _, lang, programme = state.words(), state.lang(), shown.programme
    level = programme.defaults.money.cheap_below.latest.value
    rows, flagged = [], []
    for row in benefits.companies(shown.projection).to_dict("records"):
        name = said(programme.companies[row["company"]].name, lang)
        share = row["cost"] / row["onshore"] if not math.isnan(row["onshore"]) else float("nan")
        if share < level:
            flagged.append(name)
        prices = [_euros(row[c], lang) for c in ("price", "onshore", "offshore")]
        rows.append(
            (name, _cost(row, known, lang), *prices,
             "–" if math.isnan(share) else formats.percent(share, lang) + (" ⚠" if share < level else ""))
        )  # fmt: skip
    head = (
        _("Company"), _("Cost per productive hour"), _("Price of the hour"), _("Onshore"), _("Offshore"),
        _("Cost against onshore"),
    )  # fmt: skip
    widgets.html_table(rows, head, caption=_("A productive hour inside, and the same hour outside, in euros"))
    explained.of_table(shown.reference, ("cost_per_productive_hour", "company_cost", "hours"), "total", "market")
    if flagged:
        st.warning(
            _(
                "⚠ Under {level} of the onshore price: {names}. So cheap an hour can take orders from workplaces "
                "outside; whether it does is not known."
            ).format(level=formats.percent(level, lang), names=widgets.plain(", ".join(flagged)))
        )
    _outside(shown, known)


def _cost(row: dict[str, float], known: Futures | None, lang: str) -> str:
    """The cost of a company's productive hour, drawn where there are draws."""
    key = (row["company"], "cost_per_productive_hour")
    if known is None or key not in known.companies.index:
        return _euros(row["cost"], lang)
    value, low, high = (float(v) for v in known.companies.loc[key])
    return f"{_euros(value, lang)}\n{ends(low, high, 'EUR/hour', lang)}"


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
    value, low, high = interval(jobs)
    spread = f" [{formats.interval(low, high, lang, 0)}]" if high > low else ""
    st.markdown(
        _(
            "The workshops do the work of **{jobs}** full-time jobs outside on average over the horizon: the most that "
            "they could displace, if all of it would otherwise be done in France."
        ).format(jobs=formats.number(value, lang, 0 if value >= 10 else 1) + spread)
    )


def pay(shown: cached.Result) -> None:
    """One row a company: what an hour pays against the floor, the SMIC and the prison's own jobs."""
    _, lang, programme = state.words(), state.lang(), shown.programme
    rows = [
        (said(programme.companies[row["company"]].name, lang),
         *(_euros(row[c], lang) for c in ("gross", "floor", "smic")),
         formats.percent(row["gross"] / row["smic"], lang),
         _euros(row["net"], lang, 0), _euros(row["job_today"], lang, 0),
         formats.percent(row["gross"] / row["price"], lang))
        for row in benefits.companies(shown.projection).to_dict("records")
    ]  # fmt: skip
    head = (
        _("Company"), _("Gross an hour"), _("Floor"), _("SMIC"), _("Of the SMIC"), _("Net a month"),
        _("Prison's own job, a month"), _("Of the price of the hour"),
    )  # fmt: skip
    widgets.html_table(rows, head, caption=_("What the work pays, against what else it could"))
    explained.of_table(shown.reference, ("smic_share", "gross_pay", "net_pay", "kept_per_worker"), "total", "fair")
    told = _(
        "Expected values over the horizon. Prison's own job: that of the prison's profile, else the default, in "
        "euros of the opening. The floor holds from 2011 on; before, there is none."
    )
    st.caption(told)


def turning(found: Appraisal) -> None:
    """Where effects, cost and displacement turn the sign of society's present value, in words."""
    _, lang = state.words(), state.lang()
    turns, names = turned.turns(found), turned.names(lang)
    central = float(np.mean(found.value("society", effects=False)))
    whole = float(np.mean(found.value("society")))
    part = (whole - central) / whole if whole else float("nan")
    rows = [(names[one.lever], turned.told(one, lang), turned.sentence(one, lang)) for one in turns]
    rows.append(
        (_("Part of society's gain that comes after release"),
         "–" if math.isnan(part) else formats.percent(part, lang, 1), _("what is lost if work has no effect"))
    )  # fmt: skip
    head = (_("What"), _("Turns at (median, 90% of draws)"), _("Reading"))
    widgets.html_table(rows, head, caption=_("Values that turn the sign of society's present value"), words=1)
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
