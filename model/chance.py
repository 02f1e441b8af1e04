"""Keyed random numbers and the tables that turn them into whole people (section 3 of the method).

A number is a function of (seed, draw, entity, month, event) and of nothing else: not of the order of calls, the
chunk, the worker or the scenario. Entities are named by text: a workshop (hiring, trial, exits), a prison (its pool),
a company (leaving).

Probabilities are taken on one fixed grid, so that the tables of the binomial laws are built once and both engines, the
compiled one and its numpy twin, read the same numbers.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from threading import Lock
from typing import Final

import numpy as np
import numpy.typing as npt
from scipy.special import expit, logit
from scipy.stats import poisson

from model.money import Array

Word = npt.NDArray[np.uint64]
Count = npt.NDArray[np.int64]

GOLDEN: Final = np.uint64(0x9E3779B97F4A7C15)
_FIRST, _SECOND = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
_S30, _S27, _S31, _S11 = np.uint64(30), np.uint64(27), np.uint64(31), np.uint64(11)
UNIT: Final = 2.0**-53
EVENTS: Final = np.uint64(32)
"""Events that a month of one entity has room for."""


class Event(IntEnum):
    """What is drawn for an entity in a month."""

    EXIT = 0
    RELEASE = 1
    TRIAL = 2
    CAMPAIGN = 3
    LEAVE = 4
    OWE = 5
    """Of a workshop, by calendar year: the luck of who owes what (see :mod:`model.lottery`)."""
    FIGURE = 6
    """Of an uncertain figure that is no coordinate of the Sobol points, by its name, in month 0."""
    HIRE = 8
    """And the following ones, one for each ring of the pool."""
    ARRIVE = 8
    """Of a prison: into each ring of its pool."""
    DEPART = 16
    """Of a prison: out of each ring."""
    BEGIN = 24
    """Of a prison: how many stand in each ring at the start."""


def mix(word: Word) -> Word:
    """Splitmix64's finaliser: 64 bits in, 64 well-mixed bits out."""
    word = (word ^ (word >> _S30)) * _FIRST
    word = (word ^ (word >> _S27)) * _SECOND
    return np.asarray(word ^ (word >> _S31))


def entity(name: str) -> int:
    """The 64-bit name of an entity, the same on every machine."""
    return int.from_bytes(hashlib.blake2b(name.encode(), digest_size=8).digest(), "little")


def stream(seed: int, draws: Count, entities: Word) -> Word:
    """(D, K) where each draw's stream of each entity begins."""
    with np.errstate(over="ignore"):
        of_draw = mix(np.uint64(seed % 2**64) * GOLDEN + draws.astype(np.uint64) + np.uint64(1))
        return mix(of_draw[:, None] ^ (entities[None, :] * GOLDEN))


def uniform(streams: Word, month: int | Count, event: int) -> Array:
    """Numbers in [0, 1) of an event in a calendar month (months since year 0), shape of ``streams`` and months."""
    with np.errstate(over="ignore"):
        step = (np.asarray(month).astype(np.uint64) * EVENTS + np.uint64(event)) * GOLDEN
        return np.asarray((mix(streams + step) >> _S11).astype(np.float64) * UNIT)


LEVELS: Final = 1024
_EDGE: Final = 9.0
"""The grid of probabilities runs evenly in log odds from -9 to 9: neighbours differ by 1.8 % of p or of 1 - p."""


@lru_cache(maxsize=1)
def grid() -> Array:
    """(LEVELS,) probabilities of the grid; the first is 0, the last 1."""
    inner = expit(np.linspace(-_EDGE, _EDGE, LEVELS - 2))
    return np.concatenate([[0.0], inner, [1.0]])


def level(probability: Array) -> Count:
    """The nearest place on the grid, shape of ``probability``."""
    p = np.asarray(probability, dtype=np.float64)
    with np.errstate(divide="ignore"):
        place = np.round((np.clip(logit(p), -_EDGE, _EDGE) + _EDGE) / (2 * _EDGE) * (LEVELS - 3)) + 1
    return np.asarray(np.where(p <= 0, 0, np.where(p >= 1, LEVELS - 1, place)), dtype=np.int64)


@dataclass(frozen=True)
class Binomials:
    """Laws Binomial(n, p) for n = 0..N at every level of the grid, from their modes."""

    size: int
    """N."""
    laws: Array
    """(LEVELS, N + 1 or more, 3) the mode, P(K = mode), P(K <= mode): side by side, as they are read together."""
    odds: Array
    """(LEVELS,) p / (1 - p)."""
    near: Array
    """(LEVELS, FEW + 1, NEAR + 1) see :func:`_about`: of n = 0..FEW."""


NEAR: Final = 7
"""Numbers about a mode whose chances are at hand: three under it, itself, three over it."""
FEW: Final = 256
"""The largest n whose chances are kept so."""


def _about(mode: Array | Count, at_mode: Array, to_mode: Array, most: Array | Count,
           up: Callable[[Array, Array], Array], down: Callable[[Array, Array], Array]) -> Array:  # fmt: skip
    """(..., NEAR + 1) P(K <= k) of the NEAR numbers about the modes (...,), and the first of these numbers: so many of
    them are under u as the u-quantile is above the first. By the steps of :func:`_search`, so the same to the last bit.

    Minus 1 where k is under 0, infinity from ``most`` on. Where all are under u, or none, the quantile is not among
    them, and is searched for.
    """
    half = NEAR // 2
    found = np.empty((*mode.shape, NEAR + 1))
    found[..., half], found[..., NEAR] = np.where(mode >= most, np.inf, to_mode), mode - half
    k, f, below = np.asarray(mode, dtype=np.float64), at_mode, to_mode
    for place in range(half + 1, NEAR):
        f = up(k, f)
        k, below = k + 1, below + f
        found[..., place] = np.where(k >= most, np.inf, below)
    k, f, below = np.asarray(mode, dtype=np.float64), at_mode, to_mode
    for place in range(half - 1, -1, -1):
        below = below - f
        f, k = down(np.maximum(k, 0), f), k - 1
        found[..., place] = np.where(k < 0, -1.0, below)
    return found


_building = Lock()
_built: list[Array] = []
"""The laws that have been asked for: one table, up to the largest n."""
_near: list[Array] = []
"""The chances about the modes of some of them, once built."""


def binomials(size: int) -> Binomials:
    """The tables up to n = size; use sizes that are powers of two. Smaller sizes share the table of the largest."""
    p = grid()
    with np.errstate(divide="ignore", invalid="ignore"):
        odds = np.where(p < 1, p / (1 - p), np.inf)
    with _building:
        if not _built:
            _built.append(np.stack([np.zeros((LEVELS, 1)), np.ones((LEVELS, 1)), np.ones((LEVELS, 1))], axis=2))
        if _built[0].shape[1] <= max(size, FEW):
            _built[0] = _further(_built[0], p, odds, max(size, FEW))
        if not _near:
            _near.append(_near_modes(_built[0][:, : FEW + 1], odds[:, None]))
        return Binomials(size, _built[0], odds, _near[0])


def _near_modes(laws: Array, odds: Array) -> Array:
    n = np.arange(FEW + 1)
    with np.errstate(over="ignore", invalid="ignore", divide="ignore"):  # those of what is certain are not read
        return _about(laws[..., 0], laws[..., 1], laws[..., 2], n, lambda k, f: f * (odds * (n - k) / (k + 1)),
                      lambda k, f: f * (k / (odds * (n - k + 1))))  # fmt: skip


def _further(known: Array, p: Array, odds: Array, size: int) -> Array:
    """The laws (see ``Binomials.laws``) up to n = size, each n from the one before: one trial more, then the mode.

    Of one more trial, with k at the mode: P(K' <= k) = P(K <= k) - p P(K = k) and P(K' = k) = (1 - p) (n + 1) /
    (n + 1 - k) P(K = k); the next place up is P(K' = k) (n + 1 - k) / (k + 1) p / (1 - p). So exact but for rounding,
    the same however far the table was built before, and far quicker than the laws one by one.
    """
    begun = known.shape[1]
    found = np.concatenate([known, np.empty((LEVELS, size + 1 - begun, 3))], axis=1)
    certain = p == 1
    step = np.where(certain, 0.0, odds)
    for n in range(begun, size + 1):
        mode, at, to = found[:, n - 1].T.copy()
        to -= p * at
        at *= (1 - p) * n / np.maximum(n - mode, 1)
        up = ~certain & (np.minimum(np.floor((n + 1) * p), n) > mode)
        at = np.where(up, at * (n - mode) / (mode + 1) * step, at)
        to = np.where(up, to + at, to)
        found[:, n] = np.stack([mode + up, at, to], axis=1)
    found[certain, begun:] = np.stack([np.arange(begun, size + 1.0), np.ones(size + 1 - begun),
                                       np.ones(size + 1 - begun)], axis=1)  # fmt: skip
    return found


@dataclass(frozen=True)
class Poissons:
    """Laws Poisson(mean), any shape, from their modes."""

    mean: Array
    mode: Count
    at_mode: Array
    to_mode: Array
    near: Array
    """(..., NEAR + 1) see :func:`_about`."""

    def ring(self, index: int) -> Poissons:
        """The laws of one place of the last axis."""
        mean, mode, at_mode, to_mode = (
            self.mean[..., index], self.mode[..., index], self.at_mode[..., index], self.to_mode[..., index],
        )  # fmt: skip
        return Poissons(mean, mode, at_mode, to_mode, self.near[..., index, :])


def poissons(mean: Array) -> Poissons:
    """The laws of some means."""
    mode = np.floor(mean).astype(np.int64)
    at_mode, to_mode = np.asarray(poisson.pmf(mode, mean)), np.asarray(poisson.cdf(mode, mean))
    with np.errstate(invalid="ignore", divide="ignore"):  # no arrivals: not read
        near = _about(mode, at_mode, to_mode, np.asarray(np.inf), lambda k, f: f * (mean / (k + 1)),
                      lambda k, f: f * (k / mean))  # fmt: skip
    return Poissons(mean, mode, at_mode, to_mode, near)


def binomial(tables: Binomials, n: Count, levels: Count, u: Array) -> Count:
    """The u-quantile of Binomial(n, p), by steps from the mode; all of one shape."""
    odds = tables.odds[levels]
    certain = odds == np.inf
    safe = np.where(certain, 1.0, odds)
    laws = tables.laws[levels, n]
    found = _search(
        u,
        laws[..., 0].astype(np.int64),
        laws[..., 1],
        laws[..., 2],
        n,
        lambda k, f, at: f * (safe[at] * (n[at] - k) / (k + 1)),
        lambda k, f, at: f * (k / (safe[at] * (n[at] - k + 1))),
        safe > 0,
    )
    return np.where(certain, n, found)


def poisson_count(law: Poissons, u: Array) -> Count:
    """The u-quantile of Poisson laws, by steps from the mode."""
    most = law.mode + 400
    return _search(
        u,
        law.mode,
        law.at_mode,
        law.to_mode,
        most,
        lambda k, f, at: f * (law.mean[at] / (k + 1)),
        lambda k, f, at: f * (k / law.mean[at]),
        law.mean > 0,
    )


def _search(
    u: Array,
    mode: Count,
    at_mode: Array,
    to_mode: Array,
    most: Count,
    up: object,
    down: object,
    alive: npt.NDArray[np.bool_],
) -> Count:
    """Smallest k with P(K <= k) >= u, in steps from the mode; the same arithmetic as the compiled kernel."""
    assert callable(up)
    assert callable(down)
    k, below = mode.copy(), to_mode.copy()
    f = at_mode.copy()
    at = np.nonzero(alive & (u > below) & (k < most))
    while at[0].size:
        f[at] = up(k[at], f[at], at)
        k[at] += 1
        below[at] += f[at]
        go = (u[at] > below[at]) & (k[at] < most[at])
        at = tuple(axis[go] for axis in at)
    k2, f2, c2 = mode.copy(), at_mode.copy(), to_mode.copy()
    at = np.nonzero(alive & (u <= to_mode) & (k2 > 0) & (u <= c2 - f2))
    while at[0].size:
        c2[at] -= f2[at]
        f2[at] = down(k2[at], f2[at], at)
        k2[at] -= 1
        go = (k2[at] > 0) & (u[at] <= c2[at] - f2[at])
        at = tuple(axis[go] for axis in at)
    return np.where(u > to_mode, k, k2)
