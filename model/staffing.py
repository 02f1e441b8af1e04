"""How many people a call volume needs, and what a small team carries against a large one (see :mod:`model.erlang`)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from model import erlang
from model.schema.programme import Programme

HALF_HOUR: Final = 1800.0
"""Seconds of the interval in which calls are counted."""
VOLUME: Final = 60.0
"""Calls of a half hour until a reader gives her own: an example, a figure of nobody."""
LARGE: Final = 200.0
"""Agents of the team that a small one is set against."""


@dataclass(frozen=True)
class Calls:
    """What has to be answered, and how well."""

    calls: float
    """Calls of a half hour."""
    handling: float
    """Mean seconds that a call keeps an agent."""
    within: float
    """Seconds within which calls should be answered."""
    service_level: float
    """Share of calls to answer within it, in [0, 1)."""
    most_busy: float
    """Share of their time on line that agents may be busy."""
    shrinkage: float
    """Share of paid time away from the line, in [0, 1)."""


@dataclass(frozen=True)
class Staffing:
    """What it takes."""

    load: float
    """Erlangs."""
    agents: int
    """On line at once."""
    posts: int
    """Paid for that."""
    reached: float
    """Share of calls answered in time with so many agents."""
    busy: float
    """Share of their time on line that they are busy."""
    large: float
    """Agents on line that the same calls would take within one large team: what is spent on being small."""


def usual(programme: Programme, month: str) -> Calls:
    """The example's volume, with what a team is measured by where its company says nothing."""
    known = programme.defaults.calls
    handling, within, level, busy, away = (
        figure.at(month).value
        for figure in (known.handling, known.answer_within, known.service_level, known.most_busy, known.shrinkage)
    )
    return Calls(VOLUME, handling, within, level, busy, away)


def staffing(need: Calls) -> Staffing:
    """The fewest agents by Erlang C, and the posts that keep them on line.

    Raises ValueError for what no team can be.
    """
    load = float(erlang.load(need.calls, HALF_HOUR, need.handling))
    agents = int(erlang.agents_needed(load, need.handling, need.within, need.service_level, need.most_busy))
    share = float(erlang.capacity(LARGE, need.handling, need.within, need.service_level, need.most_busy)) / LARGE
    return Staffing(
        load=load,
        agents=agents,
        posts=int(erlang.posts_needed(agents, need.shrinkage)),
        reached=float(erlang.service_level(agents, load, need.handling, need.within)) if agents else 1.0,
        busy=float(erlang.occupancy(agents, load)) if agents else 0.0,
        large=load / share,
    )


def carried(people: float, need: Calls) -> float:
    """Calls of a half hour that so many people at work answer in time, on average over the day; 0 for nobody."""
    on_line = float(erlang.on_line(people, 1.0, need.shrinkage))
    if on_line <= 0:
        return 0.0
    held = erlang.capacity(np.asarray(on_line), need.handling, need.within, need.service_level, need.most_busy)
    return float(held) * HALF_HOUR / need.handling
