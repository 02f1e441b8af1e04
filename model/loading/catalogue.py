"""Everything that stands in sites/ and config/, read once and validated file by file."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path as FilePath

from pydantic import BaseModel

from model.loading.strict import Document, read
from model.loading.validation import Model, fault_at, validate
from model.schema.activity import Activities
from model.schema.company import Company
from model.schema.evidence import Evidence, Study
from model.schema.fault import Fault, InputFaults
from model.schema.law import LawParameter, Outlook
from model.schema.prison import Prison
from model.schema.reference import Defaults, Indicators, Sources
from model.schema.scenario import Scenario

HOME = FilePath(__file__).resolve().parents[2]
"""The project: where sites/ and config/ stand."""

FOLDERS: dict[str, tuple[str, type[BaseModel]]] = {
    "prisons": ("sites/prisons", Prison),
    "companies": ("sites/companies", Company),
    "law": ("config/legislation", LawParameter),
    "evidence": ("config/evidence", Evidence),
    "studies": ("config/evidence/studies", Study),
    "scenarios": ("config/scenarios", Scenario),
}
"""Collections: one file per member, the file's name is the id."""
FILES: dict[str, tuple[str, type[BaseModel]]] = {
    "activities": ("config/activities.yaml", Activities),
    "defaults": ("config/defaults.yaml", Defaults),
    "indicators": ("config/indicators.yaml", Indicators),
    "sources": ("config/sources.yaml", Sources),
    "outlook": ("config/legislation/outlook.yaml", Outlook),
}
"""Single files."""

Key = tuple[str, str]
"""Collection and id; the id of a single file is ""."""


@dataclass(frozen=True)
class Catalogue:
    """All documents as read, and as types of the schema."""

    home: FilePath
    documents: dict[Key, Document]
    models: dict[Key, BaseModel]

    def one(self, kind: type[Model], collection: str, member: str = "") -> Model:
        """A member of a collection, or a single file, as its type."""
        found = self.models[collection, member]
        assert isinstance(found, kind)
        return found

    def all(self, kind: type[Model], collection: str) -> dict[str, Model]:
        """All members of a collection, by id."""
        return {i: self.one(kind, collection, i) for i in self.ids(collection)}

    def ids(self, collection: str) -> list[str]:
        """Ids of a collection, in order."""
        return sorted(i for c, i in self.models if c == collection and i)

    @cached_property
    def digest(self) -> str:
        """SHA-256 of all files that feed a projection (scenarios apart), independent of where they stand."""
        sums = (
            f"{c}/{i}:{hashlib.sha256(repr(d.data).encode()).hexdigest()}"
            for (c, i), d in sorted(self.documents.items())
            if c != "scenarios"
        )
        return hashlib.sha256("\n".join(sums).encode()).hexdigest()


def kind_of(file: FilePath, home: FilePath = HOME) -> type[BaseModel] | None:
    """Which type of the schema a file must have, by where it stands; None when it cannot be told."""
    for key, kind in _places(home):
        if real(key) == real(file):
            return kind
    folder = real(file).parent
    for where, kind in FOLDERS.values():
        if folder == real(home / where):
            return kind
    return None


def load(home: FilePath = HOME) -> Catalogue:
    """Read and validate every file under sites/ and config/. Raises InputFaults with all faults."""
    documents: dict[Key, Document] = {}
    models: dict[Key, BaseModel] = {}
    faults: list[Fault] = []
    single = {real(home / where) for where, _ in FILES.values()}
    for collection, (where, kind) in FILES.items():
        _take((collection, ""), home / where, kind, home, documents, models, faults)
    for collection, (where, kind) in FOLDERS.items():
        folder = home / where
        if not folder.is_dir():
            faults.append(Fault("folder_missing", where))
            continue
        for file in sorted(folder.glob("*.y*ml")):
            if file.name.startswith("_") or real(file) in single:
                continue
            _take((collection, file.stem), file, kind, home, documents, models, faults)
    faults += duplicate_ids(documents)
    if faults:
        raise InputFaults(faults)
    return Catalogue(home, documents, models)


def load_law(home: FilePath = HOME) -> tuple[dict[str, LawParameter], Outlook]:
    """Only the law, for a question about pay. Raises InputFaults with all faults of config/legislation."""
    documents: dict[Key, Document] = {}
    models: dict[Key, BaseModel] = {}
    faults: list[Fault] = []
    outlook = home / FILES["outlook"][0]
    _take(("outlook", ""), outlook, Outlook, home, documents, models, faults)
    for file in sorted((home / FOLDERS["law"][0]).glob("*.y*ml")):
        if not file.name.startswith("_") and file != outlook:
            _take(("law", file.stem), file, LawParameter, home, documents, models, faults)
    if faults:
        raise InputFaults(faults)
    known = Catalogue(home, documents, models)
    return known.all(LawParameter, "law"), known.one(Outlook, "outlook")


def real(file: FilePath) -> FilePath:
    """Where a file really stands; a link that leads back to itself is left as it is."""
    return FilePath(os.path.realpath(file))


def shown(file: FilePath, home: FilePath) -> str:
    """A file's name as shown: relative to the project when it stands inside."""
    try:
        return real(file).relative_to(real(home)).as_posix()
    except ValueError:
        return str(file)


def _take(
    key: Key,
    file: FilePath,
    kind: type[BaseModel],
    home: FilePath,
    documents: dict[Key, Document],
    models: dict[Key, BaseModel],
    faults: list[Fault],
) -> None:
    try:
        document = read(file, shown(file, home))
        documents[key] = document
        models[key] = validate(kind, document)
    except InputFaults as found:
        faults.extend(found.faults)


def duplicate_ids(documents: dict[Key, Document]) -> Iterator[Fault]:
    """An id that two files carry, or that is not the file's name."""
    seen: dict[tuple[str, str], str] = {}
    for (collection, stem), document in documents.items():
        written = document.data.get("id") if isinstance(document.data, dict) else None
        if not stem or not isinstance(written, str):
            continue
        if (collection, written) in seen:
            yield fault_at("duplicate_id", document, ("id",), found=written, other=seen[collection, written])
        elif written != stem:
            yield fault_at("id_not_file_name", document, ("id",), found=written, expected=stem)
        seen.setdefault((collection, written), document.file)


def _places(home: FilePath) -> Iterator[tuple[FilePath, type[BaseModel]]]:
    for where, kind in FILES.values():
        yield home / where, kind
