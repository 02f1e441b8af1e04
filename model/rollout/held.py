"""What stands already has its floor, its people and its room, whatever the profiles say of them: what a prison can hold
is never less than what it holds.

Axes: A pairs, P prisons, H sides, R rings of people.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from model.money import Array
from model.rollout.pairs import Pair
from model.rollout.problem import Whole


def floor(found: Sequence[Pair], prison: Whole, area_per_seat: Array, free: Array) -> Array:
    """(P,) m2: the free floor, or what stands there if that takes more."""
    taken = np.bincount(prison, _seats(found) * area_per_seat, minlength=len(free))
    return np.maximum(free, taken[: len(free)])


def people(found: Sequence[Pair], side: Whole, ring: Whole, pool: Array) -> Array:
    """(H, R) people for whom there may be seats, or the seats that stand in rings 0..r if these are more."""
    held = np.zeros(pool.shape)
    for seats, row, first in zip(_seats(found), side, ring, strict=True):
        held[row, first:] += seats
    return np.maximum(pool, held)


def rooms(found: Sequence[Pair], prison: Whole, most: Whole) -> Whole:
    """(P,) workshops at once, or those that stand if they are more."""
    there = np.bincount(prison, _seats(found) > 0, minlength=len(most))
    return np.maximum(most, there[: len(most)].astype(np.int64))


def _seats(found: Sequence[Pair]) -> Array:
    return np.array([pair.standing for pair in found], dtype=np.float64)
