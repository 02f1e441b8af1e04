"""Companies on one side of a prison recruit from the same people: what each seat finds once they are shared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from model.closed_form import Site
from model.money import Array
from model.rollout.problem import Plan, Problem, Whole
from model.sizes import at_rest


def shared(problem: Problem, sites: Sequence[Site], plan: Plan) -> Problem:
    """The problem with people at work as the plan leaves them: each ring of a side's pool is divided among the
    openings that it suits, in proportion to their seats. A pair that the plan leaves out is taken as a newcomer with
    its fewest seats beside the others, where there is room for one more company.

    sites: (A,) each pair with the whole pool to itself.
    """
    suitable = np.array([site.suitable for site in sites])
    seats = np.zeros(len(suitable), dtype=np.int64)
    seats[plan.pair] = plan.seats
    changed: list[int] = []
    parts: list[Site] = []
    for side in np.unique(problem.side[plan.pair]):
        here = np.flatnonzero(problem.side == side)
        if problem.rooms[problem.home[side]] < 2:
            continue
        for pair in here:
            others = here[(seats[here] > 0) & (here != pair)]
            if len(others):
                part = _part(suitable, seats, int(pair), others, int(problem.least[pair]))
                changed.append(int(pair))
                parts.append(replace(sites[int(pair)], suitable=part))
    if not changed:
        return problem
    filled = problem.filled.copy()
    filled[changed] = at_rest(parts, problem.people)
    return replace(problem, filled=filled)


def _part(suitable: Array, seats: Whole, mine: int, others: Whole, fewest: int) -> float:
    """People for one pair: of each ring, from the narrowest to its own, its part by seats."""
    own = int(seats[mine]) or fewest
    people, below = 0.0, 0.0
    for level in np.unique(np.append(suitable[others], suitable[mine])):
        if level > suitable[mine]:
            break
        rivals = int(seats[others][suitable[others] >= level].sum())
        people += (float(level) - below) * own / (own + rivals)
        below = float(level)
    return people
