"""A fault in an input: a code with fields. ``language`` puts it into words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

Severity = Literal["error", "red_line", "warning"]
Scalar = str | int | float | bool | None
Path = tuple[str | int, ...]
"""Where something stands in a document: keys, all as text (a year too), and positions of lists, from 0."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, where.

    code: key of a sentence in ``language``; file, line: where it stands (line counts from 1, None if
    unknown); path: dotted place inside the document; fields: the values the sentence names.
    """

    code: str
    file: str = ""
    line: int | None = None
    path: str = ""
    fields: Mapping[str, Scalar] = field(default_factory=dict)
    severity: Severity = "error"


class InputFaults(Exception):
    """All faults of an input, raised once."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults: tuple[Fault, ...] = tuple(faults)
        super().__init__("; ".join(f"{f.file}:{f.line}: {f.path}: {f.code}" for f in self.faults))

    def __reduce__(self) -> tuple[type[InputFaults], tuple[tuple[Fault, ...]]]:
        """Faults travel between processes as they are."""
        return (InputFaults, (self.faults,))

    @property
    def breaks_red_line(self) -> bool:
        """True when all that is wrong is that the law forbids it."""
        return bool(self.faults) and all(f.severity == "red_line" for f in self.faults)


def dotted(path: Path) -> str:
    """A path as text, positions from 1: ``population.capacity.value``, ``plan[3].seats``, ``state_capex.2010``."""
    text = ""
    for part in path:
        text += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if text else str(part)
    return text
