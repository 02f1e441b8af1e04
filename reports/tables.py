"""Tidy frames of a projection: the one source of every figure, file and page.

Column names and order are the contract of the terminal (docs/terminal.md).
"""

from __future__ import annotations

import platform
from importlib.metadata import version
from typing import Any

import numpy as np
import pandas as pd

from model import indicators as model_indicators
from model.ledger import PARTIES
from model.projection import Projection

MONTHLY = (
    "seats_open",
    "trainees",
    "at_work",
    "at_work_end",
    "hires",
    "trial_passes",
    "trial_failures",
    "exits",
    "releases",
    "closures",
    "hours",
    "gross",
    "employer_contributions",
    "employee_contributions",
    "net",
    "victims",
    "victims_paid",
    "release_savings",
    "available",
)
"""Columns of monthly.csv after scenario, month, prison, company."""
EUROS = (
    "gross",
    "employer_contributions",
    "employee_contributions",
    "net",
    "victims",
    "victims_paid",
    "release_savings",
    "available",
)


def indicators(projection: Projection) -> pd.DataFrame:
    """indicators.csv: scenario, indicator, scope, id, period, unit, value, low, high, share_assumed.

    low and high are empty for the expected engine.
    """
    frame = model_indicators.indicators(projection)
    frame.insert(0, "scenario", projection.programme.id)
    return frame.assign(low=np.nan, high=np.nan, share_assumed=np.nan)


def monthly(projection: Projection) -> pd.DataFrame:
    """monthly.csv: one row per workshop and month, in the order of the plan, then of time."""
    frame = projection.monthly[list(MONTHLY)].to_dataframe().reset_index()
    frame.insert(0, "scenario", projection.programme.id)
    return frame[["scenario", "month", "prison", "company", *MONTHLY]]


def ledger(projection: Projection) -> pd.DataFrame:
    """ledger.csv: scenario, month, prison, company, party, item, amount (EUR received, negative when paid).

    Sums to zero per month and workshop, ``resources`` included; rows of nothing are left out.
    """
    monthly_, blocks = projection.monthly, []
    months, prisons, companies = (
        monthly_["month"].to_numpy(),
        monthly_["prison"].to_numpy(),
        monthly_["company"].to_numpy(),
    )
    for transfer in projection.transfers:
        row, column = np.nonzero(transfer.euros)
        for party, sign in ((transfer.receiver, 1.0), (transfer.payer, -1.0)):
            blocks.append(
                pd.DataFrame(
                    {
                        "month": months[column],
                        "prison": prisons[row],
                        "company": companies[row],
                        "party": party,
                        "item": transfer.item,
                        "amount": sign * transfer.euros[row, column],
                    }
                )
            )
    frame = pd.concat(blocks, ignore_index=True)
    order = pd.CategoricalDtype(list(PARTIES), ordered=True)
    frame["party"] = frame["party"].astype(order)
    frame = frame.sort_values(
        ["prison", "company", "month", "party", "item"], kind="stable", ignore_index=True
    )
    frame["party"] = frame["party"].astype(str)
    frame.insert(0, "scenario", projection.programme.id)
    return frame


def manifest(projection: Projection) -> dict[str, Any]:
    """manifest.json: what the figures were made from and with. No clock."""
    programme = projection.programme
    names = ("numpy", "pandas", "pydantic", "scipy", "xarray", "PyYAML")
    return {
        "scenario": programme.id,
        "fingerprint": programme.fingerprint,
        "engine": projection.engine,
        "seed": None,
        "draws": None,
        "created_with": {
            "essaimage": VERSION,
            "python": platform.python_version(),
            **{n: version(n) for n in names},
        },
        "changes": [change.model_dump() for change in programme.changes],
    }


VERSION = "0.1.0"
"""Version of the planner."""
