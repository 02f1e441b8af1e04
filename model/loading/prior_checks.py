"""Priors and the studies they are built from: each exists, and each may be used."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from model.loading.catalogue import Catalogue, Key
from model.loading.overrides import Patched
from model.loading.strict import Document
from model.loading.validation import Patch, fault_at, suggestion
from model.schema.evidence import Study
from model.schema.fault import Fault


def check_priors(catalogue: Catalogue, patched: Mapping[Key, Patched] | None = None) -> Iterator[Fault]:
    """Priors that name a study that is not described, or one that may be shown and never used (a sponsor's claim).

    patched: documents changed by overrides, which are then looked at in place of the files.
    """
    for member in catalogue.ids("evidence"):
        key = ("evidence", member)
        now = (patched or {}).get(key) or Patched(catalogue.documents[key], ())
        yield from priors_of(now.document, catalogue.all(Study, "studies"), now.patches)


def priors_of(document: Document, studies: Mapping[str, Study], patches: tuple[Patch, ...] = ()) -> Iterator[Fault]:
    """The same for the document of one group of studies."""
    for path, study in _named(document.data):
        if study not in studies:
            near = suggestion(study, list(studies))
            yield fault_at("unknown_id", document, path, patches, found=study, kind="studies", suggestion=near)
        elif (use := studies[study].use) != "prior":
            yield fault_at("study_not_for_priors", document, path, patches, found=study, use=use)


def _named(data: object, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Every place of a document that names a study."""
    for key, value in data.items() if isinstance(data, dict) else ():
        if key == "studies" and isinstance(value, list):
            yield from (((*path, key, position), study) for position, study in enumerate(value))
        else:
            yield from _named(value, (*path, key))
