"""Scenarios side by side as one table: comparison.csv."""

from __future__ import annotations

import pandas as pd

from model.comparison import GAP, VALUE, Comparison


def comparison(found: Comparison) -> pd.DataFrame:
    """comparison.csv: indicator, scope, id, period, unit, then of each scenario value, low, high (suffix _SCENARIO),
    then what sets the second apart from the first: difference, its 90 % interval, and the parts that add up to it.

    With three or four scenarios, what sets a scenario apart carries its suffix too.
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
    return written
