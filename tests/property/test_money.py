"""Rounding is the pay office's: half up to the cent, whatever the binary writing of the number."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st

from model.money import to_cent

CENT = Decimal("0.01")


@given(st.integers(0, 10**12))
@example(125_000)  # 0.125: half a cent
@example(1_005_000)  # 1.005: written 1.00499999999999989 in binary
def test_rounds_like_decimal_half_up(millionths: int) -> None:
    """Any amount of up to a million euros with six decimals rounds as Decimal does."""
    exact = Decimal(millionths).scaleb(-6)
    assert float(to_cent(float(exact))) == float(exact.quantize(CENT, ROUND_HALF_UP))


@given(st.integers(0, 10_000_000), st.integers(0, 10_000))
@example(91_000, 665)  # 910.00 x 6.65 % = 60.515
def test_products_of_a_rate_round_like_decimal(cents: int, rate: int) -> None:
    """A rate of four decimals on an amount of cents rounds as the exact product does."""
    exact = Decimal(cents).scaleb(-2) * Decimal(rate).scaleb(-4)
    assert float(to_cent((cents / 100) * (rate / 10_000))) == float(exact.quantize(CENT, ROUND_HALF_UP))


@given(st.lists(st.floats(0, 1e6), min_size=1, max_size=8))
def test_rounds_arrays_as_numbers(euros: list[float]) -> None:
    """An array rounds as its numbers do, and a rounded amount stays what it is."""
    rounded = to_cent(np.array(euros))
    assert rounded.tolist() == [float(to_cent(e)) for e in euros]
    assert to_cent(rounded).tolist() == rounded.tolist()
