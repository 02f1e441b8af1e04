"""A scenario and everything it needs, as a Programme: the facade of loading."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path as FilePath
from typing import TypeVar

from pydantic import BaseModel

from model.loading.catalogue import Catalogue, Key, shown
from model.loading.checks import check_programme, check_scenario
from model.loading.filling import fill
from model.loading.overrides import Override, Patched, apply, from_command_line, from_scenario, overlaps
from model.loading.prior_checks import check_priors
from model.loading.references import check_names, check_references, check_sources
from model.loading.strict import Document, read
from model.loading.validation import place, validate
from model.schema.activity import Activities
from model.schema.company import Company
from model.schema.evidence import Evidence, Study
from model.schema.fault import Fault, InputFaults, Path, Scalar, suggestion
from model.schema.law import LawParameter, Outlook
from model.schema.prison import Prison
from model.schema.programme import Programme
from model.schema.reference import Defaults, Indicators, Sources
from model.schema.scenario import Scenario, Which

Kind = TypeVar("Kind", bound=BaseModel)


def programme(
    catalogue: Catalogue, reference: str, settings: Iterable[str] = (), overrides: Iterable[Override] = ()
) -> Programme:
    """The programme of a scenario: an id, ``id@variant`` or a file, with ``--set`` settings on top.

    ``overrides`` are further ones, from a form. Raises InputFaults with all faults; red lines of the law
    are faults of their own severity.
    """
    document, variant = scenario_document(catalogue, reference)
    ordered = _ordered(document, variant, settings, overrides)
    patched, changes, faults = apply(catalogue, document, ordered)
    built = _build(catalogue, patched, variant, faults)
    digest = hashlib.sha256(
        json.dumps(
            [
                catalogue.digest,
                patched["scenario", ""].document.data,
                variant,
                [[o.path, o.value] for o in ordered],
            ],
            sort_keys=True,
            default=str,
        ).encode()
    ).hexdigest()
    return built.model_copy(update={"changes": tuple(changes), "fingerprint": digest})


def scenario_document(catalogue: Catalogue, reference: str) -> tuple[Document, str | None]:
    """The file of a scenario and the variant asked for. Raises InputFaults when there is none."""
    name, _, variant = reference.partition("@")
    if ("scenarios", name) in catalogue.documents:
        return catalogue.documents["scenarios", name], variant or None
    for whole, asked in ((reference, None), (name, variant or None)):
        file = FilePath(whole)
        if file.suffix in (".yaml", ".yml") or file.is_file():
            return read(file, shown(file, catalogue.home)), asked
    ids = catalogue.ids("scenarios")
    raise InputFaults(
        [
            Fault(
                "unknown_scenario",
                "",
                None,
                reference,
                {"found": name, "suggestion": suggestion(name, ids), "known": ", ".join(ids)},
            )
        ]
    )


def _ordered(
    document: Document, variant: str | None, settings: Iterable[str], overrides: Iterable[Override] = ()
) -> list[Override]:
    """What changes a scenario, in order: its own overrides, its variant's, a form's, those typed. Raises
    InputFaults."""
    scenario = validate(Scenario, document)
    ordered = from_scenario(document, ("overrides",), "overrides")
    faults = overlaps(ordered)
    if variant is not None:
        if variant not in scenario.variants:
            raise InputFaults(
                [
                    Fault(
                        "unknown_id",
                        document.file,
                        document.line(("variants",)),
                        "variants",
                        {
                            "found": variant,
                            "kind": "variants",
                            "suggestion": suggestion(variant, list(scenario.variants)),
                            "known": ", ".join(scenario.variants),
                        },
                    )
                ]
            )
        of_variant = from_scenario(document, ("variants", variant, "overrides"), f"variants.{variant}")
        faults += overlaps(of_variant)
        ordered += of_variant
    if faults:
        raise InputFaults(faults)
    return [*ordered, *overrides, *from_command_line(settings)]


def warnings(catalogue: Catalogue, built: Programme) -> list[Fault]:
    """What a reader of a programme should know, without its being wrong."""
    document = catalogue.documents.get(("scenarios", built.scenario.id))
    if document is None:
        return []
    return [f for f in check_programme(built, document, ()) if f.severity == "warning"]


def placed(
    catalogue: Catalogue, reference: str, told: Iterable[tuple[Path, str, dict[str, Scalar]]],
    settings: Iterable[str] = (),
) -> list[Fault]:  # fmt: skip
    """Faults that were found after loading, (path, code, fields), with their place in the scenario's file, or that of
    the override or setting that wrote it."""
    document, variant = scenario_document(catalogue, reference)
    changed = apply(catalogue, document, _ordered(document, variant, settings))[0]["scenario", ""]
    return [Fault(code, *place(document, path, changed.patches), fields) for path, code, fields in told]


def check_all(catalogue: Catalogue) -> list[Fault]:
    """Every fault of everything that stands in sites/ and config/, scenarios and variants included."""
    faults = [*check_references(catalogue), *check_priors(catalogue)]
    for name in catalogue.ids("scenarios"):
        scenario = catalogue.one(Scenario, "scenarios", name)
        for reference in (name, *(f"{name}@{v}" for v in scenario.variants)):
            try:
                faults += warnings(catalogue, programme(catalogue, reference))
            except InputFaults as found:
                faults += found.faults
    return list({(f.code, f.file, f.line, f.path, str(sorted(f.fields.items()))): f for f in faults}.values())


def _build(catalogue: Catalogue, patched: dict[Key, Patched], variant: str | None, faults: list[Fault]) -> Programme:
    """The programme of patched documents. Raises InputFaults: those found before, and its own."""

    def current(kind: type[Kind], collection: str, member: str = "") -> Kind | None:
        change = patched.get((collection, member))
        if change is None:
            return catalogue.one(kind, collection, member)
        try:
            return validate(kind, change.document, change.patches)
        except InputFaults as found:
            faults.extend(found.faults)
            return None

    def collected(kind: type[Kind], collection: str, ids: Iterable[str]) -> dict[str, Kind]:
        found = ((i, current(kind, collection, i)) for i in ids)
        return {i: model for i, model in found if model is not None}

    document, patches = patched["scenario", ""].document, patched["scenario", ""].patches
    scenario = current(Scenario, "scenario")
    faults += list(check_priors(catalogue, patched)) or check_sources(catalogue, patched)
    if scenario is not None:
        faults += check_scenario(scenario, catalogue, document, patches)
    activities = current(Activities, "activities")
    defaults = current(Defaults, "defaults")
    outlook = current(Outlook, "outlook")
    law = collected(LawParameter, "law", catalogue.ids("law"))
    evidence = collected(Evidence, "evidence", catalogue.ids("evidence"))
    studies = collected(Study, "studies", catalogue.ids("studies"))
    chosen = _chosen(scenario, catalogue) if scenario is not None else ([], [])
    changed = {of: [i for c, i in patched if c == of] for of in ("prisons", "companies")}
    prisons = collected(Prison, "prisons", dict.fromkeys((*chosen[0], *changed["prisons"])))
    partners = collected(Company, "companies", dict.fromkeys((*chosen[1], *changed["companies"])))
    if activities is not None:
        named: dict[str, Mapping[str, BaseModel]] = {
            "activities": {"": activities}, "law": law, "prisons": prisons, "companies": partners,
        }  # fmt: skip
        work = [activity.id for activity in activities.activities]
        for key, model in (((of, i), model) for of, models in named.items() for i, model in models.items()):
            now = patched.get(key) or Patched(catalogue.documents[key], ())
            faults += check_names(catalogue, model, now.document, now.patches, work)
    profiles = {i: prisons[i] for i in chosen[0] if i in prisons}
    companies = {i: partners[i] for i in chosen[1] if i in partners}
    if faults or scenario is None or activities is None or defaults is None or outlook is None:
        raise InputFaults(faults)
    built = Programme.model_construct(
        scenario=scenario,
        variant=variant,
        variant_title=scenario.variants[variant].title if variant else None,
        prisons={i: fill(p, defaults) for i, p in profiles.items()},
        profiles=profiles,
        companies=companies,
        activities={a.id: a for a in activities.activities},
        law=law,
        outlook=outlook,
        evidence=evidence,
        studies=studies,
        defaults=defaults,
        indicators={i.id: i for i in catalogue.one(Indicators, "indicators").indicators},
        sources=catalogue.one(Sources, "sources").sources,
        changes=(),
        fingerprint="",
    )
    serious = [f for f in check_programme(built, document, patches) if f.severity != "warning"]
    errors = [f for f in serious if f.severity == "error"]
    if serious:
        raise InputFaults(errors or serious)
    return built


def _chosen(scenario: Scenario, catalogue: Catalogue) -> tuple[list[str], list[str]]:
    """Ids of the prisons and companies in play."""
    prisons = catalogue.all(Prison, "prisons")
    match scenario.prisons:
        case Which() as which:
            ids = [
                i
                for i, p in prisons.items()
                if (not which.region or p.place.region in which.region)
                and (not which.disp or p.place.disp in which.disp)
                and (not which.type or p.type in which.type)
            ]
        case "all":
            ids = list(prisons)
        case tuple() as named:
            ids = [i for i in named if i in prisons]
    companies = catalogue.ids("companies")
    return ids, companies if scenario.companies == "all" else [c for c in scenario.companies if c in companies]
