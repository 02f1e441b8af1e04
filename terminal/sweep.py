"""``sweep``: many scenarios x many draws, on one machine or a cluster."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from platform import python_version
from typing import Any

import numpy as np
import pandas as pd

from model.loading.assembly import programme, warnings
from model.loading.catalogue import load
from model.schema.fault import Fault, InputFaults
from model.schema.programme import Programme
from model.uncertainty.ensemble import Ensemble
from model.uncertainty.sweep import Gathering, Processes, Serial, sweep, tasks
from reports.tables import VERSION, beside_zero
from terminal.door import DONE, Door
from terminal.reading import Options
from terminal.writing import check_folder, csv_of, json_of, write_whole

EXECUTORS = ("serial", "processes", "dask")
LIBRARIES = ("numpy", "numba", "pandas", "pydantic", "scipy", "PyYAML")


@dataclass(frozen=True)
class Asked:
    """What was typed."""

    scenarios: tuple[str, ...]
    out: Path
    draws: str
    seed: str
    executor: str
    scheduler: str | None
    settings: tuple[str, ...]


def run(door: Door, typed: Asked) -> int:
    """Write indicators.csv and manifest.json once all is computed. Raises InputFaults."""
    options = Options()
    draws = options.whole("--draws", typed.draws, 1, 10_000_000)
    seed = options.whole("--seed", typed.seed, 0, 2**63 - 1)
    options.one_of("--executor", typed.executor, EXECUTORS)
    if typed.executor == "dask" and not typed.scheduler:
        options.wrong("option_missing", "--scheduler")
    if typed.executor != "dask" and typed.scheduler:
        options.wrong("scheduler_without_dask", "--scheduler", found=typed.executor)
    options.settle()
    check_folder(typed.out)
    catalogue = load()
    chosen = [programme(catalogue, name, typed.settings) for name in dict.fromkeys(typed.scenarios)]
    for one in chosen:
        door.faults(warnings(catalogue, one))
    found: dict[str, pd.DataFrame] = {}

    def complete(futures: Ensemble) -> None:
        found[futures.known.programme.id] = futures.indicators()

    asked = list(tasks(chosen, draws, seed))

    def alone() -> None:
        door.note(door.word("The scheduler has no worker: waiting for one."))

    with (
        executor_of(typed.executor, typed.scheduler, alone) as (executor, in_flight),
        _progress(door, len(asked)) as told,
    ):
        sweep(executor, asked, Gathering(chosen, draws, complete).add, told, in_flight=in_flight)
    table = pd.concat([found[one.id].assign(scenario=one.id) for one in chosen], ignore_index=True)
    columns = ["scenario", "indicator", "scope", "id", "period", "unit", "value", "low", "high"]
    table = beside_zero(table[columns].assign(share_assumed=np.nan), chosen[0])
    files = {"indicators.csv": csv_of(table), "manifest.json": json_of(_manifest(chosen, draws, seed))}
    write_whole(typed.out, files)
    door.note(door.word("Written to {folder}.").format(folder=typed.out))
    return DONE


@contextmanager
def executor_of(
    name: str, scheduler: str | None = None, alone: Callable[[], None] = lambda: None
) -> Iterator[tuple[Executor, int | Callable[[], int]]]:
    """An executor by its name, and how many tasks to keep under way; all that was started is ended. alone() is told
    where a scheduler has no worker, or none left.

    Raises InputFaults when Dask is not installed, its scheduler does not answer, or it or a worker lacks the planner.
    """
    if name == "dask":
        with _dask(str(scheduler), alone) as found:
            yield found
        return
    executor = Serial() if name == "serial" else Processes()
    try:
        yield executor, 1 if name == "serial" else 2 * (os.cpu_count() or 1)
    finally:
        executor.shutdown(wait=True, cancel_futures=True)


@contextmanager
def _dask(scheduler: str, alone: Callable[[], None]) -> Iterator[tuple[Executor, Callable[[], int]]]:
    try:
        from distributed import Client, Security
        from distributed.comm import get_address_host_port
    except ImportError:
        raise InputFaults(
            [Fault("library_missing", "", None, "--executor", {"found": "dask", "file": "requirements-dask.txt"})]
        ) from None
    logging.getLogger("distributed.client").setLevel(logging.CRITICAL)  # traces of what is tried again, or told below
    try:
        # A client of what is no address, or of a door it has no key to, fails, then waits for itself at the end.
        get_address_host_port(scheduler)
        if scheduler.startswith(("tls://", "wss://")) and not Security().get_connection_args("client")["ssl_context"]:
            raise ValueError("no certificate")
        client = Client(scheduler, timeout=10, set_as_default=False)
    except (OSError, ValueError, TimeoutError):
        raise InputFaults([Fault("scheduler_silent", "", None, "--scheduler", {"found": scheduler})]) from None

    def here() -> bool:  # defined inside, it travels as it is: where it arrives, the planner may be missing
        from importlib.util import find_spec

        return find_spec("model") is not None

    known, empty = set[str](), False

    def twice_the_cores() -> int:  # workers may still be joining, or leave
        nonlocal empty
        cores = client.nthreads()
        joined = list(cores.keys() - known)
        if joined and False in client.run(here, workers=joined, on_error="return").values():
            raise lacking
        known.update(joined)
        if not cores and not empty:
            alone()
        empty = not cores
        return 2 * max(1, sum(cores.values()))

    lacking = InputFaults([Fault("scheduler_without_planner", "", None, "--scheduler", {"found": scheduler})])
    try:
        if not client.run_on_scheduler(here):
            raise lacking
        twice_the_cores()
        yield client.get_executor(pure=False), twice_the_cores
    except InputFaults:
        raise
    except Exception:
        if client.status == "running":
            raise
        raise InputFaults([Fault("scheduler_lost", "", None, "--scheduler", {"found": scheduler})]) from None
    finally:
        client.close()


@contextmanager
def _progress(door: Door, tasks: int) -> Iterator[Any]:
    """Tells how far things are on standard error: one line that changes, or one a tenth where it is a file."""
    live, shown = sys.stderr.isatty(), -1

    def told(done: int) -> None:
        nonlocal shown
        if live or done * 10 // tasks > shown:
            shown = done * 10 // tasks
            line = door.word("{done} of {tasks} tasks").format(done=done, tasks=tasks)
            print(f"\r{line}" if live else line, end="" if live else "\n", file=sys.stderr, flush=True)

    try:
        yield told
    finally:
        if live:
            print(file=sys.stderr)


def _manifest(programmes: Sequence[Programme], draws: int, seed: int) -> dict[str, Any]:
    """What the figures were made from and with. No clock, and not where: the numbers are the same everywhere."""
    return {
        "scenarios": [
            {
                "scenario": one.id,
                "fingerprint": one.fingerprint,
                "changes": [change.model_dump() for change in one.changes],
            }
            for one in programmes
        ],
        "engine": "stochastic",
        "seed": seed,
        "draws": draws,
        "created_with": {"essaimage": VERSION, "python": python_version(), **{n: version(n) for n in LIBRARIES}},
    }
