"""Names of prisons, compared whatever their accents, case, hyphens, articles and kind of establishment."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

_KINDS: tuple[tuple[str, str], ...] = (
    ("etablissement penitentiaire pour mineurs", "EPM"),
    ("etablissement pour mineurs", "EPM"),
    ("etablissement public de sante national", "EPSNF"),
    ("epsnf", "EPSNF"),
    ("epsn", "EPSNF"),
    ("epm", "EPM"),
    ("centre de semi liberte", "CSL"),
    ("semi liberte", "CSL"),
    ("csl", "CSL"),
    ("centre penitentiaire pour femmes", "CP femmes"),
    ("cpf", "CP femmes"),
    ("centre penitentiaire", "CP"),
    ("cp", "CP"),
    ("maison d arret pour femmes", "MA femmes"),
    ("maf", "MA femmes"),
    ("maison d arret", "MA"),
    ("ma", "MA"),
    ("maison centrale", "MC"),
    ("mc", "MC"),
    ("centre de detention pour femmes", "CD femmes"),
    ("cdf", "CD femmes"),
    ("centre de detention", "CD"),
    ("centre detention", "CD"),
    ("cd", "CD"),
)
_SMALL = {"de", "du", "d", "des", "la", "le", "les", "l", "a", "au", "aux", "et", "en", "pour"}
_LONG = {"st": "saint", "ste": "sainte"}
_KEEP_THEIR_KIND = {"CSL", "EPM", "EPSNF"}
"""Kinds that are never mixed with the others; the rest (MA, CD, CP, MC) change as prisons are converted."""


@dataclass(frozen=True)
class Name:
    """A name taken apart: its kind, when it says it, its words in any order, with and without brackets."""

    kind: str
    words: frozenset[frozenset[str]]


def plain(text: str) -> str:
    """Small letters without accents, words apart by one space."""
    bare = text.lower().replace("œ", "oe").replace("æ", "ae")
    bare = "".join(c for c in unicodedata.normalize("NFKD", bare) if not unicodedata.combining(c))
    return " ".join(re.findall(r"[a-z0-9]+", bare))


def name_of(text: str) -> Name:
    """A name taken apart."""
    whole, outside = plain(text), plain(re.sub(r"\([^)]*\)", " ", text))
    kind, sets = "", set[frozenset[str]]()
    for form in (whole, outside):
        rest = f" {form} "
        for written, short in _KINDS:
            if f" {written} " in rest:
                rest = rest.replace(f" {written} ", f" {short.partition(' ')[2]} ", 1)
                kind = kind or short.partition(" ")[0]
                break
        words = frozenset(_LONG.get(w, w) for w in rest.split() if w not in _SMALL)
        if words:
            sets.add(words)
    return Name(kind, frozenset(sets))


@dataclass(frozen=True)
class Match:
    """Which establishment is which prison."""

    found: Mapping[str, str]
    """Prison by the establishment's name."""
    ambiguous: Mapping[str, tuple[str, ...]]
    """Prisons it could be, by the establishment's name."""
    unknown: Mapping[str, str]
    """Nearest prison ("" when none is near), by the establishment's name."""


def match(establishments: Iterable[str], prisons: Mapping[str, tuple[str, str]]) -> Match:
    """Join names to prisons (id -> name and type); what could be two, or one twice, is not guessed."""
    known = {i: (Name(kind, name_of(name).words | name_of(i).words), kind) for i, (name, kind) in prisons.items()}
    found: dict[str, str] = {}
    ambiguous: dict[str, tuple[str, ...]] = {}
    unknown: dict[str, str] = {}
    for written in establishments:
        candidates = _candidates(name_of(written), known)
        if len(candidates) == 1:
            found[written] = candidates[0]
        elif candidates:
            ambiguous[written] = tuple(candidates)
        else:
            unknown[written] = _nearest(written, prisons)
    for prison in {p for p in found.values() if list(found.values()).count(p) > 1}:
        for written in [w for w, p in found.items() if p == prison]:
            ambiguous[written] = (prison,)
            del found[written]
    return Match(found, ambiguous, unknown)


def _candidates(name: Name, known: Mapping[str, tuple[Name, str]]) -> list[str]:
    """Prisons of the same words; of the same kind first, when the name says one."""
    same = [i for i, (other, _) in known.items() if name.words & other.words]
    if name.kind:
        of_kind = [i for i in same if known[i][1] == name.kind]
        same = of_kind or [i for i in same if not {known[i][1], name.kind} & _KEEP_THEIR_KIND]
    return sorted(same)


def _nearest(written: str, prisons: Mapping[str, tuple[str, str]]) -> str:
    by_words = {_longest(name): i for i, (name, _) in prisons.items()}
    words = _longest(written)
    return next((by_words[w] for w in get_close_matches(words, list(by_words), 1, 0.6)), "")


def _longest(text: str) -> str:
    """All words of a name, in order of the alphabet."""
    return max((" ".join(sorted(words)) for words in name_of(text).words), key=len, default="")
