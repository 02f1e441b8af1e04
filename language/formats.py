"""Numbers, money and dates as a reader of French or English writes them (Babel: fr_FR and en_GB)."""

from __future__ import annotations

import math
import re
from functools import lru_cache

from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.numbers import NumberPattern, parse_pattern

from model.schema.base import first_day

LOCALES = {"fr": "fr_FR", "en": "en_GB"}
NARROW = "\u202f"
"""Narrow no-break space."""
MINUS = "\u2212"
"""The sign of a negative number: a hyphen is none."""
JOINED = "\u2060"
"""Between a sign and a currency: no line ends there."""
LARGE = 1e15
"""From here on a number is written with its power of ten: of longer ones the last digits are not known."""


@lru_cache(maxsize=4)
def locale(lang: str) -> Locale:
    """Babel's locale of a language."""
    return Locale.parse(LOCALES[lang])


@lru_cache(maxsize=64)
def _pattern(lang: str, decimals: int | None, kind: str, large: bool) -> NumberPattern:
    """decimals: so many, None for those that are needed."""
    if large:
        whole = "0.###E0"
    else:
        whole = "#,##0" + (".####" if decimals is None else "." + "0" * decimals if decimals else "")
    if kind == "money":
        whole = f"{whole}\u00a0¤" if lang == "fr" else f"¤{whole}"
    elif kind == "percent":
        whole = f"{whole}{NARROW}%" if lang == "fr" else f"{whole}%"
    return parse_pattern(whole)


def number(value: float, lang: str, decimals: int = 0) -> str:
    """A number with so many decimals: ``1 234,5`` or ``1,234.5``."""
    return _written(value, lang, decimals, "number", decimals)


def short_number(value: float, lang: str) -> str:
    """A number with the decimals it needs, four at most."""
    return _written(value, lang, None, "number", 4)


def money(value: float, lang: str, decimals: int = 2) -> str:
    """Euros: ``1 234,50 €`` or ``€1,234.50``."""
    return _written(value, lang, decimals, "money", decimals)


def percent(value: float, lang: str, decimals: int = 0) -> str:
    """A share as a percentage: ``45 %`` or ``45%``."""
    return _written(value, lang, decimals, "percent", decimals + 2)


def month(text: str, lang: str) -> str:
    """``2027-04`` -> ``avril 2027`` or ``April 2027``."""
    return str(format_skeleton("yMMMM", first_day(text), locale=locale(lang)))


def date(text: str, lang: str) -> str:
    """A date as precise as it is written: ``2018``, ``août 2018``, ``1er mai 2022``."""
    if len(text) == 4:
        return text
    if len(text) == 7:
        return month(text, lang)
    day = first_day(text)
    written = str(format_date(day, "long", locale=locale(lang)))
    return re.sub(r"^1 ", "1er ", written) if lang == "fr" else written


def of_month(text: str, lang: str) -> str:
    """``d'avril 2027``, ``de mai 2027``; ``of April 2027``."""
    shown = month(text, lang)
    return f"of {shown}" if lang == "en" else f"{_of(shown)}{shown}"


def since(text: str, lang: str) -> str:
    """``à partir du 1er mai 2022``, ``à partir d'avril 2027``; ``from April 2027``."""
    if lang == "en":
        return f"from {date(text, lang)}"
    shown = date(text, lang)
    return f"à partir {'du ' if len(text) == 10 else _of(shown)}{shown}"


def until(text: str, lang: str) -> str:
    """``jusqu'au 1er mai 2022``, ``jusqu'en avril 2027``; ``until April 2027``."""
    if lang == "en":
        return f"until {date(text, lang)}"
    return f"jusqu'{'au' if len(text) == 10 else 'en'} {date(text, lang)}"


def _of(word: str) -> str:
    """``de``, with its elision before a vowel."""
    return "d'" if word[0] in "aeiouyéèêâîôû" else "de "


def quarter(text: str, lang: str) -> str:
    """``2028-Q3`` -> ``3e trimestre 2028`` or ``Q3 2028``."""
    year, _, which = text.partition("-Q")
    if lang == "en":
        return f"Q{which} {year}"
    return f"{which}{'er' if which == '1' else 'e'} trimestre {year}"


def interval(low: float, high: float, lang: str, decimals: int = 0) -> str:
    """Two ends: ``192 à 233`` or ``192 to 233``."""
    between = " à " if lang == "fr" else " to "
    return number(low, lang, decimals) + between + number(high, lang, decimals)


def money_interval(low: float, high: float, lang: str, decimals: int = 0) -> str:
    """Two ends in euros: ``230 à 300 €`` or ``€230 to €300``."""
    if lang == "fr":
        return f"{number(low, lang, decimals)} à {money(high, lang, decimals)}"
    return f"{money(low, lang, decimals)} to {money(high, lang, decimals)}"


def size(count: float, lang: str) -> str:
    """Bytes: ``1 Mo`` or ``1 MB``."""
    unit = "o" if lang == "fr" else "B"
    for limit, letter in ((1e9, "G"), (1e6, "M"), (1e3, "k")):
        if count >= limit:
            return f"{short_number(round(count / limit, 1), lang)}\u00a0{letter}{unit}"
    return f"{short_number(count, lang)}\u00a0{'octets' if lang == 'fr' else 'bytes'}"


def _written(value: float, lang: str, decimals: int | None, kind: str, rounded: int) -> str:
    """A number in its pattern; rounded: decimals of the value itself."""
    pattern = _pattern(lang, decimals, kind, LARGE <= abs(value) < math.inf)
    return _signed(str(pattern.apply(_plain(value, rounded), locale(lang), currency="EUR", currency_digits=False)))


def _plain(value: float, decimals: int) -> float:
    """Rounded half to even as Babel would, and never minus zero."""
    return round(float(value), decimals) + 0.0


def _signed(text: str) -> str:
    """A number with its minus sign, where Babel writes a hyphen."""
    return text.replace("-", MINUS).replace(f"{MINUS}€", f"{MINUS}{JOINED}€")
