"""A company against every prison: ranked with reasons, refused with reasons, the law never traded."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

import cli
from model.loading.added import with_documents
from model.loading.assembly import programme
from model.loading.catalogue import Catalogue, load
from model.loading.strict import read_text
from model.partnership import Partnership, alone, partnership
from model.schema.company import Company
from model.schema.fault import InputFaults
from model.staffing import Calls, carried, staffing
from reports import partnership as told
from reports.duties import duties
from reports.paper import Fact, card
from reports.partner_tables import elsewhere
from reports.partnership_data import document
from reports.risks import risks


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    """The shipped files."""
    return load()


@pytest.fixture(scope="module")
def surveys(catalogue: Catalogue) -> Partnership:
    """Surveys over France."""
    company = catalogue.one(Company, "companies", "archetype-surveys")
    return partnership(programme(catalogue, "france-2030"), company, 64, 1)


def test_prisons_are_ranked_by_people_at_work(surveys: Partnership) -> None:
    """Most people first; nobody works on a seat that is not there; every prison is either ranked or refused."""
    people = [round(place.people.value, 1) for place in surveys.places]
    assert people == sorted(people, reverse=True)
    for place in surveys.places:
        assert 0 <= place.people.low <= place.people.value <= place.people.high + 1e-9
        assert place.people.high <= place.seats
        assert place.seats * place.pair.area_per_seat <= place.area.value + 1e-6
        assert place.cost.low <= place.cost.value <= place.cost.high
    whole = {place.pair.prison.id for place in surveys.places} | {refusal.prison for refusal in surveys.refused}
    assert whole == set(surveys.programme.prisons)
    assert all(refusal.reasons for refusal in surveys.refused)


def test_who_leaves_and_who_is_hired_are_drawn(surveys: Partnership) -> None:
    """Around the figures of the profiles: all who leave are replaced, by as many more as do not pass the trial."""
    for place in surveys.places[:10]:
        flows, activity = place.pair.prison.flows, place.pair.activity
        kept = 1.0
        for figure in (flows.release_of_recruits, flows.transfer, flows.dismissal, flows.quit):
            kept *= 1 - (figure.at(place.opens).value if figure is not None else 0.0)
        passed = (surveys.company.pass_rate or activity.pass_rate).at(place.opens).value
        assert place.turnover.low < 1 - kept < place.turnover.high
        assert place.turnover.value == pytest.approx(1 - kept, rel=0.15)
        assert place.hires.low < place.hires.value < place.hires.high
        assert place.hires.value == pytest.approx(12 * (1 - kept) * place.people.value / passed, rel=0.2)
        assert place.hiring_cost.low < place.hiring_cost.value < place.hiring_cost.high
    [sentence] = [words for title, words in risks(surveys, "en") if title == "Staff turnover"]
    assert sentence.count(" to ") >= 3


def test_sides_that_count_apart_are_said_to(surveys: Partnership) -> None:
    """Prisons that suit and those that do not are more than there are, where a mixed one counts twice."""
    assert len(surveys.places) + len(surveys.refused) > len(surveys.programme.prisons)
    assert elsewhere(surveys, "en").caption.endswith("; each side of a mixed prison counts")
    whole = replace(surveys, refused=tuple(one for one in surveys.refused if one.side is None))
    assert "mixed" not in elsewhere(whole, "en").caption


def test_the_law_is_not_traded(catalogue: Catalogue) -> None:
    """Cold calling of consumers fits nowhere from the day of its ban, whatever the pool."""
    company = catalogue.one(Company, "companies", "archetype-consumer-cold-calling")
    found = partnership(programme(catalogue, "france-2030"), company, 8, 1)
    assert not found.places
    assert all(any(fault.code == "red_cold_calling" for fault in refusal.reasons) for refusal in found.refused)


def test_a_company_is_tried_alone(catalogue: Catalogue, surveys: Partnership) -> None:
    """Limits, targets, pins and the plan of the scenario play no part; the term is that of the law."""
    asked = alone(programme(catalogue, "france-2030"), surveys.company)
    assert asked.scenario.plan == "optimise"
    assert asked.scenario.limits.openings_per_quarter is None
    assert list(asked.companies) == ["archetype-surveys"]
    assert surveys.years == 7


def test_reasons_duties_and_risks_are_words_in_both_languages(surveys: Partnership) -> None:
    """No placeholder is left, no id of a company is shown, the floor is of the SMIC grown by then."""
    for lang, floor in (("fr", "5,65"), ("en", "5.65")):
        words = [text for _, text in (*duties(surveys, lang), *risks(surveys, lang))]
        for place in surveys.places[:5]:
            words += told.suits(place, lang) + told.doubts(place, lang)
        assert not any("{" in text or "archetype-" in text for text in words)
        assert any(floor in text for _, text in duties(surveys, lang))
        assert len(risks(surveys, lang)) == 9
        assert json.dumps(document(surveys, lang), allow_nan=False)


def test_a_profile_of_her_own_is_read_as_strictly_as_the_shipped_ones(catalogue: Catalogue) -> None:
    """All or nothing: an unknown activity is told with file and line, and the catalogue stays what it was."""
    text = "id: mine\nname: {fr: Moi, en: Me}\nactivity: nothing\nseats: {per_site_min: 2, per_site_max: 4}\n"
    text += "offer: {floor: true}\nweekly_hours: 30\n"
    with pytest.raises(InputFaults) as caught:
        with_documents(catalogue, [("companies", read_text(text, "mine.yaml"))])
    assert [(fault.file, fault.line) for fault in caught.value.faults] == [("mine.yaml", 3)]
    known = with_documents(catalogue, [("companies", read_text(text.replace("nothing", "surveys"), "mine.yaml"))])
    assert known.one(Company, "companies", "mine").weekly_hours.latest.value == 30
    assert ("companies", "mine") not in catalogue.documents


def test_staffing_of_a_published_case() -> None:
    """100 calls a half hour of 180 s, 80/20: 14 agents, 0.888 in time (the published table); 22 posts at 35 % away."""
    found = staffing(Calls(100, 180, 20, 0.80, 1.0, 0.35))
    assert (found.agents, found.posts) == (14, 22)
    assert found.reached == pytest.approx(0.888, abs=0.001)
    assert found.large < found.agents, "a small team pays for being small"
    assert carried(0, Calls(100, 180, 20, 0.80, 0.85, 0.35)) == 0
    assert carried(24, Calls(100, 180, 20, 0.80, 0.85, 0.35)) > 2 * carried(12, Calls(100, 180, 20, 0.80, 0.85, 0.35))
    capped = staffing(Calls(100, 180, 20, 0.80, 0.65, 0.35))
    assert capped.busy <= 0.65
    assert capped.agents > found.agents


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A document in a file or on standard output; an unknown company gets a sentence with the known ones."""
    file = tmp_path / "out" / "file.json"
    assert cli.main(["partner", "webhelp", "--scenario", "expansion-2009", "--out", str(file), "--lang", "fr"]) == 0
    written = json.loads(file.read_text(encoding="utf-8"))
    assert {"prisons", "refused", "market_hour", "duties", "risks"} <= set(written)
    capsys.readouterr()
    assert cli.main(["partner", "webhelp", "--scenario", "expansion-2009", "--format", "json", "--lang", "en"]) == 0
    assert json.loads(capsys.readouterr().out)["company"] == "webhelp"
    assert cli.main(["partner", "webhlp", "--scenario", "expansion-2009", "--lang", "fr"]) == 1
    assert "webhelp" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("chance", "told"), [(0.9, "90%: €28.00 to €42.00"), (0.8, "80%: €28.00 to €42.00"), (None, "€28.00 to €42.00")]
)
def test_a_fact_says_how_sure_its_interval_is(chance: float | None, told: str) -> None:
    """A price's own interval stood bare beside those of draws."""
    fact = Fact("The same hour elsewhere in France", "EUR/hour", 35.0, 28.0, 42.0, chance=chance)
    assert card(fact, "en")[2].replace("\u2060", "") == told
