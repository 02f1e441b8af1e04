"""Pins held against every limit before any search: each fault is certain, and names the pins and both numbers."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

import cli
from language import sentence
from model.rollout.assemble import assemble
from model.rollout.impossible import contradicted
from model.rollout.pinned import Told, contradictions
from model.rollout.problem import Problem
from model.rollout.solve import solve
from model.rollout.stages import best_plan
from model.schema.fault import Fault, InputFaults
from tests.examples import scenario, written
from tests.toys import HALLS, optimised
from ui.solving import Solving

LARGE = "companies.archetype-surveys.seats={per_site_min: 6, per_site_max: 16, total_max: 100}"


@pytest.fixture(scope="module")
def free(tmp_path_factory: pytest.TempPathFactory) -> Problem:
    """Three prisons, surveys and e-mails: nothing is pinned, nothing is asked."""
    companies = ["archetype-surveys", "archetype-public-helpline"]
    asked = optimised(tmp_path_factory.mktemp("free"), [*(h.replace("true", "false") for h in HALLS), LARGE],
                      companies=companies, limits={"workshops_per_prison": 2})  # fmt: skip
    return assemble(asked).problem


def told(problem: Problem) -> Told:
    """The one fault; the solver agrees that there is no plan."""
    (found,) = contradictions(problem)
    assert solve(problem, gap=0.01, time_limit=20).status == "infeasible"
    return found


def pin(problem: Problem, prison: str, quarter: str, seats: int = 6, company: str = "archetype-surveys"):  # type: ignore[no-untyped-def]
    """A pin of a pair."""
    at = (problem.prison == problem.prisons.index(prison)) & (problem.company == problem.companies.index(company))
    return int(np.flatnonzero(at)[0]), problem.quarters.index(quarter), seats


def pinned(problem: Problem, *pins: tuple[int, int, int], **limits: Any) -> Problem:
    return replace(problem, pinned=pins, **limits)


def test_pins_that_can_be_are_not_blamed(free: Problem) -> None:
    one, two = pin(free, "muret", "2025-Q1"), pin(free, "argentan", "2025-Q1", 8)
    fine = pinned(free, one, two, openings=np.full(len(free.quarters), 2.0))
    assert list(contradictions(fine)) == []
    assert solve(fine, gap=0.01, time_limit=20).found


def test_one_workshop_twice(free: Problem) -> None:
    place, code, fields = told(pinned(free, pin(free, "muret", "2025-Q1"), pin(free, "muret", "2025-Q3")))
    assert (place, code) == (("pin", 0), "pinned_twice")
    assert fields["pins"] == "muret:archetype-surveys:2025-Q1, muret:archetype-surveys:2025-Q3"
    assert (fields["found"], fields["bound"], fields["prison"]) == (2, 1, "muret")


def test_openings_of_a_quarter(free: Problem) -> None:
    three = [pin(free, prison, "2025-Q1") for prison in free.prisons]
    asked = pinned(free, pin(free, "muret", "2025-Q2", 6, "archetype-public-helpline"), *three,
                   openings=np.full(len(free.quarters), 2.0))  # fmt: skip
    place, code, fields = told(asked)
    assert (place, code) == (("pin", 1), "pins_above_openings")
    assert (fields["found"], fields["bound"], fields["quarter"]) == (3, 2, "2025-Q1")
    assert str(fields["pins"]).count("2025-Q1") == 3


def test_openings_of_a_company(free: Problem) -> None:
    asked = pinned(free, pin(free, "muret", "2025-Q1"), pin(free, "argentan", "2025-Q3"),
                   company_openings=np.ones(free.company_openings.shape))  # fmt: skip
    _, code, fields = told(asked)
    assert (code, fields["found"], fields["bound"], fields["year"]) == ("pins_above_company_openings", 2, 1, 2025)


def test_seats_of_a_company(free: Problem) -> None:
    demand = np.full(free.demand.shape, np.inf)
    demand[free.companies.index("archetype-surveys")] = [6.0, 12.0, 18.0]
    asked = pinned(free, pin(free, "muret", "2025-Q1", 7), pin(free, "argentan", "2025-Q3", 7), demand=demand)
    _, code, fields = told(asked)
    assert (code, fields["found"], fields["bound"], fields["year"]) == ("pins_above_demand", 14, 12, 2025)


@pytest.mark.parametrize("carry_over", [False, True])
def test_euros(free: Problem, carry_over: bool) -> None:
    """Two openings of a year, each within its budget alone; carried over, the year before has paid for one."""
    one, two = pin(free, "muret", "2025-Q1"), pin(free, "argentan", "2025-Q3")
    cost = float(free.budget_seat[one[0], one[1]] * 6)
    budget = np.array([0.6 * cost, 1.2 * cost, 1e9])
    _, code, fields = told(pinned(free, one, two, budget=budget, carry_over=carry_over))
    assert code == ("pins_above_budget_so_far" if carry_over else "pins_above_budget")
    assert fields["found"] == pytest.approx(2 * cost, abs=2)
    assert fields["bound"] == pytest.approx((1.8 if carry_over else 1.2) * cost, abs=1)
    paid = replace(free, budget=np.array([0.9, 1.2, 1.0]) * cost, carry_over=True)
    assert list(contradictions(pinned(paid, one, two))) == []


def test_floor_rooms_and_people(free: Problem) -> None:
    both = pin(free, "muret", "2025-Q1"), pin(free, "muret", "2025-Q2", 6, "archetype-public-helpline")
    used = 6 * sum(float(free.area_per_seat[row]) for row, _, _ in both)
    _, code, fields = told(pinned(free, *both, area=np.full(3, used - 1)))
    assert (code, fields["prison"]) == ("pins_above_area", "muret")
    assert fields["found"] == pytest.approx(used, abs=0.1)
    _, code, fields = told(pinned(free, *both, rooms=np.ones(3, dtype=np.int64)))
    assert (code, fields["found"], fields["bound"]) == ("pins_above_rooms", 2, 1)
    _, code, fields = told(pinned(free, *both, pool=np.full(free.pool.shape, 11.0)))
    assert (code, fields["found"], fields["bound"]) == ("pins_above_pool", 12, 11)


def test_least_shares(free: Problem) -> None:
    """Two prisons of other regions are pinned, at 16 seats: a region of 32 seats at most cannot have 0.7 of all."""
    shares = np.zeros(len(free.region_share))
    shares[free.region[free.prisons.index("muret")]] = 0.7
    others = pin(free, "argentan", "2025-Q1", 16), pin(free, "val-de-reuil", "2025-Q1", 16)
    one_each = replace(free, rooms=np.ones(3, dtype=np.int64), region_share=shares)
    _, code, fields = told(pinned(one_each, *others))
    assert (code, fields["prison"], fields["found"], fields["most"]) == ("pins_against_region", "muret", 32, 16)
    assert fields["held"] == 0.333
    women = np.zeros(len(free.women), dtype=np.bool_)
    women[free.prison == free.prisons.index("muret")] = True
    mixed = replace(one_each, region_share=np.zeros_like(shares), women=women, women_share=0.5)
    _, code, fields = told(pinned(mixed, *others))
    assert (code, fields["found"], fields["bound"], fields["held"]) == ("pins_against_women", 32, 16, 0.333)
    assert list(contradictions(pinned(replace(mixed, women_share=0.333), *others))) == []


def test_more_seats_than_a_company_takes_in_a_prison(free: Problem) -> None:
    place, code, fields = told(pinned(free, pin(free, "muret", "2025-Q1", 17)))
    assert (place, code) == (("pin", 0, "seats"), "pin_above_most")
    assert (fields["found"], fields["bound"]) == (17, 16)


def test_people_at_work_above_the_most_asked_for(free: Problem) -> None:
    """The pins alone have more people at work than the target's most, told where that is written; a later pin counts
    for nothing; what stands is named without a quarter."""
    one, late = pin(free, "muret", "2025-Q1", 8), pin(free, "argentan", "2026-Q1", 8)
    there = float(free.filled[one[0], 8] * free.counted(1)[one[0], one[1]])
    place, code, fields = told(pinned(free, one, late, ceiling=((1, there - 0.1),)))
    assert (place, code, fields["year"]) == (("targets", "seats", "at_most"), "pins_above_people", free.years[1])
    assert fields["found"] >= there > fields["bound"]
    assert list(contradictions(pinned(free, one, ceiling=((0, there), (1, there))))) == []
    stands = np.arange(len(free.prison)) == one[0]
    _, _, fields = told(pinned(free, one, ceiling=((1, there - 0.1),), stands=stands))
    assert fields["pins"] == "muret:archetype-surveys"


@settings(max_examples=40, deadline=None)
@given(data=some.data())
def test_nothing_is_told_exactly_where_pins_can_be(free: Problem, data: some.DataObject) -> None:
    """Any pins under any limits, shares apart: contradictions are told where, and only where, the solver finds none."""
    pairs = some.integers(0, len(free.prison) - 1)
    quarters = some.integers(4, 9)
    pins = data.draw(some.lists(some.tuples(pairs, quarters, some.integers(6, 16)), min_size=1, max_size=4,
                               unique_by=lambda one: one[:2]))  # fmt: skip
    cost = float(free.budget_seat.max())
    asked = pinned(
        free, *pins,
        openings=np.full(len(free.quarters), float(data.draw(some.integers(1, 3)))),
        company_openings=np.full(free.company_openings.shape, float(data.draw(some.integers(1, 3)))),
        rooms=np.full(3, data.draw(some.integers(1, 2))),
        budget=np.full(3, cost * data.draw(some.integers(10, 60))),
        demand=np.full(free.demand.shape, float(data.draw(some.integers(10, 50)))),
        ceiling=((data.draw(some.integers(1, 2)), float(data.draw(some.integers(3, 40)))),),
    )  # fmt: skip
    told_ = list(contradictions(asked))
    assert bool(told_) != solve(asked, gap=1.0, time_limit=20).found


def test_said_in_both_languages(free: Problem) -> None:
    asked = pinned(free, pin(free, "muret", "2025-Q1"), pin(free, "muret", "2025-Q3"))
    _, code, fields = told(asked)
    fault = Fault(code, fields=fields)
    assert "muret:archetype-surveys:2025-Q1" in sentence(fault, "fr")
    assert "n'ouvre qu'un atelier par prison" in sentence(fault, "fr").replace("’", "'")
    assert "Keep one of these dates alone" in sentence(fault, "en")


def test_figures_are_written_as_each_language_writes_them() -> None:
    fault = Fault("pins_above_area", fields={"prison": "muret", "pins": "-", "found": 3300, "bound": 196.1})
    assert "3\u202f300\u00a0m²" in sentence(fault, "fr").replace("300 m", "300\u00a0m")
    assert "196,1" in sentence(fault, "fr")
    assert "take 3,300 m²" in sentence(fault, "en")
    assert "196.1" in sentence(fault, "en")


def test_a_typed_pin_is_refused_once_and_at_its_option(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = scenario([], prisons=["muret", "argentan"], companies=["archetype-surveys"], months=36)
    file = written(tmp_path, data | {"plan": "optimise"})
    typed = [part for q in (1, 3) for part in ("--pin", f"muret:archetype-surveys:2025-Q{q}")]
    assert cli.main(["plan", file, "--out", str(tmp_path / "out"), "--lang", "en", *typed]) == 1
    said = capsys.readouterr().err
    assert said.count("is pinned 2 times") == 1
    assert "--pin: The opening of" in said


def test_what_stands_is_neither_pinned_nor_forbidden(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Told at the line that asks for it, or at the option, before any limit; and a pair pinned is not forbidden too."""
    data = scenario([], prisons=["muret", "argentan"], companies=["archetype-surveys"], months=36)
    stands = {"prison": "muret", "company": "archetype-surveys", "existing": True, "seats": 8}
    again = {"prison": "muret", "company": "archetype-surveys", "quarter": "2025-Q3"}
    command = ["plan", "--out", str(tmp_path / "out"), "--lang", "en"]
    file = written(tmp_path, data | {"plan": "optimise", "pin": [stands, again]})
    assert cli.main([*command, file]) == 1
    said = capsys.readouterr().err
    assert "pin[2]: The workshop of “archetype-surveys” at “muret” stands already" in said
    assert said.count("\n") == 1
    file = written(tmp_path, data | {"plan": "optimise", "pin": [stands]}, "standing")
    typed = ["--pin", "muret:archetype-surveys:2025-Q1", "--forbid", "muret:archetype-surveys"]
    assert cli.main([*command, file, *typed]) == 1
    said = capsys.readouterr().err
    assert "--pin: The workshop of “archetype-surveys” at “muret” stands already" in said
    assert "--forbid: The workshop of “archetype-surveys” at “muret” stands already" in said
    both = ["--pin", "argentan:archetype-surveys:2025-Q1", "--forbid", "argentan:archetype-surveys"]
    assert cli.main([*command, file, *both]) == 1
    assert "--forbid: The opening of “archetype-surveys” at “argentan” is both pinned" in capsys.readouterr().err


def test_a_standing_workshop_above_the_most_asked_for(tmp_path: Path) -> None:
    """It alone breaks the target: the page says so as soon as it is asked, the search before the solver, with both
    numbers."""
    stands = {"prison": "muret", "company": "archetype-surveys", "existing": True, "seats": 12}
    asked = optimised(tmp_path, [*HALLS, LARGE], pin=[stands], targets={"seats": {"at_most": 2, "by": 2025}})
    (fault,) = contradicted(asked)
    assert fault.code == "pins_above_people"
    assert "(muret:archetype-surveys)" in sentence(fault, "en")
    assert "2 au plus" in sentence(fault, "fr").replace("\u00a0", " ")
    with pytest.raises(InputFaults):
        best_plan(assemble(asked), time_limit=5)
    wider = optimised(tmp_path, [*HALLS, LARGE], pin=[stands], targets={"seats": {"at_most": 20, "by": 2025}})
    assert contradicted(wider) == ()


def test_the_page_refuses_the_same(tmp_path: Path) -> None:
    """The page's search ends before the solver, with the fault that the terminal tells."""
    twice = [{"prison": "muret", "company": "archetype-surveys", "quarter": f"2025-Q{q}"} for q in (1, 3)]
    solving = Solving(optimised(tmp_path, [*HALLS, LARGE], pin=twice))
    solving.start()
    solving.wait(60)
    assert [fault.code for fault in solving.faults] == ["pinned_twice"]
    assert solving.found.best is None


def test_a_pin_of_a_variant_is_told_at_its_own_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Pins written one a line under a variant: the first of the two that contradict is the one that is named."""
    data = scenario([], prisons=["muret", "argentan"], companies=["archetype-surveys"], months=36)
    names = {"fr": "Essai", "en": "Trial"}
    pins = [
        {"prison": p, "company": "archetype-surveys", "quarter": q}
        for p, q in (("argentan", "2025-Q1"), ("muret", "2025-Q1"), ("muret", "2025-Q3"))
    ]
    variant = {"twice": {"title": names, "note": dict(names), "overrides": {"pin": pins}}}
    file = written(tmp_path, data | {"plan": "optimise", "variants": variant})
    lines = Path(file).read_text().splitlines()
    first = next(k for k, line in enumerate(lines, start=1) if "prison: muret" in line)
    assert cli.main(["plan", f"{file}@twice", "--out", str(tmp_path / "out"), "--lang", "en"]) == 1
    said = capsys.readouterr().err
    assert "is pinned 2 times" in said
    assert f":{first}" in said
