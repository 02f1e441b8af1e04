"""Money by party (section 7 of the method): every transfer stands twice, so all sums to zero.

``resources`` is the rest of the world: suppliers, clients, staff. What the worker is paid is told by what it
becomes (available, savings, held for victims, victims, contributions), so each party's lines tell the truth.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np

from model.money import Array, to_cent

Party = Literal["detainee", "victim", "State", "company", "social_insurance", "resources"]
PARTIES: tuple[Party, ...] = ("detainee", "victim", "State", "company", "social_insurance", "resources")


@dataclass(frozen=True)
class Transfer:
    """Euros that one party gives another under an item, (W, M)."""

    item: str
    payer: Party
    receiver: Party
    euros: Array


@dataclass(frozen=True)
class Money:
    """Pay by workshop and month, (W, M), EUR to the cent."""

    gross: Array
    employer_contributions: Array
    employee_contributions: Array
    net: Array
    victims: Array
    """Withheld."""
    victims_paid: Array
    """Reaches a creditor."""
    release_savings: Array
    available: Array


def pay_transfers(money: Money, borne_by: Literal["company", "State"]) -> Iterator[Transfer]:
    """Transfers of pay and contributions."""
    yield Transfer("available_pay", "company", "detainee", money.available)
    yield Transfer("release_savings", "company", "detainee", money.release_savings)
    yield Transfer("held_for_victims", "company", "detainee", to_cent(money.victims - money.victims_paid))
    yield Transfer("victims_paid", "company", "detainee", money.victims_paid)
    yield Transfer("victims_paid", "detainee", "victim", money.victims_paid)
    yield Transfer("employee_contributions", "company", "detainee", money.employee_contributions)
    yield Transfer("employee_contributions", "detainee", "social_insurance", money.employee_contributions)
    yield Transfer("employer_contributions", borne_by, "social_insurance", money.employer_contributions)


def received(transfers: tuple[Transfer, ...], party: Party) -> Array:
    """(W, M) EUR that a party receives, less what it pays."""
    total = np.zeros_like(transfers[0].euros)
    for transfer in transfers:
        if transfer.receiver == party:
            total = total + transfer.euros
        if transfer.payer == party:
            total = total - transfer.euros
    return total


def paid_by(transfers: tuple[Transfer, ...], party: Party, *items: str) -> Array:
    """(W, M) EUR that a party pays, for some items or for all."""
    total = np.zeros_like(transfers[0].euros)
    for transfer in transfers:
        if transfer.payer == party and (not items or transfer.item in items):
            total = total + transfer.euros
    return total
