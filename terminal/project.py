"""``project``: a scenario month by month, written as tables."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pandas as pd

from language import formats, term
from model.benefit_cost import expected
from model.explanation.weights import weights
from model.loading.assembly import programme, warnings
from model.loading.catalogue import Catalogue, load
from model.projection import project as project_plan
from model.robustness import robustness
from model.schema.fault import InputFaults
from model.schema.programme import Programme
from model.uncertainty.chunk import ready
from model.uncertainty.detail import month_by_month
from model.uncertainty.ensemble import ensemble
from reports import appraisal, drawn, tables
from reports.material import Draws
from reports.wording import drawn_times, labelled, titled
from terminal.door import DONE, Door
from terminal.reading import Options
from terminal.writing import check_folder, csv_of, json_of, parquet_of, ranged, write_whole

ENGINES = ("expected", "stochastic")
DRAWS = 1024
"""Draws where none are asked for."""
SEED = 1
"""Seed where none is given."""
HEADLINE = (
    "seats_open",
    "at_work",
    "fill_rate",
    "net_pay",
    "victims_per_worker",
    "kept_per_worker",
    "victims_withheld",
    "victims_paid",
    "releases_with_experience",
    "company_cost",
    "state_cost",
)
"""Indicators shown on the terminal, where the table has them."""


@dataclass(frozen=True)
class Asked:
    """What was typed."""

    scenario: str
    out: Path
    settings: tuple[str, ...]
    draws: str | None
    seed: str | None
    engine: str


def project(door: Door, asked: Asked) -> int:
    """Write indicators.csv, monthly.csv, monthly.parquet, ledger.csv, ledger_by_year.csv, benefits.csv, manifest.json,
    with draws robustness.csv.

    Raises InputFaults.
    """
    _options(asked)
    check_folder(asked.out)
    made = found(door, asked, load())
    write_whole(asked.out, made.files())
    _summary(door, made.programme, made)
    door.note(door.word("Written to {folder}.").format(folder=asked.out))
    return DONE


def found(door: Door, asked: Asked, catalogue: Catalogue, keep: bool = False) -> Found:
    """The results of a scenario of a catalogue; keep: with its draws, for its report. Raises InputFaults."""
    draws, seed = _options(asked)
    chosen = programme(catalogue, asked.scenario, asked.settings)
    door.faults(warnings(catalogue, chosen))
    others = list(_variants(door, catalogue, chosen, asked))
    many = asked.engine == "stochastic"
    return replace(
        _drawn(door, chosen, others, draws, seed, keep) if many else _expected(chosen, others), catalogue=catalogue
    )


@dataclass(frozen=True)
class Found:
    """What is written."""

    programme: Programme
    indicators: pd.DataFrame
    monthly: pd.DataFrame
    euros: tuple[str, ...]
    """Columns of monthly.csv that are euros."""
    ledger: pd.DataFrame
    years: pd.DataFrame
    """The ledger by year and member."""
    manifest: dict[str, Any]
    benefits: pd.DataFrame
    """What it is worth, by rate and perspective (see ``appraisal.COLUMNS``)."""
    kept: pd.DataFrame | None = None
    """In what share of draws the plan keeps its promises; None without draws."""
    catalogue: Catalogue | None = None
    """What it was read from."""
    draws: Draws | None = None
    """Those of the scenario itself, where they are kept."""

    def files(self) -> dict[str, bytes]:
        """The tables as files, by name."""
        files = {
            "indicators.csv": csv_of(self.indicators),
            "monthly.csv": csv_of(self.monthly, self.euros),
            "monthly.parquet": parquet_of(self.monthly),
            "ledger.csv": csv_of(self.ledger, ("amount", "low", "high")),
            "ledger_by_year.csv": csv_of(self.years, tables.OF_YEARS),
            "benefits.csv": csv_of(self.benefits, appraisal.EUROS),
            "manifest.json": json_of(self.manifest),
        }
        if self.kept is not None:
            files["robustness.csv"] = csv_of(self.kept)
        return files


def _expected(chosen: Programme, others: Sequence[Programme]) -> Found:
    projection = project_plan(chosen)
    frames = [tables.indicators(p, _shares(p.programme)) for p in (projection, *(project_plan(o) for o in others))]
    return Found(
        chosen,
        pd.concat(frames, ignore_index=True),
        tables.monthly(projection),
        tables.EUROS,
        tables.ledger(projection),
        tables.ledger_by_year(projection),
        tables.manifest(chosen, "expected"),
        appraisal.table(expected(projection, chosen.scenario.policy.discount_rate, int(chosen.scenario.start[:4]))),
    )


def _drawn(door: Door, chosen: Programme, others: Sequence[Programme], draws: int, seed: int, keep: bool) -> Found:
    beside = []
    for one in others:  # one scenario's draws at a time
        door.note(f"{labelled(one.id, drawn_times(draws, door.lang), door.lang)}.")
        beside.append(tables.drawn_indicators(ensemble(one, draws, seed), _shares(one)))
    door.note(f"{labelled(chosen.id, drawn_times(draws, door.lang), door.lang)}.")
    known = ready(chosen, ("programme",))
    months = month_by_month(known, draws, seed, tables.MONTHLY)
    monthly, ledger, years = (
        told(known, months) for told in (tables.drawn_monthly, tables.drawn_ledger, tables.drawn_ledger_by_year)
    )
    kept = months if keep else None
    del months  # room for the draws of the indicators
    gathered = ensemble(chosen, draws, seed, follow=True)
    frames = [tables.drawn_indicators(gathered, _shares(chosen)), *beside]
    euros = tuple(f"{name}{end}" for name in tables.EUROS for end in ("", "_p05", "_p95"))
    return Found(
        chosen,
        pd.concat(frames, ignore_index=True),
        monthly,
        euros,
        ledger,
        years,
        tables.manifest(chosen, "stochastic", seed, draws),
        appraisal.table(drawn.worth(gathered, seed)),
        robustness(gathered),
        draws=None if kept is None else Draws(kept, gathered),
    )


def _shares(chosen: Programme) -> tables.Shares:
    """What share of each indicator rests on assumptions."""
    return weights(chosen, ("programme",)).shares()


def _options(asked: Asked) -> tuple[int, int]:
    """Draws and seed asked for."""
    options = Options()
    options.one_of("--engine", asked.engine, ENGINES)
    draws = options.whole("--draws", asked.draws or str(DRAWS), 1, 1_000_000)
    for name, typed in (("--draws", asked.draws), ("--seed", asked.seed)):
        if typed is not None and asked.engine == "expected" and not options.faults:
            options.wrong("draws_without_engine", name, one=name)
    seed = options.whole("--seed", asked.seed or str(SEED), 0, 2**63 - 1)
    options.settle()
    return draws, seed


def _variants(door: Door, catalogue: Catalogue, chosen: Programme, asked: Asked) -> Iterable[Programme]:
    """The variants of a scenario that was asked for without one, under the same settings where these fit."""
    if chosen.variant is not None:
        return
    for name in chosen.scenario.variants:
        try:
            variant = programme(catalogue, f"{asked.scenario}@{name}", asked.settings)
        except InputFaults as found:
            door.note(door.word("The variant {name} is left out:").format(name=name))
            door.faults(found.faults)
            continue
        if variant.scenario.plan == "optimise":
            door.note(
                door.word("The variant {name} is left out, its plan is still to be found: see plan.").format(name=name)
            )
        else:
            yield variant


def _summary(door: Door, chosen: Programme, found: Found) -> None:
    """The headline of the scenario and of its variants, for the programme over all its months."""
    lang, indicators = door.lang, found.indicators
    whole = indicators[(indicators["scope"] == "programme") & (indicators["period"].astype(str) == "total")]
    values: dict[tuple[str, str], tuple[float, float, float, str]] = {
        (row["indicator"], row["scenario"]): (row["value"], row["low"], row["high"], row["unit"])
        for row in whole.to_dict("records")
    }
    scenarios = list(dict.fromkeys(name for _, name in values))
    rows = []
    for name in HEADLINE:
        if (name, chosen.id) not in values:
            continue
        label, unit = chosen.indicators[name].label, values[name, chosen.id][3]
        shown = f"{label.fr if lang == 'fr' else label.en} ({term('unit', unit, lang)})"
        rows.append(
            [shown, *(ranged(*values.get((name, s), (math.nan, math.nan, math.nan, unit)), lang) for s in scenarios)]
        )
    door.table(titled(chosen, lang), (door.word("Indicator, whole horizon"), *scenarios), rows)
    if found.manifest["engine"] == "expected":
        door.out(
            door.word(
                "Expected values, without interval: small workshops with few candidates are shown too full, and costs "
                "too low, as every price stands at its middle value."
            )
        )
    elif found.manifest["draws"] == 1:
        said = door.word("One draw, seed {seed}: a single future, whose ends are itself. More draws give an interval.")
        door.out(said.format(seed=found.manifest["seed"]))
    else:
        said = door.word("Means of {draws} draws, seed {seed}, with their 90% intervals; indicators.csv has them all.")
        door.out(said.format(draws=formats.number(found.manifest["draws"], door.lang), seed=found.manifest["seed"]))
