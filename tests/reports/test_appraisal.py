"""What a programme is worth leaves the screen: chance, payback and other rates, in every form."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import numpy as np
import openpyxl
import pandas as pd
import pytest

import cli
import language
from language import formats
from model.benefit_cost import PERSPECTIVES
from model.loading.assembly import programme
from model.loading.catalogue import Catalogue
from reports import appraisal, workbook
from reports.material import Material
from reports.parts import Table
from reports.sections import sections
from tests.unit.test_benefit_cost import by_hand

RATES = (0.012, 0.032, 0.04, 0.045)


def test_the_money_section_has_chance_payback_and_other_rates(material: Material) -> None:
    """Society loses or gains with a chance, with effects and without; each rate has its row."""
    found = material.worth
    (money,) = sections(material, "en", ("money",))
    tables = [part for part in money.parts if isinstance(part, Table)]
    worth = next(t for t in tables if "Chance of a gain" in t.head and "Paid back" in t.head)
    assert "3.2% a year" in worth.caption
    society = next(row for row in worth.rows if row[0] == "Net present value, society")
    assert society[2] == formats.percent(found.chance("society"), "en")
    assert society[4] == formats.percent(found.chance("society", effects=False), "en")
    assert all("paid back" in row[5] for row in worth.rows[: len(PERSPECTIVES)])
    assert not any("State net cost" in row[0] or "Net cost" in row[0] for row in worth.rows), "it is not discounted"
    others = next(t for t in tables if t.head[0] == "Discount rate")
    assert [row[0].partition(" – ")[0] for row in others.rows] == ["1.2%", "3.2%", "4.0%", "4.5%"]
    assert len({row[1] for row in others.rows}) == len(RATES)
    assert others.rows[1][1] == society[1]


def test_the_appraisal_is_what_the_indicators_tell(material: Material) -> None:
    """At the rate in force, the present values of indicators.csv."""
    table = appraisal.table(material.worth)
    own = table[table["in_force"]].set_index("perspective")
    for who, name in appraisal.INDICATORS.items():
        assert tuple(own.loc[who, ["value", "low", "high"]]) == pytest.approx(
            tuple(material.drawn.of(name, "total")), rel=1e-5, abs=1.0
        )


@pytest.mark.parametrize("lang", language.LANGUAGES)
def test_the_workbook_has_a_row_for_each_rate_and_perspective(material: Material, lang: str) -> None:
    book = openpyxl.load_workbook(BytesIO(workbook.workbook(material, lang)), data_only=True)
    society = language.term("perspective", "society", lang)
    rows = [r for r in book[language.term("sheet", "Present value", lang)].iter_rows(values_only=True) if r[0]]
    found = [r for r in rows if str(r[0]).endswith(f"– {society}")]
    table = appraisal.table(material.worth)
    wanted = table[table["perspective"] == "society"]
    assert len(found) == len(RATES)
    for row, (_, one) in zip(found, wanted.iterrows(), strict=True):
        assert row[1] == pytest.approx(one["value"], abs=0.01)
        assert (row[4], row[8]) == pytest.approx((one["chance"], one["chance_if_no_effect"]))
        zero = [one[name] for name in ("if_no_effect", "if_no_effect_low", "if_no_effect_high")]
        assert list(row[5:8]) == pytest.approx(zero, abs=0.01)
        ratio = [one[f"{name}{end}"] for name in ("ratio", "ratio_if_no_effect") for end in ("", "_low", "_high")]
        assert list(row[9:15]) == pytest.approx(ratio)
        assert ratio[4] < ratio[3] < ratio[5]


@pytest.mark.parametrize(("engine", "drawn"), [("expected", False), ("stochastic", True)])
def test_project_writes_it(tmp_path: Path, catalogue: Catalogue, engine: str, drawn: bool) -> None:
    more = ["--draws", "32"] if drawn else []
    assert cli.main(["project", "rennes-2009@reading-a", "--out", str(tmp_path), "--engine", engine, *more]) == 0
    table = pd.read_csv(tmp_path / "benefits.csv")
    assert tuple(table.columns) == appraisal.COLUMNS
    assert tuple(dict.fromkeys(table["rate"])) == RATES
    assert list(table["perspective"]) == list(PERSPECTIVES) * len(RATES)
    own = programme(catalogue, "rennes-2009@reading-a").scenario.policy.discount_rate
    assert set(table.loc[table["in_force"], "rate"]) == {own}
    assert table["chance"].notna().all() == table["payback_chance"].notna().all() == drawn
    assert table["low"].notna().all() == drawn
    indicators = pd.read_csv(tmp_path / "indicators.csv").set_index(["scenario", "indicator", "scope", "period"])
    society = table[table["in_force"] & (table["perspective"] == "society")].iloc[0]
    for name, column, beside in (("present_value", "value", "if_no_effect"),
                                 ("benefit_cost_ratio", "ratio", "ratio_if_no_effect")):  # fmt: skip
        told = indicators.loc[("rennes-2009@reading-a", name, "programme", "total")]
        assert (society[column], society[beside]) == pytest.approx((told["value"], told["if_no_effect"]), rel=1e-5)
        for end in ("_low", "_high"):
            zero = society[f"{beside}{end}"], told[f"if_no_effect{end}"]
            assert zero[0] == pytest.approx(zero[1], rel=1e-5) if drawn else np.isnan(zero).all()


def test_payback_is_told_where_it_is() -> None:
    found = by_hand()  # the company loses 200, then gains 300: one year; the State never gains
    assert appraisal.payback(found, "company")[0] == 1
    assert np.isnan(appraisal.payback(found, "State")[0])
    assert appraisal.payback_told(found, "company", "en") == "paid back after 1 year"
    assert appraisal.payback_told(found, "State", "en") == "not paid back within the horizon"
