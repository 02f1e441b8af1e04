"""What is known of the effect of prison work on re-entry: config/evidence/, and its studies (studies/)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from model.schema.base import Bilingual, Day, Frozen, Key, refuse
from model.schema.prior import GrowthPrior, RelativeRiskPrior, SharePointsPrior
from model.schema.quantity import Chance, Figure, Mark, Months, Share
from model.schema.reference import SourceId

Use = Literal["prior", "context", "claim"]
"""prior: may build a prior; context: shown beside them; claim: its sponsor's word, shown and never used."""
Design = Literal[
    "randomised", "natural_experiment", "random_judges", "meta_analysis", "matched", "regression", "record_linkage",
    "cohort", "uncontrolled",
]  # fmt: skip
Outcome = Literal[
    "conviction", "return_to_prison", "reoffence", "rearrest", "recommitment", "recidivism", "proven_reoffending",
    "crime", "job", "job_12m", "job_first_quarter", "job_year", "job_in_year", "worked_a_day", "days_worked",
    "finds_job", "pay", "saving",
]  # fmt: skip
Metric = Literal["rate", "points", "relative", "odds_ratio", "risk_ratio", "effect_size", "days", "dollars"]
"""rate: a share, of no comparison; points: percentage points against the comparison; relative: change of the
rate as a share of it; odds_ratio, risk_ratio; effect_size: standardised difference d; days; dollars: of the study."""


class StudyEffect(Frozen):
    """One result of a study."""

    outcome: Outcome
    """What was measured."""
    about: Literal["return", "employment", "earnings", "saving"]
    """Which prior it speaks to."""
    horizon: Annotated[int, Field(ge=1, le=240)] | None = None
    """Months after release."""
    metric: Metric
    """How it is told."""
    value: float
    """The result."""
    low: float | None = None
    """Lower end of its interval."""
    high: float | None = None
    """Upper end of its interval."""
    interval: Chance | None = None
    """Chance of the interval; absent when it was told without one."""
    interval_from: Literal["published", "computed", "not_found", "none"]
    """published by the study; computed by us from two shares and n or a standard error; not_found; none: no effect."""
    treated: Annotated[float, Field(ge=0, le=1)] | None = None
    """Share among participants."""
    comparison: Annotated[float, Field(ge=0, le=1)] | None = None
    """Share among those compared with."""
    year: Day | None = None
    """Year, where it is not the study's."""
    n: Annotated[int, Field(ge=1)] | None = None
    """People, where they are not the study's."""
    source: SourceId | None = None
    """Source, where it is not the study's."""
    mark: Mark | None = None
    """How sure it is, where that is not the study's."""
    note: Annotated[str | None, Field(max_length=1000)] = None
    """Anything a reader should know about it."""

    @model_validator(mode="after")
    def _consistent(self) -> StudyEffect:
        told = self.low is not None and self.high is not None
        if told is not (self.interval_from in ("published", "computed")):
            refuse("interval_origin", origin=self.interval_from)
        if self.low is not None and self.high is not None and not self.low <= self.value <= self.high:
            refuse("interval_disordered", low=self.low, value=self.value, high=self.high)
        return self


class Study(Frozen):
    """One study: config/evidence/studies/<id>.yaml."""

    id: Key
    """Identity, as in the file's name; a prior names it."""
    label: Annotated[str, Field(min_length=1, max_length=200)]
    """Authors, or the body that published it."""
    year: Day | None = None
    """Year of publication."""
    country: Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
    """Where, two letters (ISO 3166)."""
    design: Design
    """How it compares."""
    n: Annotated[int, Field(ge=1)] | None = None
    """People studied."""
    women: bool = False
    """Whether it is about women only."""
    population: Bilingual
    """Who."""
    exposure: Bilingual
    """What they had that the others had not."""
    reading: Bilingual
    """What it is good for here."""
    use: Use
    """What it may be used for."""
    source: SourceId
    """Id of a source in config/sources.yaml."""
    mark: Mark
    """How sure its figures are."""
    licence: Annotated[str, Field(min_length=1, max_length=400)]
    """Terms of use."""
    effects: Annotated[tuple[StudyEffect, ...], Field(min_length=1)]
    """Its results."""


class Effect(Frozen):
    """Baseline and effect for one group of people."""

    baseline_reconviction_12m: Share
    """Share reconvicted within 12 months of release without the programme."""
    baseline_reconviction_24m: Share
    """The same within 24 months."""
    baseline_reconviction_36m: Share
    """The same within 36 months."""
    relative_risk_12m: RelativeRiskPrior
    """Risk of reconviction of participants over that of comparable people."""
    employment_gain: SharePointsPrior
    """Added share at work 12 months after release."""
    earnings_gain: GrowthPrior
    """Added pay of those at work, as a share of it."""


class EvidenceSet(Frozen):
    """One way to read the priors."""

    label: Bilingual
    """Name shown."""
    reads: Literal["prior", "none", "quantile"]
    """The whole law; no effect; or one point of each law."""
    favourable: Annotated[float, Field(ge=0, le=1)] | None = None
    """For a point: its quantile, 1 being the most favourable."""

    @model_validator(mode="after")
    def _consistent(self) -> EvidenceSet:
        if (self.reads == "quantile") is (self.favourable is None):
            refuse("missing_key", key="favourable")
        return self


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
    employment_level: Share
    """Share at work after release without the programme, at which a study's effect size is told in points."""
    no_effect_under: Months
    """Months of work under which no effect is counted."""
    full_effect_at: Months
    """Months of work from which the whole effect is counted."""
    constant_until: Months
    """Months after release up to which the relative risk holds."""
    gone_at: Months
    """Months after release at which it is 1 again."""
    design_discount: Share
    """Part of a matched or sponsored estimate that is taken off for its design."""
    further_discount: Share
    """Part of the priors' effect that is taken off on top: they are shrunk for design already."""
    displacement: Share
    """Chance that the seat replaces another prison job, so that only the difference counts."""
    sets: dict[Key, EvidenceSet]
    """Named readings of the priors."""
    read_as: Key
    """The reading in force."""

    @model_validator(mode="after")
    def _consistent(self) -> Evidence:
        if self.read_as not in self.sets:
            refuse("not_in_list", found=self.read_as, expected=", ".join(self.sets), suggestion="")
        if both := _disordered(self.no_effect_under, self.full_effect_at):
            refuse("dose_disordered", keys="no_effect_under full_effect_at", low=both[0], high=both[1])
        if both := _disordered(self.constant_until, self.gone_at):
            refuse("fading_disordered", keys="constant_until gone_at", low=both[0], high=both[1])
        return self

    @property
    def reading(self) -> EvidenceSet:
        """How the priors are read."""
        return self.sets[self.read_as]


def _disordered(first: Figure, second: Figure) -> tuple[float, float] | None:
    """Two figures that some date puts in the wrong order; None where the first is never above the second."""
    dates = {q.start for figure in (first, second) for q in figure.entries if q.start} or {"2000"}
    found = ((first.at(day).value, second.at(day).value) for day in sorted(dates))
    return next(((low, high) for low, high in found if low > high), None)
