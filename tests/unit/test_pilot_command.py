"""``pilot`` at the terminal: what it says, its keys, what it refuses, and that its line can be used."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import cli
from tests.examples import opening, scenario, written

ASKED = ("rennes-2009", "--releases", "12", "--reconvicted", "2", "--site", "women")


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = cli.main(["pilot", *arguments])
    said = capsys.readouterr()
    return code, said.out, said.err


@pytest.mark.parametrize(("lang", "weight"), [("fr", "le pilote pèse 0,5"), ("en", "the pilot weighs 0.5%")])
def test_it_says_the_weight_and_the_line_that_counts_it(
    capsys: pytest.CaptureFixture[str], lang: str, weight: str
) -> None:
    """In both languages; its last line can be given back after --set, and the pilot is not counted twice: what is
    compared stays the studies' own, and this is said."""
    code, out, _ = run(capsys, *ASKED, "--lang", lang)
    assert code == 0
    assert weight in out
    line = out.strip().splitlines()[-1]
    once = json.loads(run(capsys, *ASKED, "--json")[1])
    code, again, _ = run(capsys, *ASKED, "--json", "--set", line)
    twice = json.loads(again)
    assert code == 0
    assert (once.pop("prior_replaced"), twice.pop("prior_replaced")) == (False, True)
    assert twice == once
    code, told, _ = run(capsys, *ASKED, "--lang", lang, "--set", line)
    said = "the studies' own" if lang == "en" else "a été remplacé"
    assert said in told.replace("’", "'")
    assert said not in out.replace("’", "'")
    assert told.strip().splitlines()[-1] == line


def test_a_pilot_in_the_overrides_of_a_scenario_is_not_counted_twice(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """A scenario's file that counts it already: the same comparison, said to be; other changes hold."""
    rate = "evidence.prison_work.women.baseline_reconviction_12m"
    own = {"evidence.prison_work.women.relative_risk_12m": {"value": 0.72, "low": 0.6, "high": 0.8, "interval": 0.9,
                                                            "mark": "inferred"}}  # fmt: skip
    files = [written(tmp_path, scenario([opening()], overrides=o, id=i), i) for i, o in (("plain", {}), ("own", own))]
    asked = ("--releases", "300", "--reconvicted", "20", "--site", "women", "--json", "--set", f"{rate}=0.2")
    plain, counted = (json.loads(run(capsys, file, *asked)[1]) for file in files)
    assert counted["prior_replaced"] is True
    assert counted["baseline"] == 0.2
    for key in ("prior", "weight", "measured", "expected", "override"):
        assert counted[key] == plain[key]


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_none_and_all_are_said_to_be_half_a_person_away(capsys: pytest.CaptureFixture[str], lang: str) -> None:
    """0 of 12 is measured as 4.2 %, and why; 12 of 12 as 95.8 %; one of twelve as it was."""
    words = {
        "en": ("half a person is taken instead, 4.2%", "half a person less is taken, 95.8%"),
        "fr": ("retient une demi-personne, soit 4,2 %", "retient une demi-personne de moins, soit 95,8 %"),
    }
    for count, word in zip(("0", "12"), words[lang], strict=True):
        _, out, _ = run(capsys, "rennes-2009", "--releases", "12", "--reconvicted", count, "--lang", lang)
        assert word in out.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")
    _, out, _ = run(capsys, "rennes-2009", "--releases", "12", "--reconvicted", "1", "--lang", lang)
    assert ("half a person" if lang == "en" else "demi-personne") not in out


def test_a_prior_moved_by_the_scenario_is_not_called_the_studies_own(capsys: pytest.CaptureFixture[str]) -> None:
    asked = ("rennes-2009", "--releases", "300", "--reconvicted", "20", "--site", "women", "--lang", "en")
    moved = "evidence.prison_work.women.relative_risk_12m.pert.mode=0.8"
    for more, named in (((), False), (("--set", moved), True)):
        code, out, _ = run(capsys, *asked, *more)
        assert code == 0
        assert ("What the studies expect, as this scenario reads them" in out) is named


def test_keys_of_the_document(capsys: pytest.CaptureFixture[str]) -> None:
    """As docs/terminal.md names them; the weight depends on the number alone."""
    told: list[dict[str, Any]] = []
    for reconvicted in ("0", "12"):
        code, out, _ = run(capsys, "rennes-2009", "--releases", "12", "--reconvicted", reconvicted, "--json")
        assert code == 0
        told.append(json.loads(out))
    assert list(told[0]) == [
        "scenario", "site", "evidence", "releases", "reconvicted", "baseline", "baseline_low", "baseline_high",
        "prior_replaced", "prior", "measured", "measured_low", "measured_high", "weight", "expected", "override",
    ]  # fmt: skip
    assert told[0]["baseline_low"] == told[0]["baseline"] == told[0]["baseline_high"], "men: published"
    women = json.loads(run(capsys, *ASKED, "--json")[1])
    assert women["baseline_low"] < women["baseline"] < women["baseline_high"]
    assert told[0]["weight"] == told[1]["weight"] == pytest.approx(0.0103, abs=1e-4)
    assert told[0]["expected"]["value"] < told[0]["prior"]["value"] < told[1]["expected"]["value"]
    assert told[0]["override"]["path"] == "evidence.prison_work.men.relative_risk_12m"


@pytest.mark.parametrize(
    ("typed", "option"),
    [
        (("--releases", "12", "--reconvicted", "13"), "--reconvicted"),
        (("--releases", "0", "--reconvicted", "0"), "--releases"),
        (("--releases", "12", "--reconvicted", "2.5"), "--reconvicted"),
        (("--releases", "12", "--reconvicted", "2", "--site", "mixed"), "--site"),
        (("--releases", "12", "--reconvicted", "2", "--evidence", "prison_wrk"), "--evidence"),
        (
            ("--releases", "12", "--reconvicted", "2", "--set", "evidence.prison_work.men.baseline_reconviction_12m=0"),
            "evidence.prison_work.men.baseline_reconviction_12m",
        ),
    ],
)
def test_what_it_refuses(capsys: pytest.CaptureFixture[str], typed: tuple[str, ...], option: str) -> None:
    """One sentence, the option named, exit 1."""
    code, out, err = run(capsys, "rennes-2009", *typed, "--lang", "en")
    assert (code, out) == (1, "")
    assert err.startswith(f"{option}: ")
