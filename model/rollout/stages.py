"""The best plan of a programme: its aims in order, its pools shared. The facade of the roll-out."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from model.rollout.assemble import Assembly
from model.rollout.clock import FIRST, Clock, clock
from model.rollout.first_openings import first_openings
from model.rollout.impossible import negotiable
from model.rollout.linear import Kept
from model.rollout.nearest import Stage, missing, nearest
from model.rollout.problem import Plan, Problem
from model.rollout.proof import proven
from model.rollout.reach import Effort, reach
from model.rollout.seen import ROUNDS, Seen, chosen, only_sized
from model.rollout.seen import seen as _seen
from model.rollout.solution import NO_PLAN, Report, Solution, Stop, gap_of
from model.rollout.solve import large, solve
from model.rollout.true_figures import as_begun, as_planned, exposed
from model.schema.fault import Fault
from model.schema.rollout import Aim
from model.schema.scenario import Opening

AGAIN = 80
"""Rounds of the bound when a large plan is sought again: for prices alone."""
OWN = 0.15
"""Share of the time in which a large programme is bounded with each workshop exposed from its own opening: a bound too,
and sooner near its end than the tighter one."""
LEAD = 0.85
"""Share of the time that the first stages of a large programme take, and of theirs the first aim: they count what plans
truly bring."""
SIZED = 2
"""Of these, the last ones: in the workshops of the best plan seen alone, each of any size, so that shares settle."""


@dataclass(frozen=True)
class Rollout:
    """A plan, and how it was found."""

    assembly: Assembly
    """As the plan leaves it (``true_figures``): the plan's figures are those of this problem."""
    stages: tuple[Stage, ...]
    """Valued as if every company had its prison's people to itself, and in a small programme every workshop its own
    chance to stay; their bounds hold for what the plan truly brings too."""
    solution: Solution
    """The plan of the last stage, valued by the first one's aim as it truly is."""
    rounds: int
    """Times that the plan was sought again."""
    round: int = 0
    """The round that found the plan: 0, the first; then those with pools shared and companies that may leave from
    their first openings."""
    last: tuple[Stage, ...] = ()
    """The stages of that round; the first round's where it is 0."""
    settled: bool = True
    """Whether the plan's true figures are near those that it was chosen on, and meet every target."""
    moved: float = 0.0
    """Share by which they differ, the aim that differs most."""
    told: tuple[Fault, ...] = ()
    """Why there can be no plan, where that was seen without a search."""

    @property
    def plan(self) -> Plan:
        """The openings."""
        return self.solution.plan

    @property
    def met(self) -> bool:
        """Whether the plan reaches every target; true where there is none."""
        return missing(self.assembly.problem, self.plan) == 0

    @property
    def figures(self) -> dict[Aim, float]:
        """What the plan brings to every aim, less its penalties."""
        return {aim: self.plan.value(self.assembly.problem, worth) for aim, worth in self.assembly.aims.items()}

    @property
    def above(self) -> float | None:
        """Seats above the ramps of companies, added over the ends of years; None where none is penalised."""
        problem = self.assembly.problem
        return self.plan.above(problem) if np.isfinite(problem.ramp).any() else None

    @property
    def penalties(self) -> dict[Aim, float]:
        """What these seats take off each aim."""
        return {aim: worth.above * (self.above or 0.0) for aim, worth in self.assembly.aims.items()}

    @property
    def openings(self) -> tuple[Opening, ...]:
        """The plan as a scenario writes it, so that it can be projected."""
        return as_openings(self.assembly, self.plan)


def best_plan(
    assembly: Assembly,
    *,
    gap: float | None = None,
    time_limit: float | None = None,
    seed: int | None = None,
    progress: Report | None = None,
    stop: Stop | None = None,
) -> Rollout:
    """The best plan of an assembled programme; what is not given is the scenario's.

    Each aim is maximised in order, keeping what came before within the tolerance; then the pools of the chosen
    openings are shared, their companies may leave from their first openings on, all workshops at once, and the plan is
    sought again until its figures move by less than 1 % and its targets are met; what one round lacks for a target, the
    next asks for on top. A large programme's search has its companies leave so from the start. Of the plans seen, at
    every stage of every round, the one returned is chosen by true figures (``seen.chosen``). The bound has every
    company leave from its first opening, and whole pools, which never fill less. Where a target or a limit is seen to
    be impossible, nothing is sought. Raises InputFaults for what is impossible and no way out could mend.
    """
    told = negotiable(assembly.problem)
    if told:
        none = Solution(NO_PLAN, -np.inf, -np.inf, np.inf, "infeasible", 0.0)
        return Rollout(assembly, (Stage(_lead(assembly), none),), none, 0, told=told)
    search = assembly.programme.scenario.search
    timer = clock(search.time_limit if time_limit is None else time_limit)
    asked = _Asked(search.gap if gap is None else gap, search.seed if seed is None else seed, progress, stop)
    base, ceiling = assembly.problem, np.inf
    if large(base):
        base, ceiling = exposed(assembly), proven(base, timer.part(OWN)).value
    first = stages = _in_order(assembly, base, asked, timer.part(LEAD if large(base) else FIRST))
    lead = first[0].solution
    if lead.status == "unknown" and base.target:
        first = stages = (_nearest(assembly, base, lead, asked, timer.part(FIRST)),)
    if not stages[0].solution.found:
        return Rollout(assembly, first, lead, 0)
    within, problem, rounds, short = assembly, base, 0, 0.0
    seen: list[Seen] = []
    while True:
        found = _seen(assembly, within, problem, stages, rounds)
        seen += found
        if found[-1].settled or rounds == ROUNDS or timer.over or asked.stopped:
            break
        last = found[-1]
        short += last.missed if rounds else 0.0
        rounds += 1
        if rounds > ROUNDS - SIZED and not large(base):
            last = chosen(seen, assembly.tolerance)
        own = last.own
        problem = replace(base, filled=own.problem.filled) if large(base) else own.problem
        if last is not found[-1]:
            problem, short = only_sized(problem, last.plan), last.missed
        problem = replace(problem, target=tuple((year, least + short) for year, least in problem.target))
        within = assembly if large(base) else own
        stages = _in_order(within, problem, asked, timer.part(FIRST), AGAIN)
        if stages[0].solution.status == "unknown" and base.target:
            stages = (_nearest(assembly, problem, lead, asked, timer.part(FIRST)),)
        if not stages[0].solution.found:
            break
    best = chosen(seen, assembly.tolerance)
    if best.missed and not timer.over and not asked.stopped:
        seen += _meeting(assembly, asked, timer, rounds)
        best = chosen(seen, assembly.tolerance)
    value = best.figures[0]
    bound = min(lead.bound, ceiling)
    if gap_of(value, bound) > asked.gap and not asked.stopped and not large(base):
        bound = min(bound, proven(exposed(assembly), timer).value)
    gap = np.inf if best.missed else gap_of(value, bound)
    status = lead.status if lead.found else "feasible"
    if status in ("optimal", "feasible"):
        status = "optimal" if gap <= asked.gap + 1e-9 and best.missed == 0 else "feasible"
    solution = Solution(best.plan, value, bound, gap, status, timer.spent)
    return Rollout(best.own, first, solution, rounds, best.round, best.stages, settled=best.settled, moved=best.moved)


def _meeting(assembly: Assembly, asked: _Asked, timer: Clock, number: int) -> list[Seen]:
    """Plans of the workshops that reach a target, where the search by aims missed it: sought for people alone, by true
    figures, then by the aims among these workshops, in any quarter and of any size; what one lacks for the target, the
    next asks for on top. number: of the last round."""
    base = assembly.problem
    year, level = base.target[0]
    effort = Effort(asked.gap, timer.part(FIRST).left, asked.seed, asked.stop)
    known, short = reach(assembly, year, effort, level).plan, 0.0
    problem = only_sized(replace(base, filled=as_planned(assembly, known).problem.filled), known)
    alone = Solution(known, known.value(base), np.inf, np.inf, "feasible", timer.spent)
    held = {pin[:2] for pin in base.pinned} <= set(zip(known.pair.tolist(), known.quarter.tolist(), strict=True))
    found = _seen(assembly, assembly, problem, (Stage(_lead(assembly), alone),), number) if held else []
    for _ in range(ROUNDS):
        again = replace(problem, target=((year, level + short),))
        found += (
            last := _seen(
                assembly, assembly, again, _in_order(assembly, again, asked, timer.part(FIRST), AGAIN), number
            )
        )
        if not last or not last[-1].missed or timer.over or asked.stopped:
            break
        short += last[-1].missed
    return found


def _nearest(assembly: Assembly, problem: Problem, lead: Solution, asked: _Asked, timer: Clock) -> Stage:
    """The plan that comes nearest to the targets; its figure is the first aim's."""
    return replace(nearest(problem, lead, asked.gap, asked.seed, timer, asked.stop), aim=_lead(assembly))


def _lead(assembly: Assembly) -> Aim | None:
    """The first aim; None where they are weighted."""
    return assembly.objective.order[0] if assembly.objective.order else None


@dataclass(frozen=True)
class _Asked:
    """What every search is told."""

    gap: float
    seed: int
    progress: Report | None
    stop: Stop | None

    def telling(self, aim: Aim | None) -> Report | None:
        """Whoever listens is told of the aim as well."""
        listener = self.progress
        return None if listener is None else lambda said: listener(replace(said, aim=aim))

    @property
    def stopped(self) -> bool:
        return self.stop is not None and self.stop()


def as_openings(assembly: Assembly, plan: Plan) -> tuple[Opening, ...]:
    """The openings of a plan, in the order of quarter, then prison, then company."""
    order = sorted(range(len(plan.pair)), key=lambda k: (int(plan.quarter[k]), assembly.pairs[plan.pair[k]].id))
    return tuple(
        Opening(
            prison=assembly.pairs[plan.pair[k]].prison.id,
            company=assembly.pairs[plan.pair[k]].company.id,
            opens=assembly.pairs[plan.pair[k]].since or assembly.calendar.opens(int(plan.quarter[k])),
            seats=int(plan.seats[k]),
            existing=assembly.pairs[plan.pair[k]].existing,
            side=assembly.pairs[plan.pair[k]].side,
        )
        for k in order
    )


def _in_order(
    assembly: Assembly, problem: Problem, asked: _Asked, timer: Clock, rounds: int = 1000
) -> tuple[Stage, ...]:
    """Every stage in turn; it ends with the first that finds no plan."""
    order: tuple[Aim | None, ...] = assembly.objective.order or (None,)
    stages: list[Stage] = []
    kept: list[Kept] = []
    for position, aim in enumerate(order):
        if stages and asked.stopped:
            break
        if stages and problem.since.size > 1:
            begun = first_openings(assembly.calendar, assembly.pairs, stages[-1].solution.plan)
            assembly = as_begun(assembly, begun)
            problem = replace(assembly.problem, filled=problem.filled)
            worth = assembly.problem.objective if stages[0].aim is None else assembly.aims[stages[0].aim]
            value = stages[0].solution.plan.value(problem, worth)
            kept = [(worth, value - assembly.tolerance * abs(value))]
        worth = assembly.problem.objective if aim is None else assembly.aims[aim]
        own = timer if position == len(order) - 1 else timer.part(FIRST if problem.since.size == 1 else LEAD)
        found = solve(
            replace(problem, objective=worth),
            gap=asked.gap,
            time_limit=own.left,
            rounds=rounds,
            seed=asked.seed,
            progress=asked.telling(aim),
            stop=asked.stop,
            start=stages[-1].solution.plan if stages else None,
            kept=kept,
        )
        if stages and not found.found:
            break
        stages.append(Stage(aim, found))
        if not found.found:
            break
        kept.append((worth, found.objective - assembly.tolerance * abs(found.objective)))
    return tuple(stages)
