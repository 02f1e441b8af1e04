"""Reports: the same numbers on the page, on paper, in the workbook and in the data; nothing of a profile is run."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from io import BytesIO, StringIO
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
import xlsxwriter
from pypdf import PdfReader

import language
from model.comparison import VALUE, compare
from model.loading.assembly import programme
from model.loading.catalogue import Catalogue
from model.rollout.lacking import verdict
from model.rollout.planned import free
from model.rollout.reach import Effort
from model.uncertainty.chunk import ready
from model.uncertainty.ensemble import Ensemble, grow
from reports import document, formats, lacking, web_page, workbook
from reports.interval import written
from reports.material import Material
from reports.parts import Table
from reports.sections import BUILDERS, sections
from reports.sections.first_page import first_page
from reports.sheet import HEAD, SETTINGS, Book
from reports.wording import said
from tests.recalculated import recalculated
from tests.report_material import DRAWS, FORMULA, NAME
from ui.futures import SCOPES, summary

SHOWN = ("at_work", "victims_withheld", "kept_per_worker", "state_cost", "cost_per_productive_hour")


def flat(text: str) -> str:
    """Text without its line breaks, joiners and kinds of space: how lines fall on paper says nothing."""
    return re.sub(r"\s+", "", text.replace("\u2011", "-").replace("\u2060", ""))


@pytest.fixture(scope="module", params=language.LANGUAGES)
def lang(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_the_same_numbers_everywhere(material: Material, lang: str) -> None:
    known = ready(material.programme, SCOPES, follow=True)
    page = summary(grow(Ensemble(known), known, DRAWS, material.seed))
    paper = flat("".join(p.extract_text() for p in PdfReader(BytesIO(document.pdf(material, lang))).pages))
    web = unescape(web_page.html(material, lang).decode())
    data = pd.read_csv(StringIO(formats.made(material, "csv", lang).decode()), keep_default_na=False, na_values=[""])
    whole = data[data["scope"] == "programme"].set_index(["indicator", "period"])
    parquet = pd.read_parquet(BytesIO(formats.made(material, "parquet", lang)))
    assert len(parquet) == len(data)
    sheet = openpyxl.load_workbook(BytesIO(workbook.workbook(material, lang)), data_only=True)
    rows = list(sheet[language.term("sheet", "Indicators", lang)].iter_rows(min_row=HEAD + 2, values_only=True))
    cells = {(r[1], r[4]): r[6:9] for r in rows if r[2] == language.term("scope", "programme", lang)}
    for name in SHOWN:
        unit = material.programme.indicators[name].unit
        for period in page.periods:
            told = page.of(name, period)
            assert tuple(whole.loc[(name, period), ["value", "low", "high"]]) == pytest.approx(tuple(told), abs=1e-6)
            assert cells[name, period] == pytest.approx(tuple(told), abs=1e-6)
        shown = written(page.of(name, material.period), unit, lang).partition(" [")[0]
        assert flat(shown) in paper, (name, shown)
        assert shown in web, (name, shown)


def test_every_table_is_on_paper_and_in_the_page(material: Material, lang: str) -> None:
    pages = PdfReader(BytesIO(document.pdf(material, lang))).pages
    paper = flat("".join(p.extract_text() for p in pages))
    web = unescape(web_page.html(material, lang).decode())
    numbers = [
        cell.partition("\n")[0]
        for section in sections(material, lang)
        for part in section.parts
        if isinstance(part, Table)
        for row in part.rows
        for cell in row[1 : len(part.head) - part.words]
    ]
    assert len(numbers) > 100
    assert [n for n in numbers if flat(n) not in paper] == []
    assert [n for n in numbers if n not in web] == []


def test_paper_is_tagged_and_says_its_language(material: Material, lang: str) -> None:
    made = document.pdf(material, lang)
    assert made == document.pdf(material, lang), "the same material gives the same bytes"
    reader = PdfReader(BytesIO(made))
    root = reader.trailer["/Root"]
    assert str(root["/Lang"]).startswith(lang)
    assert root["/MarkInfo"]["/Marked"]
    assert b"pdfuaid" in root["/Metadata"].get_object().get_data()
    told = flat(document.fingerprint(material, lang))
    assert [i for i, p in enumerate(reader.pages) if told not in flat(p.extract_text())] == []
    first = flat(reader.pages[0].extract_text())
    assert flat(said(material.programme.question, lang)) in first
    second = flat(reader.pages[1].extract_text())
    assert second.startswith(language.text(lang)("Contents")), "the first page is one page"


def test_french_paper_has_narrow_spaces(material: Material) -> None:
    text = "".join(p.extract_text() for p in PdfReader(BytesIO(document.pdf(material, "fr"))).pages)
    assert not re.search(r"\w[ \u00a0][;:?!]|\w %", text)
    assert "\u202f" in text


def test_a_section_can_be_chosen(material: Material) -> None:
    chosen = sections(material, "en", ("money", "plan"))
    assert [s.id for s in chosen] == ["plan", "money"]
    assert {s.id for s in sections(material, "en")} == set(BUILDERS)
    assert len(document.pdf(material, "en", ("money",))) < len(document.pdf(material, "en"))


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "https://x.fr", "12"])
def test_text_stays_text(text: str) -> None:
    file = BytesIO()
    with xlsxwriter.Workbook(file, SETTINGS) as made:
        book = Book(made, "en", {"Plan": made.add_worksheet("Plan")}, now="Plan")
        book.table((text,), (None,), [(text,)])
        book.text(HEAD + 3, text)
    sheet = openpyxl.load_workbook(BytesIO(file.getvalue()))["Plan"]
    for row in (HEAD + 1, HEAD + 2, HEAD + 4):
        cell = sheet.cell(row, 1)
        assert cell.data_type == "s"
        assert str(cell.value).replace("_x000D_", "\r").strip() == text.strip()
        assert cell.hyperlink is None


def test_the_sheets(material: Material) -> None:
    made = workbook.workbook(material, "en")
    assert made == workbook.workbook(material, "en")
    book = openpyxl.load_workbook(BytesIO(made))
    assert book.sheetnames == list(workbook.SHEETS)
    for name in ("Indicators", "Monthly", "Plan", "Requirements", "Pay", "Money", "Assumptions"):
        assert book[name].freeze_panes, name
    assert book["Summary"]["A4"].value == FORMULA
    assert book["Summary"]["A4"].data_type == "s"
    assert len(book["Monthly"]._charts) == len(book["Pay"]._charts) == 1


def test_formulas_recalculated_agree_with_their_values(material: Material, tmp_path: Path) -> None:
    found, seen = recalculated(workbook.workbook(material, "en"), tmp_path)
    assert seen > 60
    results = [row[4] for row in found["Checks"].iter_rows(min_row=HEAD + 2, values_only=True) if row[4]]
    assert len(results) > 12
    assert set(results) == {"agrees"}


def test_the_sheet_compare_has_the_figures_of_the_comparison(material: Material) -> None:
    """Every indicator and period of the programme, as the page and ``compare`` tell them of the same draws."""
    assert material.other is not None
    pair = (material.other.programme, material.programme)
    page = compare(pair, DRAWS, material.seed, scopes=("programme",)).table
    sheet = openpyxl.load_workbook(BytesIO(workbook.workbook(material, "en")), data_only=True)["Compare"]
    rows = {(r[21], r[20]): r for r in sheet.iter_rows(min_row=HEAD + 2, max_col=22, values_only=True) if r[21]}
    assert len(page) > 100
    for (name, _scope, _id, period), told in page.iterrows():
        row = rows[name, "Whole horizon" if period == "total" else period]
        here, there = (tuple(told[one.id, part] for part in VALUE) for one in reversed(pair))
        gap = [told[material.programme.id, part] for part in ("difference", "difference_low", "difference_high")]
        for value, wanted in zip(row[2:11], (*here, *there, *gap), strict=True):
            assert (value is None) == pd.isna(wanted), (name, period)
            assert value is None or value == pytest.approx(wanted, rel=1e-9, abs=1e-9), (name, period)
        twin = material.programme.indicators[name].if_no_effect
        if isinstance(twin, str):
            assert row[11:20] == pytest.approx(rows[twin, row[20]][2:11], rel=1e-9), (name, period)
        else:
            assert set(row[11:20]) == {None if twin is None else twin}, (name, period)


def test_the_page_runs_nothing_of_a_profile(material: Material, lang: str) -> None:
    text = web_page.html(material, lang).decode()
    assert NAME not in text
    assert NAME.replace("<", "&lt;").replace(">", "&gt;") in text
    tags = re.sub(r"<script>.*?</script>", "", text, flags=re.S)
    assert not re.search(r"(src|href)=\"(?!#)", tags)
    assert text.count("<script>") == 2
    assert "default-src 'none'" in text


def test_what_a_search_found_is_on_the_first_page(catalogue: Catalogue, material: Material, lang: str) -> None:
    asked = programme(catalogue, "rennes-2009", ("targets.seats=9",))
    found = verdict(free(asked), Effort(time_limit=10.0))
    without, having = first_page(material, lang), first_page(replace(material, verdict=found), lang)
    assert having.lacking[0] == language.typeset(lacking.answer(found, lang), lang)
    assert having.lacking[0] not in without.lacking
    assert len(without.lacking) == len(having.lacking), "where to search for it, or what was found"
