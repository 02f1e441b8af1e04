"""Profiles and scenarios that a reader brings: set beside the shipped ones, or in the place of one, for this reader."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path as FilePath

from model.loading.assembly import programme
from model.loading.catalogue import FOLDERS, Catalogue
from model.loading.inspection import guess
from model.loading.references import check_references
from model.loading.strict import Document
from model.loading.validation import fault_at, validate
from model.schema.fault import Fault, InputFaults
from model.schema.scenario import Scenario

BROUGHT = ("prisons", "companies", "scenarios")
"""Collections that a reader may bring files of."""


def collection_of(document: Document) -> str:
    """Which collection a document belongs to, by its keys. Raises InputFaults when it could be anything else."""
    kind = guess(FilePath(document.file), document)
    for collection in BROUGHT:
        if FOLDERS[collection][1] is kind:
            return collection
    raise InputFaults([fault_at("kind_not_brought", document, (), found=kind.__name__.lower())])


def with_documents(catalogue: Catalogue, brought: Iterable[tuple[str, Document]]) -> Catalogue:
    """The catalogue with some documents more, each with its collection (prisons, companies, scenarios).

    One of the same id takes the place of the shipped one. All or nothing: raises InputFaults with every fault of all of
    them, references to other files and what a scenario overrides included.
    """
    documents, models, faults = dict(catalogue.documents), dict(catalogue.models), list[Fault]()
    names, scenarios = set[str](), list[Scenario]()
    for collection, document in brought:
        try:
            model = validate(FOLDERS[collection][1], document)
        except InputFaults as found:
            faults += found.faults
            continue
        key = collection, str(getattr(model, "id", ""))
        documents[key], models[key] = document, model
        names.add(document.file)
        scenarios += [model] if isinstance(model, Scenario) else []
    if not faults:
        new = Catalogue(catalogue.home, documents, models)
        faults += [fault for fault in check_references(new) if fault.file in names]
        faults += [] if faults else _of_scenarios(new, scenarios)
        if not faults:
            return new
    raise InputFaults(faults)


def _of_scenarios(catalogue: Catalogue, scenarios: Iterable[Scenario]) -> list[Fault]:
    """What is wrong with the programmes of some scenarios and of their variants."""
    faults = list[Fault]()
    for scenario in scenarios:
        for reference in (scenario.id, *(f"{scenario.id}@{variant}" for variant in scenario.variants)):
            try:
                programme(catalogue, reference)
            except InputFaults as found:
                faults += [fault for fault in found.faults if fault not in faults]
    return faults
