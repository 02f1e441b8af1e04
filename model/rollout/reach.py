"""How many people could be at work by a year: the most that the limits allow (section 11 of the method).

What is asked stops at a year, and the quarters of a year are alike but for what may open in them and how far it then
fills. So the problem is put by years, a quarter of the size, each column at its best quarter, and its plan is put back
into quarters; where that cannot be done, the quarters themselves are solved.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from model.money import Array
from model.rollout.assemble import Assembly, assemble
from model.rollout.clock import FIRST, clock
from model.rollout.problem import Plan, Problem, Worth
from model.rollout.seen import ROUNDS, SETTLED
from model.rollout.solution import Progress, Report, Solution, Stop
from model.rollout.solve import large, solve
from model.rollout.true_figures import as_planned, exposed
from model.schema.fault import InputFaults
from model.schema.programme import Programme

A_SEAT: Final = 1e-4
AN_OPENING: Final = 1e-3
"""People that a seat and an opening count for, so that of two plans with as many at work the leaner is taken: a rule
of choice, not a figure."""


A_MOMENT: Final = 0.5
"""Seconds under which another round is not begun."""


@dataclass(frozen=True)
class Effort:
    """How long to search, and who listens."""

    gap: float = 0.01
    """Share within which a plan must be proven best."""
    time_limit: float = 60.0
    """Seconds, for each question."""
    seed: int = 1
    stop: Stop | None = None
    """Asked often whether to end."""
    report: Report | None = None
    """Told of incumbent and bound."""


@dataclass(frozen=True)
class Reach:
    """The most people at work by the end of a year."""

    year: int
    bound: float
    """No plan has more people at work, even if every company had its prison's people to itself; of a small programme,
    even if every workshop left on its own."""
    plan: Plan
    assembly: Assembly
    """What the plan's pairs and quarters are counted in."""
    own: Problem
    """The same problem as the plan leaves it: pools shared, companies that may leave from their first openings."""

    @property
    def each(self) -> Array:
        """(N,) people at work at the end of the year in each opening: closed form, as far as it has filled by then, its
        company's leaving counted, pools shared."""
        return self.plan.people(self.own, self.own.years.index(self.year))

    @property
    def at_rest(self) -> Array:
        """(N,) people at work in each opening once it is full, while its company stays: closed form, pools shared."""
        return np.asarray(self.own.filled[self.plan.pair, self.plan.seats])

    @property
    def people(self) -> float:
        """People at work at the end of the year in the plan."""
        return float(self.each.sum())

    def meets(self, target: Sequence[tuple[int, float]]) -> bool:
        """Whether its people are enough for a target: index of its year, people at work; true without one."""
        return all(self.people >= least - 1e-6 for _, least in target)

    @property
    def agreements(self) -> int:
        """Workshops of the plan."""
        return len(self.plan.pair)

    @property
    def seats(self) -> int:
        """Seats of the plan."""
        return int(self.plan.seats.sum())

    @property
    def investment(self) -> float:
        """EUR that the State invests for it."""
        problem, at = self.assembly.problem, (self.plan.pair, self.plan.quarter)
        return float((problem.budget_opening[at] + problem.budget_seat[at] * self.plan.seats).sum())


def counted(assembly: Assembly, year: int, plan: Plan, bound: float = np.inf) -> Reach:
    """A plan with its people counted as they truly are. year: its index."""
    own = as_planned(assembly, plan).problem
    found = Reach(assembly.problem.years[year], bound, plan, assembly, own)
    return replace(found, bound=max(bound, found.people)) if np.isfinite(bound) else found


def up_to(assembly: Assembly, year: int, plan: Plan, own: Problem, bound: float) -> Reach:
    """What a plan opens by a year (its index), its people counted as the whole of it leaves them; all of it where
    shares of regions or women could then be missed. own: the problem as the plan leaves it."""
    shares = bool((own.region_share > 0).any()) or own.women_share > 0
    by_then = (own.year[plan.quarter] <= year) | shares
    some = Plan(plan.pair[by_then], plan.quarter[by_then], plan.seats[by_then])
    found = Reach(own.years[year], bound, some, assembly, own)
    return replace(found, bound=max(bound, found.people))


def possible(programme: Programme) -> Assembly | None:
    """The assembly of a programme; None where no company can open anywhere. Raises InputFaults for anything else."""
    try:
        return assemble(programme)
    except InputFaults as found:
        if all(fault.code == "no_pair_left" for fault in found.faults):
            return None
        raise


def reach(assembly: Assembly, year: int, effort: Effort, enough: float = np.inf, known: Reach | None = None) -> Reach:
    """The most people at work by the end of a year (its index), under every limit but the targets; with a ceiling,
    unproven, as it is kept on more people than are truly counted.

    The companies of a prison share its people, and leave from their first openings on: the plan is sought again with
    what each finds then, until its figure settles, and the best by that figure is returned. enough: people with whom
    the search may end, for whoever asks only whether a target can be met; known: a plan under limits that are nowhere
    wider, which the search begins with.
    """
    begin = None if known is None else among(assembly, year, known)
    best = None if begin is None else counted(assembly, year, begin)
    bound, problem = np.inf, assembly.problem
    timer = clock(effort.time_limit)
    if large(until(problem, year)):
        whole = _solved(until(exposed(assembly), year), replace(effort, time_limit=FIRST * timer.left), enough, None)
        bound = np.inf if problem.ceiling else people_bound(until(problem, year), whole.bound)
        if whole.found:
            one = counted(assembly, year, whole.plan)
            best = one if best is None or one.people > best.people else best
    for again in range(ROUNDS):
        if best is not None and best.people >= enough:
            break
        asked = until(problem, year)
        part = replace(effort, time_limit=FIRST * timer.left)
        plan = None
        if not asked.ceiling:  # a quarter's people count for it as they are
            found = _solved(by_years(asked, year), part, enough, _by_years(asked, begin))
            plan = into_quarters(asked, found.plan)
        if plan is None:
            found = _solved(asked, part, enough, begin)
            plan = found.plan
        if not again and not asked.ceiling:
            bound = min(bound, people_bound(asked, found.bound))
        one = counted(assembly, year, plan, bound)
        best = one if best is None or one.people > best.people else best
        expected = float(plan.people(problem, year).sum())
        settled = abs(one.people - expected) <= SETTLED * max(expected, 1.0)
        late = timer.left <= A_MOMENT or (effort.stop is not None and effort.stop())
        if settled or late or best.people >= enough:
            break
        problem = one.own
    assert best is not None
    return replace(best, bound=max(bound, best.people))


def until(problem: Problem, year: int) -> Problem:
    """The problem of having the most people at work at the end of a year (its index): nothing opens later."""
    by_then = problem.year <= year
    late = np.where(by_then[None, :], problem.most, 0)
    none = np.zeros(problem.most.shape)
    pinned = tuple(pin for pin in problem.pinned if by_then[pin[1]])
    ceiling = tuple((by, level) for by, level in problem.ceiling if by <= year)
    most_people = Worth(problem.counted(year), none + A_SEAT, none + AN_OPENING)
    return replace(problem, most=late, objective=most_people, target=(), ceiling=ceiling, pinned=pinned)


def by_years(problem: Problem, year: int) -> Problem:
    """The same with one time a year, up to a year: what may open in any of its quarters, as often as in all of them,
    and brings and counts as much as in the best of them."""
    pairs, count = len(problem.prison), year + 1
    every, rows = np.arange(count), np.arange(pairs)
    allowed = problem.allowed
    often = np.minimum(problem.openings, allowed.sum(axis=0))
    most, first = np.zeros((pairs, count), dtype=np.int64), np.zeros((pairs, count), dtype=np.int64)
    of, worth = problem.objective, np.zeros((pairs, count))
    counts = np.zeros((pairs, count, count))
    for y in every:
        inside = np.flatnonzero(problem.year == y)
        if len(inside):
            most[:, y] = np.where(allowed[:, inside], problem.most[:, inside], 0).max(axis=1)
            first[:, y] = inside[np.argmax(allowed[:, inside], axis=1)]
            open_then = allowed[:, inside] | ~allowed[:, inside].any(axis=1, keepdims=True)
            worth[:, y] = np.where(open_then, of.worth[:, inside], -np.inf).max(axis=1)
            for end in every[y:]:
                counts[:, y, end] = np.where(open_then, problem.counted(end)[:, inside], 0.0).max(axis=1)
    at = (rows[:, None], first)
    return replace(
        problem,
        quarters=tuple(f"{problem.years[y]}-Q4" for y in every),
        years=problem.years[:count],
        year=every,
        most=most,
        objective=Worth(worth, of.seat[at], of.opening[at], of.above),
        counts=counts,
        demand=problem.demand[:, :count],
        ramp=problem.ramp[:, :count],
        company_openings=problem.company_openings[:, :count],
        budget=problem.budget[:count],
        budget_seat=problem.budget_seat[at],
        budget_opening=problem.budget_opening[at],
        openings=np.array([often[problem.year == y].sum() for y in every]),
        pinned=tuple((pair, int(problem.year[quarter]), seats) for pair, quarter, seats in problem.pinned),
    )


def into_quarters(problem: Problem, plan: Plan) -> Plan | None:
    """A plan by years in the quarters of a problem: those with the least choice first, each where it brings most, the
    earliest of several. None where they do not all find a place."""
    decided = {pair: quarter for pair, quarter, _ in problem.pinned}
    left = problem.openings.copy()
    quarters = np.full(len(plan.pair), -1)
    fits = [
        np.flatnonzero((problem.year == year) & problem.allowed[pair] & (problem.most[pair] >= seats))
        for pair, year, seats in zip(plan.pair, plan.quarter, plan.seats, strict=True)
    ]
    for row in sorted(range(len(fits)), key=lambda row: (int(plan.pair[row]) not in decided, len(fits[row]), row)):
        wanted = decided.get(int(plan.pair[row]))
        free = [q for q in fits[row] if left[q] >= 1 and wanted in (None, q)]
        if not free:
            return None
        quarters[row] = best = max(free, key=lambda q: (float(problem.objective.worth[plan.pair[row], q]), -q))
        left[best] -= 1
    return Plan(plan.pair, quarters, plan.seats)


def among(assembly: Assembly, year: int, known: Reach) -> Plan | None:
    """A plan of another assembly in this one's pairs; None where one of them, or its quarter, is not there."""
    place = {pair.key: row for row, pair in enumerate(assembly.pairs)}
    pairs = [place.get(known.assembly.pairs[pair].key, -1) for pair in known.plan.pair]
    plan = Plan(np.array(pairs, dtype=np.int64), known.plan.quarter, known.plan.seats)
    if -1 in pairs or (assembly.problem.most[plan.pair, plan.quarter] < plan.seats).any():
        return None
    return plan if (assembly.problem.year[plan.quarter] <= year).all() else None


def _by_years(problem: Problem, plan: Plan | None) -> Plan | None:
    return None if plan is None else Plan(plan.pair, problem.year[plan.quarter], plan.seats)


def _solved(problem: Problem, effort: Effort, enough: float, begin: Plan | None) -> Solution:
    """The search, which ends as soon as a plan has enough people at work."""
    best = [-np.inf]

    def told(progress: Progress) -> None:
        best[0] = max(best[0], progress.objective)
        if effort.report is not None:
            effort.report(progress)

    def over() -> bool:
        return best[0] >= enough or (effort.stop is not None and effort.stop())

    return solve(
        problem, gap=effort.gap, time_limit=effort.time_limit, seed=effort.seed, progress=told, stop=over,
        start=begin,
    )  # fmt: skip


def people_bound(problem: Problem, bound: float) -> float:
    """People that no plan exceeds, from a bound of the objective: what seats and openings take off is at most a share
    r of the people of any column, so people <= bound / (1 - r)."""
    pair, _ = np.nonzero(problem.allowed)
    if not len(pair) or not np.isfinite(bound):
        return float(bound)
    pair = np.unique(pair)
    most = np.where(problem.allowed[pair], problem.most[pair], 0).max(axis=1)
    size = np.arange(problem.people + 1)[None, :]
    inside = (size >= problem.least[pair][:, None]) & (size <= most[:, None])
    counts = np.where(problem.allowed[pair], problem.objective.worth[pair], 0.0).max(axis=1)[:, None]
    taken = (A_SEAT * size + AN_OPENING) / np.maximum(problem.filled[pair] * counts, 1e-9)
    return float(bound / (1 - min(0.5, np.where(inside, taken, 0.0).max(initial=0.0))))
