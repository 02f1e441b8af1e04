"""What a report is made of: a scenario projected and drawn, with the tables that the pages show, gathered once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import pandas as pd

from model.benefit_cost import Appraisal
from model.comparison import beside
from model.explanation.weights import Weights, weights
from model.projection import Projection, project
from model.robustness import robustness
from model.rollout.lacking import Verdict
from model.schema.fault import Fault
from model.schema.programme import Programme
from model.targets import of_people
from model.uncertainty.chunk import ready
from model.uncertainty.detail import Detail, month_by_month
from model.uncertainty.ensemble import Ensemble, grow
from model.uncertainty.needs import required
from model.uncertainty.sensitivity import Question, asked, tornado
from model.without_effect import without_effect
from reports import commitments, drawn, tables
from reports.answer import Answer, answer, first_period, periods
from reports.assumptions import assumptions
from reports.interval import Interval

Tell = Callable[[str, float], None]
"""Told what is being done (futures, months, reference, moved) and the share of all the work that is done."""


@dataclass(frozen=True)
class Drawn:
    """Draws of a scenario, summed up."""

    projection: Projection
    gathered: Ensemble
    indicators: pd.DataFrame
    """Every scope and period (see ``tables.drawn_indicators``)."""
    whole: pd.DataFrame
    """Programme: value, low, high by (indicator, period)."""
    months: pd.DataFrame
    """Programme: month, outcome, value, low, high; with ``vacant``, seats open and empty."""

    @property
    def programme(self) -> Programme:
        """The inputs."""
        return self.projection.programme

    def of(self, indicator: str, period: str) -> Interval:
        """An indicator of the programme; NaN where it has no meaning."""
        if (indicator, period) not in self.whole.index:
            return Interval(float("nan"))
        return Interval(*(float(self.whole.at[(indicator, period), name]) for name in Interval._fields))

    def without_effect(self, indicator: str, period: str) -> Interval | None:
        """The same if work has no effect; None where the indicator does not rest on one."""
        return without_effect(self.programme, indicator, lambda twin: self.of(twin, period), Interval)

    def month(self, outcome: str, month: str) -> Interval:
        """An outcome of the programme in a month."""
        rows = self.months[(self.months["outcome"] == outcome) & (self.months["month"] == month)]
        return Interval(*(float(rows[name].iloc[0]) for name in Interval._fields))

    def requirements(self, seed: int) -> pd.DataFrame:
        """What the plan requires, drawn (see ``model.uncertainty.needs.required``)."""
        return required(self.gathered, seed)

    def commitments(self, seed: int) -> pd.DataFrame:
        """What it commits the State to, drawn (see ``reports.commitments.drawn``); its workshops are followed."""
        return commitments.of_draws(commitments.commitments(self.projection), self.projection, self.gathered, seed)

    def less(self, indicator: str, period: str, other: Drawn, other_period: str) -> Interval:
        """The difference from another scenario (see ``drawn.less``)."""
        mine = self.gathered.programme(indicator)[:, self.gathered.known.where.periods.index(period)]
        theirs = other.gathered.programme(indicator)[:, other.gathered.known.where.periods.index(other_period)]
        return drawn.less(self.of(indicator, period).value, mine, other.of(indicator, other_period).value, theirs)


@dataclass(frozen=True)
class Material:
    """All that a report shows."""

    drawn: Drawn
    detail: Detail
    """Workshops month by month, over the same draws."""
    monthly: pd.DataFrame
    """See ``tables.drawn_monthly``."""
    requirements: pd.DataFrame
    commitments: pd.DataFrame
    kept: pd.DataFrame
    """See ``robustness.robustness``."""
    assumptions: pd.DataFrame
    weights: Weights
    """What each input weighs on each indicator."""
    swings: pd.DataFrame
    """What moves people at work in the period (see ``sensitivity.tornado``)."""
    found: Answer
    """The answer, with the means of the draws."""
    chance: float | None
    """Share of draws in which the target is reached; None without a target."""
    period: str
    """The year that answers the question."""
    other: Drawn | None
    """The reference scenario."""
    other_period: str
    beside: pd.DataFrame | None
    """Both, the reference first, over every period: see ``comparison.beside``."""
    warnings: tuple[Fault, ...]
    """What the checks say."""
    draws: int
    seed: int
    today: str
    """Day of the report, YYYY-MM-DD: ages of figures are counted to it."""
    verdict: Verdict | None = None
    """What a search has found to be lacking, where there was one."""

    @property
    def programme(self) -> Programme:
        """The inputs."""
        return self.drawn.programme

    @property
    def worth(self) -> Appraisal:
        """What the programme is worth draw by draw, at the rate of its policy, in euros of its first year."""
        return drawn.worth(self.drawn.gathered, self.seed)

    def value(self, indicator: str) -> Interval:
        """An indicator of the programme in the report's year."""
        return self.drawn.of(indicator, self.period)

    def against(self, indicator: str) -> Interval | None:
        """Its difference from the reference scenario, where there is one."""
        return None if self.other is None else self.drawn.less(indicator, self.period, self.other, self.other_period)

    def against_without_effect(self, indicator: str) -> Interval | None:
        """The same difference if work has no effect; None where the indicator does not rest on one."""
        return without_effect(self.programme, indicator, self.against, lambda number: Interval(0.0))


@dataclass(frozen=True)
class Draws:
    """Draws of a scenario, made once for its tables and its report."""

    detail: Detail
    """Each workshop month by month."""
    gathered: Ensemble
    """With the ledger of each draw."""


def gather(
    programme: Programme,
    reference: Programme | None,
    warnings: tuple[Fault, ...],
    *,
    draws: int,
    seed: int,
    today: date,
    made: Draws | None = None,
    tell: Tell = lambda step, share: None,
    stop: Callable[[], bool] = lambda: False,
) -> Material | None:
    """Everything that a report of a scenario shows, from the draws that the pages show; None when ``stop()`` ended it.
    made: those draws, where they are there. Raises InputFaults."""
    tell("futures", 0.0)
    mine = (
        draw(programme, draws, seed, lambda share: tell("futures", 0.45 * share), stop, follow=True)
        if made is None
        else summed(made.gathered)
    )
    if mine is None:
        return None
    tell("months", 0.5)
    known = ready(programme, ("programme",))
    detail = month_by_month(known, draws, seed, tables.MONTHLY, stop) if made is None else made.detail
    tell("reference", 0.7)
    other = None if reference is None else draw(reference, draws, seed, lambda share: None, stop)
    tell("moved", 0.9)
    if stop():
        return None
    period = first_period(programme)
    question = Question("at_work", period=period)
    plain = answer(mine.projection, period)
    level = of_people(programme)
    people = mine.gathered.month("at_work")[:, programme.months.index(plain.month)]
    means = {name: mine.month(name, plain.month).value for name in ("seats_open", "at_work")}
    other_period = "" if reference is None else period if period in periods(reference) else first_period(reference)
    return Material(
        drawn=mine,
        detail=detail,
        monthly=tables.drawn_monthly(known, detail),
        requirements=mine.requirements(seed),
        commitments=mine.commitments(seed),
        kept=robustness(mine.gathered),
        assumptions=assumptions(programme, today),
        weights=weights(programme, ("programme",)),
        swings=tornado(asked(programme, question)),
        found=Answer(plain.month, plain.workshops, plain.planned, means["seats_open"], means["at_work"], plain.target),
        chance=None if level is None or level.at_least is None else float((people >= level.at_least).mean()),
        period=period,
        other=other,
        other_period=other_period,
        beside=None if other is None else beside([other.gathered, mine.gathered]),
        warnings=warnings,
        draws=draws,
        seed=seed,
        today=today.isoformat(),
    )


def draw(
    programme: Programme,
    draws: int,
    seed: int,
    tell: Callable[[float], None] = lambda share: None,
    stop: Callable[[], bool] = lambda: False,
    follow: bool = False,
) -> Drawn | None:
    """Draws of one scenario; None when ``stop()`` ended it. tell: the share of them that is done; follow: whether the
    ledger of each draw is kept."""
    known = ready(programme, follow=follow)
    gathered = grow(Ensemble(known), known, draws, seed, progress=lambda done, whole: tell(done / whole), stop=stop)
    return None if stop() else summed(gathered)


def summed(gathered: Ensemble) -> Drawn:
    """Draws that are there, summed up."""
    indicators = tables.drawn_indicators(gathered)
    whole = indicators[indicators["scope"] == "programme"].set_index(["indicator", "period"])[list(Interval._fields)]
    projection = project(gathered.known.programme)
    return Drawn(projection, gathered, indicators, whole.sort_index(), drawn.months(gathered))
