"""From a programme to a problem: which pairs, why not the others, what a seat brings, which limits."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from model.closed_form import fill
from model.loading.assembly import programme
from model.loading.catalogue import Catalogue
from model.projection import project
from model.rollout.assemble import Assembly, assemble
from model.rollout.linear import linear
from model.rollout.problem import Plan
from model.rollout.solve import solve
from model.rollout.stages import as_openings
from model.schema.fault import InputFaults
from model.schema.programme import Programme
from model.sides import mixed
from model.sizes import at_rest
from tests.examples import shipped, written

LARGE = {
    "prisons": ["val-de-reuil", "muret"],
    "companies": ["archetype-assembly", "archetype-surveys"],
    "start": "2027-01",
    "months": 60,
}
HALLS = tuple(f"prisons.{p}.workshops=[{{area: 600, ready: true}}]" for p in LARGE["prisons"])


def asked(folder: Path, *settings: str, **changed: object) -> Programme:
    """A scenario left to the optimiser, with settings and changes."""
    texts = {"title": {"fr": "Essai", "en": "Trial"}, "question": {"fr": "Un essai ?", "en": "A trial?"}}
    return programme(
        shipped(), written(folder, {"id": "trial", **texts, "plan": "optimise", **LARGE} | changed), settings
    )


def codes(assembly: Assembly, prison: str, company: str) -> set[str]:
    """Why a pair is refused."""
    return {f.code for r in assembly.refused if (r.prison, r.company) == (prison, company) for f in r.reasons}


def test_every_pair_is_feasible_or_refused_with_reasons(catalogue: Catalogue) -> None:
    france = programme(catalogue, "france-2030@seats-500")
    assembly = assemble(france)
    pairs = {(p.prison.id, p.company.id, p.side) for p in assembly.pairs}
    refused = {(r.prison, r.company, r.side) for r in assembly.refused}
    assert len(pairs) + len(refused) == len(assembly.pairs) + len(assembly.refused)
    assert not pairs & refused
    told: dict[tuple[str, str], set[str | None]] = {}
    for prison, company, side in pairs | refused:
        told.setdefault((prison, company), set()).add(side)
    assert len(told) == len(france.prisons) * len(france.companies)
    for (name, _), sides in told.items():
        both = {"men", "women"} if mixed(france.prisons[name], france.scenario.start) else {None}
        assert sides in (both, {None}), "each side is feasible or refused, or the whole prison is"
    assert all(r.reasons for r in assembly.refused)
    assert "red_cold_calling" in codes(assembly, "muret", "archetype-consumer-cold-calling")
    assert "no_local_minimum_wage" in codes(assembly, "noumea", "webhelp")
    assert "type_without_workshops" in codes(assembly, "csl-lyon", "webhelp")
    assert "security_refused" in codes(assembly, "rennes-femmes", "archetype-b2b-prospecting")


@pytest.mark.parametrize(
    ("settings", "code"),
    [
        (("prisons.muret.workshops=[{area: 20}]",), "space_too_small"),
        (("prisons.muret.population.detained=5",), "too_few_detained"),
        (("prisons.muret.population.staying_12_months=0.001",), "stay_too_short"),
        (("prisons.muret.population.french_for_calls=0.001",), "education_too_rare"),
        (("activities.surveys.selection=0.001",), "too_few_suitable"),
        (("companies.archetype-surveys.regions=[Bretagne]",), "region_refused"),
        (("prisons.muret.closures=[{from: 2020, reason: works}]",), "prison_closed"),
        (("prisons.muret.security.recorded_calls=false",), "security_refused"),
        (("forbid=[{prison: muret, company: archetype-surveys}]",), "forbidden_by_the_planner"),
        (("companies.archetype-surveys.weekly_hours=5",), "red_part_time"),
        (("start=2009-01", "policy.victims_rule=none"), "pay_floor_missing"),
    ],
)
def test_a_refusal_says_why(tmp_path: Path, settings: tuple[str, ...], code: str) -> None:
    """One thing changed, and the pair goes for that reason."""
    halls = () if code == "space_too_small" else HALLS
    whole = asked(tmp_path, *halls, "companies.archetype-assembly.offer={hourly_gross: 6}", *settings)
    assert code in codes(assemble(whole), "muret", "archetype-surveys")


def test_a_programme_without_any_pair_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputFaults) as found:
        assemble(asked(tmp_path, *HALLS, "defaults.programme.lead_time=80"))
    assert [f.code for f in found.value.faults] == ["no_pair_left"]


def test_sizes_are_the_closed_form_of_every_number_of_seats(tmp_path: Path) -> None:
    sites = assemble(asked(tmp_path, *HALLS)).sites
    people = at_rest(sites, 30)
    for row, site in enumerate(sites):
        for seats in (1, 6, 17, 30):
            assert people[row, seats] == pytest.approx(fill(replace(site, seats=seats)).mean * seats, abs=1e-9)
    assert (people[:, 0] == 0).all()
    assert (np.diff(people, n=2) <= 1e-9).all()


@pytest.mark.parametrize("quarter", [3, 9])
def test_what_a_plan_brings_is_what_the_pages_project(tmp_path: Path, quarter: int) -> None:
    """With people enough, each aim of a plan is near the projection of the same plan, from its opening to the end.

    The closed form is at rest from the first month; the projection fills its seats with a campaign, then breathes.
    """
    people = "prisons.muret.population.detained=3000"
    assembly = assemble(asked(tmp_path, *HALLS, people, "companies.archetype-assembly.leaving=0"))
    pair = next(k for k, p in enumerate(assembly.pairs) if p.id == "muret:archetype-assembly")
    plan = Plan(np.array([pair]), np.array([quarter]), np.array([20]))
    scenario = assembly.programme.scenario.model_copy(update={"plan": as_openings(assembly, plan)})
    projected = project(assembly.programme.model_copy(update={"scenario": scenario}))
    out = projected.outcomes
    figures = {name: plan.value(assembly.problem, worth) for name, worth in assembly.aims.items()}
    assert figures["seat_months"] == pytest.approx(out["at_work"].sum(), rel=0.05)
    assert figures["reconvictions"] == pytest.approx(out["reconvictions_avoided"].sum(), rel=0.25)
    flat = assembly.programme.outlook.inflation.value or 0.0
    years = np.array([int(m[:4]) - 2027 for m in assembly.programme.months])
    rate = assembly.programme.scenario.policy.discount_rate
    weight = (1 + flat) ** -years * (1 + rate) ** -(np.arange(len(years)) / 12)
    assert figures["victims"] == pytest.approx(float((out["victims_paid"] * weight).sum()), rel=0.05)
    cost = out["state_cost"] - out["employer_contributions"] - out["employee_contributions"]
    spent = float((out["state_cost"] * weight).sum())
    assert figures["public_cost"] == pytest.approx(-float((cost * weight).sum()), abs=0.03 * spent)


def test_what_the_state_invests_is_what_the_ledger_says(tmp_path: Path) -> None:
    """The budget of the search counts the euros of the opening's year: equipment of the State's share, and refit."""
    bare = tuple(hall.replace("ready: true", "ready: false") for hall in HALLS)
    half, stays = "companies.archetype-surveys.equipment_share=0.4", "companies.archetype-surveys.leaving=0"
    stations = "companies.archetype-surveys.people_per_station=1.25"
    assembly = assemble(asked(tmp_path, *bare, half, stays, stations))
    pair = next(k for k, p in enumerate(assembly.pairs) if p.id == "muret:archetype-surveys")
    for quarter in (3, 11):
        plan = Plan(np.array([pair]), np.array([quarter]), np.array([10]))
        scenario = assembly.programme.scenario.model_copy(update={"plan": as_openings(assembly, plan)})
        out = project(assembly.programme.model_copy(update={"scenario": scenario})).outcomes
        invested = 10 * assembly.problem.budget_seat[pair, quarter]
        assert invested > 10_000
        assert out["capex_state"].sum() == pytest.approx(invested, abs=0.05)
        assert out["area_needed"].max() == pytest.approx(10 * assembly.problem.area_per_seat[pair])


def test_hours_of_the_room_limit_seats_that_share_stations(tmp_path: Path) -> None:
    """Five to a station, 28 h each: rooms open 30 h a week hold 28 / 30 of a station's floor for each, not a fifth."""
    hours = [f"prisons.{p}.workshops=[{{area: 100, ready: true, hours_a_day: 6, days_a_week: 5}}]"
             for p in ("muret", "val-de-reuil")]  # fmt: skip
    firm = "companies.archetype-surveys"
    many = (f"{firm}.people_per_station=5", f"{firm}.seats={{per_site_min: 1, per_site_max: 100}}")
    assembly = assemble(asked(tmp_path, *hours, *many))
    problem, place = assembly.problem, [p.id for p in assembly.pairs].index("muret:archetype-surveys")
    station = 5 * problem.area_per_seat[place]
    worked = assembly.pairs[place].company.worked_weekly_hours
    assert worked is not None
    busy = worked.latest.value / 30
    assert problem.floor[place] == pytest.approx(station * busy)
    assert problem.most[place].max() <= 100 / (station * busy)
    rows = linear(problem).rows
    assert "room_hours" in rows.blocks
    alone = assemble(asked(tmp_path, *hours)).problem
    assert "room_hours" not in linear(alone).rows.blocks, "nobody shares a station"


def test_limits_come_from_scenario_and_defaults(tmp_path: Path) -> None:
    limits = {
        "openings_per_quarter": 3, "company_openings_per_year": 2, "workshops_per_prison": 1, "pool_share": 0.5,
        "state_capex": {2028: 100000}, "carry_over": True, "region_balance": 0.5, "women_share": 0.1,
    }  # fmt: skip
    seats = "companies.archetype-surveys.seats={per_site_min: 6, per_site_max: 16, total_max: 40, per_year_max: 16}"
    problem = assemble(asked(tmp_path, *HALLS, seats, limits=limits, targets={"seats": 20})).problem
    free = assemble(asked(tmp_path, *HALLS)).problem
    surveys = problem.companies.index("archetype-surveys")
    assert problem.demand[surveys].tolist() == [16, 32, 40, 40, 40]
    assert np.isinf(free.demand).all()
    assert (problem.rooms == 1).all()
    assert (free.rooms == 2).all()
    assert problem.pool == pytest.approx(free.pool * 0.5 / 0.8)
    assert (problem.openings == 3).all()
    assert (problem.company_openings == 2).all()
    assert problem.budget[1] == 100000
    assert np.isinf(problem.budget[[0, 2, 3, 4]]).all()
    assert problem.region_share.sum() == pytest.approx(0.5)
    assert problem.target == ((4, 20.0),)
    assert problem.women_share == 0.1
    assert not problem.allowed[:, :3].any()
    assert problem.allowed[:, 3:].all()


@pytest.mark.parametrize(
    ("mode", "demand", "ramp"),
    [
        ("hard", [16.0, 32.0, 40.0, 40.0, 40.0], [np.inf] * 5),
        ("penalised", [40.0] * 5, [16.0, 32.0, 48.0, 64.0, 80.0]),
        ("free", [40.0] * 5, [np.inf] * 5),
    ],
)
def test_seats_a_year_bind_or_cost_or_are_nothing(
    tmp_path: Path, mode: str, demand: list[float], ramp: list[float]
) -> None:
    """Half of what a filled seat brings in a year, mean of the pairs, for each aim in its own unit."""
    seats = "companies.archetype-surveys.seats={per_site_min: 6, per_site_max: 16, total_max: 40, per_year_max: 16}"
    weights = {"seat_months": 100.0, "public_cost": 1.0}
    assembly = assemble(asked(tmp_path, *HALLS, seats, limits={"company_ramp": mode}, objective={"weights": weights}))
    problem, aims = assembly.problem, assembly.aims
    surveys = problem.companies.index("archetype-surveys")
    assert problem.demand[surveys].tolist() == demand
    assert problem.ramps[surveys].tolist() == ramp
    assert np.isinf(problem.ramps[1 - surveys]).all()
    share = 0.5 if mode == "penalised" else 0.0
    for worth in aims.values():
        assert worth.above == pytest.approx(share * worth.worth[:, 0].mean() / 5)
    assert 3 < aims["seat_months"].above < 6 or mode != "penalised"
    assert problem.objective.above == pytest.approx(100 * aims["seat_months"].above + aims["public_cost"].above)


def test_floor_that_no_profile_tells_is_spread_by_place(catalogue: Catalogue) -> None:
    assembly = assemble(programme(catalogue, "france-2030@seats-500"))
    problem, france = assembly.problem, assembly.programme
    place = problem.prisons.index("muret")
    capacity = france.prisons["muret"].population.capacity.at("2027-01").value
    assert problem.area[place] == pytest.approx(capacity * 20000 / 63246)
    assert problem.area[problem.prisons.index("joux-la-ville")] == 500


def test_pins_that_cannot_be_are_refused(tmp_path: Path) -> None:
    def told(pin: dict[str, object]) -> set[str]:
        with pytest.raises(InputFaults) as found:
            assemble(asked(tmp_path, *HALLS, pin=[pin]))
        return {f.code for f in found.value.faults}

    muret = {"prison": "muret", "company": "archetype-surveys"}
    assert told({**muret, "quarter": "2027-Q1"}) == {"pin_outside"}
    assert told({**muret, "quarter": "2050-Q1"}) == {"pin_outside"}
    assert told({"prison": "melun", "company": "webhelp", "quarter": "2028-Q1"}) == {"pin_not_in_play"}


def test_what_stands_is_at_work_from_its_month(tmp_path: Path) -> None:
    """Opened in March: in its quarter, counted two months less than from January, and in the plan from March on."""
    pin = {"prison": "muret", "company": "archetype-surveys", "existing": True, "seats": 9}
    rows, plans = {}, {}
    for month in ("2028-01", "2028-03", "2028-04"):
        pins = [{**pin, "opens": month}]
        stays = "companies.archetype-surveys.leaving=0"
        opened = asked(tmp_path, *HALLS, stays, pin=pins, limits={"openings_per_quarter": 0})
        assembly = assemble(opened)
        ((row, quarter, _),) = assembly.problem.pinned
        assert assembly.problem.quarters[quarter] == ("2028-Q2" if month == "2028-04" else "2028-Q1")
        assert np.flatnonzero(assembly.problem.allowed[row]).tolist() == [quarter]
        plans[month] = as_openings(assembly, solve(assembly.problem, gap=0.01, time_limit=20).plan)
        rows[month] = assembly.aims["seat_months"].worth[row, quarter]
    assert [(o.opens, o.seats, o.existing) for o in plans["2028-03"]] == [("2028-03", 9, True)]
    assert rows["2028-03"] == pytest.approx(rows["2028-01"] / 3 + 2 * rows["2028-04"] / 3)
    assert asked(tmp_path, pin=[{**pin, "opens": "2020-01"}]).scenario.pin[0].opens == "2020-01"
    for wrong in ({**pin, "opens": "2032-01"}, {**pin, "opens": "2028-01", "quarter": "2028-Q1"}):
        with pytest.raises(InputFaults) as found:
            asked(tmp_path, pin=[wrong])
        assert {f.code for f in found.value.faults} <= {"opens_outside", "pin_dated_twice"}


def test_what_stands_keeps_its_seats(tmp_path: Path) -> None:
    """Nine seats stand, where a company would have from 12 to 30: the plan has nine, whatever more would bring."""
    pin = {"prison": "muret", "company": "archetype-surveys", "existing": True, "seats": 9}
    for bounds in ("{per_site_min: 12, per_site_max: 30}", "{per_site_min: 4, per_site_max: 6}"):
        seats = f"companies.archetype-surveys.seats={bounds}"
        assembly = assemble(asked(tmp_path, *HALLS, seats, pin=[pin]))
        row = next(k for k, p in enumerate(assembly.pairs) if p.id == "muret:archetype-surveys")
        assert (assembly.problem.least[row], assembly.problem.most[row].max()) == (9, 9)
        plan = solve(assembly.problem, gap=0.01, time_limit=20).plan
        assert plan.seats[plan.pair == row].tolist() == [9]


def test_what_stands_is_no_part_of_a_yearly_ramp(tmp_path: Path) -> None:
    """Nine seats stood before: a company that may open 12 a year still may, in each year."""
    pin = {"prison": "muret", "company": "archetype-surveys", "existing": True, "seats": 9}
    yearly = "companies.archetype-surveys.seats.per_year_max=12"
    problem, alone = (assemble(asked(tmp_path, *HALLS, yearly, pin=pins)).problem for pins in ([pin], []))
    with_it, without = (p.demand[p.companies.index("archetype-surveys")] for p in (problem, alone))
    assert without[0] == 12
    assert (with_it - without).tolist() == [9.0] * len(without)


def test_what_stands_needs_no_more_floor_or_people_than_it_has(tmp_path: Path) -> None:
    """Forty seats stand where the free floor would hold 27 (300 m2, 11 each) and the candidates fewer than forty: the
    plan keeps them, and nothing opens beside."""
    pin = {"prison": "muret", "company": "archetype-surveys", "seats": 40}
    small = (HALLS[0], "prisons.muret.workshops=[{area: 300, ready: true}]", "activities.surveys.selection=0.05")
    with pytest.raises(InputFaults):
        assemble(asked(tmp_path, *small, "companies.archetype-surveys.seats={per_site_min: 40, per_site_max: 40}",
                       pin=[{**pin, "quarter": "2029-Q1"}]))  # fmt: skip
    stands = "companies.archetype-surveys.seats.per_site_max=40"
    assembly = assemble(asked(tmp_path, *small, stands, pin=[{**pin, "existing": True}]))
    problem = assembly.problem
    row = next(k for k, p in enumerate(assembly.pairs) if p.id == "muret:archetype-surveys")
    assert problem.most[row].max() == 40
    assert problem.area[problem.prison[row]] >= 40 * problem.area_per_seat[row] - 1e-9
    assert problem.pool[problem.side[row], problem.ring[row]] >= 40
    plan = solve(problem, gap=0.01, time_limit=20).plan
    assert plan.seats[plan.pair == row].tolist() == [40]


def test_the_same_opening_pinned_again_is_one(tmp_path: Path) -> None:
    """As one pin of the larger size, in its place: not forced twice, not refused; later pins keep their lines."""
    first = {"prison": "muret", "company": "archetype-surveys", "quarter": "2028-Q1"}
    other = {"prison": "val-de-reuil", "company": "archetype-assembly", "quarter": "2028-Q1", "seats": 12}
    problem = assemble(asked(tmp_path, *HALLS, pin=[first, {**first, "seats": 8}, other])).problem
    assert [(problem.prisons[problem.prison[pair]], seats) for pair, _, seats in problem.pinned] == [
        ("muret", 8), ("val-de-reuil", 12),
    ]  # fmt: skip
    assert problem.pin_places == (0, 2)


def test_what_stands_is_written_once(tmp_path: Path) -> None:
    """Twice the same is one; with another month or other seats, one of the two lines is wrong."""
    pin = {"prison": "muret", "company": "archetype-surveys", "existing": True, "seats": 9, "opens": "2028-01"}
    assert len(assemble(asked(tmp_path, *HALLS, pin=[pin, {**pin}])).problem.pinned) == 1
    for other in ({**pin, "seats": 8}, {**pin, "opens": "2028-02"}):
        with pytest.raises(InputFaults) as found:
            asked(tmp_path, *HALLS, pin=[pin, other])
        assert [(fault.code, fault.path) for fault in found.value.faults] == [("standing_twice", "pin[2]")]
