"""Figures on paper: to one scale where a page has room for it, and no writing too small to read."""

from __future__ import annotations

import re

import pytest

from language import LANGUAGES
from model.loading.assembly import programme
from model.loading.catalogue import Catalogue
from reports import print_figures, time_line
from reports.document import SCALE
from reports.look import LIGHT, on
from reports.material import Material
from reports.parts import Figure
from reports.sections import sections

POINTS_A_MM = 72 / 25.4
ACROSS, DOWN = 174 * POINTS_A_MM, 218 * POINTS_A_MM
"""Room for a figure on a page of A4 within its margins (see ``document.typ``), in points."""
SMALLEST = 6.5
"""Points under which nothing is printed; intervals under a figure are of 7."""


def smallest(svg: str) -> float:
    """The smallest writing of a figure as it is printed: to scale, or as large as the page lets it be."""
    high = float(re.findall(r'^<svg[^>]* height="([\d.]+)"', svg)[0])
    scale = min(SCALE, ACROSS / print_figures.width(svg), DOWN / high)
    return scale * min(float(one) for one in re.findall(r'font-size="([\d.]+)px"', svg))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_time_line_of_the_country_is_read_on_one_page(catalogue: Catalogue, lang: str) -> None:
    chosen = programme(catalogue, "france-2030", ())
    table = time_line.openings(chosen, None)
    assert len(table) > 50
    svg = print_figures.svg(print_figures.time_line(table, chosen, lang), lang).decode()
    assert smallest(svg) >= SMALLEST


def test_the_writing_in_a_bar_stands_out_from_it(catalogue: Catalogue) -> None:
    """White on orange is not read: each bar has the ink of its own colour, as on the screen."""
    chosen = programme(catalogue, "france-2030", ())
    table = time_line.openings(chosen, None)
    svg = print_figures.svg(print_figures.time_line(table, chosen, "en"), "en").decode()
    kinds = list(dict.fromkeys(table["activity"]))
    inks = re.findall(r'<text[^>]* fill="(#\w{6})">\d+ · ', svg)
    assert inks == [on(LIGHT.kind(kinds.index(activity))) for activity in table["activity"]]
    assert len(set(inks)) == 2


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_figure_of_a_report_is_read(material: Material, lang: str) -> None:
    drawn = [part for section in sections(material, lang) for part in section.parts if isinstance(part, Figure)]
    assert len(drawn) >= 5
    for one in drawn:
        assert smallest(print_figures.svg(one.paper, lang).decode()) >= SMALLEST
