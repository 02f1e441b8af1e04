"""From an optimised plan to a programme that opens it; from a written plan to one that is still to be chosen."""

from __future__ import annotations

from model.rollout.assemble import Assembly
from model.rollout.problem import Plan
from model.rollout.stages import as_openings
from model.schema.programme import Programme
from model.schema.rollout import Pin


def planned(programme: Programme, assembly: Assembly, plan: Plan) -> Programme:
    """The programme with the plan as its own: same prisons, limits and law; partners yet to be found among its
    companies."""
    scenario = programme.scenario.model_copy(update={"plan": as_openings(assembly, plan)})
    return programme.model_copy(update={"scenario": scenario, "companies": assembly.programme.companies})


def free(programme: Programme) -> Programme:
    """The programme with its plan still to be chosen; what stands already stays."""
    if programme.scenario.plan == "optimise":
        return programme
    standing = tuple(
        Pin(prison=o.prison, company=o.company, seats=o.seats, existing=True, opens=o.opens, side=o.side)
        for o in programme.scenario.openings
        if o.existing
    )
    scenario = programme.scenario.model_copy(update={"plan": "optimise", "pin": (*programme.scenario.pin, *standing)})
    return programme.model_copy(update={"scenario": scenario})
