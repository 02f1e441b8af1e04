"""``project``: a scenario month by month, written as tables."""

from __future__ import annotations

import json
import math
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import pandas as pd

from language import formats, term
from model.loading.assembly import programme, warnings
from model.loading.catalogue import Catalogue, load
from model.projection import Projection
from model.projection import project as project_plan
from model.schema.programme import Programme
from reports import tables
from terminal.door import DONE, Door
from terminal.reading import Options
from terminal.writing import check_folder, write_whole

ENGINES = ("expected", "stochastic")
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
    """Write indicators.csv, monthly.csv, monthly.parquet, ledger.csv, manifest.json. Raises InputFaults."""
    _options(asked)
    check_folder(asked.out)
    catalogue = load()
    chosen = programme(catalogue, asked.scenario, asked.settings)
    door.faults(warnings(catalogue, chosen))
    projection = project_plan(chosen)
    indicators = pd.concat(
        [tables.indicators(p) for p in (projection, *_variants(catalogue, chosen, asked))], ignore_index=True
    )
    monthly = tables.monthly(projection)
    write_whole(
        asked.out,
        {
            "indicators.csv": _csv(indicators),
            "monthly.csv": _csv(monthly, tables.EUROS),
            "monthly.parquet": _parquet(monthly),
            "ledger.csv": _csv(tables.ledger(projection), ("amount",)),
            "manifest.json": _json(tables.manifest(projection)),
        },
    )
    _summary(door, chosen, indicators)
    door.note(door.word("Written to {folder}.").format(folder=asked.out))
    return DONE


def _options(asked: Asked) -> None:
    options = Options()
    options.one_of("--engine", asked.engine, ENGINES)
    if asked.engine == "stochastic":
        options.wrong("engine_unavailable", "--engine", found=asked.engine)
    if asked.draws is not None and options.whole("--draws", asked.draws, 1, 10_000_000) and not options.faults:
        options.wrong("draws_without_engine", "--draws", one="--draws")
    if asked.seed is not None:
        options.whole("--seed", asked.seed, 0, 2**63 - 1)
    options.settle()


def _variants(catalogue: Catalogue, chosen: Programme, asked: Asked) -> Iterable[Projection]:
    """The variants of a scenario that was asked for without one, under the same settings."""
    if chosen.variant is not None:
        return
    for name in chosen.scenario.variants:
        yield project_plan(programme(catalogue, f"{asked.scenario}@{name}", asked.settings))


def _csv(table: pd.DataFrame, euros: Collection[str] = ()) -> bytes:
    """UTF-8, commas and points: euros to the cent, other numbers to ten decimals, nothing for no value."""
    written = table.copy()
    in_euros = written["unit"].str.startswith("EUR") if "unit" in written else pd.Series(False, index=written.index)
    for name in written.select_dtypes("number"):
        column = in_euros | (name in euros)
        written[name] = [_written(value, cents) for value, cents in zip(written[name], column, strict=True)]
    return written.to_csv(index=False, lineterminator="\n").encode()


def _written(value: float, cents: bool) -> str:
    if math.isnan(value):
        return ""
    return f"{round(value, 2) + 0.0:.2f}" if cents else f"{round(value, 10) + 0.0:.10f}".rstrip("0").rstrip(".")


def _parquet(table: pd.DataFrame) -> bytes:
    written = BytesIO()
    table.to_parquet(written, index=False)
    return written.getvalue()


def _json(document: dict[str, Any]) -> bytes:
    return (json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False) + "\n").encode()


def _summary(door: Door, chosen: Programme, indicators: pd.DataFrame) -> None:
    """The headline of the scenario and of its variants, for the programme over all its months."""
    lang = door.lang
    whole = indicators[(indicators["scope"] == "programme") & (indicators["period"].astype(str) == "total")]
    values: dict[tuple[str, str], tuple[float, str]] = {
        (row["indicator"], row["scenario"]): (row["value"], row["unit"]) for row in whole.to_dict("records")
    }
    scenarios = list(dict.fromkeys(name for _, name in values))
    rows = []
    for name in HEADLINE:
        if (name, chosen.id) not in values:
            continue
        label, unit = chosen.indicators[name].label, values[name, chosen.id][1]
        shown = f"{label.fr if lang == 'fr' else label.en} ({term('unit', unit, lang)})"
        rows.append([shown, *(_shown(*values.get((name, s), (math.nan, unit)), lang) for s in scenarios)])
    title = chosen.scenario.title.fr if lang == "fr" else chosen.scenario.title.en
    door.table(title, (door.word("Indicator, whole period"), *scenarios), rows)
    door.out(door.word("Expected values: no interval yet; small workshops with few candidates are shown too full."))


def _shown(value: float, unit: str, lang: str) -> str:
    if math.isnan(value):
        return "-"
    if unit.startswith("EUR"):
        return formats.money(value, lang, 0 if abs(value) >= 10_000 else 2)
    if unit.startswith("share"):
        return formats.percent(value, lang, 1)
    return formats.number(value, lang, 1)
