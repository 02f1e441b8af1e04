"""What a plan requires, against what is there (section 10 of the method).

Axes: W workshops, P prisons of the plan, Y calendar years.

Two parties bring it. What a partner brings (agreement, supervisors, trainers, its euros) is there where the workshop
stands already: naming a company is no agreement with it. What the State brings (room, officers, candidates, euros,
project staff, time) is there as profiles, limits and defaults say. A gap is counted prison by prison: a room free at
one seats nobody at another.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from model.money import Array
from model.pools import Whole
from model.project_team import lead, under_way
from model.projection import Projection
from model.provenance import PROVENANCES, Provenance, provenance
from model.schema.programme import Programme
from model.schema.quantity import Quantity
from model.schema.scenario import Target
from model.space import free_area
from model.workshops import Flags

UNITS: Final = {
    "people": "people", "agreements": "agreements", "seats": "seats", "stations": "stations", "area": "m2",
    "supervisors": "posts", "trainers": "posts", "officers": "posts", "candidates": "people", "lines": "lines",
    "state_euros": "EUR", "company_euros": "EUR", "project_staff": "posts", "lead_time": "months",
}  # fmt: skip
"""Every item with its unit, in the order shown."""
COLUMNS: Final = ("year", "scope", "id", "item", "unit", "need", "have", "gap", "basis")
_OF_PROGRAMME: Final = ("people", "project_staff")
"""Items that have no place: they are counted for the whole programme alone."""


@dataclass(frozen=True)
class Line:
    """One item: what is needed and what is there, by prison and year; NaN where what is there is not known."""

    need: Array
    """(P, Y)"""
    have: Array
    """(P, Y)"""
    basis: tuple[Provenance | None, ...]
    """(P,) how well what is there is known; None where it is not known."""


def requirements(projection: Projection) -> pd.DataFrame:
    """Need, what is there and the gap, for every year, scope (programme, region, prison) and item.

    Columns: year (YYYY), scope, id ("" for the programme), item, unit, need, have, gap, basis (how well ``have`` is
    known, the least sure of its parts; "" where it is not known, and then have and gap are NaN). A gap is never
    negative; that of a region or the programme is the sum of its prisons' (the longest, for lead time).
    """
    plan = _Plan(projection)
    lines = {name: line for name, line in plan.lines().items() if name in UNITS}
    rows: list[tuple[object, ...]] = []
    for scope, name, members in plan.members():
        for item in UNITS:
            if item in lines:
                rows += plan.rows(scope, name, item, lines[item], members)
            elif scope == "programme":
                rows += plan.rows_of_programme(item)
    table = pd.DataFrame(rows, columns=list(COLUMNS))
    return table.sort_values("year", kind="stable", ignore_index=True)


class _Plan:
    """A projected plan, with its workshops by prison and its months by year."""

    def __init__(self, projection: Projection) -> None:
        self.programme: Programme = projection.programme
        self.workshops, self.out = projection.workshops, projection.outcomes
        months = self.programme.months
        self.years = list(dict.fromkeys(month[:4] for month in months))
        self.year: Whole = np.array([self.years.index(month[:4]) for month in months])
        self.last = [int(np.flatnonzero(self.year == y)[-1]) for y in range(len(self.years))]
        self.prisons = list(dict.fromkeys(w.prison.id for w in self.workshops.list))
        self.prison: Whole = np.array([self.prisons.index(w.prison.id) for w in self.workshops.list], dtype=np.int64)
        self.standing = np.array([w.opening.existing for w in self.workshops.list])

    def members(self) -> list[tuple[str, str, list[int]]]:
        """Scope, id and rows of prisons of every member."""
        regions: dict[str, list[int]] = {}
        for row, prison in enumerate(self.prisons):
            regions.setdefault(self.programme.prisons[prison].place.region, []).append(row)
        everywhere = ("programme", "", list(range(len(self.prisons))))
        return [everywhere, *(("region", name, rows) for name, rows in sorted(regions.items())),
                *(("prison", name, [row]) for row, name in enumerate(self.prisons))]  # fmt: skip

    def lines(self) -> dict[str, Line]:
        """Every item that has a place."""
        common, each = self.programme.defaults.programme, self.workshops.list
        stations = self.workshops.seats * np.array([w.stations_per_seat for w in each])[:, None]
        calls = np.array([w.activity.group == "calls" for w in each], dtype=np.float64)[:, None]
        lines_each = common.lines_per_call_station.latest.value
        posts = common.officers_per_workshop.latest.value
        opened = np.arange(len(self.year)) >= self.workshops.opens[:, None]
        return {
            "agreements": self._brought(self._last(opened.astype(np.float64)), self.standing),
            "seats": self._brought(self._last(self.workshops.seats), self.standing),
            "stations": self._brought(self._last(stations), self.standing),
            "area": self._area(self._last(self.out["area_needed"])),
            "supervisors": self._brought(self._last(self.out["supervisors_needed"]), self.standing),
            "trainers": self._brought(
                self._peak(self.out["trainees"]) / common.trainees_per_trainer.latest.value, self.standing
            ),
            "officers": self._brought(self._last(np.where(self.workshops.seats > 0, posts, 0.0)), self.standing),
            "candidates": self._candidates(self._sum(self.out["interviews"])),
            "lines": self._brought(self._last(stations * calls * lines_each), self.standing),
            "state_euros": self._unknown(self._sum(self.out["capex_state"])),
            "company_euros": self._brought(self._sum(self.out["capex_company"]), self.standing),
            "lead_time": self._lead_time(),
        }

    def rows(self, scope: str, name: str, item: str, line: Line, members: list[int]) -> list[tuple[object, ...]]:
        """One row a year of an item that has a place."""
        need, have = line.need[members], line.have[members]
        gap = np.maximum(0.0, need - have)
        known = [basis for row in members if (basis := line.basis[row]) is not None]
        least = max(known, key=PROVENANCES.index) if known else None
        if item == "lead_time":
            needed, there, lacking = need.max(axis=0), have.min(axis=0), gap.max(axis=0)
            there = np.where(needed > 0, there, 0.0)
        else:
            needed, there, lacking = need.sum(axis=0), have.sum(axis=0), gap.sum(axis=0)
        if item == "state_euros" and scope == "programme":
            there, least = self._limits(), "chosen"
            lacking = np.maximum(0.0, needed - there)
        return [
            self._row(y, scope, name, item, float(needed[y]), float(there[y]), float(lacking[y]), least)
            for y in range(len(self.years))
        ]

    def rows_of_programme(self, item: str) -> list[tuple[object, ...]]:
        """One row a year of an item that has no place: people at work against the target, project staff."""
        if item == "people":
            return self._people()
        there = self.programme.defaults.programme.project_posts.latest
        old = self.programme.defaults.published_before_is_old
        need = self._project_posts()
        return [
            self._row(y, "programme", "", item, need[y], there.value, max(0.0, need[y] - there.value),
                      provenance(there, old))
            for y in range(len(self.years))
        ]  # fmt: skip

    def _row(
        self, y: int, scope: str, name: str, item: str, need: float, have: float, gap: float, basis: Provenance | None
    ) -> tuple[object, ...]:
        known = "" if basis is None or np.isnan(have) else basis
        return (self.years[y], scope, name, item, UNITS[item], need, have, gap, known)

    def _people(self) -> list[tuple[object, ...]]:
        """The target of people at work by the end of its year, against those of the plan in that year's last month."""
        target = self.programme.scenario.targets.seats
        if target is None:
            return []
        level = target if isinstance(target, Target) else Target(at_least=target)
        year = str(level.by or self.years[-1])
        if level.at_least is None or year not in self.years:
            return []
        y = self.years.index(year)
        have = float(self.out["at_work"][:, self.last[y]].sum())
        return [
            self._row(y, "programme", "", "people", level.at_least, have, max(0.0, level.at_least - have), "inferred")
        ]

    def _last(self, monthly: Array) -> Array:
        """(W, Y) the last month of each year."""
        return np.asarray(monthly[:, self.last], dtype=np.float64)

    def _sum(self, monthly: Array) -> Array:
        """(W, Y) sums over the months of each year."""
        return np.stack([monthly[:, self.year == y].sum(axis=1) for y in range(len(self.years))], axis=1)

    def _peak(self, monthly: Array) -> Array:
        """(W, Y) the highest month of each year."""
        return np.stack([monthly[:, self.year == y].max(axis=1) for y in range(len(self.years))], axis=1)

    def _of_prisons(self, known: Array) -> Array:
        """(P, Y) sums over the workshops of each prison."""
        found = np.zeros((len(self.prisons), known.shape[1]))
        np.add.at(found, self.prison, known)
        return found

    def _brought(self, need: Array, there: Flags) -> Line:
        """What some workshops bring with them, and the others lack."""
        basis: list[Provenance | None] = ["chosen" for _ in self.prisons]
        return Line(self._of_prisons(need), self._of_prisons(need * there[:, None]), tuple(basis))

    def _unknown(self, need: Array) -> Line:
        total = self._of_prisons(need)
        return Line(total, np.full_like(total, np.nan), (None,) * len(self.prisons))

    def _area(self, need: Array) -> Line:
        """Free room of each prison; a workshop that stands already has its own."""
        total, housed = self._of_prisons(need), self._of_prisons(need * self.standing[:, None])
        rooms: list[list[Quantity]] = [
            [free_area(self.programme.prisons[p], self.programme.defaults, f"{y}-12") for y in self.years]
            for p in self.prisons
        ]
        free = np.array([[room.value for room in of] for of in rooms])
        return Line(total, np.maximum(free, housed), tuple(self._known(of) for of in rooms))

    def _candidates(self, need: Array) -> Line:
        """People to interview in a year, against those who could be.

        There: the widest pool of each side of the prison before selection, of whom the willing share would come, and a
        year's arrivals, (1 + 12 mu) willing E0 / selection.
        """
        of_side = np.zeros((int(self.workshops.side.max(initial=-1)) + 1, len(self.years)))
        home = np.zeros(len(of_side), dtype=np.int64)
        basis: list[Provenance | None] = [None] * len(self.prisons)
        months = np.array([(self.year == y).sum() for y in range(len(self.years))])
        for row, workshop in enumerate(self.workshops.list):
            prison, pool = self.prison[row], workshop.pool
            selection = workshop.activity.selection.at(workshop.opening.opens).value
            people = pool.willing * pool.suitable / max(selection, 1e-9)
            side = self.workshops.side[row]
            home[side] = prison
            of_side[side] = np.maximum(of_side[side], people * (1 + months * self.workshops.pool_turnover[row]))
            steps = [step.quantity for step in pool.steps if step.factor != "selection"]
            basis[prison] = self._known(steps)
        have = np.zeros((len(self.prisons), len(self.years)))
        np.add.at(have, home, of_side)
        return Line(self._of_prisons(need), have, tuple(basis))

    def _known(self, quantities: list[Quantity]) -> Provenance:
        """How well the least known of some figures is known."""
        old = self.programme.defaults.published_before_is_old
        return max((provenance(q, old) for q in quantities), key=PROVENANCES.index)

    def _limits(self) -> Array:
        """(Y,) EUR that the State may invest; NaN where the scenario sets no limit."""
        limits = self.programme.scenario.limits.state_capex
        return np.array([limits.get(int(year), np.nan) for year in self.years])

    def _lead_time(self) -> Line:
        """Months from agreement to opening, against those from the scenario's start to it, in the year of opening."""
        need = np.zeros((len(self.prisons), len(self.years)))
        have = np.full((len(self.prisons), len(self.years)), np.inf)
        for row, workshop in enumerate(self.workshops.list):
            prison, opens = self.prison[row], int(self.workshops.opens[row])
            if workshop.opening.existing or not 0 <= opens < len(self.year):
                continue
            at = (prison, self.year[opens])
            need[at], have[at] = max(need[at], lead(self.programme, workshop)), min(have[at], opens)
        return Line(need, have, (self._known([self.programme.defaults.programme.lead_time.latest]),) * len(need))

    def _project_posts(self) -> list[float]:
        """Full-time posts in a year: openings that are being prepared, month by month, times the posts of each."""
        prepared = under_way(self.programme, self.workshops)
        posts = self.programme.defaults.programme.project_posts_per_opening.latest.value
        return [float(prepared[self.year == y].mean() * posts) for y in range(len(self.years))]
