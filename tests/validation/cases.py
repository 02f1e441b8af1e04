"""Workshops at rest: the same cases by events one by one, by the stochastic engine, by closed form and on means."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from model.closed_form import LOW_FILL, Fill, Site, fill
from model.futures import kernel
from model.workforce import expected
from model.workshops import Workshops
from tests.validation import events, small

APPLY, PASS, TRIAL, TURNOVER = 0.12, 0.75, 2, 0.06
LEAVING = 1 - (1 - 0.04) * (1 - 0.012) * (1 - 0.006) * (1 - 0.02)
"""7.6 % a month: a mean stay of 13 months."""
SEATS = (6, 12, 24)
RATIOS = {0.6: 42_000, 1.0: 24_000, 1.5: 16_000, 3.0: 12_000}
"""Qualified volunteers of a month over recruits needed, and the months to simulate: more where fill wanders more."""
WARM = 120
"""Months before anything is counted."""
DRAWS, MONTHS = 300, 480


@dataclass(frozen=True)
class Case:
    """One workshop with its own pool."""

    seats: int
    ratio: float
    beside: bool

    @property
    def policy(self) -> str:
        """Where trainees stand."""
        return "beside" if self.beside else "on post"

    @property
    def level(self) -> float:
        """E0 such that, with the needed recruits taken off, the pool gives ratio x need volunteers a month."""
        need = self.seats * LEAVING / PASS
        outside = self.ratio * need / APPLY
        return outside + min(need, APPLY * outside) / TURNOVER

    def workshops(self, months: int) -> Workshops:
        """As the engines take it."""
        return small.alone(
            self.seats,
            months,
            level=self.level,
            apply=APPLY,
            passing=PASS,
            trial=TRIAL,
            leaving=LEAVING,
            turnover=TURNOVER,
            beside=self.beside,
        )


CASES = [Case(s, r, b) for b in (False, True) for s in SEATS for r in RATIOS]


@dataclass(frozen=True)
class Measured:
    """Fill of one case, share of seats."""

    mean: float
    error: float
    """Standard error of the mean."""
    deviation: float
    """Of one moment."""
    low: float
    """Share of moments under 75 %."""
    month: tuple[int, int]
    """80 % of moments, people."""
    year_deviation: float
    year: tuple[float, float]
    """80 % of years."""


def _years(months: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Means of 12 months along the last axis, flat."""
    return months[..., : months.shape[-1] // 12 * 12].reshape(-1, 12).mean(axis=1)


@cache
def by_events(case: Case) -> Measured:
    """The independent simulation."""
    seen = events.simulate(
        events.Case(case.seats, case.level, APPLY, PASS, TRIAL, LEAVING, TURNOVER, case.beside),
        RATIOS[case.ratio],
        WARM,
        seed=20090301 + case.seats,
    )
    means, moments = np.array(seen.means) / case.seats, np.array(seen.moments)
    years, blocks = _years(means), means[: len(means) // 60 * 60].reshape(-1, 60).mean(axis=1)
    inside = np.quantile(moments, [0.1, 0.9], method="inverted_cdf")
    return Measured(
        means.mean(),
        blocks.std(ddof=1) / len(blocks) ** 0.5,
        float(np.std(moments / case.seats)),
        float(np.mean(moments < LOW_FILL * case.seats - 1e-9)),
        (int(inside[0]), int(inside[1])),
        float(years.std()),
        (float(np.quantile(years, 0.1)), float(np.quantile(years, 0.9))),
    )


@cache
def by_engine(case: Case) -> Measured:
    """The stochastic engine: the state after the intake, taken to the month's mean by A (1 - h/2)."""
    chances = small.people(case.workshops(MONTHS), DRAWS, seed=7)
    end = kernel.count(chances).of("at_work_end")[:, 0, WARM:]
    odds = chances.tables.odds[chances.exit_level[0, 0]]
    means = end * (1 - odds / (1 + odds) / 2) / case.seats
    years, per_draw = _years(means), means.mean(axis=1)
    inside = np.quantile(end, [0.1, 0.9], method="inverted_cdf")
    return Measured(
        per_draw.mean(),
        per_draw.std(ddof=1) / DRAWS**0.5,
        float(means.std()),
        float(np.mean(end < LOW_FILL * case.seats - 1e-9)),
        (int(inside[0]), int(inside[1])),
        float(years.std()),
        (float(np.quantile(years, 0.1)), float(np.quantile(years, 0.9))),
    )


@cache
def by_form(case: Case) -> Fill:
    """The closed form."""
    return fill(Site(case.seats, case.level, APPLY, PASS, TRIAL, LEAVING, TURNOVER, case.beside))


@cache
def on_means(case: Case) -> float:
    """The expected engine, after it has settled."""
    return float(expected(case.workshops(MONTHS)).at_work[0, -1] / case.seats)
