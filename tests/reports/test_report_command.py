"""``report`` at the terminal: each form, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

import cli
from reports.formats import FORMATS

MAGIC = {
    "pdf": b"%PDF-1.7",
    "xlsx": b"PK",
    "html": b"<!doctype html>",
    "csv": b"scenario,indicator",
    "parquet": b"PAR1",
}
Captured = pytest.CaptureFixture[str]


@pytest.mark.parametrize("form", FORMATS)
def test_each_form(form: str, tmp_path: Path, capsys: Captured) -> None:
    file = tmp_path / "new" / f"r.{form}"
    command = ["report", "rennes-2009", "--format", form, "--out", str(file), "--draws", "64", "--lang", "en"]
    assert cli.main([*command, "--date", "2026-11-25"]) == 0
    first = file.read_bytes()
    assert first.startswith(MAGIC[form])
    assert capsys.readouterr().out.strip().endswith("64 draws, seed 1 · 25 November 2026")
    assert cli.main([*command, "--date", "2026-11-25"]) == 0
    assert file.read_bytes() == first


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--format", "docx"], "docx"),
        (["--format", "pdf", "--sections", "plan,moeny"], "money"),
        (["--format", "xlsx", "--sections", "plan"], "--sections"),
        (["--format", "pdf", "--date", "25/11/2026"], "YYYY-MM-DD"),
    ],
)
def test_what_is_refused(options: list[str], said: str, tmp_path: Path, capsys: Captured) -> None:
    assert cli.main(["report", "rennes-2009", "--out", str(tmp_path / "r"), "--lang", "en", *options]) == 1
    assert said in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_folder_is_not_a_file(tmp_path: Path, capsys: Captured) -> None:
    assert cli.main(["report", "rennes-2009", "--format", "pdf", "--out", str(tmp_path), "--lang", "fr"]) == 1
    assert "est un dossier" in capsys.readouterr().err
