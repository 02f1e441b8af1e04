"""Intervals of very many numbers without all their draws: an interval's ends rest on the lowest and the highest alone.

Axes: d a few draws, ... whatever the numbers are of.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import floor

import numpy as np

from model.interval import HIGH, LOW
from model.ledger import Transfer
from model.money import Array
from model.uncertainty.chunk import Single
from model.uncertainty.ensemble import close, nearer

ROOM = 40
"""Draws taken in before those in the middle are let go: more is quicker and takes more room."""


class Tails:
    """The lowest and the highest draws of some numbers, taken in any order."""

    def __init__(self, draws: int) -> None:
        """draws: how many will be taken at most."""
        last = draws - 1
        self._deep = max(floor(LOW * last), last - floor(HIGH * last)) + 2
        self._width = min(draws, 2 * self._deep + ROOM)
        self._rows: Single | None = None
        self._filled = 0
        self._taken = 0

    def take(self, few: Array) -> None:
        """Take some draws in, (d, ...)."""
        if self._rows is None:
            self._rows = np.empty((*few.shape[1:], self._width), dtype=np.float32)
        while len(few):
            if self._filled == self._width:
                self._rows.sort(axis=-1)
                self._rows[..., self._deep : 2 * self._deep] = self._rows[..., -self._deep :]
                self._filled = 2 * self._deep
            end = min(self._filled + len(few), self._width)
            some, few = few[: end - self._filled], few[end - self._filled :]
            self._rows[..., self._filled : end] = np.moveaxis(some, 0, -1)
            self._filled, self._taken = end, self._taken + len(some)

    def interval(self) -> tuple[Array, Array]:
        """(...,) ends of the interval that is published: quantiles of all draws taken."""
        assert self._rows is not None, "draws were taken in"
        self._rows[..., : self._filled].sort(axis=-1)
        low, high = (self._quantile(level) for level in (LOW, HIGH))
        return low, high

    def _quantile(self, level: float) -> Array:
        assert self._rows is not None
        place = level * (self._taken - 1)
        below = floor(place)
        let_go = self._taken - self._filled
        left, right = (
            self._rows[..., rank if rank < self._deep else rank - let_go].astype(np.float64)
            for rank in (below, min(below + 1, self._taken - 1))
        )
        return nearer(left, right, np.float64(place - below))


class LedgerTails:
    """Intervals of every transfer of every workshop and month."""

    def __init__(self, draws: int) -> None:
        """draws: how many will be taken at most."""
        self._draws = draws
        self._tails: tuple[Tails, ...] = ()
        self._of: tuple[int, ...] = ()

    def take(self, transfers: Sequence[Transfer], most: int) -> None:
        """Take some draws in, (d, W, M), at most so many; what passes on from hand to hand is held once."""
        if not self._tails:
            apart = list(dict.fromkeys(id(t.euros) for t in transfers))
            self._of = tuple(apart.index(id(t.euros)) for t in transfers)
            self._tails = tuple(Tails(self._draws) for _ in apart)
        for row, tails in enumerate(self._tails):
            tails.take(transfers[self._of.index(row)].euros[:most])

    def intervals(self, means: Sequence[Transfer]) -> list[tuple[Array, Array]]:
        """What each receiver gets at least and at most, (W, M) each, beside the means; the payer's is its opposite."""
        found = [tails.interval() for tails in self._tails]
        return [
            (close(found[row][0], mean.euros), close(found[row][1], mean.euros))
            for row, mean in zip(self._of, means, strict=True)
        ]
