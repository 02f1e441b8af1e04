"""A prior of the evidence: a PERT law built from named studies, possibly with a weight exactly on no effect."""

from __future__ import annotations

from typing import Annotated, Any

import numpy as np
from pydantic import Discriminator, Field, GetJsonSchemaHandler, Tag, model_serializer, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from model.interval import CHANCE, HIGH, LOW
from model.pert import Pert
from model.schema.base import Frozen, Key, refuse
from model.schema.quantity import Bounds, Figure, Quantity

_WRITTEN = ("pert", "no_effect", "unit", "as_of", "studies", "source", "mark", "note")
_COMPUTED = ("value", "low", "high", "interval")


class PertLaw(Frozen):
    """Least, likeliest and greatest value."""

    low: float
    """Least value."""
    mode: float
    """Likeliest value."""
    high: float
    """Greatest value."""

    @model_validator(mode="after")
    def _ordered(self) -> PertLaw:
        if not self.low <= self.mode <= self.high:
            refuse("interval_disordered", low=self.low, value=self.mode, high=self.high)
        return self


class NoEffect(Frozen):
    """Weight that stands exactly on no effect."""

    weight: Annotated[float, Field(ge=0, le=1)]
    """Chance that there is no effect at all."""
    value: float
    """What no effect is: 1 for a relative risk, 0 for points."""


class Prior(Quantity):
    """A figure whose law is stated; value is its mean, low and high are its 5 % and 95 % quantiles."""

    pert: PertLaw
    """The smooth part of the law."""
    no_effect: NoEffect | None = None
    """Weight exactly on no effect; absent means none."""
    studies: Annotated[tuple[Key, ...], Field(min_length=1)]
    """Ids of the studies it is built from, in config/evidence/studies/."""

    @model_validator(mode="before")
    @classmethod
    def _computed(cls, raw: Any) -> Any:
        if not isinstance(raw, dict) or not isinstance(raw.get("pert"), dict):
            return raw
        law = _law(raw["pert"], raw.get("no_effect"))
        if law is None:
            return {**raw, "value": 0.0}  # what is wrong with the law is told where it stands
        low, high = (float(end) for end in law.quantile(np.array((LOW, HIGH))))
        mean = law.mean
        return {**raw, "value": mean, "low": min(low, mean), "high": max(high, mean), "interval": CHANCE}

    @property
    def law(self) -> Pert:
        """The law as numbers."""
        none = self.no_effect or NoEffect(weight=0.0, value=0.0)
        return Pert(self.pert.low, self.pert.mode, self.pert.high, none.weight, none.value)


def _law(pert: dict[str, Any], none: Any) -> Pert | None:
    """The law of what was written; None where it is not one."""
    none = none if isinstance(none, dict) else {}
    numbers = [*(pert.get(k) for k in ("low", "mode", "high")), none.get("weight", 0.0), none.get("value", 0.0)]
    if not all(isinstance(n, (int, float)) and not isinstance(n, bool) for n in numbers):
        return None
    law = Pert(*(float(n) for n in numbers if n is not None))
    return law if law.low <= law.mode <= law.high and 0 <= law.weight <= 1 else None


def _which(entry: Any) -> str:
    stated = entry.get("pert") if isinstance(entry, dict) else getattr(entry, "pert", None)
    return "quantity" if stated is None else "prior"


class PriorFigure(Figure):
    """A prior, or a plain figure that stands for it (an override)."""

    entries: Annotated[
        tuple[
            Annotated[Annotated[Prior, Tag("prior")] | Annotated[Quantity, Tag("quantity")], Discriminator(_which)], ...
        ],
        Field(min_length=1),
    ]
    """The law; or quantities, oldest first."""

    @model_validator(mode="before")
    @classmethod
    def _from_yaml(cls, raw: Any) -> Any:
        if isinstance(raw, dict) and "pert" in raw:
            if stated := [k for k in _COMPUTED if k in raw]:
                refuse("unknown_key", key=stated[0], suggestion="", known=", ".join(_WRITTEN))
            studies = raw.get("studies")
            return {"entries": ({**raw, **({"studies": tuple(studies)} if isinstance(studies, list) else {})},)}
        return Figure._from_yaml.__func__(cls, raw)

    @model_serializer(mode="plain")
    def _to_yaml(self) -> Any:
        first = self.entries[0]
        if not isinstance(first, Prior):
            return Figure._to_yaml(self)
        return {k: v for k in _WRITTEN if (v := getattr(first, k)) is not None}


class PriorBounds(Bounds):
    """Bounds of a prior: those of its figure, and of the ends of its law."""

    def __call__(self, figure: Figure) -> Figure:
        """Check every entry; fill an absent unit in."""
        for law in (q.pert for q in figure.entries if isinstance(q, Prior)):
            if self.low is not None and law.low < self.low:
                refuse("too_low", bound=self.low, unit=self.unit, found=law.low)
            if self.high is not None and law.high > self.high:
                refuse("too_high", bound=self.high, unit=self.unit, found=law.high)
        return super().__call__(figure)

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        found = super().__get_pydantic_json_schema__(schema, handler)
        prior = handler.resolve_ref_schema(handler(core_schema.model_schema(Prior, Prior.__pydantic_core_schema__)))
        kept = {k: v for k, v in prior["properties"].items() if k in _WRITTEN}
        written = {**prior, "title": "Prior", "properties": kept, "required": ["pert", "studies", "mark"]}
        return {**found, "anyOf": [written, *found["anyOf"]]}


RelativeRiskPrior = Annotated[PriorFigure, PriorBounds("relative risk", 0.0, 5.0)]
SharePointsPrior = Annotated[PriorFigure, PriorBounds("share points", -1.0, 1.0)]
GrowthPrior = Annotated[PriorFigure, PriorBounds("share", 0.0, 1.0)]
