"""A sheet of the workbook: title, a table with units in its heads, frozen panes, totals as formulas."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell

from reports.look import LIGHT

NUMBERS = {"EUR": '#,##0.00\\ "€"', "EUR/hour": '#,##0.00\\ "€"', "EUR/month": '#,##0.00\\ "€"', "share": "0.0%",
           "share of SMIC": "0.0%", "people": "#,##0.00", "seats": "#,##0.0", "hours": "#,##0", "": "#,##0.00##",
           "count": "#,##0"}  # fmt: skip
"""Forms of numbers by unit; each reader's program shows them its own way."""
PLAIN = "#,##0.00"
"""Form of a number of any other unit."""
SETTINGS: Final = {
    "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True,
}  # fmt: skip
"""Text of a profile is never taken for anything else."""
BESIDE = {"align": "left", "indent": 1}
"""Text that stands off the number at its left; an indent alone counts from the top where text stands at the top."""
HEAD = 3
"""Row of the heads, counted from 0: title, fingerprint, an empty row stand above."""
A4: Final = 9
A3: Final = 8
ACROSS: Final = {A4: 138, A3: 204}
"""Characters across a page in landscape at full size, by the program's number of the paper."""
SMALLEST: Final = 80
"""Percent of its size under which nothing is printed: 8 points, about 6 where a wider font stands in for Calibri."""
BETWEEN: Final = 0.71
"""Characters that a column takes beside its own: five pixels of seven."""
PLAIN_WIDTH: Final = 8.43
"""Characters across a column that nobody has set."""

Cell = str | float | int | None


@dataclass
class Book:
    """The workbook being written, and where its totals stand."""

    written: xlsxwriter.Workbook
    lang: str
    sheets: dict[str, Any] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    """Cells that other sheets point to, by a name of their own: ``Sheet!$A$1``."""
    now: str = ""
    """Sheet being written, by its English name."""
    _formats: dict[str, Any] = field(default_factory=dict)
    _widths: dict[str, dict[int, float]] = field(default_factory=dict)
    """Characters across the columns in use, by sheet."""
    _frozen: dict[str, int] = field(default_factory=dict)
    """Columns that stay in sight, by sheet."""
    _heads: dict[str, Sequence[str]] = field(default_factory=dict)
    """Heads that stay in sight, by sheet."""

    @property
    def sheet(self) -> Any:
        """The sheet being written."""
        return self.sheets[self.now]

    def form(self, **look: Any) -> Any:
        """A form of cells, made once."""
        key = repr(sorted(look.items()))
        if key not in self._formats:
            self._formats[key] = self.written.add_format({"font_name": "Calibri", "font_size": 10, **look})
        return self._formats[key]

    def number(self, unit: str) -> str:
        """The form of a number of some unit; the sign of the euro stands where the language has it."""
        if self.lang == "en" and unit in ("EUR", "EUR/hour", "EUR/month"):
            return '"€"#,##0.00'
        return NUMBERS.get(unit, PLAIN)

    def begin(self, sheet: str, fingerprint: str) -> None:
        """Title and fingerprint of a sheet; printed in landscape (see ``printed``)."""
        self.now = sheet
        page = self.sheet
        page.write_string(0, 0, page.name, self.form(bold=True, font_size=14, font_color=LIGHT.categories[0]))
        page.write_string(1, 0, fingerprint, self.form(font_color=LIGHT.text, italic=True))
        page.set_landscape()
        page.set_footer(f"&L{fingerprint.replace('&', '&&')}&R&P / &N")

    def printed(self) -> None:
        """How the sheet goes on paper: one page wide on A4, else on A3, where that can be read; else on as many pages
        as it takes, each with the heads and the columns that stay in sight."""
        page, across = self.sheet, sum(width + BETWEEN for width in self._widths.get(self.now, {}).values())
        paper = next((one for one in (A4, A3) if across * SMALLEST <= 100 * ACROSS[one]), None)
        page.set_paper(paper or A3)
        if self._heads.get(self.now):
            page.repeat_rows(HEAD)
        if paper is not None:
            page.fit_to_pages(1, 0)
            return
        page.set_print_scale(SMALLEST)
        if frozen := self._frozen.get(self.now, 0):
            page.repeat_columns(0, frozen - 1)

    def wide(self, column: int, width: float) -> None:
        """Characters across a column."""
        self.sheet.set_column(column, column, width)
        self._widths.setdefault(self.now, {})[column] = width

    def head(self, row: int, column: int, name: str, words: bool) -> None:
        """The head of a column of words, or of numbers."""
        look = {"bold": True, "text_wrap": True, "valign": "top", "bottom": 2, "font_color": LIGHT.categories[0]}
        side = BESIDE if words else {"align": "right"}
        self.sheet.write_string(row, column, name, self.form(**look, **(side if column else {})))
        self._widths.setdefault(self.now, {}).setdefault(column, PLAIN_WIDTH)

    def put(self, row: int, column: int, value: Cell, unit: str = "", bold: bool = False,
            wrap: bool = False) -> None:  # fmt: skip
        """One cell: text stays text, whatever it begins with; what is not known stays empty."""
        look: dict[str, Any] = {"bold": True, "top": 1} if bold else {}
        look |= {"text_wrap": True} if wrap else {}
        if isinstance(value, str):
            self.sheet.write_string(row, column, value, self.form(valign="top", **(BESIDE if column else {}), **look))
        elif value is None or not math.isfinite(value):
            self.sheet.write_blank(row, column, None, self.form(**look))
        else:
            self.sheet.write_number(row, column, value, self.form(valign="top", num_format=self.number(unit), **look))

    def table(self, heads: Sequence[str], units: Sequence[str | None], rows: Sequence[Sequence[Cell]], *,
              top: int = HEAD, freeze: int = 1, widths: Sequence[int] = (),
              wrap: Sequence[int] = ()) -> int:  # fmt: skip
        """A table; the row after it. units: by column, None for words. wrap: columns of sentences, over as many lines
        as they take. The heads of the first table stay in sight, unless another table with other heads stands under it:
        its columns would be read by the wrong heads."""
        for column, name in enumerate(heads):
            self.head(top, column, name, units[column] is None)
        self.sheet.set_row(top, 15 * max(1, *(math.ceil(len(name) / 15) for name in heads)))
        for position, row in enumerate(rows, start=top + 1):
            for column, value in enumerate(row):
                self.put(position, column, value, units[column] or "", wrap=column in wrap)
            lines = [math.ceil(1.15 * len(str(row[column] or "")) / widths[column]) for column in wrap]
            if lines:
                self.sheet.set_row(position, 13.5 * max(1, *lines) + 2)
        if top == HEAD:
            self.sheet.freeze_panes(HEAD + 1, freeze)
            self._frozen[self.now], self._heads[self.now] = freeze, heads
            for column, unit in enumerate(units):
                width = widths[column] if column < len(widths) else 16 if unit is not None else 22
                self.wide(column, width)
        elif self._heads.get(self.now) and tuple(heads) != tuple(self._heads[self.now]):
            self.sheet.freeze_panes(0, self._frozen[self.now])
            self._heads[self.now] = ()
        return top + 1 + len(rows)

    def total(self, row: int, name: str, columns: Sequence[int], values: Sequence[float], first: int,
              unit: str = "EUR", last: int | None = None) -> None:  # fmt: skip
        """A row of sums, each a formula that carries its value. first, last: the rows that are added."""
        self.put(row, 0, name, bold=True)
        look = self.form(num_format=self.number(unit), bold=True, top=1)
        end = (row if last is None else last + 1) - 1
        for column, value in zip(columns, values, strict=True):
            reach = f"{xl_col_to_name(column)}{first + 1}:{xl_col_to_name(column)}{end + 1}"
            self.sheet.write_formula(row, column, f"=SUM({reach})", look, value)

    def remember(self, name: str, row: int, column: int) -> None:
        """Let other sheets point to a cell of this one."""
        quoted = self.sheet.name.replace("'", "''")
        self.places[name] = f"'{quoted}'!{xl_rowcol_to_cell(row, column, row_abs=True, col_abs=True)}"

    def text(self, row: int, words: str, bold: bool = False, wide: int = 6) -> None:
        """A sentence over some columns."""
        look = self.form(text_wrap=True, valign="top", bold=bold)
        self.sheet.merge_range(row, 0, row, wide, "", look)
        self.sheet.write_string(row, 0, words, look)
        self.sheet.set_row(row, 15 * max(1, math.ceil(len(words) / 120)))
