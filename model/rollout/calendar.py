"""The quarters in which work may begin, and the years of budgets."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from model.money import Array
from model.rollout.problem import Whole
from model.schema.base import month_index
from model.schema.programme import Programme


@dataclass(frozen=True)
class Calendar:
    """Quarters whose first month lies in the scenario, and its years."""

    months: tuple[str, ...]
    """(M,) the scenario's months."""
    quarters: tuple[str, ...]
    """(Q,) ``2028-Q3``."""
    first: Whole
    """(Q,) month, from 0, in which each begins."""
    years: tuple[int, ...]
    """(Y,)"""
    year: Whole
    """(Q,) index of the year of each quarter."""
    year_of_month: Whole
    """(M,) index of the year of each month."""

    @property
    def ends(self) -> Whole:
        """(Y,) last month of each year, from 0."""
        return np.searchsorted(self.year_of_month, np.arange(len(self.years)), side="right") - 1

    def opens(self, quarter: int) -> str:
        """The first month of a quarter."""
        return self.months[int(self.first[quarter])]

    def within(self, month: str) -> tuple[int, float]:
        """The quarter that a month of the scenario lies in, and the share of it that is over by then; the first
        quarter for the months before it."""
        index = self.months.index(month)
        quarter = max(0, int(np.searchsorted(self.first, index, side="right")) - 1)
        begins, ends = (int(i) for i in np.append(self.first, len(self.months))[quarter : quarter + 2])
        return quarter, max(0, index - begins) / (ends - begins)


def calendar(programme: Programme) -> Calendar:
    """The calendar of a scenario."""
    months = programme.months
    years = tuple(dict.fromkeys(int(m[:4]) for m in months))
    of_month = np.array([years.index(int(m[:4])) for m in months])
    first = np.array([i for i, m in enumerate(months) if month_index(m) % 3 == 0], dtype=np.int64)
    quarters = tuple(quarter_of(months[i]) for i in first)
    return Calendar(months, quarters, first, years, of_month[first], of_month)


def quarter_of(month: str) -> str:
    """The quarter that a month lies in."""
    index = month_index(month)
    return f"{index // 12:04d}-Q{index % 12 // 3 + 1}"


def discount(programme: Programme) -> Array:
    """(M,) euros of the scenario's first year, discounted, for a euro of each month: deflated, then the yearly rate."""
    inflation, rate = programme.outlook.inflation.value or 0.0, programme.scenario.policy.discount_rate
    years = np.array([int(m[:4]) for m in programme.months])
    return np.asarray(
        (1 + inflation) ** -(years - years[0]).astype(float) * (1 + rate) ** -(np.arange(len(years)) / 12)
    )
