"""Months of hiring, trial, work and exits (section 3 of the method): the expected engine.

The recursion runs on means. It is exact for large numbers; for a small workshop with a tight pool it shows
4 to 16 points of fill too many, and whoever shows it must say so.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from model.money import Array
from model.workshops import Flags, Whole, Workshops


@dataclass(frozen=True)
class Workforce:
    """People by workshop and month, (W, M), given that the company stays."""

    trainees: Array
    """On trial."""
    at_work_end: Array
    """At work once the month's trials have ended."""
    at_work: Array
    """Average of the month, A (1 - h/2)."""
    hires: Array
    """Who start a trial."""
    trial_passes: Array
    """Who pass it and take a post."""
    trial_failures: Array
    """Who fail it."""
    exits: Array
    """Who leave the post: release, transfer, dismissal, by choice."""
    releases: Array
    """Of the exits, released."""
    closures: Array
    """Who lose the post because seats close."""
    pool: Array
    """Suitable people outside the workshop."""


def expected(workshops: Workshops) -> Workforce:
    """The recursion on means: exits, trial ends, vacancies, hiring, pool, in that order each month."""
    rows, months = workshops.seats.shape
    shape = (rows, months)
    out = {
        name: np.zeros(shape)
        for name in (
            "trainees",
            "at_work_end",
            "hires",
            "trial_passes",
            "trial_failures",
            "exits",
            "closures",
            "pool",
        )
    }
    length = int(workshops.trial_months.max(initial=1))
    lead = max(0, int((workshops.trial_months - workshops.opens).max(initial=0)))
    trial = np.zeros((rows, length + 1))  # column k: people in month k of their trial
    at_work, outside = np.zeros(rows), workshops.suitable.copy()
    hazard, turnover = workshops.exit, workshops.pool_turnover
    everyone = np.arange(rows)
    order = _hiring_order(workshops)
    for month in range(-lead, months):
        seats = workshops.seats[:, month] if month >= 0 else np.zeros(rows)
        exits = at_work * hazard
        ending = trial[everyone, workshops.trial_months].copy()
        passing = np.where(workshops.observed & (workshops.opens == month), 1.0, workshops.pass_rate)
        stay_on = at_work - exits
        closures = np.maximum(0.0, stay_on - seats)
        placed = np.minimum(ending * passing, seats - (stay_on - closures))
        at_work = stay_on - closures + placed
        outside += ending * passing - placed + closures
        trial[everyone, workshops.trial_months] = 0.0
        room = np.where(workshops.train_beside, np.inf, np.maximum(0.0, seats - at_work))
        in_trial = trial.sum(axis=1)
        campaign = month < workshops.opens
        dropped = np.where(campaign, 0.0, np.maximum(0.0, in_trial - room))
        with np.errstate(divide="ignore", invalid="ignore"):
            trial *= np.where(in_trial > 0, 1 - dropped / np.where(in_trial > 0, in_trial, 1.0), 1.0)[:, None]
        outside += dropped
        in_trial = trial.sum(axis=1)
        vacancies = np.where(
            workshops.train_beside,
            np.maximum(0.0, seats - at_work - workshops.pass_rate * in_trial)
            / np.maximum(workshops.pass_rate, 1e-9),
            np.maximum(0.0, seats - at_work - in_trial),
        )
        first_seats = workshops.seats[everyone, np.clip(workshops.opens, 0, months - 1)]
        starts = np.asarray(workshops.opens - workshops.trial_months == month)
        hires = _hire(
            workshops,
            outside,
            np.where(starts, first_seats, np.where(campaign, 0.0, vacancies)),
            starts,
            order,
        )
        trial = np.roll(trial, 1, axis=1)
        trial[:, 0] = 0.0
        trial[:, 1] += hires
        outside += turnover * (workshops.suitable - outside)
        if month >= 0:
            for name, value in (
                ("trainees", trial.sum(axis=1)),
                ("at_work_end", at_work),
                ("hires", hires),
                ("trial_passes", placed),
                ("trial_failures", ending * (1 - passing)),
                ("exits", exits),
                ("closures", closures),
                ("pool", outside),
            ):
                out[name][:, month] = value
    return Workforce(
        at_work=out["at_work_end"] * (1 - hazard / 2)[:, None],
        releases=out["exits"] * workshops.release_of_exits[:, None],
        **out,
    )


def _hiring_order(workshops: Workshops) -> list[list[int]]:
    """Rounds of hiring: in each, one workshop of every prison; rows stand by opening, then company."""
    rounds: list[list[int]] = []
    seen: dict[int, int] = {}
    for row, prison in enumerate(workshops.prison.tolist()):
        turn = seen.get(prison, 0)
        seen[prison] = turn + 1
        while len(rounds) <= turn:
            rounds.append([])
        rounds[turn].append(row)
    return rounds


def _hire(
    workshops: Workshops, outside: Array, wanted: Array, starts: Flags, order: list[list[int]]
) -> Array:
    """People hired by each workshop, taken out of ``outside`` in place.

    Pools of one prison are nested: who fits the narrower pool fits the wider one too, so a hire from one
    takes its part out of the others.
    """
    hires = np.zeros_like(outside)
    share = np.where(starts, workshops.willing, workshops.apply_share)
    for rows in order:
        turn = np.array(rows, dtype=np.int64)
        taken = np.minimum(wanted[turn], share[turn] * np.maximum(0.0, outside[turn]))
        hires[turn] = taken
        before = outside.copy()
        outside[turn] = np.maximum(0.0, outside[turn] - taken)
        if len(order) > 1:
            _take_from_shared(workshops, before, outside, turn, taken)
    return hires


def _take_from_shared(workshops: Workshops, before: Array, outside: Array, turn: Whole, taken: Array) -> None:
    by_prison = np.full(int(workshops.prison.max()) + 1, -1, dtype=np.int64)
    by_prison[workshops.prison[turn]] = np.arange(len(turn))
    hirer = by_prison[workshops.prison]
    others = np.flatnonzero((hirer >= 0) & ~np.isin(np.arange(len(outside)), turn))
    pool_of_hirer = np.maximum(before[turn][hirer[others]], 1e-12)
    overlap = np.minimum(1.0, before[others] / pool_of_hirer)
    outside[others] = np.maximum(0.0, outside[others] - taken[hirer[others]] * overlap)
