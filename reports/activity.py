"""Seats and people month by month, by activity; what the plan needs, by year."""

from __future__ import annotations

import numpy as np
import pandas as pd

from model.interval import HIGH, LOW
from model.projection import Projection
from model.uncertainty.chunk import MONTHLY
from model.uncertainty.ensemble import Ensemble, quantiles

NEEDS = (
    "agreements_needed",
    "seats_open",
    "m2_needed",
    "supervisors_needed",
    "candidates_needed",
    "capex_state",
    "capex_company",
)
"""What expansion requires, in the order shown."""
SHOWN = 6
"""Activities shown one by one; the rest together."""


def by_activity(projection: Projection) -> pd.DataFrame:
    """Columns: month, activity (id, or "other"), at_work, seats_open; the largest activities first."""
    ids = np.array([w.activity.id for w in projection.workshops.list])
    at_work, seats = projection.monthly["at_work"].to_numpy(), projection.monthly["seats_open"].to_numpy()
    sizes = {i: at_work[ids == i].sum() for i in dict.fromkeys(ids)}
    ranked = sorted(sizes, key=lambda i: -sizes[i])
    shown = ranked if len(ranked) <= SHOWN + 1 else ranked[:SHOWN]
    frames = []
    for name in [*shown, *(("other",) if len(shown) < len(ranked) else ())]:
        rows = ids == name if name != "other" else ~np.isin(ids, shown)
        frames.append(
            pd.DataFrame(
                {
                    "month": list(projection.programme.months),
                    "activity": name,
                    "at_work": at_work[rows].sum(axis=0),
                    "seats_open": seats[rows].sum(axis=0),
                }
            )
        )
    return pd.concat(frames, ignore_index=True)


def drawn_by_activity(futures: Ensemble) -> pd.DataFrame:
    """The same from draws in which workshops are followed: month, activity, at_work, seats_open, each with its low and
    high (90 %); workshops of an activity are added up before the interval is taken."""
    ids = np.array(futures.known.activities)
    drawn = {name: futures.by_activity(name) for name in MONTHLY}
    ranked = ids[np.argsort(-drawn["at_work"].sum(axis=(0, 2), dtype=np.float64), kind="stable")]
    shown = ranked if len(ranked) <= SHOWN + 1 else ranked[:SHOWN]
    frames = []
    for name in [*shown, *(("other",) if len(shown) < len(ranked) else ())]:
        rows = ids == name if name != "other" else ~np.isin(ids, shown)
        frame = pd.DataFrame({"month": list(futures.known.programme.months), "activity": str(name)})
        for outcome in ("at_work", "seats_open"):
            people = drawn[outcome][:, rows].sum(axis=1)
            frame[outcome] = people.mean(axis=0, dtype=np.float64)
            frame[f"{outcome}_low"], frame[f"{outcome}_high"] = quantiles(people.T, (LOW, HIGH))
        frames.append(frame)
    return pd.concat(frames, ignore_index=True)


def programme_months(projection: Projection) -> pd.DataFrame:
    """Columns: month, at_work, seats_open, each followed by its low and high, which the expected engine lacks."""
    frame = pd.DataFrame({"month": list(projection.programme.months)})
    for name in ("at_work", "seats_open"):
        frame[name] = projection.monthly[name].to_numpy().sum(axis=0)
        frame[f"{name}_low"], frame[f"{name}_high"] = np.nan, np.nan
    return frame


def drawn_months(monthly: pd.DataFrame) -> pd.DataFrame:
    """The same from draws (see ``Ensemble.monthly``)."""
    parts = []
    for name in ("at_work", "seats_open"):
        rows = monthly[monthly["outcome"] == name].set_index("month")[["value", "low", "high"]]
        parts.append(rows.set_axis([name, f"{name}_low", f"{name}_high"], axis=1))
    return pd.concat(parts, axis=1).reset_index()


def of_prison(projection: Projection, prison: str) -> pd.DataFrame:
    """Workshops of one prison month by month: month, company, seats_open, trainees, at_work."""
    mine = projection.monthly.where(projection.monthly["prison"] == prison, drop=True)
    names = ["seats_open", "trainees", "at_work"]
    frame = mine[names].to_dataframe().reset_index()
    return frame[["month", "company", *names]]


def drawn_of_prison(places: pd.DataFrame, projection: Projection, prison: str) -> pd.DataFrame:
    """The same from draws (see ``followed.months``): month, company, seats_open, at_work, each with low and high."""
    company = {w.id: w.company.id for w in projection.workshops.list if w.prison.id == prison}
    mine = places[places["workshop"].isin(company)]
    names = [f"{name}{end}" for name in ("seats_open", "at_work") for end in ("", "_low", "_high")]
    return mine.assign(company=mine["workshop"].map(company))[["month", "company", *names]]


def needs_by_year(programme_values: pd.DataFrame) -> pd.DataFrame:
    """What the plan requires: one row per need, one column per year (see ``answer.programme_values``)."""
    years = [c for c in programme_values.columns if c != "total"]
    return programme_values.reindex(list(NEEDS))[years]
