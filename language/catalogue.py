"""The words of the screens: gettext catalogues, read from their .po file, with no build step."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from language.formats import NARROW

FOLDER = Path(__file__).parent / "catalogues"
DOMAIN = "essaimage"

_BEFORE = re.compile(r"(?<=\S) (?=[:;?!»%])")
_AFTER = re.compile(r"(?<=«) ")


def typeset(sentence: str, lang: str) -> str:
    """French with narrow no-break spaces where print has them; English as it is."""
    if lang != "fr":
        return sentence
    return _AFTER.sub(NARROW, _BEFORE.sub(NARROW, sentence))


def text(lang: str) -> Callable[[str], str]:
    """The function that gives an English source string in a language: ``_ = text(lang); _("Overview")``."""
    return _catalogue(lang).gettext


def plural(lang: str) -> Callable[[str, str, int], str]:
    """The same for counted things: ``plural(lang)("{n} seat", "{n} seats", n)``."""
    return _catalogue(lang).ngettext


@lru_cache(maxsize=4)
def _catalogue(lang: str) -> NullTranslations:
    source = FOLDER / lang / "LC_MESSAGES" / f"{DOMAIN}.po"
    if not source.is_file():
        return NullTranslations()
    with source.open("rb") as lines:
        catalogue = read_po(lines, locale=lang, domain=DOMAIN)
    for message in catalogue:
        if isinstance(message.string, str):
            message.string = typeset(message.string, lang) if message.id else message.string
        elif message.string is not None:
            message.string = tuple(typeset(form, lang) for form in message.string)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return GNUTranslations(compiled)
