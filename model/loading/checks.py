"""Named checks across files: each names the rows and the remedy."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from model.law import red_lines
from model.loading.catalogue import Catalogue, Key
from model.loading.overrides import Patched
from model.loading.strict import Document
from model.loading.validation import Patch, fault_at, suggestion
from model.schema.activity import Activities
from model.schema.base import month_index
from model.schema.company import Company
from model.schema.fault import Fault
from model.schema.prison import Prison
from model.schema.programme import Programme
from model.schema.reference import Indicators, Sources
from model.schema.scenario import Scenario, Target
from model.suitability import obstacles


def check_references(catalogue: Catalogue) -> Iterator[Fault]:
    """Names that lead nowhere: sources, activities, evidence, companies, law."""
    sources = catalogue.one(Sources, "sources").sources
    activities = {a.id for a in catalogue.one(Activities, "activities").activities}
    laws = catalogue.ids("law")
    for key, model in catalogue.models.items():
        document = catalogue.documents[key]
        for path, source in named_sources(document.data):
            if source not in sources:
                yield fault_at("unknown_source", document, path, found=source, suggestion=suggestion(source, sources))
        if isinstance(model, Company) and model.activity not in activities:
            yield fault_at(
                "unknown_id",
                document,
                ("activity",),
                found=model.activity,
                kind="activities",
                suggestion=suggestion(model.activity, sorted(activities)),
            )
        if (
            isinstance(model, Prison)
            and (seen := model.opening_observed)
            and seen.company not in catalogue.ids("companies")
        ):
            yield fault_at(
                "unknown_id",
                document,
                ("opening_observed", "company"),
                found=seen.company,
                kind="companies",
                suggestion=suggestion(seen.company, catalogue.ids("companies")),
            )
        for name in ("base_share", "base_hours") if key[0] == "law" else ():
            if (wanted := getattr(model, name)) is not None and wanted not in laws:
                yield fault_at(
                    "unknown_id",
                    document,
                    (name,),
                    found=wanted,
                    kind="law",
                    suggestion=suggestion(wanted, laws),
                )
    document = catalogue.documents["activities", ""]
    for position, activity in enumerate(catalogue.one(Activities, "activities").activities):
        if activity.evidence not in catalogue.ids("evidence"):
            yield fault_at(
                "unknown_id",
                document,
                ("activities", position, "evidence"),
                found=activity.evidence,
                kind="evidence",
                suggestion=suggestion(activity.evidence, catalogue.ids("evidence")),
            )

    document, listed = catalogue.documents["indicators", ""], catalogue.one(Indicators, "indicators").indicators
    named = {indicator.id for indicator in listed}
    for position, indicator in enumerate(listed):
        if isinstance(indicator.if_no_effect, str) and indicator.if_no_effect not in named:
            yield fault_at(
                "unknown_id",
                document,
                ("indicators", position, "if_no_effect"),
                found=indicator.if_no_effect,
                kind="indicators",
                suggestion=suggestion(indicator.if_no_effect, sorted(named)),
            )


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


def check_scenario(
    scenario: Scenario, catalogue: Catalogue, document: Document, patches: tuple[Patch, ...]
) -> Iterator[Fault]:
    """Prisons, companies and the plan of a scenario: do they exist, are they in play, do they fit?"""
    known = {"prisons": catalogue.ids("prisons"), "companies": catalogue.ids("companies")}
    for collection, chosen in (("prisons", scenario.prisons), ("companies", scenario.companies)):
        for position, one in enumerate(chosen if isinstance(chosen, tuple) else ()):
            if one not in known[collection]:
                yield fault_at(
                    "unknown_id",
                    document,
                    (collection, position),
                    patches,
                    found=one,
                    kind=collection,
                    suggestion=suggestion(one, known[collection]),
                )
    first, seen = month_index(scenario.start), dict[str, int]()
    for position, opening in enumerate(scenario.openings):
        here = ("plan", position)
        for collection, one in (("prisons", opening.prison), ("companies", opening.company)):
            if one not in known[collection]:
                yield fault_at(
                    "unknown_id",
                    document,
                    (*here, collection[:-1].replace("companie", "company")),
                    patches,
                    found=one,
                    kind=collection,
                    suggestion=suggestion(one, known[collection]),
                )
        if opening.workshop in seen:
            yield fault_at(
                "workshop_twice",
                document,
                here,
                patches,
                found=opening.workshop,
                other=seen[opening.workshop] + 1,
            )
        seen.setdefault(opening.workshop, position)
        if not first <= month_index(opening.opens) < first + scenario.months:
            yield fault_at(
                "opens_outside",
                document,
                (*here, "opens"),
                patches,
                found=opening.opens,
                start=scenario.start,
                months=scenario.months,
            )
        if opening.closes and month_index(opening.closes) <= month_index(opening.opens):
            yield fault_at(
                "closes_before_opening",
                document,
                (*here, "closes"),
                patches,
                found=opening.closes,
                opens=opening.opens,
            )
        if any(b < a for a, b in zip(opening.ramp, (*opening.ramp[1:], opening.seats), strict=False)) or (
            opening.ramp and opening.ramp[-1] > opening.seats
        ):
            yield fault_at(
                "ramp_disordered",
                document,
                (*here, "ramp"),
                patches,
                found=str(list(opening.ramp)),
                seats=opening.seats,
            )
    target = scenario.targets.seats
    years = first // 12, (first + scenario.months - 1) // 12
    if isinstance(target, Target) and target.by is not None and not years[0] <= target.by <= years[1]:
        place = ("targets", "seats", "by")
        yield fault_at("target_outside", document, place, patches, found=target.by, first=years[0], last=years[1])
    for position, pin in enumerate(scenario.pin):
        if pin.opens is not None and month_index(pin.opens) >= first + scenario.months:
            yield fault_at(
                "opens_outside",
                document,
                ("pin", position, "opens"),
                patches,
                found=pin.opens,
                start=scenario.start,
                months=scenario.months,
            )
    for name in ("pin", "forbid"):
        for position, workshop in enumerate(getattr(scenario, name)):
            for collection, key in (("prisons", "prison"), ("companies", "company")):
                if (one := getattr(workshop, key)) not in known[collection]:
                    yield fault_at(
                        "unknown_id",
                        document,
                        (name, position, key),
                        patches,
                        found=one,
                        kind=collection,
                        suggestion=suggestion(one, known[collection]),
                    )
    if scenario.reference and scenario.reference not in catalogue.ids("scenarios"):
        yield fault_at(
            "unknown_id",
            document,
            ("reference",),
            patches,
            found=scenario.reference,
            kind="scenarios",
            suggestion=suggestion(scenario.reference, catalogue.ids("scenarios")),
        )


def check_programme(programme: Programme, document: Document, patches: tuple[Patch, ...]) -> Iterator[Fault]:
    """The plan against profiles and law; law last, as red lines."""
    quarters: dict[str, int] = {}
    for position, opening in enumerate(programme.scenario.openings):
        here = ("plan", position)
        company, prison = programme.companies.get(opening.company), programme.prisons.get(opening.prison)
        if company is None:
            yield fault_at(
                "not_in_play", document, (*here, "company"), patches, found=opening.company, kind="companies"
            )
            continue
        if prison is None:
            yield fault_at("not_in_play", document, (*here, "prison"), patches, found=opening.prison, kind="prisons")
            continue
        stands = opening.existing  # what stands keeps its seats, whatever a profile says of those to come
        if not stands and not company.seats.per_site_min <= opening.seats <= company.seats.per_site_max:
            yield fault_at(
                "seats_outside",
                document,
                (*here, "seats"),
                patches,
                found=opening.seats,
                low=company.seats.per_site_min,
                high=company.seats.per_site_max,
                company=company.id,
            )
        for code, fields in obstacles(programme, prison, company, opening.opens):
            yield fault_at(code, document, (*here, "prison"), patches, "error", **fields)
        index = month_index(opening.opens)
        quarter = f"{index // 12}-Q{index % 12 // 3 + 1}"
        quarters[quarter] = quarters.get(quarter, 0) + 1
    most = programme.scenario.limits.openings_per_quarter
    for quarter, count in quarters.items() if most is not None else ():
        if count > (most or 0):
            yield fault_at(
                "too_many_openings",
                document,
                ("limits", "openings_per_quarter"),
                patches,
                "warning",
                found=count,
                bound=most,
                quarter=quarter,
            )
    for place, code, fields in red_lines(programme):
        yield fault_at(code, document, place, patches, "red_line", **fields)
