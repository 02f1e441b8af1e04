"""A value that fits none of several forms is told all of them, once, wherever it was written."""

from __future__ import annotations

import pytest

from language.faults import line
from model.loading.assembly import programme
from model.loading.forms import forms_at
from model.schema.company import Company
from model.schema.fault import InputFaults
from model.schema.scenario import Scenario
from tests.examples import shipped

REFUSED = [
    ("policy.floor=high", "“legal” or a number between 0.2 and 1.5", "« legal » ou un nombre entre 0.2 et 1.5"),
    ("policy.floor=legall", "“legal” or a number between 0.2 and 1.5", "« legal » ou un nombre entre 0.2 et 1.5"),
    ("policy.floor=0.1", "“legal” or a number between 0.2 and 1.5", "« legal » ou un nombre entre 0.2 et 1.5"),
    ("companies=alll", "“all” or a list", "« all » ou une liste"),
    ("companies.webhelp.regions=alll", "“all” or a list", "« all » ou une liste"),
    ("prisons=3", "“all”, a list or a block of keys (region, disp, type)", "« all », une liste ou un bloc de clés"),
    ("targets.seats=-3", "a number of at least 0 or a block of keys", "un nombre d'au moins 0 ou un bloc de clés"),
]


@pytest.mark.parametrize(("setting", "english", "french"), REFUSED)
def test_the_forms_are_told(setting: str, english: str, french: str) -> None:
    """One fault, with what was found and what may stand there."""
    with pytest.raises(InputFaults) as caught:
        programme(shipped(), "rennes-2009", [setting])
    (found,) = caught.value.faults
    path, _, value = setting.partition("=")
    assert (found.code, found.path) == ("no_form_fits", path)
    assert english in line(found, "en")
    plain = line(found, "fr").replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")
    assert french in plain.replace("’", "'")
    assert value in line(found, "en")


def test_forms_of_the_schema() -> None:
    """As the types say them."""
    assert forms_at(Scenario, ("policy", "floor")) == "word legal\nnumber 0.2 1.5"
    assert forms_at(Company, ("regions",)) == "word all\nlist"
    assert forms_at(Scenario, ("limits", "openings_per_quarter")) == "number 0 -"
