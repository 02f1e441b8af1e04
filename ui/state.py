"""What the visitor has chosen, kept in the link: language, scenario, changes on top of it, levers of a page.

A page switch clears the query string, so the frame and each page put theirs back (:func:`remember`, :func:`linked`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TypeVar

import streamlit as st
from streamlit import runtime
from streamlit.runtime.scriptrunner import get_script_run_ctx

import language
from ui import cached

Option = TypeVar("Option")
FIRST_SCENARIO = "france-2030"
LONGEST = 4000
"""Characters of one change in a link: some fifty openings decided beforehand."""


def lang() -> str:
    """The visitor's language: chosen, else in the link, else the browser's; French unless it is English."""
    chosen = st.session_state.get("lang") or st.query_params.get("lang") or st.context.locale
    return language.default_language(chosen)


def words() -> Callable[[str], str]:
    """The function that gives an English source string in the visitor's language."""
    return language.text(lang())


def dark() -> bool:
    """Whether the visitor reads light on dark."""
    return st.context.theme.type == "dark"


def reference() -> str:
    """The scenario chosen, ``id`` or ``id@variant``: one that exists. Raises InputFaults."""
    known = cached.references()
    for asked in (st.session_state.get("scenario"), st.query_params.get("scenario")):
        if asked in known:
            return str(asked)
    return FIRST_SCENARIO if FIRST_SCENARIO in known else known[0]


def unknown_scenario() -> str | None:
    """What the visitor's link named, when no scenario has that name."""
    if "linked-scenario" not in st.session_state:
        st.session_state["linked-scenario"] = st.query_params.get("scenario")
    named = st.session_state["linked-scenario"]
    return None if named is None or named in cached.references() else str(named)[:60]


def settings() -> cached.Settings:
    """Changes on top of the scenario, each ``path=value``: kept by scenario, and in the link as ``set``."""
    kept: dict[str, cached.Settings] = st.session_state.setdefault("settings", {})
    here = reference().partition("@")[0]
    if here not in kept:
        kept[here] = tuple(dict.fromkeys(s[:LONGEST] for s in st.query_params.get_all("set")[:40]))
    return kept[here]


def with_changes(changes: Sequence[tuple[str, str]]) -> cached.Settings:
    """The changes of the scenario with some more: (path, value as text). One of the same path is replaced."""
    current = dict(s.partition("=")[::2] for s in settings())
    current.update(changes)
    return tuple(f"{path}={value}" for path, value in current.items())


def apply(changes: Sequence[tuple[str, str]]) -> None:
    """Put changes on top of the scenario: (path, value as text)."""
    put(with_changes(changes))


def undo(change: str) -> None:
    """Take one change away."""
    put(tuple(s for s in settings() if s != change))


def changed(changes: Mapping[str, str | None]) -> cached.Settings:
    """The changes with some put in the place of what was said of their paths, and below them; None takes away."""
    kept = [s for s in settings() if not any(below(s, path) for path in changes)]
    return (*kept, *(f"{path}={value}" for path, value in changes.items() if value is not None))


def below(setting: str, path: str) -> bool:
    """Whether a change is of a path, or of a part of it."""
    return f"{setting.partition('=')[0]}.".startswith(f"{path}.")


def put(wanted: cached.Settings) -> None:
    """Make these the changes on top of the scenario."""
    kept = {**st.session_state.get("settings", {}), reference().partition("@")[0]: wanted}
    st.session_state["settings"] = kept


def visitor() -> str:
    """Who reads: one name for each open page."""
    session = get_script_run_ctx()
    return "" if session is None else session.session_id


def present(visitor: str) -> bool:
    """Whether a visitor's page is still open."""
    return not runtime.exists() or runtime.get_instance().is_active_session(visitor)


def forget() -> None:
    """Take every change away from the scenario."""
    put(())


def result() -> cached.Result:
    """The scenario chosen, with its changes, projected. Raises InputFaults."""
    return cached.result(reference(), settings())


def remember() -> None:
    """Put language, scenario and changes into the link, at once: each time it is written is one more step back."""
    wanted = {"lang": [lang()], "scenario": [reference()], "set": list(settings())}
    if any(st.query_params.get_all(key) != values for key, values in wanted.items()):
        st.query_params.update(wanted)


def linked(key: str, default: Option, read: Callable[[str], Option]) -> None:
    """Before a widget of this key: take its value from the link, else the default.

    read: from text; raises ValueError or LookupError for what makes no sense.
    """
    if key in st.session_state:
        return
    try:
        st.session_state[key] = read(st.query_params[key])
    except (LookupError, ValueError):
        st.session_state[key] = default


def forget_levers(keys: Sequence[str], of: str) -> None:
    """Give levers their defaults again when another scenario was chosen since they were set."""
    if st.session_state.get("levers-of", of) != of:
        for key in keys:
            st.session_state.pop(key, None)
            st.query_params.pop(key, None)
    st.session_state["levers-of"] = of


def linked_choice(key: str, options: Sequence[Option], default: Option) -> None:
    """The same for a widget with options: a value that is not (or no more) among them gives the default.

    The value is said anew each time: a page that is made anew before it was sent would show the first option.
    """
    linked(key, default, partial(_among, options))
    value = st.session_state[key]
    st.session_state[key] = value if value in options else default


def _among(options: Sequence[Option], text: str) -> Option:
    return {str(o): o for o in options}[text]


def keep(key: str, default: object) -> None:
    """After a widget of this key: put its value into the link, unless it is the default."""
    value = st.session_state.get(key)
    if value is None or value == default or value == []:
        if key in st.query_params:
            del st.query_params[key]
        return
    text = [str(v) for v in value] if isinstance(value, list) else str(value)
    if (st.query_params.get_all(key) if isinstance(text, list) else st.query_params.get(key)) != text:
        st.query_params[key] = text
