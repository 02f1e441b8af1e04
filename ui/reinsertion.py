"""Pieces of the page on re-entry: evidence chosen, effects beside none, studies."""

from __future__ import annotations

import pandas as pd
import streamlit as st

import language
from language import formats
from model.reinsertion import pay_gain
from model.schema.evidence import Evidence
from model.schema.programme import Programme
from reports import reinsertion
from reports.interval import Interval
from reports.wording import said
from ui import cached, draws, explained, state, widgets
from ui.futures import Futures

RELEASES = (
    "releases_with_experience", "releases_without_effect", "releases_of_some_dose", "releases_of_full_dose",
)  # fmt: skip
DRAWN = ("reconvictions_avoided", "employed_12m_gain")


def levers(programme: Programme) -> None:
    """Which reading of the evidence, what is doubted on top, how often a seat replaces another: kept in the link."""
    _, lang = state.words(), state.lang()
    for name, evidence in programme.evidence.items():
        now = {
            "read_as": evidence.read_as,
            "further_discount": round(100 * evidence.further_discount.latest.value),
            "displacement": round(100 * evidence.displacement.latest.value),
        }
        with st.container(border=True):
            one, two, three = st.columns(3)
            with one:
                _lever(name, "read_as", now["read_as"])
                st.selectbox(
                    _("Evidence"),
                    list(evidence.sets),
                    format_func=lambda s, e=evidence: said(e.sets[s].label, lang),
                    key=f"{name}-read_as",
                    on_change=_changed,
                    args=(name, "read_as"),
                    help=_("The whole range of the priors, one of its ends, or no effect at all."),
                )
            with two:
                _share(
                    name, "further_discount", now["further_discount"], _("Further discount on the effect (%)"),
                    _("The priors are shrunk for the studies' design already; this is taken off on top."),
                )  # fmt: skip
            with three:
                told = _("Only people who would have had no work count. Not found in any study: {interval}.")
                _share(
                    name, "displacement", now["displacement"], _("Seats that replace another prison job (%)"),
                    told.format(interval=_ends(evidence, lang)),
                )  # fmt: skip


def _share(name: str, field: str, now: object, label: str, help: str) -> None:
    """A share of 0 to 100 %, as a slider."""
    _lever(name, field, now)
    st.slider(label, 0, 100, step=5, key=f"{name}-{field}", on_change=_changed, args=(name, field), help=help)


def _ends(evidence: Evidence, lang: str) -> str:
    q = evidence.displacement.latest
    if q.low is None or q.high is None:
        return formats.percent(q.value, lang)
    return draws.written(Interval(q.value, q.low, q.high), "share", lang)


def _lever(name: str, field: str, value: object) -> None:
    """Before a lever: what the scenario and its changes say."""
    st.session_state[f"{name}-{field}"] = value


def _changed(name: str, field: str) -> None:
    """A lever was moved: a change on top of the scenario, in the link like any other."""
    value = st.session_state[f"{name}-{field}"]
    text = value if isinstance(value, str) else f"{value / 100:g}"
    state.apply([(f"evidence.{name}.{field}", text)])


def nobody(shown: cached.Result) -> bool:
    """Whether no release has enough work."""
    return not shown.value("releases_with_experience", "total") > 0


def totals(shown: cached.Result, known: Futures | None) -> None:
    """Each figure of the whole horizon with its interval, beside no effect at all, and how strong the evidence is."""
    _, lang = state.words(), state.lang()
    programme = shown.programme
    grade = ", ".join(sorted({e.grade for e in programme.evidence.values()}))
    rows, kept = [], []
    for name in (*RELEASES, *reinsertion.EFFECTS):
        indicator = programme.indicators[name]
        found = draws.interval(shown, known, name, "total")
        without = draws.without_effect(shown, known, name, "total")
        rows.append(
            (
                said(indicator.label, lang),
                draws.bare(found, lang),
                _("unchanged") if without is None else draws.counted(without, lang),
                "–" if without is None else grade,
            )
        )
        kept.append((name, *found, *((None, None) if without is None else (without.value, grade))))
    for name, evidence in programme.evidence.items():
        for side in sorted({w.pool.side for w in shown.projection.workshops.list if w.activity.evidence == name}):
            value, low, high = pay_gain(evidence, side, programme.scenario.start)
            label = {
                "men": _("Added pay of those at work, men and mixed sites (effect in force, in per cent)"),
                "women": _("Added pay of those at work, women's sites (effect in force, in per cent)"),
            }[side]
            told = draws.written(Interval(value, low, high), "share", lang)
            rows.append((label, told, formats.percent(0, lang), evidence.grade))
            kept.append((f"earnings_gain_{side}", value, low, high, 0.0, evidence.grade))
    head = (_("People, whole horizon"), _("Mean [90% interval]"), _("Without any effect"),
            _("Level of evidence"))  # fmt: skip
    widgets.html_table(rows, head, caption=_("Re-entry, beside what it would be without any effect"))
    explained.of_table(shown.reference, (*RELEASES, *reinsertion.EFFECTS), "total", "reinsertion")
    st.caption(
        _(
            "Levels of evidence: A randomised, B natural experiment, C matched or adjusted, D raw. The three horizons "
            "do not add up: a reconviction avoided at 12 months may only be put off. Pay is told in per cent of the "
            "pay of those at work, and is assumed: the one result found is of a programme that its page does not name, "
            "and no French series on pay after release was found, so no euros are shown and no total counts it."
        )
    )
    columns = ["indicator", "value", "low", "high", "if_no_effect", "grade"]
    widgets.download(pd.DataFrame(kept, columns=columns), "reinsertion", "reinsertion-csv")


def years(shown: cached.Result, known: Futures | None) -> None:
    """Reconvictions avoided and people at work, year by year, against the line of no effect."""
    _, lang = state.words(), state.lang()
    indicators = shown.programme.indicators
    periods = list(dict.fromkeys(m[:4] for m in shown.programme.months))
    rows = []
    for name in (*RELEASES[:1], *reinsertion.EFFECTS):
        for period in periods:
            found = draws.interval(shown, known, name, period)
            without = draws.without_effect(shown, known, name, period)
            rows.append((name, period, *found, None if without is None else without.value))
    table = pd.DataFrame(rows, columns=["indicator", "period", "value", "low", "high", "if_no_effect"])
    names = {name: said(indicators[name].label, lang) for name in DRAWN}
    last = table[table["period"] == periods[-1]].set_index("indicator")[[*Interval._fields]]
    alt = _(
        "Year by year with 90% intervals; in {year}: {avoided} reconvictions avoided, {more} at work. No effect: 0."
    )
    alt = alt.format(
        year=periods[-1],
        avoided=draws.bare(Interval(*last.loc["reconvictions_avoided"]), lang),
        more=draws.bare(Interval(*last.loc["employed_12m_gain"]), lang),
    )
    drawing = reinsertion.by_year(table, names, lang, state.dark())
    widgets.figure(drawing, alt, table.assign(indicator=table["indicator"].map(names)), "reinsertion-years")


def studies(programme: Programme) -> None:
    """Studies and priors against no effect, for return, then for employment."""
    _, lang = state.words(), state.lang()
    st.markdown(
        _(
            "Diamond: the effect in force, as the levers above read and discount it. Filled: used to build a prior. "
            "Hollow: context. Cross: a sponsor's claim, shown and never used. A line without bar: its study gives no "
            "interval that was found."
        )
    )
    named = {
        "study": _("Study"), "year": _("Year"), "n": _("People"), "design": _("Design"), "outcome": _("Outcome"),
        "use": _("Use"), "value": _("Value"), "low": _("Low"), "high": _("High"), "interval_from": _("Interval"),
        "source": _("Source"), "note": _("Note"), "told": _("As told"),
    }  # fmt: skip
    heads = {"return": _("Return: reconviction, rearrest, return to prison"), "employment": _("Employment")}
    for about, head in heads.items():
        st.subheader(head)
        table = reinsertion.studies(programme, about, lang)
        priors = reinsertion.laws(programme, about, lang)
        used = int((table["use"] == "prior").sum())
        alt = _(
            "{count} results of studies, {used} of them used for the priors, and the effect in force, against none."
        )
        alt = alt.format(count=len(table), used=used)
        drawing = reinsertion.forest(table, priors, about, lang, state.dark())
        shown = table.assign(use=table["use"].map(lambda u: language.term("study_use", u, lang)))
        widgets.figure(drawing, alt, shown, f"forest-{about}", named)
        level = reinsertion.base(programme, about)
        told = {
            "return": _(
                "Effect sizes and odds ratios are placed at {share} reconvicted without the programme ({mark})."
            ),
            "employment": _(
                "Effect sizes and odds ratios are placed at {share} at work without the programme ({mark})."
            ),
        }[about]
        st.caption(
            told.format(share=formats.percent(level.value, lang), mark=language.term("mark", level.mark, lang))
            + " "
            + _("A study with shares of its own is told from them; what has no comparison is written, not placed.")
        )
