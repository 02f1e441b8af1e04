"""Bundles: made alike twice, recomputed to the last digit, refused when they could do harm."""

from __future__ import annotations

import hashlib
import io
import json
import stat
import tempfile
import warnings
import zipfile
from pathlib import Path

import pytest

import cli
from language.faults import sentences
from model.loading.assembly import programme
from model.loading.bundle import opened, unpacked
from model.loading.catalogue import load
from terminal.report import reference_of

MONTHLY = "results/monthly.csv"
COMPANY = "inputs/sites/companies/webhelp.yaml"


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Path:
    """A bundle of the pilot, under the expected engine."""
    file = tmp_path_factory.mktemp("bundle") / "rennes.zip"
    asked = ["bundle", "rennes-2009@reading-a", "--out", str(file), "--engine", "expected", "--set", "months=6"]
    assert cli.main(asked) == 0
    return file


def parts_of(file: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(file) as parts:
        return {name: parts.read(name) for name in parts.namelist()}


def written(file: Path, parts: dict[str, bytes], rehash: bool = False) -> Path:
    """Write parts as a zip; with ``rehash`` by someone who knows how the manifest is made."""
    if rehash:
        told = json.loads(parts["bundle.json"])
        told["files"] = {n: hashlib.sha256(c).hexdigest() for n, c in parts.items() if n != "bundle.json"}
        parts = parts | {"bundle.json": json.dumps(told).encode()}
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as out:
        for name, content in parts.items():
            out.writestr(name, content)
    return file


def reopened(capsys, file: Path, *more: str) -> tuple[int, str]:
    code = cli.main(["reopen", str(file), "--lang", "en", *more])
    told = capsys.readouterr()
    return code, told.out + told.err


def manifest(parts: dict[str, bytes], **changes: object) -> dict[str, bytes]:
    return parts | {"bundle.json": json.dumps(json.loads(parts["bundle.json"]) | changes).encode()}


def test_round_trip(made, capsys):
    code, told = reopened(capsys, made, "--verify")
    assert code == 0
    assert "same to the last digit" in told


def test_made_twice_is_the_same_file(made, tmp_path):
    again = tmp_path / "again.zip"
    asked = ["bundle", "rennes-2009@reading-a", "--out", str(again), "--engine", "expected", "--set", "months=6"]
    assert cli.main(asked) == 0
    assert again.read_bytes() == made.read_bytes()


def test_holds_what_the_figures_rest_on(made):
    names = set(parts_of(made))
    assert {"bundle.json", COMPANY, MONTHLY, "results/ledger.csv", "inputs/config/scenarios/rennes-2009.yaml"} <= names
    assert {"inputs/config/sources.yaml", "inputs/config/legislation/outlook.yaml"} <= names


@pytest.mark.parametrize("rehash", [False, True])
def test_one_digit_of_a_result(made, tmp_path, capsys, rehash):
    parts = parts_of(made)
    lines = parts[MONTHLY].decode().split("\n")
    row, column = 4, lines[0].split(",").index("hours")
    cells = lines[row].split(",")
    cells[column] += "1"
    changed = "\n".join([*lines[:row], ",".join(cells), *lines[row + 1 :]]).encode()
    code, told = reopened(capsys, written(tmp_path / "b.zip", parts | {MONTHLY: changed}, rehash), "--verify")
    assert code == 1
    assert f"{MONTHLY}:{row + 1}: hours:" in told
    assert cells[column] in told
    assert ("hash differs" in told) is not rehash


@pytest.mark.parametrize("rehash", [False, True])
def test_one_input(made, tmp_path, capsys, rehash):
    parts = parts_of(made)
    scenario = "inputs/config/scenarios/rennes-2009.yaml"
    changed = parts[scenario].replace(b"seats: 12", b"seats: 11")
    assert changed != parts[scenario]
    code, told = reopened(capsys, written(tmp_path / "b.zip", parts | {scenario: changed}, rehash), "--verify")
    assert code == 1
    assert f"{MONTHLY}:" in told
    assert "fingerprint" in told


def test_without_verify_hashes_alone(made, tmp_path, capsys):
    parts = parts_of(made)
    assert reopened(capsys, made)[0] == 0
    assert reopened(capsys, written(tmp_path / "b.zip", parts | {MONTHLY: parts[MONTHLY] + b"x"}))[0] == 1
    more, less = parts | {"results/more.csv": b"a"}, {n: c for n, c in parts.items() if n != MONTHLY}
    assert "added afterwards" in reopened(capsys, written(tmp_path / "more.zip", more))[1]
    assert "lacks it" in reopened(capsys, written(tmp_path / "less.zip", less))[1]


@pytest.mark.parametrize(
    "changes",
    [
        {"scenario": "/etc/passwd"}, {"scenario": "../x.yaml"}, {"scenario": "france-2030"}, {"files": []},
        {"settings": [1]}, {"draws": "8"}, {"draws": True}, {"engine": "stochastic"}, {"day": "2026-02-30"},
        {"day": "20260228"}, {"engine": "stochastic", "draws": 10**15, "seed": 1},
        {"engine": "stochastic", "draws": 8, "seed": -1},
    ],
)  # fmt: skip
def test_manifest_altered(made, tmp_path, capsys, changes):
    code, told = reopened(capsys, written(tmp_path / "b.zip", manifest(parts_of(made), **changes)), "--verify")
    assert code == 1
    assert "incomplete or altered" in told


def test_fingerprint_altered(made, tmp_path, capsys):
    file = written(tmp_path / "b.zip", manifest(parts_of(made), fingerprint="0" * 64))
    code, told = reopened(capsys, file, "--verify")
    assert code == 1
    assert "bundle.json: fingerprint" in told


def test_other_versions(made, tmp_path, capsys):
    parts = parts_of(made)
    code, told = reopened(capsys, written(tmp_path / "v.zip", manifest(parts, version=3)))
    assert (code, "version “3”" in told) == (1, True)
    code, told = reopened(capsys, written(tmp_path / "f.zip", manifest(parts, format="other")))
    assert (code, "not that of a bundle" in told) == (1, True)
    code, told = reopened(
        capsys, written(tmp_path / "w.zip", manifest(parts, created_with={"python": "2.7"})), "--verify"
    )
    assert (code, "made with 2.7" in told) == (0, True)


@pytest.mark.parametrize(
    "name",
    [
        "../x",
        "/etc/x",
        "inputs/../../x",
        "inputs/./x",
        "inputs//x",
        "inputs\\..\\x",
        "C:/x",
        "inputs/a\nb",
        "x",
        "inputs/" + 300 * "n",
        "inputs/config/defaults.yaml/x",
    ],
)
def test_names_that_leave(made, tmp_path, capsys, name):
    code, told = reopened(capsys, written(tmp_path / "b.zip", parts_of(made) | {name: b"x"}))
    assert code == 1
    assert "Nothing was opened" in told
    assert not (tmp_path.parent / "x").exists()


def test_links_and_folders(made, tmp_path, capsys):
    for kind in (stat.S_IFLNK, stat.S_IFDIR):
        file = written(tmp_path / "b.zip", parts_of(made))
        with zipfile.ZipFile(file, "a") as out:
            link = zipfile.ZipInfo("inputs/link")
            link.create_system, link.external_attr = 3, (kind | 0o777) << 16
            out.writestr(link, "/etc/passwd")
        code, told = reopened(capsys, file)
        assert (code, "link or a folder" in told) == (1, True)


def test_names_twice(made, tmp_path, capsys):
    file = written(tmp_path / "b.zip", parts_of(made))
    with warnings.catch_warnings(action="ignore"), zipfile.ZipFile(file, "a") as out:
        out.writestr(MONTHLY.upper().replace("RESULTS", "results"), b"x")
    code, told = reopened(capsys, file)
    assert (code, "there twice" in told) == (1, True)


def test_bombs(made, tmp_path, capsys):
    parts = parts_of(made)
    code, told = reopened(capsys, written(tmp_path / "r.zip", parts | {"inputs/zeros": bytes(8 * 2**20)}))
    assert (code, "grows more than 250 times" in told) == (1, True)
    many = parts | {f"inputs/{i}": b"" for i in range(5001)}
    code, told = reopened(capsys, written(tmp_path / "c.zip", many))
    assert (code, "the limit is 5000" in told) == (1, True)


def test_bomb_that_lies_about_its_size(made, tmp_path, capsys):
    """A size that is not true is found while reading, and no more than it is read."""
    file = written(tmp_path / "l.zip", {"bundle.json": bytes(8 * 2**20)})
    with zipfile.ZipFile(io.BytesIO(file.read_bytes())) as parts:
        true = parts.infolist()[0].file_size.to_bytes(4, "little")
    file.write_bytes(file.read_bytes().replace(true, (100).to_bytes(4, "little")))
    assert reopened(capsys, file)[0] == 1


@pytest.mark.parametrize("share", [0.0, 0.3, 0.99])
def test_cut_short(made, tmp_path, capsys, share):
    file = tmp_path / "b.zip"
    file.write_bytes(made.read_bytes()[: int(share * made.stat().st_size)])
    code, told = reopened(capsys, file)
    assert (code, "cut short" in told) == (1, True)


def test_not_there_or_no_manifest(tmp_path, capsys):
    assert reopened(capsys, tmp_path / "none.zip")[0] == 1
    assert reopened(capsys, tmp_path)[0] == 1
    code, told = reopened(capsys, written(tmp_path / "b.zip", {"inputs/x": b"x"}))
    assert (code, "bundle.json is missing" in told) == (1, True)


def test_sentences_in_both_languages():
    for lang in ("fr", "en"):
        assert len([code for code in sentences(lang) if code.startswith("bundle_")]) == 22


@pytest.fixture(scope="module")
def reported(tmp_path_factory) -> Path:
    """A bundle of the pilot with its reports."""
    file = tmp_path_factory.mktemp("bundle") / "reported.zip"
    asked = ["bundle", "rennes-2009@reading-a", "--out", str(file), "--draws", "32", "--date", "2026-11-26"]
    assert cli.main([*asked, "--set", "months=6"]) == 0
    return file


def test_reports_are_in_it_made_alike_and_recomputed(reported, tmp_path, capsys):
    names = {name for name in parts_of(reported) if name.startswith("reports/")}
    assert names == {f"reports/report-{lang}.{form}" for lang in ("fr", "en") for form in ("pdf", "xlsx")}
    asked = ["bundle", "rennes-2009@reading-a", "--out", str(tmp_path / "b.zip"), "--draws", "32"]
    assert cli.main([*asked, "--set", "months=6", "--date", "2026-11-26", "--lang", "en"]) == 0
    assert (tmp_path / "b.zip").read_bytes() == reported.read_bytes()
    code, told = reopened(capsys, reported, "--verify")
    assert (code, "report-fr.pdf" in told) == (0, True)


def test_the_reference_of_a_reference_is_in_it(tmp_path, capsys):
    """France 2030 is compared with a scenario that is compared with the pilot: all three open on their own."""
    file = tmp_path / "france.zip"
    asked = ["bundle", "france-2030", "--out", str(file), "--engine", "expected"]
    assert cli.main(asked) == 0
    names = {name.rpartition("/")[2] for name in parts_of(file) if name.startswith("inputs/config/scenarios/")}
    assert names == {"france-2030.yaml", "expansion-2009.yaml", "rennes-2009.yaml"}
    with tempfile.TemporaryDirectory() as folder:
        unpacked(opened(file), Path(folder))
        catalogue = load(Path(folder))
        assert reference_of(catalogue, programme(catalogue, "france-2030", ())) is not None


def test_another_report_is_told(reported, tmp_path, capsys):
    parts = parts_of(reported)
    parts["reports/report-fr.pdf"] = parts["reports/report-en.pdf"]
    code, told = reopened(capsys, written(tmp_path / "b.zip", parts, rehash=True), "--verify")
    assert (code, "reports/report-fr.pdf" in told, "reports/report-en.pdf:" in told) == (1, True, False)


def test_a_day_that_is_none(reported, tmp_path, capsys):
    code, told = reopened(capsys, written(tmp_path / "b.zip", manifest(parts_of(reported), day="../../etc")))
    assert (code, "day" in told) == (1, True)


def test_the_first_version_opens_still(made, tmp_path, capsys):
    parts = manifest(parts_of(made), version=1)
    document = json.loads(parts["bundle.json"])
    del document["day"]
    parts["bundle.json"] = json.dumps(document).encode()
    assert reopened(capsys, written(tmp_path / "b.zip", parts), "--verify")[0] == 0
