"""One released participant and a women's site of twelve seats, worked by hand (retour.yaml)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml
from scipy.stats import triang

from model.distributions import draw
from model.loading.catalogue import Catalogue
from model.money import Array
from model.projection import project
from model.reading import Central
from model.reinsertion import dose, effect
from model.schema.evidence import Evidence
from tests.examples import assembled, opening

CASE: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("retour.yaml").read_text(encoding="utf-8"))
DRAWS = 200_000


@pytest.fixture(scope="module")
def evidence(catalogue: Catalogue) -> Evidence:
    """The priors that are shipped."""
    return catalogue.one(Evidence, "evidence", "prison_work")


def euros(law: dict[str, float], u: Array) -> Array:
    """Draws of a triangular law."""
    low, mode, high = law["bas"], law["mode"], law["haut"]
    return np.asarray(triang.ppf(u, (mode - low) / (high - low), low, high - low))


def worth(evidence: Evidence, side: str) -> tuple[Array, Array]:
    """EUR of one release of full dose whose seat replaced no other: return, then employment; a stated seed."""
    u = np.random.default_rng(20261125).random((4, DRAWS))
    group = evidence.women if side == "women" else evidence.men
    baseline = group.baseline_reconviction_12m.latest.value
    fewer = baseline * (1 - draw(group.relative_risk_12m.latest, u[0])) * euros(CASE["cout_par_recondamne"], u[1])
    return fewer, draw(group.employment_gain.latest, u[2]) * euros(CASE["valeur_d_un_emploi"], u[3])


def test_one_released_participant(evidence: Evidence) -> None:
    """Mean about 1,500 EUR, 90 % between 600 and 2,600."""
    total, told = np.add(*worth(evidence, "men")), CASE["attendu"]
    assert float(total.mean()) == pytest.approx(told["moyenne"], abs=told["tolerance"])
    for level, end in ((0.05, "bas"), (0.95, "haut")):
        assert float(np.quantile(total, level)) == pytest.approx(told[end], abs=told["tolerance_des_bornes"])


def test_women_have_well_under_half_of_the_return_part(evidence: Evidence) -> None:
    """Base 16 % and half the weight on no effect."""
    women, men = (worth(evidence, side)[0].mean() for side in ("women", "men"))
    assert women / men == pytest.approx(0.24, abs=0.01)


def test_twelve_seats_of_women(evidence: Evidence) -> None:
    """Ten releases of full dose, at best values, half of the seats replacing another job."""
    found = effect(evidence, "women", "2026-01", Central())
    expected = [CASE[f"recondamnations_evitees_{h}m"] for h in (12, 24, 36)]
    assert [CASE["sorties"] * float(a[0]) for a in found.reconvictions_avoided] == pytest.approx(expected, rel=1e-4)
    assert CASE["sorties"] * float(found.employed_gain[0]) == pytest.approx(CASE["personnes_en_emploi"], rel=1e-4)


def test_what_months_of_work_are_worth(evidence: Evidence) -> None:
    """No effect under 3 months, all of it from 12, straight between: 6 months are 3 of 9, 7.5 are 4.5 of 9."""
    told = CASE["dose_par_mois_travailles"]
    assert dose(np.array(list(told)), evidence, "2026-01") == pytest.approx(list(told.values()), abs=1e-4)


def test_a_site_of_twelve_seats_follows_the_same_arithmetic(tmp_path: Path) -> None:
    """What the projection tells is its own doses times the effect of one release."""
    found = project(assembled(tmp_path, [opening(seats=12)], months=36))
    one = effect(found.programme.evidence["prison_work"], found.workshops.list[0].pool.side,
                 found.programme.scenario.start, Central())  # fmt: skip
    doses, counted, whole = (
        float(found.outcomes[name].sum())
        for name in ("release_doses", "releases_with_experience", "releases_of_full_dose")
    )
    assert 0 < whole < doses < counted, "some worked less than the whole effect asks for, and count for a part"
    for name, each in zip(("reconvictions_avoided", "reconvictions_avoided_24m", "reconvictions_avoided_36m"),
                          one.reconvictions_avoided, strict=True):  # fmt: skip
        assert float(found.outcomes[name].sum()) == pytest.approx(doses * float(each[0]), rel=1e-9)
