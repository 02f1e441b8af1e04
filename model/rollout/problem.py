"""What may be opened, what it brings and what it uses, as arrays: all that the optimiser knows of a programme.

Axes: P prisons, H sides of prisons (men's, women's: one, or both), C companies, A feasible pairs (side of a prison,
company), Q quarters, Y calendar years, R rings of a side's pool, G regions. A *workshop* is a prison and a company: the
pairs of its two sides stand for it, and one of them opens at most. A *column* is a pair that opens in a quarter with a
whole number of seats.

Every objective has one form. A column (a, q) with s seats is worth

    worth[a, q] * filled[a, s] - seat[a, q] * s - opening[a, q]

where ``filled`` is the closed form's number of people at work at rest, so that no plan opens 24 seats where 12 would
fill. Sizes are exact: any whole number from ``least`` to ``most``. Beside its columns, a plan loses ``above`` for each
seat of a company that stands above its ramp, at each year's end.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import numpy.typing as npt

from model.money import Array

Whole = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Worth:
    """One objective: what a column brings, always to be maximised."""

    worth: Array
    """(A, Q) of one filled seat from that quarter to the end of the horizon."""
    seat: Array
    """(A, Q) lost for each seat that is equipped and staffed, filled or not."""
    opening: Array
    """(A, Q) lost for the opening itself."""
    above: float = 0.0
    """Lost for each seat that stands above a company's ramp at a year's end; never negative."""

    def of(self, problem: Problem, pair: Whole, quarter: Whole, seats: Whole, still: Array | float = 1.0) -> Array:
        """(N,) what some columns bring; still: see Problem.still."""
        filled = problem.filled[pair, seats] * still
        return np.asarray(
            self.worth[pair, quarter] * filled - self.seat[pair, quarter] * seats - self.opening[pair, quarter]
        )


@dataclass(frozen=True)
class Problem:
    """Feasible pairs after presolve, and every limit."""

    prisons: tuple[str, ...]
    companies: tuple[str, ...]
    quarters: tuple[str, ...]
    """(Q,) ``2028-Q3``: the quarter in which work begins; what leads up to it has been counted back."""
    years: tuple[int, ...]
    year: Whole
    """(Q,) index of the year of each quarter: its budget, and the year in which its seats first stand."""
    prison: Whole
    """(A,) index of each pair's prison."""
    company: Whole
    """(A,) index of each pair's company."""
    least: Whole
    """(A,) fewest seats."""
    most: Whole
    """(A, Q) most seats, tightened by all that binds the pair alone (space, pool, company, budget); under ``least``
    where the pair may not open in that quarter."""
    fits: Array = field(default_factory=lambda: np.full(1, np.inf), kw_only=True)
    """(A,) most seats by floor, candidates and the company's own most in a prison, whatever the quarter, the budget and
    the openings; inf where it is not known apart."""
    filled: Array
    """(A, S + 1) people at work at rest with 0..S seats, closed form; concave in seats, 0 at 0."""
    objective: Worth
    """What is maximised now: one objective, or a weighted sum of some."""

    # --- limits of a prison
    rooms: Whole
    """(P,) most workshops at once."""
    area: Array
    """(P,) m2 free."""
    area_per_seat: Array
    """(A,) m2 of a seat, by how many people share a station."""
    area_for_hours: Array = field(default_factory=lambda: np.zeros(1), kw_only=True)
    """(A,) m2 of the stations that hold a seat's weekly hours while the room is open; (1,) 0 where none is said."""
    sides: tuple[str, ...]
    """(H,) name of the people of each side (``model.sides``)."""
    side: Whole
    """(A,) index of the side whose people each pair employs."""
    pool: Array
    """(H, R) people who could hold a seat, in rings 0..r together (nested: grows with r)."""
    ring: Whole
    """(A,) widest ring that suits the pair: its seats count against rings ring..R-1."""

    # --- limits of a company
    demand: Array
    """(C, Y) most seats that stand by the end of the year; inf where it sets none. Never falls with the years."""
    ramp: Array = field(default_factory=lambda: np.full((1, 1), np.inf), kw_only=True)
    """(C, Y) seats that may stand by the end of the year at no penalty (``Worth.above``); inf where there is no ramp,
    (1, 1) where no company has any. Never falls with the years."""
    company_openings: Array
    """(C, Y) most openings in a year; inf where it sets none."""

    # --- limits of the programme
    budget: Array
    """(Y,) EUR the State may invest in a year; inf where there is no limit."""
    carry_over: bool
    """Whether what is left of a year's budget adds to the next."""
    budget_seat: Array
    """(A, Q) EUR of State investment for a seat."""
    budget_opening: Array
    """(A, Q) EUR of State investment for an opening."""
    openings: Array
    """(Q,) most openings in a quarter; inf where there is no limit."""

    # --- balance
    region: Whole
    """(P,) region of each prison."""
    region_share: Array
    """(G,) least share of all seats; 0 where there is none."""
    women: Flags
    """(A,) whether the pair employs women."""
    women_share: float
    """Least share of all seats; 0 where there is none."""

    # --- targets and what is decided beforehand
    target: tuple[tuple[int, float], ...] = ()
    """(index of year, least number of people at work at its end) for each target."""
    ceiling: tuple[tuple[int, float], ...] = field(default=(), kw_only=True)
    """(index of year, most people at work at its end) where the scenario sets one."""
    counts: Array = field(default_factory=lambda: np.ones((1, 1, 1)), kw_only=True)
    """(A, Q, Y) share of a column's filled seats that counts at the end of a year: how far the workshop has filled by
    then, times the chance that its company is still there. (1, 1, 1) where all count from the year of opening on."""
    since: Array = field(default_factory=lambda: np.ones((1, 1, 1)), kw_only=True)
    """(C, Q, Q) chance that a company which first opens in quarter f is there when its workshop of quarter q opens:
    what that column then brings and counts, as a share of what it would from its own opening. (1, 1, 1) where a
    company's first opening changes nothing, or is known and counted in what its columns bring."""
    pinned: tuple[tuple[int, int, int], ...] = ()
    """(pair, quarter, least seats) of openings that must be chosen, each once: already standing, or asked for."""
    stands: Flags = field(default_factory=lambda: np.zeros(1, dtype=np.bool_), kw_only=True)
    """(A,) whether the pair stood before the scenario; (1,) where none did."""
    pin_places: tuple[int, ...] = ()
    """Where each stands in the scenario's list; () for the same order."""

    @cached_property
    def floor(self) -> Array:
        """(A,) m2 that a seat takes: its part of a station, and of stations enough for its hours."""
        return np.maximum(self.area_per_seat, self.area_for_hours)

    @cached_property
    def workshop(self) -> Whole:
        """(A,) index of each pair's workshop: the pairs of one company on two sides of a prison have the same."""
        _, index = np.unique(self.prison * len(self.companies) + self.company, return_inverse=True)
        return np.asarray(index, dtype=np.int64)

    @cached_property
    def home(self) -> Whole:
        """(H,) prison of each side."""
        found = np.zeros(len(self.sides), dtype=np.int64)
        found[self.side] = self.prison
        return found

    @property
    def allowed(self) -> Flags:
        """(A, Q) whether the pair may open in the quarter."""
        return np.asarray(self.most >= self.least[:, None])

    def counted(self, year: int) -> Array:
        """(A, Q) share of a column's filled seats that counts at the end of a year (its index); 0 where it opens
        later."""
        share = self.counts[:, :, min(year, self.counts.shape[2] - 1)]
        return np.asarray(np.where(self.year[None, :] <= year, np.broadcast_to(share, self.most.shape), 0.0))

    def still(self, pair: Whole, quarter: Whole, owner: Whole, count: int) -> Array:
        """(N,) ``since`` for the openings of some companies' plans; owner: (N,) plan of each, from 0 to count - 1."""
        if self.since.size == 1:
            return np.ones(len(pair))
        first = np.full(count, len(self.quarters), dtype=np.int64)
        np.minimum.at(first, owner, quarter)
        return np.asarray(self.since[self.company[pair], first[owner], quarter])

    @property
    def promised(self) -> tuple[tuple[int, float, int], ...]:
        """Targets, then ceilings, in one form: (year, level, sign) with sign x people >= sign x level."""
        return (*((y, least, 1) for y, least in self.target), *((y, most, -1) for y, most in self.ceiling))

    @property
    def ramps(self) -> Array:
        """(C, Y) the ramp of every company."""
        return np.broadcast_to(self.ramp, (len(self.companies), len(self.years)))

    @property
    def people(self) -> int:
        """Largest number of seats of any column, S."""
        return int(self.filled.shape[1]) - 1


@dataclass(frozen=True)
class Plan:
    """Openings chosen: three arrays of the same length, one entry an opening."""

    pair: Whole
    quarter: Whole
    seats: Whole

    def value(self, problem: Problem, objective: Worth | None = None) -> float:
        """What the plan brings, in the same closed form as what was optimised."""
        worth = objective or problem.objective
        brings = float(worth.of(problem, self.pair, self.quarter, self.seats, self._still(problem)).sum())
        return brings - worth.above * self.above(problem) if worth.above else brings

    def people(self, problem: Problem, year: int) -> Array:
        """(N,) people at work at the end of a year (its index) in each opening, its company's leaving counted."""
        counted = problem.counted(year)[self.pair, self.quarter]
        return np.asarray(problem.filled[self.pair, self.seats] * counted * self._still(problem))

    def _still(self, problem: Problem) -> Array:
        """(N,) chance that each opening's company is there, from its first opening in this plan."""
        return problem.still(self.pair, self.quarter, problem.company[self.pair], len(problem.companies))

    def above(self, problem: Problem) -> float:
        """Seats above the ramps of companies, added over the ends of years: 3 seats above in two years are 6."""
        ramps = problem.ramps
        place = problem.company[self.pair] * len(problem.years) + problem.year[self.quarter]
        opened = np.bincount(place, weights=self.seats, minlength=ramps.size)
        return float(seats_above(ramps, opened.reshape(ramps.shape).astype(np.float64)).sum())


def seats_above(ramp: Array, opened: Array) -> Array:
    """(N,) seats above some ramps (N, Y), added over the ends of years, of the seats opened in each year (N, Y)."""
    return np.asarray(np.maximum(0.0, np.cumsum(opened, axis=1) - ramp).sum(axis=1))
