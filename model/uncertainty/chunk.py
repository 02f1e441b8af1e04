"""A chunk of futures: some draws of a programme, simulated and reduced to indicators and months.

A chunk is a function of (programme, first draw, last draw, seed) alone, so chunks can be computed anywhere and in any
order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from model import books
from model import workshops as plan
from model.books import Books, all_draws
from model.chance import Event, entity, stream, uniform
from model.distributions import draw
from model.frame import SCOPES, Frame, frame
from model.futures import twin
from model.futures.people import KINDS, Counts, People
from model.indicators import RATIOS, by_period
from model.ledger import of_programme, transfers
from model.lottery import Lottery, lottery
from model.money import Array
from model.outcomes import outcomes
from model.person_months import COUNTED, Monthly
from model.project_team import project_team, under_way
from model.rates import Rates, Setting, prepare, rates
from model.schema.fault import Fault, InputFaults
from model.schema.programme import Programme
from model.schema.scenario import Opening, Scenario
from model.stretches import Stretches
from model.uncertainty.followed import Followed, joined
from model.uncertainty.inputs import Drawn, draw_numbers, points
from model.uncertainty.worlds import people
from model.workshops import Workshops

Single = npt.NDArray[np.float32]
Counter = Callable[[People], Counts]
KEPT = 1024
"""Draws whose values are all kept for the quantiles of regions, prisons, companies and workshops; means take all."""
MOST_DRAWS = 2**30
"""Points of one Sobol sequence."""
FOLLOWED = 512
"""Draws in which workshops are followed month by month, where that is asked for."""
MONTHLY = ("seats_open", "at_work")
"""Followed month by month for the programme; all else by year, or workshop by workshop (see :mod:`.detail`)."""
CELLS = 2**18
"""Numbers (draw, workshop, month) of one outcome that are worked on at once: few enough for the cache, enough
to keep two threads from waiting for each other."""


@dataclass(frozen=True)
class Chunk:
    """What is kept of some draws: indicators by member and period, programme totals by month."""

    first: int
    last: int
    indicators: dict[str, Single]
    """By indicator, (D, U, P); of draws from KEPT on, the programme's alone, (D, 1, P). U: members told apart, see
    ``Frame.told_apart``."""
    sums: dict[str, Array]
    """By indicator, (U, P): the values added up; of a ratio, (2, U, P): what is above and what is below."""
    months: dict[str, Single]
    """By outcome, (D, M), programme; none of draws from KEPT on."""
    followed: Followed | None = None
    """Workshops month by month, where they are followed."""
    activities: dict[str, Single] = field(default_factory=dict)
    """By outcome, (D, A, M), activities as in ``Outline.activities``, where workshops are followed; none of draws from
    KEPT on."""
    books: Books | None = None
    """The programme's ledger by year, where workshops are followed."""
    trainers: Single | None = None
    """(D, W, Y) posts that train the most trainees of each year; none of draws from KEPT on."""


@dataclass(frozen=True)
class Outline:
    """A programme with its workshops, and the members and periods that its indicators are about."""

    programme: Programme
    workshops: Workshops
    where: Frame

    @property
    def activities(self) -> tuple[str, ...]:
        """Ids of the activities of its workshops, in their order."""
        return tuple(dict.fromkeys(w.activity.id for w in self.workshops.list))


@dataclass(frozen=True)
class Ready(Outline):
    """A programme prepared for its futures: computed once, used by every chunk."""

    setting: Setting
    scopes: tuple[str, ...] = SCOPES
    """What its indicators are about."""
    follow: bool = False
    """Whether workshops are followed month by month in the first FOLLOWED draws."""


def outline(programme: Programme, scopes: tuple[str, ...] = SCOPES) -> Outline:
    """What merging needs to know of a programme."""
    workshops = plan.of(programme)
    return Outline(programme, workshops, frame(programme, workshops, scopes))


def ready(programme: Programme, scopes: tuple[str, ...] = SCOPES, follow: bool = False) -> Ready:
    """Prepare a programme. Raises InputFaults when pay or law of a month cannot be told."""
    known = outline(programme, scopes)
    return Ready(**vars(known), setting=prepare(programme, known.workshops, drawn=True), scopes=scopes, follow=follow)


def compiled() -> Counter:
    """The compiled engine, or its numpy twin where there is no compiler."""
    try:
        from model.futures import kernel
    except ImportError:
        return twin.count
    return kernel.count


def run_chunk(programme: Programme, plan: Sequence[Opening] | None, scenario: Scenario | None, first_draw: int,
              last_draw: int, seed: int, scopes: tuple[str, ...] = SCOPES) -> Chunk:  # fmt: skip
    """Draws first_draw..last_draw-1 of a programme under a scenario with a plan: a summary that merges by draw number.

    plan, scenario: None for those of the programme. A function of its arguments alone; the preparation of the last
    programme is kept for the next chunk. seed: a whole number from 0. Raises InputFaults when the draws are not
    0 <= first_draw < last_draw <= ``MOST_DRAWS``, or when pay or law of a month cannot be told.
    """
    if not 0 <= first_draw < last_draw <= MOST_DRAWS:
        fields = {"first": first_draw, "last": last_draw, "most": MOST_DRAWS}
        raise InputFaults([Fault("draws_out_of_order", path="first_draw, last_draw", fields=fields)])
    asked = programme.scenario if scenario is None else scenario
    if plan is not None and tuple(plan) != asked.plan:
        asked = asked.model_copy(update={"plan": tuple(plan)})
    if asked != programme.scenario:
        programme = programme.model_copy(update={"scenario": asked, "fingerprint": ""})
    return reduced(_prepared(programme, scopes), first_draw, last_draw, seed, compiled())


_last: list[Ready] = []
"""The programme prepared last: its next chunk needs no more than its draws."""


def _prepared(programme: Programme, scopes: tuple[str, ...]) -> Ready:
    for known in _last:
        if known.scopes == scopes and (known.programme is programme or known.programme == programme):
            return known
    _last[:] = [ready(programme, scopes)]
    return _last[0]


def reduced(known: Ready, first: int, last: int, seed: int, count: Counter | None = None) -> Chunk:
    """Draws first..last-1 of a prepared programme, reduced to indicators and months."""
    draws, where = last - first, known.where.told_apart
    members, periods = len(where.members), len(where.periods)
    shown = where if first < KEPT else where.some(np.arange(1))
    names = tuple(known.programme.indicators)
    what_stays = np.empty((len(names), len(shown.members), draws, periods), dtype=np.float32)
    found = {name: np.moveaxis(of_name, 0, 1) for name, of_name in zip(names, what_stays, strict=True)}
    sums = {name: np.zeros((*((2,) if name in RATIOS else ()), members, periods)) for name in found}
    months = {name: np.empty((draws, where.span.shape[0]), dtype=np.float32) for name in MONTHLY}
    time, followed, ledgers = known.setting.stretches, list[Followed](), list[Books]()
    share = np.array([[w.activity.id == a for w in known.workshops.list] for a in known.activities], dtype=np.float64)
    by_activity = {name: list[Single]() for name in MONTHLY if known.follow and first < KEPT}
    trainers = list[Single]()
    taught = _taught(known.programme, first, last, seed)[:, None, None]
    for future in simulate(known, first, last, seed, count, COUNTED):
        out = future.outcomes(time)
        now = by_period(where, known.programme, known.workshops, out, time, future.rates, future.suitable)
        for name, value in now.of(shown).items():
            found[name][future.draws] = value
        for name, total in now.added(where).items():
            sums[name] += total
        months["seats_open"][future.draws] = np.einsum("dwm,wm->dm", future.there, known.workshops.seats)
        months["at_work"][future.draws] = np.einsum("dwm,dw->dm", future.counts["at_work_end"], 1 - future.hazard / 2)
        if first < KEPT:
            most = np.maximum.reduceat(future.counts["trainees"], known.where.first, axis=2)
            trainers.append((most / taught[future.draws]).astype(np.float32))
        if by_activity:
            for name, each in zip(MONTHLY, _by_workshop(known, future), strict=True):
                by_activity[name].append(np.matmul(share, each).astype(np.float32))
        if known.follow:
            ledgers.append(future.books(out, time))
        if known.follow and first < FOLLOWED:
            people_ = future.counts["at_work_end"].astype(np.int16)
            followed.append(Followed(people_, future.hazard, future.there.sum(axis=2).astype(np.int64)))
    if first >= KEPT:
        months = {}
    books_ = all_draws(ledgers) if ledgers else None
    activities = {name: np.concatenate(parts) for name, parts in by_activity.items()}
    return Chunk(
        first, last, found, sums, months, joined(followed) if followed else None, activities, books_,
        np.concatenate(trainers) if trainers else None,
    )  # fmt: skip


def _taught(programme: Programme, first: int, last: int, seed: int) -> Array:
    """(D,) people whom one trainer trains at once: keyed on its name, as a coordinate more would move all draws."""
    named = np.array([entity("trainees_per_trainer")], dtype=np.uint64)
    u = uniform(stream(seed, draw_numbers(first, last), named)[:, 0], 0, Event.FIGURE)
    return draw(programme.defaults.programme.trainees_per_trainer.latest, u)


def _by_workshop(known: Ready, future: Futures) -> tuple[Array, Array]:
    """(d, W, M) each of MONTHLY: seats open, people at work."""
    at_work = future.counts["at_work_end"] * (1 - future.hazard / 2)[:, :, None]
    return future.there * known.workshops.seats, at_work


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
    lots: Lottery
    """Who owes what."""

    def outcomes(self, time: Stretches) -> dict[str, Array]:
        """Every outcome, (d, W, T)."""
        told = Monthly(self.known.setting.sums, self.counts, self.there, self.hazard, time, self.rates.debt)
        return outcomes(self.known.setting, self.rates, told, self.lots)

    def books(self, out: dict[str, Array], time: Stretches) -> Books:
        """The programme's ledger by year, from the outcomes of some stretches."""
        programme, year = self.known.programme, self.known.setting.stock.year
        team = project_team(under_way(programme, self.known.workshops), self.rates.team, year)
        of_workshops, common = transfers(programme, out), of_programme(team[:, None])
        parts = books.of_programme(of_workshops, year[time.begin]), books.of_programme(common, year)
        return Books(books.lines((*of_workshops, *common)), np.concatenate(parts, axis=1))


def simulate(known: Ready, first: int, last: int, seed: int, count: Counter | None = None,
             kinds: tuple[str, ...] = KINDS, cells: int = CELLS) -> Iterator[Futures]:  # fmt: skip
    """Some draws, a few at a time, with people of some kinds; cells: see CELLS."""
    reading = Drawn(points(seed, first, last))
    chance, now = people(known.programme, known.workshops, reading, seed, first)
    counts = (count or compiled())(chance)
    drawn = rates(known.setting, reading)
    odds = chance.tables.odds[chance.exit_level]
    with np.errstate(invalid="ignore"):  # who leaves for certain: infinite odds
        hazard = np.where(np.isfinite(odds), odds / (1 + odds), 1.0)
    years = int(known.programme.months[0][:4]) + np.arange(int(known.setting.stock.year[-1]) + 1)
    lots = lottery(chance.workshop_stream, years)
    draws, rows, months = chance.shape
    step = max(1, cells // (rows * months))
    for begin in range(0, draws, step):
        few = slice(begin, min(begin + step, draws))
        there = (np.arange(months) < chance.gone[few, :, None]).astype(np.float64)
        whole = {kind: counts.values[KINDS.index(kind), few].astype(np.float64) for kind in kinds}
        yield Futures(known, few, whole, there, hazard[few], now.suitable[few], drawn.of(few), lots.of(few))
