"""Every page alone and in the frame, in both languages, on every scenario: no exception, nothing untranslated."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po
from streamlit.testing.v1 import AppTest

import language
from language.catalogue import DOMAIN, FOLDER
from ui import cached

ROOT = Path(__file__).resolve().parents[2]
VIEWS = (
    "overview", "prisons", "partners", "rollout", "pay", "reinsertion", "money", "compare", "sources", "follow_up",
    "report",
)  # fmt: skip
TITLES = {
    "overview": {"fr": "France 2030", "en": "France 2030"},
    "prisons": {"fr": "Prisons", "en": "Prisons"},
    "partners": {"fr": "Entreprises partenaires", "en": "Partner companies"},
    "rollout": {"fr": "Déploiement", "en": "Roll-out"},
    "pay": {"fr": "Rémunération et victimes", "en": "Pay and victims"},
    "money": {"fr": "Argent", "en": "Money"},
    "reinsertion": {"fr": "Réinsertion", "en": "Reinsertion"},
    "compare": {"fr": "Comparer des scénarios", "en": "Compare scenarios"},
    "sources": {"fr": "Sources et hypothèses", "en": "Sources and assumptions"},
    "follow_up": {"fr": "Suivi", "en": "Follow-up"},
    "report": {"fr": "Rapport", "en": "Report"},
}


def opened(script: str, lang: str, **link: str) -> AppTest:
    """A script as a visitor with this link opens it."""
    page = AppTest.from_file(str(ROOT / script), default_timeout=60)
    page.query_params["lang"] = lang
    for key, value in link.items():
        page.query_params[key] = value
    return page.run()


def fine(page: AppTest) -> AppTest:
    """The same, if nothing went wrong on it."""
    assert not page.exception, page.exception[0].message
    assert not page.error, page.error[0].value
    return page


@pytest.mark.parametrize("lang", language.LANGUAGES)
@pytest.mark.parametrize("view", VIEWS)
def test_page_alone(view: str, lang: str) -> None:
    assert fine(opened(f"ui/views/{view}.py", lang)).title[0].value == TITLES[view][lang]


@pytest.mark.parametrize("lang", language.LANGUAGES)
def test_pages_in_the_frame(lang: str) -> None:
    page = fine(opened("dashboard.py", lang))
    for view in VIEWS:
        fine(page.switch_page(f"ui/views/{view}.py").run())
        assert page.title[0].value == TITLES[view][lang]
        assert page.query_params["lang"] in (lang, [lang]), "a page switch drops the query string: put back"


@pytest.mark.parametrize("scenario", ["rennes-2009", "rennes-2009@reading-a", "expansion-2009", "france-2030"])
@pytest.mark.parametrize("view", VIEWS)
def test_every_scenario(view: str, scenario: str) -> None:
    page = fine(opened("dashboard.py", "fr", scenario=scenario))
    fine(page.switch_page(f"ui/views/{view}.py").run())
    assert page.selectbox(key="scenario").value == scenario


@pytest.mark.parametrize("prison", ["rennes-femmes", "belfort", "csl-grenoble", "le-port"])
def test_page_of_a_prison(prison: str) -> None:
    page = fine(opened("ui/views/prisons.py", "fr", prison=prison))
    assert page.selectbox(key="prison").value == prison
    assert page.subheader[0].value.startswith("Candidats")


def test_levers_of_pay_react_and_stay_in_the_link() -> None:
    page = fine(opened("ui/views/pay.py", "fr", scenario="rennes-2009", hours="30"))
    assert page.text_input(key="hours").value == "30"
    fine(page.text_input(key="hours").set_value("17,5").run())
    assert page.query_params["hours"] in ("17.5", ["17.5"])
    assert "455,00" in "".join(h.value for h in page.get("html")).replace("\u202f", "").replace("\xa0", "")
    page.text_input(key="hours").set_value("abc").run()
    assert page.error


def test_a_forged_link_does_no_harm() -> None:
    link = {"scenario": "nowhere", "period": "1066", "prison": "<script>", "activity": "x", "month": "tomorrow"}
    for view in VIEWS:
        fine(opened(f"ui/views/{view}.py", "fr", **link))


def test_faults_of_the_inputs_are_sentences() -> None:
    for script in ("dashboard.py", "ui/views/overview.py"):
        page = opened(script, "fr", set="policy.flor=0.5")
        assert not page.exception
        assert "policy" in page.error[0].value
        assert "Traceback" not in page.error[0].value


@pytest.mark.parametrize("asked", ["policy.flor=0.5", "foo", "companies.webhelp.leaving=7"])
@pytest.mark.parametrize("view", VIEWS)
def test_a_link_that_does_not_fit_keeps_the_title_and_speaks_of_the_link(view: str, asked: str) -> None:
    page = opened(f"ui/views/{view}.py", "fr", scenario="rennes-2009", set=asked)
    assert not page.exception
    assert len(page.title) == 1
    assert "le lien de cette page" in page.error[0].value
    assert "--set" not in page.error[0].value.replace("\\", "")


def test_a_change_of_the_scenario_is_applied_and_taken_away() -> None:
    page = fine(opened("dashboard.py", "fr", set="policy.floor=0.6"))
    assert "policy.floor" in " ".join(m.value for m in page.markdown)
    fine(page.button(key="forget").click().run())
    assert "policy.floor" not in " ".join(m.value for m in page.markdown)


def test_every_string_has_its_french() -> None:
    found = set()
    for folder in ("ui", "reports"):
        for _file, _line, message, _comments, _context in extract_from_dir(str(ROOT / folder), keywords={"_": None}):
            found.add(message)
    with (FOLDER / "fr" / "LC_MESSAGES" / f"{DOMAIN}.po").open("rb") as source:
        known = {m.id for m in read_po(source) if m.string}
    assert found <= known, sorted(str(m) for m in found - known)


WISH = "expansion-2009@ministers-wish"
WISHED = {
    "fr": "Étendre en 2009\u202f: dix prisons de plus – Le vœu de la ministre, plan optimisé",
    "en": "Expand in 2009: ten more prisons – The minister's wish, optimised plan",
}


def of_the_wish(view: str, lang: str) -> AppTest:
    """A page of the scenario that leaves its plan to the optimiser."""
    page = opened("dashboard.py", lang, scenario=WISH)
    return page if view == "overview" else page.switch_page(f"ui/views/{view}.py").run()


@pytest.mark.parametrize(
    ("view", "lang"), [*((view, "fr") for view in VIEWS if view not in ("rollout", "partners")), ("overview", "en")]
)
def test_a_plan_still_to_be_found_is_said_so(view: str, lang: str) -> None:
    """A scenario left to the optimiser cannot be shown yet: the page says so under its title, and where to search."""
    page = fine(of_the_wish(view, lang))
    told = {"fr": "laissé à l'optimiseur", "en": "left to the optimiser"}[lang]
    assert any(told in info.value for info in page.info)
    assert [title.value for title in page.title] == [TITLES[view][lang] if view != "overview" else WISHED[lang]]


@pytest.mark.slow
def test_a_plan_that_was_found_is_shown_on_every_page() -> None:
    """Once searched, the plan is what all pages speak of."""
    solving = cached.solving(WISH)
    solving.start()
    end = time.monotonic() + 240
    while solving.planned is None and not solving.over and time.monotonic() < end:
        time.sleep(0.2)
    solving.stop()
    assert solving.planned is not None
    assert len(solving.planned.scenario.openings) >= 10
    for view in VIEWS:
        page = fine(of_the_wish(view, "fr"))
        assert page.title
        assert not any("laissé à l'optimiseur" in info.value for info in page.info), view
    solving.wait(60)


@pytest.mark.parametrize(("lang", "told"), [("fr", "publié 1\u202f; "), ("en", "published 1; ")])
def test_a_semicolon_has_a_space_before_it_in_french_alone(lang: str, told: str) -> None:
    """English pages had the French one in what they list of a prison."""
    page = fine(opened("ui/views/prisons.py", lang, scenario="expansion-2009", prison="muret"))
    said = " ".join(str(one.value) for one in (*page.caption, *page.markdown))
    assert told in said
    assert lang == "fr" or not re.search(r"\s;", said)
