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
    "at_low_if_no_effect": float("nan"),
    "at_high_if_no_effect": float("nan"),
    "base_if_no_effect": float("nan"),
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


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_a_broken_line_stands_where_work_has_no_effect(lang: str) -> None:
    """In sight, and named; no such line where the indicator does not rest on an effect."""
    drawn = tornado.drawing(SWINGS.assign(base_if_no_effect=0.0), "people", lang, False)
    layout = drawn["layout"]
    assert [line["x0"] for line in layout["shapes"]] == [459.0, 0.0]
    assert [line["line"]["dash"] for line in layout["shapes"]] == ["solid", "dash"]
    assert layout["xaxis"]["range"][0] < 0 < layout["xaxis"]["range"][1]
    assert drawn["data"][-1]["name"] == {"fr": "si le travail est sans effet", "en": "if work has no effect"}[lang]
    assert len(tornado.drawing(SWINGS, "people", lang, False)["layout"]["shapes"]) == 1


def test_the_figure_as_a_file_asks_for_nothing() -> None:
    page = figure_file.page(tornado.drawing(SWINGS, "people", "fr", False), "Personnes <au travail>", "fr").decode()
    assert '<html lang="fr">' in page
    assert "<title>Personnes &lt;au travail&gt;</title>" in page
    assert "Départ d'une entreprise" in page or "D\\u00e9part d'une entreprise" in page
    assert '<script src="http' not in page
    assert "cdn.plot.ly" not in page.split("<script>")[-1]
