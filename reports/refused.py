"""Pairs of a prison and a company that no plan can hold: refused.csv, and how often each reason."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pandas as pd

import language
from language import formats
from language.terms import term
from model.rollout.assemble import Assembly
from model.rollout.pairs import Refusal
from model.schema.fault import Fault, Scalar
from model.schema.programme import Programme
from model.schema.quantity import StandIn
from model.space import free_area
from reports.naming import named, names_of

COLUMNS = ("prison", "company", "code", "reason", "assumed", "side")
COUNTED = ("found", "bound")
"""Fields that may hold a number, written as the reader writes it."""


def refused(assembly: Assembly, lang: str) -> pd.DataFrame:
    """refused.csv: one row for each reason of each pair, its sentence in the language asked."""
    return refusals(assembly.programme, assembly.refused, lang)


def refusals(programme: Programme, found: Iterable[Refusal], lang: str) -> pd.DataFrame:
    """The same of some refusals.

    assumed: whether it rests on a floor that no source gives, the country's spread by places; side: the side of a mixed
    prison that is refused, empty where the whole prison is.
    """
    spread = {prison for prison in programme.prisons if _spread(programme, prison)}
    names = names_of(programme, lang)
    rows = []
    for refusal in found:
        for fault in refusal.reasons:
            assumed = fault.code == "space_too_small" and refusal.prison in spread
            reason = _reason(fault, names, assumed, lang)
            rows.append((refusal.prison, refusal.company, fault.code, reason, assumed, refusal.side or ""))
    return pd.DataFrame(rows, columns=list(COLUMNS))


def reasons(table: pd.DataFrame, lang: str) -> list[tuple[str, int, int]]:
    """Each reason by name, the pairs it refuses, and those of them that rest on an assumed floor; most first."""
    codes = table["code"].value_counts(sort=False)
    assumed = table.loc[table["assumed"], "code"].value_counts()
    order = sorted(codes.index, key=lambda code: (-int(codes[code]), code))
    return [(term("refusal", code, lang), int(codes[code]), int(assumed.get(code, 0))) for code in order]


def _spread(programme: Programme, prison: str) -> bool:
    """Whether a prison's free floor stands in for one that is not known."""
    found = free_area(programme.prisons[prison], programme.defaults, programme.scenario.start)
    return isinstance(found, StandIn)


def _reason(fault: Fault, names: dict[str, str], assumed: bool, lang: str) -> str:
    told_by_name = named(fault, names, lang)
    counts = {k: formats.short_number(v, lang) for k, v in told_by_name.fields.items() if k in COUNTED and _counted(v)}
    told = language.sentence(replace(told_by_name, fields={**told_by_name.fields, **counts}), lang)
    if not assumed:
        return told
    doubt = language.text(lang)("This floor is an assumption: the country's free floor, spread by places.")
    return f"{told} {doubt}"


def _counted(value: Scalar) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)
