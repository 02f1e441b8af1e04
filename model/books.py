"""The ledger by year: every transfer summed over calendar years, of one projection or of many futures.

Axes: D draws, K transfers, W workshops, N members, M months or T stretches, P periods (years, then their total).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from model.ledger import Party, Transfer
from model.money import Array
from model.pools import Whole

Lines: TypeAlias = tuple[tuple[str, Party, Party], ...]
"""Item, payer, receiver of each transfer."""


def sign(lines: Lines, party: Party) -> Array:
    """(K,) 1 where a party receives, -1 where it pays, else 0."""
    return np.array([(receiver == party) - (payer == party) for _, payer, receiver in lines], dtype=np.float64)


@dataclass(frozen=True)
class Books:
    """Transfers of the programme by year."""

    lines: Lines
    """(K,)"""
    euros: Array
    """(D, K, P) EUR of the year."""

    def only(self, *items: str) -> Array:
        """(K,) 1 for some items, else 0."""
        return np.array([item in items for item, _, _ in self.lines], dtype=np.float64)

    def of(self, weight: Array) -> Array:
        """(D, P) sum of the lines, each with its weight (K,)."""
        return np.asarray(np.einsum("dkp,k->dp", self.euros, weight))


def lines(transfers: Sequence[Transfer]) -> Lines:
    """(K,) item, payer, receiver of some transfers."""
    return tuple((t.item, t.payer, t.receiver) for t in transfers)


def by_year(euros: Array, year: Whole) -> Array:
    """(..., P) sums of each calendar year, then of all, from (..., M); year: (M,) index of each, in order."""
    begin = np.flatnonzero(np.diff(year, prepend=-1))
    years = np.add.reduceat(euros, begin, axis=-1)
    return np.concatenate([years, years.sum(axis=-1, keepdims=True)], axis=-1)


def of_members(transfers: Sequence[Transfer], year: Whole) -> Array:
    """(..., K, W, P) some transfers of workshops by year."""
    return np.stack([by_year(t.euros, year) for t in transfers], axis=-3)


def of_programme(transfers: Sequence[Transfer], year: Whole) -> Array:
    """(..., K, P) the same for the programme; those of no workshop among them."""
    return np.stack([by_year(t.euros.sum(axis=-2), year) for t in transfers], axis=-2)


def all_draws(parts: Sequence[Books]) -> Books:
    """Draws one after the other."""
    return Books(parts[0].lines, np.concatenate([part.euros for part in parts]))
