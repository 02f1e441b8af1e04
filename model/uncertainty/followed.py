"""Workshops followed month by month in some draws: their months with intervals, and what they are like once at rest.

Axes: D draws, W workshops, M months.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Final

import numpy as np
import pandas as pd

from model.closed_form import LOW_FILL
from model.futures.people import Small
from model.interval import HIGH, LOW
from model.money import Array
from model.pools import Whole
from model.workshops import Workshops

START: Final = 12
"""Months after an opening that are not counted as rest."""
CHANCE: Final = 0.80
"""Chance of the intervals of a month and of a year of one workshop."""


@dataclass(frozen=True)
class Followed:
    """What is kept of workshops that are followed."""

    people: Small
    """(D, W, M) people at work just after the month's intake."""
    hazard: Array
    """(D, W) monthly chance that a worker leaves."""
    gone: Whole
    """(D, W) first month in which the company has left."""

    @property
    def at_work(self) -> Array:
        """(D, W, M) people at work on average over the month, A (1 - h/2)."""
        return np.asarray(self.people * (1 - self.hazard / 2)[:, :, None])

    @property
    def there(self) -> Array:
        """(D, W, M) whether the company has not left."""
        return np.asarray(np.arange(self.people.shape[2]) < self.gone[:, :, None])

    def some(self, draws: slice) -> Followed:
        """Some of the draws."""
        return Followed(self.people[draws], self.hazard[draws], self.gone[draws])


def joined(parts: Sequence[Followed]) -> Followed:
    """Draws one after the other."""
    return Followed(*(np.concatenate([getattr(part, f.name) for part in parts]) for f in fields(Followed)))


def months(known: Followed, workshops: Workshops, calendar: Sequence[str]) -> pd.DataFrame:
    """Columns: workshop, month, seats_open, at_work, each with its _low and _high (90 %)."""
    found = {"workshop": np.repeat([w.id for w in workshops.list], len(calendar)),
             "month": np.tile(calendar, len(workshops.list))}  # fmt: skip
    share = known.there.mean(axis=0)
    ends = _of_shares(share, len(known.gone))
    at_work = known.at_work
    told = {
        "seats_open": (workshops.seats * share, *(workshops.seats * end for end in ends)),
        "at_work": (at_work.mean(axis=0), *np.quantile(at_work, (LOW, HIGH), axis=0)),
    }
    for name, columns in told.items():
        found |= {f"{name}{end}": column.ravel() for end, column in zip(("", "_low", "_high"), columns, strict=True)}
    return pd.DataFrame(found)


def _of_shares(share: Array, draws: int) -> tuple[Array, ...]:
    """The published quantiles of draws that are 1 with a share, else 0: straight between neighbours."""
    nothing = np.round(draws * (1 - share))
    return tuple(np.clip(level * (draws - 1) - nothing + 1, 0.0, 1.0) for level in (LOW, HIGH))


@dataclass(frozen=True)
class Rest:
    """A workshop once its start is past, while its company is there; shares of its seats unless it says people."""

    mean: float
    """Share of seats at work."""
    month: tuple[int, int]
    """People: 80 % of months lie between these just after the intake, in whole seats."""
    year: tuple[float, float]
    """80 % of years lie between these."""
    low_month: float
    """Chance that fewer than 75 % of the seats are taken just after the intake, in whole people."""
    span: tuple[float, float]
    """90 % of the draws have their mean between these."""


def rest(known: Followed, workshops: Workshops) -> dict[str, Rest]:
    """By workshop: months from a year after the opening on, at full size; those that have none are left out."""
    count, at_work, there = known.people.shape[2], known.at_work, known.there
    full = workshops.seats.max(axis=1, initial=0.0)
    tails = ((1 - CHANCE) / 2, (1 + CHANCE) / 2)
    found = {}
    for row, workshop in enumerate(workshops.list):
        settled = (np.arange(count) >= workshops.opens[row] + START) & (workshops.seats[row] == full[row])
        counted = there[:, row] & settled & (full[row] > 0)
        if not counted.any():
            continue
        filled = np.where(counted, at_work[:, row], 0.0) / full[row]
        some = counted.any(axis=1)
        whole = np.quantile(known.people[:, row][counted], tails, method="inverted_cdf")
        years = counted[:, : count // 12 * 12].reshape(len(counted), -1, 12)
        sums = filled[:, : count // 12 * 12].reshape(years.shape).sum(axis=2)
        yearly = sums[years.all(axis=2)] / 12
        found[workshop.id] = Rest(
            mean=float(filled.sum() / counted.sum()),
            month=(int(whole[0]), int(whole[1])),
            year=tuple(np.quantile(yearly, tails).tolist()) if yearly.size else (float("nan"), float("nan")),
            low_month=float((known.people[:, row][counted] < LOW_FILL * full[row] - 1e-9).mean()),
            span=tuple(np.quantile(filled[some].sum(axis=1) / counted[some].sum(axis=1), (LOW, HIGH)).tolist()),
        )
    return found
