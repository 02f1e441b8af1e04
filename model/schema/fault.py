"""A fault in an input: a code with fields. ``language`` puts it into words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Literal

Severity = Literal["error", "red_line", "warning"]
Scalar = str | int | float | bool | None
Path = tuple[str | int, ...]
"""Where something stands in a document: keys, all as text (a year too), and positions of lists, from 0."""
READ_AT_ONCE = 12
"""Names that a sentence lists: of more, the one that was meant is not found among them."""


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


def suggestion(word: str, known: Iterable[str]) -> str:
    """The known word that is nearest to one that is not known, or ""."""
    return next(iter(get_close_matches(word, list(known), 1, 0.6)), "")


def not_among(found: str, there: Sequence[str], option: str) -> Fault:
    """What is asked of results and is not there: with the nearest that is, and all that are where they are few."""
    near = suggestion(found, there)
    if len(there) > READ_AT_ONCE:
        return Fault("not_in_results", "", None, option, {"found": found, "suggestion": near, "count": len(there)})
    return Fault("not_in_list", "", None, option, {"found": found, "suggestion": near, "expected": ", ".join(there)})


def dotted(path: Path) -> str:
    """A path as text, positions from 1: ``population.capacity.value``, ``plan[3].seats``, ``state_capex.2010``."""
    text = ""
    for part in path:
        text += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if text else str(part)
    return text
