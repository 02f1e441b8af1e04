"""A company profile: sites/companies/<id>.yaml."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from model.schema.base import Bilingual, Frozen, Key, Slug, refuse
from model.schema.quantity import (
    EurosAMonth,
    EurosAnHour,
    Months,
    PerStation,
    Share,
    WeeklyHours,
    YearlyProbability,
)

Count = Annotated[int, Field(ge=0, le=100_000)]


class Offer(Frozen):
    """The pay offered: one of hourly_gross, monthly_net, or the legal floor."""

    hourly_gross: EurosAnHour | None = None
    """Gross pay an hour."""
    monthly_net: EurosAMonth | None = None
    """Net pay a month for the contract's hours, solved back to gross."""
    floor: bool = False
    """Pay the legal floor of the regime, whatever it is that month."""

    @model_validator(mode="after")
    def _one(self) -> Offer:
        if sum((self.hourly_gross is not None, self.monthly_net is not None, self.floor)) != 1:
            refuse("offer_not_one")
        return self


class Seats(Frozen):
    """How many seats the company wants."""

    per_site_min: Annotated[int, Field(ge=1, le=1000)]
    """Fewest seats it opens in one prison."""
    per_site_max: Annotated[int, Field(ge=1, le=1000)]
    """Most seats it opens in one prison."""
    total_max: Count | None = None
    """Most seats in all."""
    per_year_max: Count | None = None
    """Most seats opened in one year; in an optimised plan, what is not opened in a year may be opened later."""

    @model_validator(mode="after")
    def _ordered(self) -> Seats:
        if self.per_site_min > self.per_site_max:
            refuse("seats_disordered", low=self.per_site_min, high=self.per_site_max)
        for key, most in (("total_max", self.total_max), ("per_year_max", self.per_year_max)):
            if most is not None and self.per_site_min > most:
                refuse("seats_above_total", low=self.per_site_min, high=most, key=key)
        return self


class Company(Frozen):
    """A partner: what it needs, what it pays, how sure it is to stay."""

    id: Slug
    """Identity, as in the file's name."""
    name: Bilingual
    """Name, or what kind of company the archetype stands for."""
    archetype: bool = False
    """True when it stands for a kind of company, not for one that exists."""
    activity: Key
    """Id of an activity in config/activities.yaml."""
    regime: Literal["production", "sg1", "sg2", "sg3"] = "production"
    """Regime of pay."""
    seats: Seats
    offer: Offer
    weekly_hours: WeeklyHours
    """Hours of the contract in a week."""
    worked_weekly_hours: WeeklyHours | None = None
    """Hours really worked in a week, absence inside; then absence is not taken off again."""
    absence: Share | None = None
    """Share of contract hours not worked; absent means the default."""
    trial_months: Months | None = None
    """Length of trial and training; absent means the activity's."""
    pass_rate: Share | None = None
    """Share who pass the trial; absent means the activity's."""
    people_per_station: PerStation | None = None
    """Posts that share a work station; absent means 1."""
    equipment_share: Share | None = None
    """Share of the equipment that the company pays; absent means the default."""
    price_onshore: EurosAnHour | None = None
    """What the same hour costs the company elsewhere in France."""
    price_offshore: EurosAnHour | None = None
    """What the same hour costs the company abroad."""
    client_price: EurosAnHour | None = None
    """What the client pays the company for a productive hour."""
    hiring_after_release: Share | None = None
    """Share of those released whom it hires."""
    leaving: YearlyProbability | None = None
    """Chance in a year that it leaves all its workshops; absent means the default."""
    notice_months: Months | None = None
    """Months between its decision to leave and the end."""
    regions: Literal["all"] | tuple[Annotated[str, Field(max_length=60)], ...] = "all"
    """Regions it accepts."""
    notes: tuple[Annotated[str, Field(max_length=2000)], ...] = ()
    """What a reader should know."""
