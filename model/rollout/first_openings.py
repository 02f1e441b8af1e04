"""From when each company may leave: its first opening in a plan, since all its workshops leave at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from model.rollout.calendar import Calendar
from model.rollout.pairs import Pair
from model.rollout.problem import Plan, Whole
from model.rollout.worth import OWN

_NEVER: Final = np.iinfo(np.int64).max


def standing(calendar: Calendar, found: Sequence[Pair]) -> Whole:
    """(A,) month of the first opening of each pair's company where one of its workshops stands already; else OWN."""
    pair = np.array([row for row, one in enumerate(found) if one.existing], dtype=np.int64)
    quarter = np.array([int(np.argmax(found[row].opens)) for row in pair], dtype=np.int64)
    return first_openings(calendar, found, Plan(pair, quarter, np.zeros_like(pair)))


def first_openings(calendar: Calendar, found: Sequence[Pair], plan: Plan) -> Whole:
    """(A,) month of the first opening of each pair's company in a plan; OWN where the plan has none of it."""
    first: dict[str, int] = {}
    for pair, quarter in zip(plan.pair, plan.quarter, strict=True):
        one = found[pair]
        month = int(calendar.first[quarter]) if one.since is None else calendar.months.index(one.since)
        first[one.company.id] = min(first.get(one.company.id, _NEVER), month)
    return np.array([first.get(pair.company.id, OWN) for pair in found], dtype=np.int64)
