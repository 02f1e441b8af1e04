"""What the server prepares before a visitor asks."""

from __future__ import annotations

from reports import answer
from ui.cached import futures, months_of_work, places, programme, result, written
from ui.explained import weights

PATIENCE = 8.0
"""Seconds that the server waits at its start for the first draws."""


def warm(reference: str) -> None:
    """Project every scenario, and begin to draw one, before a visitor asks; a first start compiles the kernel
    meanwhile and does not wait for it. Raises InputFaults."""
    for one in written():
        months_of_work(one, ())
    places(reference, (), answer.last_month(result(reference).programme, answer.first_period(programme(reference))))
    futures(reference).start()
    futures(reference).wait(PATIENCE)


def warm_rest(first: str) -> None:
    """Draw every other scenario and variant, on one core: visitors come before; then weigh the inputs of all.

    Raises InputFaults.
    """
    for reference in sorted(written(), key=lambda r: r.partition("@")[0] != first):
        futures(reference).run(cores=1)
    for reference in written():
        weights(reference, ())
