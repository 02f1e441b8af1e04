"""The law in force in a month, and after the last known one."""

from __future__ import annotations

from typing import Any

import pytest

from model.law import Law
from model.loading.catalogue import Catalogue
from model.pay import split
from model.schema.fault import InputFaults
from model.schema.law import LawParameter, Outlook
from model.schema.quantity import weakest


def made(catalogue: Catalogue, outlook: dict[str, float] | None = None, **values: Any) -> Law:
    """The shipped law with some parameters' values or growths replaced."""
    known = catalogue.all(LawParameter, "law")
    for name, listed in values.items():
        data = known[name].model_dump(mode="json", by_alias=True) | {
            "values": listed,
            "last_value_still_valid_on": None,
        }
        known[name] = LawParameter.model_validate(data, strict=False)
    assumed = catalogue.one(Outlook, "outlook")
    changed = {k: getattr(assumed, k).model_copy(update={"value": v}) for k, v in (outlook or {}).items()}
    return Law(known, assumed.model_copy(update=changed))


def test_a_value_holds_from_its_month(law: Law) -> None:
    """1 July 2009: 8.71 in June, 8.82 in July."""
    assert [law.value("smic_hourly_gross", m) for m in ("2009-06", "2009-07", "2009-12", "2010-01")] == [
        8.71,
        8.82,
        8.82,
        8.86,
    ]


def test_a_value_that_starts_within_a_month_holds_for_it(law: Law) -> None:
    """The ban on cold calling of 11 August 2026 counts for August."""
    assert [law.value("cold_calling_ban", m) for m in ("2026-07", "2026-08", "2026-09")] == [0, 1, 1]


def test_a_rule_can_end(law: Law) -> None:
    """The flat base of general service ends in July 2025, the indicative minimum in 2011."""
    assert [law.value("sg_old_age_base_hours", m) for m in ("2001-02", "2025-06", "2025-07")] == [None, 67, None]
    assert [law.rules(m).indicative_minimum for m in ("2008-11", "2008-12", "2010-12", "2011-01")] == [
        3.54,
        3.78,
        3.78,
        None,
    ]


def test_what_is_not_known_is_a_fault(law: Law) -> None:
    """It names the parameter, the month and the first day that is known."""
    with pytest.raises(InputFaults) as caught:
        law.rules("2004-06")
    (fault,) = caught.value.faults
    assert (fault.code, fault.fields) == (
        "law_unknown_then",
        {"parameter": "smic_hourly_gross", "month": "2004-06", "first": "2004-07-01"},
    )


def test_the_smic_grows_from_the_first_january_after_the_last_known(catalogue: Catalogue) -> None:
    """2 % a year, compounded, rounded to the cent; not within the last known year."""
    law = made(catalogue, {"smic_growth": 0.02})
    assert [law.rules(m).smic for m in ("2026-12", "2027-01", "2027-12", "2028-01", "2036-06")] == [
        12.31,
        12.56,
        12.56,
        12.81,
        15.01,
    ]
    # 12.31 x 1.02 = 12.5562; x 1.02^2 = 12.8073; x 1.02^10 = 15.0058
    assert law.rules("2027-01").ceiling == 4085.1  # 4,005 x 1.02
    assert law.rules("2028-01").floor("production") == pytest.approx(0.45 * 12.81)


def test_the_account_is_frozen_by_default(law: Law) -> None:
    """Brackets, exemption and stop of 2045 are those of 2004."""
    assert law.rules("2045-03").account == law.rules("2004-11").account


def test_an_indexed_account_moves_only_in_the_future(catalogue: Catalogue) -> None:
    """Growth is an outlook: amounts that were seen in force are not touched."""
    law = made(catalogue, {"bracket_growth": 0.01})
    for month in ("2004-11", "2009-09", "2022-05", "2026-06", "2026-11"):
        account = law.rules(month).account
        assert account is not None
        assert (account.exempt, account.victims_stop) == (200, 1000), month
    later = law.rules("2028-03").account
    assert later is not None
    assert later.exempt == pytest.approx(200 * 1.01**2)
    assert [above for above, _ in later.brackets] == pytest.approx([204.02, 408.04, 612.06])
    assert later.victims_stop == pytest.approx(1020.1)


def test_the_account_of_december(law: Law) -> None:
    """400 EUR exempt; brackets stay or are moved by the 200 EUR more."""
    absolute, shifted = law.rules("2015-12").account, law.rules("2015-12", "shifted").account
    assert absolute is not None
    assert shifted is not None
    assert absolute.exempt == shifted.exempt == 400
    assert absolute.brackets == ((400, 0.2), (400, 0.25), (600, 0.3))
    assert shifted.brackets == ((400, 0.2), (600, 0.25), (800, 0.3))
    assert law.rules("2015-11", "shifted").account == law.rules("2015-11").account


def test_other_brackets_split_as_they_say(catalogue: Catalogue) -> None:
    """A scale of one bracket at 50 % from 100 EUR, exempt 100."""
    law = made(
        catalogue,
        account_exempt_monthly=[{"from": "2004", "value": 100.0, "mark": "assumed"}],
        account_victims_brackets=[{"from": "2004", "brackets": [{"above": 100.0, "rate": 0.5}], "mark": "assumed"}],
    )
    account = split(law.rules("2010-05"), 300.0)
    assert (float(account.victims), float(account.release_savings), float(account.available)) == (100, 20, 180)


def test_contributions_say_whether_they_are_assumed(law: Law) -> None:
    """A found rate on an inferred base is not found."""
    of = {c.id: c for c in law.rules("2026-06").contributions}
    assert of["employee_csg"].assumed
    assert of["employee_ircantec"].assumed
    assert of["employer_accidents"].assumed
    assert not of["employee_old_age_capped"].assumed
    assert not of["employer_health"].assumed


def test_overtime_and_longest_week(law: Law) -> None:
    """None before December 2023."""
    assert (law.rules("2023-11").overtime, law.rules("2023-11").weekly_hours_max) == ((), None)
    assert (law.rules("2023-12").overtime, law.rules("2023-12").weekly_hours_max) == (((35, 0.25), (43, 0.5)), 48)


def test_a_contribution_is_as_sure_as_the_least_sure_of_rate_and_base(law: Law) -> None:
    """The rate of the CSG is read in its source, its base is derived: derived is what is shown."""
    shown = {one.id: one.mark for one in law.rules("2026-06").contributions}
    rate, base = law.in_force("employee_csg", "2026-06"), law.in_force("csg_base_share", "2026-06")
    assert rate is not None
    assert base is not None
    assert (rate.mark, base.mark, shown["employee_csg"]) == ("found", "inferred", "inferred")
    assert weakest(["found", "assumed", "inferred"]) == "assumed"
