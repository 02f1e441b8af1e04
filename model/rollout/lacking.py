"""What is lacking: whether a target can be met, which limit binds, and the ways out (section 11 of the method).

The test of "only partnerships are lacking": solve again with unlimited partners of the kinds at hand, everything else
as it is; then with each other limit alone lifted. The claim holds for a target that is out of reach as things are and
that unlimited partners alone let reach.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from model.projection import project
from model.rollout.assemble import Assembly, assemble
from model.rollout.freed import A_PERSON, Freed, decided, freed, torn, without
from model.rollout.impossible import negotiable
from model.rollout.limits import FAMILIES, Family, unlimited, without_archetypes
from model.rollout.look import many, most_at_a_look
from model.rollout.planned import planned
from model.rollout.reach import Effort, Reach, possible, reach
from model.rollout.seeking import Seeking, Tell
from model.rollout.solution import Stop
from model.rollout.ways import WayOut, by_limits
from model.schema.programme import Programme
from model.schema.quantity import StandIn
from model.space import free_area

Claim = Literal["needless", "holds", "fails", "unproven"]
"""needless: the target can be met by companies that exist, or there is none; holds: out of reach for them, and partners
alone reach it, those of the kinds at hand or unlimited ones; fails: they do not; unproven: no plan was found in time,
nor proof that there is none."""


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
    ruled_out: bool = False
    """Whether the target is proven out of reach as things are, by a search before."""
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
        if self.reached or self.ruled_out or self.here is None or self.level is None:
            return False
        return self.here.bound >= self.level

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


def verdict(
    programme: Programme, effort: Effort, tell: Tell = lambda step: None, *, over: Stop = lambda: False,
    known: Reach | None = None, ruled_out: bool = False,
) -> Verdict:  # fmt: skip
    """What is lacking in a programme for its target; without a target, by its end. Raises InputFaults, also where no
    way out could mend what is asked.

    A target that is missed: first ways out, until enough are known, then better plans and closer bounds. over: whether
    the time is over, after which TOLD ways are still sought and nothing else is begun; known: the most people at work
    as things are, by a search before (``stages.Rollout.reach``): then it is not sought again, so that the answer never
    names more than the plan that was written; ruled_out: whether it is proven before that none meets the target. A stop
    of the effort ends it before the next step: what was found until then, and no way out that was not sought to its
    end.
    """
    tell("here")
    assembly = possible(programme)
    if assembly is not None:
        negotiable(assembly.problem)
    lifted_first = assembly or assemble(unlimited(programme, FAMILIES))
    last = len(lifted_first.problem.years) - 1
    year, level = lifted_first.problem.target[0] if lifted_first.problem.target else (last, None)
    here = known
    if here is None and assembly is not None:
        here = _here(assembly, year, level, effort)
    short = level is not None and (here is None or here.people < level - 1e-6)
    apart = None if assembly is None else _apart(programme, assembly, (year, short), effort, tell)
    if apart is not None:
        return replace(verdict(without(programme, decided(programme)), effort, tell, over=over), pins=apart)
    found = Seeking(programme, here, (year, level or 0.0), effort, tell, over)
    if short:
        found.run()
        if level is not None and here is not None and known is None and not found.stopped and not over():
            here = _better(here, year, level, effort)
        if level is not None and not over():
            _closer(found, here, tell)
    named = None if found.stopped or over() else _named(programme, year, effort, tell)
    for family in () if short else FAMILIES:
        if found.stopped or over():
            break
        tell(family)
        relaxed = possible(unlimited(programme, (family,)))
        if relaxed is not None:
            found.lifted[family] = reach(relaxed, year, effort, float("inf"), here)
    met = here is not None and level is not None and here.people >= level - 1e-6
    ways = () if met else found.sorted
    lifted = {family: _no_worse(one, here) for family, one in found.lifted.items()}
    told = Verdict(programme, lifted_first.problem.years[year], level, here, named, lifted, ways)
    pins = None
    if short and decided(programme) and not found.stopped and not over():
        tell("pins")
        pins = freed(programme, year, effort, 0.0 if here is None else here.people, contradict=False)
    return replace(told, ruled_out=ruled_out, expected=_expected(programme, here, told.year), pins=pins)


def _apart(
    programme: Programme, assembly: Assembly, asked: tuple[int, bool], effort: Effort, tell: Tell
) -> Freed | None:
    """What the pins cost where they contradict shares or, met without them, the target; None where they do not, or
    where there is no plan without them either. asked: index of the target's year, whether the target is missed."""
    year, short = asked
    for target in (False,) if short else (False, True):
        if decided(programme) and torn(assembly.problem, year, effort, target):
            tell("pins")
            cost = freed(programme, year, effort, 0.0, contradict=True, target=target)
            if cost is not None and cost.without.people > A_PERSON:
                return cost
    return None


def _here(assembly: Assembly, year: int, level: float | None, effort: Effort) -> Reach:
    """As things are: at a look where a target is far away and columns are many, else searched."""
    if level is None or not many(assembly, year) or assembly.problem.ceiling:
        return reach(assembly, year, effort)
    first = most_at_a_look(assembly, year, effort)
    return first if first.people < level else reach(assembly, year, effort, known=first)


def _better(here: Reach, year: int, level: float, effort: Effort) -> Reach:
    """A better plan as things are, and a closer bound, in the time of a search; the first look where columns are few,
    or where the target is proven out of reach and the plan is near the bound."""
    if not many(here.assembly, year) or here.bound <= here.people * (1 + effort.gap):
        return here
    found = reach(here.assembly, year, effort, known=here)
    best = max(here, found, key=lambda one: one.people)
    return replace(best, bound=max(best.people, min(here.bound, found.bound)))


def _no_worse(lifted: Reach, here: Reach | None) -> Reach:
    """The best plan known without a limit: a plan that keeps them all is one."""
    if here is None or lifted.people >= here.people:
        return lifted
    return replace(here, bound=max(here.people, lifted.bound))


def _closer(found: Seeking, here: Reach | None, tell: Tell) -> None:
    """Searches again without each limit whose lifting is not yet known to be enough, or not to be: partners first, on
    whom the claim rests."""
    year, level = found.target
    for family in FAMILIES:
        known = found.lifted.get(family)
        if found.stopped or found.over():
            return
        if known is None or known.people >= level - 1e-6 or known.bound < level or not many(known.assembly, year):
            continue
        tell(family)
        again = reach(known.assembly, year, found.effort, level, here)
        best = max(known, again, key=lambda one: one.people)
        found.lifted[family] = replace(best, bound=max(best.people, min(known.bound, again.bound)))
        if best.people >= level - 1e-6:
            found.keep(by_limits(found.programme, found.assembly, best, (family,), found.target, found.effort))


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


def _named(programme: Programme, year: int, effort: Effort, tell: Tell) -> Reach | None:
    """With the companies that exist alone, where the scenario has both kinds."""
    archetypes = sum(company.archetype for company in programme.companies.values())
    if archetypes in (0, len(programme.companies)):
        return None
    tell("named")
    alone = possible(without_archetypes(programme))
    return None if alone is None else reach(alone, year, effort)
