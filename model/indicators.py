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
from model.present_value import over
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
_RATES = {
    "fill_rate": ("at_work", "seats_open"), "victims_per_worker": ("slip_victims", "ordinary"),
    "savings_per_worker": ("slip_savings", "ordinary"), "kept_per_worker": ("slip_kept", "ordinary"),
    "smic_share": ("hourly", "smic_hours"), "cost_per_seat": ("state_cost", "seats_open"),
    "cost_per_productive_hour": ("company_cost", "productive_hours"),
}  # fmt: skip
_TIMES = {"cost_per_seat": 12}
"""What a ratio is multiplied by: a year of months."""
_RATIOS = _RATES | present_value.RATIOS
_SUMMED = tuple(
    dict.fromkeys((*_SUMS.values(), *present_value.SUMMED, *(column for pair in _RATES.values() for column in pair)))
)
"""Outcomes that indicators are made of, summed over the months of a period."""

RATES = frozenset(_RATES)
"""Indicators that have no value where there is nothing; the others are then 0."""
RATIOS = frozenset(_RATIOS)
"""Indicators that are one sum over another: over many draws, expected sum over expected sum."""


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
    def alike(self) -> Whole:
        """(N,) which of the members told apart has a member's values: a prison of one workshop has that workshop's.

        The programme has what belongs to no workshop, and is told apart.
        """
        known: dict[object, int] = {}
        whose = (
            (scope == "programme", row.tobytes()) for (scope, _), row in zip(self.members, self.whose, strict=True)
        )
        return np.array([known.setdefault(key, len(known)) for key in whose], dtype=np.int64)

    @cached_property
    def told_apart(self) -> Frame:
        """The same periods, the first member of each that are alike."""
        return self.some(np.unique(self.alike, return_index=True)[1])

    @cached_property
    def year(self) -> Whole:
        """(M,) index of each month's year."""
        return np.asarray(np.argmax(self.span[:, :-1], axis=1))

    @cached_property
    def last(self) -> Whole:
        """(P,) last month of each period."""
        return np.asarray(self.span.shape[0] - 1 - np.argmax(self.span[::-1], axis=0))

    @cached_property
    def _sparse(self) -> csr_array:
        return csr_array(self.whose)

    def some(self, rows: Whole) -> Frame:
        """The same periods, some of the members."""
        return replace(self, members=tuple(self.members[row] for row in rows), whose=self.whose[rows])

    def of_members(self, known: Array) -> Array:
        """(..., N, P) sums over the workshops of each member, from (..., W, P)."""
        first = np.moveaxis(known, -2, 0)
        added = np.asarray(self._sparse @ first.reshape(len(first), -1))
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
    return told(where, programme, workshops, out, time, rates, suitable).values


@dataclass(frozen=True)
class Told:
    """Indicators, (..., N, P), and the sums that ratios are made of."""

    values: dict[str, Array]
    """NaN where an indicator has no meaning."""
    sums: Mapping[str, Array]

    def parts(self, ratio: str) -> Array:
        """(2, N, P) of some draws (D, N, P), what is above and what is below, each added up."""
        above, below = _RATIOS[ratio]
        return np.stack([self.sums[above].sum(axis=0) * _TIMES.get(ratio, 1), self.sums[below].sum(axis=0)])


def told(
    where: Frame,
    programme: Programme,
    workshops: Workshops,
    out: Mapping[str, Array],
    time: Stretches,
    rates: Rates,
    suitable: Array | None = None,
) -> Told:
    """As ``values``, with the sums that ratios are made of."""
    total = _totals(where, programme, workshops, out, time, rates)
    total |= present_value.values(programme, total, rates.worth)
    found = total | {name: total[column] for name, column in (_SUMS | _LAST).items()}
    for name, (above, below) in _RATIOS.items():
        found[name] = over(total[above], total[below]) * _TIMES.get(name, 1)
    found["releases_of_some_dose"] = found["releases_with_experience"] - found["releases_of_full_dose"]
    for stock in ("at_work", "people_paying"):
        found[stock] = total[stock] / where.span.sum(axis=0)
    alike = np.zeros_like(found["at_work"])
    opened = (where.last >= workshops.opens[:, None]).astype(np.float64)
    found["agreements_needed"] = alike + where.of_members(opened)
    pools = workshops.suitable if suitable is None else suitable
    found["candidates"] = alike + _candidates(where, workshops, pools)[..., None]
    return Told({name: found[name] for name in programme.indicators}, total)


def _totals(
    where: Frame, programme: Programme, workshops: Workshops, out: Mapping[str, Array], time: Stretches, rates: Rates
) -> dict[str, Array]:
    """Outcomes summed by member and period, or as they stand at its end, (..., N, P)."""
    names = (*_SUMMED, *_LAST.values())
    shape = np.broadcast_shapes(*(out[name].shape[:-1] for name in names))
    known = np.empty((shape[-1], len(names), *shape[:-1], len(where.periods)))
    for place, name in enumerate(names):
        last = name in _LAST.values()
        by_workshop = np.moveaxis(out[name], -2, 0)
        if last:
            known[:, place] = by_workshop[..., time.of[where.last]]
        else:
            np.matmul(by_workshop, where.span[time.begin], out=known[:, place])
    total = dict(zip(names, where.of_members(np.moveaxis(known, 0, -2)), strict=True))
    if ("programme", "") in where.members:
        team = project_team(under_way(programme, workshops), rates.team, where.year)
        total["state_cost"][..., where.members.index(("programme", "")), :] += team @ where.span
    return total


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
