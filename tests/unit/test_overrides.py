"""Overrides: where a dotted path leads, what it refuses, what is recorded."""

from __future__ import annotations

from pathlib import Path

import pytest

from model.law import Law
from model.loading.assembly import programme
from model.loading.catalogue import Catalogue
from model.schema.fault import Fault, InputFaults
from tests.examples import assembled, opening


def faults(catalogue: Catalogue, *settings: str) -> list[Fault]:
    """What is wrong with settings on the pilot."""
    with pytest.raises(InputFaults) as caught:
        programme(catalogue, "rennes-2009", settings)
    return list(caught.value.faults)


@pytest.mark.parametrize(
    ("setting", "code", "path", "suggestion"),
    [
        (
            "prisons.rennes-femme.population.capacity=1",
            "unknown_id",
            "prisons.rennes-femme.population.capacity",
            "rennes-femmes",
        ),
        (
            "prisons.rennes-femmes.populaton.capacity=1",
            "unknown_key",
            "prisons.rennes-femmes.populaton.capacity",
            "population",
        ),
        (
            "prisons.rennes-femmes.population.capacty=1",
            "unknown_key",
            "prisons.rennes-femmes.population.capacty",
            "capacity",
        ),
        ("companies.webhlp.offer.floor=true", "unknown_id", "companies.webhlp.offer.floor", "webhelp"),
        ("activities.inbound_cals.selection=0.3", "unknown_id", "activities.inbound_cals.selection", "inbound_calls"),
        ("law.floor_prodction=0.5", "unknown_id", "law.floor_prodction", "floor_production"),
        ("polcy.floor=0.5", "unknown_path", "polcy.floor", "policy"),
        ("policy.flor=0.5", "unknown_key", "policy.flor", "floor"),
        ("plan[1].seatz=3", "unknown_key", "plan[1].seatz", "seats"),
    ],
)
def test_a_path_that_leads_nowhere(catalogue: Catalogue, setting: str, code: str, path: str, suggestion: str) -> None:
    """It is named as written, with the nearest that exists."""
    found = {(f.code, f.path, f.fields.get("suggestion"), f.file) for f in faults(catalogue, setting)}
    assert found == {(code, path, suggestion, "--set")}


@pytest.mark.parametrize(
    ("setting", "code"),
    [
        ("policy.floor", "set_malformed"),
        ("=3", "set_malformed"),
        ("months=0", "too_low"),
        ("months=1e3", "wrong_type"),
        ("prisons.rennes-femmes=3", "path_too_short"),
        ("companies.webhelp.offer={floor: true, hourly_gross: 5}", "offer_not_one"),
        ("months=[1", "not_yaml"),
        ("sources.lexpress-2009.title=x", "unknown_path"),
        ("id=x", "unknown_path"),
        ("plan[2].seats=3", "unknown_path"),
        ("plan[0].seats=3", "unknown_path"),
    ],
)
def test_what_is_refused(catalogue: Catalogue, setting: str, code: str) -> None:
    """Each with its code; positions count from 1 and must exist."""
    assert [f.code for f in faults(catalogue, setting)] == [code]


def test_all_settings_at_fault_are_told_at_once(catalogue: Catalogue) -> None:
    """Nowhere, and twice nowhere."""
    assert [f.code for f in faults(catalogue, "polcy.floor=1", "companies.x.offer=1")] == ["unknown_path", "unknown_id"]


def test_two_overrides_of_one_kind_may_not_touch_the_same_thing(catalogue: Catalogue, tmp_path: Path) -> None:
    """On the command line and in a scenario alike; but --set may touch what the scenario touched."""
    assert [f.code for f in faults(catalogue, "policy.floor=0.5", "policy.floor=0.6")] == ["overrides_overlap"]
    assert [f.code for f in faults(catalogue, "policy={floor: 0.5}", "policy.floor=0.6")] == ["overrides_overlap"]
    with pytest.raises(InputFaults) as caught:
        assembled(
            tmp_path, overrides={"companies.webhelp.offer": {"floor": True}, "companies.webhelp.offer.floor": True}
        )
    assert [f.code for f in caught.value.faults] == ["overrides_overlap"]
    assert (
        programme(catalogue, "rennes-2009", ["companies.webhelp.absence=0.2"]).companies["webhelp"].absence is not None
    )


def test_every_change_is_recorded_in_order(catalogue: Catalogue) -> None:
    """Old value, new value, whose."""
    changes = programme(catalogue, "rennes-2009@reading-a", ["companies.webhelp.absence=0.2"]).changes
    by = [c.by for c in changes]
    assert by == sorted(by, key=["overrides", "variants.reading-a", "--set"].index)
    last = changes[-1]
    assert (last.path, last.old, last.new, last.by) == ("companies.webhelp.absence", "0", "0.2", "--set")


def test_positions_of_a_plan_count_from_one(tmp_path: Path) -> None:
    """plan[2] is the second row."""
    plan = [opening(), opening(prison="muret", company="archetype-inbound-outsourcer")]
    seats = [o.seats for o in assembled(tmp_path, plan, ["plan[2].seats=14"]).scenario.plan]
    assert seats == [12, 14]


def test_a_profile_out_of_play_is_still_checked(catalogue: Catalogue) -> None:
    """A wrong value is refused even where it changes nothing."""
    assert [f.code for f in faults(catalogue, "prisons.muret.population.capacity=-1")] == ["too_low"]


def test_a_law_set_as_a_number_holds_from_the_first_month_on(catalogue: Catalogue) -> None:
    """Before it the law as known, from it the number, also past the last known value: no growth is added at once."""
    built = programme(catalogue, "france-2030", ["law.smic_hourly_gross=20", "law.floor_production=0.6"])
    law = Law(built.law, built.outlook)
    assert law.rules("2026-12").smic == 12.31
    assert law.rules("2026-12").floor("production") == pytest.approx(0.45 * 12.31)
    assert law.rules("2027-01").smic == 20
    assert law.rules("2027-01").floor("production") == pytest.approx(12)
    growth = built.outlook.smic_growth.value
    assert growth is not None
    assert law.rules("2029-01").smic == pytest.approx(20 * (1 + growth) ** 2, abs=0.005)


def test_the_fingerprint_follows_the_inputs(catalogue: Catalogue) -> None:
    """The same inputs, the same print; any change, another one."""
    asked = ("rennes-2009", "rennes-2009@reading-a", "rennes-2009@reading-b", "expansion-2009")
    prints = [programme(catalogue, name).fingerprint for name in asked]
    prints.append(programme(catalogue, "rennes-2009", ["policy.floor=0.7"]).fingerprint)
    assert len(set(prints)) == len(prints)
    assert programme(catalogue, "rennes-2009").fingerprint == prints[0]


@pytest.mark.parametrize(
    ("setting", "near"),
    [
        ("evidence.prison_work.women.relative_risk_12m={value: 0.09, mark: found, source: televerde2019}",
         "televerde-2019"),
        ("companies.webhelp.client_price={value: 30, mark: found, source: no-such-source}", ""),
    ],
)  # fmt: skip
def test_a_source_that_nobody_describes_is_refused(catalogue: Catalogue, setting: str, near: str) -> None:
    """Nothing is shown as found in a source that does not exist."""
    (fault,) = faults(catalogue, setting)
    assert (fault.code, fault.file, fault.fields["suggestion"]) == ("unknown_source", "--set", near)
