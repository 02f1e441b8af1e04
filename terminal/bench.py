"""``bench``: the engines timed on this machine, as ratios."""

from __future__ import annotations

import resource
import time
from importlib.util import find_spec

from terminal.door import DONE, Door
from terminal.reading import Options

SIZES = ("small", "france", "world")
DRAWS = {"small": 512, "france": 128, "world": 8}
"""Draws of a timed run, so that one run stays within seconds."""


def run(door: Door, size: str) -> int:
    """Print the table. Raises InputFaults."""
    options = Options()
    options.one_of("--size", size, SIZES)
    options.settle()
    from bench import engines, machine
    from bench.plans import plan_of
    from model.uncertainty.chunk import ready
    from model.uncertainty.ensemble import CORES

    chosen = plan_of(size)
    begin = time.perf_counter()
    known = ready(chosen)
    prepared = time.perf_counter() - begin
    rows, months = known.workshops.seats.shape
    draws = DRAWS[size]
    memory, cache, numbers = machine.bandwidth(2**23), machine.bandwidth(2**14), machine.random_numbers()
    facts = [
        ("cores", f"{CORES}"),
        ("plan", f"{rows} workshops x {months} months"),
        ("preparing the plan", f"{prepared:.2f} s"),
        ("memory, 200 MB arrays", f"{memory / 1e9:.1f} GB/s"),
        ("cache, 0.4 MB arrays", f"{cache / 1e9:.1f} GB/s"),
        ("keyed random numbers", f"{numbers / 1e6:.0f} M/s"),
    ]
    door.table(f"bench {size}", ("", ""), facts)
    found = engines.timed(known, draws, numbers, cache)
    ours = {row.name: row.cells for row in found}
    people, expected = ours["stochastic, people, 1 core"], ours["expected, people, 1 core"]
    lines = [
        [
            row.name,
            f"{row.cells / 1e6:.3f}",
            f"{1e6 / row.cells:.2f}",
            f"{row.bound:.0%}" if row.bound else "",
            f"{people / row.cells:,.1f}",
            f"{expected / row.cells:,.1f}",
        ]
        for row in found
    ]
    columns = ("", "M cells/s", "s per M cells", "of the bound", "stochastic is x times", "expected is x times")
    door.table("A cell is a draw x workshop x month", columns, lines)
    if find_spec("simpy") is None:
        door.note("simpy: not installed (pip install -r requirements-dev.txt)")
    if size != "world":
        answers = []
        for n in (128, 1000, 10_000):
            clock, worked = engines.answer(known, n)
            answers.append((f"{n:,} draws", _spent(clock, worked)))
        clock, worked = engines.moved(ready(chosen, ("programme",)), 10_000)
        answers.append(("10,000 points of the expected engine", _spent(clock, worked)))
        by_draws, by_rows = engines.slopes(chosen, 64)
        answers += [("growth with draws", f"power {by_draws:.2f}"), ("growth with workshops", f"power {by_rows:.2f}")]
        door.table("An answer: futures on all cores, all indicators with their intervals", ("", ""), answers)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    door.out(f"peak memory {peak:,.0f} MB")
    return DONE


def _spent(clock: float, worked: float) -> str:
    return f"{clock:.2f} s on the clock, {worked:.2f} s of processors"
