"""From people to all that follows: pay, victims, re-entry, costs. One code for every engine.

Axes: D draws (1 where figures are at their best value), W workshops, T stretches of months (see
:mod:`model.stretches`).
"""

from __future__ import annotations

import numpy as np

from model.after_release import valued
from model.costs import costs
from model.lottery import Lottery
from model.money import Array, to_cent
from model.person_months import PersonMonths
from model.present_value import shares_of_parties
from model.rates import Rates, Setting
from model.reinsertion import AVOIDED
from model.schema.programme import Programme
from model.victims_get import victims_get


def outcomes(setting: Setting, rates: Rates, told: PersonMonths, lots: Lottery | None = None) -> dict[str, Array]:
    """Every outcome by name, (D, W, T): people, hours, EUR to the cent.

    told: people and seats by stretch; lots: who owes by chance, absent where means are wanted. People of a stretch are
    person-months.
    """
    time = told.time
    out = {kind: told.of(kind) for kind in told.kinds}
    out["at_work"] = out["at_work_end"] * (1 - told.hazard / 2)[:, :, None]
    paid = out["at_work"] + out["trainees"]

    def each(name: str) -> Array:
        return setting.in_months(rates.slips[name], time.begin)

    out["hours"] = paid * each("hours")
    out["productive_hours"] = out["hours"] * rates.productivity[:, :, None]
    for name in ("gross", "employer_contributions", "employee_contributions"):
        out[name] = to_cent(paid * each(name))
    savings, part = each("release_savings"), each("victims")
    out["release_savings"] = to_cent(paid * savings)
    out["net"] = to_cent(out["gross"] - out["employee_contributions"])
    got = victims_get(setting, rates, told, paid, part, each("voluntary"), lots)
    out["people_paying"], out["people_adding"] = got.paying, got.adding
    out["victims"] = np.minimum(to_cent(got.withheld), out["net"])  # a flat rule of 1 may round up by a cent
    out["available"] = to_cent(out["net"] - out["victims"] - out["release_savings"])
    out["voluntary_paid"] = np.minimum(out["available"], to_cent(got.voluntary))
    out["victims_paid"] = to_cent(np.minimum(out["victims"], to_cent(got.levied)) + out["voluntary_paid"])
    out["releases_with_experience"] = told.of("experienced")
    out["release_doses"] = told.of("dose")
    out["releases_without_effect"] = told.of("too_little")
    out["releases_of_full_dose"] = told.of("full")
    for name, avoided in zip(AVOIDED, rates.avoided, strict=True):
        out[name] = out["release_doses"] * avoided[:, :, None]
    out["employed_gain"] = out["release_doses"] * rates.gained[:, :, None]
    ordinary = paid * setting.ordinary[time.begin]
    out["ordinary"], out["slip_victims"] = ordinary, ordinary * part
    out["slip_savings"], out["slip_kept"] = ordinary * savings, ordinary * each("available")
    out["smic_hours"], out["hourly"] = out["hours"] * each("smic"), out["hours"] * each("hourly_gross")
    out |= costs(setting.stock, rates.prices, out["hires"], told)
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
