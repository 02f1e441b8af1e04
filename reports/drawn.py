"""Draws of a scenario summed up, the same for pages and reports: the programme month by month, its inflation."""

from __future__ import annotations

import pandas as pd

from model.benefit_cost import Appraisal
from model.interval import HIGH, LOW
from model.money import Array
from model.uncertainty.chunk import Single
from model.uncertainty.ensemble import Ensemble, quantiles, spread
from model.uncertainty.inputs import Drawn, points
from reports.interval import Interval


def months(gathered: Ensemble) -> pd.DataFrame:
    """month, outcome, value, low, high of the programme; with the outcome ``vacant``, seats open and empty."""
    vacant = spread(gathered.month("seats_open") - gathered.month("at_work"))
    told = pd.DataFrame({"month": gathered.known.programme.months, "outcome": "vacant", **vacant})
    return pd.concat([gathered.monthly(), told], ignore_index=True)


def inflation(gathered: Ensemble, seed: int) -> Array:
    """(D,) yearly rate of each draw."""
    known = gathered.known.programme.outlook.inflation.quantity("rate/year")
    return Drawn(points(seed, 0, gathered.draws)).of(known, "inflation")


def less(value: float, draws: Single, other: float, other_draws: Single) -> Interval:
    """A value less another of the same draws, (D,) and (D',): the difference of the published values, as a ratio's is
    not the mean of its draws; its interval draw by draw, so chance that both share takes no part in it."""
    shared = min(len(draws), len(other_draws))
    low, high = (float(end[0]) for end in quantiles((draws[:shared] - other_draws[:shared])[None], (LOW, HIGH)))
    return Interval(value - other, low, high)


def worth(gathered: Ensemble, seed: int) -> Appraisal:
    """What a programme is worth draw by draw, at the rate of its policy, in euros of its first year; the ledger of each
    draw is to be kept."""
    programme, books = gathered.known.programme, gathered.books
    assert books is not None, "the ledger of each draw is kept"
    first = int(programme.scenario.start[:4])
    return Appraisal(programme, books, inflation(gathered, seed), programme.scenario.policy.discount_rate, first)
