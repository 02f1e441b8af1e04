"""What a plan requires, as a reader sees it: words for items, amounts with their units, and which engine tells them."""

from __future__ import annotations

import math

import pandas as pd

import language
from language import formats
from language.terms import term
from model.requirements import UNITS
from model.uncertainty.needs import engine_of
from reports.interval import Interval, spread, spread_of, value_of
from reports.precision import decimals
from reports.wording import amount


def of_year(found: pd.DataFrame, year: str, scope: str, member: str) -> pd.DataFrame:
    """The rows of one year and place (see ``model.requirements.requirements``), in the order of the items."""
    rows = found[(found["year"] == year) & (found["scope"] == scope) & (found["id"] == member)]
    return rows.set_index("item").reindex([i for i in UNITS if i in set(rows["item"])]).reset_index()


def written(row: dict[str, object], lang: str, form: str = "{}\n{}") -> tuple[str, str, str, str, str]:
    """Item with its unit, need, what is there, gap, how well it is known: words and amounts of one row, the amounts
    that have an interval with it in the form asked for."""
    item, unit = str(row["item"]), str(row["unit"])
    label = term("requirement", item, lang)
    if unit in ("m2", "posts", "months"):
        label += f" ({term('unit', unit, lang)})"
    sides = [
        Interval(*(float(str(row.get(name, "nan"))) for name in names))
        for names in (("need", "low", "high"), ("have", "have_low", "have_high"), ("gap", "gap_low", "gap_high"))
    ]
    if item == "people":  # the need is the target
        sides[0] = Interval(sides[0].value)
    fine = _digits(unit, *(sides[1] if item == "people" else sides[0]))
    need, have, gap = (
        amounts(one, unit, lang, form) if one.wide else _value(one.value, unit, lang, fine) for one in sides
    )
    basis = term("provenance", str(row["basis"]), lang) if row["basis"] else "–"
    return label, need, have, gap, basis


def amounts(found: Interval, unit: str, lang: str, form: str = "{}\n{}") -> str:
    """What is needed and its interval, in the form asked for; the unit, unless it is euros, stands in the head."""
    if unit == "EUR":
        alone, between = value_of(found, unit, lang), spread(found, unit, lang)
    else:
        digits = _digits(unit, *found)
        alone, between = formats.number(found.value, lang, digits), spread_of(found, lang, digits)
    return form.format(alone, between) if between else alone


def engine(row: dict[str, object], lang: str) -> str:
    """Which engine tells a row, in words."""
    return term("told_by", str(row.get("engine") or engine_of(str(row["item"]))), lang)


def engines(lang: str) -> str:
    """What the words of ``engine`` mean."""
    _ = language.text(lang)
    return _(
        "Draws: mean and 90% interval over uncertain inputs and chance, partners that leave counted. The plan: what it "
        "decides, as long as partners stay, its figures at their best value; an interval there is that of the figure "
        "that posts or months are counted with."
    )


def gaps(lang: str) -> str:
    """How what is there and what is lacking are counted, so that the two are not read as need and rest."""
    return language.text(lang)(
        "There: what stands without the plan (people at work: with it), free floor as published or assumed; what a "
        "partner brings counts where its workshop stood already. Lacking is counted prison by prison, in every draw: a "
        "room free at one seats nobody at another, so it may differ from what is needed less what is there."
    )


def _value(value: float, unit: str, lang: str, fine: int) -> str:
    """A number of its own, no less finely written than the one of the row that has an interval, unless it is none."""
    if math.isnan(value):
        return "–"
    if unit == "EUR":
        return amount(value, "EUR", lang)
    return formats.number(value, lang, max(_digits(unit, value), fine) if value else 0)


def _digits(unit: str, *values: float) -> int:
    """Decimals of a value and its ends: a part of a post is written, of a person or a place none."""
    return decimals(unit, *values) if unit == "posts" else 0
