"""What happened, as a planner writes it down: a CSV of one row per month and workshop."""

from __future__ import annotations

import csv
import math
import re
from collections.abc import Iterator, Mapping
from pathlib import Path as FilePath
from typing import Final

import pandas as pd

from model.follow_up import COMPARED
from model.schema.fault import Fault, InputFaults, Scalar
from model.schema.programme import Programme

KEYS: Final = ("month", "prison", "company")
MAX_BYTES: Final = 16 * 2**20
_NUMBER: Final = re.compile(r"\d+([.,]\d+)?")


def template(programme: Programme) -> str:
    """An empty table for the workshops of a plan: a row for each of them and month from its opening to its closing."""
    plan = () if programme.scenario.plan == "optimise" else programme.scenario.plan
    rows = [",".join((*KEYS, *COMPARED))]
    rows += [
        ",".join((month, one.prison, one.company, *[""] * len(COMPARED)))
        for month in programme.months
        for one in plan
        if one.opens <= month and (one.closes is None or month < one.closes)
    ]
    return "\n".join(rows) + "\n"


def actuals(file: FilePath, programme: Programme) -> pd.DataFrame:
    """Month, prison, company and the outcomes told, NaN where empty; a row that tells none is left out. Raises
    InputFaults with every bad row."""
    name = str(file)
    try:
        if file.is_dir():
            raise InputFaults([Fault("file_is_folder", name, fields={"expected": "CSV"})])
        size = file.stat().st_size
        if size > MAX_BYTES:
            raise InputFaults([_too_big(name, size)])
        content = file.read_bytes()
    except FileNotFoundError:
        raise InputFaults([Fault("file_missing", name)]) from None
    except OSError as error:
        raise InputFaults([Fault("file_unreadable", name, fields={"found": error.strerror or ""})]) from None
    return told(name, content, programme)


def told(name: str, content: bytes, programme: Programme) -> pd.DataFrame:
    """The same of a file's content. Raises InputFaults with every bad row."""
    if len(content) > MAX_BYTES:
        raise InputFaults([_too_big(name, len(content))])
    try:
        text = content.decode("utf-8-sig")
        lines = text.splitlines()
        comma = not lines or lines[0].count(",") >= lines[0].count(";")
        rows = list(csv.reader(lines, delimiter="," if comma else ";"))
    except UnicodeDecodeError as error:
        raise InputFaults([Fault("not_utf8", name, fields={"found": hex(error.object[error.start])})]) from None
    except csv.Error as error:
        raise InputFaults([Fault("file_unreadable", name, fields={"found": str(error)})]) from None
    return _read(name, rows, programme)


def _too_big(name: str, size: int) -> Fault:
    return Fault("file_too_big", name, None, "", {"found": size, "bound": MAX_BYTES})


def _read(file: str, rows: list[list[str]], programme: Programme) -> pd.DataFrame:
    header = [cell.strip() for cell in rows[0]] if rows else []
    known = (*KEYS, *COMPARED)
    faults = [Fault("actuals_column_missing", file, 1, key) for key in KEYS if key not in header]
    faults += [
        Fault("actuals_column_unknown", file, 1, column, {"found": column, "known": ", ".join(known)})
        for column in header
        if column not in known or header.count(column) > 1
    ]
    if not faults and not any(any(row) for row in rows[1:]):
        faults.append(Fault("actuals_empty", file))
    if faults:
        raise InputFaults(faults)
    plan = () if programme.scenario.plan == "optimise" else programme.scenario.plan
    planned = {(one.prison, one.company): one.seats for one in plan}
    open_there: dict[tuple[str, str], float] = {}
    seen: set[tuple[str, ...]] = set()
    found: list[dict[str, str | float]] = []
    for line, row in enumerate(rows[1:], 2):
        if not any(cell.strip() for cell in row):
            continue
        if len(row) != len(header):
            faults.append(Fault("actuals_cells", file, line, "", {"found": len(row), "expected": len(header)}))
            continue
        told = dict(zip(header, (cell.strip() for cell in row), strict=True))
        key = tuple(told[k] for k in KEYS)
        if key[0] not in programme.months:
            span: dict[str, Scalar] = {"found": key[0], "low": programme.months[0], "high": programme.months[-1]}
            faults.append(Fault("actuals_month", file, line, "month", span))
        if key[1:] not in planned:
            faults.append(Fault("actuals_pair", file, line, "prison", {"found": f"{key[1]}:{key[2]}"}))
        if key in seen:
            faults.append(Fault("actuals_twice", file, line))
        seen.add(key)
        numbers: dict[str, float] = {}
        for column in (c for c in header if c in COMPARED):
            if told[column] and not _NUMBER.fullmatch(told[column]):
                faults.append(Fault("actuals_number", file, line, column, {"found": told[column]}))
            else:
                numbers[column] = float(told[column].replace(",", ".")) if told[column] else math.nan
        if key[0] in programme.months and (seats := planned.get((key[1], key[2]))) is not None:
            faults += _too_many(programme, file, line, key, numbers, seats, open_there)
        if not all(math.isnan(number) for number in numbers.values()):
            found.append({**dict(zip(KEYS, key, strict=True)), **numbers})
    if not faults and not found:
        faults.append(Fault("actuals_empty", file))
    if faults:
        raise InputFaults(faults)
    return pd.DataFrame(found)


def _too_many(
    programme: Programme,
    file: str,
    line: int,
    key: tuple[str, ...],
    told: Mapping[str, float],
    planned: int,
    open_there: dict[tuple[str, str], float],
) -> Iterator[Fault]:
    """More people at work than seats (those planned where none are told), more seats in a prison than people it holds.

    open_there: seats of the month and prison in the rows above, added to.
    """
    month, prison = key[:2]
    seats = told.get("seats_open", math.nan)
    bound = planned if math.isnan(seats) else seats
    if (people := told.get("at_work", math.nan)) > bound:
        yield Fault("actuals_people_over_seats", file, line, "at_work", {"found": people, "bound": bound})
    if math.isnan(seats):
        return
    open_there[month, prison] = open_there.get((month, prison), 0.0) + seats
    held = programme.prisons[prison].population
    most = max(one.at(month).value for one in (held.capacity, held.detained) if one is not None)
    if open_there[month, prison] > most:
        fields: dict[str, Scalar] = {"found": open_there[month, prison], "bound": most, "prison": prison}
        yield Fault("actuals_seats_over_places", file, line, "seats_open", fields)
