"""How uncertain candidates are: every share of their product drawn, as the futures of a plan draw them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from model.candidates import Candidates, candidates
from model.interval import HIGH, LOW
from model.money import Array
from model.schema.activity import Activity
from model.schema.prison import Prison
from model.schema.programme import Programme
from model.schema.quantity import Quantity
from model.uncertainty.inputs import Drawn, points
from model.uncertainty.worlds import product_of_shares, steps_of_shares
from reports.interval import Interval

DRAWS: Final = 1024
SEED: Final = 1
"""Those of the pages' futures."""


@dataclass(frozen=True)
class Pool:
    """The candidates of a prison with 90 % intervals, in people."""

    steps: tuple[Interval, ...]
    """After each step of the product of shares."""
    suitable: Interval
    """Who could be recruited: as observed at an opening, else the product."""
    willing: Interval
    """Who of them want the post."""
    share: Interval
    """The share of them who do."""


def pool(known: Candidates, minimum_stay: float, willing: Quantity) -> Pool:
    """The candidates of a prison. minimum_stay: months; willing: share of the suitable who want the post."""
    reading = Drawn(points(SEED, 0, DRAWS))
    steps = steps_of_shares(known, minimum_stay, reading)
    want = reading.of(willing, "willing")
    suitable = steps[-1] if known.recruited is None else known.recruited / want
    people = (step.people for step in known.steps)
    return Pool(
        tuple(between(value, drawn) for value, drawn in zip(people, steps, strict=True)),
        between(known.suitable, suitable),
        between(known.suitable * known.willing, suitable * want),
        between(known.willing, want),
    )


def of_prison(programme: Programme, prison: Prison, activity: Activity, known: Candidates, month: str) -> Pool:
    """The same for a prison and an activity, in a month."""
    willing = prison.population.willing
    assert willing is not None, "filled by loading"
    return pool(known, activity.minimum_stay.at(month).value, willing.at(month))


def of_prisons(programme: Programme, activity: Activity, month: str, prisons: Iterable[str]) -> pd.DataFrame:
    """People who could be recruited for an activity: one row a prison, one column a draw, in which all prisons are high
    or low together."""
    reading, ids = Drawn(points(SEED, 0, DRAWS)), list(prisons)
    stay = activity.minimum_stay.at(month).value
    pools = (candidates(programme, programme.prisons[i], activity, month) for i in ids)
    return pd.DataFrame(np.stack([product_of_shares(one, stay, reading) for one in pools]), index=ids)


def between(value: float, drawn: Array) -> Interval:
    """A value with the 90 % interval of its draws (D,)."""
    return Interval(value, *(float(end) for end in np.quantile(drawn, (LOW, HIGH))))
