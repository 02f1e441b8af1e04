"""A document in words, tables and figures, before it is set on paper or into a page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from reports.parts import Section

Card = tuple[str, str, str, tuple[str, ...]]
"""Name, value, interval, further lines."""


@dataclass(frozen=True)
class FirstPage:
    """What a reader of one page reads, in words."""

    title: str
    question: str
    answer: tuple[str, ...]
    """The answer, then what goes with it."""
    cards: tuple[Card, ...]
    lacking_title: str
    lacking: tuple[str, ...]
    """What is not there, or is to be cleared up."""
    notes: tuple[str, ...]
    """How the intervals are to be read, and what the figures are of."""


@dataclass(frozen=True)
class Paper:
    """All of it."""

    first: FirstPage
    sections: tuple[Section, ...]
    fingerprint: str
    """What the figures were made from, in one line."""
    form: Literal["report", "file", "page"] = "report"
    """A report has a list of contents; a file has none; a page has its sections on the first page."""
