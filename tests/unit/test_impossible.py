"""Inputs that no plan could meet: found before any search, with both numbers and what to change, in both languages."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import cli
import language
from model.loading.assembly import placed, programme
from model.rollout.assemble import assemble
from model.rollout.impossible import impossible
from model.rollout.lacking import verdict
from model.rollout.problem import Problem
from model.rollout.reach import Effort
from model.rollout.solve import solve
from model.rollout.stages import best_plan
from model.schema.fault import InputFaults
from tests.examples import opening, scenario, shipped, written
from tests.toys import HALLS, SEATS, optimised

ANY = "companies.archetype-surveys.seats={per_site_min: 6, per_site_max: 16}"


def codes(problem: Problem) -> list[str]:
    return [code for _, code, _ in impossible(problem)]


@pytest.fixture
def fine(tmp_path: Path) -> Problem:
    """Three prisons of ten seats and more, a budget, one opening a quarter."""
    limits = {"state_capex": {2024: 9e5, 2025: 9e5, 2026: 9e5}, "openings_per_quarter": 1}
    settings = [*(hall.replace("true", "false") for hall in HALLS), ANY]
    return assemble(optimised(tmp_path, settings, targets={"seats": 20}, limits=limits)).problem


def test_nothing_is_said_of_what_can_be(fine: Problem) -> None:
    assert codes(fine) == []
    assert solve(fine, gap=0.01, time_limit=20).found


def test_a_target_above_all_seats(fine: Problem) -> None:
    asked = replace(fine, target=((2, 100.0),))
    ((place, code, fields),) = impossible(asked)
    assert (place, code) == (("targets", "seats"), "target_above_wanted")
    assert fields == {"found": 100.0, "year": 2026, "bound": 48}
    assert solve(asked, gap=0.01, time_limit=20).status == "infeasible"


def test_a_target_above_what_the_openings_hold(fine: Problem) -> None:
    """One opening alone, of 16 seats at most, for 40 people."""
    openings = np.zeros(len(fine.quarters))
    openings[5] = 1
    ((_, code, fields),) = impossible(replace(fine, target=((2, 40.0),), openings=openings))
    assert code == "target_above_openings"
    assert (fields["openings"], fields["largest"], fields["needed"]) == (1, 16, 1)


def test_a_budget_below_any_opening(fine: Problem) -> None:
    """The cheapest opening: six seats of 11 m2 to fit out."""
    poor = replace(fine, budget=np.full(len(fine.years), 1000.0))
    ((place, code, fields),) = impossible(poor)
    assert (place, code) == (("limits", "state_capex"), "budget_below_any_opening")
    assert fields["found"] == 1000
    cheapest = (fine.least[:, None] * fine.budget_seat + fine.budget_opening).min()
    assert fields["bound"] == round(cheapest)
    few = replace(poor, target=((2, 15.0),))
    assert codes(replace(few, budget=np.full(len(fine.years), cheapest + 1))) == []
    assert codes(replace(few, budget=np.full(len(fine.years), cheapest / 2), carry_over=True)) == []


def test_shares_that_cannot_hold(fine: Problem) -> None:
    assert codes(replace(fine, region_share=np.array([0.7, 0.6]))) == ["balance_above_one"]
    assert codes(replace(fine, women_share=0.1)) == ["no_seat_for_women"]


def test_the_limit_that_lets_nothing_open_is_named(fine: Problem, tmp_path: Path) -> None:
    """Without any opening, or any euro, what the companies could hold is no reason."""
    settings = [*(hall.replace("true", "false") for hall in HALLS), ANY]
    asked = {"seats": 20}
    none = assemble(optimised(tmp_path, settings, targets=asked, limits={"openings_per_quarter": 0})).problem
    ((_, code, fields),) = impossible(none)
    assert (code, fields["openings"], fields["largest"]) == ("target_above_openings", 0, 16)
    cheapest = float((fine.least[:, None] * fine.budget_seat).min())
    few = dict.fromkeys((2024, 2025, 2026), 1.05 * cheapest)
    poor = assemble(optimised(tmp_path, settings, targets=asked, limits={"state_capex": few})).problem
    ((place, code, fields),) = impossible(poor)
    assert (place, code) == (("limits", "state_capex"), "target_above_budget")
    assert (fields["bound"], fields["euros"]) == (18, round(1.05 * cheapest))
    assert solve(poor, gap=0.01, time_limit=20).status == "infeasible"
    assert codes(replace(poor, budget=np.zeros(3))) == ["budget_below_any_opening"]


def test_file_and_line_and_sentences(tmp_path: Path) -> None:
    """The fault stands where the scenario asks for it, and says both numbers and two ways out."""
    asked = optimised(tmp_path, [*HALLS, SEATS], targets={"seats": {"at_least": 30, "by": 2026}})
    file = str(tmp_path / "trial.yaml")
    (fault,) = placed(shipped(), file, impossible(assemble(asked).problem))
    assert fault.file.endswith("trial.yaml")
    line = (tmp_path / "trial.yaml").read_text().splitlines()[(fault.line or 0) - 1]
    assert "seats" in line
    french, english = language.sentence(fault, "fr"), language.sentence(fault, "en")
    assert "30 personnes au travail en 2026" in french
    assert "10 postes" in french
    assert "ramenez la cible sous ce plafond" in french
    assert "Lift one of these limits or add companies, or bring the target below that ceiling" in english


@pytest.mark.parametrize("plan", ["optimise", [opening()]])
def test_a_target_outside_the_scenario(tmp_path: Path, plan: object) -> None:
    """Never moved to the nearest year: refused at its line, for a plan that is written as for one to be found."""
    for year in (2023, 2026, 2040):
        file = written(tmp_path, scenario([], targets={"seats": {"at_least": 5, "by": year}}) | {"plan": plan})
        with pytest.raises(InputFaults) as found:
            programme(shipped(), file)
        (fault,) = found.value.faults
        assert (fault.code, fault.path) == ("target_outside", "targets.seats.by")
        assert fault.fields == {"found": year, "first": 2024, "last": 2025}
        assert f"{year}" in (tmp_path / "trial.yaml").read_text().splitlines()[(fault.line or 0) - 1]
        assert f"{year}, mais le scénario va de 2024 à 2025" in language.sentence(fault, "fr")
        assert f"{year}, but the scenario runs from 2024 to 2025" in language.sentence(fault, "en")


def test_a_plan_is_not_sought_where_there_can_be_none(tmp_path: Path) -> None:
    """A target above all seats: proven without a search, and said why; a pin above what fits: refused."""
    asked = optimised(tmp_path, [*HALLS, SEATS], targets={"seats": {"at_least": 30, "by": 2026}})
    found = best_plan(assemble(asked))
    assert (found.solution.status, found.solution.found) == ("infeasible", False)
    assert [fault.code for fault in found.told] == ["target_above_wanted"]
    pin = {"prison": "muret", "company": "archetype-surveys", "quarter": "2025-Q2", "seats": 40}
    broken = optimised(tmp_path, [*HALLS, SEATS], pin=[pin])
    for door in (lambda: best_plan(assemble(broken)), lambda: verdict(broken, Effort())):
        with pytest.raises(InputFaults) as refused:
            door()
        assert [(f.code, f.path) for f in refused.value.faults] == [
            ("pins_above_area", "pin[1]"),
            ("pins_above_demand", "pin[1]"),
        ]


def test_the_terminal_answers_an_impossible_target(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A target can be argued with: told, then answered with its ways out, exit 3; a broken pin cannot, exit 1."""
    known = {"prisons": ["muret", "argentan"], "companies": ["archetype-surveys"], "months": 36}
    data = scenario([], **known, targets={"seats": {"at_least": 25, "by": 2026}}) | {"plan": "optimise"}
    command = ["requirements", written(tmp_path, data), "--out", str(tmp_path / "out"), "--lang", "en", "--set", SEATS,
               "--time-limit", "20"]  # fmt: skip
    assert cli.main(command) == 3
    said = capsys.readouterr()
    assert "could hold" in said.err or "can hold 10 seats at most" in said.err
    assert "people at work in 2026" in said.out
    broken = data | {"pin": [{"prison": "muret", "company": "archetype-surveys", "quarter": "2025-Q2", "seats": 40}]}
    assert cli.main(["requirements", written(tmp_path, broken, "pinned"), *command[2:]]) == 1


def test_the_openings_a_quarter_asked_for_are_enough(fine: Problem) -> None:
    """What is told to mend a target above the openings does mend it: counted over the quarters that can have any."""
    late = replace(fine, most=np.where(fine.year == 0, 0, fine.most), target=((2, 1000.0),),
                   openings=np.full(len(fine.quarters), 1.0))  # fmt: skip
    needed = next(fields["needed"] for _, code, fields in impossible(late) if code == "target_above_openings")
    mended = replace(late, openings=np.full(len(fine.quarters), float(needed)))
    assert "target_above_openings" not in codes(mended)
