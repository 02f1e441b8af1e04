"""The plans that a search has seen, by what they truly bring, and which of them to keep."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from model.rollout.assemble import Assembly
from model.rollout.nearest import Stage, missing
from model.rollout.problem import Plan, Problem, Worth
from model.rollout.true_figures import as_planned

SETTLED = 0.01
"""Share by which a plan's true figure may still differ from the one that it was chosen on."""
ROUNDS = 4
"""Times that a plan is sought again."""


@dataclass(frozen=True)
class Seen:
    """A plan, and what it truly brings: pools shared, companies that leave from their first openings."""

    plan: Plan
    own: Assembly
    """As the plan leaves it."""
    missed: float
    """People that it lacks for the targets."""
    figures: tuple[float, ...]
    """What it brings to each aim in order; to the weighted sum alone where aims are weighted."""
    moved: float
    """Share by which these differ from what it was chosen on, the aim that differs most."""
    round: int
    stages: tuple[Stage, ...]
    """Of the round that found it."""

    @property
    def settled(self) -> bool:
        """Whether it need not be sought again."""
        return self.missed == 0 and self.moved <= SETTLED


def plans_of(
    assembly: Assembly, asked: Assembly, problem: Problem, stages: Sequence[Stage], number: int
) -> list[Seen]:  # fmt: skip
    """The plans of a round's stages. asked, problem: what they were chosen on; number: of the round."""
    found = []
    for stage in stages:
        if not stage.solution.found:
            continue
        plan = stage.solution.plan
        own = as_planned(assembly, plan)
        true = tuple(plan.value(own.problem, worth) for worth in _aims(own))
        thought = tuple(plan.value(problem, worth) for worth in _aims(asked))
        moved = max(abs(one - other) / max(abs(other), 1e-9) for one, other in zip(true, thought, strict=True))
        found.append(Seen(plan, own, missing(own.problem, plan), true, moved, number, tuple(stages)))
    return found


def chosen(plans: Sequence[Seen], tolerance: float) -> Seen:
    """The plan to keep, by true figures: of those that lack fewest people for the targets (none, where any lacks none),
    those within the tolerance of the best for the first aim; of these, for the second; and the best for the last."""
    fewest = min(one.missed for one in plans) + 1e-6
    left = [one for one in plans if one.missed <= fewest]
    last = len(left[0].figures) - 1
    for place in range(last + 1):
        best = max(one.figures[place] for one in left)
        given_up = tolerance * abs(best) if place < last else 0.0
        left = [one for one in left if one.figures[place] >= best - given_up - 1e-9]
    return left[0]


def settled(plans: Sequence[Seen], best: Seen, tolerance: float) -> Seen:
    """The best of the plans whose figures moved little since they were chosen, where it lacks no more people and brings
    within SETTLED as much to the first aim; else the best of all."""
    near = [one for one in plans if one.moved <= SETTLED and one.missed <= best.missed + 1e-6]
    if best.moved <= SETTLED or not near:
        return best
    mine = chosen(near, tolerance)
    return mine if mine.figures[0] >= best.figures[0] - SETTLED * abs(best.figures[0]) else best


def narrowed(problem: Problem, plan: Plan) -> Problem:
    """The problem with the openings of a plan alone, each of any size or left out."""
    kept = np.zeros(problem.most.shape, dtype=np.bool_)
    kept[plan.pair, plan.quarter] = True
    for pair, quarter, _ in problem.pinned:
        kept[pair, quarter] = True
    return replace(problem, most=np.where(kept, problem.most, 0))


def only_sized(problem: Problem, plan: Plan) -> Problem:
    """The problem of the workshops of a plan alone, in any quarter and of any size: who shares with whom is decided."""
    kept = np.zeros(len(problem.prison), dtype=np.bool_)
    kept[plan.pair] = True
    kept[[pair for pair, _, _ in problem.pinned]] = True
    return replace(problem, most=np.where(kept[:, None], problem.most, 0))


def _aims(assembly: Assembly) -> list[Worth]:
    """The aims in order; the weighted sum alone where they are weighted."""
    order = assembly.objective.order
    return [assembly.aims[aim] for aim in order] if order else [assembly.problem.objective]
