"""The answer to "where does this number come from?": formula, inputs ranked by weight, share that rests on assumptions.

A reader sees an input as its figures stand over the members asked about: one value, or the span of several.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np

from model.explanation.figures import Stand
from model.explanation.nothing import Cause, why_zero
from model.explanation.weights import Move, Weights
from model.provenance import PROVENANCES, Provenance, of_law, provenance
from model.schema.fault import InputFaults, not_among
from model.schema.law import DatedValue
from model.schema.prior import Prior
from model.schema.programme import Programme
from model.schema.quantity import Figure
from model.schema.reference import Indicator
from model.without_effect import without_effect

NOISE = 1e-6
"""Share of the whole weight under which an input is not said to move the indicator: the rounding to cents."""


@dataclass(frozen=True)
class Written:
    """One figure of an input, as it stands in force in the period asked about."""

    stand: Stand
    value: float | None
    """None for a scale of brackets."""
    low: float | None
    high: float | None
    interval: float | None
    unit: str
    source: str | None
    """Id of its source."""
    as_of: str | None
    mark: str
    provenance: Provenance
    studies: tuple[str, ...] = ()
    """Ids of the studies that a prior is built from."""


@dataclass(frozen=True)
class Input:
    """An input that moves the indicator, its figures known alike (found in a source, or not)."""

    name: str
    sourced: bool
    figures: tuple[Written, ...]
    elasticity: float
    """Relative change of the indicator over that of the input; NaN where the indicator is 0."""
    weight: float
    """Its size as a share of all."""

    @property
    def span(self) -> tuple[float, float] | None:
        """Lowest and highest value; None for a scale of brackets."""
        values = [f.value for f in self.figures if f.value is not None]
        return (min(values), max(values)) if values else None

    @property
    def provenances(self) -> dict[Provenance, int]:
        """How many figures are known how, the most frequent first."""
        return dict(Counter(f.provenance for f in self.figures).most_common())


@dataclass(frozen=True)
class Explanation:
    """Where a number comes from."""

    indicator: Indicator
    scope: str
    member: str
    period: str
    value: float
    """Of the expected engine, every input at its best value."""
    if_no_effect: float | None
    """The same if work has no effect after release; None where it does not rest on one."""
    why_zero: Cause | None
    """Why it is zero or has no value, where no input moves it."""
    inputs: tuple[Input, ...]
    """Heaviest first; those that do not move it are left out."""
    share_assumed: float
    """Of the weight, what rests on figures not found in a source; NaN where nothing moves the indicator."""
    by_provenance: dict[Provenance, float]
    """The weight by how the figures are known; an input whose figures are known in several ways is split by count."""


def explain(known: Weights, indicator: str, scope: str = "programme", member: str = "", period: str = "total"
            ) -> Explanation:  # fmt: skip
    """Explain an indicator. Raises InputFaults when there is no such indicator, member or period."""
    programme, where = known.programme, known.where
    members = [name for of, name in where.members if of == scope]
    faults = [
        not_among(found, there, option)
        for option, found, there in (
            ("INDICATOR", indicator, list(programme.indicators)),
            (f"--{scope}", member, members),
            ("--year", period, where.periods),
        )
        if found not in there
    ]
    if faults:
        raise InputFaults(faults)
    row, column = where.members.index((scope, member)), where.periods.index(period)
    sizes = np.abs(known.slopes[indicator][:, row, column])
    whole, elasticities = float(sizes.sum()), known.elasticities(indicator, row, column)
    month = programme.months[0] if period == "total" else max(programme.months[0], f"{period}-01")
    inputs = [
        Input(move.name, move.sourced, _written(programme, move, scope, member, month), float(elasticities[place]),
              float(sizes[place]) / whole)
        for place in np.argsort(-sizes, kind="stable").tolist() if sizes[place] > NOISE * whole
        for move in [known.moves[place]]
    ]  # fmt: skip
    by_provenance = dict.fromkeys(PROVENANCES, 0.0)
    for one in inputs:
        for kind, count in one.provenances.items():
            by_provenance[kind] += one.weight * count / len(one.figures)
    return Explanation(
        programme.indicators[indicator], scope, member, period,
        value=float(known.best[indicator][row, column]),
        if_no_effect=without_effect(programme, indicator, lambda twin: float(known.best[twin][row, column]), float),
        why_zero=why_zero(known, indicator, row, column),
        inputs=tuple(inputs),
        share_assumed=known.share_assumed(indicator, row, column),
        by_provenance={kind: share for kind, share in by_provenance.items() if share > 0},
    )  # fmt: skip


def _written(programme: Programme, move: Move, scope: str, member: str, month: str) -> tuple[Written, ...]:
    """The figures of an input that concern those asked about."""
    concerned = [stand for stand in move.stands if _concerns(programme, stand, scope, member)]
    return tuple(_one(programme, stand, month) for stand in _in_force(concerned or list(move.stands), month))


def _in_force(known: list[Stand], month: str) -> list[Stand]:
    """Of the dated values of a law, the one in force in a month; the first one before that."""
    found: dict[tuple[str, str], Stand] = {}
    for stand in known:
        key = (stand.name, "/".join(map(str, stand.place[: -1 if isinstance(stand.figure, DatedValue) else None])))
        if key not in found or not isinstance(stand.figure, DatedValue) or stand.figure.start[:7] <= month:
            found[key] = stand
    return list(found.values())


def _concerns(programme: Programme, stand: Stand, scope: str, member: str) -> bool:
    """Whether a figure counts for a member of a scope: its prison, its companies, their activities; a default
    where a prison asked about lacks the figure."""
    plan = [o for o in programme.scenario.openings if scope != "prison" or o.prison == member]
    prisons = {o.prison for o in plan}
    match stand.place[0]:
        case "prisons":
            return stand.member in prisons
        case "companies":
            return stand.member in {o.company for o in plan}
        case "activities":
            return stand.member in {programme.companies[o.company].activity for o in plan}
        case "scenario":
            return not stand.member or stand.member in {o.workshop for o in plan}
    if not stand.default:
        return True
    lacking = {
        programme.prisons[p].type for p in prisons if not any(room.free for room in programme.prisons[p].workshops)
    }
    if not stand.name.startswith("prisons.workshops."):
        return False
    field, types = str(stand.place[-1]), programme.defaults.by_type
    own = {t for t in lacking if t in types and getattr(types[t].room, field) is not None}
    return stand.place[2] in own if stand.place[1] == "by_type" else bool(lacking - own)


def _one(programme: Programme, stand: Stand, month: str) -> Written:
    figure, old = stand.figure, programme.defaults.published_before_is_old
    if isinstance(figure, Figure):
        quantity = figure.at(month)
        kind: Provenance = "default" if stand.default else provenance(quantity, old)
        return Written(stand, quantity.value, quantity.low, quantity.high, quantity.interval, quantity.unit or "",
                       quantity.source, quantity.as_of or quantity.start, quantity.mark, kind,
                       quantity.studies if isinstance(quantity, Prior) else ())  # fmt: skip
    if isinstance(figure, DatedValue):
        return Written(stand, figure.value, figure.low, figure.high, figure.interval, _unit(programme, stand),
                       figure.source, figure.start, figure.mark, of_law(figure))  # fmt: skip
    unit = "seats" if stand.member else "EUR/month" if _in_euros(programme, stand) else "share"
    return Written(stand, figure, None, None, None, unit, None, None, "chosen", "chosen")


def _in_euros(programme: Programme, stand: Stand) -> bool:
    """Whether a number of the policy is an amount a month."""
    return str(getattr(programme.scenario.policy, str(stand.place[-1]), "")).startswith("euros:")


def _unit(programme: Programme, stand: Stand) -> str:
    known = programme.law.get(stand.member)
    return "rate/year" if known is None else known.unit
