"""A document in words, tables and figures, before it is set on paper or into a page."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

from language import formats
from model.interval import CHANCE
from reports.parts import Section
from reports.wording import amount, ends, labelled

Card = tuple[str, str, str, tuple[str, ...]]
"""Name, value, interval, further lines."""


@dataclass(frozen=True)
class Fact:
    """A figure of the first page before it is put into words."""

    name: str
    unit: str
    value: float | None
    """None where it is not known."""
    low: float | None = None
    high: float | None = None
    more: tuple[str, ...] = ()
    """Further lines."""
    chance: float | None = CHANCE
    """How much the interval holds: that of draws, else what its figure says."""


def card(fact: Fact, lang: str) -> Card:
    """A figure in words."""
    if fact.low is None or fact.high is None:
        return fact.name, amount(fact.value, fact.unit, lang), "", fact.more
    spread = ends(fact.low, fact.high, fact.unit, lang, math.nan if fact.value is None else fact.value)
    spread = spread if fact.chance is None else labelled(formats.percent(fact.chance, lang), spread, lang)
    return fact.name, amount(fact.value, fact.unit, lang, (fact.low, fact.high)), spread, fact.more


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
    facts: tuple[Fact, ...] = ()
    """The cards as numbers, where a workbook shows them."""


@dataclass(frozen=True)
class Paper:
    """All of it."""

    first: FirstPage
    sections: tuple[Section, ...]
    fingerprint: str
    """What the figures were made from, in one line."""
    form: Literal["report", "file", "page"] = "report"
    """A report has a list of contents; a file has none; a page has its sections on the first page."""
