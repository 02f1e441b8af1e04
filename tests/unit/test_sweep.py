"""Sweeps: the same numbers on every executor, whatever dies, stops or comes back out of order."""

from __future__ import annotations

import os
import pickle
from concurrent.futures import BrokenExecutor, Executor, Future, ThreadPoolExecutor
from functools import cache, partial
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from model.loading.assembly import programme
from model.schema.fault import Fault, InputFaults
from model.schema.programme import Programme
from model.uncertainty.chunk import KEPT, Chunk, outline
from model.uncertainty.ensemble import CHUNK, Ensemble, ensemble, quantiles
from model.uncertainty.sweep import ATTEMPTS, Gathering, Processes, Serial, Task, run_task, sweep, tasks
from tests.examples import shipped

DRAWS = 2 * CHUNK + 10


@cache
def plans() -> tuple[Programme, ...]:
    return tuple(programme(shipped(), name) for name in ("rennes-2009", "rennes-2009@reading-a"))


def computed(executor: Executor, run: Any = run_task, **options: Any) -> dict[str, pd.DataFrame]:
    found: dict[str, pd.DataFrame] = {}
    gathering = Gathering(plans(), DRAWS, lambda e: found.__setitem__(e.known.programme.id, e.indicators()))
    with executor:
        sweep(executor, tasks(plans(), DRAWS, 5), gathering.add, run=run, **options)
    return found


@cache
def reference() -> dict[str, pd.DataFrame]:
    return {plan.id: ensemble(plan, DRAWS, 5).indicators() for plan in plans()}


def same(found: dict[str, pd.DataFrame]) -> None:
    assert set(found) == set(reference())
    for name, table in reference().items():
        pd.testing.assert_frame_equal(found[name], table, check_exact=True)


class Dying(Serial):
    """An executor whose workers die a few times for every task."""

    def __init__(self, times: int) -> None:
        self.times, self.seen = times, {}  # type: ignore[var-annotated]

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        self.seen[args] = self.seen.get(args, 0) + 1
        if self.seen[args] <= self.times:
            lost: Future[Any] = Future()
            lost.set_exception(BrokenExecutor("worker lost"))
            return lost
        return super().submit(fn, *args, **kwargs)


def test_serial_is_the_ensemble() -> None:
    same(computed(Serial()))


def test_threads_are_serial() -> None:
    same(computed(ThreadPoolExecutor(2)))


def test_a_task_whose_worker_died_is_tried_again() -> None:
    same(computed(Dying(ATTEMPTS - 1)))


def test_a_task_that_always_kills_its_worker_ends_the_sweep() -> None:
    with pytest.raises(BrokenExecutor):
        computed(Dying(ATTEMPTS))


def test_a_task_that_fails_is_not_tried_again() -> None:
    seen = []

    def wrong(task: Task) -> Chunk:
        seen.append(task.first)
        raise InputFaults([Fault("no_such_law")])

    with pytest.raises(InputFaults):
        computed(Serial(), run=wrong, in_flight=1)
    assert seen == [0]


def die_once(folder: str, task: Task) -> Chunk:
    """A worker that is killed the first time it is given the second chunk."""
    mark = Path(folder) / f"{task.scenario}-{task.first}"
    if task.first == CHUNK and not mark.exists():
        mark.touch()
        os._exit(9)
    return run_task(task)


@pytest.mark.slow
def test_processes_are_serial_even_when_one_is_killed(tmp_path: Path) -> None:
    same(computed(Processes(2), run=partial(die_once, str(tmp_path))))


def test_progress_is_told_and_stop_is_heard() -> None:
    told: list[int] = []
    done = sweep(
        Serial(), tasks(plans(), DRAWS, 5), lambda _, __: None, told.append, lambda: len(told) >= 2, in_flight=1
    )
    assert told == [1, 2]
    assert done == 2


class Slow(Executor):
    """An executor that never finishes, and remembers what it was given."""

    def __init__(self) -> None:
        self.given: list[Future[Any]] = []

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        self.given.append(Future())
        return self.given[-1]


def test_what_is_under_way_is_bounded_and_cancelled() -> None:
    slow = Slow()
    asked = iter([False, True])
    assert sweep(slow, tasks(plans(), DRAWS, 5), lambda _, __: None, stop=lambda: next(asked), in_flight=3) == 0
    assert len(slow.given) == 3
    assert all(future.cancelled() for future in slow.given)


def test_programmes_tasks_and_faults_travel() -> None:
    task = next(tasks(plans()[:1], 8, 1))
    back = pickle.loads(pickle.dumps(task))
    assert back == task
    assert len(task.packed) < 500_000
    fault = InputFaults([Fault("no_such_law", "a.yaml", 3, "b", {"found": 1.0})])
    assert pickle.loads(pickle.dumps(fault)).faults == fault.faults


def test_chunks_come_back_in_any_order() -> None:
    chunks = [run_task(task) for task in tasks(plans()[:1], DRAWS, 5)]
    backwards = Ensemble(outline(plans()[0]))
    for chunk in reversed(chunks):
        backwards.add(chunk)
    pd.testing.assert_frame_equal(backwards.indicators(), reference()[plans()[0].id], check_exact=True)
    some = backwards.indicators(("programme",))
    whole = reference()[plans()[0].id].query("scope == 'programme'").reset_index(drop=True)
    pd.testing.assert_frame_equal(some, whole, check_exact=True)


def test_beyond_what_is_kept_the_programme_has_all_draws_and_means_take_all() -> None:
    task = next(tasks(plans()[:1], 8, 1))
    first = run_task(task)
    later = run_task(Task(task.scenario, task.packed, KEPT, KEPT + 8, 1))
    futures = Ensemble(outline(plans()[0]))
    futures.add(first)
    futures.add(later)
    assert futures.of("at_work").shape[0] == 8
    assert futures.programme("at_work").shape[0] == 16
    table = futures.indicators().set_index(["indicator", "scope", "period"])
    mean = np.concatenate([first.indicators["at_work"][:, 0], later.indicators["at_work"][:, 0]]).mean(axis=0)
    assert table.loc[("at_work", "workshop", "total"), "value"] == pytest.approx(mean[-1], rel=1e-6)


def test_quantiles_are_numpys() -> None:
    drawn = np.random.default_rng(1).normal(size=(4, 5, 37)).astype(np.float32)
    low, high = quantiles(drawn.copy(), (0.05, 0.95))
    assert np.stack([low, high]) == pytest.approx(np.quantile(drawn, [0.05, 0.95], axis=-1), rel=1e-12)
    drawn[drawn > 1] = np.nan
    drawn[0, 0] = np.nan
    drawn[1, 1, 1:] = np.nan
    low, high = quantiles(drawn.copy(), (0.05, 0.95))
    assert np.isnan([low[0, 0], high[0, 0]]).all()
    rest = np.nanquantile(drawn.reshape(20, 37)[1:], [0.05, 0.95], axis=-1)
    assert np.stack([low.ravel()[1:], high.ravel()[1:]]) == pytest.approx(rest, rel=1e-12)


def test_workers_that_join_later_get_tasks_too() -> None:
    """As many tasks are under way as the workers of the moment can take, not those of the start."""
    workers, handed = iter([1, 1, 4]), list[Future[Any]]()

    class Slow(Executor):
        def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
            handed.append(Future())
            return handed[-1]

    seen = list[int]()

    def enough() -> bool:
        seen.append(len(handed))
        return len(handed) >= 4

    many = tasks(plans(), 8 * CHUNK, 5)
    assert sweep(Slow(), many, lambda _, __: None, stop=enough, in_flight=lambda: next(workers)) == 0
    assert seen == [0, 1, 1, 4]
    assert all(future.cancelled() for future in handed)
