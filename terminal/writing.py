"""Results in their forms, and into a folder: all files or none."""

from __future__ import annotations

import json
import math
import shutil
import tempfile
from collections.abc import Collection, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd

from language import formats
from model.schema.fault import Fault, InputFaults
from reports.precision import decimals
from reports.wording import ends, euros

SHARES: Final = ("share_assumed",)
"""Columns that are a share, whatever the unit of their row."""


def write_whole(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files into a folder, made if missing: first beside it, then moved in one by one.

    Other files of the folder are left alone. When a move fails, those already made are undone. Raises
    InputFaults when the folder cannot be written to.
    """
    check_folder(folder)
    made = next((p for p in reversed((folder, *folder.parents)) if not p.exists()), None)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".essaimage-", dir=folder.parent) as beside:
            for name, content in files.items():
                (Path(beside) / name).write_bytes(content)
            folder.mkdir(exist_ok=True)
            _move(Path(beside), folder, list(files))
    except OSError as error:
        if made is not None:
            shutil.rmtree(made, ignore_errors=True)
        raise InputFaults([unwritable(folder, error)]) from None


def write_one(file: Path, content: bytes) -> None:
    """Write one file, whole or not at all. Raises InputFaults when its folder cannot be written to."""
    write_whole(file.parent, {file.name: content})


def check_folder(folder: Path) -> None:
    """Refuse what cannot be written to, before any long computation. Raises InputFaults."""
    try:
        for part in (folder, *folder.parents):
            if part.exists() and not part.is_dir():
                raise InputFaults([Fault("out_is_file", "", None, "--out", {"found": str(part)})])
        there = next(part for part in (folder.parent, *folder.parents, Path()) if part.exists())
        for place in (there, folder) if folder.exists() else (there,):
            with tempfile.TemporaryDirectory(prefix=".essaimage-", dir=place):
                pass
    except OSError as error:
        raise InputFaults([unwritable(folder, error)]) from None


def check_file(file: Path) -> None:
    """The same of one file. Raises InputFaults."""
    check_folder(file.parent)
    if file.is_dir():
        raise InputFaults([Fault("out_is_folder", "", None, "--out", {"found": str(file)})])


def unwritable(place: Path, error: OSError) -> Fault:
    """That a place cannot be written to."""
    reason = error.strerror or type(error).__name__
    return Fault("out_unwritable", "", None, "--out", {"found": str(place), "reason": reason})


def _move(beside: Path, folder: Path, names: list[str]) -> None:
    """Put new files in place; the old ones come back when one cannot be."""
    kept = beside / "replaced"
    kept.mkdir()
    done: list[str] = []
    try:
        for name in names:
            if (folder / name).exists():
                (folder / name).replace(kept / name)
            done.append(name)
            (beside / name).replace(folder / name)
    except OSError:
        for name in done:
            (folder / name).unlink(missing_ok=True)
            if (kept / name).exists():
                (kept / name).replace(folder / name)
        raise


def csv_of(table: pd.DataFrame, euros: Collection[str] = ()) -> bytes:
    """UTF-8, commas and points: euros to the cent, other numbers to ten decimals, nothing for no value.

    Numbers of a row are euros where its unit says so, but for SHARES; those of a column in ``euros`` always are.
    """
    written = table.copy()
    in_euros = written["unit"].str.startswith("EUR") if "unit" in written else pd.Series(False, index=written.index)
    for name in written.select_dtypes("number"):
        column = (in_euros & (name not in SHARES)) | (name in euros)
        found = np.empty(len(written), dtype=object)
        for cents in (True, False):
            rows = (column == cents).to_numpy()
            found[rows] = _cells(written.loc[rows, name], cents)
        written[name] = found
    return written.to_csv(index=False, lineterminator="\n").encode()


def _cells(values: pd.Series, cents: bool) -> np.ndarray[Any, Any]:
    """The values as they are written, each distinct one made once: most months and places repeat."""
    places, distinct = pd.factorize(values)
    nothing = ""  # where there is no value, the place is -1
    return np.array([*(_cell(value, cents) for value in distinct), nothing], dtype=object)[places]


def _cell(value: float, cents: bool) -> str:
    return f"{round(value, 2) + 0.0:.2f}" if cents else f"{round(value, 10) + 0.0:.10f}".rstrip("0").rstrip(".")


def parquet_of(table: pd.DataFrame) -> bytes:
    """A table as parquet."""
    written = BytesIO()
    table.to_parquet(written, index=False)
    return written.getvalue()


def json_of(document: dict[str, Any]) -> bytes:
    """A JSON document as contracts write it: UTF-8, indented, no NaN (ValueError)."""
    return (json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False) + "\n").encode()


def ranged(value: float, low: float, high: float, unit: str, lang: str) -> str:
    """A value as the terminal shows it, then its interval at the same precision (see ``reports.precision``); euros
    that have none are written in full."""
    if math.isnan(value):
        return "-"
    wide = high - low > 1e-9 * abs(high)
    spread = f" [{ends(low, high, unit, lang, value)}]" if wide else ""
    if unit == "EUR":
        return (
            euros(value, lang, (low, high)) if wide else formats.money(value, lang, 0 if abs(value) >= 10_000 else 2)
        ) + spread
    digits = decimals(unit, value, *((low, high) if wide else ()))
    if unit.startswith("EUR"):
        return formats.money(value, lang, digits) + spread
    if unit.startswith("share"):
        return formats.percent(value, lang, digits) + spread
    return formats.number(value, lang, digits) + spread
