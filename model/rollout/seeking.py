"""The search for ways out of a target that is missed: each limit alone, a level of education, a later year, limits
together; the limits that the best plan uses up most come first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Final

import numpy as np

from model.rollout.assemble import Assembly
from model.rollout.limits import FAMILIES, Family, unlimited
from model.rollout.look import look
from model.rollout.reach import Effort, Reach, possible
from model.rollout.slack import slacks
from model.rollout.solution import Stop
from model.rollout.ways import WayOut, by_education, by_limits, by_time
from model.schema.programme import Programme

Tell = Callable[[str], None]
"""Told what is being tried: here, named, a family, families joined by "+", education, later."""
TOLD: Final = 2
"""Ways out that are sought even when the time is over: whoever asked is never left without one that could be found."""
_OF: Final[dict[str, Family]] = {
    "workshops": "space", "area": "space", "pool": "candidates", "demand": "partners", "company_openings": "partners",
    "budget": "budget", "openings": "staff", "region_share": "balance", "women_share": "balance",
}  # fmt: skip


@dataclass
class Seeking:
    """What was asked, and what has been found so far."""

    programme: Programme
    here: Reach | None
    """The best plan as things are; None where nothing can open."""
    target: tuple[int, float]
    """Index of the year, people at work."""
    effort: Effort
    tell: Tell
    over: Stop
    """Whether the time is over: then no more than TOLD ways are sought."""
    lifted: dict[Family, Reach] = field(default_factory=dict)
    """With each limit alone lifted: a plan that meets the target, or a bound under it, or the best found."""
    ways: list[WayOut] = field(default_factory=list)
    outdone: int = 0
    """Ways that were found and left out, as another asks for no more of anything."""

    @property
    def assembly(self) -> Assembly | None:
        """The programme as it is."""
        return None if self.here is None else self.here.assembly

    @property
    def stopped(self) -> bool:
        """Whether whoever asked wants it to end."""
        return self.effort.stop is not None and self.effort.stop()

    @property
    def enough(self) -> bool:
        """Whether to end here."""
        return self.stopped or (self.over() and len(self.ways) + self.outdone >= TOLD)

    @property
    def sorted(self) -> tuple[WayOut, ...]:
        """The ways found, the least State investment first."""
        return tuple(sorted(self.ways, key=lambda way: (round(way.found.investment), len(way.ways), way.ways)))

    def keep(self, way: WayOut | None) -> None:
        """A way that was sought to its end: else it may be far from the least. One that asks for no less of anything
        than another is no way of its own."""
        if way is None or self.stopped:
            return
        together = [*self.ways, way]
        self.ways = [one for one in together if not any(outdoes(other, one) for other in together if other is not one)]
        self.outdone += len(together) - len(self.ways)

    def run(self) -> None:
        """Every way, until enough are known."""
        for family in by_use(self.here):
            if self.stopped:
                return
            self._alone(family)
        if self.assembly is not None and not self._late:
            self.tell("later")
            self.keep(by_time(self.assembly, self.target, self.effort))
        for activity in dict.fromkeys(company.activity for company in self.programme.companies.values()):
            if self.programme.activities[activity].education.by == "none" or self._ruled_out or self._late:
                continue
            self.tell("education")
            self.keep(by_education(self.programme, activity, self.target, self.effort))
        if len(self.ways) < TOLD and not self.stopped:
            self._together()

    @property
    def _late(self) -> bool:
        return self.stopped or self.over()

    @property
    def _ruled_out(self) -> bool:
        """Whether any number of people would not be enough."""
        people = self.lifted.get("candidates")
        return people is not None and people.bound < self.target[1]

    def _alone(self, family: Family) -> None:
        """The way without one limit."""
        self.tell(family)
        if self.here is not None and not limited(self.programme, family):
            self.lifted[family] = self.here
            return
        found = self._looked((family,))
        if found is None:
            return
        self.lifted[family] = found
        if found.people >= self.target[1] - 1e-6 and not self.enough:
            self.keep(by_limits(self.programme, self.assembly, found, (family,), self.target, self.effort))

    def _together(self) -> None:
        """Two limits, else all of them; where one alone is enough, that one beside another, if both are then used."""
        alone = [way.ways[0] for way in self.ways if way.ways[0] in FAMILIES]
        everything = None
        if not self.ways:
            self.tell("+".join(FAMILIES))
            everything = self._looked(FAMILIES)
            if everything is None or everything.people < self.target[1] - 1e-6:
                return
        for two in combinations(by_use(self.here), 2):
            pair = tuple(sorted(two, key=FAMILIES.index))
            if self.enough:
                return
            idle = [f for f in pair if self.here is not None and not limited(self.programme, f)]
            if idle or (self.ways and alone and not set(alone) & set(pair)):
                continue
            self.tell("+".join(pair))
            found = self._looked(pair)
            if found is not None and found.people >= self.target[1] - 1e-6:
                way = by_limits(self.programme, self.assembly, found, pair, self.target, self.effort)
                if way is not None and (not alone or uses(way) >= set(pair)):
                    self.keep(way)
        if not self.ways and everything is not None:
            self.keep(by_limits(self.programme, self.assembly, everything, FAMILIES, self.target, self.effort))

    def _looked(self, families: Sequence[Family]) -> Reach | None:
        relaxed = possible(unlimited(self.programme, families))
        return None if relaxed is None else look(relaxed, *self.target, self.effort, self.here)


def limited(programme: Programme, family: Family) -> bool:
    """Whether a programme sets a limit of a family at all."""
    limits = programme.scenario.limits
    match family:
        case "budget":
            return bool(limits.state_capex)
        case "staff":
            return limits.openings_per_quarter is not None
        case "balance":
            return limits.region_balance > 0 or limits.women_share > 0
    return True


def by_use(here: Reach | None) -> list[Family]:
    """The families of limits, those of which a plan uses up most first: the share of its limits in use that leave
    nothing."""
    if here is None or not len(here.plan.pair):
        return list(FAMILIES)
    regions = tuple(map(str, range(len(here.own.region_share))))
    full: dict[Family, list[bool]] = {family: [] for family in FAMILIES}
    for one in slacks(here.own, here.plan, regions):
        if one.limit in _OF:
            full[_OF[one.limit]].append(one.binding)
    used = {family: float(np.mean(rows)) if rows else 0.0 for family, rows in full.items()}
    return sorted(FAMILIES, key=lambda family: (-used[family], FAMILIES.index(family)))


def uses(way: WayOut) -> set[Family]:
    """The families of which a way out asks for more."""
    of: dict[str, Family] = {
        "agreements": "partners", "area": "space", "workshops": "space", "people": "candidates", "euros": "budget",
        "openings": "staff", "seats": "balance",
    }  # fmt: skip
    return {of[more.what] for more in way.more if more.what in of}


def outdoes(one: WayOut, other: WayOut) -> bool:
    """Whether a way out asks for no more of anything than another, and for less of something or of fewer things."""
    mine, theirs = asked_for(one), asked_for(other)
    return mine != theirs and all(amount <= theirs.get(what, 0.0) for what, amount in mine.items())


def asked_for(way: WayOut) -> dict[str, float]:
    """What a way out asks for, each thing added up over the places, and what the State invests in all; rounded, so
    that of two that are as good as equal neither outdoes the other."""
    total = {"investment": way.found.investment}
    for more in way.more:
        what = f"{more.what}:{more.where}" if more.what in ("education", "later") else more.what
        total[what] = total.get(what, 0.0) + more.amount
    return {what: round(amount, 4) for what, amount in total.items()}
