"""``bench``: the engines timed on this machine, as ratios."""

from __future__ import annotations

import resource
import time
from functools import partial
from importlib.util import find_spec
from typing import TYPE_CHECKING

from language import formats, term
from reports.wording import drawn_times
from terminal.door import DONE, Door
from terminal.reading import Options

if TYPE_CHECKING:
    from bench.engines import Row
    from model.schema.programme import Programme
    from model.uncertainty.chunk import Ready

SIZES = ("small", "france", "world")
DRAWS = {"small": 512, "france": 256, "world": 64}
"""Draws of a timed run, so that one run stays within seconds, minutes for the world."""


def run(door: Door, size: str) -> int:
    """Print the table. Raises InputFaults."""
    options = Options()
    options.one_of("--size", size, SIZES)
    options.settle()
    from bench import engines, machine
    from bench.plans import plan_of
    from model.uncertainty.chunk import ready
    from model.uncertainty.ensemble import CORES

    _, plain = door.word, partial(formats.number, lang=door.lang)
    chosen = plan_of(size)
    begin = time.perf_counter()
    known = ready(chosen)
    prepared = time.perf_counter() - begin
    rows, months = known.workshops.seats.shape
    memory, cache, numbers = machine.bandwidth(2**23), machine.bandwidth(2**14), machine.random_numbers()
    facts = [
        (_("Cores"), f"{CORES}"),
        (_("Plan: workshops × months"), f"{plain(rows)} × {months}"),
        (_("Preparing the plan, s"), plain(prepared, decimals=2)),
        (_("Memory, arrays of 200 MB, GB/s"), plain(memory / 1e9, decimals=1)),
        (_("Cache, arrays of 0.4 MB, GB/s"), plain(cache / 1e9, decimals=1)),
        (_("Keyed random numbers, millions a second"), plain(numbers / 1e6)),
    ]
    door.table(f"bench {size}", ("", ""), facts)
    found = engines.timed(known, DRAWS[size], numbers, cache)
    ours = {row.name: row.cells for row in found if not row.cores}
    lines = [
        [
            _named(row, door),
            plain(row.cells / 1e6, decimals=3),
            plain(1e6 / row.cells, decimals=2),
            formats.percent(row.bound, door.lang) if row.bound else "",
            plain(ours["stochastic_people"] / row.cells, decimals=1),
            plain(ours["expected_people"] / row.cells, decimals=1),
        ]
        for row in found
    ]
    columns = (
        "",
        _("M cells/s"),
        _("s per M cells"),
        _("of the bound"),
        _("draws, times as fast"),
        _("expected, times as fast"),
    )
    door.table(_("A cell is a draw × workshop × month; last, our people on one core against each line"), columns, lines)
    if find_spec("simpy") is None:
        door.note(_("simpy is not installed: pip install -r requirements-dev.txt"))
    if size != "world":
        door.table(_("An answer with its intervals, on all cores"),
                   ("", _("clock, s"), _("processors, s")), _answers(known, chosen, door))  # fmt: skip
        by_draws, by_rows = engines.slopes(chosen, 64)
        door.table(
            _("Growth of the time"), ("", ""),
            [(_("with draws (1: in proportion)"), plain(by_draws, decimals=2)),
             (_("with workshops (1: in proportion)"), plain(by_rows, decimals=2))],
        )  # fmt: skip
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    door.out(_("Peak memory: {size} MB").format(size=plain(peak)))
    return DONE


def _named(row: Row, door: Door) -> str:
    name = term("timed", row.name, door.lang)
    return door.word("{name}, {cores} cores, clock").format(name=name, cores=row.cores) if row.cores else name


def _answers(known: Ready, chosen: Programme, door: Door) -> list[tuple[str, str, str]]:
    """What is waited for, and its seconds on the clock and of processors."""
    from bench import engines
    from model.uncertainty.chunk import ready

    found = [(drawn_times(n, door.lang), engines.answer(known, n)) for n in (128, 1000, 10_000)]
    told = door.word("{n} points of the expected engine").format(n=formats.number(10_000, door.lang))
    found.append((told, engines.moved(ready(chosen, ("programme",)), 10_000)))
    return [(name, *(formats.number(spent, door.lang, 2) for spent in both)) for name, both in found]
