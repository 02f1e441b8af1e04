"""Other plans nearly as good, and the plan that is left when a partner leaves (section 11 of the method)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any, Final

import numpy as np

from model.money import Array
from model.rollout.assemble import Assembly
from model.rollout.clock import Clock, clock
from model.rollout.nearest import missing
from model.rollout.problem import Plan, Problem, Worth
from model.rollout.reach import Effort
from model.rollout.sharing import shared
from model.rollout.solution import Solution
from model.rollout.solve import LARGE, size, solve
from model.rollout.true_figures import as_planned
from model.schema.rollout import Aim

DIFFER: Final = 3
"""Prisons in which another plan must differ, where nothing else is asked: a choice."""
LOSE: Final = 0.05
"""Share of the objective that another plan may lose, where nothing else is asked: a choice."""
_LEAN: Final = 1e-3
"""What an opening counts beside a site kept: of two plans as different, the one with fewer openings."""


@dataclass(frozen=True)
class Alternative:
    """A plan that opens in some prisons where the best does not."""

    plan: Plan
    prisons: tuple[str, ...]
    """Prisons in which it opens and the best plan does not."""
    others: tuple[str, ...]
    """Workshops, PRISON:COMPANY, that it opens and the best plan does not."""
    lost: float
    """Share of the best plan's objective that it gives up; below 0 where it brings more."""
    differences: dict[Aim, float]
    """What it brings to each aim, less what the best plan brings; each plan's people shared by its own companies."""


def alternatives(
    assembly: Assembly, best: Plan, effort: Effort, differ: int = DIFFER, lose: float = LOSE, count: int = 3,
    *, whole: Assembly | None = None,
) -> list[Alternative]:  # fmt: skip
    """Plans that meet every target, open in at least ``differ`` prisons where the best does not, and lose at most a
    share ``lose`` of its objective. Fewer than ``count`` where no other is found in the time of the effort, which is
    that of all of them together. assembly: what is searched; whole: what true figures are counted in, where that is a
    plan's own assembly.

    Small problems: each as different as can be from the best and from those before it,

        minimise sum of z over prisons already used (once for each plan that uses them), objective >= (1 - lose) best

    Large ones: the best plan without the ``differ`` prisons of the best that bring least, then without the next.
    """
    search = _Search(assembly, whole or assembly, best, effort, clock(effort.time_limit), differ, lose, count)
    return list(islice(_others(search), count))


def compared(assembly: Assembly, best: Plan, plans: Iterable[Plan], differ: int, lose: float) -> Iterator[Alternative]:
    """Those of some plans that are alternatives to the best, with what they bring more or less of."""
    problem, first = assembly.problem, _brings(assembly, best)
    name = {int(workshop): pair.id for workshop, pair in zip(problem.workshop, assembly.pairs, strict=True)}
    here, known = best.value(as_planned(assembly, best).problem), [best]
    for plan in plans:
        others = sorted(_workshops(problem, plan) - _workshops(problem, best))
        prisons = sorted(_prisons(problem, plan) - _prisons(problem, best))
        if len(prisons) < differ or any(_same(plan, other) for other in known):
            continue
        known.append(plan)
        own = as_planned(assembly, plan).problem
        lost = (here - plan.value(own)) / max(abs(here), 1e-9)
        if lost <= lose + 1e-9 and missing(own, plan) == 0:
            differences = {aim: figure - first[aim] for aim, figure in _brings(assembly, plan).items()}
            yield Alternative(
                plan, tuple(problem.prisons[p] for p in prisons), tuple(name[w] for w in others), lost, differences
            )


@dataclass(frozen=True)
class _Search:
    """What is asked of other plans."""

    assembly: Assembly
    whole: Assembly
    best: Plan
    effort: Effort
    timer: Clock
    differ: int
    lose: float
    count: int

    @property
    def over(self) -> bool:
        """Whether the time is up, or someone ended it."""
        return self.timer.over or (self.effort.stop is not None and self.effort.stop())

    def solved(self, problem: Problem, **asked: Any) -> Solution:
        """One of the searches, in its part of the time that is left."""
        return solve(
            problem, gap=self.effort.gap, time_limit=self.timer.left / self.count, seed=self.effort.seed,
            stop=self.effort.stop, **asked,
        )  # fmt: skip


def _others(search: _Search) -> Iterator[Alternative]:
    """Each other plan."""
    best, problem = search.best, search.assembly.problem
    value = best.value(problem)
    find = _least_dear if size(problem) > LARGE else _most_different
    plans = find(search, value - search.lose * abs(value))
    return compared(search.whole, best, plans, search.differ, search.lose)


def _brings(assembly: Assembly, plan: Plan) -> dict[Aim, float]:
    own = as_planned(assembly, plan)
    return {aim: plan.value(own.problem, worth) for aim, worth in own.aims.items()}


def _most_different(search: _Search, least: float) -> Iterator[Plan]:
    """Plans worth ``least`` that share as few prisons as can be with the best and those before; ends with the first
    that shares too many."""
    problem, plans = search.assembly.problem, [search.best]
    used, own = np.zeros(len(problem.prison)), _prisons(problem, search.best)
    while not search.over:
        used += np.isin(problem.prison, problem.prison[plans[-1].pair])
        none = np.zeros(problem.most.shape)
        overlap = Worth(none, none, none + used[:, None] + _LEAN)
        solved = search.solved(
            replace(problem, objective=overlap), start=plans[-1], kept=((problem.objective, least),)
        )  # fmt: skip
        far = len(_prisons(problem, solved.plan) - own) >= search.differ
        if not solved.found or not far or any(_same(solved.plan, plan) for plan in plans):
            return
        plans.append(solved.plan)
        yield solved.plan


def _least_dear(search: _Search, least: float) -> Iterator[Plan]:
    """The best plans without some of the prisons that bring least, worth ``least`` at least."""
    problem, best, differ = search.assembly.problem, search.best, search.differ
    held = {int(problem.prison[pair]) for pair, _, _ in problem.pinned}
    brings = problem.objective.of(problem, best.pair, best.quarter, best.seats)
    of_prison = np.bincount(problem.prison[best.pair], brings, len(problem.prisons))
    own = _prisons(problem, best)
    dear = [int(p) for p in np.argsort(of_prison, kind="stable") if int(p) in own - held]
    for first in range(0, len(dear) - differ + 1, max(differ, 1)):
        if search.over:
            return
        gone = np.isin(problem.prison, dear[first : first + differ])
        most = np.where(gone[:, None], 0, problem.most)
        solved = search.solved(replace(problem, most=most))
        if not solved.found or solved.plan.value(problem) < least:
            return
        yield solved.plan


def _workshops(problem: Problem, plan: Plan) -> set[int]:
    return set(problem.workshop[plan.pair].tolist())


def _prisons(problem: Problem, plan: Plan) -> set[int]:
    return set(problem.prison[plan.pair].tolist())


@dataclass(frozen=True)
class PartnerExit:
    """What is left of a plan when its largest partner leaves."""

    company: str
    before: float
    """People at work at rest in the plan."""
    left: float
    """The same without the partner's workshops."""
    again: float
    """The same in the best plan without the partner."""


def partner_exit(assembly: Assembly, plan: Plan, effort: Effort) -> PartnerExit | None:
    """The stress of the largest partner's leaving: by people at work, the first of the programme's where several are as
    large. None for a plan without openings."""
    problem = assembly.problem
    if not len(plan.pair):
        return None
    people = _people(assembly, plan)
    of_company = np.bincount(problem.company[plan.pair], people, len(problem.companies))
    most = int(np.argmax(np.round(of_company, 9)))
    gone = problem.company == most
    without = replace(
        problem, most=np.where(gone[:, None], 0, problem.most), target=(),
        pinned=tuple(pin for pin in problem.pinned if not gone[pin[0]]),
    )  # fmt: skip
    stay = ~gone[plan.pair]
    rest = Plan(plan.pair[stay], plan.quarter[stay], plan.seats[stay])
    again = solve(
        without, gap=effort.gap, time_limit=effort.time_limit, seed=effort.seed, stop=effort.stop, start=rest
    ).plan  # fmt: skip
    left, refilled = (float(_people(assembly, one).sum()) for one in (rest, again))
    return PartnerExit(problem.companies[most], float(people.sum()), left, max(left, refilled))


def _people(assembly: Assembly, plan: Plan) -> Array:
    """(N,) people at work at rest in each opening, as the companies of a prison share them."""
    own = shared(assembly.problem, assembly.sites, plan)
    return np.asarray(own.filled[plan.pair, plan.seats])


def _same(one: Plan, other: Plan) -> bool:
    return len(one.pair) == len(other.pair) and bool(
        (np.sort(one.pair) == np.sort(other.pair)).all() and (np.sort(one.seats) == np.sort(other.seats)).all()
    )
