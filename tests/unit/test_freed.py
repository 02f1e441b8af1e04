"""What the pins cost, where they cannot all be had, or take the place of openings that would employ more."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import cli
import language
from model.rollout.assemble import assemble
from model.rollout.impossible import impossible
from model.rollout.lacking import Verdict, verdict
from model.rollout.limits import unlimited
from model.rollout.reach import Effort, possible, reach
from model.rollout.stages import best_plan
from model.rollout.ways import by_limits
from model.schema.programme import Programme
from reports import lacking
from tests.examples import scenario, written
from tests.toys import HALLS, SEATS, optimised

QUICK = Effort(time_limit=10.0)
LARGE = "companies.archetype-surveys.seats={per_site_min: 6, per_site_max: 16, total_max: 100}"


def pin(prison: str, quarter: str, **more: Any) -> dict[str, Any]:
    return {"prison": prison, "company": "archetype-surveys", "quarter": quarter, **more}


def poor(folder: Path) -> Programme:
    """The euros of one year pay for the pinned workshop, and for no other that its region's share would ask for."""
    settings = [*(hall.replace("true", "false") for hall in HALLS), LARGE]
    free = assemble(optimised(folder, settings)).problem
    euros = 16.5 * float(free.budget_seat.max())
    return optimised(folder, settings, pin=[pin("argentan", "2025-Q1", seats=16)],
                     limits={"state_capex": {2024: 0, 2025: euros, 2026: 0}, "region_balance": 0.5})  # fmt: skip


@pytest.fixture(scope="module")
def torn(tmp_path_factory: pytest.TempPathFactory) -> Verdict:
    return verdict(poor(tmp_path_factory.mktemp("torn")), QUICK)


def test_pins_and_shares_that_cannot_be_had_together(torn: Verdict) -> None:
    """Each limit by itself holds the pin: no fault is told, no plan is found, and the pin is named."""
    assembly = assemble(torn.programme)
    assert list(impossible(assembly.problem)) == []
    assert torn.torn
    assert torn.reached
    assert not torn.met
    assert torn.pins is not None
    assert torn.pins.without.people > 3
    assert torn.pins.costliest is not None
    assert torn.pins.costliest.prison == "argentan"


def test_the_answer_says_so_first(torn: Verdict) -> None:
    english, french = (lacking.answer(torn, lang) for lang in ("en", "fr"))
    assert english.startswith("No plan has all the pinned openings beside the shares and the target asked for")
    assert "The pin that costs most is argentan:archetype-surveys:2025-Q1" in english
    assert "What follows leaves the pinned openings out. No target is set" in english
    assert french.startswith("Aucun plan ne tient toutes les ouvertures imposées")


def test_a_pin_after_the_target(tmp_path: Path) -> None:
    """A company wants ten seats; a pinned workshop of 2026 takes them all, so none is filled in 2025."""
    limits = {"seats": {"at_least": 4, "by": 2025}}
    asked = optimised(tmp_path, [*HALLS, SEATS], pin=[pin("muret", "2026-Q1", seats=8)], targets=limits)
    assert best_plan(assemble(asked), time_limit=10).solution.status == "infeasible"
    found = verdict(asked, QUICK)
    assert found.torn
    assert not found.met
    assert found.claim == "needless"
    assert lacking.answer(found, "en").startswith("No plan has all the pinned openings")


def test_pins_that_take_a_better_place(tmp_path: Path) -> None:
    """Of the ten seats wanted, six are pinned where no more fit; without the pin, all ten open in another prison."""
    limits = {"seats": {"at_least": 8, "by": 2025}}
    halls = ["prisons.muret.workshops=[{area: 70, ready: true}]", *HALLS[1:]]
    asked = optimised(tmp_path, [*halls, SEATS], pin=[pin("muret", "2025-Q1", seats=6)], targets=limits)
    found = verdict(asked, QUICK)
    assert not found.met
    assert not found.torn
    assert found.pins is not None
    assert found.pins.without.people >= 8
    assert "Without the pinned openings" in lacking.answer(found, "en")
    assert "The pin that costs most is muret:archetype-surveys:2025-Q1" in lacking.answer(found, "en")


def test_the_way_out_is_no_wider_than_it_must_be(tmp_path: Path) -> None:
    """Three openings decided for a quarter that allows two: one more in that quarter, and nothing elsewhere."""
    pins = [pin(prison, "2025-Q1") for prison in ("muret", "argentan", "val-de-reuil")]
    asked = optimised(tmp_path, [*HALLS, LARGE], pin=pins, limits={"openings_per_quarter": 2})
    lifted = possible(unlimited(asked, ("staff",)))
    assert lifted is not None
    year = len(lifted.problem.years) - 1
    way = by_limits(asked, assemble(asked), reach(lifted, year, QUICK), ("staff",), (year, 8.0), QUICK)
    assert way is not None
    assert [(one.what, one.where, one.amount) for one in way.more] == [("openings", "2025", 1.0)]
    assert way.least


def test_the_terminal_ends_with_an_answer(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = scenario([], prisons=["muret"], companies=["archetype-surveys"], months=36,
                    targets={"seats": {"at_least": 4, "by": 2025}})  # fmt: skip
    file = written(tmp_path, data | {"plan": "optimise", "pin": [pin("muret", "2026-Q1", seats=8)]})
    command = ["plan", file, "--out", str(tmp_path / "out"), "--lang", "en", "--time-limit", "30", "--set", SEATS]
    assert cli.main(command) == 3
    assert "No plan has all the pinned openings" in capsys.readouterr().out


def test_every_sentence_has_both_languages(torn: Verdict) -> None:
    assert np.isfinite(torn.people)
    assert len({lacking.pins.cost(torn.pins, torn.year, lang) for lang in language.LANGUAGES}) == 2


def test_shares_that_cannot_be_had_anyway_are_not_the_pins_fault(tmp_path: Path) -> None:
    """Regions whose shares no plan reaches, pinned or not: the shares are named, the pins are not."""
    settings = [*(hall.replace("true", "false") for hall in HALLS), LARGE]
    euros = 7 * float(assemble(optimised(tmp_path, settings)).problem.budget_seat.max())
    asked = optimised(tmp_path, settings, pin=[pin("argentan", "2025-Q1", seats=6)],
                      targets={"seats": {"at_least": 4, "by": 2026}},
                      limits={"state_capex": {2024: 0, 2025: euros, 2026: 0}, "region_balance": 0.5})  # fmt: skip
    found = verdict(asked, QUICK)
    assert not found.met
    assert not found.torn
    assert "pinned" not in lacking.answer(found, "en")


def test_a_search_without_any_bound_is_told(torn: Verdict) -> None:
    """Stopped before its first bound: the answer says that nothing is ruled out, and names no figure."""
    assert torn.here is not None
    unbounded = replace(torn, level=500.0, pins=None, lifted={"partners": replace(torn.here, bound=np.inf)})
    assert unbounded.claim == "unproven"
    assert "nothing was ruled out yet" in lacking.answer(unbounded, "en")
    assert "rien n'est encore exclu" in lacking.answer(unbounded, "fr").replace("’", "'")
