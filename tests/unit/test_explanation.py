"""Where a number comes from: every indicator explains itself, and its weights are what a change of an input does."""

from __future__ import annotations

import json
import math
from functools import lru_cache
from io import BytesIO

import numpy as np
import pandas as pd
import pytest

import cli
import language
from model import workshops as plan
from model.explanation.explanation import Explanation, explain
from model.explanation.figures import Stand, stands
from model.explanation.moving import STEP, moved, step_of, watched
from model.explanation.together import profiles
from model.explanation.weights import Weights, weights
from model.law import Law
from model.loading.assembly import programme
from model.loading.catalogue import HOME, Catalogue, load
from model.loading.standing import standing
from model.projection import project
from model.schema.fault import InputFaults
from model.schema.law import DatedValue
from model.schema.programme import Programme
from model.schema.quantity import Figure
from model.slips import slips
from model.tenure import profile
from model.workforce import expected
from reports import explanation as report
from reports import tables
from terminal.writing import csv_of

SHIPPED = ("rennes-2009", "rennes-2009@reading-a", "expansion-2009", "france-2030")
FILES: Catalogue = load()


@lru_cache(maxsize=8)
def known(name: str) -> Weights:
    """The weights of a shipped scenario, computed once."""
    return weights(programme(FILES, name))


@pytest.mark.parametrize("name", SHIPPED)
def test_every_indicator_explains_itself(name: str) -> None:
    for indicator in known(name).programme.indicators:
        found = explain(known(name), indicator)
        assert found.indicator.formula.fr
        assert found.indicator.formula.en
        if not found.inputs:
            assert indicator == "agreements_needed" or not found.value, "counted in the plan, or nothing at all"
            assert math.isnan(found.share_assumed)
            continue
        assert all(figure.mark for one in found.inputs for figure in one.figures)
        assert 0 <= found.share_assumed <= 1
        assert math.fsum(one.weight for one in found.inputs) == pytest.approx(1, abs=1e-4)
        unsourced = math.fsum(one.weight for one in found.inputs if not one.sourced)
        assert found.share_assumed == pytest.approx(unsourced, abs=1e-4)
        assert math.fsum(found.by_provenance.values()) == pytest.approx(1, abs=1e-4)
        _is_told(known(name).programme, found)


def _is_told(of: Programme, found: Explanation) -> None:
    """Rows, share and caveats in both languages; every input has a name of its own."""
    for lang in language.LANGUAGES:
        rows = report.rows(of, found.inputs, lang)
        assert len(rows) == len(found.inputs)
        for one, row in zip(found.inputs, rows, strict=True):
            assert row.name != one.name, f"{one.name} has no name in {lang}: language/terms.yaml, figure"
            assert all((row.value, row.known, row.weight))
        assert all(report.caveats(of, found, lang))
    assert report.share(found, "fr") != report.share(found, "en")


def test_the_found_is_not_assumed() -> None:
    """A figure found counts as found; what stands in for an unknown never does, whatever its mark."""
    for move in known("expansion-2009").moves:
        for stand in move.stands:
            assert stand.sourced == move.sourced
            assert not (stand.default and stand.sourced)
    names = [move.name for move in known("expansion-2009").moves]
    assert names.count("prisons.population.detained") == 2, "found in some prisons, by density in others"


def _of_all(path: str, name: str) -> dict[str, float]:
    """Dotted paths of a field of every activity or company of the plan, with its value."""
    family = path.partition(".")[0]
    found = {}
    for stand in stands(known(name).programme):
        if stand.name == path and stand.place[0] == family and isinstance(stand.figure, Figure):
            found[f"{family}.{stand.member}.{path.partition('.')[2]}"] = stand.figure.latest.value
    return found


@pytest.mark.parametrize(
    ("name", "path", "indicators"),
    [
        ("expansion-2009", "defaults.programme.leaving", ("at_work", "seats_open", "state_cost", "victims_paid")),
        ("expansion-2009", "defaults.programme.productivity", ("cost_per_productive_hour",)),
        ("expansion-2009", "defaults.programme.officer_cost", ("state_cost",)),
        ("expansion-2009", "activities.selection", ("at_work", "candidates", "hours", "reconvictions_avoided")),
        ("expansion-2009", "activities.pass_rate", ("at_work", "candidates_needed", "net_pay")),
        ("rennes-2009", "prisons.flows.release_of_recruits", ("releases_with_experience", "victims_paid", "at_work")),
        ("rennes-2009", "prisons.debts.median", ("victims_paid", "victims_withheld")),
        ("rennes-2009", "evidence.displacement", ("employed_12m_gain",)),
    ],
)
def test_an_elasticity_is_what_one_percent_does(name: str, path: str, indicators: tuple[str, ...]) -> None:
    """The same change by ``--set``, through loading and the projection month by month."""
    values = _of_all(path, name)
    if path.startswith("defaults"):
        field = path.rpartition(".")[2]
        values = {path: getattr(known(name).programme.defaults.programme, field).latest.value}
    settings = [f"{where}={value * (1 + STEP)!r}" for where, value in values.items()]
    before, after = (project(programme(FILES, name, of)) for of in ((), settings))
    old, new = (
        tables.indicators(of).query("scope == 'programme'").set_index(["indicator", "period"])["value"]
        for of in (before, after)
    )
    member = known(name).where.members.index(("programme", ""))
    for indicator in indicators:
        for place, period in enumerate(known(name).where.periods):
            if (indicator, period) not in old or not old[indicator, period]:
                continue
            direct = (new[indicator, period] / old[indicator, period] - 1) / STEP
            told = known(name).elasticities(indicator, member, place)
            mine = [e for e, move in zip(told, known(name).moves, strict=True) if move.name == path]
            assert math.fsum(mine) == pytest.approx(direct, rel=0.02, abs=2e-3), (indicator, period)


def test_a_law_weighs_as_its_change_does() -> None:
    name, law = "expansion-2009", "account_release_savings_rate"
    after = project(programme(FILES, name, [f"law.{law}=0.101"]))
    value = tables.indicators(after).query("scope == 'programme' and period == 'total'").set_index("indicator")["value"]
    member, last = known(name).where.members.index(("programme", "")), len(known(name).where.periods) - 1
    best = known(name).best["release_savings"][member, last]
    found = next(one for one in explain(known(name), "release_savings").inputs if one.name == f"law.{law}")
    assert found.sourced
    assert found.elasticity == pytest.approx((value["release_savings"] / best - 1) / STEP, rel=0.02)


def test_durations_move_by_a_month_and_shares_stay_shares() -> None:
    chosen = programme(FILES, "rennes-2009")
    by_name: dict[str, list[Stand]] = {}
    for stand in stands(chosen):
        by_name.setdefault(stand.name, []).append(stand)
    months = by_name["defaults.programme.notice_months"]
    step = step_of(months)
    notice = chosen.defaults.programme.notice_months.latest.value
    assert moved(chosen, months, step).defaults.programme.notice_months.latest.value == notice + 1
    assert step.relative == pytest.approx(1 / notice)
    for those in by_name.values():
        after = moved(chosen, those, step_of(those))
        by_place = {(s.place, s.name): s for s in stands(after)}
        for stand in those:
            figure = by_place[stand.place, stand.name].figure
            if isinstance(figure, Figure) and (figure.latest.unit or "").startswith(("share", "probability")):
                assert figure.latest.value <= 1 or (isinstance(stand.figure, Figure) and stand.figure.latest.value > 1)


def test_the_programme_is_left_as_it_was() -> None:
    chosen = programme(FILES, "rennes-2009")
    written = chosen.model_dump_json()
    found = weights(chosen)
    assert chosen.model_dump_json() == written
    again = weights(chosen)
    assert all(np.array_equal(found.slopes[i], again.slopes[i]) for i in found.slopes)


def test_plans_beside_each_other_are_followed_as_each_alone() -> None:
    chosen = programme(FILES, "expansion-2009")
    cases = []
    for name in ("prisons.flows.quit", "activities.trial_months"):
        those = [stand for stand in stands(chosen) if stand.name == name]
        other = moved(chosen, those, step_of(those))
        workshops = plan.of(other)
        cases.append((other, workshops, slips(other, Law(other.law, other.outlook), workshops), expected(workshops)))
    together = profiles(chosen, [(workshops, slip, force) for _, workshops, slip, force in cases])
    for found, (other, workshops, slip, force) in zip(together, cases, strict=True):
        alone = profile(other, workshops, slip, False, force)
        assert all(np.array_equal(getattr(found, name), part) for name, part in vars(alone).items())


def test_only_what_is_read_is_moved() -> None:
    """Figures of the page of a prison alone weigh nothing; those that are read are all found."""
    chosen = programme(FILES, "rennes-2009")
    seen_through, read = watched(chosen, stands(chosen))
    plan.of(seen_through)
    names = read()
    assert {"prisons.flows.quit", "activities.pass_rate"} <= names
    assert not {"prisons.jobs_today.net_monthly", "law.smic_hourly_gross", "companies.price_onshore"} & names
    assert read() == set()


def test_a_prison_has_its_own_figures() -> None:
    found = explain(known("expansion-2009"), "at_work", "prison", "muret")
    for one in found.inputs:
        if one.name.startswith(("prisons.population", "prisons.flows")):
            assert [figure.stand.member for figure in one.figures] == ["muret"]
    assert found.value < explain(known("expansion-2009"), "at_work").value


@pytest.mark.parametrize("asked", [{"indicator": "nothing"}, {"member": "nowhere"}, {"period": "1900"}])
def test_what_is_unknown_is_refused(asked: dict[str, str]) -> None:
    with pytest.raises(InputFaults) as refused:
        explain(known("rennes-2009"), **({"indicator": "at_work", "scope": "programme"} | asked))
    assert refused.value.faults[0].code == ("not_in_results" if "indicator" in asked else "not_in_list")


def test_an_unknown_indicator_is_told_the_nearest_and_not_all_fifty() -> None:
    with pytest.raises(InputFaults) as refused:
        explain(known("rennes-2009"), "at_wrok")
    told = language.line(refused.value.faults[0], "en")
    assert told.startswith("INDICATOR: “at_wrok” is not known here. Did you mean “at_work”? The ")
    assert len(told) < 200
    assert "indicators.csv" in told


def test_a_figure_stands_where_it_is_said_to() -> None:
    """The line named holds the figure's own key, or for a law one of its values."""
    name = "expansion-2009"
    for move in known(name).moves:
        for stand in move.stands:
            of = stand.figure.latest if isinstance(stand.figure, Figure) else None
            file, line = standing(FILES, known(name).programme, stand.place, of)
            assert file
            assert line
            text = (HOME / file).read_text(encoding="utf-8").splitlines()[line - 1]
            if isinstance(stand.figure, DatedValue):
                assert "from:" in text or str(stand.place[-1]) in text, (stand.place, text)
            elif isinstance(stand.figure, Figure) and stand.place[-1] != "detained":
                assert str(stand.place[-1]) in text, (stand.place, text)


def test_a_change_by_set_is_named_as_such() -> None:
    chosen = programme(FILES, "rennes-2009", ["defaults.programme.productivity=0.8"])
    of = chosen.defaults.programme.productivity.latest
    assert standing(FILES, chosen, ("defaults", "programme", "productivity"), of) == ("--set", None)


def test_shares_go_into_the_table() -> None:
    found = tables.indicators(project(programme(FILES, "rennes-2009")), known("rennes-2009").shares())
    rows = found.set_index(["indicator", "scope", "id", "period"])["share_assumed"]
    assert rows["at_work", "programme", "", "total"] == known("rennes-2009").shares()["at_work", "total"]
    assert rows["at_work", "prison", "rennes-femmes", "2010"] == known("rennes-2009").shares()["at_work", "2010"]
    assert rows.dropna().between(0, 1).all()


def test_a_share_is_written_as_a_share_beside_euros() -> None:
    """indicators.csv: euros to the cent, the share of what is not known to ten decimals, on the same row."""
    found = tables.indicators(project(programme(FILES, "rennes-2009")), known("rennes-2009").shares())
    back = pd.read_csv(BytesIO(csv_of(found)))
    euros = (back["unit"] == "EUR") & back["share_assumed"].notna()
    assert euros.any()
    np.testing.assert_allclose(back["share_assumed"], found["share_assumed"], atol=1e-9)
    assert (back.loc[euros, "value"] == found.loc[euros, "value"].round(2)).all()


@pytest.mark.parametrize("lang", language.LANGUAGES)
def test_the_command_tells(lang: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["explain", "rennes-2009", "victims_paid", "--year", "2010", "--lang", lang]) == 0
    told = capsys.readouterr().out
    assert "config/legislation/account_exempt_monthly.yaml:11" in told
    assert "https://juriblio.fr" in told
    assert {"fr": "Formule", "en": "Formula"}[lang] in told


def test_the_document_of_the_command(capsys: pytest.CaptureFixture[str]) -> None:
    line = ["explain", "rennes-2009", "at_work", "--prison", "rennes-femmes", "--json", "--lang", "en"]
    assert cli.main(line) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["scope"], found["id"], found["period"]) == ("prison", "rennes-femmes", "total")
    assert found["low"] < found["value"] < found["high"]
    assert 0 <= found["share_assumed"] <= 1
    first = found["inputs"][0]["figures"][0]
    assert (HOME / first["file"]).exists()
    assert first["line"] > 0
    assert first["mark"]


def test_the_command_refuses_with_the_known_ones(capsys: pytest.CaptureFixture[str]) -> None:
    line = ["explain", "rennes-2009", "at_wrok", "--prison", "x", "--year", "1999", "--json", "--lang", "en"]
    assert cli.main(line) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert all(there in told.err for there in ("at_work", "rennes-femmes", "2010"))
