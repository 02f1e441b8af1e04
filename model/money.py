"""Euros and cents: one way of rounding, half up to the cent, for numbers and arrays."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Array: TypeAlias = npt.NDArray[np.float64]
Amount: TypeAlias = float | Array


def to_cent(euros: Amount) -> Array:
    """Euros rounded half up to the cent, any shape. Noise of the sixth decimal of a cent is taken off first,
    so that 0.125 written in binary rounds as in the pay office."""
    cents = np.round(np.asarray(euros, dtype=np.float64) * 100.0, 6)
    return np.asarray(np.floor(cents + 0.5) / 100.0)
