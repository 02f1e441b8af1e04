"""The ministry's monthly workbook into the prison profiles: what matches, what changes, written or not."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path as FilePath
from typing import Any

from model.loading.catalogue import HOME, shown
from model.loading.editing import Entry, last_of, with_figure, with_source
from model.loading.names import Match, match
from model.loading.strict import read_text
from model.loading.validation import validate
from model.loading.workbook import Census, Establishment, read_census
from model.schema.base import first_day
from model.schema.fault import Fault, InputFaults
from model.schema.prison import Prison
from model.schema.reference import Sources

SERIES = "ministry-population-"
"""How the ids of these sources begin; the month follows."""
FIGURES = (("capacity", "places"), ("detained", "people"))


@dataclass(frozen=True)
class Change:
    """A figure of a prison before and after; the same twice when the workbook confirms it."""

    row: str
    """Name in the workbook."""
    prison: str
    figure: str
    old: float | None
    new: int


@dataclass(frozen=True)
class Newer:
    """A figure left alone: the profile's is of a later date."""

    prison: str
    figure: str
    known: str


@dataclass(frozen=True)
class Import:
    """What a workbook brings. ``texts``: the new text of every file that changes."""

    census: Census
    match: Match
    changes: tuple[Change, ...]
    confirmed: tuple[Change, ...]
    """Figures that were read again with the value they had."""
    newer: tuple[Newer, ...]
    without_row: tuple[str, ...]
    """Prisons that no row names."""
    texts: Mapping[FilePath, bytes]


@dataclass
class _Gathered:
    changes: list[Change] = field(default_factory=list)
    newer: list[Newer] = field(default_factory=list)
    confirmed: list[Change] = field(default_factory=list)
    texts: dict[FilePath, bytes] = field(default_factory=dict)


def prepare(file: FilePath, home: FilePath = HOME) -> Import:
    """Read a workbook and work out every change, all new texts validated. Raises InputFaults."""
    census = read_census(file)
    profiles = _profiles(home)
    joined = match(
        [e.name for e in census.establishments],
        {prison.id: (prison.name, prison.type) for prison, _, _ in profiles.values()},
    )
    rows = {e.name: e for e in census.establishments}
    gathered, faults = _Gathered(), list[Fault]()
    for name, prison in joined.found.items():
        row, (profile, path, text) = rows[name], profiles[prison]
        try:
            _one(gathered, row, census.day, profile, path, text, home)
        except InputFaults as found:
            faults += found.faults
    if faults:
        raise InputFaults(faults)
    if gathered.texts:
        _add_source(gathered, census, file.name, home)
    seen = {*joined.found.values(), *(p for several in joined.ambiguous.values() for p in several)}
    return Import(
        census,
        joined,
        tuple(gathered.changes),
        tuple(gathered.confirmed),
        tuple(gathered.newer),
        tuple(sorted(set(profiles) - seen)),
        gathered.texts,
    )


def write(prepared: Import) -> None:
    """Write every changed file, or none. Raises InputFaults."""
    before: dict[FilePath, bytes] = {}
    beside: dict[FilePath, FilePath] = {}
    try:
        for path, content in prepared.texts.items():
            handle, name = tempfile.mkstemp(prefix=".", suffix=".new", dir=path.parent)
            beside[path] = FilePath(name)
            with os.fdopen(handle, "wb") as new:
                new.write(content)
            beside[path].chmod(path.stat().st_mode)
        for path, new_file in beside.items():
            before[path] = path.read_bytes()
            new_file.replace(path)
    except OSError as error:
        for path, content in before.items():
            path.write_bytes(content)
        raise InputFaults(
            [
                Fault(
                    "out_unwritable",
                    fields={"found": str(error.filename or ""), "reason": error.strerror or ""},
                )
            ]
        ) from None
    finally:
        for new_file in beside.values():
            new_file.unlink(missing_ok=True)


def _profiles(home: FilePath) -> dict[str, tuple[Prison, FilePath, str]]:
    """Every profile with its file and text, by id."""
    profiles: dict[str, tuple[Prison, FilePath, str]] = {}
    faults: list[Fault] = []
    for path in sorted((home / "sites/prisons").glob("*.y*ml")):
        if path.name.startswith("_"):
            continue
        try:
            text = path.read_bytes().decode("utf-8")
            prison = validate(Prison, read_text(text, shown(path, home)))
        except InputFaults as found:
            faults += found.faults
            continue
        except UnicodeDecodeError as error:
            faults.append(
                Fault("not_utf8", shown(path, home), None, "", {"found": f"0x{error.object[error.start]:02x}"})
            )
            continue
        profiles[prison.id] = (prison, path, text)
    if faults:
        raise InputFaults(faults)
    return profiles


def _one(
    gathered: _Gathered,
    row: Establishment,
    day: str,
    prison: Prison,
    path: FilePath,
    text: str,
    home: FilePath,
) -> None:
    """Bring the numbers of one establishment into its profile."""
    name, new = shown(path, home), text
    numbers = {"capacity": row.capacity, "detained": row.detained}
    written: list[str] = []
    for figure, unit in FIGURES:
        value, known = numbers[figure], getattr(prison.population, figure)
        if value is None:
            continue
        when, source = last_of(text, "population", figure)
        if when is not None and first_day(when) > first_day(day):
            gathered.newer.append(Newer(prison.id, figure, when))
            continue
        old = None if known is None else known.latest.value
        entry = Entry(day, value, unit, SERIES + day[:7], SERIES)
        change = Change(row.name, prison.id, figure, old, value)
        (gathered.confirmed if old == value else gathered.changes).append(change)
        if old == value and source == entry.source and when == day:
            continue
        new = with_figure(new, name, "population", figure, entry, after="capacity")
        written.append(figure)
    if written:
        _check(new, text, name, written)
        gathered.texts[path] = new.encode("utf-8")


def _check(new: str, old: str, name: str, written: list[str]) -> None:
    """The new text must be a valid profile, and differ from the old one by the figures only."""
    try:
        after, before = read_text(new, name), read_text(old, name)
        validate(Prison, after)
    except InputFaults:
        raise InputFaults([Fault("profile_not_editable", name, None, "population", {"key": written[0]})]) from None
    if _without(after.data, written) != _without(before.data, written):
        raise InputFaults([Fault("profile_not_editable", name, None, "population", {"key": written[0]})])


def _without(data: Any, figures: list[str]) -> Any:
    return {**data, "population": {k: v for k, v in data["population"].items() if k not in figures}}


def _add_source(gathered: _Gathered, census: Census, file: str, home: FilePath) -> None:
    """Describe the workbook in config/sources.yaml, once."""
    path = home / "config/sources.yaml"
    name = shown(path, home)
    try:
        text = path.read_bytes().decode("utf-8")
    except OSError:
        raise InputFaults([Fault("file_missing", name)]) from None
    source = SERIES + census.day[:7]
    if source in validate(Sources, read_text(text, name)).sources:
        return
    year, month, day = census.day.split("-")
    clean = "".join(c for c in file if c.isprintable() and c not in '"\\')[:120]
    new = with_source(
        text,
        name,
        source,
        (
            f'title: "Statistique des établissements et des personnes écrouées, {day}/{month}/{year}"',
            'publisher: "Ministère de la Justice"',
            f'date: "{census.day}"',
            'licence: "Licence Ouverte 2.0"',
            f'note: "Brought in from the workbook {clean}; quarters of an establishment summed."',
        ),
    )
    validate(Sources, read_text(new, name))
    gathered.texts[path] = new.encode("utf-8")
