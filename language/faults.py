"""A fault in words: what is wrong, what was found, what to do. The sentences are in faults.yaml."""

from __future__ import annotations

import string
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from language import formats
from language.catalogue import typeset
from language.notes import note
from language.terms import form_of, forms, meaning, problem, term
from model.schema.fault import Fault

SENTENCES = Path(__file__).with_name("faults.yaml")
_SPACES = " \u00a0\u202f"
HINT = {
    "fr": (" Vouliez-vous dire « {} » ?", " Ici on connaît : {}."),
    "en": (" Did you mean “{}”?", " Known here: {}."),
}


def sentence(fault: Fault, lang: str) -> str:
    """What is wrong, what was found, what to do."""
    written = sentences(lang).get(fault.code)
    if written is None:
        return fault.code
    fields = {**fault.fields, "hint": _hint(fault.fields, lang)}
    return _capital(_on_side(fault, lang) + _Words(lang).vformat(written, (), fields))


def _on_side(fault: Fault, lang: str) -> str:
    """The side of a mixed prison that a fault is of, before its sentence."""
    side = fault.fields.get("side")
    colon = "\u202f: " if lang == "fr" else ": "
    return "" if side is None else term("step", f"side_{side}", lang) + colon


def line(fault: Fault, lang: str) -> str:
    """``file:line: path: sentence``; what is not known is left out."""
    where = _as_written(fault.file) + (f":{fault.line}" if fault.file and fault.line is not None else "")
    return ": ".join(part for part in (where, _as_written(fault.path), sentence(fault, lang)) if part)


@lru_cache(maxsize=4)
def sentences(lang: str) -> dict[str, str]:
    """Every sentence of a language, by code, with its fields still to be filled in."""
    with SENTENCES.open(encoding="utf-8") as source:
        catalogue = yaml.safe_load(source)
    return {code: typeset(texts[lang], lang) for code, texts in catalogue.items()}


class _Words(string.Formatter):
    """``str.format`` with our own ways of showing a field."""

    def __init__(self, lang: str) -> None:
        self.lang = lang

    def get_value(self, key: int | str, args: Sequence[Any], kwargs: Mapping[str, Any]) -> Any:
        return kwargs.get(str(key), "…")

    def format_field(self, value: Any, spec: str) -> str:
        lang = self.lang
        match spec:
            case "q":
                return quoted(value, lang)
            case "n":
                return _as_written(value)
            case "figure":
                return formats.short_number(float(value), lang) if isinstance(value, int | float) else str(value)
            case "month":
                return _dated(formats.month, value, lang)
            case "date":
                return _dated(formats.date, value, lang)
            case "since":
                return _dated(formats.since, value, lang)
            case "until":
                return f", {_dated(formats.until, value, lang)}" if value else ""
            case "unit":
                return (meaning(str(value), lang) or f" {term('unit', str(value), lang)}") if value else ""
            case "meaning":
                return meaning(str(value), lang)
            case "size":
                return formats.size(float(value), lang)
            case "indicative":
                return _indicative(value, lang)
            case "form":
                return form_of(str(value), lang)
            case "forms":
                return forms(str(value), lang)
            case "problem":
                return problem(str(value), lang)
            case "note":
                return _as_written(note(str(value), lang))
            case "type" | "kinds" | "need" | "mark" | "reason" | "study_use":
                return term(spec, str(value), lang)
        return _as_written(value)


def quoted(value: Any, lang: str) -> str:
    """A value as found, in the language's quotes."""
    text = _as_written(value)
    if len(text) > 1 and text[0] == text[-1] == '"':
        text = text[1:-1]
    if text in ("", "null"):
        return "rien" if lang == "fr" else "nothing"
    return f"«{formats.NARROW}{text}{formats.NARROW}»" if lang == "fr" else f"“{text}”"


def _as_written(value: Any) -> str:
    """As one writes it in YAML: a point, no thousands, no .0."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return f"{value:.10g}" if abs(value) < 1e10 else repr(value).removesuffix(".0")
    return "".join(c if c.isprintable() or c in _SPACES else "\N{REPLACEMENT CHARACTER}" for c in str(value))


def _dated(show: Any, value: Any, lang: str) -> str:
    try:
        return str(show(str(value), lang))
    except ValueError:
        return str(value)


def _indicative(value: Any, lang: str) -> str:
    if value is None:
        return ""
    amount = formats.money(float(value), lang)
    return (
        f" (le repère indicatif était de {amount} de l'heure)"
        if lang == "fr"
        else f" (the guide, not law, was {amount} an hour)"
    )


def _hint(fields: Mapping[str, Any], lang: str) -> str:
    meant, known = HINT[lang]
    if fields.get("suggestion"):
        return typeset(meant, lang).format(fields["suggestion"])
    if fields.get("known"):
        return typeset(known, lang).format(fields["known"])
    return ""


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
