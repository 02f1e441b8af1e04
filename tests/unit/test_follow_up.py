"""A plan against what happened: drift against the draws, what it points to, and the plan from the month after."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
import yaml

import cli
from language import formats
from model.follow_up import FollowUp, accuracy
from model.loading.actuals import template, told
from model.loading.assembly import programme
from model.rollout.moved import moved
from model.schema.fault import Fault, InputFaults
from model.schema.scenario import Opening
from reports.follow_up import drawing, errors, pointed

HEAD = "month,prison,company,seats_open,at_work"


def run(tmp_path, capsys, *rows: str, head: str = HEAD, more: tuple[str, ...] = ()):
    file = tmp_path / "actuals.csv"
    file.write_text("\n".join((head, *rows)) + "\n")
    asked = ["follow-up", "rennes-2009", str(file), "--out", str(tmp_path / "out"), "--draws", "64", "--lang", "en"]
    code = cli.main([*asked, *more])
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


def test_every_column_of_the_template_may_be_filled(tmp_path, capsys):
    """Hires, exits, hours and euros beside people: each is held against its draws, and an input is pointed to."""
    head = "month,prison,company,seats_open,at_work,hires,exits,releases,hours,gross,net,victims,victims_paid"
    row = "rennes-femmes,webhelp,12,4,0,3,1,400,2500,2100,350,200"
    code, told, out = run(tmp_path, capsys, f"2009-06,{row}", f"2009-07,{row}", head=head)
    assert code == 0, told
    assert set(pd.read_csv(out / "drift.csv")["indicator"]) == set(head.split(",")[3:])
    assert len(pd.read_csv(out / "pointing.csv")) > 0


def test_accuracy(low):
    drift = pd.read_csv(low / "drift.csv")
    found = pd.read_csv(low / "accuracy.csv").set_index("indicator").loc["at_work"]
    people = drift[drift["indicator"] == "at_work"]
    assert found["mean_error"] == pytest.approx((people["forecast"] - people["actual"]).mean())
    share = np.abs(people["error"]).sum() / people["actual"].sum()
    assert found["weighted_absolute_percentage"] == pytest.approx(share)
    assert found["share_inside"] == 0


def test_a_month_in_which_nothing_happened_counts_in_the_error():
    told_ = {"month": ["a", "b", "a"], "prison": "p", "indicator": ["seats_open", "seats_open", "exits"],
             "actual": [12.0, 0.0, 0.0], "forecast": [12.0, 12.0, 1.0], "error": [0.0, 12.0, 1.0],
             "inside": [True, False, False]}  # fmt: skip
    found = accuracy(pd.DataFrame(told_)).set_index("indicator")["weighted_absolute_percentage"]
    assert found["seats_open"] == pytest.approx(1.0)
    assert np.isnan(found["exits"])


def test_what_an_earlier_run_left_is_not_taken_for_this_one(tmp_path, capsys):
    """A plan of other figures would be read as the plan from today."""
    out = tmp_path / "out"
    out.mkdir()
    for name in ("optimised.yaml", "changes.csv", "notes.txt"):
        (out / name).write_text("of another run")
    assert run(tmp_path, capsys, "2009-06,rennes-femmes,webhelp,12,4")[0] == 0
    assert sorted(p.name for p in out.iterdir()) == [
        "accuracy.csv", "drift.csv", "manifest.json", "notes.txt", "pointing.csv", "replanned.yaml",
    ]  # fmt: skip


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
        ("2009-06,rennes-femmes,webhelp,12,15", ":2: at_work: 15 people at work on 12 open seats"),
        ("2009-06,rennes-femmes,webhelp,,15", ":2: at_work: 15 people at work on 12 open seats"),
        ("2009-06,rennes-femmes,webhelp,0,1", ":2: at_work: 1 people at work on 0 open seats"),
        ("2009-06,rennes-femmes,webhelp,9999,6", ":2: seats_open: With this row, 9999 work seats would be open"),
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
    rows = file.read_text().splitlines()[1:]
    assert rows[0].startswith("2009-03,rennes-femmes,webhelp,")
    assert [row.split(",")[0] for row in (rows[1], rows[-1])] == ["2009-04", "2011-12"]
    assert len(rows) == 34
    assert cli.main(["follow-up", "rennes-2009"]) == 1


def test_a_row_without_a_figure_tells_nothing(catalogue):
    """The template filled in for its first months: what is left empty is not the last month told."""
    chosen = programme(catalogue, "rennes-2009", ())
    lines = template(chosen).splitlines()
    lines[1] = lines[1].replace("webhelp,,,", "webhelp,12,9,,", 1).removesuffix(",")
    found = told("a.csv", "\n".join(lines).encode(), chosen)
    assert found["month"].tolist() == ["2009-03"]
    with pytest.raises(InputFaults) as faults:
        told("a.csv", template(chosen).encode(), chosen)
    assert [one.code for one in faults.value.faults] == ["actuals_empty"]


def test_a_french_spreadsheet_is_read_too(catalogue):
    """Semicolons between cells, commas in numbers: the same table."""
    chosen = programme(catalogue, "rennes-2009", ())
    commas = told("a.csv", f"{HEAD}\n2009-06,rennes-femmes,webhelp,12,6.5\n".encode(), chosen)
    other = f"{HEAD}\n2009-06,rennes-femmes,webhelp,12,6.5\n".replace(",", ";").replace(".", ",")
    assert commas.equals(told("a.csv", ("\ufeff" + other).encode(), chosen))


def test_the_plan_from_today_is_searched_with_what_stands(tmp_path, capsys):
    """Two workshops stand, one with fewer seats than planned; the search keeps both as they are, opens others under the
    limits, and tells what it changes."""
    rows = ("2009-10,rennes-femmes,webhelp,10,8", "2009-10,muret,archetype-surveys,9,5")
    plan = "plan=[{prison: rennes-femmes, company: webhelp, opens: 2009-04, seats: 12}, "
    plan += "{prison: muret, company: archetype-surveys, opens: 2009-07, seats: 9}, "
    plan += "{prison: argentan, company: archetype-surveys, opens: 2010-04, seats: 8}]"
    file, out = tmp_path / "actuals.csv", tmp_path / "out"
    file.write_text("\n".join((HEAD, *rows)) + "\n")
    asked = ["follow-up", "expansion-2009", str(file), "--out", str(out), "--draws", "16", "--lang", "en"]
    asked += ["--set", plan]
    assert cli.main([*asked, "--replan", "--time-limit", "6"]) == 0
    said = capsys.readouterr().out
    data = yaml.safe_load((out / "optimised.yaml").read_text())
    assert "pin" not in data
    there = {(o["prison"], o["company"]): o for o in data["plan"]}
    for pair, seats in {("rennes-femmes", "webhelp"): 10, ("muret", "archetype-surveys"): 9}.items():
        assert (there[pair]["opens"], there[pair]["seats"], there[pair]["existing"]) == ("2009-11", seats, True)
    assert all(o["opens"] >= "2009-11" for o in data["plan"])
    changes = pd.read_csv(out / "changes.csv").set_index(["prison", "company"])["change"]
    assert set(changes[changes == "stands"].index) == set(there) & set(changes[changes == "stands"].index)
    assert (changes == "stands").sum() == 2
    assert set(changes[changes != "dropped"].index) == set(there)
    assert "stands already 2" in said
    project = ["project", str(out / "optimised.yaml"), "--out", str(tmp_path / "q"), "--engine", "expected"]
    assert cli.main(project) == 0


@pytest.mark.parametrize("seats", [4, 30])
def test_what_stands_keeps_its_seats_whatever_the_profile_says(tmp_path, capsys, seats):
    """A company that opens 6 to 24 seats in a prison has 4 of them there, or 30: both plans from today hold them, and
    can be read again."""
    row = f"2010-06,rennes-femmes,webhelp,{seats},3"
    code, said, out = run(tmp_path, capsys, row, more=("--replan", "--time-limit", "10"))
    assert code == 0, said
    for name in ("replanned.yaml", "optimised.yaml"):
        data = yaml.safe_load((out / name).read_text())
        assert [(o["seats"], o["existing"]) for o in data["plan"]] == [(seats, True)]
        assert cli.main(["check", str(out / name)]) == 0
    assert pd.read_csv(out / "changes.csv")["change"].tolist() == ["stands"]


def test_what_is_known_is_written_before_a_search_that_fails(tmp_path, capsys, monkeypatch):
    """Drift, errors and what they point to are not lost with it, and the file that it names is there."""

    def refused(asked, *rest):
        raise InputFaults([Fault("not_in_play", str(tmp_path / "out" / "replanned.yaml"), 3, "plan[1].company")])

    monkeypatch.setattr("terminal.follow_up.replan", refused)
    code, said, out = run(tmp_path, capsys, "2010-06,rennes-femmes,webhelp,8,3", more=("--replan",))
    assert (code, str(out / "replanned.yaml:3") in said) == (1, True)
    there = {"drift.csv", "accuracy.csv", "pointing.csv", "manifest.json", "replanned.yaml"}
    assert {one.name for one in out.iterdir()} == there


def test_what_a_plan_changes_in_another():
    """Every opening of either plan is there once, under the change that it goes through."""

    def one(prison: str, opens: str, seats: int, existing: bool = False) -> Opening:
        return Opening(prison=prison, company="c", opens=opens, seats=seats, existing=existing)

    before = [one("a", "2027-01", 5, True), one("b", "2027-04", 5), one("d", "2027-04", 5), one("e", "2027-04", 5)]
    after = [one("a", "2027-01", 5, True), one("b", "2027-04", 5), one("d", "2027-07", 6), one("e", "2027-04", 6)]
    found = moved([*before, one("f", "2028-01", 4)], [*after, one("g", "2028-01", 3)])
    told_ = found.set_index("prison")["change"].to_dict()
    assert told_ == {"a": "stands", "b": "kept", "d": "moved", "e": "resized", "f": "dropped", "g": "new"}
    assert found["change"].tolist()[0] == "new"
    gone = found.set_index("prison").loc["f"]
    assert (pd.isna(gone["opens_after"]), gone["seats_after"]) == (True, 0)


def test_where_no_workshop_is_left_another_plan_is_sought(tmp_path, capsys):
    code, said, out = run(
        tmp_path, capsys, "2009-08,rennes-femmes,webhelp,0,0", more=("--replan", "--time-limit", "10")
    )
    assert (code, "No workshop of the plan is left" in said) == (0, True), said
    assert not (out / "replanned.yaml").exists()
    assert pd.read_csv(out / "changes.csv")["change"].tolist() == ["new"]
    assert all(one["opens"] > "2009-08" for one in yaml.safe_load((out / "optimised.yaml").read_text())["plan"])
    assert all(len(line.split("gap ")[-1]) < 10 for line in said.splitlines() if "gap " in line)


def test_where_no_quarter_begins_nothing_is_sought(tmp_path, capsys):
    row = "2011-11,rennes-femmes,webhelp,0,0"
    code, said, out = run(tmp_path, capsys, row, more=("--replan",))
    assert (code, "No quarter begins in the months of the scenario (2011-12 to 2011-12)" in said) == (1, True), said
    assert (out / "drift.csv").exists()


def test_what_brings_nothing_nearer_is_not_pointed_to(catalogue):
    chosen = programme(catalogue, "rennes-2009", ())
    rows = pd.DataFrame({"input": ["quit", "transfer"], "toward": "high", "distance": 10.0,
                         "distance_moved": [9.0, 9.9999]})  # fmt: skip
    assert len(pointed(FollowUp(chosen, rows, rows, rows, 8, 1), "en")) == 1


def test_no_month_left(tmp_path, capsys):
    code, told_, out = run(tmp_path, capsys, "2011-12,rennes-femmes,webhelp,12,6")
    assert (code, "no plan from today" in told_, (out / "replanned.yaml").exists()) == (0, True, False)


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("many", [3, 34])
def test_the_drawing_names_its_months_and_leaves_them_free(catalogue, lang, many):
    """Months in the reader's language, years where there are many; the legend stands above, on none of them."""
    chosen = programme(catalogue, "rennes-2009", ())
    months = chosen.months[2 : 2 + many]
    drift = pd.DataFrame({"month": months, "prison": "p", "indicator": "at_work"})
    drift[["actual", "forecast", "low", "high"]] = 5.0
    layout = drawing(FollowUp(chosen, drift, drift, drift, 8, 1), "p", "at_work", lang, False)["layout"]
    wanted = [formats.month(one, lang) for one in months] if many == 3 else ["2010", "2011"]
    assert layout["xaxis"]["ticktext"] == wanted
    assert (layout["legend"]["y"] > 1, layout["legend"]["yanchor"]) == (True, "bottom")


@pytest.mark.parametrize(
    ("error", "lang", "said"),
    [(-0.004, "fr", "±0"), (0.004, "en", "±0"), (7.0, "fr", "+7"), (-0.5, "en", "−0.50")],
)
def test_an_error_has_its_sign_and_unit(catalogue, error, lang, said):
    chosen = programme(catalogue, "rennes-2009", ())
    row = {"prison": "rennes-femmes", "indicator": "at_work", "months": 2, "mean_error": error,
           "weighted_absolute_percentage": 0.1, "share_inside": 1.0}  # fmt: skip
    told_ = errors(FollowUp(chosen, pd.DataFrame(), pd.DataFrame([row]), pd.DataFrame(), 8, 1), lang).rows[0][2]
    assert told_.startswith(said)
    assert ("personne" if lang == "fr" else "people") in told_
    seats = pd.DataFrame([row | {"indicator": "seats_open"}, row | {"indicator": "net"}])
    rows = errors(FollowUp(chosen, pd.DataFrame(), seats, pd.DataFrame(), 8, 1), lang).rows
    assert any("€" in one[2] for one in rows)
    assert any(("poste" if lang == "fr" else "seat") in one[2] for one in rows)
