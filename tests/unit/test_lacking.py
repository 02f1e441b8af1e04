"""What is lacking, on programmes whose answer is known: only partners, only room, only euros, two things at once."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from model.rollout.assemble import assemble
from model.rollout.elastic import ElasticInfeasible, least_excess
from model.rollout.lacking import Verdict, _no_worse, rests_on_defaults, verdict
from model.rollout.limits import FAMILIES, is_another, unlimited
from model.rollout.overshoot import More, overshoot
from model.rollout.prices import UnitWorth, worths
from model.rollout.problem import Plan
from model.rollout.reach import Effort, Reach, by_years, counted, reach, until
from model.rollout.seeking import Seeking, outdoes
from model.rollout.ways import Way, WayOut, put_back
from reports import lacking
from tests.toys import HALLS, PRISONS, SEATS, optimised

QUICK = Effort(gap=1e-6, time_limit=20)
ANY = "companies.archetype-surveys.seats={per_site_min: 6, per_site_max: 16}"
SMALL = tuple(hall.replace("400", "70") for hall in HALLS)
"""Six seats of 11 m2 in each prison, no more."""
UNEQUIPPED = tuple(hall.replace("true", "false") for hall in HALLS)


def asked(people: float, by: int = 2026) -> dict[str, object]:
    return {"seats": {"at_least": people, "by": by}}


@pytest.fixture(scope="module")
def partners(tmp_path_factory: pytest.TempPathFactory) -> Verdict:
    """One company that wants one workshop of ten seats, where twenty people are asked for."""
    return verdict(optimised(tmp_path_factory.mktemp("partners"), targets=asked(20)), QUICK)


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Verdict:
    """A company that would open everywhere, in rooms of 70 m2."""
    folder = tmp_path_factory.mktemp("room")
    return verdict(optimised(folder, [*SMALL, ANY], targets=asked(25)), QUICK)


@pytest.fixture(scope="module")
def euros(tmp_path_factory: pytest.TempPathFactory) -> Verdict:
    """Halls to fit out and equip at the State's cost, on 100,000 EUR a year."""
    settings = [*UNEQUIPPED, ANY, "companies.archetype-surveys.equipment_share=0"]
    limits = {"state_capex": {2024: 1e5, 2025: 1e5, 2026: 1e5}}
    return verdict(optimised(tmp_path_factory.mktemp("euros"), settings, targets=asked(25), limits=limits), QUICK)


def test_only_partners_are_lacking(partners: Verdict) -> None:
    """Ten seats fill 9 people at most; 20 need three such workshops, so two more agreements, and nothing else."""
    assert (partners.claim, partners.binding, partners.met) == ("holds", "partners", False)
    assert partners.people < 10
    assert all(partners.lifted[f].people < 20 for f in FAMILIES if f != "partners")
    (way,) = partners.ways
    assert [(m.what, m.where, m.amount) for m in way.more] == [("agreements", "archetype-surveys", 2)]
    assert way.least
    assert way.found.people >= 20
    assert way.found.agreements == 3


def test_the_answer_when_partners_alone_are_lacking(partners: Verdict) -> None:
    french, english = lacking.answer(partners, "fr"), lacking.answer(partners, "en")
    assert french.startswith(
        "Oui, il ne manque que des partenariats\u202f: en l'état, le meilleur plan trouvé met 8 personnes"
    )
    assert "les partenaires\u202f; cette seule limite levée, la cible est atteinte" in french
    assert "profils types tiennent lieu d'entreprises (1 sur 1 en jeu)" in french
    assert english.startswith(
        "Yes, partnerships alone are lacking: as things are, the best plan found has 8 people at work"
    )
    assert lacking.needed(partners, "en").startswith("20 people at work in 2026 need 3 agreements at least")
    assert lacking.way_out(partners.ways[0], partners, "fr").startswith("2 contrats de plus (Institut d'enquêtes")
    assert lacking.way_out(partners.ways[0], partners, "en").startswith("2 more agreements (Survey firm): 3 agreements")


def test_only_room_is_lacking(room: Verdict) -> None:
    """As many partners as wanted change nothing where the floor is full."""
    assert (room.claim, room.binding) == ("fails", "space")
    assert room.lifted["partners"].people == pytest.approx(room.people, abs=1e-3)
    (way,) = room.ways
    assert {m.what for m in way.more} == {"area"}
    assert sum(m.amount for m in way.more) == pytest.approx(way.found.seats * 11 - 3 * 70, abs=11)
    assert "Non, il ne manque pas que des partenariats" in lacking.answer(room, "fr")
    assert "workshop space" in lacking.answer(room, "en")


def test_only_euros_are_lacking(euros: Verdict) -> None:
    """The way out says how many, in which year; the plan spends what there is and them."""
    assert (euros.claim, euros.binding) == ("fails", "budget")
    (way,) = euros.ways
    assert {m.what for m in way.more} == {"euros"}
    assert {m.where for m in way.more} <= {"2024", "2025", "2026"}
    more = sum(m.amount for m in way.more)
    assert 0 < more <= way.found.investment <= 3e5 + more + 1
    assert "d'investissement de l'État en plus" in lacking.way_out(way, euros, "fr")


def test_two_things_at_once(tmp_path: Path) -> None:
    """Neither partners nor room alone are enough: the way out asks for both."""
    settings = [*(hall.replace("400", "80") for hall in HALLS), SEATS]
    found = verdict(optimised(tmp_path, settings, targets=asked(25)), QUICK)
    assert found.claim == "fails"
    assert found.ways[0].ways == ("partners", "space")
    assert {m.what for m in found.ways[0].more} == {"agreements", "area"}


def test_candidates_are_put_in_until_the_seats_are_filled(tmp_path: Path) -> None:
    """Where people are lacking, the way out says how many more, and its plan fills the seats with them."""
    few = [f"prisons.{prison}.population.detained=150" for prison in PRISONS]
    found = verdict(optimised(tmp_path, [*HALLS, ANY, *few], targets=asked(25)), QUICK)
    ways = {way.ways: way for way in found.ways}
    assert found.people < 25
    assert ("candidates",) in ways
    assert all(m.unit == "people" and m.amount > 0 for m in ways["candidates",].more)
    assert ways["candidates",].found.people >= 25


def test_no_education_and_another_year_are_ways_out(tmp_path: Path) -> None:
    """Surveys ask for functional French: without it 150 detained hold more who suit; with time more openings fit."""
    found = verdict(
        optimised(tmp_path, [*HALLS, ANY], targets=asked(30, by=2025), limits={"openings_per_quarter": 1},
                  prisons=["muret"] + [p for p in PRISONS if p != "muret"], start="2024-10", months=48),
        QUICK,
    )  # fmt: skip
    ways = {way.ways[0]: way for way in found.ways if len(way.ways) == 1}
    assert found.people < 30
    assert ways["later"].more[0].where == "2026"
    assert "attendre 2026" in lacking.way_out(ways["later"], found, "fr")


def test_a_target_that_can_be_met_needs_nothing(tmp_path: Path) -> None:
    found = verdict(optimised(tmp_path, [*HALLS, ANY], targets=asked(20)), QUICK)
    assert (found.claim, found.met, found.ways) == ("needless", True, ())
    assert lacking.answer(found, "fr").startswith(
        "Les partenaires en vue suffisent\u202f: 20 personnes au travail en 2026"
    )
    assert lacking.needed(found, "fr") == ""


@pytest.mark.parametrize("at", ["here", "partners", "balance"])
def test_a_stop_ends_the_search_at_the_next_step(at: str, tmp_path: Path) -> None:
    """Nothing is tried after it, and no way out is told that was not sought to its end."""
    told: list[str] = []
    stopped = replace(QUICK, stop=lambda: at in told)
    found = verdict(optimised(tmp_path, targets=asked(20)), stopped, told.append)
    assert told[-1] == at
    assert [way.ways for way in found.ways] == ([("partners",)] if at == "balance" else [])
    for lang, sentence in (("fr", "La recherche a été arrêtée"), ("en", "The search was stopped")):
        assert lacking.partial(found, lang).startswith(sentence)
    nothing = lacking.partial(replace(found, here=None), "en")
    assert nothing == "The search was stopped before it found a plan under the limits as they are.", "not of 0 people"


def test_a_way_out_not_proven_least_says_so(partners: Verdict) -> None:
    """And nothing is said to be the least that may not be."""
    (way,) = partners.ways
    doubtful = replace(partners, ways=(replace(way, least=False),))
    for lang, unproven, least in (
        ("fr", "sans preuve que ce soit le moins", "au moins"),
        ("en", "not proven to be the least", "at least"),
    ):
        assert unproven in lacking.way_out(doubtful.ways[0], doubtful, lang)
        assert unproven in lacking.needed(doubtful, lang)
        assert least not in lacking.needed(doubtful, lang)
        assert unproven not in lacking.way_out(way, partners, lang)


def test_where_nothing_can_open(tmp_path: Path) -> None:
    """Rooms of 20 m2 hold no workshop: still an answer, and the room that it takes."""
    found = verdict(optimised(tmp_path, [*(h.replace("400", "20") for h in HALLS), ANY], targets=asked(10)), QUICK)
    assert found.here is None
    assert found.people == 0
    assert found.ways[0].ways == ("space",)
    assert "le meilleur plan trouvé met 0 personnes au travail en 2026" in lacking.answer(found, "fr")


def test_the_worth_of_one_more(partners: Verdict, room: Verdict) -> None:
    """One more agreement brings the next best workshop; 100 m2, nine seats; what binds not is left out."""
    (one,) = worths(partners, QUICK)
    assert (one.limit, one.price) == ("partners", None)
    assert 8 < one.people <= partners.people
    found = worths(room, QUICK)
    assert {unit.limit for unit in found} == {"area"}
    assert all(unit.price is not None and 6 < unit.people < 10 for unit in found)


def test_ten_more_candidates_seat_no_more_than_ten(tmp_path: Path) -> None:
    """Prisons of few people, each seat filled from its own: ten more who suit put eight more at work at most."""
    few = [f"prisons.{p}.population.detained={n}" for p, n in zip(PRISONS, (90, 110, 130), strict=True)]
    found = verdict(optimised(tmp_path, [*HALLS, *few, ANY], targets=asked(45)), QUICK)
    assert found.lifted["candidates"].people > found.people + 1
    units = [unit for unit in worths(found, QUICK) if unit.limit == "pool"]
    assert units
    assert all(0 < unit.people <= 10 and not unit.within_gap for unit in units)
    wide = worths(found, replace(QUICK, gap=0.5))
    assert all(unit.within_gap for unit in wide)


def test_every_way_out_holds_its_limits(partners: Verdict, room: Verdict, euros: Verdict) -> None:
    """What a plan takes beyond the limits is what its way out says, and nothing else."""
    for found in (partners, room, euros):
        assert found.here is not None
        for way in found.ways:
            problem, here = way.found.assembly.problem, found.here.assembly.problem
            others = [family for family in FAMILIES if family not in (*way.ways, "partners", "candidates")]
            limits = replace(problem, budget=here.budget, openings=here.openings)
            assert overshoot(way.found.assembly, limits, way.found.plan, others) == [] or "space" in way.ways


def way(found: Reach, amounts: dict[str, float], *ways: Way) -> WayOut:
    """A way out that asks for so much of each thing, all in one place."""
    return WayOut(ways, tuple(More(what, "", "a", much) for what, much in amounts.items()), found, False)


def test_a_way_that_asks_for_no_less_of_anything_is_left_out(room: Verdict) -> None:
    """Another place for the same m2 is the same; fewer m2 at the cost of rooms is another way."""
    found = room.ways[0].found
    alone = way(found, {"area": 400.0}, "space")
    worse = way(found, {"area": 900.0, "openings": 19.0}, "space", "staff")
    other = way(found, {"area": 100.0, "openings": 5.0}, "space", "staff")
    assert outdoes(alone, worse)
    assert not outdoes(worse, alone)
    assert not outdoes(alone, other)
    assert not outdoes(alone, alone), "a way does not leave itself out"
    seeking = Seeking(room.programme, None, (2, 25.0), QUICK, lambda step: None, lambda: True)
    for one in (worse, alone, other, worse):
        seeking.keep(one)
    assert seeking.ways == [alone, other]
    assert seeking.enough


def test_more_partners_never_mean_fewer_people(room: Verdict) -> None:
    """A plan that keeps every limit is one without any of them too."""
    assert all(one.people >= room.people - 1e-9 for one in room.lifted.values())
    assert room.here is not None
    fewer = replace(room.here, plan=replace(room.here.plan, seats=np.zeros_like(room.here.plan.seats)), bound=99.0)
    assert _no_worse(fewer, room.here).people == room.here.people
    assert _no_worse(fewer, room.here).bound == 99.0


def test_the_least_is_told_only_where_it_is_proven(tmp_path: Path) -> None:
    """With no time to prove it, the plan that is known is a way, and not the least."""
    programme = optimised(tmp_path, [*SMALL, ANY], targets=asked(25))
    lifted = assemble(unlimited(programme, ["space"]))
    known = reach(lifted, 2026 - int(lifted.problem.years[0]), QUICK)
    limited = put_back(programme, assemble(programme), lifted.problem, ["space"])
    by = replace(by_years(until(limited, 2), 2), target=((2, 25.0),))
    begin = Plan(known.plan.pair, limited.year[known.plan.quarter], known.plan.seats)
    whole = least_excess(by, ["space"], QUICK, begin)
    assert whole is not None
    assert whole[1]
    hurried = least_excess(by, ["space"], replace(QUICK, time_limit=0.0), begin)
    assert hurried is None or not hurried[1]


def test_an_elastic_search_that_finds_nothing_is_an_error(tmp_path: Path) -> None:
    """Euros do not make room: asked of the wrong family, it is our fault and never the answer."""
    programme = optimised(tmp_path, [*SMALL, ANY], targets=asked(25))
    problem = assemble(unlimited(programme, ["budget"])).problem
    asked_of = replace(by_years(until(problem, 2), 2), target=((2, 25.0),))
    with pytest.raises(ElasticInfeasible):
        least_excess(asked_of, ["budget"], QUICK)


def test_by_years_is_as_good_as_by_quarters(tmp_path: Path) -> None:
    """The short way to the most people finds what the quarters themselves give."""
    from model.rollout.solve import solve

    assembly = assemble(optimised(tmp_path, [*HALLS, ANY], limits={"openings_per_quarter": 1}))
    for year in (1, 2):
        found = reach(assembly, year, QUICK)
        quarters = solve(until(assembly.problem, year), gap=1e-6, time_limit=20)
        whole = counted(assembly, year, quarters.plan)
        assert len(np.unique(assembly.problem.prison[whole.plan.pair])) == whole.agreements, "no pool is shared here"
        assert found.people >= whole.people - 1e-6
        assert quarters.plan.people(assembly.problem, year).sum() <= found.bound + 1e-9
        assert found.people <= found.bound + 1e-9
        assert np.bincount(found.plan.quarter).max() <= 1


def test_partners_yet_to_be_found(tmp_path: Path) -> None:
    """As many others of each kind as a prison has rooms; those at hand keep their limits."""
    programme = optimised(tmp_path)
    more = unlimited(programme, ["partners"])
    others = [c for c in more.companies if is_another(c)]
    assert len(others) == 2
    assert more.companies["archetype-surveys"].seats.total_max == 10
    assert all(more.companies[c].seats.total_max is None for c in others)


def test_what_rests_on_defaults(tmp_path: Path) -> None:
    """Rooms given in the profile are known; without them the floor is spread from the country's."""
    assert rests_on_defaults(optimised(tmp_path), "space") == (0, 3)
    assert rests_on_defaults(optimised(tmp_path, [SEATS]), "space") == (3, 3)
    assert rests_on_defaults(optimised(tmp_path), "budget") == (0, 0)


def test_shares_asked_for_are_given_up(tmp_path: Path) -> None:
    """Each region must have its share, and one has little room: the way out gives seats of the share up."""
    halls = [hall.replace("400", "70") if "muret" in hall else hall for hall in HALLS]
    found = verdict(optimised(tmp_path, [*halls, ANY], targets=asked(28), limits={"region_balance": 1.0}), QUICK)
    ways = {way.ways: way for way in found.ways}
    assert not found.met
    assert ("balance",) in ways
    (more,) = ways["balance",].more
    assert (more.what, more.where) == ("seats", "Occitanie")
    assert "postes de moins que les parts demandées (Occitanie)" in lacking.way_out(ways["balance",], found, "fr")
    assert "seats fewer than the shares asked for (Occitanie)" in lacking.way_out(ways["balance",], found, "en")


def test_no_level_of_education_is_a_way_out(tmp_path: Path) -> None:
    """Surveys ask for functional French; without it a third more people suit."""
    few = [f"prisons.{prison}.population.detained=150" for prison in PRISONS]
    found = verdict(optimised(tmp_path, [*HALLS, ANY, *few], targets=asked(25)), QUICK)
    way = next(way for way in found.ways if way.ways == ("education",))
    (more,) = way.more
    suitable = 150 * 0.99 * 0.68 * 0.24
    assert more.amount == pytest.approx(3 * suitable * (1 - 0.65), rel=1e-6)
    assert "no level of education asked for: Telephone surveys" in lacking.way_out(way, found, "en")
    assert "aucun niveau exigé pour\u202f: Enquêtes téléphoniques" in lacking.way_out(way, found, "fr")


def test_nothing_helps_but_waiting(tmp_path: Path) -> None:
    """Work cannot begin before the lead time is over: no limit lifted brings anybody into 2024."""
    programme = optimised(tmp_path, [*HALLS, ANY], targets=asked(5, by=2024), start="2024-07")
    found = verdict(programme, QUICK)
    assert found.people == 0
    assert [way.ways for way in found.ways] == [("later",)]
    assert found.binding is None
    assert "Aucune limite ne retient seule le plan" in lacking.answer(found, "fr")


def test_waiting_keeps_under_the_most_too(tmp_path: Path) -> None:
    """The target is of another year, its most with it: the plan of that year has no more people than it asks for."""
    target = {"seats": {"at_least": 5, "at_most": 7, "by": 2024}}
    found = verdict(optimised(tmp_path, [*HALLS, ANY], targets=target, start="2024-07"), QUICK)
    (way,) = found.ways
    assert way.ways == ("later",)
    assert 5 <= way.found.people <= 7


def test_the_companies_that_exist_are_not_enough(tmp_path: Path) -> None:
    """Partners of the kinds described reach the target, those that exist alone do not: partnerships are what is
    lacking; and what a projection expects of it is said, as partners may leave."""
    named = "companies.archetype-surveys.archetype=true"
    found = verdict(optimised(tmp_path, [*HALLS, ANY, named], targets=asked(25)), QUICK)
    assert found.met
    alone = replace(found, named=replace(found.lifted["budget"], plan=found.lifted["budget"].plan))
    assert alone.claim == "needless"
    nobody = replace(
        found.lifted["budget"].plan, pair=np.zeros(0, int), quarter=np.zeros(0, int), seats=np.zeros(0, int)
    )
    short = replace(found, named=replace(found.lifted["budget"], plan=nobody))
    assert short.claim == "holds"
    assert "ce sont les partenariats qui manquent" in lacking.answer(short, "fr")
    assert "partnerships are what is lacking" in lacking.answer(short, "en")
    assert found.expected is not None
    assert found.expected == pytest.approx(found.people, rel=0.03)
    assert "on en attend" in lacking.answer(found, "fr")
    assert found.lasts
    fewer = replace(found, expected=24.0)
    assert not fewer.lasts
    assert "fewer than asked" in lacking.answer(fewer, "en")


def test_words_agree_with_their_number(partners: Verdict) -> None:
    """One more prison, one more agreement; the women's share has a name."""
    (way,) = partners.ways
    four = tuple(More("area", "m2", str(2020 + k), 1500.0) for k in range(4))
    women = (More("seats", "seats", "", 91.0),)
    for lang, other, share, step in (
        ("fr", "et 1 autre prison)", "(la part des femmes)", "+ 1 contrat"),
        ("en", "and 1 more prison)", "(the share for women)", "+ 1 agreement"),
    ):
        assert other in lacking.asks(replace(way, more=four), partners, lang)
        assert share in lacking.asks(replace(way, more=women), partners, lang)
        one = UnitWorth("partners", "agreements", "archetype-surveys", 1.0, None, 3.0, False)
        assert lacking.worth(one, partners.programme, lang)[0] == step
