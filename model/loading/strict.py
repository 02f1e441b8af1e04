"""Strict YAML with line numbers: no aliases, no tags, no duplicate keys, no surprises of type.

Words are read as in YAML 1.2: only true/false are booleans, dates and months stay text, 007 stays text.
"""

from __future__ import annotations

import math
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path as FilePath
from typing import Any

import yaml

from model.schema.fault import Fault, InputFaults, Path, Scalar, dotted

MAX_BYTES = 1_000_000
MAX_DEPTH = 24
MAX_NODES = 100_000

try:
    from yaml._yaml import CParser as _Parser
except ImportError:  # PyYAML built without libyaml
    from yaml.parser import Parser as _Pure
    from yaml.reader import Reader
    from yaml.scanner import Scanner

    class _Parser(Reader, Scanner, _Pure):  # type: ignore[no-redef]  # one name for either parser
        def __init__(self, stream: str) -> None:
            Reader.__init__(self, stream)
            Scanner.__init__(self)
            _Pure.__init__(self)


class _Words(yaml.resolver.BaseResolver):
    """YAML 1.2's reading of plain words."""


for _tag, _pattern, _first in (
    ("null", r"^(?:~|null|)$", ["~", "n", ""]),
    ("bool", r"^(?:true|false)$", ["t", "f"]),
    ("int", r"^[-+]?(?:0|[1-9][0-9]*)$", list("-+0123456789")),
    (
        "float",
        (
            r"^(?:[-+]?(?:0|[1-9][0-9]*)?\.[0-9]+(?:[eE][-+]?[0-9]+)?|[-+]?(?:0|[1-9][0-9]*)(?:\.[0-9]*)?"
            r"(?:[eE][-+]?[0-9]+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$"
        ),
        list("-+.0123456789"),
    ),
):
    _Words.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(_pattern), _first)

_KNOWN_TAGS = {f"tag:yaml.org,2002:{t}" for t in ("null", "bool", "int", "float", "str", "seq", "map")}


class _Loader(_Parser, yaml.composer.Composer, _Words):
    def __init__(self, stream: str) -> None:
        _Parser.__init__(self, stream)
        yaml.composer.Composer.__init__(self)
        _Words.__init__(self)

    # CParser composes by itself; the pure parser needs Composer's. Either way the words are ours.


@dataclass(frozen=True)
class Document:
    """One YAML file: its data, and the line of every key and item."""

    file: str
    data: Any
    lines: dict[Path, int] = field(default_factory=dict)
    """Line of the thing at a path, counted from 1."""

    def line(self, path: Path) -> int | None:
        """Line of the deepest part of a path that the document has."""
        for end in range(len(path), -1, -1):
            if path[:end] in self.lines:
                return self.lines[path[:end]]
        return None

    def under(self, path: Path) -> dict[Path, int]:
        """Lines of what stands under a path, by the rest of its path."""
        return {place[len(path) :]: line for place, line in self.lines.items() if place[: len(path)] == path}


def read(file: FilePath, shown_as: str | None = None) -> Document:
    """Read a YAML file strictly. Raises InputFaults with every fault that can be told apart."""
    name = shown_as or str(file)
    try:
        state = file.stat()
        if stat.S_ISDIR(state.st_mode):
            raise IsADirectoryError
        if not stat.S_ISREG(state.st_mode):
            raise InputFaults([Fault("file_not_regular", name)])
        if state.st_size > MAX_BYTES:
            raise InputFaults([Fault("file_too_big", name, None, "", {"found": state.st_size, "bound": MAX_BYTES})])
        with file.open("rb") as opened:
            raw = opened.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise InputFaults([Fault("file_missing", name)]) from None
    except IsADirectoryError:
        raise InputFaults([Fault("file_is_folder", name, fields={"expected": "YAML"})]) from None
    except OSError as fault:
        raise InputFaults([Fault("file_unreadable", name, None, "", {"found": fault.strerror or ""})]) from None
    return read_bytes(raw, name)


def read_bytes(raw: bytes, name: str) -> Document:
    """Read YAML from bytes, as from an upload. Raises InputFaults."""
    if len(raw) > MAX_BYTES:
        raise InputFaults([Fault("file_too_big", name, None, "", {"found": len(raw), "bound": MAX_BYTES})])
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = raw[: fault.start].count(b"\n") + 1
        raise InputFaults([Fault("not_utf8", name, line, "", {"found": f"0x{raw[fault.start]:02x}"})]) from None
    return read_text(text, name)


def read_text(text: str, name: str) -> Document:
    """Read YAML from text. Raises InputFaults."""
    try:
        _refuse_tricks(text, name)
        loader = _Loader(text)
        root = loader.get_single_node()
    except (yaml.YAMLError, UnicodeEncodeError) as fault:
        mark = getattr(fault, "problem_mark", None) or getattr(fault, "context_mark", None)
        problem = str(getattr(fault, "problem", None) or getattr(fault, "reason", None) or "")
        line = mark.line + 1 if mark else _line_of_character(text, getattr(fault, "position", None))
        raise InputFaults([Fault("not_yaml", name, line, "", {"found": problem})]) from None
    if root is None:
        raise InputFaults([Fault("file_empty", name)])
    lines: dict[Path, int] = {(): root.start_mark.line + 1}
    faults: list[Fault] = []
    data = _build(root, (), lines, faults, name)
    if faults:
        raise InputFaults(faults)
    return Document(name, data, lines)


def _line_of_character(text: str, position: int | None) -> int | None:
    return None if position is None else text.count("\n", 0, position) + 1


def _refuse_tricks(text: str, name: str) -> None:
    """Refuse aliases, tags, depth and bulk from the events, before anything is built."""
    faults: list[Fault] = []
    depth = nodes = documents = 0
    for event in _events(text):
        line = event.start_mark.line + 1 if event.start_mark else None
        if isinstance(event, yaml.AliasEvent):
            faults.append(Fault("alias_refused", name, line, "", {"found": f"*{event.anchor}"}))
        elif isinstance(event, (yaml.ScalarEvent, yaml.CollectionStartEvent)):
            nodes += 1
            if event.tag is not None and event.tag not in _KNOWN_TAGS and event.tag != "!":
                faults.append(Fault("tag_refused", name, line, "", {"found": event.tag}))
        elif isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents == 2:
                faults.append(Fault("two_documents", name, line))
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > MAX_DEPTH:
            raise InputFaults([*faults, Fault("too_deep", name, line, "", {"bound": MAX_DEPTH})])
        if nodes > MAX_NODES:
            raise InputFaults([*faults, Fault("too_many_nodes", name, line, "", {"bound": MAX_NODES})])
    if faults:
        raise InputFaults(faults[:50])


def _events(text: str) -> Iterator[yaml.Event]:
    parser = _Loader(text)
    while parser.check_event():
        if (event := parser.get_event()) is not None:
            yield event


def _build(node: yaml.Node, path: Path, lines: dict[Path, int], faults: list[Fault], name: str) -> Any:
    """Plain Python data of a node, noting the line of every part."""
    if isinstance(node, yaml.MappingNode):
        mapping: dict[Any, Any] = {}
        written: dict[str, int] = {}
        for key_node, value_node in node.value:
            line = key_node.start_mark.line + 1
            if not isinstance(key_node, yaml.ScalarNode):
                faults.append(Fault("key_not_text", name, line, dotted(path)))
                continue
            key = _scalar(key_node, path, faults, name)
            if key is None or isinstance(key, (bool, float)):
                key = key_node.value
            if str(key) == "<<":
                faults.append(Fault("alias_refused", name, line, dotted(path), {"found": "<<"}))
                continue
            here = (*path, str(key))
            if str(key) in written:
                first: dict[str, Scalar] = {"found": str(key), "first_line": written[str(key)]}
                faults.append(Fault("duplicate_key", name, line, dotted(here), first))
                continue
            written[str(key)] = line
            lines[here] = line
            mapping[key] = _build(value_node, here, lines, faults, name)
        return mapping
    if isinstance(node, yaml.SequenceNode):
        items = []
        for position, item in enumerate(node.value):
            here = (*path, position)
            lines[here] = item.start_mark.line + 1
            items.append(_build(item, here, lines, faults, name))
        return items
    return _scalar(node, path, faults, name)


def _scalar(node: yaml.Node, path: Path, faults: list[Fault], name: str) -> Any:
    text, tag = node.value, node.tag.rsplit(":", 1)[-1]
    try:
        if tag == "null":
            return None
        if tag == "bool":
            return {"true": True, "false": False}[text]
        if tag == "int" and math.isfinite(float(text)):
            return int(text)
        if tag in ("int", "float"):
            number = float(text.lower().replace(".inf", "inf").replace(".nan", "nan"))
            if not math.isfinite(number):
                raise ValueError
            return number
    except (ValueError, KeyError):
        faults.append(Fault("not_a_number", name, node.start_mark.line + 1, dotted(path), {"found": text[:60]}))
        return None
    return text
