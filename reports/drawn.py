"""Draws of a scenario summed up, the same for pages and reports: the programme month by month, its inflation."""

from __future__ import annotations

import pandas as pd

from model.benefit_cost import Appraisal
from model.money import Array
from model.schema.programme import Programme
from model.uncertainty.ensemble import Ensemble, spread
from model.uncertainty.inputs import Drawn, points


def months(gathered: Ensemble) -> pd.DataFrame:
    """month, outcome, value, low, high of the programme; with the outcome ``vacant``, seats open and empty."""
    vacant = spread(gathered.month("seats_open") - gathered.month("at_work"))
    told = pd.DataFrame({"month": gathered.known.programme.months, "outcome": "vacant", **vacant})
    return pd.concat([gathered.monthly(), told], ignore_index=True)


def inflation(gathered: Ensemble, seed: int) -> Array:
    """(D,) yearly rate of each draw."""
    known = gathered.known.programme.outlook.inflation.quantity("rate/year")
    return Drawn(points(seed, 0, gathered.draws)).of(known, "inflation")


def worth(programme: Programme, gathered: Ensemble, seed: int) -> Appraisal:
    """What a programme is worth draw by draw, at the rate of its policy, in euros of its first year; the ledger of each
    draw is to be kept."""
    books = gathered.books
    assert books is not None, "the ledger of each draw is kept"
    first = int(programme.scenario.start[:4])
    return Appraisal(programme, books, inflation(gathered, seed), programme.scenario.policy.discount_rate, first)
