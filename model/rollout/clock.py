"""When a search must end: the one place of the computation that looks at the clock. No figure depends on it but how
far a search has come."""

from __future__ import annotations

import time
from dataclasses import dataclass

FIRST = 0.6
"""Share of the time left that a stage, or a round, may take when others may follow."""


@dataclass(frozen=True)
class Clock:
    """Runs from ``begun`` to ``until``, both in seconds of the machine's own counter."""

    begun: float
    until: float

    @property
    def spent(self) -> float:
        """Seconds since it began."""
        return time.perf_counter() - self.begun

    @property
    def left(self) -> float:
        """Seconds left, never quite none, so that a search always answers."""
        return max(0.1, self.until - time.perf_counter())

    @property
    def over(self) -> bool:
        """Whether the time is up."""
        return time.perf_counter() >= self.until

    def part(self, share: float) -> Clock:
        """A clock that began as this one, and ends after a share of what is left."""
        now = time.perf_counter()
        return Clock(self.begun, now + max(0.1, (self.until - now) * share))


def clock(seconds: float) -> Clock:
    """A clock that begins now."""
    now = time.perf_counter()
    return Clock(now, now + seconds)
