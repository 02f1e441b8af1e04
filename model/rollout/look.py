"""A first look at a target in a programme of many columns: in turns of a search and rounds of a bound, not in seconds.

Whether a target is out of reach is told by a bound, and whether it can be met by any plan that meets it: neither asks
for the best plan. So a target that is far away is answered within some seconds of one processor, however busy the
machine is; what time is left goes to better plans and closer bounds (``reach``).
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import numpy as np

from model.rollout.assemble import Assembly
from model.rollout.decomposition import bound
from model.rollout.pricing import columns, companies
from model.rollout.problem import Plan, Problem, Worth
from model.rollout.quick import quick
from model.rollout.reach import (
    AN_OPENING,
    Effort,
    Reach,
    among,
    by_years,
    counted,
    into_quarters,
    people_bound,
    reach,
    until,
)
from model.rollout.shared_limits import shared_limits
from model.rollout.solve import size

WHOLE: Final = 20_000
"""Columns, put by years, up to which everything is sought among all openings, to a proof."""
ROUGH: Final = 40
"""Rounds of a bound that only has to fall under a target."""
CLOSE: Final = 150
"""Rounds of one that is told, or that a plan could not be found for."""
MOST_TURNS: Final = 200
MEETING_TURNS: Final = 60
"""Of the search for as many people as can be, and for just enough."""
TRIES: Final = 4
"""Times that a little more is asked for, where companies that share a prison leave a plan short."""
LITTLE: Final = 1.02


def many(assembly: Assembly, year: int) -> bool:
    """Whether the columns of a programme, put by years up to a year (its index), are too many to be sought whole."""
    return size(by_years(until(assembly.problem, year), year)) > WHOLE


def look(assembly: Assembly, year: int, level: float, effort: Effort, known: Reach | None = None) -> Reach:
    """A plan with ``level`` people at work by the end of a year (its index), or a bound under it; ``reach`` where
    columns are few, or where neither is found in some turns. known: see ``reach``."""
    if not many(assembly, year) or assembly.problem.ceiling:
        return reach(assembly, year, effort, level, known)
    problem = until(assembly.problem, year)
    asked = by_years(problem, year)
    begin = None if known is None else among(assembly, year, known)
    ceiling = people_bound(problem, _ceiling(asked, ROUGH, level))
    found = _meeting(assembly, (year, level), effort.seed) if ceiling >= level else None
    if found is not None:
        return replace(found, bound=max(ceiling, found.people))
    if ceiling >= level:
        ceiling = min(ceiling, people_bound(problem, _ceiling(asked, CLOSE, level)))
    if begin is not None and ceiling < level:
        return counted(assembly, year, begin, ceiling)
    most = _most(assembly, (year, level), effort.seed)
    return reach(assembly, year, effort, level) if most is None else replace(most, bound=max(ceiling, most.people))


def most_at_a_look(assembly: Assembly, year: int, effort: Effort) -> Reach:
    """The most people at work that some turns find, and a bound."""
    problem = until(assembly.problem, year)
    ceiling = people_bound(problem, _ceiling(by_years(problem, year), CLOSE, 0.0))
    found = _most(assembly, (year, np.inf), effort.seed)
    return reach(assembly, year, effort) if found is None else replace(found, bound=max(ceiling, found.people))


def _ceiling(asked: Problem, rounds: int, level: float) -> float:
    """What no plan brings; it may end once that is less than the level."""
    return bound(columns(asked), companies(asked), shared_limits(asked), rounds=rounds, told=lambda v: v < level).value


def _meeting(assembly: Assembly, target: tuple[int, float], seed: int) -> Reach | None:
    """A plan that meets a target, the State's investment kept low; else one with as many people as can be."""
    year, level = target
    problem, more = assembly.problem, LITTLE
    for _ in range(TRIES):
        limited = until(problem, year)
        asked = by_years(limited, year)
        none = np.zeros(asked.most.shape)
        scale = 1.0 / max(float(asked.budget_seat.max(initial=1.0)), 1.0)
        lean = Worth(none, scale * asked.budget_seat, scale * asked.budget_opening + AN_OPENING)
        plan = _plan(limited, replace(asked, objective=lean, target=((year, more * level),)), seed, MEETING_TURNS)
        if plan is None:
            break
        found = counted(assembly, year, plan)
        if found.people >= level:
            return found
        problem, more = found.own, LITTLE * more
    most = _most(assembly, target, seed)
    return most if most is not None and most.people >= level else None


def _most(assembly: Assembly, target: tuple[int, float], seed: int) -> Reach | None:
    """The plan with most people at work that some turns find, its prisons' people shared and sought again; it ends at
    the target's level."""
    year, level = target
    best: Reach | None = None
    problem = assembly.problem
    for _ in range(TRIES):
        limited = until(problem, year)
        plan = _plan(limited, by_years(limited, year), seed, MOST_TURNS)
        if plan is None:
            break
        found = counted(assembly, year, plan)
        if best is not None and found.people <= best.people:
            break
        best, problem = found, found.own
        if best.people >= level:
            break
    return best


def _plan(problem: Problem, asked: Problem, seed: int, turns: int) -> Plan | None:
    """A plan of the problem put by years, in quarters; of the quarters themselves where it finds no place in them."""
    yearly = quick(asked, seed, turns=turns)
    if yearly is None:
        return None
    plan = into_quarters(problem, yearly)
    if plan is not None:
        return plan
    return quick(replace(problem, target=asked.target), seed, turns=turns)
