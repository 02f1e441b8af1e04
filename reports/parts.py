"""The parts that a report is made of: the same for paper, for the browser and for the preview."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, TypeVar

import language
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


@dataclass(frozen=True)
class Listing:
    """A list in small print, in two columns where there is room."""

    caption: str
    entries: tuple[str, ...]


Part = Words | Table | Figure | Listing


@dataclass(frozen=True)
class Section:
    """One section of a report."""

    id: str
    title: str
    parts: tuple[Part, ...]


Builder = Callable[[Material, str], Section | None]
"""A section in one language; None where the scenario has nothing to say there."""


Told = TypeVar("Told")


def typeset(told: Told, lang: str) -> Told:
    """The same with the spaces that print has, in texts of profiles too; figures are left as they are."""
    changed: Any = told
    if isinstance(told, str):
        changed = language.typeset(told, lang)
    elif isinstance(told, tuple):
        changed = tuple(typeset(one, lang) for one in told)
    elif is_dataclass(told) and not isinstance(told, type):
        changed = replace(
            told, **{f.name: typeset(getattr(told, f.name), lang) for f in fields(told) if f.name != "id"}
        )
    return changed
