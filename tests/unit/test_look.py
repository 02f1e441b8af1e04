"""A far target is answered at a look: a bound that holds, plans that meet it, ways out before proofs, whatever the
clock says. The toys are taken for large ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from model.rollout import look as looking
from model.rollout.lacking import verdict
from model.rollout.limits import unlimited
from model.rollout.look import look, most_at_a_look
from model.rollout.reach import Effort, possible, reach
from model.rollout.seeking import TOLD, by_use, limited, uses
from model.schema.programme import Programme
from tests.problems import broken
from tests.toys import HALLS, SEATS, optimised

QUICK = Effort(gap=1e-6, time_limit=20)
ANY = "companies.archetype-surveys.seats={per_site_min: 6, per_site_max: 16}"


@pytest.fixture(autouse=True)
def _many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(looking, "WHOLE", 0)


def small_rooms(folder: Path, people: float = 25) -> Programme:
    """Rooms of 80 m2, one company of ten seats: neither partners nor room alone are enough for 25."""
    settings = [*(hall.replace("400", "80") for hall in HALLS), SEATS]
    return optimised(folder, settings, targets={"seats": {"at_least": people, "by": 2026}})


def test_the_bound_of_a_look_holds_and_its_plan_keeps_every_limit(tmp_path: Path) -> None:
    assembly = possible(small_rooms(tmp_path))
    assert assembly is not None
    found, exact = most_at_a_look(assembly, 2, QUICK), reach(assembly, 2, QUICK)
    assert found.people <= exact.people + 1e-6 <= found.bound + 2e-6
    limits = [limit for limit in broken(found.own, found.plan) if limit != "target"]
    assert limits == []


def test_a_look_meets_a_level_or_rules_it_out(tmp_path: Path) -> None:
    programme = small_rooms(tmp_path)
    here, lifted = possible(programme), possible(unlimited(programme, ("partners", "space")))
    assert here is not None
    assert lifted is not None
    assert look(here, 2, 25.0, QUICK).bound < 25
    assert look(lifted, 2, 25.0, QUICK).people >= 25


def test_ways_out_come_first_and_are_told_when_time_is_over(tmp_path: Path) -> None:
    """No time at all: ways are still found, solved and sorted; nothing else is begun after them."""
    told: list[str] = []
    found = verdict(small_rooms(tmp_path), QUICK, told.append, over=lambda: True)
    assert 1 <= len(found.ways) <= TOLD
    assert found.ways[0].found.people >= 25
    assert found.ways[0].ways == ("partners", "space")
    assert "named" not in told
    assert "later" not in told
    costs = [way.found.investment for way in found.ways]
    assert costs == sorted(costs)


def test_a_second_way_is_one_limit_beside_another_that_it_uses(tmp_path: Path) -> None:
    """Room alone is enough; every other way told uses both of its limits."""
    settings = [*(hall.replace("400", "70") for hall in HALLS), ANY]
    asked = {"seats": {"at_least": 25, "by": 2026}}
    found = verdict(optimised(tmp_path, settings, targets=asked), QUICK)
    assert ("space",) in {way.ways for way in found.ways}
    assert all(uses(way) >= set(way.ways) for way in found.ways if len(way.ways) == 2)


def test_limits_that_are_not_set_are_not_lifted(tmp_path: Path) -> None:
    programme = small_rooms(tmp_path)
    assert [limited(programme, f) for f in ("budget", "staff", "balance", "space")] == [False, False, False, True]
    assembly = possible(programme)
    assert assembly is not None
    assert by_use(reach(assembly, 2, QUICK))[0] in ("partners", "space")
