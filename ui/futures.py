"""Many futures of a scenario, computed beside the pages: a few draws first, then all, in a thread of their own."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from threading import Event, Lock, Thread, main_thread
from typing import Final

import numpy as np
import pandas as pd

from model.books import Books
from model.money import Array
from model.robustness import robustness
from model.schema.programme import Programme
from model.targets import of_people
from model.uncertainty.chunk import Single, ready
from model.uncertainty.ensemble import CORES, Ensemble, grow, spread
from model.uncertainty.followed import Rest, months, rest
from model.uncertainty.needs import required
from reports import commitments, drawn, fair_pay
from reports.activity import drawn_by_activity
from reports.interval import Interval
from reports.map import MEASURES

FIRST: Final = 128
"""Draws shown first."""
ALL: Final = 1024
"""Draws shown in the end."""
SEED: Final = 1
"""Seed of every draw that the pages show."""
SCOPES: Final = ("programme", "disp", "prison", "company", "workshop")
_STEPS: Final = (FIRST, 384, 640, 896, ALL)
"""Draws after each step: a chunk for each of two cores, smaller ones where the step is short."""
_turn = Lock()
"""Held for one step: scenarios that grow at the same time take turns, so a new one soon has its first answer."""


@dataclass(frozen=True)
class Futures:
    """What the pages show of some draws."""

    draws: int
    whole: pd.DataFrame
    """Programme: value (mean), low, high by (indicator, period)."""
    workshops: pd.DataFrame
    """Workshops: the same of their fill, by (workshop, period)."""
    prisons: pd.DataFrame
    """Prisons: the same of what the map may show, by (indicator, prison, period)."""
    monthly: pd.DataFrame
    """Programme: month, outcome, value, low, high; with the outcome ``vacant``, seats open and empty."""
    reached: Array | None
    """(M,) share of draws in which the target is reached in a month; None without a target."""
    periods: tuple[str, ...]
    """Years, then ``total``."""
    drawn: dict[str, Single]
    """Programme: every draw of an indicator, (D, P)."""
    places: pd.DataFrame
    """Workshops month by month (see ``followed.months``)."""
    rest: dict[str, Rest]
    """Workshops once their start is past."""
    activities: pd.DataFrame
    """Activities month by month (see ``activity.drawn_by_activity``)."""
    books: Books
    """The programme's ledger by year, every draw."""
    inflation: Array
    """(D,) yearly rate of each draw."""
    companies: pd.DataFrame
    """Companies: value, low, high by (company, indicator), over the whole horizon."""
    state: dict[tuple[str, str, str], Single]
    """Of the programme and of each DISP, draws of what the State pays, (D, Y) (see ``commitments.owed``)."""
    of_companies: dict[str, dict[str, Single]]
    """Companies: every draw of what an hour costs and pays (see ``fair_pay.of_companies``)."""
    required: pd.DataFrame
    """What the plan requires, place by place (see ``needs.required``)."""
    kept: pd.DataFrame
    """In what share of draws the plan keeps its promises (see ``robustness.robustness``)."""

    def of(self, indicator: str, period: str) -> Interval:
        """An indicator of the programme; NaN where it has no meaning."""
        return _row(self.whole, (indicator, period))

    def less(self, indicator: str, period: str, other: Futures, other_period: str) -> Interval:
        """The difference from another scenario (see ``drawn.less``)."""
        mine = self.drawn[indicator][:, self.periods.index(period)]
        theirs = other.drawn[indicator][:, other.periods.index(other_period)]
        return drawn.less(self.of(indicator, period).value, mine, other.of(indicator, other_period).value, theirs)

    def fill(self, workshop: str, period: str) -> Interval:
        """The fill of a workshop over a period."""
        return _row(self.workshops, (workshop, period))

    def of_prisons(self, indicator: str, period: str) -> dict[str, Interval]:
        """An indicator of each prison of the plan."""
        rows = self.prisons.xs((indicator, period), level=("indicator", "period"))
        return {str(row.Index): Interval(row.value, row.low, row.high) for row in rows.itertuples()}

    def owed(self, indicator: str, scope: str, member: str) -> Single | None:
        """What the State pays, (D, Y); None for what is not drawn."""
        return self.state.get((indicator, scope, member))

    def at_end(self, year: str) -> Interval:
        """People at work in the last month of a year."""
        return self.month("at_work", max(m for m in self.monthly["month"] if m.startswith(year)))

    def month(self, outcome: str, month: str) -> Interval:
        """An outcome of the programme in a month."""
        rows = self.monthly[(self.monthly["outcome"] == outcome) & (self.monthly["month"] == month)]
        return Interval(*(float(rows[c].iloc[0]) for c in Interval._fields))


def _row(table: pd.DataFrame, key: tuple[str, str]) -> Interval:
    try:
        return Interval(*(float(v) for v in table.loc[key]))
    except KeyError:
        return Interval(float("nan"))


class Gathering:
    """The futures of one scenario: computed once, by whoever asks first, and never in the reader's way."""

    def __init__(self, programme: Programme) -> None:
        self.programme = programme
        self.shown: Futures | None = None
        """The last summary."""
        self.over = False
        """All draws are there, or they cannot be had."""
        self._begun = Lock()
        self._first = Event()

    @property
    def draws(self) -> int:
        """Draws of the last summary."""
        return 0 if self.shown is None else self.shown.draws

    def start(self, cores: int = CORES) -> None:
        """Begin in a thread, unless it has begun; ``cores`` is what it may take from whoever is served."""
        if not self._begun.locked():
            Thread(target=self.run, args=(cores,), name="draws", daemon=True).start()

    def wait(self, seconds: float) -> None:
        """Wait a little for the first draws."""
        self._first.wait(seconds)

    def run(self, cores: int = CORES) -> None:
        """Gather all draws here and now, unless someone is at it already."""
        if not self._begun.acquire(blocking=False):
            return
        try:
            with _turn:
                known = ready(self.programme, SCOPES, follow=True)
                gathered = Ensemble(known)
            for draws in _STEPS:
                with _turn:
                    grow(gathered, known, draws, SEED, cores=cores)
                if draws in (FIRST, ALL):
                    self.shown = summary(gathered, self.shown)
                    self._first.set()
            if self.shown is not None:  # places take as long as all else: what is seen first does not wait for them
                self.shown = replace(self.shown, prisons=_prisons(gathered), required=required(gathered, SEED))
        except Exception:  # the page goes on with expected values, and says so
            if main_thread().is_alive():  # else the server is being stopped
                logging.getLogger(__name__).exception("No draws of %s", self.programme.id)
        finally:
            self.over = True
            self._first.set()


def summary(gathered: Ensemble, before: Futures | None = None) -> Futures:
    """What the pages show of the draws gathered so far; before: of fewer draws, whose places stand in until theirs are
    told."""
    programme = gathered.known.programme
    columns = list(Interval._fields)
    where = gathered.known.where
    mine = [row for row, (scope, _) in enumerate(where.members) if scope == "workshop"]
    places = pd.MultiIndex.from_product([[where.members[row][1] for row in mine], where.periods])
    fill = gathered.of("fill_rate")[:, mine]
    people = gathered.month("at_work")
    followed, ledger = gathered.followed, gathered.books
    assert followed is not None, "pages follow workshops"
    assert ledger is not None, "pages follow workshops"
    companies = gathered.indicators(("company",))
    companies = companies[companies["period"] == "total"].set_index(["id", "indicator"])[columns]
    target = of_people(programme)
    level = None if target is None else target.at_least
    return Futures(
        draws=gathered.draws,
        whole=gathered.indicators(("programme",)).set_index(["indicator", "period"])[columns].sort_index(),
        workshops=pd.DataFrame(spread(fill.reshape(len(fill), -1)), index=places).sort_index(),
        prisons=_prisons(gathered) if before is None else before.prisons,
        monthly=drawn.months(gathered),
        reached=None if level is None else np.asarray((people >= level).mean(axis=0), dtype=np.float64),
        periods=where.periods,
        drawn={name: gathered.programme(name) for name in programme.indicators},
        places=months(followed, gathered.known.workshops, programme.months),
        rest=rest(followed, gathered.known.workshops),
        activities=drawn_by_activity(gathered),
        books=ledger,
        inflation=drawn.inflation(gathered, SEED),
        companies=companies.sort_index(),
        state=commitments.owed(gathered, SEED),
        of_companies=fair_pay.of_companies(gathered, SEED),
        required=required(gathered, SEED) if before is None else before.required,
        kept=robustness(gathered),
    )


def _prisons(gathered: Ensemble) -> pd.DataFrame:
    """See ``Futures.prisons``."""
    where = gathered.known.where
    rows = [row for row, (scope, _) in enumerate(where.members) if scope == "prison"]
    places = pd.MultiIndex.from_product(([where.members[row][1] for row in rows], where.periods))
    known = [name for name in MEASURES if name in gathered.known.programme.indicators]
    each = (gathered.of(name)[:, rows].reshape(-1, len(places)) for name in known)
    return pd.concat(
        [pd.DataFrame(spread(values), index=places) for values in each], keys=known, names=["indicator", "id", "period"]
    )
