"""What holds for the money of any plan under any policy."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st

from model import benefit_cost
from model.ledger import PARTIES, received
from model.loading.assembly import programme
from model.projection import Projection, project
from model.schema.base import month_index, month_text
from model.schema.programme import Programme
from model.schema.scenario import Opening, Policy
from reports import tables
from tests.examples import shipped

FAST = (Phase.explicit, Phase.generate)
"""A plan takes a tenth of a second: a failing example is told as it was found, not made smaller."""

POLICIES = st.builds(
    lambda **chosen: Policy.model_validate(chosen),
    floor=st.sampled_from(["legal", 0.45, 0.7, 1.0]),
    victims_rule=st.sampled_from(["statutory", "none", "flat:0.25", "flat:0.4", "flat:1"]),
    december_bounds=st.sampled_from(["absolute", "shifted"]),
    contributions_borne_by=st.sampled_from(["company", "State"]),
    candidates_mode=st.sampled_from(["observed", "decomposed"]),
    population_growth=st.sampled_from([-0.05, 0.0, 0.03]),
)
SCENARIOS = {name: programme(shipped(), name) for name in ("rennes-2009", "expansion-2009")}


def with_(built: Programme, **changed: Any) -> Programme:
    """A programme whose scenario is changed."""
    return built.model_copy(update={"scenario": built.scenario.model_copy(update=changed)})


def cents(euros: object) -> np.ndarray[Any, Any]:
    """Whole cents; fails when an amount is not."""
    exact = np.asarray(euros, dtype=np.float64) * 100
    np.testing.assert_allclose(exact, np.round(exact), atol=1e-5)
    return np.round(exact).astype(np.int64)


@pytest.mark.parametrize("name", list(SCENARIOS))
@settings(max_examples=10, phases=FAST)
@given(policy=POLICIES)
def test_the_ledger_sums_to_zero(name: str, policy: Policy) -> None:
    """Every month, every workshop, to the cent; and what is paid is what the parties receive."""
    found = project(with_(SCENARIOS[name], policy=policy))
    for some in (found.transfers, found.common):
        assert not sum(cents(received(some, party)) for party in PARTIES).any()
    rows = tables.ledger(found)
    sums = rows.assign(cents=cents(rows["amount"])).groupby(["month", "prison", "company"])["cents"].sum()
    assert (sums == 0).all()
    money = {key: cents(found.monthly[key].to_numpy()) for key in tables.EUROS}
    assert (money["gross"] == money["net"] + money["employee_contributions"]).all()
    assert (money["net"] == money["victims"] + money["release_savings"] + money["available"]).all()
    for key, euros in money.items():
        assert (euros >= 0).all(), key
    assert (money["victims_paid"] <= money["victims"]).all()


@settings(max_examples=8, phases=FAST)
@given(policy=POLICIES)
def test_who_bears_contributions_moves_them_and_nothing_else(policy: Policy) -> None:
    """The State's line and the company's trade places; the worker, the victim and social insurance see nothing."""
    borne = [
        project(with_(SCENARIOS["rennes-2009"], policy=policy.model_copy(update={"contributions_borne_by": who})))
        for who in ("company", "State")
    ]
    for party in ("detainee", "victim", "social_insurance", "resources"):
        assert (received(borne[0].transfers, party) == received(borne[1].transfers, party)).all(), party
    moved = borne[0].monthly["employer_contributions"].to_numpy()
    for party, sign in (("company", 1), ("State", -1)):
        change = received(borne[1].transfers, party) - received(borne[0].transfers, party)  # type: ignore[arg-type]
        np.testing.assert_allclose(change, sign * moved, atol=1e-6)


@settings(max_examples=20, phases=FAST)
@given(
    counted=st.booleans(),
    productivity=st.floats(0.3, 1.0),
    borne=st.sampled_from(["company", "State"]),
    share=st.sampled_from([0.0, 0.2, 0.6]),
)
@example(True, 0.51, "company", 0.2)
def test_the_ratio_is_above_one_where_society_gains(
    counted: bool, productivity: float, borne: str, share: float
) -> None:
    """With and without effects, whatever public money costs beside; indicators and the page's appraisal alike."""
    set_ = (
        f"defaults.money.funds_counted={str(counted).lower()}",
        f"defaults.money.public_funds.value={share}",
        f"defaults.programme.productivity={productivity}",
        f"policy.contributions_borne_by={borne}",
    )
    found = project(programme(shipped(), "expansion-2009", set_))
    told = tables.indicators(found)
    whole = told[(told["scope"] == "programme") & (told["period"] == "total")].set_index("indicator")["value"]
    page = benefit_cost.expected(found, found.programme.scenario.policy.discount_rate, 2009)
    for suffix, effects in (("", True), ("_zero_effect", False)):
        value, ratio = whole[f"present_value{suffix}"], whole[f"benefit_cost_ratio{suffix}"]
        assert (ratio > 1) == (value > 0)
        assert page.published_ratio(effects)[0] == pytest.approx(ratio, rel=1e-6)
        assert float(page.value("society", effects)[0]) == pytest.approx(value, rel=1e-6, abs=1)


def frames(found: Projection) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """All that a projection says."""
    return tables.indicators(found), tables.monthly(found), tables.ledger(found)


AS_WRITTEN = frames(project(SCENARIOS["expansion-2009"]))


@settings(max_examples=6, phases=FAST)
@given(st.permutations(SCENARIOS["expansion-2009"].scenario.plan))
def test_the_order_of_the_plan_changes_nothing(plan: list[Opening]) -> None:
    """Shuffling the rows of a plan leaves every indicator, month and line of the ledger as it was."""
    for shuffled, written in zip(
        frames(project(with_(SCENARIOS["expansion-2009"], plan=tuple(plan)))), AS_WRITTEN, strict=True
    ):
        pd.testing.assert_frame_equal(shuffled, written, check_exact=True)


@settings(max_examples=6, phases=FAST)
@given(
    st.permutations(["muret", "nantes", "roanne"]), st.permutations(["archetype-surveys", "archetype-public-helpline"])
)
def test_two_workshops_of_one_prison_in_any_order(prisons: list[str], companies: list[str]) -> None:
    """Workshops that share a pool and open in the same month: the company's id decides, not the row."""
    rows = [Opening(prison=p, company=c, opens="2010-01", seats=12) for p in prisons for c in companies]
    base = with_(SCENARIOS["expansion-2009"], plan=tuple(sorted(rows, key=lambda r: r.workshop)))
    for shuffled, written in zip(frames(project(with_(base, plan=tuple(rows)))), frames(project(base)), strict=True):
        pd.testing.assert_frame_equal(shuffled, written, check_exact=True)


@settings(max_examples=25, phases=FAST)
@given(
    st.integers(0, 35),
    st.integers(1, 36),
    st.lists(st.integers(0, 12), max_size=4).map(sorted),
    st.integers(12, 20),
    st.sampled_from(["statutory", "flat:0.25"]),
)
@example(2, 5, [], 12, "statutory")
@example(0, 3, [0, 0, 6], 12, "flat:0.25")
def test_no_seat_nothing_paid(opens: int, lasts: int, ramp: list[int], seats: int, rule: str) -> None:
    """Before the opening's trial and after the closing nobody is paid and nothing is taken."""
    built = SCENARIOS["rennes-2009"]
    first = month_index(built.scenario.start)
    closes = month_text(first + opens + lasts) if opens + lasts < built.scenario.months else None
    row = Opening(
        prison="rennes-femmes",
        company="webhelp",
        opens=month_text(first + opens),
        seats=seats,
        ramp=tuple(ramp),
        closes=closes,
    )
    found = project(with_(built, plan=(row,), policy=Policy(victims_rule=rule)))
    month = np.arange(built.scenario.months)
    trial = int(found.workshops.trial_months[0])
    idle = (month < opens - trial) | (month >= opens + lasts)
    if ramp and ramp[0] == 0:
        idle |= month < opens
    for name in (*tables.EUROS, "hours", "people_paying", "trainees", "at_work"):
        values = found.monthly[name].to_numpy()[0]
        assert (np.abs(values[idle]) < 1e-9).all(), name
        assert (values >= 0).all(), name
