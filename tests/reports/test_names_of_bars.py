"""A bar of the time line is called by the place of its prison, whole, and by a name of its own."""

import pandas as pd
import pytest

from model.loading.assembly import programme
from model.loading.catalogue import Catalogue
from reports.look import DARK, LIGHT, Look
from reports.time_line import ACROSS, labels, openings, short_name, texts
from reports.wording import said


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Centre pénitentiaire pour femmes de Rennes", "Rennes (CP pour femmes)"),
        ("Centre pénitentiaire du Havre", "Le Havre"),
        ("Centre pénitentiaire Sud francilien", "Sud francilien"),
        ("Centre de détention d'Argentan", "Argentan"),
        ("Centre de semi-liberté de Besançon", "Besançon (CSL)"),
        ("Maison d'arrêt de La Roche-sur-Yon", "La Roche-sur-Yon"),
        ("Établissement public de santé national de Fresnes", "Établissement public de santé national de Fresnes"),
        ("Prison d'essai", "Prison d'essai"),
    ],
)
def test_the_place_tells_the_prison(name: str, short: str) -> None:
    """Its kind stays where there may be another at the place; the article that ``du`` draws in comes back."""
    assert short_name(name) == short


def test_two_prisons_of_a_place_are_told_apart() -> None:
    """By the letters of their kinds; two workshops of one prison by a number."""
    table = pd.DataFrame(
        {
            "prison": ["a", "b", "a", "c"],
            "name": [
                "Maison d'arrêt de Lyon",
                "Centre de détention de Lyon",
                "Maison d'arrêt de Lyon",
                "Maison centrale de Poissy",
            ],
            "side": ["", "", "", "women"],
        }
    )
    assert list(labels(table, "en").values()) == ["Lyon (MA)", "Lyon (CD)", "Lyon (MA) (2)", "Poissy (women's side)"]


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_no_two_bars_share_a_name(catalogue: Catalogue, lang: str) -> None:
    """Nor is one longer than the axis shows, in the largest plan."""
    found = list(labels(openings(programme(catalogue, "france-2030"), None), lang).values())
    assert len(set(found)) == len(found) > 40
    assert max(map(len, found)) < 45


@pytest.mark.parametrize("colours", [LIGHT, DARK])
def test_kinds_have_colours_of_their_own(colours: Look) -> None:
    """Fourteen of them; then they come round."""
    assert len({colours.kind(i) for i in range(14)}) == 14
    assert colours.kind(14) == colours.kind(0)


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_what_stands_in_a_bar_has_room(catalogue: Catalogue, lang: str) -> None:
    """Names ran past their bar, dark on dark; a late bar keeps its seats, an early one its company's whole name."""
    whole = programme(catalogue, "expansion-2009")
    table = openings(whole, None)
    told = [texts(table, whole, lang)[i] for i in table.index]
    months = len(whole.months)
    left = [months - whole.months.index(month) for month in table["opens"]]
    first = max(left)
    assert all(len(text) <= max(4, ACROSS * n / first) for text, n in zip(told, left, strict=True)), told
    assert all(text.startswith(str(n)) for text, n in zip(told, table["seats"], strict=True))
    assert said(whole.companies["webhelp"].name, lang) in told[0]
    assert any(text.endswith("…") for text in told)


def test_a_bar_tells_how_often_its_opening_is_chosen_again(catalogue: Catalogue) -> None:
    """Once perturbed programmes have been searched; before, and where none was solved, the share is not there."""
    whole = programme(catalogue, "expansion-2009")
    plan = openings(whole, None)
    kept = plan[["prison", "company"]].assign(
        kept=[0.94, *[float("nan")] * (len(plan) - 1)], prison_kept=1.0, programmes=50
    )
    table = openings(whole, None, kept)
    told = [texts(table, whole, "en")[i] for i in table.index]
    assert told[0].startswith("12 · 94% · Webhelp")
    assert "%" not in told[1]
    assert all("%" not in text for text in texts(plan, whole, "en").values())
