"""What effects and costs are worth in euros: the section ``money`` of config/defaults.yaml."""

from __future__ import annotations

from model.schema.base import Bilingual, Frozen
from model.schema.quantity import (
    DaysPerReconviction,
    Euros,
    EurosADay,
    EurosAMonth,
    EurosAnHour,
    EurosAYear,
    EurosPerM2AYear,
    EurosPerSeat,
    HoursAMonth,
    HoursAYear,
    Months,
    Posts,
    Share,
    YearlyRate,
)


class EarlierRate(Frozen):
    """A discount rate that was, or may be, used in place of the official one."""

    label: Bilingual
    """Name shown."""
    rate: YearlyRate
    """The rate."""


class Discount(Frozen):
    """The official discount rate: risk free + beta x premium."""

    risk_free: YearlyRate
    """Rate without risk."""
    risk_premium: YearlyRate
    """Premium for a beta of 1."""
    others: tuple[EarlierRate, ...] = ()
    """Rates to compare with."""

    def rate(self, beta: float = 1.0) -> float:
        """The yearly rate of a project of some beta."""
        return self.risk_free.latest.value + beta * self.risk_premium.latest.value


class AfterRelease(Frozen):
    """What a reconviction avoided and a person at work are worth."""

    prison_day: EurosADay
    """Average cost of a day in prison."""
    marginal_share: Share
    """Share of the average day that is saved when one person less is detained."""
    days_per_reconviction: DaysPerReconviction
    """Days in prison that follow a reconviction, on average over all of them."""
    harm_per_reconviction: Euros
    """What the acts behind a reconviction cost those who suffer them."""
    job_months: Months
    """Months of work of a person counted as at work."""
    working_time: Share
    """Share of full time in that work, paid at the SMIC."""
    full_time_month: HoursAMonth
    """Paid hours of a full-time month."""
    employee_rate: Share
    """Employee's contributions outside, of gross pay at the SMIC."""
    employer_rate: Share
    """Employer's contributions outside, of gross pay at the SMIC, after the general relief."""
    benefit: EurosAMonth
    """Benefit that ends when a person without other income works."""
    benefit_share: Share
    """Share of that benefit saved, of those at work more."""
    lag: Months
    """Months from release to the middle of what follows it, for discounting."""


class MoneyDefaults(Frozen):
    """Costs and values that belong to no site."""

    discount: Discount
    after_release: AfterRelease
    room_upkeep: EurosPerM2AYear
    """Heating, cleaning and upkeep of a workshop's floor, borne by the State."""
    escort_posts: Posts
    """Posts of officers that move people to a workshop and back."""
    preparation: Euros
    """What the State spends to prepare one recruit."""
    project_post_cost: EurosAYear
    """Full-time post that prepares openings."""
    closure: EurosPerSeat
    """What a company loses on each seat when it leaves."""
    job_today: EurosAMonth
    """Net pay of a job of the prison's own service, where a profile knows none."""
    output_hour: EurosAnHour
    """Value of a productive hour to a company that bills no hour, where its activity has no price."""
    full_time_year: HoursAYear
    """Hours worked in a year by a full-time worker outside."""
    public_funds: Share
    """Opportunity cost of public money, where it is counted."""
    funds_counted: bool = False
    """Whether society's present value bears it."""
    cheap_below: Share
    """Share of the onshore price under which an hour is flagged as cheap competition."""
