"""A real Dask scheduler and two workers on loopback, one killed midway: the numbers are those of one machine."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

from model.loading.assembly import programme
from model.uncertainty.ensemble import CHUNK, ensemble
from model.uncertainty.sweep import Gathering, sweep, tasks
from tests.examples import ROOT, shipped

pytest.importorskip("distributed", reason="pip install -r requirements-dask.txt")
pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore")]
DRAWS = 12 * CHUNK


def _started(*arguments: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "dask", *arguments], cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """The scheduler's file and the two workers."""
    file = str(tmp_path / "scheduler.json")
    common = ("--no-dashboard", "--scheduler-file", file)
    scheduler = _started("scheduler", "--host", "127.0.0.1", "--port", "0", *common)
    started = [scheduler]
    try:
        for _ in range(300):
            if Path(file).exists():
                break
            time.sleep(0.1)
        one = ("--nthreads", "1", "--no-nanny", "--host", "127.0.0.1", "--memory-limit", "0")
        started += [_started("worker", *common, *one, "--local-directory", str(tmp_path / str(n))) for n in range(2)]
        yield file, started[1:]
    finally:
        for process in reversed(started):
            process.kill()
            process.wait()


def test_a_killed_worker_changes_nothing(cluster: tuple[str, list[subprocess.Popen[bytes]]]) -> None:
    from distributed import Client

    file, workers = cluster
    plan = programme(shipped(), "rennes-2009")
    found: list[pd.DataFrame] = []
    told: list[int] = []

    def progress(done: int) -> None:
        told.append(done)
        if done == 2:
            workers[0].kill()

    with Client(scheduler_file=file, set_as_default=False, timeout=60) as client:
        client.wait_for_workers(2, timeout=60)
        gathering = Gathering([plan], DRAWS, lambda futures: found.append(futures.indicators()))
        done = sweep(client.get_executor(pure=False), tasks([plan], DRAWS, 5), gathering.add, progress, in_flight=4)
        left = len(client.scheduler_info()["workers"])
    assert (done, told[-1]) == (12, 12)
    assert workers[0].poll() is not None
    assert left == 1
    pd.testing.assert_frame_equal(found[0], ensemble(plan, DRAWS, 5).indicators(), check_exact=True)
