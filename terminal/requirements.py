"""``requirements``: what a plan requires against what is there, the limit that binds, the answer to the minister."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from language.terms import LANGUAGES, term
from model.loading.assembly import programme, warnings
from model.loading.catalogue import load
from model.requirements import COLUMNS
from model.rollout.lacking import Verdict, rests_on_defaults, verdict
from model.rollout.planned import free, planned
from model.rollout.prices import UnitWorth, worths
from model.rollout.reach import Effort, possible
from model.schema.programme import Programme
from model.uncertainty.ensemble import ensemble
from model.uncertainty.needs import DRAWN, required
from reports import amounts, lacking, rollout
from reports import requirements as report
from terminal import contradictions
from terminal.door import DONE, NO_PLAN, Door
from terminal.project import DRAWS, SEED
from terminal.reading import Options
from terminal.writing import check_folder, csv_of, json_of, write_whole

WRITTEN = (*(name for name in COLUMNS if name != "basis"), *DRAWN)
"""Columns of requirements.csv."""


@dataclass(frozen=True)
class Asked:
    """What was typed."""

    scenario: str
    out: Path
    settings: tuple[str, ...]
    time_limit: str
    as_json: bool


def run(door: Door, asked: Asked) -> int:
    """Write requirements.csv and lacking.json; 3 where the target is out of reach. Raises InputFaults."""
    options = Options()
    seconds = options.whole("--time-limit", asked.time_limit, 1, 86_400)
    options.settle()
    check_folder(asked.out)
    catalogue = load()
    chosen = programme(catalogue, asked.scenario, asked.settings)
    door.faults(warnings(catalogue, chosen))
    if told := rollout.not_held(chosen, door.lang):
        door.note(told)
    open_plan = free(chosen)
    assembly = possible(open_plan)
    if assembly is not None:
        contradictions.tell(door, catalogue, asked.scenario, assembly.problem, asked.settings)
    effort = Effort(time_limit=float(seconds), seed=chosen.scenario.search.seed)

    def tell(step: str) -> None:
        names = " + ".join(term("limit", one, door.lang) for one in step.split("+"))
        door.note(
            door.word("Solving again: {what}.").format(what=names if step not in _STEPS else door.word(_STEPS[step]))
        )

    found = verdict(open_plan, effort, tell)
    units = worths(found, effort, tell)
    table = _required(chosen, found)
    document = _document(chosen, found, units, table)
    files = {"requirements.csv": csv_of(table[list(WRITTEN)]), "lacking.json": json_of(document)}
    write_whole(asked.out, files)
    if asked.as_json:
        door.json(document)
    else:
        _summary(door, found, units, table)
    door.note(door.word("Written to {folder}.").format(folder=asked.out))
    return DONE if found.met else NO_PLAN


_STEPS = {
    "here": "the limits as they are",
    "named": "the companies that exist alone",
    "pins": "without the pins",
    "worth": "one more unit of a limit",
}


def _required(chosen: Programme, found: Verdict) -> pd.DataFrame:
    """What a plan requires: the written one; else the best as things are, or the cheapest way out. Without rows where
    nothing can open."""
    if chosen.scenario.plan != "optimise":
        return _drawn(chosen)
    best = found.here if found.met or not found.ways else found.ways[0].found
    if best is None or not best.agreements:
        return pd.DataFrame(columns=[*COLUMNS, *DRAWN])
    return _drawn(planned(chosen, best.assembly, best.plan))


def _drawn(opened: Programme) -> pd.DataFrame:
    return required(ensemble(opened, DRAWS, SEED), SEED)


def _document(chosen: Programme, found: Verdict, units: list[UnitWorth], table: pd.DataFrame) -> dict[str, Any]:
    """All of it, with the sentences in both languages."""
    binding = found.binding
    missing, whole = (0, 0) if binding is None else rests_on_defaults(found.programme, binding)
    rows = table.astype(object).where(table.notna(), None)
    return {
        "scenario": chosen.id,
        "year": found.year,
        "target": found.level,
        "met": found.met,
        "people": round(found.people, 2),
        "agreements": 0 if found.here is None else found.here.agreements,
        "claim": found.claim,
        "sentence": {lang: lacking.answer(found, lang) for lang in LANGUAGES},
        "needed": {lang: lacking.needed(found, lang) for lang in LANGUAGES},
        "binding": None if binding is None else {"limit": binding, "defaults": missing, "figures": whole},
        "lifted": {
            family: {"people": round(one.people, 2), "bound": round(one.bound, 2) if np.isfinite(one.bound) else None,
                     "agreements": one.agreements}
            for family, one in found.lifted.items()
        },
        "ways_out": lacking.ways(found),
        "one_more": [
            {"limit": u.limit, "where": u.where, "unit": u.unit, "step": u.step, "people": round(u.people, 2),
             "within_gap": u.within_gap, "price_of_relaxation": None if u.price is None else round(u.price, 4)}
            for u in units
        ],
        "requirements": rows.to_dict("records"),
    }  # fmt: skip


def _summary(door: Door, found: Verdict, units: list[UnitWorth], table: pd.DataFrame) -> None:
    lang, word = door.lang, door.word
    last = str(found.year)
    items = report.of_year(table, last, "programme", "").to_dict("records")
    rows = [(*report.written(row, lang, "{} [{}]"), report.engine(row, lang)) for row in items]
    named = ("What is required", "Need", "There", "Lacking", "Known by", "Figure from")
    heads = [word(one) for one in named]
    door.table(word("Requirements in {year}").format(year=last), heads, rows)
    if rows:
        door.out(report.gaps(lang))
    for sentence in (lacking.answer(found, lang), lacking.needed(found, lang), lacking.alone(found, lang)):
        if sentence:
            door.out(sentence)
    for position, way in enumerate(found.ways, start=1):
        door.out(f"{position}. {lacking.way_out(way, found, lang)}")
    if found.ways:
        door.out(amounts.at_best_values(lang))
    if units:
        heads = (word("One more"), word("Where"), word("People at work, solved again"), word("Price of the relaxation"))
        shown = [lacking.worth(one, found.programme, lang) for one in units]
        door.table(word("What one more unit is worth"), heads, shown, numbers_from=2)
