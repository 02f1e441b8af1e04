"""Following cohorts, against a loop that walks with every cohort through every month."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from model import workshops as plan
from model.reinsertion import dose
from model.schema.programme import Programme
from model.tenure import Tenure, follow
from model.victims import DebtProfile, per_person
from model.workforce import Workforce, expected
from model.workshops import Workshops
from tests.examples import assembled, opening

PLANS = {
    "one": [opening(opens="2024-03")],
    "ramp and closing": [opening(opens="2024-01", ramp=[6, 8], closes="2025-06")],
    "two that share a prison": [
        opening(prison="muret", company="archetype-inbound-outsourcer", opens="2024-02"),
        opening(prison="muret", company="archetype-assembly", opens="2024-06"),
    ],
}


def by_hand(
    built: Programme, workshops: Workshops, force: Workforce, part: np.ndarray, debts: DebtProfile
) -> dict[str, np.ndarray]:
    """Every cohort alone: hired in a month, on trial, at work, thinned by exits and closures, month after month."""
    rows, months = part.shape
    names = ("withheld", "paid", "owing", "experienced", "doses", "months_worked")
    out = {name: np.zeros((rows, months)) for name in names}
    for row in range(rows):
        one = DebtProfile(*(np.broadcast_to(values, (rows, 1))[row : row + 1] for values in vars(debts).values()))
        evidence = built.evidence[workshops.list[row].activity.evidence]
        hazard, trial = float(workshops.exit[row]), int(workshops.trial_months[row])
        released = float(workshops.release_of_exits[row])
        for hired in range(-trial, months):
            ends = hired + trial
            known = 0 <= ends < months
            ended = force.trial_passes[row, ends] + force.trial_failures[row, ends] if known else 0.0
            people, working = (force.hires[row, hired] if hired >= 0 else ended), False
            offered = 0.0
            for month in range(max(0, hired), months):
                age = month - hired
                if age == trial:
                    people, working = force.trial_passes[row, month], True
                elif working:
                    exits = people * hazard
                    out["months_worked"][row, month] += exits * released * age
                    out["experienced"][row, month] += exits * released * (age >= evidence.no_effect_under.latest.value)
                    out["doses"][row, month] += (
                        exits * released * float(dose(np.array(float(age)), evidence, built.scenario.start))
                    )
                    before = force.at_work_end[row, month - 1]
                    people *= (
                        (before - force.exits[row, month] - force.closures[row, month]) / before if before > 0 else 0.0
                    )
                present = people * (1 - hazard / 2) if working else people
                step = per_person(np.array([[offered, offered + part[row, month]]]), one)
                offered += part[row, month]
                out["withheld"][row, month] += present * step.withheld[0, 0]
                out["paid"][row, month] += present * step.paid[0, 0]
                out["owing"][row, month] += present * step.owing[0, 0]
    return out


@pytest.mark.parametrize("name", list(PLANS))
def test_follow(name: str, tmp_path: Path) -> None:
    """All six sums, for every workshop and month."""
    built = assembled(tmp_path, PLANS[name], start="2024-01", months=30)
    workshops = plan.of(built)
    force = expected(workshops)
    months = np.arange(30)
    part = np.where(months % 12 == 11, 80.0, 120.0 + months)[None, :] * np.ones((len(workshops.list), 1))
    debts = DebtProfile(*(np.full((len(workshops.list), 1), v) for v in (0.6, 1500.0, 1.4, 1000.0)))
    found: Tenure = follow(built, workshops, force, part, debts)
    for key, values in by_hand(built, workshops, force, part, debts).items():
        open_ = workshops.seats > 0  # after a closing, what a cohort on trial would have had is nobody's
        opening_months = months[None, :] < workshops.opens[:, None]
        here = open_ | opening_months
        np.testing.assert_allclose(
            np.where(here, getattr(found, key), 0), np.where(here, values, 0), rtol=1e-9, atol=1e-9, err_msg=key
        )


def test_cohorts_add_up_to_everyone(tmp_path: Path) -> None:
    """With no creditor, no stop and a part of one euro, what is withheld counts the people paid."""
    built = assembled(tmp_path, PLANS["two that share a prison"], months=36)
    workshops = plan.of(built)
    force = expected(workshops)
    shape = workshops.seats.shape
    debts = DebtProfile(*(np.full((shape[0], 1), v) for v in (0.0, 1500.0, 1.4, np.inf)))
    found = follow(built, workshops, force, np.ones(shape), debts)
    np.testing.assert_allclose(found.withheld, force.at_work + force.trainees, rtol=1e-9, atol=1e-9)
    assert found.paid.sum() == 0
    longest = found.months_worked / np.maximum(force.releases, 1e-300)
    assert (
        longest[force.releases > 1e-9] <= np.broadcast_to(np.arange(shape[1]) + 6, shape)[force.releases > 1e-9]
    ).all()


def test_experience_needs_time(tmp_path: Path) -> None:
    """Nobody is released with experience before the months that the evidence asks for."""
    built = assembled(tmp_path, [opening(opens="2024-01")], months=24)
    workshops = plan.of(built)
    force = expected(workshops)
    shape = workshops.seats.shape
    debts = DebtProfile(*(np.full((shape[0], 1), v) for v in (0.5, 1500.0, 1.4, 1000.0)))
    found = follow(built, workshops, force, np.ones(shape), debts)
    needed = built.evidence[workshops.list[0].activity.evidence].no_effect_under.latest.value
    since_hire = np.arange(24) + workshops.trial_months[0]
    assert needed > 0
    assert (found.experienced[0, since_hire < needed] == 0).all()
    assert (found.experienced <= force.releases + 1e-12).all()
    assert (found.doses <= found.experienced + 1e-12).all()
    assert found.experienced[0, -1] > 0
