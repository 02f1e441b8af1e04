"""From people to all that follows: pay, victims, re-entry, costs. One code for every engine.

Axes: D draws (1 for the expected engine), W workshops, M months, T stretches of months (see :mod:`model.stretches`).
"""

from __future__ import annotations

import numpy as np

from model.after_release import valued
from model.costs import costs
from model.lottery import Lottery, debtors
from model.money import Array, to_cent
from model.present_value import shares_of_parties
from model.rates import Rates, Setting
from model.reinsertion import AVOIDED
from model.schema.programme import Programme
from model.stretches import Stretches
from model.tenure import DEBT_QUANTILES


def outcomes(
    setting: Setting,
    rates: Rates,
    counts: dict[str, Array],
    there: Array,
    hazard: Array,
    time: Stretches,
    lots: Lottery | None = None,
) -> dict[str, Array]:
    """Every outcome by name, (D, W, T): people, hours, EUR to the cent.

    counts: people of each kind (D, W, M), trainees, at_work_end, hires and releases at least; there: whether, or with
    what chance, the company is still there (D, W, M); hazard: monthly chance that a worker leaves (D, W); time: how
    months are told; lots: who owes by chance, absent where means are wanted. People of a stretch are person-months.
    """
    out = {kind: time.sums(people) for kind, people in counts.items()}
    at_work = counts["at_work_end"] * (1 - hazard / 2)[:, :, None]
    paid_monthly = at_work + counts["trainees"]
    out["at_work"], paid = time.sums(at_work), time.sums(paid_monthly)
    period = setting.period[time.begin]

    def each(name: str) -> Array:
        return np.take(rates.slips[name], period, axis=2)

    out["hours"] = paid * each("hours")
    out["productive_hours"] = out["hours"] * rates.productivity[:, :, None]
    for name in ("gross", "employer_contributions", "employee_contributions"):
        out[name] = to_cent(paid * each(name))
    savings, part = each("release_savings"), each("victims")
    out["release_savings"] = to_cent(paid * savings)
    out["net"] = to_cent(out["gross"] - out["employee_contributions"])
    withheld, reaches, out["people_paying"] = _victims(setting, rates, paid_monthly, part, time, hazard, lots)
    out["victims"] = np.minimum(to_cent(withheld), out["net"])  # a flat rule of 1 may round up by a cent
    out["victims_paid"] = np.minimum(out["victims"], to_cent(reaches))
    out["available"] = to_cent(out["net"] - out["victims"] - out["release_savings"])
    out["releases_with_experience"] = time.sums(counts["releases"] * setting.profile.experienced)
    out["release_doses"] = time.sums(counts["releases"] * setting.profile.dose)
    out["releases_without_effect"] = time.sums(counts["releases"] * setting.profile.too_little)
    out["releases_of_full_dose"] = time.sums(counts["releases"] * setting.profile.full)
    for name, avoided in zip(AVOIDED, rates.avoided, strict=True):
        out[name] = out["release_doses"] * avoided[:, :, None]
    out["employed_gain"] = out["release_doses"] * rates.gained[:, :, None]
    ordinary = paid * setting.ordinary[time.begin]
    out["ordinary"], out["slip_victims"] = ordinary, ordinary * part
    out["slip_savings"], out["slip_kept"] = ordinary * savings, ordinary * each("available")
    out["smic_hours"], out["hourly"] = out["hours"] * each("smic"), out["hours"] * each("hourly_gross")
    out |= costs(setting.stock, rates.prices, out["hires"], there, time)
    year = setting.stock.year[time.begin]
    out["client_price"] = to_cent(out["productive_hours"] * np.take(rates.prices.client, year, axis=2))
    out["job_replaced"] = to_cent(paid * np.take(rates.prices.replaced, year, axis=2))
    out |= valued(out, rates.after, each("smic"), year)
    _totals(setting.programme, out)
    return out | shares_of_parties(out)


def _victims(setting: Setting, rates: Rates, paid: Array, part: Array, time: Stretches, hazard: Array,
             lots: Lottery | None) -> tuple[Array, Array, Array]:  # fmt: skip
    """(D, W, T) EUR withheld, EUR that reach a creditor, people who pay one.

    paid: people paid in each month (D, W, M); part: EUR of one month's slip (D, W, T).
    """
    p, share = setting.profile, rates.creditor_share[:, :, None]
    withheld, reaches, paying = (
        time.sums(paid * (values[:1] if rates.debt is None else _between(values[1:], rates.debt)))
        for values in (p.withheld_debtor, p.paid_debtor, p.paying_debtor)
    )
    if lots is not None:
        share = _by_lot(setting, lots, share, paying, time.sums(paid), hazard, time)
    other = time.sums(paid * p.withheld_other)
    return part * (share * withheld + (1 - share) * other), part * share * reaches, share * paying


def _by_lot(setting: Setting, lots: Lottery, share: Array, paying: Array, paid: Array, hazard: Array,
            time: Stretches) -> Array:  # fmt: skip
    """(D, W, T) share of workers with a creditor in each stretch, by chance; paying: as if all had one."""
    year = setting.stock.year[time.begin]
    inside = (year[:, None] == np.arange(lots.normal.shape[2])).astype(np.float64)
    months = time.sums((setting.workshops.seats > 0).astype(np.float64)) @ inside
    of_year, owing = paid @ inside, paying @ inside
    owing = np.divide(owing, of_year, out=np.ones_like(owing), where=of_year > 0)
    return debtors(lots, share, owing, of_year, hazard, months)[:, :, year]


def _between(values: Array, u: Array) -> Array:
    """(D, W, M) between the quantiles (Q, W, M) at which cohorts were followed."""
    levels = np.array(DEBT_QUANTILES)
    inside = np.clip(u, levels[0], levels[-1])
    upper = np.clip(np.searchsorted(levels, inside), 1, len(levels) - 1)
    weight = ((inside - levels[upper - 1]) / (levels[upper] - levels[upper - 1]))[:, None, None]
    return np.asarray(values[upper - 1] * (1 - weight) + values[upper] * weight)


def _totals(programme: Programme, out: dict[str, Array]) -> None:
    """What company and State pay in all, by who bears the employer's contributions."""
    by_company = programme.scenario.policy.contributions_borne_by == "company"
    borne = out["employer_contributions"]
    pay = out["gross"] + (borne if by_company else 0.0)
    running = out["supervisors"] + out["platform"] + out["hiring"] + out["closure"]
    out["company_cost"] = to_cent(pay + out["equipment_company"] + running)
    out["capex_company"], out["capex_state"] = (
        out["equipment_company"],
        to_cent(out["equipment_state"] + out["fit_out"]),
    )
    running = out["officers"] + out["escort"] + out["room"] + out["preparation"]
    out["state_cost"] = to_cent(out["capex_state"] + running + (0.0 if by_company else borne))
