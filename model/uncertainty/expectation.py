"""The expected engine at many points of the uncertain inputs at once: what sensitivity is measured with.

It overstates the fill of small workshops with a tight pool (see :mod:`model.workforce`); what moves the answer, and by
how much, is told nearly alike, in a hundredth of the time.
"""

from __future__ import annotations

from collections.abc import Collection
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from model.distributions import draw, uncertain
from model.indicators import values
from model.money import Array
from model.outcomes import outcomes
from model.person_months import COUNTED, OF_LOTS, Monthly, PersonMonths, Staying, Told
from model.rates import Rates, rates
from model.schema.base import Key
from model.schema.quantity import Quantity
from model.stretches import Stretches, each_month
from model.uncertainty.chunk import Ready
from model.uncertainty.ensemble import CHUNK, CORES, spans
from model.uncertainty.inputs import INPUTS, Drawn, best
from model.uncertainty.worlds import World, world
from model.workforce import expected

CELLS = 2**17
"""Numbers (point, workshop, stretch) of one outcome that are worked on at once: few enough for the cache."""
TOGETHER = 128
"""Points whose people are computed at once, so that what is told of them is not held for a whole chunk."""


@dataclass(frozen=True)
class Input:
    """An uncertain input of a programme: one question, and the figures that answer it in each place."""

    name: str
    figures: tuple[Quantity, ...]
    """Distinct figures, the uncertain ones among them."""

    @property
    def unit(self) -> str:
        """The figures' unit; empty when they have several."""
        units = {figure.unit or "" for figure in self.figures}
        return units.pop() if len(units) == 1 else ""

    def value(self, probability: float) -> float:
        """The mean of the figures at a probability; at their best value for NaN."""
        return float(np.mean([draw(figure, np.array(probability)) for figure in self.figures]))


def uncertain_inputs(known: Ready) -> tuple[Input, ...]:
    """The inputs that are uncertain in a programme, in the order of INPUTS."""
    reading = Drawn(best(1))
    world(known.programme, known.workshops, reading)
    rates(known.setting, reading)
    found = {name: tuple(figures.values()) for name, figures in reading.figures.items()}
    debts = {w.prison.debts.median.at(w.opening.opens) for w in known.workshops.list if w.prison.debts.median}
    found["debt_median"] = tuple(debts)
    return tuple(
        Input(name, figures) for name in INPUTS if (figures := tuple(f for f in found.get(name, ()) if uncertain(f)))
    )


def points_of(inputs: Collection[Input], probabilities: Array) -> Array:
    """(D, INPUTS) points from the probabilities (D, k) of some inputs; all others at their best value."""
    found = best(len(probabilities))
    found[:, [INPUTS.index(one.name) for one in inputs]] = probabilities
    return found


def expected_on(known: Ready, points: Array, names: Collection[Key] | None = None) -> dict[str, Array]:
    """Indicators of the expected engine at some points (D, INPUTS), NaN for the best value: (D, N, P) by name.

    names: the indicators wanted; absent means all.
    """
    wanted = tuple(known.programme.indicators) if names is None else tuple(names)
    shape = (len(points), len(known.where.members), len(known.where.periods))
    found = {name: np.empty(shape) for name in wanted}

    def fill(first: int, last: int) -> None:
        for few, reduced in _reduced(known, Drawn(points[first:last])):
            for name in wanted:
                found[name][first + few.start : first + few.stop] = reduced[name]

    with ThreadPoolExecutor(CORES) as pool:
        for done in [pool.submit(fill, first, last) for first, last in spans(len(points), CHUNK)]:
            done.result()
    return found


def _reduced(known: Ready, reading: Drawn) -> list[tuple[slice, dict[str, Array]]]:
    """Indicators of a chunk, a few draws at a time, (d, N, P)."""
    workshops, time = known.workshops, known.setting.stretches
    now, drawn = world(known.programme, workshops, reading), rates(known.setting, reading)
    found, step = [], max(1, CELLS // (len(workshops.list) * len(time.begin)))
    for first, last in spans(reading.draws, TOGETHER):
        told = _told(known, now.of(slice(first, last)), drawn.of(slice(first, last)), time)
        for begin, end in spans(last, step, first):
            few = slice(begin, end)
            some = drawn.of(few)
            out = outcomes(known.setting, some, told.some(slice(begin - first, end - first)))
            found.append((few, values(known.where, known.programme, workshops, out, time, some, now.suitable[few])))
    return found


def _told(known: Ready, now: World, drawn: Rates, time: Stretches) -> PersonMonths:
    """Expected people and seats by stretch."""
    workshops, setting = known.workshops, known.setting
    company = Staying(1 - now.leaving, workshops.exposed)
    try:
        from model.futures.means import means
    except ImportError:
        there, force = company.monthly, expected(workshops, now)
        counts = {kind: getattr(force, kind) * there for kind in COUNTED}
        return Monthly(setting.sums, counts, there, now.exit, time, drawn.debt)
    sums = {name: one for name, one in setting.sums.items() if name not in OF_LOTS}
    return Told(COUNTED, means(workshops, now, time, company, sums, drawn.debt), company, now.exit, time)


def months_on(known: Ready, points: Array, names: Collection[str]) -> dict[str, Array]:
    """Outcomes of the expected engine, month by month, at some points (D, INPUTS): (D, W, M) by name."""
    workshops, calendar = known.workshops, each_month(len(known.programme.months))
    found: dict[str, list[Array]] = {name: [] for name in names}
    for point in points:
        reading = Drawn(point[None])
        now, drawn = world(known.programme, workshops, reading), rates(known.setting, reading)
        told = _told(known, now, drawn, calendar)
        people, share = told.of("releases"), now.release_of_exits[..., None]
        left = np.divide(people, share, out=np.zeros_like(people), where=np.broadcast_to(share, people.shape) > 0)
        out = outcomes(known.setting, drawn, told) | {"exits": left}
        for name in names:
            found[name].append(np.broadcast_to(out[name], (1, *workshops.seats.shape))[0])
    return {name: np.stack(values) for name, values in found.items()}
