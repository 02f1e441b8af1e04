"""A scenario or a profile with the changes that were put on top of it, as a YAML file of its own."""

from __future__ import annotations

import copy
from collections.abc import Iterable
from typing import Any

import yaml

from model.loading.assembly import programme, scenario_document
from model.loading.catalogue import Catalogue
from model.loading.overrides import Override, apply, from_command_line, from_scenario
from model.loading.strict import Document
from model.schema.fault import InputFaults


def scenario_with(catalogue: Catalogue, reference: str, settings: Iterable[str]) -> str:
    """A scenario whose overrides are its own, its variant's and the settings; later ones win.

    An override inside a block that an earlier one wrote is written into that block. Variants that do not fit
    are left out: the file would be refused with them. Raises InputFaults.
    """
    document, variant = scenario_document(catalogue, reference)
    data = copy.deepcopy(document.data)
    merged: dict[str, Any] = {}
    for one in _ordered(catalogue, reference, settings):
        _merge(merged, one.path, copy.deepcopy(one.value))
    if variant is not None:
        told = data["variants"][variant]
        data["title"] = told["title"]
        data |= {"question": told["question"]} if told.get("question") else {}
        data.pop("variants", None)
    data["overrides"] = merged
    if data.get("variants"):
        data["variants"] = {name: told for name, told in data["variants"].items() if _fits(catalogue, data, name)}
    return _dumped(data)


def _fits(catalogue: Catalogue, data: dict[str, Any], variant: str) -> bool:
    """Whether a variant of a scenario that is being written is one that can be computed."""
    key = ("scenarios", str(data["id"]))
    documents = {**catalogue.documents, key: Document("", data)}
    try:
        programme(Catalogue(catalogue.home, documents, catalogue.models), f"{key[1]}@{variant}")
    except InputFaults:
        return False
    return True


def profile_with(catalogue: Catalogue, reference: str, settings: Iterable[str], collection: str, member: str) -> str:
    """A profile as a scenario and the settings have changed it. Raises InputFaults."""
    document, _ = scenario_document(catalogue, reference)
    patched, _, _ = apply(catalogue, document, _ordered(catalogue, reference, settings))
    found = patched.get((collection, member))
    return _dumped((catalogue.documents[collection, member] if found is None else found.document).data)


def _ordered(catalogue: Catalogue, reference: str, settings: Iterable[str]) -> list[Override]:
    document, variant = scenario_document(catalogue, reference)
    places = [("overrides",)] if variant is None else [("overrides",), ("variants", variant, "overrides")]
    told = [one for place in places for one in from_scenario(document, place, "overrides")]
    return [*told, *from_command_line(settings)]


def _merge(merged: dict[str, Any], path: str, value: Any) -> None:
    for earlier in list(merged):
        if earlier == path or earlier.startswith(f"{path}."):
            del merged[earlier]
        elif path.startswith(f"{earlier}.") and isinstance(merged[earlier], dict):
            inside, *rest = path[len(earlier) + 1 :].split(".")
            block = merged[earlier]
            for part in rest:
                block = block.setdefault(inside, {})
                inside = part
            block[inside] = value
            return
    merged[path] = value


def _dumped(data: Any) -> str:
    return str(yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=120))
