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

CELLS = 2**16
"""As in :mod:`.chunk`, but for months told one by one: more numbers for each draw."""
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
    kept: dict[str, Single] = field(default_factory=dict)
    """By outcome, (SAMPLE, W, M): the first SAMPLE draws as they come, NaN until then."""
    lock: Lock = field(default_factory=Lock)

    def take(self, first: int, last: int, few: Iterable[Futures]) -> None:
        """Take the outcomes of draws first..last-1 in, given a few draws at a time (see ``simulate``)."""
        sums: dict[str, Array] = {}
        for future in few:
            out = future.outcomes(each_month(future.there.shape[-1]))
            for name, values in out.items():
                total = values.sum(axis=0)
                sums[name] = sums[name] + total if name in sums else total
            begin = first + future.draws.start
            room = max(0, SAMPLE - begin)
            for name in self.shown if room else ():
                few = out[name][:room]
                self._sample(name, few.shape[1:])[begin : begin + len(few)] = few
        with self.lock:
            self.draws += last - first
            self.waiting[first] = (last, sums)
            while self.added in self.waiting:
                self.added, more = self.waiting.pop(self.added)
                self.sums = {name: self.sums[name] + more[name] if self.sums else more[name] for name in more}

    def _sample(self, outcome: str, shape: tuple[int, ...]) -> Single:
        """Where the first draws of an outcome are kept."""
        with self.lock:
            if outcome not in self.kept:
                self.kept[outcome] = np.full((SAMPLE, *shape), np.nan, dtype=np.float32)
            return self.kept[outcome]

    def mean(self, outcome: str) -> Array:
        """(W, M) the mean of all draws."""
        return np.asarray(self.sums[outcome] / self.draws)

    def interval(self, outcome: str) -> tuple[Array, Array]:
        """(W, M) ends of the interval that is published, from the draws kept."""
        low, high = quantiles(np.moveaxis(self.kept[outcome], 0, -1), (LOW, HIGH))
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
        gathered.take(first, last, simulate(known, first, last, seed, count, cells=CELLS))

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
