"""The ledger of twelve women in June 2026, and of one release, by hand: the arithmetic stands beside each line."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from model.distributions import draw
from model.loading.assembly import programme
from model.projection import Projection, project
from model.rates import prepare, rates
from model.reading import Central
from model.schema.quantity import Quantity
from model.workshops import of
from reports import tables
from tests.examples import assembled, opening, shipped

SETTINGS = (
    # nobody comes or goes: twelve women at work all month, 35 hours, none lost
    *(f"prisons.rennes-femmes.flows.{flow}=0" for flow in ("release_of_recruits", "transfer", "dismissal", "quit")),
    "prisons.rennes-femmes.population.willing=1",
    "companies.archetype-surveys.worked_weekly_hours=35",
    "companies.archetype-surveys.leaving=0",
    # all owe more than they will ever pay
    "prisons.rennes-femmes.debts.creditor_share=1",
    "prisons.rennes-femmes.debts.median=100000000",
    # round prices, euros of 2026
    "outlook.inflation={from: 2026-06-01, value: 0, mark: assumed}",
    "companies.archetype-surveys.client_price=30",
    "defaults.programme.productivity=0.75",
    "defaults.programme.officers_per_workshop=1",
    "defaults.programme.officer_cost=60000",
    "defaults.programme.supervisor_cost=42000",
    "activities.surveys.supervisors_per_seat=0.2",
    "activities.surveys.platform_per_seat=75",
    "activities.surveys.area_per_seat=10",
    "defaults.money.room_upkeep=60",
    "defaults.money.escort_posts=0.1",
    "defaults.money.job_today=187",
    "prisons.rennes-femmes.jobs_today=[]",
    "evidence.prison_work.displacement=0.5",
)
BY_HAND = {
    # 12 pay slips of the case "juin 2026, temps plein, production, ligne par ligne"
    ("company", "available_pay"): -6_380.40,  # 12 x 531.70
    ("company", "release_savings"): -603.48,  # 12 x 50.29
    ("company", "victims_paid"): -1_450.32,  # 12 x 120.86: every part reaches a creditor
    ("company", "employee_contributions"): -1_647.72,  # 12 x 137.31
    ("company", "employer_contributions"): -2_573.88,  # 12 x 214.49
    ("company", "supervisors"): -8_400.00,  # 12 seats x 0.2 x 42,000 / 12
    ("company", "platform"): -900.00,  # 12 x 75
    ("company", "client_price"): 40_950.00,  # 12 x 151.6667 h x 0.75 x 30
    ("detainee", "available_pay"): 6_380.40,
    ("detainee", "release_savings"): 603.48,
    ("detainee", "job_replaced"): -1_122.00,  # half of the seats replace a job: 12 x 0.5 x 187
    ("victim", "victims_paid"): 1_450.32,
    ("social_insurance", "employee_contributions"): 1_647.72,
    ("social_insurance", "employer_contributions"): 2_573.88,
    ("State", "officers"): -5_000.00,  # 60,000 / 12
    ("State", "escort"): -500.00,  # a tenth of an officer
    ("State", "room"): -600.00,  # 12 seats x 10 m2 x 60 / 12
}


@pytest.fixture
def june(tmp_path: Path) -> Projection:
    """Twelve seats that stand already, one month."""
    row = opening(company="archetype-surveys", opens="2026-06", existing=True, equipped_by="company")
    return project(assembled(tmp_path, [row], SETTINGS, start="2026-06", months=1))


def test_twelve_women_in_june(june: Projection) -> None:
    """To the cent, and nothing else; what stands twice for the detained (received, then paid) is left out above."""
    ledger = tables.ledger(june)
    sums = ledger.groupby(["party", "item"])["amount"].sum().round(2)
    told = {key: value for key, value in sums.items() if value and key[0] != "resources"}
    assert told == BY_HAND
    assert float(ledger["amount"].sum()) == pytest.approx(0, abs=1e-6)
    state = -sum(v for (party, _), v in BY_HAND.items() if party == "State")
    indicators = tables.indicators(june).set_index(["indicator", "scope", "period"])["value"]
    assert indicators["state_cost", "programme", "total"] == pytest.approx(state, abs=1e-9)
    # 6,100 to the State, less 4,221.60 of contributions: nobody is released, so no effect
    assert indicators["state_net_cost", "programme", "total"] == pytest.approx(1_878.40, abs=1e-6)
    # 6,100 a month for 12 seats: 508.33 a seat and month, 6,100 a seat and year
    assert indicators["cost_per_seat", "programme", "total"] == pytest.approx(6_100, abs=1e-6)


AT_FACTS = (
    # the worked check: one year of work worth 14,333 EUR, a reconviction worth 35,000 EUR, nothing displaced
    "evidence.prison_work.displacement=0",
    "evidence.prison_work.men.baseline_reconviction_12m=0.31",
    "evidence.prison_work.men.relative_risk_12m=0.93",
    "evidence.prison_work.men.employment_gain=0.0533333",
    "outlook.inflation={from: 2026-06-01, value: 0, mark: assumed}",
    "defaults.money.after_release.prison_day=100",
    "defaults.money.after_release.days_per_reconviction=350",
    "defaults.money.after_release.marginal_share=1",
    "defaults.money.after_release.job_months=12",
    "defaults.money.after_release.benefit=1194.44",
    "defaults.money.after_release.benefit_share=1",
)


def test_one_release_of_a_man() -> None:
    """0.31 x (1 - 0.93) x 35,000 = 759.50 and 0.05333 x 14,333.28 = 764.44: 1,523.94 EUR to the public purse."""
    chosen = programme(shipped(), "france-2030", [*AT_FACTS, "evidence.prison_work.women.employment_gain=0.0533333"])
    setting = prepare(chosen, of(chosen))
    read = rates(setting, Central())
    row = next(i for i, w in enumerate(setting.workshops.list) if w.pool.side != "women")
    prison = read.avoided[0][0, row] * read.after.prison[0, 0]
    benefits = read.gained[0, row] * read.after.benefits[0, 0]
    assert prison == pytest.approx(759.50, abs=0.01)
    assert benefits == pytest.approx(764.44, abs=0.01)
    assert prison + benefits == pytest.approx(1_523.94, abs=0.02)


def test_the_range_of_one_release() -> None:
    """About 1,500 EUR on average, 600 to 2,600 for nine draws in ten, when effects and values are drawn."""
    chosen = programme(shipped(), "france-2030")
    men = chosen.evidence["prison_work"].men
    at = np.random.default_rng(1).random((4, 20_000))

    def drawn(quantity: Quantity, place: int) -> np.ndarray:
        return draw(quantity, at[place])

    risk = drawn(men.relative_risk_12m.at("2027-01"), 0)
    gain = drawn(men.employment_gain.at("2027-01"), 1)
    reoffender = drawn(Quantity(value=35_000, low=20_000, high=45_000, interval=0.80, unit="EUR", mark="inferred"), 2)
    job = drawn(Quantity(value=14_300, low=10_500, high=18_000, interval=0.80, unit="EUR/year", mark="inferred"), 3)
    worth = 0.31 * (1 - risk) * reoffender + gain * job
    assert worth.mean() == pytest.approx(1_500, rel=0.07)
    low, high = np.quantile(worth, (0.05, 0.95))
    assert low == pytest.approx(600, abs=150)
    assert high == pytest.approx(2_600, abs=250)
