"""Every case of the YAML files of this folder, as a test that carries its name."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

import pytest
import yaml

from model.law import Law
from model.money import to_cent
from model.pay import gross_of, monthly_hours, paid_hours, pay_slip, split
from model.schema.fault import Fault, InputFaults
from tests.examples import assembled, opening

FOLDER = Path(__file__).parent
KEYS = {"nom", "calcul", "mois", "donnees", "attendu", "tolerance", "source"}
GIVEN = {
    "plancher": {"regime"},
    "partage": {"net", "regle", "creancier", "deja_retenu", "bornes_de_decembre"},
    "bulletin": {
        "heures_par_semaine",
        "heures_par_mois",
        "brut_horaire",
        "net_mensuel",
        "regime",
        "regle",
        "creancier",
        "deja_retenu",
        "plancher_choisi",
    },
    "plan": {"prison", "entreprise", "places", "duree_en_mois", "ferme", "heures_par_semaine", "plancher_choisi"},
}


def _cases() -> list[dict[str, Any]]:
    written = [yaml.safe_load(file.read_text(encoding="utf-8")) for file in sorted(FOLDER.glob("*.yaml"))]
    return [case for cases in written if isinstance(cases, list) for case in cases]


CASES = _cases()


@pytest.mark.parametrize("case", CASES, ids=[case["nom"] for case in CASES])
def test_case(case: dict[str, Any], law: Law, tmp_path: Path) -> None:
    """What is expected comes out, within the tolerance."""
    assert set(case) == KEYS
    assert set(case["donnees"]) <= GIVEN[case["calcul"]], "a given that the runner does not know"
    expected = dict(case["attendu"])
    assert expected, "a case that expects nothing"
    if (refusal := expected.pop("refus", None)) is not None:
        with pytest.raises(InputFaults) as caught:
            _computed(case, law, tmp_path)
        assert {fault.code for fault in caught.value.faults} == {refusal}
        assert not expected
        return
    found = _computed(case, law, tmp_path)
    for name, value in expected.items():
        _same(name, value, found[name], case["tolerance"])


def _same(name: str, expected: Any, found: Any, tolerance: float | str) -> None:
    if isinstance(expected, dict):
        assert set(found) == set(expected), name
        for line, value in expected.items():
            _same(line, value, found[line], tolerance)
    elif isinstance(expected, str):
        assert found == expected, name
    else:
        wide = float(tolerance.rstrip(" %")) / 100 * expected if isinstance(tolerance, str) else tolerance
        assert found == pytest.approx(expected, abs=max(float(wide), 1e-9), rel=0), name


def _computed(case: dict[str, Any], law: Law, folder: Path) -> dict[str, Any]:
    given, month = case["donnees"], str(case["mois"])
    match case["calcul"]:
        case "plancher":
            floor = law.rules(month).floor(given["regime"])
            return {
                "plancher": "aucun" if floor is None else floor,
                "publie": None if floor is None else float(to_cent(floor)),
            }
        case "partage":
            bounds = {"decalees": "shifted", "absolues": "absolute"}[given.get("bornes_de_decembre", "absolues")]
            account = split(
                law.rules(month, bounds),
                given["net"],
                given.get("regle", "statutory"),
                given.get("creancier", True),
                given.get("deja_retenu", 0.0),
            )
            return {
                "victimes": float(account.victims),
                "pecule": float(account.release_savings),
                "disponible": float(account.available),
            }
        case "bulletin":
            return _slip(given, month, law)
        case "plan":
            return {"interdit": _forbidden(given, month, folder)}
    raise AssertionError(f"unknown calcul: {case['calcul']}")


def _slip(given: dict[str, Any], month: str, law: Law) -> dict[str, Any]:
    rules, regime = law.rules(month), given.get("regime", "production")
    weekly = given["heures_par_semaine"] if "heures_par_semaine" in given else given["heures_par_mois"] * 12 / 52
    offer = given.get("brut_horaire")
    if "net_mensuel" in given:
        offer = gross_of(rules, given["net_mensuel"], regime) / float(monthly_hours(paid_hours(rules, weekly)))
    slip = pay_slip(
        rules,
        weekly,
        offer,
        regime=regime,
        rule=given.get("regle", "statutory"),
        creditor=given.get("creancier", True),
        held=given.get("deja_retenu", 0.0),
        chosen_floor=given.get("plancher_choisi"),
    )
    return {
        "heures": float(slip.hours),
        "taux_horaire": float(slip.hourly_gross),
        "brut": float(slip.gross),
        "net": float(slip.net),
        "cout": float(slip.company_cost),
        "victimes": float(slip.split.victims),
        "pecule": float(slip.split.release_savings),
        "disponible": float(slip.split.available),
        "cotisations_de_la_personne": {name: float(euros) for name, euros in slip.employee.items()},
        "cotisations_de_l_employeur": {name: float(euros) for name, euros in slip.employer.items()},
    }


def _forbidden(given: dict[str, Any], month: str, folder: Path) -> str:
    """The red line that a plan of one workshop crosses."""
    row = opening(prison=given["prison"], company=given["entreprise"], opens=month, seats=given["places"])
    if "ferme" in given:
        row["closes"] = given["ferme"]
    settings = (
        [f"companies.{given['entreprise']}.weekly_hours={given['heures_par_semaine']}"]
        if "heures_par_semaine" in given
        else []
    )
    if "plancher_choisi" in given:
        settings.append(f"policy.floor={given['plancher_choisi']}")
    plan = partial(assembled, folder, [row], settings, start=month, months=given.get("duree_en_mois", 1))
    crossed: tuple[Fault, ...] = ()
    try:
        plan(prisons=[given["prison"]], companies=[given["entreprise"]])
    except InputFaults as found:
        crossed = found.faults
    assert {fault.severity for fault in crossed} <= {"red_line"}, "another fault"
    return " + ".join(sorted({fault.code for fault in crossed})) or "rien"


def test_there_are_enough_cases_and_each_has_its_own_name() -> None:
    """At least 36, over 2004 to 2026, all four regimes, named once each."""
    assert len(CASES) >= 36
    assert len({case["nom"] for case in CASES}) == len(CASES)
    assert {str(case["mois"])[:4] for case in CASES} >= {"2004", "2009", "2011", "2012", "2024", "2025", "2026"}
    assert {case["donnees"].get("regime", "production") for case in CASES} == {"production", "sg1", "sg2", "sg3"}
