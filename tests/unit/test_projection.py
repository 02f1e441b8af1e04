"""A plan, month by month: pay, hours, people and costs hang together."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from model.law import Law
from model.loading.assembly import programme
from model.loading.catalogue import Catalogue
from model.pay import pay_slip
from model.projection import Projection, project
from model.schema.fault import InputFaults
from model.tenure import follow
from model.victims import DebtProfile
from model.workforce import expected
from tests.examples import assembled, opening

DEBTS = ("creditor_share", "median", "sigma")
FULL = ("companies.webhelp.absence=0", "defaults.programme.unpaid_holidays=0", "companies.webhelp.leaving=0")


def month(found: Projection, name: str, row: int = 0) -> np.ndarray:
    """One workshop's months."""
    return found.monthly[name].to_numpy()[row]


def test_slips_are_those_of_the_law_of_each_month(tmp_path: Path, law: Law) -> None:
    """Over the change of law of December 2023, a December and two rises of the SMIC."""
    found = project(
        assembled(
            tmp_path,
            [opening(opens="2022-04")],
            [
                *FULL,
                "companies.webhelp.offer={floor: true}",
                "companies.webhelp.weekly_hours=40",
                "prisons.rennes-femmes.workshops[1].hours_a_day=8",
            ],
            start="2022-04",
            months=30,
        )
    )
    for position, when in enumerate(found.programme.months):
        slip = pay_slip(law.rules(when), 40)
        for name, due in (
            ("hours", slip.hours),
            ("gross", slip.gross),
            ("net", slip.net),
            ("victims", slip.split.victims),
            ("available", slip.split.available),
            ("release_savings", slip.split.release_savings),
            ("employer_contributions", slip.employer_contributions),
            ("hourly_gross", slip.hourly_gross),
        ):
            assert getattr(found.slips, name)[0, position] == pytest.approx(float(due)), (when, name)


@pytest.mark.parametrize(
    ("settings", "weekly"),
    [
        (FULL, 35),
        (("companies.webhelp.absence=0.1", "defaults.programme.unpaid_holidays=0.03"), 35 * 0.87),
        (("companies.webhelp.worked_weekly_hours=28",), 28),  # observed hours contain absence
        (("prisons.rennes-femmes.workshops[1].hours_a_day=5", *FULL), 25),  # the room's hours
        (
            (
                "companies.webhelp.weekly_hours=44",
                "prisons.rennes-femmes.workshops[1].hours_a_day=10",
                "law.weekly_hours_max=44",
                *FULL,
            ),
            44,
        ),
    ],
)
def test_hours_worked(tmp_path: Path, settings: tuple[str, ...], weekly: float) -> None:
    """Contract hours less absence, or observed hours, at most what law and room allow."""
    found = project(assembled(tmp_path, settings=settings))
    assert found.slips.hours[0, 5] == pytest.approx(weekly * 52 / 12)


def test_months_are_people_times_slips(tmp_path: Path) -> None:
    """Trainees are paid as workers are."""
    found = project(assembled(tmp_path))
    people = month(found, "at_work") + month(found, "trainees")
    for name in ("gross", "employer_contributions", "employee_contributions", "release_savings"):
        np.testing.assert_allclose(month(found, name), people * getattr(found.slips, name)[0], atol=0.0051)
    np.testing.assert_allclose(month(found, "hours"), people * found.slips.hours[0])
    assert (month(found, "victims") <= people * found.slips.victims[0] + 0.01).all()


def test_victims_are_those_of_the_cohorts(tmp_path: Path) -> None:
    """Withheld, paid and paying are what following every cohort gives, the chance of the company's leaving in it."""
    plan = [opening(), opening(prison="muret", company="archetype-assembly", seats=20)]
    found = project(assembled(tmp_path, plan))
    shops = found.workshops
    columns = [[getattr(w.prison.debts, name).at(w.opening.opens).value for w in shops.list] for name in DEBTS]
    debts = DebtProfile(*(np.array(values)[:, None] for values in columns), stop=np.full((2, 1), 1000.0))
    tenure = follow(found.programme, shops, expected(shops), found.slips.victims, debts)
    paying = np.where(found.slips.victims > 0, tenure.owing, 0.0)  # December's exemption is doubled: some pay nothing
    assert (paying < tenure.owing).any()
    for name, values in (("victims", tenure.withheld), ("victims_paid", tenure.paid), ("people_paying", paying)):
        np.testing.assert_allclose(found.monthly[name].to_numpy(), values * shops.stays, atol=0.0051, err_msg=name)
    releases = found.monthly["releases_with_experience"].to_numpy()
    np.testing.assert_allclose(releases, tenure.experienced * shops.stays, atol=1e-9)
    np.testing.assert_allclose(found.monthly["release_doses"].to_numpy(), tenure.doses * shops.stays, atol=1e-9)


def test_a_net_offer_is_solved_back(tmp_path: Path) -> None:
    """600 EUR net for the contract's hours, in any month of stable law."""
    found = project(assembled(tmp_path, settings=[*FULL, "companies.webhelp.offer={monthly_net: 900}"]))
    assert found.slips.net[0, 5] == pytest.approx(900, abs=0.011)


def test_an_offer_is_needed_before_2011(tmp_path: Path) -> None:
    """A company that pays the floor cannot open in 2009."""
    with pytest.raises(InputFaults) as caught:
        project(
            assembled(
                tmp_path,
                [opening(prison="muret", company="archetype-assembly", opens="2009-03", seats=20)],
                start="2009-01",
                months=12,
            )
        )
    assert {f.code for f in caught.value.faults} == {"offer_missing"}


def test_a_partner_may_leave(tmp_path: Path) -> None:
    """Half a year's chance after the notice; all that follows shrinks with it, and who works then loses the post."""
    rules = ("companies.webhelp.leaving=0.2", "companies.webhelp.notice_months=3")
    stays, leaves = (
        project(assembled(tmp_path, settings=r, months=30)) for r in (["companies.webhelp.leaving=0"], rules)
    )
    there = 0.8 ** (np.maximum(0, np.arange(30) - 2 - 3) / 12)
    for name in ("seats_open", "at_work", "at_work_end", "trainees", "hours", "hires", "releases"):
        np.testing.assert_allclose(month(leaves, name), month(stays, name) * there, rtol=1e-9, atol=1e-12, err_msg=name)
    stock, flows = month(leaves, "at_work_end"), {n: month(leaves, n) for n in ("trial_passes", "exits", "closures")}
    after = stock[:-1] + flows["trial_passes"][1:] - flows["closures"][1:]
    lost_to_exits = after - stock[1:]
    np.testing.assert_allclose(lost_to_exits, flows["exits"][1:], atol=1e-9)
    assert flows["closures"][10] > 0


def test_an_existing_workshop_is_at_work_from_the_start(tmp_path: Path) -> None:
    """Its people have passed their trial."""
    found = project(assembled(tmp_path, [opening(opens="2024-01", seats=9, existing=True)]))
    assert month(found, "at_work_end")[0] == pytest.approx(
        min(9, found.workshops.suitable[0] * found.workshops.willing[0])
    )


@pytest.mark.parametrize("rule", ["none", "flat:0.25", "statutory"])
def test_rules_of_victims(tmp_path: Path, rule: str) -> None:
    """Nothing, a quarter of all net, or the law's part with its stop."""
    found = project(assembled(tmp_path, settings=[*FULL, f"policy.victims_rule={rule}"]))
    net, victims, savings = (month(found, name) for name in ("net", "victims", "release_savings"))
    if rule == "none":
        assert victims.sum() == savings.sum() == 0
    elif rule == "flat:0.25":
        assert savings.sum() == 0
        np.testing.assert_allclose(victims, net / 4, atol=0.1)
    else:
        assert 0 < victims.sum() < month(found, "net").sum() * 0.3
        assert savings.sum() > 0


def test_variants_change_what_they_say_and_nothing_else(catalogue: Catalogue) -> None:
    """Reading A pays otherwise, with the same people; the defaults alone find other people, paid alike."""
    base, paid, people = (
        project(programme(catalogue, name))
        for name in ("rennes-2009", "rennes-2009@reading-a", "rennes-2009@defaults-alone")
    )
    for name in ("seats_open", "at_work", "hires", "releases", "hours"):
        assert (month(base, name) == month(paid, name)).all(), name
    assert (base.slips.gross == people.slips.gross).all()
    assert month(people, "at_work").sum() < month(base, "at_work").sum()


def test_reading_b_is_the_base_of_the_pilot(catalogue: Catalogue) -> None:
    """Named apart so that both readings can be asked for; equal in every month."""
    base, other = (project(programme(catalogue, name)) for name in ("rennes-2009", "rennes-2009@reading-b"))
    for name in base.monthly.data_vars:
        assert (base.monthly[name].to_numpy() == other.monthly[name].to_numpy()).all(), name


def test_re_entry_follows_the_doses(tmp_path: Path) -> None:
    """Effects are proportional to releases by dose; a risk of 1 and no gain give nothing."""
    found = project(assembled(tmp_path))
    doses = month(found, "release_doses")
    ratio = month(found, "reconvictions_avoided")[doses > 0] / doses[doses > 0]
    assert ratio == pytest.approx(ratio[0])
    group = found.programme.evidence["prison_work"].women
    expected = group.baseline_reconviction_12m.latest.value * (1 - group.relative_risk_12m.latest.value)
    assert ratio[0] == pytest.approx(expected * (1 - found.programme.evidence["prison_work"].displacement.latest.value))
    assert (month(found, "releases_with_experience") <= month(found, "releases") + 1e-12).all()
    nothing = project(
        assembled(
            tmp_path,
            settings=["evidence.prison_work.women.relative_risk_12m=1", "evidence.prison_work.women.employment_gain=0"],
        )
    )
    assert month(nothing, "reconvictions_avoided").sum() == month(nothing, "employed_gain").sum() == 0
