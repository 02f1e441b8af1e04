"""Where an indicator comes from: the inputs that weigh on it, with value, source and mark."""

from __future__ import annotations

from collections import Counter

import pandas as pd

from model.provenance import provenance
from model.schema.programme import Programme
from model.schema.quantity import Figure, Quantity

_PEOPLE = (
    "prisons.population.detained",
    "prisons.population.staying_12_months",
    "activities.selection",
    "prisons.flows.apply_share",
    "prisons.flows.release_of_recruits",
    "programme.leaving",
)
_PAY = ("companies.offer.hourly_gross", "companies.weekly_hours", "law.smic_hourly_gross", "law.floor_production")
_VICTIMS = ("law.account_exempt_monthly", "prisons.debts.creditor_share", "prisons.debts.median")
_STATE = (
    "programme.officers_per_workshop",
    "programme.officer_cost",
    "programme.fitout_per_m2",
    "programme.equipment_share",
    "money.room_upkeep",
    "money.escort_posts",
)
_HOUR = (
    "programme.productivity",
    "programme.supervisor_cost",
    "programme.absence",
    "activities.supervisors_per_seat",
    "activities.equipment_per_seat",
)
_BENEFITS = (
    "companies.client_price",
    "money.output_hour",
    "programme.productivity",
    "programme.officers_per_workshop",
    "evidence.displacement",
    "money.after_release.marginal_share",
    "money.after_release.job_months",
)
INPUTS: dict[str, tuple[str, ...]] = {
    "at_work": _PEOPLE,
    "seats_open": ("programme.leaving", "programme.notice_months"),
    "victims_withheld": (*_PAY, *_VICTIMS),
    "victims_paid": (*_PAY, *_VICTIMS),
    "kept_per_worker": (*_PAY, "programme.absence", "programme.unpaid_holidays"),
    "employed_12m_gain": (
        "evidence.women.employment_gain",
        "evidence.men.employment_gain",
        "evidence.displacement",
        "prisons.flows.release_of_recruits",
    ),
    "state_cost": _STATE,
    "present_value": _BENEFITS,
    "present_value_company": (*_HOUR, "money.output_hour", "companies.client_price"),
    "benefit_cost_ratio": _BENEFITS,
    "state_net_cost": (*_STATE, "money.after_release.benefit", "money.after_release.marginal_share"),
    "cost_per_seat": _STATE,
    "cost_per_productive_hour": _HOUR,
}
"""The inputs that weigh most, chosen by hand from the formulas; elasticities will rank them later."""


def inputs(programme: Programme, indicator: str) -> pd.DataFrame:
    """Main inputs of an indicator over the plan: input, value, low, high, unit, provenance, source, count.

    Where an input differs between the plan's members, value is empty and low, high are its span; provenance is
    the most frequent one and count how many members there are.
    """
    old = programme.defaults.published_before_is_old
    rows = []
    for name in INPUTS.get(indicator, ()):
        found = _quantities(programme, name)
        if not found:
            continue
        values = [q.value for q, _ in found]
        kinds = Counter(kind or provenance(q, old) for q, kind in found)
        same, (first, _) = min(values) == max(values), found[0]
        rows.append(
            {
                "input": name,
                "value": first.value if same else None,
                "low": first.low if same else min(values),
                "high": first.high if same else max(values),
                "unit": first.unit,
                "provenance": kinds.most_common(1)[0][0],
                "source": first.source if len({q.source for q, _ in found}) == 1 else None,
                "count": len(found),
            }
        )
    return pd.DataFrame(rows, columns=["input", "value", "low", "high", "unit", "provenance", "source", "count"])


def _quantities(programme: Programme, name: str) -> list[tuple[Quantity, str | None]]:
    """The quantities that a name means over the plan; with a provenance when the law gives it."""
    family, *path = name.split(".")
    plan = programme.scenario.openings
    if family == "law":
        dated = [v for v in programme.law[path[0]].values if v.start[:7] <= plan[0].opens] or [
            programme.law[path[0]].values[0]
        ]
        last = dated[-1]
        if last.value is None:
            return []
        quantity = Quantity(value=last.value, unit=programme.law[path[0]].unit, source=last.source, mark=last.mark)
        return [(quantity, "published" if last.mark.startswith("found") else last.mark)]
    things: list[tuple[object, str]] = []
    match family:
        case "programme":
            things = [(programme.defaults.programme, plan[0].opens)]
        case "money":
            things = [(programme.defaults.money, plan[0].opens)]
        case "evidence":
            things = [(e, plan[0].opens) for e in programme.evidence.values()]
        case "prisons":
            things = [(programme.prisons[i], month) for i, month in {o.prison: o.opens for o in plan}.items()]
        case "companies":
            things = [(programme.companies[i], month) for i, month in {o.company: o.opens for o in plan}.items()]
        case "activities":
            used = {programme.companies[o.company].activity: o.opens for o in plan}
            things = [(programme.activities[i], month) for i, month in used.items()]
    found = []
    for thing, month in things:
        for part in path:
            thing = getattr(thing, part, None)
        if isinstance(thing, Figure):
            found.append((thing.at(month), None))
    return list(found)
