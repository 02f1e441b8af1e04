"""What a plan is worth, as reports list it: the parties add up to society, public money's cost beside included."""

from __future__ import annotations

from copy import copy
from dataclasses import replace

import pytest

from language import term
from reports.material import Material
from reports.parts import Table
from reports.sections.result import money, worth


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_what_public_money_costs_beside_has_a_row_where_it_is_counted(material: Material, lang: str) -> None:
    """In the table of the report; nothing is said of it where it is not counted."""
    name = term("perspective", "public_funds", lang)
    assert name not in [one.name for one in worth(material, lang)]
    programme = material.programme
    funds = programme.defaults.money.model_copy(update={"funds_counted": True})
    counted = programme.model_copy(update={"defaults": programme.defaults.model_copy(update={"money": funds})})
    gathered = copy(material.drawn.gathered)
    gathered.known = replace(gathered.known, programme=counted)
    projection = replace(material.drawn.projection, programme=counted)
    told = replace(material, drawn=replace(material.drawn, projection=projection, gathered=gathered))
    rows = {one.name: one for one in worth(told, lang)}
    values = told.worth.value("public_funds")
    assert rows[name].value.value == pytest.approx(values.mean())
    assert rows[name].value.value == pytest.approx(0.2 * told.worth.value("public").mean())
    assert rows[name].value.low < rows[name].value.value < rows[name].value.high
    told_in = [part for part in money(told, lang).parts if isinstance(part, Table)]
    assert name in {row[0] for table in told_in for row in table.rows}
