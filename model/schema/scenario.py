"""A scenario: config/scenarios/<id>.yaml."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from model.schema.base import Bilingual, Frozen, Key, Month, Slug
from model.schema.prison import PrisonType

Seat = Annotated[int, Field(ge=1, le=2000)]
Amount = Annotated[float, Field(ge=0)]
Year = Annotated[int, Field(ge=2000, le=2100)]


class Which(Frozen):
    """Prisons chosen by where they are or what they are; all conditions hold together."""

    region: tuple[str, ...] = ()
    """Administrative regions."""
    disp: tuple[str, ...] = ()
    """Interregional directions."""
    type: tuple[PrisonType, ...] = ()
    """Types."""


class Policy(Frozen):
    """Choices of whoever runs the programme."""

    floor: Literal["legal"] | Annotated[float, Field(ge=0.2, le=1.5)] = "legal"
    """Least hourly pay: the legal floor, or a share of the SMIC."""
    victims_rule: Annotated[str, Field(pattern=r"^(statutory|none|flat:(0(\.\d+)?|1(\.0+)?))$")] = "statutory"
    """How a month's receipts are split: as the law says, not at all, or flat:R from the first euro."""
    december_bounds: Literal["absolute", "shifted"] = "absolute"
    """Whether December's doubled exemption leaves the brackets where they are or moves them by as much."""
    contributions_borne_by: Literal["company", "State"] = "company"
    """Who bears the employer's contributions (L412-11: the company)."""
    candidates_mode: Literal["observed", "decomposed"] = "observed"
    """One selection share, or clearance x health x conditional selection; never both."""
    discount_rate: Annotated[float, Field(ge=0, le=0.2)] = 0.032
    """Yearly rate for present values."""
    population_growth: Annotated[float, Field(ge=-0.2, le=0.2)] = 0.0
    """Yearly growth of the number detained."""


class Limits(Frozen):
    """What a plan may not exceed."""

    state_capex: dict[Year, Amount] = Field(default_factory=dict)
    """EUR a year that the State may invest."""
    openings_per_quarter: Annotated[int, Field(ge=0)] | None = None
    """Workshops opened in a quarter."""


class Target(Frozen):
    """A level to reach or to keep under."""

    at_least: float | None = None
    """Reach it."""
    at_most: float | None = None
    """Keep under it."""
    by: Year | None = None
    """Year; absent means by the end."""


class OtherTarget(Frozen):
    """A level for any indicator."""

    indicator: Key
    """Id of the indicator."""
    scope: Literal["programme", "region", "disp", "prison", "company", "workshop"] = "programme"
    """What it is measured over."""
    id: str | None = None
    """Which one."""
    period: str = "total"
    """Year, or total."""
    at_least: float | None = None
    """Reach it."""
    at_most: float | None = None
    """Keep under it."""


class Targets(Frozen):
    """What the programme wants to reach."""

    seats: Annotated[float, Field(ge=0)] | Target | None = None
    """People at work; a bare number means by the end."""
    others: tuple[OtherTarget, ...] = ()
    """Targets on other indicators."""


class Opening(Frozen):
    """One workshop of a plan."""

    prison: Slug
    """Id of the prison."""
    company: Slug
    """Id of the company."""
    opens: Month
    """First month of work."""
    seats: Seat
    """Seats once all equipment is there."""
    ramp: tuple[Annotated[int, Field(ge=0, le=2000)], ...] = ()
    """Seats in the first months, one number a month, until all are there."""
    closes: Month | None = None
    """First month without work."""
    side: Literal["men", "women"] | None = None
    """Which side of a mixed prison; absent means the larger."""
    existing: bool = False
    """Whether it stands before the scenario begins: equipped and staffed, so neither is paid for again."""
    equipped_by: Literal["company", "State", "shared"] = "shared"
    """Who pays the equipment; shared means by the company's share."""

    @property
    def workshop(self) -> str:
        """Id of the workshop."""
        return f"{self.prison}:{self.company}"


class Variant(Frozen):
    """A change to a scenario, run as ``scenario@variant``."""

    title: Bilingual
    """Name shown."""
    note: Bilingual | None = None
    """Why it exists."""
    overrides: dict[str, Any]
    """Dotted path to new value."""


class Scenario(Frozen):
    """What is asked: when, where, with whom, under which rules."""

    id: Slug
    """Identity, as in the file's name."""
    title: Bilingual
    """Name shown."""
    question: Bilingual
    """The question it answers, in one sentence."""
    start: Month
    """First month."""
    months: Annotated[int, Field(ge=1, le=600)]
    """Number of months."""
    prisons: Literal["all"] | tuple[Slug, ...] | Which = "all"
    """Prisons in play."""
    companies: Literal["all"] | tuple[Slug, ...] = "all"
    """Companies in play."""
    policy: Policy = Policy()
    limits: Limits = Limits()
    targets: Targets = Targets()
    plan: Annotated[tuple[Opening, ...], Field(min_length=1)]
    """Workshops to open."""
    reference: Slug | None = None
    """Scenario that this one is compared with."""
    overrides: dict[str, Any] = Field(default_factory=dict)
    """Dotted path to new value, for any input."""
    variants: dict[Slug, Variant] = Field(default_factory=dict)
    """Named changes."""
    notes: tuple[Bilingual, ...] = ()
    """What a reader should know."""
