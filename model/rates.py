"""What one person, one seat or one release brings and costs, in every draw: read once, then multiplied by people.

Axes: D draws (1 where figures are read at their best value), W workshops, R distinct payrolls, M months, K distinct pay
slips, T stretches, Y years.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from model.after_release import AfterRelease, after_release
from model.costs import Prices, at_opening, price_list, productivity_of
from model.law import Contribution, Law, Rules
from model.money import Array, to_cent
from model.person_months import Sum, weighed
from model.pools import Whole
from model.present_value import worth
from model.project_team import team_month
from model.reading import Central, Reading
from model.reinsertion import HORIZONS, effect
from model.schema.programme import Programme
from model.slips import Slips, hours_of_rooms, offer_of, paid_alike, slip_of_month, slips, weekly_hours
from model.stations import Stock, stock
from model.stretches import Stretches, alike
from model.tenure import Profile, profile
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
    stock: Stock
    """Stations, by month."""
    period: Whole
    """(M,) which distinct pay slip a month has."""
    months: tuple[int, ...]
    """A month of each distinct slip."""
    alike: Whole
    """(W,) which distinct payroll a workshop has: one company, in rooms of the same hours."""
    payrolls: Workshops
    """A workshop of each distinct payroll; its list alone counts."""
    ordinary: Array
    """(M,) 1 but in December, whose account is another."""
    stretches: Stretches
    """Months of one year that pay alike, together."""

    @cached_property
    def sums(self) -> dict[str, Sum]:
        """What people and seats are added up to, by name."""
        return weighed(self.profile, self.stock, self.programme.scenario.policy.voluntary != "none")

    def in_months(self, part: Array, months: Whole) -> Array:
        """(D, W, n) a part of the pay slips, (D, R, K), of every workshop in some months (n,)."""
        place = self.alike[:, None] * part.shape[2] + self.period[months]
        return np.asarray(np.take(part.reshape(len(part), -1), place, axis=1))


@dataclass(frozen=True)
class Rates:
    """Some draws of what a unit brings; every array has a leading axis of D draws, or of 1."""

    slips: dict[str, Array]
    """Pay slip of a full month by its parts, (D, R, K)."""
    productivity: Array
    """(D, W) output of an hour against outside."""
    creditor_share: Array
    """(D, W) share of workers with a creditor."""
    payers: float | None
    """Share of debtors who pay more than the levy; None where the scenario has no such payments."""
    debt: Array | None
    """(D,) probabilities at which debts are read; None at their best value."""
    avoided: tuple[Array, ...]
    """(D, W) reconvictions avoided by a release of full dose, within each of the horizons."""
    gained: Array
    """(D, W) people at work a year after, by a release of full dose."""
    prices: Prices
    after: AfterRelease
    """What the effects are worth."""
    team: Array
    """(D, Y) EUR a month of preparing one opening."""
    worth: Array
    """(D, Y) euros of the first year, discounted, of a euro of each year."""

    def of(self, draws: slice) -> Rates:
        """The rates of some draws."""
        return Rates(
            {name: some(values, draws) for name, values in self.slips.items()},
            some(self.productivity, draws),
            some(self.creditor_share, draws),
            self.payers,
            None if self.debt is None else self.debt[draws],
            tuple(some(values, draws) for values in self.avoided),
            some(self.gained, draws),
            Prices(*(some(values, draws) for values in vars(self.prices).values())),
            self.after.of(draws),
            some(self.team, draws),
            some(self.worth, draws),
        )


def some(values: Array, draws: slice) -> Array:
    """The values of some draws; what is the same in all draws stays."""
    return values if len(values) == 1 else values[draws]


def prepare(
    programme: Programme,
    workshops: Workshops,
    drawn: bool = False,
    *,
    slip: Slips | None = None,
    tenure: Profile | None = None,
    like: Setting | None = None,
) -> Setting:
    """Pay slips, tenure and months that pay alike. Raises InputFaults when pay or law cannot be told.

    drawn: whether debts will be drawn; slip, tenure: where they are known already; like: a setting whose months pay
    alike just as these do.
    """
    law = Law(programme.law, programme.outlook)
    slip = slips(programme, law, workshops) if slip is None else slip
    period, months = _periods(programme, law, slip) if like is None else (like.period, like.months)
    ordinary = np.array([0.0 if m.endswith("-12") else 1.0 for m in programme.months])
    keys = [(month[:4], int(period[m]), ordinary[m]) for m, month in enumerate(programme.months)]
    same, payrolls = _payrolls(programme, workshops, [programme.months[m] for m in months])
    return Setting(
        programme, workshops, law, slip,
        alike=same,
        payrolls=payrolls,
        profile=profile(programme, workshops, slip, drawn) if tenure is None else tenure,
        stock=stock(programme, workshops),
        period=period,
        months=months,
        ordinary=ordinary,
        stretches=alike(keys),
    )  # fmt: skip


def _periods(programme: Programme, law: Law, slip: Slips) -> tuple[Whole, tuple[int, ...]]:
    """(M,) which distinct pay slip a month has, and a month of each."""
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
    return period, tuple(months)


def _payrolls(programme: Programme, workshops: Workshops, months: list[str]) -> tuple[Whole, Workshops]:
    """Which distinct payroll each workshop has, (W,), and a workshop of each."""
    kinds, kind = paid_alike(workshops)
    known: dict[object, int] = {}
    keys = [(w.company.id, hours) for w, hours in zip(kinds, hours_of_rooms(programme, kinds, months), strict=True)]
    alike = [known.setdefault(key, len(known)) for key in keys]
    of_all = np.array(alike)[kind]
    first = [int(np.argmax(of_all == payroll)) for payroll in range(len(known))]
    return of_all, replace(workshops, list=tuple(workshops.list[row] for row in first))


def rates(setting: Setting, reading: Reading) -> Rates:
    """All rates at a reading."""
    programme, workshops = setting.programme, setting.workshops
    groups = [(w.activity.evidence, w.pool.side) for w in workshops.list]
    of_group = {
        group: effect(programme.evidence[group[0]], group[1], programme.scenario.start, reading)
        for group in dict.fromkeys(groups)
    }
    effects = [of_group[group] for group in groups]
    return Rates(
        slips=_slips(setting, reading),
        productivity=at_opening(workshops, reading, lambda w: productivity_of(programme, w), "productivity"),
        creditor_share=at_opening(workshops, reading, lambda w: w.prison.debts.creditor_share_known, "creditor_share"),
        payers=_payers(programme),
        debt=reading.debt(),
        avoided=tuple(np.stack([e.reconvictions_avoided[h] for e in effects], axis=1) for h in range(len(HORIZONS))),
        gained=np.stack([e.employed_gain for e in effects], axis=1),
        prices=price_list(programme, workshops, reading),
        after=after_release(programme, reading),
        team=team_month(programme, reading),
        worth=worth(programme, reading),
    )


def _payers(programme: Programme) -> float | None:
    """Share of debtors who pay more than the levy; it is not drawn, as no draw of another input may move for it."""
    if programme.scenario.policy.voluntary == "none":
        return None
    return programme.defaults.programme.voluntary_payers.at(programme.scenario.start).value


def _slips(setting: Setting, reading: Reading) -> dict[str, Array]:
    """Pay slips by their parts, (D, R, K)."""
    if isinstance(reading, Central):
        _, rows = np.unique(setting.alike, return_index=True)
        return {name: part[None][:, rows][:, :, list(setting.months)] for name, part in vars(setting.slip).items()}
    distinct = [_slip(setting, month, reading) for month in setting.months]
    return {name: np.stack([slip[name] for slip in distinct], axis=2) for name in distinct[0]}


def _slip(setting: Setting, position: int, reading: Reading) -> dict[str, Array]:
    """Pay slips of one month, one column for each distinct payroll."""
    programme, workshops = setting.programme, setting.payrolls
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
