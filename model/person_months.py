"""People and seats of a plan told by stretches of months: all that outcomes are made of.

What people of a month bring depends on how long they have worked (:mod:`model.tenure`), so each sum over a stretch is
one of people weighted by month. The sums are listed once, in :func:`weighed`; an engine that keeps its months adds them
up here (:class:`Monthly`), the compiled expected engine as it goes (:mod:`model.futures.means`).

Axes: D draws, W workshops, M months, T stretches, Q quantiles of the debt.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final, Literal, Protocol

import numpy as np

from model.money import Array
from model.pools import Whole
from model.stations import Stock
from model.stretches import Stretches
from model.tenure import DEBT_QUANTILES, Profile

Series = Literal["releases", "paid", "there", "gone"]
"""What sums are made of, month by month: people released; people paid; whether the company is there, or went."""
COUNTED: Final = ("trainees", "at_work_end", "hires", "releases")
"""Kinds of people that outcomes are made of."""
_RELEASED: Final = ("experienced", "full", "dose", "too_little")
_OF_DEBTORS: Final = ("withheld_debtor", "paid_debtor", "paying_debtor")
_OF_PAYERS: Final = ("withheld_payer", "paid_payer", "paying_payer", "voluntary_payer")
OF_LOTS: Final = ("owing_debtor", "owing_payer")
"""Sums that the lottery of who owes asks for; means need none of them."""


@dataclass(frozen=True)
class Sum:
    """One sum over the months of a stretch."""

    series: Series
    """What is added up."""
    weights: Array
    """(W, M); of debtors (1 + Q, W, M), at the debt's best value and at its quantiles."""

    @property
    def owed(self) -> bool:
        """Whether it is one of debtors."""
        return self.weights.ndim == 3


@dataclass(frozen=True)
class Staying:
    """Whether companies stay, as a chance."""

    year: Array
    """(D, W) chance to stay a year in which it could leave."""
    exposed: Array
    """(W, M) years in which it could have left."""

    @property
    def monthly(self) -> Array:
        """(D, W, M) chance that it is still there."""
        return np.asarray(self.year[:, :, None] ** self.exposed)

    def at(self, rows: Whole, months: Whole) -> Array:
        """(D, ...) the same of some workshops and months."""
        return np.asarray(self.year[:, rows] ** self.exposed[rows, months])


def weighed(profile: Profile, stock: Stock, payers: bool) -> dict[str, Sum]:
    """The sums that outcomes are made of, by name. payers: whether some debtors pay more than the levy."""
    before = np.concatenate([np.zeros((len(stock.seats), 1)), stock.seats[:, :-1]], axis=1)
    of_paid = (*_OF_DEBTORS, *(_OF_PAYERS if payers else ()), *OF_LOTS)
    return {
        **{name: Sum("releases", getattr(profile, name)) for name in _RELEASED},
        **{name: Sum("paid", getattr(profile, name)) for name in of_paid},
        "withheld_other": Sum("paid", profile.withheld_other),
        "seats": Sum("there", stock.seats),
        "stations": Sum("there", stock.stations),
        "rooms": Sum("there", stock.open),
        "seats_left": Sum("gone", before),
    }


class PersonMonths(Protocol):
    """People and seats of some draws, by stretch."""

    @property
    def time(self) -> Stretches:
        """How months are told."""
        ...

    @property
    def hazard(self) -> Array:
        """(D, W) monthly chance that a worker leaves."""
        ...

    @property
    def kinds(self) -> tuple[str, ...]:
        """Kinds of people that are told: trainees, at_work_end, hires and releases at least."""
        ...

    def some(self, draws: slice) -> PersonMonths:
        """Some of the draws."""
        ...

    def of(self, name: str) -> Array:
        """(D, W, T) people of a kind, or one of the sums of :func:`weighed`."""
        ...

    def there(self, rows: Whole, months: Whole) -> Array:
        """(D, n) whether, or with what chance, the company of a workshop is still there in a month."""
        ...


@dataclass(frozen=True)
class Monthly:
    """Month by month, from an engine that keeps its months."""

    sums: Mapping[str, Sum]
    """What is added up, by name."""
    counts: Mapping[str, Array]
    """People of each kind, (D, W, M)."""
    present: Array
    """(D, W, M) whether, or with what chance, the company is still there."""
    hazard: Array
    time: Stretches
    debt: Array | None
    """(D,) probabilities at which debts are read; None at their best value."""

    @property
    def kinds(self) -> tuple[str, ...]:
        return tuple(self.counts)

    def some(self, draws: slice) -> Monthly:
        counts = {kind: people[draws] for kind, people in self.counts.items()}
        debt = None if self.debt is None else self.debt[draws]
        return replace(self, counts=counts, present=self.present[draws], hazard=self.hazard[draws], debt=debt)

    def of(self, name: str) -> Array:
        if name in self.counts:
            return self.time.sums(self.counts[name])
        one = self.sums[name]
        people = self._series(one.series)
        if not one.owed or self.debt is None:
            return self.time.sums(people * (one.weights[:1] if one.owed else one.weights))
        weights = between(self.debt) @ one.weights[1:].reshape(len(DEBT_QUANTILES), -1)
        drawn = weights.reshape(-1, *one.weights.shape[1:])
        drawn *= people
        return self.time.sums(drawn)

    def there(self, rows: Whole, months: Whole) -> Array:
        return self.present[:, rows, months]

    def _series(self, name: Series) -> Array:
        if name == "paid":
            return self._paid
        return self.present if name == "there" else self._gone if name == "gone" else self.counts["releases"]

    @cached_property
    def _paid(self) -> Array:
        paid = self.counts["at_work_end"] * (1 - self.hazard / 2)[:, :, None]
        paid += self.counts["trainees"]
        return paid

    @cached_property
    def _gone(self) -> Array:
        gone = np.zeros(self.present.shape)
        np.subtract(self.present[:, :, :-1], self.present[:, :, 1:], out=gone[:, :, 1:])
        return gone


@dataclass(frozen=True)
class Told:
    """By stretch, from an engine that adds up as it goes."""

    kinds: tuple[str, ...]
    sums: Mapping[str, Array]
    """By kind or name, (D, W, T)."""
    company: Staying
    hazard: Array
    time: Stretches

    def some(self, draws: slice) -> Told:
        sums = {name: known[draws] for name, known in self.sums.items()}
        company = replace(self.company, year=self.company.year[draws])
        return replace(self, sums=sums, company=company, hazard=self.hazard[draws])

    def of(self, name: str) -> Array:
        return self.sums[name]

    def there(self, rows: Whole, months: Whole) -> Array:
        return self.company.at(rows, months)


def between(debt: Array) -> Array:
    """(D, Q) how near each probability of a debt is to the quantiles at which cohorts were followed: straight between
    neighbours, the outer ones beyond them."""
    levels = np.array(DEBT_QUANTILES)
    return np.stack([np.interp(debt, levels, one) for one in np.eye(len(levels))], axis=1)
