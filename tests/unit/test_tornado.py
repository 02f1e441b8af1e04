"""The tornado: bars from an indicator at an input's low end to that at its high end, in both languages."""

from __future__ import annotations

import pandas as pd
import pytest

from reports import figure_file, tornado

SWINGS = pd.DataFrame({
    "input": ["leaving", "quit", "inflation"],
    "low_value": [0.05, 0.002, 0.01],
    "high_value": [0.16, 0.015, 0.03],
    "at_low": [520.0, 465.0, 459.0],
    "at_high": [390.0, 450.0, 459.0],
    "base": [459.0, 459.0, 459.0],
    "unit": ["probability/year", "probability/month", "rate/year"],
})  # fmt: skip


def test_what_does_not_move_is_not_drawn() -> None:
    assert tornado.widest(SWINGS)["input"].tolist() == ["leaving", "quit"]
    assert tornado.widest(SWINGS.tail(1)).empty


@pytest.mark.parametrize(
    ("lang", "name", "at"), [("fr", "Départ d'une entreprise", "5,0"), ("en", "A company leaving", "5.0")]
)
@pytest.mark.parametrize("dark", [True, False])
def test_bars_run_from_the_best_value_to_both_ends(lang: str, name: str, at: str, dark: bool) -> None:
    drawn = tornado.drawing(SWINGS, "people", lang, dark)
    low, high = drawn["data"]
    for trace, ends in ((low, [520.0, 465.0]), (high, [390.0, 450.0])):
        assert trace["y"][0] == name
        assert [base + width for base, width in zip(trace["base"], trace["x"], strict=True)] == pytest.approx(ends)
    assert low["text"][0].startswith(at)
    assert low["marker"]["pattern"]["shape"] != high["marker"]["pattern"]["shape"], "not told by colour alone"
    first, last = drawn["layout"]["xaxis"]["range"]
    assert first < 390 < 520 < last


def test_the_figure_as_a_file_asks_for_nothing() -> None:
    page = figure_file.page(tornado.drawing(SWINGS, "people", "fr", False), "Personnes <au travail>", "fr").decode()
    assert '<html lang="fr">' in page
    assert "<title>Personnes &lt;au travail&gt;</title>" in page
    assert "Départ d'une entreprise" in page or "D\\u00e9part d'une entreprise" in page
    assert '<script src="http' not in page
    assert "cdn.plot.ly" not in page.split("<script>")[-1]
