"""What a plan requires, as a reader sees it: words for items, amounts with their units, and which engine tells them."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection
from typing import Final, Literal

import numpy as np
import pandas as pd

import language
from language import formats
from language.terms import term
from model.distributions import quantile
from model.requirements import UNITS
from model.schema.programme import Programme
from model.schema.quantity import Quantity
from model.uncertainty.ensemble import HIGH, LOW, Ensemble
from reports.interval import Interval, spread, spread_of, value_of
from reports.precision import decimals
from reports.wording import amount

Engine = Literal["plan", "draws", "expected"]
PLANNED: Final = ("agreements", "seats", "stations", "officers", "lines", "project_staff", "lead_time")
"""Items that the plan decides: they are required whatever chance brings."""
DRAWN: Final = {
    "area": "m2_needed",
    "supervisors": "supervisors_needed",
    "candidates": "candidates_needed",
    "state_euros": "capex_state",
    "company_euros": "capex_company",
}
"""Items that draws tell too, and as which indicator."""
COUNTED_WITH: Final[dict[str, Callable[[Programme], Quantity]]] = {
    "officers": lambda programme: programme.defaults.programme.officers_per_workshop.latest,
    "project_staff": lambda programme: programme.defaults.programme.project_posts_per_opening.latest,
}
"""The one uncertain figure that an item of the plan is in proportion to."""
COUNTED: Final = ("supervisors", "company_euros", "state_euros", "people")
"""Items whose gap is need less what is there; the others are counted prison by prison."""
Told = Callable[[str, str, str, str], Interval | None]
"""An indicator of a scope's member in a year, drawn; None where it is not."""


def of_year(found: pd.DataFrame, year: str, scope: str, member: str) -> pd.DataFrame:
    """The rows of one year and place (see ``model.requirements.requirements``), in the order of the items."""
    rows = found[(found["year"] == year) & (found["scope"] == scope) & (found["id"] == member)]
    return rows.set_index("item").reindex([i for i in UNITS if i in set(rows["item"])]).reset_index()


def engine_of(item: str) -> Engine:
    """What tells an item where there are no draws."""
    return "plan" if item in PLANNED else "expected"


def drawn(found: pd.DataFrame, programme: Programme, told: Told, people: Callable[[str], Interval],
          scopes: Collection[str]) -> pd.DataFrame:  # fmt: skip
    """The same with the draws' means where they tell an item, and three more columns: low, high (90 %, NaN without),
    engine. What the plan decides has the interval of the figure that it is counted with, where that is uncertain.

    found: see ``model.requirements.requirements``; people: at work in the last month of a year, drawn; scopes: what is
    drawn. The interval is that of the need; for ``people``, whose need is the target, that of what is there. A gap that
    is counted prison by prison stays that of the expected values.
    """
    table = found.assign(low=math.nan, high=math.nan, engine=found["item"].map(engine_of))
    for name in COUNTED_WITH:
        mine = table["item"] == name
        table.loc[mine, ["low", "high"]] = np.outer(table.loc[mine, "need"], ends_of(name, programme))
    within = found["scope"].isin(tuple(scopes)) & found["item"].isin(("people", *DRAWN))
    for at in found.index[within]:
        item, where = str(found.at[at, "item"]), tuple(str(found.at[at, c]) for c in ("scope", "id", "year"))
        one = people(where[2]) if item == "people" else told(DRAWN[item], *where)
        if one is None or math.isnan(one.value):
            continue
        table.loc[at, ["have" if item == "people" else "need", "low", "high"]] = [*one]
        table.at[at, "engine"] = "draws"
        need, have, gap = (float(str(table.at[at, c])) for c in ("need", "have", "gap"))
        if item in COUNTED and not math.isnan(gap):
            table.at[at, "gap"] = max(0.0, need - have)
    return table


def ends_of(item: str, programme: Programme) -> tuple[float, float]:
    """The ends of the figure that an item is counted with (``COUNTED_WITH``), in times its value."""
    one = COUNTED_WITH[item](programme)
    low, high = (quantile(one, level) / max(one.value, 1e-9) for level in (LOW, HIGH))
    return low, high


def of_draws(found: pd.DataFrame, gathered: Ensemble) -> pd.DataFrame:
    """The same from an ensemble of every scope."""
    known = gathered.indicators(("programme", "region", "prison")).set_index(["indicator", "scope", "id", "period"])
    months = gathered.monthly().query("outcome == 'at_work'")

    def told(*where: str) -> Interval | None:
        row = known.loc[where] if where in known.index else None
        return None if row is None else Interval(row["value"], row["low"], row["high"])

    def people(year: str) -> Interval:
        row = months[months["month"].str.startswith(year)].iloc[-1]
        return Interval(row["value"], row["low"], row["high"])

    return drawn(found, gathered.known.programme, told, people, ("programme", "region", "prison"))


def written(row: dict[str, object], lang: str, form: str = "{}\n{}") -> tuple[str, str, str, str, str]:
    """Item with its unit, need, what is there, gap, how well it is known: words and amounts of one row, the amount that
    has an interval with it in the form asked for."""
    item, unit = str(row["item"]), str(row["unit"])
    label = term("requirement", item, lang)
    if unit in ("m2", "posts", "months"):
        label += f" ({term('unit', unit, lang)})"
    known = "have" if item == "people" else "need"
    found = Interval(*(float(str(row.get(name, "nan"))) for name in (known, "low", "high")))
    fine = _digits(unit, *found)
    need, have, gap = (_value(float(str(row[name])), unit, lang, fine) for name in ("need", "have", "gap"))
    if found.wide:
        told = amounts(found, unit, lang, form)
        need, have = (need, told) if item == "people" else (told, have)
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
        "Draws: mean and 90% interval over uncertain inputs and chance, partners that leave counted. Expected value: "
        "without chance, every input at its best value, no interval. The plan: what it decides, as long as partners "
        "stay; an interval there is that of the figure that posts are counted with."
    )


def gaps(lang: str) -> str:
    """How what is there and what is lacking are counted, so that the two are not read as need and rest."""
    return language.text(lang)(
        "There: what stands without the plan (people at work: with it); what a partner brings counts where its "
        "workshop stood already. Lacking is counted prison by prison, floor and candidates at expected values: a room "
        "free at one seats nobody at another, so it may differ from what is needed less what is there."
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
