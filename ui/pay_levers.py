"""The levers of the pay page, kept in the link."""

from __future__ import annotations

from functools import lru_cache

import streamlit as st

import language
from language import formats
from model.law import REGIMES, Law
from model.schema.base import month_index, month_text
from reports.pay_slips import Asked, Offer
from ui import cached, state, voluntary, widgets

OFFERS: tuple[Offer, ...] = ("hourly_gross", "monthly_net", "floor")
RULES = ("statutory", "flat", "none")
LEVERS = (
    "month",
    "against",
    "offer",
    "net",
    "hourly",
    "hours",
    "regime",
    "rule",
    "rate",
    "floor",
    "creditor",
    *voluntary.LEVERS,
)
FIRST_MONTH, LAST_MONTH = "2004-11", "2036-12"
"""From the account split of 2004 on; to the end of the longest scenario."""


@lru_cache(maxsize=4)
def month_names(lang: str) -> dict[str, str]:
    """Every month that can be asked for, with its name."""
    span = range(month_index(FIRST_MONTH), month_index(LAST_MONTH) + 1)
    return {m: formats.month(m, lang) for m in map(month_text, span)}


def law() -> Law:
    """The law of the scenario chosen, with its changes."""
    return cached.law(state.reference(), state.settings())


def levers(shown: cached.Result) -> tuple[Asked, str]:
    """The slip asked for, and the month whose law it is compared with."""
    _, lang = state.words(), state.lang()
    start = defaults(shown)
    state.forget_levers(LEVERS, of=shown.reference.partition("@")[0])
    names = month_names(lang)
    months = list(names)
    with st.container(border=True):
        one, two, three, four = st.columns(4)
        with one:
            month = widgets.choice(
                "month", months, start.month, _("Law as of"), _("The month whose law applies."), names.__getitem__
            )
            compared = widgets.choice(
                "against",
                months,
                "2009-03" if start.month != "2009-03" else "2026-06",
                _("Compared with the law of"),
                _("Another month, for the table of two laws."),
                names.__getitem__,
            )
        with two:
            offer = widgets.choice(
                "offer",
                OFFERS,
                start.offer,
                _("Offer"),
                _("What the company offers; the floor holds when the offer is under it."),
                {
                    "hourly_gross": _("gross an hour"),
                    "monthly_net": _("net a month"),
                    "floor": _("the legal floor"),
                }.__getitem__,
            )
            per_month = offer == "monthly_net"
            pay = widgets.number_field(
                _("Amount offered"),
                "net" if per_month else "hourly",
                600.0 if per_month else start.amount,
                _("€ a month") if per_month else _("€ an hour"),
                0.0,
                10_000.0 if per_month else 200.0,
                help=_("In euros of the month chosen; not read when the offer is the legal floor."),
                disabled=offer == "floor",
            )
        with three:
            hours = widgets.number_field(
                _("Weekly hours"),
                "hours",
                start.weekly_hours,
                _("hours"),
                1.0,
                48.0,
                help=_("Hours of the contract in a week."),
            )
            regime = widgets.choice(
                "regime",
                REGIMES,
                start.regime,
                _("Regime"),
                _("Workshops are production; general service is the prison's own work."),
                lambda r: language.term("regime", r, lang),
            )
        with four:
            kind, _sep, flat = start.rule.partition(":")
            rule = widgets.choice(
                "rule",
                RULES,
                kind,
                _("Victims' part"),
                _("How the month's receipts are split."),
                {
                    "statutory": _("as the law says"),
                    "flat": _("flat, from the first euro"),
                    "none": _("none"),
                }.__getitem__,
            )
            rate = widgets.number_field(
                _("Flat rate"),
                "rate",
                float(flat or 0.25) * 100,
                "%",
                0.0,
                100.0,
                help=_("Share of net pay for victims, only under the flat rule."),
                disabled=rule != "flat",
            )
        left, right = st.columns([0.5, 0.5], vertical_alignment="bottom")
        with left:
            floor = widgets.number_field(
                _("Floor chosen by policy"),
                "floor",
                (start.floor or 0.0) * 100,
                _("% of the minimum wage"),
                0.0,
                150.0,
                help=_("A floor above the law's, as a share of the SMIC; 0 keeps the legal floor."),
            )
        with right:
            creditor = _creditor()
        changed = [
            ("policy.floor", "legal" if floor == 0 else f"{floor / 100:g}"),
            ("policy.victims_rule", _rule(rule, rate)),
        ]
        now = [
            ("policy.floor", "legal" if start.floor is None else f"{start.floor:g}"),
            ("policy.victims_rule", start.rule),
        ]
        label = _("Apply floor and rule to the whole scenario")
        if changed != now and st.button(label, key="apply"):
            state.apply([new for new, old in zip(changed, now, strict=True) if new != old])
            st.rerun()
    return Asked(month, hours, offer, pay, regime, _rule(rule, rate), creditor, floor / 100 or None), compared


def defaults(shown: cached.Result) -> Asked:
    """The slip of the plan's first workshop in the month it opens."""
    programme, first = shown.programme, shown.projection.workshops.list[0]
    month, offer = first.opening.opens, first.company.offer
    policy = programme.scenario.policy
    kind: Offer = "floor" if offer.floor else "hourly_gross" if offer.hourly_gross else "monthly_net"
    figure = offer.hourly_gross or offer.monthly_net
    floor = None if policy.floor == "legal" else float(policy.floor)
    return Asked(
        month,
        first.company.weekly_hours.at(month).value,
        kind,
        figure.at(month).value if figure else 0.0,
        first.company.regime,
        policy.victims_rule,
        True,
        floor,
    )


def _rule(rule: str, rate: float) -> str:
    return f"flat:{rate / 100:g}" if rule == "flat" else rule


def _creditor() -> bool:
    _ = state.words()
    state.linked("creditor", True, lambda text: text != "False")
    st.toggle(
        _("A victim or a maintenance creditor is known"),
        key="creditor",
        persist_state="session",
        help=_("Without one, the victims' part stops once €1,000 are held; it goes back to its owner at release."),
    )
    state.keep("creditor", True)
    return bool(st.session_state["creditor"])
