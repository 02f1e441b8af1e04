"""``import-population``: what the ministry's workbook changes in the prison profiles."""

from __future__ import annotations

from pathlib import Path

import language
from language import formats
from model.loading.importing import Import, prepare, write
from terminal.door import DONE, Door


def run(door: Door, file: Path, dry_run: bool) -> int:
    """Print what matched, what changed, what did not; write unless it is a dry run. Raises InputFaults."""
    prepared = prepare(file)
    if not dry_run:
        write(prepared)
    _matched(door, prepared)
    _changed(door, prepared)
    _unmatched(door, prepared)
    count = len(prepared.texts)
    if dry_run:
        said = language.plural(door.lang)(
            "Dry run: {n} file would change, none was.", "Dry run: {n} files would change, none was.", count
        )
    else:
        said = language.plural(door.lang)("{n} file changed.", "{n} files changed.", count)
    door.note(said.format(n=count))
    return DONE


def _matched(door: Door, prepared: Import) -> None:
    census = prepared.census
    door.out(
        door.word("Workbook of {day}: {rows} establishments, {matched} matched to a prison.").format(
            day=formats.date(census.day, door.lang),
            rows=len(census.establishments),
            matched=len(prepared.match.found),
        )
    )


def _changed(door: Door, prepared: Import) -> None:
    word = door.word

    def amount(value: float | None) -> str:
        return "-" if value is None else formats.number(value, door.lang)

    names = {"capacity": word("Capacity"), "detained": word("Detained")}
    if prepared.changes:
        door.table(
            word("Changed"),
            (word("Row"), word("Prison"), word("Figure"), word("Old"), word("New")),
            [(c.row, c.prison, names[c.figure], amount(c.old), amount(c.new)) for c in prepared.changes],
            numbers_from=3,
        )
    if prepared.confirmed:
        door.out(
            word("Confirmed without change: {figures}").format(
                figures=", ".join(f"{c.prison} ({names[c.figure].lower()})" for c in prepared.confirmed)
            )
        )
    for newer in prepared.newer:
        door.out(
            word("Left alone, the profile is newer ({day}): {prison}, {figure}").format(
                day=formats.date(newer.known, door.lang),
                prison=newer.prison,
                figure=names[newer.figure].lower(),
            )
        )


def _unmatched(door: Door, prepared: Import) -> None:
    word = door.word
    rows_of: dict[str, list[str]] = {}
    for name, several in sorted(prepared.match.ambiguous.items()):
        row = language.quoted(name, door.lang)
        if len(several) == 1:
            rows_of.setdefault(several[0], []).append(row)
            continue
        door.out(word("Not guessed: the row {row} could be {prisons}.").format(row=row, prisons=", ".join(several)))
    for prison, rows in rows_of.items():
        door.out(
            word("Not guessed: several rows could be {prison}: {rows}.").format(prison=prison, rows=", ".join(rows))
        )
    for name, near in sorted(prepared.match.unknown.items()):
        hint = " " + word("Near: {prison}.").format(prison=near) if near else ""
        door.out(word("No prison for the row {row}.").format(row=language.quoted(name, door.lang)) + hint)
    if prepared.without_row:
        door.out(word("Prisons without a row: {prisons}").format(prisons=", ".join(prepared.without_row)))
