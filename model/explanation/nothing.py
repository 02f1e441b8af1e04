"""Why a figure is zero or has no value, where no input moves it."""

from __future__ import annotations

import math
from typing import Literal

from model.explanation.weights import Weights
from model.without_effect import rest_on_effects

Cause = Literal["not_open", "read_as_none", "no_release", "not_held", "not_voluntary", "not_invested", "a_factor",
    "nothing_below",
]  # fmt: skip
"""not_open: no workshop is open then; read_as_none: the evidence is read as no effect; no_release: nobody leaves with
enough work; not_held: the policy withholds nothing; not_voluntary: it has no voluntary payments; not_invested: nothing
is equipped or refitted then; a_factor: a factor of its formula is zero; nothing_below: what it divides by is."""

_HELD = ("victims_", "savings_", "release_savings", "people_paying", "present_value_victim")
"""Beginnings of the indicators that are nothing where the account withholds nothing."""


def why_zero(known: Weights, indicator: str, row: int, column: int) -> Cause | None:
    """The cause of a zero, or of a ratio without a value (NaN), of one member and period; None where the figure is
    neither, or an input moves it."""
    value = float(known.best[indicator][row, column])
    if not (value == 0 or math.isnan(value)) or known.slopes[indicator][:, row, column].any():
        return None
    programme = known.programme

    def none(of: str) -> bool:
        return not known.best[of][row, column] > 0

    if none("seats_open") and none("at_work"):
        return "not_open"
    if math.isnan(value):
        return "nothing_below"
    if indicator in rest_on_effects(programme):
        if all(evidence.reading.reads == "none" for evidence in programme.evidence.values()):
            return "read_as_none"
        if none("releases_with_experience"):
            return "no_release"
    if indicator.startswith("capex_"):
        return "not_invested"
    policy = programme.scenario.policy
    if indicator.startswith("voluntary_") and policy.voluntary == "none":
        return "not_voluntary"
    if indicator.startswith(_HELD) and policy.victims_rule == "none":
        return "not_held"
    return "a_factor"
