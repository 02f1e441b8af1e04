"""Euros and cents: one way of rounding, half up to the cent, for numbers and arrays."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Array: TypeAlias = npt.NDArray[np.float64]
Amount: TypeAlias = float | Array


def to_cent(euros: Amount) -> Array:
    """Euros rounded half up to the cent, any shape. What lies within a millionth of a cent of a half counts as
    one, so that 0.125 written in binary rounds as in the pay office."""
    cents = np.asarray(np.asarray(euros, dtype=np.float64) * 100.0)
    cents += 0.5 + 1e-6
    np.floor(cents, out=cents)
    cents /= 100.0
    return cents
