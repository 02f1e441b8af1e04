"""Change a figure without YAML: checked before it counts, shown as a difference, undone, taken away as a file."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from model.loading.added import with_documents
from model.loading.assembly import programme
from model.loading.catalogue import load
from model.loading.rewritten import profile_with, scenario_with
from model.loading.strict import read_text
from model.schema.fields import figures
from model.schema.prison import Prison
from tests.app.test_pages import fine, opened

PATH = "prisons.agen.population.detained"


def form(page: AppTest, family: str, member: str, path: str) -> AppTest:
    """The form of one figure, opened."""
    page.session_state["change-open"] = True
    page = fine(page.run())
    page = fine(page.selectbox(key="change-family").set_value(family).run())
    page = fine(page.selectbox(key=f"change-member-{family}").set_value(member).run())
    return fine(page.selectbox(key=f"change-path-{family}-{member}").set_value(path).run())


def apply(page: AppTest) -> AppTest:
    """Ask for the change to be checked and applied."""
    return next(b for b in page.button if b.label == "Vérifier et appliquer").click().run()


def test_a_prison_is_corrected_with_its_source_and_put_back() -> None:
    """The change stands in the link with its mark and source, is shown as before and after, and can be undone."""
    page = fine(opened("dashboard.py", "fr", scenario="france-2030"))
    page = form(fine(page.switch_page("ui/views/sources.py").run()), "prisons", "agen", PATH)
    page.text_input(key=f"change-{PATH}-value").set_value("1 150,5")
    page.text_input(key=f"change-{PATH}-note").set_value("compté sur place")
    page = fine(apply(page))
    (setting,) = page.session_state["settings"]["france-2030"]
    assert setting.startswith(f"{PATH}={{value: 1150.5")
    assert "compté sur place" in setting
    assert any(PATH in m.value and "→" in m.value for m in page.markdown)
    page = fine(page.button(key="undo-0").click().run())
    assert page.session_state["settings"]["france-2030"] == ()


@pytest.mark.parametrize(("typed", "told"), [("abc", "Nombre attendu"), ("-5", "est trop bas")])
def test_a_faulty_value_is_told_and_not_applied(typed: str, told: str) -> None:
    """What is wrong is said; the scenario stays as it was."""
    page = fine(opened("dashboard.py", "fr", scenario="france-2030"))
    page = form(fine(page.switch_page("ui/views/sources.py").run()), "prisons", "agen", PATH)
    page.text_input(key=f"change-{PATH}-value").set_value(typed)
    page = apply(page)
    assert not page.exception
    assert told in page.error[0].value.replace("\\", "")
    assert not page.session_state["settings"]["france-2030"]


def test_a_sponsors_claim_is_refused_by_the_form() -> None:
    """Its source chosen beside a figure of the evidence: told, and not applied."""
    path = "evidence.prison_work.women.relative_risk_12m"
    page = fine(opened("dashboard.py", "fr", scenario="rennes-2009"))
    page = form(fine(page.switch_page("ui/views/sources.py").run()), "evidence", "prison_work", path)
    page.text_input(key=f"change-{path}-value").set_value("0,09")
    page.selectbox(key=f"change-{path}-mark").set_value("found")
    page.selectbox(key=f"change-{path}-source").set_value("televerde-2019")
    page = apply(page)
    assert not page.exception
    assert "affirmation" in page.error[0].value
    assert not page.session_state["settings"]["rennes-2009"]


def test_every_figure_of_a_prison_can_be_written() -> None:
    """Nested and optional ones too, each with its unit."""
    found = {field.path: field.bounds.unit for field in figures(Prison)}
    assert found["population.capacity"] == "places"
    assert found["flows.quit"] == "probability/month"
    assert found["debts.median"] == "EUR"


def test_what_was_changed_leaves_as_files_that_can_be_read_again() -> None:
    """A scenario with its changes, read as a file of its own, gives the same inputs; a profile has the new figure."""
    catalogue, settings = load(), (f"{PATH}={{value: 200, mark: assumed}}", "policy.floor=0.5")
    before = programme(catalogue, "rennes-2009@reading-a", ("law.employee_csg=0.05",))
    text = scenario_with(catalogue, "rennes-2009@reading-a", ("law.employee_csg=0.05",))
    again = with_documents(catalogue, [("scenarios", read_text(text, "rennes-2009.yaml"))])
    after = programme(again, "rennes-2009")
    for part in ("prisons", "companies", "law", "defaults", "activities"):
        assert getattr(after, part) == getattr(before, part)
    assert after.scenario.policy == before.scenario.policy
    profile = read_text(profile_with(catalogue, "france-2030", settings, "prisons", "agen"), "agen.yaml")
    assert profile.data["population"]["detained"] == {"value": 200, "mark": "assumed"}
    with_documents(catalogue, [("prisons", profile)])


@pytest.mark.parametrize("setting", ["law.floor_production=0.6", "policy.floor=0.6"])
def test_a_file_with_a_change_that_a_variant_does_not_fit_can_be_brought_back(setting: str) -> None:
    """It was refused for its variant at half the SMIC, once the law asked for 60 %."""
    catalogue = load()
    document = read_text(scenario_with(catalogue, "france-2030", (setting,)), "france-2030-changed.yaml")
    again = with_documents(catalogue, [("scenarios", document)])
    kept = set(programme(again, "france-2030").scenario.variants)
    every = set(programme(catalogue, "france-2030").scenario.variants)
    assert every - kept == ({"pay-at-half-smic"} if setting.startswith("law") else set())


def test_a_law_above_the_floor_of_a_variant_leaves_the_variant_out() -> None:
    """The overview and the comparison go on with those that the change fits, and name the others."""
    link = {"scenario": "france-2030", "set": "law.floor_production=0.6"}
    for page in ("overview", "compare"):
        shown = fine(opened(f"ui/views/{page}.py", "fr", **link))
        told = [one.value for one in shown.caption if "laissés de côté" in one.value]
        assert ["Plancher à 50" in one for one in told] == [True], told


def test_a_target_of_one_scenario_leaves_others_out_of_the_comparison() -> None:
    link = {"scenario": "rennes-2009", "set": "targets.seats={at_least: 9, by: 2011}"}
    shown = fine(opened("ui/views/compare.py", "fr", **link))
    assert [one for one in shown.caption if "laissés de côté" in one.value and "France 2030" in one.value]


@pytest.mark.parametrize(
    ("typed", "told", "applied"),
    [
        ("60 %", "", ("law.floor_production=0.6",)),
        ("60", "60 est trop haut : le maximum est 1,5", ()),
        ("-1", "45 % s'écrit 0,45", ()),
    ],
)
def test_a_share_of_law_is_typed_as_one_says_it(typed: str, told: str, applied: tuple[str, ...]) -> None:
    """60 % is 0.6; 60 alone would be sixty times the minimum wage. What is refused is told as a form does: no option of
    the terminal, numbers in French."""
    page = fine(opened("dashboard.py", "fr", scenario="france-2030"))
    page = fine(page.switch_page("ui/views/sources.py").run())
    page = form(page, "law", "floor_production", "law.floor_production")
    page.text_input(key="change-law.floor_production-value").set_value(typed)
    page = apply(page)
    assert not page.exception
    assert page.session_state["settings"]["france-2030"] == applied
    said = " ".join(error.value.replace("\\", "").replace("\u202f", " ") for error in page.error)
    assert told in said
    assert "set" not in said


def test_half_an_interval_is_told_by_the_end_that_is_missing() -> None:
    page = fine(opened("dashboard.py", "fr", scenario="france-2030"))
    page = form(fine(page.switch_page("ui/views/sources.py").run()), "prisons", "agen", PATH)
    page.text_input(key=f"change-{PATH}-low").set_value("100")
    page = apply(page)
    assert "Haut (80" in page.error[0].value.replace("\\", "")


def test_a_change_that_does_not_fit_is_told_without_what_stood_there() -> None:
    """From a link: the fault, the change as asked for, the way out; never from nothing to nothing."""
    page = opened("dashboard.py", "fr", scenario="rennes-2009", set=["law.nothing_known=1", "law.floor_production=0.6"])
    assert not page.exception
    assert page.error
    told = [m.value for m in page.markdown if "law." in m.value]
    assert [line for line in told if "→" in line or "rien" in line] == []
    assert any(line.startswith("`law.floor_production`\u202f: 0,6") for line in told)
    assert page.button(key="forget").label == "Tout retirer"
    assert "--set" not in page.error[0].value.replace("\\", "")
    assert not page.get("download_button"), "no scenario that would not load is given away"
