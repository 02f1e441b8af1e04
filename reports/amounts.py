"""What a way out takes more of, in words: each kind of amount with the places that need most."""

from __future__ import annotations

from collections.abc import Sequence

import language
from language import formats
from model.rollout.overshoot import More
from model.rollout.ways import WayOut
from model.schema.programme import Programme
from model.sides import prison_of
from reports.wording import amount, on_side, said

SHOWN = 3
"""Places named one by one."""

_YEARS = ("and {count} more year", "and {count} more years")
_PRISONS = ("and {count} more prison", "and {count} more prisons")
OTHERS = {
    "agreements": ("and {count} more company", "and {count} more companies"),
    "area": _PRISONS, "workshops": _PRISONS, "people": _PRISONS, "euros": _YEARS, "openings": _YEARS,
    "seats": ("and {count} more region", "and {count} more regions"),
}  # fmt: skip
"""What those beyond are, by the kind of amount."""


def more(programme: Programme, way: WayOut, lang: str) -> list[str]:
    """The amounts of a way out, kind by kind, with the places that need most."""
    _ = language.text(lang)
    kinds: dict[str, list[More]] = {}
    for one in way.more:
        kinds.setdefault(one.what, []).append(one)
    told = {
        "area": _("{much} m² more floor ({where})"),
        "people": _("{much} more suitable candidates ({where})"),
        "euros": _("{much} more State investment ({where})"),
        "seats": _("{much} seats fewer than the shares asked for ({where})"),
        "education": _("no level of education asked for: {where} ({much} more candidates)"),
        "later": _("wait until {where}"),
    }
    counted = {
        "agreements": ("{much} more agreement ({where})", "{much} more agreements ({where})"),
        "workshops": ("{much} more room ({where})", "{much} more rooms ({where})"),
        "openings": ("{much} more opening than allowed ({where})", "{much} more openings than allowed ({where})"),
    }
    found = []
    for kind, each in kinds.items():
        total = sum(one.amount for one in each)
        much = amount(total, "EUR", lang) if kind == "euros" else formats.number(total, lang)
        text = told[kind] if kind in told else language.plural(lang)(*counted[kind], round(total))
        found.append(text.format(much=much, where=_places(programme, each, lang)))
    return found


def place(programme: Programme, where: str, lang: str) -> str:
    """The name of a prison (and its side), a company or an activity; else the word itself (a year, a region)."""
    if where in programme.prisons:
        return programme.prisons[where].name
    if prison_of(where) in programme.prisons:
        return on_side(programme.prisons[prison_of(where)].name, "women", lang)
    if where in programme.companies:
        return said(programme.companies[where].name, lang)
    if where in programme.activities:
        return said(programme.activities[where].label, lang)
    return where


def _places(programme: Programme, each: Sequence[More], lang: str) -> str:
    _ = language.text(lang)
    by_year = all(one.where.isdigit() for one in each)
    largest = sorted(each, key=lambda one: (one.where if by_year else "", -one.amount))
    colon = "\u202f: " if lang == "fr" else ": "
    names = [
        _where(programme, one, lang) + (colon + _much(one, lang) if len(each) > 1 else "")
        for one in largest[:SHOWN]
    ]  # fmt: skip
    if len(largest) > SHOWN:
        more = len(largest) - SHOWN
        told = language.plural(lang)(*OTHERS[each[0].what], more)
        names.append(told.format(count=formats.number(more, lang)))
    return ", ".join(names)


def _where(programme: Programme, one: More, lang: str) -> str:
    """The name of a place; of the share for women, which has none."""
    if one.what == "seats" and not one.where:
        return language.text(lang)("the share for women")
    return place(programme, one.where, lang)


def _much(one: More, lang: str) -> str:
    return amount(one.amount, "EUR", lang) if one.unit == "EUR" else formats.number(one.amount, lang)


def at_best_values(lang: str) -> str:
    """On what prices the euros of a way out are told, as those of requirements are means of draws."""
    return language.text(lang)(
        "Euros of the ways out: every price at its best value, as the search counts them. What a plan requires is told "
        "as the mean of the draws, which is higher, as prices can rise further than they can fall."
    )
