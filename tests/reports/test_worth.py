"""What a plan is worth, as reports list it: the parties add up to society, public money's cost beside included."""

from __future__ import annotations

from copy import copy
from dataclasses import replace

import pytest

from language import term
from reports import appraisal
from reports.material import Material
from reports.parts import Table
from reports.sections.result import money


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_what_public_money_costs_beside_has_a_row_where_it_is_counted(material: Material, lang: str) -> None:
    """In the table of the report and in that of the data and the workbook; nothing is said of it elsewhere."""
    who, name = "public_funds", term("perspective", "public_funds", lang)
    assert who not in set(appraisal.table(material.worth)["perspective"])
    programme = material.programme
    funds = programme.defaults.money.model_copy(update={"funds_counted": True})
    counted = programme.model_copy(update={"defaults": programme.defaults.model_copy(update={"money": funds})})
    gathered = copy(material.drawn.gathered)
    gathered.known = replace(gathered.known, programme=counted)
    projection = replace(material.drawn.projection, programme=counted)
    told = replace(material, drawn=replace(material.drawn, projection=projection, gathered=gathered))
    table = appraisal.table(told.worth)
    row = table[table["in_force"] & (table["perspective"] == who)].iloc[0]
    assert row["value"] == pytest.approx(told.worth.value("public_funds").mean())
    assert row["value"] == pytest.approx(0.2 * told.worth.value("public").mean())
    assert row["low"] < row["value"] < row["high"]
    told_in = [part for part in money(told, lang).parts if isinstance(part, Table)]
    assert name in {row[0] for table in told_in for row in table.rows}
