"""``follow-up``: a plan against what happened, what the drift points to, and the plan from today."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from language import formats, term
from model.follow_up import COMPARED, accuracy, drift, pointing
from model.loading.actuals import actuals, template
from model.loading.assembly import programme, warnings
from model.loading.catalogue import load
from model.loading.replanned import replanned
from model.schema.fault import Fault, InputFaults
from model.uncertainty.chunk import ready
from model.uncertainty.detail import month_by_month
from reports import tables
from terminal.door import DONE, Door
from terminal.project import DRAWS, SEED
from terminal.reading import Options
from terminal.report import write_file
from terminal.writing import check_folder, write_whole

SHOWN = 5
"""Inputs shown on the terminal."""


@dataclass(frozen=True)
class Asked:
    """What was typed."""

    scenario: str
    actuals: str
    out: str
    template: str
    settings: tuple[str, ...]
    draws: str | None
    seed: str | None


def follow_up(door: Door, asked: Asked) -> int:
    """Write drift.csv, accuracy.csv, pointing.csv, manifest.json, replanned.yaml; or a template. Raises InputFaults."""
    options = Options()
    draws = options.whole("--draws", asked.draws or str(DRAWS), 1, 1_000_000)
    seed = options.whole("--seed", asked.seed or str(SEED), 0, 2**63 - 1)
    if not asked.template and not (asked.actuals and asked.out):
        options.wrong("follow_up_incomplete", "--out")
    options.settle()
    catalogue = load()
    chosen = programme(catalogue, asked.scenario, asked.settings)
    if asked.template:
        write_file(Path(asked.template), template(chosen).encode())
        door.note(door.word("Written: {file}.").format(file=asked.template))
        return DONE
    out = Path(asked.out)
    check_folder(out)
    if chosen.scenario.plan == "optimise":
        raise InputFaults([Fault("follow_up_without_plan", "", None, "SCENARIO", {"found": asked.scenario})])
    told = actuals(Path(asked.actuals), chosen)
    door.faults(warnings(catalogue, chosen))
    door.note(door.word("{scenario}: {draws} draws.").format(scenario=chosen.id, draws=draws))
    known = ready(chosen, ("programme",))
    drifted, drawn = drift(known, month_by_month(known, draws, seed, COMPARED), told)
    errors, points = accuracy(drifted), pointing(known, drifted, drawn, told)
    again = replanned(catalogue, chosen, asked.scenario, asked.settings, told)
    files = {
        f"{name}.csv": table.to_csv(index=False, float_format="%.10g", lineterminator="\n").encode()
        for name, table in (("drift", drifted), ("accuracy", errors), ("pointing", points))
    }
    manifest = tables.manifest(chosen, "stochastic", seed, draws)
    files["manifest.json"] = (json.dumps(manifest, ensure_ascii=False, indent=2) + "\n").encode()
    if again is not None:
        files["replanned.yaml"] = again.encode()
    write_whole(out, files)
    _show(door, errors.to_dict("records"), points.head(SHOWN).to_dict("records"))
    if again is None:
        door.note(door.word("No month or no workshop is left: there is no plan from today."))
    door.note(door.word("Written to {folder}.").format(folder=out))
    return DONE


def _show(door: Door, errors: list[dict], points: list[dict]) -> None:
    lang = door.lang
    rows = [
        [f"{one['prison']} {one['indicator']}", str(one["months"]), formats.number(one["mean_error"], lang, 2),
         "-" if one["mean_absolute_percentage"] != one["mean_absolute_percentage"]
         else formats.percent(one["mean_absolute_percentage"], lang, 1),
         formats.percent(one["share_inside"], lang, 0)]
        for one in errors
    ]  # fmt: skip
    door.table(
        door.word("Forecast less actual"),
        ["", door.word("Months"), door.word("Mean error"), door.word("Error in %"), door.word("Inside the interval")],
        rows,
    )
    for one in points:
        lower = door.word("Nearer to what happened with a lower value: {input} (distance {before} to {after}).")
        higher = door.word("Nearer to what happened with a higher value: {input} (distance {before} to {after}).")
        words = lower if one["toward"] == "low" else higher
        door.out(
            words.format(
                input=term("inputs", one["input"], lang),
                before=formats.number(one["distance"], lang, 2),
                after=formats.number(one["distance_moved"], lang, 2),
            )
        )
