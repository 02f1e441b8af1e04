"""Intervals of what reports and pages show beside the indicators: requirements, commitments, candidates, debts."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from language.terms import term
from model.distributions import quantile
from model.loading.assembly import programme
from model.loading.catalogue import Catalogue
from model.projection import Projection, project
from model.uncertainty.followed import Followed, rest
from model.uncertainty.followed import months as by_month
from model.uncertainty.needs import COUNTED_WITH, INDICATORS
from model.victims import DebtProfile
from reports import benefits, candidates, commitments, debts, requirements
from reports.bias import bias
from reports.interval import Interval, stacked
from reports.material import Material
from reports.parts import Table
from reports.sections import result


@pytest.fixture(scope="module")
def pilot(catalogue: Catalogue) -> Projection:
    """The pilot, projected."""
    return project(programme(catalogue, "rennes-2009"))


def test_requirements_are_drawn(material: Material) -> None:
    """Means and intervals of what is not decided are the draws' own, in every place; the rest is the plan's."""
    table = material.requirements
    rows = requirements.of_year(table, material.period, "programme", "").set_index("item")
    for item, indicator in INDICATORS.items():
        found = material.drawn.of(indicator, material.period)
        assert tuple(rows.loc[item, ["need", "low", "high"]]) == pytest.approx(tuple(found), rel=1e-6, abs=1e-6)
    assert set(table["engine"]) == {"plan", "draws"}, "nothing is left to the expected engine"
    assert set(table.loc[table["engine"] == "draws", "item"]) == {*INDICATORS, "trainers", "people"} & set(
        table["item"]
    )
    alone = (table["engine"] == "plan") & ~table["item"].isin(COUNTED_WITH)
    assert table.loc[alone, ["low", "high"]].isna().all(axis=None)
    assert table.loc[~alone, ["low", "high"]].notna().all(axis=None)
    lacking = ~alone & table["gap"].notna()
    assert table.loc[lacking, ["gap_low", "gap_high"]].notna().all(axis=None), "what is lacking has its interval too"


def test_what_a_plan_counts_with_may_be_uncertain(material: Material) -> None:
    """Officers of every opening, and who prepares one, are each one uncertain figure: so is their number."""
    posts = material.programme.defaults.programme.officers_per_workshop.latest
    rows = requirements.of_year(material.requirements, material.period, "programme", "").set_index("item")
    row = rows.loc["officers"]
    assert row["low"] == pytest.approx(row["need"] / posts.value * quantile(posts, 0.05))
    assert row["high"] == pytest.approx(row["need"] / posts.value * quantile(posts, 0.95))
    assert row["low"] < row["need"] < row["high"]
    told = {"item": "officers", **row.to_dict()}
    assert "\n" in requirements.written(told, "fr")[1]


def test_an_interval_is_written_with_its_amount() -> None:
    """Of need, of what is there, of what is lacking; the target itself has none."""
    row = {"item": "candidates", "unit": "people", "need": 60.0, "have": 80.0, "gap": 0.0, "basis": "default"}
    lacking = row | {"gap": 12.0, "gap_low": 0.0, "gap_high": 40.0}
    assert requirements.written(lacking, "en")[3] == "12\n0 to 40"
    row |= {"low": 50.0, "high": 75.0, "engine": "draws"}
    assert requirements.written(row, "en")[1:3] == ("60\n50 to 75", "80")
    there = row | {"have_low": 70.0, "have_high": 95.0}
    assert requirements.written(there, "en", "{} [{}]")[1:3] == ("60 [50 to 75]", "80 [70 to 95]")
    assert requirements.written({**there, "item": "people"}, "en", "{} [{}]")[1:3] == ("60", "80 [70 to 95]")
    assert requirements.engine(row, "fr") == "tirages"
    assert requirements.engine({"item": "trainers"}, "en") == "expected value"


def test_commitments_are_paid_in_the_end(material: Material) -> None:
    """Drawn as payments are: the sums agree, each mean lies in its interval, what is invested grows."""
    table = material.commitments
    whole = table[table["scope"] == "programme"]
    assert whole["commitments"].sum() == pytest.approx(whole["payments"].sum(), abs=0.01)
    for name in (*commitments.MONEY, "invested"):
        assert (whole[f"{name}_low"] <= whole[name] + 1e-6).all()
        assert (whole[name] <= whole[f"{name}_high"] + 1e-6).all()
    for row in whole.itertuples():
        assert row.payments == pytest.approx(material.drawn.of("state_cost", str(row.year)).value, rel=1e-6)
    assert whole["invested"].is_monotonic_increasing
    assert commitments.invested(table, int(whole["year"].max())).value == pytest.approx(whole["capital"].sum())


def test_accounts_of_the_parties_have_intervals(material: Material) -> None:
    """Each line is what every draw's transfers add up to: mean and 90 % interval of the draws."""
    books = material.drawn.gathered.books
    assert books is not None
    net = benefits.net(books)
    table = next(
        part for part in result.money(material, "en").parts if isinstance(part, Table) and "receives" in part.caption
    )
    told = {row[0]: row[1] for row in table.rows}
    for party, item in (("State", "officers"), ("victim", "victims_paid")):
        drawn = np.zeros(len(books.euros))
        for line, (what, payer, receiver) in enumerate(books.lines):
            if what == item:
                drawn += books.euros[:, line, -1] * ((receiver == party) - (payer == party))
        assert net[party, item][:, -1] == pytest.approx(drawn)
        low, high = np.quantile(drawn, (0.05, 0.95))
        assert low < high
        written = told[f"{term('party', party, 'en')} – {term('item', item, 'en')}"]
        assert written == stacked(Interval(float(drawn.mean()), float(low), float(high)), "EUR", "en")
        assert "\n" in written
    assert told["All parties together"] == "€0"


@pytest.mark.parametrize(("expected", "said"), [(110.0, "10% above"), (95.0, "5.0% below"), (100.0, "as large as")])
def test_bias_is_measured(expected: float, said: str) -> None:
    """Above, below, or the same."""
    assert said in bias("Net pay", "EUR", expected, Interval(100.0, 80.0, 120.0), "en")
    assert "intervalle" in bias("Net", "EUR", expected, Interval(float("nan")), "fr")


def test_candidates_step_by_step(pilot: Projection) -> None:
    """Each step has an interval, wider than a point; those taken on at an observed opening are no matter of chance."""
    workshop = pilot.workshops.list[0]
    willing = workshop.prison.population.willing
    assert willing is not None
    found = candidates.pool(workshop.pool, 12.0, willing.at("2009-03"))
    assert len(found.steps) == len(workshop.pool.steps)
    assert all(one.low < one.value < one.high for one in found.steps)
    assert tuple(found.willing) == pytest.approx((12.0, 12.0, 12.0))
    assert found.suitable.low < workshop.pool.suitable < found.suitable.high
    alone = candidates.pool(replace(workshop.pool, recruited=None), 12.0, willing.at("2009-03"))
    assert (alone.suitable.low, alone.suitable.high) == (found.steps[-1].low, found.steps[-1].high)


def test_debts_that_clear(pilot: Projection) -> None:
    """Intervals hold the best values; bands hold the curves; a voluntary payment clears sooner."""
    profile = DebtProfile(*(np.array([[v]]) for v in (1.0, 3500.0, 1.6, 1000.0)))
    uncertain = debts.inputs(pilot.programme, pilot.workshops)
    slow, quick = (debts.debts(150.0, profile, 0.025, uncertain, 60, more) for more in (0.0, 100.0))
    for one in (slow.months, slow.covered, slow.paid):
        assert one.low < one.value < one.high
    assert quick.months.value < slow.months.value
    assert quick.covered.value > slow.covered.value
    for name in ("still_paying", "covered"):
        table = slow.by_month.iloc[1:]
        assert (table[f"{name}_low"] <= table[name]).all()
        assert (table[name] <= table[f"{name}_high"]).all()


def test_a_month_is_low_in_whole_people(pilot: Projection) -> None:
    """Nine of twelve are 75 %, not under it, although one of them may leave within the month."""
    months = pilot.workshops.seats.shape[1]
    for people, low in ((9, 0.0), (8, 1.0)):
        known = Followed(
            np.full((4, 1, months), people, dtype=np.int16), np.full((4, 1), 0.03), np.full((4, 1), months)
        )
        assert rest(known, pilot.workshops)["rennes-femmes:webhelp"].low_month == low


@pytest.mark.parametrize("draws", [1, 2, 37, 512])
def test_seats_of_a_month_have_the_quantiles_of_their_draws(pilot: Projection, draws: int) -> None:
    """All seats of a workshop stand or none: their ends are told from the share of draws in which they do."""
    workshops, months = pilot.workshops, pilot.workshops.seats.shape[1]
    gone = np.random.default_rng(draws).integers(0, 2 * months, size=(draws, len(workshops.list)))
    known = Followed(np.zeros((draws, *workshops.seats.shape), np.int16), np.zeros(gone.shape), gone)
    table = by_month(known, workshops, pilot.programme.months)
    seats = workshops.seats * known.there
    for column, level in (("seats_open_low", 0.05), ("seats_open_high", 0.95)):
        np.testing.assert_allclose(table[column], np.quantile(seats, level, axis=0).ravel(), atol=1e-9)
    np.testing.assert_allclose(table["seats_open"], seats.mean(axis=0).ravel())
