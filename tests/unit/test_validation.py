"""From data to types: each fault has a code, a file, a line, a path, what was found and what to do."""

from __future__ import annotations

from typing import Any

import pytest

from model.loading.strict import read_text
from model.loading.validation import Patch, validate
from model.schema.company import Company
from model.schema.fault import Fault, InputFaults, suggestion
from model.schema.prison import Prison
from model.schema.scenario import Scenario
from tests.examples import ROOT

PROFILE = """id: essai
name: Essai
type: CD
place: {department: "35", region: Bretagne, disp: Rennes, latitude: 48, longitude: -1.6}
population:
  capacity: 100
"""


def faults(kind: type, text: str, patches: tuple[Patch, ...] = ()) -> list[Fault]:
    """What is wrong with a document."""
    with pytest.raises(InputFaults) as caught:
        validate(kind, read_text(text, "essai.yaml"), patches)
    return list(caught.value.faults)


def test_a_sound_profile() -> None:
    """Whole numbers are numbers, absent parts are absent."""
    prison = validate(Prison, read_text(PROFILE, "essai.yaml"))
    assert prison.place.latitude == 48.0
    assert prison.population.detained is None


@pytest.mark.parametrize(
    ("old", "new", "code", "line", "path", "fields"),
    [
        ("type: CD", "typ: CD", "unknown_key", 3, "typ", {"suggestion": "type"}),
        ("name: Essai\n", "", "missing_key", 1, "name", {"key": "name"}),
        ("type: CD", "type: CDD", "not_in_list", 3, "type", {"suggestion": "CD"}),
        ("capacity: 100", "capacity: cent", "not_a_figure", 6, "population.capacity", {"found": "cent"}),
        ("capacity: 100", "capacity: -1", "too_low", 6, "population.capacity", {"bound": 0.0, "found": -1.0}),
        (
            "capacity: 100",
            "capacity: {value: 1, mark: assumed, unit: people}",
            "wrong_unit",
            6,
            "population.capacity",
            {"expected": "places", "found": "people"},
        ),
        ("latitude: 48", "latitude: 148", "too_high", 4, "place.latitude", {"bound": 90}),
        ("latitude: 48", "latitude: north", "wrong_type", 4, "place.latitude", {"expected": "number"}),
        ('department: "35"', "department: 35", "bad_form", 4, "place.department", {}),
        ("id: essai", "id: Essai!", "bad_form", 1, "id", {}),
        (
            "capacity: 100",
            "capacity: 100\n  capacty: 3",
            "unknown_key",
            7,
            "population.capacty",
            {"suggestion": "capacity"},
        ),
        (
            "capacity: 100",
            "capacity:\n    - {from: 2010-01, value: 3, mark: assumed}\n    - {from: 2009-01, value: 3, mark: assumed}",
            "dates_disordered",
            6,
            "population.capacity",
            {},
        ),
    ],
)
def test_faults(old: str, new: str, code: str, line: int, path: str, fields: dict[str, Any]) -> None:
    """One change, one fault, at its line; a key that is misspelt is missing too."""
    found, *others = sorted(faults(Prison, PROFILE.replace(old, new)), key=lambda f: f.code != code)
    assert {f.code for f in others} <= {"missing_key"}
    assert (found.code, found.file, found.line, found.path) == (code, "essai.yaml", line, path)
    assert {k: found.fields[k] for k in fields} == fields


def test_all_faults_at_once() -> None:
    """Three wrong things are told together."""
    text = PROFILE.replace("type: CD", "type: CDD").replace("capacity: 100", "capacity: -1\n  detaind: 5")
    assert sorted(f.code for f in faults(Prison, text)) == ["not_in_list", "too_low", "unknown_key"]


def test_a_document_that_is_no_mapping() -> None:
    """A list or a word where a profile should be."""
    assert [f.code for f in faults(Prison, "- a\n")] == ["wrong_type"]
    assert [f.code for f in faults(Prison, "word")] == ["wrong_type"]


def test_an_override_at_fault_is_named_instead_of_the_file() -> None:
    """The patch that wrote the place answers for it."""
    patch = Patch(("population", "capacity"), "--set", None, "prisons.essai.population.capacity")
    (found,) = faults(Prison, PROFILE.replace("100", "-1"), (patch,))
    assert (found.file, found.line, found.path) == ("--set", None, "prisons.essai.population.capacity")


def test_a_year_is_a_key_and_no_position() -> None:
    """``state_capex: {2010: -5}`` is named by its year, at its line; an item of a list by its position from 1."""
    text = "id: essai\nlimits:\n  state_capex:\n    2010: -5\npin:\n  - {prison: a, company: b, quarter: 2010}\n"
    found = {(f.path, f.line) for f in faults(Scenario, text)}
    assert ("limits.state_capex.2010", 4) in found
    assert ("pin[1].quarter", 6) in found


def test_an_offer_must_be_one() -> None:
    """None, or two at once, is refused."""
    text = (ROOT / "sites/companies/archetype-assembly.yaml").read_text(encoding="utf-8")
    assert "offer: {floor: true}" in text
    for offer in ("{}", "{floor: true, hourly_gross: 5}", "{hourly_gross: 5, monthly_net: 600}"):
        assert [f.code for f in faults(Company, text.replace("{floor: true}", offer))] == ["offer_not_one"], offer


@pytest.mark.parametrize("rule", ["flat", "flat:", "flat:1.5", "flat:-0.1", "flat:25%", "law", "flat:.5"])
def test_victims_rules_that_are_none(rule: str) -> None:
    """statutory, none, or flat:R with R from 0 to 1."""
    text = (ROOT / "config/scenarios/rennes-2009.yaml").read_text(encoding="utf-8")
    found = faults(Scenario, text.replace("victims_rule: statutory}", f'victims_rule: "{rule}"}}'))
    assert [(f.code, f.path) for f in found] == [("bad_form", "policy.victims_rule")]


def test_suggestions() -> None:
    """The nearest word, or nothing when none is near."""
    assert suggestion("capacty", ["capacity", "detained"]) == "capacity"
    assert suggestion("zzz", ["capacity", "detained"]) == ""
