"""Notes of figures, sources, laws, prisons and companies, in the reader's language. Pairs: catalogues/notes/."""

from __future__ import annotations

import re
from functools import lru_cache

import yaml

from language.catalogue import FOLDER, typeset
from language.terms import LANGUAGES

PAIRS = FOLDER / "notes"
"""One file for each place that notes stand in; in a pair, either side may be the author's."""
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""Ten times faster where libyaml is there."""
_PERCENT = re.compile(r"(?<=\d) %")


def note(text: str, lang: str) -> str:
    """A note in the reader's language; one that has no pair, such as a user's own, as it is written."""
    return _readings(lang).get(_line(text), text)


@lru_cache(maxsize=1)
def pairs() -> tuple[dict[str, str], ...]:
    """Every pair as it stands in its file: ``{fr: ..., en: ...}``."""
    files = sorted(PAIRS.glob("*.yaml"))
    return tuple(pair for file in files for pair in yaml.load(file.read_text(encoding="utf-8"), Loader=_LOADER))


@lru_cache(maxsize=4)
def _readings(lang: str) -> dict[str, str]:
    """Either side of each pair, on one line: how it reads in a language."""
    return {_line(pair[side]): _printed(pair[lang], lang) for pair in pairs() for side in LANGUAGES}


def _printed(text: str, lang: str) -> str:
    """With spaces as print has them, and an English percentage as the rest of a page writes it."""
    return _PERCENT.sub("%", text) if lang == "en" else typeset(text, lang)


def _line(text: str) -> str:
    """White space of any kind, as a folded YAML text has it, is one space."""
    return " ".join(text.split())
