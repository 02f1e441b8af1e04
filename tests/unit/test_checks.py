"""Named checks: each fires once, at the row and line that is wrong, with what it takes to mend it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from model.loading.assembly import programme, warnings
from model.loading.catalogue import Catalogue, duplicate_ids
from model.loading.references import check_references
from model.loading.strict import Document, read_text
from model.loading.validation import validate
from model.schema.fault import Fault, InputFaults
from model.schema.scenario import Scenario
from tests.examples import assembled, opening, scenario, shipped

SECOND = opening(prison="muret", company="archetype-inbound-outsourcer")


def faults(folder: Path, plan: list[dict[str, Any]], settings: tuple[str, ...] = (), **changed: Any) -> list[Fault]:
    """What is wrong with a plan."""
    with pytest.raises(InputFaults) as caught:
        assembled(folder, plan, settings, **changed)
    return list(caught.value.faults)


def line_of(folder: Path, row: int, key: str) -> int:
    """Line of a key of a row of the plan, in the file that was written."""
    lines = (folder / "trial.yaml").read_text(encoding="utf-8").splitlines()
    starts = [n for n, text in enumerate(lines) if text.startswith("- prison:")]
    return next(n for n in range(starts[row], len(lines)) if lines[n].lstrip("- ").startswith(f"{key}:")) + 1


PLANS: list[tuple[str, dict[str, Any], str, str, dict[str, Any]]] = [
    ("unknown prison", {"prison": "mure"}, "unknown_id", "prison", {"found": "mure", "suggestion": "muret"}),
    ("unknown company", {"company": "webhep"}, "unknown_id", "company", {"found": "webhep", "suggestion": "webhelp"}),
    ("opens before the start", {"opens": "2023-12"}, "opens_outside", "opens", {"start": "2024-01", "months": 24}),
    ("opens after the end", {"opens": "2026-01"}, "opens_outside", "opens", {"found": "2026-01"}),
    ("closes before opening", {"closes": "2024-03"}, "closes_before_opening", "closes", {"opens": "2024-03"}),
    ("ramp that falls", {"ramp": [8, 6]}, "ramp_disordered", "ramp", {"seats": 12}),
    ("ramp above the seats", {"ramp": [13]}, "ramp_disordered", "ramp", {"seats": 12}),
    ("too few seats", {"seats": 1}, "seats_outside", "seats", {"found": 1, "company": "archetype-inbound-outsourcer"}),
    ("too many seats", {"seats": 1900}, "seats_outside", "seats", {"found": 1900}),
    ("semi-liberty centre", {"prison": "CSL"}, "type_without_workshops", "prison", {"type": "CSL"}),
]


@pytest.mark.parametrize(("changed", "code", "key", "fields"), [p[1:] for p in PLANS], ids=[p[0] for p in PLANS])
def test_a_wrong_row(
    tmp_path: Path, catalogue: Catalogue, changed: dict[str, Any], code: str, key: str, fields: dict[str, Any]
) -> None:
    """The second row of a sound plan goes wrong in one way: one fault, at its line and path."""
    if changed.get("prison") == "CSL":
        changed = {
            "prison": next(
                i for i in catalogue.ids("prisons") if catalogue.documents["prisons", i].data["type"] == "CSL"
            )
        }
    (found,) = faults(tmp_path, [opening(), SECOND | changed])
    assert (found.code, found.path, found.severity) == (code, f"plan[2].{key}", "error")
    assert (found.line, found.file) == (line_of(tmp_path, 1, key), str(tmp_path / "trial.yaml"))
    assert {k: found.fields[k] for k in fields} == fields


def test_limits_are_allowed(tmp_path: Path) -> None:
    """First and last month, a flat ramp, and the sound plan itself."""
    plan = [opening(opens="2024-01"), SECOND | {"opens": "2025-12", "ramp": [12, 12]}]
    assert len(assembled(tmp_path, plan).scenario.plan) == 2


def test_a_workshop_twice(tmp_path: Path) -> None:
    """The same company in the same prison; the first row is named."""
    (found,) = faults(tmp_path, [opening(), opening(opens="2024-05")])
    assert (found.code, found.path, found.fields["other"]) == ("workshop_twice", "plan[2]", 1)
    assert found.line == line_of(tmp_path, 1, "prison")


def test_a_region_the_company_refuses(tmp_path: Path) -> None:
    """Muret is not in Bretagne; Rennes is."""
    rules = ("companies.archetype-inbound-outsourcer.regions=[Bretagne]", "companies.webhelp.regions=[Bretagne]")
    (found,) = faults(tmp_path, [opening(), SECOND], rules)
    assert (found.code, found.path, found.fields["known"]) == ("region_refused", "plan[2].prison", "Bretagne")


@pytest.mark.parametrize(
    ("month", "shut"), [("2024-04", False), ("2024-05", True), ("2024-09", True), ("2024-10", False)]
)
def test_a_closed_prison(tmp_path: Path, month: str, shut: bool) -> None:
    """Closed from its first to its last month, and not before or after."""
    rule = ("prisons.muret.closures=[{from: 2024-05, until: 2024-09-15, reason: travaux}]",)
    plan = [opening(), SECOND | {"opens": month}]
    if not shut:
        assembled(tmp_path, plan, rule)
        return
    (found,) = faults(tmp_path, plan, rule)
    assert (found.code, found.path, found.fields["reason"]) == ("prison_closed", "plan[2].prison", "travaux")


@pytest.mark.parametrize("need", ["dial_out", "recorded_calls", "internet", "personal_data"])
def test_what_security_refuses(tmp_path: Path, need: str) -> None:
    """A need that the prison denies; what is not known is not refused."""
    rules = (
        f"activities.inbound_calls.needs.{need}=true",
        f"prisons.muret.security.{need}=false",
        *(
            f"prisons.{p}.security.{n}=true"
            for p in ("rennes-femmes", "muret")
            for n in ("dial_out", "recorded_calls", "internet", "personal_data")
            if (p, n) != ("muret", need)
        ),
    )
    (found,) = faults(tmp_path, [opening(), SECOND], rules)
    assert (found.code, found.path, found.fields["found"]) == ("security_refused", "plan[2].prison", need)
    assembled(tmp_path, [opening(), SECOND], [*rules[:1], *rules[2:], f"prisons.muret.security.{need}=null"])


def test_prisons_and_companies_out_of_play(tmp_path: Path) -> None:
    """A plan may use only what its scenario puts into play."""
    (found,) = faults(tmp_path, [opening(), SECOND], prisons=["rennes-femmes"])
    assert (found.code, found.path, found.fields["kind"]) == ("not_in_play", "plan[2].prison", "prisons")
    (found,) = faults(tmp_path, [opening(), SECOND], companies=["webhelp"])
    assert (found.code, found.path, found.fields["kind"]) == ("not_in_play", "plan[2].company", "companies")


def test_unknown_names_beside_the_plan(tmp_path: Path) -> None:
    """Chosen prisons, chosen companies, the reference."""
    found = faults(
        tmp_path,
        [opening()],
        prisons=["rennes-femmes", "rennes-fem"],
        companies=["webhelp", "weblp"],
        reference="rennes-2008",
    )
    assert [(f.code, f.path, f.fields["suggestion"]) for f in found] == [
        ("unknown_id", "prisons[2]", "rennes-femmes"),
        ("unknown_id", "companies[2]", "webhelp"),
        ("unknown_id", "reference", "rennes-2009"),
    ]


@pytest.mark.parametrize(
    ("settings", "changed", "code", "path"),
    [
        (["companies.webhelp.weekly_hours=49"], {}, "red_weekly_hours", "plan[1]"),
        (["companies.webhelp.weekly_hours=9"], {}, "red_part_time", "plan[1]"),
        (["policy.floor=0.44"], {}, "red_floor", "policy.floor"),
        (["activities.inbound_calls.needs.cold_calling=true"], {"months": 36}, "red_cold_calling", "plan[1]"),
    ],
)
def test_red_lines(tmp_path: Path, settings: list[str], changed: dict[str, Any], code: str, path: str) -> None:
    """The law forbids: a severity of its own, once."""
    with pytest.raises(InputFaults) as caught:
        assembled(tmp_path, [opening()], settings, **changed)
    assert [(f.code, f.severity) for f in caught.value.faults] == [(code, "red_line")]
    assert caught.value.breaks_red_line
    assert caught.value.faults[0].path.startswith(path)


def test_errors_come_before_red_lines(tmp_path: Path) -> None:
    """While something is plainly wrong, the law is not argued."""
    found = faults(tmp_path, [opening(seats=1)], ("companies.webhelp.weekly_hours=49",))
    assert [f.code for f in found] == ["seats_outside"]


def with_scenario(data: dict[str, Any]) -> Catalogue:
    """The catalogue with a scenario more."""
    document = read_text(yaml.safe_dump(data, sort_keys=False), "config/scenarios/trial.yaml")
    return replace(
        shipped(),
        documents=shipped().documents | {("scenarios", "trial"): document},
        models=shipped().models | {("scenarios", "trial"): validate(Scenario, document)},
    )


def test_too_many_openings_is_a_warning() -> None:
    """It is told, and the plan stands."""
    data = scenario(
        [opening(opens="2024-01"), SECOND, opening(prison="nantes", company="archetype-surveys", opens="2024-04")],
        limits={"openings_per_quarter": 1},
    )
    catalogue = with_scenario(data)
    (found,) = warnings(catalogue, programme(catalogue, "trial"))
    assert (found.code, found.severity, found.path) == ("too_many_openings", "warning", "limits.openings_per_quarter")
    assert (found.fields["found"], found.fields["bound"], found.fields["quarter"]) == (2, 1, "2024-Q1")


@pytest.mark.parametrize(
    ("key", "old", "new", "code", "path"),
    [
        (("prisons", "rennes-femmes"), "oip-2019", "oip-2009", "unknown_source", "population.women_share.source"),
        (("companies", "webhelp"), "inbound_calls", "inbound_cals", "unknown_id", "activity"),
        (("prisons", "rennes-femmes"), "company: webhelp", "company: webhep", "unknown_id", "opening_observed.company"),
        (("law", "employee_csg"), "csg_base_share", "csg_base_shar", "unknown_id", "base_share"),
        (("activities", ""), "evidence: prison_work", "evidence: prison_wok", "unknown_id", "activities[1].evidence"),
    ],
)
def test_names_that_lead_nowhere(key: tuple[str, str], old: str, new: str, code: str, path: str) -> None:
    """A source, an activity, a company, a law, a group of studies: at its line, with the nearest that exists."""
    before = shipped().documents[key]
    text = (shipped().home / before.file).read_text(encoding="utf-8")
    if key[0] == "activities" and old not in text:
        text = text.replace("    group: calls\n", f"    group: calls\n    {old}\n", 1)
    text = text.replace(old, new, 1)
    document = read_text(text, before.file)
    catalogue = replace(
        shipped(),
        documents=shipped().documents | {key: document},
        models=shipped().models | {key: validate(type(shipped().models[key]), document)},
    )
    (found,) = check_references(catalogue)
    assert (found.code, found.path, found.file) == (code, path, before.file)
    assert found.line is not None
    assert new.split(": ")[-1] in text.splitlines()[found.line - 1]
    assert found.fields["suggestion"] == old.split(": ")[-1]


def test_ids_and_file_names() -> None:
    """An id is its file's name, and one file's only."""
    documents = {
        ("prisons", "a"): Document("a.yaml", {"id": "a"}, {("id",): 1}),
        ("prisons", "b"): Document("b.yaml", {"id": "a"}, {("id",): 3}),
        ("prisons", "c"): Document("c.yaml", {"id": "d"}, {("id",): 1}),
        ("companies", "a"): Document("ca.yaml", {"id": "a"}, {("id",): 1}),
    }
    found = [
        (f.code, f.file, f.line, f.fields.get("other") or f.fields.get("expected")) for f in duplicate_ids(documents)
    ]
    assert found == [("duplicate_id", "b.yaml", 3, "a.yaml"), ("id_not_file_name", "c.yaml", 1, "c")]
