"""Money: what moves the answer, and where its numbers come from, follow the discount rate of the page."""

from __future__ import annotations

from typing import Any

import pytest

from model import benefit_cost
from model.explanation.explanation import explain
from tests.app.test_pages import fine, opened
from ui import cached, explained, moved, sensitivity

REFERENCE = "rennes-2009"


@pytest.mark.parametrize("rate", [0.012, 0.045])
def test_inputs_are_moved_at_the_rate_asked_for(rate: float) -> None:
    """At best values both are the appraisal at that rate."""
    found = benefit_cost.expected(cached.result(REFERENCE).projection, rate, 2009)
    society, zero = (float(found.value("society", effects)[0]) for effects in (True, False))
    swings = moved.one_by_one(REFERENCE, (), "present_value", "total", rate).swings
    assert swings["base"].iloc[0] == pytest.approx(society, abs=0.5)
    assert swings["base_if_no_effect"].iloc[0] == pytest.approx(zero, abs=0.5)
    told = explain(explained.weights(REFERENCE, (), rate), "present_value")
    assert told.value == pytest.approx(society, abs=0.5)
    assert told.if_no_effect == pytest.approx(zero, abs=0.5)


def test_the_page_hands_its_rate_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """To what moves the answer, and behind every card and the table of present values."""
    rates: list[float | None] = []

    def section(_shown: cached.Result, _period: str, _indicators: object, rate: float | None = None) -> None:
        rates.append(rate)

    def button(_reference: str, about: explained.About, _key: str) -> None:
        rates.append(about.rate)

    def of_table(_reference: str, _indicators: object, _period: str, key: str, **more: Any) -> None:
        if key == "present":
            rates.append(more["rate"])

    monkeypatch.setattr(sensitivity, "section", section)
    monkeypatch.setattr(explained, "button", button)
    monkeypatch.setattr(explained, "of_table", of_table)
    fine(opened("ui/views/money.py", "fr", scenario=REFERENCE, rate="0.045"))
    assert rates == [0.045] * 8
