"""Every published table of the two scenarios: a row of the model has its interval, or says which engine tells it."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from html import unescape

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Block

from language import formats
from language.terms import term
from tests.app.test_pages import fine, opened
from ui import cached
from ui.comparing import Comparing, comparing, of_rules

PAGES = {
    "rollout": {}, "pay": {}, "overview": {}, "prisons": {"prison": "rennes-femmes"}, "partners": {}, "money": {},
    "reinsertion": {}, "compare": {},
}  # fmt: skip
"""Pages with figures of the model, and what to open them with."""
GIVEN = {
    "Contributions of the month", "Same hours, same offer, another law (euros of each month)",
    "March 2009, with a creditor", "Workshops of the scenario", "Rooms", "Security rules", "Jobs to compare with",
    "Market prices: weak sources, to be replaced by the company's own",
}  # fmt: skip
"""Tables of what is law, observed, or decided by the scenario."""
COUNTED = ("Budget and targets, over", "{n} prisons do not suit", "{n} prison does not suit")
"""Tables of chances, which are shares of the draws whose number they tell, and of prisons by the reason why they do not
suit, which is told at best values, as the line below says; {n} stands for a number."""
ROWS = {
    "Gross pay an hour", "Net pay, against this job", "Pay and contributions, for an hour of work",  # of one month: law
    "Paid to the creditor in one month",  # law
    "Same hour billed in France",  # observed, in euros of its own year in 2009
    "Limit on State investment", "Agreements",  # decided
}  # fmt: skip
"""Beginnings of rows of such figures inside other tables."""
STAYS = {("rennes-2009", "Seats open at the end of the period")}
"""Rows that are alike in every draw, by scenario: the company of the pilot stayed."""
BESIDE = {"rennes-2009": "rennes-2009@reading-a", "france-2030": "france-2030@pay-at-half-smic"}
"""What a scenario is compared with."""
STATED = ("Erlang C, a formula of the times and shares typed in",)
"""How a line under a table begins that says why nothing in it was drawn."""
ANSWERS = ("overview", "money")
"""Pages that answer with a sentence of the draws."""


def walk(block: Block) -> Iterator[tuple[str, str]]:
    """What the page says, in the order in which it stands there: kind and text."""
    for child in block.children.values():
        if isinstance(child, Block):
            yield from walk(child)
        elif hasattr(child, "value") and isinstance(child.value, str):
            yield child.type, child.value


def tables(page: AppTest) -> Iterator[tuple[str, list[list[str]], str]]:
    """Caption, rows of cells, and the lines that follow up to the next table or heading."""
    said = list(walk(page.main))
    for place, (kind, text) in enumerate(said):
        if kind != "html" or "<table" not in text:
            continue
        after = []
        for kind_, line in said[place + 1 :]:
            if kind_ in ("header", "subheader") or "<table" in line:
                break
            after.append(line)
        found = re.search(r"<caption>(.*?)</caption>", text, re.S)
        rows = [
            [
                unescape(re.sub(r"<[^>]+>", "\n", cell)).strip()
                for cell in re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", row, re.S)
            ]
            for row in re.findall(r"<tr>(.*?)</tr>", text, re.S)[1:]
        ]
        yield unescape(found.group(1)) if found else "", rows, "\n".join(after)


def drawn(job: Comparing) -> None:
    """Wait until a comparison is computed."""
    job.start()
    job.wait(120)
    assert job.shown is not None


def bare(rows: list[list[str]], lang: str) -> list[list[str]]:
    """Rows whose figures have neither an interval nor a word for their engine."""
    between = {"en": " to ", "fr": " à "}[lang]
    engines = {term("told_by", one, lang) for one in ("plan", "expected")}
    return [
        row
        for row in rows
        if any(re.search(r"[1-9]", cell) for cell in row[1:])
        and not any(between in cell for cell in row[1:])
        and not engines & set(row)
    ]


def alone(sentence: str) -> list[str]:
    """Amounts of euros in an English sentence that have no interval behind them."""
    told = re.sub(r"\[.*?\]", "[]", sentence)
    return re.findall(r"€[\d,.]*\d[kM]?(?![\d,.]*\d|[kM])(?! \[)", told)


@pytest.mark.parametrize("scenario", ["rennes-2009", "france-2030"])
@pytest.mark.parametrize("view", PAGES)
def test_every_row_has_an_interval_or_says_its_engine(scenario: str, view: str) -> None:
    """In English, with all draws of the scenario and of what stands beside it."""
    cached.futures(scenario).run(1)
    if view == "overview":
        for one in cached.written():
            if one.startswith(f"{scenario}@"):
                cached.futures(one).run(1)
    if view == "pay":
        drawn(of_rules(scenario, (), ("statutory", "flat:0.25")))
    link = PAGES[view] if scenario == "rennes-2009" or view != "prisons" else {"prison": "melun"}
    if view == "compare":
        link = {"with": BESIDE[scenario]}
        drawn(comparing((scenario, BESIDE[scenario]), ()))
    page = fine(opened(f"ui/views/{view}.py", "en", scenario=scenario, **link))
    seen, wrong = 0, []
    for caption, rows, after in tables(page):
        seen += 1
        if caption in GIVEN or re.sub(r"\d[\d,]*", "{n}", caption).startswith(COUNTED):
            continue
        if not any(line.startswith(STATED) for line in after.splitlines()):
            wrong += [
                (caption, row)
                for row in bare(rows, "en")
                if not row[0].startswith(tuple(ROWS)) and (scenario, row[0]) not in STAYS
            ]
    assert seen, "a page of figures has tables"
    told = [unescape(text) for kind, text in walk(page.main) if kind == "html"]
    cards = [text for text in told if 'class="es-card"' in text]
    wrong += [("card", [text]) for text in cards if "90%: " not in text]
    if view in ANSWERS:
        sentences = [text for text in told if 'class="es-answer"' in text]
        assert sentences, "the page answers"
        wrong += [("answer", euros) for euros in map(alone, sentences) if euros]
    assert wrong == []


def test_a_row_without_an_interval_is_seen() -> None:
    """The walk finds what it looks for."""
    rows = [["At work", "9.9 people"], ["At work", "9.9\n8.0 to 11.9"], ["Seats", "12", "the plan"], ["None", "0"]]
    assert bare(rows, "en") == [["At work", "9.9 people"]]
    assert alone("It costs €1.5M [€0.5M to €3.4M], not €12,000, and €402.60 [€308.83 to €496.23].") == ["€12,000"]


@pytest.mark.parametrize(
    ("lang", "told"),
    [("fr", "des mois sous 75\u00a0% dans les tirages"), ("en", "of months under 75% in the draws")],
)
def test_low_months_are_told_once_and_the_rest_is_explained(lang: str, told: str) -> None:
    """One row a workshop, drawn; what chance alone would make stands under it."""
    cached.futures("rennes-2009").run(1)
    page = fine(opened("ui/views/prisons.py", lang, scenario="rennes-2009", prison="rennes-femmes"))
    assert any(told in caption.value for caption in page.caption)
    last = [rows for _caption, rows, _after in tables(page) if any(" / 12" in cell for row in rows for cell in row)]
    assert len(last) == 1
    assert len(last[0]) == 1


@pytest.mark.parametrize(
    ("lang", "told"), [("fr", "Moyennes de 1\u202f024 tirages communs"), ("en", "Means of 1,024 draws that")]
)
def test_two_rules_follow_the_rate(lang: str, told: str) -> None:
    """Expected values until the draws of this rate are there, and the page says which it shows."""
    cached.futures("rennes-2009").run(1)
    job = of_rules("rennes-2009", (), ("statutory", "flat:0.4"))
    job.start()
    job.wait(120)
    while not job.over:
        time.sleep(0.05)
    page = fine(opened("ui/views/pay.py", lang, scenario="rennes-2009", flat="40"))
    assert any(caption.value.startswith(told) for caption in page.caption)
    assert job.shown is not None
    table = next(rows for _caption, rows, after in tables(page) if told in after)
    here = ("victims_withheld", "programme", "", "2009"), (job.programmes[1].id, "difference")
    assert formats.number(float(str(job.shown.table.loc[here])) / 1000, lang, 1) in table[0][4]
