"""Indicators of a projection, by scope and period: each defined once in config/indicators.yaml."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
import pandas as pd

from model.ledger import paid_by
from model.money import Array
from model.projection import Projection
from model.schema.base import month_index
from model.schema.quantity import Figure
from model.workshops import Workshop

SCOPES = ("programme", "region", "disp", "prison", "company", "workshop")

_SUMS = {
    "releases_with_experience": "releases_with_experience",
    "hours": "hours",
    "gross_pay": "gross",
    "net_pay": "net",
    "victims_withheld": "victims",
    "victims_paid": "victims_paid",
    "release_savings": "release_savings",
    "available_pay": "available",
    "reconvictions_avoided": "reconvictions_avoided",
    "employed_12m_gain": "employed_gain",
}


def indicators(projection: Projection) -> pd.DataFrame:
    """Every indicator by scope and period.

    Columns: indicator, scope, id ("" for the programme), period (YYYY or total), unit, value. An indicator
    that has no meaning there (a rate of nothing) is left out.
    """
    years = [m[:4] for m in projection.programme.months]
    periods = [*dict.fromkeys(years), "total"]
    span = np.array([[1.0 if p in (y, "total") else 0.0 for p in periods] for y in years])  # (M, P)
    members = [(scope, *member) for scope in SCOPES for member in _members(projection, scope)]
    whose = np.zeros((len(members), len(projection.workshops.list)))  # (N, W)
    for row, (_, _, workshops) in enumerate(members):
        whose[row, workshops] = 1.0
    values = _values(projection, whose, span)
    frames = []
    for name, known in projection.programme.indicators.items():
        rows, columns = np.nonzero(np.isfinite(values[name]))
        frames.append(
            pd.DataFrame(
                {
                    "indicator": name,
                    "scope": [members[r][0] for r in rows],
                    "id": [members[r][1] for r in rows],
                    "period": [periods[c] for c in columns],
                    "unit": known.unit,
                    "value": values[name][rows, columns],
                }
            )
        )
    return pd.concat(frames, ignore_index=True)


def _members(projection: Projection, scope: str) -> Iterator[tuple[str, list[int]]]:
    """Each member of a scope with the rows of its workshops."""
    found: dict[str, list[int]] = {}
    for row, workshop in enumerate(projection.workshops.list):
        place = workshop.prison.place
        key = {
            "programme": "",
            "region": place.region,
            "disp": place.disp,
            "prison": workshop.prison.id,
            "company": workshop.company.id,
            "workshop": workshop.id,
        }[scope]
        found.setdefault(key, []).append(row)
    yield from found.items()


def _parts(projection: Projection) -> dict[str, Array]:
    """(W, M) building blocks of the indicators."""
    monthly, transfers, workshops = projection.monthly, projection.transfers, projection.workshops
    slip, each = projection.slips, workshops.list
    parts = {str(name): values.to_numpy() for name, values in monthly.data_vars.items()}
    people = parts["at_work"] + parts["trainees"]
    ordinary = people * np.array([not m.endswith("-12") for m in projection.programme.months])
    stations = workshops.seats * np.array([w.stations_per_seat for w in each])[:, None]
    first = month_index(projection.programme.scenario.start)
    opens = np.array([month_index(w.opening.opens) - first for w in each])[:, None]

    def figure(read: Callable[[Workshop], Figure]) -> Array:
        return np.array([read(w).at(w.opening.opens).value for w in each])[:, None]

    return parts | {
        "ordinary": ordinary,
        "slip_victims": slip.victims * ordinary,
        "slip_savings": slip.release_savings * ordinary,
        "slip_kept": slip.available * ordinary,
        "smic_hours": slip.smic * parts["hours"],
        "hourly": slip.hourly_gross * parts["hours"],
        "company_cost": paid_by(transfers, "company"),
        "state_cost": paid_by(transfers, "State"),
        "capex_company": paid_by(transfers, "company", "equipment"),
        "capex_state": paid_by(transfers, "State", "equipment", "fit_out"),
        "area": stations * figure(lambda w: w.activity.area_per_seat),
        "supervisors": workshops.seats * figure(lambda w: w.activity.supervisors_per_seat),
        "interviews": parts["hires"] / np.maximum(figure(lambda w: w.activity.selection), 1e-9),
        "opened": (np.arange(stations.shape[1]) >= opens).astype(np.float64),
    }


def _values(projection: Projection, whose: Array, span: Array) -> dict[str, Array]:
    """Every indicator, (N members, P periods); NaN where it has no meaning.

    whose: (N, W) which workshops belong to a member; span: (M, P) which months belong to a period.
    """
    parts = _parts(projection)
    last_month = span.shape[0] - 1 - np.argmax(span[::-1], axis=0)

    def total(name: str) -> Array:
        return np.asarray(whose @ (parts[name] @ span))

    def mean(name: str) -> Array:
        return np.asarray(total(name) / span.sum(axis=0))

    def last(name: str) -> Array:
        return np.asarray(whose @ parts[name][:, last_month])

    def ratio(over: str, under: str) -> Array:
        below = total(under)
        return np.where(below > 0, total(over) / np.where(below > 0, below, 1.0), np.nan)

    values = (
        {name: total(column) for name, column in _SUMS.items()}
        | {name: total(name) for name in ("company_cost", "state_cost", "capex_state", "capex_company")}
        | {
            "seats_open": last("seats_open"),
            "at_work": mean("at_work"),
            "fill_rate": ratio("at_work", "seats_open"),
            "candidates": _candidates(projection, whose)[:, None] * np.ones(span.shape[1]),
            "victims_per_worker": ratio("slip_victims", "ordinary"),
            "savings_per_worker": ratio("slip_savings", "ordinary"),
            "kept_per_worker": ratio("slip_kept", "ordinary"),
            "smic_share": ratio("hourly", "smic_hours"),
            "cost_per_productive_hour": ratio("company_cost", "productive_hours"),
            "agreements_needed": last("opened"),
            "m2_needed": last("area"),
            "supervisors_needed": last("supervisors"),
            "candidates_needed": total("interviews"),
        }
    )
    return values


def _candidates(projection: Projection, whose: Array) -> Array:
    """(N,) the widest pool of each prison, summed: pools of one prison are the same people."""
    pools, prisons = projection.workshops.suitable, projection.workshops.prison
    found = np.zeros(len(whose))
    for prison in np.unique(prisons):
        rows = np.flatnonzero(prisons == prison)
        found += (whose[:, rows] * pools[rows]).max(axis=1)
    return found
