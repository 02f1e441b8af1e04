"""What can be written in a profile: every figure of a kind of file, with its unit, its bounds and what it means."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Any, get_args, get_origin

from model.schema.base import Frozen
from model.schema.quantity import Bounds, Figure


@dataclass(frozen=True)
class Field:
    """One figure of a kind of file."""

    path: str
    """Dotted, from the file's top."""
    bounds: Bounds
    meaning: str
    """Its docstring, in English."""


def figures(kind: type[Frozen], prefix: str = "") -> Iterator[Field]:
    """The figures of a kind of file, in its order; those of lists, which have no name of their own, are left out."""
    for name, field in kind.model_fields.items():
        path, meaning = f"{prefix}{name}", field.description or ""
        bounds = next((m for m in field.metadata if isinstance(m, Bounds)), None)
        inner = _inner(field.annotation)
        if isinstance(inner, type) and issubclass(inner, Figure):
            found = bounds or _bounds(field.annotation)
            if found is not None:
                yield Field(path, found, meaning)
        elif isinstance(inner, type) and issubclass(inner, Frozen):
            yield from figures(inner, f"{path}.")


def _inner(annotation: Any) -> Any:
    """The type inside Annotated and Optional."""
    if get_origin(annotation) is Annotated:
        return _inner(get_args(annotation)[0])
    arguments = [a for a in get_args(annotation) if a is not type(None)]
    if len(arguments) == 1 and type(None) in get_args(annotation):
        return _inner(arguments[0])
    return annotation


def _bounds(annotation: Any) -> Bounds | None:
    if get_origin(annotation) is Annotated:
        return next((m for m in get_args(annotation)[1:] if isinstance(m, Bounds)), None)
    return next((found for a in get_args(annotation) if (found := _bounds(a)) is not None), None)
