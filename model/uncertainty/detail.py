"""Workshops month by month, over many futures: means of all draws, intervals from the first ones.

Gathered only when asked for, as a file of every workshop and month is; a page needs less. No draw of a workshop stays.
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
from model.uncertainty.chunk import Futures, Ready, compiled, simulate
from model.uncertainty.ensemble import CORES, spans
from model.uncertainty.tails import LedgerTails, Tails
from model.uncertainty.yearly_ledger import YearlyLedger

FEW = 2**16
"""Numbers (draw, workshop, month) of one outcome worked on at once: all outcomes month by month take much room."""
SAMPLE = 512
"""First draws that the intervals of a workshop's month rest on."""


@dataclass
class Detail:
    """Outcomes by workshop and month, gathered from few draws at a time, in any order."""

    known: Ready
    years: YearlyLedger
    """The ledger by year and member."""
    of_ledger: LedgerTails
    """The ends of what is drawn of the ledger, month by month."""
    tails: dict[str, Tails]
    """By outcome shown, the ends of what is drawn of it, workshop by workshop."""
    draws: int = 0
    sums: dict[str, Array] = field(default_factory=dict)
    """By outcome, (W, M): values added up, in the order of draws."""
    waiting: dict[int, tuple[int, dict[str, Array]]] = field(default_factory=dict)
    """Sums that came before those of earlier draws: by first draw, the draw after the last, and the sums."""
    added: int = 0
    """First draw whose sums have not been added."""
    whole: dict[str, Array] = field(default_factory=dict)
    """By outcome shown, (SAMPLE, M): all workshops together in the first SAMPLE draws, NaN until they come."""
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
                    self.of_ledger.take((*ledger, *common), self.years.kept - begin)
        with self.lock:
            self.draws += last - first
            self.waiting[first] = (last, sums)
            while self.added in self.waiting:
                self.added, more = self.waiting.pop(self.added)
                self.sums = {name: self.sums[name] + more[name] if self.sums else more[name] for name in more}
            self.team[first] = team

    def _keep(self, begin: int, out: Mapping[str, Array]) -> None:
        """The outcomes shown of draws from ``begin`` on, while they are among the first SAMPLE."""
        for name, tails in self.tails.items() if begin < self.years.kept else ():
            few = out[name][: self.years.kept - begin]
            tails.take(few)
            if name not in self.whole:
                self.whole[name] = np.full((self.years.kept, few.shape[2]), np.nan)
            self.whole[name][begin : begin + len(few)] = few.sum(axis=1)

    def mean(self, outcome: str) -> Array:
        """(W, M) the mean of all draws."""
        return np.asarray(self.sums[outcome] / self.draws)

    def interval(self, outcome: str) -> tuple[Array, Array]:
        """(W, M) ends of the interval that is published, from the first draws."""
        return self.tails[outcome].interval()

    def ledger(self) -> tuple[tuple[Transfer, ...], list[tuple[Array, Array]]]:
        """Every transfer, those of no workshop last, and the ends of what its receiver gets, from the first draws."""
        means = (*self.transfers(), *self.common())
        return means, self.of_ledger.intervals(means)

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
    """Every workshop and month of the same draws as an ensemble of that seed; shown: outcomes whose intervals are
    wanted. ``stop()`` ends early."""
    first, where = min(SAMPLE, draws), frame(known.programme, known.workshops)
    tails = {name: Tails(first) for name in shown}
    gathered = Detail(known, YearlyLedger(where, draws, SAMPLE), LedgerTails(first), tails)
    each_chunk(known, draws, seed, gathered.take, stop)
    return gathered


def each_chunk(
    known: Ready,
    draws: int,
    seed: int,
    take: Callable[[int, int, Iterable[Futures]], None],
    stop: Callable[[], bool] | None = None,
) -> None:
    """Hand every chunk to ``take(first, last, futures)``, draws first..last-1 few at a time, on all cores.
    ``stop()`` ends early."""
    count = compiled()

    def chunk(first: int, last: int) -> None:
        take(first, last, simulate(known, first, last, seed, count, cells=FEW))

    with ThreadPoolExecutor(CORES) as pool:
        computed = [pool.submit(chunk, first, last) for first, last in spans(draws)]
        try:
            for done in computed:
                if stop is not None and stop():
                    break
                done.result()
        finally:
            pool.shutdown(cancel_futures=True)
