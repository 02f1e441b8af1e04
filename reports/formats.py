"""A report in each of its forms, as bytes."""

from __future__ import annotations

from collections.abc import Collection
from io import BytesIO
from typing import Final

from reports import document, web_page, workbook
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
            return material.drawn.indicators.to_csv(index=False, lineterminator="\n").encode()
        case "parquet":
            file = BytesIO()
            material.drawn.indicators.to_parquet(file, index=False)
            return file.getvalue()
    raise ValueError(form)
