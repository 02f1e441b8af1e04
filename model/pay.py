"""Pay: from gross to what she keeps (section 4 of the method).

Every amount is in euros, rounded half up to the cent; all functions take numbers or arrays and broadcast.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from model.law import Account, Contribution, Rules
from model.money import Amount, Array, to_cent
from model.schema.fault import Fault, InputFaults

WEEKS_A_MONTH = 52 / 12


@dataclass(frozen=True)
class Split:
    """The account of one month: what goes to victims, to release savings, and what stays available (EUR)."""

    victims: Array
    release_savings: Array
    available: Array


@dataclass(frozen=True)
class PaySlip:
    """One month of one worker (EUR; hours; shares). Arrays all have the same shape."""

    month: str
    hours: Array
    hourly_gross: Array
    gross: Array
    employer: Mapping[str, Array]
    """Employer's contributions, by id of the law."""
    employee: Mapping[str, Array]
    """Employee's contributions, by id of the law."""
    split: Split
    smic_share: Array
    """Gross hourly pay over the SMIC."""

    @property
    def employer_contributions(self) -> Array:
        """EUR the employer owes on top of gross."""
        return _sum(self.employer, self.gross)

    @property
    def employee_contributions(self) -> Array:
        """EUR taken from gross."""
        return _sum(self.employee, self.gross)

    @property
    def net(self) -> Array:
        """Gross less the employee's contributions."""
        return to_cent(self.gross - self.employee_contributions)

    @property
    def company_cost(self) -> Array:
        """Gross plus the employer's contributions."""
        return to_cent(self.gross + self.employer_contributions)


def _sum(parts: Mapping[str, Array], like: Array) -> Array:
    return to_cent(sum(parts.values(), np.zeros_like(like)))


def monthly_hours(weekly: Amount) -> Array:
    """Hours in a month of a contract of so many a week: x 52 / 12."""
    return np.asarray(weekly, dtype=np.float64) * WEEKS_A_MONTH


def contributions(rules: Rules, gross: Amount, regime: str, payer: str) -> dict[str, Array]:
    """What a payer owes on a month's gross pay, by contribution, each rounded to the cent (EUR)."""
    whole = np.asarray(gross, dtype=np.float64)
    return {
        c.id: to_cent(c.rate * c.base_share * _base(c, rules, whole))
        for c in rules.contributions
        if c.payer == payer and regime in c.regimes
    }


def _base(contribution: Contribution, rules: Rules, gross: Array) -> Array:
    if contribution.base == "gross_to_ceiling":
        return np.minimum(gross, rules.ceiling)
    if contribution.base == "smic_hours":
        return np.where(gross > 0, contribution.base_hours * rules.smic, 0.0)
    return gross


def net_of(rules: Rules, gross: Amount, regime: str) -> Array:
    """Net pay of a gross pay (EUR a month)."""
    whole = np.asarray(gross, dtype=np.float64)
    return to_cent(whole - _sum(contributions(rules, whole, regime, "employee"), whole))


def gross_of(rules: Rules, net: Amount, regime: str) -> Array:
    """The least gross pay that gives a net pay (EUR a month): the offer "600 net" solved back.

    Rounding of each contribution can jump over a cent of net; then the least gross that gives no less. The
    shape is that of the net and of the rules together.
    """
    wanted = np.asarray(net, dtype=np.float64) + 0.0 * net_of(rules, net, regime)
    low, high = wanted.copy(), wanted * 2 + 1.0
    while np.any(high - low > 0.02):
        middle = (low + high) / 2
        short = net_of(rules, middle, regime) < wanted
        low, high = np.where(short, middle, low), np.where(short, high, middle)
    near = [to_cent(high + cents / 100) for cents in range(-15, 16)]
    nets = [net_of(rules, gross, regime) for gross in near]
    best = near[-1]
    for gross, found in zip(reversed(near), reversed(nets), strict=True):
        best = np.where(found >= wanted - 1e-6, gross, best)
    for gross, found in zip(reversed(near), reversed(nets), strict=True):
        best = np.where(np.isclose(found, wanted, rtol=0, atol=1e-6), gross, best)
    return np.asarray(best)


def split(rules: Rules, net: Amount, rule: str = "statutory", creditor: bool = True, held: Amount = 0.0) -> Split:
    """The account split of a month's net receipts (EUR).

    rule: ``statutory`` (D332-12), ``none``, or ``flat:R`` (R of net to victims from the first euro, no
    savings). creditor: whether a victim or maintenance creditor is known. held: EUR already held for
    victims; without a creditor the part stops at the legal amount. Raises InputFaults when the law of that
    month is not known.
    """
    receipts = to_cent(net)
    zero = np.zeros_like(receipts)
    if rule == "none":
        return Split(zero, zero.copy(), receipts)
    if rule.startswith("flat:"):
        victims = to_cent(receipts * float(rule[5:]))
        return Split(victims, zero, to_cent(receipts - victims))
    account = rules.account
    if account is None:
        raise InputFaults(
            [
                Fault(
                    "law_unknown_then",
                    fields={
                        "parameter": "account_victims_brackets",
                        "month": rules.month,
                        "first": "2004-11-01",
                    },
                )
            ]
        )
    victims = to_cent(_bracketed(account, receipts))
    if not creditor:
        victims = np.minimum(victims, to_cent(np.maximum(0.0, account.victims_stop - np.asarray(held))))
    savings = to_cent(account.savings_rate * np.maximum(0.0, receipts - account.exempt))
    return Split(victims, savings, to_cent(receipts - victims - savings))


def _bracketed(account: Account, receipts: Array) -> Array:
    """Each slice times its rate; in December slices below the doubled exemption are empty."""
    total = np.zeros_like(receipts)
    uppers = [above for above, _ in account.brackets[1:]] + [np.inf]
    for (above, rate), upper in zip(account.brackets, uppers, strict=True):
        total = total + rate * np.clip(receipts - above, 0.0, upper - above)
    return total


def hourly_pay(rules: Rules, regime: str, hourly_gross: Amount | None, chosen_floor: float | None = None) -> Array:
    """EUR an hour: the offer, or the floor when the offer is under it or absent.

    chosen_floor: a floor as a share of the SMIC, by policy, above the legal one. Raises InputFaults when
    there is neither offer nor floor (before 2011 there is no legal floor).
    """
    floors = [rules.floor(regime), None if chosen_floor is None else chosen_floor * rules.smic]
    known = [f for f in (hourly_gross, *floors) if f is not None]
    if not known:
        fields = {"month": rules.month, "indicative": rules.indicative_minimum}
        raise InputFaults([Fault("offer_missing", fields=fields)])
    rate = np.asarray(known[0], dtype=np.float64)
    for other in known[1:]:
        rate = np.maximum(rate, other)
    return np.asarray(rate)


def paid_hours(rules: Rules, weekly: Amount) -> Array:
    """Weekly hours as they are paid: hours above full time count with their premium (R412-54)."""
    hours = np.asarray(weekly, dtype=np.float64)
    premium = np.zeros_like(hours)
    uppers = [above for above, _ in rules.overtime[1:]] + [np.inf]
    for (above, rate), upper in zip(rules.overtime, uppers, strict=False):
        premium = premium + rate * np.clip(hours - above, 0.0, upper - above)
    return hours + premium


def pay_slip(
    rules: Rules,
    weekly_hours: Amount,
    hourly_gross: Amount | None = None,
    *,
    regime: str = "production",
    rule: str = "statutory",
    creditor: bool = True,
    held: Amount = 0.0,
    chosen_floor: float | None = None,
) -> PaySlip:
    """One month's pay slip for so many hours a week at an offer (EUR gross an hour), or at the floor.

    Raises InputFaults when no pay can be told (no offer and no floor), or no law of the account.
    """
    rate = hourly_pay(rules, regime, hourly_gross, chosen_floor)
    hours, rate = np.broadcast_arrays(np.asarray(weekly_hours, dtype=np.float64), rate)
    gross = to_cent(monthly_hours(paid_hours(rules, hours)) * rate)
    employee = contributions(rules, gross, regime, "employee")
    net = to_cent(gross - _sum(employee, gross))
    return PaySlip(
        rules.month,
        monthly_hours(hours),
        rate,
        gross,
        contributions(rules, gross, regime, "employer"),
        employee,
        split(rules, net, rule, creditor, held),
        rate / rules.smic,
    )
