"""Release with experience, and what it may change (section 6 of the method)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from model.money import Array
from model.reading import Reading
from model.schema.evidence import Effect, Evidence


@dataclass(frozen=True)
class ReEntry:
    """Effect of one release after a full dose of work, the seat's displacement taken off; (D,) each."""

    reconvictions_avoided: Array
    """Reconvictions within 12 months avoided, per release."""
    employed_gain: Array
    """People at work 12 months after release, per release."""


def effect(evidence: Evidence, side: str, month: str, reading: Reading) -> ReEntry:
    """The effect of a full dose for one side: baseline x (1 - relative risk), points of employment.

    Level and effect scale together: a low baseline gives a small gain. A seat that replaces another prison
    job counts nothing.
    """
    group: Effect = evidence.women if side == "women" else evidence.men
    new = 1 - reading.of(evidence.displacement.at(month), "displacement")
    baseline = reading.of(group.baseline_reconviction_12m.at(month), "baseline")
    risk = reading.of(group.relative_risk_12m.at(month), "relative_risk")
    gain = reading.of(group.employment_gain.at(month), "employment_gain")
    return ReEntry(baseline * (1 - risk) * new, gain * new)


def dose(months_worked: Array, evidence: Evidence, month: str) -> Array:
    """Share of the effect after so many months of work: none under the first bound, all from the second."""
    low, high = evidence.no_effect_under.at(month).value, evidence.full_effect_at.at(month).value
    ramp = np.clip((months_worked - low) / max(high - low, 1e-9), 0.0, 1.0)
    return np.asarray(np.where(months_worked < low, 0.0, ramp))
