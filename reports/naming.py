"""Prisons and companies of a sentence by their names, where it is read beside them and not beside the files."""

from __future__ import annotations

import re
from dataclasses import replace

from language import formats
from model.schema.fault import Fault, Scalar
from model.schema.programme import Programme
from reports.wording import said

NAMED = ("prison", "company", "workshop", "found", "first", "last")
"""Fields of a fault that may hold an id, or a quarter as it is typed."""
QUARTER = re.compile(r"\d{4}-Q[1-4]")
PINS = "pins"
"""The field with openings as they are typed: ``melun:archetype-coding:2028-Q3``, commas between."""


def names_of(programme: Programme, lang: str) -> dict[str, str]:
    """The name of each prison and company by its id."""
    found = {p.id: p.name for p in programme.prisons.values()}
    return found | {c.id: said(c.name, lang) for c in programme.companies.values()}


def named(fault: Fault, names: dict[str, str], lang: str) -> Fault:
    """The same fault with names for ids: ``Melun – coding, third quarter of 2028``."""
    fields = {key: _known(value, names, lang) if key in NAMED else value for key, value in fault.fields.items()}
    if PINS in fields:
        fields[PINS] = ("\u202f; " if lang == "fr" else "; ").join(
            _opening(typed, names, lang) for typed in str(fields[PINS]).split(", ")
        )
    return replace(fault, fields=fields)


def _known(value: Scalar, names: dict[str, str], lang: str) -> Scalar:
    """The name of an id, both names of a workshop, a quarter as it is read; anything else as it is."""
    if not isinstance(value, str):
        return value
    if QUARTER.fullmatch(value):
        return formats.quarter(value, lang)
    return " – ".join(names.get(part, part) for part in value.split(":")) if ":" in value else names.get(value, value)


def _opening(typed: str, names: dict[str, str], lang: str) -> str:
    prison, company, *quarter = typed.split(":")
    opening = f"{names.get(prison, prison)} – {names.get(company, company)}"
    return ", ".join((opening, *(formats.quarter(one, lang) for one in quarter)))
