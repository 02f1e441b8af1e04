"""Workshops month by month, over many futures: means of all draws, intervals from the first ones.

Kept only when asked for, as a file of every workshop and month is; a page needs less.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Lock

import numpy as np

from model.frame import frame
from model.ledger import Transfer, of_programme, transfers
from model.money import Array, to_cent
from model.project_team import project_team, under_way
from model.stretches import each_month
from model.uncertainty.chunk import Futures, Ready, Single, compiled, simulate
from model.uncertainty.ensemble import CORES, HIGH, LOW, quantiles, spans
from model.uncertainty.tails import LedgerTails
from model.uncertainty.yearly_ledger import YearlyLedger

FEW = 2**16
"""Numbers (draw, workshop, month) of one outcome worked on at once: all outcomes month by month take much room."""
SAMPLE = 512
"""Draws whose months are all kept for the intervals of a workshop's month."""


@dataclass
class Detail:
    """Outcomes by workshop and month, gathered from few draws at a time, in any order."""

    known: Ready
    shown: tuple[str, ...]
    """Outcomes whose intervals are wanted."""
    years: YearlyLedger
    """The ledger by year and member."""
    tails: LedgerTails
    """The ends of what is drawn of the ledger, month by month."""
    draws: int = 0
    sums: dict[str, Array] = field(default_factory=dict)
    """By outcome, (W, M): values added up, in the order of draws."""
    waiting: dict[int, tuple[int, dict[str, Array]]] = field(default_factory=dict)
    """Sums that came before those of earlier draws: by first draw, the draw after the last, and the sums."""
    added: int = 0
    """First draw whose sums have not been added."""
    kept: dict[str, Single] = field(default_factory=dict)
    """By outcome, (SAMPLE, W, M): the first SAMPLE draws as they come, NaN until then."""
    team: dict[int, Array] = field(default_factory=dict)
    """By first draw, (M,): the project team's cost added up."""
    lock: Lock = field(default_factory=Lock)

    def take(self, first: int, last: int, few: Iterable[Futures]) -> None:
        """Take the outcomes of draws first..last-1 in, given a few draws at a time (see ``simulate``)."""
        sums: dict[str, Array] = {}
        calendar, team = each_month(len(self.known.programme.months)), np.zeros(len(self.known.programme.months))
        prepared, year = under_way(self.known.programme, self.known.workshops), self.known.setting.stock.year
        for future in few:
            out, begin = future.outcomes(calendar), first + future.draws.start
            for name, values in out.items():
                total = values.sum(axis=0)
                sums[name] = sums[name] + total if name in sums else total
            spent = project_team(prepared, future.rates.team, year)
            team += spent.sum(axis=0)
            with self.lock:
                self._keep(begin, out)
                ledger, common = transfers(self.known.programme, out), of_programme(spent[:, None])
                self.years.take(begin, ledger, common)
                if begin < self.years.kept:
                    self.tails.take((*ledger, *common), self.years.kept - begin)
        with self.lock:
            self.draws += last - first
            self.waiting[first] = (last, sums)
            while self.added in self.waiting:
                self.added, more = self.waiting.pop(self.added)
                self.sums = {name: self.sums[name] + more[name] if self.sums else more[name] for name in more}
            self.team[first] = team

    def _keep(self, begin: int, out: Mapping[str, Array]) -> None:
        """The outcomes shown of draws from ``begin`` on, while they are among the first SAMPLE."""
        for name in self.shown if begin < self.years.kept else ():
            if name not in self.kept:
                self.kept[name] = np.full((self.years.kept, *out[name].shape[1:]), np.nan, dtype=np.float32)
            end = min(begin + len(out[name]), self.years.kept)
            self.kept[name][begin:end] = out[name][: end - begin]

    def mean(self, outcome: str) -> Array:
        """(W, M) the mean of all draws."""
        return np.asarray(self.sums[outcome] / self.draws)

    def interval(self, outcome: str) -> tuple[Array, Array]:
        """(W, M) ends of the interval that is published, from the draws kept."""
        low, high = quantiles(np.moveaxis(self.kept[outcome], 0, -1), (LOW, HIGH))
        return low, high

    def programme(self, outcome: str) -> Array:
        """(SAMPLE, M) draws of an outcome of all workshops together."""
        return np.asarray(self.kept[outcome].sum(axis=1, dtype=np.float64))

    def ledger(self) -> tuple[tuple[Transfer, ...], list[tuple[Array, Array]]]:
        """Every transfer, those of no workshop last, and the ends of what its receiver gets, from the first draws."""
        means = (*self.transfers(), *self.common())
        return means, self.tails.intervals(means)

    def common(self) -> tuple[Transfer, ...]:
        """The mean of what belongs to no workshop, to the cent, (1, M)."""
        added = np.sum([self.team[first] for first in sorted(self.team)], axis=0)
        return of_programme(to_cent(added / self.draws)[None])

    def transfers(self) -> tuple[Transfer, ...]:
        """The ledger of the means, each to the cent: it sums to zero as the ledger of one future does."""
        means = {name: to_cent(self.mean(name)) for name in self.sums}
        means["net"] = to_cent(means["gross"] - means["employee_contributions"])
        means["available"] = to_cent(means["net"] - means["victims"] - means["release_savings"])
        means["voluntary_paid"] = np.minimum(means["voluntary_paid"], means["available"])
        means["victims_paid"] = np.minimum(means["victims_paid"], to_cent(means["victims"] + means["voluntary_paid"]))
        return transfers(self.known.programme, means)


def month_by_month(
    known: Ready,
    draws: int,
    seed: int,
    shown: tuple[str, ...],
    stop: Callable[[], bool] | None = None,
) -> Detail:
    """Every workshop and month of the same draws as an ensemble of that seed. ``stop()`` ends early."""
    where = frame(known.programme, known.workshops)
    years, tails, count = YearlyLedger(where, draws, SAMPLE), LedgerTails(min(SAMPLE, draws)), compiled()
    gathered = Detail(known, shown, years, tails)

    def chunk(first: int, last: int) -> None:
        gathered.take(first, last, simulate(known, first, last, seed, count, cells=FEW))

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
