"""The tornado: bars from an indicator at an input's low end to that at its high end, in both languages."""

from __future__ import annotations

import pandas as pd
import pytest

from reports import figure_file, side_by_side, tornado

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


def test_what_cannot_be_seen_is_not_drawn() -> None:
    """A bar too thin to see would leave its two labels on each other."""
    thin = SWINGS.assign(at_low=[520.0, 459.1, 459.0], at_high=[390.0, 459.0, 459.0])
    assert tornado.moving(thin)["input"].tolist() == ["leaving", "quit"]
    assert tornado.widest(thin)["input"].tolist() == ["leaving"]


@pytest.mark.parametrize(
    ("unit", "lang", "times", "marks"),
    [
        ("share", "fr", 1 / 500, [f"{share}\u00a0%" for share in range(75, 110, 5)]),
        ("EUR", "en", 2000, ["0.75", "0.80", "0.85", "0.90", "0.95", "1.00", "1.05"]),
        (
            "EUR",
            "fr",
            2,
            [
                "750\u00a0€",
                "800\u00a0€",
                "850\u00a0€",
                "900\u00a0€",
                "950\u00a0€",
                "1\u00a0000\u00a0€",
                "1\u00a0050\u00a0€",
            ],
        ),
        ("people", "en", 1, [str(people) for people in range(375, 550, 25)]),
    ],
)
def test_the_axis_has_the_unit(unit: str, lang: str, times: float, marks: list[str]) -> None:
    """Shares in percent, euros with their sign, as the language writes them."""
    values = ["at_low", "at_high", "base"]
    drawn = tornado.drawing(SWINGS.assign(**SWINGS[values] * times), unit, lang, False)
    assert [text.replace("\u202f", "\u00a0") for text in drawn["layout"]["xaxis"]["ticktext"]] == marks
    first, last = drawn["layout"]["xaxis"]["range"]
    assert all(first <= at <= last for at in drawn["layout"]["xaxis"]["tickvals"])


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_a_figure_of_nothing_says_so(lang: str) -> None:
    drawn = tornado.drawing(SWINGS.tail(1), "people", lang, False)["layout"]
    (told,) = drawn["annotations"]
    assert told["text"].startswith({"fr": "Aucune donnée", "en": "No uncertain input"}[lang])
    assert not drawn["xaxis"]["visible"]
    assert not drawn["shapes"]


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
    drawn = tornado.drawing(SWINGS, "people", "fr", False)
    page = figure_file.page(drawn, "Personnes <au travail>", "Trop <pleins>.", "fr").decode()
    assert '<html lang="fr">' in page
    assert "<title>Personnes &lt;au travail&gt;</title>" in page
    assert "Trop \\u0026lt;pleins" in page or "Trop &lt;pleins" in page
    assert "Départ d'une entreprise" in page or "D\\u00e9part d'une entreprise" in page
    assert '<script src="http' not in page
    assert "cdn.plot.ly" not in page.split("<script>")[-1]


@pytest.mark.parametrize(
    ("unit", "law", "marks"),
    [
        ("share", 0.02, ["−1.0%", "−0.5%", "0.0%", "0.5%", "1.0%", "1.5%", "2.0%"]),
        ("EUR", 2e6, ["−1.0", "−0.5", "0.0", "0.5", "1.0", "1.5", "2.0"]),
    ],
)
def test_what_a_difference_is_made_of_has_the_same_axis(unit: str, law: float, marks: list[str]) -> None:
    """A share of two per cent stood at 0.02, two millions at 2M; written out, euros ran into each other."""
    means = {"of_law": law, "of_profiles": -law / 2, "of_choices": 0.0}
    ends = {f"{name}_{end}": value for name, value in means.items() for end in ("low", "high")}
    split = pd.DataFrame([{"scenario": "a"} | means | ends])
    drawn = side_by_side.parts(split, unit, {"law": "law", "profiles": "profiles", "choices": "choices"}, "en", False)
    across = drawn["layout"]["xaxis"]
    assert [text.replace("\u2060", "") for text in across["ticktext"]] == marks
    assert across["range"][0] < -law / 2 < law < across["range"][1]
    assert unit != "EUR" or across["title"]["text"] == "€M"
    nothing = side_by_side.parts(split.assign(of_law=0.0, of_profiles=0.0), unit, dict.fromkeys(
        ("law", "profiles", "choices"), ""), "en", False)  # fmt: skip
    assert nothing["layout"]["xaxis"]["ticktext"], "no difference at all is drawn too"
