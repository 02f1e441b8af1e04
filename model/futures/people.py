"""What the stochastic engine is given, and what it counts. Axes: D draws, W workshops, P prisons, R rings, M months."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from model.chance import Binomials, Count, Poissons, Word
from model.workshops import Flags

Small = npt.NDArray[np.int16]
KINDS = (
    "trainees",
    "at_work_end",
    "hires",
    "trial_passes",
    "trial_failures",
    "exits",
    "releases",
    "closures",
)
"""What is counted, in the order of the first axis of :class:`Counts`."""


@dataclass(frozen=True)
class People:
    """A chunk of futures, ready to be counted. The people of a side of a prison stand in nested rings: those of ring 0
    suit every workshop, those of the last only the widest."""

    first_month: int
    """Calendar month of the scenario's start, months since year 0."""
    tables: Binomials
    workshop_stream: Word
    """(D, W)"""
    prison_stream: Word
    """(D, P)"""
    prison: Count
    """(W,) index of the side of a prison."""
    widest: Count
    """(W,) index of the widest ring that suits the workshop."""
    rings: Count
    """(P,) how many rings the side's pool has."""
    opens: Count
    """(W,) month of opening, from the scenario's start."""
    seats: Count
    """(W, M)"""
    trial_months: Count
    """(W,) at least 1."""
    train_beside: Flags
    """(W,)"""
    recruited: Count
    """(W,) people seen at the opening; -1 where none were."""
    all_pass: Flags
    """(W,) whether the first recruits are known to have passed the trial."""
    beyond_pass: npt.NDArray[np.float64]
    """(D, W) pass rate, to train more people than posts."""
    exit_level: Count
    """(D, W) places on the grid of probabilities."""
    release_level: Count
    """(D, W) release, given an exit."""
    pass_level: Count
    """(D, W)"""
    apply_level: Count
    """(D, W)"""
    willing_level: Count
    """(D, W)"""
    depart_level: Count
    """(D, P)"""
    begin: Count
    """(D, P, R) people in each ring at the start."""
    arrivals: Poissons
    """(D, P, R) monthly arrivals."""
    gone: Count
    """(D, W) first month, from the start, in which the company has left."""

    @property
    def shape(self) -> tuple[int, int, int]:
        """Draws, workshops, months."""
        return self.gone.shape[0], self.seats.shape[0], self.seats.shape[1]

    @property
    def leads(self) -> Count:
        """(P,) months before the start in which a campaign of the prison may already recruit. Its pool stands still
        until then, so that what a prison goes through does not depend on the rest of the plan."""
        found = np.zeros(self.begin.shape[1], dtype=np.int64)
        np.maximum.at(found, self.prison, self.trial_months - self.opens)
        return found

    @property
    def lead(self) -> int:
        """The longest of them."""
        return int(self.leads.max(initial=0))


@dataclass(frozen=True)
class Counts:
    """Whole people, (8 kinds, D, W, M)."""

    values: Small

    def of(self, kind: str) -> npt.NDArray[np.int64]:
        """(D, W, M) of one kind."""
        return np.asarray(self.values[KINDS.index(kind)], dtype=np.int64)


def by_prison(prison: Count, prisons: int) -> tuple[Count, Count]:
    """(W,) workshops prison by prison, each in its order; and (P + 1,) where each prison's begin. prison: (W,)."""
    order = np.argsort(prison, kind="stable")
    return order, np.searchsorted(prison[order], np.arange(prisons + 1))
