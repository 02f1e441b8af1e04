"""What a plan requires, as a reader sees it: words for items, amounts with their units."""

from __future__ import annotations

import math

import pandas as pd

from language import formats
from language.terms import term
from model.requirements import UNITS
from reports.wording import amount


def of_year(found: pd.DataFrame, year: str, scope: str, member: str) -> pd.DataFrame:
    """The rows of one year and place (see ``model.requirements.requirements``), in the order of the items."""
    rows = found[(found["year"] == year) & (found["scope"] == scope) & (found["id"] == member)]
    return rows.set_index("item").reindex([i for i in UNITS if i in set(rows["item"])]).reset_index()


def written(row: dict[str, object], lang: str) -> tuple[str, str, str, str, str]:
    """Item with its unit, need, what is there, gap, how well it is known: words and amounts of one row."""
    item, unit = str(row["item"]), str(row["unit"])
    label = term("requirement", item, lang)
    if unit in ("m2", "posts", "months"):
        label += f" ({term('unit', unit, lang)})"
    need, have, gap = (_value(float(str(row[name])), unit, lang) for name in ("need", "have", "gap"))
    basis = term("provenance", str(row["basis"]), lang) if row["basis"] else "–"
    return label, need, have, gap, basis


def _value(value: float, unit: str, lang: str) -> str:
    if math.isnan(value):
        return "–"
    if unit == "EUR":
        return amount(value, "EUR", lang)
    return formats.number(value, lang, 1 if unit == "posts" else 0)
