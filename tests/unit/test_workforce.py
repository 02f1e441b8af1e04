"""The expected engine, by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from model.workforce import expected, hiring_rounds
from model.workshops import Workshops

MONTHS = 12


def workshop(**changed: Any) -> Workshops:
    """One workshop of 10 seats that opens in month 2, after a trial of 2 months; nobody leaves, all pass."""
    known: dict[str, Any] = {
        "suitable": 40.0,
        "willing": 0.5,
        "observed": False,
        "apply_share": 0.1,
        "pass_rate": 1.0,
        "trial_months": 2,
        "train_beside": False,
        "release": 0.0,
        "transfer": 0.0,
        "dismissal": 0.0,
        "quit": 0.0,
        "pool_turnover": 0.0,
        "leaving": 0.0,
        "opens": 2,
        "side": 0,
    }
    seats = changed.pop("seats", None)
    arrays = {name: np.array([changed.get(name, value)]) for name, value in known.items()}
    opens = int(arrays["opens"][0])
    ready = np.where(np.arange(MONTHS) >= opens, 10.0, 0.0) if seats is None else np.array(seats, dtype=np.float64)
    return Workshops(list=(None,), seats=ready[None, :], exposed=np.zeros((1, len(ready))), **arrays)  # type: ignore[arg-type]


def together(*each: Workshops) -> Workshops:
    """Several workshops of one plan."""
    joined = {name: np.concatenate([getattr(w, name) for w in each]) for name in vars(each[0]) if name != "list"}
    return Workshops(list=tuple(None for _ in each), **joined)  # type: ignore[misc]


def test_the_opening_campaign() -> None:
    """All seats are offered two months before; half of the suitable want one; all work from the first month."""
    force = expected(workshop())
    assert force.hires[0, :4].tolist() == [10, 0, 0, 0]
    assert force.trainees[0, :4].tolist() == [10, 10, 0, 0]
    assert force.at_work_end[0, :4].tolist() == [0, 0, 10, 10]
    assert force.pool[0, :4].tolist() == [30, 30, 30, 30]


def test_a_campaign_takes_no_more_than_want_it() -> None:
    """Half of 12 are 6; then a tenth of those left apply each month, never more than the vacancies."""
    force = expected(workshop(suitable=12.0))
    assert force.hires[0, :5] == pytest.approx([6, 0, 0.6, 0.54, 0.486])
    assert force.at_work_end[0, 2:6] == pytest.approx([6, 6, 6.6, 7.14])


def test_failed_trials_leave_for_good() -> None:
    """60 % pass: 6 of 10; the 4 vacancies are filled from the pool, which the failures do not join again."""
    force = expected(workshop(pass_rate=0.6, apply_share=1.0))
    assert force.at_work_end[0, 2] == pytest.approx(6)
    assert force.trial_failures[0, 2] == pytest.approx(4)
    assert force.hires[0, 2] == pytest.approx(4)
    assert force.pool[0, 2] == pytest.approx(40 - 10 - 4)


def test_recruits_that_were_seen_have_passed() -> None:
    """At an opening that was observed the first recruits are those who passed; later ones fail as usual."""
    force = expected(workshop(pass_rate=0.6, observed=True, quit=0.5, apply_share=1.0))
    assert force.at_work_end[0, 2] == pytest.approx(10)
    assert force.trial_failures[0, 2] == 0
    assert force.hires[0, 3] == pytest.approx(5)
    assert force.trial_passes[0, 5] == pytest.approx(3)


def test_exits_and_their_causes() -> None:
    """h = 1 - 0.9 x 0.95 x 0.99 x 0.98; releases take their share in proportion to the hazards."""
    plan = workshop(release=0.1, transfer=0.05, dismissal=0.01, quit=0.02)
    h = 1 - 0.9 * 0.95 * 0.99 * 0.98
    assert plan.exit == pytest.approx([h])
    share = np.log(0.9) / np.log(1 - h)
    force = expected(plan)
    assert force.exits[0, 3] == pytest.approx(10 * h)
    assert force.releases[0, 3] == pytest.approx(10 * h * share)
    assert force.at_work[0, 2] == pytest.approx(10 * (1 - h / 2))


@pytest.mark.parametrize(("release", "share"), [(1.0, 1.0), (0.0, 0.0)])
def test_certain_release_and_none(release: float, share: float) -> None:
    """When release is certain every exit is one; without any, none."""
    assert workshop(release=release).release_of_exits == pytest.approx([share])


def test_the_pool_renews_itself() -> None:
    """A fifth comes and goes each month: 30 outside of 40 go to 32, then 33.6."""
    force = expected(workshop(pool_turnover=0.2))
    assert force.pool[0, :3] == pytest.approx([32, 33.6, 34.88])


def test_without_a_workshop_the_pool_stands_still() -> None:
    """Inflow balances outflow."""
    force = expected(workshop(pool_turnover=0.3, seats=[0.0] * MONTHS))
    assert force.pool[0] == pytest.approx([40] * MONTHS)


def test_closing_gives_people_back() -> None:
    """Who loses the post and who is on trial return to the pool."""
    seats = [0, 0, 10, 10, 10, 0, 0, 0, 0, 0, 0, 0]
    force = expected(workshop(seats=seats, quit=0.1, apply_share=1.0))
    lost = force.at_work_end[0, 4] * 0.9
    assert force.closures[0, 5] == pytest.approx(lost)
    # on trial since month 4 are 0.9 people; those hired in month 3 end their trial in month 5 without a post
    assert force.pool[0, 5] == pytest.approx(force.pool[0, 4] + lost + force.trainees[0, 4])
    assert force.trainees[0, 5:].sum() == 0
    assert force.at_work_end[0, 5:].sum() == 0


def test_a_ramp_opens_seats_as_equipment_comes() -> None:
    """The campaign fills the first seats only; vacancies open with the rest."""
    force = expected(workshop(seats=[0, 0, 4, 4, 10, 10, 10, 10, 10, 10, 10, 10], apply_share=1.0))
    assert force.hires[0, :6].tolist() == [4, 0, 0, 0, 6, 0]
    assert force.at_work_end[0, 2:8].tolist() == [4, 4, 4, 4, 10, 10]


def test_training_beside_the_posts() -> None:
    """More than the vacancies are trained, as some will fail: 5 posts / 0.5 = 10 trainees."""
    plan = workshop(pass_rate=0.5, train_beside=True, apply_share=1.0, suitable=200.0)
    force = expected(plan)
    assert force.at_work_end[0, 2] == pytest.approx(5)
    assert force.hires[0, 2] == pytest.approx(10)
    assert force.at_work_end[0, 4] == pytest.approx(10)
    inside = expected(replace(plan, train_beside=np.array([False])))
    assert inside.hires[0, 2] == pytest.approx(5)


def test_the_steady_state_is_a_fixed_point() -> None:
    """After years: exits are replaced by passes, the pool's losses by its inflow."""
    months = 600
    force = expected(
        workshop(seats=[0.0, 0.0] + [10.0] * (months - 2), release=0.03, quit=0.02, pass_rate=0.8, pool_turnover=0.05)
    )
    assert force.exits[0, -1] == pytest.approx(force.trial_passes[0, -1], rel=1e-9)
    assert force.hires[0, -1] * 0.8 == pytest.approx(force.trial_passes[0, -1], rel=1e-9)
    gone = 40 - force.pool[0, -1]
    before_turnover = (force.pool[0, -1] - 0.05 * 40) / 0.95
    assert 0.05 * (40 - before_turnover) == pytest.approx(force.hires[0, -1], rel=1e-9)
    assert gone > 0


def test_who_opens_first_hires_first() -> None:
    """Two workshops of one prison: what the first takes is gone for the second."""
    force = expected(together(workshop(), workshop()))
    assert force.hires[:, 0].tolist() == [10, 10]
    scarce = expected(together(workshop(suitable=16.0), workshop(suitable=16.0)))
    assert scarce.hires[:, 0] == pytest.approx([8, 4])  # half of 16, then half of the 8 left
    apart = expected(together(workshop(suitable=16.0), workshop(suitable=16.0, side=1)))
    assert apart.hires[:, 0] == pytest.approx([8, 8])


def test_pools_of_one_prison_are_nested() -> None:
    """Who suits the narrow work suits the wide one too: the wide one's hires take their part of the narrow pool."""
    force = expected(together(workshop(suitable=40.0), workshop(suitable=10.0)))
    # the first takes 10 of 40, a quarter of everyone, so of the 10 who suit both 7.5 are left; half of them want it
    assert force.hires[:, 0] == pytest.approx([10, 3.75])
    assert force.pool[:, 0] == pytest.approx([26.25, 26.25])


def test_rounds_of_hiring() -> None:
    """One workshop of each prison a round, in the order of the rows."""
    rounds = hiring_rounds(np.array([0, 1, 0, 2, 0, 1]))
    assert [r.tolist() for r in rounds] == [[0, 1, 3], [2, 5], [4]]
