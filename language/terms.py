"""Names of things in both languages: parties, marks, units, types of prison... Words: terms.yaml."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import yaml

from language.catalogue import typeset

TERMS = Path(__file__).with_name("terms.yaml")
LANGUAGES = ("fr", "en")
"""French first, as in the catalogue."""


def term(kind: str, key: str, lang: str) -> str:
    """The name of a thing: ``term("party", "victim", "fr")``; the key itself when it has none."""
    return terms(lang).get(kind, {}).get(key, key)


def known_terms(kind: str) -> tuple[str, ...]:
    """Keys that have a name, in the order of the catalogue."""
    return tuple(terms("en").get(kind, {}))


def form_of(pattern: str, lang: str) -> str:
    """The form that a regular expression asks for, in words."""
    return term("form", pattern, lang)


def forms(told: str, lang: str) -> str:
    """Forms that a value may take, as ``model.loading.forms`` tells them, in words: ``“all” or a list``."""
    named = terms(lang)["forms"]
    words = [_one_form(one, named) for one in told.splitlines()]
    return named["or"].join((", ".join(words[:-1]), words[-1])) if len(words) > 1 else "".join(words)


def _one_form(told: str, named: dict[str, str]) -> str:
    """One of them: a word in quotes, a number with its bounds as one writes it in YAML, a list, a block of keys."""
    kind, *of = told.split()
    if kind == "number":
        low, high = ("" if end == "-" else end for end in of)
        kind = "between" if low and high else "from" if low else "up_to" if high else "number"
        return named[kind].format(low=low, high=high)
    return named.get(kind, told).format(of=", ".join(of))


def problem(said: str, lang: str) -> str:
    """What the YAML parser found wrong, in words; its own sentence in quotes when it is a rare one."""
    known = terms(lang)["problem"]
    if said in known:
        return known[said]
    return typeset(f"« {said} »", lang) if lang == "fr" else f"“{said}”"


def meaning(unit: str, lang: str) -> str:
    """What a unit means, where its name alone may mislead; else nothing."""
    return terms(lang)["meaning"].get(unit, "")


@lru_cache(maxsize=4)
def terms(lang: str) -> dict[str, dict[str, str]]:
    """All names of a language, by kind and key."""
    position = LANGUAGES.index(lang)
    with TERMS.open(encoding="utf-8") as source:
        catalogue = yaml.safe_load(source)
    return {
        kind: {str(key): typeset(str(names[position]), lang) for key, names in entries.items()}
        for kind, entries in catalogue.items()
    }
