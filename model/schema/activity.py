"""A kind of work: config/activities.yaml."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from model.schema.base import Bilingual, Frozen, Key
from model.schema.quantity import (
    Euros,
    EurosAnHour,
    EurosPerSeat,
    EurosPerSeatMonth,
    M2PerSeat,
    Months,
    PerSeat,
    Ratio,
    Share,
)


class Education(Frozen):
    """The level that the work asks for, found out by diploma or by test, never both."""

    by: Literal["none", "diploma", "test"]
    """How the level is found out: no level, a diploma, or a test of functional French."""
    diploma: Literal["cap", "bac"] | None = None
    """Diploma required, when by diploma."""


class Needs(Frozen):
    """What the work needs from the prison."""

    dial_out: bool = False
    """Operators dial out."""
    recorded_calls: bool = False
    """Calls are recorded."""
    internet: bool = False
    """A network reaches the workshop."""
    personal_data: bool = False
    """Personal data of callers are handled."""
    cold_calling: bool = False
    """Consumers are called without their consent."""


class Activity(Frozen):
    """A kind of work that a prison could hold."""

    id: Key
    """Identity."""
    label: Bilingual
    """Name shown."""
    group: Literal["calls", "office", "workshop"]
    """Family: sets which priors hold."""
    education: Education
    needs: Needs = Needs()
    minimum_stay: Months
    """Months that a recruit should have left."""
    selection: Share
    """Share of those with the level and the time who are found suitable (clearance and health inside it)."""
    selection_if_decomposed: Share | None = None
    """The same once clearance and health are counted apart."""
    trial_months: Months
    """Trial and training, in months."""
    pass_rate: Share
    """Share who pass the trial."""
    train_beside: bool = False
    """Whether trainees work beside the posts instead of holding one."""
    area_per_seat: M2PerSeat
    """Floor area per work station."""
    equipment_per_seat: EurosPerSeat
    """Equipment per work station."""
    platform_per_seat: EurosPerSeatMonth
    """Licences and lines."""
    hiring_cost: Euros
    """Recruiting and training one person."""
    supervisors_per_seat: PerSeat
    """Company supervisors per seat."""
    productivity: Ratio | None = None
    """Output of an hour against the same hour outside; absent means the default."""
    market_hour: EurosAnHour | None = None
    """Price of the same hour in France, billed to a client."""
    evidence: Key = "prison_work"
    """Group of studies that its effect on re-entry rests on."""
    notes: tuple[Annotated[str, Field(max_length=2000)], ...] = ()
    """What a reader should know."""


class Activities(Frozen):
    """All kinds of work."""

    activities: Annotated[tuple[Activity, ...], Field(min_length=1)]
    """The list."""
