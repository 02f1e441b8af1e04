"""Scenarios side by side as one table: comparison.csv."""

from __future__ import annotations

import numpy as np
import pandas as pd

from model.comparison import GAP, VALUE, Comparison
from model.schema.programme import Programme
from model.without_effect import rest_on_effects, without_effect


def comparison(found: Comparison) -> pd.DataFrame:
    """comparison.csv: indicator, scope, id, period, unit, then of each scenario value, low, high (suffix _SCENARIO),
    then what sets the second apart from the first: difference, its 90 % interval, and the parts that add up to it.

    With three or four scenarios, what sets a scenario apart carries its suffix too. Last, what rests on an effect after
    release without any: ``if_no_effect`` of each scenario (suffix _SCENARIO), ``difference_if_no_effect``, then their
    lower and their upper ends (_low, _high).
    """
    first, *others = found.programmes
    units = {name: known.unit for name, known in first.indicators.items()}
    table = found.table.reset_index(allow_duplicates=False)
    written = pd.DataFrame({name: table[name, ""] for name in ("indicator", "scope", "id", "period")})
    written["unit"] = written["indicator"].map(units)
    for programme in found.programmes:
        for name in VALUE:
            written[f"{name}_{programme.id}"] = table[programme.id, name]
    for programme in others:
        for name in GAP:
            written[name if len(others) == 1 else f"{name}_{programme.id}"] = table[programme.id, name]
    for part, end in (("value", ""), ("low", "_low"), ("high", "_high")):
        for programme in found.programmes:
            name = f"if_no_effect{end}_{programme.id}"
            written[name] = if_no_effect(found.table, first, programme.id, part)
        for programme in others:
            name = f"difference_if_no_effect{end}" + ("" if len(others) == 1 else f"_{programme.id}")
            written[name] = if_no_effect(found.table, first, programme.id, f"difference{end}")
    return written


def if_no_effect(table: pd.DataFrame, first: Programme, scenario: str, measure: str) -> np.ndarray:
    """(rows,) a measure of a scenario, row by row, if work had no effect; NaN where a row does not rest on one.

    table: see ``Comparison.table``; first: its reference.
    """
    told, rows, apart = table[scenario, measure], table.index.to_frame(index=False), measure.startswith("difference")
    beside = np.full(len(rows), np.nan)
    for name in rest_on_effects(first):
        mine = (rows["indicator"] == name).to_numpy()
        own = told.to_numpy(np.float64)[mine]
        beside[mine] = without_effect(
            first, name,
            lambda twin, mine=mine: told.reindex(pd.MultiIndex.from_frame(rows[mine].assign(indicator=twin))),
            lambda number, own=own: np.where(np.isfinite(own), 0.0 if apart else number, np.nan),
        )  # fmt: skip
    return beside
