"""Other plans nearly as good, in words: what they open, and what they bring more or less of."""

from __future__ import annotations

import language
from language import formats
from language.terms import term
from model.rollout.alternatives import Alternative
from model.schema.programme import Programme
from model.schema.rollout import Aim
from reports.amounts import place

SHOWN = 3
"""Prisons named one by one."""
EUROS = ("victims", "public_cost")


def sentence(other: Alternative, programme: Programme, lang: str) -> str:
    """One other plan: its prisons by name, the difference on its objective, then on each aim."""
    count = len(other.prisons)
    told = language.plural(lang)(
        "Another plan: {count} other prison ({names}); objective {change}. Differences: {aims}.",
        "Another plan: {count} other prisons ({names}); objective {change}. Differences: {aims}.",
        count,
    )
    names = ", ".join(place(programme, name, lang) for name in other.prisons[:SHOWN])
    names += ", …" if count > SHOWN else ""
    figures = formats.number(count, lang)
    sentence = told.format(count=figures, names=names, change=change(other, lang), aims=aims(other, lang))
    return f"{sentence} {why}" if (why := trade(other, programme, lang)) else sentence


def trade(other: Alternative, programme: Programme, lang: str) -> str:
    """Why a plan that brings more to the first aim is not the plan; nothing of those that bring less, or as much."""
    more, less = ([aim for aim, d in other.differences.items() if sign * d > 0] for sign in (1, -1))
    if other.lost >= 0 or not less:
        return ""
    told = language.text(lang)(
        "More: {more}; less: {less}. Up to {share} of an aim may be given up for the next one, so it is not the plan "
        "kept."
    )
    asked = programme.scenario.objective
    share = None if asked is None else asked.tolerance
    share = programme.defaults.planning.tolerance.latest.value if share is None else share
    named = (", ".join(term("aim", aim, lang) for aim in some) for some in (more, less))
    return told.format(more=next(named), less=next(named), share=formats.percent(share, lang))


def none_found(differ: int, lose: float, lang: str) -> str:
    """That no other plan was found."""
    told = language.plural(lang)(
        "No other plan was found that opens in at least {count} other prison and loses at most {share} of the "
        "objective.",
        "No other plan was found that opens in at least {count} other prisons and loses at most {share} of the "
        "objective.",
        differ,
    )
    return told.format(count=formats.number(differ, lang), share=formats.percent(lose, lang))


def change(other: Alternative, lang: str) -> str:
    """The objective against the best plan's, with its sign: ``−1,2 %``."""
    digits = 1 if abs(other.lost) >= 0.0005 else 3
    return _sign(-other.lost) + formats.percent(abs(other.lost), lang, digits)


def aims(other: Alternative, lang: str) -> str:
    """Each aim's difference, by name."""
    return ", ".join(f"{term('aim', aim, lang)} {figure(aim, value, lang)}" for aim, value in other.differences.items())


def figure(aim: Aim, value: float, lang: str) -> str:
    """A difference with its sign, in the unit that the aim's name says."""
    digits = 0 if aim in EUROS or abs(value) >= 100 else 2
    return _sign(value) + formats.number(abs(value), lang, digits)


def workshop(programme: Programme, name: str, lang: str) -> str:
    """A workshop by the names of its prison and company."""
    prison, _, company = name.partition(":")
    return f"{place(programme, prison, lang)} – {place(programme, company, lang)}"


def _sign(value: float) -> str:
    return "+" if value > 0 else "−" if value < 0 else "±"
