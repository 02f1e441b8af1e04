"""The closed forms of debts against numerical integration and against people drawn one by one."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import integrate, stats

from model.victims import DebtProfile, limited_debt, per_person, still_owing, voluntary_part


def profile(share: float = 0.6, median: float = 2000.0, sigma: float = 1.4, stop: float = 1000.0) -> DebtProfile:
    """One workshop."""
    return DebtProfile(*(np.array([[value]]) for value in (share, median, sigma, stop)))


@pytest.mark.parametrize("median", [50.0, 2000.0, 40000.0])
@pytest.mark.parametrize("sigma", [0.2, 1.4, 1.9])
def test_what_a_debtor_has_paid(median: float, sigma: float) -> None:
    """E[min(D, x)] is the integral of the chance that the debt is larger."""
    debt = stats.lognorm(s=sigma, scale=median)
    for offered in (1.0, 90.0, 1500.0, 30000.0):
        exact, _ = integrate.quad(debt.sf, 0, offered, limit=400, epsabs=1e-9, epsrel=1e-10)
        found = limited_debt(np.array([[offered]]), profile(median=median, sigma=sigma))
        assert float(found[0, 0]) == pytest.approx(exact, rel=1e-7)
        assert float(still_owing(np.array([[offered]]), profile(median=median, sigma=sigma))[0, 0]) == pytest.approx(
            debt.sf(offered), abs=1e-12
        )


def test_the_ends() -> None:
    """Nothing offered, nothing paid; all offered, the mean debt paid."""
    known = profile()
    assert float(limited_debt(np.zeros((1, 1)), known)[0, 0]) == 0
    assert float(still_owing(np.zeros((1, 1)), known)[0, 0]) == 1
    mean = 2000 * np.exp(1.4**2 / 2)
    assert float(limited_debt(np.array([[1e12]]), known)[0, 0]) == pytest.approx(mean)


def test_a_certain_debt() -> None:
    """Without spread, the debt is the median: paid off at 2,000."""
    paid = limited_debt(np.array([[500.0, 1999.0, 2500.0]]), profile(sigma=0.0))
    assert paid[0] == pytest.approx([500, 1999, 2000], rel=1e-6)


def test_no_debt_at_all() -> None:
    """A median of nothing: nobody owes, and what is withheld is held up to the stop."""
    found = per_person(np.array([[0.0, 600.0, 1200.0, 1800.0]]), profile(share=1.0, median=0.0))
    assert found.paid[0] == pytest.approx([0, 0, 0], abs=0.05)
    assert found.withheld[0] == pytest.approx([600, 400, 0], abs=0.05)
    assert np.isfinite(found.owing).all()


@pytest.mark.parametrize("stop", [1000.0, 300.0, np.inf])
def test_against_people_drawn_one_by_one(stop: float) -> None:
    """200,000 people, month by month, each with her debt or none: withheld, paid, still paying."""
    share, median, sigma = 0.6, 1200.0, 1.3
    parts = np.array([120.0, 90.0, 151.0, 151.0, 50.0, 151.0, 200.0, 151.0, 151.0, 400.0])
    random = np.random.default_rng(20090911)
    people = 200_000
    debt = np.where(random.random(people) < share, random.lognormal(np.log(median), sigma, people), 0.0)
    debtor = debt > 0
    owed, held = debt.copy(), np.zeros(people)
    withheld, paid, paying = [], [], []
    for part in parts:
        paying.append(((owed > 0) & debtor).mean())
        to_creditor = np.minimum(owed, part)
        to_hold = np.minimum(part - to_creditor, stop - held)
        owed, held = owed - to_creditor, held + to_hold
        withheld.append((to_creditor + to_hold).mean())
        paid.append(to_creditor.mean())
    offered = np.concatenate([[0.0], np.cumsum(parts)])[None, :]
    found = per_person(offered, profile(share, median, sigma, stop))
    error = 4 / np.sqrt(people)  # four standard errors of a share
    assert found.withheld[0] == pytest.approx(withheld, abs=error * parts.max())
    assert found.paid[0] == pytest.approx(paid, abs=error * parts.max())
    assert found.owing[0] == pytest.approx(paying, abs=error)


def test_bounds() -> None:
    """Never more paid than withheld, never more withheld than the split takes, never more held than the stop."""
    offered = np.cumsum(np.full((1, 61), 150.0), axis=1) - 150.0
    for share in (0.0, 0.5, 1.0):
        found = per_person(offered, profile(share))
        assert (found.paid <= found.withheld + 1e-9).all()
        assert (found.withheld <= 150 + 1e-9).all()
        assert (np.cumsum(found.withheld - found.paid) <= 1000 + 1e-6).all()
    alone = per_person(offered, profile(0.0))
    assert alone.withheld[0, :8] == pytest.approx([150] * 6 + [100, 0])
    assert alone.paid.sum() == 0


@pytest.mark.parametrize("stop", [1000.0, 300.0, np.inf])
def test_debtors_who_pay_more_against_people_drawn_one_by_one(stop: float) -> None:
    """200,000 debtors who add 60 EUR a month while they owe: levy and addition clear the debt together, each by its
    share; of the levy, what is left is held up to the stop."""
    median, sigma, part, added = 900.0, 1.3, 120.0, 60.0
    random = np.random.default_rng(20090912)
    people, months = 200_000, 14
    owed, held = random.lognormal(np.log(median), sigma, people), np.zeros(people)
    withheld, paid, more, paying = [], [], [], []
    for _ in range(months):
        paying.append((owed > 0).mean())
        used = np.minimum(owed, part + added)
        levied = used * part / (part + added)
        to_hold = np.minimum(part - levied, stop - held)
        owed, held = owed - used, held + to_hold
        withheld.append((levied + to_hold).mean())
        paid.append(levied.mean())
        more.append((used - levied).mean())
    months_ = np.arange(months + 1.0)[None, :]
    found = per_person(part * months_, profile(1.0, median, sigma, stop), added * months_)
    error = 4 / np.sqrt(people)
    assert found.paid[0] == pytest.approx(paid, abs=error * part)
    assert found.voluntary[0] == pytest.approx(more, abs=error * added)
    assert found.withheld[0] == pytest.approx(withheld, abs=error * part)
    assert found.owing[0] == pytest.approx(paying, abs=error)


def test_nothing_more_is_the_levy_alone() -> None:
    """Zero euros on top: the same as without; never more withheld than the part."""
    offered = np.cumsum(np.full((1, 31), 150.0), axis=1) - 150.0
    one, other = per_person(offered, profile(1.0)), per_person(offered, profile(1.0), np.zeros_like(offered))
    for name in ("withheld", "paid", "owing", "voluntary"):
        np.testing.assert_allclose(getattr(one, name), getattr(other, name), atol=1e-9)


@pytest.mark.parametrize(
    ("rule", "expected"),
    [("none", [0, 0, 0]), ("euros:60", [40, 60, 60]), ("share:0.1", [4, 20, 60.01]), ("share:1", [40, 200, 600.05])],
)
def test_what_is_added_comes_from_what_is_free_to_use(rule: str, expected: list[float]) -> None:
    """An amount at most what is available, or a share of it, to the cent."""
    assert voluntary_part(rule, np.array([40.0, 200.0, 600.05])) == pytest.approx(expected)
