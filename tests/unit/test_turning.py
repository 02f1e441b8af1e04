"""What turns the sign of society's balance, and how it is said."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

import language
from reports import turning
from reports.turning import Turn
from tests.unit.test_benefit_cost import by_hand

NAN = float("nan")


def test_the_three_levers_of_a_ledger_by_hand() -> None:
    """300 without effects, 103.2 from them, 200 of State cost, 500 of output."""
    effects, cost, outside = turning.turns(by_hand())
    assert (effects.lever, effects.value) == ("effects", pytest.approx(-300 / 103.2))
    assert effects.gains_above
    assert (cost.lever, cost.value) == ("state_cost", pytest.approx(603.2 / 200))
    assert (outside.lever, outside.value) == ("outside", pytest.approx(403.2 / 500))
    told = turning.table([effects, cost, outside], "en")
    assert list(told.columns) == list(turning.COLUMNS)
    assert told["sentence"].str.startswith("At the median of the draws the balance").all()


def test_no_effect_moves_nothing() -> None:
    found = by_hand()
    euros = np.where(
        (found.books.only("earnings_after", "benefits_avoided") > 0)[None, :, None], 0.0, found.books.euros
    )
    effects = turning.turns(replace(found, books=replace(found.books, euros=euros)))[0]
    assert np.isnan(effects.value)
    assert turning.told(effects, "en") == "–"


@pytest.mark.parametrize(
    ("turn", "english", "french"),
    [
        (("effects", "ratio", -3.0, True), "only if effects turn round and are above 3 times", "dépassent 3 fois"),
        (("effects", "ratio", -3.0, False), "stays negative, however large", "quelle que soit la taille"),
        (("effects", "ratio", 2.0, True), "negative if effects are below 2 times", "inférieurs à 2 fois"),
        (("effects", "ratio", 2.0, False), "negative if effects are above 2 times", "dépassent 2 fois"),
        (("state_cost", "ratio", 4.5, False), "cost to the State is above 4.50 times", "dépasse 4,50 fois"),
        (("state_cost", "ratio", -0.5, False), "even if the State pays nothing", "ne paie rien"),
        (("outside", "share", 0.37, False), "if more than 37.0% of the output", "plus de 37"),
        (("outside", "share", -0.1, False), "even if no work outside is displaced", "aucun travail extérieur"),
        (("outside", "share", 1.2, False), "even if all of the output", "même si toute la production"),
        (("effects", "ratio", NAN, True), "moves nothing here", "Sans influence"),
    ],
)
def test_sentences(turn: tuple[turning.Lever, str, float, bool], english: str, french: str) -> None:
    """In each case, when the balance turns negative."""
    lever, unit, value, gains_above = turn
    one = Turn(lever, unit, value, value, value, gains_above)  # type: ignore[arg-type]
    assert english in turning.sentence(one, "en")
    assert french in turning.sentence(one, "fr")
    for lang in language.LANGUAGES:
        assert "{" not in turning.sentence(one, lang)


def test_the_sentence_holds() -> None:
    """Effects above the multiple, turned round, make society lose; a little less do not."""
    found = by_hand()
    without = float(found.value("society", effects=False)[0])
    effect = float(found.value("society")[0]) - without
    at = turning.turns(found)[0].value
    assert without + (at - 0.01) * effect < 0 < without + (at + 0.01) * effect


@pytest.mark.parametrize("lang", language.LANGUAGES)
def test_a_negative_end_says_what_it_means(lang: str) -> None:
    """A share of the output is never below nothing: there the balance is negative before anything is displaced."""
    word = {"en": "negative already, without any displacement", "fr": "déjà négatif, même si aucun travail extérieur"}[
        lang
    ]
    spread = Turn("outside", "share", 0.17, -0.394, 0.52, False)
    assert word in turning.sentence(spread, lang)
    assert word not in turning.sentence(replace(spread, low=0.05), lang)
    assert word not in turning.sentence(replace(spread, value=-0.1), lang), "said of all of it already"
    cost = {"en": "even if the State pays nothing", "fr": "même si l'État ne paie rien"}[lang]
    assert cost in turning.sentence(Turn("state_cost", "ratio", 1.4, -0.2, 3.0, False), lang)
