"""What all people paid bring to victims: shares of cohorts (:mod:`model.tenure`) times the month's slips.

Axes: D draws, W workshops, M months, T stretches of months, Q quantiles of the debt.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from model.lottery import Lottery, debtors
from model.money import Array
from model.rates import Rates, Setting
from model.stretches import Stretches
from model.tenure import DEBT_QUANTILES


@dataclass(frozen=True)
class VictimsGet:
    """(D, W, T) each."""

    withheld: Array
    """EUR of the levy, whether or not a creditor is known."""
    levied: Array
    """Of it, EUR that reach a creditor."""
    voluntary: Array
    """EUR that debtors pay on top."""
    paying: Array
    """People who pay a creditor, person-months."""
    adding: Array
    """Those of them who pay more than the levy."""


def victims_get(
    setting: Setting,
    rates: Rates,
    paid: Array,
    part: Array,
    voluntary: Array,
    time: Stretches,
    hazard: Array,
    lots: Lottery | None,
) -> VictimsGet:
    """What reaches victims, and who pays.

    paid: people paid in each month (D, W, M); part, voluntary: EUR of one month's slip (D, W, T), the levy and what a
    debtor who pays more adds; hazard: monthly chance that a worker leaves (D, W); lots: who owes by chance, absent
    where means are wanted.
    """
    p, share, more = setting.profile, rates.creditor_share[:, :, None], rates.payers

    def sums(values: Array) -> Array:
        if rates.debt is None:
            return time.sums(paid * values[:1])
        drawn = _between(values[1:], rates.debt)
        drawn *= paid
        return time.sums(drawn)

    def mixed(of_debtors: Array, of_payers: Array) -> Array:
        found = sums(of_debtors)
        return found if more is None else (1 - more) * found + more * sums(of_payers)

    withheld, levied = mixed(p.withheld_debtor, p.withheld_payer), mixed(p.paid_debtor, p.paid_payer)
    if lots is not None:
        owing = mixed(p.owing_debtor, p.owing_payer)
        share = _by_lot(setting, lots, share, owing, time.sums(paid), hazard, time)
    paying = np.where(part > 0, sums(p.paying_debtor), 0.0)
    adding = np.zeros_like(paying)
    if more is not None:
        payers = more * sums(p.paying_payer)
        paying = (1 - more) * paying + np.where(part + voluntary > 0, payers, 0.0)
        adding = share * np.where(voluntary > 0, payers, 0.0)
    other = time.sums(paid * p.withheld_other)
    return VictimsGet(
        part * (share * withheld + (1 - share) * other),
        part * share * levied,
        adding if more is None else voluntary * share * more * sums(p.voluntary_payer),
        share * paying,
        adding,
    )


def _by_lot(setting: Setting, lots: Lottery, share: Array, owing: Array, paid: Array, hazard: Array,
            time: Stretches) -> Array:  # fmt: skip
    """(D, W, T) share of workers with a creditor in each stretch, by chance; owing: as if all had one."""
    year = setting.stock.year[time.begin]
    inside = (year[:, None] == np.arange(lots.normal.shape[2])).astype(np.float64)
    months = time.sums((setting.workshops.seats > 0).astype(np.float64)) @ inside
    of_year, owing = paid @ inside, owing @ inside
    owing = np.divide(owing, of_year, out=np.ones_like(owing), where=of_year > 0)
    return debtors(lots, share, owing, of_year, hazard, months)[:, :, year]


def _between(values: Array, u: Array) -> Array:
    """(D, W, M) between the quantiles (Q, W, M) at which cohorts were followed."""
    levels = np.array(DEBT_QUANTILES)
    inside = np.clip(u, levels[0], levels[-1])
    upper = np.clip(np.searchsorted(levels, inside), 1, len(levels) - 1)
    weight = ((inside - levels[upper - 1]) / (levels[upper] - levels[upper - 1]))[:, None, None]
    below, above = values[upper - 1], values[upper]
    above -= below
    above *= weight
    above += below
    return above
