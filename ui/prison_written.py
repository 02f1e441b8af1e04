"""A prison's profile from what was typed in its form: what was not touched stays, its source and date included."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

import language
from language import formats
from model.schema.fields import figures
from model.schema.prison import Prison, Security, Workshop
from model.schema.quantity import Figure, Quantity
from reports.partnership import listed
from reports.wording import amount
from ui import typed
from ui.cards import input_name

PLACE = ("commune", "department", "region", "disp", "latitude", "longitude", "precision")


@dataclass(frozen=True)
class Room:
    """A room as typed."""

    name: str
    area: str
    hours_a_day: str
    days_a_week: str
    free: bool
    ready: bool


@dataclass(frozen=True)
class Form:
    """What a visitor typed of a prison: text in her own numbers."""

    name: str
    type: str
    place: Mapping[str, str]
    figures: Mapping[str, str]
    """By path."""
    rooms: tuple[Room, ...]
    security: Mapping[str, bool | None]
    known: Mapping[str, str] = field(default_factory=lambda: {"mark": "chosen"})
    """What is said of every figure that she wrote."""


def now(prison: Prison | None, path: str) -> Quantity | None:
    """What a profile says of a figure, the last of a dated list."""
    value: object = prison
    for part in path.split("."):
        value = getattr(value, part, None)
    return value.latest if isinstance(value, Figure) else None


def written(form: Form, base: Mapping[str, Any] | None, before: Prison | None, read: typed.Read) -> str:
    """The profile as YAML.

    base, before: the profile that is corrected, as written and as read; None for a new prison. What cannot be read is
    in ``read.wrong``.
    """
    data = copy.deepcopy(dict(base)) if base is not None else {"id": typed.slug(form.name) or "prison"}
    data |= {"name": form.name.strip(), "type": form.type, "place": _place(form, before, read)}
    for one in figures(Prison):
        text, known = form.figures.get(one.path, ""), now(before, one.path)
        if one.path in form.figures and not typed.same(text, known, read.lang):
            _put(data, one.path, read.number(input_name(one.path, read.lang), text, one.path), form.known)
    rooms = _rooms(form, data.get("workshops", []), before, read)
    data = _with(data, "workshops", rooms)
    data = _with(data, "security", {name: said for name, said in form.security.items() if said is not None})
    return str(yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=120))


def _place(form: Form, before: Prison | None, read: typed.Read) -> dict[str, object]:
    _ = language.text(read.lang)
    place: dict[str, object] = {name: form.place[name].strip() for name in PLACE if form.place[name].strip()}
    for name, label in (("latitude", _("Latitude")), ("longitude", _("Longitude"))):
        text, known = form.place[name], None if before is None else getattr(before.place, name)
        if known is None or text != formats.short_number(known, read.lang):
            known = read.number(label, text, f"place.{name}")
        place |= {name: known}
    return {name: value for name, value in place.items() if value is not None}


def _put(data: dict[str, Any], path: str, value: float | None, known: Mapping[str, str]) -> None:
    *blocks, name = path.split(".")
    for block in blocks:
        data = data.setdefault(block, {})
    if value is None:
        data.pop(name, None)
    elif isinstance(data.get(name), list):  # of a dated list, the last is what is shown
        start = {"from": data[name][-1]["from"]} if "from" in data[name][-1] else {}
        data[name][-1] = {**start, "value": value, **({"mark": "chosen"} | dict(known))}
    else:
        data[name] = typed.written(value, known)


def _rooms(form: Form, base: list[Any], before: Prison | None, read: typed.Read) -> list[Any]:
    """The rooms; one without an area is no room."""
    rooms = []
    for place, room in enumerate(form.rooms):
        if not room.area.strip():
            continue
        old = before.workshops[place] if before is not None and place < len(before.workshops) else None
        told: dict[str, Any] = dict(base[place]) if old is not None else {}
        told |= {"name": room.name.strip()} if room.name.strip() else {}
        for name in ("area", "hours_a_day", "days_a_week"):
            value = getattr(old, name, None)
            text = getattr(room, name)
            if not typed.same(text, value.latest if value is not None else None, read.lang):
                _put(told, name, read.number(input_name(name, read.lang), text), form.known)
        rooms.append(told | {"free": room.free, "ready": room.ready})
    return rooms


def _with(data: dict[str, Any], key: str, value: Any) -> dict[str, Any]:
    return data | {key: value} if value else {name: inner for name, inner in data.items() if name != key}


def differences(before: Prison | None, after: Prison, lang: str) -> list[tuple[str, str, str]]:
    """What a profile says otherwise than another: name, before, after; everything it says where there is no other."""
    rows = [
        (name, old, new)
        for name, read in _facts(lang)
        if (old := "" if before is None else read(before)) != (new := read(after))
    ]
    for one in figures(Prison):
        old, new = _told(now(before, one.path), lang), _told(now(after, one.path), lang)
        if old != new:
            rows.append((input_name(one.path, lang), old, new))
    return rows


def _told(one: Quantity | None, lang: str) -> str:
    return "" if one is None else str(amount(one.value, one.unit or "", lang))


def _facts(lang: str) -> list[tuple[str, Callable[[Prison], str]]]:
    """What is no figure: its name, and how it is read of a prison."""
    _ = language.text(lang)
    answer = {True: _("yes"), False: _("no"), None: ""}

    def rule(name: str) -> Callable[[Prison], str]:
        return lambda p: answer[getattr(p.security, name)]

    return [
        (_("Name"), lambda p: p.name),
        (_("Type"), lambda p: language.term("prison_type", p.type, lang)),
        (_("Commune"), lambda p: p.place.commune or ""),
        (_("Department"), lambda p: p.place.department),
        (_("Region"), lambda p: p.place.region),
        (_("Interregional direction"), lambda p: p.place.disp),
        (_("Latitude"), lambda p: formats.short_number(p.place.latitude, lang)),
        (_("Longitude"), lambda p: formats.short_number(p.place.longitude, lang)),
        (_("Rooms"), lambda p: listed([_room(room, lang) for room in p.workshops], lang)),
        *((language.term("rule", name, lang), rule(name)) for name in Security.model_fields),
    ]


def _room(room: Workshop, lang: str) -> str:
    name = language.note(room.name, lang) if room.name else ""
    return f"{name} {_told(room.area.latest, lang)}".strip()
