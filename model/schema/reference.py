"""Sources, indicators, defaults: config/sources.yaml, config/indicators.yaml, config/defaults.yaml."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from model.schema.base import Bilingual, Day, Frozen, Key
from model.schema.money import MoneyDefaults
from model.schema.prison import Debts, Flows, PopulationFigures, PrisonType, RoomHours
from model.schema.quantity import (
    EurosAYear,
    EurosPerM2,
    Months,
    Places,
    Posts,
    Ratio,
    Seconds,
    Share,
    SquareMetres,
    WorkshopCount,
    YearlyProbability,
)
from model.schema.rollout import Aim

SourceId = Annotated[str, Field(pattern=r"^[a-z0-9]+([.-][a-z0-9]+)*$", max_length=120)]


class Source(Frozen):
    """A source, described once and named by id."""

    title: Annotated[str, Field(min_length=1, max_length=400)]
    """Title, in its own language."""
    publisher: Annotated[str | None, Field(max_length=200)] = None
    """Who published it."""
    date: Day | None = None
    """Date of publication, or of reading when it has none."""
    address: Annotated[str | None, Field(max_length=400)] = None
    """Where it can be found."""
    licence: Annotated[str | None, Field(max_length=200)] = None
    """Terms of re-use."""
    note: Annotated[str | None, Field(max_length=1000)] = None
    """Weakness, copy, conflict."""


class Sources(Frozen):
    """All sources."""

    sources: dict[SourceId, Source]
    """By id."""


class Indicator(Frozen):
    """One figure that the planner shows: defined once, in both languages."""

    id: Key
    """Identity; fixed interface."""
    label: Bilingual
    """Name shown."""
    unit: Annotated[str, Field(max_length=40)]
    """Unit."""
    direction: Literal["up", "down", "neutral"]
    """Which way is better."""
    party: Literal["detainee", "victim", "State", "company", "social_insurance", "programme"]
    """Whom it concerns."""
    of_year: Literal["sum", "mean", "last", "max"]
    """How months make a year."""
    if_no_effect: float | Key | None = None
    """Its value when work has no effect on re-entry, or the indicator that tells it; absent where it does not rest on
    one."""
    formula: Bilingual
    """How it is computed, in words."""


class Indicators(Frozen):
    """All indicators, in the order in which they are shown."""

    indicators: tuple[Indicator, ...]
    """The list."""


class ProgrammeDefaults(Frozen):
    """Figures that belong to no site."""

    absence: Share
    """Share of contract hours not worked."""
    unpaid_holidays: Share
    """Share of contract hours that fall on unpaid public holidays."""
    productivity: Ratio
    """Output of an hour against the same hour outside."""
    equipment_share: Share
    """Share of the equipment that the company pays."""
    voluntary_payers: Share
    """Share of debtors who pay their creditors more than the levy, where the scenario has such payments."""
    leaving: YearlyProbability
    """Chance in a year that a company leaves."""
    notice_months: Months
    """Months between its decision and the end."""
    lead_time: Months
    """Months from agreement to opening."""
    officers_per_workshop: Posts
    """Prison officers posted to a workshop."""
    officer_cost: EurosAYear
    """Full-time prison officer."""
    supervisor_cost: EurosAYear
    """Full-time company supervisor."""
    trainees_per_trainer: Ratio
    """People whom one trainer trains at once."""
    lines_per_call_station: Ratio
    """Telephone lines of a station where people call."""
    project_posts_per_opening: Posts
    """Full-time posts that prepare one opening, through its lead time."""
    project_posts: Posts
    """Full-time posts that seek companies and prepare openings today, in the whole country."""
    fitout_per_m2: EurosPerM2
    """Refit of a room that is not equipped."""


class PrisonDefaults(Frozen):
    """What stands in for what a profile does not know."""

    density: Ratio | None = None
    """People detained per place; stands in for the number detained."""
    population: PopulationFigures = PopulationFigures()
    flows: Flows = Flows()
    debts: Debts = Debts()
    room: RoomHours = RoomHours()


class CallDefaults(Frozen):
    """What a team that answers calls is measured by, where its company says nothing."""

    handling: Seconds
    """Mean time that a call keeps an agent."""
    answer_within: Seconds
    """Wait within which calls should be answered."""
    service_level: Share
    """Share of calls to answer within it."""
    most_busy: Share
    """Share of their time on line that agents may be busy."""
    shrinkage: Share
    """Share of paid time away from the line."""


class PlanningDefaults(Frozen):
    """What an optimised plan takes for granted where its scenario says nothing."""

    free_area: SquareMetres
    """Free workshop floor in all prisons; by place, it stands in for a prison's own."""
    places: Places
    """Places in all prisons: what the free floor is spread over."""
    workshops_per_prison: WorkshopCount
    """Workshops that one prison may hold."""
    pool_share: Share
    """Share of the suitable people of a prison for whom there may be seats."""
    ramp_penalty: Ratio
    """What a seat above a company's yearly ramp costs at a year's end where the ramp is penalised, over what a filled
    seat brings in a year to the aim sought."""
    order: Annotated[tuple[Aim, ...], Field(min_length=1)]
    """The aims, the most important first."""
    tolerance: Share
    """Share of an aim that may be given up for the next one."""


class Defaults(Frozen):
    """Defaults: women's prisons first, then by type, then national."""

    programme: ProgrammeDefaults
    calls: CallDefaults
    planning: PlanningDefaults
    money: MoneyDefaults
    national: PrisonDefaults
    by_type: dict[Literal["MA", "CD", "CP", "MC", "CSL", "EPM", "EPSNF", "women"], PrisonDefaults]
    """By type of prison; ``women`` holds for women's prisons before their type."""
    without_workshops: dict[PrisonType, Bilingual]
    """Types that hold no workshop unless a profile gives one, with the reason."""
    without_local_minimum_wage: dict[str, Bilingual]
    """Regions where the metropolitan SMIC does not hold and whose own minimum wage is not given, with the reason."""
    published_before_is_old: Day
    """A published figure older than this is shown as old."""
