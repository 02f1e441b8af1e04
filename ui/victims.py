"""Victims on the pay page: who owes, how debts clear, what the law gives and what a flat rate would."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import Any, Final

import numpy as np
import streamlit as st

from language import formats
from model.benefit_cost import PUBLISHED
from model.distributions import quantile
from model.victims import DebtProfile, voluntary_part
from reports import debts as debts_report
from reports import victims as drawn
from reports.candidates import between
from reports.interval import Interval, bare, written
from reports.precision import decimals
from reports.wording import amount, said
from ui import cached, draws, state, widgets
from ui.futures import Futures
from ui.voluntary import lever

MONTHS: Final = 60
"""Months of a cohort that are shown."""
LEVELS: Final = (0.1, 0.5, 0.9)
"""Quantiles of the debt that are shown."""


def section(shown: cached.Result, known: Futures | None) -> None:
    """Debts and their clearing in a workshop that the reader chooses, then two rules for the whole plan."""
    _debts(shown, _chosen(shown))
    _two_rules(shown, known)


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
    ends = [quantile(share, level) for level in PUBLISHED]
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


def _added(line: dict[Hashable, Any], lang: str) -> tuple[str, str]:
    """People who add to the levy, and what they add."""
    return (formats.number(float(line["people_adding"]), lang, decimals("people", float(line["people_adding"]))),
            amount(float(line["voluntary_paid_law"]), "EUR", lang))  # fmt: skip


def _both(values: Iterable[str]) -> str:
    """By the levy alone, and with what is paid on top where something is."""
    return " → ".join(values)


def _paid_month(shown: cached.Result, row: int) -> int:
    """The first ordinary month in which a workshop is open."""
    months, opens = shown.programme.months, shown.projection.workshops.list[row].opening.opens
    first = months.index(opens) if opens in months else 0
    return next((m for m in range(first, len(months)) if not months[m].endswith("-12")), first)


def _two_rules(shown: cached.Result, known: Futures | None) -> None:
    """What the law gives and what a flat rate would have given: the same people."""
    _, lang = state.words(), state.lang()
    st.subheader(_("The law, and a flat rate: the same people under both rules"))
    rate = widgets.number_field(
        _("Flat rate"), "flat", 25, "%", 0, 100, help=_("Taken from the first euro; the press of 2009 printed 25%.")
    )
    rules = ("statutory", f"flat:{rate / 100:g}")
    law, flat = (cached.under(shown.reference, state.settings(), rule) for rule in rules)
    table = drawn.two_rules(law, flat)
    whole = {**table.drop(columns="year").sum().to_dict(), **table[["people_paying", "people_adding"]].mean().to_dict()}
    lines = [*table.to_dict("records"), {"year": _("Whole horizon"), **whole}]
    more = bool(table["voluntary_paid_law"].any())
    cells = [
        (
            str(line["year"]),
            formats.number(float(line["people_paying"]), lang, decimals("people", float(line["people_paying"]))),
            *(amount(float(line[f"{leg}_{which}"]), "EUR", lang) for leg in ("victims", "victims_paid")
              for which in ("law", "flat")),
            *(_added(line, lang) if more else ()),
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
        *((_("Debtors who pay more, on average"), _("Of which voluntary, law")) if more else ()),
    )
    widgets.html_table(cells, head, caption=_("What is taken for victims and what reaches one"), strong=1)
    as_drawn = known if shown.programme.scenario.policy.victims_rule == "statutory" else None
    draws.expected_only(shown, as_drawn, "victims_paid")
    widgets.download(table, "two-rules", "two-rules-csv")
