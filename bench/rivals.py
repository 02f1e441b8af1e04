"""The same months of work in other ways, people alone: what a planner would be written with at first.

All of them do less than our engine: one pool for each prison, no partner that leaves, no pay, no victims.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from model.money import Array
from model.workshops import Workshops


@dataclass(frozen=True)
class Plain:
    """A plan as a table would hold it, (W,) each; seats (W, M)."""

    seats: Array
    prison: Array
    suitable: Array
    apply: Array
    passes: Array
    exit: Array
    turnover: Array

    def some(self, rows: list[int]) -> Plain:
        """Some of the workshops."""
        return Plain(*(np.asarray(values)[rows] for values in vars(self).values()))

    def times(self, count: int) -> Plain:
        """The same workshops over and over: a row for each of them in each future."""
        again = {name: np.tile(values, count) for name, values in vars(self).items() if name != "seats"}
        return Plain(np.tile(self.seats, (count, 1)), **again)

    @property
    def frame(self) -> pd.DataFrame:
        """One row a workshop."""
        columns = ("prison", "suitable", "apply", "passes", "exit", "turnover")
        return pd.DataFrame({name: getattr(self, name) for name in columns})


def plain(workshops: Workshops) -> Plain:
    """The plain table of a plan."""
    w = workshops
    return Plain(w.seats, w.side, w.suitable, w.apply_share, w.pass_rate, w.exit, w.pool_turnover)


def generator(plan: Plain, draws: int, rng: np.random.Generator) -> Array:
    """(M,) people at work, all draws: numpy's own binomials, whole draws at once."""
    rows, months = plan.seats.shape
    full = np.floor(plan.suitable).astype(np.int64)
    at_work, trial, pool = (np.zeros((draws, rows), np.int64) for _ in range(3))
    pool += full
    found = np.zeros(months)
    for month in range(months):
        seats = np.round(plan.seats[:, month]).astype(np.int64)
        stay = at_work - rng.binomial(at_work, plan.exit)
        rng.binomial(at_work - stay, 0.5)  # releases among the exits
        at_work = np.minimum(seats, stay + rng.binomial(trial, plan.passes))
        trial = np.minimum(np.maximum(0, seats - at_work), rng.binomial(pool, plan.apply))
        leaves = rng.binomial(pool - trial, plan.turnover)
        pool = np.maximum(0, pool - trial - leaves + rng.poisson(full * plan.turnover, (draws, rows)))
        found[month] = at_work.sum()
    return found


def pandas_columns(plan: Plain) -> Array:
    """(M,) expected people at work: whole columns of a data frame, whose rows are the plan's."""
    table = plan.frame.assign(at_work=0.0, trial=0.0)
    table["pool"] = table["suitable"]
    found = np.zeros(plan.seats.shape[1])
    for month in range(len(found)):
        seats = pd.Series(plan.seats[:, month])
        stay = table["at_work"] * (1 - table["exit"]) + table["trial"] * table["passes"]
        table["at_work"] = stay.clip(upper=seats)
        wanted = (seats - table["at_work"]).clip(lower=0)
        table["trial"] = np.minimum(wanted, table["pool"] * table["apply"])
        table["pool"] += (table["suitable"] - table["pool"]) * table["turnover"] - table["trial"]
        found[month] = table["at_work"].sum()
    return found


def pandas_rows(plan: Plain) -> Array:
    """(M,) the same, row after row of the data frame."""
    table = plan.frame.assign(at_work=0.0, trial=0.0, pool=plan.suitable)
    found = np.zeros(plan.seats.shape[1])
    for month in range(len(found)):
        for place, (row, one) in enumerate(table.iterrows()):
            seats = plan.seats[place, month]
            at_work = min(seats, one["at_work"] * (1 - one["exit"]) + one["trial"] * one["passes"])
            trial = min(max(0.0, seats - at_work), one["pool"] * one["apply"])
            table.loc[row, "at_work"], table.loc[row, "trial"] = at_work, trial
            table.loc[row, "pool"] = one["pool"] + (one["suitable"] - one["pool"]) * one["turnover"] - trial
            found[month] += at_work
    return found


def events(plan: Plain, rows: list[int], seed: int) -> float:
    """Person-months at work of some workshops in one future: simpy, one process for each person."""
    import simpy

    rng = np.random.default_rng(seed)
    months, worked = plan.seats.shape[1], 0.0

    def person(env: Any, row: int, here: dict[str, int]) -> Any:
        nonlocal worked
        yield env.timeout(1)
        here["trial"] -= 1
        if rng.random() >= plan.passes[row]:
            return
        here["at_work"] += 1
        begin = env.now
        yield env.timeout(min(rng.exponential(-1 / np.log1p(-plan.exit[row])), months - env.now + 1e-9))
        worked += env.now - begin
        here["at_work"] -= 1

    def outside(env: Any, row: int, here: dict[str, int]) -> Any:
        yield env.timeout(rng.exponential(1 / plan.turnover[row]))
        here["pool"] -= 1

    def workshop(env: Any, row: int) -> Any:
        here = {"at_work": 0, "trial": 0, "pool": int(plan.suitable[row])}
        for _ in range(here["pool"]):
            env.process(outside(env, row, here))
        for month in range(months):
            arrive = int(rng.poisson(plan.suitable[row] * plan.turnover[row]))
            here["pool"] += arrive
            for _ in range(arrive):
                env.process(outside(env, row, here))
            wanted = max(0, int(plan.seats[row, month]) - here["at_work"] - here["trial"])
            taken = min(wanted, int(rng.binomial(max(0, here["pool"]), plan.apply[row])))
            here["trial"] += taken
            for _ in range(taken):
                env.process(person(env, row, here))
            yield env.timeout(1)

    env = simpy.Environment()
    for row in rows:
        env.process(workshop(env, row))
    env.run(until=months)
    return worked
