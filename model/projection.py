"""A plan, month by month: the one orchestrator of the computation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import xarray as xr

from model import workshops as plan
from model.costs import client_transfer, cost_transfers, productivity
from model.law import Law
from model.ledger import Money, Transfer, pay_transfers
from model.money import Array, to_cent
from model.reinsertion import effect
from model.schema.programme import Programme
from model.slips import Slips, slips
from model.tenure import Tenure, follow
from model.victims import DebtProfile
from model.workforce import Workforce, expected
from model.workshops import Workshops

Engine = Literal["expected"]


@dataclass(frozen=True)
class Projection:
    """What a plan brings, by workshop and month."""

    programme: Programme
    engine: Engine
    workshops: Workshops
    slips: Slips
    """Pay slip of one worker, given that she works the whole month."""
    monthly: xr.Dataset
    """Expected people (people), hours (hours) and money (EUR of the month); dims workshop, month."""
    transfers: tuple[Transfer, ...]
    """The ledger; every transfer is (W, M) on the same axes."""


def project(programme: Programme) -> Projection:
    """Project the plan of a programme with the expected engine.

    Raises InputFaults when pay or law of a month cannot be told.
    """
    law = Law(programme.law, programme.outlook)
    workshops = plan.of(programme)
    slip = slips(programme, law, workshops)
    force = expected(workshops)
    tenure = follow(programme, workshops, force, slip.victims, _debts(programme, workshops, slip))
    there = workshops.stays
    paid_people = (force.at_work + force.trainees) * there
    money = _money(slip, paid_people, tenure, there)
    hours = paid_people * slip.hours
    output = np.array([productivity(programme, w) for w in workshops.list])[:, None]
    transfers = (
        *pay_transfers(money, programme.scenario.policy.contributions_borne_by),
        *cost_transfers(programme, workshops, force),
        client_transfer(programme, workshops, hours * output),
    )
    return Projection(
        programme,
        "expected",
        workshops,
        slip,
        _dataset(programme, workshops, force, tenure, money, hours, hours * output),
        transfers,
    )


def _debts(programme: Programme, workshops: Workshops, slip: Slips) -> DebtProfile:
    """What workers of each workshop owe, by prison."""

    def column(name: str) -> Array:
        return np.array([getattr(w.prison.debts, name).at(w.opening.opens).value for w in workshops.list])[
            :, None
        ]

    stop = slip.victims_stop[:, :1]
    return DebtProfile(column("creditor_share"), column("median"), column("sigma"), stop)


def _money(slip: Slips, people: Array, tenure: Tenure, there: Array) -> Money:
    """Pay of everyone, to the cent: net and available are what remains."""
    gross, employee = to_cent(people * slip.gross), to_cent(people * slip.employee_contributions)
    victims = to_cent(tenure.withheld * there)
    paid = np.minimum(victims, to_cent(tenure.paid * there))
    savings, net = to_cent(people * slip.release_savings), to_cent(gross - employee)
    return Money(
        gross,
        to_cent(people * slip.employer_contributions),
        employee,
        net,
        victims,
        paid,
        savings,
        to_cent(net - victims - savings),
    )


def _dataset(
    programme: Programme,
    workshops: Workshops,
    force: Workforce,
    tenure: Tenure,
    money: Money,
    hours: Array,
    productive: Array,
) -> xr.Dataset:
    there = workshops.stays
    left = np.concatenate([np.ones((len(workshops.list), 1)), there[:, :-1]], axis=1) - there
    before = np.concatenate([np.zeros((len(workshops.list), 1)), force.at_work_end[:, :-1]], axis=1)
    start = programme.scenario.start
    effects = [effect(programme.evidence[w.activity.evidence], w.pool.side, start) for w in workshops.list]
    of_release = {
        "reconvictions_avoided": [e.reconvictions_avoided for e in effects],
        "employed_gain": [e.employed_gain for e in effects],
    }
    values: dict[str, Array] = {
        "seats_open": workshops.seats * there,
        "trainees": force.trainees * there,
        "at_work": force.at_work * there,
        "at_work_end": force.at_work_end * there,
        "hires": force.hires * there,
        "trial_passes": force.trial_passes * there,
        "trial_failures": force.trial_failures * there,
        "exits": force.exits * there,
        "releases": force.releases * there,
        "closures": force.closures * there + left * before,
        "hours": hours,
        "productive_hours": productive,
        "gross": money.gross,
        "employer_contributions": money.employer_contributions,
        "employee_contributions": money.employee_contributions,
        "net": money.net,
        "victims": money.victims,
        "victims_paid": money.victims_paid,
        "release_savings": money.release_savings,
        "available": money.available,
        "people_paying": tenure.paying * there,
        "releases_with_experience": tenure.experienced * there,
        "release_doses": tenure.doses * there,
        "pool": force.pool,
    }
    for name, per_release in of_release.items():
        values[name] = tenure.doses * there * np.array(per_release)[:, None]
    dims = ("workshop", "month")
    return xr.Dataset(
        {name: (dims, value) for name, value in values.items()},
        coords={
            "workshop": [w.id for w in workshops.list],
            "month": list(programme.months),
            "prison": ("workshop", [w.prison.id for w in workshops.list]),
            "company": ("workshop", [w.company.id for w in workshops.list]),
        },
    )
