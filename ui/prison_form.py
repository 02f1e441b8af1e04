"""A form for the whole of a prison's profile, new or corrected: it counts for this visitor, as an upload does."""

from __future__ import annotations

from typing import get_args

import streamlit as st

import language
from language import formats
from model.schema.fault import InputFaults
from model.schema.fields import Field, figures
from model.schema.prison import Prison, PrisonType, RoomHours, Security, Workshop
from model.schema.programme import Programme
from reports.wording import labelled
from ui import cached, catalogues, prison_written, state, typed, widgets
from ui.cards import input_name
from ui.prison_written import Form, Room

GROUPS = {"population": 2, "flows": 2, "debts": 3, "work_today": 2}
"""Blocks of the profile that hold figures, with how many stand side by side."""

FIRST = ("population.capacity", "population.detained")
"""What is asked first; a profile cannot do without the first of them."""


@st.fragment
def form(programme: Programme, prison_id: str = "") -> None:
    """A prison to describe, or with an id, to correct."""
    _, key = state.words(), f"profile-{prison_id or 'new'}"
    title = _("Correct the whole profile") if prison_id else _("Describe a new prison")
    with st.expander(title, icon=":material/add_home_work:", key=f"{key}-open", on_change="rerun") as opened:
        if not opened.open:
            return
        before = catalogues.catalogue().all(Prison, "prisons").get(prison_id)
        with st.form(f"{key}-form", border=False):
            tabs = st.tabs([_("Name and place"), _("Who is detained"), _("Comings, goings, debts"),
                            _("Rooms and rules"), _("How it is known")])  # fmt: skip
            with tabs[0]:
                name, kind, place = _identity(before, key)
            typed_figures: dict[str, str] = {}
            with tabs[1]:
                typed_figures |= _figures(before, "population", key)
            with tabs[2]:
                typed_figures |= _figures(before, "flows", key) | _figures(before, "debts", key)
            with tabs[3]:
                typed_figures |= _figures(before, "work_today", key)
                rooms, security = _rooms(before, key), _security(before, key)
            with tabs[4]:
                st.caption(_("Said of every figure that you write here; those you leave keep their source and date."))
                known = typed.known(programme, key)
            asked = st.form_submit_button(_("Check and use"), type="primary")
        if asked:
            _take(Form(name, kind, place, typed_figures, rooms, security, known), prison_id, before)


def _identity(before: Prison | None, key: str) -> tuple[str, str, dict[str, str]]:
    """Name, type, place."""
    _, lang = state.words(), state.lang()
    name = st.text_input(
        _("Name"), before.name if before else "", key=f"{key}-name", max_chars=160,
        help=_("In full, as the administration writes it."),
    )  # fmt: skip
    at = before.place if before else None
    all_known = catalogues.catalogue().all(Prison, "prisons").values()
    regions, directions = ({getattr(p.place, part) for p in all_known} for part in ("region", "disp"))
    kinds = get_args(PrisonType)

    def text(label: str, part: str, help: str, most: int = 120) -> str:
        now = getattr(at, part, None)
        shown = formats.short_number(now, lang) if isinstance(now, float) else now or ""
        return st.text_input(label, shown, key=f"{key}-{part}", help=help, max_chars=most) or ""

    def among(label: str, part: str, options: list[str], help: str) -> str:
        now = getattr(at, part, None)
        return str(st.selectbox(label, options, index=options.index(now) if now in options else 0,
                                key=f"{key}-{part}", help=help))  # fmt: skip

    north = _("Degrees north, with decimals: {example}.").format(example=formats.short_number(48.1008, lang))
    east = _("Degrees east, with decimals; west is negative: {example}.")
    pair = widgets.side_by_side()
    with pair.container():
        kind = st.selectbox(
            _("Type"), kinds, index=kinds.index(before.type) if before else 0, key=f"{key}-type",
            format_func=lambda k: f"{k}, {language.term('prison_type', k, lang).lower()}",
            help=_("Type of establishment."),
        )  # fmt: skip
        commune = text(_("Commune"), "commune", _("Where it stands."))
        department = text(_("Department"), "department", _("Its number: 01, 2A, 974."), 3)
        latitude = text(_("Latitude"), "latitude", north, 20)
    with pair.container():
        region = among(_("Region"), "region", sorted(regions), _("Administrative region."))
        disp = among(
            _("Interregional direction"), "disp", sorted(directions), _("Direction of the prison service (DISP).")
        )
        precision = st.selectbox(
            _("What the coordinates are of"), ["site", "commune"], key=f"{key}-precision",
            index=0 if at is not None and at.precision == "site" else 1, help=_("For the map."),
            format_func=lambda p: _("the establishment") if p == "site" else _("the centre of its commune"),
        )  # fmt: skip
        shown = formats.short_number(-1.6742, lang)
        longitude = text(_("Longitude"), "longitude", east.format(example=shown), 20)
    place = {"commune": commune, "department": department, "region": region, "disp": disp, "latitude": latitude,
             "longitude": longitude, "precision": str(precision)}  # fmt: skip
    return name or "", str(kind), place


def _figures(before: Prison | None, block: str, key: str) -> dict[str, str]:
    """A field for every figure of a block of the profile."""
    _, lang = state.words(), state.lang()
    st.markdown(f"**{language.term('profile', block, lang)}**")
    grid, found = widgets.side_by_side(GROUPS[block]), {}
    for one in sorted(figures(Prison), key=lambda one: one.path not in FIRST):
        if one.path.partition(".")[0] == block:
            with grid.container():
                found[one.path] = _figure(before, one, key)
    return found


def _figure(before: Prison | None, one: Field, key: str) -> str:
    _, lang = state.words(), state.lang()
    needed = one.path == FIRST[0]
    more = _("It must be said.") if needed else _("Empty: not known; the default stands in, marked so.")
    known = prison_written.now(before, one.path)
    return typed.figure(
        names(lang).get(one.path) or input_name(one.path, lang),
        f"{key}-{one.path}",
        None if known is None else known.value,
        one.bounds,
        more,
    )


def _rooms(before: Prison | None, key: str) -> tuple[Room, ...]:
    """The rooms there are, and one more."""
    _, lang = state.words(), state.lang()
    st.markdown(f"**{_('Rooms')}**")
    there: list[Workshop | None] = [*(before.workshops if before else ()), None]
    bounds = {one.path: one.bounds for kind in (Workshop, RoomHours) for one in figures(kind)}
    rooms = []
    for place, room in enumerate(there):
        row, told = st.container(horizontal=True, vertical_alignment="bottom", key=f"{key}-room-{place}"), {}
        with row:
            name = st.text_input(_("Room"), (room.name if room else None) or "", key=f"{key}-room-{place}-name",
                                 help=_("What it is called; a room without an area is left out."))  # fmt: skip
            for part in ("area", "hours_a_day", "days_a_week"):
                value = getattr(room, part, None)
                told[part] = typed.figure(input_name(part, lang), f"{key}-room-{place}-{part}",
                                          None if value is None else value.latest.value, bounds[part])  # fmt: skip
            free = st.checkbox(_("Free"), room.free if room else True, key=f"{key}-room-{place}-free",
                               help=_("Whether a new partner could use it."))  # fmt: skip
            ready = st.checkbox(_("Equipped"), room.ready if room else False, key=f"{key}-room-{place}-ready",
                                help=_("Whether posts are there already."))  # fmt: skip
        rooms.append(Room(name or "", free=free, ready=ready, **told))
    return tuple(rooms)


def _security(before: Prison | None, key: str) -> dict[str, bool | None]:
    _, lang = state.words(), state.lang()
    st.markdown(f"**{_('Security rules')}**")
    said: dict[str, bool | None] = {}
    answers = {None: _("not known"), True: _("yes"), False: _("no")}
    grid = widgets.side_by_side(3)
    for rule in Security.model_fields:
        with grid.container():
            said[rule] = st.selectbox(
                language.term("rule", rule, lang), list(answers), format_func=answers.__getitem__, key=f"{key}-{rule}",
                index=list(answers).index(getattr(before.security, rule) if before else None),
                help=_("Not known: the company asks before it comes."),
            )  # fmt: skip
    return said


def _take(form: Form, prison_id: str, before: Prison | None) -> None:
    """Check the profile; use it for this visitor, or say by field what is not right."""
    _, lang = state.words(), state.lang()
    read = typed.Read(lang)
    base = catalogues.catalogue().documents["prisons", prison_id].data if before is not None else None
    text = prison_written.written(form, base, before, read)
    member = prison_id or typed.slug(form.name)
    wrong = list(read.wrong)
    if not form.name.strip():
        wrong.append(labelled(f"**{_('Name')}**", _("It must be said."), lang))
    elif before is None and member in catalogues.catalogue().all(Prison, "prisons"):
        there = _("A prison of this name is there already: open its page to correct it.")
        wrong.append(labelled(f"**{_('Name')}**", there, lang))
    try:
        catalogues.bring([(f"{member}.yaml", text.encode())], check=bool(wrong))
    except InputFaults as found:
        wrong += typed.tell([one for one in found.faults if one.path not in ("id", "name")], names(lang), read)
    if wrong:
        typed.complain(wrong)
        return
    if member in cached.programme(state.reference(), state.settings()).prisons:
        st.session_state["described-prison"] = member
        st.rerun(scope="app")
    st.info(_("The profile is in use, but this scenario does not take this prison: choose one that takes all of them."))


def names(lang: str) -> dict[str, str]:
    """What the fields that are no figures are called, by path."""
    _ = language.text(lang)
    return {
        "id": _("Name"), "name": _("Name"), "type": _("Type"), "place": _("Name and place"),
        "place.commune": _("Commune"), "place.department": _("Department"), "place.region": _("Region"),
        "place.disp": _("Interregional direction"), "place.latitude": _("Latitude"),
        "place.longitude": _("Longitude"), "workshops": _("Rooms"),
        "work_today.area": _("Area of all workshops"),
    }  # fmt: skip
