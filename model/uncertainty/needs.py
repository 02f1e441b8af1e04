"""What a plan requires, in many futures: means and 90 % intervals of needs and gaps, place by place.

Axes: D draws, N members, Y calendar years.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, Literal

import numpy as np
import pandas as pd

from model.costs import at_opening
from model.distributions import quantile
from model.interval import HIGH, LOW
from model.money import Array
from model.requirements import Line, Plan
from model.schema.programme import Programme
from model.schema.quantity import Quantity
from model.uncertainty.ensemble import Ensemble, close, quantiles
from model.uncertainty.inputs import Drawn, points
from model.uncertainty.worlds import world

Engine = Literal["plan", "draws", "expected"]
"""What tells an item: the plan decides it, whatever chance brings; draws; the expected engine."""
PLANNED: Final = ("agreements", "seats", "stations", "officers", "lines", "project_staff", "lead_time")
"""Items that the plan decides."""
INDICATORS: Final = {
    "area": "m2_needed",
    "supervisors": "supervisors_needed",
    "candidates": "candidates_needed",
    "state_euros": "capex_state",
    "company_euros": "capex_company",
}
"""Items that an indicator tells."""
COUNTED_WITH: Final[dict[str, Callable[[Programme], Quantity]]] = {
    "officers": lambda programme: programme.defaults.programme.officers_per_workshop.latest,
    "project_staff": lambda programme: programme.defaults.programme.project_posts_per_opening.latest,
    "lead_time": lambda programme: programme.defaults.programme.lead_time.latest,
}
"""The one uncertain figure that an item of the plan is in proportion to."""
DRAWN: Final = ("low", "high", "engine", "have_low", "have_high", "gap_low", "gap_high")
"""Columns that draws add to those of ``model.requirements.COLUMNS``."""


def required(gathered: Ensemble, seed: int) -> pd.DataFrame:
    """What ``model.requirements.requirements`` tells, drawn: means of need, of what is there and of the gap, of the
    first KEPT draws at most, as places are told apart in those alone.

    More columns: low and high, the 90 % interval of the need (for ``people``, whose need is the target, of what is
    there); have_low, have_high, gap_low, gap_high: those of what is there and of the gap, which is counted prison by
    prison in every draw; NaN where nothing is uncertain; engine. What the plan decides has the interval of the figure
    that it is counted with, where that is uncertain. Workshops must be among the ensemble's scopes; seed: its own.
    """
    known, where = gathered.known, gathered.known.where
    plan = Plan(known.programme, known.workshops)
    rows = [where.members.index(("workshop", w.id)) for w in known.workshops.list]
    needs = plan.decided() | {
        item: gathered.of(indicator)[:, rows, :-1].astype(np.float64) for item, indicator in INDICATORS.items()
    }
    needs["trainers"] = gathered.trainers.astype(np.float64)
    needs["officers"] = needs["officers"] * _ends("officers", known.programme)[:, None, None]
    posts = plan.project_posts() * _ends("project_staff", known.programme)[:, None]
    people = gathered.month("at_work")[:, plan.lasts].astype(np.float64)
    longer = _ends("lead_time", known.programme)[:, None, None]
    lines = plan.lines(needs, posts, people, _reach(plan, Drawn(points(seed, 0, len(people)))), longer)
    return plan.table({item: (line, _told(item, line)) for item, line in lines.items()}, DRAWN)


def engine_of(item: str) -> Engine:
    """What tells an item where there are no draws."""
    return "plan" if item in PLANNED else "expected"


def _ends(item: str, programme: Programme) -> Array:
    """(3,) the figure that an item is counted with (``COUNTED_WITH``) and its ends, in times its value."""
    one = COUNTED_WITH[item](programme)
    return np.array([1.0, *(quantile(one, level) / max(one.value, 1e-9) for level in (LOW, HIGH))])


def _reach(plan: Plan, reading: Drawn) -> Array:
    """(D, W, Y) see ``Plan.in_reach``."""
    now = world(plan.programme, plan.workshops, reading)
    selection = at_opening(plan.workshops, reading, lambda w: w.activity.selection, "selection")
    return plan.in_reach(now.suitable, now.willing, now.turnover, selection)


def _told(item: str, line: Line) -> dict[str, Any]:
    """Columns (N, Y) of an item."""
    sides = {"need": line.need, "have": line.have, "gap": line.gap}
    if item in PLANNED and item not in COUNTED_WITH:
        return sides | dict.fromkeys(DRAWN, np.nan) | {"engine": "plan"}
    told = dict[str, Any]()
    for name, of in sides.items():
        if item in COUNTED_WITH:
            told[name], low, high = of
        else:
            told[name] = of.mean(axis=0)
            drawn = quantiles(np.moveaxis(of, 0, -1).astype(np.float32), (LOW, HIGH))
            low, high = (close(end, told[name]) for end in drawn)
        told |= {f"{name}_low": low, f"{name}_high": high}
    if item == "people":  # one number against one target: what the mean misses, as every answer says it
        told["gap"] = np.maximum(0.0, told["need"] - told["have"])
    whose = "have" if item == "people" else "need"
    ends = {"low": told[f"{whose}_low"], "high": told[f"{whose}_high"]}
    return told | ends | {"engine": "plan" if item in COUNTED_WITH else "draws"}
