"""The ledger by year and member over many futures: means of all draws, intervals as for the indicators.

Axes: D draws, K transfers, W workshops, N members, P periods.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from model import books
from model.after_release import ITEMS
from model.books import Lines, sign
from model.frame import Frame
from model.interval import HIGH, LOW
from model.ledger import PARTIES, Party, Transfer
from model.money import Array
from model.pools import Whole
from model.uncertainty.chunk import Single
from model.uncertainty.ensemble import quantiles

TOTAL = "total"
"""Item of what a party receives in all, less what it pays."""


@dataclass(frozen=True)
class Line:
    """What a party receives under an item, (N, P) EUR each; negative for what it pays."""

    party: str
    item: str
    amount: Array
    low: Array
    high: Array
    without: tuple[Array, Array, Array] | None = None
    """Amount, low and high if work has no effect after release; None where the line does not rest on one."""


class YearlyLedger:
    """Draws of the ledger by year, gathered in any order."""

    def __init__(self, where: Frame, draws: int, kept: int) -> None:
        """kept: how many first draws of members are kept; all draws of the programme, the first member, are."""
        self.where = where
        self.draws = draws
        self.kept = min(kept, draws)
        self._whole: Single | None = None
        self._members: Single | None = None
        self._lines: Lines = ()

    def take(self, first: int, transfers: Sequence[Transfer], common: Sequence[Transfer]) -> None:
        """Take some draws in, from draw ``first`` on: transfers of workshops (d, W, M), of no workshop (d, 1, M)."""
        year = self.where.year
        whole = books.of_programme((*transfers, *common), year)
        draws, few = len(whole), max(0, min(len(whole), self.kept - first))
        if self._whole is None or self._members is None:
            shape = whole.shape[1], len(self.where.members), whole.shape[2]
            self._whole = np.zeros((self.draws, shape[0], shape[2]), dtype=np.float32)
            self._members = np.zeros((self.kept, *shape), dtype=np.float32)
            self._lines = books.lines((*transfers, *common))
        self._whole[first : first + draws] = whole
        if few:
            each = books.of_members(transfers, year)[:few]
            self._members[first : first + few, : len(transfers)] = self.where.of_members(each)

    def told(self, transfers: Sequence[Transfer], common: Sequence[Transfer]) -> Iterator[Line]:
        """Every party's lines, then its total; amounts are those of the means given, (W, M) and (1, M)."""
        assert self._whole is not None, "draws were taken in"
        assert self._members is not None, "draws were taken in"
        amounts = mean_of_members(self.where, transfers, common)
        for party in PARTIES:
            weight = sign(self._lines, party)
            for item, rows in items(self._lines, party):
                still = lasting(self._lines, rows)
                without = None if len(still) == len(rows) else self._sum(still, weight, amounts)
                yield Line(party, item, *self._sum(rows, weight, amounts), without)

    def _sum(self, rows: Whole, weight: Array, amounts: Array) -> tuple[Array, Array, Array]:
        """(N, P) amount and ends of the interval of some rows together."""
        assert self._whole is not None
        assert self._members is not None
        signed = weight[rows].astype(np.float32)
        drawn = np.einsum("dknp,k->npd", self._members[:, rows], signed)
        low, high = quantiles(drawn, (LOW, HIGH))
        low[0], high[0] = quantiles(np.einsum("dkp,k->pd", self._whole[:, rows], signed), (LOW, HIGH))
        return np.einsum("knp,k->np", amounts[rows], weight[rows]), low, high


def items(lines: Lines, party: Party) -> Iterator[tuple[str, Whole]]:
    """What a party receives, and what it pays, by item, then in all: rows of the lines (k,)."""
    weight = sign(lines, party)
    for side in (1.0, -1.0):
        mine = [k for k in range(len(lines)) if weight[k] == side]
        for item in dict.fromkeys(lines[k][0] for k in mine):
            yield item, np.array([k for k in mine if lines[k][0] == item])
    yield TOTAL, np.flatnonzero(weight)


def lasting(lines: Lines, rows: Whole) -> Whole:
    """Those of some rows of the lines that do not rest on an effect after release."""
    return np.array([k for k in rows if lines[k][0] not in ITEMS], dtype=np.int64)


def mean_of_members(where: Frame, transfers: Sequence[Transfer], common: Sequence[Transfer]) -> Array:
    """(K, N, P) one ledger by member and year; what belongs to no workshop is the programme's."""
    found = where.of_members(books.of_members(transfers, where.year))
    programme = books.of_programme(common, where.year)
    more = np.zeros((len(common), *found.shape[1:]))
    more[:, 0] = programme
    return np.concatenate([found, more])
