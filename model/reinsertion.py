"""Release with experience, and what it may change (section 6 of the method)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

import numpy as np

from model.distributions import quantile
from model.interval import HIGH, LOW
from model.money import Array
from model.reading import Reading
from model.schema.evidence import Effect, Evidence
from model.schema.quantity import Quantity

HORIZONS: Final = (12, 24, 36)
"""Months after release at which reconvictions are told."""
AVOIDED: Final = ("reconvictions_avoided", "reconvictions_avoided_24m", "reconvictions_avoided_36m")
"""Outcome of each horizon."""
Prior = Literal["relative_risk_12m", "employment_gain", "earnings_gain"]
"""A prior of an effect."""
NO_RISK: Final = 1.0
"""Relative risk without effect."""


@dataclass(frozen=True)
class ReEntry:
    """Effect of one release after a full dose of work, the seat's displacement taken off; (D,) each."""

    reconvictions_avoided: tuple[Array, Array, Array]
    """Reconvictions within 12, 24 and 36 months avoided, per release."""
    employed_gain: Array
    """People at work 12 months after release, per release."""


def effect(evidence: Evidence, side: str, month: str, reading: Reading) -> ReEntry:
    """The effect of a full dose for one side: baseline x (1 - relative risk), points of employment.

    Level and effect scale together: a low baseline gives a small gain. A seat that replaces another prison
    job counts nothing. The evidence says how its priors are read (``read_as``).
    """
    group: Effect = evidence.women if side == "women" else evidence.men
    doubt = 1 - evidence.further_discount.at(month).value
    new = (1 - reading.of(evidence.displacement.at(month), "displacement")) * doubt
    less = NO_RISK - _read(evidence, group.relative_risk_12m.at(month), "relative_risk", NO_RISK, reading)
    baselines = (group.baseline_reconviction_12m, group.baseline_reconviction_24m, group.baseline_reconviction_36m)
    avoided = [
        reading.of(baseline.at(month), "baseline") * less * persistence(evidence, horizon, month) * new
        for horizon, baseline in zip(HORIZONS, baselines, strict=True)
    ]
    return ReEntry(
        (avoided[0], avoided[1], avoided[2]),
        _read(evidence, group.employment_gain.at(month), "employment_gain", 0.0, reading) * new,
    )


def pay_gain(evidence: Evidence, side: str, month: str) -> tuple[float, float, float]:
    """Added pay of those at work, as a share of it: mean, 5 % and 95 % quantiles, as the evidence is read."""
    return in_force(evidence, side, "earnings_gain", month)


def in_force(evidence: Evidence, side: str, name: Prior, month: str) -> tuple[float, float, float]:
    """What is counted of a prior: its mean, 5 % and 95 % quantiles, as the evidence is read (all three no effect, or
    one point of its law) and less the further discount on its distance from no effect. Displacement is not in it: it
    is about the seat, not about who holds it."""
    group: Effect = evidence.women if side == "women" else evidence.men
    prior, how = getattr(group, name).at(month), evidence.reading
    none = NO_RISK if name == "relative_risk_12m" else 0.0
    if how.reads == "none":
        return none, none, none
    left = 1 - evidence.further_discount.at(month).value
    if how.favourable is None:
        points = (prior.value, quantile(prior, LOW), quantile(prior, HIGH))
    else:
        points = (quantile(prior, _level(how.favourable, name)),) * 3
    mean, low, high = (none + left * (point - none) for point in points)
    return mean, low, high


def _level(favourable: float, name: str) -> float:
    """The quantile that is so favourable: a low relative risk is."""
    return 1 - favourable if name.startswith("relative_risk") else favourable


def _read(evidence: Evidence, prior: Quantity, name: str, none: float, reading: Reading) -> Array:
    """(D,) a prior as its evidence reads it: drawn, no effect, or at one point of its law."""
    how = evidence.reading
    if how.reads == "none":
        return np.full(reading.draws, none)
    if how.favourable is None:
        return reading.of(prior, name)
    return np.full(reading.draws, quantile(prior, _level(how.favourable, name)))


def persistence(evidence: Evidence, months: float, month: str) -> float:
    """Share of the fall in risk that is left so many months after release: whole until the first bound, gone at the
    second. The relative risk within t months is 1 - (1 - RR) x this: a reconviction may be put off, not avoided."""
    whole, gone = evidence.constant_until.at(month).value, evidence.gone_at.at(month).value
    return float(np.clip((gone - months) / max(gone - whole, 1e-9), 0.0, 1.0))


def dose(months_worked: Array, evidence: Evidence, month: str) -> Array:
    """Share of the effect after so many months of work: none under the first bound, all from the second."""
    low, high = evidence.no_effect_under.at(month).value, evidence.full_effect_at.at(month).value
    ramp = np.clip((months_worked - low) / max(high - low, 1e-9), 0.0, 1.0)
    return np.asarray(np.where(months_worked < low, 0.0, np.where(months_worked >= high, 1.0, ramp)))
