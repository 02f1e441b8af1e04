"""From an optimised plan to a programme that opens it; from a written plan to one that is still to be chosen."""

from __future__ import annotations

from model.rollout.assemble import Assembly
from model.rollout.problem import Plan
from model.schema.programme import Programme
from model.schema.rollout import Pin
from model.schema.scenario import Opening


def planned(programme: Programme, assembly: Assembly, plan: Plan) -> Programme:
    """The programme with the plan as its own: same prisons, limits and law; partners yet to be found among its
    companies."""
    chosen = sorted(
        zip(plan.pair.tolist(), plan.quarter.tolist(), plan.seats.tolist(), strict=True),
        key=lambda one: (one[1], assembly.pairs[one[0]].id),
    )
    openings = tuple(
        Opening(
            prison=assembly.pairs[pair].prison.id,
            company=assembly.pairs[pair].company.id,
            opens=assembly.calendar.opens(quarter),
            seats=seats,
            existing=assembly.pairs[pair].existing,
        )
        for pair, quarter, seats in chosen
    )
    scenario = programme.scenario.model_copy(update={"plan": openings})
    return programme.model_copy(update={"scenario": scenario, "companies": assembly.programme.companies})


def free(programme: Programme) -> Programme:
    """The programme with its plan still to be chosen; what stands already stays."""
    if programme.scenario.plan == "optimise":
        return programme
    standing = tuple(
        Pin(prison=o.prison, company=o.company, seats=o.seats, existing=True)
        for o in programme.scenario.openings
        if o.existing
    )
    scenario = programme.scenario.model_copy(update={"plan": "optimise", "pin": (*programme.scenario.pin, *standing)})
    return programme.model_copy(update={"scenario": scenario})
