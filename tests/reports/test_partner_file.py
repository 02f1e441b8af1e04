"""The partnership file and the one-pager: the same numbers on the page, on paper, in the workbook and in the data."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html import unescape
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from pypdf import PdfReader

import cli
import language
from language import formats
from model.host import Host, host
from model.loading.assembly import programme
from model.loading.catalogue import Catalogue
from model.partnership import Partnership, partnership
from model.schema.programme import Programme
from model.sides import people_of
from reports import market, onepager, partner_file, partner_tables
from reports import partnership as told
from reports.onepager import OnePager
from reports.partner_file import PartnerFile
from reports.parts import Figure
from reports.risks import risks
from reports.sheet import HEAD
from reports.wording import amount, ends
from tests.recalculated import recalculated
from tests.report_material import FORMULA, NAME

DRAWS, DAY = 32, "2026-11-26"
PRISON, COMPANY = "rennes-femmes", "archetype-surveys"
FILE, PAGE = partner_file.made, onepager.made
Captured = pytest.CaptureFixture[str]


def flat(text: str) -> str:
    """Text without its line breaks and with plain spaces: how lines fall on paper says nothing."""
    return re.sub(r"\s+", "", text.replace("\u2011", "-"))


def on_paper(made: bytes) -> str:
    return flat("".join(page.extract_text() for page in PdfReader(BytesIO(made)).pages))


@pytest.fixture(scope="module", params=language.LANGUAGES)
def lang(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def attacked(catalogue: Catalogue) -> Programme:
    """France with a prison whose name is a script and a company whose name is a formula."""
    chosen = programme(catalogue, "france-2030", ())
    prison = chosen.prisons[PRISON].model_copy(update={"name": NAME})
    name = chosen.companies[COMPANY].name.model_copy(update={"fr": FORMULA, "en": FORMULA})
    company = chosen.companies[COMPANY].model_copy(update={"name": name})
    return chosen.model_copy(update={
        "prisons": {**chosen.prisons, PRISON: prison}, "companies": {**chosen.companies, COMPANY: company},
    })  # fmt: skip


@pytest.fixture(scope="module")
def found(attacked: Programme) -> Partnership:
    """The company in ten prisons, the attacked one among them."""
    few = dict(list(attacked.prisons.items())[:40]) | {PRISON: attacked.prisons[PRISON]}
    few_only = attacked.model_copy(update={"prisons": few})
    return partnership(few_only, attacked.companies[COMPANY], DRAWS, 1)


@pytest.fixture(scope="module")
def here(attacked: Programme) -> Host:
    """The attacked prison against every company."""
    return host(attacked, PRISON, DRAWS, 1)


def test_the_same_numbers_in_every_form_of_the_partnership_file(found: Partnership, lang: str) -> None:
    file = PartnerFile.of(found, 1, DAY)
    paper, web = on_paper(FILE(file, "pdf", lang)), unescape(FILE(file, "html", lang).decode())
    data = json.loads(FILE(file, "json", lang))
    sheet = openpyxl.load_workbook(BytesIO(FILE(file, "xlsx", lang)), data_only=True)
    rows = list(sheet[language.term("sheet", "Prisons", lang)].iter_rows(min_row=HEAD + 2, values_only=True))
    page = told.places(found, lang)
    assert len(page) > partner_tables.TEAMS
    for place, shown, kept, row in zip(found.places, page.to_dict("records"), data["prisons"], rows, strict=False):
        drawn = {"people": (place.people, 6), "fit": (place.fit, 9), "cost_per_productive_hour": (place.cost, 13),
                 "kept_per_worker": (place.kept, 19), "victims_per_worker": (place.victims, 22),
                 "victims_yearly": (place.victims_yearly, None), "suitable": (place.suitable, 25),
                 }  # fmt: skip
        for name, (span, column) in drawn.items():
            wanted = (span.value, span.low, span.high)
            assert tuple(shown[f"{name}{end}"] for end in ("", "_low", "_high")) == wanted
            assert tuple(kept[f"{name}{end}"] for end in ("", "_low", "_high")) == wanted
            if column is not None:
                assert row[column : column + 3] == pytest.approx(wanted, abs=1e-9), name
        price = {cost - apart for cost, apart in zip(row[13:16], row[16:19], strict=True)}
        assert max(price) - min(price) < 1e-9 < min(price), "the market's price, taken from the cost and from its ends"
        assert place.fit.low == place.people.low / place.pair.company.seats.per_site_max
    for row in partner_tables.ranked(found, lang).rows:
        for cell in row[1:5]:
            for line in cell.split("\n"):
                assert flat(line) in paper
                assert line in web
    for place in found.places[: partner_tables.TEAMS]:
        here_ = people_of(place.pair.prison, place.pair.pool.side, place.opens)
        low, most_likely, high = (data["staffing"][f"carried{end}"][here_] for end in ("_low", "", "_high"))
        assert most_likely > 0
        assert low < most_likely < high
    assert data["staffing"]["agents"] == sheet[language.term("sheet", "Staffing", lang)].cell(HEAD + 8, 2).value


def test_the_same_numbers_in_every_form_of_the_one_pager(here: Host, lang: str) -> None:
    asked = OnePager(here, 1, DAY)
    paper, web = on_paper(PAGE(asked, "pdf", lang)), unescape(PAGE(asked, "html", lang).decode())
    data = json.loads(PAGE(asked, "json", lang))
    sheet = openpyxl.load_workbook(BytesIO(PAGE(asked, "xlsx", lang)), data_only=True)
    rows = list(sheet[language.term("sheet", "Companies", lang)].iter_rows(min_row=HEAD + 2, values_only=True))
    assert len(here.places) > 5
    for place, kept, row in zip(here.places, data["companies"], rows, strict=True):
        spans = (place.people, place.kept, place.victims, place.victims_yearly, place.cost)
        numbers = [end for span in spans for end in (span.value, span.low, span.high)]
        assert list(row[5:20]) == pytest.approx(numbers, abs=1e-9)
        names = ("people", "kept_per_worker", "victims_per_worker", "victims_yearly", "cost_per_productive_hour")
        assert [kept[name][end] for name in names for end in ("value", "low", "high")] == numbers
        assert list(kept["fit"].values()) == [place.fit.value, place.fit.low, place.fit.high]
    rows = list(sheet[language.term("sheet", "Candidates", lang)].iter_rows(min_row=HEAD + 2, values_only=True))
    assert data["people"]
    for pool, row in zip(data["people"], rows, strict=False):  # notes follow the table
        share = pool["willing_share"]
        assert 0 < share["low"] < share["value"] < share["high"] < 1
        wanted = [*pool["suitable"].values(), *share.values(), *pool["willing"].values()]
        assert list(row[1:10]) == pytest.approx(wanted)
    for place in here.places[:8]:
        people = f"{formats.number(place.people.value, lang, 1)} / {place.seats}"
        for text in (people, amount(place.kept.value, "EUR/month", lang), amount(place.cost.value, "EUR/hour", lang)):
            assert flat(text) in paper
            assert text in web
    assert flat(ends(here.places[0].victims_yearly.low, here.places[0].victims_yearly.high, "EUR/year", lang)) in paper


def test_a_prison_tells_of_a_company_what_the_company_tells_of_it(found: Partnership, here: Host) -> None:
    mine = next(place for place in found.places if place.pair.prison.id == PRISON)
    its = next(place for place in here.places if place.pair.company.id == COMPANY)
    assert (mine.people, mine.cost, mine.kept, mine.victims) == (its.people, its.cost, its.kept, its.victims)
    companies = {p.pair.company.id for p in here.places} | {company.id for company, _refusal in here.refused}
    assert companies == set(here.programme.companies)


def test_nothing_of_a_profile_is_run(found: Partnership, here: Host, lang: str) -> None:
    for text in (FILE(PartnerFile.of(found, 1, DAY), "html", lang), PAGE(OnePager(here, 1, DAY), "html", lang)):
        page = text.decode()
        assert NAME not in page
        assert NAME.replace("<", "&lt;").replace(">", "&gt;") in page
        bare = re.sub(r"<script>.*?</script>", "", page, flags=re.S)
        assert not re.search(r"(src|href)=\"(?!#)", bare)
    for made in (FILE(PartnerFile.of(found, 1, DAY), "xlsx", lang), PAGE(OnePager(here, 1, DAY), "xlsx", lang)):
        cells = [c for s in openpyxl.load_workbook(BytesIO(made)) for row in s.iter_rows() for c in row]
        names = [c for c in cells if c.value is not None and FORMULA in str(c.value)]
        assert names
        assert {c.data_type for c in names} == {"s"}
    for table in (told.places(found, lang), told.refused(found, lang)):
        assert len(table)


def test_a_workbook_says_that_no_prison_is_left_out(found: Partnership, lang: str) -> None:
    """A head over nothing would leave open whether any was looked at."""
    file = PartnerFile.of(replace(found, refused=()), 1, DAY)
    book = openpyxl.load_workbook(BytesIO(FILE(file, "xlsx", lang)))
    words = [str(cell.value) for row in book[language.term("sheet", "Elsewhere", lang)].iter_rows() for cell in row]
    assert any(one.startswith(("None: every", "Aucune")) for one in words)


def test_formulas_recalculated_agree_with_their_values(found: Partnership, here: Host, tmp_path: Path) -> None:
    _book, seen = recalculated(FILE(PartnerFile.of(found, 1, DAY), "xlsx", "en"), tmp_path)
    assert seen == 3 * len(found.places), "against the market, with both ends"
    _book, seen = recalculated(PAGE(OnePager(here, 1, DAY), "xlsx", "en"), tmp_path)
    assert seen > 5


def test_paper_is_tagged_made_alike_twice_and_the_one_pager_one_page(found: Partnership, here: Host, lang: str) -> None:
    file, page = PartnerFile.of(found, 1, DAY), OnePager(here, 1, DAY)
    for make in (lambda form: FILE(file, form, lang), lambda form: PAGE(page, form, lang)):
        for form in partner_file.FORMATS:
            assert make(form) == make(form)
        root = PdfReader(BytesIO(make("pdf"))).trailer["/Root"]
        assert root["/MarkInfo"]["/Marked"]
        assert str(root["/Lang"]).startswith(lang)
    assert len(PdfReader(BytesIO(PAGE(page, "pdf", lang))).pages) == 1


@pytest.mark.parametrize("prison", ["fresnes", "fleury-merogis", "val-de-reuil", "muret", "agen"])
def test_one_page_for_other_prisons(catalogue: Catalogue, prison: str, lang: str) -> None:
    """Mixed, large, already in the plan, small: always one page, and what is lacking is told."""
    page = OnePager(host(programme(catalogue, "france-2030", ()), prison, 8, 1), 1, DAY)
    assert len(PdfReader(BytesIO(PAGE(page, "pdf", lang))).pages) == 1
    assert onepager.first_page(page.found, lang).lacking


def test_the_commands(tmp_path: Path, capsys: Captured) -> None:
    """The form is that of the name, or the one asked for; what cannot be shown needs a file; a fault is a sentence."""
    for command in (["partner", "webhelp"], ["onepager", PRISON]):
        for name in ("file.pdf", "file.xlsx", "file.html", "file.json"):
            asked = [*command, "--scenario", "expansion-2009", "--out", str(tmp_path / name), "--lang", "en"]
            assert cli.main([*asked, "--date", DAY]) == 0
            assert (tmp_path / name).read_bytes()[:2] in (b"%P", b"PK", b"<!", b"{\n")
        capsys.readouterr()
        assert cli.main([*command, "--scenario", "expansion-2009", "--format", "pdf", "--lang", "en"]) == 1
        assert "--out" in capsys.readouterr().err
        assert cli.main([*command, "--scenario", "expansion-2009", "--format", "docx", "--lang", "en"]) == 1
        assert "docx" in capsys.readouterr().err
    assert cli.main(["onepager", "rennes-fem", "--scenario", "expansion-2009", "--lang", "fr"]) == 1
    assert PRISON in capsys.readouterr().err


def test_the_two_sides_of_a_prison_are_told_apart(catalogue: Catalogue, lang: str, capsys: Captured) -> None:
    """No place is merged with another: names of the figure, teams of the data, rows of the terminal."""
    chosen = programme(catalogue, "expansion-2009", ())
    found = partnership(chosen, chosen.companies["webhelp"], 8, 1)
    file = PartnerFile.of(found, 1, DAY)
    names = told.places(found, lang)["name"].tolist()
    assert len(set(names)) == len(found.places) > len({place.pair.prison.id for place in found.places})
    assert len(json.loads(FILE(file, "json", lang))["staffing"]["carried"]) == len(found.places)
    drawn = next(p for s in partner_file.paper(file, lang).sections for p in s.parts if isinstance(p, Figure))
    short = told.by_place(found, lang)["name"].tolist()
    assert len(set(short)) == len(names)
    assert drawn.screen["data"][0]["y"] == short[: market.SHOWN]
    assert {row["name"] for layer in drawn.paper["layer"] for row in layer["data"]["values"] if "cost" in row} == set(
        short[: market.SHOWN]
    )
    women = language.term("step", "side_women", lang)
    assert not any(women in name for name in names if "femmes" in name.split("(")[0]), "a women's prison has one side"
    assert cli.main(["partner", "webhelp", "--scenario", "expansion-2009", "--lang", lang]) == 0
    assert flat(women) in flat(capsys.readouterr().out)


def test_inputs_have_their_own_interval(catalogue: Catalogue, found: Partnership, lang: str) -> None:
    """People detained on the first page, shares of hours among the risks: as the profile and the defaults give them."""
    here = host(programme(catalogue, "rennes-2009", ()), "rennes-femmes", 8, 1)
    assert here.prison.population.detained is not None
    inside = here.prison.population.detained.at("2009-03")
    assert inside.low is not None
    assert inside.high is not None
    fact = onepager.first_page(here, lang).facts[0]
    assert (fact.value, fact.low, fact.high, fact.chance) == (inside.value, inside.low, inside.high, inside.interval)
    assert flat(ends(inside.low, inside.high, "people", lang)) in on_paper(PAGE(OnePager(here, 1, DAY), "pdf", lang))
    absence = found.programme.defaults.programme.absence.at(found.programme.scenario.start)
    assert found.company.absence is None
    assert absence.low is not None
    assert absence.high is not None
    assert any(ends(absence.low, absence.high, "share", lang) in text for _, text in risks(found, lang))
