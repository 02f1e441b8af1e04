"""The people of a side of a prison whom its workshops share, as nested rings (section 2 of the method).

Who suits the workshop with the narrowest pool suits the wider ones too. Ring 0 holds those who suit every workshop of
the side, each next ring those who suit only wider ones. Axes: W workshops, H sides of prisons, R rings; a leading axis
of draws is allowed.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from model.money import Array

Whole = npt.NDArray[np.int64]

MAX_RINGS = 8
"""Rings kept apart on one side; pools beyond that are taken with the widest."""


@dataclass(frozen=True)
class Rings:
    """Which rings suit which workshop."""

    widest: Whole
    """(W,) index of the widest ring that suits the workshop: rings 0 to it are its pool."""
    rings: Whole
    """(H,) how many rings each side has."""

    def sizes(self, suitable: Array, side: Whole) -> Array:
        """(..., H, R) people in each ring, from the pools (..., W) of the workshops of each side (W,)."""
        shape = (*suitable.shape[:-1], len(self.rings), int(self.rings.max(initial=1)))
        upto = np.zeros(shape)
        for row in range(suitable.shape[-1]):
            place = (..., side[row], self.widest[row])
            upto[place] = np.maximum(upto[place], suitable[..., row])
        upto = np.maximum.accumulate(upto, axis=-1)
        return np.asarray(np.diff(upto, axis=-1, prepend=0.0))


def rings(suitable: Array, side: Whole) -> Rings:
    """The rings of pools (W,) of sides (W,): equal pools share one."""
    widest = np.zeros(len(suitable), dtype=np.int64)
    count = np.ones(int(side.max(initial=0)) + 1, dtype=np.int64)
    for one in np.unique(side):
        rows = np.flatnonzero(side == one)
        levels, place = np.unique(np.round(suitable[rows], 9), return_inverse=True)
        widest[rows] = np.minimum(place, MAX_RINGS - 1)
        count[one] = min(len(levels), MAX_RINGS)
    return Rings(widest, count)
