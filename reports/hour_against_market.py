"""A productive hour inside against the same hour elsewhere, company by company, in euros of one year.

Both are brought there by the project's own index, draw by draw: what is paid over the horizon by the years in which its
hours are worked, a price from the year of its source.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from model.benefit_cost import interval
from model.costs import base_year, billed
from model.money import Array
from model.projection import Projection
from model.schema.quantity import Figure, Mark, weakest
from model.workshops import Workshop

Three = tuple[float, float, float]
"""Mean and ends of the 90 % interval; the ends are the mean where nothing is drawn."""


@dataclass(frozen=True)
class Hour:
    """A company's productive hour, EUR of one year."""

    company: str
    cost: Three
    price: Three
    """What its client pays."""
    onshore: Three
    """The same hour in France; NaN where it is not known."""
    offshore: Three
    """The same hour abroad; NaN where it is not known."""
    mark: Mark | None
    """That of the least sure of the prices outside; None where there is none."""
    share: Three
    """Cost over the price in France."""
    under: float
    """Share of draws in which the cost is under the level; of the expected value, 0 or 1."""


def hours(projection: Projection, drawn: Mapping[str, Array], inflation: Array, year: int, level: float) -> list[Hour]:
    """One for each company of the plan that works, in the plan's order.

    drawn: (D,) EUR of the time of a productive hour, by company, the mean over the horizon; nothing for expected
    values. inflation: (D,) yearly rate of each draw; year: in whose euros all is told; level: share of the price in
    France under which an hour is cheap.
    """
    rows: dict[str, list[int]] = {}
    for row, workshop in enumerate(projection.workshops.list):
        rows.setdefault(workshop.company.id, []).append(row)
    found = []
    for company, mine in rows.items():
        weight = _years(projection, mine)
        if not weight:
            continue
        one, out = projection.workshops.list[mine[0]], projection.outcomes
        worked = out["productive_hours"][mine].sum()
        nominal = drawn.get(company, np.array([out["company_cost"][mine].sum() / worked]))
        cost = nominal / sum(part * (1 + inflation) ** (of - year) for of, part in weight.items())
        told = {name: _price(projection, one, read, weight, inflation, year) for name, read in _READ.items()}
        share = cost / told["onshore"]
        outside = [figure for name in ("onshore", "offshore") if (figure := _READ[name](projection, one)) is not None]
        found.append(Hour(
            company, interval(cost), *(interval(told[name]) for name in ("price", "onshore", "offshore")),
            weakest([figure.at(projection.programme.scenario.start).mark for figure in outside]) if outside else None,
            interval(share), float(np.mean(share < level)),
        ))  # fmt: skip
    return found


def _onshore(_: Projection, workshop: Workshop) -> Figure | None:
    """The company's own, else the market's."""
    return workshop.company.price_onshore or workshop.activity.market_hour


_READ: dict[str, Callable[[Projection, Workshop], Figure | None]] = {
    "price": lambda projection, workshop: billed(projection.programme, workshop),
    "onshore": _onshore,
    "offshore": lambda _, workshop: workshop.company.price_offshore,
}
"""Prices of an hour, by name."""


def _years(projection: Projection, rows: list[int]) -> dict[int, float]:
    """Share of a company's productive hours that are worked in each year; nothing where it has none."""
    hours = projection.outcomes["productive_hours"][rows].sum(axis=0)
    years = np.array([int(month[:4]) for month in projection.programme.months])
    worked = {int(year): float(hours[years == year].sum()) for year in np.unique(years)}
    whole = sum(worked.values())
    return {year: part / whole for year, part in worked.items() if part > 0}


def _price(
    projection: Projection,
    workshop: Workshop,
    read: Callable[[Projection, Workshop], Figure | None],
    weight: Mapping[int, float],
    inflation: Array,
    year: int,
) -> Array:
    """(D,) a price over the years of the hours, each figure in force brought to one year; NaN where it is not known."""
    figure = read(projection, workshop)
    total = np.full(len(inflation), np.nan if figure is None else 0.0)
    for of, part in weight.items() if figure is not None else ():
        quantity = figure.at(f"{of}-01")
        total += part * quantity.value * (1 + inflation) ** (year - base_year(projection.programme, quantity))
    return total
