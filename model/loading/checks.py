"""Named checks across files: each names the rows and the remedy."""

from __future__ import annotations

from collections.abc import Iterator

from model.law import red_lines
from model.loading.catalogue import Catalogue
from model.loading.decided import contradicted
from model.loading.strict import Document
from model.loading.validation import Patch, fault_at
from model.schema.base import month_index
from model.schema.fault import Fault, suggestion
from model.schema.programme import Programme
from model.schema.reference import Indicators
from model.schema.rollout import Pin
from model.schema.scenario import OtherTarget, Scenario, Target
from model.suitability import obstacles


def check_scenario(
    scenario: Scenario, catalogue: Catalogue, document: Document, patches: tuple[Patch, ...]
) -> Iterator[Fault]:
    """Prisons, companies and the plan of a scenario: do they exist, are they in play, do they fit?"""
    known = {"prisons": catalogue.ids("prisons"), "companies": catalogue.ids("companies")}
    indicators = [one.id for one in catalogue.one(Indicators, "indicators").indicators]
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
    yield from _levels(scenario, indicators, document, patches)
    standing: dict[tuple[str, str, object], Pin] = {}
    for position, pin in enumerate(scenario.pin):
        if pin.existing:
            known_ = standing.setdefault((pin.prison, pin.company, pin.side), pin)
            if known_ != pin:
                yield fault_at("standing_twice", document, ("pin", position), patches, prison=pin.prison,
                               company=pin.company)  # fmt: skip
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
    for where, code, names in contradicted(scenario.pin, scenario.forbid):
        yield fault_at(code, document, where, patches, "error", **names)
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


def _levels(
    scenario: Scenario, indicators: list[str], document: Document, patches: tuple[Patch, ...]
) -> Iterator[Fault]:
    """Targets that no value could keep, and those on an indicator that there is not."""
    levels: list[tuple[tuple[str | int, ...], object]] = [(("targets", "seats"), scenario.targets.seats)]
    levels += [(("targets", "others", row), one) for row, one in enumerate(scenario.targets.others)]
    for place, level in levels:
        if not isinstance(level, Target | OtherTarget):
            continue
        least, most = level.at_least, level.at_most
        if least is not None and most is not None and least > most:
            yield fault_at("target_upside_down", document, (*place, "at_least"), patches, found=least, most=most)
        if isinstance(level, OtherTarget) and (name := level.indicator) not in indicators:
            near = suggestion(name, indicators)
            yield fault_at("unknown_id", document, (*place, "indicator"), patches, found=name, kind="indicators",
                           suggestion=near)  # fmt: skip


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
