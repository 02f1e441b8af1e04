"""What follows a release, in euros (section 7 of the method): the value of effects, told in one place.

The effects are those of :mod:`model.reinsertion`, twelve months after release: reconvictions avoided and people at
work. A longer horizon is another pair of outcomes named in EFFECTS. Axes: D draws, W workshops, T stretches, Y years.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from model.costs import yearly
from model.money import Array, to_cent
from model.pools import Whole
from model.reading import Reading
from model.schema.programme import Programme

EFFECTS = ("reconvictions_avoided", "employed_gain")
"""Outcomes that are valued: reconvictions avoided, people at work."""
ITEMS = ("prison_avoided", "harm_avoided", "benefits_avoided", "earnings_after", "employee_after", "employer_after")
"""Outcomes in euros that rest on an effect: without one, each is nothing."""


@dataclass(frozen=True)
class AfterRelease:
    """What one effect is worth, by draw; (D, Y) in euros of the year."""

    prison: Array
    """Prison days saved by a reconviction avoided, at marginal cost."""
    harm: Array
    """Harm spared by a reconviction avoided."""
    benefits: Array
    """Benefits not paid to a person at work more."""
    hours: Array
    """(D,) paid hours of that person's work."""
    employee: Array
    """(D,) employee's contributions, share of gross."""
    employer: Array
    """(D,) employer's contributions, share of gross."""

    def of(self, draws: slice) -> AfterRelease:
        """The values of some draws; what is the same in all draws stays."""
        return AfterRelease(*(v if len(v) == 1 else v[draws] for v in vars(self).values()))


def after_release(programme: Programme, reading: Reading) -> AfterRelease:
    """The values at a reading."""
    known, start = programme.defaults.money.after_release, programme.scenario.start

    def one(name: str) -> Array:
        return reading.of(getattr(known, name).at(start), name)

    months = one("job_months")
    days = one("days_per_reconviction") * one("marginal_share")
    benefit = yearly(programme, reading, known.benefit, "benefit")
    return AfterRelease(
        prison=days[:, None] * yearly(programme, reading, known.prison_day, "prison_day"),
        harm=yearly(programme, reading, known.harm_per_reconviction, "harm"),
        benefits=(months * one("benefit_share"))[:, None] * benefit,
        hours=months * one("working_time") * known.full_time_month.at(start).value,
        employee=one("employee_rate"),
        employer=one("employer_rate"),
    )


def valued(out: Mapping[str, Array], worth: AfterRelease, smic: Array, year: Whole) -> dict[str, Array]:
    """EUR of the effects by item, (D, W, T), booked in the month of release.

    smic: EUR gross an hour (D, W, T), which the work is paid at; year: (T,) index of each stretch's year.
    """
    avoided, employed = (out[name] for name in EFFECTS)

    def of_year(euros: Array) -> Array:
        return euros[:, None, year]

    gross = to_cent(employed * (worth.hours[:, None, None] * smic))
    return {
        "prison_avoided": to_cent(avoided * of_year(worth.prison)),
        "harm_avoided": to_cent(avoided * of_year(worth.harm)),
        "benefits_avoided": to_cent(employed * of_year(worth.benefits)),
        "earnings_after": gross,
        "employee_after": to_cent(gross * worth.employee[:, None, None]),
        "employer_after": to_cent(gross * worth.employer[:, None, None]),
    }
