"""A workshop simulated event by event with simpy: every person arrives, applies, tries, works and leaves on her own.

Written from the words of section 3 of the method, in continuous time, with nothing of the engines imported. Exits,
departures and arrivals may fall at any moment; a session is held once a month, when trials that are over are judged.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from math import log

import simpy


@dataclass(frozen=True)
class Case:
    """One workshop with its own pool."""

    seats: int
    level: float
    """People of the pool if there were no workshop."""
    apply: float
    passing: float
    trial: int
    leaving: float
    """Monthly chance that a worker leaves."""
    turnover: float
    """Monthly chance that someone of the pool leaves the prison."""
    beside: bool


@dataclass
class Seen:
    """What was seen: the mean of each month, and the number at work at a random moment of it."""

    means: list[float]
    moments: list[int]


class _Prison:
    def __init__(self, case: Case, seed: int) -> None:
        self.case, self.random, self.env = case, random.Random(seed), simpy.Environment()
        self.pool: set[int] = set()
        self.departures: dict[int, float] = {}
        self.on_trial: list[int] = []
        """Month in which each trainee was taken on."""
        self.working = 0
        self.area, self.since = 0.0, 0.0
        self.born = 0

    def join(self) -> None:
        """Someone enters the pool and will leave the prison some day, unless she is recruited before."""
        self.born += 1
        self.pool.add(self.born)
        self.env.process(self.depart(self.born))

    def depart(self, person: int):  # type: ignore[no-untyped-def]
        """The day on which she leaves the prison."""
        yield self.env.timeout(self.random.expovariate(-log(1 - self.case.turnover)))
        self.pool.discard(person)

    def arrivals(self):  # type: ignore[no-untyped-def]
        """New people, at any moment."""
        rate = -log(1 - self.case.turnover) * self.case.level
        while rate > 0:
            yield self.env.timeout(self.random.expovariate(rate))
            self.join()

    def count(self, change: int) -> None:
        """Keeps the surface under the number at work."""
        self.area += self.working * (self.env.now - self.since)
        self.since = self.env.now
        self.working += change

    def stay(self):  # type: ignore[no-untyped-def]
        """One worker, until she leaves the post."""
        yield self.env.timeout(self.random.expovariate(-log(1 - self.case.leaving)))
        self.count(-1)

    def session(self, month: int) -> None:
        """The monthly session: trials are judged, posts filled."""
        case, chance = self.case, self.random.random
        over = sum(1 for taken in self.on_trial if month - taken >= case.trial)
        self.on_trial = [taken for taken in self.on_trial if month - taken < case.trial]
        for _ in range(over):
            if chance() < case.passing:
                if self.working < case.seats:
                    self.count(+1)
                    self.env.process(self.stay())
                else:
                    self.join()
        if case.beside:
            missing = case.seats - self.working - case.passing * len(self.on_trial)
            wanted = int(max(0.0, missing) / case.passing + 0.5)
        else:
            wanted = max(0, case.seats - self.working - len(self.on_trial))
        volunteers = [person for person in sorted(self.pool) if chance() < case.apply]
        for person in volunteers[:wanted]:
            self.pool.discard(person)
            self.on_trial.append(month)


def simulate(case: Case, months: int, warm: int, seed: int) -> Seen:
    """Some months of a workshop, after a time to settle."""
    prison = _Prison(case, seed)
    env, seen = prison.env, Seen([], [])
    for _ in range(round(case.level)):
        prison.join()
    env.process(prison.arrivals())

    def calendar():  # type: ignore[no-untyped-def]
        for month in range(warm + months):
            prison.session(month)
            prison.area, prison.since = 0.0, env.now
            moment = prison.random.random()
            yield env.timeout(moment)
            at_moment = prison.working
            yield env.timeout(1 - moment)
            prison.count(0)
            if month >= warm:
                seen.means.append(prison.area)
                seen.moments.append(at_moment)

    env.run(until=env.process(calendar()))
    return seen
