"""What a plan commits the State to: money by year, for the programme and by interregional direction, and posts."""

from __future__ import annotations

import numpy as np
import pandas as pd

from model.indicators import frame
from model.projection import Projection
from model.schema.base import month_index

COLUMNS = ("scope", "id", "year", "commitments", "payments", "capital", "posts")


def commitments(projection: Projection) -> pd.DataFrame:
    """commitments.csv, one row for the programme and for each DISP in each year, of years with something in it.

    commitments: EUR that the State binds itself to. Equipment and refit are committed when the agreement is signed, the
    lead time before the opening (before the scenario: in its first year); staff year by year, as it is paid.
    payments: EUR paid in the year; capital: the part of them that is equipment and refit; posts: prison officers in
    full-time equivalents, the year's average.
    """
    programme, workshops, out = projection.programme, projection.workshops, projection.outcomes
    where = frame(programme, workshops, ("programme", "disp"))
    common, first = programme.defaults.programme, month_index(programme.scenario.start)
    years = [int(m[:4]) for m in programme.months]
    signed = np.zeros(out["capex_state"].shape)
    for row, workshop in enumerate(workshops.list):
        lead = round(common.lead_time.at(workshop.opening.opens).value)
        for month in np.flatnonzero(out["capex_state"][row]):
            agreed = max(0, month_index(workshop.opening.opens) - lead - first)
            signed[row, min(agreed, int(month))] += out["capex_state"][row, month]
    officers = np.array([common.officers_per_workshop.at(w.opening.opens).value for w in workshops.list])
    posts = officers[:, None] * (workshops.seats > 0) * workshops.stays
    capital, paid = out["capex_state"], out["state_cost"]
    of = {"commitments": signed + paid - capital, "payments": paid, "capital": capital, "posts": posts}
    rows = []
    for member, (scope, name) in enumerate(where.members):
        mine = where.whose[member] > 0
        for year in dict.fromkeys(years):
            then = np.array(years) == year
            sums = {column: float(values[mine][:, then].sum()) for column, values in of.items()}
            sums["posts"] /= int(then.sum())
            if any(sums.values()):
                rows.append({"scope": scope, "id": name, "year": year, **sums})
    return pd.DataFrame(rows, columns=list(COLUMNS))
