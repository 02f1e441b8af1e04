"""Values with their unit, and names of things, as a reader of one language expects them."""

from __future__ import annotations

import math
import re

import language
from language import formats, typeset
from language.formats import JOINED, MINUS
from language.terms import known_terms, term
from model.schema.base import Bilingual, Side
from model.schema.programme import Programme
from model.schema.scenario import Scenario
from reports import precision
from reports.precision import CHANCES, MOST, PEOPLE, POINTS, SHARES, WHOLE, decimals, needed, small_digits

GAP = "\u00a0"
_FIGURE = re.compile(r"[^\d.,−]")
"""What is no part of a number: units, spaces, signs of a currency."""


def said(text: Bilingual, lang: str) -> str:
    """A text of the data in one language, with narrow no-break spaces where French has them."""
    return typeset(text.fr, "fr") if lang == "fr" else text.en


def titled(programme: Programme, lang: str) -> str:
    """The scenario's title, then its variant's."""
    return named(programme.scenario, programme.variant_title, lang)


def named(scenario: Scenario, variant: Bilingual | None, lang: str) -> str:
    """The title of a scenario, then that of its variant, where one is chosen."""
    name = said(scenario.title, lang)
    return name if variant is None else f"{name} – {said(variant, lang)}"


def amount(value: float | None, unit: str, lang: str, span: tuple[float, float] | None = None) -> str:
    """A value with its unit: ``9 personnes``, ``45,4 %``, ``2,6 M€``, ``150,51 € par mois``.

    span: the ends of the interval that stands beside it, whose decimals it shares (see ``reports.precision``).
    """
    if value is None or math.isnan(value):
        return "–"
    if unit == "EUR":
        return euros(value, lang, span)
    digits = None if span is None else decimals(unit, value, *span)
    if unit in SHARES:
        return formats.percent(value, lang, decimals(unit, value) if digits is None else digits)
    if unit.startswith(CHANCES):
        period = "an" if unit.endswith("year") else "mois"
        if lang == "fr":
            return f"{formats.percent(value, lang, 1)} par {period}"
        return f"{formats.percent(value, lang, 1)} a {unit.rpartition('/')[2]}"
    if unit == "ratio":
        return number(value, unit, lang, digits)
    if unit == POINTS:
        return number(value, unit, lang) + GAP + counted(100 * value, "points", lang)
    name = counted(value, unit, lang, 1 if digits is None else min(1, digits))
    if name.startswith("€"):
        if digits is None:
            digits = 0 if unit in WHOLE or abs(value) >= 10_000 else 2
        return formats.money(value, lang, digits) + GAP + name.removeprefix("€").strip()
    return number(value, unit, lang, digits) + GAP + name


def as_given(value: float, unit: str, lang: str) -> str:
    """A figure as it is given, without an interval: a rate of 6.65 % is not rounded as results are."""
    if unit == "flag":
        _ = language.text(lang)
        return _("yes") if value else _("no")
    if unit not in SHARES or math.isnan(value):
        return amount(value, unit, lang)
    return formats.percent(value, lang, max(decimals(unit, value), needed(round(100 * value, MOST))))


def counted(value: float, unit: str, lang: str, digits: int = 1) -> str:
    """The name of a unit for so much of it, written with so many decimals: ``poste`` below two in French, ``post`` for
    exactly one in English."""
    shown = abs(round(value, digits))
    single = shown < 2 if lang == "fr" else shown == 1
    return language.term("unit_one" if single and unit in known_terms("unit_one") else "unit", unit, lang)


def labelled(name: str, value: str, lang: str) -> str:
    """A name and its value: ``Détenues : 208``, ``Detained: 208``."""
    return f"{name}\u202f: {value}" if lang == "fr" else f"{name}: {value}"


def bare(value: float | None, unit: str, lang: str) -> str:
    """The lower end of an interval, when its unit follows at the upper end; shares keep their sign."""
    if (
        value is None
        or math.isnan(value)
        or unit in ("share", "share of SMIC", "EUR")
        or unit.startswith("probability")
    ):
        return amount(value, "share" if unit.startswith("probability") else unit, lang)
    return number(value, unit, lang)


def ends(low: float, high: float, unit: str, lang: str, of: float = math.nan) -> str:
    """The two ends of an interval with their unit, written once in French: ``75,8 à 93 %``, ``1,2 à 2,6 M€``.

    of: the value that they are of, whose thousands or millions and decimals they share; NaN where they stand alone.
    """
    between = " à " if lang == "fr" else " to "
    if unit == "EUR":
        step = precision.euros(of, low, high)
        first, last = (formats.number(end / step.scale, lang, step.digits) for end in (low, high))
        if lang == "fr":
            return f"{first}{between}{last}{GAP}{step.letter}€"
        return "".join((_signed(first), step.letter, between, _signed(last), step.letter))
    digits = decimals(unit, of, low, high)
    if unit in PEOPLE:
        return formats.interval(low, high, lang, digits)
    if unit in SHARES or unit.startswith(CHANCES):
        first, last = (formats.percent(end, lang, digits) for end in (low, high))
        return (first.rstrip("%\u00a0\u202f") if lang == "fr" else first) + between + last
    if language.term("unit", unit, lang).startswith("€"):
        return formats.money_interval(low, high, lang, digits)
    return number(low, unit, lang, digits) + between + number(high, unit, lang, digits)


def apart(told: str, lang: str) -> str:
    """Two ends as they are written, nothing where both read alike: ``68,5 à 68,5 %`` is no interval."""
    first, _, last = (_FIGURE.sub("", end) for end in told.partition(" à " if lang == "fr" else " to "))
    return "" if first == last else told


def _signed(text: str) -> str:
    """The English order: sign, currency, number."""
    return f"{MINUS}{JOINED}€{text[1:]}" if text.startswith(MINUS) else f"€{text}"


def number(value: float, unit: str, lang: str, digits: int | None = None) -> str:
    """A value alone, with the decimals asked for, or those that its unit and size ask for."""
    if unit == POINTS:
        return formats.number(100 * value, lang, 2)
    if digits is not None:
        return formats.number(value, lang, digits)
    if unit in WHOLE or abs(value) >= 100:
        return formats.number(value, lang)
    if 0 < abs(value) < {"people": 0.95, "posts": 0.095}.get(unit, 0.0):
        return formats.number(value, lang, small_digits(value))
    if unit in PEOPLE:
        return formats.number(value, lang, 0 if float(value).is_integer() else 1)
    if unit == "ratio" and abs(value) >= 0.1:
        return formats.number(value, lang, 0 if float(round(value, 2)).is_integer() else 2)
    return formats.short_number(value, lang)


def euros(value: float, lang: str, span: tuple[float, float] | None = None) -> str:
    """Euros, in thousands or millions when there are many: ``34,1 k€``, ``€2.6M``; span: see ``amount``."""
    step = precision.euros(value, *(span or ()))
    if not step.letter:
        return formats.money(value, lang, step.digits)
    plain = formats.number(value / step.scale, lang, step.digits)
    return f"{plain}{GAP}{step.letter}€" if lang == "fr" else _signed(plain) + step.letter


def difference(value: float, unit: str, lang: str, span: tuple[float, float] | None = None) -> str:
    """A difference with its sign, ± where nothing of it is written; shares in points; span: see ``amount``."""
    if math.isnan(value):
        return "–"
    if unit == "share":
        size, none = (f"{formats.number(much * 100, lang, 1)}{GAP}pts" for much in (abs(value), 0.0))
    else:
        size, none = (amount(much, unit, lang, span) for much in (abs(value), 0.0))
    if reads_as_nothing(size):
        return "±" + (JOINED if none.startswith("€") else "") + none
    sign = "+" if value > 0 else MINUS
    return sign + (JOINED if size.startswith("€") else "") + size


def reads_as_nothing(told: str) -> bool:
    """Whether an amount, with its interval where it has one, has no digit but noughts as it is written."""
    return not any("1" <= digit <= "9" for digit in told)


def difference_ends(low: float, high: float, unit: str, lang: str, of: float = math.nan) -> str:
    """The two ends of a difference; shares in points; of: see ``ends``."""
    if unit == "share":
        return f"{formats.interval(low * 100, high * 100, lang, 1)}{GAP}pts"
    return ends(low, high, unit, lang, of)


def difference_ranged(value: float, low: float, high: float, unit: str, lang: str, form: str = "{} [{}]") -> str:
    """A difference, then the two ends of it where they are apart, in the form asked for."""
    if high - low > 1e-9 * max(1.0, abs(high)):
        spread = apart(difference_ends(low, high, unit, lang, value), lang)
        if spread:
            return form.format(difference(value, unit, lang, (low, high)), spread)
    return difference(value, unit, lang)


def difference_in_percent(value: float, lang: str) -> str:
    """A relative difference with its sign: ``−41 %``."""
    sign = "+" if value > 0 else MINUS if value < 0 else "±"
    return sign + formats.percent(abs(value), lang)


def share_of_draws(share: float, lang: str) -> str:
    """A share of the draws: whole per cent, tenths where nought or a hundred would say that none or all do."""
    return formats.percent(share, lang, 1 if 0 < share < 0.005 or 0.995 <= share < 1 else 0)


def on_side(name: str, side: Side | None, lang: str) -> str:
    """The name of a prison, with its side where one is told: ``Fleury-Mérogis (women's side)``."""
    return name if side is None else f"{name} ({term('step', f'side_{side}', lang)})"


def drawn_times(draws: int, lang: str) -> str:
    """How many draws: ``1 tirage``, ``1,024 draws``."""
    return language.plural(lang)("{n} draw", "{n} draws", draws).format(n=formats.number(draws, lang))
