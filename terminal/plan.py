"""``plan``: choose the openings of a scenario, with a proof of how good the choice is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from language import formats, term
from model.loading.assembly import programme, warnings
from model.loading.catalogue import load
from model.loading.decided import contradicted
from model.projection import project
from model.robustness import seat_months
from model.rollout.alternatives import DIFFER, LOSE, Alternative
from model.rollout.assemble import assemble
from model.rollout.clock import clock
from model.rollout.lacking import verdict
from model.rollout.linear import linear, write_mps
from model.rollout.preferred import preferred
from model.rollout.reach import Effort, Reach
from model.rollout.stages import Rollout, best_plan
from model.schema.fault import Fault, InputFaults
from model.schema.programme import Programme
from model.schema.rollout import Forbidden, Pin
from model.uncertainty.ensemble import ensemble
from reports import amounts, lacking, other_plans, pins, rollout
from reports.commitments import ENDS, MONEY, commitments, of_draws
from reports.refused import refused
from terminal import contradictions
from terminal.door import DONE, NO_PLAN, Door
from terminal.interrupted import interrupted, telling
from terminal.plan_kept import kept_told, openings_again, perturbed_programmes
from terminal.plan_told import above_ramp, pairs, summary
from terminal.reading import Options
from terminal.writing import check_folder, csv_of, json_of, write_whole

DRAWS, SEED = 256, 1
"""Futures drawn to hold the plan's figure against."""
MAIN = 0.75
"""Share of the time asked for that the best plan may take: other plans have what it leaves."""
EACH = 20.0
"""Seconds of each search for ways out, at most."""

PART = 0.1
"""Share of the time asked for that one of them may take: all of them end with it."""


@dataclass(frozen=True)
class Asked:
    """What was typed."""

    scenario: str
    out: Path
    settings: tuple[str, ...]
    gap: str | None
    time_limit: str | None
    seed: str | None
    pins: tuple[str, ...]
    bans: tuple[str, ...]
    mps: str
    robustness: str | None
    differ: str | None = None
    lose: str | None = None


def plan(door: Door, asked: Asked) -> int:
    """Write plan.csv, plan.yaml, plan.json, commitments.csv, refused.csv, openings_kept.csv. Raises InputFaults."""
    check_folder(asked.out)
    perturbed = perturbed_programmes(asked.robustness)
    differ, lose = _apart(asked)
    catalogue = load()
    chosen = _asked(programme(catalogue, asked.scenario, (*asked.settings, "plan=optimise")), asked)
    door.faults(warnings(catalogue, chosen))
    if told := rollout.not_held(chosen, door.lang):
        door.note(told)
    assembly = assemble(chosen)
    door.note(pairs(door, len(assembly.pairs), len(assembly.refused)))
    contradictions.tell(
        door, catalogue, asked.scenario, assembly.problem, asked.settings, len(chosen.scenario.pin) - len(asked.pins)
    )
    if asked.mps:
        _write_mps(asked.mps, lambda: write_mps(linear(assembly.problem), asked.mps))
    with interrupted(door) as stop:
        seconds = MAIN * chosen.scenario.search.time_limit
        found = best_plan(assembly, time_limit=seconds, progress=telling(door), stop=stop)
    ended, others = found.solution.status == "stopped", list[Alternative]()
    if found.solution.found and found.met and not ended:
        found, others = _others(door, found, differ, lose)
    refusals = {"refused.csv": csv_of(refused(assembly, door.lang))}
    document = rollout.document(found) | {"ways_out": [], "alternatives": []}
    if not found.solution.found:
        _without_plan(door, chosen, found)
        proven = found.solution.status == "infeasible"
        document["ways_out"] = [] if ended else _ways_out(door, chosen, ruled_out=proven)
        write_whole(
            asked.out, {**refusals, "plan.csv": csv_of(rollout.openings(found)), "plan.json": json_of(document)}
        )
        return NO_PLAN
    opened = chosen.model_copy(update={"scenario": chosen.scenario.model_copy(update={"plan": found.openings})})
    written = {**refusals, "plan.csv": csv_of(rollout.openings(found))}
    if found.openings:
        written["plan.yaml"] = rollout.rows(found).encode()
        futures, projected = ensemble(opened, DRAWS, SEED, follow=True), project(opened)
        document["stochastic"] = {"aim": "seat_months", **seat_months(futures), "draws": DRAWS, "seed": SEED}
        money = of_draws(commitments(projected), projected, futures, SEED)
        written["commitments.csv"] = csv_of(money, (*MONEY, "invested", *ENDS))
        document["projected"] = rollout.projected(projected)
    document["alternatives"] = [rollout.alternative(other, found.assembly) for other in others]
    kept = None
    if perturbed and found.openings:
        with interrupted(door) as stop:
            kept = openings_again(door, found, perturbed, stop)
        written["openings_kept.csv"] = csv_of(kept)
    summary(door, chosen, found, document)
    for other in others:
        door.out(other_plans.sentence(other, chosen, door.lang))
    if found.met and not ended and not others:
        door.out(other_plans.none_found(differ, lose, door.lang))
    above_ramp(door, document)
    if kept is not None:
        kept_told(door, kept)
    if not found.met and not ended:
        document["ways_out"] = _ways_out(door, chosen, found.reach)
    write_whole(asked.out, {**written, "plan.json": json_of(document)})
    door.note(door.word("Written to {folder}.").format(folder=asked.out))
    return DONE if found.met else NO_PLAN


def _asked(chosen: Programme, asked: Asked) -> Programme:
    """The programme with what the command line decides. Raises InputFaults."""
    options, search = Options(), chosen.scenario.search
    gap = search.gap if asked.gap is None else options.number("--gap", asked.gap, 0, 1, "share")
    seconds = search.time_limit
    if asked.time_limit is not None:
        seconds = options.number("--time-limit", asked.time_limit, 0.1, 86_400, "")
    seed = search.seed if asked.seed is None else options.whole("--seed", asked.seed, 0, 2**31 - 1)
    pins, bans = [], []
    for text in asked.pins:
        parts = text.split(":")
        if len(parts) not in (3, 4) or not all(parts):
            options.wrong("pin_malformed", "--pin", found=text)
            continue
        names = ("prison", "company", "quarter", "side")
        try:
            pins.append(Pin.model_validate(dict(zip(names, parts, strict=False))))
        except ValueError:
            options.wrong("pin_malformed", "--pin", found=text)
    for text in asked.bans:
        parts = text.split(":")
        if len(parts) != 2 or parts[0] not in chosen.prisons or parts[1] not in chosen.companies:
            options.wrong("ban_malformed", "--forbid", found=text)
            continue
        bans.append(Forbidden(prison=parts[0], company=parts[1]))
    scenario = chosen.scenario
    for (which, place), code, names in contradicted((*scenario.pin, *pins), (*scenario.forbid, *bans)):
        typed = which == "forbid" and int(place) >= len(scenario.forbid)
        options.wrong(code, "--forbid" if typed else "--pin", **names)
    options.settle()
    decided = {
        "search": search.model_copy(update={"gap": gap, "time_limit": seconds, "seed": seed}),
        "pin": (*scenario.pin, *pins),
        "forbid": (*scenario.forbid, *bans),
    }
    return chosen.model_copy(update={"scenario": scenario.model_copy(update=decided)})


def _write_mps(file: str, write: Callable[[], None]) -> None:
    if Path(file).suffix not in (".mps", ".lp"):
        raise InputFaults([Fault("mps_ending", "", None, "--write-mps", {"found": file})])
    try:
        Path(file).parent.mkdir(parents=True, exist_ok=True)
        write()
    except OSError as error:
        reason = error.strerror or str(error)
        fault = Fault("out_unwritable", "", None, "--write-mps", {"found": file, "reason": reason})
        raise InputFaults([fault]) from None


def _without_plan(door: Door, chosen: Programme, found: Rollout) -> None:
    """Say that there is no plan, or that none was found, and where to read what is lacking."""
    ceiling = found.assembly.problem.ceiling
    if found.solution.status == "infeasible":
        door.note(door.word("No plan meets what {scenario} asks for: this is proven.").format(scenario=chosen.id))
    elif ceiling:
        told = door.word(
            "No plan was found that has {most} people at work at most at the end of {year} and keeps the rest of what "
            "is asked for. Raise targets.seats.at_most or ease the rest; more time is given with --time-limit."
        )
        year, most = ceiling[0]
        when = found.assembly.problem.years[year]
        door.note(told.format(most=formats.number(most, door.lang), year=when))
    else:
        door.note(door.word("No plan was found in the time given. Give more with --time-limit."))


def _ways_out(
    door: Door, chosen: Programme, known: Reach | None = None, ruled_out: bool = False
) -> list[dict[str, Any]]:
    """What the target would take, printed and as data: never a bare "infeasible"."""
    search = chosen.scenario.search
    allowed = clock(search.time_limit)

    def tell(step: str) -> None:
        what = " + ".join(term("search", one, door.lang) for one in step.split("+"))
        door.note(door.word("Solving again: {what}.").format(what=what))

    with interrupted(door) as stop:
        effort = Effort(search.gap, min(PART * search.time_limit, EACH), search.seed, stop)
        found = verdict(chosen, effort, tell, over=lambda: allowed.over, known=known, ruled_out=ruled_out)
        partial, cut = stop(), allowed.over
    if cut:
        door.note(door.word("The search for ways out ended at --time-limit: give more time for more of them."))
    whole = (lacking.answer(found, door.lang), lacking.needed(found, door.lang))
    for told in (lacking.partial(found, door.lang), pins.cost(found.pins, found.year, door.lang)) if partial else whole:
        if told:
            door.out(told)
    for position, way in enumerate(found.ways, start=1):
        door.out(f"{position}. {lacking.way_out(way, found, door.lang)}")
    if found.ways:
        door.out(amounts.at_best_values(door.lang))
    return lacking.ways(found)


def _apart(asked: Asked) -> tuple[int, float]:
    """In how many prisons other plans must differ, and what they may lose. Raises InputFaults."""
    options, differ, lose = Options(), DIFFER, LOSE
    if asked.differ is not None:
        differ = options.whole("--alternatives-differ", asked.differ, 1, 1000)
    if asked.lose is not None:
        lose = options.number("--alternatives-lose", asked.lose, 0, 1, "share")
    options.settle()
    return differ, lose


def _others(door: Door, found: Rollout, differ: int, lose: float) -> tuple[Rollout, list[Alternative]]:
    """The plan, or another where that is better, and others nearly as good, in the time that the best one left."""
    door.note(door.word("Looking for other plans nearly as good."))
    search = found.assembly.programme.scenario.search
    left = max(search.time_limit - found.solution.seconds, (1 - MAIN) * search.time_limit)
    with interrupted(door) as stop:
        effort = Effort(max(search.gap, lose / 5), left, search.seed, stop)
        return preferred(found, effort, differ, lose)
