"""A linear programme built in named blocks of rows, so that every row can be told by its limit."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
from scipy.sparse import csc_array

from model.money import Array

Index = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Block:
    """Rows of one limit."""

    name: str
    start: int
    count: int

    @property
    def rows(self) -> Index:
        """Their positions."""
        return np.arange(self.start, self.start + self.count)


@dataclass
class Rows:
    """Rows low <= A x <= high, block by block; and columns that some blocks bring along (running sums)."""

    columns: int
    """Columns so far."""
    blocks: dict[str, Block] = field(default_factory=dict)
    count: int = 0
    low: list[Array] = field(default_factory=list)
    high: list[Array] = field(default_factory=list)
    sums: dict[str, Index] = field(default_factory=dict)
    """Positions of the columns that a block brought along under a name."""
    _entries: list[tuple[Index, Index, Array]] = field(default_factory=list)
    _new: list[tuple[Array, Array]] = field(default_factory=list)

    def block(self, name: str, low: Array | float, high: Array | float) -> Block:
        """New rows under a name, one for each bound."""
        below, above = np.broadcast_arrays(np.atleast_1d(low).astype(float), np.atleast_1d(high).astype(float))
        made = Block(name, self.count, len(below))
        self.blocks[name] = made
        self.low.append(below)
        self.high.append(above)
        self.count += len(below)
        return made

    def add(self, block: Block, row: npt.ArrayLike, column: npt.ArrayLike, value: npt.ArrayLike) -> None:
        """Coefficients: row counts within the block; arrays of one shape, or scalars."""
        rows, columns, values = np.broadcast_arrays(np.asarray(row), np.asarray(column), np.asarray(value, dtype=float))
        self._entries.append((block.start + rows.ravel(), columns.ravel(), values.ravel()))

    def running(self, low: Array | float, high: Array, name: str = "") -> Index:
        """New continuous columns with bounds, one for each upper bound; their positions, kept under a name if any."""
        self._new.append((np.broadcast_to(np.asarray(low, dtype=float), high.shape), high.astype(float)))
        self.columns += len(high)
        made = np.arange(self.columns - len(high), self.columns)
        if name:
            self.sums[name] = made
        return made

    @property
    def bounds_of_new(self) -> tuple[Array, Array]:
        """Bounds of the columns that blocks brought along."""
        none = [np.zeros(0)]
        return np.concatenate(none + [low for low, _ in self._new]), np.concatenate(none + [h for _, h in self._new])

    def matrix(self) -> csc_array:
        """The coefficients; those of one place are added."""
        rows, columns, values = (np.concatenate([e[k] for e in self._entries]) for k in range(3))
        matrix = csc_array((values, (rows, columns)), shape=(self.count, self.columns))
        matrix.sum_duplicates()
        matrix.eliminate_zeros()
        return matrix

    def bounds(self) -> tuple[Array, Array]:
        """Lower and upper bounds of all rows."""
        return np.concatenate(self.low), np.concatenate(self.high)

    def named(self) -> list[str]:
        """A name for each row: its block, with its number where there are several."""
        return [f"{b.name}_{k}" if b.count > 1 else b.name for b in self.blocks.values() for k in range(b.count)]
