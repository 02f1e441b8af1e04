"""The engine, compiled: the same month as :mod:`model.futures.twin`, draw by draw, in machine code.

Every constant of the hash is a 64-bit unsigned word, and no fast arithmetic is allowed: counts agree with the twin to
the last person. One call uses one thread and holds no lock: whoever has several cores gives each a chunk of draws.
"""

from __future__ import annotations

from typing import Any

import numba as nb
import numpy as np

from model.chance import EVENTS, FEW, GOLDEN, NEAR, UNIT, Event
from model.futures.people import KINDS, Counts, People, by_prison

_A, _B = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
_S30, _S27, _S31, _S11 = np.uint64(30), np.uint64(27), np.uint64(31), np.uint64(11)
_GOLDEN, _EVENTS, _UNIT, _NEAR, _FEW = GOLDEN, EVENTS, UNIT, NEAR, FEW
_EXIT, _RELEASE, _TRIAL = np.uint64(Event.EXIT), np.uint64(Event.RELEASE), np.uint64(Event.TRIAL)
_HIRE, _ARRIVE, _DEPART = np.uint64(Event.HIRE), np.uint64(Event.ARRIVE), np.uint64(Event.DEPART)


def count(people: People) -> Counts:
    """Whole people in every draw, workshop and month."""
    draws, rows, months = people.shape
    out = np.zeros((len(KINDS), draws, rows, months), dtype=np.int16)
    t, a = people.tables, people.arrivals
    order, begins = by_prison(people.prison, people.begin.shape[1])
    _count(
        people.first_month, people.leads, t.laws, t.near, t.odds, t.size, people.workshop_stream,
        people.prison_stream, order, begins, people.widest, people.opens, people.seats, people.trial_months,
        people.train_beside, people.recruited, people.all_pass, people.beyond_pass, people.exit_level,
        people.release_level, people.pass_level, people.apply_level, people.willing_level, people.depart_level,
        people.begin, a.mean, a.mode, a.at_mode, a.to_mode, a.near, people.gone, out,
    )  # fmt: skip
    return Counts(out)


@nb.njit(inline="always")
def _uniform(stream: Any, step: Any) -> Any:
    z = stream + step * _GOLDEN
    z = (z ^ (z >> _S30)) * _A
    z = (z ^ (z >> _S27)) * _B
    z = z ^ (z >> _S31)
    return np.float64(z >> _S11) * _UNIT


@nb.njit(error_model="numpy")
def _binomial(laws: Any, odds_of: Any, level: Any, n: Any, stream: Any, step: Any) -> Any:
    odds = odds_of[level]
    if n <= 0 or odds == 0.0:
        return 0
    if odds == np.inf:
        return n
    u = _uniform(stream, step)
    k, f, below = np.int64(laws[level, n, 0]), laws[level, n, 1], laws[level, n, 2]
    if u > below:
        while u > below and k < n:
            f = f * (odds * (n - k) / (k + 1))
            k += 1
            below += f
        return k
    while k > 0 and u <= below - f:
        below -= f
        f = f * (k / (odds * (n - k + 1)))
        k -= 1
    return k


@nb.njit(error_model="numpy")
def _poisson(mean: Any, mode: Any, at_mode: Any, to_mode: Any, stream: Any, step: Any) -> Any:
    if not mean > 0.0:
        return mode
    u = _uniform(stream, step)
    k, f, below, most = mode, at_mode, to_mode, mode + 400
    if u > to_mode:
        while u > below and k < most:
            f = f * (mean / (k + 1))
            k += 1
            below += f
        return k
    while k > 0 and u <= below - f:
        below -= f
        f = f * (k / mean)
        k -= 1
    return k


@nb.njit(nogil=True, cache=True, error_model="numpy")
def _count(
    first_month: Any, leads: Any, laws: Any, nearby: Any, odds: Any, size: Any, workshop_stream: Any,
    prison_stream: Any, order: Any, begins: Any, widest: Any, opens: Any, seats: Any, trial_months: Any, beside: Any,
    recruited: Any, all_pass: Any, beyond_pass: Any, exit_level: Any, release_level: Any, pass_level: Any,
    apply_level: Any, willing_level: Any, depart_level: Any, begin: Any, mean: Any, p_mode: Any, p_at: Any, p_to: Any,
    p_near: Any, gone: Any, out: Any,
) -> None:  # fmt: skip
    draws, rows = gone.shape
    months, prisons, rings = seats.shape[1], begin.shape[1], begin.shape[2]
    longest = trial_months.max()
    at_work = np.zeros(rows, np.int64)
    trial = np.zeros((rows, longest + 1), np.int64)
    wanted = np.zeros(rows, np.int64)
    ready = np.zeros(rings, np.int64)
    for d in range(draws):
        at_work[:] = 0
        trial[:] = 0
        for p in range(prisons):  # apart from all others: what it works on stays in the cache
            pool = begin[d, p].copy()
            for month in range(-leads[p], months):
                step = np.uint64(first_month + month) * _EVENTS
                for place in range(begins[p], begins[p + 1]):
                    w = order[place]
                    if month < opens[w] - trial_months[w]:  # nobody yet
                        continue
                    there = month < gone[d, w]
                    seat = seats[w, month] if (month >= 0 and there) else 0
                    n, lv, stream = at_work[w], exit_level[d, w], workshop_stream[d, w]
                    exits = _binomial(laws, odds, lv, n, stream, step + _EXIT)
                    lv = release_level[d, w]
                    released = _binomial(laws, odds, lv, exits, stream, step + _RELEASE)
                    ending, lv = trial[w, trial_months[w]], pass_level[d, w]
                    passed = _binomial(laws, odds, lv, ending, stream, step + _TRIAL)
                    if all_pass[w] and opens[w] == month:
                        passed = ending
                    stay = n - exits
                    closures = max(0, stay - seat)
                    placed = min(passed, seat - (stay - closures))
                    at_work[w] = stay - closures + placed
                    trial[w, trial_months[w]] = 0
                    campaign = month < opens[w] and there
                    in_trial = 0
                    for k in range(longest + 1):
                        in_trial += trial[w, k]
                    back = passed - placed + closures
                    if not (campaign or (beside[w] and seat > 0)):
                        excess = max(0, in_trial - max(0, seat - at_work[w]))
                        back += excess
                        in_trial -= excess
                        for k in range(longest + 1):
                            take = min(excess, trial[w, k])
                            trial[w, k] -= take
                            excess -= take
                    pool[widest[w]] = min(pool[widest[w]] + back, size)
                    if not there:
                        wanted[w] = 0
                    elif opens[w] - trial_months[w] == month:
                        wanted[w] = seats[w, min(max(opens[w], 0), months - 1)]
                    elif campaign:
                        wanted[w] = 0
                    elif beside[w]:
                        short = max(0.0, seat - at_work[w] - beyond_pass[d, w] * in_trial)
                        wanted[w] = np.int64(np.floor(short / beyond_pass[d, w] + 0.5))
                    else:
                        wanted[w] = max(0, seat - at_work[w] - in_trial)
                    if month >= 0:
                        out[1, d, w, month] = at_work[w]
                        out[3, d, w, month] = placed
                        out[4, d, w, month] = ending - passed
                        out[5, d, w, month] = exits
                        out[6, d, w, month] = released
                        out[7, d, w, month] = closures
                for place in range(begins[p], begins[p + 1]):
                    w = order[place]
                    if month < opens[w] - trial_months[w]:
                        continue
                    stream = workshop_stream[d, w]
                    starts = opens[w] - trial_months[w] == month
                    lv = willing_level[d, w] if starts else apply_level[d, w]
                    seen = starts and recruited[w] >= 0
                    most = min(wanted[w], recruited[w]) if seen else wanted[w]
                    total = 0
                    for r in range(widest[w] + 1):
                        n = pool[r]
                        if seen:
                            ready[r] = n
                        elif most > 0:
                            ready[r] = _binomial(laws, odds, lv, n, stream, step + _HIRE + np.uint64(r))
                        else:
                            ready[r] = 0
                        total += ready[r]
                    taken = min(total, most)
                    upto, before = 0, 0
                    for r in range(widest[w] + 1 if taken > 0 else 0):
                        upto += ready[r]
                        here = upto * taken // max(total, 1)
                        pool[r] -= here - before
                        before = here
                    in_trial = taken
                    for k in range(longest, 0, -1):
                        trial[w, k] = trial[w, k - 1]
                        in_trial += trial[w, k]
                    trial[w, 0] = 0
                    trial[w, 1] += taken
                    if month >= 0:
                        out[0, d, w, month] = in_trial
                        out[2, d, w, month] = taken
                lv, stream = depart_level[d, p], prison_stream[d, p]
                sure = odds[lv] == 0.0 or odds[lv] == np.inf
                for r in range(rings):
                    # Here most of the time is spent: near the mode a number is found by counting, without a branch
                    # that the processor guesses wrong. A function given a table would count its readers instead.
                    n, near = pool[r], 0
                    if 0 < n <= _FEW and not sure:
                        u = _uniform(stream, step + _DEPART + np.uint64(r))
                        for place in range(_NEAR):
                            near += int(nearby[lv, n, place] < u)
                    if 0 < near < _NEAR:
                        leave = np.int64(nearby[lv, n, _NEAR]) + near
                    else:
                        leave = _binomial(laws, odds, lv, n, stream, step + _DEPART + np.uint64(r))
                    mu, near = mean[d, p, r], 0
                    if mu > 0.0:
                        u = _uniform(stream, step + _ARRIVE + np.uint64(r))
                        for place in range(_NEAR):
                            near += int(p_near[d, p, r, place] < u)
                    if 0 < near < _NEAR:
                        arrive = np.int64(p_near[d, p, r, _NEAR]) + near
                    else:
                        mode, at_mode, to_mode = p_mode[d, p, r], p_at[d, p, r], p_to[d, p, r]
                        arrive = _poisson(mu, mode, at_mode, to_mode, stream, step + _ARRIVE + np.uint64(r))
                    pool[r] = min(n - leave + arrive, size)
