"""A plan found by the optimiser as tables and as one document: plan.csv, plan.json."""

from __future__ import annotations

import math
from collections import Counter
from typing import Any, Final

import pandas as pd

import language
from language import formats
from model.projection import Projection
from model.rollout.alternatives import Alternative
from model.rollout.assemble import Assembly
from model.rollout.calendar import quarter_of
from model.rollout.seen import SETTLED
from model.rollout.slack import Slack, slacks
from model.rollout.stages import Rollout, Stage, as_openings
from model.schema.programme import Programme
from model.schema.scenario import Target
from model.sides import side_of
from model.targets import of_people
from model.without_effect import without_effect
from reports.wording import said

BEYOND_SHARES: Final = 10.0
"""Gap from which it says nothing: the plan brings next to nothing, and the two figures are told if anything."""
COLUMNS = ("prison", "company", "quarter", "opens", "seats", "equipped_by", "side")


def openings(found: Rollout) -> pd.DataFrame:
    """plan.csv: one row for each opening, in the order of quarters."""
    prisons = found.assembly.programme.prisons
    rows = [
        (o.prison, o.company, quarter_of(o.opens), o.opens, o.seats, o.equipped_by,
         side_of(prisons[o.prison], o.opens, o.side))
        for o in found.openings
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=list(COLUMNS))


def rows(found: Rollout) -> str:
    """plan.yaml: the openings as a scenario writes them, to take the place of ``plan: optimise``."""
    lines = []
    for o in found.openings:
        more = (f", side: {o.side}" if o.side else "") + (", existing: true" if o.existing else "")
        lines.append(f"  - {{prison: {o.prison}, company: {o.company}, opens: {o.opens}, seats: {o.seats}{more}}}\n")
    return "plan:\n" + "".join(lines)


ON_EFFECTS: Final = {"reconvictions": "reconvictions_avoided"}
"""Aims that rest on an effect after release, and the indicator that each is; the others count nothing of it."""


def _without_effect(found: Rollout) -> dict[str, float | None]:
    """The aims that rest on an effect after release, if there is none."""
    told = {
        aim: without_effect(found.assembly.programme, name, lambda _twin: None, float)
        for aim, name in ON_EFFECTS.items()
        if aim in found.figures
    }
    return {aim: figure for aim, figure in told.items() if figure is not None}


def document(found: Rollout) -> dict[str, Any]:
    """plan.json, without the figures of futures: status, objective and bound, each aim and stage, limits, refusals.

    ``at_work`` is once every workshop is full; ``at_work_then`` in the last month of the target's year, as far as they
    have filled and their companies are still there. Where companies have penalised ramps, the seats above them and what
    they take off each aim.
    No clock: the same search gives the same document. Numbers that do not exist (no plan, no bound) are null.
    """
    assembly, solution = found.assembly, found.solution
    programme, problem = assembly.programme, assembly.problem
    regions = tuple(dict.fromkeys(programme.prisons[p].place.region for p in problem.prisons))
    used = slacks(problem, found.plan, regions) if solution.found else []
    reasons = Counter(fault.code for refusal in assembly.refused for fault in refusal.reasons)
    return {
        "scenario": programme.id,
        "fingerprint": programme.fingerprint,
        "status": solution.status,
        "aim": _aim(found),
        "objective": _number(solution.objective),
        "bound": _number(solution.bound),
        "gap": _number(solution.gap),
        "openings": len(found.plan.pair),
        "seats": int(found.plan.seats.sum()),
        "at_work": round(float(problem.filled[found.plan.pair, found.plan.seats].sum()), 6),
        "at_work_then": round(float(found.plan.people(problem, _target_year(found)).sum()), 6),
        "target_met": found.met if solution.found else False,
        "aims": {aim: _number(figure) for aim, figure in found.figures.items()} if solution.found else {},
        "aims_if_no_effect": _without_effect(found) if solution.found else {},
        **_above_ramp(found),
        "stages": [
            {
                "round": number,
                "aim": stage.aim or "weighted",
                "status": stage.solution.status,
                "objective": _number(stage.solution.objective),
                "bound": _number(stage.solution.bound),
                "gap": _number(stage.solution.gap),
            }
            for number, stages in _rounds(found)
            for stage in stages
        ],
        "round": found.round,
        "pools_shared_again": found.rounds,
        "settled": found.settled,
        "moved": round(found.moved, 6),
        "slacks": [_slack(slack) for slack in used],
        "binding": [f"{slack.limit}:{slack.id}".rstrip(":") for slack in used if slack.binding],
        "pairs": len(assembly.pairs),
        "refused": {"pairs": len(assembly.refused), "reasons": dict(sorted(reasons.items()))},
    }


def proven(seconds: float, gap: float, target: bool, lang: str) -> str:
    """How good a plan is proven to be, among those that meet the target where there is one; nothing where the gap says
    nothing."""
    if gap > BEYOND_SHARES:
        return ""
    _ = language.text(lang)
    told = _("Found in {seconds} s; no plan under these limits is better by more than {gap}.")
    if target:
        told = _("Found in {seconds} s; no plan under these limits that meets the target is better by more than {gap}.")
    if gap == 0:
        told = _("Found in {seconds} s; proven: no plan under these limits is better.")
        if target:
            told = _("Found in {seconds} s; proven: no plan under these limits that meets the target is better.")
    return told.format(seconds=formats.number(seconds, lang, 1), gap=at_most(gap, lang))


def at_most(gap: float, lang: str) -> str:
    """A gap in whole per cent, under one in tenths, never less than it is: rounded down, the proof would claim more."""
    if gap > BEYOND_SHARES:
        return "–"
    digits = 0 if gap >= 0.01 else 1
    steps = 10 ** (digits + 2)
    return formats.percent(math.ceil(round(gap * steps, 6)) / steps, lang, digits)


def unsettled(found: Rollout, lang: str) -> str:
    """That a plan's figures did not settle, and by how much they moved; nothing where they did, or without a plan."""
    if found.moved <= SETTLED or not found.solution.found:
        return ""
    _ = language.text(lang)
    told = language.plural(lang)(
        "Companies that share a prison share its people, and may leave from their first opening: sought again {rounds} "
        "time with that counted, the plan had not settled; its figures are up to {moved} from those that it was "
        "chosen on. Of the plans seen by the search, it is the one that best keeps the target, then the aims in order.",
        "Companies that share a prison share its people, and may leave from their first opening: sought again {rounds} "
        "times with that counted, the plan had not settled; its figures are up to {moved} from those that it was "
        "chosen on. Of the plans seen by the search, it is the one that best keeps the target, then the aims in order.",
        found.rounds,
    )
    if not found.rounds:
        told = _(
            "Companies that share a prison share its people, and may leave: once that is counted, the plan's figures "
            "are up to {moved} from those that it was chosen on. Time ended before it could be sought again."
        )
    return told.format(rounds=formats.number(found.rounds, lang), moved=formats.percent(found.moved, lang, 1))


def not_held(programme: Programme, lang: str) -> str:
    """Targets of a scenario that no plan is sought for; nothing where there are none."""
    _, others = language.text(lang), programme.scenario.targets.others
    if not others:
        return ""
    names = (said(programme.indicators[one.indicator].label, lang) for one in others)
    sentence = _(
        "The search does not hold plans to these targets of the scenario: {targets}. What a plan makes of them is "
        "drawn once it is the scenario's own: Overview, how many futures keep the plan; robustness.csv."
    )
    return sentence.format(targets=", ".join(dict.fromkeys(names)))


def people(count: float, lang: str) -> str:
    """People counted, never rounded up to look as if a target were met."""
    return formats.number(math.floor(count + 1e-6), lang)


def projected(projection: Projection) -> dict[str, Any]:
    """What the projection of the plan expects, partners' leaving and workshops that still fill counted: months of work,
    and people at work in the last month of the target's year (of the scenario, without one)."""
    programme, at_work = projection.programme, projection.outcomes["at_work"]
    asked = programme.scenario.targets.seats
    target = asked if isinstance(asked, Target) else of_people(programme)
    by = programme.months[-1][:4] if target is None or target.by is None else str(target.by)
    month = max((m for m in programme.months if m.startswith(by)), default=programme.months[-1])
    return {
        "seat_months": round(float(at_work.sum()), 6),
        "month": month,
        "at_work": round(float(at_work[:, programme.months.index(month)].sum()), 6),
        "target": None if target is None else target.at_least,
        "at_most": None if target is None else target.at_most,
    }


def alternative(other: Alternative, assembly: Assembly) -> dict[str, Any]:
    """Another plan nearly as good: prisons and workshops that it opens and the best does not, what it loses (below 0
    where it brings more), what it brings to each aim less what the best does, all its openings."""
    opened = as_openings(assembly, other.plan)
    return {
        "prisons": list(other.prisons),
        "others": list(other.others),
        "lost": round(other.lost, 6),
        "differences": {aim: _number(figure) for aim, figure in other.differences.items()},
        "openings": [
            {
                "prison": o.prison,
                "company": o.company,
                "quarter": quarter_of(o.opens),
                "seats": o.seats,
                "side": side_of(assembly.programme.prisons[o.prison], o.opens, o.side),
            }
            for o in opened
        ],
    }


def _target_year(found: Rollout) -> int:
    """Index of the target's year, to reach or to keep under; of the last one where there is no target."""
    problem = found.assembly.problem
    return problem.promised[0][0] if problem.promised else len(problem.years) - 1


def _rounds(found: Rollout) -> list[tuple[int, tuple[Stage, ...]]]:
    """The stages that prove the bound, and those that found the plan where it is another round's."""
    return [(0, found.stages), *([(found.round, found.last)] if found.round else [])]


def _aim(found: Rollout) -> str:
    return found.stages[0].aim or "weighted"


def _above_ramp(found: Rollout) -> dict[str, Any]:
    """Nothing where no ramp is penalised, or no plan was found."""
    if found.above is None or not found.solution.found:
        return {}
    lost = {aim: _number(penalty) for aim, penalty in found.penalties.items()}
    return {"above_ramp": {"seats_years": round(found.above, 6), "lost": lost}}


def _slack(slack: Slack) -> dict[str, Any]:
    sides = {"limit": slack.limit, "id": slack.id, "unit": slack.unit, "used": round(float(slack.used), 6)}
    return {**sides, "bound": round(float(slack.bound), 6), "least": slack.least, "left": round(float(slack.left), 6)}


def _number(value: float) -> float | None:
    return round(value, 6) if math.isfinite(value) else None
