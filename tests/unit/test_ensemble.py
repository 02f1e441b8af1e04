"""Chunks of futures, wherever and in whatever order they are computed, make one ensemble."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from language.faults import sentence
from model.interval import LOW
from model.loading.assembly import programme
from model.schema.fault import InputFaults
from model.uncertainty.chunk import KEPT, MONTHLY, Ready, ready, reduced, run_chunk, simulate
from model.uncertainty.ensemble import Ensemble, ensemble, grow, quantiles, spans
from reports.activity import drawn_by_activity
from tests.examples import shipped

SEED = 7


@cache
def known() -> Ready:
    """Eleven workshops over five years."""
    return ready(programme(shipped(), "expansion-2009"))


@cache
def whole() -> Ensemble:
    """96 draws at once."""
    gathered = Ensemble(known())
    gathered.add(reduced(known(), 0, 96, SEED))
    return gathered


def equal(a: Ensemble, b: Ensemble) -> None:
    """Fails where two ensembles differ: draws to the last bit of what is kept, means to 1e-9."""
    assert a.draws == b.draws
    for name in a.known.programme.indicators:
        np.testing.assert_array_equal(a.of(name), b.of(name), err_msg=name)
    for name in MONTHLY:
        np.testing.assert_array_equal(a.month(name), b.month(name), err_msg=name)
    left, right = a.indicators(), b.indicators()
    assert left.drop(columns=["value", "low", "high"]).equals(right.drop(columns=["value", "low", "high"]))
    for column in ("value", "low", "high"):
        np.testing.assert_allclose(
            left[column].to_numpy(float), right[column].to_numpy(float), rtol=1e-9, err_msg=column
        )


@pytest.mark.parametrize("cuts", [[(0, 20), (20, 96)], [(64, 96), (0, 1), (1, 64)], [(48, 96), (0, 48)]])
def test_chunks_in_any_order(cuts: list[tuple[int, int]]) -> None:
    """People, money, indicators and intervals do not know how draws were cut, nor which chunk came first."""
    gathered = Ensemble(known())
    for first, last in cuts:
        gathered.add(reduced(known(), first, last, SEED))
    equal(gathered, whole())


def test_cores_do_not_matter() -> None:
    """All cores at once, then more draws on top of those that are there; progress is told, and ends at the end."""
    told: list[tuple[int, int]] = []
    gathered = ensemble(known().programme, 40, SEED, progress=lambda done, of: told.append((done, of)))
    assert told[-1] == (40, 40)
    before = dict(gathered.chunks)
    assert grow(gathered, known(), 96, SEED) is gathered
    assert all(gathered.chunks[first] is chunk for first, chunk in before.items())
    equal(gathered, whole())


def test_it_can_be_stopped() -> None:
    """A stop keeps what is there."""
    gathered = ensemble(known().programme, 300, SEED, stop=lambda: True)
    assert gathered.draws == 0
    asked = iter([False, True, True])
    gathered = ensemble(known().programme, 300, SEED, stop=lambda: next(asked))
    assert 0 < gathered.draws < 300


def test_spans_cover_all_draws_once() -> None:
    """Chunks follow one another up to the last draw."""
    assert list(spans(300)) == [(0, 256), (256, 300)]
    assert list(spans(300, 100, first=250)) == [(250, 300)]
    assert list(spans(0)) == []


def test_intervals_hold_their_middle() -> None:
    """Published rows: means inside what was drawn, low under high; a workshop's mean is that of its draws."""
    rows = whole().indicators()
    assert {"indicator", "scope", "id", "period", "unit", "value", "low", "high"} <= set(rows.columns)
    sound = rows.dropna(subset=["value"])
    assert (sound["low"] <= sound["high"]).all()
    row = rows[(rows["scope"] == "programme") & (rows["period"] == "total") & (rows["indicator"] == "fill_rate")].iloc[
        0
    ]
    drawn = whole().programme("fill_rate")[:, -1]
    assert row["low"] == pytest.approx(np.quantile(drawn, LOW), rel=1e-6)
    assert 0 < row["low"] < row["value"] < row["high"] < 1
    months = whole().monthly()
    assert len(months) == len(MONTHLY) * len(known().programme.months)
    assert (months["low"] <= months["high"]).all()


def test_a_ratio_is_expected_sum_over_expected_sum() -> None:
    """As published: cost over hours of many futures, not the mean of each future's quotient."""
    cost = hours = np.zeros(1)
    for future in simulate(known(), 0, 96, SEED):
        out = future.outcomes(known().setting.stretches)
        cost = cost + out["company_cost"].sum(axis=(0, 2))
        hours = hours + out["productive_hours"].sum(axis=(0, 2))
    rows = whole().indicators().set_index(["indicator", "scope", "id", "period"])["value"]
    told = rows["cost_per_productive_hour"].xs("total", level="period")
    assert told["programme", ""] == pytest.approx(cost.sum() / hours.sum(), rel=1e-9)
    for row, workshop in enumerate(known().workshops.list):
        assert told["workshop", workshop.id] == pytest.approx(cost[row] / hours[row], rel=1e-9)
    each = whole().programme("cost_per_productive_hour")[:, -1].astype(np.float64)
    assert told["programme", ""] < each.mean()


@pytest.mark.parametrize(("scenario", "draws"), [("france-2030", 256), ("rennes-2009", 1024)])
def test_a_published_mean_lies_inside_its_interval(scenario: str, draws: int) -> None:
    """Of every indicator, member and period, but where nine draws in ten are alike and the interval is a point
    (section 8 of the method): what is rare, such as a company that leaves in its first year, moves the mean alone."""
    rows = ensemble(programme(shipped(), scenario), draws, SEED).indicators()
    slack = 1e-6 * rows[["low", "high"]].abs().max(axis=1)
    inside = (rows["low"] - slack <= rows["value"]) & (rows["value"] <= rows["high"] + slack)
    outside = rows[~inside]
    assert (outside["low"] == outside["high"]).all(), outside[outside["low"] < outside["high"]]
    assert len(outside) < 0.01 * len(rows)
    assert outside[outside["scope"] == "programme"].empty


def test_members_of_the_same_workshops_are_kept_once() -> None:
    """A prison of one workshop has the workshop's draws; the programme, which has a team, is its own."""
    where, chunk = known().where, reduced(known(), 0, 4, SEED)
    apart = where.told_apart
    assert apart.members[0] == ("programme", "")
    assert len(apart.members) < len(where.members)
    assert chunk.indicators["hours"].shape[1] == len(apart.members)
    np.testing.assert_array_equal(apart.whose[where.alike], where.whose)
    cost = run_chunk(known().programme, known().programme.scenario.openings[:1], None, 0, 4, SEED).indicators[
        "state_cost"
    ]
    assert cost.shape[1] == 2
    assert (cost[:, 0, -1] > cost[:, 1, -1]).all()


def test_beyond_what_is_kept_the_programme_alone_stays() -> None:
    """Draws beyond KEPT count in every mean; of their values those of the programme are kept, in single precision."""
    chunk = reduced(known(), KEPT, KEPT + 40, SEED)
    assert {drawn.shape[1] for drawn in chunk.indicators.values()} == {1}
    assert not chunk.months
    assert chunk.sums["hours"].shape[0] == len(known().where.told_apart.members)
    np.testing.assert_allclose(
        chunk.sums["hours"][0], chunk.indicators["hours"][:, 0].sum(axis=0, dtype=np.float64), rtol=1e-7
    )


def test_a_cut_across_kept_changes_nothing() -> None:
    """Of a chunk that begins before KEPT and ends after it, members, months and posts keep the draws before; the
    programme's interval is of all draws, those of others are of the first KEPT."""
    few = ready(programme(shipped(), "rennes-2009"), follow=True)
    cuts, draws = (0, KEPT - 24, KEPT + 40, KEPT + 400), KEPT + 400
    gathered = Ensemble(few)
    for first, last in pairwise(cuts):
        gathered.add(reduced(few, first, last, SEED))
    assert gathered.of("hours").shape[0] == gathered.trainers.shape[0] == KEPT
    assert gathered.month("at_work").shape[0] == gathered.by_activity("at_work").shape[0] == KEPT
    table = gathered.indicators().set_index(["indicator", "period", "scope"]).sort_index()
    all_draws, first_draws = gathered.programme("hours")[:, -1], gathered.of("hours")[:, 0, -1]
    assert len(all_draws) == draws
    for scope, drawn in (("programme", all_draws), ("workshop", first_draws)):
        row = table.loc[("hours", "total", scope)]
        assert row["value"] == pytest.approx(all_draws.mean(dtype=np.float64), rel=1e-6)
        assert (row["low"], row["high"]) == pytest.approx(tuple(np.quantile(drawn, (0.05, 0.95))), rel=1e-6)
    assert np.quantile(all_draws, LOW) != pytest.approx(np.quantile(first_draws, LOW), rel=1e-6)


@pytest.mark.parametrize(("first", "last"), [(-1, 8), (8, 8), (8, 3), (0, 2**40)])
def test_draws_out_of_order_are_refused(first: int, last: int) -> None:
    """In a sentence that names both ends."""
    with pytest.raises(InputFaults) as found:
        run_chunk(known().programme, None, None, first, last, SEED)
    for lang in ("en", "fr"):
        told = sentence(found.value.faults[0], lang)
        assert str(first) in told
        assert str(last) in told


def test_parts_add_up_in_every_draw() -> None:
    """Prisons, companies, regions and workshops sum to the programme, draw by draw."""
    members = known().where.members
    for name in ("victims_withheld", "hours", "company_cost", "present_value_company"):
        drawn = whole().of(name).astype(np.float64)
        for scope in ("region", "prison", "company", "workshop"):
            rows = [row for row, (s, _) in enumerate(members) if s == scope]
            np.testing.assert_allclose(drawn[:, rows].sum(axis=1), drawn[:, 0], rtol=1e-5, err_msg=f"{name} by {scope}")


def test_the_project_team_is_the_programmes_alone() -> None:
    """What the State pays for the programme exceeds what it pays for its workshops by the team that prepares them."""
    members = known().where.members
    drawn = whole().of("state_cost").astype(np.float64)
    rows = [row for row, (s, _) in enumerate(members) if s == "workshop"]
    team = drawn[:, 0] - drawn[:, rows].sum(axis=1)
    assert (team[:, -1] > 1000).all()
    np.testing.assert_allclose(team[:, :-1].sum(axis=1), team[:, -1], rtol=1e-3, atol=50)


def test_the_chance_of_a_target() -> None:
    """Shares of draws on either side of a level add up to one, and move with it."""
    drawn = whole().programme("victims_withheld")[:, -1]
    level = float(np.median(drawn)) + 0.5
    up = whole().chance("victims_withheld", "programme", whole().known.where.members[0][1], "total", level, "at_least")
    down = whole().chance("victims_withheld", "programme", whole().known.where.members[0][1], "total", level, "at_most")
    assert up + down == pytest.approx(1)
    assert up == pytest.approx(0.5, abs=0.02)


@settings(max_examples=100, deadline=None, derandomize=True, database=None)
@given(
    st.lists(st.one_of(st.floats(-1e6, 1e6, width=32), st.just(float("nan"))), min_size=1, max_size=40), st.floats(0, 1)
)
def test_quantiles_are_those_of_numpy(drawn: list[float], level: float) -> None:
    """Missing draws are left out; none at all gives none."""
    values = np.array([drawn, drawn[::-1]], dtype=np.float32)
    found = quantiles(values.copy(), (level, 0.5))
    if np.isnan(values).all():
        assert np.isnan(found).all()
        return
    for got, q in zip(found, (level, 0.5), strict=True):
        np.testing.assert_allclose(got, np.nanquantile(values.astype(np.float64), q, axis=-1), rtol=1e-5, atol=1e-2)


def test_activities_add_up_to_the_programme() -> None:
    """In every draw and month; the table has an interval around every mean, and its means add up too."""
    follow = ready(known().programme, ("programme",), follow=True)
    gathered = Ensemble(follow)
    gathered.add(reduced(follow, 0, 96, SEED))
    for name in MONTHLY:
        np.testing.assert_allclose(gathered.by_activity(name).sum(axis=1), gathered.month(name), rtol=1e-5)
    table = drawn_by_activity(gathered)
    for name in MONTHLY:
        assert (table[f"{name}_low"] <= table[f"{name}_high"]).all()
        np.testing.assert_allclose(
            table.groupby("month")[name].sum(), gathered.month(name).mean(axis=0, dtype=np.float64), rtol=1e-5
        )
    assert (table["at_work_high"] > table["at_work_low"]).any()


def test_a_chunk_is_a_function_of_what_it_is_asked() -> None:
    """The public door: the programme's own scenario and plan, said or not, and another plan."""
    one = known().programme
    mine, said = run_chunk(one, None, None, 0, 8, SEED), run_chunk(one, one.scenario.plan, one.scenario, 0, 8, SEED)
    for name, drawn in reduced(known(), 0, 8, SEED).indicators.items():
        np.testing.assert_array_equal(mine.indicators[name], drawn)
        np.testing.assert_array_equal(said.indicators[name], drawn)
    fewer = run_chunk(one, one.scenario.openings[:2], None, 0, 8, SEED)
    assert fewer.indicators["at_work"][:, 0, -1].mean() < mine.indicators["at_work"][:, 0, -1].mean()
