"""Where a figure stands: the file and line that a reader would open to change it."""

from __future__ import annotations

from model.loading.catalogue import Catalogue, Key
from model.loading.strict import Document
from model.schema.fault import Path, dotted
from model.schema.programme import Programme
from model.schema.quantity import StandIn


def standing(catalogue: Catalogue, programme: Programme, place: Path, quantity: object) -> tuple[str, int | None]:
    """File and line of the figure at a place of a programme; what an override wrote stands where the override does.

    quantity: the figure itself; one that stands in for an unknown is looked up among the defaults.
    """
    key, path = _written_at(catalogue, programme, place, quantity)
    for change in reversed(programme.changes):
        if f"{_dotted(key, place)}.".startswith(f"{change.path}."):
            return _of_override(catalogue, programme, change.by, change.path)
    document = _document(catalogue, key)
    return ("", None) if document is None else (document.file, document.line(path))


def _written_at(catalogue: Catalogue, programme: Programme, place: Path, quantity: object) -> tuple[Key, Path]:
    """The document of a figure, and its path in it."""
    family, *rest = place
    match family:
        case "scenario":
            return ("scenarios", programme.scenario.id), tuple(rest)
        case "activities":
            listed = [one["id"] for one in catalogue.documents["activities", ""].data["activities"]]
            return ("activities", ""), ("activities", listed.index(rest[0]), *rest[1:])
        case "prisons" if isinstance(quantity, StandIn):
            return ("defaults", ""), _default(programme, str(rest[0]), tuple(rest[1:]), quantity)
    if (str(family), "") in catalogue.documents:
        return (str(family), ""), tuple(rest)
    return (str(family), str(rest[0])), tuple(rest[1:])


def _default(programme: Programme, prison: str, path: Path, quantity: StandIn) -> Path:
    """Which default was taken for a prison: women's, its type's, or the country's."""
    defaults, field = programme.defaults, path[-1]
    if path[-1] == "detained":
        path = ("density",)
    section = ("room", field) if path[0] == "workshops" else path
    if quantity.stands_for == "national_default":
        return ("national", *section)
    for kind in ("women", programme.prisons[prison].type):
        found: object = defaults.by_type.get(kind)
        for part in section:
            found = getattr(found, str(part), None)
        latest = getattr(found, "latest", None)
        if latest is not None and (section == ("density",) or latest.value == quantity.value):
            return ("by_type", kind, *section)
    return ("by_type",)


def _document(catalogue: Catalogue, key: Key) -> Document | None:
    return catalogue.documents.get(key)


def _dotted(key: Key, place: Path) -> str:
    """The place as an override names it: positions from 1."""
    return dotted(place[1:] if key[0] == "scenarios" else place)


def _of_override(catalogue: Catalogue, programme: Programme, by: str, path: str) -> tuple[str, int | None]:
    """The line of the scenario that overrides, or --set."""
    document = _document(catalogue, ("scenarios", programme.scenario.id))
    if not by.startswith(("overrides", "variants")) or document is None:
        return by, None
    return document.file, document.line((*by.split("."), *(() if by == "overrides" else ("overrides",)), path))
