"""Victims on the pay page: who owes, how debts clear, what the law gives and what a flat rate would."""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd
import streamlit as st

from language import formats
from model.distributions import quantile
from model.victims import DebtProfile, at_release, clearing
from reports import victims as drawn
from reports.wording import amount
from ui import cached, state, widgets

MONTHS: Final = 60
"""Months for which a cohort is followed."""
LEVELS: Final = (0.1, 0.5, 0.9)
"""Quantiles of the debt that are shown."""


def section(shown: cached.Result) -> None:
    """Debts and their clearing in the first workshop, then two rules for the whole plan."""
    _, lang = state.words(), state.lang()
    workshop = shown.projection.workshops.list[0]
    debts, opens = workshop.prison.debts, workshop.opening.opens
    if debts.median is None or debts.sigma is None:
        st.info(_("What workers of this prison owe is not known."))
        return
    part = float(shown.projection.slips.victims[0, _paid_month(shown)])
    stop = float(shown.projection.slips.victims_stop[0, 0])
    share = debts.creditor_share_known.at(opens)
    median, sigma = debts.median.at(opens), debts.sigma.at(opens)
    one = DebtProfile(*(np.array([[v]]) for v in (1.0, median.value, sigma.value, stop)))
    kept = float(shown.projection.slips.available[0, _paid_month(shown)])
    voluntary = widgets.number_field(
        _("Voluntary payment of a debtor"),
        "voluntary",
        0,
        _("€ a month"),
        0,
        round(kept),
        help=_("Paid on top from what is free to use, until the debt is cleared; for this section alone."),
    )
    told, each = clearing(part, one, MONTHS, voluntary), part + voluntary
    hazard = float(shown.projection.workshops.exit[0])
    spread = {level: float(median.value * np.exp(sigma.value * z)) for level, z in zip(LEVELS, (-1.2816, 0, 1.2816),
                                                                                      strict=True)}  # fmt: skip
    ends = [quantile(share, level) for level in (LEVELS[0], LEVELS[-1])]
    rows = [
        (
            _("Share of workers with a creditor [80%]"),
            formats.percent(share.value, lang) + f" [{formats.interval(100 * ends[0], 100 * ends[1], lang, 0)}]",
        ),
        *(
            (_("Debt that {share} of debtors stay under").format(share=formats.percent(level, lang)),
             amount(debt, "EUR", lang))
            for level, debt in spread.items()
        ),
        (_("Victims' part of one month"), amount(part, "EUR/month", lang)),
        (_("Months to clear the middle debt"), formats.number(median.value / each, lang, 1) if each > 0 else "–"),
        (_("Debts' share paid at the end of the work"), formats.percent(at_release(told.covered, hazard), lang)),
        (_("Paid by a debtor by then"), amount(at_release(told.paid, hazard), "EUR", lang)),
        (
            _("Held and given back to someone without creditor"),
            amount(at_release(told.held_without, hazard), "EUR", lang) if np.isfinite(stop) else "–",
        ),
    ]  # fmt: skip
    pair = widgets.side_by_side()
    with pair.container():
        caption = _("{prison}: debts, and what becomes of them").format(prison=workshop.prison.name)
        widgets.html_table(rows, (_("Debts"), _("Value")), caption=caption)
        st.caption(_("The debts are assumed (log-normal); no French series gives them. They lead the sensitivity."))
    with pair.container():
        table = pd.DataFrame({"month": range(MONTHS + 1), "still_paying": told.still_paying, "covered": told.covered})
        names = {"still_paying": _("Debtors who still owe"), "covered": _("Share of debts paid")}
        owing, paid = (formats.percent(float(values[12]), lang) for values in (told.still_paying, told.covered))
        alt = _("After 12 months {owing} of debtors still owe, {paid} of the debts is paid.")
        alt = alt.format(owing=owing, paid=paid)
        widgets.figure(drawn.clearing_figure(table, names, lang, state.dark()), alt, table, "clearing")
    _two_rules(shown)


def _paid_month(shown: cached.Result) -> int:
    """The first ordinary month in which the first workshop is open."""
    months, opens = shown.programme.months, shown.projection.workshops.list[0].opening.opens
    first = months.index(opens) if opens in months else 0
    return next((m for m in range(first, len(months)) if not months[m].endswith("-12")), first)


def _two_rules(shown: cached.Result) -> None:
    """What the law gives and what a flat rate would have given: the same people."""
    _, lang = state.words(), state.lang()
    st.subheader(_("The law, and a flat rate: the same people under both rules"))
    rate = widgets.number_field(
        _("Flat rate"), "flat", 25, "%", 0, 100, help=_("Taken from the first euro; the press of 2009 printed 25%.")
    )
    rules = ("statutory", f"flat:{rate / 100:g}")
    law, flat = (cached.under(shown.reference, state.settings(), rule) for rule in rules)
    table = drawn.two_rules(law, flat)
    whole = {**table.drop(columns="year").sum().to_dict(), "people_paying": table["people_paying"].mean()}
    lines = [*table.to_dict("records"), {"year": _("Whole scenario"), **whole}]
    cells = [
        (
            str(line["year"]),
            formats.number(float(line["people_paying"]), lang, 1),
            *(amount(float(line[f"{leg}_{which}"]), "EUR", lang) for leg in ("victims", "victims_paid")
              for which in ("law", "flat")),
        )
        for line in lines
    ]  # fmt: skip
    head = (
        _("Year"),
        _("Debtors who pay, on average"),
        _("Withheld, law"),
        _("Withheld, flat rate"),
        _("Paid to victims, law"),
        _("Paid to victims, flat rate"),
    )
    widgets.html_table(cells, head, caption=_("What is taken for victims and what reaches one"), strong=1)
    st.caption(_("Expected values, without intervals."))
    widgets.download(table, "two-rules", "two-rules-csv")
