"""``explain``: where a number comes from."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from language import formats
from model.explanation.explanation import Explanation, Written, explain
from model.explanation.weights import weights
from model.interval import CHANCE
from model.loading.assembly import programme, warnings
from model.loading.catalogue import load
from model.loading.standing import standing
from model.schema.fault import InputFaults, not_among
from model.schema.programme import Programme
from model.schema.quantity import Figure
from model.uncertainty.ensemble import ensemble
from model.without_effect import without_effect
from reports import explanation as report
from reports.wording import amount, ends, labelled, said, titled
from terminal.door import DONE, Door
from terminal.project import DRAWS, SEED

Ends = tuple[float | None, float | None, float | None]
"""Mean and 90 % interval over the draws of the pages; nothing where no draw has a value."""
SHOWN = 15
"""Inputs shown on the terminal; --json has them all."""
PLACES = 2
"""Places shown of one input."""


@dataclass(frozen=True)
class Asked:
    """What was typed."""

    scenario: str
    indicator: str
    prison: str
    year: str
    settings: tuple[str, ...]
    as_json: bool


def run(door: Door, typed: Asked) -> int:
    """Explain an indicator of the programme, or of a prison, over a year or all. Raises InputFaults."""
    catalogue = load()
    chosen = programme(catalogue, typed.scenario, typed.settings)
    _known(chosen, typed)
    door.faults(warnings(catalogue, chosen))
    scope = "prison" if typed.prison else "programme"
    found = explain(weights(chosen, ("programme", scope)), typed.indicator, scope, typed.prison, typed.year or "total")
    drawn = ensemble(chosen, DRAWS, SEED).indicators((scope,))
    of = _of(drawn, found, typed.indicator)
    beside = without_effect(chosen, typed.indicator, lambda twin: _of(drawn, found, twin), lambda v: (v, v, v))

    def stands(figure: Written) -> tuple[str, int | None]:
        of = figure.stand.figure
        return standing(catalogue, chosen, figure.stand.place, of.latest if isinstance(of, Figure) else None)

    if typed.as_json:
        zero = beside or (None, None, None)
        interval = {**dict(zip(("value", "low", "high"), of, strict=True)), "interval": CHANCE, "if_no_effect": zero[0],
                    "if_no_effect_low": zero[1], "if_no_effect_high": zero[2], "draws": DRAWS,
                    "seed": SEED}  # fmt: skip
        door.json(report.document(chosen, found, interval, stands))
        return DONE
    _say(door, chosen, found, of, beside, stands)
    return DONE


def _known(chosen: Programme, typed: Asked) -> None:
    """Refuse an indicator, a prison or a year that is not there, with those that are."""
    prisons = list(dict.fromkeys(o.prison for o in chosen.scenario.openings))
    years = list(dict.fromkeys(m[:4] for m in chosen.months))
    faults = [
        not_among(found, there, option)
        for option, found, there in (
            ("INDICATOR", typed.indicator, list(chosen.indicators)),
            ("--prison", typed.prison, prisons),
            ("--year", typed.year, years),
        )
        if found not in there and (found or option == "INDICATOR")
    ]  # fmt: skip
    if faults and chosen.scenario.plan != "optimise":
        raise InputFaults(faults)


def _of(drawn: pd.DataFrame, found: Explanation, indicator: str) -> Ends:
    """Mean and 90 % interval of an indicator over the draws of the pages."""
    rows = drawn[(drawn["indicator"] == indicator) & (drawn["id"] == found.member)]
    rows = rows[rows["period"].astype(str) == found.period]
    if rows.empty:
        return None, None, None
    value, low, high = (float(rows[column].iloc[0]) for column in ("value", "low", "high"))
    return value, low, high


def _say(door: Door, chosen: Programme, found: Explanation, drawn: Ends, beside: Ends | None,
         stands: report.Standing) -> None:  # fmt: skip
    word, lang, known = door.word, door.lang, found.indicator

    def with_interval(told: Ends) -> str:
        value, low, high = told
        shown = amount(value, known.unit, lang)
        if low is not None and high is not None and high - low > 1e-9 * abs(high):
            shown += word(" (90% interval: {ends})").format(ends=ends(low, high, known.unit, lang, value))
        return shown

    where = chosen.prisons[found.member].name if found.member else titled(chosen, lang)
    when = word("whole horizon") if found.period == "total" else found.period
    door.out(f"{said(known.label, lang)} – {where}, {when}")
    door.out(word("Value: {value}, mean of {draws} draws; {expected} with every input at its best value.").format(
        value=with_interval(drawn), draws=formats.number(DRAWS, lang), expected=amount(found.value, known.unit, lang)
    ))  # fmt: skip
    if found.if_no_effect is not None and beside is not None:
        told = word("If work has no effect after release: {value}, mean of {draws} draws; {expected} at best values.")
        door.out(told.format(value=with_interval(beside), draws=formats.number(DRAWS, lang),
                             expected=amount(found.if_no_effect, known.unit, lang)))  # fmt: skip
    door.out(word("Formula: {formula}").format(formula=said(known.formula, lang)))
    door.out()
    door.out(report.share(found, lang))
    if found.inputs:
        door.out(report.method(lang))
        _table(door, chosen, found, stands)
    for caveat in report.caveats(chosen, found, lang):
        door.out(word("To be read with care: {caveat}").format(caveat=caveat))


def _table(door: Door, chosen: Programme, found: Explanation, stands: report.Standing) -> None:
    """The heaviest inputs, then the sources that they cite."""
    word, lang, shown = door.word, door.lang, found.inputs[:SHOWN]
    told = report.rows(chosen, shown, lang)
    rows = [[row.name, row.value, row.known, row.dated, row.moves, row.weight] for row in told]
    head = (word("Input"), word("Value"), word("How it is known"), word("Date"), word("1% more of it"), word("Weight"))
    door.out()
    door.table(word("What moves it, the heaviest first"), head, rows, numbers_from=4)
    if rest := found.inputs[SHOWN:]:
        door.out(report.lighter(rest, lang))
    door.out()
    door.out(word("Where they stand, and their sources:"))
    for one, row in zip(shown, told, strict=True):
        where = [*_places(door, report.places(one, stands)), *row.sources]
        door.out("- " + labelled(row.name, ", ".join(where), lang))
    cited = dict.fromkeys(source for row in told for source in row.sources)
    if cited:
        door.out()
        door.out(word("Sources:"))
    for name in cited:
        if name in chosen.sources:
            door.out("- " + labelled(name, report.source(chosen.sources[name], lang), lang))
    door.out()


def _places(door: Door, found: list[tuple[str, int]]) -> list[str]:
    shown = [f"{place} (× {count})" if count > 1 else place for place, count in found[:PLACES]]
    if more := sum(count for _, count in found[PLACES:]):
        shown.append(door.word("and {count} more").format(count=more))
    return shown
