"""Present value by party, benefit-cost ratio, net public cost (section 7 of the method).

Flows are summed by calendar year, deflated to euros of the scenario's first year, then discounted by whole years from
it. What follows a release is booked in its month and discounted by a lag more. Axes: D draws, W workshops, T stretches,
N members, P periods (Y years, then their total).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import numpy as np
import numpy.typing as npt

from model.costs import years_of
from model.money import Array
from model.reading import Reading
from model.schema.programme import Programme

PARTIES: Final = ("detainee", "victim", "State", "company", "social_insurance")
"""Parties whose value adds up to society's: all but the rest of the world."""
SUMMED: Final = (
    "detainee_work", "detainee_after", "victims_paid", "harm_avoided", "company_gain", "contributions",
    "contributions_after", "state_cost", "state_saved",
)  # fmt: skip
"""Outcomes that present values are made of."""
RATIOS: Final = {
    "benefit_cost_ratio": ("gains", "cost"),
    "benefit_cost_ratio_zero_effect": ("gains_zero_effect", "cost"),
}
"""Indicators that are one present value over another."""


def worth(programme: Programme, reading: Reading) -> Array:
    """(D, Y) euros of the first year, discounted, for a euro of each year."""
    inflation = reading.of(programme.outlook.inflation.quantity("rate/year"), "inflation")
    return deflator(inflation, len(years_of(programme))) * discounting(
        programme.scenario.policy.discount_rate, len(years_of(programme))
    )


def at_rate(programme: Programme, rate: float) -> Programme:
    """The same programme with another yearly discount rate, above inflation."""
    policy = programme.scenario.policy.model_copy(update={"discount_rate": rate})
    return programme.model_copy(update={"scenario": programme.scenario.model_copy(update={"policy": policy})})


def deflator(inflation: Array, years: int) -> Array:
    """(D, Y) euros of the first year for a euro of each, inflation (D,)."""
    return np.asarray((1 + inflation[:, None]) ** -np.arange(years, dtype=np.float64))


def discounting(rate: float, years: int) -> Array:
    """(Y,) present value of a euro of each year in prices of the first, at a yearly rate."""
    return np.asarray((1 + rate) ** -np.arange(years, dtype=np.float64))


def lag(programme: Programme, rate: float | None = None) -> float:
    """What is left of a euro that follows a release, for the time until it comes; rate: absent means the policy's."""
    chosen = programme.scenario.policy.discount_rate if rate is None else rate
    return float((1 + chosen) ** (-programme.defaults.money.after_release.lag.latest.value / 12))


def shares_of_parties(out: Mapping[str, Array]) -> dict[str, Array]:
    """What each party gains, apart from and through the effects after release, (D, W, T) EUR."""
    return {
        "detainee_work": out["net"] - out["victims_paid"] - out["job_replaced"],
        "detainee_after": out["earnings_after"] - out["employee_after"] - out["benefits_avoided"],
        "company_gain": out["client_price"] - out["company_cost"],
        "contributions": out["employer_contributions"] + out["employee_contributions"],
        "contributions_after": out["employee_after"] + out["employer_after"],
        "state_saved": out["benefits_avoided"] + out["prison_avoided"],
    }


def state_net_cost(total: Mapping[str, Array]) -> tuple[Array, Array]:
    """What State and social insurance pay less what they receive and save, (..., N, P) EUR of the month; and the same
    if effects after release are zero."""
    without = total["state_cost"] - total["contributions"]
    return without - total["state_saved"] - total["contributions_after"], without


def present(euros: Array, worth: Array) -> Array:
    """(..., N, P) euros of each period, those of a year at what a euro of it is worth (..., Y)."""
    found = np.empty_like(euros)
    np.multiply(euros[..., :-1], worth[..., None, :], out=found[..., :-1])
    found[..., :-1].sum(axis=-1, out=found[..., -1])
    return found


def added(euros: Array, worth: Array) -> Array:
    """(..., P) the same, from (..., D, P) and (D, Y), added up over the draws."""
    years = np.einsum("...dy,dy->...y", euros[..., :-1], worth)
    return np.append(years, years.sum(axis=-1, keepdims=True), axis=-1)


def values(programme: Programme, total: Mapping[str, Array], worth: Mapping[str, Array]) -> dict[str, Array]:
    """Indicators of present value, and what RATIOS are made of, (..., N, P), from sums by member and period; worth:
    those of SUMMED, see ``present``.

    ``_zero_effect``: the same if effects after release are zero.
    """
    later, rate = lag(programme), funds(programme)
    after, harm = later * worth["contributions_after"], later * worth["harm_avoided"]
    detainee_after, saved = later * worth["detainee_after"], later * worth["state_saved"]
    detainee, victim = worth["detainee_work"] + detainee_after, worth["victims_paid"] + harm
    social, company, cost = worth["contributions"] + after, worth["company_gain"], worth["state_cost"]
    gains = detainee + victim + social + company + saved
    without = worth["detainee_work"] + worth["victims_paid"] + worth["contributions"] + company
    if rate:
        gains = gains + rate * (social + saved - cost)
        without = without + rate * (worth["contributions"] - cost)
    net, net_without = state_net_cost(total)
    return {
        "present_value_detainee": detainee,
        "present_value_detainee_zero_effect": worth["detainee_work"],
        "present_value_victim": victim,
        "present_value_victim_zero_effect": worth["victims_paid"],
        "present_value_state": saved - cost,
        "present_value_state_zero_effect": -cost,
        "present_value_company": company,
        "present_value_social_insurance": social,
        "present_value_social_insurance_zero_effect": worth["contributions"],
        "present_value": gains - cost,
        "present_value_zero_effect": without - cost,
        "gains": gains,
        "gains_zero_effect": without,
        "cost": cost,
        "state_net_cost": net,
        "state_net_cost_zero_effect": net_without,
    }


def over(gains: npt.ArrayLike, cost: npt.ArrayLike) -> Array:
    """Gains over cost; NaN where nothing is spent."""
    above, below = np.asarray(gains, dtype=np.float64), np.asarray(cost, dtype=np.float64)
    return np.asarray(above / np.where(below > 0, below, np.nan))


def funds(programme: Programme) -> float:
    """What society loses on a euro of public money beside the euro: nothing unless it is counted."""
    money = programme.defaults.money
    return money.public_funds.latest.value if money.funds_counted else 0.0
