"""Pieces of the page that compares: choice of scenarios, answer, table, parts of a difference, months."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import pandas as pd
import streamlit as st

import language
from language import formats
from model.comparison import ENDS, MOST, PARTS, Comparison
from model.without_effect import without_effect
from reports import answer as answers
from reports import partnership, side_by_side
from reports.comparison import comparison
from reports.interval import Interval, bare, stacked
from reports.wording import amount, difference, difference_ranged, labelled, said, titled
from ui import cached, state, widgets
from ui.comparing import Comparing
from ui.futures import ALL, Futures

SHOWN = (
    "seats_open", "at_work", "fill_rate", "net_pay", "kept_per_worker", "victims_per_worker", "victims_withheld",
    "victims_paid", "releases_with_experience", "reconvictions_avoided", "employed_12m_gain", "company_cost",
    "cost_per_productive_hour", "state_cost", "state_net_cost", "present_value", "benefit_cost_ratio",
)  # fmt: skip
"""Indicators of the table, where the scenarios have them; the file has all."""
TOLD = ("at_work", "victims_withheld", "state_cost")
"""Indicators of the answer in words."""


def name(reference: str) -> str:
    """The title of a scenario, or of a variant with that of its scenario."""
    return namer()(reference)


def namer() -> Callable[[str], str]:
    """The same for a widget, which asks when the page is over: in the language that the reader has now."""
    known, lang = cached.scenarios(), state.lang()

    def named(reference: str) -> str:
        scenario, _, variant = reference.partition("@")
        title = said(known[scenario].title, lang)
        return f"{title} · {said(known[scenario].variants[variant].title, lang)}" if variant else title

    return named


def choose() -> tuple[str, ...]:
    """The reference, then what is set beside it: two to four scenarios, kept in the link."""
    _, options = state.words(), cached.written(state.settings())
    current = state.reference() if state.reference() in options else options[0]
    pair = widgets.side_by_side()
    with pair.container():
        base = widgets.choice(
            "base", options, _usual(current, options), _("Reference"),
            _("What the others are measured against: differences are theirs less this one."), namer(),
        )  # fmt: skip
    state.linked("with", _beside(current, base, options), lambda _text: st.query_params.get_all("with"))
    _not_there(st.session_state["with"], options)
    rest = [one for one in options if one != base]
    asked = [one for one in st.session_state["with"] if one in rest]
    st.session_state["with"] = asked[: MOST - 1]
    with pair.container():
        st.multiselect(
            _("Set beside it"), rest, format_func=namer(), key="with", select_all=False, persist_state="session",
            placeholder=_("Choose one to three scenarios"),
            help=_("All are computed on the same draws, so that chance takes no part in their differences."),
        )  # fmt: skip
    if len(asked) > MOST - 1:
        told = _("Four scenarios at most, the reference among them: take one away to put {name} beside it.")
        st.warning(widgets.plain(told.format(name=namer()(asked[-1]))))
    state.keep("with", [])
    return (base, *st.session_state["with"])


def _not_there(asked: Sequence[str], options: Sequence[str]) -> None:
    """Say what the link set beside the reference and cannot stand there, as long as it cannot."""
    told = state.words()("Not compared, as it is no scenario or its plan is still to be searched for: {names}.")
    linked = st.session_state.setdefault("linked-with", [one for one in asked if one not in options])
    if missing := [one[:60] for one in linked[:MOST] if one not in (*options, *cached.unfit(state.settings()))]:
        st.warning(widgets.plain(told.format(names=" · ".join(missing))))


def left_out(refused: Sequence[str]) -> None:
    """Scenarios that cannot be shown with the visitor's changes; nothing where there is none."""
    if refused:
        told = state.words()("The changes do not fit these, which are left out: {names}.")
        st.caption(widgets.plain(told.format(names=" · ".join(map(namer(), refused)))))


def _usual(current: str, options: Sequence[str]) -> str:
    """The scenario itself where one of its variants can stand beside it, or for a variant: they share law, months and
    profiles, so that their difference can be told apart. Else the reference that it names, else another one."""
    scenario, _, variant = current.partition("@")
    known = cached.scenarios()[scenario]
    named = scenario if variant or _beside(current, current, options) else known.reference
    return named if named in options else next((one for one in options if one != current), current)


def _beside(current: str, base: str, options: Sequence[str]) -> list[str]:
    """What stands beside the reference: what is looked at; where that is the reference, the first of its variants."""
    if current != base:
        return [current]
    return [one for one in options if one.startswith(f"{base}@")][:1]


def period(references: Sequence[str]) -> str:
    """Year or whole horizon, among those that the scenarios have."""
    _ = state.words()
    known = dict.fromkeys(p for one in references for p in answers.periods(cached.programme(one, state.settings())))
    options = ["total", *sorted(p for p in known if p != "total")]
    return widgets.choice(
        "period", options, "total", _("Period"),
        _("The whole horizon of each scenario, or one calendar year."),
        lambda p: _("whole horizon") if p == "total" else p,
    )  # fmt: skip


def own_period(reference: str, wanted: str) -> str:
    """The period looked at, or the whole horizon where a scenario does not have it."""
    return wanted if wanted in answers.periods(cached.programme(reference, state.settings())) else "total"


def status(job: Comparing) -> None:
    """How far the comparison is, with a way to stop it."""
    st.fragment(_status, run_every=None if job.over else 0.7)(job, job.shown.draws if job.shown else 0, job.over)


def _status(job: Comparing, seen: int, over: bool) -> None:
    _, lang = state.words(), state.lang()
    if not over and (job.over or (job.shown is not None and job.shown.draws != seen)):
        st.rerun()
    if seen >= ALL:
        st.caption(_("{count} draws shared by all scenarios").format(count=formats.number(seen, lang)))
    elif job.stopped:
        st.caption(_("Stopped: {count} draws shared by all scenarios").format(count=formats.number(seen, lang)))
    elif over:
        st.error(_("The scenarios could not be compared; each of them can be looked at on its own."))
    else:
        told = _("Comparing on more draws: {done} of {steps} scenarios and mixtures")
        st.progress(min(1.0, job.done / max(1, job.steps)), told.format(done=job.done, steps=job.steps))
        st.button(_("Stop"), on_click=job.stop, key="stop-comparing")


def _rows(found: Comparison, over: str) -> pd.DataFrame:
    """The programme in a period, by indicator."""
    table = found.table
    here = (table.index.get_level_values("scope") == "programme") & (table.index.get_level_values("period") == over)
    return table[here].droplevel(["scope", "id", "period"])


def answer(found: Comparison, over: str) -> None:
    """What sets each scenario apart from the reference, in words."""
    _, lang = state.words(), state.lang()
    rows, first = _rows(found, over), found.programmes[0]

    def gap(one: str, indicator: str) -> str:
        unit = first.indicators[indicator].unit
        value, low, high = (float(rows.at[indicator, (one, f"difference{end}")]) for end in ("", "_low", "_high"))
        return difference_ranged(value, low, high, unit, lang)

    for one, why in zip(found.programmes[1:], found.untold, strict=True):
        if not all(name_ in rows.index and pd.notna(rows.at[name_, (one.id, "difference")]) for name_ in TOLD):
            told = _("{name} and the reference have no such period in common.").format(name=name(one.id))
        else:
            people, victims, cost = (gap(one.id, name_) for name_ in TOLD)
            told = _(
                "{name}, against “{reference}”: {people} at work, {victims} withheld for victims, {cost} of gross cost "
                "to the State."
            ).format(name=name(one.id), reference=titled(first, lang), people=people, victims=victims, cost=cost)
        st.markdown(f"**{widgets.plain(told)}**")
        if why is not None:
            st.caption(
                _("What it comes from cannot be told apart: one of the mixtures of the two is impossible.")
                + " "
                + widgets.plain(language.sentence(why.faults[0], lang))
            )


def table(found: Comparison, over: str) -> None:
    """Each scenario with its interval, then the difference of the others from the first."""
    _, lang = state.words(), state.lang()
    rows, listed = _rows(found, over), []
    for indicator in SHOWN:
        if indicator not in rows.index:
            continue
        known = found.programmes[0].indicators[indicator]
        listed.append([said(known.label, lang), *_cells(found, rows.loc[indicator], known.unit)])
        zero = without_effect(
            found.programmes[0], indicator,
            lambda twin, unit=known.unit: _cells(found, rows.loc[twin], unit),
            lambda number, row=rows.loc[indicator], unit=known.unit: _fixed(found, row, number, unit),
        )  # fmt: skip
        if zero is not None:
            listed.append([_("If work has no effect"), *zero])
    heads = [name(one.id) for one in found.programmes]
    gaps = [_("Difference: {name}").format(name=name(one.id)) for one in found.programmes[1:]]
    span = _("the whole horizon") if over == "total" else over
    caption = _("Over {period}; under each value its 90% interval").format(period=span)
    widgets.html_table(listed, (_("Indicator"), *heads, *gaps), caption=caption)
    if over == "total" and len({one.scenario.months for one in found.programmes}) > 1:
        st.caption(_("The horizons differ in length: sums over the whole horizon are not of the same number of years."))
    widgets.download(comparison(found), "comparison", "comparison-csv")


def _cells(found: Comparison, row: pd.Series, unit: str) -> list[str]:
    """An indicator of each scenario with its interval, then the difference of the others from the first."""
    lang, cells = state.lang(), []
    for one in found.programmes:
        value, low, high = (float(row[one.id, part]) for part in ("value", "low", "high"))
        cells.append(stacked(Interval(value, low, high), unit, lang))
    for one in found.programmes[1:]:
        gap, low, high = (float(row[one.id, part]) for part in ("difference", "difference_low", "difference_high"))
        cells.append(difference_ranged(gap, low, high, unit, lang, "{}\n{}"))
    return cells


def _fixed(found: Comparison, row: pd.Series, number: float, unit: str) -> list[str]:
    """The same of a number that holds in every scenario, where the indicator has a value."""
    lang = state.lang()
    values = [amount(number if row[one.id, "value"] == row[one.id, "value"] else None, unit, lang)
              for one in found.programmes]  # fmt: skip
    gaps = [row[one.id, "difference"] for one in found.programmes[1:]]
    return [*values, *(difference(0.0, unit, lang) if gap == gap else "–" for gap in gaps)]


def _ends(row: Mapping[str, float], of: str) -> tuple[float, float, float]:
    """The whole difference, or what a part brings, and the two ends of it."""
    return row[of], row[f"{of}_low"], row[f"{of}_high"]


def split(found: Comparison, over: str) -> None:
    """What the difference of one indicator is made of."""
    _, lang = state.words(), state.lang()
    st.header(_("What the difference comes from"))
    rows = _rows(found, over)
    options = [indicator for indicator in SHOWN if indicator in rows.index]
    if not options:
        st.info(_("No indicator has a value in this period."))
        return
    indicators = found.programmes[0].indicators
    others = [one.id for one in found.programmes[1:]]
    moved = [i for i in options if (rows.loc[i, [(one, "difference") for one in others]].abs() > 0).any()]
    chosen = widgets.choice(
        "of", options, next((i for i in ("at_work", *moved) if i in moved), options[0]), _("Indicator"),
        _("Law: dated parameters and their future. Profiles: prisons, companies, work, evidence, costs. Choices: when, "
          "where, with whom, under which policy."),
        lambda i: said(indicators[i].label, lang),
    )  # fmt: skip
    unit, names = indicators[chosen].unit, {"law": _("law"), "profiles": _("profiles"), "choices": _("choices")}
    measures = [f"{of}{end}" for of in (*(f"of_{part}" for part in PARTS), "difference") for end in ("", *ENDS)]
    data = [
        {"scenario": name(one.id)} | {measure: float(rows.at[chosen, (one.id, measure)]) for measure in measures}
        for one in found.programmes[1:]
    ]
    told = pd.DataFrame(data).dropna()
    if told.empty:
        st.info(_("The difference cannot be split: one of the mixtures of the two is impossible, or there is none."))
        return
    alt = partnership.listed(
        [
            labelled(row["scenario"], difference_ranged(*_ends(row, "difference"), unit, lang), lang)
            + " = "
            + ", ".join(f"{names[part]} {difference_ranged(*_ends(row, f'of_{part}'), unit, lang)}" for part in PARTS)
            for row in told.to_dict("records")
        ],
        lang,
    )
    st.markdown(widgets.plain(alt))
    drawing = side_by_side.parts(told, unit, names, lang, state.dark())
    columns = {"scenario": _("Scenario")}
    for of, named in [(f"of_{part}", names[part]) for part in PARTS] + [("difference", _("Difference"))]:
        columns |= {of: named, f"{of}_low": _("{leg}, low").format(leg=named),
                    f"{of}_high": _("{leg}, high").format(leg=named)}  # fmt: skip
    widgets.figure(drawing, alt, told, "parts", columns)
    st.caption(
        _(
            "Bars: means of the draws; in brackets 90% of the draws, each part draw by draw. Each part is its mean "
            "over the orders in which law, profiles and choices can be exchanged; together they make the difference."
        )
    )


def months(references: Sequence[str], known: Sequence[Futures | None]) -> None:
    """People at work of every scenario, month by month."""
    _, lang, settings = state.words(), state.lang(), state.settings()
    st.header(_("People at work, month by month"))
    tables = {name(one): cached.months(one, settings, futures) for one, futures in zip(references, known, strict=True)}
    apart = not side_by_side.overlap([cached.programme(one, settings).months for one in references])
    people = ["at_work", "at_work_low", "at_work_high"]
    last = [labelled(one, bare(Interval(*table[people].iloc[-1]), lang), lang) for one, table in tables.items()]
    alt = _("People at work at the end of each scenario: {people}.").format(people=", ".join(last))
    data = pd.concat([table.assign(scenario=one) for one, table in tables.items()], ignore_index=True)
    drawing = side_by_side.months(tables, apart, lang, state.dark())
    widgets.figure(drawing, alt, data, "months-compared", {"scenario": _("Scenario"), "month": _("Month")})
    if apart:
        st.caption(_("These scenarios have no month in common: months are counted from the start of each."))
