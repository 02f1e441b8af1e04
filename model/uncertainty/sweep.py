"""Many scenarios x many draws on any executor: one thread, processes, a cluster. Same numbers on all of them.

A task is a chunk of draws of one scenario; it is a function of its arguments alone, so it can be computed anywhere, in
any order, twice. What comes back is merged by draw number.
"""

from __future__ import annotations

import os
import pickle
import signal
import zlib
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import (
    FIRST_COMPLETED,
    BrokenExecutor,
    CancelledError,
    Executor,
    Future,
    ProcessPoolExecutor,
    wait,
)
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from multiprocessing import get_context
from typing import Any, Final

from model.frame import SCOPES
from model.schema.programme import Programme
from model.uncertainty.chunk import Chunk, outline, run_chunk
from model.uncertainty.ensemble import CHUNK, Ensemble, spans

ATTEMPTS: Final = 4
"""Times that a task is tried when its worker dies."""
IN_FLIGHT: Final = 8
"""Tasks handed over and not yet merged: what bounds the memory of workers and of the one who gathers."""
_LOOK: Final = 0.5
"""Seconds after which ``stop`` is asked again."""
_LOST: Final = ("KilledWorker", "CommClosedError", "FutureCancelledError")
"""Names of Dask's errors when a worker is lost."""


@dataclass(frozen=True)
class Task:
    """Some draws of one scenario."""

    scenario: str
    """Id of its programme."""
    packed: bytes
    """The programme, pickled and squeezed: it travels with every task, and is unpacked once by a worker."""
    first: int
    last: int
    seed: int
    scopes: tuple[str, ...] = SCOPES


def tasks(programmes: Iterable[Programme], draws: int, seed: int, scopes: tuple[str, ...] = SCOPES) -> Iterator[Task]:
    """All chunks of all scenarios, scenario after scenario."""
    for programme in programmes:
        packed = zlib.compress(pickle.dumps(programme), level=1)
        for first, last in spans(draws, CHUNK):
            yield Task(programme.id, packed, first, last, seed, scopes)


def run_task(task: Task) -> Chunk:
    """What a worker does, in one thread: ``run_chunk`` of what has travelled."""
    return run_chunk(_unpacked(task.packed), None, None, task.first, task.last, task.seed, task.scopes)


@lru_cache(maxsize=2)
def _unpacked(packed: bytes) -> Programme:
    """A programme, kept for the worker's next task."""
    found: Programme = pickle.loads(zlib.decompress(packed))
    return found


class Serial(Executor):
    """Everything here and now: the reference of the other executors."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Run at once."""
        future: Future[Any] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:
            future.set_exception(error)
        return future


class Processes(Executor):
    """One fresh process a core; when one dies, all are replaced by new ones."""

    def __init__(self, workers: int | None = None) -> None:
        self.workers = workers or os.cpu_count() or 1
        self._pool = self._fresh()

    def _fresh(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(self.workers, mp_context=get_context("spawn"))

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Hand a task to a process."""
        with _deaf():
            try:
                return self._pool.submit(fn, *args, **kwargs)
            except BrokenExecutor:
                self._pool = self._fresh()
                return self._pool.submit(fn, *args, **kwargs)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End the processes."""
        self._pool.shutdown(wait, cancel_futures=cancel_futures)


@contextmanager
def _deaf() -> Iterator[None]:
    """Processes started meanwhile do not hear Ctrl+C: it is for the one who gathers, who ends them."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def sweep(
    executor: Executor,
    tasks: Iterable[Task],
    reduce: Callable[[Task, Chunk], None],
    progress: Callable[[int], None] | None = None,
    stop: Callable[[], bool] | None = None,
    *,
    run: Callable[[Task], Chunk] = run_task,
    in_flight: int | Callable[[], int] = IN_FLIGHT,
) -> int:
    """Compute tasks and reduce what comes back, as it comes; returns how many were done.

    progress(done) is told after each task; stop() ends early. in_flight: tasks to keep under way, asked again and again
    where workers may still join. A task whose worker died is tried again. What is still under way when this ends early,
    or fails, is cancelled.
    """
    waiting, done = iter(tasks), 0
    flying: dict[Future[Chunk], tuple[Task, int]] = {}
    try:
        while stop is None or not stop():
            most = in_flight() if callable(in_flight) else in_flight
            for task in islice(waiting, max(0, most - len(flying))):
                flying[executor.submit(run, task)] = (task, 1)
                if isinstance(executor, Serial):  # it has been done meanwhile
                    break
            if not flying:
                break
            for future in wait(flying, timeout=_LOOK, return_when=FIRST_COMPLETED).done:
                task, attempt = flying.pop(future)
                error = CancelledError() if future.cancelled() else future.exception()
                if error is None:
                    reduce(task, future.result())
                    done += 1
                    if progress is not None:
                        progress(done)
                elif attempt < ATTEMPTS and _died(error):
                    flying[executor.submit(run, task)] = (task, attempt + 1)
                else:
                    raise error
    finally:
        for future in flying:
            future.cancel()
    return done


def _died(error: BaseException) -> bool:
    """Whether the worker, not the task, has failed."""
    return isinstance(error, (BrokenExecutor, CancelledError, ConnectionError)) or type(error).__name__ in _LOST


class Gathering:
    """Merges chunks by scenario, and hands each scenario over as soon as its draws are complete."""

    def __init__(self, programmes: Iterable[Programme], draws: int, complete: Callable[[Ensemble], None]) -> None:
        self._programmes = {programme.id: programme for programme in programmes}
        self._draws, self._complete = draws, complete
        self._open: dict[str, Ensemble] = {}

    def add(self, task: Task, chunk: Chunk) -> None:
        """Take a chunk in: the ``reduce`` of a sweep."""
        if task.scenario not in self._open:
            self._open[task.scenario] = Ensemble(outline(self._programmes[task.scenario], task.scopes))
        futures = self._open[task.scenario]
        futures.add(chunk)
        if futures.draws == self._draws:
            self._complete(self._open.pop(task.scenario))
