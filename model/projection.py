"""A plan, month by month: the one orchestrator of the computation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import xarray as xr

from model import workshops as plan
from model.ledger import Transfer, of_programme, transfers
from model.money import Array
from model.outcomes import outcomes
from model.person_months import Monthly
from model.project_team import project_team, under_way
from model.rates import Rates, prepare, rates
from model.reading import Central
from model.schema.programme import Programme
from model.slips import Slips
from model.stretches import each_month
from model.workforce import expected, staying
from model.workshops import Workshops

Engine = Literal["expected", "stochastic"]

MONTHLY = (
    "seats_open", "trainees", "at_work", "at_work_end", "hires", "trial_passes", "trial_failures", "exits", "releases",
    "closures", "hours", "productive_hours", "gross", "employer_contributions", "employee_contributions", "net",
    "victims", "victims_paid", "release_savings", "available", "people_paying", "people_adding",
    "voluntary_paid", "releases_with_experience",
    "release_doses", "reconvictions_avoided", "employed_gain",
)  # fmt: skip
"""Outcomes shown by workshop and month."""


@dataclass(frozen=True)
class Projection:
    """What a plan brings, by workshop and month."""

    programme: Programme
    engine: Engine
    workshops: Workshops
    slips: Slips
    """Pay slip of one worker, given that she works the whole month."""
    outcomes: dict[str, Array]
    """Every outcome, (W, M): people, hours, EUR of the month."""
    monthly: xr.Dataset
    """The outcomes shown, with names; dims workshop, month."""
    transfers: tuple[Transfer, ...]
    """The ledger; every transfer is (W, M) on the same axes."""
    common: tuple[Transfer, ...]
    """Transfers of the programme that belong to no workshop, (1, M)."""
    rates: Rates
    """What a person, a seat and a release bring and cost."""


def project(programme: Programme) -> Projection:
    """Project the plan of a programme with the expected engine.

    Raises InputFaults when pay or law of a month cannot be told.
    """
    workshops = plan.of(programme)
    setting = prepare(programme, workshops)
    counts = {name: values[None] for name, values in staying(expected(workshops), workshops.stays).items()}
    read = rates(setting, Central())
    calendar = each_month(len(programme.months))
    told = Monthly(setting.sums, counts, workshops.stays[None], workshops.exit[None], calendar, read.debt)
    out = outcomes(setting, read, told)
    flat = {name: np.broadcast_to(values, (1, *workshops.seats.shape))[0] for name, values in out.items()}
    team = project_team(under_way(programme, workshops), read.team, setting.stock.year)
    return Projection(programme, "expected", workshops, setting.slip, flat, _dataset(programme, workshops, flat),
                      transfers(programme, flat), of_programme(team), read)  # fmt: skip


def _dataset(programme: Programme, workshops: Workshops, out: dict[str, Array]) -> xr.Dataset:
    coordinates = {
        "workshop": [w.id for w in workshops.list],
        "month": list(programme.months),
        "prison": ("workshop", [w.prison.id for w in workshops.list]),
        "company": ("workshop", [w.company.id for w in workshops.list]),
    }
    return xr.Dataset({name: (("workshop", "month"), out[name]) for name in MONTHLY}, coords=coordinates)
