"""How debts clear, and two rules for the same people."""

from __future__ import annotations

import numpy as np
import pytest

from model.comparison import compare
from model.loading.assembly import programme
from model.loading.catalogue import Catalogue
from model.projection import project
from model.reading import Central
from model.reinsertion import effect
from model.schema.evidence import Study
from model.studies import relative_risk
from model.victims import MOST_MONTHS, DebtProfile, at_release, clearing, limited_debt, longest
from reports.debts import Inputs, debts
from reports.look import look
from reports.reinsertion import forest, laws, studies
from reports.tables import indicators
from reports.victims import two_rules, two_rules_drawn


def profile(sigma: float) -> DebtProfile:
    """Debts around 1,200 EUR, all with a creditor."""
    return DebtProfile(*(np.array([[v]]) for v in (1.0, 1200.0, sigma, 1000.0)))


def test_a_known_debt_clears_when_it_is_paid() -> None:
    """1,200 EUR at 150 a month: paid after eight months, half after four, never more."""
    told = clearing(150.0, profile(1e-6), 12)
    assert told.still_paying[7] == pytest.approx(1, abs=1e-9)
    assert told.still_paying[9] == pytest.approx(0, abs=1e-9)
    assert told.covered[[0, 4, 8, 12]] == pytest.approx([0, 0.5, 1, 1], abs=1e-5)
    assert told.held_without[[0, 6, 7]] == pytest.approx([0, 900, 1000])


def test_voluntary_payments_clear_sooner() -> None:
    """150 more a month halve the time; someone without creditor pays none."""
    told = clearing(150.0, profile(1e-6), 12, voluntary=150.0)
    assert told.covered[[2, 4]] == pytest.approx([0.5, 1], abs=1e-5)
    assert told.held_without[[6, 7]] == pytest.approx([900, 1000])


def test_debts_that_vary_clear_slower_at_the_end() -> None:
    """Shares fall or rise without a turn, and stay shares."""
    told = clearing(150.0, profile(1.4), 240)
    assert (np.diff(told.still_paying) <= 0).all()
    assert (np.diff(told.covered) >= 0).all()
    assert 0 < told.covered[-1] <= 1
    assert (told.paid <= 150 * np.arange(241) + 1e-9).all()


def test_figures_at_release() -> None:
    """The mean length of a geometric stay is 1 / h; who leaves at once leaves after one month."""
    assert at_release(np.arange(5000.0), 0.05) == pytest.approx(20)
    assert at_release(np.array([0.0, 3.0, 9.0]), 1.0) == 3


def test_the_sum_runs_to_the_end_of_the_longest_work() -> None:
    """Whoever leaves seldom works longer than any span that is shown: what is paid by then is not cut off."""
    leaving, slow = 0.02, profile(1.4)
    uncertain = Inputs(np.array([1200.0, 1200.0]), np.array([leaving, leaving]))
    told = debts(20.0, slow, leaving, uncertain, 60, 0.0)
    n = np.arange(1, 20_001)
    chance = leaving * (1 - leaving) ** (n - 1)
    offered = 20.0 * n[None, :]
    paid = float(chance @ limited_debt(offered, slow)[0])
    whole = 1200 * np.exp(1.4**2 / 2)
    assert told.paid.value == pytest.approx(paid, rel=1e-7)
    assert told.covered.value == pytest.approx(paid / whole, rel=1e-7)
    assert (told.paid.low, told.paid.high) == pytest.approx((paid, paid), rel=1e-7)
    assert told.held.value == pytest.approx(float(chance @ np.minimum(20.0 * n, 1000)), rel=1e-7)
    assert at_release(clearing(20.0, slow, 60).paid, leaving) < 0.95 * paid  # what 60 months would have told
    assert list(told.by_month["month"]) == list(range(61))


@pytest.mark.parametrize("leaving", [0.0, 1e-9, 0.004, 0.05, 0.5, 1.0])
def test_nobody_works_longer_than_the_longest(leaving: float) -> None:
    """Fewer than one in 10^9 is left, or the work has lasted a thousand years."""
    assert (1 - leaving) ** longest(leaving) <= 1e-9 * (1 + 1e-6) or longest(leaving) == MOST_MONTHS


def test_two_rules_for_the_same_people(catalogue: Catalogue) -> None:
    """The flat rate takes R of net, to the cent of each month; who is at work does not depend on the rule."""
    law, flat = (
        project(programme(catalogue, "rennes-2009", [f"policy.victims_rule={rule}"]))
        for rule in ("statutory", "flat:0.25")
    )
    table = two_rules(law, flat).set_index("period")
    total, years = table.loc["total"], table.drop(index="total")
    assert total["victims_withheld_flat"] == pytest.approx(0.25 * flat.outcomes["net"].sum(), rel=1e-4)
    assert (table["victims_paid_law"] <= table["victims_withheld_law"]).all()
    assert (table["release_savings_flat"] == 0).all()
    assert total["people_paying"] == pytest.approx(law.outcomes["people_paying"].sum(axis=0).mean())
    assert total["victims_paid_difference"] == pytest.approx(total["victims_paid_flat"] - total["victims_paid_law"])
    assert total["victims_paid_law"] == pytest.approx(years["victims_paid_law"].sum())
    for rule, found in (("law", law), ("flat", flat)):
        legs = sum(total[f"{leg}_{rule}"] for leg in ("victims_withheld", "release_savings", "available_pay"))
        assert legs == pytest.approx(found.outcomes["net"].sum(), abs=0.01)
    other = project(programme(catalogue, "rennes-2009@defaults-alone"))
    with pytest.raises(ValueError, match="same people"):
        two_rules(law, other)


def test_two_rules_in_the_same_draws(catalogue: Catalogue) -> None:
    """Columns as those of the expected engine, each with its ends."""
    both = [
        programme(catalogue, "rennes-2009", [f"policy.victims_rule={rule}"]).model_copy(update={"variant": rule})
        for rule in ("statutory", "flat:0.25")
    ]
    expected = two_rules(*map(project, both))
    table = two_rules_drawn(compare(both, 128, 1, scopes=("programme",)))
    assert list(table["period"]) == list(expected["period"])
    assert [c for c in table if not c.endswith(("_low", "_high"))] == list(expected)
    law, flat, difference = (table[f"victims_withheld_{of}"] for of in ("law", "flat", "difference"))
    assert difference.to_numpy() == pytest.approx((flat - law).to_numpy())
    low, high = (table[f"victims_withheld_difference_{end}"] for end in ("low", "high"))
    assert ((low < difference) & (difference < high)).all()


def test_zero_stands_beside_every_effect(catalogue: Catalogue) -> None:
    """In indicators.csv, with its ends as the last columns; without effect the figures are what it says."""
    zero = project(programme(catalogue, "rennes-2009", ["evidence.prison_work.read_as=zero"]))
    table = indicators(zero)
    assert list(table.columns[-3:]) == ["if_no_effect", "if_no_effect_low", "if_no_effect_high"]
    told = table[table["if_no_effect"].notna()]
    assert set(told["indicator"]) >= {"reconvictions_avoided", "reconvictions_avoided_36m", "employed_12m_gain"}
    assert (told["value"] == told["if_no_effect"]).all()


def test_studies_on_one_scale(catalogue: Catalogue) -> None:
    """1.8 points of 31 % is 0.942; d = -0.057 at a base of 31 % is 0.936; a rate alone has no place."""
    known = catalogue.all(Study, "studies")
    assert relative_risk(known["fr_sdse_2021"].effects[0], 0.33) == pytest.approx((0.942, None, None), abs=5e-4)
    found = relative_risk(known["us_wsipp_11"].effects[0], 0.31)
    assert found is not None
    assert found[0] == pytest.approx(0.936, abs=1e-3)
    assert relative_risk(known["us_televerde_2019"].effects[0], 0.33) is None


@pytest.mark.parametrize("about", ["return", "employment"])
def test_the_claim_is_shown_and_not_placed(catalogue: Catalogue, about: str) -> None:
    """Every result about return or employment has its own row; a claim is marked as one."""
    built = programme(catalogue, "rennes-2009")
    table, priors = studies(built, about, "en"), laws(built, about, "en")
    drawing = forest(table, priors, about, "en", dark=False)
    assert len(drawing["layout"]["yaxis"]["tickvals"]) == len(table) + len(priors)
    assert len(drawing["layout"]["annotations"]) == table["value"].isna().sum()
    assert all(note["bgcolor"] == look(False).paper for note in drawing["layout"]["annotations"]), (
        "the line is under them"
    )
    for trace in drawing["data"]:
        ends = [i + j for i, j in zip(*(trace["error_x"][end] for end in ("array", "arrayminus")), strict=True)] if (
            "error_x" in trace) else [1.0]  # fmt: skip
        assert min(ends) > 0, "a study without an interval has no bar, not one of no length"
    legend = [trace["name"] for trace in drawing["data"] if trace["showlegend"]]
    assert len(legend) == len(set(legend)) == len({trace["legendgroup"] for trace in drawing["data"]})
    assert (table.loc[table["use"] == "claim", "study"].tolist() == ["ASU Seidman (Televerde)"]) is (about == "return")


def test_one_result_at_several_times_says_which(catalogue: Catalogue) -> None:
    table = studies(programme(catalogue, "rennes-2009"), "return", "fr")
    told = table.loc[table["study"] == "Infos rapides justice", "outcome"]
    assert sorted(told) == [f"nouvelle condamnation, {months}\u00a0mois" for months in (12, 24, 36)]


@pytest.mark.parametrize(("about", "none"), [("return", 1.0), ("employment", 0.0)])
def test_what_is_drawn_as_in_force_is(catalogue: Catalogue, about: str, none: float) -> None:
    """Read as no effect, the diamonds stand on it without a bar; discounted by half, half as far from it; at one end of
    the law, on a point: the effect that is counted, but for displacement."""
    path = "evidence.prison_work"

    def drawn(*settings: str) -> list[tuple[str, float, float, float]]:
        return laws(programme(catalogue, "rennes-2009", settings), about, "en")

    whole = drawn()
    for _, *told in drawn(f"{path}.read_as=zero"):
        assert told == [none] * 3
    for (_, *all_), (_, *half) in zip(whole, drawn(f"{path}.further_discount=0.5"), strict=True):
        assert [p - none for p in half] == pytest.approx([(p - none) / 2 for p in all_])
    better = -1 if about == "return" else 1
    for (_, mean, *_ends), (_, *point) in zip(whole, drawn(f"{path}.read_as=optimistic"), strict=True):
        assert len(set(point)) == 1
        assert better * (point[0] - mean) > 0
    built = programme(catalogue, "rennes-2009", (f"{path}.read_as=optimistic", f"{path}.displacement=0"))
    evidence = built.evidence["prison_work"]
    counted = effect(evidence, "men", built.scenario.start, Central())
    level = evidence.men.baseline_reconviction_12m.at(built.scenario.start).value
    first = drawn(f"{path}.read_as=optimistic")[0][1]
    gain = level * (1 - first) if about == "return" else first / 100
    of = counted.reconvictions_avoided[0] if about == "return" else counted.employed_gain
    assert float(of[0]) == pytest.approx(gain)
