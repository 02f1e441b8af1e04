"""Many futures of a programme: chunks of draws, computed apart and merged, reduced while they are computed.

A chunk is a function of (programme, first draw, last draw, seed) alone, so chunks can be computed anywhere and in any
order; merging puts them back in the order of draws.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from model import workshops as plan
from model.futures import twin
from model.futures.people import KINDS, Counts, People
from model.indicators import SCOPES, Frame, frame, table, values
from model.money import Array
from model.outcomes import Setting, outcomes, prepare
from model.schema.programme import Programme
from model.uncertainty.inputs import Drawn, points
from model.uncertainty.worlds import people
from model.workshops import Workshops

Single = npt.NDArray[np.float32]
Counter = Callable[[People], Counts]
CHUNK = 128
"""Draws of one chunk."""
KEPT = 2048
"""Draws whose values are all kept for the quantiles of regions, prisons, companies and workshops; means take all."""
LOW, HIGH = 0.05, 0.95
"""Ends of the interval that is published: 90 %."""
MONTHLY = ("seats_open", "at_work", "gross", "victims", "victims_paid", "state_cost", "company_cost")
"""Outcomes followed month by month for the programme."""


@dataclass(frozen=True)
class Chunk:
    """What is kept of some draws: indicators by member and period, programme totals by month."""

    first: int
    last: int
    indicators: dict[str, Single]
    """By indicator, (D, N, P)."""
    months: dict[str, Single]
    """By outcome, (D, M), programme."""


@dataclass(frozen=True)
class Ready:
    """A programme prepared for its futures: computed once, used by every chunk."""

    programme: Programme
    workshops: Workshops
    setting: Setting
    where: Frame


def ready(programme: Programme, scopes: tuple[str, ...] = SCOPES) -> Ready:
    """Prepare a programme. Raises InputFaults when pay or law of a month cannot be told."""
    workshops = plan.of(programme)
    return Ready(programme, workshops, prepare(programme, workshops, drawn=True), frame(programme, workshops, scopes))


def compiled() -> Counter:
    """The compiled engine, or its numpy twin where there is no compiler."""
    try:
        from model.futures import kernel
    except ImportError:
        return twin.count
    return kernel.count


def run_chunk(known: Ready, first: int, last: int, seed: int, count: Counter | None = None) -> Chunk:
    """Draws first..last-1 of a programme, reduced to indicators and months."""
    out, suitable = simulate(known, first, last, seed, count)
    found = values(known.where, known.programme, known.workshops, out, suitable)
    shape = (last - first, len(known.where.members), len(known.where.periods))
    return Chunk(
        first,
        last,
        {name: np.broadcast_to(value, shape).astype(np.float32) for name, value in found.items()},
        {name: out[name].sum(axis=1).astype(np.float32) for name in MONTHLY},
    )


def simulate(
    known: Ready, first: int, last: int, seed: int, count: Counter | None = None
) -> tuple[dict[str, Array], Array]:
    """Every outcome of some draws, (D, W, M), and the pools drawn, (D, W)."""
    at = points(seed, first, last)
    chance, now = people(known.programme, known.workshops, at, seed, first)
    counts = (count or compiled())(chance)
    months = np.arange(chance.shape[2])
    there = (months[None, None, :] < chance.gone[:, :, None]).astype(np.float64)
    odds = chance.tables.odds[chance.exit_level]
    hazard = np.where(np.isfinite(odds), odds / (1 + odds), 1.0)
    whole = {kind: counts.of(kind).astype(np.float64) for kind in KINDS}
    return outcomes(known.setting, Drawn(at), whole, there, hazard), now.suitable


@dataclass
class Ensemble:
    """Draws gathered so far; give it chunks in any order."""

    known: Ready
    chunks: dict[int, Chunk] = field(default_factory=dict)

    def add(self, chunk: Chunk) -> None:
        """Take a chunk in."""
        self.chunks[chunk.first] = chunk

    @property
    def draws(self) -> int:
        """Draws gathered."""
        return sum(c.last - c.first for c in self.chunks.values())

    def of(self, indicator: str) -> Single:
        """(D, N, P) all draws of an indicator, in their order."""
        return np.concatenate([self.chunks[first].indicators[indicator] for first in sorted(self.chunks)])

    def month(self, outcome: str) -> Single:
        """(D, M) all draws of an outcome of the programme, month by month."""
        return np.concatenate([self.chunks[first].months[outcome] for first in sorted(self.chunks)])

    def indicators(self) -> pd.DataFrame:
        """Tidy rows: indicator, scope, id, period, unit, value (mean), low, high (90 %)."""
        mean, low, high = {}, {}, {}
        for name in self.known.programme.indicators:
            drawn = self.of(name)
            empty = ~np.isfinite(drawn).any(axis=0)
            safe = np.where(empty, 0.0, drawn)
            mean[name] = np.where(empty, np.nan, np.nanmean(safe, axis=0, dtype=np.float64))
            low[name], high[name] = np.nanquantile(safe[:KEPT], [LOW, HIGH], axis=0)
        return table(self.known.where, self.known.programme, {"value": mean, "low": low, "high": high})

    def monthly(self) -> pd.DataFrame:
        """Tidy rows of the programme: month, outcome, mean, low, high."""
        frames = []
        for name in MONTHLY:
            drawn = self.month(name)
            low, high = np.quantile(drawn, [LOW, HIGH], axis=0)
            columns = {"value": drawn.mean(axis=0, dtype=np.float64), "low": low, "high": high}
            frames.append(pd.DataFrame({"month": self.known.programme.months, "outcome": name, **columns}))
        return pd.concat(frames, ignore_index=True)

    def chance(self, indicator: str, scope: str, member: str, period: str, level: float,
               side: Literal["at_least", "at_most"]) -> float:  # fmt: skip
        """Share of draws in which an indicator reaches, or keeps under, a level."""
        row = self.known.where.members.index((scope, member))
        drawn = self.of(indicator)[:, row, self.known.where.periods.index(period)]
        return float(np.mean(drawn >= level if side == "at_least" else drawn <= level))


def spans(draws: int, chunk: int = CHUNK, first: int = 0) -> Iterator[tuple[int, int]]:
    """First and last draw of each chunk."""
    for start in range(first, draws, chunk):
        yield start, min(start + chunk, draws)


def ensemble(programme: Programme, draws: int, seed: int, *, progress: Callable[[int, int], None] | None = None,
             stop: Callable[[], bool] | None = None) -> Ensemble:  # fmt: skip
    """Some futures of a programme. ``progress(done, all)`` is told after each chunk; ``stop()`` ends early."""
    gathered = Ensemble(ready(programme))
    count = compiled()
    for first, last in spans(draws):
        if stop is not None and stop():
            break
        gathered.add(run_chunk(gathered.known, first, last, seed, count))
        if progress is not None:
            progress(last, draws)
    return gathered
