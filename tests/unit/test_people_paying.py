"""People who pay a creditor: nobody where nothing is paid, in the expected engine and in every draw."""

from __future__ import annotations

import numpy as np
import pytest

from model.loading.assembly import programme
from model.projection import project
from model.uncertainty.chunk import ready
from model.uncertainty.ensemble import Ensemble, grow
from tests.examples import shipped

NOTHING_PAID = [
    ("policy.victims_rule=none",),
    ("policy.victims_rule=flat:0",),
    ("companies.webhelp.weekly_hours=8",),  # pay stays under what is exempt
]


def drawn(settings: tuple[str, ...]) -> Ensemble:
    """64 futures."""
    known = ready(programme(shipped(), "rennes-2009", settings), ("programme",))
    return grow(Ensemble(known), known, 64, 3)


@pytest.mark.parametrize("settings", NOTHING_PAID, ids=lambda s: s[0])
def test_nobody_pays_where_nothing_is_paid(settings: tuple[str, ...]) -> None:
    """Zero people beside zero euros."""
    monthly = project(programme(shipped(), "rennes-2009", settings)).monthly
    assert (monthly["victims_paid"].to_numpy() == 0).all()
    assert (monthly["people_paying"].to_numpy() == 0).all()
    found = drawn(settings)
    assert not found.programme("victims_paid").any()
    assert not found.programme("people_paying").any()


@pytest.mark.parametrize(
    "settings", [(), ("companies.webhelp.weekly_hours=12",), ("policy.voluntary=euros:20",)], ids=str
)
def test_whoever_pays_brings_something(settings: tuple[str, ...]) -> None:
    """In every month: people pay exactly where euros are paid."""
    monthly = project(programme(shipped(), "rennes-2009", settings)).monthly
    euros, people = monthly["victims_paid"].to_numpy(), monthly["people_paying"].to_numpy()
    assert (euros > 0).any()
    assert not people[euros == 0].any()
    assert (people[euros > 0] > 0).all()


def test_voluntary_payments_count_without_a_levy() -> None:
    """Nothing is withheld, some pay of their own: they are the ones who pay."""
    settings = ("policy.victims_rule=none", "policy.voluntary=euros:20")
    monthly = project(programme(shipped(), "rennes-2009", settings)).monthly
    people, adding = monthly["people_paying"].to_numpy(), monthly["people_adding"].to_numpy()
    assert people.any()
    np.testing.assert_allclose(people, adding)
    none = project(programme(shipped(), "rennes-2009", ("policy.voluntary=euros:0",))).monthly
    assert not none["people_adding"].to_numpy().any()
