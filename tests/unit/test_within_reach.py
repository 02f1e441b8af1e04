"""A target that is missed: the plan written has as many people at work as any plan that its answer speaks of, and opens
by the aims what may open later. The toys are taken for large ones too."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from model.rollout import look as looking
from model.rollout import solve as solving
from model.rollout.aims_in_order import Asked
from model.rollout.assemble import Assembly, assemble
from model.rollout.clock import clock
from model.rollout.lacking import verdict
from model.rollout.look import many, most_at_a_look
from model.rollout.problem import Plan
from model.rollout.reach import Effort, counted, reach, up_to
from model.rollout.sought_further import later_on, meeting, within_reach
from model.rollout.stages import best_plan
from model.rollout.true_figures import as_planned
from model.schema.programme import Programme
from tests.problems import broken
from tests.toys import HALLS, optimised

QUICK = Effort(gap=1e-6, time_limit=4)
FEW = ("prisons.muret.population.detained=250", "prisons.val-de-reuil.population.detained=250")
"""Two companies in a prison share few people: the bound of whole pools is above what any plan has."""
YEAR = 1
"""Of the target: the second of three."""


def short(folder: Path, people: float) -> Programme:
    """Two companies, three prisons, an opening a quarter, people asked for by the end of the second year."""
    return optimised(
        folder, [*HALLS, *FEW], targets={"seats": {"at_least": people, "by": 2025}},
        companies=["archetype-surveys", "archetype-assembly"], limits={"openings_per_quarter": 1},
        objective={"order": ["seat_months", "public_cost"]},
    )  # fmt: skip


@pytest.fixture(params=[True, False], ids=["large", "small"])
def missed(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Assembly:
    """A target between the most people found and what is ruled out."""
    if request.param:
        monkeypatch.setattr(looking, "WHOLE", 0)
        monkeypatch.setattr(solving, "LARGE", 0)
    most = most_at_a_look(assemble(short(tmp_path, 1)), YEAR, QUICK)
    assert most.bound > most.people + 0.5
    return assemble(short(tmp_path, 0.4 * most.people + 0.6 * most.bound))


def test_the_answer_never_names_more_people_than_the_plan(missed: Assembly) -> None:
    found = best_plan(missed, gap=1e-6, time_limit=4)
    assert found.solution.found
    assert not found.met
    assert found.reach is not None
    people = float(found.plan.people(found.assembly.problem, YEAR).sum())
    other = (most_at_a_look if many(missed, YEAR) else reach)(missed, YEAR, QUICK)
    assert people >= other.people - 1e-6
    assert [limit for limit in broken(found.assembly.problem, found.plan) if limit != "target"] == []
    told = verdict(missed.programme, QUICK, known=found.reach)
    assert told.people == pytest.approx(people, abs=1e-9)
    assert not told.reached


def test_what_may_open_later_opens_and_takes_nobody_away(missed: Assembly) -> None:
    """One prison's plan: others open after its year, nothing opens before, the people at its end stay as they are."""
    problem = missed.problem
    pair = int(np.flatnonzero((problem.prison == 0) & problem.allowed[:, 5])[0])
    known = counted(missed, YEAR, Plan(np.array([pair]), np.array([5]), problem.most[[pair], [5]]))
    asked = Asked(1e-6, 1, None, None)
    (*_, last) = meeting(missed, problem, known, asked, clock(4), 1)
    assert len(last.plan.pair) > 1
    assert (problem.year[last.plan.quarter] > YEAR).sum() == len(last.plan.pair) - 1
    assert last.plan.people(last.own.problem, YEAR).sum() == pytest.approx(known.people, abs=1e-9)
    wide = later_on(problem, YEAR, known.plan)
    assert not wide.allowed[problem.side == problem.side[pair], 0].any()
    assert up_to(missed, YEAR, last.plan, last.own.problem, np.inf).people == pytest.approx(known.people, abs=1e-9)


def test_a_target_within_reach_is_met_though_the_aims_would_not(missed: Assembly, tmp_path: Path) -> None:
    level = most_at_a_look(missed, YEAR, QUICK).people - 0.5
    assembly = assemble(short(tmp_path, level))
    assert within_reach(assembly, Asked(1e-6, 1, None, None), clock(30)).meets(assembly.problem.target)
    found = best_plan(assembly, gap=1e-6, time_limit=30)
    assert found.met
    assert found.reach is None
    own = as_planned(assembly, found.plan).problem
    assert found.plan.people(own, YEAR).sum() >= level - 1e-6
