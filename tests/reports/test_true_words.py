"""What the first pages say is true of whom they say it, in number, and no surer than the draws."""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO

import openpyxl
import pandas as pd
import pytest
from pypdf import PdfReader

import language
from model.host import host
from model.loading.assembly import programme
from model.loading.catalogue import Catalogue
from model.partnership import Partnership, partnership
from model.schema.quantity import Quantity
from reports import document, headline, host_tables, market, onepager, partner_tables, requirements, web_page, workbook
from reports.interval import Interval
from reports.material import Material
from reports.onepager import OnePager
from reports.paper import FirstPage, Paper
from reports.parts import Figure, Section, Table
from reports.sections import sections
from reports.sections.first_page import first_page
from reports.wording import drawn_times, said

DAY = "2026-11-26"
CREDITOR = {"fr": "qui a un créancier", "en": "who has a creditor"}
AVERAGE = {"fr": "en moyenne", "en": "on average"}


def flat(text: str) -> str:
    return re.sub(r"\s+", "", text.replace("\u2011", "-").replace("\u2060", ""))


@pytest.fixture(scope="module", params=language.LANGUAGES)
def lang(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def webhelp(catalogue: Catalogue) -> Partnership:
    """The company in the one prison of its pilot, which holds fewer seats than it asks for."""
    chosen = programme(catalogue, "rennes-2009", ())
    return partnership(chosen, chosen.companies["webhelp"], 1, 1)


def test_pay_is_told_of_a_person_with_a_creditor(material: Material, catalogue: Catalogue, lang: str) -> None:
    assert CREDITOR[lang] in first_page(material, lang).answer[1]
    here = host(programme(catalogue, "rennes-2009", ()), "rennes-femmes", 8, 1)
    answer = onepager.first_page(here, lang).answer[0]
    assert CREDITOR[lang] in answer
    assert not re.search(r"\d, \d", answer), "two numbers are never parted by a comma alone"
    assert OnePager(here, 1, DAY).fingerprint(lang)


def test_the_six_figures_are_defined_in_every_form(material: Material, lang: str) -> None:
    paper = flat("".join(p.extract_text() for p in PdfReader(BytesIO(document.pdf(material, lang))).pages[:1]))
    web = web_page.html(material, lang).decode()
    book = openpyxl.load_workbook(BytesIO(workbook.workbook(material, lang)))
    sheet = book[language.term("sheet", "Summary", lang)]
    cells = flat(" ".join(str(c.value) for row in sheet.iter_rows() for c in row if c.value is not None))
    for card in headline.six(material.programme, material.value, material.against, lang):
        told = language.typeset(said(material.programme.indicators[card.indicator].formula, lang), lang)
        assert flat(told) in paper
        assert told in web.replace("&#x27;", "'").replace("&amp;", "&")
        assert flat(told) in cells


def test_what_is_there_and_lacking_is_explained_on_the_first_page(material: Material, lang: str) -> None:
    assert language.typeset(requirements.gaps(lang), lang) in first_page(material, lang).notes


@pytest.mark.parametrize("short", [True, False])
def test_a_target_is_met_on_average(material: Material, short: bool, lang: str) -> None:
    target = material.found.at_work + 5 if short else material.found.at_work - 1
    found = replace(material.found, target=target)

    def value(indicator: str) -> Interval:
        return material.value(indicator)

    told = headline.sentences(found, value, None, 0.6, lang)[0]
    before_chance = told.split("60")[0]
    assert AVERAGE[lang] in before_chance


def test_the_headline_tells_the_seats_that_were_tried(webhelp: Partnership, lang: str) -> None:
    best = webhelp.places[0]
    assert best.seats < best.pair.company.seats.per_site_max
    told = partner_tables.answer(webhelp, lang)
    assert re.search(rf"(les|the) {best.seats} ", told)
    assert f" {best.pair.company.seats.per_site_max} " not in told


def test_one_is_told_as_one(webhelp: Partnership, lang: str) -> None:
    assert drawn_times(1, lang) in document.made_from(webhelp.programme, 1, 1, DAY, lang)
    assert drawn_times(1, lang) == {"fr": "1 tirage", "en": "1 draw"}[lang]
    assert drawn_times(2, lang).endswith("s")
    assert " 1 prison," in partner_tables.market_told(webhelp, (), 1, lang)
    assert " 12 " in partner_tables.market_told(webhelp, (), 12, lang)


def test_prices_that_are_the_same_are_named_at_one_line(lang: str) -> None:
    mark = {"unit": "EUR/hour", "mark": "assumed"}
    prices = {
        "onshore": Quantity(value=24.0, **mark), "offshore": Quantity(value=16.0, **mark),
        "client": Quantity(value=24.0, **mark),
    }  # fmt: skip
    names = partner_tables.price_names(lang)
    lines = market.alike(prices, names, lang)
    assert [len(same) for _name, same in lines] == [2, 1]
    assert names["onshore"] in lines[0][0]
    assert names["client"] in lines[0][0]
    drawn = market.drawing(market_table(), prices, names, lang, False)
    assert [note["text"] for note in drawn["layout"]["annotations"]] == [name for name, _same in lines]
    over = [(note["y"], note["yshift"], note["yanchor"]) for note in drawn["layout"]["annotations"]]
    assert over == [(1, 0, "bottom"), (1, 18, "bottom")], "names stand above the lines, one over the other"
    legend = market.paper(market_table(), prices, names, lang)
    shown = [row["name"] for layer in legend["layer"] for row in layer["data"]["values"] if "price" in row]
    assert shown == [name for name, _same in lines]


def test_a_name_is_no_instruction_to_the_figure(lang: str) -> None:
    """``<b>`` in the name of a prison was obeyed there, as a link would have been."""
    drawn = market.drawing(market_table().assign(name="<b>A</b>"), {}, {}, lang, False)
    assert drawn["data"][0]["y"] == ["&lt;b&gt;A&lt;/b&gt;"]


def market_table() -> pd.DataFrame:
    """One prison with its cost."""
    row = {"name": "A", "cost_per_productive_hour": 18.0, "cost_per_productive_hour_low": 12.0}
    return pd.DataFrame([{**row, "cost_per_productive_hour_high": 25.0}])


def test_a_figure_is_told_whole_to_those_who_do_not_see_it(material: Material, lang: str) -> None:
    told = {part.caption: part.alt for s in sections(material, lang) for part in s.parts if isinstance(part, Figure)}
    openings, pay = (next(alt for caption, alt in told.items() if word in caption) for word in CAPTIONS[lang])
    assert re.search(r"\d{4}", openings)
    assert str(sum(o.seats for o in material.programme.scenario.openings)) in openings
    for leg in ("victims_withheld", "release_savings", "available_pay"):
        label = language.typeset(said(material.programme.indicators[leg].label, lang), lang)
        assert pay.count(label) == len(material.drawn.gathered.known.where.periods) - 1
    (moved,) = (alt for caption, alt in told.items() if language.term("inputs", NAMED, lang) in alt)
    assert re.search(r"\d[,.]\d", moved)


CAPTIONS = {"fr": ("ouvertures", "rémunération nette"), "en": ("Openings", "net pay")}
NAMED = "pass_rate"


def test_one_thing_has_one_name(lang: str) -> None:
    names = {language.term(kind, "release_savings", lang) for kind in ("item", "column")}
    wanted = {"fr": "Pécule de libération", "en": "Release savings"}[lang]
    assert names == {wanted}


def test_what_a_worker_may_spend_has_one_name(catalogue: Catalogue, lang: str) -> None:
    known = programme(catalogue, "rennes-2009", ()).indicators
    wanted = {"fr": "Part disponible", "en": "Available pay"}[lang]
    named = {language.term("item", "available_pay", lang), language.term("column", "available", lang),
             said(known["available_pay"].label, lang), language.text(lang)("Available pay")}  # fmt: skip
    assert named == {wanted}
    assert said(known["kept_per_worker"].label, lang).startswith(wanted)


def test_a_prison_s_page_tells_intervals_and_months_as_one_says_them(catalogue: Catalogue, lang: str) -> None:
    """Muret opens in April 2029; who could work there is uncertain."""
    here = host(programme(catalogue, "france-2030", ()), "muret", 8, 1)
    assert {"fr": "à partir d'avril 2029", "en": "from April 2029"}[lang] in host_tables.in_plan(here, lang)
    between = {"fr": " à ", "en": " to "}[lang]
    rows = [*host_tables.companies(here, lang).rows, *host_tables.people(here, lang).rows]
    assert [row for row in rows if any(between not in cell for cell in row[1:5])] == []
    assert [name for name, _value, ends, _more in onepager.first_page(here, lang).cards[2:] if not ends] == []


def test_a_row_is_never_parted(lang: str) -> None:
    """Rows of many lines: each stands whole on one page."""
    row = ("name", *("x",) * 5, " ".join(["mark{}"] + ["word"] * 60 + ["end{}"]))
    rows = tuple((f"{n} {row[0]}", *row[1:-1], row[-1].format(n, n)) for n in range(40))
    head = ("Prison", "a", "b", "c", "d", "e", "f")
    section = Section("one", "One", (Table("Rows", head, rows, words=1),))
    first = FirstPage("T", "Q", ("A",), (), "L", ("l",), ())
    pages = [
        p.extract_text()
        for p in PdfReader(BytesIO(document.printed(Paper(first, (section,), "f", "file"), lang))).pages
    ]
    assert len(pages) > 3
    for n in range(40):
        began = [i for i, text in enumerate(pages) if re.search(rf"mark{n}\b", text)]
        ended = [i for i, text in enumerate(pages) if re.search(rf"end{n}\b", text)]
        assert began == ended
