"""Programmes whose plan is still to be chosen, small enough for their answers to be known."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from model.loading.assembly import programme
from model.schema.programme import Programme
from tests.examples import scenario, shipped, written

PRISONS = ("muret", "val-de-reuil", "argentan")
"""Sentenced prisons, where people stay: all can hold a workshop of surveys."""
HALLS = tuple(f"prisons.{prison}.workshops=[{{area: 400, ready: true}}]" for prison in PRISONS)
"""Room enough in each, equipped already."""
SEATS = "companies.archetype-surveys.seats={per_site_min: 6, per_site_max: 10, total_max: 10}"
"""A company that wants one workshop of ten seats at most."""


def optimised(folder: Path, settings: Iterable[str] = (*HALLS, SEATS), **changed: Any) -> Programme:
    """Three prisons and one company over three years; any settings and keys of the scenario on top."""
    known = {"prisons": list(PRISONS), "companies": ["archetype-surveys"], "months": 36} | changed
    return programme(shipped(), written(folder, scenario([], **known) | {"plan": "optimise"}), list(settings))
