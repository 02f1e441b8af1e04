"""Named overrides: dotted paths to new values, applied before validation, each one recorded.

Precedence, lowest first: national default, default by type, profile, the scenario's overrides, the
variant's, --set.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from model.loading.catalogue import FILES, FOLDERS, Catalogue, Key
from model.loading.strict import Document, read_text
from model.loading.validation import Patch
from model.schema.fault import Fault, InputFaults, Path, dotted, suggestion
from model.schema.programme import Change
from model.schema.scenario import Scenario

_AS_PUBLISHED = ("scenarios", "studies")
"""Collections that no override changes: what a study found is not a planner's choice."""


@dataclass(frozen=True)
class Override:
    """One change of an input, as written."""

    path: str
    """Dotted path."""
    value: Any
    """New value, as plain data."""
    by: str
    """Whose it is: "overrides", "variants.<id>" or "--set"."""
    file: str
    """File that says so, or --set."""
    line: int | None = None
    """Line of the file."""
    lines: Mapping[Path, int] = field(default_factory=dict, compare=False)
    """Line of what stands inside the value, by its path in it."""


@dataclass(frozen=True)
class Patched:
    """A document after its overrides, with the places they wrote."""

    document: Document
    patches: tuple[Patch, ...]


def from_command_line(settings: Iterable[str]) -> list[Override]:
    """Overrides from ``--set path=value``. Raises InputFaults."""
    overrides, faults = [], []
    for setting in settings:
        path, equals, text = setting.partition("=")
        if not equals or not path.strip():
            faults.append(Fault("set_malformed", "--set", None, setting, {"found": setting}))
            continue
        try:
            overrides.append(Override(path.strip(), read_text(text or "null", "--set").data, "--set", "--set"))
        except InputFaults as found:
            faults += [replace(f, line=None, path=path.strip()) for f in found.faults]
    faults += overlaps(overrides)
    if faults:
        raise InputFaults(faults)
    return overrides


def from_scenario(document: Document, place: Path, by: str) -> list[Override]:
    """Overrides that a scenario file states under a place (its own, or a variant's)."""
    stated = document.data
    for part in place:
        stated = stated.get(part) or {}
    return [
        Override(str(path), value, by, document.file, document.line((*place, path)), document.under((*place, path)))
        for path, value in stated.items()
    ]


def overlaps(overrides: Iterable[Override]) -> list[Fault]:
    """Two overrides of one kind may not touch the same thing."""
    faults, seen = [], list[Override]()
    for one in overrides:
        faults += [
            Fault("overrides_overlap", one.file, one.line, one.path, {"other": other.path})
            for other in seen
            if f"{one.path}.".startswith(f"{other.path}.") or f"{other.path}.".startswith(f"{one.path}.")
        ]
        seen.append(one)
    return faults


def apply(
    catalogue: Catalogue, scenario: Document, overrides: Iterable[Override]
) -> tuple[dict[Key, Patched], list[Change], list[Fault]]:
    """Documents changed by overrides, by key (the scenario's is ("scenario", "")), and the record of changes,
    and a fault for every path that leads nowhere.
    """
    patched: dict[Key, Patched] = {("scenario", ""): Patched(scenario, ())}
    changes: list[Change] = []
    faults: list[Fault] = []
    for override in overrides:
        try:
            key, path = _target(catalogue, scenario, override)
        except InputFaults as found:
            faults += found.faults
            continue
        before = patched.get(key) or Patched(catalogue.documents[key], ())
        data = copy.deepcopy(before.document.data)
        value = override.value
        if key[0] == "law" and not path:
            path, value = ("values",), _law_from(data, scenario, value)
        try:
            old = _set(data, path, value)
        except LookupError as nowhere:
            faults += _nowhere(override, "unknown_path", found=str(nowhere), suggestion="", known="").faults
            continue
        patch = Patch(path, override.file, override.line, override.path, override.lines)
        patched[key] = Patched(replace(before.document, data=data), (*before.patches, patch))
        changes.append(Change(path=override.path, old=_text(old), new=_text(override.value), by=override.by))
    return patched, changes, faults


def _target(catalogue: Catalogue, scenario: Document, override: Override) -> tuple[Key, Path]:
    """The document that a dotted path means, and the place inside it."""
    parts = _parts(override.path)
    head = str(parts[0])
    own = list(Scenario.model_fields)
    if head in FOLDERS and head not in _AS_PUBLISHED and (len(parts) > 1 or head not in own):
        ids = catalogue.ids(head)
        if len(parts) > 1 and parts[1] in ids:
            if len(parts) == 2 and head != "law":
                raise _nowhere(override, "path_too_short", path=override.path)
            return (head, str(parts[1])), parts[2:]
        wanted = str(parts[1]) if len(parts) > 1 else ""
        raise _nowhere(override, "unknown_id", found=wanted, suggestion=suggestion(wanted, ids), kind=head)
    if head == "activities":
        listed = catalogue.documents["activities", ""].data["activities"]
        ids = [a["id"] for a in listed]
        if len(parts) > 2 and parts[1] in ids:
            return ("activities", ""), ("activities", ids.index(str(parts[1])), *parts[2:])
        wanted = str(parts[1]) if len(parts) > 1 else ""
        if wanted in ids:
            raise _nowhere(override, "path_too_short", path=override.path)
        raise _nowhere(override, "unknown_id", found=wanted, suggestion=suggestion(wanted, ids), kind=head)
    if head in FILES and head not in ("sources", "indicators") and len(parts) > 1:
        return (head, ""), parts[1:]
    if head in own and head not in ("id", "overrides", "variants"):
        return ("scenario", ""), parts
    known = [
        h
        for h in (*FOLDERS, *FILES, *own)
        if h not in (*_AS_PUBLISHED, "sources", "indicators", "id", "overrides", "variants")
    ]
    raise _nowhere(
        override,
        "unknown_path",
        found=head,
        suggestion=suggestion(head, known),
        known=", ".join(sorted(set(known))),
    )


def _nowhere(override: Override, code: str, **fields: str) -> InputFaults:
    return InputFaults([Fault(code, override.file, override.line, override.path, fields)])


def _parts(path: str) -> Path:
    """``plan[2].seats`` -> ("plan", 1, "seats"): positions are written from 1."""
    parts: list[str | int] = []
    for piece in path.split("."):
        name, bracket, rest = piece.partition("[")
        parts.append(name)
        if bracket and rest.endswith("]") and rest[:-1].isdigit() and int(rest[:-1]) > 0:
            parts.append(int(rest[:-1]) - 1)
        elif bracket:
            parts[-1] = piece
    return tuple(parts)


def _set(data: Any, path: Path, value: Any) -> Any:
    """Write a value at a place, making what is missing on the way; returns what stood there.

    Raises LookupError with the place when a list has no such item.
    """
    for depth, here in enumerate(path[:-1]):
        if isinstance(data, list) and isinstance(here, int) and here < len(data):
            data = data[here]
        elif isinstance(data, dict):
            if not isinstance(data.get(here), (dict, list)):
                data[here] = {}
            data = data[here]
        else:
            raise LookupError(dotted(path[: depth + 1]))
    last = path[-1]
    if isinstance(data, list) and isinstance(last, int) and last < len(data):
        old, data[last] = data[last], value
        return old
    if isinstance(data, dict):
        old = data.get(last)
        data[last] = value
        return old
    raise LookupError(dotted(path))


def _law_from(data: Any, scenario: Document, value: Any) -> Any:
    """A bare number for a law: in force from the scenario's first month, and nothing after it."""
    if isinstance(value, (dict, list)):
        return value
    start = str(scenario.data.get("start", "2000-01"))
    kept = [v for v in data["values"] if str(v.get("from", "")) < start]
    return [*kept, {"from": f"{start}-01" if len(start) == 7 else start, "value": value, "mark": "chosen"}]


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, dict) and "value" in value:
        return f"{value['value']}"
    return str(value)
