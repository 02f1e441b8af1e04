"""How a figure is read: at its best value, or drawn. Everything computed has a leading axis of D draws."""

from __future__ import annotations

from typing import Protocol

import numpy as np

from model.money import Array
from model.schema.quantity import Quantity


class Reading(Protocol):
    """Values of the uncertain figures, by the name of the input they answer."""

    @property
    def draws(self) -> int:
        """D, how many readings there are at once."""
        ...

    def of(self, quantity: Quantity, name: str) -> Array:
        """(D,) values of a figure."""
        ...

    def debt(self) -> Array | None:
        """(D,) probabilities at which debts are read; None at their best value."""
        ...


class Central:
    """Every figure at its best value; one reading."""

    draws = 1

    def of(self, quantity: Quantity, name: str) -> Array:
        """(1,) the value."""
        return np.array([quantity.value])

    def debt(self) -> Array | None:
        """None: the median debt is the profile's."""
        return None
