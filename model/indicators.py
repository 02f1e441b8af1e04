"""Indicators of outcomes, by scope and period: each defined once in config/indicators.yaml.

Axes: N members of scopes, P periods; a leading axis of D draws is allowed everywhere.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from model import present_value
from model.frame import Frame, frame
from model.money import Array
from model.present_value import over
from model.project_team import project_team, under_way
from model.projection import Projection
from model.rates import Rates
from model.schema.programme import Programme
from model.stretches import Stretches, each_month
from model.workshops import Workshops

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
_NAMES = (*_SUMMED, *_LAST.values())
"""With those that are told as they stand at the end of a period."""

RATES = frozenset(_RATES)
"""Indicators that have no value where there is nothing; the others are then 0."""
RATIOS = frozenset(_RATIOS)
"""Indicators that are one sum over another: over many draws, expected sum over expected sum."""


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
    return by_period(where, programme, workshops, out, time, rates, suitable).of(where)


@dataclass(frozen=True)
class ByPeriod:
    """What indicators are made of, by workshop and period."""

    programme: Programme
    workshops: Workshops
    outcomes: Array
    """(W, K, ..., P): the outcomes of _NAMES, over the months of a period or as they stand at its end."""
    rates: Rates
    suitable: Array
    """(..., W) people of each pool."""

    def of(self, where: Frame) -> dict[str, Array]:
        """Every indicator of some members, (..., N, P); NaN where it has no meaning."""
        total = self._of_members(where, _NAMES, self.outcomes, self._team(where))
        worth = {name: present_value.present(total[name], self.rates.worth) for name in present_value.SUMMED}
        total |= present_value.values(self.programme, total, worth)
        found = self._told(where, total, _candidates(where, self.workshops, self.suitable), 1)
        for name, (above, below) in _RATIOS.items():
            found[name] = over(total[above], total[below]) * _TIMES.get(name, 1)
        return {name: found[name] for name in self.programme.indicators}

    def added(self, where: Frame) -> dict[str, Array]:
        """Every indicator of draws (D,) added up, (N, P); of a ratio, (2, N, P): what is above and what is below.

        All but ratios is in proportion to outcomes, so that draws are added up before members are.
        """
        team, names = self._team(where), present_value.SUMMED
        discounted = present_value.added(self.outcomes[:, [_NAMES.index(name) for name in names]], self.rates.worth)
        of_team = present_value.added(team, self.rates.worth)
        total = self._of_members(where, _NAMES, np.einsum("wkdp->wkp", self.outcomes), team.sum(axis=0))
        total |= present_value.values(self.programme, total, self._of_members(where, names, discounted, of_team))
        candidates = _candidates(where, self.workshops, self.suitable).sum(axis=0)
        found = self._told(where, total, candidates, len(team))
        for name, (above, below) in _RATIOS.items():
            found[name] = np.stack([total[above] * _TIMES.get(name, 1), total[below]])
        return {name: found[name] for name in self.programme.indicators}

    def _team(self, where: Frame) -> Array:
        """(..., P) EUR of the team that prepares openings."""
        month = project_team(under_way(self.programme, self.workshops), self.rates.team, where.year)
        return np.asarray(month @ where.span)

    def _of_members(self, where: Frame, names: Sequence[str], outcomes: Array, team: Array) -> dict[str, Array]:
        """Outcomes (W, K, ..., P) of each member, (..., N, P) by name; the team's cost is the programme's."""
        found = dict(zip(names, where.of_members(np.moveaxis(outcomes, 0, -2)), strict=True))
        if ("programme", "") in where.members:
            found["state_cost"][..., where.members.index(("programme", "")), :] += team
        return found

    def _told(self, where: Frame, total: Mapping[str, Array], candidates: Array, times: int) -> dict[str, Array]:
        """All but ratios, from sums by member and period; times: how many draws they are the sum of."""
        found = {**total, **{name: total[column] for name, column in (_SUMS | _LAST).items()}}
        found["releases_of_some_dose"] = found["releases_with_experience"] - found["releases_of_full_dose"]
        for stock in ("at_work", "people_paying"):
            found[stock] = total[stock] / where.span.sum(axis=0)
        alike = np.zeros_like(found["at_work"])
        opened = (where.last >= self.workshops.opens[:, None]).astype(np.float64)
        found["agreements_needed"] = alike + where.of_members(opened) * times
        found["candidates"] = alike + candidates[..., None]
        return found


def by_period(
    where: Frame,
    programme: Programme,
    workshops: Workshops,
    out: Mapping[str, Array],
    time: Stretches,
    rates: Rates,
    suitable: Array | None = None,
) -> ByPeriod:
    """What indicators are made of, from outcomes: see ``values``."""
    shape = np.broadcast_shapes(*(out[name].shape[:-1] for name in _NAMES))
    known = np.empty((shape[-1], len(_NAMES), *shape[:-1], len(where.periods)))
    for place, name in enumerate(_NAMES):
        by_workshop = np.moveaxis(out[name], -2, 0)
        if name in _LAST.values():
            known[:, place] = by_workshop[..., time.of[where.last]]
        else:
            np.matmul(by_workshop, where.span[time.begin], out=known[:, place])
    return ByPeriod(programme, workshops, known, rates, workshops.suitable if suitable is None else suitable)


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
