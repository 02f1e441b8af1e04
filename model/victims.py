"""What is withheld for victims, and what reaches one (section 5 of the method).

Withheld: the victims' part of the account, taken whether or not a creditor is known. Paid: what a civil party
or a maintenance creditor receives. Debts are log-normal; a worker pays until hers is cleared.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr

from model.money import Array


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
    still_paying: Array
    """Chance that she has a debt not yet cleared at the start of the month."""


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


def per_person(offered: Array, profile: DebtProfile) -> PerPerson:
    """Months of a person whose victims' parts add up to ``offered``, (W, K + 1), EUR, from 0 at the start.

    With a creditor she pays out until the debt is cleared, then the part fills up to the stop; without one it
    fills up to the stop from the start. Returns (W, K).
    """
    if not profile.creditor_share.any():
        alone = np.diff(np.minimum(offered, profile.stop), axis=1)
        return PerPerson(alone, np.zeros(alone.shape), np.zeros(alone.shape))
    paid = limited_debt(offered, profile)
    held = _held_with_debt(offered, paid, profile)
    share = profile.creditor_share
    withheld = share * (paid + held) + (1 - share) * np.minimum(offered, profile.stop)
    return PerPerson(
        withheld=np.diff(withheld, axis=1),
        paid=np.diff(share * paid, axis=1),
        still_paying=share * still_owing(offered[:, :-1], profile),
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


def at_release(told: Array, leaving: float) -> float:
    """Mean of a cohort's figure at the end of its work, its length being geometric: sum of h (1 - h)^(n - 1) told[n].

    told: (N,) by month since hired; leaving: monthly chance h of leaving; what is beyond N is taken as told[N - 1].
    """
    months = np.arange(1, len(told))
    weights = leaving * (1 - leaving) ** (months - 1)
    return float(weights @ told[1:] + (1 - leaving) ** (len(told) - 1) * told[-1])
