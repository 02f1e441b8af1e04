"""The answer to a scenario's question: the few numbers that its sentence is made of."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from model.projection import Projection
from model.schema.base import month_index, month_text
from model.schema.programme import Programme
from model.targets import of_people


@dataclass(frozen=True)
class Answer:
    """Where a plan stands at one moment, against its target."""

    month: str
    """The last month of the year looked at."""
    workshops: int
    """Workshops that the plan has opened by then."""
    planned: float
    """Seats of the plan that stand ready."""
    seats: float
    """The same, times the chance that each company is still there."""
    at_work: float
    """People at work in that month."""
    target: float | None
    """People at work aimed at, when the scenario has a target."""

    @property
    def lost_to_departures(self) -> float:
        """Seats that are expected to be gone because their company has left."""
        return self.planned - self.seats

    @property
    def vacant(self) -> float:
        """Seats that stand open and empty."""
        return max(0.0, self.seats - self.at_work)

    @property
    def short_of_target(self) -> float | None:
        """People lacking; 0 when the target is reached; None without a target."""
        return None if self.target is None else max(0.0, self.target - self.at_work)


def answer(projection: Projection, period: str) -> Answer:
    """The plan at the end of a year (or of the horizon, for ``total``)."""
    programme = projection.programme
    months = list(programme.months)
    inside = [i for i, m in enumerate(months) if period in ("total", m[:4])]
    last = inside[-1]
    workshops, monthly = projection.workshops, projection.monthly
    target = of_people(programme)
    reached_by = None if target is None else target.by or int(months[-1][:4])
    asked = reached_by is not None and months[last][:4] == str(reached_by)
    return Answer(
        month=months[last],
        workshops=int((workshops.opens <= last).sum()),
        planned=float(workshops.seats[:, last].sum()),
        seats=float(monthly["seats_open"].to_numpy()[:, last].sum()),
        at_work=float(monthly["at_work"].to_numpy()[:, last].sum()),
        target=target.at_least if asked and target is not None else None,
    )


def periods(programme: Programme) -> list[str]:
    """The years of a scenario, then ``total``."""
    return [*dict.fromkeys(m[:4] for m in programme.months), "total"]


def last_month(programme: Programme, period: str) -> str:
    """The last month of a year, or of the horizon."""
    return [m for m in programme.months if period in ("total", m[:4])][-1]


def first_period(programme: Programme) -> str:
    """The year that answers the question: the target's, else the first full year with every workshop open."""
    years = periods(programme)[:-1]
    target = of_people(programme)
    if target is not None and target.by is not None and str(target.by) in years:
        return str(target.by)
    last_opening = max(month_index(o.opens) for o in programme.scenario.openings)
    first_full = month_text(last_opening + 11)[:4]
    return first_full if first_full in years else years[-1]


def programme_values(indicators: pd.DataFrame) -> pd.DataFrame:
    """Indicators of the whole programme: one row each, one column per period."""
    whole = indicators[indicators["scope"] == "programme"]
    return whole.pivot(index="indicator", columns="period", values="value")
