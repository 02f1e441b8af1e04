"""A scenario: config/scenarios/<id>.yaml."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, Tag

from model.schema.base import Bilingual, Frozen, Key, Month, Side, Slug
from model.schema.law import HIGHEST_FLOOR
from model.schema.prison import PrisonType
from model.schema.rollout import Forbidden, Objective, Pin, Search

Seat = Annotated[int, Field(ge=1, le=2000)]
Amount = Annotated[float, Field(ge=0)]
Year = Annotated[int, Field(ge=2000, le=2100)]
Part = Annotated[float, Field(ge=0, le=1)]


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

    floor: Literal["legal"] | Annotated[float, Field(ge=0.2, le=HIGHEST_FLOOR)] = "legal"
    """Least hourly pay: the legal floor, or a share of the SMIC."""
    victims_rule: Annotated[str, Field(pattern=r"^(statutory|none|flat:(0(\.\d+)?|1(\.0+)?))$")] = "statutory"
    """How a month's receipts are split: as the law says, not at all, or flat:R from the first euro."""
    voluntary: Annotated[str, Field(pattern=r"^(none|euros:\d+(\.\d+)?|share:(0(\.\d+)?|1(\.0+)?))$")] = "none"
    """What debtors who do so pay their creditors on top of the levy, out of what is free to use, until the debt is
    cleared: nothing, euros:X a month, or share:X of what is free to use."""
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
    """EUR a year that the State may invest; a year that is not named has no limit."""
    openings_per_quarter: Annotated[int, Field(ge=0)] | None = None
    """Workshops opened in a quarter."""
    carry_over: bool = False
    """Whether what the State has not invested in a year adds to the next (this and what follows: optimised plans)."""
    workshops_per_prison: Annotated[int, Field(ge=0)] | None = None
    """Workshops that one prison may hold; absent means the default, or its free rooms where it has more."""
    pool_share: Annotated[float, Field(gt=0, le=1)] | None = None
    """Share of the suitable people of a prison for whom there may be seats; absent means the default."""
    company_openings_per_year: Annotated[int, Field(ge=0)] | None = None
    """Workshops that one company opens in a year."""
    company_ramp: Literal["hard", "penalised", "free"] = "hard"
    """What a company's seats a year are to a plan: a limit; a penalty for each seat above them at a year's end, within
    its seats in all; or nothing."""
    region_balance: Part = 0.0
    """Least share of the seats that goes to a region, over its share of the people detained: 1 means as many."""
    women_share: Part = 0.0
    """Least share of the seats that goes to women."""


class Target(Frozen):
    """A level to reach or to keep under."""

    at_least: Annotated[float, Field(ge=0)] | None = None
    """Reach it."""
    at_most: Annotated[float, Field(ge=0)] | None = None
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
    side: Side | None = None
    """Which side of a mixed prison; absent means the larger."""
    existing: bool = False
    """Whether it stands before the scenario begins: equipped and staffed, so neither is paid for again."""
    equipped_by: Literal["company", "State", "shared"] = "shared"
    """Who pays the equipment; shared means by the company's share."""

    @property
    def workshop(self) -> str:
        """Id of the workshop."""
        return f"{self.prison}:{self.company}"


def _form(plan: object) -> str:
    """Which form a plan is written in, so that a fault of a row is told as such."""
    return "word" if isinstance(plan, str) else "rows"


Plan = Annotated[
    Annotated[Literal["optimise"], Tag("word")] | Annotated[tuple[Opening, ...], Field(min_length=1), Tag("rows")],
    Discriminator(_form),
]


class Variant(Frozen):
    """A change to a scenario, run as ``scenario@variant``."""

    title: Bilingual
    """Name shown."""
    note: Bilingual | None = None
    """Why it exists."""
    question: Bilingual | None = None
    """The question it answers, where it is not the scenario's."""
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
    plan: Plan
    """Workshops to open, or ``optimise`` to have them chosen."""
    objective: Objective | None = None
    """What the best plan is; absent means the default."""
    pin: tuple[Pin, ...] = ()
    """Workshops that an optimised plan must open."""
    forbid: tuple[Forbidden, ...] = ()
    """Workshops that an optimised plan may not open."""
    search: Search = Search()
    reference: Slug | None = None
    """Scenario that this one is compared with."""
    overrides: dict[str, Any] = Field(default_factory=dict)
    """Dotted path to new value, for any input."""
    variants: dict[Slug, Variant] = Field(default_factory=dict)
    """Named changes."""
    notes: tuple[Bilingual, ...] = ()
    """What a reader should know."""

    @property
    def openings(self) -> tuple[Opening, ...]:
        """The workshops to open; none while they are still to be chosen."""
        return () if self.plan == "optimise" else self.plan
