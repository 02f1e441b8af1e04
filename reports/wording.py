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

GAP = "\u00a0"
POINTS = "share points"
"""A share added to another: written in points, a hundred to the whole."""
_FIGURE = re.compile(r"[^\d.,−]")
"""What is no part of a number: units, spaces, signs of a currency."""
_WHOLE = {"m2", "agreements", "hours", "places", "EUR/year", "EUR/seat/year"}


def said(text: Bilingual, lang: str) -> str:
    """A text of the data in one language, with narrow no-break spaces where French has them."""
    return typeset(text.fr, "fr") if lang == "fr" else text.en


def titled(programme: Programme, lang: str) -> str:
    """The scenario's title, then its variant's."""
    name = said(programme.scenario.title, lang)
    return name if programme.variant_title is None else f"{name} – {said(programme.variant_title, lang)}"


def amount(value: float | None, unit: str, lang: str) -> str:
    """A value with its unit: ``9 personnes``, ``45,4 %``, ``2,6 M€``, ``150,51 € par mois``."""
    if value is None or math.isnan(value):
        return "–"
    if unit == "EUR":
        return euros(value, lang)
    if unit in ("share", "share of SMIC"):
        return formats.percent(value, lang, 0 if abs(value) >= 10 else 1)
    if unit.startswith(("probability", "rate/")):
        period = "an" if unit.endswith("year") else "mois"
        if lang == "fr":
            return f"{formats.percent(value, lang, 1)} par {period}"
        return f"{formats.percent(value, lang, 1)} a {unit.rpartition('/')[2]}"
    if unit == "ratio":
        return number(value, unit, lang)
    if unit == POINTS:
        return number(value, unit, lang) + GAP + counted(100 * value, "points", lang)
    name = counted(value, unit, lang)
    if name.startswith("€"):
        digits = 0 if unit in _WHOLE or abs(value) >= 10_000 else 2
        return formats.money(value, lang, digits) + GAP + name.removeprefix("€").strip()
    return number(value, unit, lang) + GAP + name


def counted(value: float, unit: str, lang: str) -> str:
    """The name of a unit for so much of it: ``poste`` below two in French, ``post`` for exactly one in English."""
    shown = abs(round(value, 1))
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


def ends(low: float, high: float, unit: str, lang: str, of: float | None = None) -> str:
    """The two ends of an interval with their unit, written once in French: ``75,8 à 93 %``, ``1,2 à 2,6 M€``.

    of: the value that they are of, whose thousands or millions they share; None where they stand alone.
    """
    between, far = " à " if lang == "fr" else " to ", max(abs(low), abs(high))
    if unit in ("people", "seats", "posts"):
        return formats.interval(low, high, lang, 0 if far >= 20 else 1 if far >= 0.95 else small_digits(far))
    if unit == "EUR":
        size = far if of is None or math.isnan(of) else abs(of)
        scale, letter = next(((s, n) for s, n in ((1e6, "M"), (1e4, "k")) if size >= s), (1.0, ""))
        scale = 1e3 if letter == "k" else scale
        digits = 1 if letter and far < 1e2 * scale else 0
        first, last = formats.number(low / scale, lang, digits), formats.number(high / scale, lang, digits)
        if lang == "fr":
            return f"{first}{between}{last}{GAP}{letter}€"
        return "".join((_signed(first), letter, between, _signed(last), letter))
    if unit in ("share", "share of SMIC"):
        first, last = amount(low, unit, lang), amount(high, unit, lang)
        return (first.rstrip("%\u00a0\u202f") if lang == "fr" else first) + between + last
    if language.term("unit", unit, lang).startswith("€"):
        digits = 0 if unit in _WHOLE or far >= 1000 else 2
        return formats.money_interval(low, high, lang, digits)
    return number(low, unit, lang) + between + number(high, unit, lang)


def apart(told: str, lang: str) -> str:
    """Two ends as they are written, nothing where both read alike: ``68,5 à 68,5 %`` is no interval."""
    first, _, last = (_FIGURE.sub("", end) for end in told.partition(" à " if lang == "fr" else " to "))
    return "" if first == last else told


def _signed(text: str) -> str:
    """The English order: sign, currency, number."""
    return f"{MINUS}{JOINED}€{text[1:]}" if text.startswith(MINUS) else f"€{text}"


def small_digits(value: float) -> int:
    """Decimals of a number of people under one: two, or what two significant figures take where two would say none."""
    size = abs(value)
    return 2 if size >= 0.0095 or size < 1e-6 else 1 - math.floor(math.log10(size))


def number(value: float, unit: str, lang: str) -> str:
    """A value alone, with the decimals that its unit and size ask for."""
    if unit in _WHOLE or abs(value) >= 100:
        return formats.number(value, lang)
    if unit == POINTS:
        return formats.number(100 * value, lang, 2)
    if 0 < abs(value) < {"people": 0.95, "posts": 0.095}.get(unit, 0.0):
        return formats.number(value, lang, small_digits(value))
    if unit in ("people", "seats", "posts"):
        return formats.number(value, lang, 0 if float(value).is_integer() else 1)
    if unit == "ratio" and abs(value) >= 0.1:
        return formats.number(value, lang, 0 if round(value, 2).is_integer() else 2)
    return formats.short_number(value, lang)


def euros(value: float, lang: str) -> str:
    """Euros, in thousands or millions when there are many: ``34,1 k€``, ``€2.6M``."""
    for limit, letter in ((1e6, "M"), (1e4, "k")):
        if abs(value) >= limit:
            scale = 1e6 if letter == "M" else 1e3
            digits = 1 if abs(value) < 1e2 * scale else 0
            plain = formats.number(value / scale, lang, digits)
            return f"{plain}{GAP}{letter}€" if lang == "fr" else _signed(plain) + letter
    return formats.money(value, lang, 0 if abs(value) >= 1000 or float(value).is_integer() else 2)


def difference(value: float, unit: str, lang: str) -> str:
    """A difference with its sign, ± where nothing of it is written; shares in points."""
    if math.isnan(value):
        return "–"
    if unit == "share":
        size, none = (f"{formats.number(much * 100, lang, 1)}{GAP}pts" for much in (abs(value), 0.0))
    else:
        size, none = amount(abs(value), unit, lang), amount(0.0, unit, lang)
    if not any("1" <= digit <= "9" for digit in size):
        return "±" + (JOINED if none.startswith("€") else "") + none
    sign = "+" if value > 0 else MINUS
    return sign + (JOINED if size.startswith("€") else "") + size


def difference_ends(low: float, high: float, unit: str, lang: str) -> str:
    """The two ends of a difference; shares in points."""
    if unit == "share":
        return f"{formats.interval(low * 100, high * 100, lang, 1)}{GAP}pts"
    return ends(low, high, unit, lang)


def difference_ranged(value: float, low: float, high: float, unit: str, lang: str) -> str:
    """A difference, then the two ends of it where they are apart."""
    told = difference(value, unit, lang)
    if not high - low > 1e-9 * max(1.0, abs(high)):
        return told
    spread = apart(difference_ends(low, high, unit, lang), lang)
    return f"{told} [{spread}]" if spread else told


def difference_in_percent(value: float, lang: str) -> str:
    """A relative difference with its sign: ``−41 %``."""
    sign = "+" if value > 0 else MINUS if value < 0 else "±"
    return sign + formats.percent(abs(value), lang)


def on_side(name: str, side: Side | None, lang: str) -> str:
    """The name of a prison, with its side where one is told: ``Fleury-Mérogis (women's side)``."""
    return name if side is None else f"{name} ({term('step', f'side_{side}', lang)})"


def drawn_times(draws: int, lang: str) -> str:
    """How many draws: ``1 tirage``, ``1,024 draws``."""
    return language.plural(lang)("{n} draw", "{n} draws", draws).format(n=formats.number(draws, lang))
