"""Change a figure without YAML: choose it, see what it is, write another, with its source; checked before it counts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import streamlit as st
import yaml
from streamlit.delta_generator import DeltaGenerator

import language
from language import formats
from language.terms import known_terms
from model.schema.base import Frozen
from model.schema.fault import InputFaults
from model.schema.fields import figures
from model.schema.programme import Programme
from model.schema.quantity import Bounds, Figure, Quantity
from reports import interval
from reports.wording import amount, labelled, said
from ui import cached, state, typed, widgets
from ui.cards import input_name

FAMILIES = ("prisons", "companies", "activities", "defaults", "law", "outlook", "evidence")
"""What figures belong to, in the order offered."""


@dataclass(frozen=True)
class Changeable:
    """A figure that can be changed."""

    path: str
    """Dotted, as ``--set`` takes it."""
    name: str
    unit: str
    bounds: Bounds
    meaning: str
    now: Quantity | None
    """What is in force at the scenario's start; None where nothing is known."""
    start: str = ""
    """First day of a dated value that is written whole."""
    bare: bool = False
    """Whether it takes a number alone: a law, in force from the scenario's first month."""


@dataclass(frozen=True)
class Said:
    """What is said of a new value, as typed."""

    low: str = ""
    high: str = ""
    mark: str = "chosen"
    source: str = ""
    note: str = ""


@st.fragment
def form(programme: Programme, prison: str = "") -> None:
    """A form for one figure; with a prison, for its figures alone."""
    _, lang = state.words(), state.lang()
    key = f"change-{prison}" if prison else "change"
    with st.expander(_("Change a figure"), icon=":material/edit:", key=f"{key}-open", on_change="rerun") as opened:
        if not opened.open:
            return
        family, member = "prisons", prison
        if not prison:
            pair = widgets.side_by_side()
            with pair.container():
                family = st.selectbox(
                    _("Belongs to"), FAMILIES, format_func=lambda f: language.term("family", f, lang),
                    key=f"{key}-family", help=_("What the figure is about."),
                )  # fmt: skip
            names = members(programme, family, lang)
            with pair.container():
                member = st.selectbox(
                    _("Which"), list(names), format_func=names.__getitem__, key=f"{key}-member-{family}",
                    help=_("The prison, company, activity or rule."),
                )  # fmt: skip
        known = {one.path: one for one in changeable(programme, family, member, lang)}
        path = st.selectbox(
            _("Figure"), list(known), format_func=lambda p: known[p].name, key=f"{key}-path-{family}-{member}",
            help=_("Every figure that can be written there."),
        )  # fmt: skip
        if path is not None:
            _write(programme, known[path], f"{key}-{path}")


def members(programme: Programme, family: str, lang: str) -> dict[str, str]:
    """What a family is made of: id to name."""
    match family:
        case "prisons":
            return {p.id: p.name for p in programme.prisons.values()}
        case "companies":
            return {c.id: said(c.name, lang) for c in programme.companies.values()}
        case "activities":
            return {a.id: said(a.label, lang) for a in programme.activities.values()}
        case "law":
            return {p.id: said(p.label, lang) for p in programme.law.values() if _single(p)}
        case "evidence":
            return {e.id: said(e.label, lang) for e in programme.evidence.values()}
        case "outlook":
            return {"": language.term("family", "outlook", lang)}
    return {name: language.term("defaults", name, lang) for name in ("programme", "planning", "calls", "national")}


def _single(parameter: Any) -> bool:
    return all(value.value is not None for value in parameter.values)


def changeable(programme: Programme, family: str, member: str, lang: str) -> list[Changeable]:
    """The figures of a member, with what is in force at the scenario's start."""
    month = programme.scenario.start
    if family == "law":
        rule = programme.law[member]
        dated = [v for v in rule.values if v.start[:7] <= month] or [rule.values[0]]
        last = dated[-1]
        now = Quantity(value=last.value or 0.0, unit=rule.unit, source=last.source, mark=last.mark, as_of=None)
        return [
            Changeable(
                f"law.{member}", said(rule.label, lang), rule.unit, Bounds(rule.unit, 0, rule.most), "", now, bare=True
            )
        ]
    if family == "outlook":
        return list(_outlook(programme, lang))
    thing: Frozen = {
        "prisons": programme.prisons, "companies": programme.companies, "activities": programme.activities,
        "evidence": programme.evidence,
    }[family][member] if family != "defaults" else getattr(programme.defaults, member)  # fmt: skip
    found = []
    for field in figures(type(thing)):
        value: object = thing
        for part in field.path.split("."):
            value = getattr(value, part, None)
        now = value.at(month) if isinstance(value, Figure) else None
        name = input_name(field.path, lang)
        if "." in field.path and family in ("evidence", "defaults"):
            name += f" ({language.term('figure_group', field.path.partition('.')[0], lang)})"
        path = f"{family}.{member}.{field.path}"
        found.append(Changeable(path, name, field.bounds.unit, field.bounds, field.meaning, now))
    return found


def _outlook(programme: Programme, lang: str) -> Iterator[Changeable]:
    for name in type(programme.outlook).model_fields:
        value = getattr(programme.outlook, name)
        if hasattr(value, "quantity"):
            now = value.quantity("rate/year")
            bounds = Bounds("rate/year", -0.5, 0.5)
            yield Changeable(f"outlook.{name}", input_name(name, lang), "rate/year", bounds, "", now, value.start)


def _write(programme: Programme, figure: Changeable, key: str) -> None:
    """What the figure is, and what it should be."""
    _, lang = state.words(), state.lang()
    st.markdown(widgets.plain(_now(programme, figure, lang)))
    if figure.meaning and lang == "en":
        st.caption(widgets.plain(figure.meaning))
    start = figure.now.value if figure.now is not None else 0.0
    with st.form(f"{key}-form", border=False):
        ends = st.grid(3, min_column_width=220, gap=("small", "medium"))
        with ends.container():
            value = st.text_input(
                f"{labels(lang)['value']} ({language.term('unit', figure.unit, lang)})",
                formats.short_number(start, lang), key=f"{key}-value", help=typed.limits(figure.bounds, lang),
            )  # fmt: skip
        told = Said() if figure.bare else _said(programme, ends, key)
        if figure.bare:
            st.caption(_("In force from the scenario's first month, and nothing after it."))
        asked = st.form_submit_button(_("Check and apply"), type="primary")
    if asked:
        try:
            text = written(figure, value, told, lang)
            changed = state.with_changes([(figure.path, text)])
            cached.programme(state.reference(), changed)
        except typed.NoNumber as found:
            example = formats.short_number(1234.5, lang)
            wrong = _("A number is expected, such as {example}.").format(example=example)
            st.error(labelled(f"**{widgets.plain(labels(lang)[found.key])}**", wrong, lang))
        except InputFaults as found:
            names = {figure.path: figure.name}
            lines = "\n".join(f"- {line}" for line in typed.tell(found.faults, names, typed.Read(lang)))
            st.error(_("The change is not applied:") + "\n\n" + lines)
        else:
            state.apply([(figure.path, text)])
            st.rerun(scope="app")


def _said(programme: Programme, grid: DeltaGenerator, key: str) -> Said:
    """Fields for the interval, beside the value; then for the mark, the source and the note."""
    _, lang, marks = state.words(), state.lang(), list(known_terms("mark"))
    named = labels(lang)
    with grid.container():
        low = st.text_input(named["low"], key=f"{key}-low", help=_("One chance in ten below."))
    with grid.container():
        high = st.text_input(named["high"], key=f"{key}-high", help=_("One chance in ten above."))
    pair = widgets.side_by_side()
    with pair.container():
        mark = st.selectbox(
            _("Mark"), marks, index=marks.index("chosen"), format_func=lambda m: language.term("mark", m, lang),
            key=f"{key}-mark", help=_("How the figure is known: one that was read needs its source."),
        )  # fmt: skip
    with pair.container():
        source = st.selectbox(
            _("Source"), ["", *programme.sources], key=f"{key}-source", help=_("Where it was read."),
            format_func=lambda s: programme.sources[s].title if s else _("none"),
        )  # fmt: skip
    note = st.text_input(_("Note"), key=f"{key}-note", max_chars=200, help=_("Why, in one sentence."))
    return Said(low, high, mark, source or "", note)


def labels(lang: str) -> dict[str, str]:
    """What the fields for a figure and its interval are called."""
    _ = language.text(lang)
    return {"value": _("New value"), "low": _("Low (80%), if it is uncertain"), "high": _("High (80%)")}


def written(figure: Changeable, value: str, said_: Said, lang: str) -> str:
    """The new figure as ``--set`` takes it: a bare number when nothing else is said of it. Raises NoNumber."""
    number = typed.read("value", value, figure.unit, lang)
    told: dict[str, object] = {"from": figure.start} if figure.start else {}
    told["value"] = number
    if said_.low.strip() or said_.high.strip():
        told |= {end: typed.read(end, getattr(said_, end), figure.unit, lang) for end in ("low", "high")}
        told["interval"] = 0.8
    more = {"source": said_.source, "note": said_.note.strip()}
    if set(told) == {"value"} and said_.mark == "chosen" and not any(more.values()):
        return repr(number)
    return _flow(told | {"mark": said_.mark} | {key: text for key, text in more.items() if text})


def _flow(told: dict[str, object]) -> str:
    return str(yaml.safe_dump(told, default_flow_style=True, allow_unicode=True, sort_keys=False, width=10_000)).strip()


def _now(programme: Programme, figure: Changeable, lang: str) -> str:
    _ = state.words()
    now = figure.now
    if now is None:
        return _("Now: not known.")
    if now.low is None or now.high is None:
        told = amount(now.value, figure.unit, lang)
    else:
        told = interval.written(interval.Interval(now.value, now.low, now.high), figure.unit, lang)
    text = _("Now: {value}").format(value=told)
    parts = [text, language.term("mark", now.mark, lang)]
    if now.source in programme.sources:
        parts.append(programme.sources[now.source].title)
    if now.note:
        parts.append(language.note(now.note, lang))
    return " · ".join(parts)
