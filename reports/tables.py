"""Tidy frames of a projection: the one source of every figure, file and page.

Column names and order are the contract of the terminal (docs/terminal.md).
"""

from __future__ import annotations

import platform
from collections.abc import Iterable, Mapping, Sequence
from importlib.metadata import version
from typing import Any

import numpy as np
import pandas as pd

from model import indicators as model_indicators
from model.books import lines, sign
from model.ledger import PARTIES, Party, Transfer
from model.money import Array
from model.projection import Projection
from model.schema.programme import Programme
from model.uncertainty.chunk import Outline
from model.uncertainty.detail import Detail
from model.uncertainty.ensemble import Ensemble
from model.uncertainty.yearly_ledger import Line, items, lasting, mean_of_members
from model.without_effect import rest_on_effects, without_effect
from model.workshops import Flags, Whole, Workshops

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


Shares = Mapping[tuple[str, str], float]
"""Share that rests on assumptions, by indicator and period (see ``model.explanation``)."""
OF_YEARS = ("amount", "low", "high", "if_no_effect", "if_no_effect_low", "if_no_effect_high")
"""Columns of ledger_by_year.csv that are euros."""
OF_PROGRAMME = "programme"
"""Stands in the place of prison and company where a transfer belongs to no workshop."""


def unit_of(outcome: str) -> str:
    """The unit of a column of monthly.csv."""
    return {"seats_open": "seats", "hours": "hours"}.get(outcome, "EUR" if outcome in EUROS else "people")


def indicators(projection: Projection, shares: Shares | None = None) -> pd.DataFrame:
    """indicators.csv: scenario, indicator, scope, id, period, unit, value, low, high, share_assumed, if_no_effect,
    if_no_effect_low, if_no_effect_high.

    Ends are empty for the expected engine; share_assumed is empty where it is not asked for; if_no_effect is the value
    without any effect on re-entry, empty where an indicator does not rest on one.
    """
    frame = model_indicators.indicators(projection)
    frame.insert(0, "scenario", projection.programme.id)
    return beside_zero(with_shares(frame.assign(low=np.nan, high=np.nan), shares), projection.programme)


def with_shares(frame: pd.DataFrame, shares: Shares | None) -> pd.DataFrame:
    """The share of the programme as a whole, on every row of an indicator and a period."""
    if shares is None:
        return frame.assign(share_assumed=np.nan)
    keys = zip(frame["indicator"], frame["period"].astype(str), strict=True)
    return frame.assign(share_assumed=[shares.get(key, np.nan) for key in keys])


def beside_zero(frame: pd.DataFrame, programme: Programme) -> pd.DataFrame:
    """Rows of indicators with what each would be without any effect on re-entry, and its ends, as last columns."""
    columns = {"if_no_effect": "value", "if_no_effect_low": "low", "if_no_effect_high": "high"}
    return frame.assign(**{name: _beside(frame, programme, of) for name, of in columns.items()})


def _beside(frame: pd.DataFrame, programme: Programme, column: str) -> pd.Series:
    """A column of the rows that tell each row without effect; empty where a row does not rest on one."""
    found = pd.Series(np.nan, index=frame.index)
    keys = ["scenario", "scope", "id", "period"]
    for name in rest_on_effects(programme):
        mine = frame["indicator"] == name

        def beside(twin: str, mine: pd.Series = mine) -> Array:
            told = frame.loc[frame["indicator"] == twin].set_index(keys)[column]
            return told.reindex(pd.MultiIndex.from_frame(frame.loc[mine, keys])).to_numpy(np.float64)

        def fixed(value: float, mine: pd.Series = mine) -> Array:
            return np.where(frame.loc[mine, column].isna(), np.nan, value)

        found[mine] = without_effect(programme, name, beside, fixed)
    return found


def monthly(projection: Projection) -> pd.DataFrame:
    """monthly.csv: one row per workshop and month, in the order of the plan, then of time."""
    frame = projection.monthly[list(MONTHLY)].to_dataframe().reset_index()
    frame.insert(0, "scenario", projection.programme.id)
    return frame[["scenario", "month", "prison", "company", *MONTHLY]]


def ledger(projection: Projection) -> pd.DataFrame:
    """ledger.csv: scenario, month, prison, company, party, item, amount (EUR received, negative when paid), low, high.

    Sums to zero per month and workshop, ``resources`` included; rows of nothing are left out. Ends are of the 90 %
    interval, empty for the expected engine.
    """
    found = (*projection.transfers, *projection.common)
    none = [(np.full(t.euros.shape, np.nan),) * 2 for t in found]
    return ledger_rows(projection.programme, projection.workshops, found, none)


def ledger_rows(programme: Programme, workshops: Workshops, transfers: Sequence[Transfer],
                ends: Sequence[tuple[Array, Array]]) -> pd.DataFrame:  # fmt: skip
    """The ledger of some transfers, (W, M) each; those of no workshop, (1, M), stand under OF_PROGRAMME. ends: of the
    interval of what is received, (W, M); what is paid has them turned over."""
    months = np.array(programme.months, dtype=object)  # names stand once in memory
    places = np.array([(w.prison.id, w.company.id) for w in workshops.list], dtype=object)
    blocks = []
    for transfer, (low, high) in zip(transfers, ends, strict=True):
        row, column = np.nonzero(~nothing(transfer.euros, low, high))
        where = places[row] if transfer.of_workshops else np.full((len(row), 2), OF_PROGRAMME, dtype=object)
        columns = {"month": months[column], "prison": where[:, 0], "company": where[:, 1]}
        told = [euros[row, column] for euros in (transfer.euros, low, high)]
        sides = (transfer.receiver, told), (transfer.payer, [0.0 - told[k] for k in (0, 2, 1)])
        for party, (amount, least, most) in sides:
            amounts = {"party": party, "item": transfer.item, "amount": amount, "low": least, "high": most}
            blocks.append(pd.DataFrame(columns | amounts))
    frame = pd.concat(blocks, ignore_index=True)
    order = pd.CategoricalDtype(list(PARTIES), ordered=True)
    frame["party"] = frame["party"].astype(order)
    frame = frame.sort_values(["prison", "company", "month", "party", "item"], kind="stable", ignore_index=True)
    frame["party"] = frame["party"].astype(str)
    frame.insert(0, "scenario", programme.id)
    return frame


def nothing(amount: Array, low: Array, high: Array) -> Flags:
    """Where there is no money, whatever comes."""
    return (amount == 0) & ~((low < 0) | (high > 0))


def drawn_indicators(gathered: Ensemble, shares: Shares | None = None) -> pd.DataFrame:
    """indicators.csv of many futures: value is the mean, low and high are the ends of the 90 % interval."""
    found = gathered.indicators()
    found.insert(0, "scenario", gathered.known.programme.id)
    return beside_zero(with_shares(found, shares), gathered.known.programme)


def drawn_monthly(known: Outline, detail: Detail) -> pd.DataFrame:
    """monthly.csv of many futures: the means, then their 5th and 95th percentiles (suffixes _p05, _p95)."""
    workshops, months = known.workshops.list, known.programme.months
    rows = len(workshops) * len(months)
    frame = pd.DataFrame(
        {
            "scenario": known.programme.id,
            "month": list(months) * len(workshops),
            "prison": np.repeat([w.prison.id for w in workshops], len(months)),
            "company": np.repeat([w.company.id for w in workshops], len(months)),
        }
    )
    intervals = {name: detail.interval(name) for name in MONTHLY}
    means = {name: detail.mean(name).reshape(rows) for name in MONTHLY}
    low = {f"{name}_p05": ends[0].reshape(rows) for name, ends in intervals.items()}
    high = {f"{name}_p95": ends[1].reshape(rows) for name, ends in intervals.items()}
    return pd.concat([frame, pd.DataFrame(means | low | high)], axis=1)


def drawn_ledger(known: Outline, detail: Detail) -> pd.DataFrame:
    """ledger.csv of many futures: the mean of every transfer, to the cent, which sums to zero like one future's; ends
    of the interval are of each transfer by itself."""
    return ledger_rows(known.programme, known.workshops, *detail.ledger())


def ledger_by_year(projection: Projection) -> pd.DataFrame:
    """ledger_by_year.csv of the expected engine: low and high are empty."""
    where = model_indicators.frame(projection.programme, projection.workshops)
    amounts = mean_of_members(where, projection.transfers, projection.common)
    told, none = [], (np.full(amounts.shape[1:], np.nan),) * 2
    of = lines((*projection.transfers, *projection.common))

    def received(party: Party, rows: Whole) -> tuple[Array, Array, Array]:
        return np.tensordot(sign(of, party)[rows], amounts[rows], 1), *none

    for party in PARTIES:
        for item, rows in items(of, party):
            still = lasting(of, rows)
            without = None if len(still) == len(rows) else received(party, still)
            told.append(Line(party, item, *received(party, rows), without))
    return _years(projection.programme, where, told)


def drawn_ledger_by_year(known: Outline, detail: Detail) -> pd.DataFrame:
    """ledger_by_year.csv: scenario, period, scope, id, party, item, then OF_YEARS.

    What a party receives in a year under an item (negative when it pays), and in all (item ``total``); amounts are
    sums of ledger.csv, intervals are of 90 %.
    """
    return _years(known.programme, detail.years.where, detail.years.told(detail.transfers(), detail.common()))


def _years(programme: Programme, where: model_indicators.Frame, told: Iterable[Line]) -> pd.DataFrame:
    """Rows of some lines, those of nothing left out: by party and item, then by member and period; last, what a line
    that rests on an effect after release, or a total with such a line, is without any. A party's total comes last."""
    frames, none = [], (np.full((len(where.members), len(where.periods)), np.nan),) * 3
    for line in told:
        rows, places = np.nonzero(~nothing(line.amount, line.low, line.high))
        columns = zip(OF_YEARS, (line.amount, line.low, line.high, *(line.without or none)), strict=True)
        frames.append(pd.DataFrame({
            "period": [where.periods[p] for p in places], "scope": [where.members[r][0] for r in rows],
            "id": [where.members[r][1] for r in rows], "party": line.party, "item": line.item,
            **{name: euros[rows, places] for name, euros in columns},
        }))  # fmt: skip
    found = pd.concat(frames, ignore_index=True)
    found.insert(0, "scenario", programme.id)
    return found


def manifest(programme: Programme, engine: str, seed: int | None = None, draws: int | None = None) -> dict[str, Any]:
    """manifest.json: what the figures were made from and with. No clock."""
    names = ("numba", "numpy", "pandas", "pyarrow", "pydantic", "scipy", "xarray", "PyYAML")
    return {
        "scenario": programme.id,
        "fingerprint": programme.fingerprint,
        "engine": engine,
        "seed": seed,
        "draws": draws,
        "created_with": {
            "essaimage": VERSION,
            "python": platform.python_version(),
            **{n: version(n) for n in names},
        },
        "changes": [change.model_dump() for change in programme.changes],
    }


VERSION = "0.1.0"
"""Version of the planner."""
