"""The profile of tenure beside people told apart (the figures stand in docs/validation.md)."""

from __future__ import annotations

import pytest

from tests.validation.cohorts import POOLS, compared

pytestmark = pytest.mark.slow
MOST = {
    "victims": 0.02,
    "victims_paid": 0.03,
    "people_paying": 0.03,
    "releases_with_experience": 1e-9,
    "release_doses": 0.02,
}
"""Errors of the mean allowed: measured, rounded up (at most 1.0, 2.0, 2.0, 0 and 0.9 % were seen, ± 0.8)."""


@pytest.mark.parametrize("pool", POOLS)
@pytest.mark.parametrize("what", MOST)
def test_means(pool: str, what: str) -> None:
    """Means over draws agree; the error of the comparison itself is under 1 %."""
    found = compared(pool)[what]
    assert found.noise < 0.01 * found.apart
    assert abs(found.shortcut / found.apart - 1) < max(MOST[what], 0.0)


SPREAD = {
    "victims": 0.1,
    "victims_paid": 0.12,
    "people_paying": 0.15,
    "releases_with_experience": 0.08,
    "release_doses": 0.08,
}
"""Errors of the spread allowed: measured (at most 5, 9 and 11 % for what is owed, in the pool of eight), rounded up."""


@pytest.mark.parametrize("pool", POOLS)
@pytest.mark.parametrize("what", SPREAD)
def test_spreads(pool: str, what: str) -> None:
    """A five-year sum spreads over the draws as people told apart do: who is released, and who owes what."""
    found = compared(pool)[what]
    assert found.spread_shortcut == pytest.approx(found.spread, rel=SPREAD[what])
