"""The side of a mixed prison stands in the table and in the sheet of the plan."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import openpyxl
import pytest
import xlsxwriter

import language
from model.loading.assembly import programme
from model.loading.catalogue import Catalogue
from reports import workbook_sheets
from reports.material import Material
from reports.parts import Table
from reports.sections.plan import plan
from reports.sheet import HEAD, Book


@pytest.mark.parametrize("lang", language.LANGUAGES)
def test_an_opening_of_one_side_is_told_with_it(material: Material, catalogue: Catalogue, lang: str) -> None:
    chosen = programme(catalogue, "expansion-2009", ())
    projection = replace(material.drawn.projection, programme=chosen)
    asked = replace(material, drawn=replace(material.drawn, projection=projection))
    side = language.term("step", "side_women", lang)
    table = next(part for part in plan(asked, lang).parts if isinstance(part, Table))
    told = {row[0] for row in table.rows if side in row[0]}
    planned = {chosen.prisons[o.prison].name for o in chosen.scenario.openings if o.side == "women"}
    assert told == {f"{name} ({side})" for name in planned}
    file = BytesIO()
    with xlsxwriter.Workbook(file) as made:
        book = Book(made, lang)
        book.sheets["Plan"] = made.add_worksheet(language.term("sheet", "Plan", lang))
        book.begin("Plan", "")
        workbook_sheets.plan(book, asked)
    sheet = openpyxl.load_workbook(file).active
    assert sheet is not None
    rows = list(sheet.iter_rows(min_row=HEAD + 2, values_only=True))
    assert {row[0] for row in rows if row[2] == side} == planned
