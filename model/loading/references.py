"""Names by which one file means another: a source, a kind of work, a company, a rule of law, a group of studies."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from pydantic import BaseModel

from model.loading.catalogue import Catalogue, Key
from model.loading.overrides import Patched
from model.loading.strict import Document
from model.loading.validation import Patch, fault_at
from model.schema.activity import Activities
from model.schema.company import Company
from model.schema.fault import Fault, Path, suggestion
from model.schema.law import LawParameter
from model.schema.prison import Prison
from model.schema.reference import Indicators, Sources


def check_references(catalogue: Catalogue) -> Iterator[Fault]:
    """Names that lead nowhere, in any file of the catalogue."""
    sources = catalogue.one(Sources, "sources").sources
    for key, model in catalogue.models.items():
        document = catalogue.documents[key]
        for path, source in named_sources(document.data):
            if source not in sources:
                yield fault_at("unknown_source", document, path, found=source, suggestion=suggestion(source, sources))
        yield from check_names(catalogue, model, document)


def check_names(
    catalogue: Catalogue,
    model: BaseModel,
    document: Document,
    patches: tuple[Patch, ...] = (),
    activities: Collection[str] | None = None,
) -> Iterator[Fault]:
    """Names of one document, sources apart, that lead nowhere; activities: ids of those in force, absent means the
    catalogue's."""
    if activities is None:
        activities = [one.id for one in catalogue.one(Activities, "activities").activities]
    for path, kind, found in _named(model):
        match kind:
            case "activities":
                known = sorted(activities)
            case "indicators":
                known = sorted(one.id for one in catalogue.one(Indicators, "indicators").indicators)
            case _:
                known = catalogue.ids(kind)
        if found not in known:
            near = suggestion(found, known)
            yield fault_at("unknown_id", document, path, patches, found=found, kind=kind, suggestion=near)


def _named(model: BaseModel) -> Iterator[tuple[Path, str, str]]:
    """Where a document names another, the collection meant and the id."""
    match model:
        case Company():
            yield ("activity",), "activities", model.activity
        case Prison() if model.opening_observed is not None:
            yield ("opening_observed", "company"), "companies", model.opening_observed.company
        case LawParameter():
            for name, wanted in (("base_share", model.base_share), ("base_hours", model.base_hours)):
                if wanted is not None:
                    yield (name,), "law", wanted
        case Activities():
            for position, activity in enumerate(model.activities):
                yield ("activities", position, "evidence"), "evidence", activity.evidence
        case Indicators():
            for position, indicator in enumerate(model.indicators):
                if isinstance(indicator.if_no_effect, str):
                    yield ("indicators", position, "if_no_effect"), "indicators", indicator.if_no_effect


def named_sources(data: object, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Every place of a document that names a source."""
    if isinstance(data, dict):
        for key, value in data.items():
            if key == "source" and isinstance(value, str):
                yield (*path, key), value
            else:
                yield from named_sources(value, (*path, key))
    elif isinstance(data, list):
        for position, value in enumerate(data):
            yield from named_sources(value, (*path, position))


def check_sources(catalogue: Catalogue, changed: Mapping[Key, Patched]) -> Iterator[Fault]:
    """Sources that an override names and nobody describes: a figure may not be shown as found in them."""
    sources = catalogue.one(Sources, "sources").sources
    for one in changed.values():
        written = [patch.path for patch in one.patches]
        for path, source in named_sources(one.document.data):
            if source not in sources and any(path[: len(place)] == place for place in written):
                near = suggestion(source, sources)
                yield fault_at("unknown_source", one.document, path, one.patches, found=source, suggestion=near)
