"""Months of hiring, trial, work and exits (section 3 of the method): the expected engine.

The recursion runs on means. It is exact for large numbers; for a small workshop with a tight pool it shows
4 to 16 points of fill too many, and whoever shows it must say so.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from model.money import Array
from model.pools import rings
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
    """Suitable people outside the prison's workshops."""


def expected(workshops: Workshops) -> Workforce:
    """The recursion on means: exits, trial ends, vacancies, hiring, pool, in that order each month."""
    rows, months = workshops.seats.shape
    state = _State(workshops)
    out: dict[str, Array] = {}
    for month in range(-state.lead, months):
        counted = state.step(month)
        for name, value in counted.items() if month >= 0 else ():
            out.setdefault(name, np.zeros((rows, months)))[:, month] = value
    return Workforce(
        at_work=out["at_work_end"] * (1 - workshops.exit / 2)[:, None],
        releases=out["exits"] * workshops.release_of_exits[:, None],
        **out,
    )


def hiring_rounds(prison: Whole) -> list[Whole]:
    """Rounds of hiring: in each, at most one workshop of every prison (W,); rows stand by opening, company."""
    turns: list[list[int]] = []
    seen: dict[int, int] = {}
    for row, one in enumerate(prison.tolist()):
        turn = seen[one] = seen.get(one, -1) + 1
        if turn == len(turns):
            turns.append([])
        turns[turn].append(row)
    return [np.array(turn, dtype=np.int64) for turn in turns]


class _State:
    """Who stands where, on average, between two months."""

    def __init__(self, workshops: Workshops) -> None:
        rows = len(workshops.list)
        self.workshops, self.rows = workshops, np.arange(rows)
        self.lead = max(0, int((workshops.trial_months - workshops.opens).max(initial=0)))
        self.at_work = np.zeros(rows)
        self.trial = np.zeros((rows, int(workshops.trial_months.max(initial=1)) + 1))
        """Column k: people in month k of their trial."""
        self.nested = rings(workshops.suitable, workshops.prison)
        self.full = self.nested.sizes(workshops.suitable, workshops.prison)
        self.pool = self.full.copy()
        self.turnover = np.zeros(len(self.full))
        self.turnover[workshops.prison] = workshops.pool_turnover
        self.rounds = hiring_rounds(workshops.prison)

    def step(self, month: int) -> dict[str, Array]:
        """One month; the counts by name."""
        w = self.workshops
        seats = w.seats[:, month] if month >= 0 else np.zeros(len(self.rows))
        exits = self.at_work * w.exit
        ending = self.trial[self.rows, w.trial_months].copy()
        passed = ending * np.where(w.observed & (w.opens == month), 1.0, w.pass_rate)
        stay = self.at_work - exits
        closures = np.maximum(0.0, stay - seats)
        placed = np.minimum(passed, seats - (stay - closures))
        self.at_work = stay - closures + placed
        self.trial[self.rows, w.trial_months] = 0.0
        campaign = np.asarray(month < w.opens)
        dropped = self._drop(np.maximum(0.0, seats - self.at_work), campaign | (w.train_beside & (seats > 0)))
        np.add.at(self.pool, (w.prison, self.nested.widest), passed - placed + closures + dropped)
        hires = self._hire(month, self._wanted(month, seats, campaign))
        self.trial = np.roll(self.trial, 1, axis=1)
        self.trial[:, 0] = 0.0
        self.trial[:, 1] += hires
        self.pool += self.turnover[:, None] * (self.full - self.pool)
        return {
            "trainees": self.trial.sum(axis=1),
            "at_work_end": self.at_work,
            "hires": hires,
            "trial_passes": placed,
            "trial_failures": ending - passed,
            "exits": exits,
            "closures": closures,
            "pool": self.pool.sum(axis=1)[w.prison],
        }

    def _drop(self, room: Array, kept: Flags) -> Array:
        """Trainees for whom no seat is left go back, the newest first."""
        excess = np.where(kept, 0.0, np.maximum(0.0, self.trial.sum(axis=1) - room))
        dropped = excess.copy()
        for column in range(self.trial.shape[1]):
            take = np.minimum(excess, self.trial[:, column])
            self.trial[:, column] -= take
            excess = excess - take
        return dropped

    def _wanted(self, month: int, seats: Array, campaign: Flags) -> Array:
        """People to take on: all first seats when the campaign starts, none during it, then the vacancies."""
        w, in_trial = self.workshops, self.trial.sum(axis=1)
        beside = np.maximum(0.0, seats - self.at_work - w.pass_rate * in_trial) / np.maximum(w.pass_rate, 1e-9)
        vacancies = np.where(w.train_beside, beside, np.maximum(0.0, seats - self.at_work - in_trial))
        first = w.seats[self.rows, np.clip(w.opens, 0, w.seats.shape[1] - 1)]
        starts = w.opens - w.trial_months == month
        return np.where(starts, first, np.where(campaign, 0.0, vacancies))

    def _hire(self, month: int, wanted: Array) -> Array:
        """People taken on by each workshop, out of the rings that suit it, in proportion."""
        w, hires = self.workshops, np.zeros(len(self.rows))
        share = np.where(w.opens - w.trial_months == month, w.willing, w.apply_share)
        for turn in self.rounds:
            prison = w.prison[turn]
            suits = np.arange(self.pool.shape[1])[None, :] <= self.nested.widest[turn][:, None]
            ready = self.pool[prison] * suits * share[turn][:, None]
            total = ready.sum(axis=1)
            hires[turn] = np.minimum(wanted[turn], total)
            self.pool[prison] -= ready * (hires[turn] / np.where(total > 0, total, 1.0))[:, None]
        return hires
