"""The terminal's ``plan``: files, keys, exit codes and messages of the contract."""

from __future__ import annotations

import csv
import json
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
import yaml

import cli
from model.distributions import quantile
from model.loading.assembly import programme
from model.loading.catalogue import HOME, Catalogue
from model.projection import project
from model.rollout.solution import Progress
from reports import rollout
from reports.commitments import COLUMNS, ENDS, MONEY
from terminal.door import Door
from terminal.interrupted import telling

WISH = "expansion-2009@ministers-wish"
KEYS = {
    "scenario", "fingerprint", "status", "aim", "objective", "bound", "gap", "openings", "seats", "at_work",
    "at_work_then", "target_met", "aims", "aims_if_no_effect", "stages", "round", "pools_shared_again",
    "settled", "moved", "slacks",
    "binding", "pairs",
    "refused", "stochastic", "ways_out", "alternatives", "projected",
}  # fmt: skip


def planned(folder: Path, *options: str, scenario: str = WISH) -> int:
    return cli.main(["plan", scenario, "--out", str(folder), "--lang", "en", *options])


def document(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "plan.json").read_text())
    return found


def rows(folder: Path, name: str = "plan.csv") -> list[dict[str, str]]:
    with (folder / name).open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


def test_a_plan_is_written_with_its_proof(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert planned(tmp_path) == 0
    found = document(tmp_path)
    assert set(found) == KEYS
    assert [stage["status"] for stage in found["stages"]] == ["optimal"] * len(found["stages"])
    assert found["gap"] <= 0.03, "the bound leaves every workshop its own chance to stay"
    assert found["projected"]["at_work"] >= found["projected"]["target"]
    assert {stage["round"] for stage in found["stages"]} == {0, found["round"]}
    assert found["bound"] >= found["objective"] - 1e-6
    assert found["aims"]["seat_months"] == pytest.approx(found["objective"])
    assert found["aims"]["reconvictions"] > 0
    assert found["aims_if_no_effect"] == {"reconvictions": 0}
    assert found["stochastic"]["low"] < found["stochastic"]["value"] < found["stochastic"]["high"]
    assert "workshops:rennes-femmes" in found["binding"]
    table = rows(tmp_path)
    assert list(table[0]) == ["prison", "company", "quarter", "opens", "seats", "equipped_by", "side"]
    assert len(table) == found["openings"] == 11
    assert sum(int(row["seats"]) for row in table) == found["seats"]
    assert (table[0]["prison"], table[0]["opens"]) == ("rennes-femmes", "2009-03")
    said = capsys.readouterr()
    assert "11 openings" in said.out
    assert "(if work has no effect: 0)" in said.out
    assert "59 pairs" in said.err


def test_what_is_above_a_penalised_ramp_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The figures are net of the penalty, and the plan says so; a hard ramp has none."""
    yearly = (
        "--set",
        "companies.archetype-inbound-outsourcer.seats.per_year_max=30",
        "--set",
        "limits.company_ramp=penalised",
    )
    assert planned(tmp_path, *yearly) == 0
    found = document(tmp_path)
    ramps = [slack for slack in found["slacks"] if slack["limit"] == "ramp"]
    above = sum(max(0.0, -slack["left"]) for slack in ramps)
    assert above > 0
    assert found["above_ramp"]["seats_years"] == pytest.approx(above)
    assert found["above_ramp"]["lost"]["seat_months"] > 0
    assert found["aims"]["seat_months"] == pytest.approx(found["objective"])
    assert "Seats above what companies open in a year" in capsys.readouterr().out


def test_the_plan_can_be_projected(tmp_path: Path, catalogue: Catalogue) -> None:
    """plan.yaml takes the place of ``plan: optimise`` in the scenario."""
    assert planned(tmp_path) == 0
    openings = yaml.safe_load((tmp_path / "plan.yaml").read_text())["plan"]
    found = project(programme(catalogue, WISH, [f"plan={json.dumps(openings)}"]))
    assert len(found.workshops.list) == 11
    table = {(r["prison"], r["company"], r["opens"], int(r["seats"])) for r in rows(tmp_path)}
    plan = found.programme.scenario.openings
    assert {(o.prison, o.company, o.opens, o.seats) for o in plan} == table
    assert [o.prison for o in plan if o.existing] == ["rennes-femmes"]


def test_what_it_commits_the_state_to(tmp_path: Path, catalogue: Catalogue) -> None:
    """What is committed is paid in the end, by direction as in all but for the project team, which is of no direction;
    capital is part of what is paid."""
    assert planned(tmp_path) == 0
    table = rows(tmp_path, "commitments.csv")
    assert list(table[0]) == [*COLUMNS, "invested", *ENDS]
    for row in table:
        assert all(float(row[f"{c}_low"]) <= float(row[c]) <= float(row[f"{c}_high"]) for c in (*MONEY, "invested"))
        assert 0 <= float(row["posts_low"]) <= float(row["posts"]) <= float(row["posts_high"])
    beside = {}
    for column in ("commitments", "payments", "capital", "posts"):
        everywhere, by_direction = (
            sum(float(row[column]) for row in table if row["scope"] == scope) for scope in ("programme", "disp")
        )
        beside[column] = everywhere - by_direction
    assert beside["payments"] > 0
    assert beside["commitments"] == pytest.approx(beside["payments"], abs=0.1)
    assert beside["capital"] == pytest.approx(0, abs=0.1)
    assert beside["posts"] == pytest.approx(0, abs=1e-6)
    whole = [row for row in table if row["scope"] == "programme"]
    committed, paid = (sum(float(row[c]) for row in whole) for c in ("commitments", "payments"))
    assert committed == pytest.approx(paid, abs=0.05)
    assert float(whole[0]["commitments"]) > float(whole[0]["payments"])
    posts = programme(catalogue, WISH).defaults.programme.officers_per_workshop.latest
    mean = np.mean([quantile(posts, level) for level in np.linspace(0.0005, 0.9995, 1000)])
    assert all(0 < float(row["posts"]) <= 11 * mean * 1.01 for row in whole), "eleven workshops at most"


def test_the_same_plan_every_time(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    assert planned(one) == planned(other) == 0
    for name in ("plan.csv", "plan.json", "commitments.csv"):
        assert (one / name).read_bytes() == (other / name).read_bytes()


def test_every_refusal_is_told(tmp_path: Path) -> None:
    """One row for each reason, as many as plan.json counts; an assumed floor says so, in the language asked for."""
    for lang, doubt in (("fr", "hypothèse"), ("en", "assumption")):
        assert planned(tmp_path, "--lang", lang) == 0
        table = rows(tmp_path, "refused.csv")
        counted = document(tmp_path)["refused"]
        assert Counter(row["code"] for row in table) == counted["reasons"]
        assert len({(row["prison"], row["company"]) for row in table}) == counted["pairs"]
        assert all((row["assumed"] == "True") == (doubt in row["reason"]) for row in table)
        assert not any(row["prison"] in row["reason"] or row["company"] in row["reason"] for row in table)


def test_progress_of_every_stage_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    """A second search counts its own seconds; within one, at most a line a second."""
    tell = telling(Door(lang="en"))
    for seconds, aim in (
        (0.0, "seat_months"),
        (0.5, "seat_months"),
        (9.0, "seat_months"),
        (0.2, "victims"),
        (0.4, "victims"),
    ):
        tell(Progress(seconds, 1.0, 2.0, aim))
    assert len(capsys.readouterr().err.splitlines()) == 3


def test_the_variant_and_its_question_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert planned(tmp_path) == 0
    said = capsys.readouterr().out
    assert "The minister's wish, optimised plan" in said
    assert "Can 100 people be at work in ten more prisons" in said


def test_pins_and_bans(tmp_path: Path) -> None:
    pin, ban = "uzerche:archetype-surveys:2010-Q2", "joux-la-ville:archetype-inbound-outsourcer"
    assert planned(tmp_path, "--pin", pin, "--forbid", ban) == 0
    table = {f"{r['prison']}:{r['company']}:{r['quarter']}" for r in rows(tmp_path)}
    assert pin in table
    assert not any(row.startswith(ban) for row in table)
    assert document(tmp_path)["refused"]["reasons"]["forbidden_by_the_planner"] == 1


def test_the_same_pin_twice_is_one(tmp_path: Path) -> None:
    """An opening pinned once more: the proof is that of one opening, never below the plan. What stands is refused, as
    on the page."""
    assert planned(tmp_path, "--pin", "rennes-femmes:webhelp:2009-Q4") == 1
    again = ("--pin", "muret:archetype-surveys:2010-Q2")
    assert planned(tmp_path, *again, *again, "--time-limit", "10") == 0
    found = document(tmp_path)
    assert sum(row["prison"] == "muret" for row in rows(tmp_path)) == 1
    assert found["bound"] >= found["objective"] > 0


def test_a_target_that_the_aims_miss_is_met_by_a_plan_for_people(tmp_path: Path) -> None:
    """140 people can be at work at the end, if companies open late enough to be there still: at the cost of months."""
    assert planned(tmp_path, "--set", "targets.seats.at_least=140", "--time-limit", "60") == 0
    found = document(tmp_path)
    assert found["target_met"]
    assert found["at_work_then"] >= 140
    assert found["bound"] >= found["objective"]


def test_people_at_most_are_counted_in_their_year(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The plan keeps under them in that year, and where the months expect more, it is said."""
    asked = ("--set", "targets.seats={at_most: 40, at_least: 35, by: 2012}", "--time-limit", "20")
    opened = (("muret", "2010-Q2"), ("nantes", "2010-Q1"), ("val-de-reuil", "2010-Q1"))
    pins = [part for prison, q in opened for part in ("--pin", f"{prison}:archetype-inbound-outsourcer:{q}")]
    assert planned(tmp_path, *asked, *pins) == 0
    found, told = document(tmp_path), capsys.readouterr().out
    assert 35 <= found["at_work_then"] <= 40 + 1e-6
    assert (found["projected"]["month"], found["projected"]["at_most"]) == ("2012-12", 40)
    assert "Expected in December 2012" in told
    assert ("more than the 40 asked for at most" in told) == (found["projected"]["at_work"] > 40)


def test_a_most_alone_sets_the_year(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert planned(tmp_path, "--set", "targets.seats={at_most: 20, by: 2010}", "--time-limit", "5") == 0
    found = document(tmp_path)
    (ceiling,) = [slack for slack in found["slacks"] if slack["limit"] == "ceiling"]
    assert found["at_work_then"] == pytest.approx(ceiling["used"])
    assert found["projected"]["month"] == "2010-12"
    assert "Expected in December 2010" in capsys.readouterr().out


def test_a_plan_that_brings_nothing_has_no_share_of_its_bound(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nobody may be at work, so nothing opens: the bound is told beside 0, not as a share of it."""
    nobody = ("--set", "targets.seats={at_most: 0}", "--set", "pin=[]", "--time-limit", "5")
    assert planned(tmp_path, *nobody) == 0
    assert rows(tmp_path) == []
    (proof,) = [line for line in capsys.readouterr().out.splitlines() if line.startswith("Proven")]
    assert "this one brings 0 (" in proof
    assert "%" not in proof


def test_targets_that_no_plan_is_held_to_are_named(catalogue: Catalogue) -> None:
    asked = "targets={seats: {at_most: 50, by: 2013}, others: [{indicator: victims_paid, at_least: 10}]}"
    known = programme(catalogue, WISH, (asked,))
    assert ": Paid to victims. " in rollout.not_held(known, "en")
    assert "Versé aux victimes" in rollout.not_held(known, "fr")
    assert "50" not in rollout.not_held(known, "en"), "people at most are a limit of the plan"
    assert rollout.not_held(programme(catalogue, WISH), "fr") == ""


def test_the_problem_for_another_solver(tmp_path: Path) -> None:
    file = tmp_path / "folder" / "problem.mps"
    assert planned(tmp_path / "out", "--write-mps", str(file)) == 0
    text = file.read_text()
    assert "workshops.rennes_femmes" in text
    assert "open.muret.archetype_surveys.2010_Q1.8" in text


def test_no_plan_is_exit_code_3(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert planned(tmp_path, "--set", "targets.seats={at_least: 5000}") == 3
    found = document(tmp_path)
    assert (found["status"], found["objective"], found["openings"]) == ("infeasible", None, 0)
    assert rows(tmp_path) == []
    assert "this is proven" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--pin", "uzerche:archetype-surveys"), "PRISON:COMPANY:QUARTER"),
        (("--pin", "uzerche:archetype-surveys:2010-04"), "PRISON:COMPANY:QUARTER"),
        (("--pin", "uzerche:archetype-surveys:2009-Q1"), "from 2009-Q4 to 2013-Q4"),
        (("--forbid", "uzerche:nobody"), "PRISON:COMPANY"),
        (("--gap", "2"), "too high"),
        (("--time-limit", "soon"), "not a number"),
        (("--set", "objective={order: [seat_months], weights: {victims: 1}}"), "one way only"),
        (("--set", "objective={weights: {victims: 0}}"), "All weights"),
        (("--set", "targets.seats={at_least: 200, at_most: 50}"), "At least 200 and at most 50"),
        (("--set", "targets.seats.at_least=-5"), "-5 is too low"),
        (("--set", "limits.pool_share=0"), "0 is not above 0"),
        (("--write-mps", "problem.txt"), "neither in .mps nor in .lp"),
    ],
)
def test_what_is_typed_wrong_is_told(
    tmp_path: Path, options: tuple[str, str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert planned(tmp_path / "out", *options) == 1
    assert said in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_a_plan_to_be_found_is_not_projected(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = ["project", WISH, "--out", str(tmp_path / "out"), "--engine", "expected", "--lang", "en"]
    assert cli.main(command) == 1
    assert f"python cli.py plan {WISH}" in capsys.readouterr().err


@pytest.mark.slow
def test_ctrl_c_ends_the_search_and_keeps_what_it_found(tmp_path: Path) -> None:
    command = [sys.executable, "cli.py", "plan", "france-2030@seats-500", "--out", str(tmp_path), "--lang", "en"]
    with subprocess.Popen([*command, "--gap", "0"], cwd=HOME, stderr=subprocess.PIPE, text=True) as running:
        assert running.stderr is not None
        for line in running.stderr:
            if "best plan" in line:
                break
        time.sleep(0.5)
        running.send_signal(signal.SIGINT)
        running.stderr.read()
        assert running.wait(60) == 0
    assert document(tmp_path)["status"] in ("stopped", "feasible")
    assert rows(tmp_path)


def test_openings_are_looked_for_in_perturbed_programmes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One row for each opening of the plan, and a sentence that says what was run."""
    assert planned(tmp_path, "--robustness", "2", scenario="rennes-2009") == 0
    kept = rows(tmp_path, "openings_kept.csv")
    assert [(k["prison"], k["company"]) for k in kept] == [(o["prison"], o["company"]) for o in rows(tmp_path)]
    assert {k["programmes"] for k in kept} == {"2"}
    assert "In 2 perturbed programmes" in capsys.readouterr().out
    assert planned(tmp_path, "--robustness", "none") == 1


def test_the_lowest_bound_known_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    """A later round bounds less closely: what was proven before stays so."""
    tell = telling(Door(lang="en"))
    for seconds, bound in ((0.0, 110.0), (2.0, 880.0)):
        tell(Progress(seconds, 100.0, bound, "victims"))
    lines = capsys.readouterr().err.splitlines()
    assert ["no plan above 110" in line and "gap 10.00%" in line for line in lines] == [True, True]


def test_people_are_never_rounded_up_to_a_target() -> None:
    assert [rollout.people(count, "en") for count in (99.65, 100.0, 99.9999999)] == ["99", "100", "100"]


def test_where_no_other_plan_differs_enough_it_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert planned(tmp_path, "--alternatives-differ", "40", "--alternatives-lose", "0.1") == 0
    assert document(tmp_path)["alternatives"] == []
    assert "at least 40 other prisons and loses at most 10%" in capsys.readouterr().out
    assert planned(tmp_path, "--alternatives-differ", "0") == 1


@pytest.mark.parametrize(
    ("rounds", "told"), [(4, "sought again 4 times"), (1, "sought again 1 time "), (0, "Time ended before")]
)
def test_a_plan_that_did_not_settle_says_by_how_much(rounds: int, told: str) -> None:
    found: Any = SimpleNamespace(moved=0.073, rounds=rounds, solution=SimpleNamespace(found=True))
    assert told in rollout.unsettled(found, "en")
    assert "7.3%" in rollout.unsettled(found, "en")
    assert "7,3" in rollout.unsettled(found, "fr")
    found.moved = 0.009
    assert rollout.unsettled(found, "en") == ""


@pytest.mark.parametrize(
    ("gap", "told"),
    [
        (0.4976, "better by more than 50%."), (0.5, "better by more than 50%."), (0.0203, "better by more than 3%."),
        (0.0032, "better by more than 0.4%."), (0.0, "proven: no plan under these limits is better."),
    ],
)  # fmt: skip
def test_a_proof_is_told_without_claiming_more(gap: float, told: str) -> None:
    """In whole per cent, rounded up; a plan proven to be the best is said to be, not within 0.00 %."""
    assert rollout.proven(12.34, gap, False, "en").endswith(told)
    assert rollout.proven(12.34, gap, True, "fr").startswith("Trouvé en 12,3 s")
    assert "cible" in rollout.proven(12.34, gap, True, "fr")
    assert (rollout.proven(12.34, float("inf"), True, "fr"), rollout.at_most(float("inf"), "fr")) == ("", "–")
