"""The expected engine, compiled: the month of :mod:`model.workforce` at many points of the uncertain inputs at once.

LANES points are worked on side by side, so that one instruction of the processor does several; a prison's months run
from the first to the last before the next prison, so that all they read and write stays in the cache; and they are
added up by stretch as they go, as moving every month to memory takes longer than computing it. Each loop over the
points writes one array: the compiler then sees that no write moves what another reads. One call uses one thread and
holds no lock.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import numba as nb
import numpy as np

from model.futures.people import by_prison
from model.money import Array
from model.person_months import COUNTED, Series, Staying, Sum, between
from model.pools import rings
from model.stretches import Stretches
from model.workforce import Flows
from model.workshops import Workshops

_SERIES: Final[tuple[Series, ...]] = ("releases", "paid", "there", "gone")
"""What is added up with weights; after these, those paid by how near their debt is to each of its quantiles."""
LANES: Final = 64


def means(
    workshops: Workshops, flow: Flows, time: Stretches, company: Staying | None = None,
    sums: Mapping[str, Sum] | None = None, debt: Array | None = None,
) -> dict[str, Array]:  # fmt: skip
    """(D, W, T) expected people of each of COUNTED, by stretch, and some sums.

    flow: drawn, (D, W); company: the chance that it stays, absent where it does for certain; sums: what is added up
    beside people, by name, from the month on in which a workshop begins to recruit; debt: (D,) probabilities at which
    debts are read, absent means their median.
    """
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

    nearness = between(np.full(draws, 0.5) if debt is None else debt)
    terms = [
        (len(COUNTED) + place, len(_SERIES) + quantile if one.owed else _SERIES.index(one.series), weights)
        for place, one in enumerate((sums or {}).values())
        for quantile, weights in enumerate(one.weights[1:] if one.owed else one.weights[None])
    ]
    into, series = (np.array([term[which] for term in terms], dtype=np.int64) for which in (0, 1))
    weights = np.array([weights for _, _, weights in terms]).reshape(-1, rows, months)
    out = np.empty((len(COUNTED) + len(sums or {}), lanes, rows, len(time.begin)))
    order, begins = by_prison(w.side, full.shape[1])
    leads, depth = np.zeros(full.shape[1], dtype=np.int64), np.ones(full.shape[1], dtype=np.int64)
    np.maximum.at(leads, w.side, w.trial_months - w.opens)
    np.maximum.at(depth, w.side, nested.widest + 1)
    stays = company or Staying(np.ones((draws, rows)), np.zeros((rows, months)))
    _count(
        order, begins, leads, depth, nested.widest, w.opens, w.seats, w.trial_months, w.train_beside, w.observed,
        beside(flow.exit), beside(flow.release_of_exits), beside(flow.pass_rate), beside(flow.apply_share),
        beside(flow.willing), beside(stays.year), beside(full), beside(turnover), beside(nearness),
        stays.exposed, time.of, into, series, weights, out,
    )  # fmt: skip
    return dict(zip((*COUNTED, *(sums or {})), out[:, :draws], strict=True))


@nb.njit(nogil=True, cache=True, error_model="numpy")
def _count(
    order: Any, begins: Any, leads: Any, depth: Any, widest: Any, opens: Any, seats: Any, trial_months: Any,
    beside: Any, observed: Any, exit: Any, released: Any, pass_rate: Any, apply_share: Any, willing: Any, year: Any,
    full: Any, turnover: Any, nearness: Any, exposed: Any, stretch: Any, into: Any, series: Any, weights: Any, out: Any,
) -> None:  # fmt: skip
    most, stretches = (begins[1:] - begins[:-1]).max(), out.shape[3]
    flows, around, leaves = np.empty((6, most, LANES)), np.empty((full.shape[1], LANES)), np.empty(LANES)
    near = np.empty((len(nearness), LANES))
    told = np.empty((most, len(out), stretches, LANES))
    lane = range(LANES)
    for first in range(0, out.shape[1], LANES):
        for q in range(len(nearness)):
            for x in lane:
                near[q, x] = nearness[q, first + x]
        for p in range(len(begins) - 1):
            rows = order[begins[p] : begins[p + 1]]
            for i, w in enumerate(rows):  # a copy of their own: rows of a large table fall on the same lines of cache
                for x in lane:
                    flows[0, i, x] = exit[w, first + x]
                    flows[1, i, x] = released[w, first + x]
                    flows[2, i, x] = pass_rate[w, first + x]
                    flows[3, i, x] = apply_share[w, first + x]
                    flows[4, i, x] = willing[w, first + x]
                    flows[5, i, x] = year[w, first + x]
            for r in range(depth[p]):
                for x in lane:
                    around[r, x] = full[p, r, first + x]
            for x in lane:
                leaves[x] = turnover[p, first + x]
            told[: len(rows)] = 0.0
            _prison(
                rows, -leads[p], depth[p], widest, opens, seats, trial_months, beside, observed, flows[0], flows[1],
                flows[2], flows[3], flows[4], flows[5], around, leaves, near, exposed, stretch, into, series, weights,
                told,
            )  # fmt: skip
            for i, w in enumerate(rows):
                for s in range(len(out)):
                    for x in lane:
                        for t in range(stretches):
                            out[s, first + x, w, t] = told[i, s, t, x]


@nb.njit(nogil=True, cache=True, error_model="numpy")
def _prison(
    order: Any, start: Any, depth: Any, widest: Any, opens: Any, seats: Any, trial_months: Any, beside: Any,
    observed: Any, exit: Any, released: Any, pass_rate: Any, apply_share: Any, willing: Any, year: Any, full: Any,
    turnover: Any, nearness: Any, exposed: Any, stretch: Any, into: Any, series: Any, weights: Any, told: Any,
) -> None:  # fmt: skip
    """The months of one prison: order, its workshops; start, the month in which its first campaign may begin. Flows
    (workshops, LANES); nearness (Q, LANES), how near a debt is to each quantile; exposed (W, M), years; stretch (M,).
    For each weighing of a sum, into: its place among kinds and sums; series: which of _SERIES, then of quantiles;
    weights (weighings, W, M). told (workshops, kinds and sums, T, LANES) is added to."""
    months, longest, rows = seats.shape[1], trial_months.max(), len(order)
    lane = range(LANES)
    at_work, trial = np.zeros((rows, LANES)), np.zeros((rows, longest, LANES))
    wanted, in_trial = np.empty((rows, LANES)), np.empty((rows, LANES))
    pool = full.copy()
    exits, placed, back, taken = np.empty(LANES), np.empty(LANES), np.empty(LANES), np.empty(LANES)
    share, ready, stay = np.empty(LANES), np.empty(LANES), np.empty(LANES)
    now = np.zeros((len(_SERIES) + len(nearness), rows, LANES))
    there, gone, goes, step = now[2], now[3], np.empty((rows, LANES)), np.zeros(rows)
    there[:] = 1.0
    for month in range(start, months):
        for i in range(rows):
            w = order[i]
            last = trial_months[w]
            more = exposed[w, month] - (exposed[w, month - 1] if month > 0 else 0.0) if month >= 0 else 0.0
            if more > 0.0:
                if abs(more - step[i]) > 1e-9:
                    step[i] = more
                    for x in lane:
                        goes[i, x] = 1 - year[i, x] ** more
                for x in lane:
                    gone[i, x] = there[i, x] * goes[i, x]
                for x in lane:
                    there[i, x] -= gone[i, x]
            if more == 0.0 or month == 0:
                for x in lane:
                    gone[i, x] = 0.0
            if month < opens[w] - last:  # nobody yet
                continue
            seat = seats[w, month] if month >= 0 else 0.0
            ending = (month - start) % last  # the cohort whose trial ends; the month's hires take its place
            campaign = month < opens[w]
            for x in lane:
                exits[x] = at_work[i, x] * exit[i, x]
            if observed[w] and opens[w] == month:
                for x in lane:
                    placed[x] = trial[i, ending, x]
            else:
                for x in lane:
                    placed[x] = trial[i, ending, x] * pass_rate[i, x]
            for x in lane:
                stay[x] = min(at_work[i, x] - exits[x], seat)
            for x in lane:
                back[x] = max(0.0, at_work[i, x] - exits[x] - seat)
            for x in lane:
                back[x] += placed[x]
            for x in lane:
                placed[x] = min(placed[x], seat - stay[x])
            for x in lane:
                back[x] -= placed[x]
            for x in lane:
                at_work[i, x] = stay[x] + placed[x]
            for x in lane:
                trial[i, ending, x] = 0.0
            for x in lane:
                in_trial[i, x] = 0.0
            for k in range(last):
                for x in lane:
                    in_trial[i, x] += trial[i, k, x]
            if not campaign and not (beside[w] and seat > 0):
                some = 0
                for x in lane:
                    taken[x] = max(0.0, in_trial[i, x] - max(0.0, seat - at_work[i, x]))
                for x in lane:
                    some |= taken[x] > 0.0
                if some:  # no seat for some of them: the newest go first
                    for x in lane:
                        back[x] += taken[x]
                    for x in lane:
                        in_trial[i, x] -= taken[x]
                    for age in range(1, last):
                        k = (ending - age) % last
                        for x in lane:
                            leave = min(taken[x], trial[i, k, x])
                            trial[i, k, x] -= leave
                            taken[x] -= leave
            ring = widest[w]
            for x in lane:
                pool[ring, x] += back[x]
            if month == opens[w] - last:
                begins_with = seats[w, min(max(opens[w], 0), months - 1)]
                for x in lane:
                    wanted[i, x] = begins_with
            elif campaign:
                for x in lane:
                    wanted[i, x] = 0.0
            elif beside[w]:
                for x in lane:
                    missing = max(0.0, seat - at_work[i, x] - pass_rate[i, x] * in_trial[i, x])
                    wanted[i, x] = missing / max(pass_rate[i, x], 1e-9)
            else:
                for x in lane:
                    wanted[i, x] = max(0.0, seat - at_work[i, x] - in_trial[i, x])
            for x in lane:
                now[0, i, x] = exits[x] * released[i, x] * there[i, x]
        for i in range(rows):
            w = order[i]
            if month < opens[w] - trial_months[w]:
                continue
            ending = (month - start) % trial_months[w]
            if month == opens[w] - trial_months[w]:
                for x in lane:
                    share[x] = willing[i, x]
            else:
                for x in lane:
                    share[x] = apply_share[i, x]
            for x in lane:
                ready[x] = 0.0
            for r in range(widest[w] + 1):
                for x in lane:
                    ready[x] += pool[r, x] * share[x]
            for x in lane:
                taken[x] = min(wanted[i, x], ready[x])
            for x in lane:
                share[x] *= taken[x] / (ready[x] if ready[x] > 0 else 1.0)
            for r in range(widest[w] + 1):
                for x in lane:
                    pool[r, x] -= pool[r, x] * share[x]
            for x in lane:
                trial[i, ending, x] = taken[x]
            for x in lane:
                in_trial[i, x] += taken[x]
            if month < 0:
                continue
            t = stretch[month]
            for x in lane:
                told[i, 0, t, x] += in_trial[i, x] * there[i, x]
            for x in lane:
                told[i, 1, t, x] += at_work[i, x] * there[i, x]
            for x in lane:
                told[i, 2, t, x] += taken[x] * there[i, x]
            for x in lane:
                told[i, 3, t, x] += now[0, i, x]
            if len(series) == 0:
                continue
            for x in lane:
                now[1, i, x] = (in_trial[i, x] + at_work[i, x] * (1 - exit[i, x] / 2)) * there[i, x]
            for q in range(len(nearness)):
                for x in lane:
                    now[len(_SERIES) + q, i, x] = now[1, i, x] * nearness[q, x]
            for s in range(len(series)):
                weight = weights[s, w, month]
                if weight != 0.0:
                    row, k = into[s], series[s]
                    for x in lane:
                        told[i, row, t, x] += weight * now[k, i, x]
        for r in range(depth):
            for x in lane:
                pool[r, x] += turnover[x] * (full[r, x] - pool[r, x])
