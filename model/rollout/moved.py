"""Two plans for the same months, opening by opening: what one changes in the other."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import pandas as pd

from model.schema.scenario import Opening

CHANGES: Final = ("stands", "kept", "moved", "resized", "dropped", "new")
"""Stands already; same month and seats; another month; other seats in the same month; not opened any more; opened
besides."""
COLUMNS: Final = ("prison", "company", "change", "opens_before", "seats_before", "opens_after", "seats_after")


def moved(before: Iterable[Opening], after: Iterable[Opening]) -> pd.DataFrame:
    """One row an opening of either plan: COLUMNS; no month and 0 seats where a plan has it not. Those that change
    come first, in the order of CHANGES from the last."""
    old = {(one.prison, one.company): one for one in before}
    new = {(one.prison, one.company): one for one in after}
    rows = []
    for pair in sorted({*old, *new}):
        was, then = old.get(pair), new.get(pair)
        rows.append((
            *pair, _change(was, then), was.opens if was else None, was.seats if was else 0,
            then.opens if then else None, then.seats if then else 0,
        ))  # fmt: skip
    rows.sort(key=lambda row: (-CHANGES.index(row[2]), row[0], row[1]))
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _change(was: Opening | None, then: Opening | None) -> str:
    if was is None or then is None:
        return "new" if was is None else "dropped"
    if then.existing:
        return "stands"
    if was.opens != then.opens:
        return "moved"
    return "kept" if was.seats == then.seats else "resized"
