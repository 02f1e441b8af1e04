"""Months of hiring, trial, work and exits (section 3 of the method): the expected engine. Axes: W workshops,
M months, P prisons, R rings; where the flows are drawn, everything has a leading axis of D draws.

The recursion runs on means. It is exact for large numbers; for a small workshop with a tight pool it shows
up to 11 points of fill too many (docs/validation.md), and whoever shows it must say so.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from model.money import Array
from model.pools import rings
from model.workshops import Flags, Whole, Workshops


@dataclass(frozen=True)
class Flows:
    """What moves people, at best value (W,) or drawn (D, W)."""

    suitable: Array
    """People who could be recruited, E0."""
    willing: Array
    """Share of them who want the post at the opening."""
    apply_share: Array
    """Share of them who apply in a month."""
    pass_rate: Array
    """Share who pass the trial."""
    exit: Array
    """Monthly chance that a worker leaves, h."""
    release_of_exits: Array
    """Share of exits that are releases."""
    turnover: Array
    """Monthly chance that someone of the prison's pool leaves, mu."""


def best(workshops: Workshops) -> Flows:
    """The flows at their best values."""
    w = workshops
    return Flows(
        w.suitable, w.willing, w.apply_share, w.pass_rate, w.exit, w.release_of_exits, turnover=w.pool_turnover
    )


@dataclass(frozen=True)
class Workforce:
    """People by workshop and month, (W, M) or (D, W, M), given that the company stays."""

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


def expected(workshops: Workshops, flows: Flows | None = None) -> Workforce:
    """The recursion on means: exits, trial ends, vacancies, hiring, pool, in that order each month.

    flows: drawn ones; absent means the plan's best values.
    """
    flow = best(workshops) if flows is None else flows
    shape = (*flow.suitable.shape[:-1], *workshops.seats.shape)
    state = _State(workshops, flow)
    out: dict[str, Array] = {}
    for month in range(-state.lead, shape[-1]):
        counted = state.step(month)
        for name, value in counted.items() if month >= 0 else ():
            if name not in out:
                out[name] = np.zeros(shape)
            out[name][..., month] = value
    return Workforce(
        at_work=out["at_work_end"] * (1 - flow.exit / 2)[..., None],
        releases=out["exits"] * flow.release_of_exits[..., None],
        **out,
    )


def staying(force: Workforce, there: Array) -> dict[str, Array]:
    """Expected people of each kind, the chance that the company has left taken off. there: (..., W, M)."""
    left = np.concatenate([np.ones((*there.shape[:-1], 1)), there[..., :-1]], axis=-1) - there
    before = np.concatenate([np.zeros((*there.shape[:-1], 1)), force.at_work_end[..., :-1]], axis=-1)
    names = ("trainees", "at_work_end", "hires", "trial_passes", "trial_failures", "exits", "releases")
    counts = {name: getattr(force, name) * there for name in names}
    return counts | {"closures": force.closures * there + left * before}


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

    def __init__(self, workshops: Workshops, flow: Flows) -> None:
        rows, draws = len(workshops.list), flow.suitable.shape[:-1]
        self.workshops, self.flow, self.rows = workshops, flow, np.arange(rows)
        self.lead = max(0, int((workshops.trial_months - workshops.opens).max(initial=0)))
        self.at_work = np.zeros((*draws, rows))
        self.trial = np.zeros((*draws, int(workshops.trial_months.max(initial=1)) + 1, rows))
        """Row k: people in month k of their trial."""
        self.nested = rings(workshops.suitable, workshops.side)
        self.full = self.nested.sizes(flow.suitable, workshops.side)
        self.pool = self.full.copy()
        self.turnover = np.zeros(self.full.shape[:-1])
        self.turnover[..., workshops.side] = flow.turnover
        self.rounds = hiring_rounds(workshops.side)

    def step(self, month: int) -> dict[str, Array]:
        """One month; the counts by name."""
        w, flow = self.workshops, self.flow
        seats = w.seats[:, month] if month >= 0 else np.zeros(len(self.rows))
        exits = self.at_work * flow.exit
        ending = self.trial[..., w.trial_months, self.rows]
        passed = ending * np.where(w.observed & (w.opens == month), 1.0, flow.pass_rate)
        stay = self.at_work - exits
        closures = np.maximum(0.0, stay - seats)
        placed = np.minimum(passed, seats - (stay - closures))
        self.at_work = stay - closures + placed
        self.trial[..., w.trial_months, self.rows] = 0.0
        campaign = np.asarray(month < w.opens)
        dropped = self._drop(np.maximum(0.0, seats - self.at_work), campaign | (w.train_beside & (seats > 0)))
        back = passed - placed + closures + dropped
        for turn in self.rounds:
            self.pool[..., w.side[turn], self.nested.widest[turn]] += back[..., turn]
        hires = self._hire(month, self._wanted(month, seats, campaign))
        self.trial = np.roll(self.trial, 1, axis=-2)
        self.trial[..., 0, :] = 0.0
        self.trial[..., 1, :] += hires
        self.pool += self.turnover[..., None] * (self.full - self.pool)
        return {
            "trainees": self.trial.sum(axis=-2),
            "at_work_end": self.at_work,
            "hires": hires,
            "trial_passes": placed,
            "trial_failures": ending - passed,
            "exits": exits,
            "closures": closures,
            "pool": self.pool.sum(axis=-1)[..., w.side],
        }

    def _drop(self, room: Array, kept: Flags) -> Array:
        """Trainees for whom no seat is left go back, the newest first."""
        excess = np.where(kept, 0.0, np.maximum(0.0, self.trial.sum(axis=-2) - room))
        dropped = excess.copy()
        for month in range(self.trial.shape[-2] if excess.any() else 0):
            take = np.minimum(excess, self.trial[..., month, :])
            self.trial[..., month, :] -= take
            excess = excess - take
        return dropped

    def _wanted(self, month: int, seats: Array, campaign: Flags) -> Array:
        """People to take on: all first seats when the campaign starts, none during it, then the vacancies."""
        w, rate, in_trial = self.workshops, self.flow.pass_rate, self.trial.sum(axis=-2)
        beside = np.maximum(0.0, seats - self.at_work - rate * in_trial) / np.maximum(rate, 1e-9)
        vacancies = np.where(w.train_beside, beside, np.maximum(0.0, seats - self.at_work - in_trial))
        first = w.seats[self.rows, np.clip(w.opens, 0, w.seats.shape[1] - 1)]
        starts = w.opens - w.trial_months == month
        return np.where(starts, first, np.where(campaign, 0.0, vacancies))

    def _hire(self, month: int, wanted: Array) -> Array:
        """People taken on by each workshop, out of the rings that suit it, in proportion."""
        w, hires = self.workshops, np.zeros(self.at_work.shape)
        share = np.where(w.opens - w.trial_months == month, self.flow.willing, self.flow.apply_share)
        for turn in self.rounds:
            prison = w.side[turn]
            suits = np.arange(self.pool.shape[-1])[None, :] <= self.nested.widest[turn][:, None]
            ready = self.pool[..., prison, :] * suits * share[..., turn, None]
            total = ready.sum(axis=-1)
            hires[..., turn] = np.minimum(wanted[..., turn], total)
            self.pool[..., prison, :] -= ready * (hires[..., turn] / np.where(total > 0, total, 1.0))[..., None]
        return hires
