"""What a stranger wrote, as it may be shown: a terminal obeys some characters instead of showing them."""

from __future__ import annotations

import re
from typing import Final

_OBEYED: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""Control characters but the tab and the line end, and those that turn the direction of what is read."""


def plain(text: str) -> str:
    r"""The same with each of them as it is escaped in JSON: ``\u001b``."""
    return _OBEYED.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
