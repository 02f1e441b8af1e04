"""How many agents calls need, and how many calls agents carry: Erlang B, C and A (workshops that answer calls).

Symbols: n agents on line; lam calls arriving per unit of time; b mean handling time; a = lam b the load in erlangs;
t the answer time aimed at. Every function takes arrays and broadcasts them; times are all in one unit.

Erlang C lets callers wait for ever, so it says the worst of waits; Erlang A lets them hang up after their patience.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt
from scipy.special import hyp1f1

from model.money import Array

Agents = npt.NDArray[np.int64]
Numbers = float | npt.NDArray[np.float64] | npt.NDArray[np.int64]
_HALVINGS: Final = 60
_MOST: Final = 100_000
"""Agents beyond which a search gives up."""


def load(calls: Numbers, interval: Numbers, handling: Numbers) -> Array:
    """Erlangs offered: a = calls x handling / interval."""
    return np.asarray(np.asarray(calls, dtype=np.float64) * np.asarray(handling) / np.asarray(interval))


def erlang_b(agents: Numbers, offered: Numbers) -> Array:
    """Chance that all agents are busy when nobody waits: B(0) = 1, 1 / B(n) = 1 + n / (a B(n - 1)).

    agents: whole numbers >= 0; offered: a >= 0.
    """
    n, a = np.broadcast_arrays(np.asarray(agents, dtype=np.int64), np.asarray(offered, dtype=np.float64))
    blocked, chance = np.ones(n.shape), np.ones(n.shape)
    for step in range(1, int(n.max(initial=0)) + 1):
        chance = a * chance / (step + a * chance)
        blocked = np.where(n == step, chance, blocked)
    return np.asarray(blocked)


def _to_wait(blocked: Array, n: Array, a: Array) -> Array:
    """Erlang C from Erlang B: n B / (n - a (1 - B)); certain when a >= n."""
    with np.errstate(divide="ignore", invalid="ignore"):
        waits = n * blocked / (n - a * (1 - blocked))
    return np.asarray(np.where(a >= n, 1.0, waits))


def erlang_c(agents: Numbers, offered: Numbers) -> Array:
    """P(wait): chance that a call waits, C = n B / (n - a (1 - B)); 1 when a >= n."""
    n, a = np.asarray(agents, dtype=np.float64), np.asarray(offered, dtype=np.float64)
    return _to_wait(erlang_b(agents, offered), n, a)


def _served(waits: Array, n: Array, a: Array, handling: Array, within: Array) -> Array:
    """1 - C e^(-(n - a) t / b), 0 when a >= n."""
    spare = np.maximum(0.0, n - a)
    return np.asarray(np.where(a >= n, 0.0, 1 - waits * np.exp(-spare * within / handling)))


def service_level(agents: Numbers, offered: Numbers, handling: Numbers, within: Numbers) -> Array:
    """Share of calls answered within t: 1 - C e^(-(n - a) t / b)."""
    n, a = np.asarray(agents, dtype=np.float64), np.asarray(offered, dtype=np.float64)
    return _served(erlang_c(agents, offered), n, a, np.asarray(handling), np.asarray(within))


def average_wait(agents: Numbers, offered: Numbers, handling: Numbers) -> Array:
    """Mean wait of all calls (ASA): C b / (n - a); infinite when a >= n."""
    n, a = np.asarray(agents, dtype=np.float64), np.asarray(offered, dtype=np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        wait = erlang_c(agents, offered) * np.asarray(handling) / (n - a)
    return np.asarray(np.where(a >= n, np.inf, wait))


def occupancy(agents: Numbers, offered: Numbers) -> Array:
    """Share of time that agents are busy: a / n, at most 1."""
    n, a = np.asarray(agents, dtype=np.float64), np.asarray(offered, dtype=np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        busy = np.where(n > 0, a / n, 1.0)
    return np.asarray(np.minimum(1.0, busy))


def agents_needed(
    offered: Numbers, handling: Numbers, within: Numbers, target: Numbers, most_busy: Numbers = 1.0
) -> Agents:
    """The fewest agents on line with service level >= target and occupancy <= most_busy; 0 without calls.

    offered: a; handling: b; within: t; target: share in [0, 1); one recursion of Erlang's B for all. Raises ValueError
    for what no call centre can be: a negative or infinite load, no handling time, a target of 1.
    """
    every = np.broadcast_arrays(
        *(np.asarray(v, dtype=np.float64) for v in (offered, handling, within, target, most_busy))
    )
    shape = every[0].shape
    a, b, t, goal, cap = (np.ravel(v) for v in every)
    if np.any(goal >= 1) or np.any(cap <= 0):
        raise ValueError("a service level of 1, or an occupancy of 0, cannot be reached")
    if not (np.all(a >= 0) and np.all(np.isfinite(a)) and np.all(b > 0) and np.all(t >= 0)):
        raise ValueError("calls are a finite load of 0 or more, handling takes time, and waits are not negative")
    at_least = np.maximum(np.floor(a) + 1, np.ceil(a / cap - 1e-9))
    found, blocked = np.zeros(a.shape, dtype=np.int64), np.ones(a.shape)
    missing = np.flatnonzero(a > 0)
    for n in range(1, _MOST):
        if not missing.size:
            break
        blocked[missing] = a[missing] * blocked[missing] / (n + a[missing] * blocked[missing])
        asked = missing[at_least[missing] <= n]
        count = np.full(asked.shape, float(n))
        waits = _to_wait(blocked[asked], count, a[asked])
        enough = _served(waits, count, a[asked], b[asked], t[asked]) >= goal[asked]
        found[asked[enough]] = n
        missing = missing[found[missing] == 0]
    if missing.size:
        raise ValueError("too many agents")
    return found.reshape(shape)


def posts_needed(on_line: Numbers, shrinkage: Numbers) -> Agents:
    """Posts that keep so many agents on line: n / (1 - shrinkage), rounded up. Shrinkage is the share of paid time
    away from the line (movements, visits, medical appointments, closures, breaks)."""
    away = np.asarray(shrinkage, dtype=np.float64)
    if np.any(away >= 1):
        raise ValueError("a shrinkage of 1 leaves nobody on line")
    return np.asarray(np.ceil(np.asarray(on_line) / (1 - away) - 1e-9), dtype=np.int64)


def on_line(posts: Numbers, fill: Numbers, shrinkage: Numbers) -> Array:
    """Agents on line on average: posts x fill x (1 - shrinkage); not a whole number."""
    return np.asarray(np.asarray(posts) * np.asarray(fill) * (1 - np.asarray(shrinkage)), dtype=np.float64)


def capacity(agents: Numbers, handling: Numbers, within: Numbers, target: Numbers, most_busy: Numbers = 1.0) -> Array:
    """The greatest load (erlangs) that agents carry with service level >= target and occupancy <= most_busy; calls of
    an interval are that x interval / b. Between two whole numbers of agents (a mean over hours), the load is
    interpolated. By bisection: the service level falls as load grows."""
    n = np.asarray(agents, dtype=np.float64)
    below = np.floor(n)
    low = _capacity(below, handling, within, target, most_busy)
    high = _capacity(below + 1, handling, within, target, most_busy)
    return np.asarray(low + (n - below) * (high - low))


def _capacity(n: Array, handling: Numbers, within: Numbers, target: Numbers, most_busy: Numbers) -> Array:
    cap = np.broadcast_to(n * np.asarray(most_busy), np.broadcast(n, np.asarray(target), np.asarray(handling)).shape)
    low, high = np.zeros(cap.shape), cap.copy()
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        ok = service_level(n, middle, handling, within) >= np.asarray(target)
        low, high = np.where(ok, middle, low), np.where(ok, high, middle)
    return np.asarray(low)


def pooled(agents: Array, handling: float, within: float, target: float, most_busy: float = 1.0) -> Array:
    """(K,) load that each of K sites carries when all answer one queue: the capacity of the whole, by agents."""
    agents = np.asarray(agents, dtype=np.float64)
    whole = float(agents.sum())
    if whole <= 0:
        return np.zeros(agents.shape)
    return np.asarray(capacity(whole, handling, within, target, most_busy) * agents / whole)


def _patience_term(n: Array, a: Array, handling: Array, patience: Array) -> Array:
    """A = sum_(j >= 0) y^j / ((x + 1) ... (x + j)) = 1F1(1; x + 1; y), x = n patience / b, y = a patience / b."""
    ratio = patience / handling
    return np.asarray(hyp1f1(1.0, n * ratio + 1, a * ratio), dtype=np.float64)


def wait_with_patience(agents: Numbers, offered: Numbers, handling: Numbers, patience: Numbers) -> Array:
    """Erlang A (M/M/n+M): chance that a call does not find a free agent, A B / (1 + (A - 1) B)."""
    n, a = np.asarray(agents, dtype=np.float64), np.asarray(offered, dtype=np.float64)
    term = _patience_term(n, a, np.asarray(handling), np.asarray(patience))
    blocked = np.maximum(erlang_b(agents, offered), 1e-300)
    return np.asarray(1 / (1 + (1 - blocked) / (term * blocked)))


def abandoned(agents: Numbers, offered: Numbers, handling: Numbers, patience: Numbers) -> Array:
    """Erlang A: share of calls that hang up, P(wait) (1 / (r A) + 1 - 1 / r) with r = a / n; patience is the mean time
    that a caller waits before hanging up. The mean wait of all calls is that share x patience."""
    n, a = np.asarray(agents, dtype=np.float64), np.asarray(offered, dtype=np.float64)
    term = _patience_term(n, a, np.asarray(handling), np.asarray(patience))
    with np.errstate(divide="ignore", invalid="ignore"):
        given = np.where(a > 0, n / a / term + 1 - n / a, 0.0)
    waits = wait_with_patience(agents, offered, handling, patience)
    return np.asarray(np.clip(np.where(n > 0, waits * given, 1.0), 0.0, 1.0))
