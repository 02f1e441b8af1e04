"""Which uncertain inputs move an indicator: Sobol indices, Morris screening, tornado (section 10 of the method).

Measured with the expected engine, so that chance does not blur it. Axes: K inputs, D points.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import pandas as pd
from scipy.stats import sobol_indices, uniform

from model.money import Array
from model.schema.fault import InputFaults, not_among
from model.schema.programme import Programme
from model.stretches import Stretches
from model.uncertainty.chunk import Ready, ready
from model.uncertainty.expectation import Input, expected_on, points_of, uncertain_inputs
from model.without_effect import without_effect

CHANCE: Final = 0.9
"""Chance of the intervals of the indices."""
STEPS: Final = 4
"""Levels of a Morris trajectory: the middles of equal slices of probability."""
TRAJECTORIES: Final = 12
NOISE: Final = 1e-9
"""Share of the indicator that counts as no movement: the rounding of sums."""
Evaluate = Callable[[Array], Array]
"""(D, K) probabilities to (D,) values."""


@dataclass(frozen=True)
class Question:
    """One indicator, of one member of a scope, in one period."""

    indicator: str
    scope: str = "programme"
    member: str = ""
    period: str = "total"
    """Year, or total; for people at work also a month, YYYY-MM."""


@dataclass(frozen=True)
class Asked:
    """A question prepared: its answer is a number for every point."""

    known: Ready
    question: Question
    inputs: tuple[Input, ...]

    def at(self, points: Array) -> Array:
        """(D,) the indicator at some points (D, INPUTS)."""
        period = self.known.where.periods.index(self.question.period)
        return expected_on(self.known, points, (self.question.indicator,))[self.question.indicator][:, 0, period]

    def on(self, probabilities: Array) -> Array:
        """(D,) the indicator at probabilities (D, K) of the inputs."""
        return self.at(points_of(self.inputs, probabilities))

    @property
    def best(self) -> float:
        """The indicator with every input at its best value."""
        return float(self.on(np.full((1, len(self.inputs)), np.nan))[0])

    def without_effect(self, probabilities: Array) -> Array | None:
        """(D,) the same as :meth:`on` if work has no effect after release; None where it does not rest on one."""
        return without_effect(
            self.known.programme, self.question.indicator,
            lambda twin: replace(self, question=replace(self.question, indicator=twin)).on(probabilities),
            lambda number: np.full(len(probabilities), number),
        )  # fmt: skip


def asked(programme: Programme, question: Question) -> Asked:
    """Prepare a question. Raises InputFaults when there is no such indicator, member or period."""
    known = ready(programme, (question.scope,))
    if question.indicator == "at_work" and question.period in programme.months:
        known = of_month(known, question.period)
    members = [member for _, member in known.where.members]
    faults = [
        not_among(found, there, option)
        for option, found, there in (
            ("--indicator", question.indicator, list(programme.indicators)),
            ("--id", question.member, members),
            ("--period", question.period, known.where.periods),
        )
        if found not in there
    ]
    if faults:
        raise InputFaults(faults)
    where = known.where.some(np.array([members.index(question.member)]))
    return Asked(replace(known, where=where), question, uncertain_inputs(known))


def of_month(known: Ready, month: str) -> Ready:
    """A programme prepared so that one month is a period, in the place of the total."""
    place, time = known.programme.months.index(month), known.setting.stretches
    begin = np.union1d(time.begin, [place, min(place + 1, time.months - 1)])
    span = known.where.span.copy()
    span[:, -1] = np.arange(time.months) == place
    alone = replace(known.where, periods=(*known.where.periods[:-1], month), span=span)
    return replace(known, where=alone, setting=replace(known.setting, stretches=Stretches(begin, time.months)))


def tornado(ask: Asked) -> pd.DataFrame:
    """Each input at its 10 % and 90 % quantiles, all others at best value; widest first.

    Columns: input, low_value, high_value, at_low, at_high, base, unit (of the input); then at_low, at_high and base if
    work has no effect after release (suffix _if_no_effect), empty where the indicator does not rest on one.
    """
    count = len(ask.inputs)
    places = np.full((2 * count + 1, count), np.nan)
    places[np.arange(count), np.arange(count)] = 0.1
    places[count + np.arange(count), np.arange(count)] = 0.9
    found, beside = ask.on(places), ask.without_effect(places)
    beside = np.full(len(places), np.nan) if beside is None else beside
    table = pd.DataFrame({
        "input": [one.name for one in ask.inputs],
        "low_value": [one.value(0.1) for one in ask.inputs],
        "high_value": [one.value(0.9) for one in ask.inputs],
        "at_low": found[:count],
        "at_high": found[count : 2 * count],
        "base": found[-1],
        "unit": [one.unit for one in ask.inputs],
        "at_low_if_no_effect": beside[:count],
        "at_high_if_no_effect": beside[count : 2 * count],
        "base_if_no_effect": beside[-1],
    })  # fmt: skip
    width = (table["at_high"] - table["at_low"]).abs()
    return table.loc[width.sort_values(ascending=False, kind="stable").index].reset_index(drop=True)


def morris(ask: Asked, seed: int, trajectories: int = TRAJECTORIES) -> pd.DataFrame:
    """Elementary effects: mean of their sizes, and their spread (curvature, interplay), per whole probability.

    Columns: input, mu_star, sigma; largest first.
    """
    effects = elementary_effects(ask.on, len(ask.inputs), trajectories, np.random.default_rng([seed, 0x30881]))
    table = pd.DataFrame({
        "input": [one.name for one in ask.inputs],
        "mu_star": np.abs(effects).mean(axis=0),
        "sigma": effects.std(axis=0, ddof=1),
    })  # fmt: skip
    return table.sort_values("mu_star", ascending=False, kind="stable", ignore_index=True)


def moving(ask: Asked, screened: pd.DataFrame) -> tuple[str, ...]:
    """The inputs that move the answer, by :func:`morris`, rounding apart."""
    return tuple(screened.loc[screened["mu_star"] > NOISE * abs(ask.best), "input"])


def elementary_effects(evaluate: Evaluate, count: int, trajectories: int, rng: np.random.Generator) -> Array:
    """(T, K) change of the answer per unit of probability, each input moved once on every trajectory."""
    half = STEPS // 2
    up = rng.random((trajectories, count)) < 0.5
    start = rng.integers(0, half, (trajectories, count)) + np.where(up, 0, half)
    turn = np.argsort(rng.random((trajectories, count)), axis=1)
    """(T, K) at which step each input moves."""
    moved = np.arange(count + 1)[None, :, None] > turn[:, None, :]
    levels = start[:, None, :] + moved * np.where(up, half, -half)[:, None, :]
    found = evaluate(((levels + 0.5) / STEPS).reshape(-1, count)).reshape(trajectories, count + 1)
    change = np.take_along_axis(np.diff(found, axis=1), turn, axis=1)
    return np.asarray(change / np.where(up, half / STEPS, -half / STEPS))


def sobol(ask: Asked, seed: int, points: int = 256, moving: tuple[str, ...] | None = None) -> pd.DataFrame:
    """First-order and total indices, with 90 % intervals of their estimate; largest total first.

    points: base points, a power of two; points x (K + 2) evaluations. moving: the inputs that can move the
    answer, as :func:`morris` has shown; the others have index 0 and are left at their best value.
    Columns: input, first, first_low, first_high, total, total_low, total_high.
    """
    inputs = tuple(one for one in ask.inputs if moving is None or one.name in moving)
    columns = ("first", "first_low", "first_high", "total", "total_low", "total_high")
    table = pd.DataFrame(0.0, index=[one.name for one in ask.inputs], columns=list(columns))
    if inputs:
        table.loc[[one.name for one in inputs]] = indices(replace(ask, inputs=inputs).on, len(inputs), points, seed)
    ordered = table.sort_values("total", ascending=False, kind="stable")
    return ordered.rename_axis("input").reset_index()


def indices(evaluate: Evaluate, count: int, points: int, seed: int) -> Array:
    """(K, 6) first order, its low and high, total order, its low and high.

    An input that moves the answer alone makes the whole of its spread: there is nothing to measure.
    """
    if count == 1:
        return np.ones((1, 6))

    def answers(probabilities: Array) -> Array:
        return evaluate(probabilities.T)

    rng = np.random.default_rng([seed, 0x50B02])
    found = sobol_indices(func=answers, n=points, dists=[uniform()] * count, rng=rng)  # type: ignore[list-item]
    spread = found.bootstrap(confidence_level=CHANCE, n_resamples=199)
    first, total = spread.first_order.confidence_interval, spread.total_order.confidence_interval
    return np.stack(
        [found.first_order, first.low, first.high, found.total_order, total.low, total.high], axis=-1
    ).reshape(count, 6)
