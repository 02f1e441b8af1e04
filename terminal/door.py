"""What every command shares: the reader's language, the two outputs, the exit codes."""

from __future__ import annotations

import json
import os
import sys
import tempfile
import traceback
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rich import box
from rich.console import Console
from rich.table import Table

import language
from model.schema.fault import Fault, InputFaults
from terminal.plain import plain

DONE, INPUT_WRONG, RED_LINE, NO_PLAN, OUR_FAULT = range(5)
"""Exit codes of the contract."""


@dataclass(frozen=True)
class Door:
    """The terminal in one language: results on standard output, messages on standard error. All that is said goes
    through here, and is shown as it is: no name of a profile, no cell, no path moves a cursor or colours a word."""

    lang: str

    def word(self, english: str) -> str:
        """A text of the screen."""
        return language.text(self.lang)(english)

    def out(self, line: str = "") -> None:
        """A line of the result."""
        print(plain(line))

    def note(self, line: str) -> None:
        """A message beside the result."""
        print(plain(line), file=sys.stderr)

    def faults(self, faults: Iterable[Fault]) -> None:
        """Faults beside the result, one a line."""
        for line in dict.fromkeys(language.line(fault, self.lang) for fault in faults):
            self.note(line)

    def json(self, document: Any) -> None:
        """One JSON document on standard output."""
        print(plain(json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False)))

    def table(self, title: str, columns: Sequence[str], rows: Iterable[Sequence[str]], numbers_from: int = 1) -> None:
        """A table: words on the left, numbers aligned on the right."""
        drawn = Table(
            title=plain(title),
            title_justify="left",
            title_style="bold",
            box=box.SIMPLE_HEAD,
            show_header=any(columns),
        )
        for position, column in enumerate(columns):
            drawn.add_column(
                plain(column),
                justify="right" if position >= numbers_from else "left",
                no_wrap=position >= numbers_from,
            )
        for row in rows:
            drawn.add_row(*map(plain, row))
        screen = Console(file=sys.stdout, highlight=False, markup=False, emoji=False)
        if not screen.is_terminal:
            screen.width = 160
        screen.print(drawn)


def exit_code(faults: Sequence[Fault]) -> int:
    """0 when only warnings are left, 2 when all that is wrong is that the law forbids it, else 1."""
    serious = [f for f in faults if f.severity != "warning"]
    if not serious:
        return DONE
    return RED_LINE if InputFaults(serious).breaks_red_line else INPUT_WRONG


def language_of_the_locale() -> str:
    """The reader's language by LC_ALL, LC_MESSAGES, LANG, in this order; else French."""
    named = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), None)
    return language.default_language(named)


def our_fault(error: Exception) -> Fault:
    """A sentence for what should not have happened; the detail goes to a log when ESSAIMAGE_DEBUG is set."""
    name = type(error).__name__
    wanted = os.environ.get("ESSAIMAGE_DEBUG", "")
    if wanted in ("", "0"):
        return Fault("internal_fault", fields={"found": name})
    log = Path(wanted) if "/" in wanted or wanted.endswith(".log") else Path(tempfile.gettempdir()) / "essaimage.log"
    try:
        with log.open("a", encoding="utf-8") as lines:
            lines.write(f"--- {datetime.now(UTC).isoformat(timespec='seconds')} {sys.argv[1:]}\n")
            lines.writelines(traceback.format_exception(error))
    except OSError:
        return Fault("internal_fault", fields={"found": name})
    return Fault("internal_fault_logged", fields={"found": name, "log": str(log)})
