"""What is withheld for victims, and what reaches one (section 5 of the method).

Withheld: the victims' part of the account, taken whether or not a creditor is known. Paid: what a civil party
or a maintenance creditor receives. Debts are log-normal; a worker pays until hers is cleared. Some pay more than the
levy, out of what is free to use: their debts clear sooner, so they are followed as cohorts of their own.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from scipy.special import ndtr

from model.money import Array, to_cent

MOST_MONTHS: Final = 12_000
"""No work lasts longer, however seldom people leave."""


@dataclass(frozen=True)
class DebtProfile:
    """What workers of each workshop owe, (W, 1) each."""

    creditor_share: Array
    """Share with a debt to a victim or a maintenance creditor."""
    median: Array
    """Median debt, EUR."""
    sigma: Array
    """Spread of its logarithm."""
    stop: Array
    """EUR held at which the part stops without a creditor; infinite under a flat rule."""


@dataclass(frozen=True)
class PerPerson:
    """Expected EUR of one person, month by month, (W, K)."""

    withheld: Array
    paid: Array
    """Of what is withheld, what reaches a creditor."""
    owing: Array
    """Chance that she has a debt not yet cleared at the start of the month."""
    voluntary: Array
    """What she pays a creditor on top."""


def limited_debt(paid: Array, profile: DebtProfile) -> Array:
    """E[min(D, x)]: what a debtor has really paid after offering x euros, D log-normal."""
    mu, sigma = np.log(np.maximum(profile.median, 0.01)), np.maximum(profile.sigma, 1e-9)
    with np.errstate(divide="ignore"):
        logs = np.log(np.maximum(paid, 0.0))
    whole = np.exp(mu + sigma**2 / 2) * ndtr((logs - mu - sigma**2) / sigma)
    return np.asarray(whole + np.where(paid > 0, paid * (1 - ndtr((logs - mu) / sigma)), 0.0))


def still_owing(paid: Array, profile: DebtProfile) -> Array:
    """P(D > x): the chance that x euros have not cleared the debt."""
    with np.errstate(divide="ignore"):
        logs = np.log(np.maximum(paid, 0.0))
    return np.asarray(1 - ndtr((logs - np.log(np.maximum(profile.median, 0.01))) / np.maximum(profile.sigma, 1e-9)))


def voluntary_part(rule: str, available: Array) -> Array:
    """EUR a month that a debtor who does so pays on top of the levy, out of what is free to use; same shape.

    rule: ``none``, ``euros:X`` a month, or ``share:X`` of what is free to use.
    """
    kind, _, much = rule.partition(":")
    if kind == "none":
        return np.zeros_like(available)
    return np.minimum(available, to_cent(float(much) * (available if kind == "share" else np.ones_like(available))))


def per_person(offered: Array, profile: DebtProfile, more: Array | None = None) -> PerPerson:
    """Months of a person whose victims' parts add up to ``offered``, (W, K + 1), EUR, from 0 at the start.

    With a creditor she pays out until the debt is cleared, then the part fills up to the stop; without one it
    fills up to the stop from the start. more: (W, K + 1) what she would pay a creditor on top while she owes, added
    up; None for nothing. Returns (W, K).
    """
    if more is not None:
        return _with_more(offered, profile, more)
    if not profile.creditor_share.any():
        alone = np.diff(np.minimum(offered, profile.stop), axis=1)
        return PerPerson(alone, *(np.zeros(alone.shape) for _ in range(3)))
    paid = limited_debt(offered, profile)
    held = _held_with_debt(offered, paid, profile)
    share = profile.creditor_share
    withheld = share * (paid + held) + (1 - share) * np.minimum(offered, profile.stop)
    return PerPerson(
        withheld=np.diff(withheld, axis=1),
        paid=np.diff(share * paid, axis=1),
        owing=share * still_owing(offered[:, :-1], profile),
        voluntary=np.zeros((len(offered), offered.shape[1] - 1)),
    )


def _with_more(offered: Array, profile: DebtProfile, more: Array) -> PerPerson:
    """The same where levy and voluntary payment clear the debt together, each by its share of the month's payment. Of
    the levy, what its share of the debt has not used is held up to the stop."""
    part, added, share = np.diff(offered, axis=1), np.diff(more, axis=1), profile.creditor_share
    both = offered + more
    used = np.diff(limited_debt(both, profile), axis=1)
    levied = used * np.divide(part, part + added, out=np.ones_like(part), where=part + added > 0)
    of_levy = np.divide(offered[:, -1:], both[:, -1:], out=np.ones_like(both[:, -1:]), where=both[:, -1:] > 0)
    own = replace(profile, median=profile.median * of_levy)
    held = np.diff(_held_with_debt(offered, limited_debt(offered, own), own), axis=1)
    held = np.clip(held, 0.0, part - levied)
    alone = np.diff(np.minimum(offered, profile.stop), axis=1)
    return PerPerson(
        withheld=share * (levied + held) + (1 - share) * alone,
        paid=share * levied,
        owing=share * still_owing(both[:, :-1], profile),
        voluntary=share * (used - levied),
    )


def _held_with_debt(total: Array, paid: Array, profile: DebtProfile) -> Array:
    """Of the parts that exceed the debt, what is held: E[min(x, D + stop)] - E[min(x, D)]."""
    if not np.isfinite(profile.stop).any():
        return np.asarray(total - paid)
    finite = np.where(np.isfinite(profile.stop), profile.stop, 0.0)
    reached = np.minimum(total, finite) + limited_debt(np.maximum(0.0, total - finite), profile)
    return np.asarray(np.where(np.isfinite(profile.stop), reached, total) - paid)


@dataclass(frozen=True)
class Clearing:
    """A cohort with creditors, month by month since it was hired, (N,) each; month 0 is its first."""

    still_paying: Array
    """Share of it that still owes."""
    covered: Array
    """Share of all its debts that is paid."""
    paid: Array
    """EUR paid so far, per person."""
    held_without: Array
    """EUR held so far by someone without a creditor: hers again at release."""


def clearing(part: float, profile: DebtProfile, months: int, voluntary: float = 0.0) -> Clearing:
    """How debts of a cohort are cleared by a monthly victims' part; the profile is of one workshop.

    part: EUR a month with a creditor; voluntary: EUR a month that a debtor adds until her debt is cleared. Mean debt is
    e^(mu + sigma^2 / 2).
    """
    since = np.arange(months + 1, dtype=np.float64)[None, :]
    offered = (part + voluntary) * since
    paid = limited_debt(offered, profile)
    whole = profile.median * np.exp(profile.sigma**2 / 2)
    return Clearing(
        still_owing(offered, profile)[0],
        (paid / whole)[0],
        paid[0],
        np.minimum(part * since, profile.stop)[0],
    )


def longest(leaving: float) -> int:
    """Months of work beyond which fewer than one worker in 10^9 is still there, as they leave with a monthly chance; at
    most MOST_MONTHS."""
    if leaving >= 1:
        return 1
    return MOST_MONTHS if leaving <= 0 else min(MOST_MONTHS, math.ceil(math.log(1e-9) / math.log1p(-leaving)))


def at_release(told: Array, leaving: float) -> float:
    """Mean of a cohort's figure at the end of its work, its length being geometric: sum of h (1 - h)^(n - 1) told[n].

    told: (N,) by month since hired, up to :func:`longest`; leaving: monthly chance h of leaving; who works longer is
    taken to stand where the last month does.
    """
    months = np.arange(1, len(told))
    weights = leaving * (1 - leaving) ** (months - 1)
    return float(weights @ told[1:] + (1 - leaving) ** (len(told) - 1) * told[-1])
