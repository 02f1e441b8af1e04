"""What a plan requires against what is there: counted again by hand on small plans."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from model.projection import project
from model.requirements import COLUMNS, UNITS, requirements
from tests.examples import assembled, opening

SURVEYS = opening(prison="argentan", company="archetype-surveys", opens="2024-10", seats=10, equipped_by="State")
"""An archetype: a place kept for a company yet to be found."""

OUTSOURCER = opening(company="archetype-inbound-outsourcer", seats=12)
"""A second company that answers calls, at the same prison."""


def table(folder: Path, *plan: dict[str, object], **changed: object) -> pd.DataFrame:
    """The requirements of a plan, by scope, id, item, year."""
    found = requirements(project(assembled(folder, list(plan), **changed)))
    assert list(found.columns) == list(COLUMNS)
    return found.set_index(["scope", "id", "item", "year"]).sort_index()


def test_a_company_that_is_named_has_signed_nothing(tmp_path: Path) -> None:
    """Webhelp's agreement, its supervisors (0.17 a seat) and its euros are needed, as an archetype's are."""
    found = table(tmp_path, opening(), SURVEYS)
    agreements = found.loc["programme", "", "agreements", "2024"]
    assert (agreements["need"], agreements["have"], agreements["gap"]) == (2, 0, 2)
    supervisors = found.loc["prison", "rennes-femmes", "supervisors", "2024"]
    assert (supervisors["need"], supervisors["gap"]) == (pytest.approx(12 * 0.17), pytest.approx(12 * 0.17))
    for item in ("supervisors", "trainers", "company_euros"):
        row = found.loc["region", "Bretagne", item, "2024"]
        assert row["gap"] == row["need"] > 0, item


def test_what_stands_already_has_its_agreement(tmp_path: Path) -> None:
    """One of two of the same plan: its agreement and its supervisors alone are there."""
    found = table(tmp_path, opening(opens="2024-01", existing=True), SURVEYS)
    agreements = found.loc["programme", "", "agreements", "2024"]
    assert (agreements["need"], agreements["have"], agreements["gap"]) == (2, 1, 1)
    assert found.loc["prison", "rennes-femmes", "supervisors", "2024"]["gap"] == 0
    lacking = found.loc["region", "Normandie", "supervisors", "2024"]
    assert lacking["gap"] == lacking["need"] > 0


def test_what_stands_already_is_there(tmp_path: Path) -> None:
    """A workshop from before the scenario has its seats, stations, lines and officer, and takes no time."""
    found = table(tmp_path, opening(opens="2024-01", existing=True))
    for item in ("seats", "stations", "lines", "officers", "agreements", "lead_time", "area"):
        assert found.loc["programme", "", item, "2024"]["gap"] == 0, item
    assert found.loc["programme", "", "seats", "2024"]["have"] == 12
    assert found.loc["programme", "", "lead_time", "2024"]["need"] == 0


def test_lines_are_for_calls_alone(tmp_path: Path) -> None:
    """One line a call station; none where nobody calls."""
    sewing = opening(prison="joux-la-ville", company="archetype-sewing", opens="2024-10", seats=12)
    found = table(tmp_path, opening(), sewing)
    assert found.loc["prison", "rennes-femmes", "lines", "2024"]["need"] == 12
    assert found.loc["prison", "joux-la-ville", "lines", "2024"]["need"] == 0


def test_room_free_elsewhere_seats_nobody(tmp_path: Path) -> None:
    """Joux-la-Ville has 500 m2 published; Argentan's shortfall is not made good by it."""
    sewing = opening(prison="joux-la-ville", company="archetype-sewing", opens="2024-10", seats=10)
    many = SURVEYS | {"seats": 16}
    found = table(tmp_path, sewing, many)
    joux, argentan = (found.loc["prison", p, "area", "2024"] for p in ("joux-la-ville", "argentan"))
    assert (joux["have"], joux["basis"], joux["gap"]) == (500, "published", 0)
    assert argentan["basis"] == "default"
    whole = found.loc["programme", "", "area", "2024"]
    assert whole["gap"] == pytest.approx(max(0.0, argentan["need"] - argentan["have"]))
    assert whole["basis"] == "default"


def test_lead_time_counts_from_the_start(tmp_path: Path) -> None:
    """Opening in the third month leaves 2 of the 8 months; in the tenth, enough."""
    found = table(tmp_path, opening(), SURVEYS)
    soon = found.loc["prison", "rennes-femmes", "lead_time", "2024"]
    assert (soon["need"], soon["have"], soon["gap"]) == (8, 2, 6)
    assert found.loc["prison", "argentan", "lead_time", "2024"]["gap"] == 0
    assert found.loc["programme", "", "lead_time", "2024"]["gap"] == 6


def test_the_first_of_two_openings_of_a_year_leaves_the_least_time(tmp_path: Path) -> None:
    """The same prison in the third and in the tenth month, in either order of the plan."""
    later = OUTSOURCER | {"opens": "2024-10"}
    for plan in ((opening(), later), (later, opening())):
        both = table(tmp_path, *plan).loc["prison", "rennes-femmes", "lead_time", "2024"]
        assert (both["need"], both["have"], both["gap"]) == (8, 2, 6)


def test_posts_of_the_team_are_those_of_a_mean_month(tmp_path: Path) -> None:
    """Of twelve months, 2 prepare the opening of March and 8 that of October."""
    found = project(assembled(tmp_path, [opening(), SURVEYS]))
    posts = found.programme.defaults.programme.project_posts_per_opening.latest.value
    row = table(tmp_path, opening(), SURVEYS).loc["programme", "", "project_staff", "2024"]
    assert row["need"] == pytest.approx(posts * (2 + 8) / 12)


def test_candidates_of_a_year_cut_short(tmp_path: Path) -> None:
    """The whole pool may be interviewed, and those who arrive in the year's months: in six of them, half as many."""
    found = project(assembled(tmp_path, [opening()], months=18))
    pool = found.workshops
    whole = float((pool.willing * pool.suitable)[0]) / pool.list[0].activity.selection.at("2024-03").value
    told = requirements(found)
    have = told[(told["scope"] == "programme") & (told["item"] == "candidates")].set_index("year")["have"]
    assert have["2024"] - whole == pytest.approx(2 * (have["2025"] - whole))
    assert have["2024"] > have["2025"] > whole


def test_companies_that_share_a_pool_share_its_candidates(tmp_path: Path) -> None:
    """A second call centre at one prison finds the candidates of the first, not as many again."""
    alone, both = (table(tmp_path, *plan).loc["prison", "rennes-femmes", "candidates", "2024"]
                   for plan in ((opening(),), (opening(), OUTSOURCER)))  # fmt: skip
    assert both["have"] == pytest.approx(alone["have"])
    assert both["need"] > alone["need"]


def test_state_euros_against_the_limit(tmp_path: Path) -> None:
    """The limit of the scenario is what is there; without one nobody knows, and no gap is told."""
    limited = table(tmp_path, opening(), SURVEYS, limits={"state_capex": {2024: 1000}})
    row = limited.loc["programme", "", "state_euros", "2024"]
    assert row["have"] == 1000
    assert row["gap"] == pytest.approx(row["need"] - 1000)
    assert row["need"] > 10 * 4500
    free = table(tmp_path, opening(), SURVEYS).loc["programme", "", "state_euros", "2024"]
    assert pd.isna(free["have"])
    assert pd.isna(free["gap"])
    assert free["basis"] == ""


def test_the_target_is_a_need(tmp_path: Path) -> None:
    """People at work asked for by the end of a year, against those whom the plan would have in its last month."""
    late = SURVEYS | {"opens": "2025-12"}
    out = project(assembled(tmp_path, [opening(), late])).outcomes["at_work"]
    people = table(tmp_path, opening(), late, targets={"seats": {"at_least": 30, "by": 2025}}).loc["programme", ""]
    assert people.loc["people", "2025"]["have"] == pytest.approx(out[:, 23].sum())
    assert out[:, 23].sum() != pytest.approx(out[:, 12:24].sum() / 12, abs=0.1)
    row = table(tmp_path, opening(), targets={"seats": {"at_least": 30, "by": 2025}})
    people = row.loc["programme", "", "people", "2025"]
    assert people["need"] == 30
    assert 5 < people["have"] < 12
    assert people["gap"] == pytest.approx(30 - people["have"])
    assert ("programme", "", "people", "2024") not in row.index


def test_every_scope_is_complete(tmp_path: Path) -> None:
    """Every year and prison has every item that has a place, with its unit."""
    found = requirements(project(assembled(tmp_path, [opening(), SURVEYS])))
    placed = [item for item in UNITS if item not in ("people", "project_staff")]
    of_prisons = found[found["scope"] == "prison"]
    assert len(of_prisons) == 2 * 2 * len(placed)
    assert all(row.unit == UNITS[row.item] for row in found.itertuples())
    assert set(found["scope"]) == {"programme", "region", "prison"}


@given(seats=st.lists(st.integers(6, 16), min_size=1, max_size=3))
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_gaps_add_up(tmp_path: Path, seats: list[int]) -> None:
    """No gap is negative, and a programme lacks what its prisons lack."""
    prisons = ("argentan", "muret", "uzerche")
    plan = [SURVEYS | {"prison": p, "seats": s} for p, s in zip(prisons, seats, strict=False)]
    found = requirements(project(assembled(tmp_path, plan)))
    known = found.dropna(subset=["gap"])
    assert (known["gap"] >= 0).all()
    assert (known["gap"] >= known["need"] - known["have"] - 1e-9).all()
    for item in ("seats", "area", "candidates", "supervisors", "agreements"):
        mine = known[(known["item"] == item) & (known["year"] == "2025")].groupby("scope")["gap"].sum()
        assert mine["programme"] == pytest.approx(mine["prison"])
        assert mine["region"] == pytest.approx(mine["prison"])
