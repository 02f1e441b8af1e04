"""Other plans, the largest partner's leaving, openings in drawn programmes: on three prisons and two companies."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.robustness import KEPT, openings_kept
from model.rollout.alternatives import Alternative, alternatives, compared, partner_exit
from model.rollout.assemble import Assembly, assemble
from model.rollout.limits import FAMILIES
from model.rollout.overshoot import overshoot
from model.rollout.preferred import preferred
from model.rollout.problem import Plan
from model.rollout.quick import quick
from model.rollout.reach import Effort
from model.rollout.sharing import shared
from model.rollout.solve import solve
from model.rollout.stages import best_plan
from model.rollout.true_figures import as_planned
from model.uncertainty.inputs import INPUTS, points
from model.uncertainty.programmes import drawn
from reports import other_plans
from tests.toys import HALLS, optimised

QUICK = Effort(gap=1e-6, time_limit=20)
TWO = {"companies": ["archetype-surveys", "archetype-public-helpline"], "limits": {"workshops_per_prison": 1}}


@pytest.fixture(scope="module")
def assembly(tmp_path_factory: pytest.TempPathFactory) -> Assembly:
    """Three prisons that hold one workshop each."""
    return assemble(optimised(tmp_path_factory.mktemp("two"), HALLS, **TWO))


@pytest.fixture(scope="module")
def best(assembly: Assembly) -> Plan:
    return solve(assembly.problem, gap=1e-6, time_limit=20).plan


def test_another_plan_differs_and_loses_little(assembly: Assembly) -> None:
    """Two openings are allowed: at least so many other prisons, at most so much less, within every limit."""
    openings = np.where(np.arange(len(assembly.problem.openings)) == 3, 2.0, 0.0)
    assembly = replace(assembly, problem=replace(assembly.problem, openings=openings))
    problem = assembly.problem
    best = solve(problem, gap=1e-6, time_limit=20).plan
    value = best.value(problem)
    found = alternatives(assembly, best, QUICK, 1, 0.3)
    assert found
    for one in found:
        own = {assembly.pairs[a].id for a in best.pair}
        mine = {assembly.pairs[a].id for a in one.plan.pair}
        assert set(one.others) == mine - own
        assert set(one.prisons) == {w.partition(":")[0] for w in mine} - {w.partition(":")[0] for w in own}
        assert len(one.prisons) >= 1
        assert one.plan.value(problem) >= 0.7 * value - 1e-6 * value
        own_value = one.plan.value(shared(problem, assembly.sites, one.plan))
        there = best.value(shared(problem, assembly.sites, best))
        assert one.lost == pytest.approx(1 - own_value / there, abs=1e-9)
        assert one.differences["seat_months"] == pytest.approx(own_value - there, abs=1e-6)
        assert overshoot(assembly, problem, one.plan, FAMILIES) == []


def test_another_company_in_the_same_prison_is_no_other_plan(assembly: Assembly, best: Plan) -> None:
    """All three prisons are open already: nothing differs in a prison, and that is said."""
    assert alternatives(assembly, best, QUICK, 1, 1.0) == []
    assert other_plans.none_found(1, 0.3, "en").startswith("No other plan was found that opens in at least 1 other pri")
    assert "3 autres prisons" in other_plans.none_found(3, 0.05, "fr")


def test_another_plan_that_brings_more_is_told_so(assembly: Assembly, best: Plan) -> None:
    """From a plan that is not the best, with its signs in both languages."""
    worse = Plan(best.pair[:-1], best.quarter[:-1], best.seats[:-1])
    found = alternatives(assembly, worse, QUICK, 1, 0.0)
    better = next(one for one in found if one.lost < 0)
    assert better.differences["seat_months"] > 0
    for lang, objective in (("fr", "objectif +"), ("en", "objective +")):
        told = other_plans.sentence(better, assembly.programme, lang)
        assert objective in told
        assert "archetype-" not in told


def test_other_plans_end_with_a_stop(assembly: Assembly, best: Plan) -> None:
    assert alternatives(assembly, best, replace(QUICK, stop=lambda: True), 1, 0.3) == []


def test_no_other_plan_where_none_is_as_good(assembly: Assembly, best: Plan) -> None:
    """Nothing may be lost, and four workshops must differ where three rooms are."""
    assert alternatives(assembly, best, QUICK, 4, 0.0) == []


def test_the_largest_partner_leaves(assembly: Assembly, best: Plan) -> None:
    """Without it the others take its rooms, with the people that they can have."""
    problem = assembly.problem
    found = partner_exit(assembly, best, QUICK)
    assert found is not None
    people = problem.filled[best.pair, best.seats]
    of = {c: people[problem.company[best.pair] == i].sum() for i, c in enumerate(problem.companies)}
    assert found.company == max(of, key=lambda c: of[c])
    assert found.before == pytest.approx(people.sum())
    assert found.left == pytest.approx(people.sum() - of[found.company])
    assert found.left <= found.again <= found.before + 1e-6
    nothing = Plan(*(np.zeros(0, dtype=np.int64) for _ in range(3)))
    assert partner_exit(assembly, nothing, QUICK) is None


def test_openings_in_perturbed_programmes(assembly: Assembly, best: Plan) -> None:
    """Shares of the programmes that had a plan; the same seed gives the same shares; told to stop, none."""
    told: list[int] = []
    table = openings_kept(assembly, best, 1, 4, turns=50, tell=told.append)
    assert list(table.columns) == list(KEPT)
    assert told == [1, 2, 3, 4]
    assert (table["programmes"] == 4).all()
    assert ((table["kept"] * 4) % 1 == 0).all()
    assert (table["prison_kept"] >= table["kept"]).all()
    assert table.equals(openings_kept(assembly, best, 1, 4, turns=50))
    stopped = openings_kept(assembly, best, 1, 4, stop=lambda: True)
    assert stopped["kept"].isna().all()
    assert (stopped["programmes"] == 0).all()


def test_a_quick_search_never_loses_what_it_begins_with(assembly: Assembly, best: Plan) -> None:
    """Begun with the best plan of the same problem, it keeps its value; begun with nothing, it finds no better one."""
    problem = replace(assembly.problem, target=())
    warm, cold = quick(problem, 1, best, turns=20), quick(problem, 1, turns=200)
    assert warm is not None
    assert cold is not None
    own = best.value(problem)
    assert warm.value(problem) >= own - 1e-6 * abs(own)
    assert 0 < cold.value(problem) <= warm.value(problem) * 1.01 + 1e-6


def test_a_drawn_programme_moves_what_is_uncertain_and_nothing_else(tmp_path: Path) -> None:
    """At the middle of every input figures stay near their value; law, choices and certain figures stay as they are."""
    programme = optimised(tmp_path)
    one, other = (drawn(programme, point) for point in points(1, 0, 2))
    assert one.law is programme.law
    assert one.scenario is programme.scenario
    flows = [p.prisons["muret"].flows.quit for p in (programme, one, other)]
    values = [f.latest.value for f in flows if f is not None]
    assert len(set(values)) == 3
    low = drawn(programme, np.full(len(INPUTS), 0.05)).prisons["muret"].population.staying_12_months
    high = drawn(programme, np.full(len(INPUTS), 0.95)).prisons["muret"].population.staying_12_months
    assert low is not None
    assert high is not None
    assert low.latest.value < 0.68 < high.latest.value
    room = programme.prisons["muret"].workshops[0].area
    assert one.prisons["muret"].workshops[0].area == room, "the floor of a room is no uncertain seat"


@given(seats=st.lists(st.integers(0, 16), min_size=3, max_size=3), quarter=st.integers(3, 11))
@settings(max_examples=60, deadline=None)
def test_what_a_plan_takes_beyond_the_limits(assembly: Assembly, seats: list[int], quarter: int) -> None:
    """Against the sums done here: floor, rooms and openings beyond their limits, and nothing that is within."""
    whole = assembly.problem
    problem = replace(whole, area=np.full(len(whole.prisons), 100.0), openings=np.ones(len(whole.quarters)))
    pairs = [int(np.flatnonzero(problem.prison == p)[0]) for p in range(3) if seats[p]]
    chosen = [s for s in seats if s]
    plan = Plan(np.array(pairs, dtype=np.int64), np.full(len(pairs), quarter), np.array(chosen, dtype=np.int64))
    found = {(m.what, m.where): m.amount for m in overshoot(assembly, problem, plan, ["space", "staff"])}
    wanted = {}
    for pair, size in zip(pairs, chosen, strict=True):
        more = problem.area_per_seat[pair] * size - 100
        if more > 1e-6:
            wanted["area", problem.prisons[problem.prison[pair]]] = more
    if len(pairs) > 1:
        wanted["openings", str(problem.years[problem.year[quarter]])] = len(pairs) - 1.0
    assert found == pytest.approx(wanted)


def test_a_better_plan_takes_the_place_of_the_one_found(assembly: Assembly) -> None:
    """From a plan with an opening less: by its own aim another is better, so it is the plan, and no other beats it."""
    found = best_plan(assembly, gap=1e-6, time_limit=20)
    whole = found.whole
    assert whole is not None
    less = Plan(found.plan.pair[:-1], found.plan.quarter[:-1], found.plan.seats[:-1])
    own = as_planned(whole, less)
    worse = replace(found, assembly=own, solution=replace(found.solution, plan=less, objective=less.value(own.problem)))
    plan, others = preferred(worse, QUICK, 1, 0.0)
    aim = whole.objective.order[0]
    assert plan.figures[aim] > worse.figures[aim]
    assert plan.solution.objective == pytest.approx(plan.plan.value(as_planned(whole, plan.plan).problem))
    assert plan.solution.gap < (found.solution.bound - worse.figures[aim]) / abs(worse.figures[aim])
    assert all(one.differences[aim] <= whole.tolerance * abs(plan.figures[aim]) for one in others)
    assert preferred(found, QUICK, 1, 0.3)[0] is found


def test_an_alternative_that_misses_the_target_is_none(assembly: Assembly, best: Plan) -> None:
    least = float(best.people(as_planned(assembly, best).problem, 2).sum())
    asked = replace(assembly, problem=replace(assembly.problem, target=((2, least),)))
    less = Plan(best.pair[:-1], best.quarter[:-1], best.seats[:-1])
    assert list(compared(assembly, less, [best], 1, 1.0))
    assert list(compared(asked, best, [less], 0, 1.0)) == []


def test_the_trade_is_told_where_an_alternative_brings_more_of_the_first_aim(assembly: Assembly, best: Plan) -> None:
    """Within what an aim gives up for the next: the sentence says what it has more of, what less, and why it is not
    the plan."""
    other = Alternative(best, ("muret",), (), -0.004, {"seat_months": 12.0, "public_cost": -9000.0})
    told = other_plans.sentence(other, assembly.programme, "en")
    assert "More: months of work; less: public balance" in told
    assert "1% of an aim may be given up" in told
    assert "un objectif peut être cédé" in other_plans.sentence(other, assembly.programme, "fr").replace("d'", "")
    assert other_plans.trade(replace(other, lost=0.01), assembly.programme, "en") == ""
