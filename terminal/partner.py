"""``partner``: a company against every prison of a scenario, ranked with reasons."""

from __future__ import annotations

from dataclasses import astuple, dataclass
from pathlib import Path

from model.loading.added import with_documents
from model.loading.assembly import programme
from model.loading.catalogue import Catalogue, load
from model.loading.strict import read
from model.partnership import DRAWS, Partnership, partnership
from model.schema.company import Company
from model.schema.fault import Fault, InputFaults, suggestion
from reports.interval import Interval, bare, written
from reports.partner_file import FORMATS, PartnerFile, made
from reports.partnership import name_of
from reports.partnership_data import document
from reports.wording import amount, said
from terminal.door import DONE, Door
from terminal.project import SEED
from terminal.reading import Options, day_of, form_of
from terminal.writing import check_file, ranged, write_one

SHOWN = 15
"""Prisons listed on the terminal; the file has all."""


@dataclass(frozen=True)
class Asked:
    """What was typed."""

    company: str
    scenario: str
    format: str
    out: str
    settings: tuple[str, ...]
    day: str | None = None


def run(door: Door, asked: Asked) -> int:
    """Rank the prisons; write the partnership file where one is asked for. Raises InputFaults."""
    options = Options()
    form = form_of(options, asked.format, asked.out, FORMATS)
    day = day_of(options, asked.day)
    options.settle()
    if asked.out:
        check_file(Path(asked.out))
    catalogue, name = _company(load(), asked.company)
    chosen = programme(catalogue, asked.scenario, asked.settings)
    company = chosen.companies.get(name) or catalogue.one(Company, "companies", name)
    found = partnership(chosen, company, DRAWS, SEED)
    file = PartnerFile.of(found, SEED, day.isoformat())
    if asked.out:
        write_one(Path(asked.out), made(file, form, door.lang))
        _summary(door, found)
        door.note(door.word("Written to {folder}.").format(folder=asked.out))
    elif asked.format == "json":
        door.json(document(found, door.lang, file.calls))
    else:
        _summary(door, found)
    return DONE


def _company(catalogue: Catalogue, asked: str) -> tuple[Catalogue, str]:
    """A company by its id, or by a file of its own. Raises InputFaults."""
    if ("companies", asked) in catalogue.documents:
        return catalogue, asked
    file = Path(asked)
    if file.suffix in (".yaml", ".yml") or file.is_file():
        document = read(file)
        return with_documents(catalogue, [("companies", document)]), str(document.data["id"])
    ids = catalogue.ids("companies")
    fields = {"found": asked, "kind": "companies", "suggestion": suggestion(asked, ids), "known": ", ".join(ids)}
    raise InputFaults([Fault("unknown_id", "", None, "COMPANY", fields)])


def _summary(door: Door, found: Partnership) -> None:
    lang, company = door.lang, found.company
    rows = []
    for rank, place in enumerate(found.places[:SHOWN], start=1):
        rows.append([
            str(rank), name_of(place, lang, short=True), ranged(*astuple(place.fit), "share", lang),
            f"{bare(Interval(*astuple(place.people)), lang)} / {place.seats}",
            written(Interval(*astuple(place.cost)), "EUR/hour", lang),
            "–" if place.ramp_up is None else amount(place.ramp_up, "months", lang),
        ])  # fmt: skip
    head = ("", "Prison", door.word("Fit"), door.word("Seats that fill"), door.word("Cost of a productive hour"),
            door.word("Ramp-up"))  # fmt: skip
    door.table(said(company.name, lang), head, rows, numbers_from=2)
    count = door.word("Prisons that suit: {places}; that do not: {refused}. The document gives every reason.")
    door.out(count.format(places=len(found.places), refused=len(found.refused)))
