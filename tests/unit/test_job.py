"""Work beside the pages: told of, stopped by the last who waits, begun again, its faults kept."""

from __future__ import annotations

from threading import Event
from time import monotonic, sleep

import pytest

from model.schema.fault import Fault, InputFaults
from ui.job import Job, Stop, Tell


def ended(job: Job[str]) -> Job[str]:
    """The same once it no longer runs; fails when that takes too long."""
    until = monotonic() + 10
    while job.running:
        assert monotonic() < until, "it never ends"
        sleep(0.005)
    return job


def patient(tell: Tell, stop: Stop) -> str | None:
    tell("futures", 0.5)
    while not stop():
        sleep(0.005)
    return None


def test_what_came_of_it_is_kept() -> None:
    made = []
    job: Job[str] = Job("one", lambda tell, stop: made.append(1) or "done")
    job.start("anne")
    assert ended(job).result == "done"
    job.start("bruno")
    job.run()
    assert (ended(job).result, made, job.stopped) == ("done", [1], False)


def test_it_ends_with_the_last_who_waits_and_begins_again() -> None:
    job: Job[str] = Job("two", patient)
    job.start("anne")
    job.start("bruno")
    job.stop("anne")
    assert job.running
    assert not job.stopped
    job.stop("bruno")
    assert ended(job).stopped
    assert (job.result, job.failed, job.step, job.share) == (None, False, "futures", 0.5)
    version = job.version
    job.start("anne")
    assert job.running
    assert not job.stopped
    job.stop("anne")
    assert ended(job).version > version


def test_one_at_a_time() -> None:
    """The second waits for the first, and can be stopped before its turn."""
    first, begun = Job[str]("first", patient), Event()
    second: Job[str] = Job("second", lambda tell, stop: begun.set() or "done")
    first.start()
    while first.share == 0:
        sleep(0.005)
    second.start()
    sleep(0.05)
    assert not begun.is_set()
    second.stop()
    first.stop()
    assert ended(first).stopped
    assert ended(second).stopped
    assert not begun.is_set()


@pytest.mark.parametrize("error", [InputFaults([Fault("not_utf8", "a.csv")]), RuntimeError("no")])
def test_faults_are_kept_and_it_can_be_tried_again(error: Exception) -> None:
    tries = []

    def work(tell: Tell, stop: Stop) -> str:
        tries.append(1)
        if len(tries) == 1:
            raise error
        return "done"

    job: Job[str] = Job("three", work)
    job.start()
    assert ended(job).failed
    assert [f.code for f in job.faults] == (["not_utf8"] if isinstance(error, InputFaults) else [])
    job.start()
    assert ended(job).result == "done"
    assert not job.failed


def test_what_a_stop_left_can_be_sought_again() -> None:
    def work(tell: Tell, stop: Stop) -> str:
        patient(tell, stop)
        return "the best so far"

    job: Job[str] = Job("four", work)
    job.start("anne")
    job.stop("anne")
    assert ended(job).result == "the best so far"
    assert job.cut_short
    assert not job.stopped
    job.start("anne", anew=True)
    assert job.running
    assert job.result is None
    job.stop("anne")
    assert ended(job).result == "the best so far"


def test_nothing_found_is_told_from_a_stop() -> None:
    job: Job[str] = Job("five", lambda tell, stop: None)
    assert not job.empty
    job.start()
    assert ended(job).empty
