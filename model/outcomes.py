"""From people to all that follows: pay, victims, re-entry, costs. One code for every engine.

Axes: D draws (1 for the expected engine), W workshops, M months.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from model.costs import at_opening, client_income, costs, productivity_of
from model.law import Contribution, Law, Rules
from model.money import Array, to_cent
from model.pools import Whole
from model.reading import Reading
from model.reinsertion import effect
from model.schema.programme import Programme
from model.slips import Slips, offer_of, slip_of_month, slips, weekly_hours
from model.tenure import DEBT_QUANTILES, Profile, profile
from model.workshops import Workshops

_DRAWN = {"employer_accidents": "accidents"}
"""Contributions whose rate is read as an uncertain input."""


@dataclass(frozen=True)
class Setting:
    """What is the same in every draw, prepared once for a programme."""

    programme: Programme
    workshops: Workshops
    law: Law
    slip: Slips
    """Pay slips at best values."""
    profile: Profile
    """What tenure brings, at best values and at three quantiles of the debt."""
    period: Whole
    """(M,) which distinct pay slip a month has."""
    months: tuple[int, ...]
    """A month of each distinct slip."""


def prepare(programme: Programme, workshops: Workshops, drawn: bool = False) -> Setting:
    """Pay slips, tenure and months that pay alike. Raises InputFaults when pay or law cannot be told.

    drawn: whether debts will be drawn.
    """
    law = Law(programme.law, programme.outlook)
    slip = slips(programme, law, workshops)
    bounds = programme.scenario.policy.december_bounds
    known: dict[object, int] = {}
    period = np.zeros(len(programme.months), dtype=np.int64)
    months: list[int] = []
    for position, month in enumerate(programme.months):
        rules = replace(law.rules(month, bounds), month="")
        key = (rules, law.beyond_known("smic_hourly_gross", month), slip.hours[:, position].tobytes(),
               slip.hourly_gross[:, position].tobytes())  # fmt: skip
        if key not in known:
            known[key] = len(months)
            months.append(position)
        period[position] = known[key]
    tenure = profile(programme, workshops, slip, drawn)
    return Setting(programme, workshops, law, slip, tenure, period, tuple(months))


def outcomes(
    setting: Setting, reading: Reading, counts: dict[str, Array], there: Array, hazard: Array
) -> dict[str, Array]:
    """Every outcome by name, (D, W, M): people, hours, EUR to the cent.

    counts: people of each kind (D, W, M); there: whether, or with what chance, the company is still there
    (D, W, M); hazard: monthly chance that a worker leaves (D, W).
    """
    programme, workshops = setting.programme, setting.workshops
    out = dict(counts)
    out["seats_open"] = workshops.seats * there
    out["at_work"] = out["at_work_end"] * (1 - hazard / 2)[:, :, None]
    paid = out["at_work"] + out["trainees"]
    distinct = [_slip(setting, month, reading) for month in setting.months]

    def each(name: str) -> Array:
        return np.asarray(np.stack([s[name] for s in distinct], axis=2)[:, :, setting.period])

    out["hours"] = paid * each("hours")
    productivity = at_opening(workshops, reading, lambda w: productivity_of(programme, w), "productivity")
    out["productive_hours"] = out["hours"] * productivity[:, :, None]
    for name in ("gross", "employer_contributions", "employee_contributions", "release_savings"):
        out[name] = to_cent(paid * each(name))
    out["net"] = to_cent(out["gross"] - out["employee_contributions"])
    withheld, reaches, out["people_paying"] = _victims(setting, reading, paid, each("victims"))
    out["victims"] = np.minimum(to_cent(withheld), out["net"])  # a flat rule of 1 may round up by a cent
    out["victims_paid"] = np.minimum(out["victims"], to_cent(reaches))
    out["available"] = to_cent(out["net"] - out["victims"] - out["release_savings"])
    out["releases_with_experience"] = out["releases"] * setting.profile.experienced
    out["release_doses"] = out["releases"] * setting.profile.dose
    _reinsertion(setting, reading, out)
    ordinary = paid * np.array([not m.endswith("-12") for m in programme.months])
    out["ordinary"], out["slip_victims"] = ordinary, ordinary * each("victims")
    out["slip_savings"], out["slip_kept"] = ordinary * each("release_savings"), ordinary * each("available")
    out["smic_hours"], out["hourly"] = out["hours"] * each("smic"), out["hours"] * each("hourly_gross")
    out |= costs(programme, workshops, reading, out["hires"], there)
    out["client_price"] = client_income(programme, workshops, out["productive_hours"])
    _totals(programme, out)
    return out


def _slip(setting: Setting, position: int, reading: Reading) -> dict[str, Array]:
    """Pay slips of one month, (D, W)."""
    programme, workshops = setting.programme, setting.workshops
    rules = _rules(setting, programme.months[position], reading)
    weekly = [np.broadcast_to(weekly_hours(programme, w, rules, reading.of), reading.draws) for w in workshops.list]
    offers = tuple(offer_of(w, rules) for w in workshops.list)
    return slip_of_month(programme, workshops, rules, np.stack(weekly, axis=1), offers)


def _rules(setting: Setting, month: str, reading: Reading) -> Rules:
    """The rules of a month with the SMIC's growth, the accident rate and the base of the CSG read, (D, 1)."""
    law = setting.law
    rules = law.rules(month, setting.programme.scenario.policy.december_bounds)
    growth = 1 + reading.of(law.outlook.smic_growth.quantity("rate/year"), "smic_growth")[:, None]
    smic, ceiling = rules.smic, rules.ceiling
    if years := law.beyond_known("smic_hourly_gross", month):
        smic = to_cent(law.needed("smic_hourly_gross", month) * growth**years)
    if years := law.beyond_known("social_security_ceiling", month):
        ceiling = to_cent(law.needed("social_security_ceiling", month) * growth**years)
    read = tuple(_contribution(law, c, month, reading) for c in rules.contributions)
    return replace(rules, smic=smic, ceiling=ceiling, contributions=read)


def _contribution(law: Law, contribution: Contribution, month: str, reading: Reading) -> Contribution:
    dated, share = law.in_force(contribution.id, month), law.in_force("csg_base_share", month)
    if contribution.id in _DRAWN and dated is not None:
        rate = reading.of(dated.quantity("share"), _DRAWN[contribution.id])
        contribution = replace(contribution, rate=rate[:, None])
    if law.parameters[contribution.id].base_share == "csg_base_share" and share is not None:
        contribution = replace(contribution, base_share=reading.of(share.quantity("share"), "csg_base")[:, None])
    return contribution


def _victims(setting: Setting, reading: Reading, paid: Array, part: Array) -> tuple[Array, Array, Array]:
    """(D, W, M) EUR withheld, EUR that reach a creditor, people who pay one."""
    p, u = setting.profile, reading.debt()
    share = at_opening(setting.workshops, reading, lambda w: w.prison.debts.creditor_share_known, "creditor_share")
    share = share[:, :, None]
    if u is None:
        shares = [values[:1] for values in (p.withheld_debtor, p.paid_debtor, p.paying_debtor)]
    else:
        shares = [_between(values[1:], u) for values in (p.withheld_debtor, p.paid_debtor, p.paying_debtor)]
    withheld, reaches, paying = shares
    whole = paid * part
    return (
        whole * (share * withheld + (1 - share) * p.withheld_other),
        whole * share * reaches,
        paid * share * paying,
    )


def _between(values: Array, u: Array) -> Array:
    """(D, W, M) between the quantiles (Q, W, M) at which cohorts were followed."""
    levels = np.array(DEBT_QUANTILES)
    inside = np.clip(u, levels[0], levels[-1])
    upper = np.clip(np.searchsorted(levels, inside), 1, len(levels) - 1)
    weight = ((inside - levels[upper - 1]) / (levels[upper] - levels[upper - 1]))[:, None, None]
    return np.asarray(values[upper - 1] * (1 - weight) + values[upper] * weight)


def _reinsertion(setting: Setting, reading: Reading, out: dict[str, Array]) -> None:
    programme, avoided, gained = setting.programme, [], []
    for workshop in setting.workshops.list:
        evidence = programme.evidence[workshop.activity.evidence]
        one = effect(evidence, workshop.pool.side, programme.scenario.start, reading)
        avoided.append(one.reconvictions_avoided)
        gained.append(one.employed_gain)
    out["reconvictions_avoided"] = out["release_doses"] * np.stack(avoided, axis=1)[:, :, None]
    out["employed_gain"] = out["release_doses"] * np.stack(gained, axis=1)[:, :, None]


def _totals(programme: Programme, out: dict[str, Array]) -> None:
    """What company and State pay in all, by who bears the employer's contributions."""
    by_company = programme.scenario.policy.contributions_borne_by == "company"
    borne = out["employer_contributions"]
    pay = out["gross"] + (borne if by_company else 0.0)
    out["company_cost"] = to_cent(pay + out["equipment_company"] + out["supervisors"] + out["platform"] + out["hiring"])
    out["capex_company"], out["capex_state"] = (
        out["equipment_company"],
        to_cent(out["equipment_state"] + out["fit_out"]),
    )
    out["state_cost"] = to_cent(out["capex_state"] + out["officers"] + (0.0 if by_company else borne))
