"""Files of a visitor's own: all or none, for her alone, on every page, and away again."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.app.test_pages import fine, opened

ROOT = Path(__file__).resolve().parents[2]
PRISON = (ROOT / "sites" / "prisons" / "agen.yaml").read_bytes()


def bring(page: AppTest, *files: tuple[str, bytes]) -> AppTest:
    """Choose some files and ask for them to be taken."""
    page.file_uploader(key="files").set_value([(name, raw, "application/yaml") for name, raw in files])
    button = next(b for b in page.button if b.label == "Vérifier et utiliser")
    return button.click().run()


def test_a_prison_of_her_own_is_on_every_page_and_goes_away_again() -> None:
    """A new prison joins the scenario that takes all of them; taken away, it is gone."""
    page = fine(opened("dashboard.py", "fr", scenario="france-2030"))
    page = fine(page.switch_page("ui/views/sources.py").run())
    mine = PRISON.replace(b"id: agen", b"id: chez-moi").replace(b"name: ", b"name: Chez moi, ", 1)
    fine(bring(page, ("chez-moi.yaml", mine)))
    assert "Chez moi" in " ".join(c.value for c in page.caption), "by its name"
    fine(page.switch_page("ui/views/prisons.py").run())
    assert "chez-moi" in page.selectbox(key="prison").options or any(
        "Chez moi" in option for option in page.selectbox(key="prison").options
    )
    fine(page.switch_page("ui/views/sources.py").run())
    fine(page.button(key="take-away-0").click().run())
    assert not page.session_state["brought"]


@pytest.mark.parametrize(
    ("raw", "said"),
    [(b"id: agen\nname: x\ntype: ZZ\nplace: {}\n", "agen.yaml"), (b"a: [1,\n", "agen.yaml"), (b"x: 1\n", "agen.yaml")],
)
def test_a_faulty_file_is_told_and_nothing_is_taken(raw: bytes, said: str) -> None:
    """A good file beside a faulty one is not taken either."""
    page = fine(opened("ui/views/sources.py", "fr", scenario="france-2030"))
    page = bring(page, ("good.yaml", PRISON.replace(b"id: agen", b"id: good")), ("agen.yaml", raw))
    assert not page.exception
    assert said in page.error[0].value
    assert "brought" not in page.session_state


def test_a_scenario_that_rests_on_a_claim_is_not_taken() -> None:
    """A sponsor's claim as an effect, in a variant of an uploaded scenario: told with its line, nothing is taken."""
    raw = (ROOT / "config" / "scenarios" / "rennes-2009.yaml").read_text(encoding="utf-8")
    claim = "{value: 0.09, source: televerde-2019, mark: found}"
    mine = raw.replace("id: rennes-2009", "id: mine", 1).replace(
        "variants:\n",
        "variants:\n  hopeful:\n    title: {fr: Espoir, en: Hope}\n    overrides:\n"
        f"      evidence.prison_work.women.relative_risk_12m: {claim}\n",
    )
    page = fine(opened("ui/views/sources.py", "fr", scenario="rennes-2009"))
    page = bring(page, ("mine.yaml", mine.encode()))
    assert not page.exception
    assert "affirmation" in page.error[0].value
    assert "mine.yaml" in page.error[0].value
    assert "brought" not in page.session_state
