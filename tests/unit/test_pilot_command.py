"""``pilot`` at the terminal: what it says, its keys, what it refuses, and that its line can be used."""

from __future__ import annotations

import json
from typing import Any

import pytest

import cli

ASKED = ("rennes-2009", "--releases", "12", "--reconvicted", "2", "--site", "women")


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = cli.main(["pilot", *arguments])
    said = capsys.readouterr()
    return code, said.out, said.err


@pytest.mark.parametrize(("lang", "weight"), [("fr", "le pilote pèse 0,5"), ("en", "the pilot weighs 0.5%")])
def test_it_says_the_weight_and_the_line_that_counts_it(
    capsys: pytest.CaptureFixture[str], lang: str, weight: str
) -> None:
    """In both languages; its last line, given back after --set, is the prior in force."""
    code, out, _ = run(capsys, *ASKED, "--lang", lang)
    assert code == 0
    assert weight in out
    line = out.strip().splitlines()[-1]
    code, out, _ = run(capsys, *ASKED, "--json", "--set", line)
    document = json.loads(out)
    assert (code, document["prior"]["value"]) == (0, 0.9642)


def test_keys_of_the_document(capsys: pytest.CaptureFixture[str]) -> None:
    """As docs/terminal.md names them; the weight depends on the number alone."""
    told: list[dict[str, Any]] = []
    for reconvicted in ("0", "12"):
        code, out, _ = run(capsys, "rennes-2009", "--releases", "12", "--reconvicted", reconvicted, "--json")
        assert code == 0
        told.append(json.loads(out))
    assert list(told[0]) == [
        "scenario", "site", "evidence", "releases", "reconvicted", "baseline", "prior", "measured", "weight",
        "expected", "override",
    ]  # fmt: skip
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
