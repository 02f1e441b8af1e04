"""The terminal: options, keys, columns and exit codes of the contract, in both languages."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from jsonschema import Draft202012Validator

import cli
import terminal.pay
import terminal.project
from model.loading.catalogue import HOME, Catalogue
from terminal.reading import Options
from terminal.schema import NAMES, schemas, texts

PAY_KEYS = [
    "month",
    "hours",
    "hourly_gross",
    "gross",
    "employer_contributions",
    "company_cost",
    "employee_contributions",
    "net",
    "victims",
    "release_savings",
    "available",
    "smic_share",
]
INDICATORS = [
    "scenario",
    "indicator",
    "scope",
    "id",
    "period",
    "unit",
    "value",
    "low",
    "high",
    "share_assumed",
    "if_no_effect",
    "if_no_effect_low",
    "if_no_effect_high",
]
MONTHLY = [
    "scenario",
    "month",
    "prison",
    "company",
    "seats_open",
    "trainees",
    "at_work",
    "at_work_end",
    "hires",
    "trial_passes",
    "trial_failures",
    "exits",
    "releases",
    "closures",
    "hours",
    "gross",
    "employer_contributions",
    "employee_contributions",
    "net",
    "victims",
    "victims_paid",
    "release_savings",
    "available",
]
LEDGER = ["scenario", "month", "prison", "company", "party", "item", "amount", "low", "high"]
Captured = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def no_locale(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "ESSAIMAGE_DEBUG"):
        monkeypatch.delenv(name, raising=False)


def run(captured: Captured, line: str) -> tuple[int, str, str]:
    """Exit code, standard output, standard error of a command line."""
    code = cli.main(line.split())
    told = captured.readouterr()
    assert "Traceback" not in told.out + told.err
    return code, told.out, told.err


def answer(captured: Captured, line: str) -> dict[str, Any]:
    """The JSON document of a command that succeeds."""
    code, out, _ = run(captured, line)
    assert code == 0
    document = json.loads(out)
    assert isinstance(document, dict)
    return document


# --- pay and split -------------------------------------------------------------------------------------


def test_pay_has_the_keys_of_the_contract(capsys: Captured) -> None:
    slip = answer(capsys, "pay --month 2026-06 --weekly-hours 35 --json")
    assert list(slip) == PAY_KEYS
    assert slip["month"] == "2026-06"
    assert slip["hours"] == 151.67
    assert slip["smic_share"] == 0.45
    assert all(isinstance(slip[key], float) for key in PAY_KEYS[1:])
    assert slip["company_cost"] == pytest.approx(slip["gross"] + slip["employer_contributions"], abs=0.001)
    assert slip["net"] == pytest.approx(slip["gross"] - slip["employee_contributions"], abs=0.001)
    kept = slip["victims"] + slip["release_savings"] + slip["available"]
    assert kept == pytest.approx(slip["net"], abs=0.001)


def test_pay_solves_a_net_offer_back(capsys: Captured) -> None:
    slip = answer(capsys, "pay --month 2009-03 --weekly-hours 35 --monthly-net 600 --rule flat:0.25 --json")
    assert (slip["net"], slip["victims"], slip["release_savings"], slip["available"]) == (600, 150, 0, 450)


def test_pay_by_the_hour_and_without_a_split(capsys: Captured) -> None:
    slip = answer(capsys, "pay --month 2026-06 --weekly-hours 30 --hourly-gross 10 --rule none --json")
    assert slip["hourly_gross"] == 10
    assert slip["gross"] == 1300
    assert slip["available"] == slip["net"]


def test_pay_without_an_offer_before_2011_asks_for_one(capsys: Captured) -> None:
    code, out, err = run(capsys, "pay --month 2009-06 --weekly-hours 35 --json --lang en")
    assert (code, out) == (1, "")
    assert err == (
        "In June 2009 the law set no minimum (the guide, not law, was €3.78 an hour). Say what is offered: "
        "gross an hour (hourly-gross) or net a month (monthly-net).\n"
    )


def test_an_offer_under_the_floor_is_paid_at_the_floor_and_says_so(capsys: Captured) -> None:
    code, out, err = run(capsys, "--lang en pay --month 2026-06 --weekly-hours 35 --hourly-gross 3 --json")
    assert code == 0
    assert json.loads(out)["smic_share"] == 0.45
    assert err.startswith("The offer of €3 an hour is under the minimum of June 2026")


def test_hours_beyond_the_law_are_told(capsys: Captured) -> None:
    code, _, err = run(capsys, "pay --month 2026-06 --weekly-hours 50 --lang en")
    assert code == 0
    assert "48 hours a week" in err
    code, _, err = run(capsys, "pay --month 2026-06 --weekly-hours 4 --lang en")
    assert code == 0
    assert "at least 10 hours" in err


def test_pay_in_words_names_what_is_assumed(capsys: Captured) -> None:
    code, out, err = run(capsys, "pay --month 2009-06 --weekly-hours 35 --hourly-gross 6")
    assert (code, err) == (0, "")
    assert "Bulletin de paie, juin 2009" in out
    assert "Rémunération nette" in out
    assert "CSG *" in out
    assert "* Supposé\u202f: le taux" in out
    assert "1\u202f0" in out or "910,00\u00a0€" in out


@pytest.mark.parametrize(
    ("net", "victims", "savings", "available"),
    [
        (187, 0, 0, 187),
        (300, 20, 10, 270),
        (400, 40, 20, 340),
        (500, 65, 30, 405),
        (600, 90, 40, 470),
        (800, 150, 60, 590),
        (840, 162, 64, 614),
    ],
)
def test_split(capsys: Captured, net: int, victims: int, savings: int, available: int) -> None:
    parts = answer(capsys, f"split --month 2026-03 --net {net} --json")
    assert parts == {"victims": victims, "release_savings": savings, "available": available}
    assert list(parts) == ["victims", "release_savings", "available"]


def test_split_in_december_and_without_a_creditor(capsys: Captured) -> None:
    assert answer(capsys, "split --month 2026-12 --net 600 --json")["available"] == 530
    parts = answer(capsys, "split --month 2026-03 --net 800 --no-creditor --victims-held 900 --json")
    assert parts == {"victims": 100, "release_savings": 60, "available": 640}


def test_split_in_words(capsys: Captured) -> None:
    code, out, _ = run(capsys, "split --month 2026-03 --net 600,50 --lang fr")
    assert code == 0
    assert "600,50\u00a0€" in out
    assert "Prélevé pour les victimes" in out


# --- mistakes of typing --------------------------------------------------------------------------------

MISTAKES = [
    (
        "pay --month 2026-13 --weekly-hours 35",
        "--month: « 2026-13 » n'est pas un mois.",
        "--month: “2026-13” is not a month.",
    ),
    (
        "pay --month 2026-06 --weekly-hours 70",
        "--weekly-hours: 70 est trop haut : le maximum est 60 heures par semaine.",
        "--weekly-hours: 70 is too high: the most is 60 hours a week.",
    ),
    (
        "pay --month 2026-06 --weekly-hours 0",
        "--weekly-hours: Sans heure travaillée",
        "--weekly-hours: Without hours",
    ),
    (
        "pay --month 2026-06 --weekly-hours nan",
        "--weekly-hours: « nan » n'est pas un nombre",
        "--weekly-hours: “nan” is not a number",
    ),
    (
        "pay --month 2026-06 --weekly-hours 35 --hourly-gross -3",
        "--hourly-gross: -3 est trop bas",
        "--hourly-gross: -3 is too low",
    ),
    (
        "pay --month 2026-06 --weekly-hours 35 --hourly-gross 6 --monthly-net 600",
        "Les options --hourly-gross et --monthly-net disent deux choses",
        "The options --hourly-gross and --monthly-net say two",
    ),
    (
        "pay --month 2026-06 --weekly-hours 35 --monthly-net 1e9",
        "--monthly-net: « 1e9 » n'est pas",
        "--monthly-net: “1e9” is not",
    ),
    (
        "pay --month 2026-06 --weekly-hours 35 --regime prodution",
        (
            "--regime: « prodution » n'est pas admis ici. Valeurs admises : production, sg1, sg2, sg3. "
            "Vouliez-vous dire « production » ?"
        ),
        ("--regime: “prodution” is not allowed here. Allowed: production, sg1, sg2, sg3. Did you mean “production”?"),
    ),
    (
        "pay --month 2026-06 --weekly-hours 35 --rule flat:25",
        "--rule: « flat:25 » n'est pas une règle.",
        "--rule: “flat:25” is not a rule.",
    ),
    ("pay --weekly-hours 35", "--month: Cette option est nécessaire.", "--month: This option is needed."),
    ("pay --month", "--month: L'option attend une valeur.", "--month: The option needs a value."),
    (
        "pay --mont 2026-06",
        "L'option « --mont » n'existe pas. Vouliez-vous dire « --month » ?",
        "There is no option “--mont”. Did you mean “--month”?",
    ),
    (
        "pya --month 2026-06",
        "La commande « pya » n'existe pas. Vouliez-vous dire « pay » ?",
        "There is no command “pya”. Did you mean “pay”?",
    ),
    ("split --month 2026-06 --net 600 700", "« 700 » est de trop.", "“700” is one word too many."),
    (
        "split --month 2003-06 --net 600",
        "La règle « smic_hourly_gross » n'est pas connue en juin 2003 : elle s'applique à partir du 1er",
        "The rule “smic_hourly_gross” is not known in June 2003: it holds from 1 July 2004.",
    ),
    ("project --out x", "Il manque SCENARIO.", "SCENARIO is missing."),
    (
        "project rennes-2009 --out out-test --engine expected --draws 100",
        "--draws: L'option --draws n'a de sens qu'avec des tirages, et le moteur « expected » n'en fait pas.",
        "--draws: The option --draws only means something with random draws, and the engine “expected” makes none.",
    ),
    (
        "project rennes-2009 --out out-test --seed 1.5",
        "--seed: On attend ici un nombre entier",
        "--seed: Expected here: a whole number",
    ),
    (
        "project rennes-209 --out out-test",
        "rennes-209: Le scénario « rennes-209 » n'existe pas. Vouliez-vous dire « rennes-2009 » ?",
        "rennes-209: There is no scenario “rennes-209”. Did you mean “rennes-2009”?",
    ),
    ("project rennes-2009@reading-c --out out-test", "", "Did you mean “reading-"),
    (
        "project rennes-2009 --out out-test --set policy.flor=0.6",
        "--set: policy.flor: La clé « flor » n'est pas connue ici. Vouliez-vous dire « floor » ?",
        "--set: policy.flor: The key “flor” is not known here. Did you mean “floor”?",
    ),
    (
        "project rennes-2009 --out out-test --set polcy.floor=0.6",
        "--set: polcy.floor: Aucune donnée ne commence par « polcy ».",
        "--set: polcy.floor: No input starts with “polcy”. Did you mean “policy”?",
    ),
    (
        "project rennes-2009 --out out-test --set policy.floor",
        "n'a pas la forme chemin=valeur.",
        "does not read path=value.",
    ),
    ("project rennes-2009 --out cli.py", "--out: « ", "is a file where a folder is expected."),
    ("project rennes-2009 --out=", "--out: L'option attend une valeur.", "--out: The option needs a value."),
    (
        "project rennes-2009 --out out-test --seed 99999999999999999999999",
        "--seed: 1e+23 est trop haut : le maximum est 9223372036854775807.",
        "--seed: 1e+23 is too high: the most is 9223372036854775807.",
    ),
    (
        "sweep rennes-2009 --out out-test --scheduler tcp://127.0.0.1:8786",
        "--scheduler: L'option --scheduler n'a de sens qu'avec --executor dask",
        "--scheduler: The option --scheduler only means something with --executor dask",
    ),
    ("follow-up rennes-2009", "ACTUALS.csv: Il faut le fichier", "ACTUALS.csv: The file of what happened"),
    ("check --lang", "--lang: L'option attend une valeur.", "--lang: L'option attend une valeur."),
    (
        "import-population no-such.xlsx",
        "no-such.xlsx: Ce fichier n'existe pas.",
        "no-such.xlsx: There is no such file.",
    ),
]


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize(("line", "french", "english"), MISTAKES, ids=[m[0] for m in MISTAKES])
def test_mistakes_are_told(
    capsys: Captured,
    monkeypatch: pytest.MonkeyPatch,
    catalogue: Catalogue,
    line: str,
    french: str,
    english: str,
    lang: str,
) -> None:
    monkeypatch.chdir(HOME)
    monkeypatch.setattr(terminal.project, "load", lambda: catalogue)
    before = sorted(HOME.iterdir())
    code, out, err = run(capsys, line if "--lang" in line else f"{line} --lang {lang}")
    assert (code, out) == (1, "")
    expected = {"fr": french, "en": english}[lang]
    assert expected in err.replace("\u202f", " ") or expected in err
    assert sorted(HOME.iterdir()) == before


def test_a_long_seed_is_kept_to_the_last_digit() -> None:
    options = Options()
    assert options.whole("--seed", "9007199254740993", 0, 2**63 - 1) == 2**53 + 1
    assert not options.faults


def test_all_mistakes_of_a_line_at_once(capsys: Captured) -> None:
    code, _, err = run(capsys, "pay --month x --weekly-hours -1 --hourly-gross y --monthly-net z --regime q --rule r")
    assert code == 1
    assert [line.split(":")[0] for line in err.splitlines()[:-1]] == [
        "--month",
        "--weekly-hours",
        "--regime",
        "--rule",
        "--hourly-gross",
        "--monthly-net",
    ]


# --- languages -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "locale", "expected"),
    [
        ("pay --month x --weekly-hours 3", None, "n'est pas un mois"),
        ("pay --month x --weekly-hours 3", "C.UTF-8", "n'est pas un mois"),
        ("pay --month x --weekly-hours 3", "en_GB.UTF-8", "is not a month"),
        ("--lang fr pay --month x --weekly-hours 3", "en_GB.UTF-8", "n'est pas un mois"),
        ("pay --lang=en --month x --weekly-hours 3", "fr_FR.UTF-8", "is not a month"),
        (
            "pay --month x --weekly-hours 3 --lang de",
            "en_GB.UTF-8",
            "--lang: The language “de” is not available. Choose fr or en.",
        ),
    ],
)
def test_language(
    capsys: Captured, monkeypatch: pytest.MonkeyPatch, line: str, locale: str | None, expected: str
) -> None:
    if locale:
        monkeypatch.setenv("LANG", locale)
    code, _, err = run(capsys, line)
    assert code == 1
    assert expected in err


def test_the_locale_is_read_in_order(capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "fr_FR.UTF-8")
    monkeypatch.setenv("LC_MESSAGES", "en_GB.UTF-8")
    assert "is not a month" in run(capsys, "pay --month x --weekly-hours 3")[2]
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    assert "n'est pas un mois" in run(capsys, "pay --month x --weekly-hours 3")[2]


@pytest.mark.parametrize("command", ["", "check", "pay", "split", "project", "schema", "import-population"])
def test_help_is_in_both_languages(capsys: Captured, command: str) -> None:
    french = run(capsys, f"{command} --help --lang fr")
    english = run(capsys, f"{command} --help --lang en")
    assert french[0] == english[0] == 0
    assert "Usage\u202f: cli.py" in french[1]
    assert "Usage: cli.py" in english[1]
    assert "--lang" in english[1]
    assert "Afficher cette aide." in french[1]
    assert "<bool>" not in french[1]
    assert french[2] == english[2] == ""


def test_without_a_command_the_help(capsys: Captured) -> None:
    code, out, _ = run(capsys, "")
    assert code == 0
    assert "import-population" in out


# --- our own faults --------------------------------------------------------------------------------------


def test_our_fault_is_one_sentence(capsys: Captured, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(terminal.pay, "load_law", lambda: 1 / 0)
    monkeypatch.chdir(tmp_path)
    code, out, err = run(capsys, "pay --month 2026-06 --weekly-hours 35 --lang en")
    assert (code, out) == (4, "")
    assert err.startswith("The fault is ours (ZeroDivisionError)")
    assert len(err.splitlines()) == 1
    assert list(tmp_path.iterdir()) == []
    monkeypatch.setenv("ESSAIMAGE_DEBUG", str(tmp_path / "detail.log"))
    code, _, err = run(capsys, "pay --month 2026-06 --weekly-hours 35 --lang fr")
    assert code == 4
    assert str(tmp_path / "detail.log") in err
    assert "ZeroDivisionError" in (tmp_path / "detail.log").read_text()


def test_interrupted(capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(terminal.pay, "load_law", stop)
    code, _, err = run(capsys, "pay --month 2026-06 --weekly-hours 35 --lang en")
    assert code == 130
    assert err == "Interrupted. Nothing was left half changed.\n"


# --- project -------------------------------------------------------------------------------------------


@pytest.fixture
def shipped(monkeypatch: pytest.MonkeyPatch, catalogue: Catalogue) -> None:
    monkeypatch.setattr(terminal.project, "load", lambda: catalogue)


def rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.mark.usefixtures("shipped")
def test_project_writes_the_tables_of_the_contract(capsys: Captured, tmp_path: Path) -> None:
    out = tmp_path / "deep" / "rennes"
    code, said, err = run(capsys, f"project rennes-2009 --out {out} --engine expected --lang en")
    assert code == 0
    assert {f.name for f in out.iterdir()} == {
        "indicators.csv",
        "monthly.csv",
        "monthly.parquet",
        "ledger.csv",
        "ledger_by_year.csv",
        "benefits.csv",
        "manifest.json",
    }
    assert list((tmp_path / "deep").iterdir()) == [out]
    assert "rennes-2009@reading-a" in said
    assert err.endswith(f"Written to {out}.\n")

    indicators, monthly, ledger = (rows(out / f"{name}.csv") for name in ("indicators", "monthly", "ledger"))
    assert list(indicators[0]) == INDICATORS
    assert list(monthly[0]) == MONTHLY
    assert list(ledger[0]) == LEDGER
    assert {"rennes-2009", "rennes-2009@reading-a", "rennes-2009@reading-b"} <= {r["scenario"] for r in indicators}
    assert {r["scenario"] for r in monthly} == {r["scenario"] for r in ledger} == {"rennes-2009"}
    assert list(pd.read_parquet(out / "monthly.parquet").columns) == MONTHLY
    euros = [r["value"] for r in indicators if r["unit"].startswith("EUR") and r["value"]]
    assert all(len(value.partition(".")[2]) == 2 for value in euros)
    assert all(len(r["amount"].partition(".")[2]) == 2 for r in ledger)
    assert {(r["low"], r["high"]) for r in ledger} == {("", "")}
    by_month: dict[tuple[str, str], float] = {}
    for r in ledger:
        by_month[r["month"], r["prison"]] = by_month.get((r["month"], r["prison"]), 0.0) + float(r["amount"])
    assert all(abs(total) < 0.005 for total in by_month.values())
    manifest = json.loads((out / "manifest.json").read_text())
    assert {"fingerprint", "seed", "draws", "engine", "created_with"} <= set(manifest)
    assert (out / "monthly.csv").read_bytes().count(b"\r") == 0


@pytest.mark.usefixtures("shipped")
def test_a_variant_that_is_not_there_is_told_those_that_are(capsys: Captured, tmp_path: Path) -> None:
    """By the nearest name, else by all of them."""
    for name, hint in (("reading-c", "Did you mean “reading-b”?"), ("other", "reading-a, reading-b, defaults-alone")):
        assert cli.main(["project", f"rennes-2009@{name}", "--out", str(tmp_path / "out"), "--lang", "en"]) == 1
        assert hint in capsys.readouterr().err


def test_project_a_variant_alone_and_with_settings(capsys: Captured, tmp_path: Path) -> None:
    code, _, _ = run(
        capsys, f"project rennes-2009@reading-a --out {tmp_path} --engine expected --set months=6 --lang en"
    )
    assert code == 0
    assert {r["scenario"] for r in rows(tmp_path / "indicators.csv")} == {"rennes-2009@reading-a"}
    assert len(rows(tmp_path / "monthly.csv")) == 6
    assert json.loads((tmp_path / "manifest.json").read_text())["changes"][-1]["by"] == "--set"


@pytest.mark.usefixtures("shipped")
def test_project_again_replaces_its_files_and_leaves_the_others(capsys: Captured, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    (tmp_path / "ledger.csv").write_text("old")
    assert run(capsys, f"project rennes-2009@reading-a --out {tmp_path} --set months=3")[0] == 0
    assert (tmp_path / "notes.txt").read_text() == "mine"
    assert (tmp_path / "ledger.csv").read_text() != "old"
    assert len(list(tmp_path.iterdir())) == 9


@pytest.mark.usefixtures("shipped")
def test_a_red_line_is_exit_2(capsys: Captured, tmp_path: Path) -> None:
    out = tmp_path / "out"
    code, _, err = run(capsys, f"project france-2030 --out {out} --set policy.floor=0.3 --lang en")
    assert code == 2
    assert "The floor chosen is 0.3 of the SMIC" in err
    assert not out.exists()


@pytest.mark.usefixtures("shipped")
def test_written_whole_or_not_at_all(capsys: Captured, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "ledger.csv").write_text("old")
    renamed = Path.replace

    def fails(self: Path, target: Path) -> Path:
        if Path(target) == out / "manifest.json":
            raise OSError(28, "No space left on device")
        return renamed(self, target)

    monkeypatch.setattr(Path, "replace", fails)
    code, _, err = run(capsys, f"project rennes-2009@reading-a --out {out} --set months=3 --lang en")
    assert code == 1
    assert "cannot be written to (the disk is full)" in err
    assert [f.name for f in out.iterdir()] == ["ledger.csv"]
    assert (out / "ledger.csv").read_text() == "old"
    assert [f.name for f in tmp_path.iterdir()] == ["out"]


# --- check and schema ----------------------------------------------------------------------------------


def test_everything_shipped_is_in_order(capsys: Captured) -> None:
    code, out, err = run(capsys, "check --lang en")
    assert (code, out) == (0, "")
    assert err.endswith("files in order.\n")


def test_check_as_json(capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(HOME)
    code, out, _ = run(capsys, "check tests/broken/prisons/unknown_key.yaml --json --lang en")
    assert code == 1
    assert json.loads(out) == [
        {
            "file": "tests/broken/prisons/unknown_key.yaml",
            "line": 7,
            "path": "population.detaned",
            "code": "unknown_key",
            "severity": "error",
            "sentence": "The key “detaned” is not known here. Did you mean “detained”?",
        }
    ]


def test_check_one_file_of_the_project_and_a_template(capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(HOME)
    assert run(capsys, "check sites/prisons/rennes-femmes.yaml sites/prisons/_template.yaml --lang en")[:2] == (0, "")


def test_a_file_elsewhere_is_recognised_by_its_keys(capsys: Captured, tmp_path: Path) -> None:
    copy = tmp_path / "x.yaml"
    copy.write_bytes((HOME / "sites/prisons/rennes-femmes.yaml").read_bytes())
    assert run(capsys, f"check {copy}")[:2] == (0, "")
    scenario = tmp_path / "y.yaml"
    text = (HOME / "config/scenarios/rennes-2009.yaml").read_text(encoding="utf-8")
    scenario.write_text(text.replace("prison: rennes-femmes", "prison: rennes-femme"), encoding="utf-8")
    code, out, _ = run(capsys, f"check {scenario} --lang en")
    assert code == 1
    assert "Did you mean “rennes-femmes”?" in out


def test_the_schemas_are_current() -> None:
    folder = HOME / "config/schema"
    assert {f.name for f in folder.glob("*.json")} == set(texts())
    stale = [name for name, text in texts().items() if (folder / name).read_text(encoding="utf-8") != text]
    assert stale == [], "run: python cli.py schema"


def test_the_schemas_accept_every_shipped_file(catalogue: Catalogue) -> None:
    by_name = {name: Draft202012Validator(schema) for name, schema in schemas().items()}
    wrong = []
    for (collection, member), document in catalogue.documents.items():
        validator = by_name[f"{NAMES.get(collection, collection)}.json"]
        wrong += [
            f"{collection} {member} {e.json_path}: {e.message[:80]}" for e in validator.iter_errors(document.data)
        ]
    assert wrong == []


def test_the_schemas_refuse_what_the_planner_refuses() -> None:
    prison = Draft202012Validator(schemas()["prison.json"])
    Draft202012Validator.check_schema(prison.schema)
    found = {e.validator for e in prison.iter_errors({"id": "x", "colour": "blue", "population": {"capacity": -1}})}
    assert {"additionalProperties", "required", "anyOf"} <= found


def test_schema_writes_them(capsys: Captured, tmp_path: Path) -> None:
    code, out, _ = run(capsys, f"schema --out {tmp_path}")
    assert code == 0
    assert {f.name for f in tmp_path.iterdir()} == set(texts())
    assert len(out.splitlines()) == len(texts())


def test_a_reader_who_leaves_is_no_fault() -> None:
    command = f"{sys.executable} {HOME / 'cli.py'} pay --help | true; echo ${{PIPESTATUS[0]}}"
    ran = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert (ran.stdout, ran.stderr) == ("0\n", "")


@pytest.mark.usefixtures("shipped")
def test_project_of_many_futures_has_intervals(capsys: Captured, tmp_path: Path) -> None:
    """The same seed gives the same files; means and ends of intervals stand in the contract's columns."""
    told = [run(capsys, f"project rennes-2009@reading-a --out {tmp_path / n} --draws 64 --lang en") for n in "ab"]
    assert [code for code, _, _ in told] == [0, 0]
    for name in ("indicators.csv", "monthly.csv", "ledger.csv", "manifest.json"):
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()
    indicators, monthly, ledger = (rows(tmp_path / "a" / f"{n}.csv") for n in ("indicators", "monthly", "ledger"))
    assert list(indicators[0]) == INDICATORS
    assert list(monthly[0]) == [*MONTHLY, *(f"{m}_p05" for m in MONTHLY[4:]), *(f"{m}_p95" for m in MONTHLY[4:])]
    assert all(float(r["low"]) <= float(r["high"]) for r in indicators)
    victims = [r for r in indicators if r["indicator"] == "victims_per_worker" and r["period"] == "total"]
    assert {r["value"] for r in victims} == {"150.00"}
    for r in monthly:
        parts = sum(float(r[name]) for name in ("victims", "release_savings", "available"))
        assert abs(float(r["net"]) - parts) < 0.02
    amounts: dict[tuple[str, str], float] = {}
    assert all(float(r["low"]) <= float(r["high"]) for r in ledger)
    for r in ledger:
        amounts[r["month"], r["prison"]] = amounts.get((r["month"], r["prison"]), 0.0) + float(r["amount"])
    assert all(abs(total) < 0.005 for total in amounts.values())
    _years_add_up(ledger, rows(tmp_path / "a" / "ledger_by_year.csv"))
    manifest = json.loads((tmp_path / "a" / "manifest.json").read_text())
    assert (manifest["engine"], manifest["draws"], manifest["seed"]) == ("stochastic", 64, 1)


def _years_add_up(ledger: list[dict[str, str]], years: list[dict[str, str]]) -> None:
    """The ledger by year is the ledger's sums, each with its interval; every party's total too."""
    ends = ["amount", "low", "high", "if_no_effect", "if_no_effect_low", "if_no_effect_high"]
    assert list(years[0]) == ["scenario", "period", "scope", "id", "party", "item", *ends]
    assert all(float(r["low"]) <= float(r["high"]) for r in years)
    for party in ("State", "detainee", "resources"):
        mine = [r for r in years if (r["scope"], r["period"], r["party"]) == ("programme", "2010", party)]
        added = sum(float(r["amount"]) for r in ledger if r["party"] == party and r["month"].startswith("2010"))
        total = [r for r in mine if r["item"] == "total"]
        assert abs(float(total[0]["amount"]) - added) < 0.02
        assert abs(sum(float(r["amount"]) for r in mine if r["item"] != "total") - added) < 0.05
        assert float(total[0]["low"]) <= float(total[0]["amount"]) <= float(total[0]["high"])


@pytest.mark.parametrize(("draws", "said"), [("1", "a single future"), ("2", "90% intervals")])
def test_one_draw_is_told_no_interval(
    capsys: Captured, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, catalogue: Catalogue, draws: str, said: str
) -> None:
    monkeypatch.setattr(terminal.project, "load", lambda: catalogue)
    code, out, _ = run(capsys, f"project rennes-2009@reading-a --out {tmp_path / 'out'} --draws {draws} --lang en")
    assert code == 0
    assert said in out
