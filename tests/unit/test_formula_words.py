"""The formula of an effect, as told, gives the figure: each factor in words stands for a number."""

from __future__ import annotations

import math

import pytest

from language.catalogue import typeset
from model.loading.assembly import programme
from model.projection import Projection, project
from model.reinsertion import persistence
from model.schema.evidence import Evidence
from reports.tables import indicators
from tests.examples import shipped

SETTINGS = (
    "evidence.prison_work.further_discount=0.3",
    "evidence.prison_work.displacement={value: 0.25, mark: assumed}",
    "evidence.prison_work.constant_until=6",
    "evidence.prison_work.gone_at=30",
)
"""Every factor at something else than 0 and 1."""
READ_BESIDE = {"fr": ". À lire à côté de zéro.", "en": ". To be read beside zero."}


@pytest.fixture(scope="module")
def found() -> Projection:
    """One workshop of a women's prison."""
    return project(programme(shipped(), "rennes-2009", SETTINGS))


def factors(found: Projection) -> dict[str, list[tuple[dict[str, str], float]]]:
    """By indicator, its factors in words and their values."""
    evidence: Evidence = found.programme.evidence["prison_work"]
    start, group = found.programme.scenario.start, evidence.women
    releases = ({"fr": "Libérations × dose de travail", "en": "Releases × dose of work"},
                float(found.outcomes["release_doses"].sum()))  # fmt: skip
    doubt = ({"fr": "(1 − décote supplémentaire)", "en": "(1 − further discount)"},
             1 - evidence.further_discount.at(start).value)  # fmt: skip
    replaced = ({"fr": "(1 − part des postes qui en remplacent un autre)",
                 "en": "(1 − share of seats that replace another)"},
                1 - evidence.displacement.at(start).value)  # fmt: skip
    return {
        "reconvictions_avoided": [
            releases,
            ({"fr": "taux de recondamnation sans programme", "en": "reconviction rate without the programme"},
             group.baseline_reconviction_12m.at(start).value),
            ({"fr": "(1 − risque relatif)", "en": "(1 − relative risk)"}, 1 - group.relative_risk_12m.at(start).value),
            ({"fr": "part de l'effet qui dure encore à cette date",
              "en": "share of the effect that still lasts by then"},
             persistence(evidence, 12, start)),
            doubt,
            replaced,
        ],
        "employed_12m_gain": [
            releases,
            ({"fr": "points d'emploi gagnés", "en": "points of employment gained"},
             group.employment_gain.at(start).value),
            doubt,
            replaced,
        ],
    }  # fmt: skip


@pytest.mark.parametrize("indicator", ["reconvictions_avoided", "employed_12m_gain"])
def test_the_formula_as_told_gives_the_figure(found: Projection, indicator: str) -> None:
    """In both languages, factor by factor."""
    told = factors(found)[indicator]
    values = [value for _, value in told]
    assert len({0.0, 1.0} & set(values)) == 0
    rows = indicators(found).set_index(["indicator", "scope", "period"])["value"]
    assert rows[indicator, "programme", "total"] == pytest.approx(math.prod(values), rel=1e-9)
    formula = found.programme.indicators[indicator].formula.model_dump()
    for lang in ("fr", "en"):
        assert typeset(formula[lang], lang) == typeset(
            " × ".join(words[lang] for words, _ in told) + READ_BESIDE[lang], lang
        )
