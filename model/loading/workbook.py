"""The ministry's monthly workbook of prisons, as published: sheets Tab14 to Tab23, one per direction.

Title on row 1, date on row 2, header on row 7 starting "Etablissement", a row per establishment and quarter.
"""

from __future__ import annotations

import re
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from pathlib import Path as FilePath
from typing import Any

import openpyxl  # type: ignore[import-untyped]

from model.loading.names import plain
from model.schema.fault import Fault, InputFaults

MAX_BYTES = 20_000_000
MAX_UNPACKED = 100_000_000
MAX_ROWS, MAX_COLUMNS = 5_000, 40
HEADER_WITHIN = 20
"""Rows in which the header is looked for."""

_SHEET = re.compile(r"tab(leau)? ?(1[4-9]|2[0-3])")
_MONTHS = (
    "janvier",
    "fevrier",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "aout",
    "septembre",
    "octobre",
    "novembre",
    "decembre",
)
_WORDS = re.compile(r"\b(\d{1,2})(?:er)? (" + "|".join(_MONTHS) + r") (\d{4})\b")
_DIGITS = re.compile(r"\b(\d{1,2})[ /.-](\d{1,2})[ /.-](\d{4})\b")
_ISO = re.compile(r"\b(\d{4}) (\d{2}) (\d{2})\b")
_IN_NAME = re.compile(r"(?<!\d)(\d{2})(\d{2})(20\d{2})(?!\d)")

Row = Sequence[Any]


@dataclass(frozen=True)
class Establishment:
    """One establishment of the workbook, its quarters summed; None where no number is given."""

    name: str
    sheet: str
    capacity: int | None
    detained: int | None


@dataclass(frozen=True)
class Census:
    """The workbook's date and establishments."""

    day: str
    """YYYY-MM-DD."""
    establishments: tuple[Establishment, ...]


@dataclass(frozen=True)
class _Columns:
    name: int
    quarter: int | None
    capacity: int
    detained: int


def read_census(file: FilePath) -> Census:
    """The establishments of a workbook. Raises InputFaults with what is wrong with it."""
    sheets = _sheets(file)
    tables = [(name, rows, found) for name, rows in sheets.items() if (found := _header(rows)) is not None]
    if any(_SHEET.fullmatch(plain(name)) for name, _, _ in tables):
        tables = [t for t in tables if _SHEET.fullmatch(plain(t[0]))]
    if not tables:
        raise InputFaults([Fault("workbook_layout_unknown", str(file), fields={"found": ", ".join(sheets)[:300]})])
    faults: list[Fault] = []
    establishments: list[Establishment] = []
    for name, rows, header in tables:
        columns = _columns(file, name, rows[header], faults)
        if columns is not None:
            establishments += _summed(file, name, rows[header + 1 :], columns, header + 2, faults)
    day = _day(file, [(name, rows[:header]) for name, rows, header in tables], faults)
    if faults:
        raise InputFaults(faults)
    return Census(day, tuple(establishments))


def _sheets(file: FilePath) -> dict[str, list[Row]]:
    """Rows of every sheet, values only. Raises InputFaults."""

    def refused(code: str, **fields: int | str) -> InputFaults:
        return InputFaults([Fault(code, str(file), fields=fields)])

    try:
        size = file.stat().st_size
        if file.is_dir():
            raise refused("file_is_folder", expected=".xlsx")
        if size > MAX_BYTES:
            raise refused("workbook_too_big", found=size, bound=MAX_BYTES)
        with zipfile.ZipFile(file) as parts:
            unpacked = sum(part.file_size for part in parts.infolist())
        if unpacked > MAX_UNPACKED:
            raise refused("workbook_too_big", found=unpacked, bound=MAX_UNPACKED)
    except FileNotFoundError:
        raise refused("file_missing") from None
    except zipfile.BadZipFile:
        raise refused("workbook_unreadable") from None
    except OSError as error:
        raise refused("file_unreadable", found=error.strerror or "") from None
    try:
        with warnings.catch_warnings(action="ignore"):
            book = openpyxl.load_workbook(file, read_only=True, data_only=True)
            try:
                return {sheet.title: _rows(sheet) for sheet in book.worksheets}
            finally:
                book.close()
    except Exception:  # a foreign file: whatever the library stumbles on, it cannot be read
        raise refused("workbook_unreadable") from None


def _rows(sheet: Any) -> list[Row]:
    sheet.reset_dimensions()
    return [tuple(row) for row in islice(sheet.iter_rows(values_only=True, max_col=MAX_COLUMNS), MAX_ROWS)]


def _header(rows: Sequence[Row]) -> int | None:
    """Position of the header row."""
    for position, row in enumerate(rows[:HEADER_WITHIN]):
        first = next((cell for cell in row if cell not in (None, "")), "")
        if plain(str(first)).startswith("etablissement") and len([c for c in row if c not in (None, "")]) > 2:
            return position
    return None


def _columns(file: FilePath, sheet: str, header: Row, faults: list[Fault]) -> _Columns | None:
    names = [plain(str(cell or "")) for cell in header]

    def where(*words: str) -> int | None:
        return next((i for i, name in enumerate(names) if all(word in name for word in words)), None)

    capacity, detained = where("capacite", "operationnelle"), where("detenus")
    for column, found in (("capacité opérationnelle", capacity), ("écroués détenus", detained)):
        if found is None:
            faults.append(Fault("workbook_column_missing", str(file), fields={"sheet": sheet, "column": column}))
    if capacity is None or detained is None:
        return None
    return _Columns(where("etablissement") or 0, where("quartier"), capacity, detained)


def _summed(
    file: FilePath, sheet: str, rows: Sequence[Row], columns: _Columns, first_row: int, faults: list[Fault]
) -> Iterator[Establishment]:
    """Establishments of a sheet: quarters summed, totals and foot-notes left out."""
    parts: dict[str, tuple[str, list[int | None], list[int | None]]] = {}
    current = ""
    for position, row in enumerate(rows):
        name, quarter = (
            _text(row, columns.name),
            "" if columns.quarter is None else _text(row, columns.quarter),
        )
        if plain(name).startswith(("total", "ensemble")) or plain(quarter).startswith(("total", "ensemble")):
            continue
        current = name or current
        numbers: list[int | None] = []
        for label, column in (
            ("capacité opérationnelle", columns.capacity),
            ("écroués détenus", columns.detained),
        ):
            cell = row[column] if column < len(row) else None
            try:
                numbers.append(_count(cell))
            except ValueError:
                numbers.append(None)
                faults.append(
                    Fault(
                        "workbook_bad_number",
                        str(file),
                        None,
                        f"{sheet}!{first_row + position}",
                        {"sheet": sheet, "prison": current, "column": label, "found": str(cell)[:60]},
                    )
                )
        if not current or (numbers[0] is None and numbers[1] is None):
            continue
        _, capacities, detained = parts.setdefault(plain(current), (current, [], []))
        capacities.append(numbers[0])
        detained.append(numbers[1])
    for shown, capacities, detained in parts.values():
        yield Establishment(shown, sheet, _sum(capacities), _sum(detained))


def _sum(numbers: list[int | None]) -> int | None:
    known = [n for n in numbers if n is not None]
    return sum(known) if len(known) == len(numbers) else None


def _text(row: Row, column: int) -> str:
    cell = row[column] if column < len(row) else None
    return " ".join(str(cell).split()) if cell is not None else ""


def _count(cell: Any) -> int | None:
    """A whole number of people or places; None for an empty cell. Raises ValueError."""
    if cell is None or isinstance(cell, bool):
        return None
    if isinstance(cell, (int, float)):
        if cell != int(cell) or not 0 <= cell < 1_000_000:
            raise ValueError
        return int(cell)
    text = re.sub(r"\s", "", str(cell))
    if plain(text) in ("", "nd", "so", "na"):
        return None
    if not re.fullmatch(r"\d{1,6}", text):
        raise ValueError
    return int(text)


def _day(file: FilePath, heads: list[tuple[str, Sequence[Row]]], faults: list[Fault]) -> str:
    """The date that the sheets state above their header, else the file's name."""
    found = [(name, day) for name, rows in heads if (day := _stated(rows)) is not None]
    for name, day in found[1:]:
        if day != found[0][1]:
            faults.append(
                Fault(
                    "workbook_dates_differ",
                    str(file),
                    fields={"sheet": name, "found": day.isoformat(), "other": found[0][1].isoformat()},
                )
            )
    if found:
        return found[0][1].isoformat()
    if (in_name := _IN_NAME.search(file.stem)) is not None and (day := _date(*in_name.groups())) is not None:
        return day.isoformat()
    faults.append(Fault("workbook_date_missing", str(file)))
    return ""


def _stated(rows: Sequence[Row]) -> date | None:
    for cell in (cell for row in rows for cell in row):
        if isinstance(cell, datetime):
            return cell.date()
        if isinstance(cell, date):
            return cell
        text = plain(str(cell or ""))
        if (words := _WORDS.search(text)) is not None:
            day = _date(words[1], str(_MONTHS.index(words[2]) + 1), words[3])
        elif (digits := _DIGITS.search(text)) is not None:
            day = _date(*digits.groups())
        elif (iso := _ISO.search(text)) is not None:
            day = _date(iso[3], iso[2], iso[1])
        else:
            continue
        if day is not None:
            return day
    return None


def _date(day: str, month: str, year: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
