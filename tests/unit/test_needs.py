"""What a plan requires, drawn: counted again from whole people and from workshops, draw by draw."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from model.distributions import quantile
from model.money import Array
from model.requirements import COLUMNS, Plan
from model.schema.programme import Programme
from model.uncertainty.chunk import KEPT, ready, reduced, simulate
from model.uncertainty.ensemble import Ensemble, ensemble
from model.uncertainty.inputs import Drawn, points
from model.uncertainty.needs import DRAWN, INDICATORS, PLANNED, required
from model.uncertainty.worlds import world
from tests.examples import assembled, opening

DRAWS, SEED = 200, 7
SURVEYS = opening(prison="argentan", company="archetype-surveys", opens="2024-10", seats=16, equipped_by="State")
PLAN = (opening(opens="2024-01", existing=True), SURVEYS, SURVEYS | {"prison": "muret"})


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Programme:
    """A workshop that stands, and two to come."""
    folder: Path = tmp_path_factory.mktemp("needs")
    targets = {"seats": {"at_least": 36, "by": 2025}}
    return assembled(folder, list(PLAN), targets=targets, limits={"state_capex": {2024: 60_000}})


@pytest.fixture(scope="module")
def gathered(plan: Programme) -> Ensemble:
    """Some futures of it."""
    return ensemble(plan, DRAWS, SEED)


@pytest.fixture(scope="module")
def table(gathered: Ensemble) -> pd.DataFrame:
    """What it requires."""
    found = required(gathered, SEED)
    assert list(found.columns) == [*COLUMNS, *DRAWN]
    return found.set_index(["scope", "id", "item", "year"])


def of_workshops(gathered: Ensemble, item: str) -> Array:
    """(D, W, Y) draws of what workshops need."""
    where = gathered.known.where
    rows = [where.members.index(("workshop", w.id)) for w in gathered.known.workshops.list]
    return gathered.of(INDICATORS[item])[:, rows, :-1].astype(np.float64)


def told(drawn: Array) -> tuple[float, float, float]:
    """Mean and 90 % interval."""
    return float(drawn.mean()), *(float(q) for q in np.quantile(drawn, (0.05, 0.95)))


def test_trainers_train_the_most_trainees_of_a_year(plan: Programme, gathered: Ensemble) -> None:
    """The peak month of whole people in every draw, over a ratio that is drawn once for the country."""
    known = ready(plan)
    first = Plan(plan, known.workshops)
    trainees = np.concatenate([future.counts["trainees"] for future in simulate(known, 0, DRAWS, SEED)])
    assert (trainees == np.round(trainees)).all()
    peaks = np.stack([trainees[:, :, first.year == y].max(axis=2) for y in range(len(first.years))], axis=2)
    with np.errstate(invalid="ignore"):
        ratio = peaks / gathered.trainers
    of_draw = np.nanmedian(ratio, axis=(1, 2))
    np.testing.assert_allclose(ratio[peaks > 0], np.broadcast_to(of_draw[:, None, None], peaks.shape)[peaks > 0], 1e-6)
    figure = plan.defaults.programme.trainees_per_trainer.latest
    for level in (0.1, 0.5, 0.9):
        assert np.mean(of_draw <= quantile(figure, level)) == pytest.approx(level, abs=0.08)


def test_trainers_do_not_know_how_draws_were_cut(plan: Programme, gathered: Ensemble) -> None:
    """The same for a draw in any chunk; beyond KEPT none are kept, as of all but the programme."""
    known = ready(plan)
    parts = [reduced(known, first, last, SEED).trainers for first, last in ((0, 7), (7, 130), (130, DRAWS))]
    np.testing.assert_array_equal(np.concatenate([part for part in parts if part is not None]), gathered.trainers)
    assert reduced(known, KEPT, KEPT + 8, SEED).trainers is None


def test_what_is_lacking_is_counted_in_every_draw(gathered: Ensemble, table: pd.DataFrame) -> None:
    """Supervisors of the two workshops to come; floor prison by prison; the State's euros above the limit."""
    supervisors = of_workshops(gathered, "supervisors")
    standing = [w.opening.existing for w in gathered.known.workshops.list]
    new = supervisors[:, [not one for one in standing]].sum(axis=1)
    row = table.loc["programme", "", "supervisors", "2025"]
    assert (row["gap"], row["gap_low"], row["gap_high"]) == pytest.approx(told(new[:, 1]), rel=1e-5)
    assert (row["need"], row["low"], row["high"]) == pytest.approx(told(supervisors.sum(axis=1)[:, 1]), rel=1e-5)
    assert table.loc["prison", "rennes-femmes", "supervisors", "2025"]["gap_high"] == 0
    euros = of_workshops(gathered, "state_euros").sum(axis=1)[:, 0]
    row = table.loc["programme", "", "state_euros", "2024"]
    assert (row["gap"], row["gap_low"], row["gap_high"]) == pytest.approx(told(np.maximum(0, euros - 60_000)), rel=1e-5)
    area, lacking = of_workshops(gathered, "area"), np.zeros(DRAWS)
    for place, workshop in enumerate(gathered.known.workshops.list):
        floor = table.loc["prison", workshop.prison.id, "area", "2025"]
        free = area[:, place, 1] if standing[place] else np.zeros(DRAWS)
        mine = np.maximum(0, area[:, place, 1] - np.maximum(free, 0 if standing[place] else floor["have"]))
        assert floor["gap"] == pytest.approx(mine.mean(), rel=1e-5)
        lacking += mine
    row = table.loc["programme", "", "area", "2025"]
    assert (row["gap"], row["gap_low"], row["gap_high"]) == pytest.approx(told(lacking), rel=1e-5)


def test_candidates_who_are_there_are_drawn(gathered: Ensemble, table: pd.DataFrame) -> None:
    """Willing of the pool before selection, and a year's arrivals, at each draw's own shares."""
    known, reading = gathered.known, Drawn(points(SEED, 0, DRAWS))
    now = world(known.programme, known.workshops, reading)
    place = next(row for row, w in enumerate(known.workshops.list) if w.prison.id == "muret")
    selection = reading.of(known.workshops.list[place].activity.selection.at("2024-10"), "selection")
    suitable, willing, turnover = (getattr(now, name)[:, place] for name in ("suitable", "willing", "turnover"))
    reach = willing * suitable / selection * (1 + 12 * turnover)
    row = table.loc["prison", "muret", "candidates", "2025"]
    assert (row["have"], row["have_low"], row["have_high"]) == pytest.approx(told(reach), rel=1e-5)
    asked = of_workshops(gathered, "candidates")[:, place, 1]
    assert (row["gap"], row["gap_high"]) == pytest.approx(tuple(np.array(told(np.maximum(0, asked - reach)))[[0, 2]]))


def test_lead_time_is_as_uncertain_as_its_figure(plan: Programme, table: pd.DataFrame) -> None:
    """Its ends, against the months there are before the opening; a workshop that stands needs none."""
    figure = plan.defaults.programme.lead_time.latest
    ends = np.array([figure.value, *(quantile(figure, level) for level in (0.05, 0.95))])
    assert ends[1] < ends[0] < ends[2]
    for scope, member in (("prison", "argentan"), ("programme", "")):
        row = table.loc[scope, member, "lead_time", "2024"]
        assert (row["need"], row["low"], row["high"]) == pytest.approx(tuple(ends))
        assert (row["have"], row["have_low"], row["have_high"]) == (9, 9, 9)
        lacking = np.maximum(0, ends - 9)
        assert (row["gap"], row["gap_low"], row["gap_high"]) == pytest.approx(tuple(lacking))
    stands = table.loc["prison", "rennes-femmes", "lead_time", "2024"]
    assert (stands["need"], stands["high"]) == (0, 0)


def test_people_are_those_of_the_last_month(gathered: Ensemble, table: pd.DataFrame) -> None:
    """Against the target of that year alone."""
    at_work = gathered.month("at_work")[:, 23].astype(np.float64)
    row = table.loc["programme", "", "people", "2025"]
    assert row["need"] == 36
    assert (row["have"], row["low"], row["high"]) == pytest.approx(told(at_work), rel=1e-5)
    assert row["gap"] == pytest.approx(max(0.0, 36 - at_work.mean()), rel=1e-5), "what the mean misses, as answers say"
    assert (row["gap_low"], row["gap_high"]) == pytest.approx(told(np.maximum(0, 36 - at_work))[1:], rel=1e-5)
    assert ("programme", "", "people", "2024") not in table.index


def test_what_the_plan_decides_is_not_drawn(plan: Programme, table: pd.DataFrame) -> None:
    """Seats stand whatever comes; officers have the ends of the one figure that they are counted with."""
    rows = table.reset_index()
    assert set(rows.loc[rows["engine"] == "plan", "item"]) == set(PLANNED)
    assert rows.loc[rows["item"] == "seats", ["low", "high", "have_high", "gap_high"]].isna().all(axis=None)
    officers = table.loc["programme", "", "officers", "2025"]
    assert officers["gap_low"] / officers["gap"] == pytest.approx(officers["low"] / officers["need"])
    assert officers["low"] < officers["need"] < officers["high"]
    posts = rows[(rows["item"] == "project_staff") & (rows["need"] > 0)]
    figure = plan.defaults.programme.project_posts_per_opening.latest
    assert len(posts) > 0
    for end, level in (("low", 0.05), ("high", 0.95)):
        np.testing.assert_allclose(posts[end] / posts["need"], quantile(figure, level) / figure.value)


def test_beyond_kept_the_first_draws_tell_it(plan: Programme) -> None:
    """An ensemble that is longer than KEPT requires what its first KEPT draws do, in every place."""
    pd.testing.assert_frame_equal(
        required(ensemble(plan, KEPT + 300, SEED), SEED), required(ensemble(plan, KEPT, SEED), SEED)
    )


def test_one_draw_is_its_own_interval(plan: Programme) -> None:
    """No draw to lie between: both ends are the one that there is."""
    rows = required(ensemble(plan, 1, SEED), SEED)
    alone = rows[(rows["engine"] == "draws") & (rows["item"] != "people")]
    assert len(alone) > 0
    for end in ("low", "high"):
        np.testing.assert_allclose(alone[end], alone["need"], rtol=1e-6)


def test_what_is_alike_in_every_draw_is_its_own_interval(table: pd.DataFrame) -> None:
    """Of floor that is there, which single precision cannot write: ends that touch are the mean."""
    rows = table[table["engine"].eq("draws") & (table["have_high"] > 0)]
    rows = rows[rows["have_high"] - rows["have_low"] <= 1e-6 * rows["have_high"]]
    assert len(rows)
    assert (rows["have_low"] == rows["have"]).all()
    assert (rows["have_high"] == rows["have"]).all()
