"""Switching values: where an input must stand for an indicator to cross a level, all others at best value."""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd

from model.money import Array
from model.schema.programme import Programme
from model.targets import month_of, of_people
from model.uncertainty.sensitivity import NOISE, Asked, Question

LOW: Final = 0.05
HIGH: Final = 0.95
"""Ends of the interval of an input that is searched: 90 %."""
HALVINGS: Final = 18
_BREAK_EVEN = {"present_value": 0.0, "state_net_cost": 0.0, "benefit_cost_ratio": 1.0}


def level_of(programme: Programme, question: Question) -> float | None:
    """The level that a scenario asks of an indicator: its target, else where benefits begin, else none."""
    targets = programme.scenario.targets
    for other in targets.others:
        asked = (other.indicator, other.scope, other.id or "", other.period)
        level = other.at_least if other.at_least is not None else other.at_most
        if asked == (question.indicator, question.scope, question.member, question.period) and level is not None:
            return level
    wanted = of_people(programme)
    if (question.indicator, question.scope) == ("at_work", "programme") and wanted is not None:
        return wanted.at_least if question.period == month_of(programme, wanted) else None
    return _BREAK_EVEN.get(question.indicator)


def usual_period(programme: Programme, indicator: str) -> str:
    """The period that a question is about when none is said: the month of the target on people at work, else total."""
    wanted = of_people(programme)
    month = month_of(programme, wanted) if indicator == "at_work" and wanted is not None else None
    return month or "total"


def moved(ask: Asked, probabilities: Array) -> Array:
    """(K,) the indicator with one input after the other at its probability, (K,); none is moved where it is NaN."""
    count = len(ask.inputs)
    places = np.full((count, count), np.nan)
    np.fill_diagonal(places, probabilities)
    asked = ~np.isnan(probabilities)
    found = np.full(count, np.nan)
    if asked.any():
        found[asked] = ask.on(places[asked])
    return found


def crossings(ask: Asked, level: float, at_low: Array, at_high: Array) -> Array:
    """(K,) probability of each input at which the indicator crosses a level; NaN when it does not, or does not move.

    at_low, at_high: (K,) the indicator at both ends of each input's interval.
    """
    moves = np.abs(at_high - at_low) > NOISE * np.maximum(np.abs(at_low), np.abs(at_high))
    crosses = moves & (np.sign(at_low - level) != np.sign(at_high - level))
    low, high = np.where(crosses, LOW, np.nan), np.where(crosses, HIGH, np.nan)
    for _ in range(HALVINGS if crosses.any() else 0):
        middle = (low + high) / 2
        before = np.sign(moved(ask, middle) - level) == np.sign(at_low - level)
        low, high = np.where(before, middle, low), np.where(before, high, middle)
    return np.where(crosses, (low + high) / 2, np.nan)


def switching(ask: Asked, level: float) -> pd.DataFrame:
    """Each input's switching value.

    Columns: input, crosses, level, value_at_crossing, unit (of the input), from and to (the interval searched),
    probability (of a lower value), sentence (how to say it: reached_above, reached_below the value;
    always_reached, never_reached).
    """
    count = len(ask.inputs)
    at_low, at_high = moved(ask, np.full(count, LOW)), moved(ask, np.full(count, HIGH))
    found, base = crossings(ask, level, at_low, at_high), ask.best
    sentences = []
    for place, at_top in zip(found, at_high, strict=True):
        if np.isnan(place):
            sentences.append("always_reached" if base >= level else "never_reached")
        else:
            sentences.append("reached_above" if at_top >= level else "reached_below")
    return pd.DataFrame({
        "input": [one.name for one in ask.inputs],
        "crosses": ~np.isnan(found),
        "level": level,
        "value_at_crossing": [
            np.nan if np.isnan(place) else one.value(place) for one, place in zip(ask.inputs, found, strict=True)
        ],
        "unit": [one.unit for one in ask.inputs],
        "from": [one.value(LOW) for one in ask.inputs],
        "to": [one.value(HIGH) for one in ask.inputs],
        "probability": found,
        "sentence": sentences,
    })  # fmt: skip
