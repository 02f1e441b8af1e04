"""``report``: a scenario as a document that leaves the screen."""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from language import term
from model.loading.assembly import programme, warnings
from model.loading.catalogue import Catalogue, load
from model.schema.fault import InputFaults
from model.schema.programme import Programme
from reports import document
from reports.formats import FORMATS, WITH_SECTIONS, made
from reports.material import gather
from reports.sections import BUILDERS
from terminal.door import DONE, Door
from terminal.project import DRAWS, SEED
from terminal.reading import Options, day_of, ending
from terminal.writing import check_file, unwritable


@dataclass(frozen=True)
class Asked:
    """What was typed."""

    scenario: str
    form: str
    out: Path
    sections: str
    settings: tuple[str, ...]
    draws: str | None
    seed: str | None
    day: str | None


def report(door: Door, asked: Asked) -> int:
    """Write one file. Raises InputFaults."""
    options = Options()
    options.one_of("--format", asked.form, (*FORMATS, "zip"))
    sections = tuple(part.strip() for part in asked.sections.split(",") if part.strip())
    for section in sections:
        options.one_of("--sections", section, tuple(BUILDERS))
    if sections and asked.form not in WITH_SECTIONS and not options.faults:
        options.wrong("sections_without_document", "--sections", found=asked.form)
    draws = options.whole("--draws", asked.draws or str(DRAWS), 1, 1_000_000)
    seed = options.whole("--seed", asked.seed or str(SEED), 0, 2**63 - 1)
    day = day_of(options, asked.day)
    ending(options, str(asked.out), asked.form, (*FORMATS, "zip"))
    options.settle()
    check_file(asked.out)
    catalogue = load()
    chosen = programme(catalogue, asked.scenario, asked.settings)
    found = tuple(warnings(catalogue, chosen))
    door.faults(found)
    reference = reference_of(catalogue, chosen)

    said: list[str] = []

    def tell(step: str, share: float) -> None:
        if step not in said:
            said.append(step)
            door.note(f"{term('report_step', step, door.lang)}…")

    material = gather(chosen, reference, found, draws=draws, seed=seed, today=day, tell=tell)
    assert material is not None, "nothing stops it"
    write_file(asked.out, made(material, asked.form, door.lang, sections))
    door.note(door.word("Written: {file}.").format(file=asked.out))
    door.out(document.fingerprint(material, door.lang))
    return DONE


def reference_of(catalogue: Catalogue, chosen: Programme) -> Programme | None:
    """The scenario that this one is compared with: a variant's own scenario, else the one it names."""
    named = chosen.scenario.id if chosen.variant else chosen.scenario.reference
    return None if named is None else programme(catalogue, named, ())


def write_file(file: Path, content: bytes) -> None:
    """Write one file, whole or not at all. Raises InputFaults."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=file.parent, prefix=".essaimage-", delete=False) as beside:
            beside.write(content)
        os.chmod(beside.name, 0o644)
        Path(beside.name).replace(file)
    except OSError as error:
        raise InputFaults([unwritable(file, error)]) from None
