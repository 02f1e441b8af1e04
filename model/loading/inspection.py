"""Given files, one by one: what kind of file each is, and everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path as FilePath

from pydantic import BaseModel

from model.loading.assembly import check_all, programme
from model.loading.catalogue import FILES, FOLDERS, HOME, Catalogue, kind_of, load, real, shown
from model.loading.prior_checks import priors_of
from model.loading.references import check_names, named_sources
from model.loading.strict import Document, read
from model.loading.validation import fault_at, validate
from model.schema.evidence import Evidence, Study
from model.schema.fault import Fault, InputFaults, suggestion
from model.schema.reference import Sources
from model.schema.scenario import Scenario


@dataclass(frozen=True)
class Inspection:
    """What was looked at, and what was found."""

    files: int
    faults: tuple[Fault, ...]


def inspect(paths: Iterable[FilePath], home: FilePath = HOME) -> Inspection:
    """Every fault of files and folders: each file alone, then, once all are sound, against the others."""
    files, faults = _files(paths, home)
    sound: list[tuple[FilePath, Document, BaseModel]] = []
    for file in files:
        try:
            document = read(file, shown(file, home))
            kind = kind_of(file, home) or guess(file, document)
            sound.append((file, document, validate(kind, document)))
        except InputFaults as found:
            faults += found.faults
    faults += _same_ids(sound)
    if not faults and sound:
        faults += _against_the_others(sound, home)
    return Inspection(len(files), tuple(faults))


def inspect_all(home: FilePath = HOME) -> Inspection:
    """Every fault of everything under sites/ and config/."""
    try:
        catalogue = load(home)
    except InputFaults as found:
        return Inspection(0, found.faults)
    return Inspection(len(catalogue.documents), tuple(check_all(catalogue)))


def guess(file: FilePath, document: Document) -> type[BaseModel]:
    """The type a file outside of the project's folders must mean: by its folder's name, its name, its keys.

    Raises InputFaults when it could be anything.
    """
    for where, kind in FOLDERS.values():
        if real(file).parent.name == FilePath(where).name:
            return kind
    for where, kind in FILES.values():
        if file.name == FilePath(where).name:
            return kind
    keys = set(document.data) if isinstance(document.data, dict) else set()
    kinds = [kind for _, kind in (*FOLDERS.values(), *FILES.values())]
    scores = sorted(((_likeness(kind, keys), position) for position, kind in enumerate(kinds)), reverse=True)
    if scores[0][0] < 0.5 or scores[0][0] == scores[1][0]:
        raise InputFaults([fault_at("kind_unknown", document, ())])
    return kinds[scores[0][1]]


def _likeness(kind: type[BaseModel], keys: set[str]) -> float:
    """Share of the required keys that are there, less the share of keys that do not belong."""
    known = {field.alias or name: field.is_required() for name, field in kind.model_fields.items()}
    required = {key for key, needed in known.items() if needed} - {"id"}
    if not keys:
        return 0.0
    return len(required & keys) / len(required) - 0.5 * len(keys - set(known)) / len(keys)


def _files(paths: Iterable[FilePath], home: FilePath) -> tuple[list[FilePath], list[Fault]]:
    files: list[FilePath] = []
    faults: list[Fault] = []
    for path in paths:
        if not path.is_dir():
            files.append(path)
            continue
        inside = sorted(f for f in path.rglob("*") if f.suffix in (".yaml", ".yml") and f.is_file())
        files += inside
        if not inside:
            faults.append(Fault("folder_without_yaml", shown(path, home)))
    return list(dict.fromkeys(files)), faults


def _same_ids(sound: Iterable[tuple[FilePath, Document, BaseModel]]) -> Iterator[Fault]:
    """An id that two of the given files carry for the same kind of thing."""
    seen: dict[tuple[type[BaseModel], str], str] = {}
    for _, document, model in sound:
        written = getattr(model, "id", None)
        if written is None:
            continue
        if (type(model), written) in seen:
            yield fault_at("duplicate_id", document, ("id",), found=written, other=seen[type(model), written])
        seen.setdefault((type(model), written), document.file)


def _against_the_others(sound: list[tuple[FilePath, Document, BaseModel]], home: FilePath) -> list[Fault]:
    """References of sound files to the rest of the project, when the project itself can be loaded."""
    given = {document.file for _, document, _ in sound}
    try:
        catalogue = load(home)
    except InputFaults as found:
        mine = [f for f in found.faults if f.file in given]
        return mine or [Fault("cross_checks_skipped", severity="warning")]
    members = {document.file for document in catalogue.documents.values()}
    faults = [f for f in check_all(catalogue) if f.file in given] if given & members else []
    for file, document, model in sound:
        if document.file not in members and not file.name.startswith("_"):
            faults += _outside(catalogue, file, document, model)
    return faults


def _outside(catalogue: Catalogue, file: FilePath, document: Document, model: BaseModel) -> list[Fault]:
    """A file outside of the project's folders: its sources; for a scenario its whole programme."""
    sources = catalogue.one(Sources, "sources").sources
    faults = (
        []
        if isinstance(model, Sources)
        else [
            fault_at("unknown_source", document, path, found=source, suggestion=suggestion(source, sources))
            for path, source in named_sources(document.data)
            if source not in sources
        ]
    )
    faults += check_names(catalogue, model, document)
    if isinstance(model, Evidence):
        faults += priors_of(document, catalogue.all(Study, "studies"))
    if isinstance(model, Scenario):
        for reference in (str(file), *(f"{file}@{v}" for v in model.variants)):
            try:
                programme(catalogue, reference)
            except InputFaults as found:
                faults += [f for f in found.faults if f not in faults]
    return faults
