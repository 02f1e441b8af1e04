"""Law as dated parameters: config/legislation/<id>.yaml, one file each."""

from __future__ import annotations

from itertools import pairwise
from typing import Annotated, Literal

from pydantic import Field, model_validator

from model.schema.base import Bilingual, Day, Frozen, Key, first_day, refuse
from model.schema.quantity import Chance, Mark, Quantity

Number = Annotated[float, Field(allow_inf_nan=False)]
_POSITIVE = ("smic_hourly_gross", "social_security_ceiling", "full_time_weekly_hours")
"""Rules that nothing can be computed from at zero."""
HIGHEST_FLOOR = 1.5
"""Highest pay floor that is taken, as a share of the SMIC: above it, a percentage was meant."""
Regime = Literal["production", "sg1", "sg2", "sg3"]


class Bracket(Frozen):
    """A slice of a month's receipts and its rate."""

    above: Annotated[float, Field(ge=0)]
    """Lower bound of the slice, EUR a month."""
    rate: Annotated[float, Field(ge=0, le=1)]
    """Share taken from the slice."""


class DatedValue(Frozen):
    """A value and the day from which it holds."""

    start: Annotated[Day, Field(alias="from")]
    """First day in force."""
    value: float | None = None
    """The value; null when the rule ends or does not yet exist."""
    brackets: tuple[Bracket, ...] = ()
    """The scale, for a parameter that is one."""
    low: float | None = None
    """Lower end of the interval."""
    high: float | None = None
    """Upper end of the interval."""
    interval: Chance | None = None
    """Chance that the truth lies between low and high."""
    force: Literal["law", "indicative"] = "law"
    """Whether it binds or only guided (before 2011 the minimum pay was indicative)."""
    reference: Annotated[str | None, Field(max_length=400)] = None
    """Text of law."""
    source: Annotated[str | None, Field(max_length=120)] = None
    """Id of a source in config/sources.yaml."""
    mark: Mark
    """How sure it is."""
    note: Annotated[str | None, Field(max_length=1000)] = None
    """Anything a reader should know."""

    def quantity(self, unit: str) -> Quantity:
        """The value as a figure, to be read or drawn like any other."""
        return Quantity(
            value=self.value or 0.0,
            low=self.low,
            high=self.high,
            interval=self.interval,
            unit=unit,
            mark="assumed",
        )

    @model_validator(mode="after")
    def _sourced(self) -> DatedValue:
        if self.mark.startswith("found") and self.source is None:
            refuse("source_missing", mark=self.mark)
        if (self.low is not None or self.high is not None) and self.interval is None:
            refuse("interval_unnamed")
        low = self.value if self.low is None else self.low
        high = self.value if self.high is None else self.high
        if self.value is not None and low is not None and high is not None and not low <= self.value <= high:
            refuse("interval_disordered", low=self.low, value=self.value, high=self.high)
        return self


class LawParameter(Frozen):
    """One rule of law with all its values."""

    id: Key
    """Identity, as in the file's name."""
    label: Bilingual
    """Name shown."""
    description: Bilingual | None = None
    """What it does."""
    kind: Literal["value", "contribution", "brackets"] = "value"
    """A value, a contribution on pay, or a scale of brackets."""
    unit: Annotated[str, Field(max_length=40)]
    """Unit of the values."""
    payer: Literal["employee", "employer"] | None = None
    """Who owes the contribution."""
    base: Literal["gross", "gross_to_ceiling", "smic_hours"] | None = None
    """What the contribution is taken on: gross pay, gross pay up to the social-security ceiling, or a flat
    number of hours of SMIC (``base_hours``)."""
    base_share: Key | None = None
    """Id of the parameter that gives the share of the base that counts; absent means all of it."""
    base_hours: Key | None = None
    """Id of the parameter that gives the flat hours of SMIC."""
    regimes: Annotated[tuple[Regime, ...], Field(min_length=1)] | None = None
    """Regimes of pay that owe the contribution."""
    last_value_still_valid_on: Day | None = None
    """Last day on which the last value was seen in force."""
    values: Annotated[tuple[DatedValue, ...], Field(min_length=1)]
    """Values, oldest first."""

    @property
    def most(self) -> float | None:
        """What no value may exceed: the whole, for a share; half as much again as the SMIC, for a pay floor; else
        None."""
        if not self.unit.startswith("share"):
            return None
        return HIGHEST_FLOOR if self.id.startswith("floor_") else 1.0

    @model_validator(mode="after")
    def _whole(self) -> LawParameter:
        most = self.most
        for value in self.values:
            if value.value is not None and (value.value < 0 or (value.value == 0 and self.id in _POSITIVE)):
                refuse("too_low", bound=0.01 if self.id in _POSITIVE else 0, unit=self.unit, found=value.value)
            if value.value is not None and most is not None and value.value > most:
                refuse("too_high", bound=most, unit=self.unit, found=value.value)
        dates = [first_day(v.start) for v in self.values]
        if any(b <= a for a, b in pairwise(dates)):
            refuse("dates_disordered")
        if self.kind == "contribution" and not (self.payer and self.base and self.regimes):
            refuse("contribution_incomplete")
        if self.kind == "brackets" and not all(v.brackets for v in self.values):
            refuse("brackets_missing")
        return self


class Outlook(Frozen):
    """What is assumed of the law and of prices after the last known value (legislation/outlook.yaml)."""

    smic_growth: DatedValue
    """Yearly growth of the SMIC, applied each 1 January after the last known value (rate/year)."""
    inflation: DatedValue
    """Yearly growth of prices (rate/year)."""
    bracket_growth: DatedValue
    """Yearly growth of the amounts of the account split (rate/year); 0 keeps them frozen."""
