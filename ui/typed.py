"""Fields of the forms that write profiles: figures typed the reader's way, how they are known, faults by field."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import streamlit as st

import language
from language import formats
from language.terms import known_terms
from model.schema.fault import Fault
from model.schema.programme import Programme
from model.schema.quantity import Bounds, Quantity
from ui import state, widgets
from ui.cards import input_name

_POINT = re.compile(r"(?<=\d)\.(?=\d)")
"""The decimal point of a number as YAML writes it."""


def figure(label: str, key: str, now: float | None, bounds: Bounds, more: str = "") -> str:
    """A field for a figure, as text in the reader's numbers; empty where nothing is known."""
    lang = state.lang()
    unit = language.term("unit", bounds.unit, lang)
    shown = "" if now is None else formats.short_number(now, lang)
    named = label if bounds.unit == "seats" else f"{label} ({unit})"  # such a label says seats
    return st.text_input(named, shown, key=key, help=f"{limits(bounds, lang)} {more}".strip()) or ""


def limits(bounds: Bounds, lang: str) -> str:
    """What a figure may be, in words."""
    _, low, high = language.text(lang), bounds.low, bounds.high
    if low is None:
        return _("Any number.")
    least = formats.short_number(low, lang)
    if high is None:
        return _("At least {low}.").format(low=least)
    return _("Between {low} and {high}.").format(low=least, high=formats.short_number(high, lang))


class NoNumber(ValueError):
    """A text that is no number, and the field where it stands."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


def read(key: str, text: str, unit: str, lang: str) -> float:
    """A figure as typed; a share may be written in per cent: ``60 %`` is 0.6. Raises NoNumber."""
    plain = text.strip()
    per_cent = plain.endswith("%") and unit.startswith(("share", "probability", "rate/"))
    try:
        number = widgets.read_number(plain.rstrip("%") if per_cent else plain, lang)
    except ValueError:
        raise NoNumber(key) from None
    return round(number / 100, 12) if per_cent else number


@dataclass
class Read:
    """What was typed into a form, read; what could not be read is told by the name of its field."""

    lang: str
    wrong: list[str] = field(default_factory=list)
    unread: set[str] = field(default_factory=set)
    """Paths of what could not be read: that they are missing needs not be told again."""

    def number(self, label: str, text: str, path: str = "") -> float | int | None:
        """A number as YAML writes it; None when nothing stands there, or nothing that is a number."""
        if not text.strip():
            return None
        try:
            value = widgets.read_number(text, self.lang)
        except ValueError:
            _, example = language.text(self.lang), formats.short_number(1234.5, self.lang)
            told = _("A number is expected, such as {example}.").format(example=example)
            self.wrong.append(_of(label, told, self.lang))
            self.unread.add(path)
            return None
        return int(value) if value == int(value) else value


def known(programme: Programme, key: str) -> dict[str, str]:
    """Fields for how the figures typed are known: mark, source, date, note; empty ones are left out."""
    _, lang, marks = state.words(), state.lang(), list(known_terms("mark"))
    pair = widgets.side_by_side()
    with pair.container():
        mark = st.selectbox(
            _("Mark"), marks, index=marks.index("chosen"), format_func=lambda m: language.term("mark", m, lang),
            key=f"{key}-mark", help=_("How the figures typed are known: those that were read need their source."),
        )  # fmt: skip
        source = st.selectbox(
            _("Source"), ["", *programme.sources], key=f"{key}-source", help=_("Where they were read."),
            format_func=lambda s: programme.sources[s].title if s else _("none"),
        )  # fmt: skip
    with pair.container():
        help = _("A year, a month or a day: 2026, 2026-11, 2026-11-26.")
        dated = st.text_input(_("Date of the figures"), key=f"{key}-dated", help=help, max_chars=10)
        note = st.text_input(_("Note"), key=f"{key}-note", max_chars=200, help=_("Why, in one sentence."))
    told = {
        "mark": mark or "chosen",
        "source": source or "",
        "as_of": (dated or "").strip(),
        "note": (note or "").strip(),
    }
    return {name: text for name, text in told.items() if text}


def written(value: float, told: Mapping[str, str]) -> object:
    """A figure as a profile writes it: a bare number where nothing is said of it but that it was chosen."""
    return value if dict(told) == {"mark": "chosen"} else {"value": value, **told}


def same(text: str, now: Quantity | None, lang: str) -> bool:
    """Whether a field still says what stands in the profile."""
    return text.strip() == ("" if now is None else formats.short_number(now.value, lang))


def tell(faults: Iterable[Fault], names: Mapping[str, str], read: Read) -> list[str]:
    """Faults by the field that they are of, in the reader's words; names: of the fields, by path or by its end."""
    lines, lang = [], read.lang
    for fault in faults:
        key = str(fault.fields.get("key", ""))
        if fault.code == "missing_key" and not read.unread.isdisjoint((fault.path, key)):
            continue
        if fault.code == "missing_key" and (empty := names.get(fault.path) or names.get(key)):
            lines.append(_of(empty, language.text(lang)("Nothing stands in this field, and it is needed."), lang))
            continue
        path = re.sub(r"\[\d+\]|\.\d+(?=\.|$)", "", fault.path)
        while path and path not in names and input_name(path, lang) == path and "." in path:
            path = path.rpartition(".")[0]
        name = names.get(path) or input_name(path, lang) if path else ""
        told = widgets.plain(sentence(fault, names, lang))
        lines.append(_of(name, told, lang) if name else told)
    return lines


def _of(field: str, told: str, lang: str) -> str:
    """A field, and what is to be said of it."""
    colon = "\u202f: " if lang == "fr" else ": "
    return f"**{widgets.plain(field)}**{colon}{told}"


def sentence(fault: Fault, names: Mapping[str, str], lang: str) -> str:
    """A fault as a form tells it: fields by their names, numbers as the reader types them."""
    told = language.sentence(fault, lang)
    for key, name in names.items():
        if "_" in key:  # no word of a sentence
            label = language.quoted(name, lang)
            told = told.replace(language.quoted(key, lang), label).replace(key, label)
    return _POINT.sub(",", told) if lang == "fr" else told


def complain(lines: Iterable[str]) -> None:
    """Say what is wrong with a form, field by field; nothing of it is taken."""
    _ = state.words()
    st.error(_("Nothing was taken, as something is not right:") + "\n\n" + "\n".join(f"- {line}" for line in lines))


def slug(name: str) -> str:
    """An id made of a name: small letters without accents, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", name.lower().replace("œ", "oe")).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:80].strip("-")
