"""What stands around every page: language, scenario, the changes on top of it, and the way out of a fault."""

from __future__ import annotations

import streamlit as st

from language import LANGUAGES
from model.schema.scenario import Scenario
from reports.wording import said
from ui import cached, state
from ui.widgets import plain

NAMES = {"fr": "Français", "en": "English"}


def sidebar() -> None:
    """Language and scenario, on every page. Raises InputFaults when the catalogue is not right."""
    with st.sidebar:
        st.session_state.setdefault("lang", state.lang())
        st.segmented_control(
            "Langue / Language",
            LANGUAGES,
            format_func=NAMES.__getitem__,
            key="lang",
            required=True,
            label_visibility="collapsed",
        )
        _, known = state.words(), cached.scenarios()
        references = cached.references()
        if st.session_state.get("scenario") not in references:
            st.session_state["scenario"] = state.reference()
        st.selectbox(
            _("Scenario"),
            references,
            format_func=lambda r: title(known, r, state.lang()),
            key="scenario",
            help=_("A question with its plan: when, where, with whom, under which rules. Variants are indented."),
        )
        if (unknown := state.unknown_scenario()) is not None:
            st.warning(
                _("The link names a scenario that does not exist ({name}); another is shown.").format(
                    name=plain(unknown)
                )
            )
        chosen = known[state.reference().partition("@")[0]]
        variant = chosen.variants.get(state.reference().partition("@")[2])
        if variant is not None and variant.note is not None:
            st.caption(plain(said(variant.note, state.lang())))


def title(known: dict[str, Scenario], reference: str, lang: str) -> str:
    """The title of a scenario; of a variant, indented."""
    name, _, variant = reference.partition("@")
    scenario = known[name]
    return said(scenario.title, lang) if not variant else f"\u2003↳ {said(scenario.variants[variant].title, lang)}"


def changes() -> None:
    """The changes that the visitor has put on top of the scenario, with a way to take them away."""
    if not state.settings():
        return
    _ = state.words()
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        listed = ", ".join(f"`{s.replace('`', '')}`" for s in state.settings())
        st.markdown(_("Changes on top of this scenario: {changes}").format(changes=listed), width="stretch")
        st.button(_("Take them away"), on_click=state.forget, key="forget")


def way_out() -> None:
    """What to do when nothing can be computed."""
    _ = state.words()
    if state.settings():
        st.button(_("Take the changes away and compute again"), on_click=state.forget, key="forget-all")
    else:
        st.caption(_("Correct the files named above, then reload the page. `python cli.py check` lists every fault."))
