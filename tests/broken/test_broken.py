"""One broken file per fault: the exact place and sentence in both languages, exit 1, nothing changed."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from functools import lru_cache
from pathlib import Path

import pytest

import cli
from model.loading import inspection
from model.loading.catalogue import load

HERE = Path(__file__).resolve().parent
HOME = HERE.parents[1]
FILES = sorted(HERE.glob("*/*.yaml"))
BESIDE = {"duplicate_id": ("duplicate_id_other",)}
"""Files that show their fault only together with another."""
ALONE = [f for f in FILES if f.stem not in {other for others in BESIDE.values() for other in others}]
LANGUAGES = ("fr", "en")


@pytest.fixture(autouse=True)
def project_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The project's own files do not change between these tests: read them once."""
    monkeypatch.chdir(HOME)
    monkeypatch.setattr(inspection, "load", _load)


@lru_cache(maxsize=2)
def _load(home: Path) -> object:
    return load(home)


def _paths(file: Path) -> list[str]:
    return [str(f.relative_to(HOME)) for f in (file, *(file.with_name(f"{o}.yaml") for o in BESIDE.get(file.stem, ())))]


def _expected(file: Path) -> dict[str, str]:
    french, english = file.with_suffix(".expected").read_text(encoding="utf-8").split("---\n")
    return {"fr": french, "en": english}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("file", ALONE, ids=lambda f: f.stem)
def test_the_fault_is_told(file: Path, lang: str, capsys: pytest.CaptureFixture[str]) -> None:
    before = _sums(FILES)
    code = cli.main(["check", "--lang", lang, *_paths(file)])
    told = capsys.readouterr()
    assert told.out == _expected(file)[lang]
    assert code == (2 if file.stem.startswith("red_") else 1)
    assert "Traceback" not in told.out + told.err
    assert all(line.startswith(_paths(file)[-1 if file.stem in BESIDE else 0]) for line in told.out.splitlines())
    assert _sums(FILES) == before


def test_every_expectation_has_its_file() -> None:
    assert {f.with_suffix(".yaml") for f in HERE.glob("*/*.expected")} == set(ALONE)


def _sums(files: list[Path]) -> list[str]:
    return [hashlib.sha256(f.read_bytes()).hexdigest() for f in files]


MADE = {
    "fr": {
        "missing": "Ce fichier n'existe pas. Vérifiez le nom et le dossier.",
        "folder": "Ce dossier ne contient aucun fichier .yaml. Donnez un autre dossier, ou un fichier.",
        "big": "Le fichier fait 50\u00a0Mo, la limite est de 1\u00a0Mo. Un profil tient en "
        "quelques pages\u202f: retirez ce "
        "qui n'en est pas, ou partagez-le.",
        "many": "Le fichier contient plus de 100000 valeurs. Retirez ce qui n'appartient pas à un profil.",
        "control": "Ce n'est pas du YAML\u202f: un caractère invisible s'y est glissé. "
        "Regardez cette ligne et celle d'avant.",
    },
    "en": {
        "missing": "There is no such file. Check its name and folder.",
        "folder": "This folder holds no .yaml file. Give another folder, or a file.",
        "big": "The file is 50\u00a0MB, the limit is 1\u00a0MB. A profile is a few pages "
        "long: take out what does not "
        "belong, or split it.",
        "many": "The file holds more than 100000 values. Take out what does not belong to a profile.",
        "control": "This is not YAML: an invisible character has slipped in. Look at this line and the one before.",
    },
}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_a_repository_cannot_hold(lang: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "prisons"
    folder.mkdir()
    big, many, control = (folder / f"{name}.yaml" for name in ("big", "many", "control"))
    with big.open("wb") as lines:
        lines.truncate(50_000_000)
    many.write_text("notes: [" + "a," * 110_000 + "]\n")
    control.write_text("notes: [a\x07]\n")
    (tmp_path / "folder").mkdir()
    targets = {
        "big": big,
        "many": many,
        "control": control,
        "missing": tmp_path / "missing.yaml",
        "folder": tmp_path / "folder",
    }
    lines_of = {"many": ":1", "control": ":1"}
    for name, target in targets.items():
        assert cli.main(["--lang", lang, "check", str(target)]) == 1
        assert capsys.readouterr().out == f"{target}{lines_of.get(name, '')}: {MADE[lang][name]}\n"


def test_all_faults_of_several_files_at_once(capsys: pytest.CaptureFixture[str]) -> None:
    names = ["prisons/wrong_unit", "prisons/many_faults", "companies/offer_not_one"]
    code = cli.main(["check", "--lang", "en", *(f"tests/broken/{name}.yaml" for name in names)])
    told = capsys.readouterr()
    assert code == 1
    assert len(told.out.splitlines()) == sum(len(_expected(HERE / f"{name}.yaml")["en"].splitlines()) for name in names)
    assert told.err == f"{len(told.out.splitlines())} faults to correct.\n"


def test_a_tag_builds_nothing() -> None:
    assert "touch" in (HERE / "prisons" / "object_tag.yaml").read_text()
    assert not Path("/tmp/essaimage-was-here").exists()


def test_as_a_user_would(tmp_path: Path) -> None:
    """A process of its own, from another folder: no trace, the sentence in the locale's language."""
    file = HERE / "prisons" / "unknown_key.yaml"
    ran = subprocess.run(
        [sys.executable, str(HOME / "cli.py"), "check", str(file)],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        env={**os.environ, "LC_ALL": "en_GB.UTF-8"},
        check=False,
        encoding="utf-8",
    )
    assert ran.returncode == 1
    assert ran.stdout == _expected(file)["en"]
    assert "Traceback" not in ran.stdout + ran.stderr
    assert list(tmp_path.iterdir()) == []
