"""Scenarios side by side: the parts of a difference add up, come from where they should, and say when they cannot."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest

import cli
from model.comparison import PARTS, compare, differing, exchanged, shares
from model.loading.assembly import programme
from model.loading.catalogue import Catalogue, load


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    """The shipped files."""
    return load()


def test_parts_add_up_and_stand_where_the_change_was_made(catalogue: Catalogue) -> None:
    """A higher minimum wage is law, fewer applicants are profiles, fewer months are choices."""
    before = programme(catalogue, "rennes-2009@reading-b")
    for settings, part in (
        (("law.employee_csg=0.15",), "law"),
        (("companies.webhelp.absence=0.2",), "profiles"),
        (("policy.contributions_borne_by=State",), "choices"),
    ):
        after = programme(catalogue, "rennes-2009", settings)
        assert part in differing(before, after)
    settings = ("companies.webhelp.absence=0.2", "law.employee_csg=0.15")
    after = programme(catalogue, "rennes-2009@reading-b", settings).model_copy(update={"variant": "changed"})
    found = compare((before, after), 64, 1, scopes=("programme",))
    rows = found.table.xs(("programme", "", "total"), level=("scope", "id", "period"))[after.id]
    told = rows[[f"of_{part}" for part in PARTS]].sum(axis=1)
    np.testing.assert_allclose(told, rows["difference"], rtol=1e-6, atol=1e-4)
    assert rows.at["net_pay", "of_law"] < 0
    assert rows.at["net_pay", "of_profiles"] < 0
    assert rows.at["net_pay", "of_choices"] == pytest.approx(0, abs=1e-6)
    assert rows.at["hours", "of_law"] == pytest.approx(0, abs=1e-6), "a contribution moves no hour"


def test_shares_are_the_mean_over_orders() -> None:
    """Two parts that only bring something together bring half each; one that acts alone brings all of it."""
    found = shares(
        ("law", "profiles", "choices"),
        lambda taken: np.array([6.0 * ({"law", "profiles"} <= taken) + 5.0 * ("choices" in taken)]),
    )
    assert {part: float(gain[0]) for part, gain in found.items()} == {"law": 3.0, "profiles": 3.0, "choices": 5.0}


def test_exchanging_everything_gives_the_other(catalogue: Catalogue) -> None:
    """All three parts of another programme make that programme; none makes the reference."""
    one, other = (programme(catalogue, name) for name in ("rennes-2009", "expansion-2009"))
    whole = exchanged(one, other, frozenset(PARTS))
    for fields in PARTS.values():
        for name in fields:
            theirs = getattr(other, name)
            mine = getattr(whole, name)
            assert {key: mine[key] for key in theirs} == theirs if isinstance(theirs, dict) else mine == theirs
    assert exchanged(one, one, frozenset()) == one


def test_a_mixture_that_the_law_forbids_is_said(catalogue: Catalogue) -> None:
    """Companies without an offer cannot pay in 2009: the difference stands, its parts do not."""
    one, other = programme(catalogue, "expansion-2009"), programme(catalogue, "france-2030")
    found = compare((one, other), 8, 1, scopes=("programme",))
    rows = found.table.xs(("programme", "", "total"), level=("scope", "id", "period"))[other.id]
    assert rows["difference"].notna().all()
    assert rows["of_law"].isna().all()
    assert found.untold[0] is not None
    assert found.untold[0].faults


def test_parts_are_taken_draw_by_draw(catalogue: Catalogue) -> None:
    """Where one part makes the whole difference its interval is the difference's, and the others have none, of the
    programme as of a prison."""
    before = programme(catalogue, "rennes-2009@reading-b")
    after = programme(catalogue, "rennes-2009@reading-b", ("companies.webhelp.absence=0.2",))
    after = after.model_copy(update={"variant": "changed"})
    assert differing(before, after) == ("profiles",)
    table = compare((before, after), 64, 1, scopes=("programme", "prison")).table[after.id]
    for member in (("programme", ""), ("prison", "rennes-femmes")):
        row = table.loc[("net_pay", *member, "total")]
        for end in ("low", "high"):
            assert row[f"of_profiles_{end}"] == pytest.approx(row[f"difference_{end}"], rel=1e-5)
        assert row["of_profiles_low"] < row["of_profiles"] < row["of_profiles_high"]
        assert row["of_law_low"] == row["of_law_high"] == 0


def test_the_ends_of_mixed_parts_hold_their_middle(catalogue: Catalogue) -> None:
    """Two parts that differ together: each mean lies inside its own interval."""
    before = programme(catalogue, "rennes-2009@reading-b")
    after = programme(catalogue, "rennes-2009@reading-b", ("companies.webhelp.absence=0.2", "law.employee_csg=0.15"))
    after = after.model_copy(update={"variant": "changed"})
    table = compare((before, after), 64, 1, scopes=("programme", "prison")).table[after.id]
    for member in (("programme", ""), ("prison", "rennes-femmes")):
        row = table.loc[("net_pay", *member, "total")]
        for part in ("law", "profiles"):
            assert row[f"of_{part}_low"] < row[f"of_{part}"] < row[f"of_{part}_high"]
        assert row["of_choices_low"] == row["of_choices_high"] == 0


def test_the_difference_is_taken_draw_by_draw(catalogue: Catalogue) -> None:
    """A change that moves every draw by the same share leaves a narrower interval than the values have."""
    one = programme(catalogue, "rennes-2009@reading-b")
    other = programme(catalogue, "rennes-2009@reading-b", ("policy.victims_rule=flat:0.25",))
    other = other.model_copy(update={"variant": "flat"})
    row = compare((one, other), 128, 1, scopes=("programme",)).table.loc[("victims_withheld", "programme", "", "total")]
    gap = row[other.id, "difference_high"] - row[other.id, "difference_low"]
    assert gap < row[other.id, "high"] - row[other.id, "low"]
    assert row[other.id, "difference"] == pytest.approx(row[other.id, "value"] - row[one.id, "value"])


def test_the_command_writes_what_the_contract_says(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """comparison.csv and its columns; one scenario alone is refused with a sentence."""
    out = tmp_path / "out"
    names = ("rennes-2009", "rennes-2009@reading-a")
    assert cli.main(["compare", *names, "--out", str(out), "--draws", "16", "--lang", "fr"]) == 0
    with (out / "comparison.csv").open(encoding="utf-8") as file:
        head = next(csv.reader(file))
    sides = [f"{part}_{name}" for name in names for part in ("value", "low", "high")]
    gaps = ["difference", "difference_low", "difference_high", "of_law", "of_profiles", "of_choices"]
    gaps += [f"of_{part}_{end}" for part in PARTS for end in ("low", "high")]
    beside = [
        name
        for end in ("", "_low", "_high")
        for name in (*(f"if_no_effect{end}_{one}" for one in names), f"difference_if_no_effect{end}")
    ]
    assert head == ["indicator", "scope", "id", "period", "unit", *sides, *gaps, *beside]
    capsys.readouterr()
    assert cli.main(["compare", "rennes-2009", "--out", str(out), "--lang", "fr"]) == 1
    assert "de deux à 4 scénarios" in capsys.readouterr().err
