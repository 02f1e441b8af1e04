"""The engine in plain numpy: the reference of the compiled kernel, and what runs where that cannot.

The order of a month is that of section 3 of the method: exits, trial ends, vacancies, hiring, pool.
"""

from __future__ import annotations

import numpy as np

from model.chance import Count, Event, binomial, poisson_count, uniform
from model.futures.people import KINDS, Counts, People
from model.money import Array
from model.workforce import hiring_rounds
from model.workshops import Flags


def count(people: People) -> Counts:
    """Whole people in every draw, workshop and month."""
    draws, rows, months = people.shape
    out = np.zeros((len(KINDS), draws, rows, months), dtype=np.int16)
    state = _State(people)
    for month in range(-people.lead, months):
        counted = state.step(month)
        if month >= 0:
            for kind, values in enumerate(counted):
                out[kind, :, :, month] = values
    return Counts(out)


class _State:
    """Who stands where, between two months."""

    def __init__(self, people: People) -> None:
        draws, rows, _ = people.shape
        self.people = people
        self.at_work: Count = np.zeros((draws, rows), dtype=np.int64)
        self.trial: Count = np.zeros((draws, rows, int(people.trial_months.max(initial=1)) + 1), dtype=np.int64)
        self.pool: Count = people.begin.copy()
        self.rounds = hiring_rounds(people.prison)

    def step(self, month: int) -> tuple[Count, ...]:
        """One month; returns the counts in the order of KINDS."""
        p, rows = self.people, np.arange(self.people.shape[1])
        there = month < p.gone
        seats = np.where(there, p.seats[:, month] if month >= 0 else 0, 0)
        exits = binomial(p.tables, self.at_work, p.exit_level, self._u(month, Event.EXIT))
        releases = binomial(p.tables, exits, p.release_level, self._u(month, Event.RELEASE))
        ending = self.trial[:, rows, p.trial_months]
        drawn = binomial(p.tables, ending, p.pass_level, self._u(month, Event.TRIAL))
        passed = np.where(p.all_pass & (p.opens == month), ending, drawn)
        stay = self.at_work - exits
        closures = np.maximum(0, stay - seats)
        placed = np.minimum(passed, seats - (stay - closures))
        self.at_work = stay - closures + placed
        self.trial[:, rows, p.trial_months] = 0
        campaign = (month < p.opens) & there
        dropped = self._drop(np.maximum(0, seats - self.at_work), campaign | (p.train_beside & (seats > 0)))
        self._give_back(passed - placed + closures + dropped)
        hires = self._hire(month, self._wanted(month, seats, campaign, there))
        self.trial = np.roll(self.trial, 1, axis=2)
        self.trial[:, :, 0] = 0
        self.trial[:, :, 1] += hires
        self._turn_over(month)
        return (
            self.trial.sum(axis=2),
            self.at_work,
            hires,
            placed,
            ending - passed,
            exits,
            releases,
            closures,
        )

    def _u(self, month: int, event: int) -> Array:
        return uniform(self.people.workshop_stream, self.people.first_month + month, event)

    def _drop(self, room: Count, kept: Flags) -> Count:
        """Trainees for whom no seat is left go back, the newest first."""
        excess = np.where(kept, 0, np.maximum(0, self.trial.sum(axis=2) - room))
        dropped = excess.copy()
        for column in range(self.trial.shape[2]):
            take = np.minimum(excess, self.trial[:, :, column])
            self.trial[:, :, column] -= take
            excess = excess - take
        return dropped

    def _give_back(self, back: Count) -> None:
        for row in range(back.shape[1]):
            ring = self.pool[:, self.people.prison[row], self.people.widest[row]]
            self.pool[:, self.people.prison[row], self.people.widest[row]] = np.minimum(
                ring + back[:, row], self.people.tables.size
            )

    def _wanted(self, month: int, seats: Count, campaign: Flags, there: Flags) -> Count:
        """People to take on: all first seats when the campaign starts, none during it, then the vacancies."""
        p = self.people
        in_trial = self.trial.sum(axis=2)
        beside = np.floor(np.maximum(0.0, seats - self.at_work - p.beyond_pass * in_trial) / p.beyond_pass + 0.5)
        vacancies = np.where(p.train_beside, beside.astype(np.int64), np.maximum(0, seats - self.at_work - in_trial))
        first = p.seats[np.arange(p.shape[1]), np.clip(p.opens, 0, p.shape[2] - 1)]
        starts = p.opens - p.trial_months == month
        return np.where(starts & there, first, np.where(campaign | ~there, 0, vacancies))

    def _hire(self, month: int, wanted: Count) -> Count:
        """People taken on by each workshop, out of the rings that suit it."""
        p = self.people
        hires = np.zeros_like(wanted)
        starts = p.opens - p.trial_months == month
        shares = np.where(starts, p.willing_level, p.apply_level)
        for turn in self.rounds:
            prison = p.prison[turn]
            suits = np.arange(self.pool.shape[2])[None, :] <= p.widest[turn][:, None]
            outside = self.pool[:, prison, :] * suits
            ready = np.zeros_like(outside)
            for ring in range(int(p.widest[turn].max()) + 1):
                u = uniform(p.workshop_stream[:, turn], p.first_month + month, Event.HIRE + ring)
                ready[:, :, ring] = binomial(p.tables, outside[:, :, ring], shares[:, turn], u)
            seen = (p.recruited[turn] >= 0) & starts[turn]
            ready = np.where(seen[None, :, None], outside, ready)
            most = np.where(seen[None, :], np.minimum(wanted[:, turn], p.recruited[turn]), wanted[:, turn])
            total = ready.sum(axis=2)
            taken = np.minimum(total, most)
            upto = np.cumsum(ready, axis=2) * taken[:, :, None] // np.maximum(total, 1)[:, :, None]
            take = np.diff(upto, axis=2, prepend=0)
            self.pool[:, prison, :] -= take
            hires[:, turn] = taken
        return hires

    def _turn_over(self, month: int) -> None:
        """People leave the prison and others arrive, ring by ring."""
        p = self.people
        moves = month >= -p.leads
        for ring in range(self.pool.shape[2]):
            calendar = p.first_month + month
            outside = self.pool[:, :, ring]
            leave = binomial(p.tables, outside, p.depart_level, uniform(p.prison_stream, calendar, Event.DEPART + ring))
            arrive = poisson_count(p.arrivals.ring(ring), uniform(p.prison_stream, calendar, Event.ARRIVE + ring))
            self.pool[:, :, ring] = np.where(moves, np.minimum(outside - leave + arrive, p.tables.size), outside)
