"""What a planner asks of an optimised plan: its aims, what is decided beforehand, how long to search."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator

from model.schema.base import Frozen, Month, Side, Slug, refuse

_QUARTER = re.compile(r"^\d{4}-Q[1-4]$")


def _quarter(text: str) -> str:
    if not _QUARTER.match(text):
        refuse("not_a_quarter", found=text)
    return text


Quarter = Annotated[str, AfterValidator(_quarter), Field(json_schema_extra={"pattern": _QUARTER.pattern})]
"""A quarter, YYYY-Qn: that in which work begins."""
Aim = Literal["seat_months", "victims", "reconvictions", "public_cost"]
"""What a plan can be good at: months worked on filled seats, EUR that reach victims, reconvictions avoided, net public
cost (the least)."""
Weight = Annotated[float, Field(ge=0, le=1e9)]


class Objective(Frozen):
    """What the best plan is: several aims weighed against each other, or one after the other."""

    order: tuple[Aim, ...] = ()
    """The first aim as well as it can be, then the next without giving up more than the tolerance, and so on."""
    weights: dict[Aim, Weight] = Field(default_factory=dict)
    """What a unit of each aim is worth: a month on a filled seat, EUR to victims, a reconviction avoided, EUR of net
    public cost saved."""
    tolerance: Annotated[float, Field(ge=0, le=1)] | None = None
    """Share of an aim that may be given up for the next one; absent means the default."""

    @model_validator(mode="after")
    def _one_way(self) -> Objective:
        if bool(self.order) == bool(self.weights) or len(set(self.order)) != len(self.order):
            refuse("objective_not_one")
        if self.weights and not any(self.weights.values()):
            refuse("weights_all_zero")
        return self


class Forbidden(Frozen):
    """A workshop that no plan may open."""

    prison: Slug
    """Id of the prison."""
    company: Slug
    """Id of the company."""


class Pin(Forbidden):
    """A workshop that every plan must open."""

    quarter: Quarter | None = None
    """Quarter in which work begins; absent means the first of the scenario, or that of ``opens``, where it
    stands already."""
    seats: Annotated[int, Field(ge=1, le=2000)] | None = None
    """Fewest seats, or exactly those that stand already; absent means the company's fewest."""
    existing: bool = False
    """Whether it stands before the scenario begins: neither equipped nor prepared again."""
    opens: Month | None = None
    """First month of work of what stands already; absent means that of its quarter."""
    side: Side | None = None
    """Which side of a mixed prison; absent means the larger."""

    @model_validator(mode="after")
    def _dated(self) -> Pin:
        if self.quarter is None and not self.existing:
            refuse("pin_without_quarter")
        if self.opens is not None and (self.quarter is not None or not self.existing):
            refuse("pin_dated_twice", found=self.opens)
        return self


class Search(Frozen):
    """When a search for the best plan may stop."""

    gap: Annotated[float, Field(ge=0, le=1)] = 0.01
    """Share by which the best plan could still be better than the one found."""
    time_limit: Annotated[float, Field(gt=0, le=86_400)] = 60.0
    """Seconds."""
    seed: Annotated[int, Field(ge=0, le=2**31 - 1)] = 1
    """Seed of the search: the same seed, the same plan."""
