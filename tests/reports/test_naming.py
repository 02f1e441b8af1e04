"""Sentences that are read beside prisons and companies call them by their names."""

import pytest

import language
from model.loading.assembly import programme
from model.loading.catalogue import Catalogue
from model.schema.fault import Fault
from reports.naming import named, names_of


@pytest.mark.parametrize(("lang", "quarter"), [("fr", "1er trimestre 2010\u202f"), ("en", "Q1 2010")])
def test_pins_are_told_by_name(catalogue: Catalogue, lang: str, quarter: str) -> None:
    """Prison, company and each pinned opening; an id that nobody knows stays."""
    names = names_of(programme(catalogue, "rennes-2009"), lang)
    pins = "rennes-femmes:webhelp:2010-Q1, nowhere:webhelp:2010-Q1"
    fault = Fault("pins_above_rooms", fields={"prison": "rennes-femmes", "found": 2, "bound": 1, "pins": pins})
    told = language.sentence(named(fault, names, lang), lang)
    assert f"{names['rennes-femmes']} – {names['webhelp']}, {quarter}; nowhere – {names['webhelp']}" in told
    assert "rennes-femmes" not in told
