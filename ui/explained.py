"""Where a number comes from, behind each indicator: computed once a scenario, when a reader first asks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

import language
from language import formats
from model.explanation.explanation import Explanation, Written, explain
from model.explanation.weights import Weights
from model.explanation.weights import weights as weigh
from model.present_value import at_rate
from model.schema.programme import Programme
from model.schema.quantity import Figure
from model.schema.reference import Indicator
from reports import explanation as report
from reports.wording import said
from ui import cached, state, widgets

SHOWN = 10
"""Inputs shown behind a figure."""


@dataclass(frozen=True)
class About:
    """What is asked about: an indicator of the programme, or of a prison, over a period."""

    indicator: str
    period: str
    prison: str = ""
    rate: float | None = None
    """Discount rate of present values; None for the scenario's."""


def weights(reference: str, settings: cached.Settings, rate: float | None = None) -> Weights:
    """How much each input weighs on each indicator of a scenario, at a discount rate. Raises InputFaults."""
    own = cached.result(reference, settings).programme.scenario.policy.discount_rate
    return _weights(cached.now(reference, settings), reference, settings, own if rate is None else rate)


@st.cache_resource(show_spinner=False, max_entries=8)
def _weights(at: cached.At, reference: str, settings: cached.Settings, rate: float) -> Weights:
    return weigh(at_rate(cached.result(reference, settings).programme, rate))


@st.cache_resource(show_spinner=False, max_entries=8)
def _all(at: cached.At, reference: str, settings: cached.Settings) -> list[Explanation]:
    known = weights(reference, settings)
    return [explain(known, name) for name in report.shares(known)]


@st.fragment
def button(reference: str, about: About, key: str) -> None:
    """The question under one figure; answered once it is opened."""
    _ = state.words()
    asked = _("Where does this number come from?")
    with st.popover(asked, type="tertiary", key=f"from-{key}", on_change="rerun") as opened:
        if opened.open:
            _answer(reference, about)


@st.fragment
def of_table(
    reference: str,
    indicators: Sequence[str],
    period: str,
    key: str,
    prison: str = "",
    rate: float | None = None,
    others: Mapping[str, str] | None = None,
) -> None:
    """The question under a table of indicators: the reader says which. others: names of the scenarios that stand in the
    table, by reference, where there are several."""
    _, lang = state.words(), state.lang()
    asked = _("Where do these numbers come from?")
    with st.popover(asked, type="tertiary", key=f"from-{key}", on_change="rerun") as opened:
        if not opened.open:
            return
        if others is not None:
            reference = st.selectbox(
                _("Scenario"), list(others), format_func=lambda one: others[one], key=f"from-{key}-of",
                help=_("The scenario whose figure is asked about."),
            )  # fmt: skip
        programme = cached.result(reference, state.settings()).programme
        known = programme.indicators
        chosen = st.selectbox(
            _("Indicator"),
            [name for name in indicators if name in known],
            format_func=lambda name: said(known[name].label, lang),
            key=f"from-{key}-which",
            help=_("The figure whose origin is told."),
        )
        period = period if any(m[:4] == period for m in programme.months) else "total"
        _answer(reference, About(chosen, period, prison, rate))


def _answer(reference: str, about: About) -> None:
    """Formula in words, share that rests on assumptions, inputs by weight, sources, caveat."""
    _, lang = state.words(), state.lang()
    programme = cached.result(reference, state.settings()).programme
    _meaning(programme.indicators[about.indicator])
    with st.spinner(_("Moving each input by 1%...")):
        known = weights(reference, state.settings(), about.rate)
    found = explain(known, about.indicator, "prison" if about.prison else "programme", about.prison, about.period)
    if beside := report.without_effect(found, lang):
        st.markdown(widgets.plain(beside))
    st.markdown(widgets.plain(report.share(found, lang)))
    if found.inputs:
        _inputs(programme, found)
        st.caption(widgets.plain(report.method(lang)))
    for caveat in report.caveats(programme, found, lang):
        st.caption(widgets.plain(caveat))


def _meaning(known: Indicator) -> None:
    """Name, formula, whom it concerns, which way is better."""
    _, lang = state.words(), state.lang()
    st.markdown(f"**{widgets.plain(said(known.label, lang))}**")
    st.markdown(widgets.plain(said(known.formula, lang)))
    ways = {"up": _("more is better"), "down": _("less is better"), "neutral": _("neither more nor less is better")}
    years = {
        "sum": _("sum of the months"),
        "mean": _("mean of the months"),
        "last": _("last month"),
        "max": _("highest month"),
    }
    st.caption(
        _("Concerns: {party}. Unit: {unit}. Over a year: {year}. {way}.").format(
            party=language.term("party", known.party, lang),
            unit=language.term("unit", known.unit, lang),
            year=years[known.of_year],
            way=ways[known.direction].capitalize(),
        )
    )


def _inputs(programme: Programme, found: Explanation) -> None:
    """The heaviest inputs with where they stand, then the sources that they cite."""
    _, lang, shown = state.words(), state.lang(), found.inputs[:SHOWN]
    told = report.rows(programme, shown, lang)
    rows = []
    for one, row in zip(shown, told, strict=True):
        places = report.places(one, lambda figure: _standing(programme, figure))
        more = f" (+{len(places) - 1})" if len(places) > 1 else ""
        where = f"{places[0][0]}{more}" if places else ""
        rows.append((row.name, row.weight, row.moves, row.value, f"{row.known}\n{where}"))
    head = (_("Input"), _("Weight"), _("1% more of it"), _("Value"), _("How it is known, where it stands"))
    widgets.html_table(rows, head, caption=_("What moves it, the heaviest first"), words=2)
    if rest := found.inputs[SHOWN:]:
        st.caption(report.lighter(rest, lang))
    cited = dict.fromkeys(source for row in told for source in row.sources)
    lines = [f"- {widgets.plain(report.source(programme.sources[s], lang))}" for s in cited if s in programme.sources]
    if lines:
        st.markdown(f"**{_('Sources')}**\n" + "\n".join(lines))


def _standing(programme: Programme, figure: Written) -> tuple[str, int | None]:
    of = figure.stand.figure
    return cached.standing(programme, figure.stand.place, of.latest if isinstance(of, Figure) else None)


@st.fragment
def guesses(shown: cached.Result) -> None:
    """Share of each indicator that rests on what no source gives, over the whole horizon."""
    _, lang, programme = state.words(), state.lang(), shown.programme
    with st.spinner(_("Moving each input by 1%...")):
        asked = _all(cached.now(shown.reference, state.settings()), shown.reference, state.settings())
    kinds = ("weak", "inferred", "imputed", "memory", "assumed", "default", "chosen")
    used = [kind for kind in kinds if any(found.by_provenance.get(kind, 0.0) >= 0.005 for found in asked)]
    rows = [
        (
            said(found.indicator.label, lang),
            formats.percent(found.share_assumed, lang),
            *(formats.percent(found.by_provenance.get(kind, 0.0), lang) for kind in used),
        )
        for found in sorted(asked, key=lambda one: -one.share_assumed)
    ]
    heads = (_("Indicator"), _("Not found in a source"), *(language.term("provenance", kind, lang) for kind in used))
    caption = _("Share of what moves each indicator, {scenario}, whole horizon")
    widgets.html_table(rows, heads, caption=caption.format(scenario=said(programme.scenario.title, lang)))
    st.caption(widgets.plain(report.method(lang)))
    of_table(shown.reference, [found.indicator.id for found in asked], "total", "guesses")
