"""A report as one HTML file: interactive figures, nothing asked from outside, every text of a profile escaped."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from functools import lru_cache
from html import escape

from plotly.offline import get_plotlyjs  # type: ignore[import-untyped]

import language
from reports.document import paper
from reports.look import Drawing
from reports.markup import inline
from reports.material import Material
from reports.paper import FirstPage, Paper
from reports.parts import Figure, Listing, Part, Table, Words

POLICY = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data: blob:"
"""What a browser lets the file do: its own scripts and styles, no request."""


def html(material: Material, lang: str, asked: Collection[str] = ()) -> bytes:
    """The report of a scenario, with the sections asked for, or all."""
    return page(paper(material, lang, asked), lang)


def page(paper: Paper, lang: str) -> bytes:
    """A document as one HTML file."""
    _, first = language.text(lang), paper.first
    drawings, counted = _Drawings(), _Counted(lang)
    contents = "".join(f'<li><a href="#{s.id}">{escape(s.title)}</a></li>' for s in paper.sections)
    body = ""
    for section in paper.sections:
        inner = "".join(_part(part, counted, drawings) for part in section.parts)
        body += f'<section id="{section.id}"><h2>{escape(section.title)}</h2>{inner}</section>'
    title = escape(_("Contents"))
    list_ = "" if paper.form == "page" else f'<nav aria-label="{title}"><h2>{title}</h2><ol>{contents}</ol></nav>'
    scripts = f"<script>{_plotly()}</script><script>{drawings.script()}</script>" if drawings.all else ""
    text = (
        f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>{escape(first.title)}</title>'
        f"<style>{STYLE}</style></head><body><main>{_first(first)}{list_}{body}</main>"
        f"<footer>{escape(first.title)} · {escape(paper.fingerprint)}</footer>{scripts}</body></html>\n"
    )
    return text.encode()


class _Drawings:
    """Figures of the page, drawn when it is open."""

    def __init__(self) -> None:
        self.all: list[Drawing] = []

    def add(self, drawing: Drawing) -> str:
        """Keep a drawing; the id of its place."""
        self.all.append(drawing)
        return f"figure-{len(self.all)}"

    def script(self) -> str:
        """Draws each into its place. No text of a profile can end the script: ``<`` is written as its code."""
        data = json.dumps(self.all, ensure_ascii=False, allow_nan=False, default=float).replace("<", "\\u003c")
        return (
            f"const all={data};all.forEach((d,i)=>Plotly.newPlot('figure-'+(i+1),d.data,d.layout,"
            "{displaylogo:false,displayModeBar:false,responsive:true}));"
        )


class _Counted:
    """Numbers of tables and figures."""

    def __init__(self, lang: str) -> None:
        self.lang, self.tables, self.figures = lang, 0, 0

    def caption(self, part: Table | Figure) -> str:
        """The caption, with its number."""
        if isinstance(part, Table):
            self.tables += 1
            told = language.text(self.lang)("Table {number}: {caption}").format(
                number=self.tables, caption=part.caption
            )
        else:
            self.figures += 1
            told = language.text(self.lang)("Figure {number}: {caption}").format(
                number=self.figures, caption=part.caption
            )
        return escape(told)


def _first(first: FirstPage) -> str:
    cards = "".join(
        f'<div class="card"><div>{escape(name)}</div><strong>{escape(value)}</strong><b>{escape(spread)}</b>'
        + "".join(f"<small>{escape(line)}</small>" for line in more)
        + "</div>"
        for name, value, spread, more in first.cards
    )
    more = "".join(f"<p>{escape(told)}</p>" for told in first.answer[1:])
    lines = "".join(f"<li>{escape(line)}</li>" for line in first.lacking)
    notes = "".join(f'<p class="note">{escape(note)}</p>' for note in first.notes)
    return (
        f"<h1>{escape(first.title)}</h1><p><em>{escape(first.question)}</em></p>"
        f'<p class="answer">{escape(first.answer[0])}</p>{more}'
        f'<div class="cards">{cards}</div>'
        f"<h2>{escape(first.lacking_title)}</h2><ul>{lines}</ul>{notes}"
    )


def _part(part: Part, counted: _Counted, drawings: _Drawings) -> str:
    match part:
        case Words(text, caveat):
            return f'<p class="caveat">{inline(text)}</p>' if caveat else f"<p>{inline(text)}</p>"
        case Listing(caption, entries):
            items = "".join(f"<li>{inline(entry)}</li>" for entry in entries)
            return f'<h3>{escape(caption)}</h3><ul class="listing">{items}</ul>'
        case Figure():
            place = drawings.add(part.screen)
            return (
                f'<figure><figcaption>{counted.caption(part)}</figcaption><div id="{place}" role="img" '
                f'aria-label="{escape(part.alt)}"></div></figure>'
            )
        case Table():
            return "".join(_table(part, counted.caption(part)))


def _table(part: Table, caption: str) -> Iterator[str]:
    numbers = len(part.head) - part.words

    def kind(column: int) -> str:
        return ' class="number"' if 0 < column < numbers else ""

    heads = "".join(f'<th scope="col"{kind(i)}>{escape(h)}</th>' for i, h in enumerate(part.head))
    yield f'<div class="scroll" tabindex="0"><table><caption>{caption}</caption><thead><tr>{heads}</tr></thead><tbody>'
    for position, (name, *cells) in enumerate(part.rows):
        total = ' class="total"' if position >= len(part.rows) - part.strong else ""
        inner = "".join(f"<td{kind(i)}>{_cell(c)}</td>" for i, c in enumerate(cells, start=1))
        yield f'<tr{total}><th scope="row">{escape(name)}</th>{inner}</tr>'
    yield "</tbody></table></div>"


def _cell(text: str) -> str:
    value, _newline, spread = text.partition("\n")
    return inline(value) + (f"<br><small>{escape(spread)}</small>" if spread else "")


@lru_cache(maxsize=1)
def _plotly() -> str:
    return str(get_plotlyjs()).replace("</script", "<\\/script")


STYLE = """
body { font: 16px/1.5 "Source Sans 3", "Source Sans Pro", system-ui, sans-serif; color: #1B2426; margin: 0; }
main { max-width: 62rem; margin: 0 auto; padding: 1.5rem; }
h1, h2 { color: #0B5D63; line-height: 1.2; } h2 { margin-top: 2.2rem; }
.answer { font-size: 1.25rem; font-weight: 600; border-left: 4px solid #0B5D63; padding-left: .8rem; }
.cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(15rem, 1fr)); gap: .7rem; }
.card { border: 1px solid #C9D4D5; padding: .7rem; } .card > * { display: block; }
.card strong { font-size: 1.5rem; color: #0B5D63; } small, .note { color: #4A5659; font-size: .82rem; }
.listing { columns: 2 24rem; font-size: .85rem; padding-left: 1.1rem; } .listing li { break-inside: avoid; }
.caveat { border-left: 4px solid #C7801A; padding-left: .8rem; }
figure { margin: 1.4rem 0; } figcaption, caption { font-weight: 600; text-align: left; padding-bottom: .3rem; }
.scroll { overflow-x: auto; margin: 1.4rem 0; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; font-variant-numeric: tabular-nums; }
th, td { text-align: left; vertical-align: top; padding: .3rem .55rem; font-weight: 400;
  border-bottom: 1px solid #DCE4E4; }
thead th { font-weight: 600; color: #0B5D63; border-bottom: 2px solid #0B5D63; } .number { text-align: right; }
td.number { white-space: nowrap; } .total > * { font-weight: 600; }
footer { border-top: 1px solid #C9D4D5; color: #4A5659; font-size: .8rem; padding: .8rem 1.5rem; }
@media print { figure, tr { break-inside: avoid; } }
"""
