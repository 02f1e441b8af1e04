"""A report in each of its forms, as bytes."""

from __future__ import annotations

from collections.abc import Collection
from io import BytesIO
from typing import Final

import pandas as pd

from reports import document, tables, web_page, workbook
from reports.material import Material

FORMATS: Final = ("pdf", "xlsx", "html", "csv", "parquet")
"""In the order offered."""
WITH_SECTIONS: Final = ("pdf", "html")
"""Forms whose sections can be chosen."""


def made(material: Material, form: str, lang: str, sections: Collection[str] = ()) -> bytes:
    """A report in one form. sections: of a document or a page; the workbook and the data are always whole."""
    match form:
        case "pdf":
            return document.pdf(material, lang, sections)
        case "xlsx":
            return workbook.workbook(material, lang)
        case "html":
            return web_page.html(material, lang, sections)
        case "csv":
            return _indicators(material).to_csv(index=False, lineterminator="\n").encode()
        case "parquet":
            file = BytesIO()
            _indicators(material).to_parquet(file, index=False)
            return file.getvalue()
    raise ValueError(form)


def _indicators(material: Material) -> pd.DataFrame:
    """indicators.csv as ``project`` writes it, with the share of each that rests on assumptions."""
    return tables.with_shares(material.drawn.indicators, material.weights.shares())
