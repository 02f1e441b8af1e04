"""The monthly ledger's intervals are those of the draws, and the tails they rest on lose nothing of them."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from model.after_release import ITEMS
from model.books import sign
from model.ledger import Transfer, of_programme, transfers
from model.loading.assembly import programme
from model.loading.catalogue import Catalogue
from model.project_team import project_team, under_way
from model.stretches import each_month
from model.uncertainty.chunk import Ready, ready, reduced, simulate
from model.uncertainty.detail import SAMPLE, month_by_month
from model.uncertainty.tails import LedgerTails, Tails
from reports import tables

KEY = ["month", "prison", "company", "party", "item", "paid"]


@pytest.mark.parametrize("draws", [1, 2, 20, 21, 60, 61, 97, 512, 1024])
def test_tails_have_the_quantiles_of_all_draws(draws: int) -> None:
    """Whatever the number of draws and the parts in which they come, ties included, fewer than announced too."""
    at_random = np.random.default_rng(draws)
    drawn = np.round(at_random.normal(0, 3, (draws, 3, 5)) ** 3, 1)
    for taken in {draws, max(1, draws // 2)}:
        tails, begin = Tails(draws), 0
        while begin < taken:
            some = min(int(at_random.integers(1, 70)), taken - begin)
            tails.take(drawn[begin : begin + some])
            begin += some
        for end, level in zip(tails.interval(), (0.05, 0.95), strict=True):
            np.testing.assert_allclose(end, np.quantile(drawn[:taken], level, axis=0), rtol=1e-6, atol=1e-5)


def test_the_ledger_takes_no_more_draws_than_asked() -> None:
    """A block that goes beyond the draws that are kept leaves its others out."""
    euros = np.arange(30.0)[:, None, None]
    tails = LedgerTails(20)
    tails.take(of_programme(euros), 20)
    (low, high), = tails.intervals(of_programme(euros[:20].mean(axis=0)))  # fmt: skip
    assert (low.item(), high.item()) == pytest.approx(tuple(np.quantile(euros[:20], (0.05, 0.95))))


@pytest.mark.parametrize(
    ("scenario", "draws"), [("rennes-2009", SAMPLE + 150), ("expansion-2009", 70), ("rennes-2009", 1)]
)
def test_every_row_of_the_ledger_has_the_interval_of_its_draws(catalogue: Catalogue, scenario: str, draws: int) -> None:
    """What is received and what is paid, of workshops and of the programme; the amounts sum to zero as before."""
    known = ready(programme(catalogue, scenario), ("programme",))
    found = tables.drawn_ledger(known, month_by_month(known, draws, 7, tables.MONTHLY))
    assert list(found)[-3:] == ["amount", "low", "high"]
    assert (found["low"] <= found["high"]).all()
    sums = found.groupby(["month", "prison", "company"])["amount"].sum()
    assert (sums.abs() < 0.005).all()
    expected = of_draws(known, min(draws, SAMPLE))
    rows = found.assign(paid=(found["amount"] < 0) | ((found["amount"] == 0) & (found["low"] < 0)))
    both = rows.merge(expected, on=KEY, how="left", suffixes=("", "_drawn"), validate="one_to_one")
    for end in ("low", "high"):
        np.testing.assert_allclose(both[end], both[f"{end}_drawn"], rtol=1e-6, atol=0.006, err_msg=end)
    assert ((both["high"] - both["low"]) > 1).mean() > (0.3 if draws > 1 else -1)


def test_totals_without_effect_have_the_interval_of_their_draws(catalogue: Catalogue) -> None:
    """A party's total less what follows a release, draw by draw; nothing is left of such a line itself."""
    known, draws = ready(programme(catalogue, "rennes-2009"), ("programme",)), 90
    found = tables.drawn_ledger_by_year(known, month_by_month(known, draws, 7, tables.MONTHLY))
    whole = found[(found["scope"] == "programme") & (found["period"] == "total")].set_index(["party", "item"])
    assert (whole[whole.index.isin(ITEMS, level="item")].filter(like="if_no_effect") == 0).all(axis=None)
    team, told = drawn(known, draws)
    for party in ("detainee", "victim", "State", "social_insurance", "resources"):
        left = np.zeros(draws)
        for one in (*told, *team):
            side = (one.receiver == party) * 1.0 - (one.payer == party) * 1.0
            left += side * one.euros.sum(axis=(1, 2)) * (one.item not in ITEMS)
        row = whole.loc[(party, "total")]
        for end, level in (("low", 0.05), ("high", 0.95)):
            assert row[f"if_no_effect_{end}"] == pytest.approx(np.quantile(left, level), rel=1e-5, abs=1), (party, end)
    assert "company" not in whole.dropna().index.get_level_values("party")


def test_a_year_of_the_programme_is_the_mean_of_all_draws(catalogue: Catalogue) -> None:
    """The project team, which no workshop has, included: against the ledger that chunks keep by year."""
    known, draws = ready(programme(catalogue, "expansion-2009"), ("programme",), follow=True), 60
    found = tables.drawn_ledger_by_year(known, month_by_month(known, draws, 7, tables.MONTHLY))
    whole = found[found["scope"] == "programme"].set_index(["party", "item", "period"])["amount"]
    books = reduced(known, 0, draws, 7).books
    assert books is not None
    team = [place for place, (item, _, _) in enumerate(books.lines) if item == "project_team"]
    assert len(team) == 1
    spent = books.euros[:, team[0]].mean(axis=0, dtype=np.float64)
    periods = [*dict.fromkeys(month[:4] for month in known.programme.months), "total"]
    assert spent[-1] > 10_000
    months = len(known.programme.months)
    for place, period in enumerate(periods):
        told = whole.get(("State", "project_team", period), 0.0)  # a row of nothing is not written
        assert told == pytest.approx(-spent[place], abs=0.01 * months), period
        total = (books.euros.mean(axis=0, dtype=np.float64)[:, place] * sign(books.lines, "State")).sum()
        assert whole.loc[("State", "total", period)] == pytest.approx(total, abs=0.01 * months * len(books.lines))


def drawn(known: Ready, draws: int) -> tuple[tuple[Transfer, ...], tuple[Transfer, ...]]:
    """The ledger of all draws held at once, of no workshop and of each."""
    (whole,) = simulate(known, 0, draws, 7, cells=10**9)
    team = project_team(under_way(known.programme, known.workshops), whole.rates.team, known.setting.stock.year)
    months = each_month(len(known.programme.months))
    return of_programme(team[:, None]), transfers(known.programme, whole.outcomes(months))


def of_draws(known: Ready, draws: int) -> pd.DataFrame:
    """Ends of every amount over all draws held at once, in double precision, by numpy's quantiles."""
    team, told = drawn(known, draws)
    months = known.programme.months
    frames = []
    for one in (*told, *team):
        places = [(w.prison.id, w.company.id) for w in known.workshops.list]
        places = places if one.of_workshops else [("programme", "programme")]
        where = pd.DataFrame([(m, *place) for place in places for m in months], columns=KEY[:3])
        for party, euros, paid in ((one.receiver, one.euros, False), (one.payer, -one.euros, True)):
            low, high = np.quantile(euros, (0.05, 0.95), axis=0)
            frames.append(where.assign(party=party, item=one.item, paid=paid, low=low.ravel(), high=high.ravel()))
    found = pd.concat(frames)
    found["size"] = found["high"].abs() + found["low"].abs()  # who did not buy the equipment has a line of nothing
    return found.sort_values("size").drop_duplicates(KEY, keep="last")
