"""The lever of voluntary payments on the pay page: it becomes the scenario's own, and can be put back."""

from __future__ import annotations

from tests.app.test_pages import fine, opened

VIEW = "ui/views/pay.py"


def test_the_lever_is_the_scenarios_choice() -> None:
    """Nothing changes until it is applied; then the scenario has the payments, and the two rules show them."""
    page = fine(opened(VIEW, "fr", scenario="rennes-2009"))
    assert not [b for b in page.button if b.key == "apply-voluntary"]
    page = fine(page.selectbox(key="more").set_value("euros").run())
    page = fine(page.text_input(key="payers").set_value("50").run())
    assert page.session_state["settings"]["rennes-2009"] == ()
    page = fine(page.button(key="apply-voluntary").click().run())
    assert page.session_state["settings"]["rennes-2009"] == (
        "policy.voluntary=euros:60", "defaults.programme.voluntary_payers=0.5",
    )  # fmt: skip
    assert not [b for b in page.button if b.key == "apply-voluntary"]
    assert any("Dont versements volontaires" in str(h.proto) for h in page.get("html"))
    page = fine(page.selectbox(key="more").set_value("none").run())
    page = fine(page.button(key="apply-voluntary").click().run())
    assert page.session_state["settings"]["rennes-2009"] == ("policy.voluntary=none",)


def test_a_share_of_what_is_free_to_use() -> None:
    """Ten per cent, from the scenario of the link; the months to clear are told with and without."""
    page = fine(opened(VIEW, "en", scenario="rennes-2009", set="policy.voluntary=share:0.1"))
    assert page.selectbox(key="more").value == "share"
    assert page.text_input(key="more-share").value == "10"
    assert any("→" in str(h.proto) for h in page.get("html"))
