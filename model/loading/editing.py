"""A figure of a YAML file changed in its text: everything else, comments and layout, stays to the letter.

A round-trip YAML library would rewrite the layout of flow mappings and long lines; here only the characters
of one figure are touched, and whoever calls checks that the rest reads as before.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import yaml

from model.schema.base import first_day
from model.schema.fault import Fault, InputFaults


@dataclass(frozen=True)
class Entry:
    """A dated figure to be written."""

    day: str
    value: int
    unit: str
    source: str
    series: str
    """How the sources of this series begin: a figure of the same series with the same value is moved on."""

    def text(self, start: str | None) -> str:
        """As a flow mapping; ``start``: first day in force, None to leave it out."""
        first = "" if start is None else f"from: {start}, "
        return (
            f"{{{first}value: {self.value}, unit: {self.unit}, as_of: {self.day}, source: {self.source}, mark: found}}"
        )


def with_figure(text: str, file: str, section: str, key: str, entry: Entry, after: str) -> str:
    """The text with a dated figure added to ``section.key``; a new key goes after the key ``after``.

    A figure of the same day, or the last one when it is of the same series and value, is replaced; a single
    figure becomes the first of a list. Raises InputFaults when the place is written in a way that cannot be
    changed safely.
    """
    holder = _child(yaml.compose(text, Loader=yaml.SafeLoader), section)
    if not isinstance(holder, yaml.MappingNode):
        raise _not_editable(file, section)
    figure = _child(holder, key)
    if figure is None:
        return _new_key(text, file, holder, key, entry, after)
    if isinstance(figure, yaml.SequenceNode):
        return _in_list(text, file, holder, figure, entry)
    return _from_single(text, file, holder, key, figure, entry)


def with_source(text: str, file: str, source: str, lines: Iterable[str]) -> str:
    """The text of config/sources.yaml with one source more, at the end of the list."""
    holder = _child(yaml.compose(text, Loader=yaml.SafeLoader), "sources")
    if not isinstance(holder, yaml.MappingNode) or holder.flow_style or not holder.value:
        raise _not_editable(file, "sources")
    margin = " " * holder.value[0][0].start_mark.column
    written = [f"{margin}{source}:", *(f"{margin}  {line}" for line in lines)]
    place = _end_of_line(text, _end(holder))
    return text[:place] + "".join(_newline(text) + line for line in written) + text[place:]


def last_of(text: str, section: str, key: str) -> tuple[str | None, str | None]:
    """First day in force (or date) of the last figure of ``section.key``, and its source."""
    holder = _child(yaml.compose(text, Loader=yaml.SafeLoader), section)
    figure = None if holder is None else _child(holder, key)
    if isinstance(figure, yaml.SequenceNode) and figure.value:
        figure = figure.value[-1]
    if figure is None:
        return None, None
    return _scalar(figure, "as_of") or _scalar(figure, "from"), _scalar(figure, "source")


def _new_key(text: str, file: str, holder: yaml.MappingNode, key: str, entry: Entry, after: str) -> str:
    before = _child(holder, after)
    if before is None:
        raise _not_editable(file, after)
    if holder.flow_style:
        place = before.end_mark.index
        return f"{text[:place]}, {key}: {entry.text(None)}{text[place:]}"
    margin = " " * holder.value[0][0].start_mark.column
    place = _end_of_line(text, _end(before))
    return f"{text[:place]}{_newline(text)}{margin}{key}: {entry.text(None)}{text[place:]}"


def _in_list(text: str, file: str, holder: yaml.MappingNode, figure: yaml.SequenceNode, entry: Entry) -> str:
    for item in figure.value:
        start = _scalar(item, "from")
        same_day = start is not None and first_day(start) == first_day(entry.day)
        moved_on = (
            item is figure.value[-1]
            and (_scalar(item, "source") or "").startswith(entry.series)
            and _scalar(item, "value") == str(entry.value)
        )
        if same_day or moved_on:
            return text[: item.start_mark.index] + entry.text(start) + text[_end(item) :]
    if not figure.value:
        raise _not_editable(file, holder.value[0][0].value)
    if figure.flow_style:
        place = _end(figure.value[-1])
        return f"{text[:place]}, {entry.text(entry.day)}{text[place:]}"
    margin = " " * figure.start_mark.column
    place = _end_of_line(text, _end(figure))
    return f"{text[:place]}{_newline(text)}{margin}- {entry.text(entry.day)}{text[place:]}"


def _from_single(text: str, file: str, holder: yaml.MappingNode, key: str, figure: yaml.Node, entry: Entry) -> str:
    """A single figure becomes the first of a list; one without a date has held from the start."""
    begin, end = figure.start_mark.index, _end(figure)
    start = _scalar(figure, "from") or _scalar(figure, "as_of") or "2000-01"
    if first_day(start) == first_day(entry.day):
        return text[:begin] + entry.text(None if _scalar(figure, "from") is None else start) + text[end:]
    margin = holder.value[0][0].start_mark.column
    old = _dated(text[begin:end], figure, start, margin, _newline(text))
    if holder.flow_style:
        if not isinstance(figure, yaml.ScalarNode) and not _in_flow(figure):
            raise _not_editable(file, key)
        return f"{text[:begin]}[{old}, {entry.text(entry.day)}]{text[end:]}"
    newline = _newline(text)
    items = f"{newline}{' ' * (margin + 2)}- {old}{newline}{' ' * (margin + 2)}- {entry.text(entry.day)}"
    head = text[:begin].rstrip(" ")
    if head.endswith("\n"):  # a block mapping stands on the lines under its key
        head = head[:-1].removesuffix("\r")
    return head + items + text[end:]


def _dated(old: str, figure: yaml.Node, start: str, margin: int, newline: str) -> str:
    """The text of an old figure with its first day; its further lines move right with it."""
    if isinstance(figure, yaml.ScalarNode):
        return f"{{from: {start}, value: {old}, mark: chosen}}"
    first = "" if _scalar(figure, "from") is not None else f"from: {_quoted(start)}"
    if _in_flow(figure):
        inside = old[1:]
        old = "{" + (f"{first}, " if first else "") + inside.lstrip(" ")
        return old.replace("\n", "\n  ")
    shift = margin + 4 - figure.start_mark.column
    moved = old.replace("\n", "\n" + " " * shift) if shift >= 0 else old.replace("\n" + " " * -shift, "\n")
    return (f"{first}{newline}{' ' * (margin + 4)}" if first else "") + moved


def _in_flow(node: yaml.Node) -> bool:
    """Whether a node is written between braces or brackets."""
    return isinstance(node, yaml.CollectionNode) and bool(node.flow_style)


def _quoted(start: str) -> str:
    """A year alone would be a number."""
    return f'"{start}"' if len(start) == 4 else start


def _child(node: yaml.Node | None, key: str) -> yaml.Node | None:
    if not isinstance(node, yaml.MappingNode):
        return None
    return next((value for name, value in node.value if name.value == key), None)


def _scalar(node: yaml.Node, key: str) -> str | None:
    found = _child(node, key)
    return str(found.value) if isinstance(found, yaml.ScalarNode) else None


def _end(node: yaml.Node) -> int:
    """Where a node's own text ends; a block's end mark lies after the blank lines and comments."""
    if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        return _end(last[1] if isinstance(last, tuple) else last)
    return int(node.end_mark.index)


def _end_of_line(text: str, place: int) -> int:
    """The end of the line, its comment included."""
    end = text.find("\n", place)
    end = len(text) if end < 0 else end
    return end - 1 if end > place and text[end - 1] == "\r" else end


def _newline(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"


def _not_editable(file: str, key: str) -> InputFaults:
    return InputFaults([Fault("profile_not_editable", file, None, key, {"key": key})])
