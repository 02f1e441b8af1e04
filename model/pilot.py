"""What a pilot's own result is worth beside the prior: shrinkage (section 6 of the method).

Normal-normal on the logarithm of the relative risk. A pilot of n people with rate p against a comparison rate q of m
people has log RR = ln(p / q), less the design discount, with variance (1 - p) / (n p) + (1 - q) / (m q). The prior has
mean and variance of the logarithm of its law. Weight of the pilot = prior variance / (prior variance + pilot variance).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from model.distributions import quantiles
from model.schema.quantity import Quantity


@dataclass(frozen=True)
class Shrunk:
    """A pilot beside its prior."""

    measured: float
    """Relative risk as measured."""
    weight: float
    """Weight of the pilot, 0 to 1; the prior has the rest."""
    relative_risk: float
    """Relative risk to expect."""
    low: float
    """5 % quantile of it."""
    high: float
    """95 % quantile of it."""


def shrink(
    treated: float,
    people: int,
    comparison: float,
    compared: int | None,
    prior: Quantity,
    design_discount: float = 0.0,
) -> Shrunk:
    """A pilot's relative risk drawn toward the prior.

    treated, comparison: rates (0 to 1); people, compared: how many in each group, None where the comparison rate is
    known without error; prior: of the relative risk; design_discount: part of the measured effect taken off for its
    design. A rate of 0 or 1 is read as half a person away from it. Raises ValueError for a group of nobody.
    """
    if people < 1 or (compared is not None and compared < 1):
        raise ValueError("a group of nobody")
    rate = min(max(treated, 0.5 / people), 1 - 0.5 / people)
    variance = (1 - rate) / (people * rate)
    if compared is not None:
        comparison = min(max(comparison, 0.5 / compared), 1 - 0.5 / compared)
        variance += (1 - comparison) / (compared * comparison)
    measured = rate / comparison
    logs = np.log(quantiles(prior))
    centre, spread = float(logs.mean()), float(logs.var())
    weight = spread / (spread + variance)
    middle = centre + weight * ((1 - design_discount) * np.log(measured) - centre)
    error = 1.6449 * np.sqrt(spread * (1 - weight))
    return Shrunk(measured, weight, float(np.exp(middle)), float(np.exp(middle - error)), float(np.exp(middle + error)))
