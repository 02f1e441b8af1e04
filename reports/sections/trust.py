"""How far to trust it: the reference beside it, what moves it, what it rests on, where that is from."""

from __future__ import annotations

from typing import Final

import pandas as pd

import language
from language import formats
from model.explanation.explanation import explain
from model.provenance import PROVENANCES
from reports import explanation, print_figures, promises
from reports import tornado as screen
from reports.interval import Interval, stacked
from reports.material import Material
from reports.parts import Figure, Listing, Part, Section, Table, Words
from reports.wording import difference_ranged, drawn_times, ends, labelled, said, titled

COMPARED: Final = (
    "seats_open", "at_work", "fill_rate", "kept_per_worker", "victims_per_worker", "smic_share", "victims_withheld",
    "victims_paid", "releases_with_experience", "reconvictions_avoided", "employed_12m_gain", "state_cost",
    "state_net_cost", "company_cost", "cost_per_productive_hour",
)  # fmt: skip
"""Indicators held against the reference scenario."""
WEIGHED: Final = ("at_work", "victims_withheld", "kept_per_worker", "employed_12m_gain", "state_cost", "present_value")
"""Indicators whose inputs are told."""
EACH: Final = 5
"""Inputs of each of them, those that weigh most."""


def compare(material: Material, lang: str) -> Section | None:
    """The reference scenario beside this one, and their difference in the same draws."""
    _, other = language.text(lang), material.other
    if other is None:
        return None
    rows = []
    for name in (n for n in COMPARED if n in material.programme.indicators):
        unit = material.programme.indicators[name].unit
        told = _gap(material.against(name), unit, lang)
        here, there = material.value(name), other.of(name, material.other_period)
        label = said(material.programme.indicators[name].label, lang)
        rows.append((label, stacked(here, unit, lang), stacked(there, unit, lang), told))
        if (zero := material.drawn.without_effect(name, material.period)) is not None:
            rows.append(
                (_("If work has no effect"), stacked(zero, unit, lang),
                 stacked(other.without_effect(name, material.other_period) or Interval(float("nan")), unit, lang),
                 _gap(material.against_without_effect(name), unit, lang))
            )  # fmt: skip
    heads = (_("Indicator"), f"{titled(material.programme, lang)} ({material.period})",
             f"{titled(other.programme, lang)} ({material.other_period})", _("Difference"))  # fmt: skip
    return Section(
        "compare",
        _("Against the reference scenario"),
        (
            Words(_("Euros are those of each scenario's own years; prices are not brought to one year."), caveat=True),
            Table(_("Both scenarios and their difference, in the same draws"), heads, tuple(rows)),
        ),
    )


def _gap(gap: Interval | None, unit: str, lang: str) -> str:
    """A difference with its interval."""
    if gap is None or gap.value != gap.value:
        return "–"
    return difference_ranged(*gap, unit, lang, "{}\n{}")


def sensitivity(material: Material, lang: str) -> Section | None:
    """What moves people at work, and in how many futures the plan keeps its promises."""
    _, known = language.text(lang), material.programme.indicators["at_work"]
    rows, parts = screen.widest(material.swings), []
    if len(rows):
        moved = ", ".join(language.term("inputs", name, lang) for name in rows["input"].head(3))
        told = _("What moves it most: {inputs}.").format(inputs=moved)
        caption = _("People at work in {year}, each uncertain input moved alone").format(year=material.period)
        parts.append(
            Figure(caption, f"{told} {_swings_told(rows, known.unit, lang)}",
                   print_figures.tornado(material.swings, known.unit, lang),
                   screen.drawing(material.swings, known.unit, lang, False))
        )  # fmt: skip
        parts.append(Words(told))
        parts.append(
            Words(
                _(
                    "Expected values, without interval: small workshops with few candidates are shown too full, and "
                    "costs too low, as every price stands at its middle value."
                ),
                caveat=True,
            )
        )
    kept = promises.rows(material.programme, material.kept, lang)
    heads = (_("Promise"), _("Period"), _("Level"), _("Share of draws"))
    caption = _("Budget and targets, over {draws}").format(draws=drawn_times(material.draws, lang))
    return Section(
        "sensitivity",
        _("What could change it"),
        (*parts, *((Table(caption, heads, tuple(kept)),) if kept else ())),
    ) if parts or kept else None  # fmt: skip


def _swings_told(rows: pd.DataFrame, unit: str, lang: str) -> str:
    """The ends of each bar in words."""
    bars = (
        labelled(language.term("inputs", str(r["input"]), lang),
                 ends(*sorted((float(r["at_low"]), float(r["at_high"]))), unit, lang), lang)
        for r in rows.to_dict("records")
    )  # fmt: skip
    return "; ".join(bars) + "."


def assumptions(material: Material, lang: str) -> Section:
    """The inputs that weigh most, and how well all of them are known."""
    _, programme = language.text(lang), material.programme
    seen: dict[str, tuple[str, ...]] = {}
    for name in WEIGHED:
        found = explain(material.weights, name, period=material.period)
        for row in explanation.rows(programme, found.inputs[:EACH], lang):
            titles = [programme.sources[one].title for one in row.sources if one in programme.sources]
            seen.setdefault(row.name, (row.name, row.value, row.known, "; ".join(titles) or "–"))
    counts = material.assumptions["provenance"].value_counts()
    whole = int(counts.sum())
    shares = tuple(
        (language.term("provenance", p, lang), formats.number(int(counts[p]), lang),
         formats.percent(counts[p] / whole, lang))
        for p in PROVENANCES
        if p in counts.index
    )  # fmt: skip
    heads = (_("Input"), _("Value"), _("How it is known"), _("Source"))
    return Section(
        "assumptions",
        _("Assumptions that matter"),
        (
            Table(_("The inputs that weigh most"), heads, tuple(seen.values()), words=2),
            Table(_("How the figures are known"), (_("Kind"), _("Figures"), _("Share")), shares),
        ),
    )


def sources(material: Material, lang: str) -> Section:
    """Sources cited, what a reader should know, what the checks say."""
    _, programme = language.text(lang), material.programme
    cited = set(material.assumptions["source"].dropna())
    used = cited & set(material.assumptions["source"][_in_the_plan(material)].dropna())
    entries = tuple(
        f"{explanation.source(known, lang)} [{name}]" for name, known in programme.sources.items() if name in used
    )
    notes = [Words(said(note, lang), caveat=True) for note in programme.scenario.notes]
    checks = [Words(language.line(fault, lang), caveat=True) for fault in material.warnings[:SHOWN]]
    if len(material.warnings) > SHOWN:
        more = _("{count} more warnings stand in the workbook and on the page of sources.")
        checks.append(Words(more.format(count=len(material.warnings) - SHOWN)))
    counted = _("Sources cited: {n}").format(n=formats.number(len(entries), lang))
    listed: list[Part] = []
    if unused := len(cited & set(programme.sources)) - len(entries):
        more = _("{n} more sources, of prisons in play where this plan opens nothing, stand in the workbook.")
        listed.append(Words(more.format(n=formats.number(unused, lang))))
    return Section("sources", _("Sources and caveats"), (*notes, *checks, *listed, Listing(counted, entries)))


def _in_the_plan(material: Material) -> pd.Series[bool]:
    """Which assumptions the plan's own figures rest on: all but those of prisons where it opens nothing."""
    opened = {one.prison for one in material.programme.scenario.openings}
    elsewhere = set(material.programme.prisons) - opened
    family, member = material.assumptions["family"], material.assumptions["path"].str.split(".").str[1]
    return ~((family == "prisons") & member.isin(elsewhere))


SHOWN: Final = 12
"""Warnings of the checks that are printed."""
