"""Victims on the pay page: who owes, and how debts clear."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import numpy as np
import streamlit as st

from language import formats
from model.distributions import quantile
from model.interval import HIGH, LOW
from model.victims import DebtProfile, voluntary_part
from reports import debts as debts_report
from reports import victims as drawn
from reports.candidates import between
from reports.interval import Interval, bare, written
from reports.wording import amount, said
from ui import cached, state, two_rules, widgets
from ui.futures import Gathering
from ui.voluntary import lever

MONTHS: Final = 60
"""Months of a cohort that are shown."""
LEVELS: Final = (0.1, 0.5, 0.9)
"""Quantiles of the debt that are shown."""


def section(shown: cached.Result, gathered: Gathering) -> None:
    """Debts and their clearing in a workshop that the reader chooses, then two rules for the whole plan."""
    _debts(shown, _chosen(shown))
    two_rules.section(shown, gathered)


def _chosen(shown: cached.Result) -> int:
    """Row of the workshop whose debts are shown: the first until the reader chooses, kept in the link."""
    _, lang, workshops = state.words(), state.lang(), shown.projection.workshops.list
    names = {w.id: f"{w.prison.name} – {said(w.company.name, lang)}" for w in workshops}
    if len(names) < 2:
        return 0
    help_ = _("Debts, the levy of a month and how long people stay are those of this workshop.")
    chosen = widgets.choice("debts", list(names), workshops[0].id, _("Workshop"), help_, names.__getitem__)
    return list(names).index(chosen)


def _debts(shown: cached.Result, row: int) -> None:
    """What the workers of a workshop owe, and how it clears."""
    _, lang = state.words(), state.lang()
    workshop = shown.projection.workshops.list[row]
    debts, opens = workshop.prison.debts, workshop.opening.opens
    if debts.median is None or debts.sigma is None:
        st.info(_("What workers of this prison owe is not known."))
        return
    part = float(shown.projection.slips.victims[row, _paid_month(shown, row)])
    stop = float(shown.projection.slips.victims_stop[row, 0])
    share = debts.creditor_share_known.at(opens)
    median, sigma = debts.median.at(opens), debts.sigma.at(opens)
    one = DebtProfile(*(np.array([[v]]) for v in (1.0, median.value, sigma.value, stop)))
    kept = float(shown.projection.slips.available[row, _paid_month(shown, row)])
    voluntary = float(voluntary_part(lever(shown.programme), np.array(kept)))
    hazard = float(shown.projection.workshops.exit[row])
    uncertain = _inputs(cached.now(shown.reference, state.settings()), shown.reference, state.settings(), row)
    each = [part, part + voluntary][: 1 + (voluntary > 0)]
    ways = [debts_report.debts(part, one, hazard, uncertain, MONTHS, e - part) for e in each]
    spread = {level: float(median.value * np.exp(sigma.value * z)) for level, z in zip(LEVELS, (-1.2816, 0, 1.2816),
                                                                                      strict=True)}  # fmt: skip
    ends = [quantile(share, level) for level in (LOW, HIGH)]
    rows = [
        (
            _("Share of workers with a creditor"),
            written(Interval(share.value, *ends), "share", lang),
        ),
        *(
            (_("Debt that {share} of debtors stay under").format(share=formats.percent(level, lang)),
             written(between(debt, uncertain.medians * (debt / median.value)), "EUR", lang))
            for level, debt in spread.items()
        ),
        (_("Paid to the creditor in one month"), _both(amount(e, "EUR/month", lang) for e in each)),
        (_("Months to clear the middle debt"),
         _both(bare(told.months, lang) if e > 0 else "–" for told, e in zip(ways, each, strict=True))),
        (_("Debts' share paid at the end of the work"), _both(written(told.covered, "share", lang) for told in ways)),
        (_("Paid by a debtor by then"), _both(written(told.paid, "EUR", lang) for told in ways)),
        (
            _("Held and given back to someone without creditor"),
            written(ways[0].held, "EUR", lang) if np.isfinite(stop) else "–",
        ),
    ]  # fmt: skip
    pair = widgets.side_by_side()
    with pair.container():
        caption = _("{prison}: debts, and what becomes of them").format(prison=workshop.prison.name)
        widgets.html_table(rows, (_("Debts"), _("Value")), caption=caption)
        st.caption(_("The debts are assumed (log-normal); no French series gives them. They lead the sensitivity."))
        st.caption(
            _(
                "Means of a large group in closed form, at the inputs' best values. In brackets 90% intervals: the "
                "share with a creditor, the middle debt and how long people work, as uncertain as their figures say. "
                "The victims' part of a month is law."
            )
        )
        if voluntary > 0:
            st.caption(_("Two values: by the levy alone → of a debtor who pays {more} more a month.").format(
                more=formats.money(voluntary, lang, 0)))  # fmt: skip
    with pair.container():
        table = ways[0].by_month
        names = {"still_paying": _("Debtors who still owe"), "covered": _("Share of debts paid")}
        last = list(names)
        if voluntary > 0:
            more = {"still_paying_more": _("Still owe, paying more"), "covered_more": _("Paid, paying more")}
            columns = {f"{name}{end}": f"{name}_more{end}" for name in names for end in ("", "_low", "_high")}
            table = table.join(ways[1].by_month.drop(columns="month").rename(columns=columns))
            names, last = names | more, list(more)
        after = table.iloc[12]
        owing, paid = (
            written(Interval(*(float(after[c]) for c in (name, f"{name}_low", f"{name}_high"))), "share", lang)
            for name in last
        )
        alt = _("After 12 months {owing} of debtors still owe, {paid} of the debts is paid.")
        alt = alt.format(owing=owing, paid=paid)
        widgets.figure(drawn.clearing_figure(table, names, lang, state.dark()), alt, table, "clearing")


@st.cache_resource(show_spinner=False, max_entries=32)
def _inputs(at: cached.At, reference: str, settings: cached.Settings, row: int) -> debts_report.Inputs:
    """What is uncertain of a workshop's debts; ``at`` is a part of the key."""
    projected = cached.result(reference, settings).projection
    return debts_report.inputs(projected.programme, projected.workshops, row)


def _both(values: Iterable[str]) -> str:
    """By the levy alone, and with what is paid on top where something is."""
    return " → ".join(values)


def _paid_month(shown: cached.Result, row: int) -> int:
    """The first ordinary month in which a workshop is open."""
    months, opens = shown.programme.months, shown.projection.workshops.list[row].opening.opens
    first = months.index(opens) if opens in months else 0
    return next((m for m in range(first, len(months)) if not months[m].endswith("-12")), first)
