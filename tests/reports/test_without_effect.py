"""No figure that rests on an effect after release goes anywhere without what it is if there is none."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import numpy as np
import openpyxl
import pandas as pd
import pytest

import cli
import language
from model.loading.assembly import programme
from model.loading.catalogue import Catalogue
from model.projection import project
from model.schema.programme import Programme
from model.without_effect import rest_on_effects, without_effect
from reports import tables, workbook
from reports.material import Material
from reports.parts import Table
from reports.sections import sections
from reports.sections.first_page import first_page
from reports.wording import said

NONE = "evidence.prison_work.read_as=zero"
ZERO = {"fr": "sans effet", "en": "no effect"}


def labels(built: Programme, lang: str) -> set[str]:
    """Names of the indicators that rest on an effect, as they are shown."""
    return {language.typeset(said(built.indicators[name].label, lang), lang) for name in rest_on_effects(built)}


@pytest.mark.parametrize("scenario", ["rennes-2009", "expansion-2009"])
def test_all_that_an_effect_moves_is_known_to_rest_on_it(catalogue: Catalogue, scenario: str) -> None:
    """The run without effect tells apart what rests on one, and is what stands beside it, everywhere."""
    keys = ["indicator", "scope", "id", "period"]
    found, zero = (tables.indicators(project(programme(catalogue, scenario, s))).set_index(keys) for s in ((), (NONE,)))
    assert found.index.equals(zero.index)
    built = programme(catalogue, scenario)
    moved = set(found.index[~(found["value"] - zero["value"]).abs().lt(1e-9)].get_level_values("indicator"))
    assert moved
    assert moved <= set(rest_on_effects(built))
    beside = found["if_no_effect"].dropna()
    assert set(beside.index.get_level_values("indicator")) == set(rest_on_effects(built))
    pd.testing.assert_series_equal(beside, zero.loc[beside.index, "value"], check_names=False, rtol=1e-9, atol=1e-6)


def test_every_twin_is_an_indicator_of_its_unit(catalogue: Catalogue) -> None:
    built = programme(catalogue, "rennes-2009")
    for name in rest_on_effects(built):
        known: Callable[[str], str] = lambda twin: built.indicators[twin].unit  # noqa: E731
        assert without_effect(built, name, known, lambda _number, name=name: built.indicators[name].unit) == (
            built.indicators[name].unit
        )
    assert without_effect(built, "at_work", lambda _twin: 1.0, lambda number: number) is None


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every command that writes indicators, run once."""
    out = tmp_path_factory.mktemp("written")
    pilot = "rennes-2009"
    for command in (
        ["project", f"{pilot}@reading-a", "--out", str(out / "project"), "--draws", "16"],
        ["project", f"{pilot}@reading-a", "--out", str(out / "expected"), "--engine", "expected"],
        ["sweep", pilot, f"{pilot}@reading-a", "--out", str(out / "sweep"), "--draws", "16", "--executor", "serial"],
        ["compare", pilot, f"{pilot}@defaults-alone", "--out", str(out / "compare"), "--draws", "16"],
        ["sensitivity", pilot, "--indicator", "present_value", "--points", "16", "--out", str(out / "worth")],
        ["sensitivity", pilot, "--indicator", "employed_12m_gain", "--points", "16", "--out", str(out / "people")],
    ):
        assert cli.main([*command, "--lang", "en"]) == 0, command
    return out


def test_every_file_has_it_beside(written: Path, catalogue: Catalogue) -> None:
    """Wherever a file has a value, it has the value without effect too."""
    names, seen = rest_on_effects(programme(catalogue, "rennes-2009")), 0
    for path in sorted(written.rglob("*.csv")):
        table = pd.read_csv(path)
        if "indicator" not in table:
            continue
        rows = table[table["indicator"].isin(names)]
        if path.name == "robustness.csv":
            continue
        assert set(rows["indicator"]) == set(names), path
        for value in [c for c in table if c == "value" or c.startswith("value_")]:
            beside = f"if_no_effect{value.removeprefix('value')}"
            assert rows.loc[rows[value].notna(), beside].notna().all(), (path, value)
            assert table.loc[~table["indicator"].isin(names), beside].isna().all(), (path, value)
            of = value.removeprefix("value")
            for end in ("low", "high"):
                told, drawn = rows[f"if_no_effect_{end}{of}"], rows[f"{end}{of}"].notna()
                assert (told.notna() == drawn).all(), (path, value, end)
            low, value_, high = (rows[f"if_no_effect{end}{of}"] for end in ("_low", "", "_high"))
            assert ((low <= high) | low.isna()).all()
            assert path.parent.name == "expected" or ((low < value_) & (value_ < high)).any(), path
            seen += 1
    assert seen == 5
    both = pd.read_csv(written / "compare" / "comparison.csv")
    rows = both[both["indicator"].isin(names) & both["difference"].notna()]
    gap = rows["if_no_effect_rennes-2009@defaults-alone"] - rows["if_no_effect_rennes-2009"]
    assert rows["difference_if_no_effect"].to_numpy() == pytest.approx(gap.to_numpy(), abs=0.02)


def test_the_ledger_by_year_has_it_beside(catalogue: Catalogue) -> None:
    """Every line is what the run without effect has, or its amount where it does not rest on one."""
    keys = ["period", "scope", "id", "party", "item"]
    found, zero = (
        tables.ledger_by_year(project(programme(catalogue, "expansion-2009", s))).groupby(keys).sum(min_count=1)
        for s in ((), (NONE,))
    )
    beside = found["if_no_effect"].where(found["if_no_effect"].notna(), found["amount"])
    wanted = zero["amount"].reindex(found.index, fill_value=0.0)
    pd.testing.assert_series_equal(beside, wanted, check_names=False, rtol=0, atol=0.01)
    assert (beside - found["amount"]).abs().max() > 100
    assert found.loc[("total", "programme", "", "State", "prison_avoided"), "if_no_effect"] == 0
    assert np.isnan(found.loc[("total", "programme", "", "State", "officers"), "if_no_effect"])


def test_the_tornado_has_it_beside(written: Path) -> None:
    worth, people = (pd.read_csv(written / name / "tornado.csv") for name in ("worth", "people"))
    assert (people[["at_low_if_no_effect", "at_high_if_no_effect", "base_if_no_effect"]] == 0).all(axis=None)
    moved = (worth["at_high"] - worth["at_low"]).abs() > 1
    assert worth["base_if_no_effect"].nunique() == 1
    assert worth.loc[moved, "at_low_if_no_effect"].nunique() > 1, "inputs move it without effect too"


def test_explain_has_it_beside(capsys: pytest.CaptureFixture[str], catalogue: Catalogue) -> None:
    told = {}
    for name in ("present_value_state", "employed_12m_gain", "at_work"):
        assert cli.main(["explain", "rennes-2009", name, "--json"]) == 0
        told[name] = json.loads(capsys.readouterr().out)
    zero = project(programme(catalogue, "rennes-2009", (NONE,)))
    table = tables.indicators(zero).set_index(["indicator", "scope", "period"])["value"]
    assert told["present_value_state"]["expected_if_no_effect"] == pytest.approx(
        table["present_value_state", "programme", "total"]
    )
    assert told["employed_12m_gain"]["if_no_effect"] == told["employed_12m_gain"]["expected_if_no_effect"] == 0
    assert told["at_work"]["if_no_effect"] is None
    for lang, words in ZERO.items():
        assert cli.main(["explain", "rennes-2009", "employed_12m_gain", "--lang", lang]) == 0
        assert words in capsys.readouterr().out


def lacking(table: Table, wanted: set[str], zero: str) -> Iterator[str]:
    """What rests on an effect in a table, and has nothing beside it."""
    beside = any(zero in head for head in table.head)
    for position, row in enumerate(table.rows):
        if row[0] in wanted and not beside:
            after = table.rows[position + 1][0] if position + 1 < len(table.rows) else ""
            if zero not in after:
                yield row[0]
        elif row[0] in wanted:
            place = next(i for i, head in enumerate(table.head) if zero in head)
            if row[place] == "–":
                yield row[0]
    for place, head in enumerate(table.head):
        if head in wanted and not any(zero in row[0] and row[place] != "–" for row in table.rows):
            yield head


@pytest.mark.parametrize("lang", language.LANGUAGES)
def test_every_table_of_a_report_has_it_beside(material: Material, lang: str) -> None:
    wanted, seen = labels(material.programme, lang), set()
    for section in sections(material, lang):
        for part in section.parts:
            if isinstance(part, Table):
                assert list(lacking(part, wanted, ZERO[lang])) == [], (section.id, part.caption)
                seen |= {cell for cell in (*part.head, *(row[0] for row in part.rows)) if cell in wanted}
    assert seen == wanted, "all of them are shown somewhere"


@pytest.mark.parametrize("lang", language.LANGUAGES)
def test_the_first_page_has_it_beside(material: Material, lang: str) -> None:
    page, name = first_page(material, lang), said(material.programme.indicators["employed_12m_gain"].label, lang)
    card = next(card for card in page.cards if language.typeset(name, lang) in str(card))
    assert ZERO[lang] in str(card)


@pytest.mark.parametrize("lang", language.LANGUAGES)
def test_every_sheet_has_it_beside(material: Material, lang: str) -> None:
    """A name in a row has a number under a head of no effect; a name in a head has such a column in the four after."""
    book = openpyxl.load_workbook(BytesIO(workbook.workbook(material, lang)), data_only=True)
    raw = {said(material.programme.indicators[n].label, lang) for n in rest_on_effects(material.programme)}
    sheets = set()
    for sheet in book:
        zeros: list[int] = []
        for row in sheet.iter_rows(values_only=True):
            heads = [i for i, cell in enumerate(row) if isinstance(cell, str) and ZERO[lang] in cell and i]
            zeros = heads or zeros
            for place, cell in enumerate(row):
                name = str(cell).rpartition(" (")[0] or str(cell)
                if not isinstance(cell, str) or (cell not in raw and name not in raw):
                    continue
                sheets.add(sheet.title)
                if place:
                    assert any(place < head <= place + 3 for head in heads), (sheet.title, cell)
                elif any(isinstance(value, int | float) and not math.isnan(value) for value in row):
                    assert zeros, (sheet.title, cell)
                    assert any(isinstance(row[i], int | float) for i in zeros if i < len(row)), (sheet.title, cell)
    assert len(sheets) == 5
