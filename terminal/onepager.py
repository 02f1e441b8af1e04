"""``onepager``: one prison on one page, for its director."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from model.host import Host, host
from model.loading.assembly import programme
from model.loading.catalogue import load
from model.partnership import DRAWS
from model.schema.fault import Fault, InputFaults, suggestion
from reports import host_tables
from reports.onepager import FORMATS, OnePager, data, made
from terminal.door import DONE, Door
from terminal.project import SEED
from terminal.reading import Options, day_of, form_of
from terminal.writing import check_file, write_one


@dataclass(frozen=True)
class Asked:
    """What was typed."""

    prison: str
    scenario: str
    format: str
    out: str
    settings: tuple[str, ...]
    day: str | None = None


def run(door: Door, asked: Asked) -> int:
    """Try every company in the prison; write the page where one is asked for. Raises InputFaults."""
    options = Options()
    form = form_of(options, asked.format, asked.out, FORMATS)
    day = day_of(options, asked.day)
    options.settle()
    if asked.out:
        check_file(Path(asked.out))
    chosen = programme(load(), asked.scenario, asked.settings)
    if asked.prison not in chosen.prisons:
        known = sorted(chosen.prisons)
        fields = {"found": asked.prison, "kind": "prisons", "suggestion": suggestion(asked.prison, known),
                  "known": ", ".join(known)}  # fmt: skip
        raise InputFaults([Fault("unknown_id", "", None, "PRISON", fields)])
    found = host(chosen, asked.prison, DRAWS, SEED)
    if asked.out:
        write_one(Path(asked.out), made(OnePager(found, SEED, day.isoformat()), form, door.lang))
        _summary(door, found)
        door.note(door.word("Written to {folder}.").format(folder=asked.out))
    elif asked.format == "json":
        door.json(data(found, door.lang))
    else:
        _summary(door, found)
    return DONE


def _summary(door: Door, found: Host) -> None:
    table = host_tables.companies(found, door.lang)
    rows = [[cell.replace("\n", " [") + ("]" if "\n" in cell else "") for cell in row] for row in table.rows]
    door.table(found.prison.name, table.head, rows)
    for line in host_tables.lacking(found, door.lang):
        door.out(line)
