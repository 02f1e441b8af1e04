"""What an explanation says of a zero, of a prior and of a weak source."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import numpy as np
import pytest

import language
from model.explanation.explanation import explain
from model.explanation.weights import Weights, weights
from model.loading.assembly import programme
from model.provenance import of_law
from model.schema.law import DatedValue
from model.schema.prior import Prior
from reports import explanation as report
from tests.examples import assembled, opening, shipped


@lru_cache(maxsize=8)
def known(name: str, *settings: str) -> Weights:
    """The weights of a shipped scenario."""
    return weights(programme(shipped(), name, settings), ("programme",))


LONG = ("evidence.prison_work.no_effect_under=500", "evidence.prison_work.full_effect_at=600")
"""Nobody works long enough for an effect."""
NONE = "evidence.prison_work.read_as=zero"


@pytest.mark.parametrize(
    ("name", "settings", "indicator", "period", "why"),
    [
        ("rennes-2009", (), "capex_state", "total", "not_invested"),
        ("rennes-2009", (), "capex_company", "2010", "not_invested"),
        ("rennes-2009", (NONE,), "reconvictions_avoided", "total", "read_as_none"),
        ("rennes-2009", (NONE,), "employed_12m_gain", "2010", "read_as_none"),
        ("rennes-2009", LONG, "employed_12m_gain", "total", "no_release"),
        ("rennes-2009", ("policy.victims_rule=none",), "victims_withheld", "total", "not_held"),
        ("rennes-2009", ("policy.victims_rule=none",), "present_value_victim", "total", "not_held"),
        ("rennes-2009", (), "voluntary_paid", "total", "not_voluntary"),
        ("rennes-2009", ("evidence.prison_work.displacement=1",), "employed_12m_gain", "total", None),
        ("rennes-2009", (), "at_work", "total", None),
        ("rennes-2009", (), "agreements_needed", "total", None),
    ],
)
def test_why_it_is_zero(name: str, settings: tuple[str, ...], indicator: str, period: str, why: str | None) -> None:
    found = explain(known(name, *settings), indicator, period=period)
    assert found.why_zero == why
    for lang in language.LANGUAGES:
        told = report.share(found, lang)
        if why is not None:
            assert found.value == 0 or np.isnan(found.value)
            assert (("no value" if lang == "en" else "pas de valeur") in told) is bool(np.isnan(found.value))
            assert language.term("why_zero", why, lang) in told
            assert language.term("why_zero", why, lang) != why
        assert not told.startswith("No input moves this figure: it is") or abs(found.value) > 0


RATIOS = ("fill_rate", "smic_share", "victims_per_worker", "savings_per_worker", "kept_per_worker", "cost_per_seat",
          "cost_per_productive_hour", "benefit_cost_ratio", "benefit_cost_ratio_zero_effect")  # fmt: skip


def test_a_ratio_without_a_value_says_why() -> None:
    """A prison whose workshop opens later: nothing is counted from the plan, as there is none yet."""
    weighed = weights(programme(shipped(), "expansion-2009"), ("programme", "prison"))
    assert {name for name in RATIOS if name in weighed.best} == set(RATIOS)
    for name in RATIOS:
        found = explain(weighed, name, "prison", "uzerche", "2010")
        assert np.isnan(found.value)
        assert found.why_zero == "not_open", name
        assert "no workshop is open" in report.share(found, "en")
        assert "aucun atelier n'est ouvert" in report.share(found, "fr").replace("’", "'")


def test_a_ratio_over_nothing_where_a_workshop_is_open(tmp_path: Path) -> None:
    """An ordinary month is none of December: the workshop is open, and there is nothing to divide by."""
    plan = [opening(opens="2024-11", existing=True)]
    weighed = weights(assembled(tmp_path, plan, start="2024-11", months=2), ("programme",))
    assert np.isfinite(explain(weighed, "victims_per_worker").value)
    weighed = weights(assembled(tmp_path, [opening(opens="2024-12")], start="2024-12", months=1), ("programme",))
    found = explain(weighed, "victims_per_worker")
    assert np.isnan(found.value)
    assert found.why_zero == "nothing_below"
    assert "divides by" in report.share(found, "en")
    assert "divise" in report.share(found, "fr")


def test_a_prior_names_its_studies() -> None:
    """The studies of a prior are its sources, in the rows and in the document."""
    weighed = known("expansion-2009")
    found = explain(weighed, "employed_12m_gain")
    priors = [one for one in found.inputs if "employment_gain" in one.name]
    assert priors
    for one, row in zip(priors, report.rows(weighed.programme, priors, "en"), strict=True):
        for figure in one.figures:
            stated = figure.stand.figure.latest  # type: ignore[union-attr]
            assert isinstance(stated, Prior)
            assert figure.studies == stated.studies
            assert {weighed.programme.studies[s].source for s in stated.studies} <= set(row.sources)
    told = report.document(weighed.programme, found, {}, lambda figure: ("", None))
    assert {s for one in priors for f in one.figures for s in report.sources(weighed.programme, f)} <= set(
        told["sources"]
    )


@pytest.mark.parametrize(
    ("lang", "told"),
    [("fr", "57,0\u202f% [80\u202f%\u202f: 45,0 à 70,0\u202f%]"), ("en", "57.0% [80%: 45.0% to 70.0%]")],
)
def test_an_input_says_how_sure_its_interval_is(lang: str, told: str) -> None:
    """The intervals of results hold 90 %; most of those of inputs hold less."""
    weighed = known("rennes-2009")
    found = explain(weighed, "victims_paid")
    shown = {row.name: row.value for row in report.rows(weighed.programme, found.inputs, lang)}
    assert shown[language.term("figure", "creditor_share", lang)] == told


@pytest.mark.parametrize(("lang", "word"), [("fr", "source fragile"), ("en", "weak source")])
def test_a_weak_source_is_said_to_be_weak(lang: str, word: str) -> None:
    weighed = known("rennes-2009")
    found = explain(weighed, "present_value")
    weak = [one for one in found.inputs if any(f.mark == "found_weak" for f in one.figures)]
    assert weak
    for row in report.rows(weighed.programme, weak, lang):
        assert word in row.known
    assert word in report.share(found, lang)
    assert (
        of_law(DatedValue.model_validate({"from": "2020-01-01", "value": 1.0, "mark": "found_weak", "source": "s"}))
        == "weak"
    )


def test_the_zero_beside_is_the_run_without_effect() -> None:
    """Of the programme, in each period."""
    with_, without = known("expansion-2009"), known("expansion-2009", NONE)
    for period in with_.where.periods:
        found = explain(with_, "state_net_cost", period=period)
        assert found.if_no_effect == pytest.approx(explain(without, "state_net_cost", period=period).value, abs=0.01)
    assert explain(with_, "at_work").if_no_effect is None
    assert np.isfinite(explain(with_, "benefit_cost_ratio").if_no_effect or np.nan)


@pytest.mark.parametrize("indicator", ["reconvictions_avoided", "at_work"])
def test_a_figure_without_a_date_has_that_of_its_source(indicator: str) -> None:
    """Said to be the source's; a dash only where neither has one."""
    weighed = known("rennes-2009")
    found = explain(weighed, indicator)
    of_source = 0
    for one, row in zip(found.inputs, report.rows(weighed.programme, found.inputs, "en"), strict=True):
        own = any(f.as_of for f in one.figures)
        cited = [weighed.programme.sources[s].date for s in row.sources if s in weighed.programme.sources]
        assert (row.dated == "–") is not (own or any(cited)), row
        assert row.dated.endswith("(source)") is (not own and any(cited)), row
        of_source += row.dated.endswith("(source)")
    assert of_source > 2
