"""Inputs that no plan could meet, found before the search: both numbers, and what to change (section 11)."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from model.money import Array
from model.rollout.assemble import affordable
from model.rollout.pinned import Told, contradictions
from model.rollout.pricing import of_companies
from model.rollout.problem import Problem
from model.rollout.reach import possible
from model.schema.fault import Fault, InputFaults, dotted
from model.schema.programme import Programme
from model.schema.scenario import Target

NEGOTIABLE = ("target_above_wanted", "target_above_openings", "target_above_budget", "budget_below_any_opening")
"""Faults of a limit or a target: whoever asks what is lacking is told so, and answered."""


def impossible(problem: Problem) -> Iterator[Told]:
    """Every contradiction that can be seen without solving. Each is certain: a problem that has one has no plan."""
    poor = tuple(_budget(problem))
    yield from (told for told in _target(problem) if not poor or told[1] != "target_above_budget")
    yield from poor
    yield from _shares(problem)
    yield from contradictions(problem)


def is_negotiable(fault: Fault) -> bool:
    """Whether a limit or a target could give way to what a fault tells."""
    return fault.code in NEGOTIABLE


def negotiable(problem: Problem) -> tuple[Fault, ...]:
    """The contradictions that a limit or a target could give way to. Raises InputFaults where there is any other."""
    told = [Fault(code, path=dotted(path), fields=fields) for path, code, fields in impossible(problem)]
    if not all(map(is_negotiable, told)):
        raise InputFaults(told)
    return tuple(told)


def contradicted(programme: Programme) -> tuple[Fault, ...]:
    """Why no plan can hold the openings that are pinned in a programme, seen without a search; () where all could be,
    or where none is but what stands already and nothing is asked at most."""
    seats = programme.scenario.targets.seats
    most = seats.at_most if isinstance(seats, Target) else None
    if most is None and all(pin.existing for pin in programme.scenario.pin):
        return ()
    try:
        assembly = possible(programme)
        if assembly is not None:
            negotiable(assembly.problem)
    except InputFaults as found:
        return tuple(found.faults)
    return ()


def _target(problem: Problem) -> Iterator[Told]:
    """Targets above what the openings allowed could fill, what the budget pays for, or what all companies want.

    target <= sum over quarters to y of openings[q] x largest workshop
    target <= sum over companies of min(demand[c, y], sum over prisons of most[c, p], on the better side), most within
    what fits and, then, within the budget; at last within the quarters in which a pair may open as well
    """
    fits = np.floor(np.minimum(problem.fits[:, None], problem.demand[problem.company][:, problem.year]) + 1e-9)
    fits = np.where(np.isfinite(fits), fits, problem.most)
    paid = affordable(problem.budget_seat, problem.budget, problem.carry_over, problem.year)
    for year, level in problem.target:
        by_then = problem.year <= year
        when = problem.years[year]
        openings = problem.openings[by_then]
        possible = problem.most[:, by_then].max(axis=0, initial=0) > 0
        used = possible & (openings >= 1)
        opened, largest = float(np.where(used, openings, 0.0).sum()), float(fits[:, by_then].max(initial=0))
        few = largest > 0 and opened * largest < level and np.isfinite(openings).any()
        if few:
            needed = int(np.ceil(level / largest / max(int(possible.sum()), 1)))
            yield (
                ("limits", "openings_per_quarter"),
                "target_above_openings",
                {"found": level, "year": when, "openings": int(opened), "largest": int(largest), "needed": needed},
            )
        held = _held(problem, fits, year)
        if held >= level:
            held = _held(problem, np.floor(np.minimum(fits, paid) + 1e-9), year)
            if held < level:
                euros = round(float(problem.budget[: year + 1].max()))
                yield (
                    ("limits", "state_capex"),
                    "target_above_budget",
                    {"found": level, "year": when, "bound": round(held), "euros": euros},
                )
                continue
            held = level if few else _held(problem, np.where(problem.allowed, problem.most, 0), year)
        if held < level:
            yield ("targets", "seats"), "target_above_wanted", {"found": level, "year": when, "bound": round(held)}


def _held(problem: Problem, most: Array, year: int) -> float:
    """Seats that the companies want by the end of a year, each pair at most so many (A, Q)."""
    widest = most[:, problem.year <= year].max(axis=1, initial=0)
    return float(np.minimum(of_companies(problem, widest), problem.demand[:, year]).sum())


def _budget(problem: Problem) -> Iterator[Told]:
    """A budget that pays for no opening in any year, where none is free of charge.

    cheapest = min over (a, q) of budget_opening + least x budget_seat
    """
    if not np.isfinite(problem.budget).all():
        return
    cost = problem.budget_opening + problem.least[:, None] * problem.budget_seat
    at_hand = np.cumsum(problem.budget) if problem.carry_over else problem.budget
    cheapest, most = float(cost.min(initial=np.inf)), float(at_hand.max(initial=0.0))
    wanted = bool(problem.target) or bool(problem.pinned)
    if wanted and (cost > at_hand[problem.year][None, :] + 1e-6).all():
        yield ("limits", "state_capex"), "budget_below_any_opening", {"found": round(most), "bound": round(cheapest)}


def _shares(problem: Problem) -> Iterator[Told]:
    """Least shares that cannot hold together: regions that add to more than one; women where nobody employs any."""
    together = float(problem.region_share.sum())
    if together > 1 + 1e-9:
        yield ("limits", "region_balance"), "balance_above_one", {"found": round(together, 3), "bound": 1}
    women = problem.allowed.any(axis=1) & problem.women
    if problem.women_share > 0 and not women.any():
        yield ("limits", "women_share"), "no_seat_for_women", {"found": problem.women_share, "bound": 0}
