"""Times of our engines and of their rivals on one plan. A cell is a draw x workshop x month."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from importlib.util import find_spec
from math import log

import numpy as np

from bench import machine, rivals
from bench.plans import with_workshops
from model.futures import kernel, twin
from model.futures.means import means
from model.schema.programme import Programme
from model.uncertainty.chunk import Ready, ready, reduced
from model.uncertainty.ensemble import CHUNK, CORES, Ensemble, grow
from model.uncertainty.expectation import expected_on
from model.uncertainty.inputs import Drawn, points
from model.uncertainty.worlds import people, world
from model.workforce import expected

NUMBERS = 7
"""Random numbers a cell asks for, about: exit, release, trial, hire, and its share of the prison's pool."""
PASSES = 70
"""Times that a cell of some outcome is read or written in memory, about, from people to indicators."""
ADDED = 4
"""Numbers that the compiled expected engine adds up for a cell."""


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    name: str
    """What was timed: a key of the terms ``timed``."""
    seconds: float
    cells: float
    """Cells a second."""
    bound: float | None = None
    """Share of what the machine could do at most."""
    cores: int = 0
    """Cores at work, timed on the clock; 0 for one thread, of which processor time counts."""


def timed(known: Ready, draws: int, numbers: float, cache: float) -> list[Row]:
    """Every way of computing a plan, the fastest of a few runs each.

    numbers: random numbers a second that the machine can make; cache: bytes a second that it can move.
    """
    rows, months = known.workshops.seats.shape
    each = rows * months
    reading = Drawn(points(1, 0, draws))
    chance, _ = people(known.programme, known.workshops, reading, 1, 0)
    plan, rng = rivals.plain(known.workshops), np.random.default_rng(1)
    now, stretches = world(known.programme, known.workshops, reading), known.setting.stretches
    some = list(range(0, rows, max(1, rows // 6)))
    everywhere = plan.times(draws)

    def row(name: str, cells: int, spent: float, numbers_a_cell: float = 0.0, bytes_a_cell: float = 0.0) -> Row:
        bound = cells / spent * (numbers_a_cell / numbers or bytes_a_cell / cache)
        return Row(name, spent, cells / spent, bound or None)

    found = [
        row("stochastic_people", draws * each, machine.seconds(lambda: kernel.count(chance)), NUMBERS),
        row("stochastic_all", draws * each, machine.seconds(lambda: reduced(known, 0, draws, 1)),
            bytes_a_cell=8 * PASSES),
        row("expected_people", draws * each, machine.seconds(lambda: means(known.workshops, now, stretches)),
            bytes_a_cell=8 * ADDED),
        row("expected_numpy", draws * each, machine.seconds(lambda: expected(known.workshops, now))),
        row("twin", draws * each, machine.seconds(lambda: twin.count(chance), 0.1)),
        row("generator", draws * each, machine.seconds(lambda: rivals.generator(plan, draws, rng))),
        row("pandas_all", draws * each, machine.seconds(lambda: rivals.pandas_columns(everywhere), 0.1)),
        row("pandas_one", each, machine.seconds(lambda: rivals.pandas_columns(plan), 0.1)),
        row("pandas_rows", len(some) * months, machine.seconds(lambda: rivals.pandas_rows(plan.some(some)), 0.1)),
    ]  # fmt: skip
    if draws >= CHUNK:  # fewer do not keep several cores at work
        many, at = CORES * draws, points(1, 0, CORES * draws)
        bounds = {
            "stochastic_people": (NUMBERS, 0.0), "stochastic_all": (0.0, 8 * PASSES),
            "expected_people": (0.0, 8 * ADDED),
            "expected_all": (0.0, 8 * (ADDED + PASSES * len(stretches.begin) / months)),  # added up by stretch first
        }  # fmt: skip
        clocked = {
            "stochastic_people": lambda: _on_all_cores(lambda: kernel.count(chance)),
            "stochastic_all": lambda: grow(Ensemble(known), known, many, 1),
            "expected_people": lambda: _on_all_cores(lambda: means(known.workshops, now, stretches)),
            "expected_all": lambda: expected_on(known, at),
        }
        for name, work in clocked.items():
            spent = machine.seconds(work, clock=time.perf_counter) * CORES  # the bounds are those of one core
            one = row(name, many * each, spent, *bounds[name])
            found.append(replace(one, cores=CORES, cells=one.cells * CORES))
    if find_spec("simpy") is not None:
        spent = machine.seconds(lambda: rivals.events(plan, some, 1), 0.1)
        found.append(row("simpy", len(some) * months, spent))
    return found


def _on_all_cores(work: Callable[[], object]) -> None:
    """The same work once on each core."""
    with ThreadPoolExecutor(CORES) as pool:
        for done in [pool.submit(work) for _ in range(CORES)]:
            done.result()


def slopes(france: Programme, draws: int) -> tuple[float, float]:
    """Growth of the time with draws and with workshops: 1 is in proportion, less is better than that."""
    known = ready(france)
    by_draws = [_run(known, draws * times) for times in (1, 4)]
    count = len(france.scenario.openings)
    by_rows = [_run(ready(with_workshops(france, count // times)), draws) for times in (4, 1)]
    return log(by_draws[1] / by_draws[0]) / log(4), log(by_rows[1] / by_rows[0]) / log(count / (count // 4))


def answer(known: Ready, draws: int) -> tuple[float, float]:
    """Seconds of an answer, on the clock and of processors: futures on all cores, indicators with their intervals."""
    begin, worked = time.perf_counter(), time.process_time()
    grow(Ensemble(known), known, draws, 1).indicators()
    return time.perf_counter() - begin, time.process_time() - worked


def moved(known: Ready, count: int) -> tuple[float, float]:
    """Seconds, on the clock and of processors, of the expected engine at some points, all outcomes of the programme."""
    at, begin, worked = points(1, 0, count), time.perf_counter(), time.process_time()
    expected_on(known, at)
    return time.perf_counter() - begin, time.process_time() - worked


def _run(known: Ready, draws: int) -> float:
    return machine.seconds(lambda: reduced(known, 0, draws, 1), 1.0)
