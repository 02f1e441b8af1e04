"""The people whom the workshops of a prison share stand in nested rings."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from model.pools import MAX_RINGS, rings


def test_equal_pools_share_a_ring() -> None:
    """Workshops that want the same people draw on the same ring; prisons are apart."""
    suitable, prison = np.array([30.0, 10.0, 30.0, 30.0]), np.array([0, 0, 0, 1])
    nested = rings(suitable, prison)
    assert nested.widest.tolist() == [1, 0, 1, 0]
    assert nested.rings.tolist() == [2, 1]
    np.testing.assert_allclose(nested.sizes(suitable, prison), [[10, 20], [30, 0]])


def test_draws_have_their_own_sizes() -> None:
    """Places stay those of the best values; a draw in which the narrow pool is wider leaves the outer ring empty."""
    nested = rings(np.array([10.0, 30.0]), np.array([0, 0]))
    sizes = nested.sizes(np.array([[10.0, 30.0], [40.0, 25.0]]), np.array([0, 0]))
    np.testing.assert_allclose(sizes, [[[10, 20]], [[40, 0]]])


def test_too_many_pools_share_the_widest() -> None:
    """Beyond eight rings, wider pools are one."""
    suitable, prison = np.arange(1.0, 13.0), np.zeros(12, dtype=np.int64)
    nested = rings(suitable, prison)
    assert nested.rings.tolist() == [MAX_RINGS]
    assert nested.widest.tolist() == [0, 1, 2, 3, 4, 5, 6, 7, 7, 7, 7, 7]
    assert nested.sizes(suitable, prison).sum() == 12


@settings(max_examples=100, deadline=None, derandomize=True, database=None)
@given(st.lists(st.tuples(st.floats(0, 300), st.integers(0, 3)), min_size=1, max_size=10))
def test_rings_hold_each_pool_once(found: list[tuple[float, int]]) -> None:
    """Rings up to a workshop's widest hold its pool; all rings of a prison hold its widest pool, and no more."""
    first = {p: i for i, p in enumerate(dict.fromkeys(p for _, p in found))}
    suitable, prison = np.array([s for s, _ in found]), np.array([first[p] for _, p in found])
    nested = rings(suitable, prison)
    sizes = nested.sizes(suitable, prison)
    assert (sizes >= 0).all()
    for one in range(len(first)):
        np.testing.assert_allclose(sizes[one].sum(), max(suitable[prison == one]), rtol=1e-12)
        assert (sizes[one, nested.rings[one] :] == 0).all()
    if nested.rings.max() < MAX_RINGS:
        for row, pool in enumerate(suitable):
            np.testing.assert_allclose(sizes[prison[row], : nested.widest[row] + 1].sum(), pool, atol=1e-6)
