"""The parts that a report is made of: the same for paper, for the browser and for the preview."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from reports.look import Drawing
from reports.material import Material

Spec = dict[str, Any]
"""A figure for paper, as Vega-Lite."""


@dataclass(frozen=True)
class Words:
    """A paragraph; a caveat is set apart."""

    text: str
    caveat: bool = False


@dataclass(frozen=True)
class Table:
    """A numbered table; the first column names the row, what follows a line break in a cell is its interval."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    words: int = 0
    """Columns at the end that hold words, not numbers."""
    strong: int = 0
    """Rows at the end that are totals."""


@dataclass(frozen=True)
class Figure:
    """A numbered figure, drawn once for paper and once for the screen from the same table."""

    caption: str
    alt: str
    paper: Spec
    screen: Drawing


Part = Words | Table | Figure


@dataclass(frozen=True)
class Section:
    """One section of a report."""

    id: str
    title: str
    parts: tuple[Part, ...]


Builder = Callable[[Material, str], Section | None]
"""A section in one language; None where the scenario has nothing to say there."""
