"""One pay slip as steps and tables; the totals of a scenario by year."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
import pandas as pd

from model.costs import base_year
from model.distributions import draw, quantile
from model.interval import HIGH, LOW
from model.law import Contribution, Law, Rules
from model.pay import PaySlip, gross_of, monthly_hours, paid_hours, pay_slip
from model.projection import Projection
from model.schema.base import month_index
from reports.interval import Interval

GRID = 200
"""Even probabilities at which two figures meet, to tell the interval of their product."""
Offer = Literal["floor", "hourly_gross", "monthly_net"]
TOTALS = ("gross_pay", "net_pay", "victims_withheld", "victims_paid", "release_savings", "available_pay")
"""Totals of a year that the page shows."""


@dataclass(frozen=True)
class Asked:
    """What a pay slip is asked for."""

    month: str
    weekly_hours: float
    offer: Offer
    amount: float
    """EUR an hour or EUR a month; not read for the floor."""
    regime: str = "production"
    rule: str = "statutory"
    creditor: bool = True
    floor: float | None = None
    """Floor as a share of the SMIC, by policy; None is the law's."""

    def on(self, month: str) -> Asked:
        """The same under the law of another month."""
        return replace(self, month=month)


def slip(law: Law, asked: Asked, at_smic: float | None = None) -> PaySlip:
    """The pay slip asked for; at_smic: EUR an hour in place of the month's own. Raises InputFaults when no pay can be
    told."""
    rules = law.rules(asked.month)
    if at_smic is not None:
        rules = replace(rules, smic=at_smic)
    offer: float | None = None
    if asked.offer == "hourly_gross":
        offer = asked.amount
    elif asked.offer == "monthly_net":
        hours = float(monthly_hours(paid_hours(rules, asked.weekly_hours)))
        offer = float(gross_of(rules, asked.amount, asked.regime)) / hours if hours > 0 else 0.0
    return pay_slip(
        rules,
        asked.weekly_hours,
        offer,
        regime=asked.regime,
        rule=asked.rule,
        creditor=asked.creditor,
        chosen_floor=asked.floor,
    )


def legs(of: PaySlip) -> dict[str, float]:
    """The slip as named amounts, EUR a month."""
    return {
        "gross": float(of.gross),
        "employer_contributions": float(of.employer_contributions),
        "employee_contributions": float(of.employee_contributions),
        "net": float(of.net),
        "victims": float(of.split.victims),
        "release_savings": float(of.split.release_savings),
        "available": float(of.split.available),
        "company_cost": float(of.company_cost),
        "smic_share": float(of.smic_share),
        "hourly_gross": float(of.hourly_gross),
        "hours": float(of.hours),
    }


def ranged_legs(law: Law, asked: Asked) -> dict[str, Interval]:
    """The legs of the slip asked for; where the SMIC of the month is not known yet, with what they are at its two ends
    (see ``smic``), as each moves one way with it. Raises InputFaults when no pay can be told."""
    found, known = legs(slip(law, asked)), smic(law, asked.month)
    if not known.wide:
        return {leg: Interval(value) for leg, value in found.items()}
    ends = [legs(slip(law, asked, at)) for at in known.ends]
    return {leg: Interval(value, *sorted(end[leg] for end in ends)) for leg, value in found.items()}


def contributions(law: Law, of: PaySlip) -> pd.DataFrame:
    """Contributions of a slip: id, payer, rate, base, base_euros, euros, reference, source, mark, note, assumed."""
    rules = law.rules(of.month)
    paid = {**of.employee, **of.employer}
    rows = []
    for one in rules.contributions:
        if one.id not in paid:
            continue
        dated = law.in_force(one.id, of.month)
        rows.append(
            {
                "id": one.id,
                "payer": one.payer,
                "rate": one.rate,
                "base": one.base,
                "base_euros": _base(one, rules, float(of.gross)),
                "euros": float(paid[one.id]),
                "reference": dated.reference if dated else None,
                "source": dated.source if dated else None,
                "mark": one.mark,
                "note": dated.note if dated else None,
                "assumed": one.assumed,
            }
        )
    return pd.DataFrame(
        rows,
        columns=[
            "id",
            "payer",
            "rate",
            "base",
            "base_euros",
            "euros",
            "reference",
            "source",
            "mark",
            "note",
            "assumed",
        ],
    )


def _base(one: Contribution, rules: Rules, gross: float) -> float:
    base = {
        "gross": gross,
        "gross_to_ceiling": min(gross, rules.ceiling),
        "smic_hours": one.base_hours * rules.smic if gross > 0 else 0.0,
    }[one.base]
    return float(base * one.base_share)


def as_opened(projection: Projection) -> dict[str, float]:
    """The slip of the first workshop of a plan in the month it opens, a month that is not December."""
    first = projection.workshops.list[0]
    position = month_index(first.opening.opens) - month_index(projection.programme.scenario.start)
    position += projection.programme.months[position].endswith("-12")
    slips = projection.slips
    names = (
        "hours",
        "hourly_gross",
        "gross",
        "employee_contributions",
        "employer_contributions",
        "net",
        "victims",
        "release_savings",
        "available",
    )
    found = {name: float(getattr(slips, name)[0, position]) for name in names}
    return found | {"smic_share": found["hourly_gross"] / float(slips.smic[0, position])}


def totals(programme_values: pd.DataFrame) -> pd.DataFrame:
    """Pay of everyone by year: one row a year, one column a total (EUR)."""
    years = [c for c in programme_values.columns if c != "total"]
    return programme_values.reindex(list(TOTALS))[years].T.rename_axis("year").fillna(0.0)


def smic(law: Law, month: str) -> Interval:
    """EUR gross an hour in a month; where it is not known yet, with the 90 % interval of its growth until then."""
    value, years = float(law.rules(month).smic), law.beyond_known("smic_hourly_gross", month)
    if not years:
        return Interval(value)
    known, growth = law.needed("smic_hourly_gross", month), law.outlook.smic_growth.quantity("rate/year")
    return Interval(value, *(known * (1 + quantile(growth, level)) ** years for level in (LOW, HIGH)))


def totals_with_ends(table: pd.DataFrame, of: Callable[[str, str], Interval]) -> pd.DataFrame:
    """The same with the ends of each total in columns that end in ``_low`` and ``_high``; of: a total of a year."""
    found = table.copy()
    for leg in TOTALS:
        drawn = [of(leg, str(year)) for year in table.index]
        found[f"{leg}_low"], found[f"{leg}_high"] = [one.low for one in drawn], [one.high for one in drawn]
    return found


def market(projection: Projection, month: str, year: int) -> pd.DataFrame:
    """Prices of the same hour outside, for the plan's first workshop: name, EUR/hour, low, high, source, mark.

    Those in force in a month, in euros of a year: moved there by the assumed inflation from the year of their source;
    the ends are the 90 % interval of price and inflation together, one independent of the other.
    """
    first, programme = projection.workshops.list[0], projection.programme
    inflation, levels = programme.outlook.inflation.quantity("rate/year"), (np.arange(GRID) + 0.5) / GRID
    prices = {
        "price_onshore": first.company.price_onshore,
        "price_offshore": first.company.price_offshore,
        "market_hour": first.activity.market_hour,
    }
    rows = []
    for name, figure in prices.items():
        if figure is not None:
            q = figure.at(month)
            since = year - base_year(programme, q)
            low, high = np.quantile(draw(q, levels)[:, None] * (1 + draw(inflation, levels)) ** since, (LOW, HIGH))
            moved = {"value": q.value * (1 + inflation.value) ** since, "low": low, "high": high}
            rows.append({"name": name, **moved, "source": q.source, "mark": q.mark})
    return pd.DataFrame(rows, columns=["name", "value", "low", "high", "source", "mark"]).astype({"value": np.float64})
