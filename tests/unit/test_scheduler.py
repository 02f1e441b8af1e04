"""The address of a scheduler, as ``sweep`` takes it."""

from __future__ import annotations

import pytest

from model.schema.fault import InputFaults
from terminal.sweep import executor_of


@pytest.mark.parametrize("address", ["foo", "tcp://foo", "http://foo:8786", "tcp://foo:port", "tls://foo:8786", ""])
def test_what_is_no_address_is_refused_before_a_client_is_made(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the sentence about schedulers; a client that fails would wait for itself and print a trace at the end."""
    distributed = pytest.importorskip("distributed", reason="pip install -r requirements-dask.txt")
    made: list[object] = []
    monkeypatch.setattr(distributed, "Client", lambda *told, **_: made.append(told))
    with pytest.raises(InputFaults) as refused, executor_of("dask", address):
        pass
    assert [fault.code for fault in refused.value.faults] == ["scheduler_silent"]
    assert made == []


class Cluster:
    """A client of a scheduler whose workers come and go."""

    def __init__(self, scheduler_finds: bool = True) -> None:
        self.scheduler_finds, self.workers, self.closed = scheduler_finds, dict[str, bool](), False
        self.status = "running"

    def run_on_scheduler(self, _: object) -> bool:
        return self.scheduler_finds

    def run(self, _: object, workers: list[str], on_error: str) -> dict[str, bool]:
        return {worker: self.workers[worker] for worker in workers}

    def nthreads(self) -> dict[str, int]:
        return dict.fromkeys(self.workers, 3)

    def get_executor(self, pure: bool) -> object:
        return object()

    def close(self) -> None:
        self.closed = True


@pytest.fixture
def cluster(monkeypatch: pytest.MonkeyPatch) -> Cluster:
    distributed = pytest.importorskip("distributed", reason="pip install -r requirements-dask.txt")
    made = Cluster()
    monkeypatch.setattr(distributed, "Client", lambda *_, **__: made)
    return made


def codes(refused: pytest.ExceptionInfo[InputFaults]) -> list[str]:
    return [fault.code for fault in refused.value.faults]


def test_a_scheduler_or_a_worker_that_does_not_find_the_planner_is_refused(cluster: Cluster) -> None:
    """As the command ``dask`` does not, in any folder; one that joins later too."""
    cluster.scheduler_finds = False
    with pytest.raises(InputFaults) as refused, executor_of("dask", "tcp://127.0.0.1:8786"):
        pass
    assert (codes(refused), cluster.closed) == (["scheduler_without_planner"], True)
    cluster.scheduler_finds, cluster.workers, cluster.closed = True, {"a": True}, False
    with executor_of("dask", "tcp://127.0.0.1:8786") as (_, in_flight):
        assert callable(in_flight)
        assert in_flight() == 6
        cluster.workers["b"] = False
        with pytest.raises(InputFaults) as refused:
            in_flight()
    assert (codes(refused), cluster.closed) == (["scheduler_without_planner"], True)


def test_it_is_said_each_time_that_no_worker_is_there(cluster: Cluster) -> None:
    """Once at the start, and once more when the last has left: a sweep that waits without a word looks broken."""
    said: list[int] = []
    with executor_of("dask", "tcp://127.0.0.1:8786", lambda: said.append(len(cluster.workers))) as (_, in_flight):
        assert callable(in_flight)
        assert (in_flight(), in_flight(), len(said)) == (2, 2, 1)
        cluster.workers = {"a": True}
        assert (in_flight(), len(said)) == (6, 1)
        cluster.workers = {}
        assert (in_flight(), in_flight(), len(said)) == (2, 2, 2)
    assert cluster.closed


def test_a_scheduler_that_is_lost_is_not_our_own_fault(cluster: Cluster) -> None:
    """What a task raises on a scheduler that runs stays what it is."""
    cluster.workers = {"a": True}
    with pytest.raises(OSError, match="timed out"), executor_of("dask", "tcp://127.0.0.1:8786"):
        raise OSError("timed out")
    cluster.status = "connecting"
    with pytest.raises(InputFaults) as refused, executor_of("dask", "tcp://127.0.0.1:8786"):
        raise OSError("timed out")
    assert (codes(refused), cluster.closed) == (["scheduler_lost"], True)
