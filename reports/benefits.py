"""Money by party and by perspective, as tables: of draws, or of expected values (without intervals)."""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd

from model.after_release import ITEMS
from model.benefit_cost import Appraisal, interval
from model.books import Books, sign
from model.costs import base_year, job_today
from model.law import Law
from model.ledger import PARTIES, Party
from model.money import Array
from model.projection import Projection
from model.schema.quantity import Quantity
from model.workshops import Workshop

GROUPS: Final = {
    "pay": ("available_pay", "release_savings", "held_for_victims"),
    "victims": ("victims_paid", "voluntary_paid", "harm_avoided"),
    "contributions": ("employee_contributions", "employer_contributions"),
    "investment": ("equipment", "fit_out", "closure", "project_team"),
    "running": ("officers", "escort", "room", "preparation", "supervisors", "platform", "hiring"),
    "hours": ("client_price",),
    "replaced": ("job_replaced",),
    "after": (
        "prison_avoided", "benefits_avoided", "earnings_after", "employee_after", "employer_after",
    ),
}  # fmt: skip
"""Items that are drawn together."""
NEVER: Final = "9999-12"
"""Stands after every month."""


def perspectives(found: Appraisal) -> pd.DataFrame:
    """perspective, value, low, high, chance (of a gain), then the same if effects after release are zero."""
    rows = []
    for who in found.perspectives:
        row: dict[str, object] = {"perspective": who}
        for effects, suffix in ((True, ""), (False, "_zero_effect")):
            ends = interval(found.value(who, effects))
            row |= dict(zip((f"{c}{suffix}" for c in ("value", "low", "high")), ends, strict=True))
            row[f"chance{suffix}"] = found.chance(who, effects)
        rows.append(row)
    return pd.DataFrame(rows)


def ledger(told: Books, period: int) -> pd.DataFrame:
    """party, side (received, paid), item, value, low, high of one period, by its place, EUR of the time; then the same
    if effects after release are zero: value_zero_effect, low_zero_effect, high_zero_effect.

    Every party's lines, then what is left, side ``total``, with its sign.
    """
    rows: list[tuple[object, ...]] = []
    for party in PARTIES:
        weight = sign(told.lines, party)
        for side, of in (("received", 1.0), ("paid", -1.0)):
            mine = [k for k in range(len(told.lines)) if weight[k] == of]
            for item in dict.fromkeys(told.lines[k][0] for k in mine):
                drawn = told.euros[:, [k for k in mine if told.lines[k][0] == item], period].sum(axis=1)
                if np.any(drawn):
                    known = interval(drawn)
                    rows.append((party, side, item, *known, *((0.0,) * 3 if item in ITEMS else known)))
        without = interval(told.of(weight * (1 - told.only(*ITEMS)))[:, period])
        rows.append((party, "total", "total", *interval(told.of(weight)[:, period]), *without))
    ends = ("value", "low", "high")
    return pd.DataFrame(rows, columns=["party", "side", "item", *ends, *(f"{end}_zero_effect" for end in ends)])


def net(told: Books) -> dict[tuple[Party, str], Array]:
    """(D, P) EUR of the time that a party receives less what it pays, by party and item; items of which nothing is ever
    paid are left out."""
    found = {}
    for party in PARTIES:
        weight = sign(told.lines, party)
        for item in dict.fromkeys(item for item, _, _ in told.lines):
            mine = weight * told.only(item)
            if np.any(told.euros[:, mine != 0]):
                found[party, item] = told.of(mine)
    return found


def groups(told: Books, period: int) -> pd.DataFrame:
    """party, side, group, value, low, high of one period, by its place: the ledger's lines by kind, what is paid with a
    minus."""
    rows: list[tuple[object, ...]] = []
    for party in PARTIES:
        weight = sign(told.lines, party)
        for side, of in (("received", 1.0), ("paid", -1.0)):
            for group, items in GROUPS.items():
                mine = [k for k, line in enumerate(told.lines) if weight[k] == of and line[0] in items]
                drawn = of * told.euros[:, mine, period].sum(axis=1)
                if np.any(drawn):
                    rows.append((party, side, group, *interval(drawn)))
    return pd.DataFrame(rows, columns=["party", "side", "group", "value", "low", "high"])


def companies(projection: Projection) -> pd.DataFrame:
    """One row a company of the plan, as of its first opening, whole horizon: company, hourly gross, smic (EUR an hour
    paid), net (EUR a month of work), hours_month (hours paid in such a month), job_today (EUR a month), onshore,
    offshore (EUR an hour; NaN unknown), price (EUR of the clients an hour paid), cost (EUR a productive hour); of the
    hours with a floor alone, floor (EUR an hour; NaN where there are none) and floor_of_smic; floor_since, their first
    month, None where all hours have one."""
    rows = []
    out, slip = projection.outcomes, projection.slips
    for row, workshop in enumerate(projection.workshops.list):
        hours = out["hours"][row].sum()
        paid = (out["at_work"] + out["trainees"])[row].sum()
        if hours <= 0:
            continue
        weight = out["hours"][row] / hours
        rows.append({
            "company": workshop.company.id,
            "hours": hours,
            "gross": float(slip.hourly_gross[row] @ weight),
            "smic": float(slip.smic[row] @ weight),
            "net": out["net"][row].sum() / paid,
            "hours_month": hours / paid,
            "job_today": job(projection, workshop),
            "onshore": _price(projection, workshop, "price_onshore"),
            "offshore": _price(projection, workshop, "price_offshore"),
            "price": out["client_price"][row].sum() / hours,
            "cost": out["company_cost"][row].sum() / out["productive_hours"][row].sum(),
        })  # fmt: skip
    found = pd.DataFrame(rows)
    values = [c for c in found.columns if c not in ("company", "hours")]
    weighted = found[values].mul(found["hours"], axis=0).assign(company=found["company"], hours=found["hours"])
    summed = weighted.groupby("company", sort=False).sum(min_count=1)
    return summed[values].div(summed["hours"], axis=0).join(_with_floor(projection)).reset_index()


def _floors(projection: Projection) -> dict[str, Array]:
    """(M,) EUR gross an hour that the law asks for in each month, by regime; NaN where there is no floor."""
    law = Law(projection.programme.law, projection.programme.outlook)
    rules = [law.rules(month) for month in projection.programme.months]
    regimes = dict.fromkeys(workshop.company.regime for workshop in projection.workshops.list)
    return {regime: np.array([known.floor(regime) or np.nan for known in rules]) for regime in regimes}


def _with_floor(projection: Projection) -> pd.DataFrame:
    """floor, floor_of_smic, floor_since by company, over the hours that have a floor."""
    floors, smic = _floors(projection), projection.slips.smic
    rows, month = [], np.array([*projection.programme.months, NEVER])
    for row, workshop in enumerate(projection.workshops.list):
        hours, floor = projection.outcomes["hours"][row], floors[workshop.company.regime]
        held = np.where(np.isfinite(floor), hours, 0.0)
        rows.append({
            "company": workshop.company.id, "hours": held.sum(), "floor": held @ np.nan_to_num(floor),
            "smic": held @ smic[row], "paid": month[_first(hours)], "held": month[_first(held)],
        })  # fmt: skip
    of = pd.DataFrame(rows).groupby("company", sort=False)
    sums, first = of[["hours", "floor", "smic"]].sum(), of[["paid", "held"]].min()
    some = sums["hours"] > 0
    return pd.DataFrame({
        "floor": (sums["floor"] / sums["hours"]).where(some),
        "floor_of_smic": (sums["floor"] / sums["smic"]).where(some),
        "floor_since": first["held"].where(some & (first["held"] > first["paid"]), None),
    })  # fmt: skip


def _first(hours: Array) -> int:
    """The first month with hours; -1 where there is none."""
    return int(np.argmax(hours > 0)) if np.any(hours > 0) else -1


def job(projection: Projection, workshop: Workshop) -> float:
    """EUR net a month of the prison's own job, in euros of the opening."""
    return _moved(
        projection, job_today(projection.programme, workshop).at(workshop.opening.opens), workshop.opening.opens
    )


def _price(projection: Projection, workshop: Workshop, name: str) -> float:
    """The same hour elsewhere, in euros of the opening; the activity's market price stands in onshore."""
    figure = getattr(workshop.company, name) or (workshop.activity.market_hour if name == "price_onshore" else None)
    if figure is None:
        return float("nan")
    return _moved(projection, figure.at(workshop.opening.opens), workshop.opening.opens)


def _moved(projection: Projection, quantity: Quantity, month: str) -> float:
    inflation = projection.programme.outlook.inflation.value or 0.0
    return float(quantity.value * (1 + inflation) ** (int(month[:4]) - base_year(projection.programme, quantity)))
