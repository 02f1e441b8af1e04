"""Many futures of a programme: chunks of draws, computed apart and merged in the order of draws as they come."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Collection, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from os import cpu_count
from typing import Literal

import numpy as np
import pandas as pd

from model.books import Books, all_draws
from model.frame import SCOPES
from model.indicators import RATIOS, table
from model.interval import HIGH, LOW
from model.money import Array
from model.pools import Whole
from model.present_value import over
from model.schema.programme import Programme
from model.uncertainty.chunk import FOLLOWED, KEPT, MONTHLY, Chunk, Outline, Ready, Single, compiled, ready, reduced
from model.uncertainty.followed import Followed, joined

CHUNK = 256
"""Draws of one chunk."""
SMALL = 64
"""Draws of the smallest chunk that few draws are parted into, so that every core has one."""
CORES = cpu_count() or 1
"""Chunks computed at once."""


@dataclass
class Ensemble:
    """Draws gathered so far; give it chunks in any order."""

    known: Outline
    chunks: dict[int, Chunk] = field(default_factory=dict)
    _sums: dict[str, Array] = field(default_factory=dict)
    _added: int = 0
    """First draw whose sums have not been added: they are in the order of draws, as they come."""

    def add(self, chunk: Chunk) -> None:
        """Take a chunk in."""
        self.chunks[chunk.first] = chunk
        while (following := self.chunks.get(self._added)) is not None:
            self._sums = _added(self._sums, following.sums)
            self.chunks[self._added] = replace(following, sums={})
            self._added = following.last

    @property
    def draws(self) -> int:
        """Draws gathered."""
        return sum(c.last - c.first for c in self.chunks.values())

    @property
    def _ordered(self) -> list[Chunk]:
        return [self.chunks[first] for first in sorted(self.chunks)]

    def of(self, indicator: str) -> Single:
        """(D, N, P) draws of an indicator in their order, the first KEPT of them at most."""
        kept = [c.indicators[indicator] for c in self._ordered if c.first < KEPT]
        return np.concatenate(kept)[:KEPT, self.known.where.alike]

    def programme(self, indicator: str) -> Single:
        """(D, P) all draws of an indicator of the programme, in their order."""
        return np.concatenate([c.indicators[indicator][:, 0] for c in self._ordered])

    def month(self, outcome: str) -> Single:
        """(D, M) draws of an outcome of the programme, month by month, the first KEPT of them at most."""
        return np.concatenate([c.months[outcome] for c in self._ordered if c.first < KEPT])[:KEPT]

    def by_activity(self, outcome: str) -> Single:
        """(D, A, M) the same, activity by activity (see ``Outline.activities``), where workshops are followed."""
        return np.concatenate([c.activities[outcome] for c in self._ordered if c.first < KEPT])[:KEPT]

    @property
    def trainers(self) -> Single:
        """(D, W, Y) posts that train the most trainees of each year, the first KEPT draws at most."""
        return np.concatenate([c.trainers for c in self._ordered if c.trainers is not None])[:KEPT]

    @property
    def followed(self) -> Followed | None:
        """Workshops month by month in the first FOLLOWED draws at most; None where they are not followed."""
        parts = [c.followed for c in self._ordered if c.followed is not None]
        return joined(parts).some(slice(FOLLOWED)) if parts else None

    @property
    def books(self) -> Books | None:
        """The programme's ledger by year, all draws in their order; None where workshops are not followed."""
        parts = [c.books for c in self._ordered if c.books is not None]
        return all_draws(parts) if parts else None

    def indicators(self, scopes: Collection[str] = SCOPES) -> pd.DataFrame:
        """Tidy rows: indicator, scope, id, period, unit, value (mean), low, high (90 %), of some scopes."""
        where = self.known.where
        rows = np.array([row for row, (scope, _) in enumerate(where.members) if scope in scopes])
        names = list(self.known.programme.indicators)
        with ThreadPoolExecutor(CORES) as pool:
            found = dict(zip(names, pool.map(lambda name: self._summary(name, rows), names), strict=True))
        columns = {c: {n: found[n][c] for n in names} for c in ("value", "low", "high")}
        return table(where.some(rows), self.known.programme, columns)

    def _summary(self, name: str, rows: Whole) -> dict[str, Array]:
        """(n, P) mean and interval of an indicator of some members; NaN where no draw has a value."""
        apart, of = np.unique(self.known.where.alike[rows], return_inverse=True)
        chunks = self._ordered
        beyond = [c.sums for c in chunks if c.first >= self._added]  # a gap
        total = np.sum([known[name][..., apart, :] for known in (self._sums, *beyond) if known], axis=0)
        kept = [c.indicators[name] for c in chunks if c.first < KEPT]
        drawn = np.empty((*total.shape[-2:], sum(map(len, kept))), dtype=np.float32)
        begin = 0
        for some in kept:
            drawn[..., begin : begin + len(some)] = np.moveaxis(some[:, apart], 0, -1)
            begin += len(some)
        low, high = quantiles(drawn[..., :KEPT], (LOW, HIGH))
        if rows.size and rows[0] == 0 and self.draws > KEPT:
            low[0], high[0] = quantiles(self.programme(name).T, (LOW, HIGH))
        mean = over(*total) if name in RATIOS else total / self.draws
        return {"value": mean[of], "low": close(low, mean)[of], "high": close(high, mean)[of]}

    def monthly(self) -> pd.DataFrame:
        """Tidy rows of the programme: month, outcome, mean, low, high."""
        frames = []
        for name in MONTHLY:
            drawn = self.month(name)
            low, high = quantiles(drawn.T, (LOW, HIGH))
            mean = drawn.mean(axis=0, dtype=np.float64)
            columns = {"value": mean, "low": close(low, mean), "high": close(high, mean)}
            frames.append(pd.DataFrame({"month": self.known.programme.months, "outcome": name, **columns}))
        return pd.concat(frames, ignore_index=True)

    def chance(self, indicator: str, scope: str, member: str, period: str, level: float,
               side: Literal["at_least", "at_most"]) -> float:  # fmt: skip
        """Share of draws in which an indicator reaches, or keeps under, a level."""
        row = self.known.where.members.index((scope, member))
        drawn = self.programme(indicator) if row == 0 else self.of(indicator)[:, row]
        drawn = drawn[:, self.known.where.periods.index(period)]
        return float(np.mean(drawn >= level if side == "at_least" else drawn <= level))


def _added(sums: Mapping[str, Array], more: Mapping[str, Array]) -> dict[str, Array]:
    """Sums by name with more of them."""
    return (
        {name: sums[name] + values if name in sums else values for name, values in more.items()} if more else {**sums}
    )


def close(end: Array, mean: Array) -> Array:
    """An end of an interval: the mean itself where single precision cannot tell the two apart."""
    return np.where(np.abs(end - mean) <= 4 * np.finfo(np.float32).eps * np.abs(mean), mean, end)


def quantiles(drawn: Single, levels: tuple[float, ...]) -> list[Array]:
    """(...,) quantiles over the last axis, straight between neighbours; draws without a value are left out."""
    drawn = np.ascontiguousarray(drawn)
    valid = drawn.shape[-1] - np.isnan(drawn).sum(axis=-1, keepdims=True)
    last = np.maximum(valid - 1, 0)
    drawn.sort(axis=-1)
    found = []
    for level in levels:
        place = level * last
        below = np.floor(place).astype(np.int64)
        left = np.take_along_axis(drawn, below, axis=-1)
        right = np.take_along_axis(drawn, np.minimum(below + 1, last), axis=-1)
        part = place - below
        found.append(nearer(left, right, part)[..., 0])
    return found


def nearer(left: Array | Single, right: Array | Single, part: Array | np.float64) -> Array:
    """What lies some part of the way from left to right, reckoned from the nearer of the two."""
    return np.where(part < 0.5, left + (right - left) * part, right - (right - left) * (1 - part))


def spread(drawn: Single) -> dict[str, Array]:
    """Mean (value) and 90 % interval (low, high) over the draws, the first axis of (D, ...); draws without a value are
    left out."""
    low, high = quantiles(drawn.T, (LOW, HIGH))
    valid = np.isfinite(drawn).sum(axis=0)
    mean = np.nansum(drawn, axis=0, dtype=np.float64) / np.where(valid > 0, valid, np.nan)
    return {"value": mean, "low": low, "high": high}


def spans(draws: int, chunk: int = CHUNK, first: int = 0) -> Iterator[tuple[int, int]]:
    """First and last draw of each chunk."""
    for start in range(first, draws, chunk):
        yield start, min(start + chunk, draws)


def ensemble(programme: Programme, draws: int, seed: int, *, progress: Callable[[int, int], None] | None = None,
             stop: Callable[[], bool] | None = None, follow: bool = False) -> Ensemble:  # fmt: skip
    """Some futures of a programme. ``progress(done, all)`` is told after each chunk; ``stop()`` ends early; follow:
    whether its workshops are followed (see ``Ready.follow``)."""
    known = ready(programme, follow=follow)
    return grow(Ensemble(known), known, draws, seed, progress=progress, stop=stop)


def grow(gathered: Ensemble, known: Ready, draws: int, seed: int, *, progress: Callable[[int, int], None] | None = None,
         stop: Callable[[], bool] | None = None, cores: int = CORES) -> Ensemble:  # fmt: skip
    """Go on until some number of draws is gathered, on some cores: draws that are there are not computed again."""
    count, begun = compiled(), gathered.draws
    chunk = min(CHUNK, max(SMALL, -(-(draws - begun) // cores)))
    asked = [(first, last) for first, last in spans(draws, chunk, begun) if first not in gathered.chunks]
    with ThreadPoolExecutor(cores) as pool:
        computed = deque(pool.submit(reduced, known, first, last, seed, count) for first, last in asked)
        try:
            while computed and not (stop is not None and stop()):
                gathered.add(computed.popleft().result())  # what has been merged is let go
                if progress is not None:
                    progress(gathered.draws, draws)
        finally:
            pool.shutdown(cancel_futures=True)
    return gathered
