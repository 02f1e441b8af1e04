"""Workshops month by month, over many futures: means of all draws, intervals from the first ones.

Kept only when asked for, as a file of every workshop and month is; a page needs less.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from threading import Lock

import numpy as np
import numpy.typing as npt

from model.ledger import Transfer, transfers
from model.money import Array, to_cent
from model.schema.programme import Programme
from model.uncertainty.ensemble import HIGH, LOW, quantiles

SAMPLE = 512
"""Draws whose months are all kept for the intervals of a workshop's month."""


@dataclass
class Detail:
    """Outcomes by workshop and month, gathered from few draws at a time, in any order."""

    shown: tuple[str, ...]
    """Outcomes whose intervals are wanted."""
    draws: int = 0
    totals: dict[str, Array] = field(default_factory=dict)
    """By outcome, (W, M): the values of all draws added up."""
    kept: dict[int, dict[str, npt.NDArray[np.float32]]] = field(default_factory=dict)
    """By first draw and outcome, (d, W, M): the first SAMPLE draws."""
    lock: Lock = field(default_factory=Lock)

    def take(self, first: int, out: dict[str, Array]) -> None:
        """Take some outcomes in, (d, W, M), of draws first, first + 1, ..."""
        sums = {name: values.sum(axis=0) for name, values in out.items()}
        few = min(len(out["at_work"]), max(0, SAMPLE - first))
        kept = {name: out[name][:few].astype(np.float32) for name in self.shown}
        with self.lock:
            self.draws += len(out["at_work"])
            for name, value in sums.items():
                self.totals[name] = self.totals[name] + value if name in self.totals else value
            if few:
                self.kept[first] = kept

    def mean(self, outcome: str) -> Array:
        """(W, M) the mean of all draws."""
        return np.asarray(self.totals[outcome] / self.draws)

    def interval(self, outcome: str) -> tuple[Array, Array]:
        """(W, M) ends of the interval that is published, from the draws kept."""
        drawn = np.concatenate([self.kept[first][outcome] for first in sorted(self.kept)])
        low, high = quantiles(np.moveaxis(drawn, 0, -1), (LOW, HIGH))
        return low, high

    def transfers(self, programme: Programme) -> tuple[Transfer, ...]:
        """The ledger of the means, each to the cent: it sums to zero as the ledger of one future does."""
        means = {name: to_cent(self.mean(name)) for name in self.totals}
        means["net"] = to_cent(means["gross"] - means["employee_contributions"])
        means["victims_paid"] = np.minimum(means["victims_paid"], means["victims"])
        means["available"] = to_cent(means["net"] - means["victims"] - means["release_savings"])
        return transfers(programme, means)
