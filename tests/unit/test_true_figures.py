"""A plan's own figures: a company leaves from its first opening, all workshops at once, as the projection has it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from model.projection import project
from model.rollout.assemble import Assembly, assemble
from model.rollout.first_openings import first_openings
from model.rollout.planned import planned
from model.rollout.problem import Plan
from model.rollout.stages import best_plan
from model.rollout.true_figures import as_begun, as_planned, exposed
from model.workshops import of
from tests.unit.test_assemble import HALLS, asked

MANY = tuple(f"prisons.{prison}.population.detained=3000" for prison in ("muret", "val-de-reuil"))


def made(folder: Path, leaving: float = 0.3) -> tuple[Assembly, Plan]:
    """Two workshops of one company that is likely to leave, the second two years after the first."""
    risk = f"companies.archetype-assembly.leaving={leaving}"
    assembly = assemble(asked(folder, *HALLS, *MANY, risk, objective={"order": ["seat_months"]}))
    place = {pair.id: row for row, pair in enumerate(assembly.pairs)}
    pairs = [place[f"{prison}:archetype-assembly"] for prison in ("muret", "val-de-reuil")]
    return assembly, Plan(np.array(pairs), np.array([3, 11]), np.array([20, 20]))


def test_the_chance_to_stay_is_that_of_the_projection(tmp_path: Path) -> None:
    """Month by month with the projection's own chances: filled x how far it has filled x still there, to 1e-6."""
    assembly, plan = made(tmp_path)
    own = as_planned(assembly, plan)
    workshops = of(planned(assembly.programme, assembly, plan))
    by_id = {w.id: row for row, w in enumerate(workshops.list)}
    first, months = assembly.calendar.first, len(assembly.calendar.months)
    expected, in_december = 0.0, 0.0
    year = len(own.problem.years) - 1
    for pair, quarter, seats in zip(plan.pair, plan.quarter, plan.seats, strict=True):
        stays = workshops.stays[by_id[assembly.pairs[pair].id]]
        for month in range(int(first[quarter]), months):
            there = stays[month] * assembly.brought.filling[pair, month - first[quarter]]
            expected += there * own.problem.filled[pair, seats]
        in_december += there * own.problem.filled[pair, seats]
    assert plan.value(own.problem) == pytest.approx(expected, abs=1e-6)
    assert plan.people(own.problem, year).sum() == pytest.approx(in_december, abs=1e-6)


def test_the_first_search_never_counts_less(tmp_path: Path) -> None:
    """Each workshop on its own chance brings more, counts more and costs less than any plan truly does."""
    assembly, plan = made(tmp_path)
    own = as_planned(assembly, plan)
    assert plan.value(own.problem) < 0.95 * plan.value(assembly.problem)
    for aim, worth in assembly.aims.items():
        assert plan.value(own.problem, own.aims[aim]) <= plan.value(assembly.problem, worth) + 1e-6
    for year in range(len(own.problem.years)):
        assert (plan.people(own.problem, year) <= plan.people(assembly.problem, year) + 1e-9).all()
    assert not own.problem.allowed[plan.pair, :3].any(), "nothing of the company opens before its first opening"


def test_the_search_of_a_large_programme_knows_when_companies_leave(tmp_path: Path) -> None:
    """A plan brings and counts there what it truly does, but for a notice to each workshop: never less, and far less
    than if each left on its own."""
    assembly, plan = made(tmp_path)
    own, searched = as_begun(assembly, first_openings(assembly.calendar, assembly.pairs, plan)), exposed(assembly)
    notice = assembly.programme.defaults.programme.notice_months.latest.value
    true, known = plan.value(own.problem), plan.value(searched)
    assert true <= known <= true / 0.7 ** (notice / 12) + 1e-6
    assert known < 0.97 * plan.value(assembly.problem)
    for year in range(len(own.problem.years)):
        assert (plan.people(own.problem, year) <= plan.people(searched, year) + 1e-9).all()
        assert (plan.people(searched, year) <= plan.people(assembly.problem, year) + 1e-9).all()


def test_a_target_counts_who_is_expected(tmp_path: Path) -> None:
    """With people enough, those whom the target counts in the last month of each year are the projection's."""
    assembly, plan = made(tmp_path)
    own = as_planned(assembly, plan)
    projected = project(planned(assembly.programme, assembly, plan)).outcomes["at_work"].sum(axis=0)
    for year, end in enumerate(assembly.calendar.ends):
        counted = plan.people(own.problem, year).sum()
        assert counted == pytest.approx(projected[end], rel=0.05, abs=1e-9)
        assert counted <= plan.seats.sum()


def test_a_plan_that_meets_its_target_is_expected_to(tmp_path: Path) -> None:
    """Partners who leave make a target dearer: the plan opens more, until those expected are enough."""
    assembly, _ = made(tmp_path, leaving=0.1)
    last = len(assembly.problem.years) - 1
    free = best_plan(replace(assembly, problem=replace(assembly.problem, target=())))
    level = 0.8 * float(free.plan.people(free.assembly.problem, last).sum())
    found = best_plan(replace(assembly, problem=replace(assembly.problem, target=((last, level),))))
    assert found.met
    expected = project(planned(assembly.programme, assembly, found.plan)).outcomes["at_work"][:, -1].sum()
    assert expected >= 0.97 * level
    beyond = replace(found.assembly, problem=replace(found.assembly.problem, target=((last, 1e6),)))
    assert not replace(found, assembly=beyond).met
