"""Present value, ratio, chance, payback and what turns the sign: on books made by hand, then on a programme."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from model import benefit_cost
from model.after_release import ITEMS
from model.benefit_cost import PERSPECTIVES, Appraisal, interval
from model.books import Books, by_year, sign
from model.indicators import indicators
from model.ledger import PARTIES
from model.loading.assembly import programme
from model.present_value import deflator, discounting, lag
from model.projection import project
from model.uncertainty.chunk import ready
from model.uncertainty.ensemble import Ensemble, grow
from model.uncertainty.inputs import Drawn, points
from reports import benefits
from tests.examples import assembled, opening, shipped

LINES = (
    ("officers", "State", "resources"),
    ("client_price", "resources", "company"),
    ("available_pay", "company", "detainee"),
    ("victims_paid", "detainee", "victim"),
    ("benefits_avoided", "detainee", "State"),
    ("earnings_after", "resources", "detainee"),
)
EUROS = np.array([[100.0, 100.0], [0.0, 500.0], [200.0, 200.0], [20.0, 20.0], [0.0, 32.0], [0.0, 103.2]])
"""(K, Y): a year without orders, then one with; one release in the second."""


def by_hand(rate: float = 0.0, base: int = 2024, inflation: float = 0.0) -> Appraisal:
    """One draw of two years, 2024 and 2025."""
    years = np.concatenate([EUROS, EUROS.sum(axis=1, keepdims=True)], axis=1)
    chosen = programme(shipped(), "rennes-2009")
    scenario = chosen.scenario.model_copy(update={"start": "2024-01", "months": 24})
    told = Books(LINES, years[None])  # type: ignore[arg-type]
    return Appraisal(chosen.model_copy(update={"scenario": scenario}), told, np.array([inflation]), rate, base)


def test_who_gains_without_a_rate() -> None:
    """Sums of what each receives, less what it pays."""
    found = by_hand()
    gains = {who: float(found.value(who)[0]) for who in PERSPECTIVES}
    assert gains == pytest.approx(
        {
            "detainee": 400 - 40 - 32 + 103.2, "victim": 40, "State": -200 + 32, "social_insurance": 0,
            "public": -168, "company": 500 - 400, "society": 403.2,
        }
    )  # fmt: skip
    assert float(found.value("society", effects=False)[0]) == pytest.approx(403.2 - 103.2)
    assert float(found.ratio()[0]) == pytest.approx((403.2 + 200) / 200)
    assert float(found.ratio(effects=False)[0]) == pytest.approx(500 / 200)
    assert found.chance("society") == 1
    assert found.chance("State") == 0


def test_a_rate_takes_from_the_second_year_and_a_lag_more_from_what_follows_a_release() -> None:
    """At 25 %: 0.8 of the second year, 0.64 of what follows a release in it."""
    found = by_hand(rate=0.25)
    assert float(found.value("company")[0]) == pytest.approx(-200 + 0.8 * 300)
    assert float(found.value("State")[0]) == pytest.approx(-100 - 0.8 * 100 + 0.64 * 32)
    assert float(found.value("detainee")[0]) == pytest.approx(180 * 1.8 + 0.64 * (103.2 - 32))


def test_inflation_goes_before_the_rate_and_the_price_base_brings_it_back() -> None:
    """Prices that double halve the second year; another price base multiplies all by the outlook's inflation."""
    found = by_hand(inflation=1.0)
    assert float(found.value("company")[0]) == pytest.approx(-200 + 300 / 2)
    assumed = found.programme.outlook.inflation.value
    assert assumed is not None
    moved = replace(found, price_base=2034)
    for who in PERSPECTIVES:
        assert float(moved.value(who)[0]) == pytest.approx(float(found.value(who)[0]) * (1 + assumed) ** 10)
    assert float(moved.ratio()[0]) == pytest.approx(float(found.ratio()[0]))


def test_payback() -> None:
    """The company is under water after one year and above after two; the State never; the victim from the start."""
    found = by_hand()
    assert found.payback("company").tolist() == [1]
    assert np.isnan(found.payback("State")).all()
    assert found.payback("victim").tolist() == [0]


def test_what_turns_the_sign_does_turn_it() -> None:
    """At the value told, society stands at zero."""
    found = by_hand(rate=0.05)
    without = found.value("society", effects=False)
    effects = found.value("society") - without
    np.testing.assert_allclose(without + found.effect_multiple() * effects, 0, atol=1e-9)
    np.testing.assert_allclose(found.value("society") + found.state_cost * (1 - found.cost_multiple()), 0, atol=1e-9)
    np.testing.assert_allclose(found.cost_multiple(), found.ratio())
    output = found.present @ found.books.only("client_price")
    np.testing.assert_allclose(found.value("society") - found.outside_share() * output, 0, atol=1e-9)


def test_public_money_costs_more_where_it_is_counted() -> None:
    """A fifth more of the public purse's loss, for society alone."""
    found = by_hand()
    money = found.programme.defaults.money.model_copy(update={"funds_counted": True})
    defaults = found.programme.defaults.model_copy(update={"money": money})
    counted = replace(found, programme=found.programme.model_copy(update={"defaults": defaults}))
    assert float(counted.value("society")[0]) == pytest.approx(403.2 - 0.2 * 168)
    assert float(counted.value("State")[0]) == float(found.value("State")[0])
    assert float(counted.value("public_funds")[0]) == pytest.approx(-0.2 * 168)
    assert float(counted.ratio()[0]) == pytest.approx((403.2 - 0.2 * 168 + 200) / 200)
    assert float(counted.ratio(effects=False)[0]) == pytest.approx((500 - 0.2 * 200) / 200)
    assert float(counted.by_year("society").sum()) == pytest.approx(403.2 - 0.2 * 168)


@pytest.mark.parametrize("funds", [False, True])
def test_perspectives_add_up_to_society(funds: bool) -> None:
    """With public money counted, what it costs beside is a row of its own; without, there is no such row."""
    found = by_hand(rate=0.05)
    money = found.programme.defaults.money.model_copy(update={"funds_counted": funds})
    defaults = found.programme.defaults.model_copy(update={"money": money})
    found = replace(found, programme=found.programme.model_copy(update={"defaults": defaults}))
    rows = benefits.perspectives(found).set_index("perspective")
    assert ("public_funds" in rows.index) is funds
    parts = rows.drop(index=["society", "public"])
    for column in ("value", "value_zero_effect"):
        assert parts[column].sum() == pytest.approx(rows.loc["society", column])


@pytest.mark.parametrize("funds", [False, True])
def test_the_cost_at_which_society_loses_is_found_again(funds: bool) -> None:
    """All that the State pays, times the multiple, in the ledger itself: society stands at zero; with more it loses."""
    found = by_hand(rate=0.05)
    money = found.programme.defaults.money.model_copy(update={"funds_counted": funds})
    defaults = found.programme.defaults.model_copy(update={"money": money})
    found = replace(found, programme=found.programme.model_copy(update={"defaults": defaults}))
    pays = np.array([payer == "State" for _, payer, _ in LINES])[None, :, None]

    def dearer(times: float) -> float:
        books = replace(found.books, euros=np.where(pays, times * found.books.euros, found.books.euros))
        return float(replace(found, books=books).value("society")[0])

    at = float(found.cost_multiple()[0])
    assert dearer(1.0) == pytest.approx(float(found.value("society")[0]))
    assert dearer(at) == pytest.approx(0, abs=1e-6)
    assert dearer(at + 0.1) < 0 < dearer(at - 0.1)


def test_what_the_state_hands_to_others_of_society_turns_no_sign() -> None:
    """Contributions that the State bears go to social insurance: however many, society loses at the same multiple."""
    found = by_hand(rate=0.05)
    handed = ("employer_contributions", "State", "social_insurance")
    more = np.concatenate([found.books.euros, np.full_like(found.books.euros[:, :1], 50.0)], axis=1)
    bearing = replace(found, books=replace(found.books, lines=(*found.books.lines, handed), euros=more))
    assert float(bearing.state_cost[0]) > float(found.state_cost[0])
    np.testing.assert_allclose(bearing.value("society"), found.value("society"))
    np.testing.assert_allclose(bearing.cost_multiple(), found.cost_multiple())


def test_weights_and_years() -> None:
    """Euros of the first year count whole; years are summed in order, then all."""
    assert discounting(0.032, 3) == pytest.approx([1, 1 / 1.032, 1 / 1.032**2])
    assert deflator(np.array([0.0, 0.1]), 2) == pytest.approx(np.array([[1, 1], [1, 1 / 1.1]]))
    assert by_year(np.arange(6.0), np.array([0, 0, 1, 1, 1, 2])).tolist() == [1, 9, 5, 15]


def test_the_official_rate_is_the_default() -> None:
    """1.2 % + 1 x 2 %."""
    chosen = programme(shipped(), "france-2030")
    assert chosen.defaults.money.discount.rate() == pytest.approx(0.032)
    assert type(chosen.scenario.policy)().discount_rate == pytest.approx(0.032)
    assert lag(chosen) == pytest.approx(1 / 1.032)


def test_a_missing_interval() -> None:
    """Draws without a value are left out; none at all gives none."""
    assert interval(np.array([1.0, np.nan, 3.0])) == pytest.approx((2.0, 1.1, 2.9))
    assert np.isnan(interval(np.array([np.nan]))).all()


@pytest.fixture(scope="module")
def gathered(tmp_path_factory: pytest.TempPathFactory) -> Ensemble:
    """64 futures of two workshops, their books followed."""
    plan = [opening(), opening(prison="muret", company="archetype-assembly", opens="2024-06", seats=20)]
    known = ready(assembled(tmp_path_factory.mktemp("plan"), plan, months=48), ("programme", "workshop"), follow=True)
    return grow(Ensemble(known), known, 64, 3)


def test_the_figure_shown_is_the_indicator(gathered: Ensemble) -> None:
    """At the scenario's rate, the page's appraisal and the indicators agree, draw by draw."""
    chosen, told = gathered.known.programme, gathered.books
    assert told is not None
    inflation = Drawn(points(3, 0, 64)).of(chosen.outlook.inflation.quantity("rate/year"), "inflation")
    found = Appraisal(chosen, told, inflation, chosen.scenario.policy.discount_rate, 2024)
    for who, name in (
        ("society", "present_value"), ("detainee", "present_value_detainee"), ("victim", "present_value_victim"),
        ("State", "present_value_state"), ("company", "present_value_company"),
        ("social_insurance", "present_value_social_insurance"),
    ):  # fmt: skip
        drawn = gathered.programme(name)[:, -1]
        np.testing.assert_allclose(found.value(who), drawn, rtol=2e-6, atol=1.0, err_msg=name)  # type: ignore[arg-type]
    zero = gathered.programme("present_value_zero_effect")[:, -1]
    np.testing.assert_allclose(found.value("society", effects=False), zero, rtol=2e-6, atol=1.0)
    np.testing.assert_allclose(found.ratio(), gathered.programme("benefit_cost_ratio")[:, -1], rtol=1e-5)
    rows = gathered.indicators(("programme",)).set_index(["indicator", "period"])
    for name, effects in (("benefit_cost_ratio", True), ("benefit_cost_ratio_zero_effect", False)):
        told_ = rows.loc[(name, "total"), ["value", "low", "high"]].to_numpy(float)
        np.testing.assert_allclose(found.published_ratio(effects), told_, rtol=1e-5, err_msg=name)
    net = -told.of(
        sum(np.array([(r == p) - (q == p) for _, q, r in told.lines]) for p in ("State", "social_insurance"))
    )
    np.testing.assert_allclose(net, gathered.programme("state_net_cost"), rtol=2e-6, atol=1.0)
    assert np.std(found.value("society")) > 0


def test_society_is_its_parties_in_every_draw(gathered: Ensemble) -> None:
    """And the books close: all parties, the rest of the world among them, sum to zero."""
    told = gathered.books
    assert told is not None
    parts = [gathered.of(f"present_value_{p}").astype(np.float64) for p in
             ("detainee", "victim", "state", "company", "social_insurance")]  # fmt: skip
    np.testing.assert_allclose(sum(parts), gathered.of("present_value"), rtol=1e-5, atol=2.0)
    found = by_hand()
    assert sum(float(found.books.of(sign(found.books.lines, p))[0, -1]) for p in PARTIES) == 0


def test_expected_values_are_one_draw(tmp_path: Path) -> None:
    """The expected engine's appraisal is its indicator."""
    projection = project(assembled(tmp_path))
    found = benefit_cost.expected(projection, projection.programme.scenario.policy.discount_rate, 2024)
    rows = benefits.perspectives(found).set_index("perspective")
    assert (rows["low"] == rows["value"]).all()
    table = indicators(projection).set_index(["indicator", "scope", "period"])["value"]
    assert rows.loc["society", "value"] == pytest.approx(table["present_value", "programme", "total"], abs=0.5)


def test_every_item_of_the_ledger_has_its_place_in_the_figure(tmp_path: Path) -> None:
    """No line is left out of the groups; received less paid is what is left."""
    projection = project(assembled(tmp_path))
    found = benefit_cost.expected(projection, 0.032, 2024)
    grouped = {item for items in benefits.GROUPS.values() for item in items}
    assert {item for item, _, _ in found.books.lines} == grouped
    assert set(ITEMS) < grouped
    table = benefits.ledger(found.books, found.books.euros.shape[2] - 1)
    without = table[table["side"] != "total"]
    assert (without.loc[without["item"].isin(ITEMS), "value_zero_effect"] == 0).all()
    left = without["value_zero_effect"].where(without["side"] != "paid", -without["value_zero_effect"])
    totals = table[table["side"] == "total"].set_index("party")["value_zero_effect"]
    assert left.groupby(without["party"]).sum().to_dict() == pytest.approx(totals.to_dict(), abs=0.01)
    for party, rows in table.groupby("party"):
        signed = rows["value"].where(rows["side"] != "paid", -rows["value"])
        assert signed[rows["side"] != "total"].sum() == pytest.approx(
            float(signed[rows["side"] == "total"].iloc[0]), abs=0.01
        ), party
    kinds = benefits.groups(found.books, found.books.euros.shape[2] - 1)
    assert kinds["value"].sum() == pytest.approx(0, abs=0.01)
    assert ((kinds["low"] <= kinds["value"]) & (kinds["value"] <= kinds["high"])).all()
    received = without[without["side"] == "received"].groupby("party")["value"].sum()
    assert kinds[kinds["side"] == "received"].groupby("party")["value"].sum().to_dict() == pytest.approx(
        received.to_dict(), abs=0.01
    )
