"""What stands around every page: language, scenario, the changes on top of it, and the way out of a fault."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from functools import partial

import streamlit as st
from streamlit.navigation.page import StreamlitPage
from streamlit.runtime.scriptrunner import get_script_run_ctx

from language import LANGUAGES
from model.schema.fault import InputFaults
from model.schema.programme import Programme
from model.schema.scenario import Scenario
from reports.wording import said
from ui import cached, catalogues, changed, files, state, streamlit_words
from ui.widgets import plain

NAMES = {"fr": "Français", "en": "English"}
TOP = "-"
"""A name of the overview that nobody types: it is at the top, and whoever types its usual name is led there."""


def sidebar() -> None:
    """Language and scenario, on every page. Raises InputFaults when the catalogue is not right."""
    with st.sidebar:
        st.session_state["lang"] = state.lang()
        st.segmented_control(
            "Langue / Language",
            LANGUAGES,
            format_func=NAMES.__getitem__,
            key="lang",
            help=state.words()("The language of the pages, and of the files they give."),
            required=True,
            label_visibility="collapsed",
        )
        _, known = state.words(), cached.scenarios()
        references = cached.references()
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
        streamlit_words.put()


def title(known: dict[str, Scenario], reference: str, lang: str) -> str:
    """The title of a scenario; of a variant, indented."""
    name, _, variant = reference.partition("@")
    scenario = known[name]
    return said(scenario.title, lang) if not variant else f"\u2003↳ {said(scenario.variants[variant].title, lang)}"


def changes() -> None:
    """The changes that the visitor has put on top of the scenario, each with a way back; the file that keeps them."""
    if not state.settings():
        return
    _, here = state.words(), (state.reference(), state.settings())
    with st.container(border=True, key="changes"):
        head = st.container(horizontal=True, vertical_alignment="center")
        head.markdown(f"**{_('Changes on top of this scenario')}**", width="stretch")
        known = None
        with suppress(InputFaults):  # a change that does not fit is told below, can be taken away, and fits no file
            known = cached.programme(*here)
            name = f"{here[0].replace('@', '-')}-{_('changed')}.yaml"
            with head:
                files.offer(
                    _("Download the scenario (YAML)"), catalogues.changed_scenario(*here), name, "application/yaml",
                    "changed-yaml",
                    _("The scenario with these changes, to be kept, sent, or brought back in Sources; a variant that "
                      "they do not fit is left out."),
                )  # fmt: skip
        head.button(_("Take them all away"), on_click=state.forget, key="forget")
        for place, change in enumerate(state.settings()):
            row = st.container(horizontal=True, vertical_alignment="center", key=f"change-row-{place}")
            row.markdown(_change(known, change), width="stretch")
            row.button(_("Undo"), key=f"undo-{place}", on_click=state.undo, args=(change,), type="tertiary")


def _change(known: Programme | None, change: str) -> str:
    """A change by its name and its path, before and after; only what is asked for where it does not fit."""
    path, _equals, new = change.partition("=")
    place, lang = f"`{path.replace('`', '')}`", state.lang()
    colon = "\u202f:" if lang == "fr" else ":"
    if known is None:
        return f"{place}{colon} {plain(changed.told(new))}"
    old = next((one.old for one in known.changes if one.by == "--set" and one.path == path), "")
    before, after = (plain(changed.word(known, path, text, lang)) for text in (old, new))
    return f"{plain(changed.name(known, path, lang))} {place}{colon} {before} → {after}".strip()


def way_out() -> None:
    """What to do when nothing can be computed."""
    _ = state.words()
    if state.settings():
        st.button(_("Take the changes away and compute again"), on_click=state.forget, key="forget-all")
    else:
        st.caption(_("Correct the files named above, then reload the page. `python cli.py check` lists every fault."))


def elsewhere(pages: Sequence[StreamlitPage]) -> list[StreamlitPage]:
    """A page for an address that is none of ours, kept out of the menu; none when no such address was asked for."""
    context = get_script_run_ctx()
    asked = context.pages_manager.intended_page_name if context else None
    if asked and "/" not in asked and asked not in {TOP, *(page.url_path for page in pages)}:
        st.session_state["elsewhere"] = asked
    if (named := st.session_state.get("elsewhere")) is None:
        return []
    _ = state.words()
    return [st.Page(partial(_nowhere, named, pages), title=_("Page not found"), url_path=named, visibility="hidden")]


def _nowhere(named: str, pages: Sequence[StreamlitPage]) -> None:
    """What was asked for, and where to go from here."""
    if named == "overview":
        st.switch_page(pages[0])
    _ = state.words()
    st.title(_("Page not found"))
    st.markdown(_("No page has the address {address}. The planner has these:").format(address=f"/{plain(named[:80])}"))
    for page in pages:
        st.page_link(page)
