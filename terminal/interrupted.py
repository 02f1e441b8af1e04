"""A search at the terminal: it says how far it is, and ends at Ctrl+C with what it has found."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from language import formats, term
from model.rollout.solution import Progress
from model.schema.rollout import Aim
from terminal.door import Door
from terminal.plan_told import share, shown


def telling(door: Door) -> Callable[[Progress], None]:
    """Says how far the search is, at most once a second."""
    last = float("-inf")
    aim: Aim | None = None

    def tell(progress: Progress) -> None:
        nonlocal last, aim
        if progress.aim == aim and 0 <= progress.seconds - last < 1.0:  # each search counts its own seconds
            return
        last, aim = progress.seconds, progress.aim
        said = door.word("{seconds} s, {aim}: best plan {best}, no plan above {bound}, gap {gap}")
        door.note(
            said.format(
                seconds=formats.number(progress.seconds, door.lang, 0),
                aim=term("aim", progress.aim or "weighted", door.lang),
                best=shown(progress.objective, door.lang),
                bound=shown(progress.bound, door.lang),
                gap=share(progress.gap, door.lang),
            )
        )

    return tell


@contextmanager
def interrupted(door: Door) -> Iterator[Callable[[], bool]]:
    """Whether Ctrl+C was pressed: the search then ends, and what it has found is written."""
    pressed = False

    def press(*_: Any) -> None:
        nonlocal pressed
        pressed = True
        door.note(door.word("Stopping; what was found will be written."))

    before = signal.signal(signal.SIGINT, press)
    try:
        yield lambda: pressed
    finally:
        signal.signal(signal.SIGINT, before)
