"""Every figure that a programme rests on, in one table with its source, date and mark."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pandas as pd

import language
from model.provenance import Provenance, of_law, provenance
from model.schema.base import Frozen, first_day
from model.schema.law import DatedValue
from model.schema.programme import Programme
from model.schema.quantity import Figure, Quantity

COLUMNS = (
    "family",
    "path",
    "from",
    "value",
    "unit",
    "low",
    "high",
    "interval",
    "as_of",
    "age",
    "source",
    "mark",
    "provenance",
    "note",
)
FAMILIES = ("defaults", "activities", "companies", "evidence", "law", "prisons")


def assumptions(programme: Programme, today: date) -> pd.DataFrame:
    """Every figure in play, as written (prisons before defaults are filled in). ``age`` is in years."""
    old = programme.defaults.published_before_is_old
    rows = []
    for family, members in _families(programme):
        for path, unit, figure in members:
            rows.append((family, path, *_row(figure, unit, old, today)))
    return pd.DataFrame(rows, columns=list(COLUMNS))


def notes(programme: Programme, lang: str) -> list[str | None]:
    """What is noted of each figure, in the reader's language, in the order of the rows of :func:`assumptions`."""
    return [_note(figure, lang) for _family, members in _families(programme) for _path, _unit, figure in members]


def _families(programme: Programme) -> Iterator[tuple[str, Iterator[tuple[str, str | None, Quantity | DatedValue]]]]:
    yield "defaults", _walk(programme.defaults, "defaults", None)
    for family, collection in (
        ("activities", programme.activities),
        ("companies", programme.companies),
        ("evidence", programme.evidence),
        ("law", programme.law),
        ("prisons", programme.profiles),
    ):
        for name, member in collection.items():
            yield family, _walk(member, f"{family}.{name}", getattr(member, "unit", None))
    yield "law", _walk(programme.outlook, "outlook", "rate/year")


def _walk(thing: Any, path: str, unit: str | None) -> Iterator[tuple[str, str | None, Quantity | DatedValue]]:
    """Figures and dated values inside a model, with their dotted paths."""
    if isinstance(thing, Figure):
        yield from ((path, q.unit, q) for q in thing.entries)
    elif isinstance(thing, DatedValue):
        yield path, unit, thing
    elif isinstance(thing, Frozen):
        for name in type(thing).model_fields:
            yield from _walk(getattr(thing, name), path if name == "values" else f"{path}.{name}", unit)
    elif isinstance(thing, dict):
        for name, inner in thing.items():
            yield from _walk(inner, f"{path}.{name}", unit)
    elif isinstance(thing, tuple) and thing and isinstance(thing[0], DatedValue):
        for inner in thing:
            yield from _walk(inner, path, unit)
    elif isinstance(thing, tuple):
        for position, inner in enumerate(thing, start=1):
            if isinstance(inner, Frozen):
                yield from _walk(inner, f"{path}[{position}]", unit)


def _row(figure: Quantity | DatedValue, unit: str | None, old: str, today: date) -> tuple[Any, ...]:
    dated = figure.as_of if isinstance(figure, Quantity) else None
    dated = dated or (figure.start if isinstance(figure, Quantity) else None)
    age = None if dated is None else round((today - first_day(dated)).days / 365.25, 1)
    value: float | str | None = figure.value
    if isinstance(figure, DatedValue) and figure.brackets:
        value = None
    return (
        figure.start,
        value,
        unit,
        figure.low,
        figure.high,
        figure.interval,
        dated,
        age,
        figure.source,
        figure.mark,
        _provenance(figure, old),
        _note(figure),
    )


def _note(figure: Quantity | DatedValue, lang: str | None = None) -> str | None:
    """Its article, if it is a law's, and its note: as written, or in a language."""
    article = figure.reference if isinstance(figure, DatedValue) else None
    note = figure.note if lang is None or figure.note is None else language.note(figure.note, lang)
    return ". ".join(part for part in (article, note) if part) or None


def _provenance(figure: Quantity | DatedValue, old: str) -> Provenance:
    return provenance(figure, old) if isinstance(figure, Quantity) else of_law(figure)
