"""Small programmes that tests are made of: one or a few workshops, any settings on top."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from model.loading.assembly import programme
from model.loading.catalogue import Catalogue, load
from model.schema.programme import Programme

ROOT = Path(__file__).resolve().parents[1]


@cache
def shipped() -> Catalogue:
    """Everything that stands in sites/ and config/, for tests that cannot take a fixture."""
    return load()


def opening(**changed: Any) -> dict[str, Any]:
    """The pilot's row of a plan, with changes."""
    return {"prison": "rennes-femmes", "company": "webhelp", "opens": "2024-03", "seats": 12} | changed


def scenario(plan: Iterable[Mapping[str, Any]], **changed: Any) -> dict[str, Any]:
    """A scenario as plain data, with changes."""
    return {
        "id": "trial",
        "title": {"fr": "Essai", "en": "Trial"},
        "question": {"fr": "Un essai ?", "en": "A trial?"},
        "start": "2024-01",
        "months": 24,
        "plan": [dict(row) for row in plan],
    } | changed


def written(folder: Path, data: Mapping[str, Any], name: str = "trial") -> str:
    """A scenario written to a file; returns its place."""
    file = folder / f"{name}.yaml"
    file.write_text(yaml.safe_dump(dict(data), allow_unicode=True, sort_keys=False), encoding="utf-8")
    return str(file)


def assembled(
    folder: Path, plan: Iterable[Mapping[str, Any]] | None = None, settings: Iterable[str] = (), **changed: Any
) -> Programme:
    """The programme of such a scenario, from its file. Raises InputFaults as any scenario would."""
    rows = [opening()] if plan is None else plan
    return programme(shipped(), written(folder, scenario(rows, **changed)), settings)
