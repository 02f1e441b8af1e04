"""``requirements`` at the terminal: files, keys, exit codes, both languages."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest

import cli
from tests.examples import scenario, written
from tests.toys import HALLS, SEATS

COLUMNS = [
    "year",
    "scope",
    "id",
    "item",
    "unit",
    "need",
    "have",
    "gap",
    "low",
    "high",
    "engine",
    "have_low",
    "have_high",
    "gap_low",
    "gap_high",
]


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = cli.main(["requirements", *arguments])
    said = capsys.readouterr()
    return code, said.out, said.err


def toy(folder: Path, people: float, *settings: str) -> list[str]:
    """The arguments of a small scenario whose plan is to be chosen."""
    known = {"prisons": ["muret", "argentan"], "companies": ["archetype-surveys"], "months": 36}
    data = scenario([], **known, targets={"seats": {"at_least": people, "by": 2026}}) | {"plan": "optimise"}
    halls = [hall for hall in HALLS if "val-de-reuil" not in hall]
    sets = [part for one in (*halls, SEATS, *settings) for part in ("--set", one)]
    return [written(folder, data), "--out", str(folder / "out"), "--time-limit", "20", *sets]


def test_files_and_keys_where_the_target_is_met(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, *toy(tmp_path, 8), "--json", "--lang", "fr")
    assert code == 0
    document: dict[str, Any] = json.loads(out)
    assert document == json.loads((tmp_path / "out" / "lacking.json").read_text(encoding="utf-8"))
    assert (document["met"], document["claim"], document["ways_out"]) == (True, "needless", [])
    assert set(document["sentence"]) == {"fr", "en"}
    assert {row["basis"] for row in document["requirements"]} >= {"chosen", "default"}
    with (tmp_path / "out" / "requirements.csv").open(encoding="utf-8") as source:
        rows = list(csv.DictReader(source))
    assert list(rows[0]) == COLUMNS
    seats = next(r for r in rows if (r["year"], r["scope"], r["item"]) == ("2026", "programme", "seats"))
    assert float(seats["need"]) == 10, "the plan that the search found"


@pytest.mark.parametrize(
    ("lang", "answer", "way"),
    [
        ("fr", "Oui, il ne manque que des partenariats", "1. 1 contrat de plus (Institut d'enquêtes"),
        ("en", "Yes, partnerships alone are lacking", "1. 1 more agreement (Survey firm)"),
    ],
)
def test_ways_out_are_printed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], lang: str, answer: str, way: str
) -> None:
    """Out of reach: exit 3, with the answer and what it would take."""
    code, out, err = run(capsys, *toy(tmp_path, 15), "--lang", lang)
    assert code == 3
    assert answer in out
    assert way in out
    assert str(tmp_path / "out") in err


def test_a_written_plan_keeps_its_own_requirements(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The plan as written is what is counted; what is lacking is asked of the same limits."""
    code, out, _ = run(capsys, "rennes-2009", "--out", str(tmp_path / "out"), "--json", "--time-limit", "20")
    document = json.loads(out)
    assert code == 0
    seats = [r for r in document["requirements"] if r["item"] == "seats" and r["scope"] == "programme"]
    assert {r["need"] for r in seats} == {12}


def test_what_is_typed_is_checked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "rennes-2009", "--out", str(tmp_path / "out"), "--time-limit", "soon")
    assert (code, out) == (1, "")
    assert "--time-limit" in err
    assert not (tmp_path / "out").exists()


def test_plan_prints_ways_out_where_there_is_no_plan(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Never a bare "infeasible": what the target would take, printed and in plan.json."""
    file, *others = toy(tmp_path, 15)
    assert cli.main(["plan", file, *others, "--lang", "fr"]) == 3
    said = capsys.readouterr()
    assert "1. 1 contrat de plus (Institut d'enquêtes" in said.out
    document = json.loads((tmp_path / "out" / "plan.json").read_text(encoding="utf-8"))
    assert document["ways_out"][0]["more"][0]["what"] == "agreements"


def test_nothing_can_open(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """No room anywhere and nothing asked for: an answer without a plan, not a fault of ours."""
    known = {"prisons": ["muret"], "companies": ["archetype-surveys"], "months": 36}
    data = scenario([], **known) | {"plan": "optimise"}
    sets = ["--set", "prisons.muret.workshops=[{area: 20, ready: true}]"]
    code, out, _ = run(capsys, written(tmp_path, data), "--out", str(tmp_path / "out"), *sets, "--json", "--lang", "en")
    assert code == 0
    assert json.loads(out)["requirements"] == []
    assert (tmp_path / "out" / "requirements.csv").read_text(encoding="utf-8") == ",".join(COLUMNS) + "\n"


def test_a_target_just_out_of_reach_is_written_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Where lifting a limit reaches it at a look, nothing bounds what it would bring: no number, and no fault."""
    wish = ("expansion-2009@ministers-wish", "--set", "targets.seats.at_least=155", "--time-limit", "2")
    code, out, _ = run(capsys, *wish, "--out", str(tmp_path), "--json")
    assert code == 3
    document: dict[str, Any] = json.loads(out)
    assert json.loads((tmp_path / "lacking.json").read_text(encoding="utf-8")) == document
    assert all(one["bound"] is None or one["bound"] >= one["people"] - 0.01 for one in document["lifted"].values())
