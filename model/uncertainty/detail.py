"""Workshops month by month, over many futures: means of all draws, intervals from the first ones.

Kept only when asked for, as a file of every workshop and month is; a page needs less.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Lock

import numpy as np

from model.ledger import Transfer, transfers
from model.money import Array, to_cent
from model.schema.programme import Programme
from model.stretches import each_month
from model.uncertainty.chunk import Futures, Ready, Single, compiled, simulate
from model.uncertainty.ensemble import CORES, HIGH, LOW, quantiles, spans

SAMPLE = 512
"""Draws whose months are all kept for the intervals of a workshop's month."""


@dataclass
class Detail:
    """Outcomes by workshop and month, gathered from few draws at a time, in any order."""

    shown: tuple[str, ...]
    """Outcomes whose intervals are wanted."""
    draws: int = 0
    sums: dict[str, Array] = field(default_factory=dict)
    """By outcome, (W, M): values added up, in the order of draws."""
    waiting: dict[int, tuple[int, dict[str, Array]]] = field(default_factory=dict)
    """Sums that came before those of earlier draws: by first draw, the draw after the last, and the sums."""
    added: int = 0
    """First draw whose sums have not been added."""
    kept: dict[int, dict[str, Single]] = field(default_factory=dict)
    """By first draw and outcome, (d, W, M): the first SAMPLE draws."""
    lock: Lock = field(default_factory=Lock)

    def take(self, first: int, last: int, few: Iterable[Futures]) -> None:
        """Take the outcomes of draws first..last-1 in, given a few draws at a time (see ``simulate``)."""
        sums: dict[str, Array] = {}
        kept: dict[str, list[Single]] = {name: [] for name in self.shown}
        for future in few:
            out = future.outcomes(each_month(future.there.shape[-1]))
            for name, values in out.items():
                total = values.sum(axis=0)
                sums[name] = sums[name] + total if name in sums else total
            room = max(0, SAMPLE - first - future.draws.start)
            for name in self.shown:
                kept[name].append(out[name][:room].astype(np.float32))
        with self.lock:
            self.draws += last - first
            self.waiting[first] = (last, sums)
            while self.added in self.waiting:
                self.added, more = self.waiting.pop(self.added)
                self.sums = {name: self.sums[name] + more[name] if self.sums else more[name] for name in more}
            if first < SAMPLE:
                self.kept[first] = {name: np.concatenate(some) for name, some in kept.items()}

    def mean(self, outcome: str) -> Array:
        """(W, M) the mean of all draws."""
        return np.asarray(self.sums[outcome] / self.draws)

    def interval(self, outcome: str) -> tuple[Array, Array]:
        """(W, M) ends of the interval that is published, from the draws kept."""
        drawn = np.concatenate([self.kept[first][outcome] for first in sorted(self.kept)])
        low, high = quantiles(np.moveaxis(drawn, 0, -1), (LOW, HIGH))
        return low, high

    def transfers(self, programme: Programme) -> tuple[Transfer, ...]:
        """The ledger of the means, each to the cent: it sums to zero as the ledger of one future does."""
        means = {name: to_cent(self.mean(name)) for name in self.sums}
        means["net"] = to_cent(means["gross"] - means["employee_contributions"])
        means["victims_paid"] = np.minimum(means["victims_paid"], means["victims"])
        means["available"] = to_cent(means["net"] - means["victims"] - means["release_savings"])
        return transfers(programme, means)


def month_by_month(
    known: Ready,
    draws: int,
    seed: int,
    shown: tuple[str, ...],
    stop: Callable[[], bool] | None = None,
) -> Detail:
    """Every workshop and month of the same draws as an ensemble of that seed. ``stop()`` ends early."""
    gathered, count = Detail(shown), compiled()

    def chunk(first: int, last: int) -> None:
        gathered.take(first, last, simulate(known, first, last, seed, count))

    with ThreadPoolExecutor(CORES) as pool:
        computed = [pool.submit(chunk, first, last) for first, last in spans(draws)]
        try:
            for done in computed:
                if stop is not None and stop():
                    break
                done.result()
        finally:
            pool.shutdown(cancel_futures=True)
    return gathered
