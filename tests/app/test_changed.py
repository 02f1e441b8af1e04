"""A changed input is told by its name and its number, in the reader's way, however it was written."""

import pytest
import streamlit as st

from ui import cached
from ui.changed import name, plain, told, word


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("0.45", "0,45"),
        ("[{'from': '2011-01-01', 'value': 0.45, 'reference': 'Art.'}]", "0,45"),
        ("{value: 300, mark: found, source: oip-2019}", "300"),
        ("{'hourly_gross': [{'from': '2009-03', 'value': 6.5}]}", "Brut de l'heure proposé\u202f: 6,5"),
        ("{'floor': True}", "le plancher légal"),
        ("{2027: 3000000}", "2027\u202f: 3\u202f000\u202f000"),
        ("{'at_least': 1500, 'by': 2030}", "1\u202f500 d'ici fin 2030"),
        ("{value: 0.9642, low: 0.8741, high: 1.0002, interval: 0.9}", "0,96 [0,87 à 1,00]"),
        ("{'pert': {'low': 0.8, 'mode': 0.94, 'high': 1.02}, 'studies': ['a']}", "0,94 [0,80 à 1,02]"),
        ("{'pert': 5, 'studies': []}", "{pert: 5, studies: []}"),
        ("{pert: {low: a, mode: b, high: c}, mark: x}", "{pert: {low: a, mode: b, high: c}, mark: x}"),
        ("euros:40", "euros:40"),
        ("", "(rien)"),
        ("&a [*a]", "&a [*a]"),
        ("x" * 100, "x" * 79 + "…"),
    ],
)
def test_told(text: str, shown: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(st, "session_state", {"lang": "fr"})
    assert told(text) == shown


def test_plain_reads_the_record_and_yaml() -> None:
    assert plain("{'by': 2030}") == plain("{by: 2030}") == {"by": 2030}
    assert plain("None") is plain("null") is plain("") is None
    assert plain("free") == "free"


@pytest.mark.parametrize(
    ("path", "called"),
    [
        ("law.floor_production", "Minimum de rémunération, production"),
        (
            "prisons.rennes-femmes.population.detained",
            "Centre pénitentiaire pour femmes de Rennes – Personnes détenues",
        ),
        ("evidence.prison_work.read_as", "Travail en détention – Études"),
        ("targets.seats", "Cible (personnes au travail)"),
        ("nowhere.at_all", ""),
    ],
)
def test_an_input_has_its_name(path: str, called: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(st, "session_state", {"lang": "fr"})
    assert name(cached.programme("rennes-2009"), path, "fr") == called


def test_a_reading_of_the_evidence_is_told_by_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(st, "session_state", {"lang": "en"})
    assert word(cached.programme("rennes-2009"), "evidence.prison_work.read_as", "zero", "en") == "No effect"
    assert word(cached.programme("rennes-2009"), "law.floor_production", "0.6", "en") == "0.6"


def test_openings_decided_are_told_by_their_names(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without what stands already, which hid the one that was added."""
    monkeypatch.setattr(st, "session_state", {"lang": "fr"})
    programme = cached.programme("rennes-2009")
    standing = "{prison: rennes-femmes, company: webhelp, seats: 12, existing: true}"
    added = "{prison: rennes-femmes, company: webhelp, quarter: 2010-Q4}"
    named = "Centre pénitentiaire pour femmes de Rennes · Webhelp (Concentrix depuis)"
    assert word(programme, "pin", f"[{standing}]", "fr") == "(rien)"
    assert word(programme, "pin", f"[{standing}, {added}]", "fr") == f"{named} (4e trimestre 2010)"
    assert word(programme, "forbid", "[{'prison': 'rennes-femmes', 'company': 'webhelp'}]", "fr") == named
