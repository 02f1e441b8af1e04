"""Results of studies on one scale, so that they can be set side by side (section 6 of the method)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np

from model.schema.evidence import StudyEffect

PER_EFFECT_SIZE: Final = 1.65
"""Logarithm of the odds ratio of one standardised difference d (WSIPP's conversion of dichotomous outcomes)."""
Line = tuple[float, float | None, float | None]
"""Value, low and high."""


def relative_risk(found: StudyEffect, baseline: float) -> Line | None:
    """A result on return as a relative risk; None for one without a comparison.

    baseline: share reconvicted without the programme, where the study gives no share of its own. Points: 1 + points /
    comparison. Odds ratio: OR / (1 - p + p OR). Effect size: ln OR = 1.65 d.
    """
    level = baseline if found.comparison is None else found.comparison
    match found.metric:
        case "points" if found.comparison is not None:
            return _line(found, lambda x: 1 + x / 100 / level)
        case "relative":
            return _line(found, lambda x: 1 + x)
        case "risk_ratio":
            return _line(found, lambda x: x)
        case "odds_ratio" if found.treated is not None and found.comparison is not None:
            return found.treated / found.comparison, None, None
        case "odds_ratio":
            return _line(found, lambda x: _of_odds(x, level))
        case "effect_size":
            return _line(found, lambda x: _of_odds(float(np.exp(PER_EFFECT_SIZE * x)), level))
        case _:
            return None


def points(found: StudyEffect, level: float) -> Line | None:
    """A result on employment in percentage points; None where no share at work can be told of it.

    level: share at work without the programme, where the study gives no share of its own. Odds ratio: OR p / (1 - p +
    p OR) - p. Effect size: ln OR = 1.65 d. Relative change: p x.
    """
    level = level if found.comparison is None else found.comparison
    match found.metric:
        case "points":
            return _line(found, lambda x: x)
        case "relative":
            return _line(found, lambda x: 100 * level * x)
        case "odds_ratio":
            return _line(found, lambda x: 100 * level * (_of_odds(x, level) - 1))
        case "effect_size":
            return _line(found, lambda x: 100 * level * (_of_odds(float(np.exp(PER_EFFECT_SIZE * x)), level) - 1))
        case _:
            return None


def _of_odds(odds_ratio: float, level: float) -> float:
    """The ratio of two shares, from that of their odds."""
    return odds_ratio / (1 - level + level * odds_ratio)


def _line(found: StudyEffect, scale: Callable[[float], float]) -> Line:
    low, high = (None if end is None else scale(end) for end in (found.low, found.high))
    return scale(found.value), low, high
