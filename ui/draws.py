"""What a page does with draws: asks for them, says how many there are, shows more of them when they come."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from language import formats
from model.uncertainty.ensemble import CORES
from model.without_effect import without_effect as beside
from reports.bias import bias
from reports.interval import Interval, bare, counted, stacked, written
from reports.wording import said
from ui import cached, state, widgets
from ui.futures import ALL, SEED, Futures, Gathering

__all__ = ["bare", "counted", "stacked", "written"]
"""Said of a value by every page, as in the reports."""
WAIT = 0.3
"""Seconds that a page waits for the first draws before it shows expected values."""


def gather(gathered: Sequence[Gathering]) -> list[Futures | None]:
    """What is known of some scenarios' futures; the first is given a little time to have some."""
    gathered[0].start(CORES)
    gathered[0].wait(WAIT)
    return [one.shown for one in gathered]


def of_scenario() -> tuple[list[Gathering], Futures | None]:
    """The futures of the scenario chosen."""
    gathered = [cached.futures(state.reference(), state.settings())]
    return gathered, gather(gathered)[0]


def begin(gathered: Sequence[Gathering]) -> None:
    """One after the other, so that the first is there soon; the others leave a core to whoever is served."""
    for one in gathered:
        one.start(CORES if one is gathered[0] else 1)
        if not one.over:
            break


def interval(shown: cached.Result, known: Futures | None, indicator: str, period: str) -> Interval:
    """An indicator of the programme: drawn, else its expected value."""
    return Interval(shown.value(indicator, period)) if known is None else known.of(indicator, period)


def without_effect(shown: cached.Result, known: Futures | None, indicator: str, period: str) -> Interval | None:
    """The same if work has no effect after release; None where the indicator does not rest on one."""
    return beside(shown.programme, indicator, lambda twin: interval(shown, known, twin, period), Interval)


def status(gathered: Sequence[Gathering], seen: Sequence[Futures | None]) -> None:
    """How many draws are behind the page, in a line that makes the page anew when there are more."""
    known = [0 if one is None else one.draws for one in seen]
    over = all(one.over for one in gathered) and known == [one.draws for one in gathered]
    st.fragment(_status, run_every=None if over else 0.7)(gathered, known, over, [])


def _status(gathered: Sequence[Gathering], known: list[int], over: bool, looks: list[int]) -> None:
    if looks:  # the page stands: what it compares with may be drawn
        begin(gathered)
    looks.append(1)
    if not over and (known != [one.draws for one in gathered] or all(one.over for one in gathered)):
        st.rerun()
    _, lang = state.words(), state.lang()
    count = formats.number(known[0], lang)
    if known[0] >= ALL and not over and min(known) < ALL:
        st.caption(_("{count} draws of the first scenario, more on their way for the others…").format(count=count))
    elif known[0] >= ALL and not over:
        st.caption(_("{count} draws; those of each prison, and of what the plan requires, follow…").format(count=count))
    elif known[0] >= ALL:
        st.caption(_("{count} draws, seed {seed}").format(count=count, seed=SEED))
    elif gathered[0].over:
        st.caption(_("No draws could be made: expected values, without intervals."))
    elif known[0]:
        st.caption(_("{count} draws, more on their way…").format(count=count))
    else:
        st.caption(_("Draws on their way… Meanwhile, expected values, without intervals."))


def expected_only(shown: cached.Result | None = None, known: Futures | None = None, indicator: str = "",
                  period: str = "total") -> None:  # fmt: skip
    """Say of a figure that the expected engine gives it; and by how much it is off, where an indicator can tell."""
    _, lang = state.words(), state.lang()
    if shown is None or known is None:
        st.caption(_("Expected values, without chance and without intervals."))
        return
    meant = shown.programme.indicators[indicator]
    name = said(meant.label, lang) + (f", {period}" if period != "total" else "")
    told = bias(name, meant.unit, shown.value(indicator, period), known.of(indicator, period), lang)
    st.caption(widgets.plain(told))
