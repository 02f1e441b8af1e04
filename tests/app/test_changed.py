"""A changed input is told by its number, in the reader's way, however it was written."""

import pytest
import streamlit as st

from ui.changed import plain, told


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("0.45", "0,45"),
        ("[{'from': '2011-01-01', 'value': 0.45, 'reference': 'Art.'}]", "0,45"),
        ("{value: 300, mark: found, source: oip-2019}", "300"),
        ("{'hourly_gross': [{'from': '2009-03', 'value': 6.5}]}", "hourly_gross: 6,5"),
        ("{'floor': True}", "{'floor': True}"),
        ("{'pert': {'low': 0.8, 'mode': 0.94, 'high': 1.02}, 'studies': ['a']}", "0,94 [0,80 à 1,02]"),
        ("{'pert': 5, 'studies': []}", "{'pert': 5, 'studies': []}"),
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
