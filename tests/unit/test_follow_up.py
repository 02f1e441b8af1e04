"""A plan against what happened: drift against the draws, what it points to, and the plan from the month after."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
import yaml

import cli

HEAD = "month,prison,company,seats_open,at_work"


def run(tmp_path, capsys, *rows: str, head: str = HEAD):
    file = tmp_path / "actuals.csv"
    file.write_text("\n".join((head, *rows)) + "\n")
    code = cli.main(
        ["follow-up", "rennes-2009", str(file), "--out", str(tmp_path / "out"), "--draws", "64", "--lang", "en"]
    )
    told = capsys.readouterr()
    return code, told.out + told.err, tmp_path / "out"


@pytest.fixture
def low(tmp_path, capsys):
    """Far fewer at work than foretold, two seats less in the last month."""
    rows = ("2009-06,rennes-femmes,webhelp,12,6", "2009-07,rennes-femmes,webhelp,10,7")
    code, _, out = run(tmp_path, capsys, *rows)
    assert code == 0
    return out


def test_drift_is_against_the_draws_of_that_month(low, tmp_path):
    drift = pd.read_csv(low / "drift.csv")
    assert cli.main(["project", "rennes-2009", "--out", str(tmp_path / "p"), "--draws", "64"]) == 0
    monthly = pd.read_csv(tmp_path / "p" / "monthly.csv").set_index("month")
    people = drift[drift["indicator"] == "at_work"].set_index("month")
    for month in ("2009-06", "2009-07"):
        assert people.at[month, "forecast"] == pytest.approx(monthly.at[month, "at_work"], abs=1e-6)
        assert people.at[month, "low"] == pytest.approx(monthly.at[month, "at_work_p05"], abs=1e-4)
        assert people.at[month, "high"] == pytest.approx(monthly.at[month, "at_work_p95"], abs=1e-4)
    assert not people["inside"].any()


def test_accuracy(low):
    drift = pd.read_csv(low / "drift.csv")
    found = pd.read_csv(low / "accuracy.csv").set_index("indicator").loc["at_work"]
    people = drift[drift["indicator"] == "at_work"]
    assert found["mean_error"] == pytest.approx((people["forecast"] - people["actual"]).mean())
    assert found["mean_absolute_percentage"] == pytest.approx(np.mean(np.abs(people["error"]) / people["actual"]))
    assert found["share_inside"] == 0


def test_points_only_to_what_moves_people_at_work(low):
    points = pd.read_csv(low / "pointing.csv")
    assert len(points)
    assert points["reduction"].is_monotonic_decreasing
    assert (points["distance_moved"] < points["distance"]).all()
    assert not set(points["input"]) & {"inflation", "employment_gain", "debt_median", "client_price"}
    toward = points.set_index("input")["toward"].to_dict()
    assert toward.get("quit", "high") == "high"


def test_plan_from_the_month_after(low, tmp_path, capsys):
    data = yaml.safe_load((low / "replanned.yaml").read_text())
    assert (data["start"], data["months"]) == ("2009-08", 29)
    assert [(o["seats"], o["opens"], o["existing"]) for o in data["plan"]] == [(10, "2009-08", True)]
    asked = ["project", str(low / "replanned.yaml"), "--out", str(tmp_path / "q"), "--engine", "expected"]
    assert cli.main(asked) == 0


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("2008-06,rennes-femmes,webhelp,12,6", ":2: month:"),
        ("2009-06,nowhere,webhelp,12,6", "no workshop “nowhere:webhelp”"),
        ("2009-06,rennes-femmes,webhelp,12,-6", ":2: at_work:"),
        ("2009-06,rennes-femmes,webhelp,12,nan", ":2: at_work:"),
        ("2009-06,rennes-femmes,webhelp,12", "has 4 cells"),
        ("2009-06,rennes-femmes,webhelp,12,6\n2009-06,rennes-femmes,webhelp,12,6", ":3:"),
        ("", "no row"),
    ],
)
def test_bad_rows(tmp_path, capsys, row, said):
    code, told, out = run(tmp_path, capsys, row)
    assert (code, said in told, out.exists()) == (1, True, False)


def test_bad_columns(tmp_path, capsys):
    row = "2009-06,rennes-femmes,webhelp,12,6"
    assert "is missing" in run(tmp_path, capsys, row, head="month,prison,firm,seats_open,at_work")[1]
    assert "“people”" in run(tmp_path, capsys, row, head="month,prison,company,seats_open,people")[1]


def test_template(tmp_path, capsys):
    file = tmp_path / "t.csv"
    assert cli.main(["follow-up", "rennes-2009", "--template", str(file)]) == 0
    assert file.read_text().splitlines()[1].startswith("2009-03,rennes-femmes,webhelp,")
    assert cli.main(["follow-up", "rennes-2009"]) == 1
