"""What is known of the effect of prison work on re-entry: config/evidence/."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from model.schema.base import Bilingual, Frozen, Key
from model.schema.quantity import Months, RelativeRisk, Share, SharePoints


class Effect(Frozen):
    """Baseline and effect for one group of people."""

    baseline_reconviction_12m: Share
    """Share reconvicted within 12 months of release without the programme."""
    relative_risk_12m: RelativeRisk
    """Risk of reconviction of participants over that of comparable people."""
    employment_gain: SharePoints
    """Added share at work 12 months after release."""


class Evidence(Frozen):
    """Priors of the effect, by group of studies."""

    id: Key
    """Identity, as in the file's name; an activity names it."""
    label: Bilingual
    """Name shown."""
    caveat: Bilingual
    """Printed wherever the effect is shown."""
    grade: Annotated[str, Field(pattern=r"^[A-D]$")]
    """Strength of the evidence: A randomised, B natural experiment, C matched or adjusted, D raw."""
    men: Effect
    """Men's and mixed sites."""
    women: Effect
    """Women's sites."""
    no_effect_under: Months
    """Months of work under which no effect is counted."""
    full_effect_at: Months
    """Months of work from which the whole effect is counted."""
    displacement: Share
    """Chance that the seat replaces another prison job, so that only the difference counts."""
