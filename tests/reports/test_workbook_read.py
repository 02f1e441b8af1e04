"""The workbook as an auditor reads it: sources to follow, units, numbers as numbers, paper that can be read."""

from __future__ import annotations

from collections import Counter
from io import BytesIO
from zipfile import ZipFile

import numpy as np
import openpyxl
import pytest
import xlsxwriter
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from pypdf import PdfReader

import language
from language.terms import term
from model.host import host
from model.loading.assembly import programme
from model.loading.catalogue import Catalogue
from model.partnership import partnership
from model.stretches import each_month
from model.uncertainty.chunk import ready, simulate
from reports import document, onepager_workbook, web_page, workbook
from reports.assumptions import notes
from reports.material import Material
from reports.onepager import first_page as page_of_prison
from reports.partner_file import PartnerFile, made
from reports.sheet import A3, A4, HEAD, SETTINGS, SMALLEST, Book
from reports.tables import MONTHLY
from reports.wording import titled
from tests.reports.test_reports import flat


@pytest.fixture(scope="module", params=language.LANGUAGES)
def lang(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def book(material: Material, lang: str) -> Workbook:
    return openpyxl.load_workbook(BytesIO(workbook.workbook(material, lang)), data_only=True)


def heads(sheet: object) -> list[str]:
    return [str(cell.value) for cell in sheet[HEAD + 1] if cell.value]  # type: ignore[index]


def test_every_source_named_stands_with_its_address(book: Workbook, material: Material, lang: str) -> None:
    rows = list(book[term("sheet", "Sources", lang)].iter_rows(min_row=HEAD + 2, max_col=7, values_only=True))
    told = {row[0]: row for row in rows if row[0]}
    cited = set(material.assumptions["source"].dropna()) & set(material.programme.sources)
    assert set(told) == cited
    for name in cited:
        known = material.programme.sources[name]
        assert (told[name][1], told[name][2], told[name][4]) == (known.title, known.publisher, known.address)


def test_a_reader_of_paper_can_follow_a_source(material: Material, lang: str) -> None:
    paper = flat(
        "".join(p.extract_text() for p in PdfReader(BytesIO(document.pdf(material, lang, ("sources",)))).pages)
    )
    web = web_page.html(material, lang, ("sources",)).decode()
    known = [one.address for name, one in material.programme.sources.items() if one.address and f"[{name}]" in paper]
    assert len(known) > 3
    assert [one for one in known if flat(one) not in paper or one.replace("&", "&amp;") not in web] == []


def test_no_publisher_is_a_way_of_reading(material: Material) -> None:
    """Where a source was read is a note of its description; who published it has a name in any language."""
    assert [s.publisher for s in material.programme.sources.values() if (s.publisher or "").startswith("Read in")] == []


def test_units_and_languages_are_said(book: Workbook, lang: str) -> None:
    seats = f"{term('column', 'seats_open', lang)} ({term('unit', 'seats', lang)})"
    monthly = heads(book[term("sheet", "Monthly", lang)])
    assert seats in monthly
    assert all("(" in head for head in monthly[1:])


def test_every_month_of_the_programme_has_its_interval(book: Workbook, material: Material, lang: str) -> None:
    """Of the draws, workshops added up draw by draw, and of the whole horizon too."""
    sheet = book[term("sheet", "Monthly", lang)]
    months = each_month(len(material.programme.months))
    futures = simulate(ready(material.programme, ("programme",)), 0, material.draws, material.seed)
    of_draws = [future.outcomes(months) for future in futures]
    for position, name in enumerate(MONTHLY):
        column = 2 + 3 * position
        drawn = np.concatenate([out[name].sum(axis=1) for out in of_draws])
        for row, month in enumerate(material.programme.months, start=HEAD + 2):
            assert sheet.cell(row, 1).value == month
            told = [sheet.cell(row, column + place).value for place in (1, 2)]
            assert told == pytest.approx(np.quantile(drawn[:, row - HEAD - 2], (0.05, 0.95)), rel=1e-5, abs=1e-4)
        if name not in ("seats_open", "trainees", "at_work", "at_work_end"):
            told = [sheet.cell(row + 1, column + place).value for place in (1, 2)]
            assert told == pytest.approx(np.quantile(drawn.sum(axis=1), (0.05, 0.95)), rel=1e-5)


def test_the_band_of_months_is_that_of_people_at_work(book: Workbook, lang: str) -> None:
    """Its width is their interval's, and each line of the chart is of what it says."""
    sheet = book[term("sheet", "Monthly", lang)]
    told = {str(cell.value): cell.column for cell in sheet[HEAD + 1]}
    column = {name: told[f"{term('column', name, lang)} ({term('unit', unit, lang)})"]
              for name, unit in (("at_work", "people"), ("seats_open", "seats"))}  # fmt: skip
    width = max(told.values())
    rows = list(sheet.iter_rows(min_row=HEAD + 2, max_row=HEAD + 37, values_only=True))
    for row in rows:
        assert row[width - 1] == pytest.approx(row[column["at_work"] + 1] - row[column["at_work"]])
    assert max(row[width - 1] for row in rows) > 1
    (chart,) = sheet._charts
    lines = {one.tx.v: one.val.numRef.f for plot in chart._charts for one in plot.series}
    words = language.text(lang)
    for says, name in (("People at work: mean", "at_work"), ("Seats open: mean", "seats_open")):
        assert f"${get_column_letter(column[name])}$" in lines[words(says)]


def test_what_is_left_without_effect_has_its_interval(book: Workbook, material: Material, lang: str) -> None:
    """On the sheet of indicators and in the ledger: never a value alone."""
    zero = language.text(lang)("If work has no effect")
    for name, first in (("Indicators", 200), ("Ledger", 20)):
        rows = list(book[term("sheet", name, lang)].iter_rows(min_row=HEAD + 1, values_only=True))
        column = rows[0].index(zero)
        told = [row[column : column + 3] for row in rows[1:] if isinstance(row[column], (int, float))]
        assert len(told) >= first
        assert all(None not in three for three in told)
        assert any(three[1] < three[0] < three[2] for three in told)


def test_notes_are_in_the_language_of_the_book(book: Workbook, material: Material, lang: str) -> None:
    sheet = book[term("sheet", "Assumptions", lang)]
    column = heads(sheet).index(language.text(lang)("Note"))
    found = Counter(str(row[column]) for row in sheet.iter_rows(values_only=True) if row[column] is not None)
    assert Counter(filter(None, notes(material.programme, lang))) <= found


def test_the_six_have_their_difference_where_the_sheet_speaks_of_it(
    book: Workbook, material: Material, lang: str
) -> None:
    sheet, difference = book[term("sheet", "Summary", lang)], language.text(lang)("Difference")
    head = next(row for row in sheet.iter_rows() if any(cell.value == difference for cell in row))
    column = next(cell.column for cell in head if cell.value == difference)
    gap = material.against("at_work")
    assert gap is not None
    found = [sheet.cell(head[0].row + 1, column + place).value for place in range(3)]
    assert found == pytest.approx(list(gap))


def test_the_file_says_its_title_and_language(material: Material, lang: str) -> None:
    core = ZipFile(BytesIO(workbook.workbook(material, lang))).read("docProps/core.xml").decode()
    assert f"<dc:language>{'fr-FR' if lang == 'fr' else 'en-GB'}</dc:language>" in core
    assert titled(material.programme, lang) in core


def test_paper_can_be_read(book: Workbook) -> None:
    """One page wide where that is no smaller than the smallest, else the heads and first columns on every page."""
    for sheet in book.worksheets:
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.page_setup.paperSize in (A3, A4)
        if not sheet.sheet_properties.pageSetUpPr.fitToPage:
            assert sheet.page_setup.scale == SMALLEST
            assert sheet.print_title_cols or sheet.freeze_panes is None


def test_no_column_is_read_by_the_heads_of_another_table(book: Workbook, lang: str) -> None:
    """Heads stay in sight and come back on every page of paper, unless tables with other heads stand under them."""
    frozen = 0
    for sheet in book.worksheets:
        tables = [
            [cell.value for cell in row if cell.value]
            for row in sheet.iter_rows(min_row=HEAD + 1)
            if row[0].font.bold and row[0].border.bottom.style == "medium"
        ]
        stays = bool(sheet.freeze_panes) and int("".join(c for c in sheet.freeze_panes if c.isdigit())) > 1
        assert bool(sheet.print_title_rows) == stays, sheet.title
        if stays:
            frozen += 1
            assert all(heads == tables[0] for heads in tables), sheet.title
    assert frozen >= 12
    for name in ("Money", "Ledger", "Compare", "Monthly", "Indicators"):
        assert book[term("sheet", name, lang)].print_title_rows, name


@pytest.mark.parametrize(("columns", "paper", "one"), [(4, A4, True), (11, A3, True), (40, A3, False)])
def test_a_wide_sheet_takes_more_paper(columns: int, paper: int, one: bool) -> None:
    file = BytesIO()
    with xlsxwriter.Workbook(file, SETTINGS) as written:
        sheet = Book(written, "en", {"Plan": written.add_worksheet("Plan")}, now="Plan")
        sheet.begin("Plan", "")
        sheet.table(["x"] * columns, [None] * columns, [["y"] * columns], widths=[20] * columns)
        sheet.printed()
    found = openpyxl.load_workbook(BytesIO(file.getvalue()))["Plan"]
    fits = bool(found.sheet_properties.pageSetUpPr and found.sheet_properties.pageSetUpPr.fitToPage)
    assert (found.page_setup.paperSize, fits) == (paper, one)


def test_summaries_hold_numbers(catalogue: Catalogue, lang: str) -> None:
    """Of the partnership file and of the one-pager; the staffing sheet has the interval that paper has."""
    chosen = programme(catalogue, "rennes-2009")
    found = partnership(chosen, chosen.companies["webhelp"], 32, 1)
    file = openpyxl.load_workbook(BytesIO(made(PartnerFile.of(found, 1, "2026-11-26"), "xlsx", lang)), data_only=True)
    place, _ = found.places[0], language.text(lang)
    rows = {row[0]: row[1:4] for row in file[term("sheet", "Summary", lang)].iter_rows(values_only=True)}
    span = (place.cost.value, place.cost.low, place.cost.high)
    assert rows[_("Cost of a productive hour")] == pytest.approx(span)
    staffing = list(file[term("sheet", "Staffing", lang)].iter_rows(values_only=True))[-3]
    assert staffing[1:4] == pytest.approx((place.people.value, place.people.low, place.people.high))
    assert staffing[5] <= staffing[4] <= staffing[6]
    here = host(chosen, "rennes-femmes", 32, 1)
    first = page_of_prison(here, lang)
    page = openpyxl.load_workbook(BytesIO(onepager_workbook.workbook(here, "x", "2026-11-26", first, lang)))
    rows = {row[0]: row[1:4] for row in page[term("sheet", "Summary", lang)].iter_rows(values_only=True)}
    best = here.places[0].people
    assert rows[_("People at work")] == pytest.approx((best.value, best.low, best.high))
    assert term("sheet", "Sources", lang) in page.sheetnames
