"""``check``: every fault of the inputs, one a line."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import language
from model.loading.inspection import inspect, inspect_all
from model.schema.fault import Fault
from terminal.door import Door, exit_code


def check(door: Door, paths: Sequence[Path], as_json: bool) -> int:
    """Print all faults of everything, or of the given files; 0 when there are none."""
    found = inspect(paths) if paths else inspect_all()
    told = {language.line(fault, door.lang): fault for fault in found.faults}
    faults = sorted(told.values(), key=lambda f: (f.file, f.line or 0, f.path))
    if as_json:
        door.json([_record(fault, door.lang) for fault in faults])
    else:
        for fault in faults:
            door.out(language.line(fault, door.lang))
    door.note(_summary(door, found.files, faults))
    return exit_code(faults)


def _record(fault: Fault, lang: str) -> dict[str, str | int | None]:
    return {
        "file": fault.file,
        "line": fault.line,
        "path": fault.path,
        "code": fault.code,
        "severity": fault.severity,
        "sentence": language.sentence(fault, lang),
    }


def _summary(door: Door, files: int, faults: Sequence[Fault]) -> str:
    counted = language.plural(door.lang)
    serious = [f for f in faults if f.severity != "warning"]
    warnings = len(faults) - len(serious)
    parts = []
    if serious:
        parts.append(counted("{n} fault to correct", "{n} faults to correct", len(serious)).format(n=len(serious)))
    else:
        parts.append(counted("{n} file in order", "{n} files in order", files).format(n=files))
    if warnings:
        parts.append(counted("{n} warning", "{n} warnings", warnings).format(n=warnings))
    return ", ".join(parts) + "."
