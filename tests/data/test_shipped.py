"""What stands in sites/ and config/: all of it loads, every figure says where it comes from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import BaseModel

from model.loading.assembly import check_all
from model.loading.catalogue import FOLDERS, HOME, Catalogue
from model.loading.filling import fill
from model.loading.strict import read
from model.loading.validation import validate
from model.schema.activity import Activities
from model.schema.company import Company
from model.schema.law import DatedValue, LawParameter, Outlook
from model.schema.prison import Prison
from model.schema.quantity import Quantity
from model.schema.reference import Defaults, Indicators, Sources
from model.schema.scenario import Scenario


def inside(thing: object, path: str = "") -> Iterator[tuple[str, BaseModel]]:
    """Every quantity and dated value of a model, with its place."""
    if isinstance(thing, (Quantity, DatedValue)):
        yield path, thing
    elif isinstance(thing, BaseModel):
        for name in type(thing).model_fields:
            yield from inside(getattr(thing, name), f"{path}.{name}" if path else name)
    elif isinstance(thing, dict):
        for name, value in thing.items():
            yield from inside(value, f"{path}.{name}")
    elif isinstance(thing, (tuple, list)):
        for position, value in enumerate(thing):
            yield from inside(value, f"{path}[{position + 1}]")


@pytest.fixture(scope="module")
def figures(catalogue: Catalogue) -> list[tuple[str, Quantity | DatedValue]]:
    """All figures that are shipped."""
    return [
        (f"{catalogue.documents[key].file}: {path}", figure)  # type: ignore[misc]
        for key, model in catalogue.models.items()
        for path, figure in inside(model)
    ]


def test_every_file_is_read(catalogue: Catalogue) -> None:
    """No YAML stands where nothing reads it; templates apart."""
    read_files = {document.file for document in catalogue.documents.values()}
    written = {
        f.relative_to(HOME).as_posix() for folder in ("sites", "config") for f in (HOME / folder).rglob("*.y*ml")
    }
    assert {f for f in written if not Path(f).name.startswith("_")} == read_files


def test_nothing_is_wrong(catalogue: Catalogue) -> None:
    """Not one error or red line in files, references, scenarios and variants."""
    found = [
        f"{f.file}:{f.line}: {f.path}: {f.code} {dict(f.fields)}"
        for f in check_all(catalogue)
        if f.severity != "warning"
    ]
    assert found == []


def test_there_are_enough_figures(figures: list[tuple[str, Quantity | DatedValue]]) -> None:
    """The walk finds them: many hundreds."""
    assert len(figures) > 800


def test_every_figure_has_its_unit(figures: list[tuple[str, Quantity | DatedValue]]) -> None:
    """And a mark, which the type asks for."""
    assert [place for place, figure in figures if isinstance(figure, Quantity) and not figure.unit] == []
    assert [place for place, figure in figures if not figure.mark] == []


def test_every_found_figure_names_a_source_that_exists(
    catalogue: Catalogue, figures: list[tuple[str, Quantity | DatedValue]]
) -> None:
    """Whatever the strength of the source; and no figure names one that is not described."""
    known = catalogue.one(Sources, "sources").sources
    assert [p for p, f in figures if f.mark.startswith("found") and f.source not in known] == []
    assert [p for p, f in figures if f.source is not None and f.source not in known] == []


def test_only_what_was_found_is_shown_as_sourced(figures: list[tuple[str, Quantity | DatedValue]]) -> None:
    """Inferred, assumed, imputed, remembered and weakly found figures are never shown as sourced."""
    sourced = {f.mark for _, f in figures if isinstance(f, Quantity) and f.sourced}
    assert sourced == {"found", "found_secondary"}


def test_what_was_not_found_says_why(figures: list[tuple[str, Quantity | DatedValue]]) -> None:
    """An assumption or an imputed figure carries a note or a source from which it is taken."""
    silent = [p for p, f in figures if f.mark in ("assumed", "imputed", "memory") and not (f.note or f.source)]
    assert silent == []


def test_bare_numbers_are_choices(catalogue: Catalogue) -> None:
    """In profiles and defaults a figure without provenance is not one that a source could have given."""
    for key, model in catalogue.models.items():
        if key[0] in ("prisons", "defaults", "evidence"):
            bare = [path for path, figure in inside(model) if isinstance(figure, Quantity) and figure.mark == "chosen"]
            assert bare == [], catalogue.documents[key].file


def test_the_prisons(catalogue: Catalogue) -> None:
    """All 186 of the compiled list, each once, with name and code."""
    prisons = catalogue.all(Prison, "prisons")
    assert len(prisons) == 186
    assert all(re.fullmatch(r"FR\d{3}", p.code or "") for p in prisons.values())
    assert len({p.code for p in prisons.values()}) == 186
    assert len({p.name for p in prisons.values()}) == 186
    for prison in prisons.values():
        assert prison.population.capacity.latest.value > 0, prison.id
        france = -5.5 <= prison.place.longitude <= 9.7 and 41 <= prison.place.latitude <= 51.2
        assert france or prison.place.department.startswith(("97", "98")), prison.id
        for figure in (prison.population.capacity, prison.population.detained):
            undated = [
                q for q in (figure.entries if figure else ()) if q.mark.startswith("found") and not (q.as_of or q.note)
            ]
            assert undated == [], f"{prison.id}: a published count has its date, or a note that says why not"


def test_published_figures_are_possible(catalogue: Catalogue) -> None:
    """Filled in: no more women than people, no density beyond what was ever seen."""
    defaults = catalogue.one(Defaults, "defaults")
    for prison in catalogue.all(Prison, "prisons").values():
        filled = fill(prison, defaults).population
        assert filled.detained is not None
        assert 0 <= filled.detained.latest.value <= 4 * filled.capacity.latest.value + 1, prison.id
        if filled.women_places is not None:
            assert filled.women_places.latest.value <= max(q.value for q in filled.capacity.entries), prison.id


def test_archetypes_are_flagged(catalogue: Catalogue) -> None:
    """By name and by flag alike; no company is invented: those that are named say what was found of them."""
    companies = catalogue.all(Company, "companies")
    assert {i for i in companies if i.startswith("archetype-")} == {i for i, c in companies.items() if c.archetype}
    assert sum(c.archetype for c in companies.values()) >= 10
    for company in companies.values():
        if not company.archetype:
            assert any(f.mark.startswith("found") for _, f in inside(company) if isinstance(f, Quantity)), company.id


def test_activities_are_used_and_known(catalogue: Catalogue) -> None:
    """Each kind of work has a company, each company a kind of work; each group of studies a kind of work."""
    activities = {a.id: a for a in catalogue.one(Activities, "activities").activities}
    used = {c.activity for c in catalogue.all(Company, "companies").values()}
    assert used == set(activities)
    assert {a.evidence for a in activities.values()} == set(catalogue.ids("evidence"))
    assert len(activities) == len(catalogue.one(Activities, "activities").activities)


@pytest.mark.parametrize(("collection", "kind"), [("prisons", Prison), ("companies", Company)])
def test_templates(catalogue: Catalogue, collection: str, kind: type[BaseModel]) -> None:
    """A template is itself valid, names only sources that exist, and speaks of every field."""
    file = HOME / FOLDERS[collection][0] / "_template.yaml"
    validate(kind, read(file))
    text = file.read_text(encoding="utf-8")
    absent = [name for name, field in kind.model_fields.items() if f"{field.alias or name}:" not in text]
    assert absent == []


def test_every_law_has_a_reference_or_a_note(catalogue: Catalogue) -> None:
    """A text of law, or why there is none; and every value its mark and source."""
    laws = catalogue.all(LawParameter, "law")
    assert [i for i, law in laws.items() if not any(v.reference or v.note for v in law.values)] == []
    silent = [
        f"{i} {v.start}" for i, law in laws.items() for v in law.values if not (v.reference or v.note or v.source)
    ]
    assert silent == []


def test_the_outlook_is_assumed_and_has_intervals(catalogue: Catalogue) -> None:
    """The future is never shown as found."""
    for name, value in ((n, getattr(catalogue.one(Outlook, "outlook"), n)) for n in Outlook.model_fields):
        assert value.mark == "assumed", name
        assert value.low is not None, name
        assert value.low < value.high or value.low == value.value, name
        assert value.interval is not None, name


def test_indicators(catalogue: Catalogue) -> None:
    """Each once, each in two languages that differ."""
    listed = catalogue.one(Indicators, "indicators").indicators
    assert len({i.id for i in listed}) == len(listed)
    assert [i.id for i in listed if i.formula.fr == i.formula.en] == []


def test_the_three_scenarios(catalogue: Catalogue) -> None:
    """There, each with a question that ends as one."""
    scenarios = catalogue.all(Scenario, "scenarios")
    assert set(scenarios) >= {"rennes-2009", "expansion-2009", "france-2030"}
    assert set(scenarios["rennes-2009"].variants) >= {"reading-a", "reading-b"}
    for scenario in scenarios.values():
        assert scenario.question.fr.endswith("?"), scenario.id
        assert scenario.question.en.endswith("?"), scenario.id


def test_a_text_writes_per_cent_as_its_language_does() -> None:
    """English writes 50%, French 50 %; and euros have their sign."""
    texts = [
        line.partition("en:")[2]
        for folder in ("sites", "config")
        for file in (HOME / folder).rglob("*.y*ml")
        for line in file.read_text("utf-8").splitlines()
        if "en:" in line
    ]
    assert len(texts) > 100
    assert not [text for text in texts if re.search(r"\d [%€]", text)]
    scenarios = [file.read_text("utf-8") for file in (HOME / "config" / "scenarios").glob("*.yaml")]
    titles = [line for text in scenarios for line in text.splitlines() if "title:" in line]
    assert len(titles) > 8
    assert not [title for title in titles if re.search(r"\bEUR\b", title)]
