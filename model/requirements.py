"""What a plan requires, against what is there (section 10 of the method).

Axes: W workshops, P prisons of the plan, Y calendar years.

Two parties bring it. What a partner brings (agreement, supervisors, trainers, its euros) is there where the workshop
stands already: naming a company is no agreement with it. What the State brings (room, officers, candidates, euros,
project staff, time) is there as profiles, limits and defaults say. A gap is counted prison by prison: a room free at
one seats nobody at another.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

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
from model.workshops import Workshops

UNITS: Final = {
    "people": "people", "agreements": "agreements", "seats": "seats", "stations": "stations", "area": "m2",
    "supervisors": "posts", "trainers": "posts", "officers": "posts", "candidates": "people", "lines": "lines",
    "state_euros": "EUR", "company_euros": "EUR", "project_staff": "posts", "lead_time": "months",
}  # fmt: skip
"""Every item with its unit, in the order shown."""
_VALUES: Final = ("need", "have", "gap")
COLUMNS: Final = ("year", "scope", "id", "item", "unit", *_VALUES, "basis")
_OF_PROGRAMME: Final = ("people", "project_staff")
"""Items that have no place: they are counted for the whole programme alone."""
STANDING: Final = ("agreements", "seats", "stations", "supervisors", "trainers", "officers", "lines", "company_euros")
"""Items that a workshop brings with it: there where it stood before the scenario."""


@dataclass(frozen=True)
class Line:
    """One item: what is needed and what is there, by prison or member and year; NaN where that is not known."""

    need: Array
    """(..., P, Y), or (..., N, Y): NaN in a year in which nothing is asked."""
    have: Array
    gap: Array
    """Never negative, and counted prison by prison."""
    basis: tuple[Provenance | None, ...]
    """(P,) or (N,) how well what is there is known; None where it is not known."""


def requirements(projection: Projection) -> pd.DataFrame:
    """Need, what is there and the gap, for every year, scope (programme, region, prison) and item, as expected.

    Columns: year (YYYY), scope, id ("" for the programme), item, unit, need, have, gap, basis (how well ``have`` is
    known, the least sure of its parts; "" where it is not known, and then have and gap are NaN). A gap is never
    negative; that of a region or the programme is the sum of its prisons' (the longest, for lead time).
    """
    plan, out = Plan(projection.programme, projection.workshops), projection.outcomes
    needs = plan.decided() | {
        "area": plan.last(out["area_needed"]),
        "supervisors": plan.last(out["supervisors_needed"]),
        "trainers": plan.peak(out["trainees"]) / plan.common.trainees_per_trainer.latest.value,
        "candidates": plan.sum(out["interviews"]),
        "state_euros": plan.sum(out["capex_state"]),
        "company_euros": plan.sum(out["capex_company"]),
    }
    pools = projection.workshops
    selection = np.array([w.activity.selection.at(w.opening.opens).value for w in pools.list])
    reach = plan.in_reach(pools.suitable, pools.willing, pools.pool_turnover, selection)
    lines = plan.lines(needs, plan.project_posts(), plan.last(out["at_work"]).sum(axis=0), reach)
    return plan.table({item: (line, vars(line)) for item, line in lines.items()}, ())


class Plan:
    """A plan's workshops by prison and its months by year. Leading axes of what it needs are draws.

    Axes: N members: the programme, its regions, its prisons.
    """

    def __init__(self, programme: Programme, workshops: Workshops) -> None:
        self.programme, self.workshops = programme, workshops
        self.common = programme.defaults.programme
        months, each = programme.months, workshops.list
        self.years = list(dict.fromkeys(month[:4] for month in months))
        self.year: Whole = np.array([self.years.index(month[:4]) for month in months])
        self.lasts = [int(np.flatnonzero(self.year == y)[-1]) for y in range(len(self.years))]
        self.prisons = list(dict.fromkeys(w.prison.id for w in each))
        self.prison: Whole = np.array([self.prisons.index(w.prison.id) for w in each], dtype=np.int64)
        self.standing = np.array([w.opening.existing for w in each])
        regions: dict[str, list[int]] = {}
        for row, prison in enumerate(self.prisons):
            regions.setdefault(programme.prisons[prison].place.region, []).append(row)
        self.members = [
            ("programme", "", list(range(len(self.prisons)))),
            *(("region", name, rows) for name, rows in sorted(regions.items())),
            *(("prison", name, [row]) for row, name in enumerate(self.prisons)),
        ]
        """Scope, id and rows of prisons."""

    def decided(self) -> dict[str, Array]:
        """(W, Y) what the plan itself decides, by item."""
        each, seats = self.workshops.list, self.workshops.seats
        stations = seats * np.array([w.stations_per_seat for w in each])[:, None]
        calls = np.array([w.activity.group == "calls" for w in each], dtype=np.float64)[:, None]
        opened = np.arange(len(self.year)) >= self.workshops.opens[:, None]
        return {
            "agreements": self.last(opened.astype(np.float64)),
            "seats": self.last(seats),
            "stations": self.last(stations),
            "officers": self.last(np.where(seats > 0, self.common.officers_per_workshop.latest.value, 0.0)),
            "lines": self.last(stations * calls * self.common.lines_per_call_station.latest.value),
        }

    def lines(
        self, needs: Mapping[str, Array], posts: Array, at_work: Array, reach: Array, longer: Array | float = 1.0
    ) -> dict[str, Line]:
        """Every item by member and year, in the order shown; what has no place is the programme's alone (N = 1).

        needs: (..., W, Y) by item; posts: (..., Y) of the project team; at_work: (..., Y) people at the end of a year;
        reach: see ``in_reach``; longer: (..., 1, 1) times of the lead time.
        """
        found = {item: self._of_members(item, self._line(item, need, reach)) for item, need in needs.items()}
        found["lead_time"] = self._of_members("lead_time", self._lead_time(longer))
        found["project_staff"] = self._posts(posts[..., None, :])
        if (people := self._people(at_work[..., None, :])) is not None:
            found["people"] = people
        return {item: found[item] for item in UNITS if item in found}

    def table(self, told: Mapping[str, tuple[Line, Mapping[str, Any]]], more: Sequence[str]) -> pd.DataFrame:
        """Tidy rows, see ``requirements``, of columns (N, Y) or one value for all, by item; more: columns beyond
        those."""
        frames = []
        for place, (item, (line, columns)) in enumerate(told.items()):
            n, y = np.nonzero(np.isfinite(columns["need"]))
            values = {
                name: columns[name] if np.ndim(columns[name]) == 0 else columns[name][n, y]
                for name in (*_VALUES, *more)
            }
            known = [line.basis[row] or "" for row in n]
            frames.append(
                pd.DataFrame(
                    {
                        "year": [self.years[i] for i in y], "scope": [self.members[i][0] for i in n],
                        "id": [self.members[i][1] for i in n], "item": item, "unit": UNITS[item],
                        **values, "basis": np.where(np.isnan(values["have"]), "", known), "n": n, "place": place,
                    }
                )
            )  # fmt: skip
        table = pd.concat(frames).sort_values(["year", "n", "place"], ignore_index=True)
        return table[[*COLUMNS, *more]]

    def _line(self, item: str, need: Array, reach: Array) -> Line:
        """An item that has a place, by prison; need: (..., W, Y)."""
        total = self._of_prisons(need)
        if item in STANDING:
            have = self._of_prisons(need * self.standing[:, None])
            basis: tuple[Provenance | None, ...] = tuple("chosen" for _ in self.prisons)
        elif item == "area":
            have, basis = self._floor(self._of_prisons(need * self.standing[:, None]))
        elif item == "candidates":
            have, basis = self._candidates(reach)
        else:
            have, basis = np.full_like(total, np.nan), (None,) * len(self.prisons)
        return Line(total, np.broadcast_to(have, total.shape), np.maximum(0.0, total - have), basis)

    def project_posts(self) -> Array:
        """(Y,) full-time posts: openings that are being prepared, month by month, times the posts of each."""
        prepared = under_way(self.programme, self.workshops)
        posts = self.common.project_posts_per_opening.latest.value
        return np.array([prepared[self.year == y].mean() * posts for y in range(len(self.years))])

    def last(self, monthly: Array) -> Array:
        """(W, Y) the last month of each year."""
        return np.asarray(monthly[:, self.lasts], dtype=np.float64)

    def sum(self, monthly: Array) -> Array:
        """(W, Y) sums over the months of each year."""
        return np.stack([monthly[:, self.year == y].sum(axis=1) for y in range(len(self.years))], axis=1)

    def peak(self, monthly: Array) -> Array:
        """(..., W, Y) the highest month of each year, of (..., W, M)."""
        return np.asarray(np.maximum.reduceat(monthly, [0, *(m + 1 for m in self.lasts[:-1])], axis=-1))

    def _of_members(self, item: str, line: Line) -> Line:
        """The prisons of each member together: their sums, the longest of their times."""
        basis = tuple(_least([line.basis[row] for row in rows]) for _, _, rows in self.members)
        if item == "lead_time":
            need, gap, have = (
                np.stack([of[..., rows, :].max(axis=-2) for _, _, rows in self.members], axis=-2)
                for of in (line.need, line.gap, -line.have)
            )
            return Line(need, np.where(need > 0, -have, 0.0), gap, basis)
        need = self._summed(line.need)
        if item != "state_euros":
            return Line(need, self._summed(line.have), self._summed(line.gap), basis)
        have = np.full_like(need, np.nan)
        have[..., 0, :] = self._limits()
        return Line(need, have, np.maximum(0.0, need - have), ("chosen", *basis[1:]))

    def _summed(self, known: Array) -> Array:
        """(..., N, Y) sums of each member's prisons, from (..., P, Y)."""
        together = self.members[: len(self.members) - len(self.prisons)]  # a prison is itself
        whose = np.zeros((len(together), len(self.prisons)), dtype=known.dtype)
        for member, (_, _, rows) in enumerate(together):
            whose[member, rows] = 1.0
        return np.concatenate([whose @ known, known], axis=-2)

    def _people(self, at_work: Array) -> Line | None:
        """The target of people at work by the end of its year, against those of the plan in that year's last month."""
        target = self.programme.scenario.targets.seats
        if target is None:
            return None
        level = target if isinstance(target, Target) else Target(at_least=target)
        year = str(level.by or self.years[-1])
        if level.at_least is None or year not in self.years:
            return None
        need = np.broadcast_to(np.where(np.array(self.years) == year, float(level.at_least), np.nan), at_work.shape)
        return Line(need, at_work, np.maximum(0.0, need - at_work), ("inferred",))

    def _posts(self, need: Array) -> Line:
        """Posts of the project team, against those that exist."""
        there = self.common.project_posts.latest
        known = provenance(there, self.programme.defaults.published_before_is_old)
        return Line(need, np.full_like(need, there.value), np.maximum(0.0, need - there.value), (known,))

    def _of_prisons(self, known: Array) -> Array:
        """(..., P, Y) sums over the workshops of each prison."""
        whose = (self.prison == np.arange(len(self.prisons))[:, None]).astype(known.dtype)
        return np.asarray(whose @ known)

    def _floor(self, housed: Array) -> tuple[Array, tuple[Provenance | None, ...]]:
        """Free room of each prison; a workshop that stands already has its own."""
        rooms: list[list[Quantity]] = [
            [free_area(self.programme.prisons[p], self.programme.defaults, f"{y}-12") for y in self.years]
            for p in self.prisons
        ]
        free = np.array([[room.value for room in of] for of in rooms]).reshape(housed.shape[-2:])
        return np.maximum(free, housed), tuple(self._known(of) for of in rooms)

    def in_reach(self, suitable: Array, willing: Array, turnover: Array, selection: Array) -> Array:
        """(..., W, Y) people who could be interviewed in a year, of (..., W) each: of the pool before selection the
        willing share, and a year's arrivals, (1 + 12 mu) willing E0 / selection."""
        months = np.array([(self.year == y).sum() for y in range(len(self.years))])
        people = willing * suitable / np.maximum(selection, 1e-9)
        return np.asarray(people[..., None] * (1 + months * turnover[..., None]))

    def _candidates(self, reach: Array) -> tuple[Array, tuple[Provenance | None, ...]]:
        """Those in reach of the widest pool of each side of a prison."""
        side, basis = self.workshops.side, dict[int, Provenance]()
        home = np.zeros((len(self.prisons), int(side.max(initial=-1)) + 1))
        widest = np.zeros((*reach.shape[:-2], home.shape[1], len(self.years)))
        for row, workshop in enumerate(self.workshops.list):
            home[self.prison[row], side[row]] = 1.0
            widest[..., side[row], :] = np.maximum(widest[..., side[row], :], reach[..., row, :])
            steps = [step.quantity for step in workshop.pool.steps if step.factor != "selection"]
            basis[int(self.prison[row])] = self._known(steps)
        return np.asarray(home @ widest), tuple(basis.get(row) for row in range(len(self.prisons)))

    def _known(self, quantities: list[Quantity]) -> Provenance:
        """How well the least known of some figures is known."""
        old = self.programme.defaults.published_before_is_old
        return max((provenance(q, old) for q in quantities), key=PROVENANCES.index)

    def _limits(self) -> Array:
        """(Y,) EUR that the State may invest; NaN where the scenario sets no limit."""
        limits = self.programme.scenario.limits.state_capex
        return np.array([limits.get(int(year), np.nan) for year in self.years])

    def _lead_time(self, longer: Array | float) -> Line:
        """Months from agreement to opening, against those from the scenario's start to it, in the year of opening."""
        need = np.zeros((len(self.prisons), len(self.years)))
        have = np.full((len(self.prisons), len(self.years)), np.inf)
        for row, workshop in enumerate(self.workshops.list):
            prison, opens = self.prison[row], int(self.workshops.opens[row])
            if workshop.opening.existing or not 0 <= opens < len(self.year):
                continue
            at = (prison, self.year[opens])
            need[at], have[at] = max(need[at], lead(self.programme, workshop)), min(have[at], opens)
        known, lasts = self._known([self.common.lead_time.latest]), need * longer
        have = np.broadcast_to(have, lasts.shape)
        return Line(lasts, have, np.maximum(0.0, lasts - have), (known,) * len(need))


def _least(known: Sequence[Provenance | None]) -> Provenance | None:
    """The least sure of some, None where nothing is known."""
    return max((one for one in known if one is not None), key=PROVENANCES.index, default=None)
