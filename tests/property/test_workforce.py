"""People are conserved: nobody appears from nowhere, nobody is counted twice, nobody is negative."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from model.money import Array
from model.workforce import Workforce, expected
from model.workshops import Workshops

SLACK = 1e-9


@st.composite
def plans(draw: st.DrawFn, seats: int = 40) -> Workshops:
    """Any plan of up to four workshops, as arrays, some in one prison."""
    rows, months = draw(st.integers(1, 4)), draw(st.integers(3, 30))
    share = st.floats(0, 1)
    rare = st.floats(0, 0.4)

    def each(values: st.SearchStrategy[float]) -> Array:
        return np.array([draw(values) for _ in range(rows)], dtype=np.float64)

    opens = np.sort(np.array([draw(st.integers(-3, months - 1)) for _ in range(rows)], dtype=np.int64))
    ready = np.zeros((rows, months))
    for row in range(rows):
        ramp, full = draw(st.lists(st.integers(0, seats), max_size=4)), draw(st.integers(0, seats))
        steps = [*ramp, *([full] * (months + 3))]  # seats may fall: some on trial go, then some at work
        closes = draw(st.one_of(st.just(months), st.integers(max(0, int(opens[row])) + 1, months)))
        for month in range(max(0, int(opens[row])), closes):
            ready[row, month] = steps[month - int(opens[row])]
    prison = [draw(st.integers(0, 1)) for _ in range(rows)]
    first = {p: i for i, p in enumerate(dict.fromkeys(prison))}
    turnover = [draw(rare) for _ in range(4)]
    return Workshops(
        list=(None,) * rows,  # type: ignore[arg-type]
        side=np.array([first[p] for p in prison], dtype=np.int64),
        opens=opens,
        seats=ready,
        suitable=each(st.floats(0, 300)),
        willing=each(share),
        observed=np.array([draw(st.booleans()) for _ in range(rows)]),
        apply_share=each(share),
        pass_rate=each(st.floats(0.05, 1)),
        trial_months=np.array([draw(st.integers(1, 4)) for _ in range(rows)], dtype=np.int64),
        train_beside=np.array([draw(st.booleans()) for _ in range(rows)]),
        release=each(rare),
        transfer=each(rare),
        dismissal=each(rare),
        quit=each(rare),
        pool_turnover=np.array([turnover[p] for p in prison]),
        leaving=np.zeros(rows),
        exposed=np.zeros((rows, months)),
    )


def by_prison(plan: Workshops, values: Array) -> Array:
    """Sums over the workshops of each prison, (P, M)."""
    found = np.zeros((int(plan.side.max()) + 1, values.shape[1]))
    np.add.at(found, plan.side, values)
    return found


def widest_pool(plan: Workshops) -> Array:
    """The suitable of each prison, (P, 1): pools are nested, so the widest holds the others."""
    found = np.zeros((int(plan.side.max()) + 1, 1))
    np.maximum.at(found, plan.side, plan.suitable[:, None])
    return found


def before(values: Array) -> Array:
    """The value a month earlier, from the second month on."""
    return values[:, :-1]


@given(plans())
def test_nobody_is_negative(plan: Workshops) -> None:
    """Every stock and flow is a number of people, and the pool never outgrows what it can hold."""
    force = expected(plan)
    for name, values in vars(force).items():
        assert np.isfinite(values).all(), name
        assert (values >= -SLACK).all(), name
    posts = np.where(plan.train_beside, 1 + 1 / plan.pass_rate, 1.0) * plan.seats.max(axis=1, initial=0.0)
    most = widest_pool(plan) + by_prison(plan, posts[:, None])
    assert (force.pool <= most[plan.side] + SLACK).all()


@given(plans())
def test_posts_are_kept(plan: Workshops) -> None:
    """Nobody works without a seat; a trainee holds a post unless trained beside it; averages stay under the end."""
    force = expected(plan)
    assert (force.at_work_end <= plan.seats + SLACK).all()
    inside = ~plan.train_beside[:, None] & (np.arange(plan.seats.shape[1]) >= plan.opens[:, None])
    assert (np.where(inside, force.at_work_end + force.trainees - plan.seats, 0.0) <= SLACK).all()
    assert (force.at_work <= force.at_work_end + SLACK).all()
    assert (force.releases <= force.exits + SLACK).all()


@given(plans())
def test_the_stock_at_work_is_the_sum_of_its_flows(plan: Workshops) -> None:
    """At work at the end = at work before - exits - closures + passes, every month."""
    force = expected(plan)
    after = before(force.at_work_end) - force.exits[:, 1:] - force.closures[:, 1:] + force.trial_passes[:, 1:]
    np.testing.assert_allclose(force.at_work_end[:, 1:], after, atol=1e-9)
    np.testing.assert_allclose(force.exits[:, 1:], before(force.at_work_end) * plan.exit[:, None], atol=1e-9)


@given(plans())
def test_people_only_leave_by_a_named_door(plan: Workshops) -> None:
    """Pool, trial and work of a prison together lose exits and failed trials, and gain what the pool's own
    turnover brings; workshops of one prison count their pool once."""
    force, first = expected(plan), np.unique(plan.side, return_index=True)[1]
    pool, turnover = force.pool[first], plan.pool_turnover[first][:, None]
    assert (force.pool == pool[plan.side]).all()
    whole = pool + by_prison(plan, force.trainees + force.at_work_end)
    level = widest_pool(plan)
    outside = (pool - turnover * level) / (1 - turnover)  # before the month's comings and goings
    left = by_prison(plan, force.exits + force.trial_failures)
    after = before(whole) - left[:, 1:] + (turnover * (level - outside))[:, 1:]
    np.testing.assert_allclose(whole[:, 1:], after, atol=1e-7)


@given(plans())
def test_no_seat_no_people(plan: Workshops) -> None:
    """A workshop that never opens a seat hires nobody; one that has closed has nobody left, at work or on trial."""
    closed = (plan.seats == 0) & (np.arange(plan.seats.shape[1]) > plan.opens[:, None])
    closed &= np.cumsum(plan.seats, axis=1) > 0
    force: Workforce = expected(plan)
    never = plan.seats.sum(axis=1) == 0
    for values in (force.trainees, force.at_work_end, force.hires):
        assert (values[never] == 0).all()
        assert (np.where(closed, values, 0.0) <= SLACK).all()
