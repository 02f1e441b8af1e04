"""Many futures of a programme: chunks of draws, computed apart and merged, reduced while they are computed.

A chunk is a function of (programme, first draw, last draw, seed) alone, so chunks can be computed anywhere and in any
order; merging puts them back in the order of draws.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from os import cpu_count
from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from model import workshops as plan
from model.chance import Count
from model.futures import twin
from model.futures.people import KINDS, Counts, People
from model.indicators import SCOPES, Frame, frame, table, values
from model.money import Array
from model.outcomes import outcomes
from model.pools import Whole
from model.rates import Rates, Setting, prepare, rates
from model.schema.programme import Programme
from model.stretches import Stretches
from model.uncertainty.inputs import Drawn, points
from model.uncertainty.worlds import people
from model.workshops import Workshops

Single = npt.NDArray[np.float32]
Counter = Callable[[People], Counts]
CHUNK = 128
"""Draws of one chunk."""
KEPT = 1280
"""Draws whose values are all kept for the quantiles of regions, prisons, companies and workshops; means take all."""
LOW, HIGH = 0.05, 0.95
"""Ends of the interval that is published: 90 %."""
MONTHLY = ("seats_open", "at_work")
"""Followed month by month for the programme; all else by year, or workshop by workshop (see :mod:`.detail`)."""
_USED = ("trainees", "at_work_end", "hires", "releases")
"""Kinds of people that indicators are made of."""
CORES = cpu_count() or 1
"""Chunks computed at once."""
CELLS = 2**16
"""Numbers (draw, workshop, month) of one outcome that are worked on at once: they fit the cache."""


@dataclass(frozen=True)
class Chunk:
    """What is kept of some draws: indicators by member and period, programme totals by month."""

    first: int
    last: int
    indicators: dict[str, Single]
    """By indicator, (D, N, P); of draws from KEPT on, the programme's alone, (D, 1, P)."""
    sums: dict[str, Array]
    """By indicator, (N, P): the values added up."""
    missing: dict[str, Count]
    """By indicator, (N, P): how many draws have no value; left out where all have one."""
    months: dict[str, Single]
    """By outcome, (D, M), programme."""


@dataclass(frozen=True)
class Outline:
    """A programme with its workshops, and the members and periods that its indicators are about."""

    programme: Programme
    workshops: Workshops
    where: Frame


@dataclass(frozen=True)
class Ready(Outline):
    """A programme prepared for its futures: computed once, used by every chunk."""

    setting: Setting


def outline(programme: Programme, scopes: tuple[str, ...] = SCOPES) -> Outline:
    """What merging needs to know of a programme."""
    workshops = plan.of(programme)
    return Outline(programme, workshops, frame(programme, workshops, scopes))


def ready(programme: Programme, scopes: tuple[str, ...] = SCOPES) -> Ready:
    """Prepare a programme. Raises InputFaults when pay or law of a month cannot be told."""
    known = outline(programme, scopes)
    return Ready(**vars(known), setting=prepare(programme, known.workshops, drawn=True))


def compiled() -> Counter:
    """The compiled engine, or its numpy twin where there is no compiler."""
    try:
        from model.futures import kernel
    except ImportError:
        return twin.count
    return kernel.count


def run_chunk(known: Ready, first: int, last: int, seed: int, count: Counter | None = None) -> Chunk:
    """Draws first..last-1 of a programme, reduced to indicators and months."""
    draws, where = last - first, known.where
    shape = (draws, len(where.members), len(where.periods))
    found = {name: np.empty(shape, dtype=np.float32) for name in known.programme.indicators}
    months = {name: np.empty((draws, where.span.shape[0]), dtype=np.float32) for name in MONTHLY}
    time = known.setting.stretches
    for future in simulate(known, first, last, seed, count, _USED):
        out = future.outcomes(time)
        for name, value in values(where, known.programme, known.workshops, out, time, future.suitable).items():
            found[name][future.draws] = value
        months["seats_open"][future.draws] = np.einsum("dwm,wm->dm", future.there, known.workshops.seats)
        months["at_work"][future.draws] = np.einsum("dwm,dw->dm", future.counts["at_work_end"], 1 - future.hazard / 2)
    sums = {name: np.asarray(drawn.sum(axis=0, dtype=np.float64)) for name, drawn in found.items()}
    gaps = {name: np.isnan(found[name]) for name, total in sums.items() if np.isnan(total).any()}
    missing = {name: gap.sum(axis=0) for name, gap in gaps.items()}
    sums |= {name: found[name].sum(axis=0, dtype=np.float64, where=~gap) for name, gap in gaps.items()}
    if first >= KEPT:
        found = {name: drawn[:, :1].copy() for name, drawn in found.items()}
    return Chunk(first, last, found, sums, missing, months)


@dataclass(frozen=True)
class Futures:
    """People of a few draws, and what follows from them."""

    known: Ready
    draws: slice
    """Which draws of those asked for."""
    counts: dict[str, Array]
    """People of each kind, (d, W, M)."""
    there: Array
    """(d, W, M) 1 where the company has not left."""
    hazard: Array
    """(d, W) monthly chance that a worker leaves."""
    suitable: Array
    """(d, W) people of each pool."""
    rates: Rates

    def outcomes(self, time: Stretches) -> dict[str, Array]:
        """Every outcome, (d, W, T)."""
        return outcomes(self.known.setting, self.rates, self.counts, self.there, self.hazard, time)


def simulate(known: Ready, first: int, last: int, seed: int, count: Counter | None = None,
             kinds: tuple[str, ...] = KINDS) -> Iterator[Futures]:  # fmt: skip
    """Some draws, a few at a time, with people of some kinds."""
    reading = Drawn(points(seed, first, last))
    chance, now = people(known.programme, known.workshops, reading, seed, first)
    counts = (count or compiled())(chance)
    drawn = rates(known.setting, reading)
    odds = chance.tables.odds[chance.exit_level]
    hazard = np.where(np.isfinite(odds), odds / (1 + odds), 1.0)
    draws, rows, months = chance.shape
    step = max(1, CELLS // (rows * months))
    for begin in range(0, draws, step):
        few = slice(begin, min(begin + step, draws))
        there = (np.arange(months) < chance.gone[few, :, None]).astype(np.float64)
        whole = {kind: counts.values[KINDS.index(kind), few].astype(np.float64) for kind in kinds}
        yield Futures(known, few, whole, there, hazard[few], now.suitable[few], drawn.of(few))


@dataclass
class Ensemble:
    """Draws gathered so far; give it chunks in any order."""

    known: Outline
    chunks: dict[int, Chunk] = field(default_factory=dict)

    def add(self, chunk: Chunk) -> None:
        """Take a chunk in."""
        self.chunks[chunk.first] = chunk

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
        return np.concatenate(kept)[:KEPT]

    def programme(self, indicator: str) -> Single:
        """(D, P) all draws of an indicator of the programme, in their order."""
        return np.concatenate([c.indicators[indicator][:, 0] for c in self._ordered])

    def month(self, outcome: str) -> Single:
        """(D, M) all draws of an outcome of the programme, month by month."""
        return np.concatenate([c.months[outcome] for c in self._ordered])

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
        chunks = self._ordered
        total = np.sum([c.sums[name][rows] for c in chunks], axis=0)
        valid = self.draws - sum(c.missing[name][rows] for c in chunks if name in c.missing)
        kept = [c.indicators[name] for c in chunks if c.first < KEPT]
        drawn = np.empty((*total.shape, sum(map(len, kept))), dtype=np.float32)
        begin = 0
        for some in kept:
            drawn[..., begin : begin + len(some)] = np.moveaxis(some[:, rows], 0, -1)
            begin += len(some)
        low, high = quantiles(drawn[..., :KEPT], (LOW, HIGH))
        if rows.size and rows[0] == 0 and self.draws > KEPT:
            low[0], high[0] = quantiles(self.programme(name).T, (LOW, HIGH))
        return {"value": total / np.where(valid > 0, valid, np.nan), "low": low, "high": high}

    def monthly(self) -> pd.DataFrame:
        """Tidy rows of the programme: month, outcome, mean, low, high."""
        frames = []
        for name in MONTHLY:
            drawn = self.month(name)
            low, high = quantiles(drawn.T, (LOW, HIGH))
            columns = {"value": drawn.mean(axis=0, dtype=np.float64), "low": low, "high": high}
            frames.append(pd.DataFrame({"month": self.known.programme.months, "outcome": name, **columns}))
        return pd.concat(frames, ignore_index=True)

    def chance(self, indicator: str, scope: str, member: str, period: str, level: float,
               side: Literal["at_least", "at_most"]) -> float:  # fmt: skip
        """Share of draws in which an indicator reaches, or keeps under, a level."""
        row = self.known.where.members.index((scope, member))
        drawn = self.programme(indicator) if row == 0 else self.of(indicator)[:, row]
        drawn = drawn[:, self.known.where.periods.index(period)]
        return float(np.mean(drawn >= level if side == "at_least" else drawn <= level))


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
        nearer = np.where(part < 0.5, left + (right - left) * part, right - (right - left) * (1 - part))
        found.append(nearer[..., 0])
    return found


def spans(draws: int, chunk: int = CHUNK, first: int = 0) -> Iterator[tuple[int, int]]:
    """First and last draw of each chunk."""
    for start in range(first, draws, chunk):
        yield start, min(start + chunk, draws)


def ensemble(programme: Programme, draws: int, seed: int, *, progress: Callable[[int, int], None] | None = None,
             stop: Callable[[], bool] | None = None) -> Ensemble:  # fmt: skip
    """Some futures of a programme. ``progress(done, all)`` is told after each chunk; ``stop()`` ends early."""
    known = ready(programme)
    return grow(Ensemble(known), known, draws, seed, progress=progress, stop=stop)


def grow(gathered: Ensemble, known: Ready, draws: int, seed: int, *, progress: Callable[[int, int], None] | None = None,
         stop: Callable[[], bool] | None = None, cores: int = CORES) -> Ensemble:  # fmt: skip
    """Go on until some number of draws is gathered, on some cores: draws that are there are not computed again."""
    count = compiled()
    asked = [(first, last) for first, last in spans(draws, first=gathered.draws) if first not in gathered.chunks]
    with ThreadPoolExecutor(cores) as pool:
        computed = [pool.submit(run_chunk, known, first, last, seed, count) for first, last in asked]
        try:
            for chunk in computed:
                if stop is not None and stop():
                    break
                gathered.add(chunk.result())
                if progress is not None:
                    progress(gathered.draws, draws)
        finally:
            pool.shutdown(cancel_futures=True)
    return gathered
