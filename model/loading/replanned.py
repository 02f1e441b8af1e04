"""The plan from today: a scenario that begins after the last month known, with what stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

import pandas as pd
import yaml

from model.loading.catalogue import Catalogue
from model.loading.rewritten import scenario_with
from model.schema.programme import Programme
from model.schema.scenario import Opening

DECIDED: Final = ("id", "start", "months", "plan", "pin")
"""Parts of a scenario that planning from today decides: no override of them is left."""


def replanned(
    catalogue: Catalogue, programme: Programme, reference: str, settings: Iterable[str], actuals: pd.DataFrame
) -> str | None:
    """The scenario as YAML; None when no month or no workshop is left.

    A workshop that was told stands with the seats of its last month, one that was not with those planned; what opens
    later is kept as planned. Raises InputFaults.
    """
    left = months_left(programme, actuals)
    plan = [] if not left else list(_rows(programme, actuals, left[0]))
    if not plan:
        return None
    return _written(catalogue, programme, reference, settings, left, {"plan": plan})


def to_replan(
    catalogue: Catalogue, programme: Programme, reference: str, settings: Iterable[str], actuals: pd.DataFrame
) -> str | None:
    """The same with its plan left to the optimiser: what stands is pinned with its seats, what was pinned for later is
    still. None when no month is left. Raises InputFaults."""
    left = months_left(programme, actuals)
    if not left:
        return None
    standing = [
        {**{key: row[key] for key in ("prison", "company", "seats", "opens", "side") if key in row}, "existing": True}
        for row in _rows(programme, actuals, left[0])
        if row.get("existing")
    ]
    pairs = {(row["prison"], row["company"]) for row in standing}
    first = f"{left[0][:4]}-Q{(int(left[0][5:7]) + 2) // 3}"
    later = [
        pin.model_dump(mode="json", exclude_defaults=True)
        for pin in programme.scenario.pin
        if (pin.prison, pin.company) not in pairs and pin.quarter is not None and pin.quarter >= first
    ]
    more: dict[str, Any] = {"plan": "optimise", "pin": [*standing, *later]}
    return _written(catalogue, programme, reference, settings, left, more)


def with_plan(text: str, openings: Iterable[Opening]) -> str:
    """A scenario to be planned, with the plan that was found as its own."""
    data = yaml.safe_load(text)
    data.pop("pin", None)
    data["plan"] = [one.model_dump(mode="json", exclude_defaults=True) for one in openings]
    return _dumped(data)


def months_left(programme: Programme, actuals: pd.DataFrame) -> tuple[str, ...]:
    """The months of a scenario after the last one told."""
    last = programme.months.index(str(actuals["month"].max()))
    return tuple(programme.months[last + 1 :])


def _rows(programme: Programme, actuals: pd.DataFrame, first: str) -> Iterator[dict[str, Any]]:
    """The openings from a month on: those that stand as they are, the others as planned."""
    seats = _standing(actuals)
    for one in programme.scenario.openings:
        if one.closes is not None and one.closes <= first:
            continue
        row = one.model_dump(mode="json", exclude_defaults=True)
        stands = seats.get((one.prison, one.company)) if one.opens < first else None
        if stands == 0:
            continue
        if one.opens < first:
            row |= {"opens": first, "seats": one.seats if stands is None else stands, "existing": True}
            row.pop("ramp", None)
        yield row


def _written(
    catalogue: Catalogue,
    programme: Programme,
    reference: str,
    settings: Iterable[str],
    left: Sequence[str],
    more: dict[str, Any],
) -> str:
    data = yaml.safe_load(scenario_with(catalogue, reference, settings))
    for key in ("variants", "pin"):
        data.pop(key, None)
    overrides = {path: value for path, value in data.get("overrides", {}).items() if path.split(".")[0] not in DECIDED}
    data |= {"overrides": overrides}
    data |= {"id": f"{programme.scenario.id}-{left[0]}", "start": left[0], "months": len(left), **more}
    return _dumped(data)


def _dumped(data: dict[str, Any]) -> str:
    return str(yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=120))


def _standing(actuals: pd.DataFrame) -> dict[tuple[str, str], int]:
    """Seats of the last month that tells them, by prison and company."""
    if "seats_open" not in actuals:
        return {}
    told = actuals[actuals["seats_open"].notna()].sort_values("month", kind="stable")
    return {
        (str(p), str(c)): round(float(s))
        for p, c, s in zip(told["prison"], told["company"], told["seats_open"], strict=True)
    }
