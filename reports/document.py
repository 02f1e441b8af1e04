"""A report on paper: PDF by typst, tagged, with a document language, vector figures and fonts of its own.

The same material gives the same bytes: no clock, no font of the machine, no network.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection
from pathlib import Path
from typing import Any

import typst

import language
from language import formats
from model.schema.programme import Programme
from reports import print_figures
from reports.material import Material
from reports.paper import Paper
from reports.parts import Figure, Listing, Part, Table, Words
from reports.sections import sections
from reports.sections.first_page import first_page
from reports.tables import VERSION
from reports.wording import drawn_times

TEMPLATE = Path(__file__).with_name("document.typ")
FONTS = Path(__file__).with_name("fonts")
PREVIEW = 110.0
"""Dots an inch of the first page on the screen."""
SCALE = 0.78
"""Points on paper of a pixel of a figure: the smallest writing, of 8.5 pixels, is of 6.6 points."""
REGIONS = {"fr": "FR", "en": "GB"}


def pdf(material: Material, lang: str, asked: Collection[str] = ()) -> bytes:
    """A report as PDF (PDF/UA-1), with the sections asked for, or all."""
    return printed(paper(material, lang, asked), lang)


def printed(paper: Paper, lang: str) -> bytes:
    """A document as PDF (PDF/UA-1)."""
    made: bytes = _compile(*_data(paper, lang), format="pdf", pdf_standards="ua-1", timestamp=0)
    return made


def paper(material: Material, lang: str, asked: Collection[str] = ()) -> Paper:
    """The report of a scenario, with the sections asked for, or all."""
    return Paper(first_page(material, lang), tuple(sections(material, lang, asked)), fingerprint(material, lang))


def preview(material: Material, lang: str) -> bytes:
    """The first page as PNG."""
    made: bytes | list[bytes] = _compile(
        *_data(paper(material, lang, ("first_page",)), lang), format="png", ppi=PREVIEW
    )
    return made if isinstance(made, bytes) else made[0]


def fingerprint(material: Material, lang: str) -> str:
    """What the figures were made from, in one line: inputs, version, draws, seed, day."""
    return made_from(material.programme, material.draws, material.seed, material.today, lang)


def made_from(programme: Programme, draws: int, seed: int, today: str, lang: str) -> str:
    """The same of any figures drawn from a programme. today: YYYY-MM-DD."""
    told = language.text(lang)("Inputs {inputs} · Essaimage {version} · {draws}, seed {seed} · {day}")
    return told.format(
        inputs=programme.fingerprint[:16],
        version=VERSION,
        draws=drawn_times(draws, lang),
        seed=seed,
        day=formats.date(today, lang),
    )


def _data(paper: Paper, lang: str) -> tuple[dict[str, Any], list[str]]:
    """What the template is filled with, and the figures."""
    _, first = language.text(lang), paper.first
    drawn: list[str] = []
    built = [{"title": s.title, "parts": [_part(part, lang, drawn) for part in s.parts]} for s in paper.sections]
    data = {
        "lang": lang, "region": REGIONS[lang], "title": first.title, "question": first.question,
        "answer": first.answer, "cards": first.cards, "lacking": first.lacking, "notes": first.notes,
        "lacking-title": first.lacking_title, "contents": _("Contents"), "form": paper.form,
        "separator": "\u202f: " if lang == "fr" else ": ",
        "fingerprint": paper.fingerprint, "sections": built,
    }  # fmt: skip
    return _printed(data), drawn


def _part(part: Part, lang: str, drawn: list[str]) -> dict[str, Any]:
    match part:
        case Words(text, caveat):
            return {"kind": "caveat" if caveat else "words", "text": text}
        case Table(caption, head, rows, words, strong):
            return {"kind": "table", "caption": caption, "head": head, "rows": rows, "words": words, "strong": strong}
        case Listing(caption, entries):
            return {"kind": "listing", "caption": caption, "entries": entries}
        case Figure(caption, alt, paper, _screen):
            drawn.append(print_figures.svg(paper, lang).decode())
            return {"kind": "figure", "caption": caption, "alt": alt, "svg": len(drawn) - 1,
                    "width": SCALE * print_figures.width(drawn[-1])}  # fmt: skip


def _printed(data: Any) -> Any:
    """Text without what paper cannot show: control characters of a name."""
    if isinstance(data, str):
        return re.sub(r"[\x00-\x09\x0b-\x1f\x7f]", " ", data)
    if isinstance(data, dict):
        return {key: _printed(value) for key, value in data.items()}
    if isinstance(data, (list, tuple)):
        return [_printed(value) for value in data]
    return data


def _compile(data: dict[str, Any], drawn: list[str], **more: Any) -> Any:
    inputs = {"data": json.dumps(data, ensure_ascii=False), "figures": json.dumps(drawn)}
    return typst.compile(
        TEMPLATE.read_bytes(), sys_inputs=inputs, ignore_system_fonts=True, font_paths=[str(FONTS)], **more
    )
