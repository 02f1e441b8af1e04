"""Indicators of outcomes, by scope and period: each defined once in config/indicators.yaml.

Axes: N members of scopes, P periods; a leading axis of D draws is allowed everywhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from model import present_value
from model.money import Array
from model.project_team import project_team, under_way
from model.projection import Projection
from model.rates import Rates
from model.schema.programme import Programme
from model.stretches import Stretches, each_month
from model.workshops import Whole, Workshops

SCOPES = ("programme", "region", "disp", "prison", "company", "workshop")

_SUMS = {
    "releases_with_experience": "releases_with_experience", "hours": "hours", "gross_pay": "gross", "net_pay": "net",
    "victims_withheld": "victims", "victims_paid": "victims_paid",
    "voluntary_paid": "voluntary_paid", "people_paying": "people_paying", "release_savings": "release_savings",
    "available_pay": "available", "reconvictions_avoided": "reconvictions_avoided",
    "employed_12m_gain": "employed_gain",
    "company_cost": "company_cost", "state_cost": "state_cost", "capex_state": "capex_state",
    "capex_company": "capex_company", "candidates_needed": "interviews",
    "releases_without_effect": "releases_without_effect", "releases_of_full_dose": "releases_of_full_dose",
    "reconvictions_avoided_24m": "reconvictions_avoided_24m", "reconvictions_avoided_36m": "reconvictions_avoided_36m",
}  # fmt: skip
_LAST = {"seats_open": "seats_standing", "m2_needed": "area_needed", "supervisors_needed": "supervisors_needed"}
_RATIOS = {
    "fill_rate": ("at_work", "seats_open"), "victims_per_worker": ("slip_victims", "ordinary"),
    "savings_per_worker": ("slip_savings", "ordinary"), "kept_per_worker": ("slip_kept", "ordinary"),
    "smic_share": ("hourly", "smic_hours"), "cost_per_seat": ("state_cost", "seats_open"),
    "cost_per_productive_hour": ("company_cost", "productive_hours"),
}  # fmt: skip

RATES = frozenset(_RATIOS)
"""Indicators that have no value where there is nothing; the others are then 0."""


@dataclass(frozen=True)
class Frame:
    """Which workshops and months an indicator is about."""

    members: tuple[tuple[str, str], ...]
    """(scope, id) of the N members."""
    periods: tuple[str, ...]
    """The P periods: years, then total."""
    whose: Array
    """(N, W) which workshops belong to a member."""
    span: Array
    """(M, P) which months belong to a period."""

    @cached_property
    def year(self) -> Whole:
        """(M,) index of each month's year."""
        return np.asarray(np.argmax(self.span[:, :-1], axis=1))

    @cached_property
    def last(self) -> Whole:
        """(P,) last month of each period."""
        return np.asarray(self.span.shape[0] - 1 - np.argmax(self.span[::-1], axis=0))

    def of_periods(self, told: Array, time: Stretches) -> Array:
        """(..., P) sums over the stretches of each period, from (..., T)."""
        return np.asarray(told @ self.span[time.begin])

    def some(self, rows: Whole) -> Frame:
        """The same periods, some of the members."""
        return replace(self, members=tuple(self.members[row] for row in rows), whose=self.whose[rows])

    def of_members(self, known: Array) -> Array:
        """(..., N, P) sums over the workshops of each member, from (..., W, P)."""
        first = np.moveaxis(known, -2, 0)
        added = np.asarray(csr_array(self.whose) @ first.reshape(len(first), -1))
        return np.moveaxis(added.reshape(-1, *first.shape[1:]), 0, -2)


def frame(programme: Programme, workshops: Workshops, scopes: tuple[str, ...] = SCOPES) -> Frame:
    """The members and periods of a programme."""
    years = [m[:4] for m in programme.months]
    periods = (*dict.fromkeys(years), "total")
    span = np.array([[1.0 if p in (y, "total") else 0.0 for p in periods] for y in years])
    found = [(scope, name, rows) for scope in scopes for name, rows in _members(workshops, scope)]
    whose = np.zeros((len(found), len(workshops.list)))
    for row, (_, _, of_member) in enumerate(found):
        whose[row, of_member] = 1.0
    return Frame(tuple((scope, name) for scope, name, _ in found), periods, whose, span)


def indicators(projection: Projection) -> pd.DataFrame:
    """Every indicator by scope and period.

    Columns: indicator, scope, id ("" for the programme), period (YYYY or total), unit, value. An indicator
    that has no meaning there (a rate of nothing) is left out.
    """
    where = frame(projection.programme, projection.workshops)
    once = {name: values[None] for name, values in projection.outcomes.items()}
    found = values(where, projection.programme, projection.workshops, once,
                   each_month(len(projection.programme.months)), projection.rates)  # fmt: skip
    return table(where, projection.programme, {"value": {name: drawn[0] for name, drawn in found.items()}})


def table(where: Frame, programme: Programme, columns: Mapping[str, Mapping[str, Array]]) -> pd.DataFrame:
    """Tidy rows of some columns of indicators, each (N, P); rows without a value are left out."""
    first = next(iter(columns))
    frames = []
    for name, known in programme.indicators.items():
        rows, places = np.nonzero(np.isfinite(columns[first][name]))
        frames.append(pd.DataFrame({
            "indicator": name, "scope": [where.members[r][0] for r in rows], "id": [where.members[r][1] for r in rows],
            "period": [where.periods[p] for p in places], "unit": known.unit,
            **{column: of[name][rows, places] for column, of in columns.items()},
        }))  # fmt: skip
    return pd.concat(frames, ignore_index=True)


def values(
    where: Frame,
    programme: Programme,
    workshops: Workshops,
    out: Mapping[str, Array],
    time: Stretches,
    rates: Rates,
    suitable: Array | None = None,
) -> dict[str, Array]:
    """Every indicator, (..., N, P), from outcomes (..., W, T); NaN where it has no meaning.

    time: how the months of the outcomes are told; rates: those of the outcomes; suitable: pools (..., W) where they are
    drawn, absent means the plan's.
    """
    opened = (where.last >= workshops.opens[:, None]).astype(np.float64)
    summed = list(
        dict.fromkeys((*_SUMS.values(), *present_value.SUMMED, *(n for pair in _RATIOS.values() for n in pair)))
    )
    periods = [where.of_periods(out[name], time) for name in summed]
    periods += [out[name][..., time.of[where.last]] for name in _LAST.values()]
    added = where.of_members(np.stack(np.broadcast_arrays(*periods)))
    total = dict(zip(summed, added, strict=False))
    if ("programme", "") in where.members:
        team = project_team(under_way(programme, workshops), rates.team, where.year)
        total["state_cost"] = total["state_cost"].copy()
        total["state_cost"][..., where.members.index(("programme", "")), :] += team @ where.span

    def ratio(over: str, under: str) -> Array:
        below = total[under]
        return np.where(below > 0, total[over] / np.where(below > 0, below, 1.0), np.nan)

    found = {name: total[column] for name, column in _SUMS.items()}
    found |= dict(zip(_LAST, added[len(summed) :], strict=True))
    found |= {name: ratio(over, under) for name, (over, under) in _RATIOS.items()}
    found["releases_of_some_dose"] = found["releases_with_experience"] - found["releases_of_full_dose"]
    for stock in ("at_work", "people_paying"):
        found[stock] = total[stock] / where.span.sum(axis=0)
    found["cost_per_seat"] = 12 * found["cost_per_seat"]
    found |= present_value.values(programme, total, rates.worth)
    alike = np.zeros_like(found["at_work"])
    found["agreements_needed"] = alike + where.of_members(opened)
    found["candidates"] = (
        alike + _candidates(where, workshops, workshops.suitable if suitable is None else suitable)[..., None]
    )
    return {name: found[name] for name in programme.indicators}


def _members(workshops: Workshops, scope: str) -> Iterator[tuple[str, list[int]]]:
    """Each member of a scope with the rows of its workshops."""
    found: dict[str, list[int]] = {}
    for row, workshop in enumerate(workshops.list):
        place = workshop.prison.place
        key = {"programme": "", "region": place.region, "disp": place.disp, "prison": workshop.prison.id,
               "company": workshop.company.id, "workshop": workshop.id}[scope]  # fmt: skip
        found.setdefault(key, []).append(row)
    yield from found.items()


def _candidates(where: Frame, workshops: Workshops, suitable: Array) -> Array:
    """(..., N) the widest pool of each side of a prison, summed: pools of one side are the same people."""
    found = np.zeros((*suitable.shape[:-1], len(where.members)))
    count = np.bincount(workshops.side)
    alone = np.flatnonzero(count[workshops.side] == 1)
    found += suitable[..., alone] @ where.whose[:, alone].T
    for side in np.flatnonzero(count > 1):
        rows = np.flatnonzero(workshops.side == side)
        found += (where.whose[:, rows] * suitable[..., None, rows]).max(axis=-1)
    return found
