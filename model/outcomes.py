"""From people to all that follows: pay, victims, re-entry, costs. One code for every engine.

Axes: D draws (1 for the expected engine), W workshops, M months, T stretches of months (see :mod:`model.stretches`).
"""

from __future__ import annotations

import numpy as np

from model.after_release import valued
from model.costs import costs
from model.lottery import Lottery
from model.money import Array, to_cent
from model.present_value import shares_of_parties
from model.rates import Rates, Setting
from model.reinsertion import AVOIDED
from model.schema.programme import Programme
from model.stretches import Stretches
from model.victims_get import victims_get


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
    got = victims_get(setting, rates, paid_monthly, part, each("voluntary"), time, hazard, lots)
    out["people_paying"], out["people_adding"] = got.paying, got.adding
    out["victims"] = np.minimum(to_cent(got.withheld), out["net"])  # a flat rule of 1 may round up by a cent
    out["available"] = to_cent(out["net"] - out["victims"] - out["release_savings"])
    out["voluntary_paid"] = np.minimum(out["available"], to_cent(got.voluntary))
    out["victims_paid"] = to_cent(np.minimum(out["victims"], to_cent(got.levied)) + out["voluntary_paid"])
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
