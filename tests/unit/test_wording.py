"""Values with their units, as they are written."""

from __future__ import annotations

import pytest

import language
from model.schema.base import Bilingual
from model.staffing import Calls
from reports.interval import Interval, written
from reports.partner_tables import staffed
from reports.wording import amount, ends, number, said, share_of_draws


def test_an_added_share_is_written_in_points() -> None:
    """0.0533 of a share is 5.33 points: it was told as 0.0533 points."""
    unit = "share points"
    assert amount(0.05333, unit, "en") == "5.33\u00a0points"
    assert amount(0.05333, unit, "fr") == "5,33\u00a0points"
    assert amount(0.0104, unit, "fr") == "1,04\u00a0point"
    assert ends(-0.01, 0.09, unit, "en") == "−1.00 to 9.00"
    assert written(Interval(0.05, 0.018, 0.092), unit, "fr") == "5,00\u00a0points [1,80 à 9,20]"
    assert "point" not in language.term("unit", unit, "fr"), "beside the bare figure of a file, it is a share"


@pytest.mark.parametrize(
    ("share", "told"),
    [(0.0, "0%"), (1 / 1024, "0.1%"), (0.54, "54%"), (0.994, "99%"), (1023 / 1024, "99.9%"), (1.0, "100%")],
)
def test_some_draws_are_neither_none_nor_all(share: float, told: str) -> None:
    """``paid back in 100% of the draws`` was said of 1,023 out of 1,024."""
    assert share_of_draws(share, "en") == told


def test_a_whole_number_of_any_unit_can_be_written() -> None:
    """A ratio of Python's whole numbers could not: they know no ``is_integer`` before 3.12."""
    assert [number(2, unit, "en") for unit in ("ratio", "people", "posts", "months", "m2", "EUR")] == ["2"] * 6


@pytest.mark.parametrize(
    ("found", "told"),
    [
        (Interval(9238, 3990, 14_932), "9\u202f238\u00a0€ [3\u202f990 à 14\u202f932\u00a0€]"),
        (Interval(900_000, 500_000, 1_400_000), "900\u00a0k€ [500 à 1\u202f400\u00a0k€]"),
        (Interval(2.6e6, 0.9e6, 5e6), "2,6\u00a0M€ [0,9 à 5,0\u00a0M€]"),
    ],
)
def test_the_ends_are_told_in_the_thousands_of_their_value(found: Interval, told: str) -> None:
    """``9 238 € [4,0 à 14,9 k€]`` made the reader convert."""
    assert written(found, "EUR", "fr") == told


@pytest.mark.parametrize(
    ("value", "told"), [(0.0033, "0,0033"), (0.034, "0,03"), (0.5, "0,50"), (0.0, "0"), (1.84, "1,8")]
)
def test_a_small_number_of_people_keeps_what_it_says(value: float, told: str) -> None:
    """0.0033 beside no effect was told as 0.00, as if it were none."""
    assert amount(value, "people", "fr") == f"{told}\u00a0personne"


def test_a_text_of_the_data_has_the_spaces_of_its_language() -> None:
    text = Bilingual(fr="Plancher à 50 % du SMIC : et après ?", en="Floor at 50% of the SMIC: and then?")
    assert said(text, "fr") == "Plancher à 50\u202f% du SMIC\u202f: et après\u202f?"
    assert said(text, "en") == text.en


@pytest.mark.parametrize(("lang", "nobody", "one"), [
    ("fr", "personne n'a à être en ligne", "1 agent en ligne"), ("en", "nobody has to be on line", "1 agent on line"),
])  # fmt: skip
def test_staffing_of_no_call_and_of_one_agent(lang: str, nobody: str, one: str) -> None:
    assert nobody in staffed(Calls(0, 240, 20, 0.8, 0.85, 0.35), lang)
    assert one in staffed(Calls(0.1, 240, 20, 0.8, 0.85, 0.35), lang)


def test_a_part_of_a_post_is_not_none() -> None:
    assert amount(0.031, "posts", "fr") == "0,03\u00a0poste"
    assert amount(0.5, "posts", "en") == "0.5\u00a0posts"
    assert amount(0.0, "posts", "fr") == "0\u00a0poste"
