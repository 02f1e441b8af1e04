"""What ``sensitivity`` says of money on the terminal."""

from __future__ import annotations

from html import escape
from pathlib import Path

import pytest

import cli


@pytest.mark.parametrize(
    ("lang", "cell", "level", "head"),
    [("en", "€437,753.77", "under €0.00.", "At its 10%"), ("fr", "437753,77€", "sous0,00€.", "Àses10%")],
)
def test_sensitivity_of_money_tells_euros(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, lang: str, cell: str, level: str, head: str
) -> None:
    """Cells, level and heads as the language writes them."""
    told = ["sensitivity", "rennes-2009", "--indicator", "present_value", "--points", "16", "--out", str(tmp_path)]
    assert cli.main([*told, "--lang", lang]) == 0
    out = capsys.readouterr().out
    plain = out if lang == "en" else "".join(out.split())
    assert cell in plain
    assert level in plain
    assert head in plain


@pytest.mark.parametrize(("lang", "nothing"), [("en", "No uncertain input"), ("fr", "Aucune donnée incertaine")])
def test_sensitivity_says_that_nothing_moves(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, lang: str, nothing: str
) -> None:
    """In place of a table of inputs that all leave it where it is; one input alone has the whole of the spread."""
    told = ["sensitivity", "rennes-2009", "--points", "16", "--out", str(tmp_path), "--lang", lang]
    assert cli.main([*told, "--indicator", "agreements_needed"]) == 0
    assert nothing in capsys.readouterr().out
    assert cli.main([*told, "--indicator", "victims_per_worker"]) == 0
    assert "100" in capsys.readouterr().out


def test_levels_are_written_as_pages_write_them(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """A chance in percent, a ratio without the word."""
    told = ["sensitivity", "rennes-2009", "--points", "16", "--out", str(tmp_path), "--lang", "en"]
    assert cli.main([*told, "--indicator", "benefit_cost_ratio", "--level", "4.9"]) == 0
    out = capsys.readouterr().out
    assert "% a month" in out
    assert "4.90 is reached" in out


@pytest.mark.parametrize(
    ("lang", "indicator", "head"),
    [
        ("en", "at_work", "People at work on average, December 2013: "),
        ("fr", "at_work", "Personnes au travail en moyenne, décembre 2013\u202f: "),
        ("en", "hours", "whole horizon: "),
        ("fr", "hours", "tout l'horizon\u202f: "),
    ],
)
def test_the_period_is_told(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, lang: str, indicator: str, head: str
) -> None:
    """It is chosen where none is typed: the month of the target, else all; the figure says the same."""
    told = ["sensitivity", "expansion-2009", "--points", "16", "--out", str(tmp_path), "--lang", lang]
    assert cli.main([*told, "--indicator", indicator]) == 0
    assert head in capsys.readouterr().out
    when = escape(head.split(", ")[-1].rstrip("\u202f: "))
    assert when in (tmp_path / "tornado.html").read_text(encoding="utf-8")


def test_a_scope_that_is_none_is_one_fault(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Which member of it is meant is not asked."""
    told = ["sensitivity", "rennes-2009", "--indicator", "hours", "--out", str(tmp_path), "--lang", "en"]
    assert cli.main([*told, "--scope", "prisn"]) != 0
    err = capsys.readouterr().err
    assert "Did you mean" in err
    assert "--id" not in err
