"""Native charts of the workbook."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell

import language
from reports.look import LIGHT, leg_colour
from reports.sheet import HEAD, Book, Cell


def band(book: Book, rows: Sequence[Sequence[Cell]], people: int, seats: int, width: int, at: int) -> None:
    """People at work with their 90 % band, under the line of the seats open. people, seats: columns of
    the means, the ends of the interval after each; width: the column for the width of the band."""
    _, name, last = language.text(book.lang), book.sheet.name, HEAD + len(rows)
    low = people + 1  # an area is drawn from its lower end by its width, which has a column of its own
    book.head(HEAD, width, f"{_('Width of the band')} ({language.term('unit', 'people', book.lang)})", words=False)
    book.wide(width, 16)
    for row, cells in enumerate(rows, start=HEAD + 1):
        ends = [float(str(cells[low])), float(str(cells[low + 1]))]
        formula = f"={_cell(row, low + 1)}-{_cell(row, low)}"
        book.sheet.write_formula(row, width, formula, book.form(num_format="#,##0.00"), ends[1] - ends[0])

    def reach(column: int) -> list[Any]:
        return [name, HEAD + 1, column, last, column]

    area = book.written.add_chart({"type": "area", "subtype": "stacked"})
    clear = {"fill": {"none": True}, "border": {"none": True}}
    area.add_series({"name": " ", "categories": reach(0), "values": reach(low), **clear})
    shade = {"color": LIGHT.categories[0], "transparency": 78}
    area.add_series({"name": _("People at work: 90% of draws"), "categories": reach(0), "values": reach(width),
                     "fill": shade, "border": {"none": True}})  # fmt: skip
    line = book.written.add_chart({"type": "line"})
    for column, says, colour, dash in ((people, _("People at work: mean"), LIGHT.categories[0], "solid"),
                                       (seats, _("Seats open: mean"), LIGHT.strong, "dash")):  # fmt: skip
        line.add_series({"name": says, "categories": reach(0), "values": reach(column),
                         "line": {"color": colour, "width": 2, "dash_type": dash}})  # fmt: skip
    area.combine(line)
    area.set_legend({"position": "bottom", "delete_series": [0]})
    area.set_x_axis({"interval_unit": 12, "interval_tick": 12, "label_position": "low"})
    _place(book, area, at, _("Seats and people at work, month by month"), _("people, seats"))


def _cell(row: int, column: int) -> str:
    return str(xl_rowcol_to_cell(row, column))


def columns(book: Book, years: int, shown: Sequence[tuple[int, str]], at: int, subtype: str = "clustered") -> None:
    """Columns by year of some columns of the sheet's first table, each in the colour of its leg of pay."""
    _, name, last = language.text(book.lang), book.sheet.name, HEAD + years
    chart = book.written.add_chart(
        {"type": "column", "subtype": subtype} if subtype != "clustered" else {"type": "column"}
    )
    for position, (column, leg) in enumerate(shown):
        colour = leg_colour(leg, LIGHT) if position == 0 or subtype == "stacked" else LIGHT.categories[0]
        chart.add_series({"name": [name, HEAD, column], "categories": [name, HEAD + 1, 0, last, 0],
                          "values": [name, HEAD + 1, column, last, column], "fill": {"color": colour},
                          "gap": 60})  # fmt: skip
    chart.set_legend({"position": "bottom"})
    title = _("What net pay becomes, by year") if subtype == "stacked" else _("Money for victims")
    _place(book, chart, at, title, "€")


def stacked(book: Book, years: int, shown: Sequence[tuple[int, str]], at: int) -> None:
    """The same, one on the other."""
    columns(book, years, shown, at, "stacked")


def _place(book: Book, chart: Any, at: int, title: str, unit: str) -> None:
    chart.set_title({"name": title, "name_font": {"size": 12}, "overlay": False})
    chart.set_y_axis({"name": unit, "num_format": "#,##0", "min": 0,
                      "major_gridlines": {"visible": True, "line": {"color": LIGHT.grid}}})  # fmt: skip
    chart.set_size({"width": 820, "height": 340})
    # beside the first column, which stands on every page of a wide sheet
    book.sheet.insert_chart(at, 1, chart, {"description": title})
