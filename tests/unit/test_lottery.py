"""The lottery of who owes what: same means, the spread that people told apart have, keyed as all chance is."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from model.chance import entity, stream
from model.loading.assembly import programme
from model.lottery import debtors, lottery, spell
from model.money import Array
from model.person_months import Monthly
from model.stretches import each_month
from model.uncertainty import chunk
from tests.examples import shipped

DRAWS, YEARS = 4000, np.arange(2026, 2031)


def drawn(share: float, people: float, leaving: float = 0.05, paying: float = 0.7) -> Array:
    """(DRAWS, 1, 5) shares of a workshop whose expected share, people, exits and uncleared debts stay the same."""
    streams = stream(1, np.arange(DRAWS), np.array([entity("a:b")], dtype=np.uint64))
    shape = (DRAWS, 1, len(YEARS))
    return debtors(
        lottery(streams, YEARS),
        np.full((DRAWS, 1, 1), share),
        np.full(shape, paying),
        np.full(shape, 12 * people),
        np.full((DRAWS, 1), leaving),
        np.full((1, len(YEARS)), 12.0),
    )


@pytest.mark.parametrize("share", [0.05, 0.35, 0.8])
@pytest.mark.parametrize("people", [3.0, 12.0, 60.0])
def test_shares_keep_their_mean(share: float, people: float) -> None:
    """The mean is the share expected, each draw is a share, and a year varies less where there are more people."""
    found = drawn(share, people)
    assert ((found >= 0) & (found <= 1)).all()
    error = found.std() / DRAWS**0.5
    np.testing.assert_allclose(found.mean(axis=0), share, atol=4 * error + 1e-9)
    assert found.std() > drawn(share, 4 * people).std()


def test_a_year_spreads_as_its_payers_do() -> None:
    """The variance aimed at: that of as many independent people as there are spells in the year."""
    share, paying, people = 0.35, 0.7, 12.0
    length = float(spell(np.array(1 - 0.05 / paying), np.array(12.0)))
    payers = share * paying
    aimed = share * np.sqrt((1 - payers) / payers / (12 * people / length))
    found = drawn(share, people)
    assert found.std(axis=0) == pytest.approx(np.full((1, 5), aimed), rel=0.08)
    beside = np.corrcoef(found[:, 0, 0], found[:, 0, 1])[0, 1]
    apart = np.corrcoef(found[:, 0, 0], found[:, 0, 4])[0, 1]
    assert 0.3 < beside < 0.7
    assert abs(apart) < 0.1


def test_a_spell_lasts_from_one_month_to_all() -> None:
    """Payers anew every month, and payers who stay."""
    assert spell(np.array(0.0), np.array(12.0)) == pytest.approx(1.0)
    assert spell(np.array(0.999), np.array(12.0)) == pytest.approx(12.0, rel=0.01)


def test_nobody_or_everybody_owes_without_a_lottery() -> None:
    """A share of nought or one is no matter of chance."""
    assert (drawn(0.0, 12.0) == 0).all()
    assert (drawn(1.0, 12.0) == 1).all()


def test_a_share_of_sums_may_pass_one_by_a_last_digit() -> None:
    """All still owe, told by sums of fractions: no more than all of them do, and none of it is chance."""
    assert (drawn(1.0, 0.01, paying=1 + 4e-16) == 1).all()


def test_only_the_victims_money_moves() -> None:
    """With and without the lottery: the same people, pay and costs; what is taken for victims and what is left move."""
    known = chunk.ready(programme(shipped(), "rennes-2009"))
    time = each_month(len(known.programme.months))
    moved: set[str] = set()
    means = {"with": 0.0, "without": 0.0}
    for future in chunk.simulate(known, 0, 1024, 1):
        ours = future.outcomes(time)
        calm = replace(future, lots=replace(future.lots, normal=np.full_like(future.lots.normal, np.nan)))
        assert np.isnan(calm.outcomes(time)["victims_paid"]).any(), "the lots are read"
        told = Monthly(known.setting.sums, future.counts, future.there, future.hazard, time, future.rates.debt)
        plain = chunk.outcomes(known.setting, future.rates, told)
        moved |= {name for name, values in ours.items() if not np.array_equal(values, plain[name])}
        means["with"] += ours["victims_paid"].sum()
        means["without"] += plain["victims_paid"].sum()
    assert {"victims", "victims_paid", "people_paying", "available"} <= moved
    assert not moved & {"at_work", "hours", "gross", "net", "release_savings", "releases_with_experience", "state_cost"}
    assert means["with"] == pytest.approx(means["without"], rel=0.02)
