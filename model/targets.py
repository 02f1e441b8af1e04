"""The target on people at work: one definition of when it is met, for answers, plans, robustness and sensitivity.

A target by a year is met in the last month of that year.
"""

from __future__ import annotations

from model.schema.programme import Programme
from model.schema.scenario import Target


def of_people(programme: Programme) -> Target | None:
    """The target on people at work, in one form; None where there is none to reach."""
    seats = programme.scenario.targets.seats
    if isinstance(seats, (int, float)):
        return Target(at_least=float(seats))
    return seats if seats is not None and seats.at_least is not None else None


def month_of(programme: Programme, target: Target) -> str | None:
    """The month in which a target is met or missed; None where the scenario does not reach it."""
    inside = [month for month in programme.months if target.by is None or month[:4] == str(target.by)]
    return inside[-1] if inside else None
