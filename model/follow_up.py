"""A plan against what happened: drift, error of the forecast, and the assumption that the drift points to.

Axes: D draws, N rows of actuals (a month, a prison, an indicator).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from model.money import Array
from model.schema.programme import Programme
from model.uncertainty.chunk import Ready, ready
from model.uncertainty.detail import Detail, month_by_month
from model.uncertainty.ensemble import HIGH, LOW
from model.uncertainty.expectation import months_on, points_of, uncertain_inputs

COMPARED: Final = (
    "seats_open", "at_work", "hires", "exits", "releases", "hours", "gross", "net", "victims", "victims_paid",
)  # fmt: skip
"""Outcomes that actuals may hold; those of monthly.csv."""

ENDS: Final = {"low": 0.1, "high": 0.9}
"""Quantiles that an input is moved to, as a tornado does."""
NO_SPREAD: Final = 1e-9
"""Spread, or share of a distance, that counts as none: the rounding of sums."""


@dataclass(frozen=True)
class FollowUp:
    """A plan against what happened."""

    programme: Programme
    drift: pd.DataFrame
    """See ``drift``."""
    accuracy: pd.DataFrame
    """See ``accuracy``."""
    pointing: pd.DataFrame
    """See ``pointing``."""
    draws: int
    seed: int


def follow_up(
    programme: Programme, actuals: pd.DataFrame, draws: int, seed: int, stop: Callable[[], bool] | None = None
) -> FollowUp | None:
    """All three of a written plan; None when ``stop()`` ended it. actuals: see ``drift``."""
    known = ready(programme, ("programme",))
    months = month_by_month(known, draws, seed, COMPARED, stop)
    if stop is not None and stop():
        return None
    drifted, drawn = drift(known, months, actuals)
    return FollowUp(programme, drifted, accuracy(drifted), pointing(known, drifted, drawn, actuals), draws, seed)


def drift(known: Ready, months: Detail, actuals: pd.DataFrame) -> tuple[pd.DataFrame, Array]:
    """Actual against the draws of that month, by month, prison and indicator; and the draws behind it, (D, N).

    actuals: month, prison, company and some of COMPARED, NaN where it was not told; workshops of a prison are added up,
    those alone that were told. Columns: month, prison, indicator, actual, forecast, low, high (90 % of the draws),
    error (forecast less actual), inside.
    """
    place = {(w.prison.id, w.company.id): row for row, w in enumerate(known.workshops.list)}
    rows, drawn = [], []
    for (month, prison), told in actuals.groupby(["month", "prison"], sort=True):
        when = known.programme.months.index(str(month))
        for name in (n for n in COMPARED if n in told):
            there = told[told[name].notna()]
            if there.empty:
                continue
            workshops = [place[str(prison), str(c)] for c in there["company"]]
            few = months.kept[name][:, workshops, when].astype(np.float64).sum(axis=1)
            low, high = np.quantile(few, (LOW, HIGH))
            actual, forecast = float(there[name].sum()), float(months.mean(name)[workshops, when].sum())
            rows.append((month, prison, name, actual, forecast, low, high, forecast - actual, low <= actual <= high))
            drawn.append(few)
    names = ["month", "prison", "indicator", "actual", "forecast", "low", "high", "error", "inside"]
    return pd.DataFrame(rows, columns=names), np.array(drawn, dtype=np.float64).reshape(len(rows), -1).T


def accuracy(drifted: pd.DataFrame) -> pd.DataFrame:
    """Error of the forecast by prison and indicator.

    Columns: prison, indicator, months, mean_error (forecast less actual), weighted_absolute_percentage (errors without
    their sign over what happened, both added over the months: a month in which nothing happened counts too; NaN when
    nothing did in any), share_inside (months inside the 90 % interval).
    """
    missed, all_of_it = drifted["error"].abs(), drifted["actual"].abs()
    grouped = drifted.assign(missed=missed, all_of_it=all_of_it).groupby(["prison", "indicator"], sort=True)
    told = grouped.agg(
        months=("month", "size"),
        mean_error=("error", "mean"),
        weighted_absolute_percentage=("missed", "sum"),
        share_inside=("inside", "mean"),
    )
    happened = grouped["all_of_it"].sum()
    told["weighted_absolute_percentage"] = (told["weighted_absolute_percentage"] / happened).where(happened > 0)
    return told.reset_index()


def pointing(known: Ready, drifted: pd.DataFrame, drawn: Array, actuals: pd.DataFrame) -> pd.DataFrame:
    """Which uncertain inputs, moved to their 10 % or 90 % quantile, bring the forecast nearer to what happened.

    The distance is the mean over the rows of ((actual - forecast) / spread of the draws)^2; rows without spread tell
    nothing. An input moves the forecast by what it moves in the expected engine, all others at their best value: chance
    does not blur it; inputs that move the same outcomes alike cannot be told apart. Columns: input, toward (low,
    high), value_now (mean best value), value_there, unit, distance, distance_moved, reduction; largest reduction
    first, those that bring nothing left out.
    """
    names = ["input", "toward", "value_now", "value_there", "unit", "distance", "distance_moved", "reduction"]
    spread = drawn.std(axis=0) if drawn.size else np.zeros(0)
    seen = spread > NO_SPREAD
    if not seen.any():
        return pd.DataFrame(columns=names)
    inputs = uncertain_inputs(known)
    places = np.full((2 * len(inputs) + 1, len(inputs)), np.nan)
    for row in range(len(inputs)):
        places[2 * row, row], places[2 * row + 1, row] = ENDS["low"], ENDS["high"]
    moved = _at_rows(known, points_of(inputs, places), drifted, actuals)
    error = ((drifted["forecast"] - drifted["actual"]).to_numpy(np.float64) + moved - moved[-1])[:, seen]
    distance = np.mean((error / spread[seen]) ** 2, axis=1)
    base, rows = float(distance[-1]), []
    for place, after in enumerate(distance[:-1]):
        one, toward = inputs[place // 2], tuple(ENDS)[place % 2]
        if base - after > NO_SPREAD * base:
            there = one.value(ENDS[toward])
            rows.append((one.name, toward, one.value(np.nan), there, one.unit, base, after, base - after))
    table = pd.DataFrame(rows, columns=names)
    return table.sort_values("reduction", ascending=False, kind="stable", ignore_index=True)


def _at_rows(known: Ready, points: Array, drifted: pd.DataFrame, actuals: pd.DataFrame) -> Array:
    """(D, N) the expected engine at some points, for the workshops and months of the rows of a drift."""
    place = {(w.prison.id, w.company.id): row for row, w in enumerate(known.workshops.list)}
    there = months_on(known, points, tuple(drifted["indicator"].unique()))
    found = np.empty((len(points), len(drifted)))
    for row, (month, prison, name) in enumerate(
        zip(drifted["month"], drifted["prison"], drifted["indicator"], strict=True)
    ):
        told = actuals[(actuals["month"] == month) & (actuals["prison"] == prison) & actuals[name].notna()]
        workshops = [place[str(prison), str(c)] for c in told["company"]]
        found[:, row] = there[name][:, workshops, known.programme.months.index(str(month))].sum(axis=1)
    return found
