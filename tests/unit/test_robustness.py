"""Robustness: shares of draws, counted by hand beside."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from model.robustness import FULL_ENOUGH, robustness
from model.uncertainty.ensemble import Ensemble, ensemble
from reports import promises
from tests.examples import assembled


@pytest.fixture(scope="module")
def futures(tmp_path_factory: pytest.TempPathFactory) -> Ensemble:
    folder: Path = tmp_path_factory.mktemp("plan")
    chosen = assembled(
        folder,
        months=36,
        limits={"state_capex": {2024: 20000, 2025: 1}},
        targets={
            "seats": {"at_least": 9, "by": 2025},
            "others": [
                {"indicator": "hours", "at_least": 1},
                {"indicator": "fill_rate", "scope": "workshop", "id": "rennes-femmes:webhelp", "period": "2025",
                 "at_most": 0.9},
                {"indicator": "hours", "scope": "prison", "id": "muret", "at_least": 1},
                {"indicator": "employed_12m_gain", "at_least": 0.01},
                {"indicator": "present_value", "at_least": 100000},
            ],
        },
    )  # fmt: skip
    return ensemble(chosen, 200, 4)


def test_budget_by_year_and_together(futures: Ensemble) -> None:
    table = robustness(futures)
    budget = table[table["test"] == "budget"].set_index("period")
    spent = futures.programme("capex_state")
    first, second = spent[:, 0] <= 20000, spent[:, 1] <= 1
    assert budget.loc["2024", "chance"] == pytest.approx(first.mean())
    assert budget.loc["2025", "chance"] == pytest.approx(second.mean())
    assert budget.loc["all", "chance"] == pytest.approx((first & second).mean())
    assert (budget["draws"] == 200).all()


def test_targets(futures: Ensemble) -> None:
    table = robustness(futures)
    targets = table[table["test"] == "target"]
    people = targets[targets["indicator"] == "at_work"].iloc[0]
    months = futures.known.programme.months
    assert people["period"] == "2025-12", "by the end of the year"
    assert people["chance"] == pytest.approx((futures.month("at_work")[:, months.index("2025-12")] >= 9).mean())
    assert 0 < people["chance"] < 1
    assert targets.loc[targets["indicator"] == "hours", "chance"].tolist() == [1.0]
    fill = targets[targets["indicator"] == "fill_rate"].iloc[0]
    row = futures.known.where.members.index(("workshop", "rennes-femmes:webhelp"))
    drawn = futures.of("fill_rate")[:, row, 1]
    assert (fill["side"], fill["chance"]) == ("at_most", pytest.approx((drawn[np.isfinite(drawn)] <= 0.9).mean()))
    known = targets.set_index("indicator")
    assert known.loc["employed_12m_gain", "chance"] > known.loc["employed_12m_gain", "chance_if_no_effect"] == 0
    zero = futures.programme("present_value_zero_effect")[:, -1]
    assert known.loc["present_value", "chance_if_no_effect"] == pytest.approx((zero >= 100000).mean())
    assert known.loc[["at_work", "hours", "fill_rate"], "chance_if_no_effect"].isna().all()
    assert len(targets) == 5, "a place that the plan does not have is left out"


def test_a_workshop_whose_company_has_left_is_not_full(futures: Ensemble) -> None:
    """Shares are of all draws; ``all`` asks for every year since the opening."""
    table = robustness(futures)
    fill = table[table["test"] == "fill"].set_index("period")
    assert fill.index.tolist() == ["2024", "2025", "2026", "all"]
    assert (fill["level"] == FULL_ENOUGH).all()
    assert (fill["draws"] == 200).all()
    row = futures.known.where.members.index(("workshop", "rennes-femmes:webhelp"))
    drawn = futures.of("fill_rate")[:, row, :3]
    assert np.isnan(drawn).any(), "some companies have left"
    full = np.nan_to_num(drawn, nan=0.0) >= FULL_ENOUGH
    assert fill["chance"].tolist() == pytest.approx([*full.mean(axis=0), full.all(axis=1).mean()])
    still = robustness(futures, 0.0).query("test == 'fill' and period == '2026'")["chance"]
    assert still.item() == pytest.approx(np.isfinite(drawn[:, 2]).mean())


@pytest.mark.parametrize(("lang", "head", "period", "never"), [
    ("fr", "Engagement", "toutes les années ensemble", ("all", "fill_rate", "at_least", "workshop")),
    ("en", "Promise", "all years together", ("all", "fill_rate", "at_least", "workshop")),
])  # fmt: skip
def test_every_promise_is_in_words(
    futures: Ensemble, lang: str, head: str, period: str, never: tuple[str, ...]
) -> None:
    kept = robustness(futures)
    table = promises.every(futures.known.programme, kept, lang)
    assert len(table) == len(kept)
    assert table.columns[0] == head
    told = {str(cell) for row in table.itertuples(index=False) for cell in row}
    assert period in told
    assert any("Webhelp" in cell for cell in told), "a workshop by its name"
    assert told.isdisjoint(never)
