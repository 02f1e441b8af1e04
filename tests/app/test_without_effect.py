"""The pages: nothing that rests on an effect stands in a table without what it is if there is none, and every page of
indicators says where its numbers come from."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from html import unescape
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

import language
from model.loading.assembly import programme
from model.without_effect import rest_on_effects
from reports.wording import said
from tests.app.test_pages import VIEWS, fine, opened
from tests.examples import shipped
from ui.comparing import comparing

ZERO = {
    "fr": "sans effet|Sans aucun effet|effets sont nuls|sans rien",
    "en": "no effect|Without any effect|effects are zero",
}
SCENARIO = "rennes-2009@reading-a"


def tables(page: AppTest) -> list[tuple[list[str], list[list[str]]]]:
    """Heads and rows of every table of words and numbers on a page."""
    found = []
    for block in page.get("html"):
        for table in re.findall(r"<table class=\"es-table[^>]*\">.*?</table>", block.value, flags=re.S):
            head, body = table.split("<tbody>")
            heads = [text(cell) for cell in re.findall(r"<th.*?>(.*?)</th>", head, flags=re.S)]
            rows = [[text(c) for c in re.findall(r"<t[hd].*?>(.*?)</t[hd]>", row, flags=re.S)]
                    for row in re.findall(r"<tr.*?>(.*?)</tr>", body, flags=re.S)]  # fmt: skip
            found.append((heads, rows))
    return found


def text(cell: str) -> str:
    """A cell without its tags."""
    return unescape(re.sub(r"<.*?>", " ", cell)).strip()


def shown(view: str, lang: str) -> AppTest:
    """A page of the pilot; the comparison once it is computed."""
    link = {"scenario": SCENARIO}
    if view == "compare":
        link |= {"with": SCENARIO, "base": "rennes-2009"}
        job = comparing(("rennes-2009", SCENARIO), ())
        job.start()
        end = time.monotonic() + 120
        while not job.over and time.monotonic() < end:
            time.sleep(0.2)
        assert job.shown is not None
    return fine(opened(f"ui/views/{view}.py", lang, **link))


@pytest.mark.parametrize("lang", language.LANGUAGES)
@pytest.mark.parametrize("view", [view for view in VIEWS if view != "sources"])  # it tells weights, not values
def test_every_table_of_a_page_has_it_beside(view: str, lang: str) -> None:
    built = programme(shipped(), "rennes-2009")
    wanted = {language.typeset(said(built.indicators[n].label, lang), lang) for n in rest_on_effects(built)}
    wanted |= {said(built.indicators[n].label, lang) for n in rest_on_effects(built)}
    seen = set[str]()
    for heads, rows in tables(shown(view, lang)):
        beside = any(re.search(ZERO[lang], head) for head in heads)
        for position, row in enumerate(rows):
            if row[0] in wanted:
                after = rows[position + 1][0] if position + 1 < len(rows) else ""
                assert beside or re.search(ZERO[lang], after), (view, row)
                seen.add(row[0])
        assert not wanted & set(heads), (view, heads)
    assert bool(seen) is (view in ("compare", "reinsertion")), view


def questions(block: Any) -> Iterator[str]:
    """Labels of what opens on a page."""
    if getattr(block, "type", "") == "popover":
        yield block.proto.popover.label
    for child in getattr(block, "children", {}).values():
        yield from questions(child)


ASKED = {"fr": {"D'où vient ce chiffre ?", "D'où viennent ces chiffres ?"},
         "en": {"Where does this number come from?", "Where do these numbers come from?"}}  # fmt: skip


@pytest.mark.parametrize("lang", language.LANGUAGES)
@pytest.mark.parametrize(
    ("view", "count"),
    [("overview", 8), ("money", 10), ("reinsertion", 1), ("compare", 1), ("pay", 2), ("rollout", 1), ("sources", 1)],
)
def test_a_page_of_indicators_says_where_they_come_from(view: str, count: int, lang: str) -> None:
    """Behind each card, under each table of indicators."""
    asked = {language.typeset(one, lang) for one in ASKED[lang]}
    found = [label for label in questions(shown(view, lang).main) if label in asked]
    assert len(found) >= count
