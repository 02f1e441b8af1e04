"""What the priors rest on: studies that exist and may be used, and no figure of a sponsor's claim."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from model.loading.catalogue import Catalogue, Key
from model.loading.overrides import Patched
from model.loading.strict import Document
from model.loading.validation import Patch, fault_at
from model.schema.evidence import Study
from model.schema.fault import Fault, Path, suggestion


def check_priors(catalogue: Catalogue, patched: Mapping[Key, Patched] | None = None) -> Iterator[Fault]:
    """Priors that name a study that is not described, or one that may be shown and never used (a sponsor's claim);
    figures of the evidence whose source is that of a claim.

    patched: documents changed by overrides, which are then looked at in place of the files.
    """
    for member in catalogue.ids("evidence"):
        key = ("evidence", member)
        now = (patched or {}).get(key) or Patched(catalogue.documents[key], ())
        yield from priors_of(now.document, catalogue.all(Study, "studies"), now.patches)


def priors_of(document: Document, studies: Mapping[str, Study], patches: tuple[Patch, ...] = ()) -> Iterator[Fault]:
    """The same for the document of one group of studies."""
    claims = {_plain(source): study for study in studies.values() if study.use == "claim" for source in _sources(study)}
    for path, key, found in _words(document.data):
        if key == "source" and _plain(found) in claims:
            claimed = claims[_plain(found)].label
            yield fault_at("claim_as_figure", document, path, patches, found=found, study=claimed)
        elif key == "studies" and found not in studies:
            near = suggestion(found, list(studies))
            yield fault_at("unknown_id", document, path, patches, found=found, kind="studies", suggestion=near)
        elif key == "studies" and (use := studies[found].use) != "prior":
            yield fault_at("study_not_for_priors", document, path, patches, found=found, use=use)


def _sources(study: Study) -> set[str]:
    """Sources of a study and of its results."""
    return {study.source, *(found.source for found in study.effects if found.source is not None)}


def _plain(source: str) -> str:
    """A source however its capitals and spaces are written."""
    return source.strip().casefold()


def _words(data: object, path: Path = (), key: str = "") -> Iterator[tuple[Path, str, str]]:
    """Every word of a document, with its place and the key under which it stands."""
    if isinstance(data, str):
        yield path, key, data
    elif isinstance(data, dict):
        for name, value in data.items():
            yield from _words(value, (*path, name), str(name))
    elif isinstance(data, list):
        for position, value in enumerate(data):
            yield from _words(value, (*path, position), key)
