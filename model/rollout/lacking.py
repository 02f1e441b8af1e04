"""What is lacking: whether a target can be met, which limit binds, and the ways out (section 11 of the method).

The test of "only partnerships are lacking": solve again with unlimited partners of the kinds at hand, everything else
as it is; then with each other limit alone lifted. The claim holds for a target that is out of reach as things are and
that unlimited partners alone let reach.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Literal

from model.projection import project
from model.rollout.assemble import Assembly, assemble
from model.rollout.freed import A_PERSON, Freed, decided, freed, torn, without
from model.rollout.impossible import negotiable
from model.rollout.limits import FAMILIES, Family, unlimited, without_archetypes
from model.rollout.planned import planned
from model.rollout.reach import Effort, Reach, possible, reach
from model.rollout.ways import WayOut, by_education, by_limits, by_time
from model.schema.programme import Programme
from model.schema.quantity import StandIn
from model.space import free_area

Claim = Literal["needless", "holds", "fails", "unproven"]
"""needless: the target can be met by companies that exist, or there is none; holds: out of reach for them, and partners
alone reach it, those of the kinds at hand or unlimited ones; fails: they do not; unproven: no plan was found in time,
nor proof that there is none."""
Tell = Callable[[str], None]
"""Told what is being tried: here, named, a family, families joined by "+", education, later."""


@dataclass(frozen=True)
class Verdict:
    """Whether a target can be met, what binds, what it would take."""

    programme: Programme
    year: int
    level: float | None
    """People at work asked for by the end of the year; None where the scenario asks for none."""
    here: Reach | None
    """As things are; None where no workshop could open at all."""
    named: Reach | None
    """With the companies that exist alone; None where the scenario has none, or no archetype."""
    lifted: dict[Family, Reach]
    """With each limit alone lifted."""
    ways: tuple[WayOut, ...]
    """The least State investment first; none where the target can be met."""
    expected: float | None = None
    """People at work in the year's last month by the projection of the best plan: workshops that still fill, and
    partners who may leave, are in it. None without a plan."""
    pins: Freed | None = None
    """What the pins cost, where they do. Where no plan can have all of them, the rest of the verdict leaves them
    out."""

    @property
    def people(self) -> float:
        """The most people at work, as things are."""
        return 0.0 if self.here is None else self.here.people

    @property
    def torn(self) -> bool:
        """Whether no plan can have all the pins."""
        return self.pins is not None and self.pins.torn

    @property
    def met(self) -> bool:
        """Whether a plan meets what is asked as things are: the target, if there is one, and every pin."""
        return self.reached and not self.torn

    @property
    def reached(self) -> bool:
        """Whether a plan meets the target; true where there is none."""
        return self.level is None or self.people >= self.level - 1e-6

    @property
    def lasts(self) -> bool:
        """Whether the projection of the best plan meets the target too; true where there is none."""
        return self.level is None or (self.expected is not None and self.expected >= self.level - 1e-6)

    @property
    def doubtful(self) -> bool:
        """Whether no plan was found that meets the target, nor a proof that there is none."""
        return not self.reached and self.here is not None and self.level is not None and self.here.bound >= self.level

    @property
    def claim(self) -> Claim:
        """The answer to "only partnerships are lacking"."""
        if self.level is None:
            return "needless"
        if self.reached:
            alone = self.named is None or self.named.people >= self.level - 1e-6
            return "needless" if alone else "holds"
        with_partners = self.lifted.get("partners")
        if with_partners is None:  # nothing could open with any number of them
            return "fails"
        if with_partners.people >= self.level - 1e-6:
            return "holds"
        return "fails" if with_partners.bound < self.level - 1e-6 else "unproven"

    @property
    def binding(self) -> Family | None:
        """The limit that, lifted alone, lets most people be at work; among those that let the target be met, that of
        the cheapest way out. None where lifting any one changes nothing."""
        alone = [way.ways[0] for way in self.ways if len(way.ways) == 1]
        for way in alone:
            if way in FAMILIES:
                return next(family for family in FAMILIES if family == way)
        gains = {family: found.people - self.people for family, found in self.lifted.items()}
        best = max(gains, key=lambda family: gains[family], default=None)
        return best if best is not None and gains[best] >= A_PERSON else None


def verdict(programme: Programme, effort: Effort, tell: Tell = lambda step: None) -> Verdict:
    """What is lacking in a programme for its target; without a target, by its end. Raises InputFaults, also where no
    way out could mend what is asked.

    A stop ends it before the next step: what was found until then, and no way out that was not sought to its end.
    """
    tell("here")
    assembly = possible(programme)
    if assembly is not None:
        negotiable(assembly.problem)
    lifted_first = assembly or assemble(unlimited(programme, FAMILIES))
    last = len(lifted_first.problem.years) - 1
    year, level = lifted_first.problem.target[0] if lifted_first.problem.target else (last, None)
    here = None if assembly is None else reach(assembly, year, effort)
    people = 0.0 if here is None else here.people
    short = level is not None and people < level - 1e-6
    if assembly is not None and decided(programme):
        for target in (False,) if short else (False, True):
            if torn(assembly.problem, year, effort, target):
                return _without_pins(programme, year, effort, tell, target)
    enough = level if short and level is not None else float("inf")
    pins = None
    if short and decided(programme) and not _stopped(effort):
        tell("pins")
        pins = freed(programme, year, effort, people, contradict=False)
    named = None if _stopped(effort) else _named(programme, year, effort, tell)
    lifted: dict[Family, Reach] = {}
    for family in FAMILIES:
        if _stopped(effort):
            break
        tell(family)
        relaxed = possible(unlimited(programme, (family,)))
        if relaxed is not None:
            lifted[family] = reach(relaxed, year, effort, enough, here)
    ways: list[WayOut] = []
    if short and level is not None and not _stopped(effort):
        ways = _ways(programme, assembly, lifted, (year, level), effort, tell)
    found = Verdict(programme, lifted_first.problem.years[year], level, here, named, lifted, tuple(ways))
    return replace(found, expected=_expected(programme, here, found.year), pins=pins)


def _without_pins(programme: Programme, year: int, effort: Effort, tell: Tell, target: bool) -> Verdict:
    """The verdict of a programme whose pins contradict what is asked: without them, and what they cost."""
    tell("pins")
    cost = freed(programme, year, effort, 0.0, contradict=True, target=target)
    return replace(verdict(without(programme, decided(programme)), effort, tell), pins=cost)


def _expected(programme: Programme, here: Reach | None, year: int) -> float | None:
    """People at work in the last month of a year by the projection of a plan."""
    if here is None or not len(here.plan.pair):
        return None
    opened = planned(programme, here.assembly, here.plan)
    last = max(m for m, month in enumerate(opened.months) if month.startswith(str(year)))
    return float(project(opened).outcomes["at_work"][:, last].sum())


def rests_on_defaults(programme: Programme, family: Family) -> tuple[int, int]:
    """How many of the figures behind a limit stand in for unknown ones, of how many: prisons for space and people,
    companies for partners; (0, 0) for what the scenario chooses."""
    start, defaults = programme.scenario.start, programme.defaults
    match family:
        case "space":
            rooms = [free_area(p, defaults, start) for p in programme.prisons.values()
                     if p.workshops or p.type not in defaults.without_workshops]  # fmt: skip
            return sum(isinstance(room, StandIn) for room in rooms), len(rooms)
        case "candidates":
            stays = [p.population.staying_12_months for p in programme.prisons.values()
                     if p.workshops or p.type not in defaults.without_workshops]  # fmt: skip
            return sum(f is not None and isinstance(f.at(start), StandIn) for f in stays), len(stays)
        case "partners":
            return sum(c.archetype for c in programme.companies.values()), len(programme.companies)
    return 0, 0


def _stopped(effort: Effort) -> bool:
    return effort.stop is not None and effort.stop()


def _named(programme: Programme, year: int, effort: Effort, tell: Tell) -> Reach | None:
    """With the companies that exist alone, where the scenario has both kinds."""
    archetypes = sum(company.archetype for company in programme.companies.values())
    if archetypes in (0, len(programme.companies)):
        return None
    tell("named")
    alone = possible(without_archetypes(programme))
    return None if alone is None else reach(alone, year, effort)


def _ways(
    programme: Programme, assembly: Assembly | None, lifted: dict[Family, Reach], target: tuple[int, float],
    effort: Effort, tell: Tell,
) -> list[WayOut]:  # fmt: skip
    """Every way found, the cheapest first: each limit alone; where none is enough, two, then all of them together."""
    ways: list[WayOut | None] = []

    def keep(way: WayOut | None) -> None:
        if not _stopped(effort):  # else it may be far from the least
            ways.append(way)

    for family, found in lifted.items():
        if found.people >= target[1] - 1e-6 and not _stopped(effort):
            keep(by_limits(programme, assembly, found, (family,), target, effort))
    people = lifted.get("candidates")
    ruled_out = people is not None and people.bound < target[1]  # any number of people would not be enough
    for activity in dict.fromkeys(company.activity for company in programme.companies.values()):
        if programme.activities[activity].education.by != "none" and not ruled_out and not _stopped(effort):
            tell("education")
            keep(by_education(programme, activity, target, effort))
    if assembly is not None and not _stopped(effort):
        tell("later")
        keep(by_time(assembly, target, effort))
    if not any(ways) and not _stopped(effort):
        for way in _together(programme, assembly, target, effort, tell):
            keep(way)
    whole = [way for way in ways if way is not None]
    return sorted(whole, key=lambda way: (round(way.found.investment), len(way.ways), way.ways))


def _together(
    programme: Programme, assembly: Assembly | None, target: tuple[int, float], effort: Effort, tell: Tell
) -> list[WayOut | None]:
    """Two limits lifted together, else all of them; nothing where even all of them are not enough."""
    tell("+".join(FAMILIES))
    everything = _reached(programme, FAMILIES, target, effort)
    if everything is None:
        return []
    ways: list[WayOut | None] = []
    for families in combinations(FAMILIES, 2):
        if _stopped(effort):
            return []
        tell("+".join(families))
        found = _reached(programme, families, target, effort)
        if found is not None:
            ways.append(by_limits(programme, assembly, found, families, target, effort))
    return ways if any(ways) else [by_limits(programme, assembly, everything, FAMILIES, target, effort)]


def _reached(
    programme: Programme, families: Sequence[Family], target: tuple[int, float], effort: Effort
) -> Reach | None:
    """A plan that meets the target without some limits; None where none was found."""
    relaxed = possible(unlimited(programme, families))
    found = None if relaxed is None else reach(relaxed, target[0], effort, target[1])
    return found if found is not None and found.people >= target[1] - 1e-6 else None
