"""Who waits for a search that all visitors of a scenario share: it ends when the last of them no longer does."""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock


class Waiting:
    """The visitors of one search."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._waiting: set[str] = set()
        self._gone: set[str] = set()

    def join(self, visitor: str, *, again: bool = False) -> None:
        """A visitor waits; one who had enough only waits again when asking for it."""
        with self._lock:
            if again:
                self._gone.discard(visitor)
            if visitor not in self._gone:
                self._waiting.add(visitor)

    def leave(self, visitor: str, present: Callable[[str], bool]) -> bool:
        """A visitor had enough: whether nobody waits any more. present: whether a visitor's page is still open; those
        who closed it wait no longer."""
        with self._lock:
            self._gone.add(visitor)
            self._waiting = {one for one in self._waiting - {visitor} if present(one)}
            return not self._waiting

    def left(self, visitor: str) -> bool:
        """Whether a visitor had enough of this search."""
        with self._lock:
            return visitor in self._gone

    def clear(self) -> None:
        """Nobody waits, nobody left: the next search begins."""
        with self._lock:
            self._waiting.clear()
            self._gone.clear()
