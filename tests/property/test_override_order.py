"""--set over variant over the scenario's overrides over profile over default by type over national default."""

from __future__ import annotations

import copy
from dataclasses import replace
from typing import Any

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from model.loading.assembly import programme
from model.loading.catalogue import Catalogue, Key
from model.loading.overrides import Override
from model.loading.strict import Document, read_text
from model.loading.validation import validate
from model.schema.prison import Prison
from model.schema.reference import Defaults
from model.schema.scenario import Scenario
from tests.examples import opening, scenario, shipped

LAYERS = ("national", "type", "profile", "overrides", "variant", "form", "--set")
"""Lowest first."""
PLACES = ("flows.apply_share", "flows.quit", "population.willing", "population.health_fit", "debts.creditor_share")
SITE = "muret"


def with_data(catalogue: Catalogue, key: Key, kind: type, data: Any) -> Catalogue:
    """The same catalogue with one document's data replaced."""
    document = Document(f"{key[1]}.yaml", data)
    return replace(
        catalogue,
        documents=catalogue.documents | {key: document},
        models=catalogue.models | {key: validate(kind, document)},
    )


def put(data: dict[str, Any], path: str, value: Any) -> dict[str, Any]:
    """Write a value at a dotted path, or take it out when it is None."""
    *way, last = path.split(".")
    for part in way:
        data = data.setdefault(part, {})
    if value is None:
        data.pop(last, None)
    else:
        data[last] = value
    return data


@settings(max_examples=40)
@given(
    st.sampled_from(PLACES),
    st.dictionaries(st.sampled_from(LAYERS[1:]), st.integers(1, 999), max_size=6),
    st.integers(1, 999),
)
def test_the_highest_layer_wins(place: str, layers: dict[str, int], national: int) -> None:
    """For any figure and any layers that state it, the highest one is in force and every change is on record."""
    said = {"national": national} | layers
    value = {layer: thousandths / 1000 for layer, thousandths in said.items()}
    defaults = copy.deepcopy(shipped().documents["defaults", ""].data)
    put(defaults, f"national.{place}", {"value": value["national"], "mark": "assumed"})
    for level in ("CD", "women"):
        of_type = {"value": value["type"], "mark": "assumed"} if "type" in value else None
        put(defaults, f"by_type.{level}.{place}", of_type)
    profile = copy.deepcopy(shipped().documents["prisons", SITE].data)
    put(profile, place, value.get("profile"))
    path = f"prisons.{SITE}.{place}"
    text = {"fr": "Essai", "en": "Trial"}
    asked = scenario(
        [opening(prison=SITE)],
        overrides={path: value["overrides"]} if "overrides" in value else {},
        variants={"other": {"title": text, "overrides": {path: value["variant"]} if "variant" in value else {}}},
    )
    document = read_text(yaml.safe_dump(asked), "trial.yaml")
    catalogue = with_data(shipped(), ("defaults", ""), Defaults, defaults)
    catalogue = with_data(catalogue, ("prisons", SITE), Prison, profile)
    catalogue = with_data(catalogue, ("scenarios", "trial"), Scenario, document.data)
    built = programme(
        catalogue,
        "trial@other",
        [f"{path}={value['--set']}"] if "--set" in value else [],
        [Override(path, value["form"], "form", "form")] if "form" in value else [],
    )
    section, name = place.split(".")
    found = getattr(getattr(built.prisons[SITE], section), name).latest
    highest = next(layer for layer in reversed(LAYERS) if layer in value)
    assert found.value == value[highest]
    assert found.origin == {"national": "national_default", "type": "type_default"}.get(highest, "profile")
    changed = [layer for layer in LAYERS[3:] if layer in value]
    assert [float(change.new) for change in built.changes] == [value[layer] for layer in changed]
    below = [value[layer] for layer in ("profile",) if layer in value]
    assert [change.old for change in built.changes] == [
        str(v) for v in (below or [""]) + [value[c] for c in changed[:-1]]
    ][: len(changed)]
