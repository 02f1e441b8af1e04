"""Words for HTML and Markdown: the number of an article of law (L412-6) stands on one line."""

from __future__ import annotations

import re
from html import escape

_ARTICLE = re.compile(r"\b(?:[ALRD]\d+|\d{3})(?:-\d+)+\b")
"""L412-6, R381-104, 717-3; no year, which someone may copy into a file."""


def inline(text: str) -> str:
    """Text, escaped for HTML."""
    return _ARTICLE.sub(r'<span style="white-space:nowrap">\g<0></span>', escape(text))


def unbroken(text: str) -> str:
    """The same for Markdown, where only another sign holds a number together."""
    return _ARTICLE.sub(lambda found: found[0].replace("-", "\u2011"), text)
