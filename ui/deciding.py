"""Pieces of the roll-out page: fields for the target and the limits, openings pinned or forbidden, what differs."""

from __future__ import annotations

from functools import partial
from typing import NoReturn

import streamlit as st

import language
from language import formats
from model.schema.fault import Fault, InputFaults
from model.schema.programme import Change, Programme
from model.schema.rollout import Forbidden, Pin
from reports.naming import named, names_of
from reports.rollout import not_held
from reports.wording import said
from ui import cached, decisions, state, widgets
from ui.changed import plain
from ui.decisions import Decisions, Ramp

MOST_PEOPLE, MOST_OPENINGS, MOST_THOUSANDS = 20_000, 500, 1_000_000
"""Ends of the fields: people, openings, thousands of euros."""
LEVEL, BY, OPENINGS, WOMEN, RAMP, BUDGET = (
    "ask-level", "ask-by", "ask-openings", "ask-women", "ask-ramp", "ask-budget",
)  # fmt: skip
LOOKED_AT = "ask-of"
WRONG = "ask-faults"


def fields() -> None:
    """The target, the limits and the openings decided beforehand, to change and to take back."""
    _, lang = state.words(), state.lang()
    programme = cached.programme(state.reference(), state.settings())
    file = cached.programme(state.reference(), decisions.filed(state.settings()))
    with st.expander(_("Target, limits and openings decided beforehand"), key="ask", expanded=bool(_own(programme))):
        _form(programme, file)
        _faults(programme)
        st.markdown(f"**{_('Openings decided beforehand')}**")
        _decide(programme, file)
        _decided(programme, file)
    _contradicted(programme)
    if told := not_held(programme, lang):
        st.caption(widgets.plain(told))
    _differences(programme, lang)


def _form(programme: Programme, file: Programme) -> None:
    _ = state.words()
    span = decisions.years(programme)
    _fill(decisions.of(programme), span)
    none = _("no limit")
    with st.form("ask-form"):
        one, two, three, four, five = st.columns(5, vertical_alignment="bottom")
        one.number_input(
            _("Target (people at work)"), 1, MOST_PEOPLE, None, 10, key=LEVEL, placeholder=_("no target"),
            help=_("People at work at the end of the year beside; empty: no target. From 1 to 20,000."))  # fmt: skip
        two.selectbox(_("By the end of"), span, key=BY, help=_("The year by which the target is to be reached."))
        three.number_input(
            _("Openings per quarter"), 0, MOST_OPENINGS, None, 1, key=OPENINGS, placeholder=none,
            help=_("Most workshops that may open in one quarter; empty: no limit. From 0 to 500."))  # fmt: skip
        four.text_input(
            _("Women's share (% of the seats)"), key=WOMEN, validate=(widgets.NUMBER, _wrong()),
            help=_("Least share of the seats that goes to women. From 0 to 100."))  # fmt: skip
        five.selectbox(
            _("Companies' seats a year"), decisions.RAMPS, key=RAMP, format_func=_ramps().__getitem__,
            help=_("What the seats that a company opens in a year, as its profile says, are to the plan."))  # fmt: skip
        st.markdown(_("State investment by year (thousands of euros; empty: no limit)"))
        cells = st.columns(min(len(span), 6))
        for position, year in enumerate(span):
            cells[position % len(cells)].number_input(
                str(year), 0, MOST_THOUSANDS, None, 100, key=f"{BUDGET}-{year}", placeholder=none,
                help=_("Most that the State may invest in {year}, in thousands of euros: 1,500 is 1.5 million.").format(
                    year=year))  # fmt: skip
        if st.form_submit_button(_("Apply and re-plan"), key="ask-go", icon=":material/sync:"):
            asked = _read(span)
            if asked is None:
                st.error(_wrong())
            else:
                _apply(state.changed(decisions.changes(asked, programme, file)), search=True)


def _fill(now: Decisions, span: tuple[int, ...]) -> None:
    """The fields as the programme has them, whenever it has changed."""
    of = (state.reference(), state.settings())
    if st.session_state.get(LOOKED_AT) == of and LEVEL in st.session_state:
        return
    values = {LEVEL: now.level, BY: now.by, OPENINGS: now.openings, RAMP: now.ramp}
    values[WOMEN] = formats.short_number(now.women, state.lang())
    values |= {f"{BUDGET}-{year}": most for year, most in zip(span, now.budget, strict=True)}
    st.session_state.update({LOOKED_AT: of, WRONG: (), **values})


def _wrong() -> str:
    example = formats.short_number(12.5, state.lang())
    return state.words()("A number is expected, such as {example}.").format(example=example)


def _read(span: tuple[int, ...]) -> Decisions | None:
    """What the form asks for; nothing where the share is no share."""
    of = st.session_state
    ramp: Ramp = of[RAMP]
    try:
        women = widgets.read_number(of[WOMEN] or "0", state.lang())
    except ValueError:
        return None
    if not 0 <= women <= 100:
        return None
    budget = tuple(of[f"{BUDGET}-{year}"] for year in span)
    return Decisions(of[LEVEL], of[BY], of[OPENINGS], budget, women, ramp)


def _apply(wanted: cached.Settings, search: bool = False) -> None:
    """Put changes on top of the scenario, or none of them and say why."""
    try:
        decisions.checked(wanted)
    except InputFaults as found:
        _refuse(found)
    st.session_state[WRONG] = ()
    state.put(wanted)
    if search:
        cached.solving(state.reference(), wanted).start(state.visitor())
    st.rerun()


def _refuse(found: InputFaults) -> NoReturn:
    """Keep why a change is not applied, and show the page so."""
    st.session_state[WRONG] = tuple(found.faults)
    st.rerun()


def _faults(programme: Programme) -> None:
    """Why the last change was not applied."""
    _ = state.words()
    _listed(programme, st.session_state.get(WRONG, ()), _("The change is not right, so none of it is applied:"))


def _contradicted(programme: Programme) -> None:
    """Why no plan can hold the openings decided beforehand: told as soon as they stand."""
    _ = state.words()
    found = decisions.contradicted(state.reference(), state.settings())
    _listed(programme, found, _("No plan can hold the openings decided beforehand:"))


def _listed(programme: Programme, found: tuple[Fault, ...], what: str) -> None:
    """Faults under what they are about; nothing where there are none."""
    lang = state.lang()
    if found:
        names = names_of(programme, lang)
        told = (language.sentence(named(fault, names, lang), lang) for fault in found)
        lines = "\n".join(f"- {widgets.plain(sentence)}" for sentence in told)
        st.error(f"{what}\n\n{lines}")


def _decide(programme: Programme, file: Programme) -> None:
    """One more opening pinned, or one more pair forbidden."""
    _, lang = state.words(), state.lang()
    quarters = decisions.quarters(programme)
    one, two, three = st.columns(3)
    prison = one.selectbox(
        _("Prison"), list(programme.prisons), key="pin-prison", format_func=lambda p: programme.prisons[p].name,
        help=_("The prison of the opening."))  # fmt: skip
    company = two.selectbox(
        _("Company"), list(programme.companies), key="pin-company",
        format_func=lambda c: said(programme.companies[c].name, lang),
        help=_("The company of the opening."))  # fmt: skip
    quarter = three.selectbox(
        _("Quarter"), quarters, key="pin-quarter", format_func=partial(formats.quarter, lang=lang),
        help=_("The quarter in which work begins; a pair that is forbidden has none."))  # fmt: skip
    scenario = programme.scenario
    with st.container(horizontal=True):
        if st.button(_("Pin this opening"), key="pin-go", icon=":material/keep:"):
            try:
                pins = decisions.with_pin(programme, Pin(prison=prison, company=company, quarter=quarter))
            except InputFaults as found:
                _refuse(found)
            _apply(state.changed(decisions.decided(pins, scenario.forbid, file.scenario)))
        if st.button(_("Forbid this pair"), key="forbid-go", icon=":material/block:"):
            ban = Forbidden(prison=prison, company=company)
            bans = scenario.forbid if ban in scenario.forbid else (*scenario.forbid, ban)
            _apply(state.changed(decisions.decided(scenario.pin, bans, file.scenario)))


def _decided(programme: Programme, file: Programme) -> None:
    """What is pinned and forbidden, each with a way to take it back."""
    _, lang = state.words(), state.lang()
    scenario = programme.scenario
    for row, pin in enumerate(p for p in scenario.pin if not p.existing):
        when = formats.quarter(pin.quarter, lang) if pin.quarter else "–"
        told = _("Opens in {quarter}: {workshop}").format(quarter=when, workshop=_workshop(programme, pin))
        if _line(told, f"unpin-{row}"):
            pins = tuple(p for p in scenario.pin if p != pin)
            _apply(state.changed(decisions.decided(pins, scenario.forbid, file.scenario)))
    for row, ban in enumerate(scenario.forbid):
        if _line(_("Never opens: {workshop}").format(workshop=_workshop(programme, ban)), f"allow-{row}"):
            bans = tuple(b for b in scenario.forbid if b != ban)
            _apply(state.changed(decisions.decided(scenario.pin, bans, file.scenario)))


def _workshop(programme: Programme, row: Forbidden) -> str:
    prison, company = programme.prisons.get(row.prison), programme.companies.get(row.company)
    names = (row.prison if prison is None else prison.name,
             row.company if company is None else said(company.name, state.lang()))  # fmt: skip
    return " · ".join(names)


def _line(told: str, key: str) -> bool:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(widgets.plain(told), width="stretch")
        return st.button(state.words()("Take back"), key=key, icon=":material/undo:")


def _own(programme: Programme) -> list[Change]:
    """The changes that this page makes."""
    return [c for c in programme.changes if c.by == "--set" and any(state.below(c.path, p) for p in decisions.PATHS)]


def _differences(programme: Programme, lang: str) -> None:
    """What differs from the scenario's file, each with a way to take it back."""
    _ = state.words()
    own = _own(programme)
    if not own:
        return
    with st.container(border=True):
        st.markdown(f"**{_('What differs from the scenario as filed')}**")
        for change in own:
            before, after = (_told(change.path, text, programme) for text in (change.old, change.new))
            told = _("{what}: {before} in the file, {after} here.")
            told = told.format(what=decisions.names()[_path(change.path)], before=before, after=after)
            if _line(told, f"back-{change.path}"):
                _apply(decisions.without(change.path))


def _path(path: str) -> str:
    return next(own for own in decisions.PATHS if state.below(path, own))


def _told(path: str, text: str, programme: Programme) -> str:
    """A value of a change in the reader's words; the text as written where it is none of this page's making."""
    _, lang = state.words(), state.lang()
    value = plain(text)
    match _path(path):
        case decisions.PIN | decisions.FORBID:
            rows = value if isinstance(value, list) else []  # a workshop that stands already is not listed above either
            return formats.number(sum(not row.get("existing") for row in rows), lang)
        case decisions.WOMEN:
            return formats.percent(float(value or 0), lang, 1)
        case decisions.RAMP:
            return _ramps()[value or "hard"]
        case decisions.TARGET if isinstance(value, dict):
            least, most = value.get("at_least"), value.get("at_most")
            bounds = [] if least is None else [formats.number(least, lang)]
            bounds += [] if most is None else [_("at most {level}").format(level=formats.number(most, lang))]
            level = ", ".join(bounds) or "–"
            return _("{level} by {year}").format(level=level, year=value.get("by", decisions.years(programme)[-1]))
        case decisions.BUDGET if isinstance(value, dict):
            return ", ".join(f"{year} – {formats.money(most, lang, 0)}" for year, most in value.items()) or _(
                "no limit"
            )
        case _:
            if value is None:
                return _("no target") if path == decisions.TARGET else _("no limit")
            return formats.number(value, lang) if isinstance(value, (int, float)) else text


def _ramps() -> dict[str, str]:
    _ = state.words()
    return {"hard": _("a limit"), "penalised": _("a penalty above them"), "free": _("no limit")}
