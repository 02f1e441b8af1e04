"""Values of changed inputs, in the reader's words."""

from __future__ import annotations

import ast
from contextlib import suppress
from typing import Any

import yaml

from language import formats
from ui import state

PERT = ("mode", "low", "high")
"""What a PERT law is written with."""
DEEPEST = 8
"""Lists and mappings that are opened to find a figure: a list may hold itself."""
LONGEST = 80
"""Signs of a changed value that is no figure."""


def plain(text: str) -> Any:
    """A value of a change as data, from its text in a record of changes or in YAML; the text where it is neither."""
    try:
        return ast.literal_eval(text) if text else None
    except (ValueError, SyntaxError):
        with suppress(yaml.YAMLError):
            return yaml.safe_load(text)
    return text


def told(text: str) -> str:
    """A value, short: a figure by its number (the last of a dated one), a law by its middle and ends, an offer by what
    is offered, anything else cut."""
    value, part = plain(text), ""
    law = value.get("pert") if isinstance(value, dict) else None
    if isinstance(law, dict) and all(isinstance(law.get(end), int | float) for end in PERT):
        middle, low, high = (law[end] for end in PERT)
        return f"{formats.number(middle, state.lang(), 2)} [{formats.interval(low, high, state.lang(), 2)}]"
    for _deeper in range(DEEPEST):
        if not isinstance(value, list | dict) or not value:
            break
        if isinstance(value, list):
            value = value[-1]
        elif "value" in value:
            value = value["value"]
        elif len(value) == 1:
            ((part, value),) = value.items()
        else:
            break
    if isinstance(value, bool | list | dict) or not isinstance(value, int | float):
        return (text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…") or state.words()("(nothing)")
    number = formats.short_number(value, state.lang())
    return f"{part}: {number}" if part else number
