"""A prison of men and women is two sides: each has its own people, and an optimised plan may open on either."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml

import language
from model.loading.assembly import programme
from model.projection import project
from model.rates import prepare, rates
from model.reading import Central
from model.reinsertion import effect
from model.requirements import requirements
from model.robustness import openings_kept
from model.rollout.alternatives import alternatives
from model.rollout.assemble import Assembly, assemble
from model.rollout.limits import with_people
from model.rollout.pairs import Pair
from model.rollout.planned import free
from model.rollout.problem import Plan
from model.rollout.quick import quick
from model.rollout.reach import Effort
from model.rollout.stages import Rollout, best_plan
from model.schema.fault import InputFaults
from model.schema.programme import Programme
from model.schema.rollout import Pin
from model.schema.scenario import Opening
from model.uncertainty.inputs import INPUTS
from model.uncertainty.programmes import drawn
from reports import rollout, time_line
from reports.refused import refused
from tests.examples import scenario, shipped, written

SIDES = (
    "prisons.muret.workshops=[{area: 400, ready: true}]",
    "prisons.muret.population.detained=800",
    "prisons.muret.population.women_share=0.25",
    "prisons.muret.population.french_for_calls=0.8",
    "activities.surveys.selection=0.5",
    "companies.archetype-surveys.seats={per_site_min: 6, per_site_max: 10}",
)
"""Muret as if 200 of 800 people were women: what the profile does not say comes from women's defaults for them."""
TWO_ROOMS = ("limits.workshops_per_prison=2",)


def mixed(folder: Path, *settings: str, **changed: Any) -> Programme:
    """A mixed prison, a company of surveys, four years."""
    known = {"prisons": ["muret"], "companies": ["archetype-surveys"], "start": "2027-01", "months": 48} | changed
    asked = {setting.partition("=")[0]: setting for setting in (*SIDES, *settings)}
    return programme(shipped(), written(folder, scenario([], **known) | {"plan": "optimise"}), asked.values())


def of(assembly: Assembly, side: str, company: str = "archetype-surveys") -> Pair:
    (found,) = [p for p in assembly.pairs if (p.side, p.company.id) == (side, company)]
    return found


def solved(whole: Programme) -> Rollout:
    return best_plan(assemble(whole), gap=0.0, time_limit=20)


def with_plan(whole: Programme, openings: tuple[Opening, ...]) -> Programme:
    return whole.model_copy(update={"scenario": whole.scenario.model_copy(update={"plan": openings})})


def test_each_side_has_its_own_people(tmp_path: Path) -> None:
    """Women: 800 x 0.25 x 0.69 convicted x 0.75 who stay a year x 0.8 by the test x 0.5 chosen = 41.4.

    Men, in a detention centre: 800 x 0.75 x 0.99 x 0.68 x 0.8 x 0.5 = 161.568. Women apply by women's share (0.10 a
    month), men by the detention centre's (0.08).
    """
    assembly = assemble(mixed(tmp_path))
    women, men = of(assembly, "women"), of(assembly, "men")
    assert women.pool.suitable == pytest.approx(41.4)
    assert men.pool.suitable == pytest.approx(161.568)
    assert (women.id, men.id) == ("muret:archetype-surveys", "muret:archetype-surveys")
    problem = assembly.problem
    assert dict(zip(problem.sides, problem.pool[:, -1], strict=True)) == {
        "muret": pytest.approx(0.8 * 161.568), "muret/women": pytest.approx(0.8 * 41.4),
    }  # fmt: skip
    apply = dict(zip((p.side for p in assembly.pairs), (s.apply_share for s in assembly.sites), strict=True))
    assert apply == {"men": 0.08, "women": 0.10}


def test_only_one_side_of_a_workshop_opens(tmp_path: Path) -> None:
    """Two rooms, one company: one workshop, PRISON:COMPANY, on one side. Two companies: one on each, if need be."""
    one = solved(mixed(tmp_path, *TWO_ROOMS))
    assert len(one.assembly.pairs) == 2
    assert [o.workshop for o in one.openings] == ["muret:archetype-surveys"]
    both = solved(mixed(tmp_path, *TWO_ROOMS, companies=["archetype-surveys", "archetype-sewing"]))
    assert len({o.workshop for o in both.openings}) == len(both.openings) == 2


def test_womens_quarters_count_for_the_share_of_women(tmp_path: Path) -> None:
    """Half of the seats asked for women, in a prison whose larger side is men's."""
    two = {"companies": ["archetype-surveys", "archetype-sewing"]}
    found = solved(mixed(tmp_path, *TWO_ROOMS, "limits.women_share=0.5", **two))
    women = sum(o.seats for o in found.openings if o.side == "women")
    assert women >= 0.5 * sum(o.seats for o in found.openings) > 0
    alone = solved(mixed(tmp_path, "limits.women_share=1.0"))
    assert {o.side for o in alone.openings} == {"women"}


def test_seats_of_women_leave_the_mens_people_alone(tmp_path: Path) -> None:
    """Women suit no men's workshop: a pool of 5 women holds no second workshop of women, whatever the men."""
    assembly = assemble(mixed(tmp_path, *TWO_ROOMS, companies=["archetype-surveys", "archetype-sewing"]))
    problem = assembly.problem
    rows = {(p.side, p.company.id): k for k, p in enumerate(assembly.pairs)}
    here = [rows["women", "archetype-surveys"], rows["men", "archetype-sewing"]]
    plan = Plan(np.array(here), np.array([5, 5]), problem.least[here])
    used = {s.id: s.used for s in rollout.slacks(problem, plan, ("Occitanie",)) if s.limit == "pool" and s.used}
    assert {name.partition(":")[0] for name in used} == {"muret", "muret/women"}
    assert sum(v for name, v in used.items() if name.startswith("muret/women")) == pytest.approx(
        problem.least[here[0]] * sum(name.startswith("muret/women") for name in used)
    )


def test_the_projection_of_a_plan_is_that_of_its_side(tmp_path: Path) -> None:
    """Solved, written as openings, projected: women's pool, women's evidence, men's people untouched by it."""
    whole = mixed(tmp_path, "limits.women_share=1.0")
    found = solved(whole)
    (opening,) = found.openings
    assert opening.side == "women"
    rows = yaml.safe_load(rollout.rows(found))["plan"]
    again = with_plan(whole, tuple(Opening.model_validate(row) for row in rows))
    workshops = project(again).workshops
    assert workshops.suitable.tolist() == pytest.approx([41.4])
    assert workshops.apply_share.tolist() == [0.10]
    (workshop,) = workshops.list
    prior = whole.evidence[workshop.activity.evidence]
    women = effect(prior, "women", whole.scenario.start, Central())
    men = effect(prior, "men", whole.scenario.start, Central())
    avoided = rates(prepare(again, workshops), Central()).avoided[0][0, 0]
    assert avoided == pytest.approx(women.reconvictions_avoided[0])
    assert avoided != pytest.approx(men.reconvictions_avoided[0])
    table = rollout.openings(found)
    assert list(table.columns)[-1] == "side"
    assert table["side"].tolist() == ["women"]


def test_workshops_of_two_sides_share_no_one(tmp_path: Path) -> None:
    """A women's and a men's workshop in one prison: each finds as many people as if it stood alone."""
    whole = mixed(tmp_path, companies=["archetype-surveys", "archetype-sewing"])
    plan = tuple(
        Opening(prison="muret", company=company, opens="2028-01", seats=30, side=side)
        for company, side in (("archetype-surveys", "women"), ("archetype-sewing", "men"))
    )
    both = project(with_plan(whole, plan))
    assert sorted(both.workshops.side.tolist()) == [0, 1]
    for opening in plan:
        alone = project(with_plan(whole, (opening,)))
        row = [w.id for w in both.workshops.list].index(opening.workshop)
        assert both.outcomes["at_work"][row] == pytest.approx(alone.outcomes["at_work"][0])
    needed = requirements(both)
    there = needed[(needed["item"] == "candidates") & (needed["scope"] == "prison") & (needed["year"] == "2029")]
    apart = [requirements(project(with_plan(whole, (o,)))) for o in plan]
    sums = sum(
        float(t.loc[(t["item"] == "candidates") & (t["scope"] == "prison") & (t["year"] == "2029"), "have"].iloc[0])
        for t in apart
    )
    assert float(there["have"].iloc[0]) == pytest.approx(sums)


@pytest.mark.parametrize(
    ("lang", "said"),
    [("fr", "Côté femmes\u202f: à «\u202fCentre"), ("en", "Women's side: at “Centre")],
)
def test_a_side_is_refused_in_words(tmp_path: Path, lang: str, said: str) -> None:
    """Twelve women are detained: too few are left, and the men's side stays open."""
    assembly = assemble(mixed(tmp_path, "prisons.muret.population.women_share=0.015"))
    assert [pair.side for pair in assembly.pairs] == ["men"]
    table = refused(assembly, lang)
    assert table["side"].tolist() == ["women"]
    assert table["reason"].iloc[0].startswith(said)
    banned = "forbid=[{prison: muret, company: archetype-surveys}]"
    whole = refused(assemble(mixed(tmp_path, banned, companies=["archetype-surveys", "archetype-sewing"])), lang)
    assert whole.loc[whole["company"] == "archetype-surveys", "side"].tolist() == [""], "both sides for one reason"


def test_a_pin_says_its_side_or_means_the_larger(tmp_path: Path) -> None:
    decided = "pin=[{{prison: muret, company: archetype-surveys, quarter: 2028-Q3, seats: 7{}}}]"
    for more, side in (("", "men"), (", side: women", "women")):
        found = solved(mixed(tmp_path, decided.format(more)))
        assert [pair.side for pair in found.assembly.pairs] == [side]
        assert [(o.side, o.seats >= 7, o.opens) for o in found.openings] == [(side, True, "2028-07")]
    whole = mixed(tmp_path, decided.format(""))
    women = Pin(prison="muret", company="archetype-surveys", quarter="2029-Q1", side="women")
    both = whole.scenario.model_copy(update={"pin": (*whole.scenario.pin, women)})
    with pytest.raises(InputFaults) as told:
        assemble(whole.model_copy(update={"scenario": both}))
    assert [f.code for f in told.value.faults] == ["pin_on_both_sides"]
    assert "côté femmes" in language.sentence(told.value.faults[0], "fr")


def test_what_stands_on_the_womens_side_stays_there(tmp_path: Path) -> None:
    stands = Opening(prison="muret", company="archetype-surveys", opens="2027-01", seats=8, side="women", existing=True)
    assembly = assemble(free(with_plan(mixed(tmp_path), (stands,))))
    assert [(p.side, p.standing) for p in assembly.pairs] == [("women", 8)]


def test_more_people_on_one_side_leave_the_other(tmp_path: Path) -> None:
    """Twice the women: 400 beside 600 men."""
    whole = mixed(tmp_path)
    more = assemble(with_people(whole, {"muret/women": 2.0}))
    assert of(more, "women").pool.suitable == pytest.approx(2 * 41.4)
    assert of(more, "men").pool.suitable == pytest.approx(161.568)
    men = assemble(with_people(whole, {"muret": 3.0}))
    assert of(men, "women").pool.suitable == pytest.approx(41.4)
    assert of(men, "men").pool.suitable == pytest.approx(3 * 161.568)


def test_the_same_workshop_on_the_other_side_is_no_other_plan(tmp_path: Path) -> None:
    assembly = assemble(mixed(tmp_path))
    best = best_plan(assembly, gap=0.0, time_limit=20).plan
    assert alternatives(assembly, best, Effort(time_limit=10), differ=1, lose=1.0) == []


@pytest.mark.parametrize("begin", [True, False])
def test_openings_of_sides_are_sought_again_in_perturbed_programmes(tmp_path: Path, begin: bool) -> None:
    """Four pairs are two workshops; with nothing perturbed, the search that begins with the plan loses none of it."""
    assembly = assemble(mixed(tmp_path, *TWO_ROOMS, companies=["archetype-surveys", "archetype-sewing"]))
    assert (len(assembly.pairs), len(set(assembly.problem.workshop))) == (4, 2)
    best = best_plan(assembly, gap=0.0, time_limit=20).plan
    assert {assembly.pairs[pair].company.id for pair in best.pair} == {"archetype-surveys", "archetype-sewing"}
    table = openings_kept(assembly, best, 1, 3, turns=50, begin=begin)
    assert (table["programmes"] == 3).all()
    again = quick(assembly.problem, 1, best, turns=20)
    assert again is not None
    assert again.value(assembly.problem) >= best.value(assembly.problem) * (1 - 1e-9)


def test_an_opening_seen_is_of_one_side(tmp_path: Path) -> None:
    """Eight recruited of women: their pool is 8 / willing share; the men's is the product of shares still."""
    seen = "{month: 2027-07, company: archetype-surveys, applicants: 20, recruited: 8, side: women}"
    assembly = assemble(mixed(tmp_path, f"prisons.muret.opening_observed={seen}", "defaults.programme.lead_time=6"))
    women = of(assembly, "women").pool
    assert women.observed
    assert women.suitable == pytest.approx(8 / women.willing)
    assert not of(assembly, "men").pool.observed


def test_the_time_line_names_the_side(tmp_path: Path) -> None:
    whole = mixed(tmp_path)
    plan = (Opening(prison="muret", company="archetype-surveys", opens="2028-01", seats=8, side="women"),)
    table = time_line.openings(with_plan(whole, plan), None)
    assert table["side"].tolist() == ["women"]
    drawn = str(time_line.time_line(table, whole, "fr", False))
    assert "Muret (côté femmes)" in drawn
    larger = with_plan(whole, (plan[0].model_copy(update={"side": None}),))
    assert time_line.openings(larger, None)["side"].tolist() == ["men"]


def test_a_drawn_programme_draws_womens_defaults(tmp_path: Path) -> None:
    """At the lowest point of every input, women too stay for less time than at the best value."""
    whole = mixed(tmp_path)
    low = assemble(drawn(whole, np.full(len(INPUTS), 0.05)))
    steps = [{s.factor: s.quantity.value for s in of(a, "women").pool.steps} for a in (low, assemble(whole))]
    assert steps[0]["staying"] < steps[1]["staying"] == 0.75
