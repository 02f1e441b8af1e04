"""``schema``: the JSON Schemas that editors use to complete and check the YAML files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from model.loading.catalogue import FILES, FOLDERS, HOME, shown
from terminal.door import DONE, Door
from terminal.writing import write_whole

DRAFT = "https://json-schema.org/draft/2020-12/schema"
NAMES = {
    "prisons": "prison",
    "companies": "company",
    "law": "law",
    "evidence": "evidence",
    "studies": "study",
    "scenarios": "scenario",
}
"""Names of the schemas of collections; a single file's schema has the file's name."""


def schemas() -> dict[str, dict[str, Any]]:
    """Every schema, by file name."""
    kinds = {NAMES[collection]: kind for collection, (_, kind) in FOLDERS.items()}
    kinds |= {collection: kind for collection, (_, kind) in FILES.items()}
    return {f"{name}.json": _schema(name, kind) for name, kind in sorted(kinds.items())}


def texts() -> dict[str, str]:
    """The same as the text of files."""
    return {name: json.dumps(schema, ensure_ascii=False, indent=2) + "\n" for name, schema in schemas().items()}


def write(door: Door, folder: Path | None) -> int:
    """Write all schemas into a folder, config/schema by default. Raises InputFaults."""
    folder = folder or HOME / "config" / "schema"
    written = texts()
    write_whole(folder, {name: text.encode() for name, text in written.items()})
    for name in written:
        door.out(shown(folder / name, Path.cwd()))
    return DONE


def _schema(name: str, kind: type[BaseModel]) -> dict[str, Any]:
    shared: dict[str, Any] = {}
    schema = _sharing(kind.model_json_schema(by_alias=True, mode="validation"), shared)
    defined = {**schema.pop("$defs", {}), **shared}
    return {
        "$schema": DRAFT,
        **schema,
        "title": f"Essaimage: {name}",
        **({"$defs": defined} if defined else {}),
    }


def _sharing(node: Any, shared: dict[str, Any]) -> Any:
    """The same schema with each kind of quantity written once, by unit, and named elsewhere."""
    if isinstance(node, list):
        return [_sharing(item, shared) for item in node]
    if not isinstance(node, dict):
        return node
    unit = node.get("properties", {}).get("unit", {}).get("const") if node.get("title") == "Quantity" else None
    if unit is None:
        return {key: _sharing(value, shared) for key, value in node.items()}
    name = "Quantity in " + unit.replace("/", " a ")
    assert shared.setdefault(name, node) == node, f"two bounds for the unit {unit}"
    return {"$ref": f"#/$defs/{name.replace(' ', '%20')}"}
