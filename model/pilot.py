"""What a pilot's own result is worth beside the prior: shrinkage (section 6 of the method).

Normal-normal on the logarithm of the relative risk. A pilot of n people with rate p against a comparison rate q of m
people has log RR = ln(p / q), less the design discount, with variance (1 - p0) / (n p0) + (1 - q) / (m q), p0 being the
rate that the prior expects, q exp(M): the weight of a pilot is known before its result, which makes itself no heavier.
The prior has mean M and variance V of the logarithm of its law. Weight of the pilot = V / (V + pilot variance). What is
expected keeps the shape of the prior, moved and narrowed: by sqrt(1 - weight), as the normal law would be.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.stats import beta

from model.distributions import quantile, quantiles
from model.interval import CHANCE, HIGH, LOW
from model.schema.evidence import Evidence
from model.schema.prior import Prior
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
    before: float
    """What the prior alone expects on the same scale, exp of the mean of its logarithm: what the pilot moves."""


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
    design. A rate of 0 or 1 is read as half a person away from it. Raises ValueError for a group of nobody, or where
    nobody is expected to be reconvicted.
    """
    if people < 1 or (compared is not None and compared < 1):
        raise ValueError("a group of nobody")
    if not comparison > 0:
        raise ValueError("nobody is expected to be reconvicted")
    logs = np.log(quantiles(prior))
    centre, spread = float(logs.mean()), float(logs.var())
    rate = _inside(treated, people)
    variance = _log_variance(comparison * np.exp(centre), people)
    if compared is not None:
        comparison = _inside(comparison, compared)
        variance += _log_variance(comparison, compared)
    measured = rate / comparison
    weight = spread / (spread + variance)
    middle = centre + weight * ((1 - design_discount) * np.log(measured) - centre)
    narrower = np.sqrt(1 - weight)
    low, high = (middle + narrower * (np.log(quantile(prior, level)) - centre) for level in (LOW, HIGH))
    told = (measured, weight, np.exp(middle), np.exp(min(low, middle)), np.exp(max(high, middle)), np.exp(centre))
    return Shrunk(*(float(number) for number in told))


def _inside(rate: float, people: int) -> float:
    """A rate at least half a person away from 0 and from 1."""
    return min(max(rate, 0.5 / people), 1 - 0.5 / people)


def _log_variance(rate: float, people: int) -> float:
    """Variance of the logarithm of a rate seen among so many."""
    rate = _inside(rate, people)
    return (1 - rate) / (people * rate)


def left_open(seen: int, people: int) -> tuple[float, float]:
    """Ends of the rate behind so many seen among so many: what chance alone leaves open, at 90 % (Jeffreys)."""
    low, high = (float(beta.ppf(end, seen + 0.5, people - seen + 0.5)) for end in (LOW, HIGH))
    return low, high


def of_site(evidence: Evidence, side: str, month: str, releases: int, reconvicted: int) -> Shrunk:
    """A pilot of one kind of site against the baseline and the prior of its side, discounted for design.

    releases: people released from it; reconvicted: those of them reconvicted within 12 months. Raises ValueError as
    shrink does.
    """
    group = evidence.women if side == "women" else evidence.men
    return shrink(
        reconvicted / max(releases, 1),
        releases,
        group.baseline_reconviction_12m.at(month).value,
        None,
        group.relative_risk_12m.at(month),
        evidence.design_discount.at(month).value,
    )


def stood_in(evidence: Evidence, side: str) -> bool:
    """Whether a figure, such as that of a pilot counted before, stands in the place of the studies' prior."""
    group = evidence.women if side == "women" else evidence.men
    return not all(isinstance(entry, Prior) for entry in group.relative_risk_12m.entries)


def of_studies(evidence: Evidence, files: Evidence, side: str) -> Evidence:
    """The evidence as its studies have it: where a figure stands in for the prior of a side, that of the files, so that
    no pilot is counted twice. files: the same group of studies as read, nothing changed."""
    if not stood_in(evidence, side):
        return evidence
    name = "women" if side == "women" else "men"
    own = getattr(files, name).relative_risk_12m
    group = getattr(evidence, name).model_copy(update={"relative_risk_12m": own})
    return evidence.model_copy(update={name: group})


def prior_path(group: str, side: str) -> str:
    """Dotted path of the prior that a pilot's result would stand in for."""
    return f"evidence.{group}.{'women' if side == 'women' else 'men'}.relative_risk_12m"


def in_place_of_prior(found: Shrunk, note: str) -> dict[str, str | float]:
    """What a pilot makes of the prior, as a figure of YAML: its middle, 90 % interval and how it came about."""
    return {
        "value": round(found.relative_risk, 4),
        "low": round(found.low, 4),
        "high": round(found.high, 4),
        "interval": CHANCE,
        "mark": "inferred",
        "note": note,
    }
