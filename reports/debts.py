"""How the debts of a workshop's people clear, and how sure that is: its uncertain inputs drawn."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import pandas as pd

from model.distributions import draw
from model.interval import HIGH, LOW
from model.money import Array
from model.schema.programme import Programme
from model.uncertainty.inputs import Drawn, points
from model.uncertainty.worlds import world
from model.victims import Clearing, DebtProfile, at_release, clearing, longest
from model.workshops import Workshops
from reports.candidates import SEED, between
from reports.interval import Interval

DRAWS: Final = 256
"""Draws of the debt and of how long people work."""


@dataclass(frozen=True)
class Inputs:
    """What is uncertain of one workshop's debts, (D,) each."""

    medians: Array
    """EUR, the middle debt."""
    leaving: Array
    """Monthly chance that a worker leaves."""


def inputs(programme: Programme, workshops: Workshops, row: int = 0) -> Inputs:
    """Of one workshop. Raises ValueError where what its people owe is not known."""
    one = workshops.list[row]
    if one.prison.debts.median is None:
        raise ValueError("debts unknown")
    reading = Drawn(points(SEED, 0, DRAWS))
    level = reading.debt()
    assert level is not None, "debts are drawn"
    leaving = world(programme, replace(workshops, list=workshops.list[row : row + 1]), reading).exit[:, 0]
    return Inputs(draw(one.prison.debts.median.at(one.opening.opens), level), leaving)


@dataclass(frozen=True)
class Debts:
    """What becomes of debts: best values with 90 % intervals."""

    months: Interval
    """Months to clear the middle debt."""
    covered: Interval
    """Share of debts paid at the end of the work."""
    paid: Interval
    """EUR paid by a debtor by then."""
    held: Interval
    """EUR held and given back to someone without creditor."""
    by_month: pd.DataFrame
    """month since hired, then still_paying and covered, each with its low and high."""


def debts(part: float, profile: DebtProfile, leaving: float, uncertain: Inputs, span: int, voluntary: float) -> Debts:
    """What becomes of one workshop's debts: month by month over ``span`` months, and when the work ends, however long
    it lasts.

    part: EUR a month with a creditor; profile: of the one workshop, at best values; leaving: monthly chance, likewise;
    voluntary: EUR a month on top.
    """
    each = part + voluntary

    def followed(median: float, h: float) -> Clearing:
        """To the end of the longest work, and over the span at least."""
        return clearing(part, replace(profile, median=np.array([[median]])), max(span, longest(h)), voluntary)

    middle = float(profile.median[0, 0])
    best = followed(middle, leaving)
    drawn = [followed(median, h) for median, h in zip(uncertain.medians, uncertain.leaving, strict=True)]

    def ended(name: str) -> Interval:
        values = [at_release(getattr(one, name), h) for one, h in zip(drawn, uncertain.leaving, strict=True)]
        return between(at_release(getattr(best, name), leaving), np.array(values))

    months = between(middle / each, uncertain.medians / each) if each > 0 else Interval(float("nan"))
    return Debts(months, ended("covered"), ended("paid"), ended("held_without"), _by_month(best, drawn, span))


def _by_month(best: Clearing, drawn: list[Clearing], span: int) -> pd.DataFrame:
    table = pd.DataFrame({"month": range(span + 1)})
    for name in ("still_paying", "covered"):
        values = np.stack([getattr(one, name)[: span + 1] for one in drawn])
        table[name] = getattr(best, name)[: span + 1]
        table[f"{name}_low"], table[f"{name}_high"] = np.quantile(values, (LOW, HIGH), axis=0)
    return table
