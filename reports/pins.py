"""What the openings decided beforehand cost a plan, in words."""

from __future__ import annotations

import language
from language import formats
from model.rollout.freed import Freed
from model.rollout.reach import Reach


def cost(freed: Freed | None, year: int, lang: str) -> str:
    """What the openings decided beforehand cost, and which of them costs most; nothing where they cost nobody."""
    _ = language.text(lang)
    if freed is None:
        return ""
    told = _("Without the pinned openings, {people} people could be at work in {year}.")
    if freed.torn:
        told = _(
            "No plan has all the pinned openings beside the shares and the target asked for: this is proven. Without "
            "them, {people} people could be at work in {year}."
        )
    told = told.format(people=_people(freed.without, lang), year=year)
    if freed.costliest is not None and freed.alone is not None:
        pin = ":".join(str(part) for part in (freed.costliest.prison, freed.costliest.company, freed.costliest.quarter))
        most = _("The pin that costs most is {pin}: without it alone, {people} people.")
        told += " " + most.format(pin=pin, people=_people(freed.alone, lang))
    elif freed.torn:
        told += " " + _("Leaving out any one of them alone is not enough.")
    if freed.torn:
        last = _(
            "Take a pinned opening away, or lower the shares or the target. What follows leaves the pinned openings "
            "out."
        )
        told += " " + last
    return told


def _people(found: Reach, lang: str) -> str:
    return formats.number(int(found.people + 1e-6), lang)
