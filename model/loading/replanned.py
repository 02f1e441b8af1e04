"""The plan from today: a scenario that begins after the last month known, with what stands."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd
import yaml

from model.loading.catalogue import Catalogue
from model.loading.rewritten import scenario_with
from model.schema.programme import Programme


def replanned(
    catalogue: Catalogue, programme: Programme, reference: str, settings: Iterable[str], actuals: pd.DataFrame
) -> str | None:
    """The scenario as YAML; None when no month or no workshop is left.

    A workshop that was told stands with the seats of its last month, one that was not with those planned; what opens
    later is kept as planned. Raises InputFaults.
    """
    last = str(actuals["month"].max())
    left = programme.months[programme.months.index(last) + 1 :]
    seats = _standing(actuals)
    plan: list[dict[str, Any]] = []
    for one in programme.scenario.plan if programme.scenario.plan != "optimise" else ():
        if not left or (one.closes is not None and one.closes <= left[0]):
            continue
        row = one.model_dump(mode="json", exclude_defaults=True)
        stands = seats.get((one.prison, one.company)) if one.opens <= last else None
        if stands == 0:
            continue
        if one.opens <= last:
            row |= {"opens": left[0], "seats": one.seats if stands is None else stands, "existing": True}
            row.pop("ramp", None)
        plan.append(row)
    if not plan:
        return None
    data = yaml.safe_load(scenario_with(catalogue, reference, settings))
    data.pop("variants", None)
    data |= {"id": f"{programme.scenario.id}-{left[0]}", "start": left[0], "months": len(left), "plan": plan}
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
