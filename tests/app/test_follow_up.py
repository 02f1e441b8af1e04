"""The follow-up page: empty, with a file that is wrong, and from what happened to the plan from today."""

from __future__ import annotations

import time

import pytest
from streamlit.testing.v1 import AppTest

from tests.app.test_pages import fine, opened
from tests.app.test_rollout import texts

VIEW = "ui/views/follow_up.py"
GOOD = (
    b"month,prison,company,seats_open,at_work\n2009-06,rennes-femmes,webhelp,12,6\n2009-07,rennes-femmes,webhelp,10,7\n"
)
WRONG = b"month,prison,company,at_work\n2009-06,rennes-femmes,webhelp,six\n2009-07,nowhere,webhelp,7\n"


def brought(page: AppTest, content: bytes) -> AppTest:
    page.file_uploader(key="actuals").upload("actuals.csv", content, "text/csv")
    return page.run()


def done(page: AppTest, key: str) -> AppTest:
    """The page once the work that a button begins is over."""
    page.button(key=key).click().run()
    for _turn in range(1200):
        if not any(button.key in (key, f"{key}-stop") for button in page.button):
            return page
        time.sleep(0.1)
        page.run()
    raise AssertionError(f"{key} never ends")


@pytest.mark.parametrize(("lang", "said"), [("fr", "Pas encore de fichier"), ("en", "No file yet")])
def test_empty(lang: str, said: str) -> None:
    page = fine(opened(VIEW, lang, scenario="rennes-2009"))
    assert said in page.info[0].value
    assert page.get("download_button")


def test_a_file_that_is_wrong_is_told_with_its_lines() -> None:
    page = brought(fine(opened(VIEW, "en", scenario="rennes-2009")), WRONG)
    assert not page.exception
    told = page.error[0].value.replace("\\", "")
    assert "actuals.csv:2: at_work: “six”" in told
    assert "actuals.csv:3: prison: " in told


def test_of_thousands_of_faults_the_first_are_told() -> None:
    """All 60,000 of a file held the browser for minutes."""
    head, *_rows = WRONG.splitlines(keepends=True)
    page = brought(fine(opened(VIEW, "fr", scenario="rennes-2009")), head + 3000 * b"2009-06,rennes-femmes,webhelp,x\n")
    assert not page.exception
    told = page.error[0].value.replace("\\", "")
    assert "actuals.csv:2: at_work" in told
    assert told.count("\n- ") == 51
    assert "de plus" in told.splitlines()[-1]


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_from_what_happened_to_the_plan_from_today(lang: str) -> None:
    page = brought(fine(opened(VIEW, lang, scenario="rennes-2009")), GOOD)
    fine(done(fine(page), "compare"))
    assert {"fr": "Sur 4 chiffres", "en": "Of 4 figures"}[lang] in texts(page)
    fine(done(page, "replan"))
    shown = texts(page)
    assert {"fr": "déjà ouvert 1", "en": "stands already 1"}[lang] in shown
    assert len(page.get("download_button")) >= 6


def test_what_one_visitor_brings_is_hers_alone() -> None:
    """Another with the same file finds nothing compared; she herself finds it again, and is told how few they are."""
    mine = fine(done(brought(fine(opened(VIEW, "en", scenario="rennes-2009")), GOOD), "compare"))
    assert "a file of names" in texts(mine)
    hers = brought(fine(opened(VIEW, "en", scenario="rennes-2009")), GOOD)
    assert any(button.key == "compare" for button in hers.button)
    assert "Of 4 figures" not in texts(hers)
    again = fine(mine.run())
    assert "Of 4 figures" in texts(again)
