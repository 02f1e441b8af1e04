"""What the terminal says: a stranger's text is shown and never obeyed, what cannot be written is told first."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

import cli
from terminal.door import Door
from terminal.plain import plain
from terminal.reading import Options, form_of
from tests.unit.test_bundle import made, manifest, parts_of, written

ESCAPE = "\x1b[2J\x1b[31mOWNED"
OBEYED = "\x1b\x07\x08\x9b\u202e"
bundled = made
"""A bundle of the pilot."""


def test_nothing_of_a_bundle_is_obeyed(bundled: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    parts = manifest(parts_of(bundled), settings=[f"{ESCAPE}=1"], fingerprint=OBEYED, engine=OBEYED, draws=8, seed=1)
    assert cli.main(["reopen", str(written(tmp_path / "b.zip", parts)), "--lang", "en"]) == 0
    told = capsys.readouterr()
    assert not set(OBEYED) & set(told.out + told.err)
    assert "\\u001b[2J" in told.out


def test_nor_of_a_profile_a_cell_or_a_setting(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    name = f"{ESCAPE}.yaml"
    (tmp_path / name).write_text('id: x\ntitle: "\\e[2J"\n"\\e[31m": 1\n')
    (tmp_path / "a.csv").write_text(f"month,prison,company,{ESCAPE}\n2009-06,a,b,1\n")
    for asked in (
        ["check", str(tmp_path / name)], ["project", "rennes-2009", "--set", f"{ESCAPE}=1", "--out", str(tmp_path)],
        ["follow-up", "rennes-2009", str(tmp_path / "a.csv")], ["project", ESCAPE, "--out", str(tmp_path)],
        ["pay", f"--{ESCAPE}"],
    ):  # fmt: skip
        assert cli.main([*asked, "--lang", "en"]) == 1
        told = capsys.readouterr()
        assert "\x1b" not in told.out + told.err


def test_every_way_of_saying(capsys: pytest.CaptureFixture[str]) -> None:
    door = Door("en")
    door.out(ESCAPE)
    door.note(ESCAPE)
    door.table(ESCAPE, [ESCAPE], [[ESCAPE]])
    door.json({"a\x9b": OBEYED})
    told = capsys.readouterr()
    assert not set(OBEYED) & set(told.out + told.err)
    assert json.loads(told.out[told.out.index("{") :]) == {"a\x9b": OBEYED}, "the document is what it was"
    assert plain("a\tb\nÉ\u202f;\u2060€") == "a\tb\nÉ\u202f;\u2060€", "what print has is left"


@pytest.mark.parametrize("form", ["pdf", "xlsx"])
def test_a_folder_that_cannot_be_written_to_is_told_before_the_draws(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    def never(*asked: object, **more: object) -> None:
        raise AssertionError("drawn")

    for place in ("terminal.report.gather", "terminal.partner.partnership", "terminal.project.found"):
        monkeypatch.setattr(place, never)
    (tmp_path / "a").write_text("")
    for out in (tmp_path / "a" / f"b.{form}", Path("/proc/nowhere") / f"b.{form}"):
        for asked in (
            ["report", "rennes-2009", "--format", form, "--out", str(out)],
            ["partner", "webhelp", "--scenario", "rennes-2009", "--out", str(out)],
            ["bundle", "rennes-2009", "--out", str(out)],
            ["project", "rennes-2009", "--out", str(out)],
        ):
            assert cli.main([*asked, "--lang", "fr"]) == 1, asked
            told = capsys.readouterr().err
            assert "On ne peut pas écrire" in told or "est un fichier" in told, told
            assert "exists" not in told
    assert sorted(one.name for one in tmp_path.iterdir()) == ["a"]


@pytest.mark.parametrize(
    ("typed", "out", "code"),
    [
        ("", "y.docx", "out_ending_unknown"), ("pdf", "y.docx", "out_ending_unknown"),
        ("pdf", "y.xlsx", "out_ending_other"),
        ("", "y.PDF", ""), ("pdf", "y", ""), ("", "y", ""), ("json", "y.json", ""),
    ],
)  # fmt: skip
def test_a_file_is_what_its_name_says(typed: str, out: str, code: str) -> None:
    options = Options()
    form = form_of(options, typed, out, ("pdf", "xlsx", "json"))
    assert [fault.code for fault in options.faults] == ([code] if code else [])
    assert code or form == (typed or ("pdf" if out.endswith("PDF") else "json"))


def test_a_report_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["report", "rennes-2009", "--format", "pdf", "--out", str(tmp_path / "y.docx"), "--lang", "en"]
    assert cli.main(asked) == 1
    assert "ending" in capsys.readouterr().err


@pytest.mark.parametrize(("lang", "said"), [("fr", "fichier .zip"), ("en", "a file, .zip")])
def test_what_a_bundle_is(
    bundled: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], lang: str, said: str
) -> None:
    assert cli.main(["reopen", str(tmp_path), "--lang", lang]) == 1
    assert said in capsys.readouterr().err
    file = written(tmp_path / "b.zip", manifest(parts_of(bundled), version=9))
    assert zipfile.is_zipfile(file)
    assert cli.main(["reopen", str(file), "--lang", lang]) == 1
    assert "1, 2" in capsys.readouterr().err
