"""The aims of a programme in their order, each maximised while what came before is kept."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from model.rollout.assemble import Assembly
from model.rollout.clock import FIRST, Clock
from model.rollout.first_openings import first_openings
from model.rollout.linear import Kept
from model.rollout.nearest import Stage, nearest
from model.rollout.problem import Problem
from model.rollout.solution import Report, Solution, Stop
from model.rollout.solve import solve
from model.rollout.true_figures import as_begun
from model.schema.rollout import Aim

LEAD = 0.85
"""Share of the time that the first stages of a large programme take, and of theirs the first aim: they count what plans
truly bring."""


@dataclass(frozen=True)
class Asked:
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


def lead_aim(assembly: Assembly) -> Aim | None:
    """The first aim; None where they are weighted."""
    return assembly.objective.order[0] if assembly.objective.order else None


def in_order(assembly: Assembly, problem: Problem, asked: Asked, timer: Clock, rounds: int = 1000) -> tuple[Stage, ...]:
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
            own = assembly.problem
            most = np.minimum(problem.most, own.most)
            problem = replace(problem, most=most, objective=own.objective, counts=own.counts, since=own.since)
            worth = assembly.problem.objective if stages[0].aim is None else assembly.aims[stages[0].aim]
            value = stages[0].solution.plan.value(problem, worth)
            kept = [(worth, value - assembly.tolerance * abs(value))]
        worth = assembly.problem.objective if aim is None else assembly.aims[aim]
        time = timer if position == len(order) - 1 else timer.part(FIRST if problem.since.size == 1 else LEAD)
        found = solve(
            replace(problem, objective=worth),
            gap=asked.gap,
            time_limit=time.left,
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


def as_near_as_can_be(assembly: Assembly, problem: Problem, lead: Solution, asked: Asked, timer: Clock) -> Stage:
    """The plan that comes nearest to the targets; its figure is the first aim's."""
    return replace(nearest(problem, lead, asked.gap, asked.seed, timer, asked.stop), aim=lead_aim(assembly))
