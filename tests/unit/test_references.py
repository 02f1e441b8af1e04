"""A name that leads nowhere is told as such, wherever it was written: in a file, in overrides, after --set."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import cli
from language.faults import line
from model.loading.assembly import programme
from model.loading.inspection import inspect_all
from model.schema.fault import InputFaults
from tests.examples import ROOT, opening, scenario, shipped, written

NOWHERE = [
    ("companies.webhelp.activity", "nothing", "activities"),
    ("companies.webhelp.activity", "on", "activities"),
    ("activities.inbound_calls.evidence", "nothing", "evidence"),
    ("law.employee_csg.base_share", "nothing", "law"),
    ("law.sg_old_age_employer.base_hours", "nothing", "law"),
    ("prisons.rennes-femmes.opening_observed.company", "nothing", "companies"),
    ("reference", "nothing", "scenarios"),
]


@pytest.mark.parametrize(("path", "word", "kind"), NOWHERE)
def test_after_set(path: str, word: str, kind: str) -> None:
    """The change is named, with what it should have been one of, and nothing else is at fault."""
    with pytest.raises(InputFaults) as caught:
        programme(shipped(), "rennes-2009", [f"{path}={word}"])
    (found,) = caught.value.faults
    assert (found.code, found.file, found.path) == ("unknown_id", "--set", path)
    assert (found.fields["found"], found.fields["kind"]) == (word, kind)
    assert "…" not in line(found, "fr") + line(found, "en")


def test_of_a_company_that_is_not_in_play() -> None:
    """A change is checked though its company stays out of the scenario."""
    other = next(i for i in shipped().ids("companies") if i != "webhelp")
    with pytest.raises(InputFaults) as caught:
        programme(shipped(), "rennes-2009", ["companies=[webhelp]", f"companies.{other}.activity=nothing"])
    assert [f.path for f in caught.value.faults] == [f"companies.{other}.activity"]


def test_in_overrides(tmp_path: Path) -> None:
    """At its line of the scenario's file, all faults at once."""
    overrides = {"companies.webhelp.activity": "nothing", "activities.printing.evidence": "nothing"}
    file = written(tmp_path, scenario([opening()], overrides=overrides))
    with pytest.raises(InputFaults) as caught:
        programme(shipped(), file)
    lines = Path(file).read_text(encoding="utf-8").splitlines()
    for found, path in zip(sorted(caught.value.faults, key=lambda f: f.line or 0), overrides, strict=True):
        assert (found.code, found.file, found.path) == ("unknown_id", file, path)
        assert found.line is not None
        assert path in lines[found.line - 1]


def test_an_activity_under_another_name() -> None:
    """Companies that named it are told at their own line."""
    with pytest.raises(InputFaults) as caught:
        programme(shipped(), "rennes-2009", ["activities.inbound_calls.id=other"])
    assert {(f.code, f.path) for f in caught.value.faults} == {("unknown_id", "activity")}
    assert "sites/companies/webhelp.yaml" in {f.file for f in caught.value.faults}


def test_a_target_on_what_is_no_indicator(tmp_path: Path) -> None:
    """A target that nothing could meet is not passed over."""
    targets = {"others": [{"indicator": "at_wrok", "at_least": 3}]}
    with pytest.raises(InputFaults) as caught:
        programme(shipped(), written(tmp_path, scenario([opening()], targets=targets)))
    (found,) = caught.value.faults
    assert (found.code, found.path) == ("unknown_id", "targets.others[1].indicator")
    assert found.fields["suggestion"] == "at_work"


def test_check_lists_every_fault_of_every_file(tmp_path: Path) -> None:
    """A company's file that names no activity does not hide what is wrong elsewhere."""
    for folder in ("sites", "config"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    for file, old, new in (
        ("sites/companies/webhelp.yaml", "activity: inbound_calls", "activity: nothing"),
        ("config/scenarios/expansion-2009.yaml", "prison: rennes-femmes", "prison: nowhere"),
    ):
        whole = (tmp_path / file).read_text(encoding="utf-8")
        assert old in whole
        (tmp_path / file).write_text(whole.replace(old, new, 1), encoding="utf-8")
    found = inspect_all(tmp_path).faults
    assert ("unknown_id", "sites/companies/webhelp.yaml", "nothing") in {
        (f.code, f.file, f.fields.get("found")) for f in found
    }
    assert "nowhere" in {f.fields.get("found") for f in found if "expansion-2009" in f.file}
    assert len([f for f in found if f.file == "sites/companies/webhelp.yaml"]) == 1


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_a_company_outside_of_the_project(tmp_path: Path, lang: str, capsys: pytest.CaptureFixture[str]) -> None:
    """``check`` of a file that stands elsewhere looks at its activity too; exit 1, no trace."""
    (tmp_path / "companies").mkdir()
    file = tmp_path / "companies" / "mine.yaml"
    whole = (ROOT / "sites/companies/webhelp.yaml").read_text(encoding="utf-8")
    file.write_text(whole.replace("activity: inbound_calls", "activity: inbound_cals"), encoding="utf-8")
    assert cli.main(["check", "--lang", lang, str(file)]) == 1
    told = capsys.readouterr()
    assert ("Vouliez-vous dire" if lang == "fr" else "Did you mean “inbound_calls”") in told.out
    assert "Traceback" not in told.out + told.err
