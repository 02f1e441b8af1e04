"""``compare``: two to four scenarios on the same draws, and what makes them differ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from language import term
from model.comparison import ENDS, MOST, PARTS, Comparison
from model.comparison import compare as compared
from model.loading.assembly import programme, warnings
from model.loading.catalogue import load
from model.schema.fault import Fault, InputFaults
from reports.comparison import comparison
from reports.tables import manifest
from reports.wording import difference_ranged, drawn_times, said, titled
from terminal.door import DONE, Door
from terminal.project import DRAWS, HEADLINE, SEED
from terminal.reading import Options
from terminal.writing import check_folder, csv_of, json_of, ranged, write_whole


@dataclass(frozen=True)
class Asked:
    """What was typed."""

    scenarios: tuple[str, ...]
    out: Path
    draws: str
    seed: str
    settings: tuple[str, ...]


def run(door: Door, asked: Asked) -> int:
    """Write comparison.csv and manifest.json, and say what sets the scenarios apart. Raises InputFaults."""
    options = Options()
    draws = options.whole("--draws", asked.draws or str(DRAWS), 1, 1_000_000)
    seed = options.whole("--seed", asked.seed or str(SEED), 0, 2**63 - 1)
    options.settle()
    names = list(dict.fromkeys(asked.scenarios))
    if not 2 <= len(names) <= MOST:
        raise InputFaults([Fault("scenarios_to_compare", "", None, "SCENARIO", {"found": len(names), "most": MOST})])
    check_folder(asked.out)
    catalogue = load()
    chosen = [programme(catalogue, name, asked.settings) for name in names]
    for one in chosen:
        door.faults(warnings(catalogue, one))
    found = compared(chosen, draws, seed, progress=lambda done, all_: _told(door, done, all_))
    written = comparison(found)
    document = _document(found, seed, draws)
    write_whole(asked.out, {"comparison.csv": csv_of(written), "manifest.json": json_of(document)})
    _summary(door, found)
    door.note(door.word("Written to {folder}.").format(folder=asked.out))
    return DONE


def _told(door: Door, done: int, steps: int) -> None:
    door.note(door.word("{done} of {tasks} tasks").format(done=done, tasks=steps))


def _document(found: Comparison, seed: int, draws: int) -> dict[str, Any]:
    """What the comparison was made from and with."""
    each = [manifest(one, "stochastic", seed, draws) for one in found.programmes]
    return {
        "scenarios": [{name: one[name] for name in ("scenario", "fingerprint", "changes")} for one in each],
        "differing": {one.id: list(parts) for one, parts in zip(found.programmes[1:], found.differing, strict=True)},
        **{name: each[0][name] for name in ("engine", "seed", "draws", "created_with")},
    }


def _summary(door: Door, found: Comparison) -> None:
    """The headline of the whole horizon: each scenario, then what sets it apart from the first and why."""
    lang, first = door.lang, found.programmes[0]
    table = found.table.xs(("programme", "", "total"), level=("scope", "id", "period"))
    rows, apart = [], []
    for name in HEADLINE:
        if name not in table.index:
            continue
        known = first.indicators[name]
        shown = f"{said(known.label, lang)} ({term('unit', known.unit, lang)})"
        row = table.loc[name]
        cells = []
        for one in found.programmes:
            value, low, high = (float(row[one.id, part]) for part in ("value", "low", "high"))
            cells.append(ranged(value, low, high, known.unit, lang))
        rows.append([shown, *cells])
        for one in found.programmes[1:]:
            gap = [float(row[one.id, f"difference{end}"]) for end in ("", *ENDS)]
            if gap[0] != gap[0]:
                continue
            told_ = [tuple(float(row[one.id, f"of_{part}{end}"]) for end in ("", *ENDS)) for part in PARTS]
            parts = ["-" if part[0] != part[0] else difference_ranged(*part, known.unit, lang) for part in told_]
            named = [shown] if len(found.programmes) == 2 else [shown, one.id]
            apart.append([*named, difference_ranged(*gap, known.unit, lang), *parts])
    door.table(
        door.word("Side by side, whole horizon"),
        (door.word("Indicator, whole horizon"), *(one.id for one in found.programmes)),
        rows,
    )
    head: Sequence[str] = (door.word("Indicator, whole horizon"),)
    if len(found.programmes) > 2:
        head = (*head, door.word("Scenario"))
    door.table(
        door.word("Difference from {name}").format(name=titled(first, lang)),
        (*head, door.word("Difference"), door.word("law"), door.word("profiles"), door.word("choices")),
        apart,
    )
    for one, why in zip(found.programmes[1:], found.untold, strict=True):
        if why is not None:
            door.note(
                door.word("{name}: its difference cannot be split, as a mixture of the two is impossible:").format(
                    name=one.id
                )
            )
            door.faults(why.faults)
    told = door.word(
        "Means over {draws}, the same for all; each part of a difference is its mean over the orders in which law, "
        "profiles and choices can be exchanged."
    )
    door.out(told.format(draws=drawn_times(found.draws, lang)))
