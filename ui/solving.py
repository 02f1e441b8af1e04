"""The best plan and what is lacking, searched beside the pages in a thread: told of while it runs, stopped at a word,
kept for whoever asks next."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from threading import Event, Lock, Thread, main_thread
from typing import Final

import pandas as pd

from model.projection import Projection, project
from model.requirements import requirements
from model.robustness import openings_kept
from model.rollout.alternatives import Alternative, PartnerExit, alternatives, partner_exit
from model.rollout.assemble import Assembly
from model.rollout.lacking import Verdict, verdict
from model.rollout.planned import free, planned
from model.rollout.preferred import preferred
from model.rollout.prices import UnitWorth, worths
from model.rollout.reach import Effort, Reach, counted
from model.rollout.solution import Progress
from model.rollout.solve import size
from model.rollout.stages import Rollout, best_plan
from model.schema.fault import Fault, InputFaults
from model.schema.programme import Programme
from reports.commitments import commitments
from ui.futures import Gathering
from ui.waiting import Waiting

SECONDS: Final = 20.0
"""Of each search that the page waits for."""
QUICK: Final = 20_000
"""Columns up to which perturbed programmes are searched too without being asked for."""


class Turn:
    """Held while a search runs: one at a time, so that the pages keep a core."""

    def __init__(self) -> None:
        self._held, self._count = Lock(), Lock()
        self._asked = 0

    @property
    def asked(self) -> bool:
        """Whether another search waits for it."""
        return self._asked > 0

    def __enter__(self) -> None:
        with self._count:
            self._asked += 1
        self._held.acquire()
        with self._count:
            self._asked -= 1

    def __exit__(self, *_: object) -> None:
        self._held.release()


_turn = Turn()


@dataclass
class Found:
    """What is known so far."""

    verdict: Verdict | None = None
    partial: bool = False
    """Whether the search was stopped before the verdict was complete: no answer, no way out follows from it."""
    best: Reach | None = None
    """The plan shown: the best under the limits, or the cheapest way out."""
    programme: Programme | None = None
    """The programme that opens it."""
    progress: Progress | None = None
    """Of its search, at its end: incumbent, bound, gap."""
    solved: Rollout | None = None
    """The search for the scenario's objective, where its plan is the one shown."""
    requirements: pd.DataFrame | None = None
    worths: list[UnitWorth] = field(default_factory=list)
    alternatives: list[Alternative] = field(default_factory=list)
    partner_exit: PartnerExit | None = None
    projection: Projection | None = None
    """The plan shown, projected."""
    money: pd.DataFrame | None = None
    """What it commits the State to: see ``reports.commitments``."""
    kept: pd.DataFrame | None = None
    """In what share of perturbed programmes each opening is chosen again."""
    futures: Gathering | None = None
    """The draws of the plan shown."""


class Solving:
    """One scenario's search."""

    def __init__(self, programme: Programme) -> None:
        self.programme = free(programme)
        self.found = Found()
        self.step = ""
        """What is being searched: see ``model.rollout.lacking.Tell``; plan, alternatives, robustness."""
        self.progress: Progress | None = None
        """Of the search that runs."""
        self.done = 0
        """Perturbed programmes searched."""
        self.faults: tuple[Fault, ...] = ()
        self.version = 0
        """Grows whenever there is more to show."""
        self.plans = 0
        """Plans found for the pages."""
        self.planned: Programme | None = None
        """The programme with the last plan that meets what is asked."""
        self.running = False
        self.over = False
        self.waiting = Waiting()
        self._stop = Event()
        self._begun = Lock()

    def start(self, visitor: str = "") -> None:
        """Begin, or begin again after a stop; wait for the search that runs, where one does."""
        self._begin(visitor, self._search)

    def perturb(self, visitor: str = "") -> None:
        """Search perturbed programmes for the openings of the plan that was found."""
        if self.found.best is not None:
            self._begin(visitor, partial(self._kept, self.found, self._stop.is_set))

    def _begin(self, visitor: str, search: Callable[[], None]) -> None:
        if self._begun.acquire(blocking=False):
            self._stop.clear()
            self.waiting.clear()
            self.over, self.running, self.faults = False, True, ()
            self._tell("waiting")
            Thread(target=self._run, args=(search,), name="roll-out", daemon=True).start()
        self.waiting.join(visitor, again=True)

    def stop(self, visitor: str = "", present: Callable[[str], bool] = lambda visitor: True) -> None:
        """A visitor waits no longer; the search ends soon when nobody does, and what is known stays. present: whether
        a visitor's page is still open."""
        if self.waiting.leave(visitor, present):
            self._stop.set()

    @property
    def stopped(self) -> bool:
        """Whether someone ended it."""
        return self._stop.is_set()

    def wait(self, seconds: float) -> None:
        """Wait until it is over, for those who have nothing else to do."""
        if self._begun.acquire(timeout=seconds):
            self._begun.release()

    def _run(self, search: Callable[[], None]) -> None:
        try:
            with _turn:
                search()
        except InputFaults as found:
            self.faults = found.faults
        except Exception:  # the page says so; the log has the rest
            if main_thread().is_alive():
                logging.getLogger(__name__).exception("No plan of %s", self.programme.id)
            self.faults = (Fault("search_failed"),)
        finally:
            self.running, self.over = False, True
            self.version += 1
            self._begun.release()

    def _search(self) -> None:
        effort = Effort(time_limit=SECONDS, seed=self.programme.scenario.search.seed, stop=self._stop.is_set,
                        report=self._told)  # fmt: skip
        found = Found(verdict=verdict(self.programme, effort, self._tell))
        assert found.verdict is not None
        found.partial = self.stopped
        self._show(found)
        if not self.stopped:
            self._tell("plan")
        self._plan(found, effort)
        for step, search in (("worth", self._worths), ("alternatives", self._alternatives)):
            if self.stopped or found.best is None:
                return
            self._tell(step)
            search(found, effort)
            self._show(found)
        known = found.best
        if known is not None and found.verdict.met and not self.stopped and size(known.assembly.problem) <= QUICK:
            self._kept(found, lambda: self.stopped or _turn.asked)  # an answer that is waited for goes before

    def _plan(self, found: Found, effort: Effort) -> None:
        """The best plan for the scenario's objective where the target can be met, else the cheapest way out, else the
        plan with the most people at work."""
        known = found.verdict
        assert known is not None
        found.best = known.ways[0].found if known.ways else known.here
        if known.met and known.here is not None and not self.stopped:
            solved = best_plan(known.here.assembly, time_limit=SECONDS, seed=effort.seed, progress=effort.report,
                               stop=effort.stop)  # fmt: skip
            if solved.solution.found and solved.met:
                self._take(found, known.here.assembly, solved)
        self._opened(found)
        self._show(found)

    def _take(self, found: Found, assembly: Assembly, solved: Rollout) -> None:
        """Show the plan of a search, with its proof."""
        assert found.verdict is not None
        one = solved.solution
        found.best = counted(assembly, assembly.problem.years.index(found.verdict.year), solved.plan)
        found.solved, found.progress = solved, Progress(one.seconds, one.objective, one.bound)

    def _opened(self, found: Found) -> None:
        """What the plan shown gives rise to."""
        known = found.verdict
        assert known is not None
        if found.best is not None and len(found.best.plan.pair):
            found.programme = planned(self.programme, found.best.assembly, found.best.plan)
            projected = project(found.programme)
            found.projection = projected
            found.requirements, found.money = requirements(projected), commitments(projected)
            found.futures = Gathering(found.programme)
            if known.met and (self.planned is None or self.planned.scenario.plan != found.programme.scenario.plan):
                self.planned, self.plans = found.programme, self.plans + 1

    def _worths(self, found: Found, effort: Effort) -> None:
        assert found.verdict is not None
        found.worths = worths(found.verdict, effort)

    def _alternatives(self, found: Found, effort: Effort) -> None:
        assert found.best is not None
        assert found.verdict is not None
        if found.solved is not None:
            solved, found.alternatives = preferred(found.solved, effort)
            if solved is not found.solved:
                self._take(found, found.best.assembly, solved)
                self._opened(found)
        elif found.verdict.met:
            found.alternatives = alternatives(found.best.assembly, found.best.plan, effort)
        if found.verdict.met:
            found.partner_exit = partner_exit(found.best.assembly, found.best.plan, effort)

    def _kept(self, found: Found, stop: Callable[[], bool]) -> None:
        """Which openings perturbed programmes choose again; nothing where it was stopped before the first."""
        assert found.best is not None
        self._tell("robustness")
        seed = self.programme.scenario.search.seed
        kept = openings_kept(found.best.assembly, found.best.plan, seed, stop=stop, tell=partial(setattr, self, "done"))
        found.kept = kept if self.done else found.kept
        self._show(found)

    def _tell(self, step: str) -> None:
        self.step, self.progress, self.done = step, None, 0

    def _told(self, progress: Progress) -> None:
        self.progress = progress

    def _show(self, found: Found) -> None:
        self.found = found
        self.version += 1
