"""Who gives what to whom."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from model.ledger import PARTIES, Transfer, paid_by, received
from model.projection import Projection, project
from tests.examples import assembled, opening

GIVEN = (
    Transfer("pay", "company", "detainee", np.array([[100.0]])),
    Transfer("victims", "detainee", "victim", np.array([[15.0]])),
    Transfer("fit_out", "State", "resources", np.array([[40.0]])),
    Transfer("pay", "State", "detainee", np.array([[1.0]])),
)


def test_received_is_what_comes_less_what_goes() -> None:
    """Each transfer stands twice."""
    assert [float(received(GIVEN, party)[0, 0]) for party in PARTIES] == [86, 15, -41, -100, 0, 40]


def test_paid_by_a_party_for_an_item() -> None:
    """All of it, or some items."""
    assert float(paid_by(GIVEN, "State")[0, 0]) == 41
    assert float(paid_by(GIVEN, "State", "fit_out")[0, 0]) == 40
    assert float(paid_by(GIVEN, "State", "fit_out", "pay")[0, 0]) == 41
    assert float(paid_by(GIVEN, "victim")[0, 0]) == 0


@pytest.fixture(scope="module", params=["company", "State"])
def found(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Projection:
    """A plan of two workshops, contributions borne by one or the other."""
    plan = [
        opening(equipped_by="shared"),
        opening(prison="muret", company="archetype-assembly", seats=20, equipped_by="State"),
    ]
    rules = [f"policy.contributions_borne_by={request.param}", "companies.webhelp.equipment_share=0.25"]
    return project(assembled(tmp_path_factory.mktemp("plan"), plan, rules))


def items(found: Projection) -> dict[tuple[str, str, str], float]:
    """Euros in all, by item, payer, receiver."""
    return {(t.item, t.payer, t.receiver): float(t.euros.sum()) for t in found.transfers}


def test_every_line_has_its_parties(found: Projection) -> None:
    """Pay from the company, contributions from who bears them, costs to the rest of the world."""
    bearer = found.programme.scenario.policy.contributions_borne_by
    assert set(items(found)) == {
        ("available_pay", "company", "detainee"),
        ("release_savings", "company", "detainee"),
        ("held_for_victims", "company", "detainee"),
        ("victims_paid", "company", "detainee"),
        ("victims_paid", "detainee", "victim"),
        ("voluntary_paid", "detainee", "victim"),
        ("employee_contributions", "company", "detainee"),
        ("employee_contributions", "detainee", "social_insurance"),
        ("employer_contributions", bearer, "social_insurance"),
        ("equipment", "company", "resources"),
        ("equipment", "State", "resources"),
        ("fit_out", "State", "resources"),
        ("officers", "State", "resources"),
        ("supervisors", "company", "resources"),
        ("platform", "company", "resources"),
        ("hiring", "company", "resources"),
        ("client_price", "resources", "company"),
        ("closure", "company", "resources"),
        ("room", "State", "resources"),
        ("escort", "State", "resources"),
        ("preparation", "State", "resources"),
        ("job_replaced", "detainee", "resources"),
        ("prison_avoided", "resources", "State"),
        ("harm_avoided", "resources", "victim"),
        ("benefits_avoided", "detainee", "State"),
        ("earnings_after", "resources", "detainee"),
        ("employee_after", "detainee", "social_insurance"),
        ("employer_after", "resources", "social_insurance"),
    }


def test_parties_receive_what_the_months_say(found: Projection) -> None:
    """The detained keep net less what reaches victims and the job given up, and after release what work leaves them;
    victims and social insurance what is theirs."""
    out = found.outcomes
    after = out["earnings_after"] - out["employee_after"] - out["benefits_avoided"]
    kept = out["net"] - out["victims_paid"] - out["job_replaced"]
    np.testing.assert_allclose(received(found.transfers, "detainee"), kept + after, atol=1e-6)
    np.testing.assert_allclose(received(found.transfers, "victim"), out["victims_paid"], atol=1e-6)
    paid_in = ("employee_contributions", "employer_contributions", "employee_after", "employer_after")
    contributions = sum(out[name] for name in paid_in)
    np.testing.assert_allclose(received(found.transfers, "social_insurance"), contributions, atol=1e-6)


def test_equipment_is_shared_as_agreed(found: Projection) -> None:
    """A quarter by the one company; for the other workshop all by the State."""
    by_company, by_state = (
        next(t.euros for t in found.transfers if (t.item, t.payer) == ("equipment", p)) for p in ("company", "State")
    )
    rows = {w.company.id: row for row, w in enumerate(found.workshops.list)}
    webhelp, other = rows["webhelp"], rows["archetype-assembly"]
    assert by_company[webhelp].sum() == pytest.approx(by_state[webhelp].sum() / 3, abs=0.02)
    assert by_company[webhelp].sum() > 0
    assert by_company[other].sum() == 0
    assert by_state[other].sum() > 0


def test_what_stands_already_is_not_paid_again(tmp_path: Path) -> None:
    """An existing workshop needs no equipment, no fit-out, no recruits that fail."""
    row = opening(prison="muret", company="archetype-assembly", opens="2024-01", seats=20)
    new, standing = (items(project(assembled(tmp_path, [row | {"existing": e}]))) for e in (False, True))
    for key in (
        ("equipment", "company", "resources"),
        ("equipment", "State", "resources"),
        ("fit_out", "State", "resources"),
    ):
        assert standing[key] == 0, key
    assert sum(new[k] for k in new if k[0] in ("equipment", "fit_out")) > 0
    assert standing["platform", "company", "resources"] == pytest.approx(new["platform", "company", "resources"])
