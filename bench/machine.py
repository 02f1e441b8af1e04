"""What this machine can do at most: bytes moved a second, random numbers hashed a second."""

from __future__ import annotations

import time
from collections.abc import Callable

import numba as nb
import numpy as np

from model.futures.kernel import _uniform


def seconds(work: Callable[[], object], least: float = 0.3, clock: Callable[[], float] = time.thread_time) -> float:
    """Shortest time of one run, after a first one that does not count: processor time of this thread, which does
    not count what others do on the machine meanwhile, or that of another clock."""
    work()
    found: list[float] = []
    while sum(found) < least and len(found) < 50:
        begin = clock()
        work()
        found.append(clock() - begin)
    return min(found)


def bandwidth(numbers: int) -> float:
    """Bytes a second of c = a + b on arrays of some numbers, one thread: two are read, one is written."""
    a, b = np.ones(numbers), np.ones(numbers)
    c = np.empty(numbers)
    return 24 * numbers / seconds(lambda: np.add(a, b, out=c))


@nb.njit
def _hash(stream: int, count: int) -> float:
    total = 0.0
    for step in range(count):
        total += _uniform(np.uint64(stream), np.uint64(step))
    return total


def random_numbers(count: int = 10**7) -> float:
    """Keyed random numbers a second, one thread: what the engine draws from, and nothing else."""
    return count / seconds(lambda: _hash(12345, count))
