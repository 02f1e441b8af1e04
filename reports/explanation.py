"""Where a number comes from, as a reader sees it: inputs by weight, their sources, the share resting on assumptions."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import language
from language import formats
from model.explanation.explanation import Explanation, Input, Written
from model.explanation.weights import Weights
from model.schema.programme import Programme
from model.schema.reference import Source
from reports.wording import amount, as_given, bare, ends, labelled, said

Standing = Callable[[Written], tuple[str, int | None]]
"""File and line of a figure."""


@dataclass(frozen=True)
class Row:
    """An input in words."""

    name: str
    value: str
    known: str
    """How its figures are known."""
    sources: tuple[str, ...]
    """Ids."""
    dated: str
    moves: str
    """What 1 % more of it does."""
    weight: str


def rows(programme: Programme, inputs: Iterable[Input], lang: str) -> list[Row]:
    """Inputs in words, in the order given."""
    return [
        Row(
            input_label(programme, one.name, lang),
            _value(one, lang),
            _known(one, lang),
            tuple(dict.fromkeys(source for f in one.figures for source in sources(programme, f))),
            _dated(programme, one, lang),
            _moves(one, lang),
            formats.percent(one.weight, lang, 1),
        )
        for one in inputs
    ]


def sources(programme: Programme, figure: Written) -> tuple[str, ...]:
    """Ids of the sources of a figure: its own, then those of the studies that a prior is built from."""
    studies = [programme.studies[name].source for name in figure.studies]
    return tuple(dict.fromkeys(source for source in (figure.source, *studies) if source))


def without_effect(found: Explanation, lang: str) -> str | None:
    """What the figure is at best values if work has no effect; None where it does not rest on one."""
    if found.if_no_effect is None:
        return None
    told = language.text(lang)("If work has no effect after release, with every input at its best value: {value}.")
    return told.format(value=amount(found.if_no_effect, found.indicator.unit, lang))


def input_label(programme: Programme, name: str, lang: str) -> str:
    """An input's name: a law's label, else the figure's, with its side where the studies tell sides apart."""
    family, *path = name.split(".")
    if family == "law":
        label = said(programme.law[path[0]].label, lang)
        return f"{label} – {language.term('figure', path[1], lang)}" if path[1:] else label
    label = language.term("figure", path[-1], lang)
    if label == path[-1]:
        label = name
    if family == "evidence" and path[:-1] and path[0] in ("men", "women"):
        return f"{label} ({language.term('side', path[0], lang).lower()})"
    return label


def _value(one: Input, lang: str) -> str:
    """The value with its interval and the chance of it, or the span over the members."""
    _, span, first = language.text(lang), one.span, one.figures[0]
    if span is None:
        return _("a scale")
    low, high = span
    if low != high:
        return _("{span} ({count} cases)").format(span=_span(low, high, first.unit, lang), count=len(one.figures))
    if len({(f.low, f.high) for f in one.figures}) > 1 or first.low is None or first.high is None:
        return as_given(low, first.unit, lang)
    value = amount(low, first.unit, lang, (first.low, first.high))
    spread = ends(first.low, first.high, _within(first.unit), lang, low)
    return f"{value} [{labelled(formats.percent(first.interval, lang), spread, lang) if first.interval else spread}]"


def _span(low: float, high: float, unit: str, lang: str) -> str:
    """Lowest to highest, with the unit once."""
    if unit.startswith("EUR/"):
        of_what = language.term("unit", unit, lang).removeprefix("€").strip()
        return f"{ends(low, high, unit, lang)} {of_what}"
    between = " à " if lang == "fr" else " to "
    return bare(low, unit, lang) + between + amount(high, unit, lang)


def _within(unit: str) -> str:
    """A chance in a month or a year is told as a share once its period has been said."""
    return "share" if unit.startswith(("probability", "rate/")) else unit


def _dated(programme: Programme, one: Input, lang: str) -> str:
    """When its figures hold from, or were seen: from the oldest to the newest; where none has a date of its own, those
    of their sources, said to be theirs."""
    if own := sorted({f.as_of for f in one.figures if f.as_of}):
        return _from_to(own, lang)
    cited = {name for f in one.figures for name in sources(programme, f) if name in programme.sources}
    if dates := sorted({date for name in cited if (date := programme.sources[name].date)}):
        return language.text(lang)("{date} (source)").format(date=_from_to(dates, lang))
    return "–"


def _from_to(dates: Sequence[str], lang: str) -> str:
    return formats.date(dates[0], lang) if len(dates) == 1 else f"{dates[0][:4]}–{dates[-1][:4]}".rstrip("–")


def _known(one: Input, lang: str) -> str:
    """Derived; or, where figures are known in several ways, how many in which."""
    kinds = one.provenances
    if len(kinds) == 1:
        return language.term("provenance", next(iter(kinds)), lang)
    return ", ".join(f"{language.term('provenance', kind, lang)} ({count})" for kind, count in kinds.items())


def _moves(one: Input, lang: str) -> str:
    if math.isnan(one.elasticity):
        return "–"
    digits = 2 if abs(one.elasticity) >= 0.005 else 4
    sign = "−" if one.elasticity < 0 else "+"
    percent = formats.percent(abs(one.elasticity) / 100, lang, digits)
    return sign + percent


def lighter(rest: Sequence[Input], lang: str) -> str:
    """What the inputs that are not listed weigh."""
    told = language.plural(lang)(
        "{n} lighter input weighs {share}.", "{n} lighter inputs weigh {share} together.", len(rest)
    )
    return told.format(n=len(rest), share=formats.percent(math.fsum(one.weight for one in rest), lang, 1))


def share(found: Explanation, lang: str) -> str:
    """The share that rests on assumptions, in a sentence, then by how the figures are known."""
    _ = language.text(lang)
    if found.why_zero is not None:
        told = (
            _("This figure has no value, and no input gives it one: {why}.")
            if math.isnan(found.value)
            else _("This figure is zero, and no input moves it: {why}.")
        )
        return told.format(why=language.term("why_zero", found.why_zero, lang))
    if math.isnan(found.share_assumed):
        return _("No input moves this figure: it is counted from the plan itself.")
    split = sorted(found.by_provenance.items(), key=lambda pair: -pair[1])
    told = ", ".join(
        f"{language.term('provenance', kind, lang)} {formats.percent(part, lang)}"
        for kind, part in split
        if part >= 0.005
    )
    return _("Of what moves this figure, {share} was not found in a source. By how it is known: {split}.").format(
        share=formats.percent(found.share_assumed, lang), split=told
    )


def method(lang: str) -> str:
    """How the share is computed."""
    return language.text(lang)(
        "Each input is moved by 1%, everywhere at once, a duration by one month, and the expected engine runs again: "
        "the input's weight is the size of the change over the sum of all sizes. What is derived, from a weak source, "
        "assumed, taken by default or chosen (a decision rather than a guess) counts as not found in a source."
    )


def caveats(programme: Programme, found: Explanation, lang: str) -> list[str]:
    """What a reader should know: of the engine, and of the studies where they weigh."""
    if not found.inputs:
        return []
    told = [
        language.text(lang)(
            "Weights hold near the values shown. They say what the figure depends on, not how uncertain it is: a well "
            "known law may weigh most."
        )
    ]
    for one in found.inputs:
        told += [
            said(programme.evidence[f.stand.member].caveat, lang)
            for f in one.figures
            if one.name.startswith("evidence.") and f.stand.member in programme.evidence
        ]
    return list(dict.fromkeys(told))


def places(one: Input, standing: Standing) -> list[tuple[str, int]]:
    """``file:line`` of an input's figures, and how many stand there, the most first."""
    found = Counter(_at(*standing(figure)) for figure in one.figures)
    return [(place, count) for place, count in found.most_common() if place]


def _at(file: str, line: int | None) -> str:
    return file if line is None else f"{file}:{line}"


def source(known: Source, lang: str) -> str:
    """Title, publisher, date, address."""
    date = formats.date(known.date, lang) if known.date else None
    return ", ".join(part for part in (known.title, known.publisher, date, known.address) if part)


def document(programme: Programme, found: Explanation, interval: Mapping[str, float | None], standing: Standing,
             ) -> dict[str, Any]:  # fmt: skip
    """The explanation as one document; numbers are full, both languages are there. interval: of the draws, value,
    low, high and if_no_effect with its own."""
    known = found.indicator
    cited = {source for one in found.inputs for f in one.figures for source in sources(programme, f)}
    return {
        "scenario": programme.id,
        "indicator": known.id,
        "label": known.label.model_dump(),
        "scope": found.scope,
        "id": found.member,
        "period": found.period,
        "unit": known.unit,
        "formula": known.formula.model_dump(),
        **interval,
        "expected": _number(found.value),
        "expected_if_no_effect": None if found.if_no_effect is None else _number(found.if_no_effect),
        "why_zero": found.why_zero,
        "share_assumed": _number(found.share_assumed),
        "by_provenance": dict(found.by_provenance),
        "inputs": [_input(programme, one, standing) for one in found.inputs],
        "sources": {name: programme.sources[name].model_dump() for name in sorted(cited) if name in programme.sources},
        "method": {lang: method(lang) for lang in language.LANGUAGES},
        "caveats": {lang: caveats(programme, found, lang) for lang in language.LANGUAGES},
    }


def _input(programme: Programme, one: Input, standing: Standing) -> dict[str, Any]:
    span = one.span
    return {
        "input": one.name,
        "label": {lang: input_label(programme, one.name, lang) for lang in language.LANGUAGES},
        "unit": one.figures[0].unit,
        "lowest": span[0] if span else None,
        "highest": span[1] if span else None,
        "members": len(one.figures),
        "sourced": one.sourced,
        "elasticity": _number(one.elasticity),
        "weight": one.weight,
        "figures": [
            {
                "member": f.stand.member,
                "value": f.value,
                "low": f.low,
                "high": f.high,
                "interval": f.interval,
                "source": f.source,
                "studies": list(f.studies),
                "as_of": f.as_of,
                "mark": f.mark,
                "provenance": f.provenance,
                "file": file or None,
                "line": line,
            }
            for f in one.figures
            for file, line in [standing(f)]
        ],
    }


def _number(value: float) -> float | None:
    return None if math.isnan(value) else value


def shares(known: Weights) -> dict[str, float]:
    """Share resting on assumptions by indicator, over the whole horizon; those that nothing moves are left out."""
    found = known.shares()
    return {name: found[name, "total"] for name in known.best if not math.isnan(found[name, "total"])}
