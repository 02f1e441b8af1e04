"""Changed inputs in the reader's words: what each is called, and its value before and after."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

import yaml

import language
from language import formats
from model.schema.programme import Programme
from reports.naming import names_of
from reports.wording import said
from ui import decisions, state
from ui.cards import input_name

DEEPEST = 8
"""Lists and mappings that are opened to find a figure: a list may hold itself."""
LONGEST = 80
"""Signs of a changed value that is no figure."""


def plain(text: str) -> Any:
    """A value of a change as data, from its text in a record of changes or in YAML; the text where it is neither."""
    try:
        return ast.literal_eval(text) if text else None
    except (ValueError, SyntaxError):
        with suppress(yaml.YAMLError):
            return yaml.safe_load(text)
    return text


def name(programme: Programme, path: str, lang: str) -> str:
    """What a changed input is called: ``Maison d'arrêt d'Agen – Personnes détenues``; nothing where it has no name."""
    if (known := decisions.names().get(path)) is not None:
        return known
    family, _dot, rest = path.partition(".")
    member, _dot, figure = rest.partition(".")
    label = input_name(figure or member, lang)
    if label == (figure or member):
        label = language.term("setting", path.rpartition(".")[2], lang)
    match family:
        case "law" if member in programme.law:
            return said(programme.law[member].label, lang)
        case "prisons" if member in programme.prisons:
            whose = programme.prisons[member].name
        case "companies" if member in programme.companies:
            whose = said(programme.companies[member].name, lang)
        case "activities" if member in programme.activities:
            whose = said(programme.activities[member].label, lang)
        case "evidence" if member in programme.evidence:
            whose = said(programme.evidence[member].label, lang)
        case _:
            return "" if label == path.rpartition(".")[2] else label
    return f"{whose} – {label}"


def word(programme: Programme, path: str, text: str, lang: str) -> str:
    """A value as :func:`told`, or by its name where it is one of several readings of the evidence."""
    family, member, *more = path.split(".")[:3] + [""] * 2
    sets = programme.evidence[member].sets if family == "evidence" and member in programme.evidence else {}
    if path in (decisions.PIN, decisions.FORBID) and isinstance(rows := plain(text), list | tuple):
        return _pairs(programme, rows, lang) or state.words()("(nothing)")
    return said(sets[text].label, lang) if more[0] == "read_as" and text in sets else told(text)


def _pairs(programme: Programme, rows: Sequence[Any], lang: str) -> str:
    """Openings decided beforehand, or pairs forbidden, by their names; nothing of what stands already."""
    names, told = names_of(programme, lang), []
    for row in (row for row in rows if isinstance(row, dict) and not row.get("existing")):
        who = " · ".join(names.get(str(row.get(key)), str(row.get(key))) for key in ("prison", "company"))
        when = row.get("quarter")
        told.append(f"{who} ({formats.quarter(when, lang)})" if isinstance(when, str) else who)
    return ", ".join(told)


def _figure(value: Any) -> tuple[Any, Any, Any] | None:
    """Middle and ends of a law, or of a figure with an interval."""
    law = value.get("pert", value) if isinstance(value, dict) else None
    if not isinstance(law, dict):
        return None
    found = (law.get("mode", law.get("value")), law.get("low"), law.get("high"))
    return found if all(isinstance(end, int | float) for end in found) else None


def told(text: str) -> str:
    """A value, short: a figure by its number (the last of a dated one), with its ends where it has some, a target by
    its level and year, an offer by what is offered or the legal floor, anything else as YAML, cut."""
    value, part, lang = plain(text), "", state.lang()
    if (found := _figure(value)) is not None:
        return f"{formats.number(found[0], lang, 2)} [{formats.interval(found[1], found[2], lang, 2)}]"
    if isinstance(value, dict) and set(value) == {"at_least", "by"} and isinstance(value["at_least"], int | float):
        level = formats.number(value["at_least"], lang)
        return state.words()("{level} by {year}").format(level=level, year=value["by"])
    if value == {"floor": True}:
        return state.words()("the legal floor")
    for _deeper in range(DEEPEST):
        if not isinstance(value, list | dict) or not value:
            break
        if isinstance(value, list):
            value = value[-1]
        elif "value" in value:
            value = value["value"]
        elif len(value) == 1:
            ((part, value),) = value.items()
        else:
            break
    if isinstance(value, bool | list | dict) or not isinstance(value, int | float):
        text = _as_yaml(text)
        return (text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…") or state.words()("(nothing)")
    number = formats.short_number(value, state.lang())
    if not part:
        return number
    colon = "\u202f: " if lang == "fr" else ": "
    return language.term("figure", str(part), lang) + colon + number


def _as_yaml(text: str) -> str:
    """A list or mapping as YAML writes it, where a record of changes has it as Python does."""
    with suppress(ValueError, SyntaxError):
        value = ast.literal_eval(text)
        if isinstance(value, list | dict):
            told = yaml.safe_dump(value, default_flow_style=True, allow_unicode=True, sort_keys=False, width=10_000)
            return str(told).strip()
    return text
