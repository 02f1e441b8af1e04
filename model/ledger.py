"""Money by party (section 7 of the method): every transfer stands twice, so all sums to zero.

``resources`` is the rest of the world: suppliers, clients, staff. What the worker is paid is told by what it
becomes (available, savings, held for victims, victims, contributions), so each party's lines tell the truth. What is
avoided or gained after a release is a transfer too, in the month of release: what the State need not pay, it receives.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np

from model.money import Array, to_cent
from model.schema.programme import Programme

Party = Literal["detainee", "victim", "State", "company", "social_insurance", "resources"]
PARTIES: tuple[Party, ...] = ("detainee", "victim", "State", "company", "social_insurance", "resources")


@dataclass(frozen=True)
class Transfer:
    """Euros that one party gives another under an item, (W, M); (1, M) where they belong to no workshop."""

    item: str
    payer: Party
    receiver: Party
    euros: Array
    of_workshops: bool = True


def transfers(programme: Programme, out: Mapping[str, Array]) -> tuple[Transfer, ...]:
    """The ledger of some outcomes: pay, contributions, victims, costs, income; arrays of one shape."""
    borne_by = programme.scenario.policy.contributions_borne_by
    levied = to_cent(out["victims_paid"] - out["voluntary_paid"])
    held = to_cent(out["victims"] - levied)
    return (
        Transfer("available_pay", "company", "detainee", out["available"]),
        Transfer("release_savings", "company", "detainee", out["release_savings"]),
        Transfer("held_for_victims", "company", "detainee", held),
        Transfer("victims_paid", "company", "detainee", levied),
        Transfer("victims_paid", "detainee", "victim", levied),
        Transfer("voluntary_paid", "detainee", "victim", out["voluntary_paid"]),
        Transfer("employee_contributions", "company", "detainee", out["employee_contributions"]),
        Transfer("employee_contributions", "detainee", "social_insurance", out["employee_contributions"]),
        Transfer("employer_contributions", borne_by, "social_insurance", out["employer_contributions"]),
        Transfer("equipment", "company", "resources", out["equipment_company"]),
        Transfer("equipment", "State", "resources", out["equipment_state"]),
        Transfer("fit_out", "State", "resources", out["fit_out"]),
        Transfer("officers", "State", "resources", out["officers"]),
        Transfer("supervisors", "company", "resources", out["supervisors"]),
        Transfer("platform", "company", "resources", out["platform"]),
        Transfer("hiring", "company", "resources", out["hiring"]),
        Transfer("client_price", "resources", "company", out["client_price"]),
        Transfer("closure", "company", "resources", out["closure"]),
        Transfer("room", "State", "resources", out["room"]),
        Transfer("escort", "State", "resources", out["escort"]),
        Transfer("preparation", "State", "resources", out["preparation"]),
        Transfer("job_replaced", "detainee", "resources", out["job_replaced"]),
        Transfer("prison_avoided", "resources", "State", out["prison_avoided"]),
        Transfer("harm_avoided", "resources", "victim", out["harm_avoided"]),
        Transfer("benefits_avoided", "detainee", "State", out["benefits_avoided"]),
        Transfer("earnings_after", "resources", "detainee", out["earnings_after"]),
        Transfer("employee_after", "detainee", "social_insurance", out["employee_after"]),
        Transfer("employer_after", "resources", "social_insurance", out["employer_after"]),
    )


def of_programme(team: Array) -> tuple[Transfer, ...]:
    """The ledger of what belongs to no workshop: the project team, (1, M)."""
    return (Transfer("project_team", "State", "resources", team, of_workshops=False),)


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
