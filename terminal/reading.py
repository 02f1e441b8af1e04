"""Options as typed, read with care: every fault is gathered, none is guessed."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

from model.schema.base import first_day
from model.schema.fault import Fault, InputFaults, Scalar, suggestion

MONTH = re.compile(r"(19|20|21)\d\d-(0[1-9]|1[0-2])")
NUMBER = re.compile(r"[-+]?(\d+([.,]\d*)?|[.,]\d+)")
RULE = re.compile(r"statutory|none|flat:(0(\.\d+)?|1(\.0+)?)")


@dataclass
class Options:
    """Reads options one by one and keeps what is wrong with them."""

    faults: list[Fault] = field(default_factory=list)

    def wrong(self, code: str, option: str, **fields: Scalar) -> None:
        """Note a fault of an option."""
        self.faults.append(Fault(code, "", None, option, fields))

    def settle(self) -> None:
        """Raise InputFaults when anything was wrong."""
        if self.faults:
            raise InputFaults(self.faults)

    def month(self, option: str, typed: str) -> str:
        """A month, YYYY-MM."""
        if MONTH.fullmatch(typed.strip()):
            return first_day(typed.strip()).strftime("%Y-%m")
        self.wrong("not_a_month", option, found=typed)
        return "2026-01"

    def number(self, option: str, typed: str, low: float, high: float, unit: str) -> float:
        """A number between two bounds; a decimal comma is a point."""
        text = typed.strip().replace("\u202f", "").replace("\u00a0", "")
        if not NUMBER.fullmatch(text) or not math.isfinite(value := float(text.replace(",", "."))):
            self.wrong("not_a_number", option, found=typed)
            return low
        if value < low:
            self.wrong("too_low", option, found=value, bound=low, unit=unit)
        elif value > high:
            self.wrong("too_high", option, found=value, bound=high, unit=unit)
        return value

    def whole(self, option: str, typed: str, low: int, high: int) -> int:
        """A whole number between two bounds."""
        if not re.fullmatch(r"[-+]?\d{1,100}", typed.strip()):
            self.wrong("wrong_type", option, expected="whole_number", found=typed)
            return low
        self.number(option, typed, low, high, "")
        return min(max(int(typed), low), high)

    def one_of(self, option: str, typed: str, known: tuple[str, ...]) -> str:
        """A word out of a list."""
        if typed not in known:
            self.wrong(
                "not_in_list",
                option,
                found=typed,
                expected=", ".join(known),
                suggestion=suggestion(typed, list(known)),
            )
        return typed

    def rule(self, option: str, typed: str) -> str:
        """How receipts are split: statutory, none, flat:R."""
        if not RULE.fullmatch(typed):
            self.wrong("rule_malformed", option, found=typed)
            return "none"
        return typed


def day_of(options: Options, typed: str | None) -> date:
    """The day that a report bears: --date, else today."""
    if typed is None:
        return datetime.now(UTC).date()
    try:
        return date.fromisoformat(typed)
    except ValueError:
        options.wrong("not_a_day", "--date", found=typed)
        return date(2026, 1, 1)


def form_of(options: Options, typed: str, out: str, known: tuple[str, ...]) -> str:
    """The form of a file: --format, else that of the name given with --out, else JSON. What cannot be shown on a
    terminal needs a file."""
    written = _ending(out)
    form = options.one_of("--format", typed or (written if written in known else "json"), known)
    if not out and form != "json" and not options.faults:
        options.wrong("form_without_file", "--out", found=form)
    if out and Path(out).is_dir():
        options.wrong("out_is_folder", "--out", found=out)
    ending(options, out, form, known)
    return form


def ending(options: Options, out: str, form: str, known: tuple[str, ...]) -> None:
    """Whether the name of a file ends as its form asks, or has no ending: a file that is not what its name says is
    opened by nothing."""
    written = _ending(out)
    if written and written not in known:
        options.wrong("out_ending_unknown", "--out", found=Path(out).name, expected=", ".join(known))
    elif written and form in known and written != form:
        options.wrong("out_ending_other", "--out", found=Path(out).name, expected=form)


def _ending(out: str) -> str:
    return Path(out).suffix.removeprefix(".").lower()
