"""``sensitivity``: which uncertain inputs move an indicator, and where it crosses a level."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from language import formats, term
from model.loading.assembly import programme, warnings
from model.loading.catalogue import load
from model.schema.fault import Fault, InputFaults
from model.schema.programme import Programme
from model.uncertainty.sensitivity import Asked as Prepared
from model.uncertainty.sensitivity import Question, asked, morris, moving, sobol, tornado
from model.uncertainty.switching import level_of, switching, usual_period
from reports import figure_file, tables
from reports import tornado as figure
from reports.promises import period
from reports.wording import amount, labelled, said, titled
from terminal.door import DONE, Door
from terminal.reading import Options
from terminal.writing import check_folder, write_whole

SCOPES = ("programme", "region", "disp", "prison", "company", "workshop")
SHOWN = 12
"""Inputs shown on the terminal; the files have them all."""
SWITCHING = ("input", "crosses", "level", "value_at_crossing", "unit", "from", "to", "probability", "sentence")


@dataclass(frozen=True)
class Asked:
    """What was typed."""

    scenario: str
    out: Path
    indicator: str
    scope: str
    member: str
    period: str
    level: str | None
    points: str
    seed: str
    settings: tuple[str, ...]


def sensitivity(door: Door, typed: Asked) -> int:
    """Write sobol.csv, morris.csv, tornado.csv, switching.csv. Raises InputFaults."""
    options = Options()
    options.one_of("--scope", typed.scope, SCOPES)
    points = options.whole("--points", typed.points, 16, 2**16)
    if points & (points - 1):
        options.wrong("not_a_power_of_two", "--points", found=points, low=2 ** int(np.log2(points)),
                      high=2 ** int(np.ceil(np.log2(points))))  # fmt: skip
    if typed.scope in SCOPES[1:] and not typed.member:
        options.wrong("id_missing", "--id", found=typed.scope)
    seed = options.whole("--seed", typed.seed, 0, 2**63 - 1)
    level = None if typed.level is None else options.number("--level", typed.level, -1e15, 1e15, "")
    options.settle()
    check_folder(typed.out)
    catalogue = load()
    chosen = programme(catalogue, typed.scenario, typed.settings)
    door.faults(warnings(catalogue, chosen))
    question = Question(
        typed.indicator, typed.scope, typed.member, typed.period or usual_period(chosen, typed.indicator)
    )
    ask = asked(chosen, question)
    if not np.isfinite(ask.best):
        raise InputFaults([Fault("indicator_without_value", "", None, "--indicator", {"found": typed.indicator})])
    level = level_of(chosen, question) if level is None else level
    swings, screened = tornado(ask), morris(ask, seed)
    indices = sobol(ask, seed, points, moving(ask, screened))
    crossing = pd.DataFrame(columns=list(SWITCHING)) if level is None else switching(ask, level)
    found = {"sobol": indices, "morris": screened, "tornado": swings, "switching": crossing}
    files = {
        f"{name}.csv": table.to_csv(index=False, float_format="%.10g", lineterminator="\n").encode()
        for name, table in found.items()
    }
    files |= {
        "tornado.html": figure_file.page(
            figure.drawing(swings, chosen.indicators[typed.indicator].unit, door.lang, dark=False),
            _title(chosen, question, question.member or titled(chosen, door.lang), door.lang),
            f"{door.word('One input is moved at a time, all others at their best value.')} {_expected(door)}",
            door.lang,
        ),
        "manifest.json": json.dumps(
            tables.manifest(chosen, "expected", seed)
            | {"indicator": question.indicator, "scope": question.scope, "id": question.member,
               "period": question.period, "level": level, "points": points},
            ensure_ascii=False, indent=2,
        ).encode() + b"\n",
    }  # fmt: skip
    write_whole(typed.out, files)
    _show(door, ask, swings, indices)
    _say(door, ask, crossing, level)
    door.note(door.word("Written to {folder}.").format(folder=typed.out))
    return DONE


def _title(chosen: Programme, question: Question, where: str, lang: str) -> str:
    """What is told, of what and when; where: empty where that needs no word."""
    label = said(chosen.indicators[question.indicator].label, lang)
    return ", ".join(filter(None, (label, where, period(question.period, lang))))


def _expected(door: Door) -> str:
    """What a figure of the expected engine is not."""
    return door.word(
        "Expected values, without interval: small workshops with few candidates are shown too full, and costs "
        "too low, as every price stands at its middle value."
    )


def _show(door: Door, ask: Prepared, swings: pd.DataFrame, indices: pd.DataFrame) -> None:
    chosen, question = ask.known.programme, ask.question
    known = chosen.indicators[question.indicator]
    total = indices.set_index("input")["total"]
    rows = [
        [
            term("inputs", row["input"], door.lang),
            _exact(row["at_low"], known.unit, door.lang, named=False),
            _exact(row["at_high"], known.unit, door.lang, named=False),
            formats.percent(max(0.0, float(total[row["input"]])), door.lang, 1),
        ]
        for row in figure.moving(swings).head(SHOWN).to_dict("records")
    ]
    what = _title(chosen, question, question.member, door.lang)
    title = labelled(what, _exact(ask.best, known.unit, door.lang), door.lang)
    columns = (
        door.word("Input"),
        door.word("At its 10%"),
        door.word("At its 90%"),
        door.word("Share of the spread, with the others"),
    )
    if rows:
        door.table(title, columns, rows)
    else:
        door.out(title)
        door.out(door.word("No uncertain input moves this indicator over this period."))
    zero = float(swings["base_if_no_effect"].iloc[0]) if len(swings) else float("nan")
    if not np.isnan(zero):
        told = door.word("If work has no effect after release, with every input at its best value: {value}.")
        door.out(told.format(value=_exact(zero, known.unit, door.lang)))
    door.out(_expected(door))


def _say(door: Door, ask: Prepared, crossing: pd.DataFrame, level: float | None) -> None:
    """The switching values in words."""
    if level is None:
        door.note(door.word("No level is asked of this indicator: give one with --level to see where it is crossed."))
        return
    asked_ = _exact(level, ask.known.programme.indicators[ask.question.indicator].unit, door.lang)
    crossed = crossing[crossing["crosses"].astype(bool)]
    for row in crossed.to_dict("records"):
        door.out(
            term("switching", row["sentence"], door.lang).format(
                input=term("inputs", row["input"], door.lang),
                value=_exact(row["value_at_crossing"], row["unit"], door.lang, 4),
                level=asked_,
            )
        )
    if crossed.empty:
        reached = "always_reached" if ask.best >= level else "never_reached"
        door.out(term("switching", reached, door.lang).format(level=asked_))


def _exact(value: float, unit: str, lang: str, decimals: int = 2, named: bool = True) -> str:
    """A value to so many decimals as the language writes its unit: ``€668,699.91``, ``45.00%``. named: with the name of
    a unit that has no sign."""
    name = term("unit", unit, lang) if unit else ""
    if name.startswith("€"):
        of_what = name.removeprefix("€").strip() if named else ""
        return f"{formats.money(value, lang)} {of_what}".rstrip()
    if unit in ("share", "share of SMIC"):
        return formats.percent(value, lang, 2)
    if unit.startswith(("probability", "rate/")):
        return amount(value, unit, lang)
    if unit == "ratio":
        return formats.number(value, lang, decimals)
    return f"{formats.number(value, lang, decimals)} {name if named else ''}".rstrip()
