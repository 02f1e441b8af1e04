"""What an hour costs and pays in each draw, company by company, against the floor, the SMIC, the price and the prison's
own job of the same hours."""

from __future__ import annotations

import numpy as np

from model.costs import billed, job_today, yearly
from model.law import Law
from model.money import Array
from model.uncertainty.chunk import Single
from model.uncertainty.ensemble import Ensemble
from model.uncertainty.inputs import Drawn, points

READ = ("hours", "gross_pay", "net_pay", "smic_share", "company_cost", "cost_per_productive_hour")
"""Indicators that the pay of an hour is told from."""


def of_companies(gathered: Ensemble, seed: int) -> dict[str, dict[str, Single]]:
    """(D,) draws by figure and company, over the whole horizon, of companies and workshops that are followed.

    cost_per_productive_hour; of an hour paid: EUR gross, net and smic, smic_share, floor (of the years that have one,
    NaN where there are none), price (what clients pay for it) and its price_share; job_today, EUR a month.
    """
    known, programme = gathered.known, gathered.known.programme
    years, rows = known.where.periods[:-1], {member: row for row, member in enumerate(known.where.members)}
    drawn = {name: gathered.of(name) for name in READ}
    law, reading = Law(programme.law, programme.outlook), Drawn(points(seed, 0, len(drawn["hours"])))
    told: dict[str, dict[str, Array]] = {}
    for company in dict.fromkeys(w.company.id for w in known.workshops.list):
        mine = [w for w in known.workshops.list if w.company.id == company]
        row = rows["company", company]
        hours, gross, net, share, spent, cost = (drawn[name][:, row].astype(np.float64) for name in READ)
        held = np.array([law.value(f"floor_{mine[0].company.regime}", f"{year}-12") or 0.0 for year in years])
        client = yearly(programme, reading, billed(programme, mine[0]), "client_price")
        worked = [drawn["hours"][:, rows["workshop", w.id], -1] for w in mine]
        jobs = [
            yearly(programme, reading, job_today(programme, w), "job_today")[:, years.index(w.opening.opens[:4])]
            for w in mine
        ]
        with np.errstate(invalid="ignore", divide="ignore"):
            paid = gross / hours
            smic, floored = paid / share, np.where(held > 0, hours[:, :-1], 0.0)
            sold = np.nan_to_num(spent / cost)[:, :-1]
            price = (client * sold).sum(axis=1) / hours[:, -1]
            told[company] = {
                "cost_per_productive_hour": cost[:, -1],
                "gross": paid[:, -1],
                "net": (net / hours)[:, -1],
                "smic": smic[:, -1],
                "smic_share": share[:, -1],
                "floor": (floored * np.nan_to_num(smic[:, :-1]) * held).sum(axis=1) / floored.sum(axis=1),
                "price": price,
                "price_share": paid[:, -1] / price,
                "job_today": np.einsum("wd,wd->d", worked, jobs) / np.sum(worked, axis=0),
            }
    names = next(iter(told.values()), {})
    return {name: {company: of[name].astype(np.float32) for company, of in told.items()} for name in names}
