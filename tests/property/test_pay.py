"""What holds for every pay slip: euros conserved, nothing negative, more pay never means less."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from model.law import REGIMES, Law
from model.pay import PaySlip, gross_of, net_of, pay_slip, split
from model.schema.base import month_index, month_text

MONTHS = st.integers(month_index("2004-11"), month_index("2045-12")).map(month_text)
RULES = st.one_of(
    st.sampled_from(["statutory", "none", "flat:0", "flat:1", "flat:0.25"]),
    st.integers(0, 99).map(lambda r: f"flat:0.{r:02d}"),
)
BOUNDS = st.sampled_from(["absolute", "shifted"])
CENTS = st.integers(0, 500_000)


def cents(euros: object) -> int:
    """Whole cents; fails when an amount is not."""
    exact = float(euros) * 100  # type: ignore[arg-type]
    assert exact == pytest.approx(round(exact), abs=1e-6)
    return round(exact)


def legs(slip: PaySlip) -> tuple[int, int, int]:
    """Victims, release savings, available, in cents."""
    return cents(slip.split.victims), cents(slip.split.release_savings), cents(slip.split.available)


@given(
    MONTHS,
    st.floats(0, 60),
    st.floats(0, 40),
    st.sampled_from(REGIMES),
    RULES,
    BOUNDS,
    st.booleans(),
    st.integers(0, 150_000),
    st.sampled_from([None, 0.33, 0.5, 1.0]),
)
def test_euros_are_conserved_to_the_cent(
    law: Law,
    month: str,
    hours: float,
    offer: float,
    regime: str,
    rule: str,
    bounds: str,
    creditor: bool,
    held: int,
    floor: float | None,
) -> None:
    """Gross and employer's contributions are what the parties receive; no leg is negative or above net."""
    slip = pay_slip(
        law.rules(month, bounds),
        hours,
        offer,
        regime=regime,
        rule=rule,
        creditor=creditor,
        held=held / 100,
        chosen_floor=floor,
    )
    victims, savings, available = legs(slip)
    employee = sum(cents(e) for e in slip.employee.values())
    employer = sum(cents(e) for e in slip.employer.values())
    assert cents(slip.company_cost) == victims + savings + available + employee + employer
    assert cents(slip.gross) == victims + savings + available + employee
    assert min(victims, savings, available) >= 0
    assert max(victims, savings, available) <= cents(slip.net)


@given(MONTHS, CENTS, RULES, BOUNDS, st.booleans(), st.integers(0, 200_000))
def test_a_split_takes_no_more_than_there_is(
    law: Law, month: str, net: int, rule: str, bounds: str, creditor: bool, held: int
) -> None:
    """The three legs of any net add up to it; without a creditor the amount held never passes the stop."""
    rules = law.rules(month, bounds)
    account = split(rules, net / 100, rule, creditor, held / 100)
    victims, savings, available = (cents(e) for e in (account.victims, account.release_savings, account.available))
    assert victims + savings + available == net
    assert min(victims, savings, available) >= 0
    if rule == "statutory" and not creditor and rules.account is not None:
        assert victims == 0 or held + victims <= cents(rules.account.victims_stop)
        assert victims <= cents(split(rules, net / 100, rule).victims)


@given(MONTHS, CENTS, st.integers(10, 100_000), RULES, BOUNDS)
@example("2009-09", 20_000, 10, "statutory", "absolute")
def test_more_net_never_means_less_of_any_leg(
    law: Law, month: str, net: int, more: int, rule: str, bounds: str
) -> None:
    """In steps of at least 10 cents: each leg is rounded, so one cent more can round two legs up at once."""
    rules = law.rules(month, bounds)
    low, high = split(rules, net / 100, rule), split(rules, (net + more) / 100, rule)
    for name in ("victims", "release_savings", "available"):
        assert cents(getattr(high, name)) >= cents(getattr(low, name)), name


@given(MONTHS, CENTS, st.integers(10, 50_000), st.sampled_from(REGIMES))
def test_more_gross_never_means_less_net(law: Law, month: str, gross: int, more: int, regime: str) -> None:
    """In steps of at least 10 cents, as up to five contributions round up at once."""
    rules = law.rules(month)
    assert cents(net_of(rules, (gross + more) / 100, regime)) >= cents(net_of(rules, gross / 100, regime))


@given(MONTHS, st.floats(1, 59), st.floats(0.5, 1), st.floats(0, 20), st.floats(0.05, 5), st.sampled_from(REGIMES))
def test_more_hours_or_a_better_rate_never_pay_less(
    law: Law, month: str, hours: float, more: float, rate: float, better: float, regime: str
) -> None:
    """Gross, net and what she keeps grow with hours and with the rate."""
    rules = law.rules(month)
    base = pay_slip(rules, hours, rate, regime=regime)
    for other in (
        pay_slip(rules, hours + more, rate, regime=regime),
        pay_slip(rules, hours, rate + better, regime=regime),
    ):
        assert other.gross >= base.gross
        if cents(other.gross) - cents(base.gross) >= 10:
            assert other.net >= base.net
            assert other.split.available >= base.split.available


@given(st.integers(2004, 2045), CENTS)
def test_december_takes_less(law: Law, year: int, net: int) -> None:
    """With the doubled exemption less is taken than in November; with shifted brackets, less still."""
    november, december = split(law.rules(f"{year}-11"), net / 100), split(law.rules(f"{year}-12"), net / 100)
    shifted = split(law.rules(f"{year}-12", "shifted"), net / 100)
    assert shifted.victims <= december.victims <= november.victims
    assert shifted.release_savings == december.release_savings <= november.release_savings


@given(MONTHS, st.integers(0, 400_000), st.sampled_from(REGIMES))
@example("2009-09", 60_000, "production")
def test_gross_of_inverts_net_of(law: Law, month: str, net: int, regime: str) -> None:
    """The gross found gives that net and no smaller one does; where rounding jumps over a cent, the next net."""
    rules = law.rules(month)
    gross = cents(gross_of(rules, net / 100, regime))
    window = np.arange(max(0, gross - 100), gross + 101)
    nets = np.array([cents(n) for n in net_of(rules, window / 100, regime)])
    wanted = nets == net if (nets == net).any() else nets >= net
    assert gross == window[wanted][0]


@given(
    MONTHS, st.lists(st.tuples(st.floats(1, 60), st.floats(0.5, 30)), min_size=1, max_size=6), st.sampled_from(REGIMES)
)
def test_slips_of_many_are_the_slips_of_each(
    law: Law, month: str, many: list[tuple[float, float]], regime: str
) -> None:
    """Arrays give what numbers give, one by one."""
    rules = law.rules(month)
    together = pay_slip(rules, np.array([h for h, _ in many]), np.array([r for _, r in many]), regime=regime)
    for position, (hours, rate) in enumerate(many):
        alone = pay_slip(rules, hours, rate, regime=regime)
        for name in ("gross", "net", "company_cost"):
            assert float(getattr(alone, name)) == float(getattr(together, name)[position]), name
        assert float(alone.split.available) == float(together.split.available[position])


@given(MONTHS)
def test_floors_keep_their_order(law: Law, month: str) -> None:
    """Production above class I, class I above II, II above III, all under the SMIC; none before 2011."""
    rules = law.rules(month)
    floors = [rules.floor(regime) for regime in REGIMES]
    if month < "2011-01":
        assert floors == [None] * 4
    else:
        assert rules.smic > floors[0] > floors[1] > floors[2] > floors[3] > 0  # type: ignore[operator]
