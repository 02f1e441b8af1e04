"""The roll-out page: a written plan and an offer to optimise; then the answer, the limits, the plan; both languages."""

from __future__ import annotations

from threading import Event, Thread
from time import sleep
from types import SimpleNamespace

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

import language
from model.rollout.solution import Progress
from model.schema.rollout import Aim
from tests.app.test_pages import fine, opened
from ui import cached, lacking
from ui.solving import Turn

SCENARIO = "expansion-2009"


def texts(page: AppTest) -> str:
    """Everything that the page says in words and tables."""
    return " ".join(
        e.value for kind in ("html", "markdown", "info", "caption", "subheader", "header") for e in page.get(kind)
    )


@pytest.mark.parametrize(
    ("lang", "offer", "need"),
    [
        ("fr", "Chercher le meilleur plan", "Contrats d&#x27;implantation"),
        ("en", "Search for the best plan", "Agreements"),
    ],
)
def test_a_written_plan_and_the_offer_to_optimise(lang: str, offer: str, need: str) -> None:
    """Before any search: what the written plan requires, and a button."""
    page = fine(opened("ui/views/rollout.py", lang, scenario="rennes-2009"))
    assert page.button(key="search").label == offer
    assert need in texts(page)
    assert page.selectbox(key="needs-year").value == "2010", "the first full year"


def test_a_plan_that_is_to_be_chosen() -> None:
    """Nothing is shown that was not searched."""
    page = fine(opened("ui/views/rollout.py", "fr", scenario="france-2030@seats-3000"))
    assert "Le plan de ce scénario est à choisir" in texts(page)
    assert page.button(key="search").label == "Chercher le meilleur plan"
    assert "Ce que le plan exige" not in texts(page)


@pytest.mark.parametrize(
    ("step", "aim", "counted"),
    [
        ("here", None, "personnes au travail"),
        ("partners+space", None, "personnes au travail"),
        ("plan", "seat_months", "mois de travail"),
        ("plan", "public_cost", "solde public, en euros de la première année"),
        ("plan", None, "somme pondérée"),
        ("alternatives", "victims", "euros versés aux victimes"),
    ],
)
def test_a_search_says_what_its_figures_count(
    step: str, aim: Aim | None, counted: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    solving = cached.solving("rennes-2009", ())
    monkeypatch.setattr(solving, "running", True)
    monkeypatch.setattr(solving, "step", step)
    monkeypatch.setattr(solving, "progress", Progress(1.0, 120.5, 130.0, aim))
    page = fine(opened("ui/views/rollout.py", "fr", scenario="rennes-2009"))
    assert f"borne prouvée 130,0 ({counted})" in texts(page)


@pytest.mark.parametrize(
    ("lang", "invested", "posts"),
    [
        ("fr", "Investissement de l'État cumulé", "Postes de surveillants"),
        ("en", "State investment in all", "Officer posts"),
    ],
)
def test_what_the_plan_commits_the_state_to(lang: str, invested: str, posts: str) -> None:
    """Cumulated investment, then commitments year by year, of the programme or of a direction."""
    page = fine(opened("ui/views/rollout.py", lang, scenario=SCENARIO))
    assert invested in texts(page)
    assert posts in texts(page)
    link = {"scenario": SCENARIO, "money-place": "disp:Rennes"}
    assert texts(fine(opened("ui/views/rollout.py", lang, **link))) != texts(page)


def test_requirements_of_a_place_stay_in_the_link() -> None:
    page = fine(opened("ui/views/rollout.py", "fr", scenario=SCENARIO))
    fine(page.selectbox(key="needs-place").select("prison:muret").run())
    assert page.query_params["needs-place"] in ("prison:muret", ["prison:muret"])
    assert "Ce que le plan exige en" in texts(page)


@pytest.mark.slow
def test_the_search_and_its_answer_in_both_languages() -> None:
    """The button begins a search beside the page; when it is over the page answers the minister and shows the plan."""
    page = fine(opened("ui/views/rollout.py", "fr", scenario="rennes-2009", set="targets.seats=8"))
    fine(page.button(key="search").click().run())
    solving = cached.solving("rennes-2009", ("targets.seats=8",))
    solving.wait(120)
    assert solving.over
    for lang in language.LANGUAGES:
        page = fine(opened("ui/views/rollout.py", lang, scenario="rennes-2009", set="targets.seats=8"))
        said = texts(page)
        answer = {"fr": "Les partenaires en vue suffisent", "en": "The partners at hand are enough"}[lang]
        plan = {"fr": "Le plan trouvé", "en": "The plan found"}[lang]
        assert answer in said
        assert plan in said
        refusals = {"fr": "Couples qui ne peuvent pas ouvrir", "en": "Pairs that cannot open"}[lang]
        assert refusals in said


@pytest.mark.slow
def test_a_way_out_is_not_taken_for_chance() -> None:
    """Its plan counts on candidates whom no draw has: the page put the difference down to chance."""
    solving = cached.solving("rennes-2009", ("targets.seats=40",))
    solving.start()
    solving.wait(240)
    assert solving.over
    assert solving.found.futures is not None
    solving.found.futures.start(1)
    solving.found.futures.wait(120)
    for lang, told in (("fr", "auxquels les tirages n'ajoutent personne"), ("en", "to whom the draws add none")):
        said = texts(fine(opened("ui/views/rollout.py", lang, scenario="rennes-2009", set="targets.seats=40")))
        assert told in said
        assert "closed form" not in said
        assert "formule fermée" not in said


def test_a_search_can_be_stopped() -> None:
    """Stopped before it begins to search: over, and nothing is claimed."""
    solving = cached.solving("rennes-2009", ("targets.seats=7",))
    solving.start()
    solving.stop()
    solving.wait(60)
    assert solving.over
    assert solving.stopped
    assert not solving.faults
    assert solving.found.partial
    for lang, sentence in (
        ("fr", "La recherche a été arrêtée avant d'avoir trouvé un plan"),
        ("en", "The search was stopped before it found a plan"),
    ):
        page = fine(opened("ui/views/rollout.py", lang, scenario="rennes-2009", set="targets.seats=7"))
        told = texts(page)
        assert sentence in told
        assert "es-answer" not in told


def asked(page: AppTest) -> tuple[str, ...]:
    """The changes on top of the scenario."""
    kept: dict[str, tuple[str, ...]] = page.session_state["settings"]
    return kept["rennes-2009"]


def test_target_and_limits_are_set_and_taken_back() -> None:
    """Fields become changes of the scenario, shown as a difference from its file; each can be taken back."""
    page = fine(opened("ui/views/rollout.py", "fr", scenario="rennes-2009"))
    page.number_input(key="ask-level").set_value(6)
    page.number_input(key="ask-budget-2010").set_value(500)
    page.selectbox(key="ask-ramp").select("free")
    fine(page.button(key="ask-go").click().run())
    wanted = ("targets.seats={at_least: 6, by: 2011}", "limits.state_capex={2010: 500000}", "limits.company_ramp=free")
    assert asked(page) == wanted
    assert cached.programme("rennes-2009", wanted).scenario.limits.state_capex == {2010: 500_000}
    assert "tel qu'il est dans son fichier" in texts(page)
    solving = cached.solving("rennes-2009", wanted)
    solving.stop()
    solving.wait(60)
    fine(page.button(key="back-targets.seats").click().run())
    assert asked(page) == wanted[1:]
    assert page.number_input(key="ask-level").value is None, "the field is the file's again"


def test_a_pair_is_forbidden_and_allowed_again() -> None:
    page = fine(opened("ui/views/rollout.py", "fr", scenario="rennes-2009"))
    fine(page.button(key="forbid-go").click().run())
    assert asked(page) == ("forbid=[{prison: rennes-femmes, company: webhelp}]",)
    fine(page.button(key="allow-0").click().run())
    assert asked(page) == ()


def test_an_opening_that_cannot_be_is_told_and_not_applied() -> None:
    """Pinned where the pair is forbidden: a sentence, and the scenario stays as it was."""
    page = fine(opened("ui/views/rollout.py", "fr", scenario="rennes-2009"))
    fine(page.button(key="forbid-go").click().run())
    before = asked(page)
    page.button(key="pin-go").click().run()
    assert not page.exception
    assert "rien n'en est appliqué" in page.error[0].value
    assert "Rennes" in page.error[0].value
    assert "rennes-femmes" not in page.error[0].value, "by its name"
    assert asked(page) == before


def test_openings_that_contradict_each_other_are_told_before_any_search() -> None:
    """One workshop pinned twice, as a link may ask: told on the page at once, once, and gone with one of the two."""
    pins = (f"{{prison: muret, company: archetype-surveys, quarter: 2010-{q}}}" for q in ("Q2", "Q4"))
    link = {"scenario": "expansion-2009@ministers-wish", "set": f"pin=[{', '.join(pins)}]"}
    page = opened("ui/views/rollout.py", "fr", **link)
    (told,) = [one.value for one in page.error]
    assert "Aucun plan ne peut tenir" in told
    assert "Muret" in told
    page.button(key="unpin-1").click().run()
    assert not page.exception
    assert list(page.error) == []


def test_a_workshop_that_stands_is_not_pinned_again() -> None:
    """Its pin is the scenario's, and stays."""
    page = fine(opened("ui/views/rollout.py", "fr", scenario="expansion-2009@ministers-wish"))
    page.selectbox(key="pin-prison").set_value("rennes-femmes")
    page.selectbox(key="pin-company").set_value("webhelp")
    page.button(key="pin-go").click().run()
    assert not page.exception
    assert "existe déjà" in page.error[0].value
    assert not any(page.session_state["settings"].values())
    page.button(key="forbid-go").click().run()
    assert not page.exception
    assert "ne peut plus être interdite" in page.error[0].value
    assert not any(page.session_state["settings"].values())


def test_people_at_most_are_told_and_stay() -> None:
    """A most that a link asks for is read on the page, told at once where what stands breaks it, and kept when the
    other fields change."""
    wish, most = "expansion-2009@ministers-wish", "targets.seats={{at_most: 5, by: {}}}"
    page = opened("ui/views/rollout.py", "fr", scenario=wish, set=most.format(2013))
    assert not page.exception
    assert "au plus 5 d'ici fin 2013" in texts(page)
    (told,) = [one.value for one in page.error]
    assert "5 au plus" in told
    assert "Rennes" in told
    page.selectbox(key="ask-by").set_value(2012)
    page.button(key="ask-go").click().run()
    assert page.session_state["settings"]["expansion-2009"] == (most.format(2012),)
    cached.solving(wish, (most.format(2012),)).wait(60)


def test_only_quarters_that_a_workshop_can_be_ready_by_are_offered() -> None:
    """Nothing decided in January 2009 opens before it is prepared: the first quarters were offered, and refused."""
    page = fine(opened("ui/views/rollout.py", "fr", scenario="expansion-2009@ministers-wish"))
    assert page.selectbox(key="pin-quarter").options[0] == "4e trimestre 2009"
    page.selectbox(key="pin-prison").set_value("muret")
    page.selectbox(key="pin-company").set_value("archetype-surveys")
    fine(page.button(key="pin-go").click().run())
    kept = [change for changes in page.session_state["settings"].values() for change in changes]
    assert any("archetype-surveys" in change for change in kept), kept
    assert "0 dans le fichier, 1 ici" in texts(page), "the workshop that stands already is no decision"


def test_the_search_that_nobody_waits_for_knows_of_others() -> None:
    """The turn is held by one; it says whether another asks for it, and no longer once that one has it."""
    turn, begun = Turn(), Event()

    def second() -> None:
        begun.set()
        with turn:
            assert not turn.asked

    with turn:
        assert not turn.asked
        other = Thread(target=second)
        other.start()
        begun.wait(10)
        for _wait in range(1000):
            if turn.asked:
                break
            sleep(0.01)
        assert turn.asked
    other.join(10)
    assert not other.is_alive()
    assert not turn.asked


def test_a_limit_lifted_differs_by_the_people_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """141 beside 141 was told to be one more: 140.9 and 141.6 were, and nobody is rounded up."""
    found = {name: SimpleNamespace(people=people, bound=150.0, agreements=1, seats=1, investment=0.0)
             for name, people in (("partners", 141.6), ("space", 216.2), ("candidates", 142.1))}  # fmt: skip
    verdict = SimpleNamespace(here=SimpleNamespace(bound=147.9), people=141.0 - 1e-9, year=2013, met=True, lifted=found)
    shown: list[list[tuple[str, ...]]] = []
    monkeypatch.setattr(st, "session_state", {"lang": "en"})
    monkeypatch.setattr(lacking.widgets, "html_table", lambda rows, *_heads, **_more: shown.append(list(rows)))
    monkeypatch.setattr(lacking.widgets, "download", lambda *_table: None)
    lacking.limits(verdict)  # type: ignore[arg-type]
    assert [(row[1], row[3]) for row in shown[0]] == [("141", ""), ("141", "–"), ("216", "+75"), ("142", "+1")]
