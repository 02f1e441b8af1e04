"""The parts of a pay slip that the worked cases do not reach."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from model.law import Law, Rules
from model.pay import contributions, gross_of, hourly_pay, monthly_hours, net_of, paid_hours, pay_slip, split
from model.schema.fault import InputFaults


@pytest.fixture
def rules(law: Law) -> Rules:
    """June 2026."""
    return law.rules("2026-06")


def test_hours_of_a_month() -> None:
    """35 a week is 151.67 a month."""
    assert float(monthly_hours(35)) == pytest.approx(151.6667, abs=1e-4)


@pytest.mark.parametrize(("weekly", "paid"), [(0, 0), (17, 17), (35, 35), (36, 36.25), (43, 45), (45, 48), (48, 52.5)])
def test_overtime(rules: Rules, weekly: float, paid: float) -> None:
    """25 % more from the 36th hour, 50 % from the 44th."""
    assert float(paid_hours(rules, weekly)) == pytest.approx(paid)


def test_the_ceiling_caps_capped_contributions_only(rules: Rules) -> None:
    """At twice the ceiling, capped old age stops at it; the uncapped one goes on."""
    gross = 2 * rules.ceiling  # 8,010
    employee = contributions(rules, gross, "production", "employee")
    assert float(employee["employee_old_age_capped"]) == pytest.approx(round(4005 * 0.069, 2), abs=0.005)  # 276.345
    assert float(employee["employee_old_age_uncapped"]) == pytest.approx(32.04)


def test_each_regime_owes_its_own(rules: Rules) -> None:
    """General service owes no old age itself; production knows no State share."""
    for regime in ("sg1", "sg2", "sg3"):
        assert set(contributions(rules, 500, regime, "employee")) == {"employee_csg", "employee_crds"}
        assert {"sg_old_age_capped", "sg_old_age_uncapped", "sg_ircantec"} <= set(
            contributions(rules, 500, regime, "employer")
        )
    assert not {c for c in contributions(rules, 500, "production", "employer") if c.startswith("sg_")}


def test_a_flat_base_is_owed_only_by_who_works(law: Law) -> None:
    """67 hours of SMIC for one euro of pay, nothing for none."""
    rules = law.rules("2012-06")
    owed = contributions(rules, np.array([0.0, 1.0, 500.0]), "sg3", "employer")["sg_old_age_employer"]
    assert owed.tolist() == [0.0, 102.85, 102.85]


def test_the_offer_the_floor_and_the_chosen_floor(rules: Rules, law: Law) -> None:
    """The highest of the three holds, and one of them must be there."""
    assert float(hourly_pay(rules, "production", 3.0)) == pytest.approx(5.5395)
    assert float(hourly_pay(rules, "production", 7.0)) == 7
    assert float(hourly_pay(rules, "production", 7.0, 0.6)) == pytest.approx(7.386)
    assert hourly_pay(rules, "sg3", np.array([1.0, 4.0])).tolist() == pytest.approx([2.462, 4])
    with pytest.raises(InputFaults) as caught:
        hourly_pay(law.rules("2009-09"), "production", None)
    assert caught.value.faults[0].fields == {"month": "2009-09", "indicative": 3.78}


def test_smic_share(rules: Rules) -> None:
    """At the floor, 45 %."""
    assert float(pay_slip(rules, 20).smic_share) == pytest.approx(0.45)


def test_gross_of_large_and_no_pay(rules: Rules) -> None:
    """To the cent at 2,000 EUR too, and none for none."""
    for net in (0.0, 999.9, 1234.56, 2000.01):
        assert float(net_of(rules, float(gross_of(rules, net, "production")), "production")) == pytest.approx(
            net, abs=1e-9
        )


def test_the_held_amount_may_exceed_the_stop(rules: Rules) -> None:
    """Nothing is given back by the split."""
    assert float(split(rules, 600, creditor=False, held=1200).victims) == 0


def test_no_account_no_statutory_split(rules: Rules) -> None:
    """A month whose account is not known is a fault for the law's split, none for a flat one."""
    without = replace(rules, account=None)
    with pytest.raises(InputFaults):
        split(without, 600)
    assert float(split(without, 600, "flat:0.25").victims) == 150
