"""Voluntary payments as a choice of a scenario: what they add, for whom, and that all totals know them."""

from __future__ import annotations

import numpy as np
import pytest

from model.explanation.explanation import explain
from model.explanation.weights import weights
from model.indicators import indicators
from model.ledger import received
from model.loading.assembly import programme
from model.loading.catalogue import Catalogue
from model.projection import Projection, project
from model.schema.fault import InputFaults
from model.uncertainty.ensemble import ensemble

PAYS = ("policy.voluntary=euros:60", "defaults.programme.voluntary_payers=0.5")


@pytest.fixture(scope="module")
def levy(catalogue: Catalogue) -> Projection:
    """The pilot as shipped: none."""
    return project(programme(catalogue, "rennes-2009"))


@pytest.fixture(scope="module")
def more(catalogue: Catalogue) -> Projection:
    """Half the debtors add 60 EUR a month."""
    return project(programme(catalogue, "rennes-2009", PAYS))


def test_no_shipped_scenario_has_any(catalogue: Catalogue, levy: Projection) -> None:
    """The default is none, with a share of payers that waits, marked assumed."""
    assert levy.programme.scenario.policy.voluntary == "none"
    assert levy.programme.defaults.programme.voluntary_payers.latest.mark == "assumed"
    assert not levy.outcomes["voluntary_paid"].any()
    assert not levy.outcomes["people_adding"].any()
    nobody = project(programme(catalogue, "rennes-2009", ["policy.voluntary=euros:0"]))
    for name in ("victims", "victims_paid", "available"):
        np.testing.assert_allclose(nobody.outcomes[name], levy.outcomes[name], atol=0.02)


def test_people_and_euros(levy: Projection, more: Projection) -> None:
    """60 EUR for each person-month of those who add, within a cent a month; victims get more, sooner; less is withheld
    from those whose debt is gone; pay itself does not move."""
    out, before = more.outcomes, levy.outcomes
    added = out["voluntary_paid"].sum()
    assert added == pytest.approx(60 * out["people_adding"].sum(), rel=0.02)
    assert before["victims_paid"].sum() < out["victims_paid"].sum() < before["victims_paid"].sum() + added
    assert out["people_paying"].sum() < before["people_paying"].sum()
    assert (out["people_adding"] <= out["people_paying"] + 1e-9).all()
    assert out["victims"].sum() < before["victims"].sum()
    np.testing.assert_array_equal(out["net"], before["net"])


def test_the_ledger_and_present_values_know_them(levy: Projection, more: Projection) -> None:
    """From the detained to victims, on a line of its own; what one loses the other gains."""
    (line,) = [t for t in more.transfers if t.item == "voluntary_paid"]
    assert (line.payer, line.receiver) == ("detainee", "victim")
    np.testing.assert_array_equal(line.euros, more.outcomes["voluntary_paid"])
    assert float(received(more.transfers, "victim").sum()) == pytest.approx(more.outcomes["victims_paid"].sum())

    def value(found: Projection, name: str) -> float:
        table = indicators(found)
        row = (table["indicator"] == name) & (table["scope"] == "programme") & (table["period"] == "total")
        return float(table.loc[row, "value"].iloc[0])

    assert value(more, "voluntary_paid") == pytest.approx(more.outcomes["voluntary_paid"].sum())
    gained = value(more, "present_value_victim") - value(levy, "present_value_victim")
    assert gained > 0
    assert value(more, "present_value_detainee") - value(levy, "present_value_detainee") == pytest.approx(-gained)
    assert value(more, "present_value") == pytest.approx(value(levy, "present_value"))


def test_draws_agree_with_the_expected_engine(catalogue: Catalogue, more: Projection) -> None:
    """The mean of the draws is near the expected value, and no other draw has moved."""
    tables = {}
    for name, settings in (("levy", ()), ("more", PAYS)):
        known = ensemble(programme(catalogue, "rennes-2009", settings), 256, 1).indicators(("programme",))
        tables[name] = known[known["period"].astype(str) == "total"].set_index("indicator")["value"]
    assert tables["levy"]["voluntary_paid"] == 0
    assert tables["more"]["voluntary_paid"] == pytest.approx(more.outcomes["voluntary_paid"].sum(), rel=0.2)
    for name in ("at_work", "gross_pay", "state_cost", "releases_with_experience"):
        assert tables["more"][name] == tables["levy"][name]


def test_it_explains_itself(catalogue: Catalogue) -> None:
    """What is paid names the choice, in euros a month, and the share of debtors, which is assumed."""
    found = explain(weights(programme(catalogue, "rennes-2009", PAYS), ("programme",)), "voluntary_paid")
    inputs = {one.name: one for one in found.inputs}
    choice, payers = inputs["scenario.policy.voluntary"], inputs["defaults.programme.voluntary_payers"]
    assert (choice.figures[0].value, choice.figures[0].unit, choice.figures[0].mark) == (60, "EUR/month", "chosen")
    assert (payers.figures[0].value, payers.figures[0].mark, payers.elasticity) == (
        0.5,
        "chosen",
        pytest.approx(1.0, abs=1e-3),
    )
    assert 0 < choice.elasticity < 1
    share = explain(weights(programme(catalogue, "rennes-2009", ["policy.voluntary=share:0.1"]), ("programme",)),
                    "victims_paid")  # fmt: skip
    named = {one.name: one.figures[0] for one in share.inputs}
    assert named["scenario.policy.voluntary"].unit == "share"
    assert named["defaults.programme.voluntary_payers"].mark == "assumed"


@pytest.mark.parametrize("rule", ["euros:-5", "share:1.5", "60", "euros:", "gift"])
def test_what_is_no_rule_is_refused(catalogue: Catalogue, rule: str) -> None:
    """With the forms that are."""
    with pytest.raises(InputFaults) as refused:
        programme(catalogue, "rennes-2009", [f"policy.voluntary={rule!r}"])
    assert [f.code for f in refused.value.faults] == ["bad_form"]


@pytest.mark.parametrize("written", ["share:", "", "{share: 0.2}", "5"])
def test_what_is_no_text_is_refused_with_the_forms_too(catalogue: Catalogue, written: str) -> None:
    """YAML reads ``share:`` as a mapping: the answer still says how a rule is written."""
    with pytest.raises(InputFaults) as refused:
        programme(catalogue, "rennes-2009", [f"policy.voluntary={written}"])
    assert [f.code for f in refused.value.faults] == ["bad_form"]
    assert "share:" in refused.value.faults[0].fields["expected"]
