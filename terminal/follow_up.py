"""``follow-up``: a plan against what happened, what the drift points to, and the plan from today."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from model.follow_up import FollowUp
from model.follow_up import follow_up as followed
from model.loading.actuals import actuals, template
from model.loading.added import with_documents
from model.loading.assembly import programme, warnings
from model.loading.catalogue import Catalogue, load
from model.loading.replanned import months_left, replanned, to_replan, with_plan
from model.loading.strict import read_text
from model.replan import Replan, replan
from model.schema.fault import Fault, InputFaults
from model.schema.programme import Programme
from reports import follow_up as told
from reports import tables
from reports.rollout import proven
from reports.wording import drawn_times, labelled
from terminal.door import DONE, NO_PLAN, Door
from terminal.interrupted import interrupted, telling
from terminal.project import DRAWS, SEED
from terminal.reading import Options
from terminal.report import write_file
from terminal.writing import check_folder, csv_of, json_of, write_whole

SECONDS = 60.0
"""Time of a search for the plan from today where none is given."""
FROM_TODAY = {"replanned.yaml", "optimised.yaml", "changes.csv"}
"""Files that an earlier run may have left, of what was known then."""


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
    replan: bool = False
    time_limit: str | None = None


def follow_up(door: Door, asked: Asked) -> int:
    """Write drift.csv, accuracy.csv, pointing.csv, manifest.json, replanned.yaml; with --replan optimised.yaml and
    changes.csv; or a template. Raises InputFaults."""
    options = Options()
    draws = options.whole("--draws", asked.draws or str(DRAWS), 1, 1_000_000)
    seed = options.whole("--seed", asked.seed or str(SEED), 0, 2**63 - 1)
    seconds = SECONDS
    if asked.time_limit is not None:
        seconds = options.number("--time-limit", asked.time_limit, 0.1, 86_400, "")
    if not asked.template and not asked.actuals:
        options.wrong("follow_up_incomplete", "ACTUALS.csv")
    options.settle()
    catalogue = load()
    chosen = programme(catalogue, asked.scenario, asked.settings)
    if asked.template:
        write_file(Path(asked.template), template(chosen).encode())
        door.note(door.word("Written: {file}.").format(file=asked.template))
        return DONE
    out = Path(asked.out or f"follow-up-{chosen.id.replace('@', '-')}")
    check_folder(out)
    if chosen.scenario.plan == "optimise":
        raise InputFaults([Fault("follow_up_without_plan", "", None, "SCENARIO", {"found": asked.scenario})])
    happened = actuals(Path(asked.actuals), chosen)
    door.faults(warnings(catalogue, chosen))
    door.note(f"{labelled(chosen.id, drawn_times(draws, door.lang), door.lang)}.")
    found = followed(chosen, happened, draws, seed)
    assert found is not None, "nothing stops it"
    again = replanned(catalogue, chosen, asked.scenario, asked.settings, happened)
    files = {
        f"{name}.csv": csv_of(table)
        for name, table in (("drift", found.drift), ("accuracy", found.accuracy), ("pointing", found.pointing))
    }
    files["manifest.json"] = json_of(tables.manifest(chosen, "stochastic", seed, draws))
    if again is not None:
        files["replanned.yaml"] = again.encode()
    _show(door, found)
    write_whole(out, files)
    for old in (out / name for name in FROM_TODAY - files.keys()):
        if old.is_file():
            old.unlink()
    if again is None:
        door.note(told.nothing_left(bool(months_left(chosen, happened)), door.lang))
    door.note(door.word("Written to {folder}.").format(folder=out))
    door.note(told.few_people(door.lang))
    return _replan(door, catalogue, chosen, asked, happened, again, seconds, out) if asked.replan else DONE


def _replan(
    door: Door,
    catalogue: Catalogue,
    chosen: Programme,
    asked: Asked,
    happened: pd.DataFrame,
    as_planned: str | None,
    seconds: float,
    out: Path,
) -> int:
    """Search for the plan from today, tell what it changes, add its files to what is known. Raises InputFaults."""
    text = to_replan(catalogue, chosen, asked.scenario, asked.settings, happened)
    if text is None:
        return DONE
    with interrupted(door) as stop:
        asked_anew = _read(catalogue, text, out)
        before = None if as_planned is None else _read(catalogue, as_planned, out)
        found = replan(asked_anew, before, seconds, telling(door), stop)
    if found is None:
        door.note(door.word("No plan was found in the time given. Give more with --time-limit."))
        return NO_PLAN
    write_whole(out, {"optimised.yaml": with_plan(text, found.after).encode(), "changes.csv": csv_of(found.moved)})
    _show_changes(door, chosen, found)
    return DONE


def _read(catalogue: Catalogue, text: str, out: Path) -> Programme:
    """A scenario of the catalogue's files, from its text. Raises InputFaults."""
    document = read_text(text, str(out / "replanned.yaml"))
    return programme(with_documents(catalogue, [("scenarios", document)]), str(document.data["id"]), ())


def _show(door: Door, found: FollowUp) -> None:
    lang, table = door.lang, told.errors(found, door.lang)
    door.out(told.sentence(found, lang))
    door.table(table.caption, table.head, table.rows)
    for line in told.pointed(found, lang):
        door.out(line)


def _show_changes(door: Door, chosen: Programme, found: Replan) -> None:
    lang, table = door.lang, told.changes(chosen, found.moved, door.lang)
    door.out(told.changed(found.moved, lang))
    door.out(told.seats(found.before, found.after, found.people, lang))
    if table.rows:
        door.table(table.caption, table.head, table.rows)
    solved = found.rollout.solution
    if said := proven(solved.seconds, solved.gap, False, lang):
        door.out(said)
