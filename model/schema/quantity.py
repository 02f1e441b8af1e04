"""A figure of a profile: value, unit, interval, source, mark; possibly one per date."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, GetJsonSchemaHandler, model_serializer, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from model.schema.base import Day, Frozen, first_day, refuse

Mark = Literal["found", "found_secondary", "found_weak", "inferred", "memory", "assumed", "imputed", "chosen"]
"""How sure a figure is. found: read in its source; found_secondary: in a copy of it; found_weak: in a weak
source; inferred: derived by us; memory: unchecked; assumed: a judgement; imputed: stands in for an unknown,
computed from others like it; chosen: a decision, exact by nature."""

_SURE: tuple[Mark, ...] = (
    "found", "chosen", "found_secondary", "found_weak", "inferred", "memory", "imputed", "assumed",
)  # fmt: skip


def weakest(marks: Iterable[Mark]) -> Mark:
    """The mark of what rests on several figures: that of the least sure of them."""
    return max(marks, key=_SURE.index)


SOURCED: frozenset[str] = frozenset({"found", "found_secondary"})
"""Marks that may be shown as sourced (``chosen`` is neither a source nor a guess)."""


def _chance(value: float) -> float:
    if value not in (0.80, 0.90, 0.95):
        refuse("not_in_list", found=value, expected="0.80, 0.90, 0.95", suggestion="")
    return value


Chance = Annotated[float, AfterValidator(_chance), Field(json_schema_extra={"enum": [0.80, 0.90, 0.95]})]
"""How sure an interval is: 0.80, 0.90 or 0.95."""

Origin = Literal["profile", "override", "type_default", "national_default"]


class Quantity(Frozen):
    """One figure with where it comes from."""

    start: Annotated[Day | None, Field(alias="from")] = None
    """First day on which the figure holds, in a list of dated figures."""
    value: float
    """Best value."""
    unit: Annotated[str | None, Field(max_length=40)] = None
    """Unit; must be the field's own, and is filled in when absent."""
    low: float | None = None
    """Lower end of the interval."""
    high: float | None = None
    """Upper end of the interval."""
    interval: Chance | None = None
    """Chance that the truth lies between low and high."""
    as_of: Day | None = None
    """Date of the figure."""
    source: Annotated[str | None, Field(max_length=120)] = None
    """Id of a source in config/sources.yaml."""
    mark: Mark
    """How sure the figure is."""
    note: Annotated[str | None, Field(max_length=1000)] = None
    """Anything a reader should know about it."""

    @model_validator(mode="after")
    def _consistent(self) -> Quantity:
        low = self.value if self.low is None else self.low
        high = self.value if self.high is None else self.high
        if not low <= self.value <= high:
            refuse("interval_disordered", low=low, value=self.value, high=high)
        if (self.low is not None or self.high is not None) and self.interval is None:
            refuse("interval_unnamed")
        if self.mark.startswith("found") and self.source is None:
            refuse("source_missing", mark=self.mark)
        return self

    @property
    def origin(self) -> Origin:
        """Where the figure was written."""
        return "profile"

    @property
    def sourced(self) -> bool:
        """True when it may be shown as found in a source."""
        return self.mark in SOURCED and self.origin in ("profile", "override")


class StandIn(Quantity):
    """A default that stands in for a figure that a profile does not know."""

    stands_for: Literal["type_default", "national_default"]
    """Which default was taken."""

    @property
    def origin(self) -> Origin:
        """Which default was taken."""
        return self.stands_for


class Figure(Frozen):
    """A figure: a bare number (an exact choice), a quantity, or a list of dated quantities."""

    entries: Annotated[tuple[Quantity, ...], Field(min_length=1)]
    """The quantities, oldest first."""

    @model_validator(mode="before")
    @classmethod
    def _from_yaml(cls, raw: Any) -> Any:
        if isinstance(raw, Figure) or (isinstance(raw, dict) and set(raw) == {"entries"}):
            return raw
        if isinstance(raw, bool) or raw is None or isinstance(raw, str):
            refuse("not_a_figure", found="" if raw is None else str(raw)[:60])
        if isinstance(raw, (int, float)):
            return {"entries": ({"value": float(raw), "mark": "chosen"},)}
        if isinstance(raw, dict):
            return {"entries": (_floats(raw),)}
        if isinstance(raw, (list, tuple)):
            if not raw:
                refuse("empty_list")
            for item in raw:
                if isinstance(item, dict) and "from" not in item:
                    refuse("from_missing")
            return {"entries": tuple(_floats(item) if isinstance(item, dict) else item for item in raw)}
        refuse("not_a_figure", found=type(raw).__name__)

    @model_validator(mode="after")
    def _ordered(self) -> Figure:
        dates = [first_day(q.start) for q in self.entries if q.start]
        if any(later <= earlier for earlier, later in pairwise(dates)):
            refuse("dates_disordered")
        return self

    @model_serializer(mode="plain")
    def _to_yaml(self) -> Any:
        def one(q: Quantity) -> Any:
            written = {"from": q.start} | {k: getattr(q, k) for k in Quantity.model_fields if k != "start"}
            kept = {k: v for k, v in written.items() if v is not None}
            return kept["value"] if set(kept) <= {"value", "mark", "unit"} and q.mark == "chosen" else kept

        written = [one(q) for q in self.entries]
        return written[0] if len(written) == 1 and self.entries[0].start is None else written

    def at(self, month: str) -> Quantity:
        """The quantity in force in a month (YYYY-MM), from its own month on; before the first date, the first one."""
        in_force = self.entries[0]
        if len(self.entries) == 1:
            return in_force
        day = first_day(month)
        for quantity in self.entries:
            if quantity.start is None or first_day(quantity.start) <= day or quantity.start[:7] == month[:7]:
                in_force = quantity
        return in_force

    @property
    def latest(self) -> Quantity:
        """The most recent quantity."""
        return self.entries[-1]

    def standing_in(self, origin: Literal["type_default", "national_default"]) -> Figure:
        """The same figure, marked as a default that stands in for an unknown."""
        return Figure(entries=tuple(StandIn(**q.model_dump(), stands_for=origin) for q in self.entries))


def _floats(raw: dict[str, Any]) -> dict[str, Any]:
    """Whole numbers are numbers: strict mode would refuse 1 where 1.0 is meant."""
    whole = ("value", "low", "high", "interval")
    return {k: float(v) if k in whole and isinstance(v, int) and not isinstance(v, bool) else v for k, v in raw.items()}


@dataclass(frozen=True)
class Bounds:
    """The unit a figure must have, and the bounds it must keep."""

    unit: str
    low: float | None = 0.0
    high: float | None = None

    def __call__(self, figure: Figure) -> Figure:
        """Check unit and bounds of every entry; fill an absent unit in."""
        for q in figure.entries:
            if q.unit is not None and q.unit != self.unit:
                refuse("wrong_unit", expected=self.unit, found=q.unit)
            for value in (q.value, q.low, q.high):
                if value is None:
                    continue
                if self.low is not None and value < self.low:
                    refuse("too_low", bound=self.low, unit=self.unit, found=value)
                if self.high is not None and value > self.high:
                    refuse("too_high", bound=self.high, unit=self.unit, found=value)
        if all(q.unit == self.unit for q in figure.entries):
            return figure
        return type(figure)(entries=tuple(q.model_copy(update={"unit": self.unit}) for q in figure.entries))

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> CoreSchema:
        return core_schema.no_info_after_validator_function(self, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        number: dict[str, Any] = {"type": "number"}
        if self.low is not None:
            number["minimum"] = self.low
        if self.high is not None:
            number["maximum"] = self.high
        quantity = handler.resolve_ref_schema(
            handler(core_schema.model_schema(Quantity, Quantity.__pydantic_core_schema__))
        )
        one = {
            **quantity,
            "properties": {
                **quantity["properties"],
                "value": number,
                "low": number,
                "high": number,
                "unit": {"const": self.unit},
            },
        }
        return {
            "description": f"{self.unit}",
            "anyOf": [number, one, {"type": "array", "items": one, "minItems": 1}],
        }


Share = Annotated[Figure, Bounds("share", 0.0, 1.0)]
People = Annotated[Figure, Bounds("people")]
Places = Annotated[Figure, Bounds("places")]
SquareMetres = Annotated[Figure, Bounds("m2")]
Months = Annotated[Figure, Bounds("months", 0.0, 600.0)]
Hours = Annotated[Figure, Bounds("hours", 0.0, 24.0)]
Seconds = Annotated[Figure, Bounds("seconds", 0.0, 86400.0)]
Days = Annotated[Figure, Bounds("days", 0.0, 7.0)]
WeeklyHours = Annotated[Figure, Bounds("hours/week", 0.0, 60.0)]
MonthlyProbability = Annotated[Figure, Bounds("probability/month", 0.0, 1.0)]
YearlyProbability = Annotated[Figure, Bounds("probability/year", 0.0, 1.0)]
Euros = Annotated[Figure, Bounds("EUR")]
EurosAnHour = Annotated[Figure, Bounds("EUR/hour", 0.0, 1000.0)]
EurosAMonth = Annotated[Figure, Bounds("EUR/month")]
EurosAYear = Annotated[Figure, Bounds("EUR/year")]
EurosADay = Annotated[Figure, Bounds("EUR/day")]
EurosPerM2AYear = Annotated[Figure, Bounds("EUR/m2/year")]
HoursAMonth = Annotated[Figure, Bounds("hours/month", 0.0, 744.0)]
HoursAYear = Annotated[Figure, Bounds("hours/year", 1.0, 8784.0)]
DaysPerReconviction = Annotated[Figure, Bounds("days/reconviction", 0.0, 20000.0)]
EurosPerSeat = Annotated[Figure, Bounds("EUR/seat")]
EurosPerSeatMonth = Annotated[Figure, Bounds("EUR/seat/month")]
EurosPerM2 = Annotated[Figure, Bounds("EUR/m2")]
M2PerSeat = Annotated[Figure, Bounds("m2/seat", 0.5, 100.0)]
PerSeat = Annotated[Figure, Bounds("people/seat", 0.0, 2.0)]
Posts = Annotated[Figure, Bounds("posts", 0.0, 50.0)]
WorkshopCount = Annotated[Figure, Bounds("workshops", 0.0, 50.0)]
Ratio = Annotated[Figure, Bounds("ratio", 0.0, 100.0)]
PerStation = Annotated[Figure, Bounds("ratio", 0.25, 100.0)]
LogUnits = Annotated[Figure, Bounds("log units", 0.0, 5.0)]
YearlyRate = Annotated[Figure, Bounds("rate/year", -0.5, 0.5)]
RelativeRisk = Annotated[Figure, Bounds("relative risk", 0.0, 5.0)]
SharePoints = Annotated[Figure, Bounds("share points", -1.0, 1.0)]
