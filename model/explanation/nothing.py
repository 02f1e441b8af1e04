"""Why a figure is zero, where no input moves it."""

from __future__ import annotations

from typing import Literal

from model.explanation.weights import Weights
from model.without_effect import rest_on_effects

Cause = Literal["not_open", "read_as_none", "no_release", "not_held", "not_invested", "a_factor"]
"""not_open: no workshop is open then; read_as_none: the evidence is read as no effect; no_release: nobody leaves with
enough work; not_held: the policy withholds nothing; not_invested: nothing is equipped or refitted then; a_factor: a
factor of its formula is zero."""


def why_zero(known: Weights, indicator: str, row: int, column: int) -> Cause | None:
    """The cause of a zero of one member and period; None where the figure is not zero, or an input moves it."""
    if known.best[indicator][row, column] != 0 or known.slopes[indicator][:, row, column].any():
        return None
    programme = known.programme

    def none(of: str) -> bool:
        return not known.best[of][row, column] > 0

    if none("seats_open") and none("at_work"):
        return "not_open"
    if indicator in rest_on_effects(programme):
        if all(evidence.reading.reads == "none" for evidence in programme.evidence.values()):
            return "read_as_none"
        if none("releases_with_experience"):
            return "no_release"
    if indicator.startswith("capex_"):
        return "not_invested"
    held = indicator.startswith(("victims_", "savings_", "release_savings"))
    return "not_held" if held and programme.scenario.policy.victims_rule == "none" else "a_factor"
