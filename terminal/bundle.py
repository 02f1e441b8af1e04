"""``bundle`` and ``reopen``: a scenario with all that it was made from, in one file that anyone can recompute."""

from __future__ import annotations

import csv
import io
import json
import tempfile
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import groupby, islice, zip_longest
from pathlib import Path
from typing import Any

from language import LANGUAGES, formats
from model.loading.assembly import warnings
from model.loading.bundle import INPUTS, MANIFEST, REPORTS, RESULTS, Bundle, inputs_of, opened, packed, unpacked
from model.loading.catalogue import load
from model.schema.fault import Fault
from reports.formats import made
from reports.material import gather
from terminal import project
from terminal.door import DONE, INPUT_WRONG, Door
from terminal.reading import Options, day_of
from terminal.report import reference_of, write_file
from terminal.writing import check_file

SHOWN = 6
"""Differences of one file that are listed; all are counted."""
FORMS = ("pdf", "xlsx")
"""Reports of a bundle, in each language."""
LEFT_OUT = "monthly.parquet"
"""The months a second time, in a form whose bytes depend on the library's version."""


def bundle(door: Door, asked: project.Asked, typed: str | None = None) -> int:
    """Write the bundle of a scenario. typed: the day that its reports bear. Raises InputFaults."""
    options = Options()
    day = day_of(options, typed)
    options.settle()
    check_file(asked.out)
    write_file(asked.out, bundled(door, asked, day))
    door.note(door.word("Written: {file}.").format(file=asked.out))
    return DONE


def bundled(door: Door, asked: project.Asked, day: date) -> bytes:
    """The bundle: inputs, results, reports, manifest. Raises InputFaults."""
    found = project.found(door, asked, load(), keep=True)
    variant = f"@{found.programme.variant}" if found.programme.variant else ""
    told = {
        "scenario": f"{found.programme.scenario.id}{variant}",
        "settings": list(asked.settings),
        "day": day.isoformat(),
        **{key: found.manifest[key] for key in ("engine", "draws", "seed", "fingerprint", "created_with")},
    }
    inputs = inputs_of(found.catalogue, found.programme, asked.scenario)
    return packed(told, inputs, _results(found), _reports(door, found, day))


def reopen(door: Door, file: Path, verify: bool) -> int:
    """Say what a bundle holds; ``verify``: recompute it from its own inputs and compare to the last digit."""
    read = opened(file)
    told = read.manifest
    rows = [
        [door.word("Scenario"), told["scenario"]],
        [door.word("Settings"), "; ".join(told["settings"]) or "-"],
        [door.word("Engine"), told["engine"]],
        [door.word("Draws"), "-" if told["draws"] is None else formats.number(told["draws"], door.lang)],
        [door.word("Seed"), "-" if told["seed"] is None else str(told["seed"])],
        [door.word("Fingerprint"), told["fingerprint"][:16]],
        [door.word("Input files"), str(len(read.under(INPUTS)))],
        [door.word("Result files"), ", ".join(read.under(RESULTS))],
        [door.word("Reports"), ", ".join(read.under(REPORTS)) or "-"],
    ]
    door.table(door.word("Bundle"), ["", ""], rows, numbers_from=2)
    door.faults(read.altered)
    if not verify:
        return INPUT_WRONG if read.altered else DONE
    again, reports = _again(door, read)
    _tell_versions(door, told["created_with"], again.manifest["created_with"])
    differences = [
        *_told(told, again.manifest),
        *_compared(str(file), RESULTS, read.under(RESULTS), _results(again)),
        *_compared(str(file), REPORTS, read.under(REPORTS), reports),
    ]
    shown = [one for _, each in groupby(differences, lambda f: f.file) for one in islice(each, SHOWN)]
    door.faults(shown)
    if len(differences) > len(shown):
        door.note(door.word("{count} differences in all.").format(count=formats.number(len(differences), door.lang)))
    if differences or read.altered:
        return INPUT_WRONG
    door.out(door.word("Recomputed from its own inputs: every figure is the same to the last digit."))
    return DONE


def _again(door: Door, read: Bundle) -> tuple[project.Found, dict[str, bytes]]:
    """The results and the reports, from the inputs in the bundle. Raises InputFaults."""
    told = read.manifest
    drawn = told["engine"] != "expected"
    asked = project.Asked(
        told["scenario"], Path(), tuple(told["settings"]), str(told["draws"]) if drawn else None,
        str(told["seed"]) if drawn else None, told["engine"],
    )  # fmt: skip
    with tempfile.TemporaryDirectory(prefix="essaimage-") as folder:
        unpacked(read, Path(folder))
        with_reports = bool(read.under(REPORTS) and told.get("day"))
        found = project.found(door, asked, load(Path(folder)), keep=with_reports)
        return found, _reports(door, found, date.fromisoformat(told["day"])) if with_reports else {}


def _results(found: project.Found) -> dict[str, bytes]:
    return {name: content for name, content in found.files().items() if name != LEFT_OUT}


def _reports(door: Door, found: project.Found, day: date) -> dict[str, bytes]:
    """The report on paper and as a workbook in both languages, over the draws of the results; the expected engine has
    none, as every figure of a report has its interval. Raises InputFaults."""
    told, catalogue = found.manifest, found.catalogue
    if told["engine"] == "expected" or catalogue is None:
        return {}
    door.note(door.word("Reports…"))
    reference = reference_of(catalogue, found.programme)
    material = gather(
        found.programme, reference, tuple(warnings(catalogue, found.programme)),
        draws=told["draws"], seed=told["seed"], today=day, made=found.draws,
    )  # fmt: skip
    assert material is not None, "nothing stops it"
    return {f"report-{lang}.{form}": made(material, form, lang) for lang in LANGUAGES for form in FORMS}


def _tell_versions(door: Door, made_with: Mapping[str, Any], now: Mapping[str, str]) -> None:
    """A word when the planner, Python or a library have changed since: a last digit may then move."""
    for name, version in now.items():
        if (then := made_with.get(name)) != version:
            door.faults([Fault("bundle_made_with", "", None, name, {"found": str(then), "expected": version})])


def _told(told: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[Fault]:
    """What the manifest says of the computation and recomputing does not."""
    for key in ("engine", "draws", "seed", "fingerprint"):
        if told[key] != now[key]:
            yield Fault("bundle_value_differs", MANIFEST, None, key, {"found": told[key], "expected": now[key]})


def _compared(file: str, folder: str, kept: Mapping[str, bytes], now: Mapping[str, bytes]) -> Iterator[Fault]:
    """Every value that differs, with its file, row and column; of a report, whether its bytes do."""
    for name in sorted({*kept, *now}):
        if name not in kept:
            yield Fault("bundle_result_missing", file, None, name)
        elif name not in now:
            yield Fault("bundle_result_unknown", file, None, name)
        elif kept[name] != now[name] and folder == REPORTS:
            yield Fault("bundle_report_differs", f"{REPORTS}{name}")
        elif kept[name] != now[name]:
            yield from _cells(name, kept[name], now[name])


def _cells(name: str, kept: bytes, now: bytes) -> Iterator[Fault]:
    """What differs in two tables, or in two texts by line."""
    before, after = _rows(name, kept), _rows(name, now)
    header = after[0] if after and name.endswith(".csv") else []
    told = False
    for line, (was, found) in enumerate(zip_longest(before, after, fillvalue=[]), 1):
        for column, (old, new) in enumerate(zip_longest(was, found, fillvalue="")):
            if old != new:
                title = header[column] if column < len(header) else ""
                told = True
                yield Fault("bundle_value_differs", f"{RESULTS}{name}", line, title, {"found": old, "expected": new})
    if not told and name != "manifest.json":  # line ends, quotes
        yield Fault("bundle_bytes_differ", f"{RESULTS}{name}")


def _rows(name: str, content: bytes) -> list[list[str]]:
    text = content.decode("utf-8", errors="replace")
    if name == "manifest.json":
        text = _without_versions(text)
    if not name.endswith(".csv"):
        return [[line.strip()] for line in text.splitlines()]
    try:
        return list(csv.reader(io.StringIO(text)))
    except csv.Error:
        return [[line] for line in text.splitlines()]


def _without_versions(text: str) -> str:
    """The manifest of the results without what it was made with, which is told apart."""
    try:
        told = json.loads(text)
    except ValueError:
        return text
    return (
        json.dumps({k: v for k, v in told.items() if k != "created_with"}, indent=2) if isinstance(told, dict) else text
    )
