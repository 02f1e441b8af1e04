"""Whole people: the compiled engine is its numpy twin to the last person, whatever is asked of it."""

from __future__ import annotations

import hashlib
import random
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model import after_release, present_value
from model import workshops as plan
from model.chance import Count
from model.futures import kernel, twin
from model.futures.people import KINDS, Counts, People
from model.loading.assembly import programme
from model.reinsertion import AVOIDED
from model.schema.programme import Programme
from model.stretches import each_month
from model.uncertainty import chunk
from model.uncertainty.inputs import Drawn, central, points
from model.uncertainty.worlds import people
from model.workshops import Workshops
from tests.examples import shipped
from tests.validation import small

SCENARIOS = ("rennes-2009", "expansion-2009", "france-2030")
DIGESTS = Path(__file__).with_name("test_futures.sha256")


@cache
def built(name: str, *settings_: str) -> Programme:
    """A shipped scenario."""
    return programme(shipped(), name, settings_)


def chances(of: Programme, first: int, last: int, seed: int, middle: bool = False) -> People:
    """Draws of a programme; inputs at the middle, or drawn."""
    at = central(last - first) if middle else points(seed, first, last)
    return people(of, plan.of(of), Drawn(at), seed, first)[0]


def shuffled(of: Programme, order: int) -> Programme:
    """The same programme, the rows of its plan in another order."""
    rows = list(of.scenario.plan)
    random.Random(order).shuffle(rows)
    return of.model_copy(update={"scenario": of.scenario.model_copy(update={"plan": tuple(rows)})})


def same(a: Counts, b: Counts) -> None:
    """Fails where two counts differ."""
    for kind in KINDS:
        np.testing.assert_array_equal(a.of(kind), b.of(kind), err_msg=kind)


def conserved(counts: Counts) -> None:
    """Nobody is negative, and everyone at work came by a trial and left by a named door."""
    assert counts.values.min() >= 0
    end = counts.of("at_work_end")
    before = np.concatenate([np.zeros_like(end[:, :, :1]), end[:, :, :-1]], axis=2)
    after = before - counts.of("exits") - counts.of("closures") + counts.of("trial_passes")
    np.testing.assert_array_equal(end, after)
    assert (counts.of("releases") <= counts.of("exits")).all()
    trainees = counts.of("trainees")
    ended = counts.of("trial_passes") + counts.of("trial_failures")
    assert (trainees[:, :, 1:] <= trainees[:, :, :-1] + counts.of("hires")[:, :, 1:] - ended[:, :, 1:]).all()


@st.composite
def worlds(draw: st.DrawFn) -> tuple[Workshops, dict[str, Any]]:
    """Any small plan: ramps, closings, several pools in a prison, posts trained beside, companies that leave,
    openings before the first month, people seen at the opening."""
    rows, months = draw(st.integers(1, 5)), draw(st.integers(2, 20))
    share, rare = st.sampled_from([0.0, 0.003, 0.07, 0.3, 0.8, 1.0]), st.sampled_from([0.0, 0.01, 0.1, 0.4])

    def each(values: st.SearchStrategy[Any]) -> Any:
        return np.array([draw(values) for _ in range(rows)])

    opens = np.sort(each(st.integers(-3, months - 1)))
    ready = np.zeros((rows, months))
    for row in range(rows):
        begin = max(0, int(opens[row]))
        ramp = draw(st.lists(st.integers(0, 20), max_size=4))
        closes = draw(st.integers(begin + 1, months + 6))
        steps = [*ramp, *([draw(st.integers(0, 20))] * months)]
        for month in range(begin, min(closes, months)):
            ready[row, month] = steps[month - begin]
    found = each(st.integers(0, 1))
    first = {p: i for i, p in enumerate(dict.fromkeys(found.tolist()))}
    prison = np.array([first[p] for p in found.tolist()], dtype=np.int64)
    turnover = draw(st.lists(rare, min_size=2, max_size=2))
    workshops = Workshops(
        list=(None,) * rows,  # type: ignore[arg-type]
        side=prison,
        opens=opens,
        seats=ready,
        suitable=each(st.sampled_from([0.0, 0.4, 3.7, 12.0, 25.0, 60.5])),
        willing=each(share),
        observed=each(st.booleans()),
        apply_share=each(share),
        pass_rate=each(st.sampled_from([0.05, 0.5, 0.8, 1.0])),
        trial_months=each(st.integers(1, 4)),
        train_beside=each(st.booleans()),
        release=each(rare),
        transfer=each(rare),
        dismissal=each(rare),
        quit=each(rare),
        pool_turnover=np.array([turnover[p] for p in prison]),
        leaving=np.zeros(rows),
        exposed=np.zeros((rows, months)),
    )
    return workshops, {
        "gone": each(st.integers(0, months + 10)),
        "recruited": each(st.one_of(st.just(-1), st.integers(0, 15))),
    }


@pytest.mark.parametrize("name", SCENARIOS)
def test_the_kernel_is_its_twin(name: str) -> None:
    """On shipped scenarios, inputs drawn: the same people, and conserved."""
    given_ = chances(built(name), 0, 12, seed=5)
    found = kernel.count(given_)
    same(found, twin.count(given_))
    conserved(found)
    assert found.of("at_work_end").sum() > 0


@settings(max_examples=200, deadline=None, derandomize=True, database=None)
@given(worlds(), st.integers(0, 2**63))
def test_the_kernel_is_its_twin_in_any_world(world: tuple[Workshops, dict[str, Any]], seed: int) -> None:
    """On hand-made plans; nobody works without a seat, or for a company that has left."""
    workshops, also = world
    given_ = small.people(workshops, 6, seed, **also)
    found = kernel.count(given_)
    same(found, twin.count(given_))
    conserved(found)
    months = np.arange(workshops.seats.shape[1])
    seats = given_.seats[None] * (months < given_.gone[:, :, None])
    assert (found.of("at_work_end") <= seats).all()
    on_post = ~workshops.train_beside[:, None] & (months >= workshops.opens[:, None])
    assert ((found.of("at_work_end") + found.of("trainees") <= seats) | ~on_post).all()
    closed = (seats == 0) & (months >= workshops.opens[:, None])
    assert (found.of("trainees")[closed] == 0).all()


@settings(max_examples=60, deadline=None, derandomize=True, database=None)
@given(worlds(), st.integers(0, 2**63))
def test_nobody_appears_or_is_lost(world: tuple[Workshops, dict[str, Any]], seed: int) -> None:
    """With no one entering or leaving the prison, pool, trial, work and those who left add up in every month."""
    workshops, also = world
    workshops = replace(workshops, pool_turnover=np.zeros(len(workshops.side)))
    given_ = small.people(workshops, 4, seed, **also)
    state, gone_out = twin._State(given_), np.zeros(4, dtype=np.int64)
    whole = given_.begin.sum(axis=(1, 2))
    for month in range(-given_.lead, workshops.seats.shape[1]):
        counted = dict(zip(KINDS, state.step(month), strict=True))
        gone_out += (counted["exits"] + counted["trial_failures"]).sum(axis=1)
        inside = counted["trainees"].sum(axis=1) + counted["at_work_end"].sum(axis=1)
        np.testing.assert_array_equal(state.pool.sum(axis=(1, 2)) + inside + gone_out, whole)
        assert (state.pool >= 0).all()


@settings(max_examples=40, deadline=None, derandomize=True, database=None)
@given(worlds(), st.integers(1, 7))
def test_draws_can_be_cut_anywhere(world: tuple[Workshops, dict[str, Any]], cut: int) -> None:
    """Eight draws are draws 0..cut and cut..8."""
    workshops, also = world
    whole = kernel.count(small.people(workshops, 8, 9, **also)).values
    parts = [small.people(workshops, cut, 9, **also), small.people(workshops, 8 - cut, 9, first=cut, **also)]
    np.testing.assert_array_equal(np.concatenate([kernel.count(p).values for p in parts], axis=1), whole)


@pytest.mark.parametrize("name", SCENARIOS)
def test_chunks_do_not_matter(name: str) -> None:
    """Draws 0..64 are draws 0..20 and 20..64: inputs, people and departures of companies."""
    of = built(name)
    whole, first, second = (kernel.count(chances(of, a, b, seed=3)).values for a, b in ((0, 64), (0, 20), (20, 64)))
    np.testing.assert_array_equal(np.concatenate([first, second], axis=1), whole)


@pytest.mark.parametrize("name", ["expansion-2009", "france-2030"])
def test_the_order_of_sites_does_not_matter(name: str) -> None:
    """Rows of a plan may be shuffled."""
    of = built(name)
    where = {w.id: row for row, w in enumerate(plan.of(of).list)}
    whole = kernel.count(chances(of, 0, 8, seed=3)).values
    for order in (1, 2):
        other = shuffled(of, order)
        rows = [where[w.id] for w in plan.of(other).list]
        np.testing.assert_array_equal(kernel.count(chances(other, 0, 8, seed=3)).values, whole[:, :, rows])


def test_a_prison_does_not_feel_the_others() -> None:
    """The futures of a site stay the same when other prisons join or leave the plan."""
    of = built("france-2030")
    rows = plan.of(of).list
    prisons = list(dict.fromkeys(w.prison.id for w in rows))
    for chosen in (prisons[1:], prisons[::3], prisons[-1:]):
        kept = tuple(o for o in of.scenario.plan if o.prison in chosen)
        other = of.model_copy(update={"scenario": of.scenario.model_copy(update={"plan": kept})})
        # a company leaves at a moment of its own, counted from its first opening: that one may change with the plan
        alone, all_ = (
            replace(c, gone=np.full_like(c.gone, 10**6))
            for c in (chances(other, 0, 6, seed=3), chances(of, 0, 6, seed=3))
        )
        where = [row for row, w in enumerate(rows) if w.prison.id in chosen]
        np.testing.assert_array_equal(kernel.count(alone).values, kernel.count(all_).values[:, :, where])


def hand_made() -> People:
    """A plan that no profile changes: two prisons, shared pools, a ramp, a closing, a company that leaves."""
    seats = np.zeros((4, 48))
    for row, (opens, closes, full) in enumerate([(0, 48, 12), (3, 40, 24), (5, 48, 6), (10, 48, 10)]):
        seats[row, opens:closes] = full
    seats[1, 3:6] = (6, 12, 18)
    one = np.ones(4)
    workshops = Workshops(
        list=(None,) * 4,  # type: ignore[arg-type]
        side=np.array([0, 1, 1, 0]),
        opens=np.array([0, 3, 5, 10]),
        seats=seats,
        suitable=np.array([30.0, 80.5, 40.0, 55.0]),
        willing=one * 0.3,
        observed=np.array([True, False, False, False]),
        apply_share=one * 0.08,
        pass_rate=one * 0.8,
        trial_months=np.array([2, 2, 1, 3]),
        train_beside=np.array([False, True, False, False]),
        release=one * 0.025,
        transfer=one * 0.02,
        dismissal=one * 0.008,
        quit=one * 0.01,
        pool_turnover=np.array([0.06, 0.09, 0.09, 0.06]),
        leaving=one * 0,
        exposed=np.zeros((4, 48)),
    )
    return small.people(
        workshops, 32, 1, gone=np.array([10**6, 10**6, 30, 10**6]), recruited=np.array([12, -1, -1, -1])
    )


def test_counts_are_those_of_before(request: pytest.FixtureRequest) -> None:
    """Whole people of two cases against stored digests (sha256 of the int16 counts). The hand-made one changes with the
    engine alone; that of france-2030 with its profiles too. Write them anew with --refresh-golden."""
    counted = {
        "hand-made": kernel.count(hand_made()),
        "france-2030": kernel.count(chances(built("france-2030"), 0, 16, seed=1)),
    }
    found = {}
    for name, counts in counted.items():
        values: Count = counts.values
        assert values.dtype == np.int16
        found[name] = hashlib.sha256(np.ascontiguousarray(values).astype("<i2").tobytes()).hexdigest()
    if request.config.getoption("--refresh-golden"):
        DIGESTS.write_text("".join(f"{digest}  {name}\n" for name, digest in found.items()), encoding="utf-8")
    stored = dict(reversed(line.split()) for line in DIGESTS.read_text(encoding="utf-8").splitlines())
    assert found == stored


@pytest.mark.parametrize("name", ["rennes-2009", "expansion-2009"])
def test_money_is_that_of_the_twin(name: str) -> None:
    """Every outcome from the compiled people and from the twin's, to 1e-9."""
    known = chunk.ready(built(name))
    months = each_month(len(known.programme.months))
    for time in (known.setting.stretches, months):
        pairs = zip(
            chunk.simulate(known, 0, 20, 4, kernel.count),
            chunk.simulate(known, 0, 20, 4, twin.count),
            strict=True,
        )
        for ours, theirs in pairs:
            assert ours.draws == theirs.draws
            np.testing.assert_array_equal(ours.suitable, theirs.suitable)
            a, b = ours.outcomes(time), theirs.outcomes(time)
            assert a.keys() == b.keys()
            for outcome, values in a.items():
                np.testing.assert_allclose(values, b[outcome], rtol=1e-9, atol=1e-9, err_msg=outcome)


@pytest.mark.parametrize("name", ["rennes-2009", "expansion-2009", "france-2030"])
def test_stretches_tell_what_their_months_tell(name: str) -> None:
    """Months told together give the sums of the months told one by one, to half a cent for each month and amount."""
    known = chunk.ready(built(name))
    stretches, months = known.setting.stretches, each_month(len(known.programme.months))
    assert len(stretches.begin) < len(months.begin)
    standing = ("seats_standing", "area_needed", "supervisors_needed")
    for future in chunk.simulate(known, 0, 16, 5):
        told, apart = future.outcomes(stretches), future.outcomes(months)
        for outcome, values in told.items():
            monthly = apart[outcome]
            same = monthly[..., stretches.end] if outcome in standing else stretches.sums(monthly)
            most = 0.06 * np.diff(np.append(stretches.begin, stretches.months)).max()
            np.testing.assert_allclose(values, same, rtol=1e-9, atol=most, err_msg=outcome)


@pytest.mark.parametrize("name", ["rennes-2009", "expansion-2009"])
def test_nothing_negative(name: str) -> None:
    """Outcomes of every draw are amounts of people, hours and euros (reconvictions avoided may be added ones, and what
    follows from them; what a party gains may be a loss)."""
    signed = {"reconvictions_avoided", "employed_gain", *after_release.ITEMS, *present_value.SUMMED} - {"state_cost"}
    known = chunk.ready(built(name))
    for future in chunk.simulate(known, 0, 32, 2):
        assert (future.suitable >= 0).all()
        for outcome, values in future.outcomes(each_month(len(known.programme.months))).items():
            assert np.isfinite(values).all(), outcome
            if outcome not in {*signed, *AVOIDED}:
                assert (values >= 0).all(), outcome


def people_at_work(of: Programme, seed: int, stay: bool) -> Count:
    """(D,) person-months at work, inputs at the middle; ``stay``: no company ever leaves."""
    found = chances(of, 0, 1000, seed, middle=True)
    if stay:
        found = replace(found, gone=np.full_like(found.gone, 10**6))
    return kernel.count(found).of("at_work_end").sum(axis=(1, 2))


@pytest.mark.parametrize("stay", [True, False])
def test_scenarios_share_their_chance(stay: bool) -> None:
    """Pass rate +2 points everywhere: the difference varies at least 50 times less with the same noise than with
    independent noise, also where no company's leaving adds to that noise. It is the same difference."""
    rates = {w.activity.id: w.activity.pass_rate.latest.value for w in plan.of(built("france-2030")).list}
    usual, better = (
        built("france-2030", *(f"activities.{a}.pass_rate={rate + more:.4f}" for a, rate in rates.items()))
        for more in (0.0, 0.02)
    )
    base, shared, apart = (people_at_work(of, seed, stay) for of, seed in ((usual, 1), (better, 1), (better, 2)))
    assert np.mean(shared - base) > 0
    gain, noise = np.var(apart - base) / np.var(shared - base), np.std(apart - base) / len(base) ** 0.5
    assert abs(np.mean(shared - base) - np.mean(apart - base)) < 4 * noise
    assert gain >= 50, f"only {gain:.0f} times less"


def test_the_same_seed_gives_the_same_futures_and_another_others() -> None:
    """Seeds name futures."""
    a, b, c = (kernel.count(chances(built("rennes-2009"), 0, 16, seed)).values for seed in (1, 1, 2))
    np.testing.assert_array_equal(a, b)
    assert not np.array_equal(a, c)


def test_the_compiler_can_be_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without numba the twin counts, with the same results."""
    assert chunk.compiled() is kernel.count
    monkeypatch.setitem(__import__("sys").modules, "model.futures.kernel", None)
    monkeypatch.delattr("model.futures.kernel", raising=False)
    assert chunk.compiled() is twin.count
