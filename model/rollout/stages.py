"""The best plan of a programme: its aims in order, its pools shared. The facade of the roll-out."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from model.rollout.aims_in_order import LEAD, Asked, as_near_as_can_be, in_order, lead_aim
from model.rollout.assemble import Assembly
from model.rollout.clock import FIRST, Clock, clock
from model.rollout.impossible import negotiable
from model.rollout.nearest import Stage, missing
from model.rollout.problem import Plan, Problem
from model.rollout.proof import proven
from model.rollout.reach import Reach, up_to
from model.rollout.seen import ROUNDS, SETTLED, Seen, chosen, only_sized, plans_of, settled
from model.rollout.solution import NO_PLAN, Report, Solution, Status, Stop, gap_of
from model.rollout.solve import large
from model.rollout.sought_further import AGAIN, meeting, settling, within_reach
from model.rollout.true_figures import exposed
from model.schema.fault import Fault
from model.schema.rollout import Aim
from model.schema.scenario import Opening

OWN = 0.15
"""Share of the time in which a large programme is bounded with each workshop exposed from its own opening: a bound too,
and sooner near its end than the tighter one."""
SEEKING = 0.9
"""Share of the time in which a large programme's plan is sought; in the rest its sizes are sought again, with its own
shares, until they settle."""
SIZED = 2
"""Of the rounds of a small programme, the last ones: in the workshops of the best plan seen alone, each of any size."""


@dataclass(frozen=True)
class Rollout:
    """A plan, and how it was found."""

    assembly: Assembly
    """As the plan leaves it (``true_figures``): the plan's figures are those of this problem."""
    stages: tuple[Stage, ...]
    """Valued as if every company had its prison's people to itself, and in a small programme every workshop its own
    chance to stay; their bounds hold for what the plan truly brings too."""
    solution: Solution
    """The plan of the last stage, valued by the first one's aim as it truly is."""
    rounds: int
    """Times that the plan was sought again."""
    round: int = 0
    """The round that found the plan: 0, the first; then those with pools shared and companies that may leave from
    their first openings."""
    last: tuple[Stage, ...] = ()
    """The stages of that round; the first round's where it is 0."""
    settled: bool = True
    """Whether the plan's true figures are near those that it was chosen on, and meet every target."""
    moved: float = 0.0
    """Share by which they differ, the aim that differs most."""
    told: tuple[Fault, ...] = ()
    """Why there can be no plan, where that was seen without a search."""
    whole: Assembly | None = None
    """As the programme is, before any plan; None where no plan was found."""
    reach: Reach | None = None
    """Where the plan misses a target, the most people at work by its year that the search found: the plan has no
    fewer. None where it meets every target, or where there is no plan."""

    @property
    def plan(self) -> Plan:
        """The openings."""
        return self.solution.plan

    @property
    def met(self) -> bool:
        """Whether the plan reaches every target; true where there is none."""
        return missing(self.assembly.problem, self.plan) == 0

    @property
    def figures(self) -> dict[Aim, float]:
        """What the plan brings to every aim, less its penalties."""
        return {aim: self.plan.value(self.assembly.problem, worth) for aim, worth in self.assembly.aims.items()}

    @property
    def above(self) -> float | None:
        """Seats above the ramps of companies, added over the ends of years; None where none is penalised."""
        problem = self.assembly.problem
        return self.plan.above(problem) if np.isfinite(problem.ramp).any() else None

    @property
    def penalties(self) -> dict[Aim, float]:
        """What these seats take off each aim."""
        return {aim: worth.above * (self.above or 0.0) for aim, worth in self.assembly.aims.items()}

    @property
    def openings(self) -> tuple[Opening, ...]:
        """The plan as a scenario writes it, so that it can be projected."""
        return as_openings(self.assembly, self.plan)


def best_plan(
    assembly: Assembly,
    *,
    gap: float | None = None,
    time_limit: float | None = None,
    seed: int | None = None,
    progress: Report | None = None,
    stop: Stop | None = None,
) -> Rollout:
    """The best plan of an assembled programme; what is not given is the scenario's.

    Each aim is maximised in order, keeping what came before within the tolerance; then the pools of the chosen
    openings are shared, their companies may leave from their first openings on, all workshops at once, and the plan is
    sought again until its figures move by less than 1 % and its targets are met; what one round lacks for a target, the
    next asks for on top. A target that is still missed is sought for people alone, in a large programme before all else
    and in the place of a search that would find no plan; a plan that has not settled has its sizes sought again
    (``sought_further``). A large programme's search has its companies leave so from the start. Of
    the plans seen, at every stage of every round, the one returned is chosen by true figures (``seen.chosen``,
    ``seen.settled``). The bound has every company leave from its first opening, and whole pools, which never fill less.
    Where a target or a limit is seen to be impossible, nothing is sought. Raises InputFaults for what is impossible and
    no way out could mend.
    """
    told = negotiable(assembly.problem)
    if told:
        none = Solution(NO_PLAN, -np.inf, -np.inf, np.inf, "infeasible", 0.0)
        return Rollout(assembly, (Stage(lead_aim(assembly), none),), none, 0, told=told)
    search = assembly.programme.scenario.search
    whole = clock(search.time_limit if time_limit is None else time_limit)
    timer = whole.part(SEEKING) if large(assembly.problem) else whole
    asked = Asked(search.gap if gap is None else gap, search.seed if seed is None else seed, progress, stop)
    base, ceiling, known = assembly.problem, np.inf, None
    if large(base):
        base, ceiling = exposed(assembly), proven(replace(base, ceiling=()), timer.part(OWN)).value
        known = within_reach(assembly, asked, timer) if base.target and not base.ceiling else None
    if known is None or known.meets(base.target):
        first = in_order(assembly, base, asked, timer.part(LEAD if large(base) else FIRST))
    else:
        first = (Stage(lead_aim(assembly), _without(known, base, ceiling, asked, timer)),)
    lead = first[0].solution
    if base.ceiling:  # kept on more people than are truly counted, so that nothing is proven of true figures
        lead = replace(lead, bound=np.inf, status="unknown" if lead.status == "infeasible" else lead.status)
    if lead.status == "unknown" and base.target and known is None:
        first = (as_near_as_can_be(assembly, base, lead, asked, timer.part(FIRST)),)
    if not first[0].solution.found and (known is None or lead.status == "infeasible"):
        return Rollout(assembly, first, lead, 0)
    seen, rounds = _rounds(assembly, base, first, lead, asked, timer) if first[0].solution.found else ([], 0)
    late = asked.stopped or (timer.over and known is None)
    if base.target and (not seen or (chosen(seen, assembly.tolerance).missed and not late)):
        known = known or within_reach(assembly, asked, timer)
        seen += meeting(assembly, base, known, asked, timer, rounds)
    if not seen:
        return Rollout(assembly, first, lead, 0)
    best = chosen(seen, assembly.tolerance)
    if best.moved > SETTLED and not asked.stopped:
        seen += settling(assembly, best, lead, asked, whole)
        best = settled(seen, chosen(seen, assembly.tolerance), assembly.tolerance)
    value = best.figures[0]
    bound = min(lead.bound, ceiling)
    if gap_of(value, bound) > asked.gap and not asked.stopped and not large(base):
        bound = min(bound, proven(replace(exposed(assembly), ceiling=()), timer).value)
    gap = np.inf if best.missed else gap_of(value, bound)
    status = lead.status if lead.found or lead.status == "stopped" else "feasible"
    if status in ("optimal", "feasible"):
        status = "optimal" if gap <= asked.gap + 1e-9 and best.missed == 0 else "feasible"
    solution = Solution(best.plan, value, bound, gap, status, timer.spent)
    reach = None
    if best.missed and base.target:
        year, _ = base.target[0]
        reach = up_to(assembly, year, best.plan, best.own.problem, np.inf if known is None else known.bound)
    return Rollout(
        best.own, first, solution, rounds, best.round, best.stages, settled=best.settled, moved=best.moved,
        whole=assembly, reach=reach,
    )  # fmt: skip


def _rounds(
    assembly: Assembly, base: Problem, first: tuple[Stage, ...], lead: Solution, asked: Asked, timer: Clock
) -> tuple[list[Seen], int]:
    """The plans of the first stages and of every time that they were sought again, pools shared, and how many times."""
    within, problem, stages, rounds, short = assembly, base, first, 0, 0.0
    seen: list[Seen] = []
    while True:
        found = plans_of(assembly, within, problem, stages, rounds)
        seen += found
        if found[-1].settled or rounds == ROUNDS or timer.over or asked.stopped:
            return seen, rounds
        last = found[-1]
        short += last.missed if rounds else 0.0
        rounds += 1
        if rounds > ROUNDS - SIZED and not large(base):
            last = chosen(seen, assembly.tolerance)
        own = last.own
        problem = replace(base, filled=own.problem.filled) if large(base) else own.problem
        if last is not found[-1]:
            problem, short = only_sized(problem, last.plan), last.missed
        problem = replace(problem, target=tuple((year, least + short) for year, least in problem.target))
        within = assembly if large(base) else own
        stages = in_order(within, problem, asked, timer.part(FIRST), AGAIN)
        if stages[0].solution.status == "unknown" and base.target:
            stages = (as_near_as_can_be(assembly, problem, lead, asked, timer.part(FIRST)),)
        if not stages[0].solution.found:
            return seen, rounds


def _without(known: Reach, base: Problem, ceiling: float, asked: Asked, timer: Clock) -> Solution:
    """No search for plans that meet a target where none for people alone was found: it would find none."""
    proof: Status = "infeasible" if known.bound < base.target[0][1] else "unknown"
    bound = -np.inf if proof == "infeasible" else ceiling
    return Solution(NO_PLAN, -np.inf, bound, np.inf, "stopped" if asked.stopped else proof, timer.spent)


def as_openings(assembly: Assembly, plan: Plan) -> tuple[Opening, ...]:
    """The openings of a plan, in the order of quarter, then prison, then company."""
    order = sorted(range(len(plan.pair)), key=lambda k: (int(plan.quarter[k]), assembly.pairs[plan.pair[k]].id))
    return tuple(
        Opening(
            prison=assembly.pairs[plan.pair[k]].prison.id,
            company=assembly.pairs[plan.pair[k]].company.id,
            opens=assembly.pairs[plan.pair[k]].since or assembly.calendar.opens(int(plan.quarter[k])),
            seats=int(plan.seats[k]),
            existing=assembly.pairs[plan.pair[k]].existing,
            side=assembly.pairs[plan.pair[k]].side,
        )
        for k in order
    )
