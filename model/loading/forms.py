"""What the schema asks for at a place of a document: its keys, the pattern of its text, the forms that it may take."""

from __future__ import annotations

import types
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from model.schema.fault import Path
from model.schema.prior import Prior, PriorFigure
from model.schema.quantity import Figure, Quantity


def fields_at(kind: Any, path: Path) -> list[str]:
    """Names that the schema knows at a path: what may be written there."""
    kinds = [kind]
    for part in path:
        kinds = [deeper for k in kinds for deeper in _below(k, part)]
    names: list[str] = []
    for k in kinds:
        if isinstance(k, type) and issubclass(k, BaseModel):
            fields = (Prior if k is PriorFigure else Quantity if k is Figure else k).model_fields
            names += [f.alias or name for name, f in fields.items() if (f.alias or name) not in names]
    return names


def form_at(kind: Any, path: Path) -> str:
    """The pattern that the schema asks of the text at a path, or ""."""
    kinds = [kind]
    for part in path[:-1]:
        kinds = [deeper for k in kinds for deeper in _below(k, part)]
    fields = [f for k in kinds if isinstance(k, type) and issubclass(k, BaseModel) for f in k.model_fields.items()]
    asked = [rule for name, f in fields if path[-1] in (name, f.alias) for rule in f.metadata]
    return next((str(rule.pattern) for rule in asked if getattr(rule, "pattern", None)), "")


def _below(kind: Any, part: int | str) -> list[Any]:
    """The types that stand under a key or position of a type, unions and annotations taken apart."""
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        if kind is Figure:
            return [Quantity] if isinstance(part, int) else []
        for name, described in kind.model_fields.items():
            if part in (name, described.alias):
                return _plain(described.annotation)
        return []
    origin, inner = get_origin(kind), get_args(kind)
    if origin is dict:
        return _plain(inner[1])
    if origin in (tuple, list) and inner:
        return _plain(inner[0])
    return []


def _plain(annotation: Any) -> list[Any]:
    origin = get_origin(annotation)
    if origin is Annotated:
        return _plain(get_args(annotation)[0])
    if origin in (Union, types.UnionType):
        return [plain for choice in get_args(annotation) for plain in _plain(choice)]
    return [annotation]


def forms_at(kind: Any, path: Path) -> str:
    """The forms that a value may take at a path, one a line: ``word all``, ``number 0.2 1.5`` (its bounds, ``-`` where
    there is none), ``list``, ``keys region disp type``, ``text``."""
    kinds, described = [kind], list[Any]()
    for part in path:
        described = [a for k in kinds for a in _annotations(k, part)]
        kinds = [deeper for k in kinds for deeper in _below(k, part)]
    return "\n".join(dict.fromkeys(form for annotation in described for form in _forms(annotation)))


def _annotations(kind: Any, part: int | str) -> list[Any]:
    """What a model says of one of its keys."""
    if not (isinstance(kind, type) and issubclass(kind, BaseModel)):
        return []
    return [f.annotation for name, f in kind.model_fields.items() if part in (name, f.alias)]


def _forms(annotation: Any, bounds: tuple[Any, ...] = ()) -> list[str]:
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _forms(inner[0], tuple(b for m in inner[1:] for b in (m.metadata if isinstance(m, FieldInfo) else [m])))
    if origin in (Union, types.UnionType):
        return [form for choice in inner for form in _forms(choice)]
    if origin is Literal:
        return [f"word {word}" for word in inner]
    if origin in (tuple, list):
        return ["list"]
    if annotation in (int, float):
        ends = (next((v for b in bounds if (v := getattr(b, end, None)) is not None), "-") for end in ("ge", "le"))
        return [" ".join(map(str, ("number", *ends)))]
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [" ".join(("keys", *fields_at(annotation, ())))]
    return ["text"] if annotation is str else []
