"""From plain data to the types of the schema; pydantic's faults become ours, with file and line."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from model.loading.forms import fields_at, form_at, forms_at
from model.loading.strict import Document
from model.schema.fault import Fault, InputFaults, Path, Scalar, Severity, dotted, suggestion

Model = TypeVar("Model", bound=BaseModel)


@dataclass(frozen=True)
class Patch:
    """An override inside a document: where it came from, to be named when it is at fault."""

    path: Path
    file: str
    line: int | None
    written: str
    """The dotted path as the user wrote it."""
    lines: Mapping[Path, int] = field(default_factory=dict)
    """Line of what stands inside what it wrote, by its path in it."""

    def at(self, inside: Path) -> int | None:
        """Line of the deepest part of a path inside it that has one; else its own."""
        ends = range(len(inside), 0, -1)
        return next((self.lines[inside[:end]] for end in ends if inside[:end] in self.lines), self.line)


def validate(kind: type[Model], document: Document, patches: tuple[Patch, ...] = ()) -> Model:
    """The document as a type of the schema. Raises InputFaults with all its faults."""
    try:
        return kind.model_validate_json(json.dumps(document.data))
    except ValidationError as error:
        raise InputFaults(_faults(kind, document, patches, error)) from None


def place(document: Document, path: Path, patches: tuple[Patch, ...] = ()) -> tuple[str, int | None, str]:
    """File, line and dotted path of a place in a document, or of the override that wrote it."""
    for patch in reversed(patches):
        if path[: len(patch.path)] == patch.path or patch.path[: len(path)] == path:
            inside = path[len(patch.path) :]
            rest = dotted(inside)
            return patch.file, patch.at(inside), patch.written + (f".{rest}" if rest else "")
    return document.file, document.line(path), dotted(path)


def fault_at(
    code: str,
    document: Document,
    path: Path,
    patches: tuple[Patch, ...] = (),
    severity: Severity = "error",
    **fields: Scalar,
) -> Fault:
    """A fault at a place in a document."""
    file, line, shown = place(document, path, patches)
    return Fault(code, file, line, shown, fields, severity)


def _faults(
    kind: type[BaseModel], document: Document, patches: tuple[Patch, ...], error: ValidationError
) -> list[Fault]:
    faults: dict[tuple[Path, str], Fault] = {}
    branches: dict[Path, set[str]] = {}
    details = [(detail, *_inside(document.data, detail["loc"])) for detail in error.errors(include_url=False)]
    for detail, path, whole in details:
        if detail["type"] == "too_short" and (detail["loc"][-1:] == ("entries",) or detail.get("input")):
            continue  # a list counts as empty when its one item is wrong: told already
        branch = not whole and detail["type"] not in ("missing", "extra_forbidden")
        if branch and any(len(other) > len(path) and other[: len(path)] == path for _, other, _ in details):
            continue  # another form of the same entry fits further in: it is the one that was meant
        if branch:
            branches.setdefault(path, set()).add(detail["type"])
        code, fields = _code(kind, detail, path, document.data)
        if code in ("missing_key", "unknown_key"):
            path = (*path, str(fields["key"])) if path[-1:] != (fields["key"],) else path
        if "keys" in fields:
            path = _of_several(path, str(fields["keys"]).split(), patches)
        fault = fault_at(code, document, path, patches, "error", **fields)
        faults.setdefault((path, code), fault)
    kept: dict[tuple[str, str], Fault] = {}
    for (path, code), fault in faults.items():
        if len(branches.get(path, ())) > 1:
            told: dict[str, Scalar] = {"found": fault.fields.get("found", ""), "forms": forms_at(kind, path)}
            kept.setdefault((fault.path, ""), Fault("no_form_fits", fault.file, fault.line, fault.path, told))
        else:
            kept.setdefault((fault.path, code), fault)
    return list(kept.values())


def _of_several(path: Path, keys: list[str], patches: tuple[Patch, ...]) -> Path:
    """The key at fault, of several that do not go together: one that an override wrote, else the last."""
    written = {patch.path[: len(path) + 1] for patch in patches}
    return next(((*path, key) for key in keys if (*path, key) in written), (*path, keys[-1]))


def _inside(data: Any, loc: tuple[int | str, ...]) -> tuple[Path, bool]:
    """The part of pydantic's place that the document has, and whether that is all of it."""
    path: list[int | str] = []
    whole = True
    for part in loc:
        if isinstance(data, dict) and part in data:
            data, part = data[part], str(part)
        elif isinstance(data, dict) and isinstance(part, str) and part.lstrip("-").isdigit() and int(part) in data:
            data = data[int(part)]
        elif isinstance(data, list) and isinstance(part, int) and part < len(data):
            data = data[part]
        else:
            whole = whole and (part == "entries" or isinstance(part, int))
            continue
        path.append(part)
    return tuple(path), whole


_TYPES = {
    "string_type": "text",
    "int_type": "whole_number",
    "int_from_float": "whole_number",
    "float_type": "number",
    "bool_type": "true_or_false",
    "model_type": "mapping",
    "dict_type": "mapping",
    "tuple_type": "list",
    "model_attributes_type": "mapping",
    "list_type": "list",
    "int_parsing": "whole_number",
    "float_parsing": "number",
    "finite_number": "number",
}


def _code(kind: type[BaseModel], detail: ErrorDetails, path: Path, data: Any) -> tuple[str, dict[str, Scalar]]:
    what, context = detail["type"], detail.get("ctx", {})
    found = _short(detail.get("input"))
    last = str(detail["loc"][-1]) if detail["loc"] else ""
    match what:
        case "missing":
            return "missing_key", {"key": last}
        case "extra_forbidden":
            known = fields_at(kind, path[:-1] if path and path[-1] == last else path)
            known = [key for key in known if key != last]  # known of another form of the same entry
            return "unknown_key", {
                "key": last,
                "suggestion": suggestion(last, known),
                "known": ", ".join(known[:30]),
            }
        case "literal_error" | "enum":
            expected = str(context.get("expected", "")).replace("'", "").replace(" or ", ", ")
            near = suggestion(str(detail.get("input")), expected.split(", "))
            return "not_in_list", {"found": found, "expected": expected, "suggestion": near}
        case "string_pattern_mismatch":
            return "bad_form", {"found": found, "expected": str(context.get("pattern", ""))}
        case "greater_than_equal":
            return "too_low", {"bound": context.get("ge"), "unit": "", "found": found}
        case "greater_than":
            return "not_above", {"bound": context.get("gt"), "unit": "", "found": found}
        case "less_than_equal":
            return "too_high", {"bound": context.get("le"), "unit": "", "found": found}
        case "less_than":
            return "not_below", {"bound": context.get("lt"), "unit": "", "found": found}
        case "string_too_long" | "too_long":
            return "too_long", {"bound": context.get("max_length"), "found": len(str(detail.get("input")))}
        case "too_short" | "string_too_short":
            return "empty_list", {"found": found}
        case "string_type" if form := form_at(kind, path):
            return "bad_form", {"found": found, "expected": form}
        case _ if what in _TYPES:
            return "wrong_type", {"expected": _TYPES[what], "found": found}
        case _ if "code" in context:
            return what, {k: v for k, v in context.items() if k != "code"}
    return "wrong_value", {"found": found}


def _short(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, default=str) if not isinstance(value, str) else f'"{value}"'
    return text if len(text) <= 60 else text[:57] + "..."
