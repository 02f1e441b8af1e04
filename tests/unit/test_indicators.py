"""Every indicator again, from the months, by another way."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from model.frame import SCOPES
from model.indicators import indicators
from model.ledger import paid_by
from model.loading.assembly import programme
from model.loading.catalogue import Catalogue
from model.projection import Projection, project

KEYS = {
    "programme": lambda w: "",
    "region": lambda w: w.prison.place.region,
    "disp": lambda w: w.prison.place.disp,
    "prison": lambda w: w.prison.id,
    "company": lambda w: w.company.id,
    "workshop": lambda w: w.id,
}


@pytest.fixture(scope="module")
def found(catalogue: Catalogue) -> Projection:
    """A plan of eleven workshops, one prison with two."""
    plan = catalogue.documents["scenarios", "expansion-2009"].data["plan"]
    twice = [
        *plan,
        {"prison": "muret", "company": "archetype-surveys", "opens": "2011-02", "seats": 12, "closes": "2012-03"},
    ]
    return project(programme(catalogue, "expansion-2009", [f"plan={twice}".replace("'", '"')]))


@pytest.fixture(scope="module")
def table(found: Projection) -> pd.DataFrame:
    """The indicators, by name, scope, id, period."""
    return indicators(found).set_index(["indicator", "scope", "id", "period"]).sort_index()


def members(found: Projection, scope: str) -> dict[str, list[int]]:
    """Rows of the workshops of each member."""
    rows: dict[str, list[int]] = {}
    for row, workshop in enumerate(found.workshops.list):
        rows.setdefault(KEYS[scope](workshop), []).append(row)
    return rows


def spans(found: Projection) -> dict[str, np.ndarray]:
    """Months of each period."""
    years = np.array([m[:4] for m in found.programme.months])
    return {year: years == year for year in dict.fromkeys(years)} | {"total": np.ones(len(years), dtype=bool)}


def test_each_is_defined_and_complete(found: Projection, table: pd.DataFrame) -> None:
    """All that are declared, in every scope, with their unit, once each."""
    assert not table.index.duplicated().any()
    declared = found.programme.indicators
    assert set(table.index.get_level_values("indicator")) == set(declared)
    assert set(table.index.get_level_values("scope")) == set(SCOPES)
    for name, known in declared.items():
        assert set(table.loc[name, "unit"]) == {known.unit}
    assert np.isfinite(table["value"]).all()


SUMS = {
    "hours": "hours",
    "gross_pay": "gross",
    "net_pay": "net",
    "victims_withheld": "victims",
    "victims_paid": "victims_paid",
    "release_savings": "release_savings",
    "available_pay": "available",
    "releases_with_experience": "releases_with_experience",
    "reconvictions_avoided": "reconvictions_avoided",
    "employed_12m_gain": "employed_gain",
}


@pytest.mark.parametrize("scope", SCOPES)
def test_sums(found: Projection, table: pd.DataFrame, scope: str) -> None:
    """Euros, hours and people add up over workshops and months."""
    for name, column in SUMS.items():
        values = found.monthly[column].to_numpy()
        for member, rows in members(found, scope).items():
            for period, months in spans(found).items():
                expected = values[rows][:, months].sum()
                assert table.loc[(name, scope, member, period), "value"] == pytest.approx(
                    expected, rel=1e-9, abs=1e-9
                ), (name, member, period)


@pytest.mark.parametrize("scope", SCOPES)
def test_costs_are_what_the_ledger_says(found: Projection, table: pd.DataFrame, scope: str) -> None:
    """The figure shown is the figure paid."""
    columns = {
        "company_cost": paid_by(found.transfers, "company"),
        "state_cost": paid_by(found.transfers, "State"),
        "capex_company": paid_by(found.transfers, "company", "equipment"),
        "capex_state": paid_by(found.transfers, "State", "equipment", "fit_out"),
    }
    for name, values in columns.items():
        for member, rows in members(found, scope).items():
            for period, months in spans(found).items():
                paid = values[rows][:, months].sum()
                if (name, scope) == ("state_cost", "programme"):
                    paid += sum(t.euros[0, months].sum() for t in found.common)
                assert table.loc[(name, scope, member, period), "value"] == pytest.approx(paid, rel=1e-9, abs=0.02), (
                    name, member, period,
                )  # fmt: skip


@pytest.mark.parametrize("scope", SCOPES)
def test_stocks_and_rates(found: Projection, table: pd.DataFrame, scope: str) -> None:
    """Seats at the end, people on average, fill over all seat-months."""
    month = {
        name: found.monthly[name].to_numpy()
        for name in ("seats_open", "at_work", "trainees", "gross", "productive_hours")
    }
    company = paid_by(found.transfers, "company")
    ordinary = np.array([not m.endswith("-12") for m in found.programme.months])
    for member, rows in members(found, scope).items():
        for period, months in spans(found).items():
            here = {name: values[rows][:, months] for name, values in month.items()}
            last = np.flatnonzero(months)[-1]

            def value(name: str, member: str = member, period: str = period) -> float | None:
                key = (name, scope, member, period)
                return float(table.loc[key, "value"]) if key in table.index else None

            assert value("seats_open") == pytest.approx(month["seats_open"][rows, last].sum())
            assert value("at_work") == pytest.approx(here["at_work"].sum() / months.sum())
            seats, productive = here["seats_open"].sum(), here["productive_hours"].sum()
            assert value("fill_rate") == (pytest.approx(here["at_work"].sum() / seats) if seats > 0 else None)
            assert value("cost_per_productive_hour") == (
                pytest.approx(company[rows][:, months].sum() / productive) if productive > 0 else None
            )
            people = (month["at_work"] + month["trainees"])[rows][:, months & ordinary]
            slips = found.slips.victims[rows][:, months & ordinary]
            each = pytest.approx((people * slips).sum() / people.sum(), rel=1e-9) if people.sum() > 0 else None
            assert value("victims_per_worker") == each, (member, period)


def test_what_a_worker_keeps_leaves_december_out(found: Projection, table: pd.DataFrame) -> None:
    """Victims, savings and kept of an ordinary month add up to its net pay."""
    month = {name: found.monthly[name].to_numpy() for name in ("at_work", "trainees")}
    ordinary = np.array([not m.endswith("-12") for m in found.programme.months])
    people = (month["at_work"] + month["trainees"]) * ordinary
    net = (people * found.slips.net).sum() / people.sum()
    parts = [
        table.loc[(name, "programme", "", "total"), "value"]
        for name in ("victims_per_worker", "savings_per_worker", "kept_per_worker")
    ]
    assert sum(parts) == pytest.approx(net, rel=1e-9)


def test_share_of_the_smic(found: Projection, table: pd.DataFrame) -> None:
    """6 EUR of 8.63 to 9.43: hourly pay over SMIC, weighted by hours."""
    hours = found.monthly["hours"].to_numpy()
    expected = (found.slips.hourly_gross * hours).sum() / (found.slips.smic * hours).sum()
    assert table.loc[("smic_share", "programme", "", "total"), "value"] == pytest.approx(expected, rel=1e-9)


def test_candidates_of_one_prison_are_counted_once(found: Projection, table: pd.DataFrame) -> None:
    """The widest pool of each prison; two workshops of one prison share theirs."""
    pools: dict[str, float] = {}
    for workshop in found.workshops.list:
        pools[workshop.prison.id] = max(pools.get(workshop.prison.id, 0), workshop.pool.suitable)
    for period in ("2009", "2013", "total"):
        assert table.loc[("candidates", "programme", "", period), "value"] == pytest.approx(sum(pools.values()))
    assert table.loc[("candidates", "prison", "muret", "total"), "value"] == pytest.approx(pools["muret"])


def test_requirements(found: Projection, table: pd.DataFrame) -> None:
    """Agreements opened by the end, floor and supervisors of the seats that stand, interviews for the hires."""
    assert table.loc[("agreements_needed", "programme", "", "2010"), "value"] == 5
    assert table.loc[("agreements_needed", "programme", "", "total"), "value"] == 12
    seats = found.workshops.seats[:, -1]
    area = [w.stations_per_seat * w.activity.area_per_seat.at(w.opening.opens).value for w in found.workshops.list]
    assert table.loc[("m2_needed", "programme", "", "total"), "value"] == pytest.approx((seats * area).sum())
    hires = found.monthly["hires"].to_numpy().sum(axis=1)
    selection = np.array([w.activity.selection.at(w.opening.opens).value for w in found.workshops.list])
    assert table.loc[("candidates_needed", "programme", "", "total"), "value"] == pytest.approx(
        (hires / selection).sum()
    )
