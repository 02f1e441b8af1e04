"""Months told one by one, or in stretches."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.stretches import alike, each_month


def test_neighbours_that_are_alike_stand_together() -> None:
    """A key that comes back begins a new stretch: months keep their order."""
    found = alike(["a", "a", "b", "a", "a", "a"])
    assert found.begin.tolist() == [0, 2, 3]
    assert found.end.tolist() == [1, 2, 5]
    assert found.of.tolist() == [0, 0, 1, 2, 2, 2]
    assert found.sums(np.array([1.0, 2, 4, 8, 16, 32])).tolist() == [3, 4, 56]


@given(st.lists(st.sampled_from("abc"), min_size=1, max_size=40))
def test_sums_lose_nothing(keys: list[str]) -> None:
    """Whatever the stretches, the total is that of the months."""
    values = np.random.default_rng(1).random((3, len(keys)))
    np.testing.assert_allclose(alike(keys).sums(values).sum(axis=1), values.sum(axis=1))


@pytest.mark.parametrize("months", [1, 7])
def test_each_month_by_itself(months: int) -> None:
    """Nothing is added to anything."""
    values = np.arange(months, dtype=np.float64)
    np.testing.assert_array_equal(each_month(months).sums(values), values)
