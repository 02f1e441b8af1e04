"""The expected engine, compiled: the month of :mod:`model.workforce` at many points of the uncertain inputs at once.

LANES points are worked on side by side, so that one instruction of the processor does several. Only what indicators are
made of is kept. One call uses one thread and holds no lock.
"""

from __future__ import annotations

from typing import Any, Final

import numba as nb
import numpy as np

from model.futures.people import by_prison
from model.money import Array
from model.pools import rings
from model.workforce import Flows
from model.workshops import Workshops

KINDS: Final = ("trainees", "at_work_end", "hires", "releases")
LANES: Final = 8


def means(workshops: Workshops, flow: Flows) -> dict[str, Array]:
    """(D, W, M) expected people of each of KINDS, given that the company stays; flows drawn, (D, W)."""
    w = workshops
    nested = rings(w.suitable, w.side)
    full = nested.sizes(flow.suitable, w.side)
    draws, (rows, months) = len(flow.suitable), w.seats.shape
    turnover = np.zeros(full.shape[:-1])
    turnover[:, w.side] = flow.turnover
    lanes = -(-draws // LANES) * LANES

    def beside(values: Array) -> Array:
        """The points along the last axis, filled up to whole LANES with the last of them."""
        filled = np.concatenate([values, np.repeat(values[-1:], lanes - draws, axis=0)])
        return np.ascontiguousarray(np.moveaxis(filled, 0, -1))

    out = np.zeros((len(KINDS), lanes, rows, months))
    order, begins = by_prison(w.side, full.shape[1])
    leads = np.zeros(full.shape[1], dtype=np.int64)
    np.maximum.at(leads, w.side, w.trial_months - w.opens)
    _count(
        order, begins, leads, nested.widest, w.opens, w.seats, w.trial_months, w.train_beside, w.observed,
        beside(flow.exit), beside(flow.release_of_exits), beside(flow.pass_rate), beside(flow.apply_share),
        beside(flow.willing), beside(full), beside(turnover), out,
    )  # fmt: skip
    return dict(zip(KINDS, out[:, :draws], strict=True))


@nb.njit(nogil=True, cache=True, error_model="numpy")
def _count(
    order: Any, begins: Any, leads: Any, widest: Any, opens: Any, seats: Any, trial_months: Any, beside: Any,
    observed: Any, exit: Any, released: Any, pass_rate: Any, apply_share: Any, willing: Any, full: Any,
    turnover: Any, out: Any,
) -> None:  # fmt: skip
    rows, months = seats.shape
    prisons, depth = full.shape[0], full.shape[1]
    longest = trial_months.max()
    lane = range(LANES)
    at_work = np.empty((rows, LANES))
    trial = np.empty((rows, longest + 1, LANES))
    pool = np.empty((depth, LANES))
    wanted = np.empty((rows, LANES))
    ready = np.empty((depth, LANES))
    total, taken, excess = np.empty(LANES), np.empty(LANES), np.empty(LANES)
    seen = np.empty((len(KINDS), (begins[1:] - begins[:-1]).max(), months, LANES))
    for first in range(0, out.shape[1], LANES):
        at_work[:] = 0.0
        trial[:] = 0.0
        for p in range(prisons):  # apart from all others: what it works on stays in the cache
            for r in range(depth):
                for x in lane:
                    pool[r, x] = full[p, r, first + x]
            for month in range(-leads[p], months):
                for place in range(begins[p], begins[p + 1]):
                    w = order[place]
                    if month < opens[w] - trial_months[w]:  # nobody yet
                        continue
                    seat = seats[w, month] if month >= 0 else 0.0
                    last, ring = trial_months[w], widest[w]
                    campaign = month < opens[w]
                    certain = observed[w] and opens[w] == month
                    stays_on_trial = campaign or (beside[w] and seat > 0)
                    for x in lane:
                        exits = at_work[w, x] * exit[w, first + x]
                        passed = trial[w, last, x] * (1.0 if certain else pass_rate[w, first + x])
                        stay = at_work[w, x] - exits
                        closures = max(0.0, stay - seat)
                        placed = min(passed, seat - (stay - closures))
                        at_work[w, x] = stay - closures + placed
                        trial[w, last, x] = 0.0
                        pool[ring, x] += passed - placed + closures
                        if month >= 0:
                            seen[1, place - begins[p], month, x] = at_work[w, x]
                            seen[3, place - begins[p], month, x] = exits * released[w, first + x]
                    for x in lane:
                        total[x] = 0.0
                    for k in range(1, longest + 1):
                        for x in lane:
                            total[x] += trial[w, k, x]
                    if not stays_on_trial:
                        for x in lane:
                            excess[x] = max(0.0, total[x] - max(0.0, seat - at_work[w, x]))
                            pool[ring, x] += excess[x]
                            total[x] -= excess[x]
                        for k in range(1, longest + 1):
                            for x in lane:
                                take = min(excess[x], trial[w, k, x])
                                trial[w, k, x] -= take
                                excess[x] -= take
                    if month == opens[w] - trial_months[w]:
                        begin = seats[w, min(max(opens[w], 0), months - 1)]
                        for x in lane:
                            wanted[w, x] = begin
                    elif campaign:
                        for x in lane:
                            wanted[w, x] = 0.0
                    elif beside[w]:
                        for x in lane:
                            rate = pass_rate[w, first + x]
                            wanted[w, x] = max(0.0, seat - at_work[w, x] - rate * total[x]) / max(rate, 1e-9)
                    else:
                        for x in lane:
                            wanted[w, x] = max(0.0, seat - at_work[w, x] - total[x])
                for place in range(begins[p], begins[p + 1]):
                    w = order[place]
                    if month < opens[w] - trial_months[w]:
                        continue
                    starts = month == opens[w] - trial_months[w]
                    for x in lane:
                        total[x] = 0.0
                    for r in range(widest[w] + 1):
                        for x in lane:
                            share = willing[w, first + x] if starts else apply_share[w, first + x]
                            ready[r, x] = pool[r, x] * share
                            total[x] += ready[r, x]
                    for x in lane:
                        taken[x] = min(wanted[w, x], total[x])
                        wanted[w, x] = taken[x] / (total[x] if total[x] > 0 else 1.0)
                    for r in range(widest[w] + 1):
                        for x in lane:
                            pool[r, x] -= ready[r, x] * wanted[w, x]
                    for x in lane:
                        total[x] = taken[x]
                    for k in range(longest, 1, -1):
                        for x in lane:
                            trial[w, k, x] = trial[w, k - 1, x]
                            total[x] += trial[w, k, x]
                    for x in lane:
                        trial[w, 1, x] = taken[x]
                        if month >= 0:
                            seen[0, place - begins[p], month, x] = total[x]
                            seen[2, place - begins[p], month, x] = taken[x]
                for r in range(depth):
                    for x in lane:
                        pool[r, x] += turnover[p, first + x] * (full[p, r, first + x] - pool[r, x])
            for place in range(begins[p], begins[p + 1]):
                w = order[place]
                for kind in range(len(KINDS)):
                    for x in lane:
                        for month in range(max(0, opens[w] - trial_months[w]), months):
                            out[kind, first + x, w, month] = seen[kind, place - begins[p], month, x]
