"""How robust a plan is: in what share of futures its budget is kept, its targets are met, its workshops are full, and
in what share of other programmes each of its openings would be chosen again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Final

import numpy as np
import pandas as pd

from model.interval import HIGH, LOW
from model.rollout.assemble import Assembly, assemble
from model.rollout.problem import Plan
from model.rollout.quick import TURNS, quick
from model.rollout.solution import Stop
from model.schema.fault import InputFaults
from model.schema.programme import Programme
from model.schema.scenario import OtherTarget, Target
from model.targets import month_of
from model.uncertainty.chunk import Single
from model.uncertainty.ensemble import Ensemble
from model.uncertainty.inputs import points
from model.uncertainty.programmes import drawn
from model.without_effect import without_effect

FULL_ENOUGH: Final = 0.75
"""Yearly fill under which a workshop is looked into."""
COLUMNS: Final = (
    "test", "indicator", "scope", "id", "period", "side", "level", "chance", "draws", "chance_if_no_effect",
)  # fmt: skip

Promise = tuple[str, str, str, str, str, str, float, float, int]
"""One row of COLUMNS, but the last."""
KEPT: Final = ("prison", "company", "kept", "prison_kept", "programmes")
PERTURBED: Final = 50
"""Programmes that an opening is looked for in."""


def openings_kept(
    assembly: Assembly, plan: Plan, seed: int, count: int = PERTURBED, *, turns: int = TURNS, begin: bool = True,
    stop: Stop | None = None, tell: Callable[[int], None] = lambda n: None,
) -> pd.DataFrame:  # fmt: skip
    """In what share of perturbed programmes each opening of a plan is chosen again, by a quick search without a proof.

    Each programme has every uncertain input at one Sobol point of the seed; the search has a number of turns, so that
    no clock is in the result. It seeks the best plan for the first aim of the same objective under the same limits, the
    target put aside where it finds none that meets it. An opening is the same where its prison and company are.
    begin: whether each search begins with the plan, as far as the programme lets its openings in: what is as good is
    then kept, so that the shares lean to the plan; without it, plans as good as each other count as others. Columns:
    prison, company, kept (share), prison_kept (share in which any company opens in the prison), programmes (that had
    a plan). Stops early, and tells of fewer programmes, when told to stop; tell: programmes done.
    """
    own = [assembly.pairs[pair].id for pair in plan.pair]
    times, solved = dict.fromkeys([*own, *(name.partition(":")[0] for name in own)], 0), 0
    for done, point in enumerate(points(seed, 0, count)):
        if stop is not None and stop():
            break
        chosen = _chosen(drawn(assembly.programme, point), seed, turns, (assembly, plan) if begin else None)
        if chosen is not None:
            solved += 1
            for name in times:
                times[name] += name in chosen
        tell(done + 1)

    def share(name: str) -> float:
        return times[name] / solved if solved else float("nan")

    rows = [(*name.split(":"), share(name), share(name.partition(":")[0]), solved) for name in own]
    return pd.DataFrame(rows, columns=list(KEPT))


def _chosen(programme: Programme, seed: int, turns: int, begin: tuple[Assembly, Plan] | None) -> frozenset[str] | None:
    """The pairs of a good plan of a programme, and their prisons; None where there is none."""
    try:
        assembly = assemble(programme)
    except InputFaults:  # nothing can open in this draw
        return None
    problem = assembly.problem
    first = None if begin is None else _among(assembly, *begin)
    for asked in (problem, replace(problem, target=())) if problem.target else (problem,):
        found = quick(asked, seed, first, turns=turns)
        if found is not None:
            pairs = [assembly.pairs[pair] for pair in found.pair]
            return frozenset([*(pair.id for pair in pairs), *(pair.prison.id for pair in pairs)])
    return None


def _among(assembly: Assembly, other: Assembly, plan: Plan) -> Plan:
    """The openings of another assembly's plan whose pairs are in this one too."""
    place = {pair.key: row for row, pair in enumerate(assembly.pairs)}
    rows = np.array([place.get(other.pairs[pair].key, -1) for pair in plan.pair], dtype=np.int64)
    there = rows >= 0
    return Plan(rows[there], plan.quarter[there], plan.seats[there])


def robustness(futures: Ensemble, full_enough: float = FULL_ENOUGH) -> pd.DataFrame:
    """One row for each promise of a plan.

    Columns: test (budget, target, fill), indicator, scope, id, period (YYYY, total; YYYY-MM for people at work by the
    end of a year; ``all`` for every year together), side (at_least, at_most), level, chance (share of
    draws), draws (that have a value), chance_if_no_effect (the same if work has no effect after release, empty
    where the indicator does not rest on one).
    """
    programme = futures.known.programme
    rows = [*_budget(futures, programme), *_targets(futures, programme), *_fill(futures, full_enough)]
    beside = [_without_effect(futures, *row[1:7]) for row in rows]
    return pd.DataFrame(rows, columns=list(COLUMNS[:-1])).assign(chance_if_no_effect=np.array(beside, dtype=np.float64))


def _without_effect(futures: Ensemble, indicator: str, scope: str, member: str, period: str, side: str, level: float
                    ) -> float | None:  # fmt: skip
    """Share of draws that keep a promise if work has no effect after release; None where it does not rest on one."""

    def of(twin: str) -> float:
        drawn = values_of(futures, twin, scope, member, period)
        assert drawn is not None, "it stands where the indicator stands"
        return _kept(drawn, side, level)

    return without_effect(
        futures.known.programme, indicator, of, lambda number: _kept(np.array([number], dtype=np.float32), side, level)
    )


def _kept(drawn: Single, side: str, level: float) -> float:
    """Share of the draws that have a value in which a level is reached, or not passed."""
    valid = drawn[np.isfinite(drawn)]
    kept = valid >= level if side == "at_least" else valid <= level
    return float(kept.mean()) if valid.size else float("nan")


def values_of(futures: Ensemble, indicator: str, scope: str, member: str, period: str) -> Single | None:
    """(D,) draws of an indicator somewhere; None where the plan has no such place or period."""
    where = futures.known.where
    if (scope, member) not in where.members or period not in where.periods:
        return None
    row, place = where.members.index((scope, member)), where.periods.index(period)
    return futures.programme(indicator)[:, place] if row == 0 else futures.of(indicator)[:, row, place]


def seat_months(futures: Ensemble) -> dict[str, float]:
    """Months at work of a plan over many futures, beside the closed form's figure that it was chosen on.

    value: their mean; low, high: ends of the 90 % interval.
    """
    drawn = values_of(futures, "at_work", "programme", "", "total")
    assert drawn is not None, "the programme as a whole is always a member"
    months = drawn.astype(np.float64) * len(futures.known.programme.months)
    low, high = np.quantile(months, (LOW, HIGH))
    return {"value": float(months.mean()), "low": float(low), "high": float(high)}


def _row(test: str, target: OtherTarget, side: str, level: float, drawn: Single) -> Promise:
    place = (target.indicator, target.scope, target.id or "", target.period)
    return (test, *place, side, level, _kept(drawn, side, level), int(np.isfinite(drawn).sum()))


def _budget(futures: Ensemble, programme: Programme) -> Iterator[Promise]:
    """Each year's limit of what the State may invest, then all of them together."""
    kept = []
    for year, limit in sorted(programme.scenario.limits.state_capex.items()):
        spent = values_of(futures, "capex_state", "programme", "", str(year))
        if spent is not None:
            kept.append(spent <= limit)
            yield _row("budget", OtherTarget(indicator="capex_state", period=str(year)), "at_most", limit, spent)
    if kept:
        together = float(np.all(kept, axis=0).mean())
        yield ("budget", "capex_state", "programme", "", "all", "at_most", float("nan"), together, len(kept[0]))


def _targets(futures: Ensemble, programme: Programme) -> Iterator[Promise]:
    """The target on people at work, in the last month of its year, then the others."""
    targets, months = programme.scenario.targets, programme.months
    if targets.seats is not None:
        seats = targets.seats if isinstance(targets.seats, Target) else Target(at_least=targets.seats)
        month = month_of(programme, seats)
        for side, level in (("at_least", seats.at_least), ("at_most", seats.at_most)) if month else ():
            if level is not None and month is not None:
                drawn = futures.month("at_work")[:, months.index(month)]
                yield _row("target", OtherTarget(indicator="at_work", period=month), side, level, drawn)
    for target in targets.others:
        drawn_ = values_of(futures, target.indicator, target.scope, target.id or "", target.period)
        for side, level in (("at_least", target.at_least), ("at_most", target.at_most)):
            if level is not None and drawn_ is not None:
                yield _row("target", target, side, level, drawn_)


def _fill(futures: Ensemble, full_enough: float) -> Iterator[Promise]:
    """Each workshop's fill from its opening on, year by year, then in every year: a workshop whose company has left is
    not full."""
    where, drawn = futures.known.where, futures.of("fill_rate")
    for row, (scope, member) in enumerate(where.members):
        if scope != "workshop":
            continue
        years = [p for p in range(len(where.periods) - 1) if np.isfinite(drawn[:, row, p]).any()]
        full = np.nan_to_num(drawn[:, row, years], nan=-1.0) >= full_enough
        held = [*zip((where.periods[p] for p in years), full.T, strict=True), ("all", full.all(axis=1))]
        for period, kept in held if years else ():
            yield (
                "fill",
                "fill_rate",
                "workshop",
                member,
                period,
                "at_least",
                full_enough,
                float(kept.mean()),
                len(kept),
            )
