"""Candidates, step by step."""

from __future__ import annotations

from pathlib import Path

import pytest

from model.candidates import Candidates, candidates
from model.schema.programme import Programme
from tests.examples import assembled, opening

FIGURES = (
    "prisons.muret.population.detained=400",
    "prisons.muret.population.women_share=0.25",
    "prisons.muret.population.convicted_share=0.9",
    "prisons.muret.population.staying_12_months=0.5",
    "prisons.muret.population.bac_or_more=0.1",
    "prisons.muret.population.cap_or_more=0.4",
    "prisons.muret.population.french_for_calls=0.6",
    "prisons.muret.population.health_fit=0.8",
    "prisons.muret.population.clearance=0.7",
    "prisons.muret.population.willing=0.75",
    "activities.inbound_calls.selection=0.2",
    "activities.inbound_calls.selection_if_decomposed=0.3",
    "activities.inbound_calls.minimum_stay=18",
)
MURET = [opening(prison="muret", company="webhelp")]


def pool(
    built: Programme,
    side: str | None = None,
    month: str = "2024-03",
    prison: str = "muret",
    activity: str = "inbound_calls",
) -> Candidates:
    """The pool of a prison."""
    return candidates(
        built,
        built.prisons[prison],
        built.activities[activity],
        month,
        side=side,  # type: ignore[arg-type]
        company=built.companies["webhelp"],
    )


def steps(found: Candidates) -> list[tuple[str, float]]:
    """Factors with the people who remain."""
    return [(s.factor, s.people) for s in found.steps]


def approx(expected: list[tuple[str, float]]) -> list[tuple[str, object]]:
    """People to a millionth."""
    return [(name, pytest.approx(people, abs=1e-6)) for name, people in expected]


def test_the_product_of_shares(tmp_path: Path) -> None:
    """400 x 75 % men x 90 % convicted x 0.5^(18/12) staying x 60 % French x 20 % selected."""
    found = pool(assembled(tmp_path, MURET, FIGURES))
    stay = 0.5**1.5
    assert steps(found) == approx(
        [
            ("detained", 400),
            ("side_men", 300),
            ("convicted_share", 270),
            ("staying", 270 * stay),
            ("french_for_calls", 162 * stay),
            ("selection", 32.4 * stay),
        ]
    )
    assert found.suitable == found.from_shares == pytest.approx(32.4 * stay)
    assert (found.willing, found.side, found.observed) == (0.75, "men", False)


def test_the_side_asked_for(tmp_path: Path) -> None:
    """The quarter who are women; the larger side when none is asked for."""
    built = assembled(tmp_path, MURET, FIGURES)
    assert steps(pool(built, "women"))[1] == ("side_women", pytest.approx(100))
    more = assembled(tmp_path, MURET, [*FIGURES[:1], "prisons.muret.population.women_share=0.5", *FIGURES[2:]])
    assert pool(more).side == "women"


def test_a_prison_of_one_sex_has_no_step_for_it(tmp_path: Path) -> None:
    """Rennes holds women only."""
    assert "side_women" not in dict(steps(pool(assembled(tmp_path), prison="rennes-femmes")))


def test_decomposed_counts_clearance_and_health_apart(tmp_path: Path) -> None:
    """70 % cleared x 80 % fit x 30 %: never both modes."""
    found = pool(assembled(tmp_path, MURET, [*FIGURES, "policy.candidates_mode=decomposed"]))
    french = 162 * 0.5**1.5
    assert steps(found)[-3:] == approx(
        [("clearance", french * 0.7), ("health_fit", french * 0.56), ("selection", french * 0.168)]
    )


@pytest.mark.parametrize(
    ("education", "factor", "share"),
    [
        ("{by: none}", None, 1),
        ("{by: diploma, diploma: bac}", "bac_or_more", 0.1),
        ("{by: diploma, diploma: cap}", "cap_or_more", 0.4),
    ],
)
def test_the_level_asked_for(tmp_path: Path, education: str, factor: str | None, share: float) -> None:
    """By diploma, by test, or not at all; never both."""
    found = pool(assembled(tmp_path, MURET, [*FIGURES, f"activities.inbound_calls.education={education}"]))
    names = [name for name, _ in steps(found)]
    levels = [n for n in names if n in ("bac_or_more", "cap_or_more", "french_for_calls")]
    assert levels == ([factor] if factor else [])
    assert found.suitable == pytest.approx(270 * 0.5**1.5 * share * 0.2)


def test_the_population_grows_with_the_scenario(tmp_path: Path) -> None:
    """5 % a year: after a year and a half, 400 x 1.05^1.5."""
    built = assembled(tmp_path, MURET, [*FIGURES, "policy.population_growth=0.05"])
    assert steps(pool(built, month="2025-07"))[0] == ("detained", pytest.approx(400 * 1.05**1.5))


def test_what_was_seen_replaces_the_product(tmp_path: Path) -> None:
    """Rennes 2009: 12 recruited of a willing share; beside it what the shares alone would have given."""
    built = assembled(tmp_path, start="2009-01", plan=[opening(opens="2009-03")])
    found = pool(built, prison="rennes-femmes", month="2009-03")
    assert found.observed
    assert (found.applicants, found.recruited) == (50, 12)
    assert found.suitable == pytest.approx(12 / found.willing)
    assert found.from_shares == pytest.approx(found.steps[-1].people)
    assert found.from_shares != found.suitable
    assert 5 < found.from_shares < 20, "the defaults alone: about 13 (section 2 of the model)"


def test_what_was_seen_holds_for_that_company_and_year_only(tmp_path: Path) -> None:
    """Not for another month's opening, not for another company."""
    built = assembled(tmp_path)
    assert not pool(built, prison="rennes-femmes", month="2024-03").observed
    other = built.companies["archetype-surveys"]
    prison, activity = built.prisons["rennes-femmes"], built.activities["inbound_calls"]
    assert not candidates(built, prison, activity, "2009-03", company=other).observed
    assert not candidates(built, prison, activity, "2009-03").observed


def test_the_womens_side_of_a_mixed_prison_takes_womens_defaults(tmp_path: Path) -> None:
    """What the profile does not know comes from women's prisons, and says that it stands in."""
    settings = (
        "prisons.muret.population.women_share=0.25",
        "defaults.by_type.women.population.staying_12_months.value=0.77",
        "defaults.by_type.women.population.staying_12_months.high=0.85",
    )
    found = {s.factor: s.quantity for s in pool(assembled(tmp_path, MURET, settings), "women").steps}
    assert found["staying"].value == 0.77
    assert found["staying"].origin == "type_default"
    men = {s.factor: s.quantity for s in pool(assembled(tmp_path, MURET, settings), "men").steps}
    assert men["staying"].value != 0.77
