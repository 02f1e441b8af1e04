"""A plan against what happened: drift, error of the forecast, and the assumption that the drift points to.

Axes: D draws, N rows of actuals (a month, a prison, an indicator).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from model.interval import HIGH, LOW
from model.money import Array
from model.schema.programme import Programme
from model.stretches import each_month
from model.uncertainty.chunk import Futures, Ready, ready
from model.uncertainty.detail import SAMPLE, each_chunk
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
    rows = _rows(known, actuals)
    forecast, drawn = forecasts(known, rows, draws, seed, stop)
    if stop is not None and stop():
        return None
    drifted = drift(rows, forecast, drawn)
    return FollowUp(programme, drifted, accuracy(drifted), pointing(known, rows, drifted, drawn), draws, seed)


@dataclass(frozen=True)
class Row:
    """What happened in a month in a prison, under one indicator."""

    month: str
    prison: str
    indicator: str
    actual: float
    """All workshops together that were told."""
    workshops: tuple[int, ...]
    """Which they are, in the plan's order."""
    when: int
    """The month's place in the plan."""


def _rows(known: Ready, actuals: pd.DataFrame) -> list[Row]:
    """actuals: month, prison, company and some of COMPARED, NaN where it was not told; workshops of a prison are added
    up, those alone that were told."""
    place = {(w.prison.id, w.company.id): row for row, w in enumerate(known.workshops.list)}
    rows = []
    for (month, prison), told in actuals.groupby(["month", "prison"], sort=True):
        for name in (n for n in COMPARED if n in told):
            there = told[told[name].notna()]
            if len(there):
                mine = tuple(place[str(prison), str(company)] for company in there["company"])
                when = known.programme.months.index(str(month))
                rows.append(Row(str(month), str(prison), name, float(there[name].sum()), mine, when))
    return rows


def forecasts(
    known: Ready, rows: Sequence[Row], draws: int, seed: int, stop: Callable[[], bool] | None = None
) -> tuple[Array, Array]:
    """What was to be expected: (N,) means of all draws, and (D, N) the first SAMPLE draws. ``stop()`` ends early."""
    calendar = each_month(len(known.programme.months))
    kept, sums = np.full((min(SAMPLE, draws), len(rows)), np.nan), dict[int, Array]()

    def take(first: int, last: int, few: Iterable[Futures]) -> None:
        total = np.zeros(len(rows))
        for future in few:
            out, begin = future.outcomes(calendar), first + future.draws.start
            told = np.stack([out[row.indicator][:, row.workshops, row.when].sum(axis=1) for row in rows], axis=1)
            total += told.sum(axis=0)
            if begin < len(kept):
                kept[begin : begin + len(told)] = told[: len(kept) - begin]
        sums[first] = total

    if rows:
        each_chunk(known, draws, seed, take, stop)
    return np.sum([np.zeros(len(rows)), *(sums[first] for first in sorted(sums))], axis=0) / draws, kept


def drift(rows: Sequence[Row], forecast: Array, drawn: Array) -> pd.DataFrame:
    """Actual against the draws of that month, by month, prison and indicator (see ``forecasts``).

    Columns: month, prison, indicator, actual, forecast, low, high (90 % of the draws), error (forecast less actual),
    inside.
    """
    low, high = np.quantile(drawn, (LOW, HIGH), axis=0)
    actual = np.array([row.actual for row in rows])
    told = {
        "month": [row.month for row in rows],
        "prison": [row.prison for row in rows],
        "indicator": [row.indicator for row in rows],
        "actual": actual,
        "forecast": forecast,
        "low": low,
        "high": high,
        "error": forecast - actual,
        "inside": (low <= actual) & (actual <= high),
    }
    return pd.DataFrame(told)


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


def pointing(known: Ready, rows: Sequence[Row], drifted: pd.DataFrame, drawn: Array) -> pd.DataFrame:
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
    moved = _at_rows(known, points_of(inputs, places), rows)
    error = ((drifted["forecast"] - drifted["actual"]).to_numpy(np.float64) + moved - moved[-1])[:, seen]
    distance = np.mean((error / spread[seen]) ** 2, axis=1)
    base, found = float(distance[-1]), []
    for place, after in enumerate(distance[:-1]):
        one, toward = inputs[place // 2], tuple(ENDS)[place % 2]
        if base - after > NO_SPREAD * base:
            there = one.value(ENDS[toward])
            found.append((one.name, toward, one.value(np.nan), there, one.unit, base, after, base - after))
    table = pd.DataFrame(found, columns=names)
    return table.sort_values("reduction", ascending=False, kind="stable", ignore_index=True)


def _at_rows(known: Ready, points: Array, rows: Sequence[Row]) -> Array:
    """(D, N) the expected engine at some points, for the workshops and months of the rows of a drift."""
    there = months_on(known, points, tuple(dict.fromkeys(row.indicator for row in rows)))
    return np.stack([there[row.indicator][:, row.workshops, row.when].sum(axis=1) for row in rows], axis=1)
