"""Inputs that no plan could meet, found before the search: both numbers, and what to change (section 11)."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from model.rollout.pricing import of_companies
from model.rollout.problem import Problem
from model.schema.fault import Fault, InputFaults, Scalar

Place = tuple[str | int, ...]
Told = tuple[Place, str, dict[str, Scalar]]
"""Where in the scenario, which fault, and its numbers."""
NEGOTIABLE = ("target_above_wanted", "target_above_openings", "budget_below_any_opening")
"""Faults of a limit or a target: whoever asks what is lacking is told so, and answered."""


def impossible(problem: Problem) -> Iterator[Told]:
    """Every contradiction that can be seen without solving. Each is certain: a problem that has one has no plan."""
    yield from _target(problem)
    yield from _budget(problem)
    yield from _shares(problem)
    yield from _pins(problem)


def negotiable(problem: Problem) -> tuple[Fault, ...]:
    """The contradictions that a limit or a target could give way to. Raises InputFaults where there is any other."""
    told = [Fault(code, path=".".join(map(str, path)), fields=fields) for path, code, fields in impossible(problem)]
    if any(fault.code not in NEGOTIABLE for fault in told):
        raise InputFaults(told)
    return tuple(told)


def _target(problem: Problem) -> Iterator[Told]:
    """Targets above what all companies want, and above what the openings allowed could fill.

    target <= sum over companies of min(demand[c, y], sum over prisons of most[c, p], on the better side)
    target <= sum over quarters to y of openings[q] x largest workshop
    """
    widest = problem.most.max(axis=0, initial=0)
    for year, level in problem.target:
        by_then = problem.year <= year
        most = np.where(problem.allowed[:, by_then], problem.most[:, by_then], 0).max(axis=1, initial=0)
        wanted = of_companies(problem, most)
        in_all = float(np.minimum(wanted, problem.demand[:, year]).sum())
        when = problem.years[year]
        if in_all < level:
            yield (
                ("targets", "seats"),
                "target_above_wanted",
                {"found": level, "year": when, "bound": round(in_all)},
            )
            continue
        allowed = problem.openings[by_then]
        opened = float(np.where(widest[by_then] > 0, np.where(np.isfinite(allowed), allowed, np.inf), 0.0).sum())
        largest = float(widest[by_then].max(initial=0))
        if opened * largest < level:
            needed = int(np.ceil(level / max(largest, 1.0) / max(int(by_then.sum()), 1)))
            yield (
                ("limits", "openings_per_quarter"),
                "target_above_openings",
                {"found": level, "year": when, "openings": int(opened), "largest": int(largest), "needed": needed},
            )


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


def _pins(problem: Problem) -> Iterator[Told]:
    """Pinned workshops with more seats than the pair can hold, or more of them than a prison has rooms."""
    held: dict[int, int] = {}
    for position, (pair, quarter, seats) in enumerate(problem.pinned):
        prison = int(problem.prison[pair])
        held[prison] = held.get(prison, 0) + 1
        company = problem.companies[int(problem.company[pair])]
        most = int(problem.most[pair, quarter])
        if seats > most:
            yield ("pin", position, "seats"), "pin_above_most", {
                "prison": problem.prisons[prison], "company": company, "found": seats, "bound": most,
            }  # fmt: skip
    for prison, count in held.items():
        if count > problem.rooms[prison]:
            bound = int(problem.rooms[prison])
            yield ("pin",), "pins_above_rooms", {"prison": problem.prisons[prison], "found": count, "bound": bound}
