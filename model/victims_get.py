"""What all people paid bring to victims: shares of cohorts (:mod:`model.tenure`) times the month's slips.

Axes: D draws, W workshops, T stretches of months.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from model.lottery import Lottery, debtors
from model.money import Array
from model.person_months import PersonMonths
from model.rates import Rates, Setting
from model.stretches import Stretches


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
    setting: Setting, rates: Rates, told: PersonMonths, paid: Array, part: Array, voluntary: Array, lots: Lottery | None
) -> VictimsGet:
    """What reaches victims, and who pays.

    paid: people paid, person-months of a stretch; part, voluntary: EUR of one month's slip, the levy and what a debtor
    who pays more adds; (D, W, T) each; lots: who owes by chance, absent where means are wanted.
    """
    share, more = rates.creditor_share[:, :, None], rates.payers

    def mixed(name: str) -> Array:
        found = told.of(f"{name}_debtor")
        return found if more is None else (1 - more) * found + more * told.of(f"{name}_payer")

    withheld, levied = mixed("withheld"), mixed("paid")
    if lots is not None:
        share = _by_lot(setting, lots, share, mixed("owing"), paid, told.hazard, told.time)
    paying = np.where(part > 0, told.of("paying_debtor"), 0.0)
    adding = np.zeros_like(paying)
    if more is not None:
        payers = more * told.of("paying_payer")
        paying = (1 - more) * paying + np.where(part + voluntary > 0, payers, 0.0)
        adding = share * np.where(voluntary > 0, payers, 0.0)
    return VictimsGet(
        part * (share * withheld + (1 - share) * told.of("withheld_other")),
        part * share * levied,
        adding if more is None else voluntary * share * more * told.of("voluntary_payer"),
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
