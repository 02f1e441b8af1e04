"""Studies as data, the priors built from them, and what a pilot's own result weighs beside them."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from model.distributions import draw, quantile
from model.loading.assembly import programme
from model.loading.catalogue import Catalogue
from model.loading.strict import read
from model.loading.validation import validate
from model.pert import Pert
from model.pilot import in_place_of_prior, of_site, prior_path, shrink
from model.reading import Central
from model.reinsertion import HORIZONS, dose, effect, pay_gain, persistence
from model.schema.evidence import Evidence, Study
from model.schema.fault import InputFaults
from model.schema.prior import Prior
from model.studies import points

CLAIMED = "{value: 0.09, source: televerde-2019, mark: found}"
DATED = "{from: 2020, value: 0.054, source: televerde-2019, mark: found_secondary}"
EVENLY = (np.arange(200_000) + 0.5) / 200_000


@pytest.fixture(scope="module")
def evidence(catalogue: Catalogue) -> Evidence:
    """The priors of prison work."""
    return catalogue.one(Evidence, "evidence", "prison_work")


@pytest.fixture(scope="module")
def studies(catalogue: Catalogue) -> dict[str, Study]:
    """All studies."""
    return catalogue.all(Study, "studies")


def prior(found: object) -> Prior:
    """A figure's law."""
    assert isinstance(found, Prior)
    return found


@pytest.mark.parametrize(
    ("side", "name", "mean", "low", "high", "digits"),
    [
        ("men", "relative_risk_12m", 0.93, 0.86, 0.99, 2),
        ("men", "employment_gain", 0.053, 0.018, 0.092, 3),
        ("women", "employment_gain", 0.053, 0.018, 0.092, 3),
        ("women", "relative_risk_12m", 0.965, 0.87, 1.00, 3),
    ],
)
def test_priors_say_what_the_evidence_says(
    evidence: Evidence, side: str, name: str, mean: float, low: float, high: float, digits: int
) -> None:
    """Means and 90 % ranges, as shown and as drawn."""
    found = prior(getattr(getattr(evidence, side), name).latest)
    drawn = draw(found, EVENLY)
    assert round(found.value, digits) == mean
    assert float(drawn.mean()) == pytest.approx(found.value, abs=1e-5)
    for shown, level, expected in ((found.low, 0.05, low), (found.high, 0.95, high)):
        assert shown is not None
        assert shown == pytest.approx(expected, abs=0.5 * 10.0 ** -min(digits, 2 if expected > 0.5 else 3))
        assert quantile(found, level) == pytest.approx(shown, abs=1e-9)
        assert float(np.quantile(drawn, level)) == pytest.approx(shown, abs=1e-4)


def test_half_of_the_weight_is_exactly_no_effect_for_women(evidence: Evidence) -> None:
    """An atom, not a bump: half the draws are 1, none of the men's are."""
    women, men = (draw(prior(s.relative_risk_12m.latest), EVENLY) for s in (evidence.women, evidence.men))
    assert float((women == 1.0).mean()) == pytest.approx(0.5, abs=1e-4)
    assert float((men == 1.0).mean()) == 0.0
    assert (np.diff(women) >= 0).all()
    smooth = prior(evidence.men.relative_risk_12m.latest).law
    np.testing.assert_allclose(women[:80_000], smooth.quantile(2 * EVENLY[:80_000]), atol=1e-12)


def test_pert_in_closed_form() -> None:
    """PERT(0, 1, 2) is symmetric; PERT(0, 0, 1) has the quantiles of beta(1, 5); one point is one point."""
    assert Pert(0, 1, 2).quantile(np.array([0.5])) == pytest.approx(1.0)
    np.testing.assert_allclose(Pert(0, 0, 1).quantile(EVENLY), 1 - (1 - EVENLY) ** (1 / 5), atol=1e-9)
    assert Pert(3, 3, 3).quantile(np.array([0.1, 0.9])).tolist() == [3, 3]
    assert Pert(0, 1, 2, 1.0, 7.0).quantile(np.array([0.1, 0.9])).tolist() == [7, 7]


def test_every_prior_names_studies_that_may_be_used(evidence: Evidence, studies: dict[str, Study]) -> None:
    """And every study that may be used is used."""
    named = {
        study
        for side in (evidence.men, evidence.women)
        for figure in (side.relative_risk_12m, side.employment_gain, side.earnings_gain)
        for study in prior(figure.latest).studies
    }
    assert named == {i for i, s in studies.items() if s.use == "prior"}


def test_all_results_are_there(studies: dict[str, Study]) -> None:
    """The 40 results gathered; the one claim is a claim; intervals say where they come from."""
    assert sum(len(s.effects) for s in studies.values()) == 40
    assert [i for i, s in studies.items() if s.use == "claim"] == ["us_televerde_2019"]
    for study in studies.values():
        assert study.population.fr != study.population.en, study.id
        for found in study.effects:
            assert (found.low is not None) == (found.interval_from in ("published", "computed")), study.id


@pytest.mark.parametrize(
    ("setting", "code"),
    [
        ("evidence.prison_work.women.employment_gain.studies=[us_televerde_2019]", "study_not_for_priors"),
        ("evidence.prison_work.men.relative_risk_12m.studies=[fr_sdse_2012]", "unknown_id"),
        ("evidence.prison_work.men.relative_risk_12m.pert.low=0.99", "interval_disordered"),
        ("evidence.prison_work.men.relative_risk_12m.pert.high=7", "too_high"),
        ("evidence.prison_work.men.relative_risk_12m.value=0.9", "unknown_key"),
        ("evidence.prison_work.read_as=nowhere", "not_in_list"),
        ("studies.us_televerde_2019.use=prior", "unknown_path"),
        (f"evidence.prison_work.women.relative_risk_12m={CLAIMED}", "claim_as_figure"),
        (f"evidence.prison_work.men.baseline_reconviction_12m=[{DATED}]", "claim_as_figure"),
        ("evidence.prison_work.displacement.source=televerde-2019", "claim_as_figure"),
        ("evidence.prison_work.displacement.source=' Televerde-2019 '", "claim_as_figure"),
        ("evidence.prison_work.no_effect_under=15", "dose_disordered"),
        ("evidence.prison_work.full_effect_at=2", "dose_disordered"),
        ("evidence.prison_work.constant_until=70", "fading_disordered"),
        ("evidence.prison_work.gone_at={value: 12, mark: assumed}", "fading_disordered"),
    ],
)
def test_what_loading_refuses(catalogue: Catalogue, setting: str, code: str) -> None:
    """A claim in a prior, a study that is not described, a law that is none, a study made to say something else."""
    with pytest.raises(InputFaults) as refused:
        programme(catalogue, "rennes-2009", [setting])
    (fault,) = refused.value.faults
    assert fault.code == code
    assert (fault.file, fault.path.startswith(setting.partition("=")[0].rpartition(".")[0])) == ("--set", True)


def test_bounds_may_meet(catalogue: Catalogue) -> None:
    """All of the effect from one month on, gone at once: the two bounds of each pair may be the same."""
    bounds = ("no_effect_under=12", "constant_until=60")
    built = programme(catalogue, "rennes-2009", [f"evidence.prison_work.{one}" for one in bounds])
    evidence = built.evidence["prison_work"]
    assert dose(np.array([0.0, 11.0, 12.0, 30.0]), evidence, "2026-01").tolist() == [0, 0, 1, 1]
    assert [persistence(evidence, m, "2026-01") for m in (59, 60)] == [1, 0]


def test_an_interval_without_origin_is_refused(tmp_path: Path, catalogue: Catalogue) -> None:
    """An interval that nobody is said to have computed."""
    text = (catalogue.home / "config/evidence/studies/uk_city_guilds_2017.yaml").read_text(encoding="utf-8")
    file = tmp_path / "uk_city_guilds_2017.yaml"
    file.write_text(text.replace("interval_from: computed", "interval_from: not_found"), encoding="utf-8")
    with pytest.raises(InputFaults) as refused:
        validate(Study, read(file, file.name))
    assert [f.code for f in refused.value.faults] == ["interval_origin"]


def test_readings_of_the_priors(catalogue: Catalogue) -> None:
    """No effect is none; the two ends stand around the central reading; a further doubt scales all of it."""

    def read_(setting: str) -> tuple[float, float]:
        built = programme(catalogue, "rennes-2009", [f"evidence.prison_work.{setting}"])
        found = effect(built.evidence["prison_work"], "men", "2026-01", Central())
        return float(found.reconvictions_avoided[0][0]), float(found.employed_gain[0])

    central, zero = read_("read_as=central"), read_("read_as=zero")
    good, bad = read_("read_as=optimistic"), read_("read_as=pessimistic")
    assert zero == (0, 0)
    assert 0 < bad[0] < central[0] < good[0]
    assert 0 < bad[1] < central[1] < good[1]
    assert read_("further_discount=0.3") == pytest.approx([0.7 * x for x in central])


@pytest.mark.parametrize("side", ["men", "women"])
def test_added_pay_is_read_as_the_evidence_is(catalogue: Catalogue, side: str) -> None:
    """2.2 % [0.7; 3.8] at the prior, nothing without effect, one end without interval; a low end of nothing is one."""

    def told(*settings: str) -> tuple[float, float, float]:
        built = programme(catalogue, "rennes-2009", [f"evidence.prison_work.{one}" for one in settings])
        return pay_gain(built.evidence["prison_work"], side, "2026-01")

    assert told() == pytest.approx((0.0217, 0.0068, 0.0377), abs=2e-4)
    assert told("read_as=zero") == (0, 0, 0)
    good, bad = told("read_as=optimistic"), told("read_as=pessimistic")
    assert (good[0], bad[0]) == pytest.approx((told()[2], told()[1]))
    assert len({*good}) == len({*bad}) == 1
    assert told("further_discount=0.5") == pytest.approx([0.5 * x for x in told()])
    other = told(f"{side}.earnings_gain.pert.high=0.02")
    assert other[2] <= 0.02
    assert told(f"{side}.earnings_gain={{value: 0.01, low: 0, high: 0.03, interval: 0.9, mark: assumed}}")[1] < 0.001


def test_pay_rests_on_a_result_that_exists_and_is_marked_assumed(evidence: Evidence, studies: dict[str, Study]) -> None:
    """The prior names a study that has a result on earnings; its programme has no name, so the mark is assumed."""
    for side in (evidence.men, evidence.women):
        found = prior(side.earnings_gain.latest)
        assert found.mark == "assumed"
        assert all(any(e.about == "earnings" for e in studies[s].effects) for s in found.studies)
    (pay,) = [e for e in studies["us_wsipp_1044"].effects if e.about == "earnings"]
    assert (pay.low, pay.high) == pytest.approx((0.026 - 1.96 * 0.012, 0.026 + 1.96 * 0.012), abs=5e-4)


def test_employment_on_one_scale(studies: dict[str, Study]) -> None:
    """At 35 % at work, d = 0.079 is 3.0 points (-3.3 to 9.8): odds 0.5385 x e^(1.65 d) = 0.6134, so 38.0 %. One with
    shares of its own keeps them; days have no place."""
    (job,) = [e for e in studies["us_wsipp_11"].effects if e.about == "employment"]
    assert points(job, 0.35) == pytest.approx((3.0, -3.3, 9.8), abs=0.05)
    (grants,) = [e for e in studies["uk_pet_2021"].effects if e.about == "employment"]
    assert points(grants, 0.35) == points(grants, 0.99)
    about = [e for s in studies.values() for e in s.effects if e.about == "employment"]
    assert {e.metric for e in about if points(e, 0.35) is None} == {"rate", "risk_ratio", "days"}


def test_level_and_effect_scale_together(evidence: Evidence) -> None:
    """A women's site starts at half the men's level, with half the fall in risk: a quarter of the reconvictions."""
    men, women = (effect(evidence, side, "2026-01", Central()).reconvictions_avoided[0][0] for side in ("men", "women"))
    assert women / men == pytest.approx(0.16 / 0.33 * 0.035 / 0.07, rel=1e-6)


def test_the_effect_fades(evidence: Evidence) -> None:
    """Whole until 24 months, two thirds at 36, gone at 60; the horizons follow the baselines."""
    assert [persistence(evidence, m, "2026-01") for m in (0, 12, 24, 36, 60, 90)] == pytest.approx(
        [1, 1, 1, 2 / 3, 0, 0]
    )
    found = effect(evidence, "men", "2026-01", Central())
    ratios = [a[0] / found.reconvictions_avoided[0][0] for a in found.reconvictions_avoided]
    assert ratios == pytest.approx([1, 0.46 / 0.33, 0.54 / 0.33 * 2 / 3])
    assert HORIZONS == (12, 24, 36)


def test_a_pilot_of_twelve_seats_weighs_little_whatever_it_found(evidence: Evidence) -> None:
    """12 people against 33 %. By hand: expected rate 0.33 x 0.929 = 0.3066, variance of the log 0.6934 / (12 x 0.3066),
    0.1885, prior variance of log RR 0.00196: weight 1.03 %, for 0, 2 or 12 reconvicted alike."""
    law = prior(evidence.men.relative_risk_12m.latest)
    logs = np.log(draw(law, EVENLY))
    assert logs.var() == pytest.approx(0.00196, abs=1e-5)
    found = [of_site(evidence, "men", "2026-01", 12, k) for k in (0, 2, 12)]
    expected = 0.33 * np.exp(logs.mean())
    by_hand = logs.var() / (logs.var() + (1 - expected) / (12 * expected))
    assert by_hand == pytest.approx(0.0103, abs=1e-4)
    assert [one.weight for one in found] == pytest.approx([by_hand] * 3, rel=1e-3)
    assert found[1].measured == pytest.approx(0.505, abs=0.001)
    assert [one.relative_risk for one in found] == pytest.approx([0.919, 0.926, 0.935], abs=0.0006)
    assert found[0].before == pytest.approx(0.929, abs=0.0006)
    for one in found:
        assert one.low < one.relative_risk < one.high < 1.01


def test_a_pilot_of_nobody_new_leaves_the_prior(evidence: Evidence) -> None:
    """A pilot that finds what was expected changes its middle not at all, and its ends hardly; no effect stays the
    upper end for women."""
    for side in (evidence.men, evidence.women):
        law = prior(side.relative_risk_12m.latest)
        middle = float(np.exp(np.log(draw(law, EVENLY)).mean()))
        found = shrink(0.33 * middle, 1000, 0.33, None, law)
        assert found.relative_risk == pytest.approx(middle, rel=1e-4)
        assert found.before == pytest.approx(middle, rel=1e-4)
        assert law.low is not None
        assert law.high is not None
        assert law.low < found.low < found.high < law.high
    assert in_place_of_prior(found, "")["interval"] == 0.9


def test_what_a_pilot_says_stands_in_for_the_prior(catalogue: Catalogue, evidence: Evidence) -> None:
    """As an override of the scenario: read back, with its interval and mark; the other side keeps its prior."""
    found = of_site(evidence, "women", "2009-01", 12, 2)
    figure = in_place_of_prior(found, "2 of 12")
    setting = f"{prior_path('prison_work', 'women')}={json.dumps(figure)}"
    built = programme(catalogue, "rennes-2009", [setting]).evidence["prison_work"]
    read_ = built.women.relative_risk_12m.latest
    assert (read_.value, read_.low, read_.high, read_.mark) == (
        figure["value"], figure["low"], figure["high"], "inferred",
    )  # fmt: skip
    assert built.men == evidence.men
    with pytest.raises(ValueError, match="nobody"):
        shrink(0.1, 10, 0.0, None, prior(evidence.men.relative_risk_12m.latest))


def test_the_lesson_of_clink(evidence: Evidence, studies: dict[str, Study]) -> None:
    """-12, -7, then -1 points: shrunk, the first result would have said -2.5 points, and never the twelve."""
    law = prior(evidence.men.relative_risk_12m.latest)
    first, _, last = studies["uk_clink"].effects
    assert [e.value for e in studies["uk_clink"].effects] == [-12, -7, -1]
    assert first.treated is not None
    assert first.comparison is not None
    assert first.n is not None
    told = shrink(first.treated, first.n, first.comparison, first.n, law)
    assert told.weight == pytest.approx(0.033, abs=0.001)
    expected = 100 * first.comparison * (told.relative_risk - 1)
    assert expected == pytest.approx(-2.5, abs=0.05)
    assert last.low is not None
    assert last.high is not None
    assert last.low < expected < last.high


def test_a_large_pilot_speaks_for_itself(evidence: Evidence) -> None:
    """With a million people the prior no longer counts; a design discount pulls what was measured toward no effect."""
    law = prior(evidence.men.relative_risk_12m.latest)
    assert shrink(0.15, 10**6, 0.30, 10**6, law).relative_risk == pytest.approx(0.5, abs=0.01)
    assert shrink(0.15, 10**6, 0.30, 10**6, law, 0.5).relative_risk == pytest.approx(0.5**0.5, abs=0.01)
    with pytest.raises(ValueError, match="nobody"):
        shrink(0.1, 0, 0.3, None, law)
